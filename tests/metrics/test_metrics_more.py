"Divergences, cells, copies, features and the game: against POT, scipy, scikit-learn, closed forms and recomputation."

import math
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.linalg
import scipy.stats
import torch

from ganlab import GAN, data, losses, metrics
from ganlab.backend.randomness import stream
from ganlab.data import targets


def draw(*shape, name="x"):
    return torch.randn(*shape, generator=stream(0, name), dtype=torch.float64)


@pytest.fixture(scope="module")
def pair():
    return draw(80, 3), 0.7 * draw(80, 3, name="fake") + 0.4


# divergences

def test_exact_transport_is_pot_s(pair):
    import ot

    for n in (10, 80):
        x, y = (p[:n] for p in pair)
        cost = ot.dist(x.numpy(), y.numpy(), metric="euclidean")
        assert metrics.wasserstein(x, y) == pytest.approx(ot.emd2(np.full(n, 1 / n), np.full(n, 1 / n), cost), abs=1e-9)
    a, b = draw(50), draw(50, name="b") * 3
    assert metrics.wasserstein(a[:, None], b[:, None]) == pytest.approx(
        scipy.stats.wasserstein_distance(a, b), abs=1e-9
    )


@pytest.mark.parametrize("m", [80, 40])
def test_sliced_transport_is_pot_s(pair, m):
    import ot

    x, y = pair[0], pair[1][:m]
    directions = draw(30, 3, name="directions")
    directions = directions / directions.norm(dim=1, keepdim=True)
    expected = ot.sliced_wasserstein_distance(x.numpy(), y.numpy(), projections=directions.T.numpy(), p=2)
    assert metrics.sliced_wasserstein(x, y, directions) == pytest.approx(expected, abs=1e-6)


def test_frechet_is_scipy_s_square_root(pair):
    x, y = (p.numpy() for p in pair)
    C1, C2 = np.cov(x.T), np.cov(y.T)
    expected = ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(C1 + C2 - 2 * scipy.linalg.sqrtm(C1 @ C2).real)
    assert metrics.frechet(*pair) == pytest.approx(expected, rel=1e-6)
    assert metrics.frechet(pair[0], pair[0] + 2) == pytest.approx(12, rel=1e-6)  # a shift by 2 in three dimensions
    assert metrics.frechet(pair[0], pair[0] * 3) == pytest.approx(
        4 * np.trace(C1) + 4 * (x.mean(0) ** 2).sum(), rel=1e-6
    )
    one = draw(30, 1)
    assert metrics.frechet(one, 2 * one + 1) == pytest.approx(((one.mean() + 1) ** 2 + one.var()).item(), rel=1e-6)


def test_kernel_distances_are_scikit_learn_s(pair):
    from sklearn.metrics.pairwise import polynomial_kernel, rbf_kernel

    x, y = (p.numpy() for p in pair)

    def by_hand(kernel):
        n = len(x)
        def off(K):
            return (K.sum() - np.trace(K)) / (n * (n - 1))
        return off(kernel(x, x)) + off(kernel(y, y)) - 2 * kernel(x, y).mean()

    assert metrics.kid(*pair) == pytest.approx(by_hand(lambda a, b: polynomial_kernel(a, b, 3, 1 / 3, 1)), rel=1e-6)
    apart = np.sort(np.linalg.norm(x[:, None] - x[None], axis=2)[~np.eye(80, dtype=bool)])
    median = apart[(len(apart) - 1) // 2]
    widths = [w * median for w in (0.25, 0.5, 1.0)]
    expected = sum(by_hand(lambda a, b: rbf_kernel(a, b, 1 / (2 * w * w))) for w in widths)
    assert metrics.mmd(*pair) == pytest.approx(expected, rel=1e-6)


def test_energy_distance():
    a, b = draw(40), draw(30, name="b") + 1
    def apart(u, v):
        return (u[:, None] - v[None]).abs()
    def off(u):
        return apart(u, u).sum() / (len(u) * (len(u) - 1))
    expected = 2 * apart(a, b).mean() - off(a) - off(b)
    assert metrics.energy(a[:, None], b[:, None]) == pytest.approx(expected.item(), rel=1e-9)
    biased = scipy.stats.energy_distance(a, b) ** 2  # V-statistics: diagonals included
    assert 2 * apart(a, b).mean() - apart(a, a).mean() - apart(b, b).mean() == pytest.approx(biased, rel=1e-6)


@pytest.mark.parametrize("name", ["mmd", "kid", "energy"])
def test_unbiased_means_nothing_on_average(name):
    g = stream(1, "unbiased")
    scores = [
        getattr(metrics, name)(torch.randn(30, 2, generator=g), torch.randn(30, 2, generator=g)) for _ in range(200)
    ]
    assert abs(np.mean(scores)) < 4 * np.std(scores) / 200**0.5


# diversity and copies

def test_birthday_counts_days():
    assert metrics.birthday(torch.arange(12.0)[:, None], near=0.5) == math.inf
    x = torch.arange(600)[:, None] % 40
    assert metrics.birthday(x, near=0.5) == pytest.approx(600 * 599 / (40 * 15 * 14))
    g = stream(0, "days")
    found = [metrics.birthday(torch.randint(365, (100, 1), generator=g), near=0.5) for _ in range(100)]
    assert 1 / np.mean([1 / f for f in found]) == pytest.approx(365, rel=0.15)


def test_twin_distance_is_the_quantile_of_pairs():
    x = draw(100, 2)
    apart = np.sort(scipy.spatial.distance.pdist(x.numpy()))
    assert metrics.twin_distance(x, 0.01) == pytest.approx(apart[math.ceil(0.01 * len(apart)) - 1])


def test_duplicates_see_fifty_points():
    g, target = stream(0, "twins"), targets.grid()
    real, fresh = target.draw(500, g), target.draw(500, g)
    assert metrics.duplicates(real, fresh) < 0.05
    assert metrics.duplicates(real, fresh[torch.arange(500) % 50]) == 1
    assert metrics.duplicates(real, real) == pytest.approx(0.01, abs=0.004)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_copies_of_nothing_are_as_rare_as_geometry_says(d):
    g = stream(0, "copies")  # in the middle of evenly scattered points, P(near < r * second) = r^d
    training, x = torch.rand(20_000, d, generator=g), 0.3 + 0.4 * torch.rand(3000, d, generator=g)
    assert metrics.copies(training, x) == pytest.approx(3.0**-d, abs=0.03)
    assert metrics.copies(training, training[:500]) == 1


@pytest.mark.parametrize("known", [False, True])
def test_the_training_set_is_as_far_as_scikit_learn_says(known):
    from sklearn.neighbors import NearestNeighbors

    training = draw(80, 3)
    x = training[:60] if known else draw(60, 3, name="fake")
    near = NearestNeighbors(n_neighbors=3).fit(training.numpy()).kneighbors(x.numpy())[0][:, int(known):][:, :2]
    found = metrics.training_figures(training, x, known)
    assert found["nearness"] == pytest.approx(np.sort(near[:, 0])[29], rel=1e-9)
    assert found["copies"] == pytest.approx((near[:, 0] < near[:, 1] / 3).mean())
    with pytest.raises(ValueError, match="training must hold at least 3 different samples, got 1"):
        metrics.training_figures(torch.zeros(9, 3), x)


def test_data_copying_is_mann_whitney():
    from sklearn.neighbors import NearestNeighbors

    training, held, fake = draw(60, 2), draw(50, 2, name="held"), draw(70, 2, name="fake") * 0.8
    tree = NearestNeighbors(n_neighbors=1).fit(training.numpy())
    theirs, ours = (tree.kneighbors(x.numpy())[0][:, 0] for x in (held, fake))
    U = scipy.stats.mannwhitneyu(ours, theirs).statistic
    expected = (U - 50 * 70 / 2) / math.sqrt(50 * 70 * 121 / 12)
    assert metrics.data_copying(training, held, fake) == pytest.approx(expected, rel=1e-9)
    assert metrics.data_copying(training, held, training) < -8


# cells

def test_cells_of_known_modes():
    cells = metrics.find_cells(None, targets.grid())
    assert (cells.kind, len(cells)) == ("modes", 25)
    x = torch.tensor([[-4.0, -4.0], [-4.0, -3.84], [4.0, 4.2]])
    index, astray = cells.assign(x)
    assert index.tolist() == [0, 0, 24] and astray.tolist() == [False, True, True]


@pytest.mark.parametrize(
    "target, kind, k",
    [
        (targets.ring(), "clusters", 8),
        (targets.grid(), "clusters", 25),
        (targets.moons(), "clusters", 2),
        (targets.swiss_roll(), "k-means", 12),
        (targets.line(), "k-means", 12),
        (targets.gaussians([[0.0, 0]], 1), "k-means", 12),
    ],
)
def test_the_regime_is_what_the_data_are(target, kind, k):
    g = stream(0, "regime")
    reference = target.draw(2000, g)
    cells = metrics.find_cells(reference)
    assert (cells.kind, len(cells)) == (kind, k) and len(cells.names) == k
    fresh = target.draw(4000, g)
    index, astray = cells.assign(fresh)
    assert 0.002 < astray.double().mean() < 0.03
    assert torch.allclose(index.bincount(minlength=k) / 4000, cells.shares.float(), atol=0.04)
    medoid = cells.assign(reference[list(cells.medoids)])
    assert medoid[0].tolist() == list(range(k)) and not medoid[1].any()


def test_clusters_of_a_mixture_are_its_components():
    target = targets.gaussians(torch.randn(10, 16, generator=stream(0, "means")) * 3, 0.5)
    g = stream(0, "draw")
    cells, x = metrics.find_cells(target.draw(2000, g)), target.draw(1000, g)
    theirs = metrics.distances(x, target.modes).argmin(1)
    together = torch.stack([theirs, cells.assign(x)[0]]).unique(dim=1)
    assert cells.kind == "clusters" and together.shape[1] == 10


def test_classes_are_cells():
    digits = data.digits()
    x = digits.source.values.flatten(1)
    cells = metrics.find_cells(x, labels=digits.labels, names=digits.classes)
    assert cells.kind == "classes" and cells.names == digits.classes
    assert (cells.assign(x)[0] == digits.labels).double().mean() > 0.9
    assert all(digits.labels[m] == i for i, m in enumerate(cells.medoids))
    with pytest.raises(ValueError, match="labels must be 1797 integers"):
        metrics.find_cells(x, labels=digits.labels[:5])


def test_cells_of_few_or_constant_samples():
    for x in (torch.zeros(50, 2), draw(3, 2), torch.zeros(1, 2)):
        cells = metrics.find_cells(x)
        assert cells.kind == "k-means" and cells.count(x).sum() == len(x)


def test_histograms_against_scipy():
    counts, shares = torch.tensor([30, 50, 20, 0]), torch.tensor([0.2, 0.5, 0.2, 0.1]).double()
    G, p = metrics.g_test(counts, shares)
    expected = scipy.stats.power_divergence(counts.numpy(), 100 * shares.numpy(), lambda_="log-likelihood")
    assert (G, p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))
    assert metrics.kl(counts, shares) == pytest.approx(scipy.stats.entropy(counts, shares))
    assert metrics.kl(shares, counts) == math.inf
    assert metrics.jsd(counts, shares) == pytest.approx(scipy.spatial.distance.jensenshannon(counts, shares) ** 2)


def test_ndb_by_hand():
    real, fake = torch.tensor([100, 100, 100, 100]), torch.tensor([100, 160, 40, 100])
    for r, f, different in [(100, 160, True), (100, 40, True), (100, 100, False), (100, 112, False)]:
        p = (r + f) / 800
        z = abs(r - f) / 400 / math.sqrt(p * (1 - p) * 2 / 400)
        assert (2 * scipy.stats.norm.sf(z) < 0.05) == different
    assert metrics.ndb(real, fake) == 0.5 and metrics.ndb(real, torch.tensor([100, 112, 88, 100])) == 0
    g = stream(0, "ndb")
    def hist():
        return torch.randint(20, (3000,), generator=g).bincount(minlength=20)
    assert np.mean([metrics.ndb(hist(), hist()) for _ in range(100)]) == pytest.approx(0.05, abs=0.02)


def test_grid_shares_are_the_integral():
    target = targets.ring(3, sigma=0.2)
    edges = (torch.linspace(-2, 2, 9), torch.linspace(-1, 1.5, 6))
    shares = metrics.grid_shares(target, edges)
    x = target.draw(200_000, stream(0, "grid"))
    counts = metrics.grid_counts(x, edges)
    expected = np.histogram2d(*x.numpy().T, bins=[e.numpy() for e in edges])[0].flatten()
    assert shares.sum() == pytest.approx(1) and counts.sum() == len(x)
    assert counts[:-1].tolist() == expected.tolist()
    assert np.allclose(shares, counts / len(x), atol=0.004)


def test_grid_divergences_of_the_truth_are_its_noise():
    target, n = targets.ring(), 20_000
    kl, js = metrics.grid_divergences(target.draw(n, stream(0, "grid")), target)
    assert 0 < kl < 0.005 and 0 < js < kl
    half = target.draw(n, stream(1, "grid"))
    assert metrics.grid_divergences(half[half[:, 0] > 0.5], target)[0] == pytest.approx(math.log(8 / 3), abs=0.02)


# features

def test_features_tell_classes_apart_and_are_kept():
    digits = data.digits()
    before = torch.get_rng_state()
    features = metrics.learn_features(digits)
    assert torch.equal(before, torch.get_rng_state())
    assert metrics.learn_features(data.digits()) is features
    x = features(digits.source.values)
    assert x.shape == (1797, 16) and torch.allclose(x.std(0), torch.ones(16), atol=0.05)
    nearest = torch.cdist(x, x).fill_diagonal_(torch.inf).argmin(1)
    assert (digits.labels[nearest] == digits.labels).double().mean() > 0.97


def test_features_without_labels():
    plain = data.as_data(data.digits().source.values.numpy())
    assert plain.labels is None
    x = metrics.learn_features(plain)(plain.source.values)
    labels = data.digits().labels
    nearest = torch.cdist(x, x).fill_diagonal_(torch.inf).argmin(1)
    assert (labels[nearest] == labels).double().mean() > 0.85
    with pytest.raises(ValueError, match="data must be a finite set of images"):
        metrics.learn_features(data.ring())


def test_a_report_takes_somebody_s_features():
    images = data.digits()
    def sample(n):
        return images.draw(n, stream(0, "fake"))
    def own(x):
        return torch.as_tensor(x).flatten(1)[:, :10]
    r = metrics.report(SimpleNamespace(data=images, sample=sample), 400, 100, 20, own)
    assert r["copies"].value == 1 and r["copies"].z > 10 and r["nearness"].value == 0 and r["nearness"].z < -10
    assert abs(r["recall"].z) < 4 and "live modes" not in [f.name for f in r.figures]


def test_a_report_draws(pair):
    import matplotlib

    matplotlib.use("Agg")
    null = metrics.Null((0.0, 1.0, 2.0), 10)
    figures = tuple(
        metrics.MetricValue(name, value, null) for name, value in [("a", 1.0), ("b", 50.0), ("c", math.nan)]
    )
    ax = metrics.Report("title", figures).plot()
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b", "c"]
    assert ax.lines[0].get_xdata()[0] == 0 and ax.lines[1].get_xdata()[0] == 10


# floors

def test_results_are_kept_with_their_data_and_not_with_copies_of_it():
    ring = data.ring()
    metrics.noise_floor(metrics.rke, ring, 40, draws=3)
    assert ring.computed and metrics.computed_of(ring) is ring.computed
    assert not ring.to("cpu").computed and not ring.take(10, stream(0, "few")).computed
    assert metrics.computed_of(torch.zeros(3)) == {}


def test_the_floor_of_a_named_metric_is_kept():
    ring = data.ring()
    first = metrics.noise_floor(metrics.rke, ring, 40, draws=3)
    assert metrics.noise_floor(metrics.rke, ring, 40, draws=3) is first
    assert metrics.noise_floor(metrics.rke, ring, 40, draws=3, generator=stream(1, "other")) is not first


# the game

def test_stretches_of_a_linear_map():
    A = draw(5, 3)
    found = metrics.singular_values(lambda z: z @ A.T, draw(4, 3, name="z"))
    assert np.allclose(found, np.linalg.svd(A.numpy(), compute_uv=False)[None].repeat(4, 0))
    assert metrics.log_condition_number(found) == pytest.approx(math.log(np.linalg.cond(A.numpy())))
    bent = metrics.singular_values(lambda z: z**2, torch.tensor([[1.0, 3.0]]).double())
    assert bent[0].tolist() == pytest.approx([6, 2])
    with pytest.raises(ValueError, match="z must be"):
        metrics.singular_values(lambda z: z, torch.zeros(3))


def test_duality_gap_of_one_step_of_the_game():
    gan = GAN("two_gaussians", loss="nonsaturating", penalty=None, width=16, depth=1, seed=0)
    before = gan.state_hash()
    gap, minimax = metrics.duality_gap(gan, steps=60)
    assert gan.state_hash() == before
    assert gap > 0.2 and -2 * losses.LOG2 < minimax <= 0.01  # an untrained generator is told apart
    with pytest.raises(ValueError, match="steps must be"):
        metrics.duality_gap(gan, 0)


def test_bad_pairs_are_named():
    x = torch.zeros(10, 2)
    with pytest.raises(ValueError, match="x_real and x_fake must be alike"):
        metrics.frechet(x, torch.zeros(10, 3))
    with pytest.raises(ValueError, match="equally many samples, got 10 and 9"):
        metrics.wasserstein(x, x[:9])
    with pytest.raises(ValueError, match="at least 2 samples"):
        metrics.mmd(x, x[:1])
    with pytest.raises(ValueError, match="x_fake has NaN"):
        metrics.energy(x, x * math.nan)
    with pytest.raises(ValueError, match="training must hold at least 2 different"):
        metrics.copies(x, x)
