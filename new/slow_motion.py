# %% [markdown]
# # slow_motion
#
# > One step in slow motion: the real computation, paused between its parts
#
# A step takes a millisecond, and in it happens all that one would like to understand. Here its own computation is stopped after
# each part and shown, as long as one likes. At the end of this notebook you can take a step apart, let it go as if it had never
# begun, or finish it; finished, it is to the bit the ordinary step.

# %%
#| default_exp training.slow_motion

# %%
#| export
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import torch

from ganlab.games.game import Parts
from ganlab.games.phases import Phase, noun_of
from ganlab.games.step import Step
from ganlab.training.control import Control, patient
from ganlab.training.engine import Engine
from ganlab.training.networks import loose

# %% [markdown]
# ## A step that is under way

# %%
#| export
class Recorder(Protocol):
    "Who writes down what becomes of a step in slow motion."

    def begins(self) -> Any: ...  # -> where it began, for `take_back`

    def take_back(self, before: Any) -> None: ...

    def finished(self, done: list[tuple[str, tuple[int, ...]]], seconds: float) -> None: ...


class Slowly:
    "A step or a round in slow motion: an iterator over its phases."

    def __init__(
        self,
        owner: "SlowMotion",
        what: str,  # a turn, 'd', 'g' or 'round'
    ):
        self.owner, self.what = owner, what
        self.phase: Phase | None = None  # the last
        self.step: Step | None = None  # the last step that was taken, when it is over
        self.ending = ""  # "", "finished", "abandoned"
        self.log: list[tuple[str, tuple[int, ...]]] = []  # the turns taken, and the counters before each
        self.parts: Parts | None = None
        self.before: Any = None  # where it began
        self.waiting: list[Phase] = []  # to be shown, already computed
        self.weights: torch.Tensor | None = None  # of the player who learns, before they move
        self.seconds = 0.0  # of computing

    over = property(lambda self: bool(self.ending), doc="Whether it has been finished or abandoned.")
    begun = property(lambda self: self.parts is not None, doc="Whether anything has been computed.")

    def __iter__(self) -> Iterator[Phase]:
        return self

    def __next__(self) -> Phase:
        phase = self.owner.advance(self)
        if phase is None:
            raise StopIteration
        return phase

    def finish(self) -> Step:  # the last step of it
        "Go on to the end, without stopping at what is still to come."
        for _ in self:
            pass
        if self.step is None:
            raise ValueError("this step was abandoned: there is nothing to finish")
        return self.step

    def abandon(self) -> None:
        "Let it be as if it had never begun."
        self.owner.drop(self)

    def __repr__(self) -> str:
        at = self.ending or (f"at {self.phase.name} of {self.phase.title}" if self.phase else "not begun")
        return f"Slowly({self.what!r}, {at})"

# %% [markdown]
# ## The object that plays it

# %%
#| export
class SlowMotion:
    "Plays turns of an engine part by part; at most one step, or one round, is under way."

    def __init__(
        self,
        engine: Engine,
        control: Control,
        recorder: Recorder,  # who writes it down
    ):
        self.engine, self.control, self.recorder = engine, control, recorder
        self.current: Slowly | None = None  # the step that is under way
        self._orders: dict[tuple, tuple[str, ...]] = {}

    def slowly(
        self,
        what: str = "round",  # a turn, 'd', 'g', or 'round': what the schedule says
    ) -> Slowly:  # iterate over its phases; `finish` it, or `abandon` it
        "A step whose parts are computed one at a time, when they are asked for."
        names = (*dict.fromkeys((*self.engine.sides, *self.engine.sides.values())), "round")
        if what not in names:
            raise ValueError(f"slowly takes {', '.join(map(repr, names[:-1]))} or 'round', got {what!r}")
        return Slowly(self, what)

    def order_of(
        self,
        turn: str,
    ) -> tuple[str, ...]:
        "The names of the phases of one step of a turn."
        engine = self.engine
        key = turn, engine.game.plan()
        if key not in self._orders:
            self._orders[key] = engine.order_of(turn)
        return self._orders[key]

    # --- one part after the other

    def advance(self, slow: Slowly) -> Phase | None:  # None: it is over
        "Compute the next part, and stop there."
        return self.control.carry_out(lambda: self._advance(slow))

    def _advance(self, slow: Slowly) -> Phase | None:
        if slow.over:
            return None
        if self.current is not slow:
            self._begin(slow)
        asked: list = []
        while not slow.waiting and not slow.over:
            begun = time.perf_counter()
            try:
                with patient() as asked:
                    self._compute(slow)
            except BaseException:
                if not slow.over:
                    self._abandon(slow)
                raise
            finally:
                slow.seconds += time.perf_counter() - begun
        slow.phase = slow.waiting.pop(0)
        if asked:
            raise KeyboardInterrupt(f"stopped after a phase of {slow!r}; nothing is lost: gan.slow.finish() or gan.slow.abandon()")
        return slow.phase

    def _begin(self, slow: Slowly) -> None:
        if self.current is not None:
            self.settle(finish=True)
        if slow.what == "round" and self.engine.recipe.compile:
            self.control.say("In slow motion a round is played the ordinary way, step by step: a compiled one has no parts to stop at.")
        slow.before = self.recorder.begins()
        self.current, slow.parts = slow, self._turns(slow)

    def _turns(self, slow: Slowly) -> Parts:  # ends in the last Step
        engine = self.engine
        order = engine.next_round() if slow.what == "round" else engine.turns_of(slow.what)
        step = None
        for names in order:
            for name in (names,) if isinstance(names, str) else names:
                slow.log.append((name, engine.counts))
            if step is not None:
                yield "weights", step
            step = yield from engine.turn(names, look=True, pulls=True)
        return step

    def _compute(self, slow: Slowly) -> None:
        try:
            slow.waiting += self._told(slow, *next(slow.parts))
        except StopIteration as end:
            slow.waiting += [replace(phase, last=True) for phase in self._told(slow, "weights", end.value)]
            self._finish(slow, end.value)

    # --- what is told

    def _told(self, slow: Slowly, name: str, value: Any) -> list[Phase]:
        "What a part has brought, as phases."
        if name == "turn":
            slow.phase = self._first(value)
            return []
        known = slow.phase
        order = self.order_of(known.who)
        if name == "batch":
            return self._drawn(slow, known, value, order)
        known = slow.phase = self._known(slow, known, name, value)
        return [_placed(known, name, order)] if name in order else []

    def _first(self, turn: str) -> Phase:
        game, data = self.engine.game, self.engine.data
        one = game.turns[turn]
        reads, relative = game.reading(self.engine.history)
        return Phase(turn, "", self.engine.steps[turn] + 1, side=one.side, title=one.title, noun=noun_of(data), reads=reads,
                     relative=relative, sentences=game.sentences)

    def _drawn(self, slow: Slowly, known: Phase, batch: Any, order: tuple[str, ...]) -> list[Phase]:
        "The batch, one drawn thing after the other."
        told, unscale = [], self.engine.game.unscale
        known = replace(known, again=bool(batch.played))
        for name, x in batch.drawn.items():
            if name not in order and name not in self.engine.game.beside:
                continue
            plain = x is None or not x.is_floating_point() or name in self.engine.game.latents
            known = replace(known, drawn=known.drawn | {name: x if plain else unscale(name, x.detach())})
            if name in order:
                told.append(_placed(known, name, order))
        slow.phase = known
        return told

    def _known(self, slow: Slowly, known: Phase, name: str, value: Any) -> Phase:
        "What is known after a part."
        engine, unscale = self.engine, self.engine.game.unscale
        if name == "loss":
            terms = loose(value.terms)
            step = Step(known.who, known.step, False, terms, {}, {}, {}, torch.zeros(1), dict, unscale)
            return replace(known, terms=terms, losses=step.losses, penalty=step.penalty if any(not t.ndim for t in terms.values()) else None)
        if name == "pull":
            n = len(known.losses)
            return replace(known, pulls={key: -n * pull / _unit(unscale, key, pull) for key, pull in value.items()})
        if name == "gradient":
            slow.weights = engine.player_of(known.who).weights.vector.clone()
            return replace(known, taken=value)
        if name == "weights":
            far = torch.linalg.vector_norm(engine.player_of(value.turn).weights.vector - slow.weights).item()
            return replace(known, taken=value, step=value.number, moved=far, landed=self._landed(value))
        if name == "fakes":
            made = value if isinstance(value, dict) else {"fake": value}
            return replace(known, made=known.made | {key: unscale(key, x.detach()) for key, x in made.items()})
        if name.startswith("score_"):
            return replace(known, scores=known.scores | {name.removeprefix("score_"): value.detach()})
        return replace(known, values=known.values | {name: value})

    def _landed(self, step: Step) -> dict:
        "What the player who has just learnt makes of the same batch now; nothing, where it draws random numbers."
        engine = self.engine
        if engine.player_of(step.turn).stochastic:
            return {}
        with engine.aside():
            made = engine.game.remade(step.turn, engine.net, step.drawn)
        return {name: engine.game.unscale(name, x) for name, x in made.items()}

    def seen(
        self,
        turn: str,
    ) -> Phase | None:  # None: it has not taken a step since this moment was gone to
        "The last step of a turn as its last phase would show it, without how far the weights went."
        step = self.engine.latest.get(turn)
        if step is None:
            return None
        game = self.engine.game
        drawn = {name: x if x is None or not x.is_floating_point() or name in game.latents else game.unscale(name, x.detach())
                 for name, x in step.drawn.items()}
        made = {name: game.unscale(name, x) for name, x in step.made.items()}
        scalars = any(not term.ndim for term in step.terms.values())
        known = replace(self._first(turn), step=step.number, drawn=drawn, made=made, scores=step.scores, terms=step.terms,
                        losses=step.losses, penalty=step.penalty if scalars else None, taken=step, last=True)
        return _placed(known, "weights", self.order_of(turn))

    # --- how it ends

    def _finish(self, slow: Slowly, step: Step) -> None:
        "Write it down, as what it is: ordinary steps, or one round."
        self.current, slow.ending, slow.step = None, "finished", step
        done = [(f"step_{name}", at) for name, at in slow.log]
        if slow.what == "round" and not self.engine.recipe.compile:  # one that is compiled would not be the same when it is replayed
            self.engine.rounds += 1
            done = [("step", done[0][1])]
        elif slow.what != "round":
            done = [(f"step_{slow.what}", done[0][1])]
        self.recorder.finished(done, slow.seconds)

    def _abandon(self, slow: Slowly) -> None:
        slow.parts.close()
        self.current, slow.ending = None, "abandoned"
        slow.waiting.clear()
        self.recorder.take_back(slow.before)

    def drop(self, slow: Slowly) -> None:
        "Let a step be as if it had never begun."
        def command() -> None:
            if slow.ending == "finished":
                raise ValueError("this step is finished: gan.undo() takes it back")
            if self.current is slow:
                self._abandon(slow)
            slow.ending = "abandoned"
        self.control.carry_out(command)

    def settle(
        self,
        finish: bool,  # else abandon it
    ) -> None:
        "End what is under way, if anything is, and say so."
        slow = self.current
        if slow is None:
            return
        if not finish:
            self._abandon(slow)
            return self.control.say("The step that was under way in slow motion was abandoned: nothing of it has happened.")
        try:
            slow.finish()
        except ArithmeticError as error:
            return self.control.say(f"The step that was under way in slow motion was abandoned: {error}")
        self.control.say("The step that was under way in slow motion was finished first.")

# %%
#| export
def _placed(phase: Phase, name: str, order: tuple[str, ...]) -> Phase:
    "A phase with its place among those of its step."
    return replace(phase, name=name, place=order.index(name), of=len(order))


def _unit(unscale: Any, name: str, like: torch.Tensor) -> torch.Tensor:
    "How much of the user's units one of the networks' units is."
    return unscale(name, torch.ones_like(like)) - unscale(name, torch.zeros_like(like))
