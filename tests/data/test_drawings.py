"""Targets drawn by hand: their density against SciPy, their draws against their weights, and that no bit of them is
lost."""

import base64
import math
import zlib

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import stats

from ganlab import GAN, data
from ganlab.analysis.fields import optimal_discriminator
from ganlab.analysis.optimal import Grid, Yardstick, blurred_density
from ganlab.data.drawings import MAX_SIDE, Drawing, packed, unpacked
from ganlab.files import archive
from ganlab.files.archive import ArchiveError
from ganlab.metrics.partition import find_cells, grid_divergences
from ganlab.widgets.panels.choices import fresh, plan


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def sketch(rows: int = 12, columns: int = 16, seed: int = 0) -> np.ndarray:
    "Weights of very different sizes, two thirds of them zero."
    random = np.random.default_rng(seed)
    return random.integers(1, 256, (rows, columns)) * (random.random((rows, columns)) > 0.66) * 1.0


def by_hand(weights, extent, soft, points) -> np.ndarray:
    "The density as a sum of SciPy's normal densities, one for each cell."
    (rows, columns), (x0, x1, y0, y1) = weights.shape, extent
    w, h = (x1 - x0) / columns, (y1 - y0) / rows
    p = np.zeros(len(points))
    for i in range(rows):
        for j in range(columns):
            p += (
                weights[i, j]
                / weights.sum()
                * stats.norm(x0 + (j + 0.5) * w, soft * w).pdf(points[:, 0])
                * stats.norm(y1 - (i + 0.5) * h, soft * h).pdf(points[:, 1])
            )
    return p


@pytest.mark.parametrize("extent, soft", [((-1.0, 1.0, -1.0, 1.0), 0.5), ((10.0, 30.0, -5.0, 0.0), 1.3)])
def test_density_is_the_sum_of_the_cells_and_integrates_to_one(extent, soft):
    weights = sketch()
    drawn = data.drawing(weights, extent, soft)
    x = drawn.draw(300, dice()).double()
    assert np.allclose(drawn.density(x), by_hand(weights, extent, soft, x.numpy()), rtol=1e-10)
    (x0, x1, y0, y1), n = extent, 300
    u = torch.linspace(-0.5, 1.5, n, dtype=torch.float64)
    plane = torch.cartesian_prod(x0 + u * (x1 - x0), y0 + u * (y1 - y0))
    area = (2 / (n - 1)) ** 2 * (x1 - x0) * (y1 - y0)
    assert drawn.density(plane).sum().item() * area == pytest.approx(1, abs=1e-6)


def test_log_density_far_from_all_ink_is_that_of_the_nearest_cell_and_has_its_slope():
    weights = np.zeros((64, 64))
    weights[0, 0] = weights[63, 63] = 1
    x = torch.tensor([[0.98, 0.9], [1e4, -1e4]], dtype=torch.float64, requires_grad=True)
    log_p = Drawing(weights).log_density(x)
    width, corner = 0.5 / 32, torch.tensor([1 - 1 / 64, -1 + 1 / 64])  # x and y of the cell at the lower right
    apart = (x.detach() - corner) / width
    other = (x.detach() + corner) / width
    near = torch.minimum(apart.square().sum(1), other.square().sum(1))
    expected = math.log(0.5) - math.log(2 * math.pi * width**2) - 0.5 * near
    assert torch.allclose(log_p, expected, rtol=1e-12)
    slope = torch.autograd.grad(log_p.sum(), x)[0]
    assert torch.allclose(slope[1], -apart[1] / width, rtol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_draws_fit_the_weights(seed):
    weights, n = sketch(10, 10, seed), 30_000
    drawn = data.drawing(weights)
    x = drawn.draw(n, dice(seed)).numpy()
    middles = -1 + (np.arange(10) + 0.5) * 0.2
    inside = stats.norm(middles[:, None], 0.1).cdf  # of the Gaussian of each column
    edges = np.linspace(-1, 1, 11)
    shares = inside(edges[None, 1:]) - inside(edges[None, :-1])  # of each column's Gaussian in each column's strip
    expected = shares.T @ (weights / weights.sum()) @ shares  # rows are the same, from the top
    counts = np.histogram2d(-x[:, 1], x[:, 0], (edges, edges))[0]
    outside, nowhere = n - counts.sum(), 1 - expected.sum()
    seen, wanted = np.append(counts, outside), np.append(expected, nowhere) * n
    big = wanted > 5
    chi2 = ((seen - wanted)[big] ** 2 / wanted[big]).sum()
    assert big.sum() > 60 and stats.chi2(big.sum() - 1).sf(chi2) > 1e-3
    wrong = wanted[:-1].reshape(10, 10).T.flatten()  # a transposed drawing would be noticed
    assert ((seen[:-1] - wrong)[wrong > 5] ** 2 / wrong[wrong > 5]).sum() > 10 * chi2


def test_row_0_is_at_the_top_and_cells_are_square():
    weights = np.zeros((2, 4))
    weights[0, 3] = 1
    drawn = data.drawing(weights)
    x = drawn.draw(4000, dice())
    assert torch.allclose(x.mean(0), torch.tensor([0.75, 0.25]), atol=0.02)
    assert torch.allclose(x.std(0), torch.tensor(0.25), atol=0.02)
    assert drawn.extent() == (-1, 1, -1, 1) and drawn.sigma == pytest.approx(0.25)


def test_axes_are_those_of_the_sheet_whatever_is_drawn_on_it():
    square = (-1.1960000038146973, 1.196, -1.2, 1.2)
    for weights in (np.eye(8), np.ones((8, 8)), sketch()):
        x0, x1, y0, y1 = data.drawing(weights, square).extent()
        assert (y0, y1) == (-1.2, 1.2) and x1 - x0 == pytest.approx(2.4)
        assert data.drawing(weights, (0, 2, 0, 2.00001)).extent() == (0, 2, 0, 2.00001), "rounded, and still a square"
        assert data.drawing(weights, (-1.196, 1.196, -1.196, 1.196)).extent() == (-1.196, 1.196, -1.196, 1.196)


@pytest.mark.parametrize(
    "weights, error, words",
    [
        ([[1, math.nan]], ValueError, "finite and ≥ 0, got nan in 1 of 2 cells"),
        ([[1, math.inf]], ValueError, "got inf"),
        ([[1, -2], [-1, 0]], ValueError, "got -2.0 in 2 of 4 cells"),
        ([], ValueError, r"shape \(rows, columns\).*got \(0,\)"),
        (np.zeros((0, 5)), ValueError, "not be empty"),
        (np.zeros((5, 5)), ValueError, "nothing is drawn"),
        (np.ones(4), ValueError, r"got \(4,\)"),
        (np.ones((2, 2, 3)), ValueError, r"got \(2, 2, 3\)"),
        (np.ones((MAX_SIDE + 1, 2)), ValueError, "at most 256 rows and columns"),
        (np.ones((2, 2)) * 1j, TypeError, "complex"),
        ([["a", "b"]], TypeError, "numbers"),
        ("ring", ValueError, "as a text"),
        (None, (TypeError, ValueError), "weights must"),
    ],
)
def test_what_is_no_drawing_is_refused_in_words(weights, error, words):
    with pytest.raises(error, match=words):
        data.drawing(weights)


@pytest.mark.parametrize(
    "more, words",
    [
        ({"extent": (0, 1, 2)}, "extent must be four numbers"),
        ({"extent": (1, 0, 0, 1)}, "x0 < x1"),
        ({"extent": (0, math.inf, 0, 1)}, "finite"),
        ({"soft": 0}, "soft must be"),
        ({"soft": "x"}, "soft must be"),
    ],
)
def test_where_it_cannot_lie_is_refused_in_words(more, words):
    with pytest.raises((ValueError, TypeError), match=words):
        data.drawing(np.eye(3), **more)


def test_the_array_comes_back_and_nobody_can_change_it():
    given = sketch()
    drawn = data.drawing(given)
    given[:] = 0
    assert drawn.array.any() and drawn.target.array is drawn.array
    with pytest.raises(ValueError, match="read-only"):
        drawn.array[0, 0] = 1
    assert data.ring().array is None and "density known" in repr(drawn)
    for same in (torch.from_numpy(sketch()), sketch().astype(np.uint8), sketch().tolist(), np.asfortranarray(sketch())):
        assert data.drawing(same).array.tobytes() == drawn.array.tobytes()
        assert torch.equal(data.drawing(same).target.shares, drawn.target.shares)
        assert GAN(data.drawing(same), width=8).origin.drawing
    assert (data.drawing(sketch() > 0).array == (sketch() > 0)).all()


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(np.float64, arrays.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.floats(0, 1e308)))
def test_a_text_holds_every_bit(weights):
    assert unpacked(packed(weights)).tobytes() == (weights + 0.0).tobytes()


def test_a_text_is_short_and_a_bad_one_is_refused():
    y, x = np.mgrid[:64, :64] - 31.5
    ring = np.where(np.abs(np.hypot(x, y) - 20) < 3, 255.0, 0.0)
    assert len(packed(ring)) < 700 and packed(ring).startswith("64x64 u1 ")
    sound = packed(ring)
    def spelled(content):
        return base64.b64encode(zlib.compress(content)).decode()
    for text in (
        "",
        "64x64",
        sound[:-5],
        sound.replace("64x64", "64x63"),
        sound.replace("u1", "i1"),
        f"2x2 u1 {spelled(bytes(10**7))}",
        f"300x2 u1 {spelled(bytes(600))}",
        "2x2 u1 !!!!",
        f"2x2 u1 {spelled(bytes(3))}",
        f"0x0 u1 {spelled(b'')}",
    ):
        with pytest.raises(ValueError, match="weights"):
            data.drawing(text)
    with pytest.raises(ValueError, match="finite"):
        data.drawing(f"1x2 f8 {spelled(np.array([1, np.nan]).tobytes())}")


@pytest.mark.parametrize("weights, more", [(sketch(), {}), (sketch() / 3, {"samples": 60})])
def test_a_gan_on_a_drawing_survives_every_way_of_keeping_it(tmp_path, weights, more):
    gan = GAN(data.drawing(weights, (0, 4, 0, 3), soft=0.7), width=8, batch_size=16, seed=3, **more).fit(
        12, progress=False
    )
    gan.set(lr=1e-3).fit(5, progress=False)
    def same(other):
        return (other.state_hash() == gan.state_hash() and other.data.array.tobytes() == weights.tobytes()
                              and other.data.extent() == gan.data.extent() and other.data.target.soft == 0.7)
    there: dict = {}
    exec(gan.script(), there)
    assert same(there["gan"]) and "is yours" not in gan.script()
    for include in (False, True):
        assert same(loaded := GAN.load(gan.save(tmp_path / "drawn.ganlab", include_data=include)))
        assert loaded.script() == gan.script() and loaded.step_d().loss == gan.fork().step_d().loss
    assert same(gan.fork()) and gan.fork().script() == gan.script()
    before = gan.state_hash()
    gan.rewind(4)
    assert gan.data.array.tobytes() == weights.tobytes() and gan.rewind(gan.horizon).state_hash() == before


def test_a_forged_drawing_in_a_file_is_refused(tmp_path):
    path = GAN(data.drawing(sketch()), width=8, batch_size=16).save(tmp_path / "drawn.ganlab")
    tree = archive.read(path)
    for bad in (
        ("9x9 u1 AAAA", (0, 1, 0, 1), 0.5),
        ("x", (0, 1), 0.5),
        (None, None, None),
        7,
        (tree["origin"]["drawing"][0], (0, 0, 0, 0), 1),
    ):
        archive.write(path, tree | {"origin": tree["origin"] | {"drawing": bad}})
        with pytest.raises(ArchiveError, match="cannot be taken"):
            GAN.load(path)
    other = (packed(sketch(seed=1)), (-1, 1, -0.75, 0.75), 0.5)
    archive.write(path, tree | {"origin": tree["origin"] | {"drawing": other}})
    with pytest.raises(ValueError, match="not the data of the file"):
        GAN.load(path)


def test_a_part_of_a_drawing_is_data_of_ones_own():
    heap = data.drawing(sketch()).take(100, dice())
    gan = GAN(heap, width=8, batch_size=16)
    assert gan.origin.drawing is None and "# data is yours: Data 'drawing'" in gan.script()


def test_best_discriminator_against_another_gaussian_is_a_closed_form():
    weights = np.zeros((9, 9))
    weights[4, 6] = 3  # one cell: a Gaussian around (4/9, 0) of width 1/9
    drawn = data.drawing(weights)
    x = torch.rand(200, 2, generator=dice(), dtype=torch.float64) * 2 - 1
    q = torch.from_numpy(stats.multivariate_normal([0, 0], np.eye(2) / 81).pdf(x.numpy()))
    best = optimal_discriminator(drawn.density(x), q)
    c = 4 / 9
    assert np.allclose(best, torch.sigmoid((c * x[:, 0] - c**2 / 2) * 81), atol=1e-6)


def test_blurred_density_and_shares_are_exact_and_a_perfect_sampler_reads_as_perfect():
    weights = sketch()
    drawn, extent, h = data.drawing(weights), (-1.0, 1.0, -1.0, 1.0), torch.tensor([0.05, 0.08])
    n = 20
    middles = -1 + (np.arange(n) + 0.5) * 0.1
    at = np.stack(np.meshgrid(middles, middles), -1).reshape(-1, 2)
    cell = 0.125  # 16 columns over a width of 2, 12 rows over a height of 1.5
    widths = np.sqrt((0.5 * cell) ** 2 + h.double().numpy() ** 2)
    p = sum(weights[i, j] / weights.sum() * stats.norm(-1 + (j + 0.5) * cell, widths[0]).pdf(at[:, 0])
            * stats.norm(0.75 - (i + 0.5) * cell, widths[1]).pdf(at[:, 1]) for i in range(12) for j in range(16))
    assert np.allclose(blurred_density(drawn.target, extent, n, h).flatten(), p, rtol=1e-4, atol=1e-5)
    grid = Grid.of(drawn.target, 2000)
    js, _ = grid.divergences(drawn.draw(2000, dice(5)))
    off, _ = grid.divergences(drawn.draw(2000, dice(5)) + 0.1)
    assert js < grid.js.quantile(0.99) and off > 3 * grid.js.quantile(0.95)
    assert grid_divergences(drawn.draw(2000, dice(6)), drawn.target)[1] < grid.js.quantile(0.99)
    measured = Yardstick(GAN(drawn, width=8)).measure(GAN(drawn, width=8))
    assert measured.js > measured.floor and 0 <= measured.gap <= 1


def test_separate_parts_are_found_as_cells_and_a_stroke_is_cut_into_pieces():
    weights = np.zeros((40, 40))
    weights[5:12, 5:12], weights[28:34, 6:12], weights[8:12, 24:38] = 1, 2, 1
    drawn = data.drawing(weights)
    cells = find_cells(drawn.draw(2000, dice()), drawn)
    assert cells.kind == "clusters" and len(cells) == 3
    shares = np.array([49, 72, 56]) / 177
    assert np.allclose(sorted(cells.shares), sorted(shares), atol=0.03)
    stroke = np.zeros((40, 40))
    stroke[18:22, 4:36] = 1
    assert find_cells(data.drawing(stroke).draw(2000, dice()), data.drawing(stroke)).kind == "k-means"


def test_another_gan_is_made_on_a_drawing_and_like_one_on_a_drawing():
    one, two = data.drawing(sketch(seed=1)), data.drawing(sketch(seed=2))
    gan = fresh(GAN("ring", width=8), {"data": "drawing"}, {"drawing": one})
    assert gan.data.array.tobytes() == one.array.tobytes() and gan.origin.drawing is not None
    wider = fresh(gan, {"width": 16, "samples": 40}, {"drawing": two})  # another drawing that nobody asks for
    assert wider.data.array.tobytes() == one.array.tobytes() and wider.recipe.samples == 40
    more = fresh(wider, {"samples": ""}, {"drawing": two})
    assert more.data.n is None and more.data.array.tobytes() == one.array.tobytes()
    assert fresh(gan, {"data": "drawing"}, {"drawing": two}).data.array.tobytes() == two.array.tobytes()
    assert plan(GAN("ring"), {"data": "drawing"}, {"drawing": one}) == "data ring → drawing"
