"ganlab.analysis against closed forms: where the pixels are, whose score is where, and the best D."

import math

import numpy as np
import pytest
import torch
from torch import nn

from ganlab.analysis import arrows, fields, optimal, warp
from ganlab.data import gaussians, two_gaussians
from ganlab.data.points import grid_points
from ganlab.gan import GAN


class Slope(nn.Module):
    "D(x) = 3 x₀ + x₁ for each sample of a pack, summed."

    def __init__(self, classes=0):
        super().__init__()
        self.weight, self.classes = nn.Parameter(torch.tensor([3.0, 1.0])), classes

    def forward(self, x, y=None):
        score = (x.reshape(len(x), -1, 2) @ self.weight).sum(1)
        return score if y is None else score + 100 * y


def test_pixels_are_asked_at_their_centres_bottom_row_first():
    points = grid_points((0, 4, 10, 12), 2)
    assert points.tolist() == [[1.0, 10.5], [3.0, 10.5], [1.0, 11.5], [3.0, 11.5]]
    assert points.dtype == torch.float32


def test_every_pixel_is_inside_and_the_mean_is_the_middle():
    points = grid_points((-1, 3, 5, 7), 31)
    assert points.shape == (31 * 31, 2)
    assert torch.allclose(points.mean(0), torch.tensor([1.0, 6.0]), atol=1e-5)
    assert points.amin(0).tolist() == pytest.approx([-1 + 2 / 31, 5 + 1 / 31], abs=1e-5)


def test_scores_lie_where_their_points_are_in_the_users_units():
    data = two_gaussians(distance=20.0)
    gan = GAN(data, discriminator=Slope(), recipe="classic")
    field = fields.score_field(gan, (-2, 2, 0, 4), n=2)
    x = torch.tensor([[-1.0, 1.0], [1.0, 1.0], [-1.0, 3.0], [1.0, 3.0]])
    expected = ((x - data.loc) / data.spread) @ torch.tensor([3.0, 1.0])
    assert field.shape == (2, 2) and field.dtype == np.float32
    assert np.allclose(field, expected.reshape(2, 2), atol=1e-5)
    assert np.allclose(fields.probability_field(gan, (-2, 2, 0, 4), n=2), 1 / (1 + np.exp(-field)), atol=1e-5)


def test_companions_in_a_pack_are_real_and_always_the_same():
    gan = GAN("two_gaussians", discriminator=Slope(), recipe="classic", pack=4)
    first = fields.score_field(gan, (-2, 2, -2, 2), n=4)
    gan.fit(2, progress=False)
    with torch.no_grad():
        gan.discriminator.weight.copy_(torch.tensor([3.0, 1.0]))
    assert np.array_equal(first, fields.score_field(gan, (-2, 2, -2, 2), n=4))
    alone = GAN("two_gaussians", discriminator=Slope(), recipe="classic")
    offset = first - fields.score_field(alone, (-2, 2, -2, 2), n=4)
    assert np.ptp(offset) < 1e-4  # the companions shift every pixel alike


def test_a_conditional_field_asks_for_one_class():
    x, y = torch.randn(40, 2, generator=torch.Generator().manual_seed(0)), torch.arange(40) % 2
    gan = GAN(x, labels=y, discriminator=Slope(classes=2), recipe="classic")
    first, second = (fields.score_field(gan, (-1, 1, -1, 1), n=3, label=c) for c in (0, 1))
    assert np.allclose(second - first, 100, atol=1e-3)


def test_looking_changes_nothing():
    gan = GAN("ring")
    before, state = gan.state_hash(), torch.get_rng_state()
    fields.score_field(gan, n=8)
    assert gan.state_hash() == before and torch.equal(state, torch.get_rng_state())


def test_density_sums_to_one():
    data, extent, n = two_gaussians(), (-3, 3, -3, 3), 200
    assert fields.density_field(data, extent, n).sum() * (6 / n) ** 2 == pytest.approx(1, abs=1e-4)


def test_the_best_discriminator():
    p, q = np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([[2.0, 1.0], [1.0, 0.0]])
    assert fields.optimal_discriminator(p, q).tolist() == [[0.0, 0.5], [0.75, 0.5]]
    data = gaussians([[0.0, 0.0]], 1.0)
    field = fields.density_field(data, (-2, 2, -2, 2), 9)
    assert (fields.optimal_discriminator(field, field) == 0.5).all()
    assert fields.optimal_discriminator(torch.tensor([1.0]), torch.tensor([4.0]))[0] == pytest.approx(0.2)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="n must be"):
        grid_points((0, 1, 0, 1), 0)
    with pytest.raises(ValueError, match="extent must be"):
        grid_points((1, 0, 0, 1))
    with pytest.raises(ValueError, match="p and q must be"):
        fields.optimal_discriminator([-1.0], [1.0])
    with pytest.raises(ValueError, match="p and q must be"):
        fields.optimal_discriminator([float("nan")], [1.0])
    with pytest.raises(ValueError, match=r"a field needs data of shape \(2,\)"):
        fields.score_field(GAN(torch.randn(20, 3, generator=torch.Generator().manual_seed(0))))


# Arrows


class Linear(nn.Module):
    "D(x) = w·x for each sample, summed over a pack; with classes, y times as much more."

    def __init__(self, *w, classes=0):
        super().__init__()
        self.w, self.classes = nn.Parameter(torch.tensor(w)), classes

    def forward(self, x, y=None):
        score = x.reshape(len(x), -1, len(self.w)) @ self.w
        return score.sum(1) if y is None else (score.sum(1) + y)


def sigma(x):
    return 1 / (1 + math.exp(-x))


CORNERS = torch.tensor([[-3.0, -1.0], [-3.0, 1.0], [5.0, -1.0], [5.0, 1.0]])  # mean (1, 0), spread (4, 1)
SLOPE_OF_G = {  # dℓ_G/dD at D(fake) = f, where the real partner scores r; from the losses' own formulas
    "minimax": lambda r, f: -sigma(f), "nonsaturating": lambda r, f: -sigma(-f), "lsgan": lambda r, f: 2 * (f - 1),
    "wgan": lambda r, f: -1.0, "hinge": lambda r, f: -1.0, "relativistic": lambda r, f: -sigma(r - f),
}


@pytest.mark.parametrize("loss", SLOPE_OF_G)
def test_arrows_of_the_linear_critic_in_every_game(loss):
    gan = GAN(CORNERS, discriminator=Linear(2.0, -1.0), loss=loss, penalty=None)
    assert torch.allclose(gan.data.spread, torch.tensor([4.0, 1.0]), rtol=1e-3)
    fakes, reals = (
        torch.tensor([[1.0, 0.0], [3.0, 1.0], [-7.0, 2.0]]),
        torch.tensor([[1.0, 1.0], [5.0, 0.0], [1.0, 0.0]]),
    )
    w, spread = np.array([2.0, -1.0]), gan.data.spread.numpy()
    def inside(x):
        return ((x - gan.data.loc) / gan.data.spread).numpy() @ w
    expected = [-SLOPE_OF_G[loss](r, f) * w / spread for r, f in zip(inside(reals), inside(fakes))]
    assert np.allclose(arrows.push(gan, fakes, x_real=reals).numpy(), expected, rtol=1e-4)
    assert np.allclose(arrows.climb(gan, fakes).numpy(), w / spread, rtol=1e-4)


@pytest.mark.parametrize("changes", [{}, {"loss": "minimax"}, {"pack": 2, "loss": "lsgan"}, {"pack": 4}])
def test_arrows_are_the_slope_of_the_loss_by_differences(changes):
    gan = GAN("two_gaussians", seed=2, penalty=None, activation="tanh", **changes).fit(20, progress=False)
    x = gan.sample(8, ema=False).double()
    real = arrows.paired_reals(gan, 8)

    def cost(points):
        with torch.no_grad():
            pairs = [gan.score(t.float()).double() for t in (real, points)]
        return gan.loss.g(*pairs).sum().item()

    for i, j in ((0, 0), (3, 1), (7, 0)):
        step = torch.zeros_like(x)
        step[i, j] = 2e-2
        slope = (cost(x + step) - cost(x - step)) / 4e-2
        assert arrows.push(gan, x.float(), x_real=real)[i, j].item() == pytest.approx(-slope, rel=0.05, abs=2e-3)


def test_the_last_pack_is_filled_without_moving_anybody():
    gan = GAN("two_gaussians", discriminator=Linear(1.0, 2.0), loss="minimax", penalty=None, pack=3, batch_size=126)
    # the last one's pack is filled with the first two
    x = torch.tensor([[0.3, 0.1], [-0.2, 0.0], [1.0, 0.2], [-1.0, 0.1]])
    inside = ((x - gan.data.loc) / gan.data.spread) @ torch.tensor([1.0, 2.0])
    packs = [inside[:3].sum().item()] * 3 + [(inside[3] + inside[0] + inside[1]).item()]
    expected = [[sigma(s) * w / d for w, d in zip((1.0, 2.0), gan.data.spread.tolist())] for s in packs]
    assert np.allclose(arrows.push(gan, x).numpy(), expected, rtol=1e-4)


def test_arrows_know_classes_and_pair_within_them():
    y = torch.arange(200) % 2
    x = torch.randn(200, 2, generator=torch.Generator().manual_seed(0)) + 50 * y[:, None]
    gan = GAN(x, labels=y, discriminator=Linear(1.0, 1.0, classes=2), penalty=None, loss="minimax")
    labels = torch.tensor([0, 1, 1, 0, 1])
    assert ((arrows.paired_reals(gan, 5, labels)[:, 0] > 25) == labels.bool()).all()
    same = torch.zeros(2, 2)
    inside = ((same[0] - gan.data.loc) / gan.data.spread).sum().item()
    got = arrows.push(gan, same, [0, 1]) * gan.data.spread
    assert got[:, 0].tolist() == pytest.approx([sigma(inside), sigma(inside + 1)], rel=1e-4)


def test_arrows_change_nothing_and_stay_true_in_images():
    gan = GAN("digits", width=4)
    before = gan.state_hash()
    x = gan.sample(3)
    assert arrows.push(gan, x).shape == x.shape == arrows.climb(gan, x).shape
    assert gan.state_hash() == before


# The warped noise


class Map(nn.Module):
    "G(z) = f(z), with a weight so that it can be trained."

    def __init__(self, f):
        super().__init__()
        self.f, self.one = f, nn.Parameter(torch.ones(()))

    def forward(self, z):
        return self.f(z) * self.one


UNIT = torch.tensor([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])  # mean 0, spread about 1


def mapped(f, latent=2, **changes):
    return GAN(UNIT, generator=Map(f), latent=latent, **changes)


@pytest.mark.parametrize("A", [[[3.0, 0.0], [0.0, 2.0]], [[1.0, 4.0], [-2.0, 0.5]], [[0.0, 1.0], [1.0, 0.0]]])
def test_cells_of_an_affine_generator_have_its_determinant(A):
    A = torch.tensor(A)
    gan = mapped(lambda z: z @ A.T + 7)
    flat = warp.latent_grid(gan, cells=6, pieces=2)
    laid = warp.warp_grid(gan, flat)
    before = warp.cell_areas(flat.at, 2)
    size = gan.data.spread.double().prod()
    assert torch.allclose(laid.area, before * A.det().abs().double() * size, rtol=1e-4)
    assert (laid.density * laid.area).sum().item() == pytest.approx(0.99**2, rel=1e-6)
    z = torch.randn(5, 2, generator=torch.Generator().manual_seed(1))
    normal = (-z.double().square().sum(1) / 2).exp() / (2 * math.pi)
    assert torch.allclose(warp.pushed_density(gan, z), normal / A.det().abs().double() / size, rtol=1e-4)


def test_every_cell_holds_the_same_share():
    gan = mapped(lambda z: z)
    flat = warp.latent_grid(gan, cells=5, pieces=1)
    z = torch.randn(200_000, 2, generator=torch.Generator().manual_seed(0))
    edges = flat.at[0, :, 0].contiguous()
    assert torch.equal(edges, flat.at[:, 0, 1])
    column, row = torch.bucketize(z[:, 0].contiguous(), edges) - 1, torch.bucketize(z[:, 1].contiguous(), edges) - 1
    inside = (column >= 0) & (column < 5) & (row >= 0) & (row < 5)
    shares = (row * 5 + column)[inside].bincount(minlength=25) / len(z)
    assert (shares - flat.share).abs().max() < 5 * math.sqrt(flat.share / len(z))
    uniform = warp.latent_grid(mapped(lambda z: z, noise="uniform"), cells=4, pieces=1)
    assert uniform.at[0, :, 0].tolist() == [-1, -0.5, 0, 0.5, 1] and uniform.share == 1 / 16


def test_a_curved_map_has_the_area_that_calculus_gives_and_a_fold_counts_both_ways():
    gan = mapped(lambda z: torch.stack([z[:, 0].exp() * z[:, 1].cos(), z[:, 0].exp() * z[:, 1].sin()], 1))
    flat = warp.latent_grid(gan, cells=6, pieces=16)
    laid = warp.warp_grid(gan, flat)
    edges = flat.at[0, ::16, 0].double()
    exact = ((2 * edges[1:]).exp() - (2 * edges[:-1]).exp())[None] / 2 * edges.diff()[:, None]
    assert torch.allclose(laid.area, exact * gan.data.spread.double().prod(), rtol=0.03)
    folded = mapped(lambda z: torch.stack([z[:, 0].abs(), z[:, 1]], 1))
    flat = warp.latent_grid(folded, cells=4, pieces=2)
    assert torch.allclose(
        warp.warp_grid(folded, flat).area, warp.cell_areas(flat.at, 2) * folded.data.spread.double().prod(), rtol=1e-4
    )


def test_of_many_latents_a_plane_is_laid_out():
    gan = mapped(lambda z: torch.stack([z[:, 1], 10 * z[:, 4]], 1), latent=5)
    flat = warp.latent_grid(gan, cells=3, pieces=1, plane=(1, 4))
    assert (flat.z[:, [0, 2, 3]] == 0).all()
    laid = warp.warp_grid(gan, flat).x / gan.data.spread
    assert torch.allclose(laid, flat.at * torch.tensor([1.0, 10.0]), rtol=1e-4)


# The truth beside it


def test_the_blurred_mixture_is_the_mixture_of_wider_ones():
    data = gaussians([[0.0, 1.0], [2.0, -1.0]], [0.3, 0.6], [1, 3])
    wider = gaussians([[0.0, 1.0], [2.0, -1.0]], [0.5, (0.36 + 0.16) ** 0.5], [1, 3])
    got = optimal.blurred_density(data.target, (-2, 4, -3, 3), 30, torch.tensor([0.4, 0.4]))
    assert np.allclose(got, fields.density_field(wider, (-2, 4, -3, 3), 30), rtol=1e-3, atol=1e-6)


def test_the_kernel_density_is_a_sum_of_kernels():
    x, h = torch.tensor([[0.0, 0.0], [1.0, 0.5], [float("nan"), 0.0]]), torch.tensor([0.2, 0.4])
    got = optimal.kernel_density(x, (-1, 2, -1, 2), 12, h)
    places = grid_points((-1, 2, -1, 2), 12).double()
    def one(a):
        return (
            (-(((places[:, 0] - a[0]) / 0.2) ** 2) / 2 - ((places[:, 1] - a[1]) / 0.4) ** 2 / 2).exp()
            / (2 * math.pi * 0.08)
        )
    assert np.allclose(got.reshape(-1), (one((0, 0)) + one((1, 0.5))) / 2, rtol=1e-4, atol=1e-7)


def two_blobs(n=4000):
    "Data at ±1, fakes on the left one alone, and what is known of them."
    data, extent, h = two_gaussians(), (-2.5, 2.5, -2.5, 2.5), torch.tensor([0.1, 0.1])
    left = gaussians([[-1.0, 0.0]], 0.2)
    fakes = left.draw(n, torch.Generator().manual_seed(0))
    p, q = (optimal.blurred_density(d.target, extent, 50, h) for d in (data, left))
    return optimal.best_discriminator(p, fakes, extent, h), p, q


def test_the_best_discriminator_of_two_gaussians():
    best, p, q = two_blobs()
    exact = p / np.maximum(p + q, 1e-30)
    dense = p + q > 0.2
    off = np.abs(best.answer - exact)[dense]
    assert off.mean() < 0.02 and (off < 6 * best.error[dense] + 0.01).all()
    assert np.quantile(off / (best.error[dense] + 1e-4), 0.5) > 0.1  # the error that is told is not made up either
    assert best.answer[0, 0] == pytest.approx(0.5, abs=1e-3)  # where nobody goes
    assert best.answer[25, 15] == pytest.approx(1 / 3, abs=0.03) and best.answer[25, 35] > 0.99


def test_the_gap_of_a_d_that_knows_nothing_and_of_one_that_knows_all():
    best, p, q = two_blobs(40_000)
    assert optimal.gap_to_best(best.answer, best) == 0
    # half the total variation: |p - q| / 2(p + q) under (p + q) / 2
    nothing = optimal.gap_to_best(np.full_like(best.answer, 0.5), best)
    assert nothing == pytest.approx(0.25 * np.abs(p - q).sum() * 0.01, abs=0.01)
    shifted = np.log(best.answer.clip(1e-6, 1 - 1e-6) / (1 - best.answer).clip(1e-6)) + 3.7
    assert optimal.gap_to_best(optimal.centred_probabilities(shifted, best), best) < 0.01


def test_the_value_of_the_game_is_twice_the_divergence_above_minus_log_4():
    best, p, q = two_blobs(40_000)
    # of (½, ½) from (1, 0): they share nothing else
    exact = 0.5 * (math.log(4 / 3) + 0.5 * (math.log(2 / 3) + math.log(2)))
    assert (optimal.grid_value(best.answer, best) + math.log(4)) / 2 == pytest.approx(exact, abs=0.005)
    assert optimal.grid_value(np.full_like(best.answer, 0.5), best) == pytest.approx(-math.log(4), abs=1e-3)
    gan = GAN("two_gaussians", loss="nonsaturating")
    r, f = torch.tensor([1.0, -2.0]), torch.tensor([0.5, 3.0])
    goodfellow = (torch.sigmoid(r).log() + (1 - torch.sigmoid(f)).log()).mean().item()
    assert optimal.game_value(gan.loss, r, f) == pytest.approx(goodfellow, rel=1e-5)


def test_balance_is_what_the_papers_say():
    from ganlab.losses import LOSSES, smoothed

    known = {"minimax": -math.log(4), "nonsaturating": -math.log(4), "lsgan": -0.5, "hinge": -2.0, "wgan": 0.0,
             "relativistic": -math.log(2)}
    for name, loss in LOSSES.items():
        assert optimal.equilibrium_value(loss) == pytest.approx(known[name], abs=1e-6), name
    a = 0.2  # the best constant answer is (1 - a)/2
    d = (1 - a) / 2
    exact = (1 - a) * math.log(d) + a * math.log(1 - d) + math.log(1 - d)
    assert optimal.equilibrium_value(smoothed(LOSSES["nonsaturating"], a)) == pytest.approx(exact, abs=1e-5)


@pytest.mark.parametrize("name", ["ring", "grid", "two_gaussians", "moons"])
def test_a_perfect_generator_reads_as_perfect(name):
    gan = GAN(name)
    grid = optimal.Grid.of(gan.data.target, 2000)
    scores = np.array(
        [grid.divergences(gan.data.draw(2000, torch.Generator().manual_seed(seed))) for seed in range(20)]
    )
    below = (scores <= [grid.js.quantile(0.95), grid.kl.quantile(0.95)]).sum(0)
    assert (below >= 15).all()  # of 20, where 19 are expected
    away = gan.data.draw(2000, torch.Generator().manual_seed(0)) * 0.5
    assert grid.divergences(away)[0] > 2 * grid.js.quantile(0.95)


def test_the_grid_against_an_independent_count():
    data = two_gaussians()
    grid = optimal.Grid.of(data.target, 500, squares=8, draws=5)
    x = data.draw(500, torch.Generator().manual_seed(3)).double().numpy()
    counts, _, _ = np.histogram2d(*x.T, bins=[edge.numpy() for edge in grid.edges])
    q = np.append(counts.ravel(), 500 - counts.sum()) / 500
    p = grid.shares.numpy()
    m = (p + q) / 2
    def half(a):
        return sum(x * math.log(x / y) for x, y in zip(a, m) if x > 0)
    assert grid.divergences(torch.tensor(x))[0] == pytest.approx((half(p) + half(q)) / 2, rel=1e-6)


class Still(nn.Module):
    "A discriminator with a given logit everywhere."

    def __init__(self, logit):
        super().__init__()
        self.logit = nn.Parameter(torch.tensor(logit))

    def forward(self, x):
        return self.logit + 0 * x.flatten(1).sum(1)


def test_the_measure_of_a_gan():
    gan = GAN("two_gaussians", loss="nonsaturating", discriminator=Still(1.0), penalty=None)
    with torch.no_grad():
        for weight in gan.generator.parameters():
            weight.zero_()  # all fakes lie on the mean
    m = optimal.Yardstick(gan).measure(gan)
    p = sigma(1.0)
    assert m.value == pytest.approx(math.log(p) + math.log(1 - p), rel=1e-5)
    assert m.balance == pytest.approx(-math.log(4))
    assert (m.p_real, m.p_fake) == pytest.approx((p, p), rel=1e-5)
    assert m.js == pytest.approx(math.log(2), abs=0.01) and m.floor < 0.03
    assert m.gap == pytest.approx(0.5, abs=0.02)  # 1 - p on reals and p on fakes, where the best says 1 and 0
    hinge = GAN("two_gaussians", loss="hinge", discriminator=Still(-5.0), penalty=None)
    # right on the fakes, wrong on the reals
    assert optimal.Yardstick(hinge).measure(hinge).gap == pytest.approx(0.5, abs=0.05)


def test_what_is_not_known_is_not_told():
    wgan = optimal.Yardstick(gan := GAN("ring", loss="wgan")).measure(gan)
    assert wgan.gap is None and wgan.js is not None and wgan.balance == 0
    table = optimal.Yardstick(gan := GAN(torch.randn(90, 3, generator=torch.Generator().manual_seed(0)))).measure(gan)
    assert table.js is None and table.gap is None and 0 < table.p_real < 1
    packs = optimal.Yardstick(gan := GAN("ring", pack=2)).measure(gan)
    assert packs.gap is None and packs.js is not None
    with pytest.raises(ValueError, match="the optimal D is known for 2-D data"):
        optimal.Yardstick(gan := GAN(torch.randn(90, 2))).best(gan)


def test_bad_sheets_are_named():
    gan = GAN("ring")
    for arguments, message in (
        ({"cells": 0}, "cells must be"),
        ({"pieces": 1.5}, "pieces must be"),
        ({"plane": (0, 0)}, "plane must be"),
        ({"plane": (0, 9)}, "plane must be"),
    ):
        with pytest.raises(ValueError, match=message):
            warp.latent_grid(gan, **arguments)
    with pytest.raises(ValueError, match="latent of at least 2"):
        warp.latent_grid(GAN("ring", latent=1))
    with pytest.raises(ValueError, match="as many latents as numbers"):
        warp.pushed_density(GAN("ring", latent=3), torch.zeros(1, 3))
