"""Schedules, annealing, recipes and history: the small rooms."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab.games.recipes import LIVE, RECIPES, Recipe, get_recipe, vary
from ganlab.games.schedules import (
    MOST_STEPS,
    Alternate,
    Anneal,
    LoserTrains,
    Simultaneous,
    WarmUp,
    flat,
    get_schedule,
    one_batch_each,
    round_of,
)
from ganlab.losses import GP, R1, R2
from ganlab.timeline.history import History


class Game:
    rounds, steps = 0, (0, 0)

    def __init__(self, accuracy):
        self.accuracy, self.turns = accuracy, {"d": "d", "g": "g"}


def test_whose_turn():
    assert Alternate(2, 3)(Game(0)) == [*"ddggg"] and get_schedule("alternate")(Game(0)) == [*"dg"]
    assert [LoserTrains(0.6)(Game(a)) for a in (0.5, 0.6, 0.61, 1)] == [["d"], ["d"], ["g"], ["g"]]
    assert Simultaneous()(Game(0)) == [("d", "g")] == get_schedule("simultaneous")(Game(0))


def test_turns_of_any_game():
    game = Game(0.9)
    game.turns = {"g": "g", "d_a": "d", "d_b": "d"}
    assert Alternate(2, 1)(game) == ["g", "d_a", "d_a", "d_b", "d_b"] and LoserTrains()(game) == ["g"]
    assert round_of("ggd", "dg") == ("g", "g", "d") and round_of("d_a", list(game.turns)) == ("d_a",)
    assert round_of([("d_a", "d_b"), "g"], list(game.turns)) == (("d_a", "d_b"), "g")


def test_generators_warm_up_alone_for_as_many_steps_as_were_asked():
    game = Game(0)
    game.turns = {"d_a": "d", "g_a": "g", "d_b": "d", "g_b": "g"}
    for steps, expected in (((0, 0, 0, 0), ["g_a", "g_b"]), ((0, 3, 0, 2), ["g_a", "g_b"]),
                            ((9, 3, 9, 3), [*game.turns]), ((0, 4, 0, 3), [*game.turns])):  # the slower one counts
        game.steps = steps
        assert WarmUp(3)(game) == expected
    game.turns, game.steps = {"d": "d"}, (0,)  # nobody to warm up
    assert WarmUp(3)(game) == ["d"] and WarmUp() == WarmUp(300) and WarmUp(0)(Game(0)) == ["d", "g"]
    for steps in (-1, True, 2.0, "3"):
        with pytest.raises(ValueError, match=r"^WarmUp\(steps=…\) must be an int ≥ 0, got "):
            WarmUp(steps)


class Turn:
    def __init__(self, ends_batch: bool):
        self.ends_batch = ends_batch


def test_a_batch_lasts_until_a_turn_comes_again_or_ends_it():
    free = {"d": Turn(False), "g": Turn(False), "e": Turn(False)}
    assert one_batch_each((), free) == []
    assert one_batch_each(("d", "g"), free) == [("d", "g")]
    assert one_batch_each(("d", "d", "g", "d"), free) == [("d",), ("d", "g"), ("d",)]
    assert one_batch_each((("d", "g"), "e", "g"), free) == [(("d", "g"), "e"), ("g",)]
    assert one_batch_each(("e", ("e", "g")), free) == [("e",), (("e", "g"),)]
    ends = {"d": Turn(True), "g": Turn(False)}
    assert one_batch_each(("d", "g"), ends) == [("d",), ("g",)]
    assert one_batch_each(("g", "d", "g", "d"), ends) == [("g", "d"), ("g", "d")]
    assert one_batch_each((("d", "g"), "g"), ends) == [(("d", "g"),), ("g",)]
    long = {"d_a": Turn(False), "d_b": Turn(False)}  # names that share letters are two
    assert one_batch_each(("d_a", "d_b"), long) == [("d_a", "d_b")]


def test_a_round_that_is_none_is_refused_in_words():
    for answer in ("", [], [("g", "g")], [()], ["x"], "dx", 3, None, {"d"}):
        with pytest.raises(ValueError) as caught:
            round_of(answer, ["d", "g"])
        said = f"a schedule must answer with turns of 'd', 'g', such as 'dg'; it answered {answer!r}"
        assert str(caught.value) == said
    with pytest.raises(ValueError, match=r"turns of 'd_a', 'g', such as \['d_a', 'g'\]; it"):
        round_of("x", ["d_a", "g"])
    assert round_of([("g",)], "dg") == round_of([["g"]], "dg") == (("g",),)
    assert flat((("d", "g"), "g")) == ["d", "g", "g"]
    with pytest.raises(ValueError, match=r"^schedule must be one of alternate, simultaneous, loser, or a function"):
        get_schedule("x")
    assert get_schedule("loser") == LoserTrains(0.5)


def test_the_ends_of_what_schedules_take():
    assert Alternate(MOST_STEPS, 0)(Game(0)) == ["d"] * MOST_STEPS and Alternate(0, 1)(Game(0)) == ["g"]
    for name in "dg":
        with pytest.raises(ValueError, match=rf"^Alternate\({name}=…\) must be an int from 0 to 10000, got 10001"):
            Alternate(**{name: MOST_STEPS + 1})
    with pytest.raises(ValueError, match=r"^Alternate\(d=0, g=0\) would never train any player$"):
        Alternate(0, 0)
    for bar in (0.4999, 1, 1.5, math.nan):
        with pytest.raises(ValueError, match=r"^LoserTrains\(bar=…\)"):
            LoserTrains(bar)
    with pytest.raises(ValueError, match=r"^Anneal\(horizon=…\)"):
        Anneal(0)
    for name in ("lr", "penalty", "noise"):
        with pytest.raises(ValueError, match=rf"^Anneal\({name}=…\) must be a finite"):
            Anneal(**{name: math.inf})
    assert Anneal(beta2=0).beta2 == 0 and Anneal(beta2=None).beta2 is None


@pytest.mark.parametrize("modes, horizon", [(None, 4000), (0, 4000), (10, 4000), (11, 4400), (25, 10_000)])
def test_an_annealing_reaches_400_steps_for_each_mode_and_4000_at_least(modes, horizon):
    assert Anneal(lr=0.3).reaching(modes) == Anneal(horizon, lr=0.3)
    assert Anneal(7).reaching(modes) == Anneal(7)  # what was given stays


@pytest.mark.parametrize(
    "call, word",
    [
        (lambda: Alternate(-1), "Alternate"),
        (lambda: Alternate(0, 0), "Alternate"),
        (lambda: Alternate(1.5), "Alternate"),
        (lambda: LoserTrains(0.2), "LoserTrains"),
        (lambda: get_schedule("turns"), "turns"),
        (lambda: get_schedule(Alternate), "schedule"),
        (lambda: round_of("dx", "dg"), "dx"),
        (lambda: round_of("", "dg"), "schedule"),
        (lambda: round_of(3, "dg"), "schedule"),
        (lambda: round_of([("d", "d")], "dg"), "schedule"),
        (lambda: round_of([()], "dg"), "schedule"),
        (lambda: round_of(["e"], ["d_a", "g"]), r"\['d_a', 'g'\]"),
        (lambda: Anneal(0), "horizon"),
        (lambda: Anneal(lr=-1), "lr"),
        (lambda: Anneal(beta2=1.0), "beta2"),
        (lambda: Anneal(penalty=math.nan), "penalty"),
        (lambda: History(2), "capacity"),
    ],
)
def test_bad_arguments_are_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


@given(horizon=st.integers(1, 10**6), last=st.floats(0, 2), step=st.integers(0, 2 * 10**6))
def test_annealing_is_half_a_cosine(horizon, last, step):
    t = min(step / horizon, 1)
    expected = last + (1 - last) * (1 + math.cos(math.pi * t)) / 2
    assert Anneal(horizon, lr=last).factor("lr", step) == pytest.approx(expected, abs=1e-12)


@given(capacity=st.integers(4, 300), n=st.integers(0, 3000))
@settings(max_examples=60, deadline=None)
def test_history_is_bounded_ordered_true_and_exact_near_the_present(capacity, n):
    history = History(capacity)
    for step in range(n):
        history.record(step, a=3.0 * step)
    if not n:
        assert len(history) == 0 and math.isnan(history.last("a"))
        return
    steps, values = history.steps("a"), history["a"]
    assert len(values) == len(steps) <= capacity and (n > capacity or len(values) == n)
    assert (np.diff(steps) > 0).all() and np.array_equal(values, np.float32(3.0) * steps)
    exact = min(n, capacity // 2)
    assert list(steps[-exact:]) == list(range(n - exact, n)) and steps[0] == 0 and history.last("a") == values[-1]


def test_history_copies_and_names():
    history = History()
    history.record(1, a=1.0)
    history["a"][0] = 99
    assert history["a"][0] == 1 and list(history) == ["a"]
    with pytest.raises(KeyError, match="'b'.*there is a"):
        history["b"]


def test_recipes_print_as_code():
    for named in RECIPES.values():
        for recipe in named.values():
            assert (
                eval(
                    repr(recipe),
                    {"Recipe": Recipe, "R1": R1, "R2": R2, "GP": GP, "Anneal": Anneal, "Alternate": Alternate},
                )
                == recipe
            )


def test_a_name_or_a_recipe_with_changes():
    assert get_recipe("wgan-gp").schedule == Alternate(5, 1) and get_recipe("wgan-gp", "image").penalty == (GP(10.0),)
    assert get_recipe("default", "image").penalty == (R1(1.0),)
    assert get_recipe("default", "points") is get_recipe("default")
    assert get_recipe(mine := Recipe(lr=1e-4)) is mine and mine.lr == (1e-4, 1e-4)
    assert vary(mine, loss="hinge") == Recipe(lr=1e-4, loss="hinge") and LIVE < set(vars(mine))


def test_founding_recipes_are_what_the_founding_texts_say():
    said = {"mlp-784": (128, 2e-4, 0.5), "mlp-small": (128, 1e-3, 0.9), "dcgan-28": (32, 2e-4, 0.5)}
    for name, (batch_size, lr, beta1) in said.items():
        recipe = get_recipe(name, "image")
        assert (recipe.arch, recipe.loss, recipe.penalty, recipe.latent) == (name, "nonsaturating", (), 100)
        assert (recipe.batch_size, recipe.lr, recipe.betas) == (batch_size, (lr, lr), (beta1, 0.999))
        with pytest.raises(ValueError, match=f"'{name}' is for image data, got points"):
            get_recipe(name, "points")


def test_a_founding_architecture_takes_no_choices_along():
    start = get_recipe("default", "image")
    assert start.batch_norm and start.width
    fixed = vary(start, arch="mlp-784")
    assert (fixed.width, fixed.batch_norm, fixed.ema) == (None, False, start.ema)
    assert vary(start, arch="mlp").batch_norm and vary(start, arch="mlp-784", dropout=0.1).dropout == 0.1


@pytest.mark.parametrize(
    "changes, word",
    [
        ({"loss": "x"}, "loss"),
        ({"penalty": "x"}, "penalty"),
        ({"pack": 0}, "pack"),
        ({"pack": 3}, "batch_size"),
        ({"latent": 0}, "latent"),
        ({"latent": 2.0}, "latent"),
        ({"batch_size": 1}, "batch_size"),
        ({"batch_size": True}, "batch_size"),
        ({"optimizer": "lion"}, "optimizer"),
        ({"lr": -1}, "lr"),
        ({"lr": (1, 2, 3)}, "lr"),
        ({"lr": "fast"}, "lr"),
        ({"lr": math.nan}, "lr"),
        ({"betas": (0.5, 1.0)}, "betas"),
        ({"betas": 0.5}, "betas"),
        ({"ema": 1.0}, "ema"),
        ({"schedule": "x"}, "schedule"),
        ({"instance_noise": -1}, "instance_noise"),
        ({"label_smoothing": 1}, "label_smoothing"),
        ({"label_smoothing": 0.1, "loss": "wgan"}, "label_smoothing"),
        ({"samples": 1}, "samples"),
        ({"arch": "vit"}, "arch"),
        ({"dropout": 1.0}, "dropout"),
        ({"precision": "fp8"}, "precision"),
        ({"noise": "cauchy"}, "noise"),
        ({"compile": "yes"}, "compile"),
    ],
)
def test_bad_fields_are_named(changes, word):
    with pytest.raises(ValueError, match=word):
        Recipe(**changes)


def test_unknown_names_offer_the_nearest():
    with pytest.raises(TypeError, match="did you mean 'penalty'"):
        vary(Recipe(), penalti="r1")
    with pytest.raises(TypeError, match="anneal"):
        Recipe(anneal=3)
    with pytest.raises(ValueError, match="defualt"):
        get_recipe("defualt")
