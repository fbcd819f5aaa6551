# %% [markdown]
# ## Who plays, in every round
#
# A schedule is a function that is asked before each round. It answers with the names of turns in the order in which they are played. In the
# plain game these are the letters `d` and `g`, so that `"dg"` is a round. Turns in a tuple are played *simultaneously*: all gradients are
# taken at the same weights, and then all players step at once. That is the game that theory mostly speaks of, and it can behave
# quite differently (Mescheder et al. 2018; the tutorial on Dirac's GAN shows it).

# %%
#| export
class Game(Protocol):
    "What a schedule may ask about the game before it says who plays next."
    rounds: int  # rounds played so far
    steps: tuple[int, ...]  # how many steps each turn has taken, in the order of `turns`: (D's, G's) in the plain game
    turns: Mapping[str, str]  # {name: side, 'd' or 'g'} of the turns that there are, in the order of a round
    accuracy: float  # share of the coming batch that D tells apart right, in [0, 1]; drawn and judged when asked for


Round = tuple[str | tuple[str, ...], ...]  # names of turns one after the other; those in a tuple are played simultaneously
Schedule = Callable[[Game], "str | Sequence[str | tuple[str, ...]]"]  # the turns of the next round


@dataclass(frozen=True)
class Alternate:
    "`d` steps of each discriminator, then `g` of each generator, in every round (Goodfellow et al. 2014, alg. 1)."
    d: int = 1  # ≥ 0
    g: int = 1  # ≥ 0

    def __post_init__(self):
        for name, steps in (("d", self.d), ("g", self.g)):
            if not isinstance(steps, int) or isinstance(steps, bool) or steps < 0:
                raise ValueError(f"Alternate({name}=…) must be an int ≥ 0, got {steps!r}")
        if self.d + self.g == 0:
            raise ValueError("Alternate(d=0, g=0) would never train anybody")

    def __call__(self, game: Game) -> Sequence[str]:
        return [name for name, side in game.turns.items() for _ in range(getattr(self, side))]


@dataclass(frozen=True)
class Simultaneous:
    "Every turn of a round at the same weights: all gradients first, then all steps (Mescheder et al. 2018, algorithm 1)."

    def __call__(self, game: Game) -> Sequence[tuple[str, ...]]:
        return [tuple(game.turns)]

# %%
#| export
@dataclass(frozen=True)
class LoserTrains:
    "After each round only the side that lost it is updated; the winner waits."
    bar: float = 0.5  # in [0.5, 1): D wins when it is right about more than this share of the batch

    def __post_init__(self):
        if not 0.5 <= self.bar < 1:
            raise ValueError(f"LoserTrains(bar=…) must be in [0.5, 1), got {self.bar!r}")

    def __call__(self, game: Game) -> Sequence[str]:
        loser = "g" if game.accuracy > self.bar else "d"
        return [name for name, side in game.turns.items() if side == loser]

# %%
#| export
def get_schedule(
    schedule: str | Schedule,  # "alternate", "simultaneous", "loser", or a function of a `Game`
) -> Schedule:
    "The schedule of that name; a callable is returned as it is."
    named = {"alternate": Alternate(), "simultaneous": Simultaneous(), "loser": LoserTrains()}
    if isinstance(schedule, str) and schedule in named:
        return named[schedule]
    if callable(schedule) and not isinstance(schedule, type):
        return schedule
    raise ValueError(f"schedule must be one of {', '.join(named)}, or a function of a Game; got {schedule!r}")


def round_of(
    answer: "str | Sequence[str | tuple[str, ...]]",  # what a schedule answered: 'dg', or names of turns
    turns: Sequence[str],  # the names that there are
) -> Round:
    "A schedule's answer as the turns of a round; refuse one that names no turn, or others than there are."
    names = [answer] if isinstance(answer, str) and answer in turns else answer
    if isinstance(names, (str, list, tuple)) and names:
        order = tuple(name if isinstance(name, str) else tuple(name) for name in names)
        if set(flat(order)) <= set(turns) and all(len(set(part)) == len(part) > 0 for part in order if isinstance(part, tuple)):
            return order
    raise ValueError(f"a schedule must answer with turns of {', '.join(map(repr, turns))}, such as "
                     f"{(''.join(turns) if max(map(len, turns)) == 1 else list(turns))!r}; it answered {answer!r}")


def flat(
    order: Round,
) -> list[str]:  # names of turns
    "The turns of a round one by one."
    return [name for names in order for name in ((names,) if isinstance(names, str) else names)]

# %%
assert round_of("ddg", "dg") == ("d", "d", "g") and round_of([("d", "g")], "dg") == (("d", "g"),)
assert flat((("d_a", "d_b"), "g")) == ["d_a", "d_b", "g"]

# %% [markdown]
# Turns that follow each other share a batch until one of them comes again, or until one ends it.

# %%
#| export
def one_batch_each(
    order: Round,
    turns: Mapping[str, Any],  # {name: Turn}, for `ends_batch`
) -> list[Round]:
    "A round in groups of turns that share a batch when they are played one after the other."
    groups, group, played = [], [], set()
    for names in order:
        now = {names} if isinstance(names, str) else set(names)
        if played & now:
            groups.append(tuple(group))
            group, played = [], set()
        group.append(names)
        played |= now
        if any(turns[name].ends_batch for name in now):
            groups.append(tuple(group))
            group, played = [], set()
    return [*groups, tuple(group)] if group else groups
