"""The log against a plain list, the timeline's promises about memory, and a history that goes back."""

import copy
import gc

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab.timeline import Branch, Keyframe, Timeline, least_missed, size_of, with_tensors
from ganlab.timeline.history import History
from ganlab.timeline.log import Log, acts, cut

# ---- the log

MOVES = {"step": (1, 1), "step_d": (1, 0), "step_g": (0, 1), "set": (0, 0)}
words = st.lists(st.tuples(st.lists(st.sampled_from([*MOVES]), min_size=1, max_size=5), st.integers(1, 12)), max_size=8)


def told(verbs: list[str]) -> tuple[Log, list[tuple[int, int]], list[tuple[int, int]]]:
    "A log of these acts, the position before and after each, and the counters there."
    log, steps, positions, counters = Log(), (0, 0), [(0, 0)], [(0, 0)]
    for n, verb in enumerate(verbs):
        if verb == "set":
            log.note(verb, steps, {"n": n})
        else:
            log.step(verb, steps)
        steps = tuple(a + b for a, b in zip(steps, MOVES[verb]))
        positions.append(log.end)
        counters.append(steps)
    return log, positions, counters


@settings(max_examples=150, deadline=None)
@given(words, st.data())
def test_a_log_says_what_a_list_would_say(story, draws):
    verbs = [verb for body, times in story for _ in range(times) for verb in body]
    log, positions, counters = told(verbs)
    i, j = sorted(draws.draw(st.tuples(st.integers(0, len(verbs)), st.integers(0, len(verbs)))))
    said = list(acts(log, positions[i], positions[j]))
    assert [verb for verb, _ in said] == verbs[i:j]
    assert [details["n"] for _, details in said if details] == [n for n in range(i, j) if verbs[n] == "set"]
    for run in log.runs:  # every line knows where it began, and so does every act in a loop
        for part in run.parts():
            assert part.steps == counters[positions.index(part.start)]
    cut(log, positions[i])
    assert log.end == positions[i] and [verb for verb, _ in acts(log, (0, 0), log.end)] == verbs[:i]
    for verb in verbs[i:]:  # and goes on from there as if it had never been longer
        log.step(verb, counters[i]) if verb != "set" else log.note(verb, counters[i], {"n": 0})
    assert [verb for verb, _ in acts(log, (0, 0), log.end)] == verbs


@pytest.mark.parametrize(
    "body", [["step"], ["step_d", "step_g"], ["step_d"] * 5 + ["step_g"], ["step", "step_d", "step_d", "step"]]
)
def test_a_log_of_a_long_loop_is_short(body):
    log, *_ = told(body * 20_000)
    assert len(log.runs) <= 12 and log.moment == 20_000 * len(body)
    assert (
        sum(1 for _ in acts(log, (77, 0), (50_000 if len(body) > 2 else 10_000, 0)))
        == (50_000 if len(body) > 2 else 10_000) - 77
    )


def test_a_loop_is_no_loop_where_the_counters_move_otherwise():
    "With a schedule that decides by the game, rounds of one verb are not alike; then nothing may be pulled together."
    log, at = Log(), (0, 0)
    for n in range(40):
        log.step("step", at)
        at = (at[0] + n * n % 7 % 3 + n // 9, at[1] + 1)
        log.step("step_d", at)
        at = (at[0] + 1, at[1])
    assert [part.steps for run in log.runs for part in run.parts()][-1] == log.runs[-1].steps
    assert len(log.runs) > 10


# ---- keyframes

def line_of(moments: int, every: float = 0.01, budget: int = 100_000, numbers: int = 25) -> Timeline:
    line = Timeline(budget)
    line.start({"x": torch.zeros(numbers)}, (0, 0))
    for n in range(1, moments + 1):
        line.record("step", (n - 1, n - 1))
        if line.spent(every):
            line.keep({"x": torch.full((numbers,), float(n))}, (n, n), {})
    return line


def test_memory_stays_within_the_budget_and_the_past_within_reach():
    "100 keyframes for 100 s of training: no moment is further than a few seconds from the one before it."
    line = line_of(10_000, budget=100 * 100)
    assert line.nbytes <= 100 * 100 and line.nbytes == sum(size_of(frame.state) for frame in line.branch.frames)
    gaps = np.diff([*line.keyframes, 10_000])
    assert 20 < len(line.keyframes) <= 100 and gaps.max() <= 300 and 2 * gaps[-5:].mean() < gaps[:50].mean()
    for moment in (0, 1, 4321, 9999, 10_000):
        frame = line.branch.nearest((moment, 0))
        assert frame.position[0] <= moment and frame.state["x"].eq(frame.position[0]).all()


def test_a_smaller_budget_is_obeyed_at_once_and_what_is_sacred_stays():
    line = line_of(2000)
    line.branch.marks["dear"] = line.branch.frames[7].position
    dear = line.keyframes[7]
    line.keep({"x": torch.zeros(25)}, (2000, 2000), {})
    line.budget = 300
    assert line.nbytes <= 300 and line.keyframes == [0, dear, 2000]
    line.budget = 0
    assert line.keyframes == [0, 2000]
    with pytest.raises(ValueError, match="budget"):
        line.budget = -1


def test_a_keyframe_costs_at_most_its_share():
    "When a copy takes 10 ms, there is one every 80 · 10 ms of training; when it takes nothing, one every 100 ms."
    for cost, expected in ((0.01, 0.8), (0.0, 0.1)):
        line, kept = Timeline(), 0
        line.start({}, (0, 0))
        for n in range(10_000):
            line.record("step", (n, n))
            if line.spent(0.001):
                line.keep({}, (n + 1, n + 1), {})
                line.keyframe_clock.paid(cost)
                kept += 1
        assert kept == pytest.approx(10 / expected, rel=0.1)


def test_what_does_not_fit_goes_to_disk_and_comes_back(tmp_path):
    line = Timeline(budget=1000)
    line.spill(tmp_path, budget=5000)
    line.start({"x": torch.zeros(25), "n": 0}, (0, 0))
    for n in range(1, 400):
        line.record("step", (n - 1, n - 1))
        if line.spent(0.1):
            line.keep({"x": torch.full((25,), float(n)), "n": n}, (n, n), {})
    assert line.nbytes <= 1000 and 2000 < line.disk_nbytes <= 5000
    for frame in line.branch.frames:
        assert frame.state["n"] == frame.position[0] and frame.state["x"].eq(frame.position[0]).all()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == sum(frame.on_disk for frame in line.branch.frames)
    twin = copy.deepcopy(line)
    del line, frame
    gc.collect()
    assert all(frame.state["n"] == frame.position[0] for frame in twin.branch.frames[1:])
    del twin
    gc.collect()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    with pytest.raises(ValueError, match="folder"):
        Timeline().spill(tmp_path / "nowhere")


def test_least_missed_by_hand():
    "Four keyframes at 0, 1, 2, 10 s, seen from 10 s: without the second, 2 s are left; without the third, 9."
    frames = [Keyframe((n, 0), None, (n, n), clock=clock) for n, clock in enumerate((0.0, 1.0, 2.0, 10.0))]
    assert least_missed(frames, 10.0, set(), set()) == 1
    assert least_missed(frames, 10.0, {(1, 0)}, set()) == 2 and least_missed(frames, 10.0, {(1, 0)}, {(2, 0)}) == 1
    assert least_missed(frames, 10.0, set(), {(1, 0), (2, 0)}) is None
    assert least_missed(frames[:2], 0.0, set(), set()) is None


def test_the_past_is_kept_and_the_future_until_something_is_done():
    line = line_of(300)
    line.branch.marks |= {"early": (10, 0), "late": (250, 0)}
    frame = line.branch.nearest((100, 0))
    line.stand(frame)
    assert line.horizon == 300 and line.keyframes[-1] > 100
    line.record("set", (100, 100), {"lr": 1})
    assert line.end == (frame.position[0], 1) and line.keyframes[-1] == frame.position[0]
    assert line.marks == {"early": 10}


def test_stops_are_bounded():
    branch = Branch()
    for n in range(25_000):
        branch.here = (n, 0)
        branch.stop()
        branch.stop()
    assert len(branch.stops) == branch.most_stops and branch.stops[-1] == (24_999, 0)


def test_nests_are_changed_without_being_touched():
    state = {"a": [torch.ones(2), (torch.zeros(3), "x")], "k": Keyframe((0, 0), None, (0, 0))}
    twice = with_tensors(state, lambda tensor: tensor + 1)
    assert twice["a"][0].tolist() == [2, 2] and twice["a"][1][1] == "x" and state["a"][0].tolist() == [1, 1]
    assert twice["k"] is state["k"]


# ---- the history

@settings(max_examples=60, deadline=None)
@given(st.integers(4, 40), st.integers(1, 300), st.data())
def test_a_history_goes_back_to_what_it_was(capacity, length, draws):
    "Exactly, as long as nothing was thinned; and always with its newest value, and nothing from later."
    moment = draws.draw(st.integers(1, length))
    history = History(capacity)
    for step in range(1, length + 1):
        history.record(step, loss=step**0.5)
        if step == moment:
            tail, then = history.tail(), copy.deepcopy(history)
    back = history.until(tail)
    assert back.last("loss") == then.last("loss") and back.steps("loss")[-1] == moment
    assert len(back["loss"]) <= capacity and np.allclose(back["loss"], back.steps("loss") ** 0.5)
    assert (np.diff(back.steps("loss")) > 0).all()
    if length <= capacity:
        assert back["loss"].tolist() == then["loss"].tolist()
    assert history.before({"loss": moment}).steps("loss").tolist() == [s for s in history.steps("loss") if s <= moment]
    for step in range(moment + 1, length + 1):  # it goes on like the other one
        back.record(step, loss=step**0.5)
    assert back.parting(history, tail) is None


def test_histories_part_where_a_number_differs():
    one, two = History(), History()
    for step in range(100):
        one.record(step, a=step, b=1.0)
        two.record(step, a=step + (step >= 60), b=1.0 + (step == 70))
    assert one.parting(two, {}) == ("a", 60) and one.parting(two, {"a": (65, 0.0), "b": (65, 0.0)}) == ("a", 66)
    assert one.parting(two, {"a": (99, 0.0), "b": (70, 0.0)}) is None and History().parting(one, {}) is None


def test_many_values_stay_within_bounds():
    history = History(capacity=1 << 10)
    for step in range(20_000):
        history.record(step, loss=0.0)
    assert len(history["loss"]) <= 1 << 10 and history.steps("loss")[-1] == 19_999
    assert sum(array.nbytes for array in (history._series["loss"]._steps, history._series["loss"]._values)) <= 12 << 10
