class Game(Protocol):
    "What a schedule may ask about the game before it says who plays next."
    rounds: int  # rounds played so far
    steps: tuple[int, ...]  # how many steps each turn has taken, in the order of `turns`: (D's, G's) in the plain game
    turns: dict[str, str]  # {name: side, 'd' or 'g'} of the turns that there are, in the order of a round
    accuracy: float  # share of the coming batch that D tells apart right, in [0, 1]; drawn and judged when asked for


Schedule = Callable[[Game], "str | Sequence[str | tuple[str, ...]]"]  # the turns of the next round, see `round_of`
Round = tuple[str | tuple[str, ...], ...]  # names of turns one after the other; those in a tuple are played simultaneously
