# %% [markdown]
# # batch
#
# > What the turns of one round share: the tensors that were drawn, and what networks have answered to them
#
# In the game of Goodfellow et al. (2014) the generator learns on the very fakes that the discriminator has just judged. So a
# round has something that its turns share: a *batch*. This notebook builds it: tensors that were drawn, *answers* that a
# network has given to them, and which turns have already learnt from it. A batch can be copied, kept with the state of a
# training, and its answers computed again from the same random numbers, to the same bits.

# %%
#| default_exp games.batch

# %%
#| export
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from ganlab.backend.precision import Halves

# %% [markdown]
# ## An answer that several turns share
#
# D's turn needs G's fakes, and so does G's turn after it. They are computed once. Until G has learnt they could be computed
# again at any time (same weights, same random numbers), so a saved state need not hold them, only how to make them again.
# Once one of their makers has learnt they cannot: then the values themselves belong to the state.

# %%
#| export
@dataclass
class Answer:
    "What networks have made of a batch; asked for by name, computed once."
    value: Tensor | None  # shape (n, ...), with the graph that leads to its makers; None after a restore, until it is asked for
    makers: frozenset[str] = frozenset()  # the players whose networks took part
    random_state: Tensor | None = None  # of the stream "network" before it was computed, where a maker draws random numbers
    statistics: dict[str, list[Tensor]] = field(default_factory=dict)  # {maker: its running statistics before}, where it has any
    frozen: bool = False  # a maker has learnt since: the value cannot be computed again and is part of the state

    def kept(self) -> "Answer":
        "A copy without a graph: with its value if that cannot be computed again."
        value = self.value.detach().clone() if self.frozen and self.value is not None else None
        return replace(self, value=value, statistics=dict(self.statistics))

# %%
#| export
@dataclass
class Batch:
    "What the turns of one round are played on."
    drawn: dict[str, Tensor | None]  # by name, such as "real", "labels", "z"; networks' units
    answers: dict[str, Answer] = field(default_factory=dict)  # by name, such as "fake"
    played: frozenset[str] = frozenset()  # the turns that have learnt from it
    halves: dict[str, Halves] = field(default_factory=dict)  # {maker: the bfloat16 copies of its weights that its answers were
    # made with}, in half precision; gradients are taken by them

    def copied(self) -> "Batch":
        "A batch whose answers may be added to without changing this one."
        return Batch(self.drawn, dict(self.answers), self.played, dict(self.halves))

    def kept(self) -> "Batch":
        "A copy that a saved state can hold."
        drawn = {name: x if x is None else x.detach().clone() for name, x in self.drawn.items()}
        return Batch(drawn, {name: answer.kept() for name, answer in self.answers.items()}, self.played)

    def learnt(
        self,
        player: str,  # who has just taken a step
    ) -> None:
        "Freeze the answers that this player has taken part in: its weights are others now."
        self.halves.pop(player, None)
        for name, answer in self.answers.items():
            if player in answer.makers and answer.value is not None:
                self.answers[name] = replace(answer, value=answer.value.detach(), frozen=True)

    def facts(self) -> dict:
        "Everything that decides what will be computed from it, for a digest."
        answers = {name: [a.value if a.frozen else None, sorted(a.makers), a.random_state, a.statistics, a.frozen]
                   for name, a in self.answers.items()}
        return {"drawn": self.drawn, "answers": answers, "played": sorted(self.played)}

# %%
batch = Batch({"z": torch.ones(4, 2)})
weight = torch.ones(2, 3, requires_grad=True)
batch.answers["fake"] = Answer(batch.drawn["z"] @ weight, frozenset({"g"}))
assert batch.kept().answers["fake"].value is None  # G has not learnt: it can be computed again
batch.learnt("d")
assert batch.answers["fake"].value.requires_grad  # D's step does not touch G's graph
batch.learnt("g")
assert batch.answers["fake"].frozen and batch.kept().answers["fake"].value.shape == (4, 3)
