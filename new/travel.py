# %% [markdown]
# # travel
#
# > Back to any moment of a training, to the bit, and forwards again
#
# Ask anyone who has trained a GAN what they wanted at the moment it collapsed: to go back, change one thing, and run
# again. At the end of this notebook you can rewind, undo, redo, name a moment, and begin another story from one.

# %%
#| default_exp timeline.travel

# %%
#| export
import copy

from ganlab.timeline.acts import Acts
from ganlab.timeline.history import History
from ganlab.timeline.log import Position
from ganlab.timeline.timeline import Branch

# %% [markdown]
# ## The verbs
#
# Where to: a moment; the step counters; or a name. `rewind(k)` leads to moment k *as it was first passed*, before
# any `set` that was done there; undo and redo go from act to act and know the difference.

# %%
#| export
class Travel:
    "The verbs that move a training along its timeline."

    def __init__(self, acts: Acts):
        self.acts, self.slow_motion = acts, acts.slow_motion
        self.start(acts.engine.state())

    timeline = property(lambda self: self.acts.timeline)
    engine = property(lambda self: self.acts.engine)
    replay = property(lambda self: self.acts.replay)

    def start(self, state: dict) -> None:
        "Begin the first story with that state; `reset` leads there."
        self.beginning = state
        self.timeline.start(state, self.engine.counts)

    def of(
        self,
        acts: Acts,  # of a twin
    ) -> "Travel":
        "The same verbs for a twin, whose story goes on from the same beginning."
        twin = copy.copy(self)
        twin.acts, twin.slow_motion = acts, acts.slow_motion
        return twin

    def take_over(
        self,
        branch: Branch,  # from a file
        beginning: dict,  # the state that it began with
    ) -> None:
        "Go on with a story from elsewhere, instead of the one that has just begun."
        self.beginning, self.timeline.branch = beginning, branch
        self.timeline.before = self.timeline.after = None

    # --- from what a person says to where it is

    def position(self, to: object) -> Position:
        "Where a moment or a name is, or an error in words."
        line = self.timeline
        if isinstance(to, str):
            if to not in line.branch.marks:
                raise ValueError(f"to: no moment is called {to!r}; there is {', '.join(line.branch.marks) or 'no mark yet'}")
            return line.branch.marks[to]
        if not isinstance(to, int) or isinstance(to, bool) or not 0 <= to <= line.horizon:
            raise ValueError(f"to must be a moment from 0 to {line.horizon}, a pair of steps or the name of a mark, got {to!r}")
        return line.branch.first(to)

    def _go_to_steps(self, steps: tuple) -> None:
        "Go to where the counters stand so; they never fall, so the way begins at the last keyframe that is not beyond."
        names = ", ".join(f"{self.engine.game.turns[name].title}'s" for name in self.engine.sides)
        if len(steps) != len(self.engine.sides) or not all(isinstance(n, int) and n >= 0 for n in steps):
            raise ValueError(f"to must be a moment, steps ({names}) or the name of a mark, got {steps!r}")
        frames = [frame for frame in self.timeline.branch.frames if sum(frame.steps) <= sum(steps)]
        if not frames:
            raise ValueError(f"to: this story begins at the steps {self.timeline.branch.frames[0].steps}, got {steps!r}")
        self.replay.go(self.timeline.end, frames[-1], steps)

    def _settle(self, finish: bool) -> None:
        if self.slow_motion.current is not None:
            self.slow_motion.settle(finish)

    # --- there and back

    def rewind(
        self,
        to: "int | tuple[int, ...] | str",  # a moment from 0 to `horizon`, steps of each turn, or the name of a mark
    ) -> None:
        "Go to a moment of this training, backwards or forwards again, to the bit."
        position = None if isinstance(to, (tuple, list)) else self.position(to)
        self._settle(finish=False)
        if position is None:
            self._go_to_steps(tuple(to))
        else:
            self.replay.go(position)

    def undo(self) -> None:
        "Take back the last act: a step, a fit, a change of the rules, a stretch of play, a reset."
        if self.slow_motion.current is not None:  # it is the last thing that was done
            return self._settle(finish=False)
        line = self.timeline
        earlier = [stop for stop in line.branch.stops if stop < line.here]
        if earlier:
            self.replay.go(earlier[-1])
        elif line.before is not None:
            self.replay.switch(line.before)
        else:
            raise ValueError("there is nothing to undo: this is the beginning")

    def redo(self) -> None:
        "Do again what was undone, or rewound, up to the end of the next act."
        self._settle(finish=False)
        line = self.timeline
        if line.can_return:
            self.replay.switch(line.after)
        elif line.here != line.end:
            self.replay.go(next((stop for stop in line.branch.stops if stop > line.here), line.end))
        else:
            raise ValueError("there is nothing to redo: this is the last that was done")

    @property
    def can_undo(self) -> bool:
        "Whether there is an act to take back."
        line = self.timeline
        earlier = bool(line.branch.stops and line.branch.stops[0] < line.here)
        return earlier or line.before is not None or self.slow_motion.current is not None

    @property
    def can_redo(self) -> bool:
        "Whether there is something to do again."
        return self.timeline.here != self.timeline.end or self.timeline.can_return

    # --- other stories
    #
    # `reset`, and `restore` with a state from elsewhere, begin another story. The one that is left keeps a keyframe at the place
    # where it was left, and its history, so that one can go over to it again.

    def begin(
        self,
        state: dict,  # of this engine
        history: History,  # what is known of the way there
        restored: bool = False,  # whether it is a state from elsewhere
    ) -> None:
        "Begin a story with a state; the one that was left can be had back by undo."
        self._settle(finish=False)
        branch, whole = self.timeline.branch, self.timeline.branch.whole
        left = self.replay.leave_story()
        try:
            self.engine.restore(state)
        except BaseException:
            self.engine.restore(left.state)
            branch.whole = whole
            raise
        self.engine.history = history
        self.timeline.start(self.engine.state(), self.engine.counts, history.tail(), restored)

    def restore(
        self,
        state: dict,  # from `GAN.state`
    ) -> None:
        "Be again as in that state, to the bit, and by the rules of then; a new story begins with it."
        turns = state["steps"]
        ends = {name: next(n for turn, n in turns.items() if self._is_of(name, turn)) for name in self.engine.history}
        self.begin(state, self.engine.history.before(ends), restored=True)

    def _is_of(self, name: str, turn: str) -> bool:
        "Whether a quantity of the history is counted by a turn's steps; those that name none are by the first turn's."
        turns = tuple(self.engine.sides)
        owners = [one for one in turns if name.startswith(f"{one}_")]
        return turn == (max(owners, key=len) if owners else turns[0])

    # Who rewinds and does something else gives up the future that was recorded. That is as it should be for a hand that plays with
    # time; for a *cure* it is not: perhaps it does not help, and then one wants the old training back as it was.

    def turn_back(
        self,
        to: "int | tuple[int, ...] | str",  # as `rewind` takes it
        changes: dict,  # what to change there
    ) -> None:
        "Go to a moment and begin another story there, with the same past; one undo leads back to this one."
        self._settle(finish=False)
        engine, line, history, whole = self.engine, self.timeline, self.engine.history, self.timeline.branch.whole
        self.replay.leave_story()
        left = line.branch
        left.left = left.here
        line.branch = left.copy()
        try:
            self.rewind(to)
            line.branch.forget_future()
            line.branch.stops.clear()  # so that the next thing to undo is this
            if changes:
                with self.acts.flow():
                    self.acts.change(changes)
        except BaseException:
            line.branch = left
            engine.restore(left.nearest(left.here).state)
            engine.history, left.whole = history, whole
            raise
        line.branch.stop()
        line.before, line.after = left, None
        line.version += 1

    def mark(
        self,
        name: str,  # for `rewind(name)`
        moment: int | None = None,  # from 0 to `horizon`; None: here and now, after what was `set`
    ) -> None:
        "Give a moment a name; it gets a keyframe, so that it is quickly found."
        if not isinstance(name, str) or not name:
            raise TypeError(f"name must be a text, got {name!r}")
        self._settle(finish=True)
        line = self.timeline
        if moment is None:
            self.replay.keep()
        line.branch.marks[name] = line.here if moment is None else self.position(moment)
        line.version += 1
