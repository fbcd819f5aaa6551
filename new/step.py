# %% [markdown]
# # step
#
# > One step of one player as a value: every term of its loss, every score, the batch and the gradient
#
# A training loop usually throws away everything about a step but one number. Here a step is a value. At the end of this
# notebook you know what is in it, for any game: the terms that add up to the loss, sample by sample; what a discriminator said
# of each sample; the samples themselves; and how each weight was told to change.

# %%
#| default_exp games.step

# %%
#| export
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

# %% [markdown]
# A term is either one number a sample (shape `(n,)`), or a scalar, such as a penalty that is a mean already. The loss that
# is minimised is the sum of the terms' means. `loss` is the part that is made of samples, `penalty` the rest.

# %%
#| export
@dataclass(frozen=True, eq=False)
class Step:
    "One turn of a game: its batch, its scores, the terms of its loss and its gradient; taken, or only previewed."
    turn: str  # whose turn it was, such as 'd' or 'g'
    number: int  # which of that turn's steps, from 1
    applied: bool  # False for a preview
    terms: dict[str, Tensor]  # weighted, by name: shape (n,), or a scalar
    scores: dict[str, Tensor]  # logits by what was judged, such as "real" and "fake": shape (n,), (n / pack,) for packs, (n, h, w) for maps
    drawn: dict[str, Tensor | None] = field(repr=False)  # what was drawn for it, by name, networks' units
    made: dict[str, Tensor] = field(repr=False)  # samples that networks made, by name, networks' units
    gradient: Tensor = field(repr=False)  # of the loss, by all weights of the player that learns, as one vector
    split: Callable[[Tensor], dict[str, Tensor]] = field(repr=False)  # that vector by parameter name
    unscale: Callable[[str, Tensor], Tensor] = field(repr=False)  # (name, samples) -> the same in the user's units

    phase = property(lambda self: self.turn, doc="The turn, under the name that it has in the plain game: 'd' or 'g'.")
    step = property(lambda self: self.number, doc="Which of that turn's steps, from 1.")
    z = property(lambda self: self.drawn.get("z"), doc="The latents, shape (n, *latent); None in games without noise.")
    labels = property(lambda self: self.drawn.get("labels"), doc="The classes, shape (n,), when conditional, else None.")

    @property
    def losses(self) -> Tensor:  # shape (n,)
        "What each sample cost the player that learns: the sum of the terms that there are for each sample."
        each = [term for term in self.terms.values() if term.ndim]
        return each[0] if len(each) == 1 else torch.stack(each).sum(0)

    @property
    def loss(self) -> float:  # without penalties
        "The mean of `losses`."
        return self.losses.mean().item()

    @property
    def penalties(self) -> Tensor:  # a scalar, weighted and annealed
        "The terms that are no sum over samples, such as a gradient penalty."
        return torch.stack([term for term in self.terms.values() if not term.ndim] or [self.gradient.new_zeros(())]).sum()

    @property
    def penalty(self) -> float:  # weighted
        "The same as a number."
        return self.penalties.item()

    scores_real = property(lambda self: self._score("real"), doc="Logits of the real samples, shape (n,), or (n / pack,) for packs; "
                           "None where neither the loss nor a reader asked for them.")
    scores_fake = property(lambda self: self._score("fake"), doc="Logits of the fakes, shape (n,), or (n / pack,) for packs.")

    def _score(self, name: str) -> Tensor | None:
        score = self.scores.get(name)
        return score if score is None or score.ndim == 1 else score.flatten(1).mean(1)

    def samples(
        self,
        name: str,  # of something drawn or made, such as "real" or "fake_b"
    ) -> Tensor:  # shape (n, *sample_shape), in the user's units
        "Samples of this step by name."
        return self.unscale(name, self.made[name] if name in self.made else self.drawn[name])

    @property
    def x_real(self) -> Tensor:  # shape (n, *sample_shape), in the data's own units
        "The real samples of the batch; where a game has several kinds, the first."
        return self.samples("real" if "real" in self.drawn else next(iter(self.drawn)))

    @property
    def x_fake(self) -> Tensor:  # shape (n, *sample_shape), in the data's own units
        "The fakes of the batch; where a game makes several kinds, the first."
        return self.samples("fake" if "fake" in self.made else next(iter(self.made)))

    @property
    def batch(self) -> tuple[Tensor, Tensor]:  # (real, fake)
        "Real samples and fakes of the plain game, in the networks' units."
        return self.drawn["real"], self.made["fake"]

    @property
    def gradients(self) -> dict[str, Tensor]:  # by parameter name, each of its parameter's shape
        "How each weight was told to change: up the slope of the loss."
        return self.split(self.gradient)

    @property
    def grad_norms(self) -> dict[str, float]:  # {layer: L2 norm of its gradient, weight and bias together}
        "How strongly each layer was told to change."
        squares: dict[str, float] = {}
        for name, gradient in self.gradients.items():
            layer = name.rpartition(".")[0] or name
            squares[layer] = squares.get(layer, 0.0) + gradient.double().square().sum().item()
        return {layer: square**0.5 for layer, square in squares.items()}

    def __repr__(self) -> str:
        taken = "" if self.applied else ", preview"
        scalars = "".join(f", {name}={term.item():.4f}" for name, term in self.terms.items() if not term.ndim)
        return f"Step({self.turn!r}, {self.number}, loss={self.loss:.4f}{scalars}, n={len(self.losses)}{taken})"

# %%
step = Step("g", 7, True, {"adversarial": torch.tensor([1.0, 3.0]), "cycle": torch.tensor([0.5, 0.5]), "penalty": torch.tensor(0.25)},
            {"fake": torch.zeros(2)}, {"a": torch.zeros(2, 2)}, {"fake_b": torch.ones(2, 2)}, torch.tensor([3.0, 4.0]),
            lambda vector: {"layer.weight": vector}, lambda name, x: 10 * x)
assert step.loss == 2.5 and step.penalty == 0.25 and step.grad_norms == {"layer": 5.0}
assert step.x_fake[0, 0] == 10 and step.scores_real is None
step
