# %% [markdown]
# # networks
#
# > The networks of a game's players by name, as a turn calls them, and what is noted of a step
#
# An engine that plays and a compiler that traces hand the same thing to a turn: an object with one function for each network. At the end
# of this notebook you know how `t.net.g(z)` finds its network, how networks can be run without leaving a trace in
# their running statistics, and which numbers of a step go into the history.

# %%
#| default_exp training.networks

# %%
#| export
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from torch import Tensor, nn

from ganlab.games.game import Game
from ganlab.games.player import Player
from ganlab.games.step import Step

# %%
#| export
class _Parts:
    "The networks of one player by name."

    def __init__(self, parts: Mapping[str, Callable]):
        vars(self).update(parts)


class Networks:
    "All networks of a game by player: `net.g(z)`, and `net.g.ab(x)` for the part \"ab\" of player \"g\"."

    def __init__(
        self,
        make: Callable[[str, str, nn.Module], Callable],  # (player, part, module) -> the network as a function
        players: Mapping[str, Player],
    ):
        for name, player in players.items():
            parts = {part: make(name, part, module) for part, module in player.parts.items()}
            setattr(self, name, parts[""] if "" in parts else _Parts(parts))


@contextmanager
def untouched(
    players: Mapping[str, Player],
    statistics: Mapping[str, Sequence[Tensor]] | None = None,  # {player: running statistics to run it from}
) -> Iterator[None]:
    "Within the block all players may run on copies of their running statistics; those themselves stand still."
    with ExitStack() as stack:
        for name, player in players.items():
            if player.buffers:
                stack.enter_context(player.untouched((statistics or {}).get(name, ())))
        yield

# %%
#| export
def noted_values(
    game: Game,
    step: Step,
) -> dict[str, Tensor]:  # scalars by name
    "What the history keeps of a step: its loss, each term where there are several, and what the game adds."
    name, values = step.turn, {f"{step.turn}_loss": step.losses.mean()}
    several = sum(term.ndim > 0 for term in step.terms.values()) > 1
    values |= {f"{name}_{key}": term.mean() if term.ndim else term for key, term in step.terms.items() if several or not term.ndim}
    return values | game.noted(step)


def loose(values: Mapping[str, Tensor]) -> dict[str, Tensor]:
    "The same tensors without their graph."
    return {name: value.detach() for name, value in values.items()}
