"""The page of an ensemble without a page: what it is told, and what its buttons do."""

import time

import numpy as np
import pytest

from ganlab import Ensemble, EnsembleView, Stepper
from ganlab.runs.members import RunRow
from ganlab.widgets.ensemble import points_of, rates_over_time, grey_tiles

SMALL = {"width": 16, "batch_size": 16, "recipe": "classic", "jobs": 1, "every": 10}


@pytest.fixture
def view(tmp_path):
    view = EnsembleView(Ensemble("ring", seeds=range(3), folder=tmp_path, **SMALL), stretch=10)
    yield view
    view.pause()
    view.close()


def test_it_plays_pauses_and_opens_a_member_that_counts(view):
    assert "none of which has begun" in view.page.sentence
    view.play()
    while not view.many.rows or min(row.rounds for row in view.many.rows) < 20:
        time.sleep(0.05)
    view.pause()
    assert len(view.page.members) == 3 and not view.page.playing
    stepper = view.open_member("", 1)
    assert isinstance(stepper, Stepper) and view.children[1] is stepper and view.page.opened == ["", 1]
    before = view.many[1].rounds
    view.many[1].fit(5, progress=False)
    view.many.fit(10, progress=False, only=view._goes_on)
    rounds = {row.seed: row.rounds for row in view.many.rows}
    assert view.many[1].rounds == before + 5 and rounds[1] == before and rounds[0] > rounds[1]


def test_the_failed_rest_and_survivors_take_their_places(tmp_path):
    many = Ensemble("ring", seeds=range(2), folder=tmp_path, vary={"lr": [1e-3, 1e6]}, optimizer="sgd", **SMALL)
    many.fit(40, progress=False)
    view = EnsembleView(many)
    failed = {(row.name, row.seed) for row in many.rows if row.alarm}
    assert failed == {("lr=1000000.0", 0), ("lr=1000000.0", 1)}
    assert [one["tone"] for one in view.page.members][:2] == ["alarm", "alarm"]  # the ill ones first
    assert view.pause_failed() == 2 and view.resting == failed
    assert view.fork_survivors() == 0  # none of that setting has survived
    view.close()


def test_a_fork_goes_its_own_way_and_is_not_counted(tmp_path):
    many = Ensemble("ring", seeds=range(2), folder=tmp_path, **SMALL)
    many.fit(20, progress=False)
    many._fork(("", 0), ("", 1))
    assert [row.forked for row in many.rows] == ["", "seed 0 in round 20"]
    same = (many[0].sample(5) == many[1].sample(5)).all()
    many.fit(10, progress=False)
    assert same and many[0].state_hash() != many[1].state_hash()
    assert many.rates().collapsed().n == 1 and len(rates_over_time(many.rows)[0]["rounds"]) > 1


def test_shares_over_time_and_pictures_worked_by_hand():
    rows = [RunRow("", k, 100, "x", story=[(0, "learning"), (50, "mode dropping" if k < 5 else "healthy")])
            for k in range(10)]
    [curve] = rates_over_time(rows, points=3)
    assert curve["rounds"] == [0, 50, 100] and curve["share"] == [0, 0.5, 0.5]
    assert curve["low"][0] == 0 and curve["high"][0] == pytest.approx(1 - 0.025**0.1)  # Clopper & Pearson, no hit
    assert points_of(np.array([[0.0, 0.0], [1.0, -1.0], [9.0, np.nan]]), (0, 0, 1)).tolist() == [
        [128, 128], [255, 0], [255, 0]]
    tile = grey_tiles(np.stack([np.full((1, 3, 3), v) for v in (0.0, 0.25, 0.5, 1.0)]), (0.0, 1.0))
    assert [tile[0, 0], tile[0, -1], tile[-1, 0], tile[-1, -1]] == [0, 64, 128, 255]


def test_only_an_ensemble_is_shown():
    with pytest.raises(TypeError, match="many must be a ganlab.Ensemble"):
        EnsembleView("ring")
