"Metrics in units of distance, in blocks of memory, over subsets, and of features of one's own."

import math
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.linalg
import torch
from torch import nn

from ganlab import GAN, data, metrics
from ganlab.analysis.inspection import nearest_real
from ganlab.backend.randomness import stream
from ganlab.diagnosis.monitor import Watch
from ganlab.latent.inversion import closest, invert
from ganlab.metrics import geometry

PAIRS = ("precision", "recall", "density", "coverage", "duplicates", "mmd", "kid", "frechet", "wasserstein",
         "sliced_wasserstein", "energy")


def normal(*shape, name="x"):
    return torch.randn(*shape, generator=stream(0, name), dtype=torch.float64)


def two_kinds(n, name, lost=False):
    "A column of two narrow kinds, of which one may be lost."
    kind = torch.ones(n) if lost else torch.randint(0, 2, (n,), generator=stream(1, name)) * 2.0 - 1
    return kind + 0.05 * torch.randn(n, generator=stream(2, name))


def beside(n, name):  # what the first column may stand beside, by name; each is in other units than it
    g = stream(3, name)
    skewed = (1.5 * torch.randn(n, generator=g)).exp() * 30_000
    billionaire = 50_000 + 20_000 * torch.randn(n, generator=g)
    billionaire[0] = 1e9
    region = torch.nn.functional.one_hot(torch.randint(6, (n,), generator=g), 6)
    return {"a time stamp": 1.7e9 + 1e7 * torch.rand(n, 1, generator=g), "a skewed income": skewed[:, None],
            "a billionaire": billionaire[:, None],
            "a category and a price": torch.cat([region.float(), 400 + 90 * torch.randn(n, 1, generator=g)], 1)}


TABLES = list(beside(4, "names"))


def table(name, n, draw, lost=False):
    return torch.cat([two_kinds(n, draw, lost)[:, None], beside(n, draw)[name]], 1)


# units

@pytest.mark.parametrize("name", PAIRS)
def test_a_metric_of_two_sets_does_not_depend_on_the_columns_units(name):
    x, y, scale = normal(60, 3), normal(60, 3, name="y") + 0.5, torch.tensor([1e-3, 1.0, 1e3]).double()
    metric = getattr(metrics, name)
    ones = x.std(0, correction=0)
    expected = metric((x - x.mean(0)) / ones, (y - x.mean(0)) / ones, standardize=False)
    assert metric(x * scale, y * scale) == pytest.approx(expected, rel=1e-6)
    assert metric(x, y, standardize=True) == pytest.approx(expected, rel=1e-6)
    assert metric(x, y) == pytest.approx(metric(x, y, standardize=False))  # one unit: as it is


def test_so_do_the_metrics_of_one_set():
    x, scale = normal(80, 3), torch.tensor([1e-3, 1.0, 1e3]).double()
    alike = (x - x.mean(0)) / x.std(0, correction=0)
    for metric in (metrics.rke, metrics.vendi, metrics.bandwidth):
        assert metric(x * scale) == pytest.approx(metric(alike, standardize=False), rel=1e-6)
    assert metrics.birthday(x * scale, reference=x[:50] * scale) == pytest.approx(metrics.birthday(
        (x - x[:50].mean(0)) / x[:50].std(0, correction=0), reference=alike[:50], standardize=False), rel=0.5)


@pytest.mark.parametrize("name", TABLES)
def test_half_of_a_column_is_missed_in_any_company(name):
    real, held, fake = table(name, 400, "real"), table(name, 400, "held"), table(name, 400, "fake", lost=True)
    assert metrics.recall(real, held) > 0.85 and metrics.coverage(real, held) > 0.85
    assert metrics.recall(real, fake) < 0.65 and metrics.coverage(real, fake) < 0.65
    assert metrics.rke(fake, reference=real) < 0.7 * metrics.rke(held, reference=real)
    if name in ("a time stamp", "a category and a price"):  # a cubic kernel hears nothing but the tails of the others
        assert metrics.kid(real, fake) > 10 * abs(metrics.kid(real, held))


@pytest.mark.parametrize("name", TABLES)
def test_the_report_and_the_monitor_see_it(name):
    opened = data.as_data(table(name, 2000, "real").numpy())
    draws = iter(range(1000))
    half = SimpleNamespace(data=opened, sample=lambda n: table(name, n, f"fake {next(draws)}", lost=True))
    found = metrics.report(half, 300, 120, 8, game=0)
    assert found["recall"].z < -10 and found["coverage"].z < -5 and found["MMD²"].z > 10
    blind = metrics.report(half, 300, 120, 8, game=0, standardize=False)
    assert abs(blind["recall"].z) < abs(found["recall"].z) / 3
    watch = Watch(half.sample, opened.source.values)
    for _ in range(10):
        watch.look()
    assert watch.diagnosis.name == "mode dropping", watch.diagnosis


def test_the_ring_is_what_it_was():
    ring = data.ring()
    x, y = ring.draw(200, stream(0, "x")), ring.draw(200, stream(0, "y"))
    found = metrics.report(SimpleNamespace(data=ring, sample=lambda n: y[:n]), 200, 200, 5, game=0)
    unit = math.sqrt(0.5 + ring.sigma**2)
    real, _ = metrics.real_pair(ring.target, 200, stream(0, "report"))
    for name in ("precision", "recall", "coverage"):
        assert found[name].value == getattr(metrics, name)(real, y, standardize=False)
    assert found["Wasserstein"].value == pytest.approx(metrics.wasserstein(real, y, standardize=False) / unit)
    assert x.shape == y.shape


def test_cells_of_a_raw_table_are_found_in_units():
    cells = metrics.find_cells(table("a time stamp", 800, "real"))
    lost = cells.count(table("a time stamp", 800, "fake", lost=True))
    assert int((lost < 5).sum()) >= len(cells) // 3  # those of the lower kind are empty
    apart = metrics.find_cells(table("a time stamp", 800, "real"), standardize=False)
    assert int((apart.count(table("a time stamp", 800, "fake", lost=True)) < 5).sum()) == 0


def test_neighbours_are_near_in_every_column():
    people = torch.tensor([[20.0, 50_000.0], [60.0, 50_400.0], [40.0, 10_000.0], [41.0, 90_000.0]]).repeat(30, 1)
    people += torch.randn(120, 2, generator=stream(0, "people")) * torch.tensor([0.1, 10.0])
    asked = torch.tensor([21.0, 50_390.0])  # by income alone, the one of sixty is nearer
    assert people[closest(asked, people).index[0], 0] < 25
    opened = data.as_data(people.numpy())
    assert nearest_real(opened, asked).x[0] < 25
    distance = closest(asked, people).distance[0].item()
    spread = people.double().std(0, correction=0)
    by_hand = ((people.double() - asked) / spread).square().mean(1).sqrt().min().item()
    assert distance == pytest.approx(by_hand, rel=1e-4)


def test_copies_are_copies_in_every_column():
    training = torch.column_stack([normal(60), 1e4 * normal(60, name="b")])
    moved = training + torch.tensor([0.5, 0.0])  # a copied income, another age
    assert metrics.copies(training, moved, standardize=False) > 0.9
    assert metrics.copies(training, moved) < 0.3
    assert metrics.copies(training, training + torch.tensor([1e-4, 1.0])) == 1


def test_inversion_finds_what_small_columns_say():
    def table_of(z):
        return torch.stack([z[:, 0], 1e4 * (z[:, 0] + z[:, 1])], 1)

    z, residual = invert(table_of, [[0.7, 2e3]], 2)
    assert z[0].tolist() == pytest.approx([0.7, -0.5], abs=0.02) and residual.item() < 0.02

    def cannot(z):  # one number for both columns: least squares in spreads takes the middle
        return torch.cat([z, 1e4 * z], 1)

    z, _ = invert(cannot, [[1.0, 0.0]], 1)
    assert z.item() == pytest.approx(0.5, abs=0.05)
    gan = GAN(table("a billionaire", 500, "real").numpy(), seed=0)
    x = gan.generate(gan.draw_z(2, stream(0, "z")))
    assert (invert(gan, x).residual < 1e-2).all()


# memory

@pytest.mark.parametrize("metric", ["precision", "recall", "density", "coverage", "duplicates", "mmd", "energy", "rke",
                                    "birthday", "copies", "data_copying"])
def test_no_table_is_larger_than_a_block(metric, monkeypatch):
    x, y = torch.randn(1500, 3, generator=stream(0, "x")), torch.randn(1500, 3, generator=stream(0, "y"))
    arguments = {"rke": (x,), "birthday": (x,), "data_copying": (x, y, y)}.get(metric, (x, y))
    expected, sizes, distances = getattr(metrics, metric)(*arguments), [], geometry.distances

    def measured(a, b):
        sizes.append(len(a) * len(b))
        return distances(a, b)

    monkeypatch.setattr(geometry, "distances", measured)
    monkeypatch.setattr(geometry, "BLOCK", 40_000)
    assert getattr(metrics, metric)(*arguments) == pytest.approx(expected, rel=1e-9)
    assert len(sizes) >= 1500**2 // 40_000 and max(sizes) <= 40_000


# conventions

@pytest.mark.parametrize("n, m, d", [(40, 30, 200), (30, 90, 64), (80, 80, 79), (200, 150, 20)])
def test_frechet_is_scipy_s_whatever_is_wider(n, m, d):
    mixing = normal(d, d, name="mixing") / d**0.5
    x, y = normal(n, d) @ mixing, normal(m, d, name="y") + 0.3
    C1, C2 = np.cov(x.T.numpy()), np.cov(y.T.numpy())
    root = scipy.linalg.sqrtm(scipy.linalg.sqrtm(C1 + 1e-12 * np.eye(d)).real @ C2 @ scipy.linalg.sqrtm(
        C1 + 1e-12 * np.eye(d)).real + 1e-14 * np.eye(d)).real
    expected = ((x.mean(0) - y.mean(0)) ** 2).sum().item() + np.trace(C1) + np.trace(C2) - 2 * np.trace(root)
    assert metrics.frechet(x, y, standardize=False) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("n, m", [(997, 1009), (400, 1201), (7, 20_001)])
def test_sliced_transport_is_exact_at_any_sizes(n, m):
    import ot

    x, y = normal(n, 2), 1.3 * normal(m, 2, name="y") + 1
    angles = torch.arange(12).double()
    directions = torch.stack([angles.cos(), angles.sin()], 1)
    expected = ot.sliced_wasserstein_distance(x.numpy(), y.numpy(), projections=directions.T.numpy(), p=2)
    assert metrics.sliced_wasserstein(x, y, directions) == pytest.approx(expected, rel=1e-9)


def test_kid_over_subsets():
    x, y = normal(300, 4), normal(250, 4, name="y") + 0.2
    found = metrics.kid_subsets(x, y, subsets=20, size=100)
    g, scores = stream(0, "KID subsets"), []
    for _ in range(20):
        a, b = (p[torch.randperm(len(p), generator=g)[:100]].numpy() for p in (x, y))
        K = [(u @ v.T / 4 + 1) ** 3 for u, v in ((a, a), (b, b), (a, b))]
        scores.append(sum((k.sum() - np.trace(k)) / 9900 for k in K[:2]) - 2 * K[2].mean())
    assert found.values == pytest.approx(scores) and found.size == 100
    assert (found.mean, found.std) == (pytest.approx(np.mean(scores)), pytest.approx(np.std(scores)))
    assert found.mean == pytest.approx(metrics.kid(x, y), abs=4 * found.std / 20**0.5)
    assert metrics.kid_subsets(x, y, 2, 10**6).size == 250 and "over 2 subsets of 250" in str(
        metrics.kid_subsets(x, y, 2, 250))
    with pytest.raises(ValueError, match="size must be"):
        metrics.kid_subsets(x, y, size=1)


# features of one's own

class Pooled(nn.Module):
    "Channels of a convolution, averaged over the picture; noisy while it trains."

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 6, 3), nn.BatchNorm2d(6), nn.Dropout(0.5), nn.AdaptiveAvgPool2d(1))

    def forward(self, x):
        return self.layers(x / 255)


@pytest.fixture(scope="module")
def pooled():
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return Pooled()


def test_a_module_is_asked_in_parts_at_rest_and_left_as_it_was(pooled):
    x = torch.randint(0, 256, (600, 3, 8, 8), generator=stream(0, "photos"), dtype=torch.uint8)
    before = {name: value.clone() for name, value in pooled.state_dict().items()}
    found = metrics.features_of(pooled, x)
    kernel, bias = (p.detach() for p in (pooled.layers[0].weight, pooled.layers[0].bias))
    by_hand = (torch.nn.functional.conv2d(x.float() / 255, kernel, bias) / (1 + 1e-5) ** 0.5).mean((2, 3))
    assert found.shape == (600, 6) and torch.allclose(found, by_hand, atol=1e-5) and not found.requires_grad
    assert pooled.training and all(torch.equal(before[name], value) for name, value in pooled.state_dict().items())


def test_frechet_of_features_is_that_of_their_moments(pooled):
    x, y = (torch.rand(50, 3, 8, 8, generator=stream(0, name)) * 255 for name in "xy")
    fx, fy = (metrics.features_of(pooled, p).double().numpy() for p in (x, y))
    C1, C2 = np.cov(fx.T), np.cov(fy.T)
    expected = ((fx.mean(0) - fy.mean(0)) ** 2).sum() + np.trace(C1 + C2 - 2 * scipy.linalg.sqrtm(C1 @ C2).real)
    assert metrics.frechet(x, y, features=pooled) == pytest.approx(expected, rel=1e-3)
    assert metrics.kid(x, y, features=lambda p: p.flatten(1)[:, :5]) == metrics.kid(x.flatten(1)[:, :5],
                                                                                      y.flatten(1)[:, :5])
    uneven = torch.tensor([1.0, 1e4])  # features in very different units are the user's: nobody standardises them
    assert metrics.frechet(x, y, features=lambda p: p.flatten(1)[:, :2] * uneven) == pytest.approx(
        metrics.frechet(x.flatten(1)[:, :2] * uneven, y.flatten(1)[:, :2] * uneven, standardize=False))


def test_a_report_and_a_monitor_take_a_module():
    digits = data.digits()
    own = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
    def sample(n):
        return digits.draw(n, stream(0, "fake"))
    r = metrics.report(SimpleNamespace(data=digits, sample=sample), 200, 60, 6, own)
    assert abs(r["recall"].z) < 5 and own.training
    assert Watch(sample, digits.source.values, features=own).look().name


@pytest.mark.parametrize("features, error, message", [
    ("inception", TypeError, "features must be a module or a function"),
    (lambda x: x.sum(), ValueError, "features must give one row a sample"),
    (nn.Conv2d(1, 4, 3), ValueError, r"features failed on samples of shape \(20, 3, 8, 8\).*Give a function"),
    (lambda x: x.flatten(1) / 0, ValueError, "x_real has NaN or infinity"),
])
def test_wrong_features_are_named(features, error, message):
    x = torch.rand(20, 3, 8, 8)
    with pytest.raises(error, match=message):
        metrics.frechet(x, x, features=features)
