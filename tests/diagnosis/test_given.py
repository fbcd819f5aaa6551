"""The verdict on samples that are simply there: points whose truth is known, sheets of a run, duplicates and copies."""

import numpy as np
import pytest
import torch

from ganlab import data
from ganlab.diagnosis.symptoms import short_together
from ganlab.diagnosis.given import (
    Dealt, copied_pairs, duplicate_groups, gauge_of_reals, have_same_latents, looks_at, rare_kinds, smallest_loss,
    watch_samples, watch_sheets)

RING = data.ring()


def drawn(n: int, seed: int) -> torch.Tensor:
    return RING.draw(n, torch.Generator().manual_seed(seed))


def test_samples_are_dealt_out_once():
    for many in (64, 65, 200, 1000, 9999):
        n, looks = looks_at(many)
        assert 32 <= n <= 256 and 2 <= looks <= 10 and n * looks <= many
    with pytest.raises(ValueError, match="63 samples are too few"):
        looks_at(63)
    dealt = Dealt(torch.arange(60.0)[:, None])
    assert torch.cat([dealt(20) for _ in range(3)]).flatten().sort().values.tolist() == list(range(60))


def test_real_points_are_healthy():
    names = [watch_samples(drawn(500, seed), RING).diagnosis.name for seed in range(20)]
    assert names == ["healthy"] * 20


def test_a_lost_mode_is_named_with_its_number():
    x = drawn(2000, 1)
    at_mode_0 = (x - RING.modes[0].float()).norm(dim=1) < 0.5
    watch = watch_samples(x[~at_mode_0], RING)
    assert watch.diagnosis.name == "mode dropping" and watch.diagnosis.lost == ("mode 0",)
    assert [cell for cell, _ in rare_kinds(watch)] == [0]


def test_the_smallest_loss_is_that_of_the_exact_bound():
    from scipy.stats import poisson

    watch = watch_samples(drawn(640, 2), RING)
    share, total = smallest_loss(watch), sum(tick.n for tick in watch.ticks)
    assert poisson.pmf(0, share * total / 2) == pytest.approx(1e-4 / 8, rel=1e-6)  # half of what is fair, and none came


def test_half_of_a_folder_that_repeats_the_other_half():
    x = drawn(300, 3)
    watch = watch_samples(torch.cat([x, x]), RING)
    assert watch.diagnosis.name == "memorising" and "100% of samples have an exact twin" in watch.diagnosis.evidence


def test_samples_that_are_no_numbers():
    x = drawn(200, 4)
    x[::3] = float("nan")
    assert watch_samples(x, RING).diagnosis.name == "divergence"


def test_duplicates_and_copies_are_found_where_they_were_put():
    reals = data.as_data(drawn(400, 5).numpy())
    gauge, x = gauge_of_reals(reals, 100), drawn(50, 6)
    x[10], x[20], x[30] = x[4], x[4], reals.source.values[77]
    assert duplicate_groups(x, gauge) == [[4, 10, 20]]
    pairs = copied_pairs(x, reals.source.values, gauge)
    assert pairs[0][:2] == (30, 77) and pairs[0][2] == 0
    near = np.sort(np.linalg.norm(x.numpy()[:, None] - reals.source.values.numpy()[None], axis=2), axis=1)
    found, ratio = {pair[0] for pair in pairs}, near[:, 0] / near[:, 1]
    assert set(np.flatnonzero(ratio < 0.32)) <= found <= set(np.flatnonzero(ratio < 0.35))


def sheets(collapsed_from: int, fixed: bool, many: int = 24) -> list[torch.Tensor]:
    "Sheets of 64 points of the ring; from one of them on they are all in one mode."
    found = []
    for k in range(many):
        x = drawn(64, 0 if fixed else k) + 0.01 * torch.randn(64, 2, generator=torch.Generator().manual_seed(k))
        spread = RING.sigma * torch.randn(64, 2, generator=torch.Generator().manual_seed(100 + k))
        found.append(RING.modes[0].float() + spread if k >= collapsed_from else x)
    return found


@pytest.mark.parametrize("fixed", [True, False])
def test_since_when_a_run_has_collapsed_is_known_within_one_sheet(fixed):
    watch = watch_sheets(range(0, 2400, 100), sheets(14, fixed), RING)
    assert watch.same_latents == fixed
    assert watch.diagnosis.name == "complete collapse" and abs(watch.diagnosis.since - 1400) <= 100
    assert fixed or [found.name for found in watch.story][:2] == ["learning", "healthy"]


def test_a_kind_that_64_fixed_latents_happen_to_miss_is_not_called_lost():
    x = drawn(2000, 7)
    few = (x - RING.modes[0].float()).norm(dim=1) < 0.5
    fixed = torch.cat([x[~few][:62], x[few][:2]])  # 2 of 64, where 8 are fair: by chance once in 100 draws
    watch = watch_sheets(range(30), [fixed + 0.005 * k for k in range(30)], RING)
    assert watch.same_latents and not watch.diagnosis.alarm
    added_up = watch_samples(torch.cat([fixed] * 30) + 1e-3 * torch.randn(1920, 2), RING)
    assert added_up.diagnosis.name == "mode dropping"  # which it would be if they were 1,920 samples


def test_latents_are_recognised_by_what_lies_at_the_same_place():
    assert have_same_latents([drawn(64, 0), drawn(64, 0) + 0.1])
    assert not have_same_latents([drawn(64, seed) for seed in range(30)])
    assert not have_same_latents([torch.zeros(64, 2)] * 3)  # all alike: nothing can be known


def test_cells_that_are_short_together_though_none_is_for_certain_alone():
    from math import comb

    from scipy.stats import poisson

    fair = np.full(10, 6.4)
    cells, upper = short_together(np.array([22, 21, 21, 0, 0, 0, 0, 0, 0, 0]), fair)
    assert cells.tolist() == [3, 4, 5, 6, 7, 8, 9]
    assert poisson.cdf(0, upper * 7 * 6.4) == pytest.approx(1e-4 / 10 / comb(10, 7), rel=1e-6)
    assert not len(short_together(np.array([7, 6, 5, 8, 6, 7, 6, 7, 6, 6]), fair)[0])


def test_cells_that_are_fair_are_hardly_ever_called_short_together():
    rng, fair = np.random.default_rng(0), np.full(10, 6.4)
    wrong = sum(len(short_together(rng.poisson(fair), fair)[0]) > 0 for _ in range(3000))
    assert wrong <= 3  # at most 0.001 by construction: one cell count of ten, each at 1e-4 / 10
