# %% [markdown]
# # phases
#
# > The parts of one step as values, each with everything that is known by then and a sentence that says what happened
#
# In slow motion a step is stopped after each of its parts. At the end of this notebook you know what such a stop shows: a
# `Phase`. It fills up from phase to phase: first the batch, then what networks make of it and say of it, the loss, the gradient, the
# new weights. What is `None` or missing is still to come.

# %%
#| default_exp games.phases

# %%
#| export
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from ganlab.games.step import Step

# %%
#| export
def unchanged(scores: Tensor) -> Tensor:
    "Scores as they are, where they mean no probability."
    return scores


@dataclass(frozen=True, eq=False)
class Phase:
    "One part of a step that has just been done, and everything that is known by then."
    who: str  # the turn, such as 'd' or 'g'
    name: str  # which part of it, such as "fakes" or "loss"
    step: int  # which of that turn's steps this is, from 1
    side: str = "d"  # 'd' or 'g'
    title: str = ""  # of the turn, for people
    place: int = 0  # among the phases of this step, from 0
    of: int = 0  # how many there are
    noun: str = "points"  # what the samples are
    again: bool = False  # whether another turn has already learnt from this batch
    drawn: dict[str, Tensor | None] = field(default_factory=dict)  # by name; samples in the user's units
    made: dict[str, Tensor] = field(default_factory=dict)  # samples that networks made, in the user's units
    scores: dict[str, Tensor] = field(default_factory=dict)  # logits by what was judged
    values: dict[str, Any] = field(default_factory=dict)  # what parts of a game's own have brought, by part
    terms: dict[str, Tensor] = field(default_factory=dict)  # of the loss
    losses: Tensor | None = None  # what each sample cost the player who learns, shape (n,) or (n / pack,)
    penalty: float | None = None  # the terms that are no sum over samples
    pulls: dict[str, Tensor] = field(default_factory=dict)  # {name of samples: where each one's own loss falls, −∂L/∂x, their units}
    taken: Step | None = field(default=None, repr=False)  # the whole step, as `step_d` and `step_g` return it
    moved: float | None = None  # how far the weights went: the length of the way of all of them together
    landed: dict[str, Tensor] = field(default_factory=dict)  # what the makers make of the same batch now, in the user's units
    last: bool = False  # nothing follows: the step, or the round, has happened
    reads: Callable[[Tensor], Tensor] = field(default=unchanged, repr=False)  # what scores mean, by the loss
    relative: bool = False  # only differences of scores have a meaning: `reads` leaves them as they are, no probability
    sentences: dict[str, Any] = field(default_factory=dict, repr=False)  # of the game: {part: a text or a function of the phase}

    z = property(lambda self: self.drawn.get("z"), doc="Latents, shape (n, *latent).")
    labels = property(lambda self: self.drawn.get("labels"), doc="Classes, shape (n,), when conditional.")
    x_real = property(lambda self: self.drawn.get("real"), doc="Real samples, shape (n, *sample_shape), in the data's own units.")
    x_fake = property(lambda self: self.made.get("fake"), doc="Fakes, shape (n, *sample_shape), in the data's own units.")
    scores_real = property(lambda self: self.scores.get("real"), doc="Logits of real samples, shape (n,), or (n / pack,).")
    scores_fake = property(lambda self: self.scores.get("fake"), doc="Logits of fakes, shape (n,), or (n / pack,).")
    pull = property(lambda self: self.pulls.get("fake"), doc="Where each fake's own loss falls, of x_fake's shape, in its units.")
    x_landed = property(lambda self: self.landed.get("fake"), doc="Where the same z lead after G's step.")

    @property
    def loss(self) -> float | None:  # without penalties
        "The mean loss."
        return None if self.losses is None else self.losses.mean().item()

    @property
    def said_real(self) -> float | None:
        "What D says of the real samples, on average."
        return None if self.scores_real is None else self.reads(self.scores_real).mean().item()

    @property
    def said_fake(self) -> float | None:
        "What D says of the fakes, on average."
        return None if self.scores_fake is None else self.reads(self.scores_fake).mean().item()

    @property
    def grad_norms(self) -> dict[str, float] | None:  # {layer: L2 norm of its gradient}
        "How strongly each layer is told to change."
        return None if self.taken is None else self.taken.grad_norms

    @property
    def sentence(self) -> str:
        "What has just happened."
        said = (SENTENCES | self.sentences).get(self.name, _part)
        return said if isinstance(said, str) else said(self)

# %% [markdown]
# ## In words

# %%
#| export
def _part(phase: Phase) -> str:
    "What there is to say of a part that a game brings along and says nothing about."
    name = phase.name.replace("_", " ")
    if phase.name in phase.drawn:
        return f"{len(phase.drawn[phase.name])} samples are drawn: {name}."
    if phase.name.startswith("score_") and (scores := phase.scores.get(phase.name.removeprefix("score_"))) is not None:
        return f"{name.removeprefix('score ').capitalize()} samples score {phase.reads(scores).mean().item():.2f} on average."
    return f"{name.capitalize()}: computed."


def _says(phase: Phase, value: float) -> str:
    return f"scores them {value:.2f}" if phase.relative else f"says {value:.2f}"


def _real(p: Phase) -> str:
    return f"{len(p.x_real)} real {p.noun} are drawn from the data."


def _z(p: Phase) -> str:
    many = f"{p.z.shape[0]} z of {math.prod(p.z.shape[1:])} numbers each"
    return f"The {many} are those that D has just learnt from." if p.again else f"{many} are drawn at random."


def _fakes(p: Phase) -> str:
    if p.x_fake is None:
        return "The generators answer: " + ", ".join(f"{len(x)} {name.replace('_', ' ')}" for name, x in p.made.items()) + "."
    n = len(p.x_fake)
    return f"G's {n} fakes are those that D has just judged." if p.again else f"G turns each z into a fake: {n} {p.noun}."

# %%
#| export
def _score_fake(p: Phase) -> str:
    if p.x_fake is None:
        return _part(p)
    wish = " It should say 0." if p.side == "d" else " G wants to hear 1."
    if p.relative:
        apart = None if p.said_real is None else p.said_real - p.said_fake
        wish = "" if apart is None else f" Real {p.noun} score {abs(apart):.2f} {'higher' if apart >= 0 else 'lower'}."
    return f"D looks at {len(p.x_fake)} fakes; on average it {_says(p, p.said_fake)}.{wish}"


def _score_real(p: Phase) -> str:
    if p.x_real is None:
        return _part(p)
    wish = "" if p.relative or p.side == "g" else " It should say 1."
    return f"D looks at {len(p.x_real)} real {p.noun}; on average it {_says(p, p.said_real)}.{wish}"


def _loss(p: Phase) -> str:
    terms = [f"{name.replace('_', ' ')} {term.mean().item():.3f}" for name, term in p.terms.items() if term.ndim]
    made_of = f" ({', '.join(terms)})" if len(terms) > 1 else ""
    price = f", and its steepness {p.penalty:.3g} more" if p.penalty else ""
    return f"For this {p.title} pays {p.loss:.3f} on average{made_of}{price}: its loss, which it wants to be small."


def _gradient(p: Phase) -> str:
    loudest = max(p.grad_norms, key=p.grad_norms.get)
    way = "From the fakes the pull flows back through G" if p.pulls else f"The loss flows back through {p.title}"
    return f"{way}: each layer is told how to change, loudest {loudest or 'all of it'} with {p.grad_norms[loudest]:.3g}."

# %%
#| export
def _pull(p: Phase) -> str:
    far = sum(pull.flatten(1).norm(dim=1).mean().item() for pull in p.pulls.values()) / len(p.pulls)
    return ("The loss flows back through D, which stands still, into the fakes: each is told where to go, with a pull of "
            f"{far:.3g} on average.")


def _weights(p: Phase) -> str:
    text = f"Step {p.step} of {p.title}: its weights move by {p.moved:.3g} in all."
    if p.x_landed is None or p.x_landed.ndim > 2:
        return text
    far = (p.x_landed - p.x_fake).flatten(1).norm(dim=1).mean().item()
    return f"{text} The same z now lead {far:.2g} further on, on average."


SENTENCES: dict[str, Callable[[Phase], str]] = {
    "real": _real, "z": _z, "fakes": _fakes, "score_real": _score_real, "score_fake": _score_fake, "loss": _loss, "pull": _pull,
    "gradient": _gradient, "weights": _weights,
}

# %%
#| export
def noun_of(
    data: Any,  # a `Data`
) -> str:
    "What its samples are called."
    if getattr(data, "kind", None) == "image":
        return "images"
    shape = tuple(getattr(data, "shape", (2,)))
    if shape == (1,):
        return "values"
    return "points" if shape == (2,) else "rows"

# %%
import torch
phase = Phase("g", "loss", 3, side="g", title="G", losses=torch.tensor([1.0, 2.0]), terms={"adversarial": torch.tensor([1.0, 2.0])})
assert phase.sentence == "For this G pays 1.500 on average: its loss, which it wants to be small."
