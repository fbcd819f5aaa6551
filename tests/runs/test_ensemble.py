"""Many GANs side by side: each the same to the bit as alone, wherever it was trained; rates, intervals and powers."""

import math

import numpy as np
import pytest

from ganlab import GAN, Ensemble
from ganlab.runs.ensemble import RateTable, RunRow, varied
from ganlab.runs.rates import MedianTime, Rate, RateComparison, fisher, power_of_fisher, seeds_needed


def test_members_are_single_runs_to_the_bit_also_from_other_processes_and_in_parts(tmp_path):
    many = Ensemble("ring", seeds=[3, 5], vary={"loss": ["hinge", "lsgan"]}, folder=tmp_path, jobs=2, recipe="classic")
    many.fit(20, progress=False).fit(10, progress=False)
    for name, loss in (("loss=hinge", "hinge"), ("loss=lsgan", "lsgan")):
        for seed in (3, 5):
            alone = GAN("ring", recipe="classic", loss=loss, seed=seed).fit(30, progress=False)
            assert many[name, seed].state_hash() == alone.state_hash()
    again = Ensemble("ring", seeds=[3, 5], vary={"loss": ["hinge", "lsgan"]}, folder=tmp_path, jobs=1, recipe="classic")
    assert again.rounds == 30 and again.rows == many.rows


def test_a_member_in_ones_hands_is_an_ordinary_gan_that_counts():
    many = Ensemble("ring", seeds=range(2), jobs=1).fit(10, progress=False)
    many[1].fit(5, progress=False)
    many.step()
    assert [row.rounds for row in many.rows] == [11, 16]
    assert many[1].state_hash() == GAN("ring", seed=1).fit(16, progress=False).state_hash()
    assert many.sample(7).shape == (2, 7, 2) and many.best().rounds in (11, 16) and len(many) == 2


def test_some_go_on_and_others_rest():
    many = Ensemble("ring", seeds=range(2), jobs=1).fit(5, progress=False)
    many.fit(5, progress=False, only=lambda row: row.seed == 1)
    assert {row.seed: row.rounds for row in many.rows} == {0: 5, 1: 10}


def test_a_run_that_diverges_is_a_row_and_not_an_error():
    many = Ensemble("ring", seeds=[0], jobs=1, recipe="classic", optimizer="sgd", lr=1e6).fit(60, progress=False)
    [row] = many.rows
    assert row.verdict == "divergence" and row.alarm and many.rates().alarms().hits == 1


@pytest.mark.parametrize("wrong, says", [
    ({"seeds": []}, "seeds"), ({"seeds": [1, 1]}, "different"), ({"vary": {"loss": "hinge"}}, "list of values"),
    ({"vary": {"loss": []}}, "list of values"), ({"lose": 3}, "lose"),
])
def test_what_makes_no_ensemble_is_refused_at_once(wrong, says):
    with pytest.raises((ValueError, TypeError), match=says):
        Ensemble("ring", **wrong)


def test_members_and_settings_that_are_not_there_are_named():
    many = Ensemble("ring", seeds=[1, 2], jobs=1)
    with pytest.raises(KeyError, match=r"seeds \[1, 2\]"):
        many[7]
    with pytest.raises(ValueError, match="only one setting"):
        many.compare()


def test_combinations_of_what_varies():
    assert list(varied({"a": [1, 2], "b": ["x"]}).items()) == [("a=1, b=x", {"a": 1, "b": "x"}),
                                                              ("a=2, b=x", {"a": 2, "b": "x"})]


def row(seed: int, verdict: str, live: float, at: float) -> RunRow:
    return RunRow("s", seed, 100, verdict, verdict != "healthy", 0, live, 8, at)


def test_a_table_of_rates_worked_by_hand():
    table = RateTable.of([row(0, "healthy", 8, 300), row(1, "mode dropping", 4, math.inf), row(2, "healthy", 8, 500),
                          row(3, "divergence", 0, math.inf)])
    assert table.collapsed("s").hits == 1 and table.alarms("s").hits == 2
    assert table.kinds("s")[0] == 5 and table.time_to_all("s").median == 500
    mean, low, high = table.kinds("s")
    half = 3.182446 * np.std([8, 4, 8, 0], ddof=1) / 2  # Student's t with 3 degrees of freedom, from a table
    assert (low, high) == pytest.approx((mean - half, mean + half), rel=1e-5)


def test_intervals_are_those_of_the_literature():
    low, high = Rate(0, 10).interval
    assert low == 0 and high == pytest.approx(1 - 0.025**0.1)  # Clopper & Pearson in closed form for no hit
    z, n, p = 1.959964, 10, 0.3  # Wilson 1927
    middle, half = (p + z**2 / 2 / n) / (1 + z**2 / n), z / (1 + z**2 / n) * math.sqrt(p * 0.7 / n + z**2 / 4 / n**2)
    assert Rate(3, 10, method="wilson").interval == pytest.approx((middle - half, middle + half), rel=1e-5)
    assert MedianTime(tuple(range(1, 11))).interval == (2, 9)  # Conover's table for n = 10


def test_fishers_test_on_the_lady_tasting_tea():
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)  # 17/70 on each side
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_the_power_is_what_many_trials_show():
    rng = np.random.default_rng(0)
    trials = rng.binomial(16, 0.1, 200), rng.binomial(16, 0.6, 200)
    found = np.mean([fisher(int(a), 16, int(b), 16) <= 0.05 for a, b in zip(*trials)])
    assert power_of_fisher(0.1, 0.6, 16, 16) == pytest.approx(found, abs=0.1)  # 3 standard errors
    n = seeds_needed(0.1, 0.6, most=40)
    assert power_of_fisher(0.1, 0.6, n, n) >= 0.8 and seeds_needed(0.5, 0.51, most=20) is None
    assert "they differ" in str(RateComparison(("a", "b"), (Rate(0, 16), Rate(12, 16))))
