"""What was left when something else was done from the past: kept, returnable, comparable, or let go by name."""

import copy

import numpy as np
import pytest
import torch
from wanderer import Wanderer

from ganlab import GAN
from ganlab.timeline import Branch, Keyframe, Parting, Timeline
from ganlab.losses import hinge
from ganlab.timeline.replay import Irreproducible

SMALL = dict(width=4, depth=1, batch_size=8)


def ring(**more) -> GAN:
    return GAN("ring", **SMALL | more)


def left() -> tuple[GAN, str, str]:  # the GAN, and digests of the end that was left and of moment 15
    "A GAN that was trained for 40 rounds and then, from moment 15, for one more."
    gan = ring().fit(40, progress=False)
    end = gan.state_hash()
    middle = gan.rewind(15).state_hash()
    gan.step_d()
    return gan, end, middle


# ---- there and back

def test_stepping_from_the_past_keeps_the_old_future():
    gan, end, middle = left()
    new = gan.state_hash()
    assert (gan.moment, gan.horizon) == (16, 16)
    kept, = gan.timeline.branches
    assert (kept.parted, kept.horizon, kept.moment) == (15, 40, 15)
    assert len(kept.history["d_loss"]) == 40 and len(gan.history["d_loss"]) == 16
    gan.rewind(branch=kept)
    assert gan.state_hash() == end and (gan.moment, gan.horizon) == (40, 40) and len(gan.history["d_loss"]) == 40
    other, = gan.timeline.branches
    assert (other.parted, other.horizon) == (15, 16)
    assert gan.rewind(branch=other.number).state_hash() == new and gan.rewind(15).state_hash() == middle


def test_undo_gives_the_old_future_back_and_redo_the_new_one():
    gan, end, middle = left()
    new = gan.state_hash()
    gan.undo()
    assert gan.state_hash() == middle and (gan.moment, gan.horizon) == (15, 40)
    assert gan.redo().state_hash() == new and gan.horizon == 16
    gan.undo().undo()
    assert gan.moment == 0 and gan.horizon == 40
    gan.redo().redo()
    assert gan.state_hash() == new
    assert gan.undo().rewind(40).state_hash() == end


def test_a_stretch_of_play_from_the_past_is_one_act():
    gan = ring().fit(30, progress=False)
    gan.rewind(10).fit(12, progress=False)
    assert (gan.moment, gan.horizon) == (22, 22)
    gan.undo()
    assert (gan.moment, gan.horizon) == (10, 30)
    gan.redo()
    assert (gan.moment, gan.horizon) == (22, 22)


def test_branches_compare_by_forks_and_histories():
    gan, end, _ = left()
    number = gan.timeline.branches[0].number
    here, twin = gan.state_hash(), gan.fork(branch=number)
    assert twin.state_hash() == end and gan.state_hash() == here and not twin.timeline.branches
    assert gan.fork(20, branch=number).state_hash() == twin.rewind(20).state_hash()
    both = [one["d_loss"][:15] for one in (gan.history, gan.timeline.branches[0].history)]
    assert np.array_equal(*both)
    twin.fit(3, progress=False)
    assert gan.fork(branch=number).state_hash() == end  # neither of the two changes the other


def test_a_named_moment_is_found_wherever_it_is():
    gan, end, _ = left()
    gan.undo().rewind(40).mark("the end")
    gan.rewind(10).step_g()
    assert "the end" not in gan.timeline.marks and gan.rewind("the end").state_hash() == end
    gan.rewind(5).step_g()
    gan.mark("the end")  # the present branch comes first
    assert gan.rewind("the end").moment == 6


def test_reset_and_restore_leave_branches_too():
    gan, end, _ = left()
    state = gan.state()
    gan.reset()
    gan.step()
    gan.restore(state)
    assert [branch.horizon for branch in gan.timeline.branches] == [40, 16, 1]
    assert gan.rewind(branch=gan.timeline.branches[0]).state_hash() == end
    assert gan.timeline.branches[-1].parted is None  # a state that was handed in has nothing in common with the others


def test_a_script_and_a_file_hold_the_way_to_the_present(tmp_path):
    gan, end, _ = left()
    there: dict = {}
    exec(gan.script(), there)
    assert there["gan"].state_hash() == gan.state_hash()
    again = GAN.load(gan.save(tmp_path / "run.ganlab"))
    assert again.state_hash() == gan.state_hash() and again.undo().moment == 15


# ---- what cannot be

def test_what_is_not_there_is_refused_in_words():
    gan, _, _ = left()
    here = gan.state_hash()
    for bad in (99, "one", 1.5, True, -1):
        with pytest.raises(ValueError, match=r"branch must be one of gan.timeline.branches or its number \(1\)"):
            gan.rewind(3, branch=bad)
    with pytest.raises(ValueError, match="branch must be"):
        gan.fork(branch=7)
    with pytest.raises(ValueError, match="to must be a moment from 0 to 40"):
        gan.rewind(41, branch=1)
    with pytest.raises(ValueError, match="from 0 to 16.*branch 1 reaches 40.*rewind\\(30, branch=1\\)"):
        gan.rewind(30)
    with pytest.raises(ValueError, match="to must be"):
        gan.rewind()
    with pytest.raises(ValueError, match="never stood"):
        gan.rewind((3, 1), branch=1)
    assert gan.state_hash() == here and gan.moment == 16 and len(gan.timeline.branches) == 1
    assert gan.rewind((20, 20), branch=1).moment == 20


def test_a_way_to_a_branch_that_fails_changes_nothing():
    gan = ring()
    gan.timeline.keyframe_clock.least = 1e9  # no keyframes between
    gan.fit(5, progress=False)
    kept, gan.game.loss = gan.game.loss, hinge  # behind its back, and so in no log
    gan.fit(5, progress=False)
    gan.game.loss = kept
    gan.rewind(2).step_g()
    here, losses = gan.state_hash(), gan.history["g_loss"].tolist()
    with pytest.raises(Irreproducible):
        gan.rewind(8, branch=1)
    assert gan.state_hash() == here and gan.moment == 3 and gan.history["g_loss"].tolist() == losses
    assert [branch.horizon for branch in gan.timeline.branches] == [10]
    assert gan.rewind(branch=1).moment == 10  # its end has a keyframe


# ---- kinship

def test_where_two_branches_parted_is_known_without_those_between():
    def told(branch: Branch, *verbs: str) -> Branch:
        for verb in verbs:
            branch.log.step(verb, (0, 0))
        branch.here = branch.log.end
        return branch

    def parted(branch: Branch, at: int, number: int) -> Branch:
        branch.here = (at, 0)
        return branch.parted(number, Parting(branch.number, branch.here, branch.here))
    a = told(Branch(0), *["step"] * 40)
    b = told(parted(a, 15, 1), *["step_d"] * 20)
    c = told(parted(b, 30, 2), "step_g")
    d = told(parted(b, 10, 3), "step_g")
    e = told(parted(a, 35, 4), "step_g")
    common = {(one.number, two.number): one.common(two) for one in (a, b, c, d, e) for two in (a, b, c, d, e)}
    expected = {(0, 1): 15, (0, 2): 15, (0, 3): 10, (0, 4): 35, (1, 2): 30, (1, 3): 10, (1, 4): 15, (2, 3): 10,
                (2, 4): 15, (3, 4): 10}
    for (one, two), moment in expected.items():
        assert common[one, two] == common[two, one] == (moment, 0)
    assert Branch(7).common(a) is None


# ---- memory

def numbers(value: float, n: int = 250) -> dict:  # 1,000 bytes
    return {"x": torch.full((n,), float(value))}


def timeline(budget: int) -> Timeline:
    line = Timeline(budget)
    line.start(numbers(0), (0, 0))
    return line


def go_on(line: Timeline, moments: int) -> None:
    "Some moments, with a keyframe after each."
    for _ in range(moments):
        line.record("step", (0, 0))
        line.spent(0.1)
        line.keep(numbers(line.moment), (0, 0), {})


def test_a_branch_costs_what_it_did_differently():
    line = timeline(10**9)
    go_on(line, 100)
    before = line.nbytes
    assert before == 101 * 1000
    for _ in range(50):
        line.stand(line.branch.nearest((60, 0)))
        go_on(line, 2)
    frames = {id(frame) for branch in (line.branch, *line.beside) for frame in branch.frames}
    assert len(frames) == 101 + 50 * 2
    assert before + 50 * 2000 <= line.nbytes <= before + 50 * (2000 + 2000)  # keyframes, and lists of a few acts


def test_the_budget_lets_the_oldest_go_and_says_so():
    line, said = timeline(60_000), []
    line.say = said.append
    go_on(line, 20)
    for _ in range(60):
        line.stand(line.branch.nearest((10, 0)))
        go_on(line, 5)
        assert line.nbytes <= line.budget
    numbers_left = [branch.number for branch in line.branches]
    assert line.let_go and len(said) == len(line.let_go) and 3 < len(numbers_left) < 60
    gone = [one.number for one in line.let_go]
    assert sorted([*gone, *numbers_left, line.branch.number]) == [*range(1, 62)]
    assert gone == sorted(gone)  # left longest ago, let go first
    assert said[0] == str(line.let_go[0]) and "Branch 1, moments 10 to 20, was let go" in said[0]
    with pytest.raises(ValueError, match="Branch 1, moments 10 to 20, was let go.*timeline.budget"):
        line.find(1)
    assert line.branch.begun.branch in numbers_left  # to which undo leads
    assert len(line.branch.frames) >= 3


def test_an_end_that_was_left_stays_a_keyframe_and_shared_ones_are_removed_once():
    line = timeline(40_000)
    go_on(line, 30)
    line.stand(line.branch.nearest((20, 0)))
    go_on(line, 30)
    other, = line.beside
    assert line.nbytes <= line.budget and [frame.position for frame in other.frames][-1] == (30, 0)
    shared = [frame for frame in line.branch.frames if frame.position <= (20, 0)]
    assert [frame for frame in other.frames if frame.position <= (20, 0)] == shared
    line.budget = 0
    assert [frame.position[0] for frame in line.branch.frames] == [0, 20, 50]  # undo leads back to 20
    assert [frame.position[0] for frame in other.frames] == [0, 20, 30]


def test_branches_on_disk(tmp_path):
    line = timeline(8000)
    line.spill(tmp_path, 10**6)
    go_on(line, 30)
    line.stand(line.branch.nearest((10, 0)))
    go_on(line, 30)
    assert line.nbytes <= 8000 and line.disk_nbytes >= 30_000
    for branch in (line.branch, *line.beside):
        assert all(frame.state["x"].eq(frame.position[0]).all() for frame in branch.frames)
    twin = copy.deepcopy(line)
    assert not twin.branches and twin.branch.frames[0].state["x"].eq(0).all()


def test_a_keyframe_is_a_place_and_not_a_copy():
    branch, one, two = Branch(), Keyframe((3, 0), numbers(1), (3, 3)), Keyframe((3, 0), numbers(2), (3, 3))
    branch.keep(one)
    branch.drop(two)
    assert branch.frames == [one]
    branch.drop(one)
    assert not branch.frames


# ---- whatever one does

@pytest.mark.parametrize("seed", range(6))
def test_every_state_that_was_shown_can_be_reached_again(seed):
    wanderer = Wanderer(seed, **SMALL)
    verbs = wanderer.wander(30)
    assert not wanderer.lost(), verbs
    assert not wanderer.gan.timeline.let_go
    assert all(twin.state_hash() == digest for twin, digest in wanderer.twins)


@pytest.mark.parametrize("seed", range(3))
def test_with_little_memory_it_can_be_reached_or_is_named(seed):
    wanderer = Wanderer(seed, budget=150_000, **SMALL)
    verbs = wanderer.wander(60)
    line = wanderer.gan.timeline
    assert line.let_go and len(wanderer.said) == len(line.let_go)
    assert not wanderer.lost(), verbs


def test_a_file_says_that_it_holds_the_present_branch_alone(tmp_path):
    gan, end, _ = left()
    said: list[str] = []
    gan.control.listeners.append(said.append)
    gan.save(tmp_path / "run.ganlab")
    assert said == ["run.ganlab holds the present branch; 1 other branch stays in this session only. "
                    "To keep one, save a fork of it: gan.fork(branch=number).save(…)."]
    assert not GAN.load(tmp_path / "run.ganlab").timeline.branches
    gan.fork(branch=1).save(tmp_path / "other.ganlab")
    assert len(said) == 1 and GAN.load(tmp_path / "other.ganlab").state_hash() == end
