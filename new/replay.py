# %% [markdown]
# # replay
#
# > To any position of a training, to the bit: from the nearest keyframe, by doing again what the log says
#
# A training is a function of its beginning and of what was done to it since; every random number comes from a stream that
# belongs to the state. So any moment can be computed again. At the end of this notebook you know the object that does it, what it
# checks on the way, and how a training comes back to where it stood after a step that raised.

# %%
#| default_exp timeline.replay

# %%
#| export
import sys
import threading
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm

from ganlab.timeline.log import Position, acts
from ganlab.timeline.timeline import Keyframe, Timeline
from ganlab.training.control import patient
from ganlab.training.engine import Engine

# %% [markdown]
# ## Going
#
# To stand at a position: from the nearest keyframe before it (or from here, if that is nearer), by the acts that the log
# names. Nothing is written down twice on the way. If anything goes wrong, the GAN is where it was.
#
# Whatever is done to a GAN without its verbs, such as weights changed by hand between two steps, is not in the log, and
# cannot be done again. It would go unnoticed if nobody looked. But the losses of every step are in the history, and
# those of a replayed step must be the same numbers: where they are not, `Irreproducible` says so.

# %%
#| export
class Irreproducible(RuntimeError):
    "A moment that came out otherwise when it was computed again; nothing was changed."


def _same(one: dict[str, Tensor], two: dict[str, Tensor]) -> bool:
    "Whether two sets of weights are equal to the bit."
    return all(torch.equal(one[name], two[name]) for name in one)


def _near(moments: list[int], here: int) -> str:
    "A few numbers around one."
    return ", ".join(map(str, sorted(sorted(moments, key=lambda moment: abs(moment - here))[:4])))

# %%
#| export
class Replay:
    "Moves an engine along its timeline."

    def __init__(self, engine: Engine, timeline: Timeline):
        self.engine, self.timeline = engine, timeline
        self.replaying = False  # whether acts are being done again now

    def frame(self) -> Keyframe:
        "Here and now as a keyframe, which the timeline does not learn of."
        engine, line = self.engine, self.timeline
        return Keyframe(line.here, engine.state(), engine.counts, engine.history.tail(), line.branch.clock)

    def keep(self) -> Keyframe:  # as it was kept
        "Keep a keyframe here and now."
        engine = self.engine
        return self.timeline.keep(engine.state(), engine.counts, engine.history.tail())

    def _enter(self, frame: Keyframe) -> None:
        self.engine.history = self.timeline.branch.whole.until(frame.tail)
        self.engine.restore(frame.state)
        self.timeline.stand(frame)

    # --- doing again what the log says

    def replay(
        self,
        to: Position,
        steps: tuple[int, ...] | None = None,  # stop where so many steps have been taken in all
    ) -> None:
        "Do again what was done from here to there."
        line, tail, before = self.timeline, self.engine.history.tail(), self.replaying
        bar = tqdm(total=to[0] - line.moment, delay=1, file=sys.stdout, unit=" rounds", leave=False) if self._is_long(to) else None
        self.replaying = True
        try:
            with patient() as asked:
                for verb, details in acts(line.branch.log, line.here, to):
                    if steps and sum(self.engine.counts) >= sum(steps):
                        break
                    self._again(verb, details)
                    if bar is not None:
                        bar.update(details is None)
                    if asked:
                        raise KeyboardInterrupt("stopped on the way; the GAN is where it was")
        finally:
            self.replaying = before
            if bar is not None:
                bar.close()
        line.version += 1
        self._check_same(tail)

    def _again(self, verb: str, details: dict | None) -> None:
        if details is not None:
            self.engine.change(details["changes"])
        elif verb == "step":
            self.engine.round(False, [])
        else:
            for name in self.engine.turns_of(verb.removeprefix("step_")):
                self.engine.play(name)
        self.timeline.passed(details is not None)

    def _is_long(self, to: Position) -> bool:
        "Whether somebody who waits in a cell should see a bar."
        far = (to[0] - self.timeline.moment) * self.timeline.pace
        return far > 1 and threading.current_thread() is threading.main_thread()

    def _check_same(self, tail: dict) -> None:
        line = self.timeline
        wrong = self.engine.history.parting(line.branch.whole, tail)
        if wrong:
            name, step = wrong
            raise Irreproducible(
                f"moment {line.moment} cannot be computed again: {name} at step {step} came out otherwise. Something "
                "that is not in the log has changed the training: weights or data changed by hand, a network, loss or "
                "schedule that keeps a memory of its own, or operations that are not deterministic on this device. There "
                f"are keyframes at the moments {_near(line.keyframes, line.moment)}, which need no replay")

    # --- from one position to another

    def go(
        self,
        to: Position,
        frame: Keyframe | None = None,  # begin there
        steps: tuple[int, ...] | None = None,  # stop on the way there, where the counters show this
    ) -> None:
        "Stand at a position; all or nothing."
        engine, line, branch = self.engine, self.timeline, self.timeline.branch
        here, history, clock, whole = line.here, engine.history, branch.clock, branch.whole
        back = self.leave()
        near = frame or branch.nearest(to)
        try:
            if frame or not near.position <= here <= to:
                self._enter(near)
            self.replay(to, steps)
            if steps and steps != engine.counts:
                raise ValueError(f"to: the counters never stood at {steps}; near it moment {line.moment} has {engine.counts}")
        except BaseException:
            branch.here, branch.clock, branch.whole = here, clock, whole
            engine.restore(back.state)
            engine.history = history.until(back.tail)
            raise
        if line.here == line.end:
            engine.history, branch.whole = branch.whole, None

    def leave(self) -> Keyframe:  # this very state
        "Make sure that one can come back here."
        line, branch = self.timeline, self.timeline.branch
        if line.here == line.end:
            branch.whole = self.engine.history
            return self.keep()
        return self.frame()

    def leave_story(self) -> Keyframe:
        "Make sure that one can come back here from another story."
        line, whole = self.timeline, self.timeline.branch.whole
        left = self.leave()
        if whole is not None:
            line.branch.keep(left)
        return left

    def switch(
        self,
        branch: Any,  # a `Branch` that was left
    ) -> None:
        "Go over to another story, to where it was left."
        self.leave_story()
        frame = branch.nearest(branch.here)
        self.engine.restore(frame.state)
        self.engine.history = branch.whole.until(frame.tail)
        self.timeline.switch(branch)
        if branch.here == branch.log.end:
            self.engine.history, branch.whole = branch.whole, None

    # --- after a step that raised

    def mend(self) -> None:
        "Go back to where a step that raised began."
        engine, line, branch = self.engine, self.timeline, self.timeline.branch
        here, history, clock, broken = line.here, engine.history, branch.clock, engine.state()
        whole, branch.whole = branch.whole, history
        try:
            self._enter(branch.nearest(here))
            self.replay(here)
            if not all(_same(player.weights.named, broken["players"][name]["module"]) for name, player in engine.players.items()):
                raise Irreproducible("weights were changed by hand since the last step")
        except Exception:  # then it stays as the exception left it, and later moments are computed from there
            engine.restore(broken)
            branch.here = here
            line.keep(broken, engine.counts, history.tail())
        finally:
            engine.history, branch.clock, branch.whole = history, clock, whole
