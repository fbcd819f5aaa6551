"""Going back and forth, undo and redo, forks, scripts and files: against GANs that were only ever trained forwards."""

import copy
import gc
import json
import random
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from torch import nn

from ganlab import GAN, data
from ganlab.backend.randomness import stream
from ganlab.files import archive
from ganlab.files.archive import ArchiveError
from ganlab.games.recipes import RECIPES
from ganlab.games.schedules import Alternate
from ganlab.losses import R1, Loss, Penalty
from ganlab.timeline.replay import Irreproducible
from ganlab.training.engine import Diverged
from ganlab.training.trainer import Trainer

SMALL = dict(width=4, depth=1, batch_size=8)


def seeded(make):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return make()


def mlp(n_in, n_out, *extra):
    return nn.Sequential(nn.Linear(n_in, 4), nn.Tanh(), *extra, nn.Linear(4, n_out))


PICTURES = torch.randint(0, 255, (20, 1, 8, 8), generator=stream(0, "pictures"), dtype=torch.uint8)
LINE = torch.linspace(-2, 5, 50)[:, None]
GANS = {
    "plain": lambda: GAN("ring", **SMALL),
    "dropout": lambda: GAN("moons", dropout=0.3, ema=0.9, instance_noise=0.1, **SMALL),
    "norms": lambda: GAN(
        "moons",
        generator=seeded(lambda: mlp(2, 2, nn.BatchNorm1d(4), nn.Dropout(0.3))),
        penalty="gp",
        discriminator=seeded(lambda: mlp(2, 1, nn.Dropout(0.3), nn.BatchNorm1d(4))),
        batch_size=8,
    ),
    "spectral": lambda: GAN("line", spectral_norm=True, loss="hinge", penalty=None, optimizer="rmsprop", **SMALL),
    "packed": lambda: GAN("grid", recipe="pacgan", **SMALL),
    "loser": lambda: GAN(
        "two_gaussians", schedule="loser", loss="nonsaturating", label_smoothing=0.1, dropout=0.1, **SMALL
    ),
    "one dimension": lambda: GAN(LINE, optimizer="sgd", penalty="clip", loss="wgan", schedule=Alternate(2, 1), **SMALL),
    "pictures": lambda: GAN(PICTURES, labels=np.arange(20) % 3, arch="mlp", batch_norm=True, **SMALL),
}
CHANGES = (
    {"lr": 1e-4},
    {"loss": "hinge", "label_smoothing": 0.0},
    {"ema": 0.8},
    {"ema": 0.0},
    {"optimizer": "sgd"},
    {"optimizer": "adam", "penalty": "r1:0.1"},
    {"batch_size": 12},
    {"schedule": "alternate"},
    {"instance_noise": 0.2},
)
REACHED: dict = {}  # (name, acts) -> what a GAN that was only ever trained forwards says there


def forwards(name: str, acts: tuple) -> tuple[str, list, list]:  # hash, losses of D, losses of G
    "What these acts lead to."
    if (name, acts) not in REACHED:
        gan = GANS[name]()
        for act in acts:
            gan.set(**CHANGES[act]) if isinstance(act, int) else getattr(gan, act)()
        REACHED[name, acts] = gan.state_hash(), *(gan.history.get(f"{who}_loss", np.zeros(0)).tolist() for who in "dg")
    return REACHED[name, acts]


class Line:
    "One branch of a story: a list of acts, where we are in it, and the branch before it."

    def __init__(self, acts=(), stops=(0,), before=None):
        self.acts, self.stops, self.before = list(acts), set(stops), before  # before: None, or (line, where in it)
        self.here, self.since, self.number, self.again = len(self.acts), len(self.acts), None, {}

    def undone_to(self):  # (line, where in it), or None
        earlier = [stop for stop in self.stops if stop < self.here]
        if self.before and self.here > self.since and (not earlier or max(earlier) <= self.since):
            return self.before
        return (self, max(earlier)) if earlier else None

    def redone_to(self):
        if self.here in self.again:
            return self.again[self.here]
        later = [stop for stop in self.stops if stop > self.here]
        return (self, min(later, default=len(self.acts))) if self.here < len(self.acts) else None


class Story:
    "What a GAN should be, told as branches of acts, beside the GAN that it is told of."

    def __init__(self, name: str, folder: Path):
        self.name, self.folder, self.gan = name, folder, GANS[name]()
        self.line, self.left = Line(), []

    def check(self) -> None:
        "The GAN is where the story is, and keeps what was left."
        line, gan = self.line, self.gan
        done = tuple(line.acts[: line.here])

        def moments(acts):
            return sum(not isinstance(act, int) for act in acts)
        assert (gan.moment, gan.horizon) == (moments(done), moments(line.acts))
        found = gan.state_hash(), *(gan.history.get(f"{who}_loss", np.zeros(0)).tolist() for who in "dg")
        assert found == forwards(self.name, done)
        assert sum(event.get("count", 0) for event in gan.events) == gan.moment
        assert gan.can_undo == (line.undone_to() is not None) and gan.can_redo == (line.redone_to() is not None)
        line.number = gan.timeline.branch.number
        kept = {one.number: one.horizon for one in gan.timeline.branches}
        assert kept == {one.number: moments(one.acts) for one in self.left}

    def go(self, there) -> None:
        "Be at a place of a line."
        line, here = there
        if line is not self.line:
            self.left = [one for one in (*self.left, self.line) if one is not line]
        self.line, line.here = line, here

    def did(self, *acts) -> None:
        line = self.line
        line.stops.add(line.here)
        line.again.pop(line.here, None)
        if line.here < len(line.acts):
            self.left.append(line)
            stops = {stop for stop in line.stops if stop <= line.here}
            self.line = line = Line(line.acts[: line.here], stops, (line, line.here))
        line.acts += acts
        line.here = len(line.acts)
        line.stops.add(line.here)

    def position(self, moment: int) -> int:  # the first one at that moment
        counts = np.cumsum([0, *(not isinstance(act, int) for act in self.line.acts)])
        return int(np.flatnonzero(counts == moment)[0])

    def step(self, n: int) -> None:
        verb = ("step", "step", "step_d", "step_g")[n % 4]
        getattr(self.gan, verb)()
        self.did(verb)

    def fit(self, n: int) -> None:
        self.gan.fit(1 + n % 4, progress=False)
        self.did(*["step"] * (1 + n % 4))

    def set(self, n: int) -> None:
        try:
            self.gan.set(**CHANGES[n % len(CHANGES)])
        except ValueError:  # such as a batch that cannot be packed
            return
        self.did(n % len(CHANGES))

    def rewind(self, n: int) -> None:
        moment = n % (self.gan.horizon + 1)
        self.gan.rewind(moment)
        self.line.here = self.position(moment)

    def visit(self, n: int) -> None:
        if self.left:
            line = self.left[n % len(self.left)]
            self.gan.rewind(branch=line.number)
            self.go((line, len(line.acts)))

    def undo(self, n: int) -> None:
        left, here, there = self.line, self.line.here, self.line.undone_to()
        if there is None:
            with pytest.raises(ValueError, match="undo"):
                self.gan.undo()
            return
        self.gan.undo()
        self.go(there)
        if there[0] is not left:
            self.line.again[self.line.here] = left, here

    def redo(self, n: int) -> None:
        there = self.line.redone_to()
        if there is None:
            with pytest.raises(ValueError, match="redo"):
                self.gan.redo()
            return
        self.gan.redo()
        self.go(there)

    def fork(self, n: int) -> None:
        if n % 2:
            self.rewind(n)
        twin, parent = self.gan.fork(), self.gan
        before = parent.state_hash(), parent.horizon
        twin.fit(2, progress=False)
        assert before == (parent.state_hash(), parent.horizon)
        self.gan = twin
        line = self.line
        self.line, self.left = Line(line.acts[: line.here], {stop for stop in line.stops if stop <= line.here}), []
        self.did("step", "step")

    def file(self, n: int) -> None:
        self.gan.save(
            self.folder / "story.ganlab", include_data=bool(n % 2), keyframes=n % 4
        ) if self.name != "norms" else None
        path, own = self.folder / "story.ganlab", {}
        if self.name == "norms":
            self.gan.save(path)
            own = {
                "generator": mlp(2, 2, nn.BatchNorm1d(4), nn.Dropout(0.3)),
                "discriminator": mlp(2, 1, nn.Dropout(0.3), nn.BatchNorm1d(4)),
            }
        if self.name in ("one dimension", "pictures") and not n % 2:
            own = {"data": LINE} if self.name == "one dimension" else {"data": PICTURES, "labels": np.arange(20) % 3}
        self.gan = GAN.load(path, **own)
        self.line.before, self.line.again, self.left = None, {}, []  # a file holds the present branch

    def play(self, n: int) -> None:
        trainer, before = Trainer.of(self.gan), self.gan.rounds
        trainer.play().result(20)
        end = time.monotonic() + 20
        while self.gan.rounds < before + 2 and time.monotonic() < end:
            time.sleep(0.001)
        trainer.pause().result(20)
        trainer.close()
        self.did(*["step"] * (self.gan.rounds - before))


@pytest.mark.parametrize("name", GANS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate])
@given(draws=st.data())
def test_whatever_one_does_every_moment_is_what_it_was(tmp_path_factory, name, draws):
    story = Story(name, tmp_path_factory.mktemp("story"))
    clock = story.gan.timeline.keyframe_clock
    clock.price, clock.least = 0, draws.draw(st.sampled_from((0.0, 0.004, 1.0)))
    verbs = ("step", "step", "fit", "set", "rewind", "rewind", "undo", "redo", "visit", "fork", "file", "play")
    for verb in draws.draw(st.lists(st.sampled_from(verbs), min_size=4, max_size=14)):
        getattr(story, verb)(draws.draw(st.integers(0, 40)))
        story.check()


@pytest.mark.parametrize(
    "recipe, kind",
    [(name, kind) for name in RECIPES for kind in (("ring", "digits") if "points" in RECIPES[name] else ("fashion",))],
)  # some are for 28 x 28 pixels, with networks of their own
def test_every_recipe_goes_back_to_the_bit(recipe, kind):
    gan = GAN(kind, recipe=recipe, batch_size=8, **({} if kind == "fashion" else {"width": 4}))
    hashes = [gan.state_hash()]
    for n in range(6 if kind == "ring" else 2):
        gan.step()
        hashes.append(gan.state_hash())
    for moment in random.Random(0).choices(range(len(hashes)), k=5 if kind == "ring" else 3):
        assert gan.rewind(moment).state_hash() == hashes[moment] and gan.moment == moment
    there: dict = {}
    exec(gan.rewind(gan.horizon).script(), there)
    assert there["gan"].state_hash() == hashes[-1]


# ---- where to

def test_a_set_lies_between_two_positions_of_one_moment():
    gan = GAN("ring", **SMALL).fit(3, progress=False)
    before = gan.state_hash()
    after = gan.set(loss="hinge").set(lr=1e-4).state_hash()
    gan.fit(2, progress=False)
    assert gan.rewind(3).state_hash() == before and gan.redo().recipe.loss == "hinge" and gan.recipe.lr != (1e-4, 1e-4)
    assert gan.redo().state_hash() == after and gan.moment == 3 and gan.redo().moment == 5
    assert gan.undo().state_hash() == after and gan.undo().undo().state_hash() == before and gan.undo().moment == 0


def test_step_counters_and_names_lead_there_too():
    gan = GAN("ring", schedule=Alternate(3, 2), **SMALL).fit(4, progress=False)
    gan.step_d(), gan.fit(2, progress=False)
    gan.set(loss="hinge").mark("changed").fit(2, progress=False).mark("early", 2)
    assert gan.rewind((12, 8)).moment == 4 and gan.rewind((13, 8)).moment == 5 and gan.rewind((19, 12)).moment == 7
    assert gan.rewind("changed").recipe.loss == "hinge" and gan.moment == 7
    assert gan.rewind("early").moment == 2 and gan.timeline.marks == {"changed": 7, "early": 2}
    here = gan.state_hash()
    for bad, word in (
        (-1, "0 to 9"),
        (10, "0 to 9"),
        (1.0, "to must"),
        (True, "to must"),
        ("no", "changed, early"),
        ((1, 1), "never stood"),
        ((999, 999), "never stood"),
        ((1, 2, 3), "D's, G's"),
        ((-1, 0), "D's, G's"),
    ):
        with pytest.raises(ValueError, match=word):
            gan.rewind(bad)
        assert gan.state_hash() == here and gan.moment == 2 and gan.horizon == 9
    with pytest.raises(TypeError, match="name"):
        gan.mark(3)


def test_the_future_is_there_until_something_is_done():
    gan = GAN("ring", **SMALL).fit(10, progress=False)
    end = gan.state_hash()
    gan.rewind(4)
    assert gan.horizon == 10 and gan.can_redo and len(gan.history["d_loss"]) == 4 and gan.events[-1]["count"] == 4
    assert len(gan.timeline.events) == 1 and gan.timeline.events[0].details == {"count": 10}
    gan.sample(3), gan.preview("d"), gan.score(torch.zeros(2, 2)), gan.script()
    assert gan.rewind(10).state_hash() == end and len(gan.history["d_loss"]) == 10
    gan.rewind(4).step_d()
    assert gan.horizon == 5 and not gan.can_redo and gan.timeline.keyframes[-1] <= 5


def test_reset_is_an_act_that_can_be_undone():
    gan = GAN("ring", **SMALL).fit(5, progress=False)
    start = GAN("ring", **SMALL).state_hash()
    gan.set(loss="hinge").fit(5, progress=False)
    end, losses = gan.state_hash(), gan.history["d_loss"].tolist()
    gan.reset()
    assert gan.moment == gan.horizon == 0 and gan.steps == (0, 0) and gan.recipe.loss == "hinge"
    assert len(gan.history) == 0
    fresh = gan.state_hash()
    gan.fit(3, progress=False)
    gan.undo().undo()
    assert gan.state_hash() == end and gan.moment == 10 and gan.history["d_loss"].tolist() == losses
    assert gan.rewind(5).recipe.loss != "hinge" and gan.rewind(10).state_hash() == end
    assert gan.redo().state_hash() == fresh and gan.redo().moment == 3
    assert gan.undo().undo().state_hash() == end and gan.undo().moment == 5
    gan.step()
    assert not gan.can_redo and gan.rewind(0).state_hash() == start


def test_restore_begins_another_story():
    gan = GAN("ring", **SMALL).fit(4, progress=False)
    state, early = gan.state(), gan.state_hash()
    gan.fit(4, progress=False)
    late = gan.state_hash()
    gan.restore(state)
    assert (gan.moment, gan.horizon, gan.steps) == (0, 0, (4, 4)) and len(gan.history["d_loss"]) == 4
    gan.fit(3, progress=False)
    assert gan.rewind(0).state_hash() == early and gan.undo().state_hash() == late and gan.moment == 8
    there = {"state": state}
    exec(gan.redo().script(), there)
    assert there["gan"].state_hash() == gan.state_hash() == early


def test_a_stretch_of_play_is_one_act_and_a_change_in_it_another():
    gan = GAN("ring", **SMALL)
    trainer = Trainer.of(gan)

    def play(more):
        goal = gan.rounds + more
        while gan.rounds < goal:
            time.sleep(0.001)

    trainer.play().result(10)
    play(3)
    gan.set(lr=1e-4)
    play(3)
    trainer.pause().result(10)
    end, [changed] = gan.moment, [event.moment for event in gan.timeline.events if event.verb == "set"]
    assert [gan.undo().moment for _ in range(3)] == [changed, changed, 0] and not gan.can_undo
    assert [gan.redo().moment for _ in range(3)] == [changed, changed, end]
    trainer.close()


def test_watchers_wake_when_the_counters_are_the_same():
    gan, woken = GAN("ring", **SMALL).fit(6, progress=False), []
    trainer = Trainer.of(gan)
    trainer.every(0.0, lambda: woken.append(gan.moment))
    gan.rewind(3)
    gan.step(), gan.undo(), gan.set(lr=1e-4), gan.undo(), gan.mark("x")
    before = len(woken)
    end = time.monotonic() + 5
    gan.set(lr=1e-3), gan.undo()
    while len(woken) == before and time.monotonic() < end:
        time.sleep(0.01)
    assert len(woken) > before and gan.moment == 3
    trainer.close()


def test_rewind_while_it_plays():
    gan = GAN("ring", **SMALL).fit(10, progress=False)
    alone = GAN("ring", **SMALL)
    trainer = Trainer.of(gan)
    trainer.play().result(10)
    for _ in range(5):
        gan.rewind(3), time.sleep(0.01)
    trainer.pause().result(10)
    assert trainer.rate >= 0 and gan.state_hash() == alone.fit(gan.moment, progress=False).state_hash()
    assert gan.history.steps("d_loss").tolist() == list(range(1, gan.moment + 1))
    trainer.close()


# ---- what time must not do

def test_keyframes_do_not_touch_the_training():
    runs = []
    for price, least in ((0, 0.0), (0, 1e9)):
        gan = GAN("moons", dropout=0.3, ema=0.9, **SMALL)
        gan.timeline.keyframe_clock.price, gan.timeline.keyframe_clock.least = price, least
        gan.fit(30, progress=False).step_d()
        runs.append((gan.state_hash(), gan.history["d_loss"].tolist(), len(gan.timeline.keyframes)))
    assert runs[0][:2] == runs[1][:2] and runs[0][2] == 32 and runs[1][2] == 1


def test_memory_stays_within_the_budget_and_all_is_still_there(tmp_path):
    gan = GAN("ring", **SMALL)
    clock = gan.timeline.keyframe_clock
    clock.price, clock.least, gan.timeline.budget = 0, 0.0, 200_000
    hashes = [gan.state_hash()]
    for n in range(60):
        gan.step()
        hashes.append(gan.state_hash())
        if n == 30:
            gan.timeline.spill(tmp_path, 400_000)
        assert gan.timeline.nbytes <= 200_000
    assert gan.timeline.disk_nbytes > 100_000 and 5 < len(gan.timeline.keyframes) < 60
    for moment in (0, 7, 29, 30, 31, 59, 60, 12):
        assert gan.rewind(moment).state_hash() == hashes[moment]
    del gan
    gc.collect()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


class Moody(nn.Linear):
    "Raises when it is told to."
    angry = False

    def forward(self, x):
        if self.angry and self.training:
            raise RuntimeError("not now")
        return super().forward(x)


def test_a_way_that_ends_in_an_exception_was_not_gone():
    gan = GAN("ring", generator=Moody(2, 2), batch_size=8)
    gan.timeline.keyframe_clock.least = 1e9
    gan.fit(10, progress=False)
    gan.set(lr=1e-4).step_d()
    here, events, losses = gan.state_hash(), gan.events, gan.history["d_loss"].tolist()
    for leave in (
        lambda: gan.rewind(5),
        lambda: gan.rewind((7, 7)),
        lambda: gan.undo().undo().undo(),
        lambda: gan.fork(3),
    ):
        Moody.angry = True
        with pytest.raises(RuntimeError, match="not now"):
            leave()
        Moody.angry = False
        while gan.can_redo:
            gan.redo()
        assert gan.state_hash() == here and gan.moment == gan.horizon == 11
        assert gan.events == events and gan.history["d_loss"].tolist() == losses
    gan.rewind(4)
    assert gan.history.steps("d_loss").tolist() == [1, 2, 3, 4]


def test_ctrl_c_on_a_long_way_leaves_it_where_it_was():
    gan = GAN("ring", **SMALL)
    gan.timeline.keyframe_clock.least = 1e9
    gan.fit(400, progress=False)
    end = gan.state_hash()
    threading.Timer(0.1, lambda: signal.raise_signal(signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt, match="where it was"):
        for _ in range(1000):
            gan.rewind(399)
            gan.rewind(400)
    while gan.can_redo:
        gan.redo()
    assert gan.state_hash() == end


@pytest.mark.parametrize("verb", ["step", "step_d", "step_g"])
def test_a_step_that_raised_leaves_nothing_behind(verb):
    "Not the batch that it drew, nor the dice that it threw: what comes next is what would have come."
    nan = Loss("nan", lambda r, f: r * float("nan"), lambda r, f: f * float("nan"))
    one, two = (GAN("moons", dropout=0.4, instance_noise=0.1, penalty="gp", **SMALL) for _ in "ab")
    for gan in (one, two):
        gan.fit(2, progress=False).step_d()
    one.set(loss=nan)
    two.set(loss=nan)
    for _ in range(3):
        with pytest.raises(Diverged):
            getattr(one, verb)()
    assert one.state_hash() == two.state_hash()
    for gan in (one, two):
        gan.set(loss="hinge").fit(2, progress=False)
    assert one.state_hash() == two.state_hash()
    hashes = [gan.rewind(3).state_hash() for gan in (one, two)]
    assert hashes[0] == hashes[1]


def test_weights_loaded_by_hand_survive_a_step_that_raised():
    gan = GAN("ring", **SMALL)
    theirs = {name: weight + 1 for name, weight in gan.generator.state_dict().items()}
    gan.generator.load_state_dict(theirs)
    gan.set(loss=Loss("nan", lambda r, f: r * float("nan"), lambda r, f: f))
    with pytest.raises(Diverged):
        gan.step()
    assert all(torch.equal(theirs[name], weight) for name, weight in gan.generator.state_dict().items())
    gan.set(loss="hinge").fit(2, progress=False)


def test_what_was_done_by_hand_is_noticed_and_its_moments_are_kept():
    gan = GAN("ring", **SMALL)
    gan.timeline.keyframe_clock.least = 1e9
    gan.fit(5, progress=False)
    with torch.no_grad():
        next(gan.discriminator.parameters()).add_(0.1)
    gan.fit(5, progress=False)
    gan.mark("here")
    here = gan.state_hash()
    gan.fit(5, progress=False)
    end = gan.state_hash()
    for moment in (7, 9):  # the change is an act like any other: it is computed again where it was made
        assert gan.rewind(moment).moment == moment
    assert gan.rewind("here").state_hash() == here and gan.rewind(15).state_hash() == end
    assert gan.rewind(3).steps == (3, 3)


def test_a_schedule_with_a_memory_of_its_own_is_noticed():
    calls = []
    gan = GAN("ring", schedule=lambda game: calls.append(1) or ("dg" if len(calls) < 8 else "ddg"), **SMALL)
    gan.timeline.keyframe_clock.least = 1e9
    gan.fit(12, progress=False)
    with pytest.raises(Irreproducible):
        gan.rewind(6)
    assert gan.moment == 12


def test_a_deep_copy_keeps_its_past_and_its_future():
    gan = GAN("ring", **SMALL).fit(8, progress=False)
    end = gan.state_hash()
    gan.rewind(5)
    twin = copy.deepcopy(gan)
    gan.step()
    assert twin.horizon == 8 and twin.rewind(8).state_hash() == end and len(twin.history["d_loss"]) == 8
    assert gan.horizon == 6 and gan.rewind(2).steps == (2, 2)


# ---- scripts

def test_a_script_asks_for_what_is_not_ganlabs():
    mine = Loss("mine", lambda r, f: f - r, lambda r, f: -f)
    other = Loss("mine", lambda r, f: 2 * (f - r), lambda r, f: -f)

    def turns(game):
        return "ddg" if game.rounds % 2 else "dg"

    class Dear(Penalty):
        def value(self, gradient):
            return gradient.flatten(1).square().sum(1)

    def network():
        return seeded(lambda: mlp(2, 2))

    points = torch.randn(50, 2, generator=stream(0, "points"))
    price = Dear(0.3)
    gan = GAN(points, generator=network(), loss=mine, penalty=(R1(0.1), price), schedule=turns, **SMALL).fit(
        3, progress=False
    )
    gan.set(loss=other).fit(2, progress=False)
    gan.set(loss=mine, schedule="loser").step()
    script = gan.script()
    there = {"data": points, "generator": network(), "loss": mine, "loss_2": other, "penalty": price, "schedule": turns}
    assert all(f"# {name} is yours" in script for name in there)
    exec(script, there)
    assert there["gan"].state_hash() == gan.state_hash()
    with pytest.raises(NameError):
        exec(script, {})


@pytest.mark.parametrize(
    "make",
    [
        lambda: GAN("digits", labels=True, arch="mlp", **SMALL),
        lambda: GAN("ring", recipe="memorise", seed=4, **SMALL),
        lambda: GAN(data.ring(), width=(8, 4), batch_size=8),
        lambda: GAN("grid", schedule=Alternate(2, 3), penalty="r1:0.3+clip", **SMALL),
    ],
)
def test_a_script_of_what_is_built_in_runs_alone(make):
    gan = make()
    gan.fit(3, progress=False)
    for _ in range(6):
        gan.step_d(), gan.step_g()
    gan.set(lr=(1e-4, 2e-4), anneal=None)
    gan.step_d()
    gan.fit(5, progress=False)
    for moment in (gan.horizon, 9, 0):
        there: dict = {}
        exec(gan.rewind(moment).script(), there)
        assert there["gan"].state_hash() == gan.state_hash()
    assert "yours" not in gan.script()


# ---- files

def test_a_file_goes_on_to_the_bit_with_past_and_future(tmp_path):
    gan = GAN("moons", dropout=0.2, ema=0.9, **SMALL).fit(6, progress=False)
    gan.mark("here").set(loss="hinge", lr=1e-4).fit(4, progress=False).step_d()
    end = gan.state_hash()
    gan.rewind(8)
    path = gan.save(tmp_path / "run.ganlab")
    again = GAN.load(path)
    assert again.state_hash() == gan.state_hash() and (again.moment, again.horizon) == (8, 11)
    assert repr(again) == repr(gan) and again.events == gan.events and again.timeline.events == gan.timeline.events
    assert {n: again.history[n].tolist() for n in again.history} == {n: gan.history[n].tolist() for n in gan.history}
    assert torch.equal(again.sample(5), gan.sample(5)) and again.timeline.marks == gan.timeline.marks
    assert again.rewind(11).state_hash() == end == gan.rewind(11).state_hash()
    for moment in (0, 3, 6, 9):
        assert again.rewind(moment).state_hash() == gan.rewind(moment).state_hash()
    assert again.undo().state_hash() == gan.undo().state_hash() and again.script() == gan.script()
    assert again.reset().state_hash() == gan.reset().state_hash()


def test_somebodys_own_networks_data_and_losses_are_asked_for(tmp_path):
    mine = Loss("mine", lambda r, f: f - r, lambda r, f: -f)
    points = torch.randn(50, 2, generator=stream(0, "points"))
    gan = GAN(points, generator=mlp(3, 2), loss=mine, **SMALL).fit(3, progress=False)
    path = gan.save(tmp_path / "run.ganlab")
    for handed, word in (
        ({}, "generator must"),
        ({"generator": mlp(3, 2)}, "data must"),
        ({"generator": mlp(3, 2), "data": points}, "loss=…"),
        ({"generator": mlp(3, 2), "data": points + 1, "loss": mine}, "not the data"),
        ({"generator": mlp(3, 2), "data": "ring", "loss": mine}, "not the data"),
        ({"generator": nn.Linear(3, 2), "data": points, "loss": mine}, "'0.weight' is missing|no '0.weight'|networks"),
        ({"generator": mlp(3, 2, nn.Linear(4, 4)), "data": points, "loss": mine}, "shape"),
    ):
        with pytest.raises(ValueError, match=word):
            GAN.load(path, **handed)
    again = GAN.load(path, generator=mlp(3, 2), data=points, loss=mine)
    assert again.state_hash() == gan.state_hash() and again.rewind(1).state_hash() == gan.rewind(1).state_hash()
    with_data = GAN.load(gan.save(path, include_data=True), generator=mlp(3, 2), loss=mine)
    assert with_data.state_hash() == gan.state_hash()
    assert with_data.fit(2, progress=False).state_hash() == gan.fit(2, progress=False).state_hash()
    few = GAN(points, recipe="memorise", **SMALL).fit(2, progress=False)
    again = GAN.load(few.save(tmp_path / "few.ganlab", include_data=True))
    assert again.fit(2, progress=False).state_hash() == few.fit(2, progress=False).state_hash()
    assert GAN.load(tmp_path / "few.ganlab", data=points).rewind(0).state_hash() == few.rewind(0).state_hash()
    endless = GAN(data.gaussians([[0.0, 0.0], [1.0, 1.0]], 0.1), **SMALL)
    with pytest.raises(ValueError, match="endless"):
        endless.save(tmp_path / "no.ganlab", include_data=True)
    assert GAN.load(endless.save(tmp_path / "x"), data=data.gaussians([[0.0, 0.0], [1.0, 1.0]], 0.1)).moment == 0
    with pytest.raises(ValueError, match="keyframes"):
        gan.save(path, keyframes=-1)


def changed(path: Path, change) -> Path:
    "A file with another tree in it, and a checksum that fits."
    tree = archive.read(path)
    change(tree)
    archive.write(path, tree)
    return path


def put(*keys, value):
    def change(tree):
        for key in keys[:-1]:
            tree = tree[key]
        tree[keys[-1]] = value
    return change


RECIPE = ("start", "recipe", "fields")
FORGED = {
    "wide": put(*RECIPE, "width", value=10**6),
    "wider": put(*RECIPE, "width", value=10**12),
    "deep": put(*RECIPE, "depth", value=10**7),
    "many": put(*RECIPE, "width", value=(4,) * 10**5),
    "latent": put(*RECIPE, "latent", value=10**8),
    "pack": put(*RECIPE, "pack", value=8),
    "batch": put(*RECIPE, "batch_size", value=2**40),
    "samples": put(*RECIPE, "samples", value=2**40),
    "unknown": put(*RECIPE, "extra", value=1),
    "no recipe": put("start", "recipe", value=3),
    "another kind": put("start", "recipe", value={"kind": "Alternate", "fields": {}}),
    "a kind that is none": put("start", "recipe", value={"kind": "system", "fields": {"command": "rm"}}),
    "verb": lambda tree: tree["timeline"]["runs"][0].update(body=(("save", 1, (0, 0)),)),
    "loop": lambda tree: tree["timeline"]["runs"][0].update(count=-1),
    "gap": lambda tree: tree["timeline"]["runs"][0].update(start=(3, 0)),
    "fixed": lambda tree: tree["timeline"]["runs"].append(
        {
            "start": tree["timeline"]["end"],
            "body": (("set", 1, (0, 0)),),
            "steps": (0, 0),
            "count": 1,
            "stride": (0, 0),
            "changes": {"latent": 7},
        }
    ),
    "beyond": put("timeline", "here", value=(99, 0)),
    "no moment": put("timeline", "here", value="(0, 0)"),
    "no frames": put("timeline", "frames", value=[]),
    "no timeline": lambda tree: tree.pop("timeline"),
    "weights": lambda tree: tree["timeline"]["frames"][0]["state"]["players"]["g"]["module"].popitem(),
    "shape": lambda tree: tree["start"]["players"]["d"]["module"].update(
        {next(iter(tree["start"]["players"]["d"]["module"])): torch.zeros(3)}
    ),
    "steps": put("start", "players", "g", "steps", value=-3),
    "turns": put("start", "steps", "d", value=-3),
    "settings": put("start", "settings", value={"cycle": 1.0}),
    "stream": lambda tree: tree["timeline"]["frames"][-1]["state"]["streams"].update(z=torch.zeros(3)),
    "history": put("history", "capacity", value=2**60),
    "seed": put("seed", value="0"),
    "data": put("origin", "data", value="/etc"),
    "device": put("device", value="cuda:99"),
    "fingerprint": put("fingerprint", value="0"),
}


@pytest.mark.parametrize("what", FORGED)
def test_forged_files_are_refused_in_words(tmp_path, what):
    gan = GAN("ring", **SMALL).fit(3, progress=False)
    path = changed(gan.save(tmp_path / "run.ganlab"), FORGED[what])
    if what == "device":
        with pytest.warns(UserWarning, match="not to the bit"):
            assert GAN.load(path).moment == 3
        return
    with pytest.raises(ValueError) as caught:
        GAN.load(path)
    assert 20 < len(str(caught.value)) < 600


def test_a_file_of_something_else(tmp_path):
    safetensors.torch.save_file({"w": torch.zeros(3)}, tmp_path / "w.safetensors")
    archive.write(tmp_path / "list", [1, 2])
    torch.save({"w": torch.zeros(3)}, tmp_path / "w.pt")
    for name in ("w.safetensors", "list", "w.pt"):
        with pytest.raises(ArchiveError):
            GAN.load(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        GAN.load(tmp_path / "nothing")


FILES = Path(__file__).parent.parent / "files"
OLD = [file for file in sorted(FILES.glob("*.ganlab")) if file.with_suffix(".json").exists()]


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_old_files_keep_loading(file):
    "Each was written by a ganlab of its time, with what could be seen of it beside it."
    seen = json.loads(file.with_suffix(".json").read_text())
    gan = GAN.load(file)
    assert list(gan.steps) == seen["steps"] and (gan.moment, gan.horizon) == (seen["moment"], seen["horizon"])
    assert gan.timeline.marks == seen["marks"] and gan.recipe.loss == seen["loss"]
    assert np.allclose(gan.history["d_loss"], seen["d_loss"], rtol=1e-6)
    assert np.allclose(gan.generate(torch.tensor(seen["z"])), seen["x"], atol=1e-5)
    assert gan.fit(2, progress=False).moment == seen["moment"] + 2


def test_there_is_an_old_file():
    assert OLD


# ---- the generator alone

@pytest.mark.parametrize("suffix", [".onnx", ".pt2"])
@pytest.mark.parametrize("name", ["dropout", "pictures"])
def test_the_generator_runs_elsewhere(tmp_path, name, suffix):
    gan = GANS[name]().fit(3, progress=False)
    path = gan.export(tmp_path / f"g{suffix}")
    z = torch.randn(7, gan.latent, generator=stream(0, "z"))
    inputs = {"z": z} | ({"labels": torch.arange(7) % 3} if gan.classes else {})
    if suffix == ".onnx":
        session = pytest.importorskip("onnxruntime").InferenceSession(path)
        x = torch.from_numpy(session.run(None, {key: value.numpy() for key, value in inputs.items()})[0])
    else:
        x = torch.export.load(path).module()(*inputs.values())
    assert torch.allclose(
        x,
        gan.generate(z, labels=inputs.get("labels")),
        rtol=1e-4,
        atol=1e-3 * float(torch.as_tensor(gan.data.spread).max()),
    )


def test_what_cannot_be_exported_leaves_no_file(tmp_path):
    class Noisy(nn.Linear):
        def forward(self, z):
            return super().forward(z) + torch.randn_like(z)

    gan = GAN("ring", generator=Noisy(2, 2), batch_size=8).fit(1, progress=False)
    with pytest.raises(RuntimeError, match="nothing was written"):
        gan.export(tmp_path / "g.pt2")
    with pytest.raises(ValueError, match="onnx"):
        gan.export(tmp_path / "g.pkl")
    assert not list(tmp_path.iterdir())
