"""Turning back: the same past, another story, and one undo that leads over to the one that was left."""

import pytest

from ganlab import GAN
from ganlab.diagnosis.remedies import Remedy


def small(**options) -> GAN:
    return GAN("ring", width=16, batch_size=32, seed=1, **options)


def test_one_undo_gives_the_old_story_back_whole_and_redo_the_new_one():
    gan = small().fit(40, progress=False)
    gan.mark("end")
    end, curve = gan.state_hash(), gan.history["d_loss"].copy()
    gan.turn_back(15, lr=1e-3)
    assert (gan.moment, gan.horizon) == (15, 15) and gan.recipe.lr == (1e-3, 1e-3) and len(gan.history["d_loss"]) == 15
    turned = gan.state_hash()
    gan.fit(7, progress=False)
    on = gan.state_hash()
    gan.undo()
    assert gan.state_hash() == turned and gan.moment == 15
    gan.undo()
    assert gan.state_hash() == end and (gan.moment, gan.horizon) == (40, 40) and "end" in gan.timeline.marks
    assert (gan.history["d_loss"] == curve).all()
    gan.rewind(15)
    gan.rewind(40)
    assert gan.state_hash() == end
    gan.redo().redo()
    assert gan.state_hash() == on


def test_the_new_story_is_what_a_fork_would_be_and_what_rewind_and_set_would_give():
    gan = small().fit(30, progress=False)
    fork = gan.fork(12).set(penalty="r1:1")
    other = gan.fork()
    other.rewind(12)
    other.set(penalty="r1:1")
    gan.turn_back(12, penalty="r1:1")
    for one in (gan, fork, other):
        one.fit(10, progress=False)
    assert gan.state_hash() == fork.state_hash() == other.state_hash()
    assert gan.events == fork.events
    gan.rewind(3)
    gan.rewind(22)
    assert gan.state_hash() == fork.state_hash()


def test_a_way_that_cannot_be_gone_changes_nothing():
    gan = small().fit(20, progress=False)
    before = gan.state_hash()
    for to, changes, error in (
        (99, {}, ValueError),
        ("nowhere", {}, ValueError),
        (5, {"loss": "no such loss"}, ValueError),
    ):
        with pytest.raises(error):
            gan.turn_back(to, **changes)
        assert gan.state_hash() == before and (gan.moment, gan.horizon) == (20, 20)
        assert gan.recipe.loss != "no such loss" and len(gan.history["d_loss"]) == 20
    gan.fit(5, progress=False)
    twin = small().fit(25, progress=False)
    assert gan.state_hash() == twin.state_hash()
    gan.undo()
    assert gan.state_hash() == before


def test_from_the_middle_and_twice_in_a_row():
    gan = small().fit(30, progress=False)
    gan.rewind(20)
    middle = gan.state_hash()
    gan.turn_back(10, lr=1e-3)
    gan.fit(5, progress=False)
    gan.turn_back(12, lr=1e-4)
    assert gan.moment == 12
    gan.undo()
    assert gan.moment == 15 and gan.recipe.lr == (1e-3, 1e-3)
    gan = small().fit(30, progress=False)
    gan.rewind(20)
    gan.turn_back(10)
    gan.undo()
    assert gan.state_hash() == middle and gan.horizon == 30


def test_a_remedy_is_one_act_and_its_code_does_the_same():
    gan = small().fit(20, progress=False)
    before, twin = gan.state_hash(), gan.fork()
    remedy = Remedy("back", "…", {"lr": (1e-3, 1e-3)}, to=8)
    remedy.apply(gan)
    exec(remedy.code, {"gan": twin})
    assert gan.state_hash() == twin.state_hash() != before
    gan.undo()
    assert gan.state_hash() == before
