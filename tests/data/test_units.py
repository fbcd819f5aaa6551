"The units in which distances are taken: columns of every kind, and whose units they are."

import math

import numpy as np
import pytest
import torch

from ganlab import data
from ganlab.backend.randomness import stream
from ganlab.data.units import Units, categories, column_moments, no_units, table_units, units_of


def normal(n=2000, name="column"):
    return torch.randn(n, generator=stream(0, name), dtype=torch.float64)


def test_an_ordinary_column_has_its_mean_and_deviation():
    x = 3 + 2 * normal()
    assert column_moments(x) == pytest.approx((np.mean(x.numpy()), np.std(x.numpy())))


@pytest.mark.parametrize("value", [0.0, 7.0, -2.5])
def test_a_constant_has_spread_one(value):
    assert column_moments(torch.full((50,), value, dtype=torch.float64)) == (value, 1.0)


@pytest.mark.parametrize("outliers", [[1e9], [-1e7, 1e7], [50.0] * 15])
def test_outliers_do_not_decide(outliers):
    x = normal()
    x[: len(outliers)] = torch.tensor(outliers, dtype=torch.float64)
    centre, spread = column_moments(x)
    assert spread == pytest.approx(1, abs=0.12) and abs(centre) < 0.1


@pytest.mark.parametrize("share, low, high", [(0.5, 0.0, 1.0), (0.003, 0.0, 1.0), (0.2, -1.0, 1.0), (0.9, 5.0, 9.0)])
def test_the_values_of_a_flag_are_two_apart(share, low, high):
    x = torch.where(torch.arange(2000) < share * 2000, high, low).double()
    assert (high - low) / column_moments(x)[1] == pytest.approx(2)


def test_a_column_that_hardly_ever_changes_is_like_a_flag():
    x = torch.zeros(2000, dtype=torch.float64)
    x[:7] = torch.tensor([90.0, 95.0, 99.0, 100.0, 101.0, 102.0, 1e6])
    assert column_moments(x)[1] == 50  # half of the middle one of the seven


def test_float32_resolves_what_a_spread_says():
    x = 1e9 + 1e-3 * normal()
    assert column_moments(x)[1] >= 1e9 * np.finfo(np.float32).eps


def one_hot(k, n=2000, name="kinds"):
    return torch.nn.functional.one_hot(torch.randint(k, (n,), generator=stream(0, name)), k).double()


def test_categories_are_found_side_by_side():
    flag = (normal(name="flag") > 1).double()[:, None]
    age = normal()[:, None]
    assert categories(torch.cat([flag, one_hot(3), age, one_hot(2, name="two"), one_hot(5, name="five")], 1)) == [
        slice(1, 4), slice(5, 7), slice(7, 12)]
    assert categories(torch.cat([age, flag, 1 - flag, flag], 1)) == [slice(1, 3)]
    assert categories(2 * one_hot(4) - 1) == [slice(0, 4)]
    assert categories(torch.cat([age, flag], 1)) == []


@pytest.mark.parametrize("k", [2, 3, 50])
def test_any_two_kinds_are_two_apart(k):
    x = torch.cat([one_hot(k), normal()[:, None]], 1)
    spread = table_units(x).spread[:k]
    kinds = torch.eye(k).double() / spread
    assert torch.allclose(torch.pdist(kinds), torch.tensor(2.0).double())


def test_a_table_is_the_same_in_any_units():
    x = torch.column_stack([normal(), 20_000 * normal(name="b") + 5e4, (normal(name="c") > 2).double()])
    scale = torch.tensor([1e-6, 3.0, 1e4]).double()
    one, other = data.as_data(x.numpy()), data.as_data(((x + 5) * scale).numpy())
    assert torch.allclose(units_of(one)(x), units_of(other)((x + 5) * scale), atol=1e-4)


def test_round_targets_keep_their_shape():
    ring = units_of(data.ring())  # of radius 1: half of the variance in each column
    assert ring.common and ring.spread.item() == pytest.approx(math.sqrt(0.5 + data.ring().sigma**2), rel=1e-6)
    moons = data.moons()
    spread = units_of(moons).spread.item()
    assert spread == pytest.approx(moons.target.moments()[1].square().mean().sqrt().item())
    few = data.ring().take(100, stream(0, "few"))
    assert units_of(few).spread == ring.spread


def test_images_keep_their_pixels():
    digits = data.digits()
    units = units_of(digits)
    assert units.common
    x = digits.source.values[:5].float()
    assert torch.allclose(units(x.flatten(1)), digits.scale(x).flatten(1))


@pytest.mark.parametrize("x, standardize, columns", [
    (torch.column_stack([normal(), 1e4 * normal()]), None, True),  # can only be in different units
    (torch.column_stack([normal(), 1e4 * normal()]), False, False),
    (torch.column_stack([normal(), 5 * normal()]), None, False),
    (torch.column_stack([normal(), 5 * normal()]), True, True),
    (torch.column_stack([normal(), torch.full((2000,), 1e6)]), None, False),  # a constant has no spread to compare
    (normal()[:, None] * torch.logspace(-3, 3, 60), None, False),  # features or pixels: too many for a table
    (normal()[:1600].reshape(100, 1, 4, 4) * torch.logspace(-3, 3, 4), None, False),  # images
    (normal(), None, False),
])
def test_bare_arrays_are_left_alone_unless_they_can_only_be_tables(x, standardize, columns):
    units = units_of(x, standardize)
    assert units.untouched is not columns
    if columns:
        assert torch.allclose(units(x).std(0, correction=0), torch.ones(x.shape[1]).double())


def test_bad_requests_are_named():
    with pytest.raises(TypeError, match="standardize must be True, False or None, got 'yes'"):
        units_of(torch.zeros(5, 2), "yes")
    with pytest.raises(ValueError, match="must hold at least one sample"):
        units_of(torch.zeros(0, 2))


@pytest.mark.parametrize("spread_shape, channel", [((3, 1), 0), ((3,), 1)])
def test_a_signal_has_a_unit_for_each_channel(spread_shape, channel):
    "Price, rate and volume over 24 steps, channels first or last: the scales of the networks say what shares a unit."
    size, middle = torch.tensor([500.0, 0.02, 1.0]), torch.tensor([30_000.0, 0.1, 5.0])
    x = torch.randn(400, 24, 3, generator=stream(0, "series")) * size + middle
    x[0, 0, 1] = 40.0  # an outlier in the rate
    x = x.transpose(1, 2).contiguous() if channel == 0 else x
    loc, spread = middle.reshape(spread_shape), x.transpose(1, 1 + channel).flatten(2).std((0, 2)).reshape(spread_shape)
    signal = data.Data("series", "signal", x.shape[1:], data.Rows(x), (0.0, 1.0), loc, spread)
    found = units_of(signal)(x.flatten(1)).reshape(x.shape)
    for i in range(3):
        each = found.select(1 + channel, i)
        assert each.flatten().quantile(0.84).item() == pytest.approx(1, abs=0.08)
        assert len(units_of(signal).spread.reshape(x.shape[1:]).select(channel, i).unique()) == 1


def test_the_way_back():
    x = torch.tensor([[3.0, -40.0], [5.0, 2e4]])
    units = Units(torch.tensor([4.0, 1e4]).double(), torch.tensor([0.5, 300.0]).double())
    assert torch.allclose(units.back(torch.tensor([[-2.0, -10040 / 300], [2.0, 100 / 3]])), x, rtol=1e-5)
    assert no_units().back(x) is x
