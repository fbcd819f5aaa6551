# %% [markdown]
# # acts
#
# > Steps and rounds as acts on a timeline: all of each or nothing, written down, with keyframes along the way
#
# Each round tells the timeline how long it took; when a keyframe is due, the state is copied. What begins and ends an
# act of the person is written down too: a verb called by itself is one act, while the rounds of a `fit` or of a stretch
# of play *flow*, and are one act together.
#
# A step that raises may have drawn random numbers before it did, or a batch, and would leave behind a state that no log
# explains. So after an exception the GAN goes to where it stood before, in the only way there is: from the keyframe,
# again. That holds for a Ctrl-C in the middle of a long step as well.

# %%
#| default_exp timeline.acts

# %%
#| export
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ganlab.games.step import Step
from ganlab.timeline.replay import Replay
from ganlab.timeline.timeline import Keyframe, Timeline
from ganlab.training.control import Control
from ganlab.training.engine import Engine
from ganlab.training.slow_motion import SlowMotion

# %%
#| export
@dataclass(frozen=True)
class Beginning:
    "Where a step in slow motion began."
    frame: Keyframe
    latest: dict[str, Step]  # the last step of each turn then


class Acts:
    "Plays an engine and writes every act on its timeline."

    def __init__(self, engine: Engine, timeline: Timeline, control: Control):
        self.engine, self.timeline, self.replay = engine, timeline, Replay(engine, timeline)
        self.slow_motion = SlowMotion(engine, control, recorder=self)
        self._flowing = False

    # --- what is written down

    @contextmanager
    def flow(self) -> Iterator[None]:
        "Within the block acts follow each other without a stop between them, for undo and redo."
        before, self._flowing = self._flowing, True
        try:
            yield
        finally:
            self._flowing = before

    def stop_here(self) -> None:
        "Here an act of the person ends, and another begins."
        self.timeline.branch.stop()

    def log(
        self,
        verb: str,  # "step", "step_d", "set", …
        at: tuple[int, ...],  # steps of each turn when it began
        details: dict | None = None,  # what was changed, for an act that takes no time
    ) -> None:
        "Write down what was done."
        if not self._flowing:
            self.timeline.branch.stop()
        self.timeline.record(verb, at, details)
        if not self._flowing:
            self.timeline.branch.stop()

    @contextmanager
    def act(self) -> Iterator[None]:
        "All of a step or nothing of it, and a keyframe after it when one is due."
        if self.slow_motion.current is not None:
            self.slow_motion.settle(finish=True)
        begun = time.perf_counter()
        try:
            yield
        except BaseException:
            self.replay.mend()
            raise
        self.spent(time.perf_counter() - begun)

    def spent(self, seconds: float) -> None:
        "A step has taken so long: keep a keyframe after it when one is due."
        if self.timeline.spent(seconds):
            now = time.perf_counter()
            self.replay.keep()
            self.timeline.keyframe_clock.paid(time.perf_counter() - now)

    # --- what is done

    def step(
        self,
        name: str,  # of a turn, or a side: 'd' or 'g'
    ) -> Step:  # the last
        "Play a turn, or all turns of a side, as one act."
        turns = self.engine.turns_of(name)
        with self.act():
            at = self.engine.counts
            for turn in turns:
                step = self.engine.play(turn)
            self.log(f"step_{name}", at)
        return step

    def round(
        self,
        look: bool,  # also compute what only a reader asks for
    ) -> Step:  # the last
        "Play one round of the schedule as one act."
        with self.act():
            at, taken = self.engine.counts, []
            try:
                step = self.engine.round(look, taken)
            except BaseException:
                for name in taken:  # what there was of the round is part of the story
                    self.log(f"step_{name}", at)
                    at = tuple(n + (turn == name) for turn, n in zip(self.engine.sides, at))
                raise
            self.log("step", at)
        return step

    def change(self, changes: dict) -> None:
        "Change the rules from the next step on."
        self.engine.check_changes(changes)
        if self.slow_motion.current is not None:
            self.slow_motion.settle(finish=True)
        self.engine.change(changes)
        self.log("set", self.engine.counts, {"changes": changes})

    # --- a `slow_motion.Recorder`

    def begins(self) -> Beginning:
        "Where a step in slow motion begins."
        return Beginning(self.replay.frame(), dict(self.engine.latest))

    def take_back(self, before: Beginning) -> None:
        "Be as before a step in slow motion."
        engine = self.engine
        engine.restore(before.frame.state)
        engine.latest = dict(before.latest)
        if engine.history.tail() != before.frame.tail:
            engine.history = engine.history.until(before.frame.tail)
        self.timeline.version += 1  # whoever watches looks again

    def finished(self, done: list[tuple[str, tuple[int, ...]]], seconds: float) -> None:
        "A step in slow motion has come to its end: it is an act like any other."
        self.stop_here()
        with self.flow():
            for verb, at in done:
                self.log(verb, at)
        self.stop_here()
        self.spent(seconds)

    @property
    def events(self) -> list[dict]:
        "What was done up to now: verb, steps of each turn at which it began, and how often, or what was changed."
        told = []
        for run in self.timeline.branch.log.runs:
            for part in run.parts():
                left = self.timeline.moment - part.moment
                if part.start >= self.timeline.here:
                    return told
                what = {"count": min(part.count, left)} if part.details is None else {"changes": part.details["changes"]}
                told.append({"at": part.steps, "verb": part.body[0][0]} | what)
        return told
