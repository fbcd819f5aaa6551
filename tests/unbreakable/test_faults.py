"""Faults × phases × games × verbs: whatever goes wrong in somebody's code, wherever, the GAN is whole and goes on.

After each fault three things are compared: the state with that of a twin which took the same steps and met no fault,
the same state after a way to the beginning and back, and once more after further steps."""

import itertools
import random
import time

import pytest
import torch
from endurance import tries
from torch import nn

from ganlab import GAN, games, zoo
from ganlab.training import Diverged
from ganlab.training.trainer import Trainer


class Fuse:
    "Raises a fault, or spoils a number, when a phase is reached for the n-th time after it was lit."

    def __init__(self):
        self.phase, self.fault, self.left = None, None, 0

    def light(self, phase: str, fault: object, after: int) -> None:
        self.phase, self.fault, self.left = phase, fault, after

    def at(self, phase: str, x: object = None) -> object:
        "To be called in each phase; what was given comes back, or NaN in its place."
        if phase != self.phase:
            return x
        self.left -= 1
        if self.left != 0:
            return x
        if self.fault == "nan":
            return x * float("nan") if isinstance(x, torch.Tensor) and x.is_floating_point() else x
        raise self.fault


class Fused(torch.autograd.Function):
    "The identity, with a fuse in its forward and in its backward pass."

    @staticmethod
    def forward(ctx, x, fuse):
        ctx.fuse = fuse
        return fuse.at("forward", x.clone())

    @staticmethod
    def backward(ctx, slope):
        return ctx.fuse.at("backward", slope.clone()), None


KNOWN = torch.randn(60, 2, generator=torch.Generator().manual_seed(0))
PICTURES = torch.rand(12, 1, 16, 16, generator=torch.Generator().manual_seed(0)) * 2 - 1
SMALL = dict(batch_size=4)
GAMES = {
    "plain": lambda: GAN("ring", width=4, depth=1, ema=0.9, **SMALL),
    "conditional, dropout, batch norm": lambda: GAN(
        KNOWN, labels=torch.arange(60) % 3, width=4, depth=1, dropout=0.3, batch_norm=True, penalty=None,
        loss="nonsaturating", **SMALL),
    "simultaneous": lambda: GAN("ring", width=4, depth=1, schedule="simultaneous", optimizer="sgd", **SMALL),
    "CycleGAN": lambda: GAN(game=games.CycleGAN("moons", "ring", width=4, pool=6), **SMALL),
    "paired": lambda: zoo.pix2pix((PICTURES, PICTURES.flip(3)), width=2, batch_size=2, ema=0.0),
}


def fused(make) -> tuple[GAN, Fuse]:
    "A GAN with a fuse in its networks, its data, its schedule and its notes."
    gan, fuse = make(), Fuse()
    for player in gan.players.values():
        for part in player.parts.values():
            part.register_forward_hook(lambda module, given, out: Fused.apply(out, fuse))
    game = gan.game
    draw, noted, schedule = game.draw, game.noted, game.schedule
    game.draw = lambda streams: {name: fuse.at("draw", x) for name, x in draw(streams).items()}
    game.noted = lambda *given: fuse.at("loss") or noted(*given)
    game.schedule = lambda view: fuse.at("schedule") or schedule(view)
    return gan, fuse


def played(gan: GAN) -> None:
    trainer = Trainer.of(gan)
    trainer.play().result()
    until = time.monotonic() + 60
    while trainer.playing and time.monotonic() < until:
        time.sleep(0.001)
    trainer.close()
    if trainer.failure is not None:
        raise trainer.failure


def in_slow_motion(gan: GAN) -> None:
    slow = gan.slowly("round")
    try:
        for _ in slow:
            pass
        slow.finish()
    except BaseException:
        if gan.slow is not None:
            slow.abandon()
        raise


VERBS = {
    "fit": lambda gan: gan.fit(4, progress=False), "step": lambda gan: [gan.step() for _ in range(4)],
    "turn": lambda gan: [gan.step(turn) for turn in gan.engine.sides for _ in range(2)],
    "play": played, "slow motion": in_slow_motion, "preview": lambda gan: [gan.preview(t) for t in gan.engine.sides],
}
FAULTS = {
    "exception": lambda: ValueError("somebody's mistake"), "nan": lambda: "nan", "Ctrl-C": KeyboardInterrupt,
    "memory": lambda: MemoryError("no more"), "accelerator": lambda: torch.OutOfMemoryError("no more there"),
    "exit": lambda: SystemExit(3), "generator": lambda: GeneratorExit(),
}
PHASES = "forward", "backward", "draw", "loss", "schedule"


def again(gan: GAN, make) -> str:
    "The state of a twin that takes the same steps and meets no fault."
    twin, _ = fused(make)
    for event in gan.events:
        for _ in range(event["count"]):
            twin.step(event["verb"].partition("step_")[2] or None)
    return twin.state_hash()


def survive(make, verb: str, phase: str, fault: str, after: int) -> bool:  # whether there was a fault at all
    gan, fuse = fused(make)
    gan.fit(2, progress=False)
    fuse.light(phase, FAULTS[fault](), after)
    met = None
    try:
        VERBS[verb](gan)
    except BaseException as error:
        met = error
    fuse.light(None, None, 0)
    if met is not None:
        raised = Diverged if fault == "nan" else type(FAULTS[fault]())
        assert isinstance(met, raised), f"{type(met).__name__}: {met}"
    now, moment = gan.state_hash(), gan.moment
    assert now == again(gan, make), "not the state of a twin without a fault"
    gan.rewind(0)
    gan.rewind(moment)
    assert gan.state_hash() == now, "not the same after a way back"
    gan.fit(2, progress=False)
    assert gan.state_hash() == again(gan, make), "it went on to somewhere else"
    return met is not None


@pytest.mark.parametrize("game", GAMES)
def test_whatever_goes_wrong_the_gan_is_whole(game):
    chance = random.Random(game)
    table = list(itertools.product(VERBS, PHASES, FAULTS))
    chance.shuffle(table)
    met = 0
    for verb, phase, fault in table[: tries(24)]:
        after = chance.randint(1, 5)
        try:
            met += survive(GAMES[game], verb, phase, fault, after)
        except AssertionError as error:
            raise AssertionError(f"{game}: {fault} in {phase} number {after} during {verb}: {error}") from error
    assert met >= 8  # else nothing was tried


def raises(error: BaseException):
    def callback(*_: object) -> None:
        raise error
    return callback


@pytest.mark.parametrize("error", [RuntimeError("a hook"), SystemExit(2), KeyboardInterrupt()], ids=repr)
def test_what_listens_to_a_training_cannot_break_it(error, capfd):
    gan, twin = GAMES["plain"](), GAMES["plain"]()
    trainer = Trainer.of(gan)
    trainer.every(0.0, raises(error))
    trainer.play().result()
    while gan.rounds < 5:
        time.sleep(0.001)
    trainer.pause().result()
    assert twin.fit(gan.rounds, progress=False).state_hash() == gan.state_hash() and trainer.failure is None
    trainer.close()


def test_a_module_that_breaks_while_it_is_asked_leaves_no_trace():
    gan, fuse = fused(GAMES["conditional, dropout, batch norm"])
    gan.fit(2, progress=False)
    before = gan.state_hash()
    for ask in (lambda: gan.sample(4, ema=False), lambda: gan.score(torch.zeros(4, 2)), lambda: gan.fork().step()):
        fuse.light("forward", RuntimeError("while asked"), 1)
        with pytest.raises(RuntimeError, match="while asked"):
            ask()
        assert gan.state_hash() == before and all(player.module.training for player in gan.players.values())


class Broken(nn.Module):
    "A layer that fails at a copy, as some libraries' do."

    def __deepcopy__(self, memo):
        raise RuntimeError("cannot be copied")

    def forward(self, x):
        return x


def test_what_cannot_be_copied_still_trains_and_goes_back():
    G = nn.Sequential(nn.Linear(2, 2), Broken())
    gan = GAN("ring", generator=G, latent=2, ema=0, batch_size=4).fit(3, progress=False)
    end = gan.state_hash()
    with pytest.raises(RuntimeError, match="cannot be copied"):
        gan.fork()
    assert gan.rewind(0).rewind(3).state_hash() == end
