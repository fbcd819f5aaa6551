# %% [markdown]
# # dynamics
#
# > The training itself as a vector field: where a step of both players leads, for a game with one number on each side
#
# A training of two networks is a walk in a space of many thousand dimensions, and nobody has ever seen one. With one number on each side it
# is a walk in the plane: θ to the right, ψ upwards, and at each place an arrow to where one step of both players would lead. At the
# end of this notebook you can draw that plane for any GAN whose players have one weight each, and see at a glance whether its game
# circles, runs away, or comes to rest (Mescheder et al. 2018).

# %%
#| default_exp analysis.dynamics

# %%
#| export
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ganlab.training.control import served

# %%
#| export
@dataclass(frozen=True)
class PhasePlane:
    "The plane of a generator's one weight θ and a discriminator's one weight ψ."
    extent: tuple[float, float, float, float]  # (θ0, θ1, ψ0, ψ1)
    at: np.ndarray  # float32, shape (n, n, 2): (θ, ψ) of each arrow
    arrows: np.ndarray  # float32, shape (n, n, 2): how a step of both players, taken at the same weights, changes (θ, ψ)
    path: np.ndarray  # float32, shape (rounds + 1, 2): where the training has been, from the beginning to now


def has_phase_plane(
    gan: Any,  # a GAN
) -> bool:
    "Whether both players of a GAN have one weight each."
    return set(gan.players) == {"g", "d"} and all(player.weights.vector.numel() == 1 for player in gan.players.values())

# %% [markdown]
# The history keeps the one weight of such a player after each of its steps.

# %%
#| export
def path(
    gan: Any,  # a GAN with a phase plane
) -> np.ndarray:  # float32, shape (rounds + 1, 2)
    "(θ, ψ) at the beginning, and after each step that both have taken."
    columns = []
    for name in "gd":
        first, = (value.item() for value in gan.travel.beginning["players"][name]["module"].values())
        kept = gan.history[f"{name}_weight"] if f"{name}_weight" in gan.history else np.empty(0, np.float32)
        columns.append(np.r_[first, kept].astype(np.float32))
    n = min(map(len, columns))
    return np.stack([column[np.linspace(0, len(column) - 1, n).round().astype(int)] for column in columns], axis=1)

# %% [markdown]
# An arrow is what a step of plain gradient descent does at that place: minus the learning rate times the gradient that the turn's own text
# gives there. Both gradients are taken at the same weights. So the arrows show the game, and not the order in which it is played or
# what an optimiser with a memory makes of it.

# %%
#| export
@served
def phase_plane(
    gan: Any,  # a GAN whose players have one weight each
    n: int = 13,  # arrows a side
    extent: tuple[float, float, float, float] | None = None,  # (θ0, θ1, ψ0, ψ1); None: around the way so far and the origin
) -> PhasePlane:
    "The vector field of the game, and the way of the training through it."
    if not has_phase_plane(gan):
        raise ValueError("a phase plane needs a GAN with one weight on each side, such as GAN(game=games.Dirac())")
    way = path(gan)
    if extent is None:
        far = 1.15 * max(1.0, float(np.abs(way[np.isfinite(way).all(1)]).max(initial=0.0)))
        extent = (-far, far, -far, far)
    twin, at = gan.fork(), np.empty((n, n, 2), np.float32)
    at[..., 0], at[..., 1] = np.meshgrid(np.linspace(*extent[:2], n), np.linspace(*extent[2:], n))
    arrows = np.empty_like(at)
    for place in np.ndindex(n, n):
        for k, name in enumerate("gd"):
            twin.players[name].weights.vector.fill_(float(at[place][k]))
        for k, name in enumerate("gd"):
            arrows[place][k] = -twin.game.pace(name, twin.engine.steps[name])[0] * _gradient(twin, name)
    return PhasePlane(extent, at, arrows, way)


def _gradient(gan: Any, turn: str) -> float:
    try:
        return gan.engine.preview(turn).gradient.item()
    except FloatingPointError:  # not finite at this place
        return float("nan")

# %% [markdown]
# In the game of Goodfellow et al. (2014) the arrows go round the equilibrium, by hand: with $D(x) = \psi x$ the discriminator's
# loss at a fake is $\log(1 + e^{\psi\theta})$, so $\psi$ moves by $-h\,\sigma(\psi\theta)\,\theta$ and $\theta$ by
# $+h\,\sigma(\psi\theta)\,\psi$.

# %%
from ganlab.games.dirac import Dirac
from ganlab.gan import GAN

gan = GAN(game=Dirac()).fit(20, progress=False)
plane = phase_plane(gan)
theta, psi = plane.at[..., 0], plane.at[..., 1]
sigma = 1 / (1 + np.exp(-theta * psi))
assert np.allclose(plane.arrows[..., 0], 0.1 * sigma * psi, atol=1e-6) and np.allclose(plane.arrows[..., 1], -0.1 * sigma * theta, atol=1e-6)
assert plane.path.shape == (21, 2) and plane.path[0].tolist() == [1, 1]
