"ganlab.metrics against closed forms, reference implementations (prdc, vendi-score) and recomputation by other means."

import contextlib
import io
import math
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.spatial
import scipy.stats
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab import GAN, metrics
from ganlab.backend.randomness import stream
from ganlab.data.targets import gaussians, grid, moons, ring


def draw(*shape, name="x"):
    return torch.randn(*shape, generator=stream(0, name), dtype=torch.float64)


def stand_in(k=8, d=2, sigma=0.01, weights=None):
    "A target with k modes along the first axis, a unit apart."
    centres = torch.zeros(k, d)
    centres[:, 0] = torch.arange(k)
    return SimpleNamespace(modes=centres, sigma=sigma, weights=weights)


# modes

@pytest.mark.parametrize("hit", [1, 3, 7, 8])
def test_equal_hits_on_some_modes(hit):
    target = stand_in()
    r = metrics.modes(target.modes[torch.arange(840) % hit], target)
    assert r.reverse_kl == pytest.approx(math.log(8 / hit), abs=1e-12)
    assert r.effective == pytest.approx(hit)
    assert (r.covered, r.live, r.high_quality) == (hit, hit, 1.0)
    assert r.missing == tuple(range(hit, 8))
    assert r.counts == (840 // hit,) * hit + (0,) * (8 - hit)
    assert r.spread == pytest.approx(0, abs=1e-6)


def test_weights_count():
    target = stand_in(2, weights=torch.tensor([3.0, 1.0]))
    x = target.modes[torch.tensor([0] * 30 + [1] * 10)]
    assert metrics.modes(x, target).reverse_kl == pytest.approx(0, abs=1e-12)
    even = target.modes[torch.tensor([0] * 20 + [1] * 20)]
    assert metrics.modes(even, target).reverse_kl == pytest.approx((math.log(2 / 3) + math.log(2)) / 2)
    assert metrics.modes(even, target).shares == (0.75, 0.25)


def test_a_mode_lives_from_a_fifth_of_its_fair_share():
    target = stand_in(2)
    for few, live in [(10, 2), (9, 1)]:  # fair share of 100 is 50, a fifth of it 10
        x = target.modes[torch.tensor([0] * (100 - few) + [1] * few)]
        assert metrics.modes(x, target).live == live
        assert metrics.modes(x, target).covered == 2


def test_strays_vote_for_their_nearest_mode_but_keep_none_alive():
    target = stand_in(2)
    x = torch.cat([target.modes[:1].repeat(50, 1), target.modes[1:].repeat(50, 1) + torch.tensor([0.0, 0.2])])
    r = metrics.modes(x, target)
    assert r.counts == (50, 50) and r.near == (50, 0)
    assert (r.live, r.covered, r.missing, r.high_quality) == (1, 1, (1,), 0.5)
    assert r.reverse_kl == pytest.approx(0, abs=1e-12)


def test_the_edge_of_three_sigma():
    target = stand_in(2, sigma=0.1)
    for distance, inside in [(0.2999, 1.0), (0.3001, 0.0)]:
        assert metrics.modes(torch.tensor([[0.0, distance]]), target).high_quality == inside


@pytest.mark.parametrize("target", [ring(), grid()])
def test_truth(target):
    n, k = 40_000, len(target.modes)
    r = metrics.modes(target.draw(n, stream(1, "truth")), target)
    p = 1 - math.exp(-4.5)
    assert r.high_quality == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / n))
    assert r.live == r.covered == k
    assert r.spread == pytest.approx(1, abs=0.015)
    assert r.reverse_kl < 5 * (k - 1) / (2 * n)


@pytest.mark.parametrize("d", [1, 2, 3, 16])
def test_truth_in_any_dimension(d):
    target = stand_in(4, d=d, sigma=0.02)
    g = stream(2, "truth")
    x = target.modes[torch.randint(4, (20_000,), generator=g)] + 0.02 * torch.randn(20_000, d, generator=g)
    expected = scipy.stats.chi2.cdf(9, 1) if d == 1 else 1 - math.exp(-4.5)
    r = metrics.modes(x, target)
    assert r.high_quality == pytest.approx(expected, abs=0.005)
    assert r.spread == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("true", [0.3, 0.5, 1.0, 1.5, 2.0])
def test_spread_reads_the_width_of_the_modes(true):
    target = stand_in(3, sigma=0.05)
    g = stream(3, "truth")
    x = target.modes[torch.randint(3, (30_000,), generator=g)] + true * 0.05 * torch.randn(30_000, 2, generator=g)
    strays = torch.randn(300, 2, generator=g) * 20
    assert metrics.modes(torch.cat([x, strays]), target).spread == pytest.approx(true, rel=0.04)


def test_spread_is_about_the_samples_own_mean():
    target = stand_in(1, sigma=1.0)
    x = torch.tensor([[2.0, 0.0]]).repeat(50, 1)
    assert metrics.modes(x, target).spread == pytest.approx(0, abs=1e-6)


def test_each_mode_may_have_its_own_sigma():
    target = gaussians([[0.0, 0.0], [10.0, 0.0]], [0.1, 1.0])
    r = metrics.modes(target.draw(20_000, stream(0, "truth")), target)
    assert r.spread == pytest.approx(1, abs=0.03) and r.high_quality == pytest.approx(0.98889, abs=0.004)


def test_nothing_near_leaves_spread_unknown():
    r = metrics.modes(torch.full((5, 2), 100.0), stand_in())
    assert math.isnan(r.spread) and r.live == 0 and r.high_quality == 0 and len(r.missing) == 8


@settings(max_examples=20, deadline=None)
@given(d=st.integers(1, 50), r=st.floats(0.1, 20))
def test_mass_within_is_the_chi_distribution(d, r):
    assert metrics.mass_within(r, d).item() == pytest.approx(scipy.stats.chi(d).cdf(r), abs=1e-9)


def test_cut_variance_against_numerical_integration():
    for d, s, radius in [(1, 1.0, 3.0), (2, 2.0, 3.0), (3, 0.7, 2.0)]:
        r = np.linspace(0, radius, 200_001)
        weight = r ** (d - 1) * np.exp(-r**2 / (2 * s**2))
        expected = (weight * r**2).sum() / weight.sum() / d
        assert metrics.truncated_variance(torch.tensor(s).double(), d, radius).item() == pytest.approx(
            expected, rel=1e-4
        )


# kernels

def test_copies_are_one_kind_and_strangers_many():
    assert metrics.vendi(torch.zeros(9, 3)) == pytest.approx(1)
    assert metrics.rke(torch.zeros(9, 3)) == pytest.approx(1)
    strangers = torch.arange(12.0)[:, None] * 100
    assert metrics.vendi(strangers, width=1.0) == pytest.approx(12)
    assert metrics.rke(strangers, width=1.0) == pytest.approx(12)
    uneven = torch.tensor([0.0] * 9 + [100.0] * 3)[:, None]
    assert metrics.rke(uneven, width=1.0) == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert metrics.vendi(uneven, width=1.0) == pytest.approx(math.exp(-0.75 * math.log(0.75) - 0.25 * math.log(0.25)))


@pytest.mark.parametrize("q", [0.5, 1, 2, 3.5, math.inf])
def test_vendi_is_vendi_score(q):
    from vendi_score import vendi

    K = metrics.kernel(draw(60, 3), width=0.7)
    assert metrics.vendi_of(K, q) == pytest.approx(vendi.score_K(K.numpy(), q="inf" if q == math.inf else q), rel=1e-6)


def test_rke_is_vendi_of_order_two():
    x = draw(80, 4)
    assert metrics.rke(x, width=1.0) == pytest.approx(metrics.vendi(x, q=2, width=1.0), rel=1e-9)


def test_kernel_by_hand():
    x, b = draw(20, 3), 0.8
    by_hand = np.exp(-((x[:, None] - x[None]).numpy() ** 2).sum(2) / (2 * b * b))
    assert np.allclose(metrics.kernel(x, b), by_hand, atol=1e-12)
    wide = draw(20, 40)
    by_hand = np.exp(-((wide[:, None] - wide[None]).numpy() ** 2).sum(2) / (2 * 9))
    assert np.allclose(metrics.kernel(wide, 3.0), by_hand, atol=1e-12)


def test_bandwidth_comes_from_the_reference():
    x, reference = draw(50, 2), draw(50, 2, name="other") * 7
    median = np.median(scipy.spatial.distance.pdist(reference.numpy()))
    assert metrics.bandwidth(reference) == pytest.approx(median / 4, rel=0.01)
    assert metrics.rke(x, reference=reference) == pytest.approx(metrics.rke(x, width=metrics.bandwidth(reference)))
    assert metrics.rke(x, reference=reference) < metrics.rke(x)


def test_rke_finds_one_mode_of_25_lost():
    target, g, n = grid(), stream(0, "power"), 1000
    width = metrics.bandwidth(target.draw(n, g))
    floor = metrics.noise_floor(lambda x: metrics.rke(x, width), target, n, draws=40, generator=g)
    for _ in range(10):
        x = target.draw(2 * n, g)
        lost = x[metrics.distances(x, target.modes).argmin(1) != 7][:n]
        assert floor.z(metrics.rke(lost, width)) < -2.5


# neighbourhoods

@pytest.mark.parametrize("k", [1, 5])
@pytest.mark.parametrize("shape", [(2,), (1, 6, 6)])
def test_against_prdc(k, shape):
    from prdc import compute_prdc

    real, fake = draw(90, *shape), 0.8 * draw(70, *shape, name="fake") + 0.3
    with contextlib.redirect_stdout(io.StringIO()):
        expected = compute_prdc(real.flatten(1).numpy(), fake.flatten(1).numpy(), nearest_k=k)
    for name, value in expected.items():
        assert getattr(metrics, name)(real, fake, k) == pytest.approx(value, abs=1e-12)
    together = metrics.pair_figures(real, fake, k)
    assert {name: together[name] for name in expected} == pytest.approx(expected)


def test_against_scikit_learn_neighbours():
    from sklearn.neighbors import NearestNeighbors

    x = draw(50, 3)
    expected = NearestNeighbors(n_neighbors=4).fit(x.numpy()).kneighbors()[0][:, 3]
    assert np.allclose(metrics.radii(x, 4), expected)


def test_extremes():
    real = draw(60, 2)
    for metric in (metrics.precision, metrics.recall, metrics.coverage):
        assert metric(real, real) == 1
        assert metric(real, real + 1000) == 0
    assert metrics.density(real, real + 1000) == 0
    collapsed = real[:1].repeat(60, 1)
    assert metrics.precision(real, collapsed) == 1
    assert metrics.recall(real, collapsed) == pytest.approx(1 / 60)


# noise floors

def test_null_by_hand():
    null = metrics.Null((1.0, 2.0, 3.0, 4.0), n=7)
    assert (null.mean, null.std) == (2.5, pytest.approx(np.std([1, 2, 3, 4], ddof=1)))
    assert null.quantile(0.5) == 2.5
    assert null.z(2.5 + null.std) == pytest.approx(1)
    constant = metrics.Null((8.0, 8.0), n=7)
    assert constant.z(8.0) == 0 and constant.z(7.0) == -math.inf and constant.z(9.0) == math.inf
    assert math.isnan(null.z(math.nan))


def test_floor_of_reverse_kl_is_k_minus_1_over_2n():
    floor = metrics.noise_floor(lambda x: metrics.modes(x, grid()).reverse_kl, grid(), 2500, 100, stream(4, "floor"))
    assert floor.mean == pytest.approx(24 / 5000, abs=4 * floor.std / 10)


def test_floor_takes_metrics_of_one_and_of_two_sets():
    one = metrics.noise_floor(lambda x: float(x.mean()), torch.arange(10.0), 5, draws=300)
    assert one.mean == pytest.approx(4.5, abs=0.4) and one.n == 5
    def shared(a, b):
        return len(set(a.tolist()) & set(b.tolist()))
    two = metrics.noise_floor(shared, torch.arange(10.0), 99, draws=9)
    assert two.mean == 0 and two.n == 5  # a split, whose halves share nothing
    assert metrics.noise_floor(metrics.recall, ring(), 100, draws=3).mean > 0.9


def test_floor_repeats_and_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    values = [metrics.noise_floor(metrics.rke, ring(), 50, draws=4).values for _ in range(2)]
    assert values[0] == values[1] and torch.equal(before, torch.get_rng_state())
    assert values[0] != metrics.noise_floor(metrics.rke, ring(), 50, draws=4, generator=stream(9, "other")).values


# the report

@pytest.fixture(scope="module")
def healthy():
    g = stream(0, "gan")
    return SimpleNamespace(data=ring(), sample=lambda n: ring().draw(n, g))


def test_a_perfect_generator_is_within_noise(healthy):
    r = metrics.report(healthy, pairs=200, draws=60)
    # data without end
    assert [f.name for f in r.figures] == [name for name in metrics.ABOUT if name not in ("copies", "nearness")]
    assert all(abs(f.z) < 4.5 for f in r.figures)
    assert r["live modes"].value == 8 and r["live modes"].z == 0
    assert r["recall"].floor.n == 200 and r["spread"].floor.n == 2500


def test_a_broken_one_is_not(healthy):
    half = SimpleNamespace(data=healthy.data, sample=lambda n: ring().modes[torch.arange(n) % 4])
    r = metrics.report(half, 2500, 200, 60)
    assert r["live modes"].value == 4 and r["live modes"].z == -math.inf
    assert r["reverse KL"].value == pytest.approx(math.log(2))
    assert all(abs(r[name].z) > 5 for name in ("reverse KL", "spread", "RKE", "Vendi", "recall", "coverage"))
    assert "inf" not in str(r) and "beyond -100" in str(r)  # four modes of eight, where real data always have eight


def test_a_report_prints_and_becomes_html_and_a_frame(healthy):
    r = metrics.report(healthy, pairs=200, draws=60)
    whole = metrics.report(healthy, pairs=200, draws=60, all=True)
    for table, rows in ((r, 8), (whole, len(r.figures))):
        lines = str(table).splitlines()
        assert len(lines) == 2 + rows and len({len(line) for line in lines[1:]}) == 1
        assert table._repr_html_().count("<tr>") == 1 + rows
    assert [f.name for f in r.shown] == ["live modes", "high quality", "reverse KL", "spread", "precision", "recall",
                                         "coverage", "KID"]  # KID and not copies: the ring is no set of samples
    frame = r.frame()
    assert list(frame.index) == [f.name for f in r.figures] and frame.loc["recall", "value"] == r["recall"].value
    evil = metrics.Report("<script>", r.figures)
    assert "<script>" not in evil._repr_html_()


def test_a_gan_s_players_have_rows_without_a_floor():
    gan = GAN("ring", width=8, seed=0)
    before = gan.state_hash()
    r = metrics.report(gan, 300, 50, 5, game=3, all=True)
    z = gan.draw_z(64, stream(0, "conditioning"))
    # (64, 2, latent)
    J = torch.autograd.functional.jacobian(lambda z: gan.players["g"].module(z).sum(0), z).permute(1, 0, 2)
    assert gan.ema is None or gan.moment == 0  # then the averaged generator is the generator
    s = torch.linalg.svdvals(J)
    assert r["conditioning"].value == pytest.approx((s[:, 0] / s[:, -1]).log().mean().item(), rel=1e-3)
    assert r["duality gap"].value == pytest.approx(metrics.duality_gap(gan, 3)[0]) and gan.state_hash() == before
    assert str(r).splitlines()[-1].split()[-3:] == ["–", "–", "2000"]
    assert "<td>–</td><td>–</td><td>2000</td>" in r._repr_html_()  # nothing to be alarmed about
    assert "duality gap" not in [f.name for f in metrics.report(gan, 300, 50, 5, game=0).figures]


def test_data_without_modes_skips_their_rows():
    data, g = moons(), stream(0, "moons")
    assert data.modes is None
    r = metrics.report(SimpleNamespace(data=data, sample=lambda n: data.draw(n, g)), 200, 100, 10)
    assert not {f.name for f in r.figures} & {"live modes", "reverse KL", "spread"} and r["recall"].value > 0.8


def test_the_noise_floor_is_computed_once(healthy, monkeypatch):
    metrics.report(healthy, pairs=200, draws=60)
    monkeypatch.setattr(metrics, "noise_floors", None)
    metrics.report(healthy, pairs=200, draws=60)


# bad input

def test_bad_input_is_named():
    target, x = ring(), torch.zeros(10, 2)
    with pytest.raises(ValueError, match="x has NaN or infinity in 1 of 10 samples"):
        metrics.modes(x.index_fill(0, torch.tensor([3]), math.nan), target)
    with pytest.raises(ValueError, match="x must have 2 numbers a sample"):
        metrics.modes(torch.zeros(10, 3), target)
    with pytest.raises(ValueError, match="target must have modes"):
        metrics.modes(x, moons())
    with pytest.raises(ValueError, match="x must hold at least one sample"):
        metrics.rke(torch.zeros(0, 2))
    with pytest.raises(ValueError, match="x_fake has NaN"):
        metrics.recall(x, x * math.nan)
    with pytest.raises(ValueError, match="k must be"):
        metrics.coverage(x, x, k=10)
    with pytest.raises(ValueError, match="x_real and x_fake must be alike"):
        metrics.density(x, torch.zeros(10, 3))
    with pytest.raises(ValueError, match="width must be"):
        metrics.vendi(x, width=0)
    with pytest.raises(ValueError, match="q must be"):
        metrics.vendi(x, q=-1)
    with pytest.raises(ValueError, match="draws must be"):
        metrics.report(SimpleNamespace(data=target, sample=None), draws=1)
    with pytest.raises(ValueError, match="the generator's output has NaN or infinity in 100 of 100"):
        metrics.report(SimpleNamespace(data=target, sample=lambda n: torch.full((n, 2), math.nan)), 100, 50, 2)


def test_few_and_constant_samples_are_fine():
    one = torch.zeros(1, 2)
    assert metrics.modes(one, ring()).live == 0
    assert metrics.rke(one) == metrics.vendi(one) == pytest.approx(1)
    same = torch.ones(8, 2)
    assert metrics.precision(same, same) == metrics.recall(same, same) == metrics.coverage(same, same) == 1
