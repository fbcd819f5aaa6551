"""Random walks through the time of a GAN, and whether every state that was shown can be reached again.

Used by `tests/timeline/test_branches.py` (a few walks) and `bench/branches.py` (two hundred).
"""

import random

from ganlab import GAN

VERBS = (*("step", "step_d", "step_g", "fit", "rewind", "rewind", "undo", "redo") * 3, "set", "visit", "fork", "reset")
RATES = (1e-3, 3e-4, 1e-4)


class Wanderer:
    "Does one random thing after another with a GAN, and remembers every state that it has shown."

    def __init__(self, seed: int, budget: int | None = None, **options):
        self.random = random.Random(seed)
        self.gan = GAN("ring", seed=seed, **options)
        if budget is not None:
            self.gan.timeline.budget = budget
        self.said: list[str] = []
        self.gan.control.listeners.append(self.said.append)
        self.roots: dict[int, dict] = {}  # of every branch that there was
        self.shown: dict[str, tuple] = {}  # digest of a state -> (number of the branch, moment) where it was shown last
        self.twins: list[tuple[GAN, str]] = []  # forks, each with the state that it was begun with
        self.over = 0  # bytes by which the budget was exceeded at most
        self.note()

    def note(self) -> None:
        "Remember the present state."
        line = self.gan.timeline
        self.roots |= {branch.number: dict(branch.lineage()) for branch in (line.branch, *line.beside)}
        self.shown[self.gan.state_hash()] = line.branch.number, self.gan.moment
        self.over = max(self.over, line.nbytes - line.budget)

    def do(self, verb: str) -> None:
        "One act, as far as it is possible now."
        gan, pick = self.gan, self.random
        if verb == "fit":
            gan.fit(pick.randint(2, 9), progress=False)
        elif verb == "set":
            gan.set(lr=pick.choice(RATES))
        elif verb == "rewind":
            gan.rewind(pick.randint(0, gan.horizon))
        elif verb == "visit":
            if branches := gan.timeline.branches:
                branch = pick.choice(branches)
                gan.rewind(pick.randint(0, branch.horizon), branch=branch)
        elif verb == "fork":
            self.twins.append((gan.fork(), gan.state_hash()))
        elif verb not in ("undo", "redo") or getattr(gan, f"can_{verb}"):
            getattr(gan, verb)()

    def wander(self, acts: int) -> list[str]:  # what was done
        "Do some random things."
        verbs = [self.random.choice(VERBS) for _ in range(acts)]
        for verb in verbs:
            self.do(verb)
            self.note()
        return verbs

    def reachable(self) -> set[str]:
        "The digests of all states that one can go to now, by moments and by redo from each of them."
        gan, found = self.gan, set()
        for number in [gan.timeline.branch.number, *(branch.number for branch in gan.timeline.branches)]:
            if any(gone.number == number for gone in gan.timeline.let_go):  # on the way, which takes memory
                continue
            gan.rewind(branch=number)
            line = gan.timeline.branch
            for moment in range(gan.horizon + 1):
                gan.rewind(moment)
                found.add(gan.state_hash())
            for stop in [stop for stop in line.stops if stop[1]]:  # what was `set` at a moment is a state, too
                gan.travel.replay.go(stop)
                found.add(gan.state_hash())
        return found

    def is_named(self, number: int, moment: int) -> bool:
        "Whether a branch that was let go by name held that moment of a branch."
        def holds(gone) -> bool:
            shared = moment <= self.roots[gone.number].get(number, (-1, 0))[0]
            return shared and (gone.parted or 0) <= moment <= gone.horizon
        return any(holds(gone) for gone in self.gan.timeline.let_go)

    def lost(self) -> list[tuple]:  # (branch, moment) of each
        "The states that were shown, can no longer be reached, and are not named as let go."
        found = self.reachable()
        return [place for digest, place in self.shown.items() if digest not in found and not self.is_named(*place)]
