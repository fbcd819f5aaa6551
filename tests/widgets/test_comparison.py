"""What a timeline shows, and where two GANs parted: against logs written by hand and against states."""

import itertools
import random
from dataclasses import dataclass

import pytest

from ganlab.gan import GAN
from ganlab.widgets.lab.comparison import Act, first_difference, parted, titles_of, unfolded
from ganlab.widgets.scene.timeline_bar import MOST_SIGNS, now_of, past_of, to_redo, to_undo


@dataclass(frozen=True)
class Line:
    moment: int
    verb: str
    details: dict


def ring(**options) -> GAN:
    return GAN("ring", width=4, depth=1, batch_size=8, **options)


def told(lines: list[Line], now: int) -> list:
    "A log act by act, one entry a moment or change, in the most simple-minded way."
    acts = []
    for line in lines:
        if "count" not in line.details:
            acts += [(line.verb, str(line.details))] if line.moment <= now else []
            continue
        body = [
            verb
            for part in line.verb.split(", ")
            for verb, _, times in [part.partition(" ×")]
            for _ in range(int(times or 1))
        ]
        acts += list(itertools.islice(itertools.cycle(body), len(body) * line.details["count"]))[
            : max(0, now - line.moment)
        ]
    return acts


def random_log(dice: random.Random) -> list[Line]:
    lines, moment = [], 0
    for _ in range(dice.randint(0, 5)):
        if dice.random() < 0.3:
            lines.append(Line(moment, "set", {"changes": {"ema": dice.choice([0.1, 0.2])}}))
            continue
        verb, width = dice.choice([("step", 1), ("step_d", 1), ("step_d, step_g", 2), ("step_d ×2, step_g", 3)])
        count = dice.randint(1, 4)
        lines.append(Line(moment, verb, {"count": count}))
        moment += width * count
    return lines


@pytest.mark.parametrize("seed", range(300))
def test_stories_part_where_they_do_act_by_act(seed):
    dice = random.Random(seed)
    a = random_log(dice)
    b = [*a[: dice.randint(0, len(a))]] if dice.random() < 0.6 else random_log(dice)
    def end(lines):
        return sum(1 for act in told(lines, 10**9) if isinstance(act, str))
    now_a, now_b = end(a), end(b)
    x, y = first_difference(a, b, now_a, now_b)
    acts_a, acts_b = told(a, now_a), told(b, now_b)
    same = next(
        (i for i, (one, other) in enumerate(zip(acts_a, acts_b)) if one != other), min(len(acts_a), len(acts_b))
    )
    rest = acts_a[same:], acts_b[same:]
    moment = sum(isinstance(act, str) for act in acts_a[:same])
    if all(rest):
        assert x and y and min(x.moment, y.moment) == moment
        assert (x.verb, y.verb) == tuple(act if isinstance(act, str) else act[0] for act, *_ in rest)
    else:  # one has gone on alone: they part where it did something that takes no time, and not before
        ahead = rest[0] or rest[1]
        change = next((i for i, act in enumerate(ahead) if not isinstance(act, str)), None)
        assert (x is None and y is None) == (change is None)
        if change is not None:
            assert (x or y).moment == moment + change


def test_a_loop_is_unfolded_from_the_middle():
    line = Line(5, "step_d ×2, step_g", {"count": 3})
    assert list(unfolded(line, 0)) == [
        Act(5, "step_d", 2),
        Act(7, "step_g", 1),
        Act(8, "step_d", 2),
        Act(10, "step_g", 1),
        Act(11, "step_d", 2),
        Act(13, "step_g", 1),
    ]
    assert list(unfolded(line, 7))[0] == Act(11, "step_d", 2)  # the turn in which that moment lies


def test_a_million_rounds_are_compared_as_quickly_as_ten():
    a = [Line(0, "step_d, step_g", {"count": 10**9}), Line(2 * 10**9, "set", {"changes": {"ema": 0.5}})]
    b = [Line(0, "step_d, step_g", {"count": 10**9 - 3})]
    assert first_difference(a, b, 2 * 10**9, 2 * 10**9 - 6) == (Act(2 * 10**9, "set", 0, "EMA 0.5"), None)


def test_the_first_moment_at_which_forks_differ_is_the_first_whose_states_differ():
    a = ring().fit(12, progress=False)
    b = a.fork()
    assert parted([a, b]) == (None, "A and B are the same GAN up to now.")
    b.fit(3, progress=False)
    assert parted([a, b]) == (None, "A and B are the same GAN; B is 3 moments ahead of A.")
    b.set(loss="hinge")
    a.fit(8, progress=False)
    b.fit(5, progress=False)
    moment, text = parted([a, b])
    assert moment == 15 and text == "A and B are the same GAN until moment 15; then B has hinge loss."
    hashes = [[gan.rewind(k).state_hash() for k in range(21)] for gan in (a, b)]
    assert (
        next(k for k in range(21) if hashes[0][k] != hashes[1][k]) == 16
    )  # 15 itself is as first passed, before the change


def test_what_lies_in_the_future_has_not_parted_them_yet():
    a = ring().fit(6, progress=False)
    b = a.fork()
    b.set(loss="hinge")
    b.undo()
    assert parted([a, b]) == (6, "A and B are the same GAN up to now. Their recorded futures part at moment 6.")
    b.redo()
    assert parted([a, b]) == (6, "A and B are the same GAN until moment 6; then B has hinge loss.")
    b.rewind(2)
    assert parted([a, b])[1] == ("A and B are the same GAN; A is 4 moments ahead of B. "
                                 "Their recorded futures part at moment 6.")
    b.step()  # that future is over
    assert parted([a, b]) == (None, "A and B are the same GAN; A is 3 moments ahead of B.")


def test_half_steps_and_beginnings_part_them_too():
    a = ring()
    b = a.fork()
    a.step_d()
    b.step_g()
    moment, text = parted([a, b])
    assert moment == 0 and "A took a step of D alone and B took a step of G alone" in text
    assert parted([ring(), ring(seed=1)]) == (0, "A and B are two GANs from the start.")
    assert parted([a]) == (None, "")
    c = a.fork()
    c.set(ema=0.5)
    assert parted([a, b, c])[1].count("are the same GAN until") == 2


def test_titles_say_what_differs_and_no_more():
    a, b = ring(), ring(seed=3, penalty="r1:1", lr=1e-4)
    assert titles_of([a, b])[1] == "seed 3, penalty R1 1, learning rate 1×10⁻⁴"
    assert titles_of([a, a.fork()]) == ["ring", "ring"]
    assert titles_of([ring(penalty=None), ring(penalty="gp")]) == ["no penalty", "penalty GP 10"]


def test_a_page_hears_of_changes_and_names_and_of_not_too_many_keyframes():
    gan = ring().fit(30, progress=False)
    gan.set(ema=0.5)
    gan.mark("here")
    gan.step_d()
    past = past_of(gan)
    assert past["events"] == [{"moment": 30, "text": "EMA 0.5"}] and past["marks"][0]["name"] == "here"
    assert past["keyframes"] == sorted(set(past["keyframes"])) and past["keyframes"][0] == 0
    assert now_of(gan) == {"moment": 31, "horizon": 31, "undo": True, "redo": False}
    many = ring()
    for k in range(MOST_SIGNS + 50):
        many.step()
        many.mark(f"m{k}")
    past = past_of(many)
    assert (
        len(past["keyframes"]) <= MOST_SIGNS
        and len(past["marks"]) == MOST_SIGNS
        and past["keyframes"][-1] == MOST_SIGNS + 50
    )


def test_undo_on_a_bench_goes_to_those_to_whom_something_was_done():
    a, b = ring(), ring()
    for gan in (a, b):
        gan.fit(4, progress=False)
        gan.step_d()
    b.set(ema=0.2)
    for expected in ([b], [a, b], [a, b]):
        chosen = to_undo([a, b])
        assert chosen == expected
        for gan in chosen:
            gan.undo()
    assert a.moment == b.moment == 0 and to_undo([a, b]) == []
    for expected in ([a, b], [a, b], [b]):
        chosen = to_redo([a, b])
        assert chosen == expected
        for gan in chosen:
            gan.redo()
    assert to_redo([a, b]) == [] and b.recipe.ema == 0.2
