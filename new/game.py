# %% [markdown]
# # game
#
# > A game as a value: who plays, what a batch holds, whose turn it is, and what each turn makes small
#
# "Two networks compete" is one game out of many. A CycleGAN has three players, a StyleGAN takes its penalties in turns
# of their own, Dirac's GAN has two players of one number each. At the end of this notebook you can write down a game of your own in about
# fifteen lines; everything else that ganlab does (steps, previews, slow motion, going back in time, compilation,
# widgets) works with it, because none of it knows any game by heart.

# %%
#| default_exp games.game

# %%
#| export
import copy
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from ganlab.games.batch import Batch
from ganlab.games.recipes import Recipe
from ganlab.games.schedules import Schedule, get_schedule
from ganlab.games.phases import unchanged
from ganlab.games.step import Step
from ganlab.losses import Clip

# %% [markdown]
# ## What a turn is
#
# A turn is written once, as a generator function. It yields at each place where a reader may want to stop and look, and
# it returns an `Objective`: named terms whose means add up to the loss. The same text is played at full speed, previewed,
# stopped after each part in slow motion, and traced into one compiled function.

# %%
#| export
@dataclass(frozen=True)
class Objective:
    "What a turn asks its player to make small, and what a reader may want to see of it."
    terms: dict[str, Tensor]  # weighted, by name: shape (n,) for each sample, or a scalar; the loss is the sum of their means
    scores: dict[str, Tensor] = field(default_factory=dict)  # logits by what was judged: (n,), or maps (n, h, w)
    made: dict[str, Tensor] = field(default_factory=dict)  # samples by name, networks' units
    memory: dict[str, Tensor] = field(default_factory=dict)  # what the game remembers from here on, if the step is taken

    @property
    def total(self) -> Tensor:  # a scalar
        "The loss."
        means = [term.mean() if term.ndim else term for term in self.terms.values()]
        total = means[0]
        for mean in means[1:]:
            total = total + mean
        return total


Parts = Generator[tuple[str, Any], None, Any]  # at each pause the name of what was done, and its result; in the end a value


def run_through(
    parts: Parts,
) -> Any:  # what it returns
    "Run a computation to its end, without a pause."
    try:
        while True:
            next(parts)
    except StopIteration as end:
        return end.value

# %%
#| export
@dataclass(frozen=True)
class Turn:
    "One kind of step: which player learns, and the computation with its pauses."
    name: str  # such as "d"
    player: str  # who learns
    parts: Callable[["Game", "TurnContext"], Parts]  # ends in an Objective
    side: str  # 'd' or 'g': which of the buttons Step D and Step G plays it
    ends_batch: bool  # whether the batch is used up after it
    title: str  # for people, such as "D"

    @property
    def noun(self) -> str:
        "Who learns, in words."
        return {"d": "discriminator", "g": "generator"}[self.side]


def turn(
    player: str,  # who learns
    side: str | None = None,  # 'd' or 'g'; None: as the player's name begins
    ends_batch: bool = False,  # whether the batch is used up after it
    title: str | None = None,  # for people; None: the name in capitals
) -> Callable[[Callable], Turn]:
    "Decorates a method of a `Game`: a generator function of a `TurnContext` that returns an `Objective`."
    own = side or player[0]
    if own not in ("d", "g"):
        raise ValueError(f"turn({player!r}) needs side='d' or side='g': which button plays it")
    return lambda parts: Turn(parts.__name__, player, parts, own, ends_batch, title or parts.__name__.replace("_", " ").upper())

# %% [markdown]
# ## What a turn sees
#
# Networks as functions, the tensors of the batch, the numbers of the day (an annealed weight, say), random streams, and what the game
# remembers. `once` is for what several turns share.

# %%
#| export
class TurnContext:
    "What the text of a turn is given: networks, batch, random streams, numbers, memory."

    def __init__(
        self,
        batch: Batch,
        net: Any,  # an object with one function a network: `net.g(z)`, or `net.g.ab(x)` for the part "ab" of player "g"
        streams: Mapping[str, torch.Generator],  # by name
        numbers: Mapping[str, Any],  # by name: floats, or scalar tensors while a round is compiled
        memory: Mapping[str, Tensor],  # by name
        due: tuple[str, ...],  # what `Game.due` says of this step
        answer: Callable[[str, Callable[[], Tensor]], Tensor],  # see `once`
        aside: Callable[[], AbstractContextManager],  # see `aside`
    ):
        self.batch, self.net, self.streams, self.numbers, self.memory, self.due = batch, net, streams, numbers, memory, due
        self._answer, self._aside = answer, aside
        self.used: list[str] = []  # names of what was drawn and asked for

    def __getitem__(
        self,
        name: str,  # such as "real"
    ) -> Tensor | None:  # networks' units; None where there is nothing of that name, such as labels of a GAN without classes
        "What was drawn under that name."
        self.used.append(name)
        return self.batch.drawn.get(name)

    def stream(
        self,
        name: str,  # one of the game's, or "noise"
    ) -> torch.Generator:
        "A source of random numbers that is part of the state."
        return self.streams[name]

    def number(
        self,
        name: str,  # one of `Game.settings`, or of what `Game.numbers` gives
    ) -> Any:  # a float; a scalar tensor while a round is compiled, so multiply with it and never ask `if`
        "A number that may change from step to step."
        return self.numbers[name]

    def once(
        self,
        name: str,  # such as "fake"
        make: Callable[[], Tensor],  # computes it, by this context's networks
    ) -> Tensor:  # with the graph that leads to its makers' weights, until one of them has learnt
        "What all turns on this batch share: computed by the first that asks, handed on to the others."
        answer = self.batch.answers.get(name)
        if answer is not None and answer.value is not None:
            return answer.value
        return self._answer(name, make)

    def aside(self) -> AbstractContextManager:
        "Within the block nothing leaves a trace: no gradients, and random streams and running statistics stand still."
        return self._aside()

# %% [markdown]
# ## What a game is
#
# A game is prepared once with its data and a recipe; from then on it answers questions and holds no state that changes by
# playing. Everything that changes (weights, streams, counters, `memory`) is held by the engine that plays it.

# %%
#| export
@dataclass(frozen=True)
class Setting:
    "What a game is prepared with."
    data: Any  # the `Data` to train on, on the device; None for games that bring their own
    recipe: Recipe  # networks, loss, optimiser, …
    device: torch.device
    stream: torch.Generator  # for the first weights, on the CPU
    classes: int = 0  # how many classes the networks are told about; 0: not conditional
    generator: nn.Module | None = None  # the user's own
    discriminator: nn.Module | None = None  # the user's own


@dataclass(frozen=True)
class Input:
    "One thing that goes into a generator."
    name: str  # such as "z"
    kind: str  # "noise", "class" or "sample"
    shape: tuple[int, ...]  # of one
    uniform: bool = False  # noise from U(-1, 1) instead of N(0, 1)
    of: str = ""  # for "sample": the name of the domain that it is from

# %%
#| export
class Game:
    "Who plays, what a batch is, and the turns. Subclasses override; methods decorated with `turn` are the turns, in order."
    streams: tuple[str, ...] = ("data", "z")  # names of the random streams that it draws from; "noise" is always there
    averaged: tuple[str, ...] = ("g",)  # players whose average is kept where the recipe says `ema`
    takes_data = True  # False for a game that brings its own
    output = "fake"  # what `generate` makes, under the name that it has in a step
    translations: dict[str, str] = {}  # {domain that samples can be turned into: the domain that they come from}
    latents: tuple[str, ...] = ("z",)  # names in a batch that are no samples and have no units
    beside: tuple[str, ...] = ("labels",)  # names in a batch that are no stop of their own in slow motion
    settings: dict[str, float] = {}  # live numbers of its own, such as the weight of a term: `gan.set(cycle=5)`
    turns: dict[str, Turn] = {}
    sentences: dict[str, str] = {}  # {part: what has just happened, in words}, for slow motion

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.turns = cls.turns | {name: value for name, value in vars(cls).items() if isinstance(value, Turn)}
        for one in cls.turns.values():
            if one.name in ("d", "g") and len([other for other in cls.turns.values() if other.side == one.name]) > 1:
                raise ValueError(f"{cls.__name__}: a turn called {one.name!r} must be the only one on its side")

    def prepare(
        self,
        setting: Setting,
    ) -> dict[str, nn.Module]:  # {player: its network; a ModuleDict where a player has several}
        "Take data and recipe, and make the networks."
        raise NotImplementedError

    def follow(
        self,
        recipe: Recipe,
    ) -> None:
        "Play by that recipe from here on; raise before anything has changed if it cannot be done."
        self.schedule, self.recipe = get_schedule(recipe.schedule), recipe

    def with_settings(
        self,
        changes: Mapping[str, float],  # some of `settings`
    ) -> None:
        "Change live numbers."
        for name, value in changes.items():
            if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value < float("inf"):
                raise ValueError(f"{name} must be a finite number ≥ 0, got {value!r}")
        self.settings = self.settings | {name: float(value) for name, value in changes.items()}

    def check(
        self,
        players: Mapping[str, Any],  # {name: Player}
    ) -> None:
        "Raise ValueError in words if the networks do not fit the data or each other; note which draw random numbers."

    def first_memory(self, device: torch.device) -> dict[str, Tensor]:
        "What the game remembers before the first step."
        return {}

    def draw(
        self,
        streams: Mapping[str, torch.Generator],
    ) -> dict[str, Tensor | None]:  # by name, networks' units
        "A fresh batch."
        raise NotImplementedError

    def numbers(
        self,
        turn: str,
        steps: int,  # how many steps that turn has taken
    ) -> dict[str, float]:
        "What changes from step to step without changing the computation: annealed weights, the level of noise."
        return {}

    def due(
        self,
        turn: str,
        steps: int,  # how many steps that turn has taken
    ) -> tuple[str, ...]:  # names, such as "penalty"
        "What is only computed in some steps and is in the next one, such as a penalty of every fourth step."
        return ()

    def plan(self) -> tuple:
        "What decides which computation a turn is, hashable: as long as it is the same, a compiled round is good."
        return ()

    def rate(self, player: str) -> float:
        "The learning rate of a player, before annealing."
        turns = [one for one in self.turns.values() if one.player == player]
        return self.recipe.lr[bool(turns) and turns[0].side == "d"]

    def pace(
        self,
        turn: str,
        steps: int,  # how many steps that turn has taken
    ) -> tuple[float, tuple[float, float]]:  # learning rate, and betas
        "How fast the next step of a turn goes."
        recipe, rate, (b1, b2) = self.recipe, self.recipe.lr[self.turns[turn].side == "d"], self.recipe.betas
        if recipe.anneal:
            rate *= recipe.anneal.factor("lr", steps)
            end = recipe.anneal.beta2 if recipe.anneal.beta2 is not None else b2
            b2 += (end - b2) * recipe.anneal.progress(steps)
        return rate, (b1, b2)

    def clips(
        self,
        player: str,
    ) -> tuple[Clip, ...]:
        "Between which bounds a player's weights are put back after each of its steps."
        return ()

    def look(
        self,
        turn: str,
        t: TurnContext,
    ) -> dict[str, Tensor]:  # more scores
        "What only a reader asks for; computed without a gradient, from random numbers that training does not miss."
        return {}

    def noted(
        self,
        step: Step,
    ) -> dict[str, Tensor]:  # scalars by name
        "What the history keeps of each step, beside the terms and the length of the gradient."
        return {}

    def beliefs(
        self,
        step: Step,
    ) -> dict[str, float]:
        "What the history keeps of every tenth step."
        return {}

    def accuracy(
        self,
        t: TurnContext,
    ) -> float:  # in [0, 1]
        "The share of a batch that the discriminators tell apart right; a schedule may ask."
        raise ValueError(f"{type(self).__name__} does not say how well its discriminators do")

    def generate(
        self,
        net: Any,  # the players' networks as functions, see `TurnContext`
        **inputs: Tensor | None,  # by the names of `inputs`, networks' units
    ) -> Tensor:  # samples, networks' units
        "What the generator makes of given inputs."
        raise NotImplementedError(f"{type(self).__name__} does not say how its generator is asked")

    def draw_inputs(
        self,
        n: int,  # how many
        generator: torch.Generator,
    ) -> dict[str, Tensor | None]:  # by the names of `inputs`, networks' units
        "Inputs as the generator meets them in training."
        raise NotImplementedError(f"{type(self).__name__} does not say what goes into its generator")

    def translate(
        self,
        net: Any,  # the players' networks as functions
        x: Tensor,  # samples of one domain, networks' units
        to: str,  # one of `translations`
    ) -> Tensor:  # networks' units
        "Samples of one domain as samples of another."
        raise NotImplementedError(f"{type(self).__name__} does not say how samples are translated")

    def score(
        self,
        net: Any,  # the players' networks as functions
        x: Tensor,  # samples as `generate` makes them, networks' units
        labels: Tensor | None,  # (n,), when conditional
    ) -> Tensor:  # logits, shape (n,)
        "What the discriminator says of samples."
        raise NotImplementedError(f"{type(self).__name__} does not say which discriminator judges its samples")

    def shape_of(self, name: str) -> tuple[int, ...]:
        "The shape of one sample of that name."
        return tuple(self.data.shape)

    def scale(
        self,
        name: str,  # of something drawn or made
        x: Tensor,  # the user's units
    ) -> Tensor:
        "Samples in the networks' units; the reverse of `unscale`."
        return x

    def recipe_for(
        self,
        recipe: str | Recipe,  # as it was asked for
    ) -> str | Recipe:
        "The recipe to play by; a game may have a default of its own."
        return recipe

    def arguments(self) -> dict | None:
        "Plain values by which its class makes it again, for scripts and files; None: only somebody else knows."
        return None

    def unscale(
        self,
        name: str,  # of something drawn or made
        x: Tensor,  # networks' units
    ) -> Tensor:
        "Samples in the user's own units."
        return x

    def middle(self, history: Mapping) -> float:
        "The score that means: cannot tell."
        return 0.0

    def reading(
        self,
        history: Mapping,  # what every step cost so far
    ) -> tuple[Callable[[Tensor], Tensor], bool]:  # from scores to what they mean, and whether only differences have a meaning
        "How a reader should take the discriminators' scores; by default as they are."
        return unchanged, True

    def remade(
        self,
        turn: str,
        net: Any,  # the players' networks as functions
        drawn: Mapping[str, Tensor | None],  # of a batch
    ) -> dict[str, Tensor]:  # samples by name, networks' units
        "What the player who learns in a turn makes of a batch, for readers who want to see where its step has led."
        return {}

    def describe(self) -> dict:
        "What a page has to know: turns, sides, curves, inputs, and the graph of who hands what to whom."
        sides = [side for side in "dg" if any(one.side == side for one in self.turns.values())]
        turns = [{"name": one.name, "title": one.title, "noun": one.noun, "side": one.side, "colour": one.side,
                  "key": one.side if one.name == one.side else ""} for one in self.turns.values()]
        curves = [{"name": f"{one.name}_loss", "title": f"{one.title} loss", "side": one.side} for one in self.turns.values()]
        return {"turns": turns, "sides": [{"name": side, "title": side.upper()} for side in sides], "curves": curves,
                "graph": self.graph(), "inputs": [vars(one) | {"shape": list(one.shape)} for one in self.inputs()],
                "views": self.views()}

    def inputs(self) -> list[Input]:
        "What goes into the generator, in order."
        return []

    def views(self) -> list[dict]:  # [{"name", "title"}]
        "What there is to look at, beside curves and batch."
        return []

    def graph(self) -> dict:  # {"nodes": [{id, label, kind, column, row, side}], "edges": [{from, to}]}
        "Who hands what to whom, as a picture: by default each player beside the losses of its turns."
        players = list(dict.fromkeys(one.player for one in self.turns.values()))
        nodes = [{"id": name, "label": name.upper(), "kind": "network", "column": 1, "row": row, "side": self._side(name)}
                 for row, name in enumerate(players)]
        nodes += [{"id": f"{one.name}_loss", "label": f"{one.title} loss", "kind": "loss", "column": 2, "row": row, "side": one.side}
                  for row, one in enumerate(self.turns.values())]
        return {"nodes": nodes, "edges": [{"from": one.player, "to": f"{one.name}_loss"} for one in self.turns.values()]}

    def _side(self, player: str) -> str:
        return next(one.side for one in self.turns.values() if one.player == player)

    def __deepcopy__(self, memo: dict) -> "Game":
        return copy.copy(self)  # a twin of a GAN shares data and rules, which nobody changes in place
