"""The 2-D targets against closed forms, independent recomputation with SciPy, and their own draws."""

import math
import pickle

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from ganlab.data import targets

ALL = [targets.ring, targets.grid, targets.two_gaussians, targets.line, targets.moons, targets.swiss_roll,
       targets.spiral]
CURVES = [targets.line, targets.moons, targets.swiss_roll, targets.spiral]


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def raster(target, step: float) -> tuple[torch.Tensor, float]:
    low, high = target.bounds()
    x, y = (torch.arange(a - 2 * step, b + 2 * step, step, dtype=torch.float64)
            for a, b in zip(low.tolist(), high.tolist()))
    return torch.cartesian_prod(x, y), step**2


def test_ring_has_eight_distinct_modes_at_multiples_of_45_degrees():
    target = targets.ring()
    angles = sorted(math.degrees(math.atan2(y, x)) % 360 for x, y in target.modes.double().tolist())
    assert np.allclose(np.array(angles) % 359.9999, [0, 45, 90, 135, 180, 225, 270, 315], atol=1e-3)
    assert torch.allclose(target.modes.norm(dim=1), torch.ones(8)) and target.sigma == pytest.approx(0.01)
    assert torch.cdist(target.modes, target.modes).add(torch.eye(8)).min() > 0.7


def test_grid_is_25_modes_two_apart():
    target = targets.grid()
    expected = {(x, y) for x in (-4.0, -2.0, 0.0, 2.0, 4.0) for y in (-4.0, -2.0, 0.0, 2.0, 4.0)}
    assert {tuple(mode) for mode in target.modes.tolist()} == expected and target.sigma == pytest.approx(0.05)


def test_density_of_a_mixture_is_what_scipy_says():
    means, sigmas, weights = [[0.0, 1.0], [2.0, -1.0], [4.0, 4.0]], [0.5, 1.0, 2.0], [1.0, 2.0, 3.0]
    x = torch.randn(50, 2, generator=dice(), dtype=torch.float64) * 3
    expected = sum(w / 6 * stats.multivariate_normal(m, s**2 * np.eye(2)).pdf(x) for m, s, w in
                   zip(means, sigmas, weights))
    assert np.allclose(targets.gaussians(means, sigmas, weights).log_density(x).exp(), expected, rtol=1e-12)


def test_log_density_is_finite_far_away_and_has_the_gradient_of_a_parabola():
    x = torch.tensor([[1000.0, 0.0]], requires_grad=True)
    value = targets.gaussians([[0.0, 0.0]], 0.01).log_density(x)
    assert value.item() == pytest.approx(-0.5 * (1000 / 0.01) ** 2, rel=1e-6)
    assert torch.autograd.grad(value, x)[0][0, 0].item() == pytest.approx(-1000 / 0.01**2)


@pytest.mark.parametrize("make", ALL, ids=lambda f: f.__name__)
def test_density_sums_to_one(make):
    target = make(sigma=0.1)  # a wide one, so that a raster with steps of sigma / 2 stays small
    points, area = raster(target, 0.05)
    assert target.log_density(points).exp().sum().item() * area == pytest.approx(1, abs=2e-4)  # 4 sigma: 1e-4 outside


@pytest.mark.parametrize("make", ALL, ids=lambda f: f.__name__)
def test_draws_fall_where_the_density_says(make):
    target, n, step = make(sigma=0.1), 40_000, 0.05
    points, area = raster(target, step)
    low = points.amin(0)
    p = target.log_density(points).exp() * area
    index = ((target.draw(n, dice(1)).double() - low) / step).round().long()
    side = len(points[:, 1].unique())
    inside = (index >= 0).all(1) & (index[:, 1] < side) & (index[:, 0] < len(points) // side)
    counts = torch.bincount(index[inside, 0] * side + index[inside, 1], minlength=len(points)).double()
    big = p * n >= 5  # chi-squared needs five expected counts a cell; midpoint against cell average costs a few percent
    chi2 = ((counts - p * n)[big] ** 2 / (p * n)[big]).sum().item()
    assert inside.float().mean() > 0.999 and chi2 / big.sum().item() < 1.35


@pytest.mark.parametrize("make", CURVES, ids=lambda f: f.__name__)
def test_quadrature_is_the_convolution_integral(make):
    curve, sigma = make(), 0.05
    at = curve.path(torch.tensor([0.0, 0.111, 0.499, 0.7, 0.9999]).double())
    for x in at + torch.tensor([0.03, -0.06]):
        def integrand(t):
            away = (curve.path(torch.tensor([t], dtype=torch.float64))[0] - x).square().sum().item()
            return math.exp(-away / (2 * sigma**2))
        near = np.linspace(0, 1, 201)
        exact = sum(integrate.quad(integrand, a, b, epsrel=1e-10)[0] for a, b in zip(near[:-1], near[1:])
                    if max(integrand(a), integrand(b), integrand((a + b) / 2)) > 1e-13)
        assert curve.log_density(x[None]).exp().item() == pytest.approx(exact / (2 * math.pi * sigma**2), rel=1e-7)


def test_density_of_the_line_has_its_closed_form():
    target, sigma, half = targets.line(), 0.05, math.sqrt(2)
    along, across = torch.tensor([[0.0, 0.5, 1.41, 1.5, -1.6], [0.0, 0.1, -0.05, 0.02, 0.0]], dtype=torch.float64)
    x = torch.stack([along - across, along + across], 1) / half  # turned by 45 degrees
    normal = stats.norm(scale=sigma)
    expected = (normal.cdf(half - along) - normal.cdf(-half - along)) / (2 * half) * normal.pdf(across)
    assert np.allclose(target.log_density(x).exp(), expected, rtol=1e-8)


@pytest.mark.parametrize("make", ALL, ids=lambda f: f.__name__)
def test_exact_moments_are_those_of_many_draws(make):
    target = make()
    mean, spread = target.moments()
    x = target.draw(100_000, dice(2)).double()
    assert torch.allclose(x.mean(0), mean, atol=5 * spread.max().item() / math.sqrt(100_000))
    assert torch.allclose(x.std(0), spread, rtol=0.01)


@pytest.mark.parametrize("make", ALL, ids=lambda f: f.__name__)
def test_scaled_target_is_the_scaled_distribution(make):
    target, loc, spread = make(), torch.tensor([0.3, -0.2]), torch.tensor([2.0, 0.5])
    scaled = target.scaled(loc, spread)
    assert torch.allclose(scaled.draw(64, dice()), (target.draw(64, dice()) - loc) / spread, atol=1e-6)
    x = target.draw(64, dice(3)).double()
    jacobian = math.log(2.0 * 0.5)
    expected = target.log_density(x) + jacobian
    assert torch.allclose(scaled.log_density((x - loc) / spread), expected, atol=1e-4)


@pytest.mark.parametrize("make", ALL, ids=lambda f: f.__name__)
def test_targets_survive_pickling(make):
    target = make()
    copy = pickle.loads(pickle.dumps(target))
    assert torch.equal(copy.draw(8, dice()), target.draw(8, dice()))


def test_weights_decide_how_often_a_mode_is_drawn():
    target = targets.gaussians([[0.0], [10.0]], 0.1, weights=[1, 9])
    assert (target.draw(20_000, dice()) > 5).float().mean().item() == pytest.approx(0.9, abs=0.01)
    assert torch.allclose(target.weights, torch.tensor([0.1, 0.9]))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 20), st.floats(0.1, 10), st.floats(1e-3, 1))
def test_any_ring_is_centred_with_spread_of_radius_over_root_two(modes, radius, sigma):
    mean, spread = targets.ring(modes, radius, sigma).moments()
    if modes >= 3:
        assert torch.allclose(mean, torch.zeros(2).double(), atol=1e-9)
        assert torch.allclose(spread, torch.full((2,), math.sqrt(radius**2 / 2 + sigma**2)).double())


def test_moons_are_scikit_learns():
    from sklearn.datasets import make_moons
    clean = torch.from_numpy(make_moons(200)[0])
    path = targets.moons().path(torch.linspace(0, 1, 4001).double()[:-1])
    assert torch.cdist(clean, path).min(1).values.max() < 2e-3


@pytest.mark.parametrize("call, named", [
    (lambda: targets.ring(modes=0), "modes"), (lambda: targets.ring(modes=2.5), "modes"),
    (lambda: targets.ring(modes=True), "modes"), (lambda: targets.ring(radius=-1), "radius"),
    (lambda: targets.ring(sigma=0), "sigma"), (lambda: targets.ring(sigma="wide"), "sigma"),
    (lambda: targets.grid(side=-1), "side"), (lambda: targets.grid(spacing=math.inf), "spacing"),
    (lambda: targets.two_gaussians(weight=1.0), "weight"), (lambda: targets.two_gaussians(distance=0), "distance"),
    (lambda: targets.line(length=math.nan), "length"), (lambda: targets.moons(sigma=-0.1), "sigma"),
    (lambda: targets.swiss_roll(radius=0), "radius"), (lambda: targets.spiral(arms=0), "arms"),
    (lambda: targets.spiral(turns="two"), "turns"), (lambda: targets.gaussians([1.0, 2.0], 1.0), "means"),
    (lambda: targets.gaussians([[0.0, math.nan]], 1.0), "means"), (lambda: targets.gaussians([["a"]], 1.0), "means"),
    (lambda: targets.gaussians([], 1.0), "means"), (lambda: targets.gaussians([[0.0], [1.0]], [1.0] * 3), "sigma"),
    (lambda: targets.gaussians([[0.0]], -1.0), "sigma"), (lambda: targets.gaussians([[0.0]], 1.0, [1, 2]), "weights"),
    (lambda: targets.gaussians([[0.0], [1.0]], 1.0, [1, 0]), "weights"),
])
def test_a_bad_argument_is_named(call, named):
    with pytest.raises((ValueError, TypeError), match=named):
        call()
