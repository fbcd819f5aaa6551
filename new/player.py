# %% [markdown]
# # player
#
# > One or more networks with their weights in one vector, an optimiser, and perhaps an average that follows
#
# Whoever learns in a game is a *player*. At the end of this notebook you know what it takes to be one: a module (or several
# of them in a `ModuleDict`: the two generators of a CycleGAN are one player), all its weights side by side in one vector, so
# that a step of the optimiser is one operation, an average of its weights where one is wanted (EMA), and all of this as
# a state that can be copied and put back to the bit.

# %%
#| default_exp games.player

# %%
#| export
import copy
import math
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

import torch
from torch import Tensor, nn

from ganlab.backend.modules import last_pass, set_mode
from ganlab.backend.parameters import Weights
from ganlab.backend.precision import Halves
from ganlab.games.recipes import Recipe
from ganlab.losses import Clip

# %% [markdown]
# ## The optimiser

# %%
#| export
def make_optimizer(
    parameters: Sequence[Tensor],  # what it moves
    recipe: Recipe,  # for `optimizer` and `betas`
    lr: float,  # learning rate
) -> torch.optim.Optimizer:
    "The optimiser that a recipe names."
    b1, b2 = recipe.betas
    if recipe.optimizer == "sgd":
        return torch.optim.SGD(parameters, lr, momentum=b1)
    if recipe.optimizer == "rmsprop":
        return torch.optim.RMSprop(parameters, lr, alpha=b2, momentum=b1)
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[recipe.optimizer]
    return kind(parameters, lr, betas=(b1, b2), fused=parameters[0].device.type in ("cpu", "cuda", "mps"))


def _copied(memory: dict, ordered) -> dict:
    "An optimiser's state that shares no tensor with the original, and what belongs to the weights in another order."
    def copied(value):
        if not isinstance(value, Tensor):
            return value
        return ordered(value) if value.ndim else value.clone()
    of = {key: {name: copied(value) for name, value in one.items()} for key, one in memory["state"].items()}
    return {"state": of, "param_groups": [dict(group) for group in memory["param_groups"]]}


def _adam(vector: Tensor, gradient: Tensor, memory: dict, group: dict) -> None:
    "The one operation that Adam's `step` ends in, without what it asks on the way, which takes longer than the arithmetic."
    (b1, b2), step = group["betas"], memory["step"]
    step += 1
    torch._fused_adam_([vector], [gradient], [memory["exp_avg"]], [memory["exp_avg_sq"]], [], [step], lr=group["lr"], beta1=b1,
                       beta2=b2, weight_decay=0.0, eps=group["eps"], amsgrad=False, maximize=False)

# %% [markdown]
# ## The average of a player's weights

# %%
#| export
class Average:
    "An exponential moving average of a player's weights, as a module of its own (Karras et al. 2018 sample from it)."

    def __init__(
        self,
        module: nn.Module,  # is copied; nobody trains the copy, and it is in evaluation mode
        names: Sequence[str],  # of the weights that follow
    ):
        self.module = copy.deepcopy(module, last_pass(module)).requires_grad_(False).eval()
        self.weights = Weights({name: p for name, p in self.module.named_parameters() if name in set(names)})

    def follow(
        self,
        vector: Tensor,  # the player's weights now
        decay: float,  # in [0, 1): how much of the average stays
    ) -> None:
        "Move a little towards the player."
        with torch.no_grad():
            self.weights.vector.lerp_(vector, 1 - decay)

    def copy_buffers(
        self,
        module: nn.Module,  # the player's
    ) -> None:
        "Take over the running statistics."
        for mine, theirs in zip(self.module.buffers(), module.buffers()):
            mine.copy_(theirs)

    @staticmethod
    def decay(
        ema: float,  # the recipe's
        steps: int,  # that the player has taken
    ) -> float:
        "How much of the average stays; less at first, so that it is not held back by where the player began."
        return min(ema, (1 + steps) / (10 + steps))

# %%
assert Average.decay(0.9, 0) == 0.1 and Average.decay(0.9, 10_000) == 0.9

# %% [markdown]
# ## The player

# %%
#| export
class Player:
    "One player of a game: its module, its optimiser, its steps."

    def __init__(
        self,
        module: nn.Module,  # in training mode from here on, on its device; a ModuleDict for several networks
        recipe: Recipe,  # for the optimiser
        lr: float,  # at the start
    ):
        self.module = module.train()
        for weight in module.parameters():
            weight.grad = None  # what somebody's own training has left there is no lesson of this one
        self.weights = Weights({name: p for name, p in module.named_parameters() if p.requires_grad})
        self.buffers = tuple(module.buffers())
        self.frozen = tuple(name for name, p in module.named_parameters() if not p.requires_grad)
        self.steps = 0
        self.stochastic = False  # whether a forward pass draws random numbers
        self.average: Average | None = None
        self.renew(recipe, lr)

    @property
    def parts(self) -> dict[str, nn.Module]:  # by name; "" for a player of one network
        "Its networks."
        return dict(self.module.items()) if isinstance(self.module, nn.ModuleDict) else {"": self.module}

    def renew(self, recipe: Recipe, lr: float) -> None:
        "Take a fresh optimiser, without the old one's memory."
        self.optimizer = make_optimizer([self.weights.vector], recipe, lr)

    def keep_average(
        self,
        wanted: bool,  # False: from here on there is none
    ) -> None:
        "Begin an average at the weights of now, or end it."
        self.average = Average(self.module, list(self.weights.named)) if wanted else None

    def gradient(
        self,
        objective: Tensor,  # a scalar that depends on the weights
        keep: bool = False,  # keep the graph, for somebody who will go through it again
        halves: Halves | None = None,  # the copies in half precision that its networks have run with, where they have
    ) -> Tensor:  # one number for each weight, as `weights.vector`; 0 for those that played no part
        "How the weights would have to change to make the objective larger."
        weights = self.weights
        if halves is not None:
            return weights.join(halves.gradient(objective, None, keep))
        return weights.join(torch.autograd.grad(objective, weights.list, retain_graph=keep, allow_unused=True))

    def learn(
        self,
        gradient: Tensor,  # as `weights.vector`
        lr: float,  # for this step
        betas: tuple[float, float],  # for this step, where the optimiser has them
    ) -> None:
        "Take one step of the optimiser."
        self.weights.hold()
        vector, optimizer = self.weights.vector, self.optimizer
        group = optimizer.param_groups[0]
        now = {"lr": lr, "betas": betas, "momentum": betas[0], "alpha": betas[1]}
        group.update({name: value for name, value in now.items() if name in group})
        memory = optimizer.state.get(vector)
        if memory and group.get("fused") and type(optimizer) is torch.optim.Adam:
            _adam(vector, gradient, memory, group)
        else:
            vector.grad = gradient
            optimizer.step()
            vector.grad = None
        self.steps += 1

    def settle(
        self,
        clips: Sequence[Clip],  # bounds for its weights
        ema: float,  # the recipe's, for its average
    ) -> None:
        "After a step: put the weights back between their bounds, and let the average follow."
        for clip in clips:
            clip.clamp(self.module)
        if self.average is not None:
            self.weights.hold()
            self.average.follow(self.weights.vector, Average.decay(ema, self.steps))
            if self.buffers:
                self.average.copy_buffers(self.module)

    # --- for a step that is computed elsewhere, as part of a compiled round

    @property
    def has_memory(self) -> bool:
        "Whether its optimiser is one of Adam's kind and has seen a gradient."
        return bool(self.optimizer.state) and isinstance(self.optimizer, torch.optim.Adam)

    def memory(
        self,
        lr: float,  # for the step that comes
        betas: tuple[float, float],  # for the step that comes
        ahead: int = 1,  # which of the steps to come, from 1
    ) -> tuple[Tensor, Tensor, tuple[float, ...]]:  # Adam's two averages, and the numbers of `compiled.adam_step`
        "What a step of Adam needs to be taken elsewhere."
        memory, (b1, b2) = self.optimizer.state[self.weights.vector], betas
        t = memory["step"].item() + ahead
        decay = lr * self.optimizer.param_groups[0]["weight_decay"]
        return memory["exp_avg"], memory["exp_avg_sq"], (b1, b2, lr / (1 - b1**t), math.sqrt(1 - b2**t), decay)

    def took(self) -> None:
        "Count a step that was taken elsewhere."
        self.optimizer.state[self.weights.vector]["step"] += 1
        self.steps += 1

    def rest(self) -> dict[str, Tensor]:  # by name
        "What its networks hold besides the weights that learn: frozen weights and running statistics."
        frozen = {name: self.module.get_parameter(name).detach() for name in self.frozen}
        return frozen | (dict(self.module.named_buffers()) if self.buffers else {})

    # --- running statistics

    def _places(self) -> list[tuple[dict, str, Tensor]]:
        "Where the module keeps each of its buffers."
        return [(module._buffers, name, b) for module in self.module.modules()
                for name, b in module._buffers.items() if b is not None] if self.buffers else []

    def statistics(self) -> list[Tensor]:  # empty for a player that has none
        "A copy of what its networks note down while they run."
        return [buffer.clone() for _, _, buffer in self._places()]

    def put_back(self, statistics: Sequence[Tensor]) -> None:
        "Be again as when those statistics were copied."
        with torch.no_grad():
            for (_, _, buffer), before in zip(self._places(), statistics):
                buffer.copy_(before)

    def untouched(
        self,
        statistics: Sequence[Tensor] = (),  # run it from these instead of from its own
    ) -> AbstractContextManager[None]:
        "Within the block its networks may be run on copies of their running statistics; those themselves stand still."
        return self._untouched(statistics) if self.buffers else nullcontext()

    @contextmanager
    def _untouched(self, statistics: Sequence[Tensor]) -> Iterator[None]:
        kept = self._places()
        for (buffers, name, buffer), seen in zip(kept, statistics or [b for *_, b in kept]):
            buffers[name] = seen.clone()  # not put back by copying: a graph may hold on to what the network saw
        try:
            yield
        finally:
            for buffers, name, buffer in kept:
                buffers[name] = buffer

    @contextmanager
    def resting(self) -> Iterator[nn.Module]:
        "Within the block its networks are in evaluation mode and their statistics stand still."
        learning = [module for module in self.module.modules() if module.training]
        for module in learning:
            set_mode(module, False)
        try:
            yield self.module
        finally:
            for module in learning:
                set_mode(module, True)

    # --- its state

    def state(self) -> dict:
        "Everything that decides what this player does next: copies, none of them shared."
        copies = {name: v.detach().clone() if isinstance(v, Tensor) else v for name, v in self.module.state_dict().items()}
        passing = {name: b.clone() for name, b in self.module.named_buffers() if name not in copies} if self.buffers else {}
        average = None if self.average is None else {k: v.clone() for k, v in self.average.module.state_dict().items()}
        return {"module": copies, "passing": passing, "optimizer": _copied(self.optimizer.state_dict(), self.weights.written),
                "steps": self.steps, "average": average}

    def restore(self, state: dict) -> None:
        "Be again as in that state, to the bit."
        self.module.load_state_dict(state["module"])
        for name, buffer in state["passing"].items():  # those that a module does not count as its state
            self.module.get_buffer(name).copy_(buffer)
        self.weights.hold()
        self.optimizer.load_state_dict(_copied(state["optimizer"], self.weights.read))
        self.steps = state["steps"]
        self.keep_average(state["average"] is not None)
        if self.average is not None:
            self.average.module.load_state_dict(state["average"])

    def hold(self) -> None:
        "Take its weights in again after its module was copied: a copied module has memory of its own."
        self.weights.hold()
        if self.average is not None:
            self.average.weights.hold()
