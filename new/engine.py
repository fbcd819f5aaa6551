# %% [markdown]
# # engine
#
# > Plays the turns of any game: one text of a turn becomes a step, a preview, slow motion or a compiled round
#
# The engine holds everything that changes while a game is played (players, random streams, counters, the batch under way) and knows
# nothing about any game. At the end of this notebook you know how a step comes about: the turn's own text computes an
# objective, the engine takes its gradient, refuses it unless all is finite, writes it into the history, and lets the player
# learn.

# %%
#| default_exp training.engine

# %%
#| export
import copy
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn

from ganlab.backend.digest import digest, name_of
from ganlab.backend.modules import last_pass, thread_count, threads_for
from ganlab.backend.precision import Halves, bf16_pays, wide
from ganlab.backend.randomness import private, stream
from ganlab.games.batch import Answer, Batch
from ganlab.games.game import Game, Objective, Parts, Setting, Turn, TurnContext, run_through
from ganlab.games.player import Player
from ganlab.games.recipes import LIVE, Recipe, vary
from ganlab.games.schedules import Round, flat, one_batch_each, round_of
from ganlab.games.step import Step
from ganlab.training.compiled import CompiledRounds
from ganlab.training.networks import Networks, loose, noted_values, untouched

# %% [markdown]
# ## A step that is refused
#
# A loss or a gradient that is not finite would ruin the weights for good. Such a step is not taken.

# %%
#| export
class Diverged(FloatingPointError):
    "A step whose loss or gradient was not finite; it was not taken, and the networks are as they were before it."


def layer_norms(
    gradients: dict[str, Tensor],  # by parameter name
) -> dict[str, float]:  # {layer: L2 norm of its gradient, weight and bias together}
    "How strongly each layer is told to change, from one trip to the device."
    norms = torch.stack(torch._foreach_norm(list(gradients.values()))).tolist()
    squares: dict[str, float] = {}
    for name, norm in zip(gradients, norms):
        layer = name.rpartition(".")[0] or name
        squares[layer] = squares.get(layer, 0.0) + norm**2
    return {layer: square**0.5 for layer, square in squares.items()}

# %%
assert layer_norms({"a.weight": torch.tensor([3.0]), "a.bias": torch.tensor([4.0])}) == {"a": 5.0}

# %% [markdown]
# ## Networks as a turn calls them
#
# A turn's text says `t.net.g(z)`. Here is what happens then: half precision where it is wanted, the engine's own stream
# of random numbers for a network that draws some (dropout), and a note of who took part.

# %%
#| export
class Network:
    "One network of a player as a function, with precision and random numbers seen to."

    def __init__(self, engine: "Engine", player: str, module: nn.Module):
        self.engine, self.player, self.module = engine, player, module

    def __call__(self, *inputs: Tensor) -> Tensor:
        engine, player = self.engine, self.engine.players[self.player]
        if engine.makers is not None and self.player not in engine.makers:
            engine.makers[self.player] = player.statistics()
        if engine.precision == "fp32" and not player.stochastic:
            return self.module(*inputs).float()
        random = private(engine.streams["network"]) if player.stochastic else nullcontext()
        with engine.cast(), random, engine.halves_of(self.player) or nullcontext():
            return self.module(*inputs).float()

# %% [markdown]
# ## What a schedule may ask

# %%
#| export
class GameView:
    "What a schedule may ask about the game; a `schedules.Game`."

    def __init__(self, engine: "Engine"):
        self._engine, self.rounds, self.steps = engine, engine.rounds, engine.counts
        self.turns = engine.sides

    @property
    def accuracy(self) -> float:
        "The share of the coming batch that the discriminators tell apart right."
        engine = self._engine
        first = next(iter(engine.game.turns))
        return engine.game.accuracy(engine.context(engine.game.turns[first]))

# %% [markdown]
# ## The engine

# %%
#| export
CLOSER = 10  # steps from one closer look, layer by layer, to the next


class Engine:
    "Players, streams, counters and the batch under way; plays the turns of any game."

    def __init__(
        self,
        game: Game,
        setting: Setting,
        seed: int,  # decides every random number
        history: Any,  # a `timeline.History`: what every step cost is recorded there
        say: Callable[[str], None] = print,  # told of what takes a while
    ):
        self.game, self.data, self.seed, self.device, self.say = game, setting.data, seed, setting.device, say
        self.streams = {name: stream(seed, name, setting.device) for name in (*game.streams, "network", "noise")}
        self.streams["weights"] = setting.stream  # drawn from once; part of the state all the same
        modules = game.prepare(setting)
        self.threads = threads_for(*modules.values())
        self.players = {name: Player(module.to(setting.device), setting.recipe, game.rate(name)) for name, module in modules.items()}
        image = getattr(setting.data, "kind", None) == "image"
        self.fastest = "bf16" if image and wide(*modules.values()) and bf16_pays(setting.device) else "fp32"
        self.sides = {name: turn.side for name, turn in game.turns.items()}
        self.steps = dict.fromkeys(game.turns, 0)
        self.rounds, self.batch, self.history = 0, None, history
        self.latest: dict[str, Step] = {}  # the last step of each turn since this moment was gone to
        self.memory = game.first_memory(setting.device)
        self.compiled = CompiledRounds()
        self.makers: dict[str, list[Tensor]] | None = None  # while an answer is computed: who has been asked, and its statistics before
        self.learner = ""  # while a turn is computed: the player who learns
        self._connect()
        with thread_count(self.threads):
            game.check(self.players)
        self.follow(setting.recipe)

    def _connect(self) -> None:
        self.net = Networks(lambda player, part, module: Network(self, player, module), self.players)

    counts = property(lambda self: tuple(self.steps.values()), doc="Steps taken by each turn, in the order of the game's turns.")
    recipe = property(lambda self: self.game.recipe, doc="The recipe that is followed now.")

    def player_of(self, turn: str) -> Player:
        "Who learns in a turn."
        return self.players[self.game.turns[turn].player]

    def turns_of(
        self,
        name: str,  # a turn, or a side: 'd' or 'g'
    ) -> tuple[str, ...]:  # names of turns
        "The turns that a name stands for."
        if name in self.sides:
            return (name,)
        found = tuple(turn for turn, side in self.sides.items() if side == name)
        if not found:
            raise ValueError(f"there is no turn {name!r}; there is {', '.join(self.sides)}")
        return found

    # --- rules

    def follow(self, recipe: Recipe) -> None:
        "Play by that recipe from here on; what cannot be done is found out before anything has changed."
        self.game.follow(recipe)
        for name in self.game.averaged:
            player = self.players.get(name)
            if player is not None and bool(recipe.ema) != (player.average is not None):
                player.keep_average(bool(recipe.ema))
        self.precision = self.fastest if recipe.precision == "auto" else recipe.precision

    def check_changes(
        self,
        changes: Mapping[str, Any],  # fields of a recipe, and settings of the game
    ) -> tuple[Recipe, dict]:  # the recipe that comes of it, and the settings
        "What changes of the rules would lead to; raises in words if they cannot be made while it trains."
        own = {name: value for name, value in changes.items() if name in self.game.settings}
        of_recipe = {name: value for name, value in changes.items() if name not in own}
        fixed = sorted(set(of_recipe) - LIVE)
        recipe = vary(self.recipe, **of_recipe).reaching(getattr(self.data, "modes", None))
        if fixed:
            raise ValueError(f"{', '.join(fixed)} cannot change while it trains: the networks would have to be built anew. "
                             f"Make another: GAN(…, {', '.join(f'{k}={changes[k]!r}' for k in fixed)})")
        return recipe, own

    def change(self, changes: Mapping[str, Any]) -> None:
        "Change rules from the next step on."
        recipe, own = self.check_changes(changes)
        kind = lambda r: (r.optimizer, r.optimizer == "rmsprop" and r.betas[0] > 0)  # RMSprop takes no momentum later on
        renew = kind(recipe) != kind(self.recipe)
        if own:
            self.game.with_settings(own)
        self.follow(recipe)
        if renew:
            self.renew(recipe)

    def renew(self, recipe: Recipe) -> None:
        "Give every player a fresh optimiser."
        for name, player in self.players.items():
            player.renew(recipe, self.game.rate(name))

    # --- what a turn is given

    def cast(self) -> AbstractContextManager:
        "The block in which networks run, in the precision of now."
        return torch.autocast(self.device.type, torch.bfloat16) if self.precision == "bf16" else nullcontext()

    def meet(self, turn: Turn) -> Batch:
        "The batch that a turn is played on; drawn, where there is none that it has not learnt from."
        if self.batch is None or turn.name in self.batch.played:
            self.batch = Batch(self.game.draw(self.streams))
        return self.batch

    def context(self, turn: Turn) -> TurnContext:
        "Everything that the text of a turn is given."
        steps = self.steps[turn.name]
        numbers = self.game.settings | self.game.numbers(turn.name, steps)
        return TurnContext(self.meet(turn), self.net, self.streams, numbers, self.memory, self.game.due(turn.name, steps),
                           self.answer, self.aside)

    def halves_of(self, player: str) -> Halves | None:
        "The bfloat16 copies of a player's weights that a gradient will be taken by; None where there will be none."
        if self.precision != "bf16" or self.makers is None and player != self.learner:
            return None
        kept = self.batch.halves
        if player not in kept:
            kept[player] = Halves(self.players[player].weights)
        return kept[player]

    def answer(
        self,
        name: str,  # see `TurnContext.once`
        make: Callable[[], Tensor],
    ) -> Tensor:
        "Compute an answer of the batch; after a restore it is computed again, from the same random numbers, to the same bits."
        batch, random, outer = self.batch, self.streams["network"], self.makers
        found, self.makers = batch.answers.get(name), {}
        try:
            if found is not None:
                value = self._again(found, make)
                batch.answers[name] = replace(found, value=value)
                return value
            before = random.get_state() if any(player.stochastic for player in self.players.values()) else None
            value, makers = make(), self.makers
            state = before if any(self.players[who].stochastic for who in makers) else None
            statistics = {who: kept for who, kept in makers.items() if kept}
            batch.answers[name] = Answer(value, frozenset(makers), state, statistics)
            return value
        finally:
            self.makers = outer

    def _again(self, found: Answer, make: Callable[[], Tensor]) -> Tensor:
        random = self.streams["network"]
        now = random.get_state()
        if found.random_state is not None:
            random.set_state(found.random_state)
        with untouched({who: self.players[who] for who in found.makers}, found.statistics):
            value = make()
        random.set_state(now)
        return value

    @contextmanager
    def aside(self) -> Iterator[None]:
        "Within the block nothing leaves a trace: no gradients, and random streams and running statistics stand still."
        with torch.no_grad(), untouched(self.players), self.same_random_numbers():
            yield

    @contextmanager
    def same_random_numbers(self) -> Iterator[None]:
        "Within the block the streams may be drawn from; afterwards they stand where they stood."
        before = {name: generator.get_state() for name, generator in self.streams.items()}
        try:
            yield
        finally:
            for name, state in before.items():
                self.streams[name].set_state(state)

    # --- one turn

    def parts(
        self,
        name: str,  # of a turn
        applied: bool = True,  # False: nothing will be taken; the graph is kept
        look: bool = True,  # also compute what only a reader asks for
        pulls: bool = False,  # also stop at the gradient by the samples that were made
        keep: bool = False,  # keep the graph: others are computed on it before any step is taken
    ) -> Parts:  # ends in (Step, Objective, what the history keeps); the step is not taken yet
        "The computation of one turn, with a pause after each part."
        turn, player = self.game.turns[name], self.player_of(name)
        context = self.context(turn)
        batch = context.batch
        yield "batch", batch
        if not any(turn.player in answer.makers for answer in batch.answers.values()):
            batch.halves.pop(turn.player, None)
        outer, self.learner = self.learner, turn.player
        try:
            objective = yield from turn.parts(self.game, context)
            yield "loss", objective
            total = objective.total
            if pulls and (pulled := _pulls(total, objective)):
                yield "pull", pulled
            halves = batch.halves.get(turn.player) if self.precision == "bf16" else None
            gradient = player.gradient(total, keep=keep or not applied, halves=halves)
            if look:
                objective = replace(objective, scores=self._looked(name, context) | objective.scores)
            step = Step(name, self.steps[name] + 1, applied, loose(objective.terms), loose(objective.scores), batch.drawn,
                        loose(objective.made), gradient, player.weights.split, self.game.unscale)
            noted = self._checked(step, total)
            yield "gradient", step
            return step, objective, noted
        finally:
            self.learner = outer

    def _looked(self, name: str, context: TurnContext) -> dict[str, Tensor]:
        with self.aside():
            return self.game.look(name, context)

    def _checked(self, step: Step, total: Tensor) -> dict[str, float]:  # what the history keeps of it
        "Refuse a step that is not finite."
        values = noted_values(self.game, step)
        norm = step.gradient.dot(step.gradient).sqrt()  # a finite loss can have a gradient that is not
        total, norm, *numbers = torch.stack((total.detach(), norm, *values.values())).tolist()
        if not math.isfinite(total + norm):
            raise self.diverged(step.turn, step.number, total)
        return dict(zip(values, numbers)) | {f"{step.turn}_slope": norm}

    def diverged(self, turn: str, number: int, total: float) -> Diverged:
        "The error that says which step was refused and what helps."
        wrong = f"its loss is {total}" if not math.isfinite(total) else "its loss has a gradient that is not finite"
        noun = self.game.turns[turn].noun
        who = f"the {noun}" if turn in ("d", "g") else f"turn {turn!r}, which trains a {noun},"
        return Diverged(f"step {number} of {who} was not taken: {wrong}. The networks are as they were. Lower the learning "
                        f"rates (lr={self.recipe.lr}), add a penalty such as 'r1+r2', or reset")

    def record(
        self,
        step: Step,  # that is about to be taken
        noted: Mapping[str, float],  # what the history keeps of it
    ) -> None:
        "Write a step into the history; every tenth one is looked at more closely, layer by layer."
        closer = {}
        if step.number % CLOSER == 0 or step.number <= CLOSER:
            norms = layer_norms(self.player_of(step.turn).weights.split(step.gradient))
            closer = {f"{step.turn}_slope.{layer}": norm for layer, norm in norms.items()} | self.game.beliefs(step)
        self.history.record(step.number, **noted, **closer)

    def take(self, step: Step, objective: Objective, noted: Mapping[str, float]) -> None:
        "Let the player learn, and write it down."
        turn, player = self.game.turns[step.turn], self.player_of(step.turn)
        self.record(step, noted)
        player.learn(step.gradient, *self.game.pace(step.turn, self.steps[step.turn]))
        player.settle(self.game.clips(turn.player), self.recipe.ema)
        self.taken(step, {name: value.detach() for name, value in objective.memory.items()})
        self.batch.learnt(turn.player)

    def taken(self, step: Step, memory: Mapping[str, Tensor]) -> None:
        "Count a step that has been taken, and remember what it leaves behind."
        self.steps[step.turn] += 1
        self.latest[step.turn] = step
        if memory:
            self.memory = self.memory | memory
        self.batch.played |= {step.turn}

    def turn(
        self,
        names: str | tuple[str, ...],  # of a turn; several in a tuple are played simultaneously
        look: bool = True,
        pulls: bool = False,
    ) -> Parts:  # ends in the last Step
        "Play a turn, with a pause after each part; all of it, or nothing."
        names = (names,) if isinstance(names, str) else names
        done = []
        with self.unless_refused():
            for name in names:
                yield "turn", name
                done.append((yield from self.parts(name, True, look, pulls, keep=len(names) > 1)))
        for step, objective, noted in done:
            self.take(step, objective, noted)
        if any(self.game.turns[name].ends_batch for name in names):
            self.batch = None
        return done[-1][0]

    @contextmanager
    def unless_refused(self) -> Iterator[None]:
        "Within the block running statistics follow; if it ends in an exception, those that belong to no answer are put back."
        kept = {name: player.statistics() for name, player in self.players.items() if player.buffers}
        if not kept:
            yield
            return
        before = set(self.batch.answers) if self.batch is not None else set()
        try:
            yield
        except BaseException:
            answers = self.batch.answers if self.batch is not None else {}
            makers = {who for name, answer in answers.items() if name not in before for who in answer.makers}
            for name in set(kept) - makers:
                self.players[name].put_back(kept[name])
            raise

    def order_of(
        self,
        name: str,  # of a turn
    ) -> tuple[str, ...]:
        "The names of the stops of a turn in slow motion, found by playing it once on a batch that is thrown away."
        batch, self.batch = self.batch, None
        turn, stops = self.game.turns[name], []
        try:
            with self.same_random_numbers(), untouched(self.players):
                context = self.context(turn)
                parts = turn.parts(self.game, context)
                objective = run_through(_noting(parts, stops))
                pulls = ["pull"] if _pulls(objective.total, objective) else []
        finally:
            self.batch = batch
        drawn = [one for one in context.batch.drawn if one in context.used and one not in self.game.beside]
        return (*drawn, *stops, "loss", *pulls, "gradient", "weights")

    # --- steps, previews, rounds

    def play(
        self,
        names: str | tuple[str, ...],  # of a turn; several in a tuple are played simultaneously
        look: bool = True,  # also compute what only a reader asks for
    ) -> Step:  # the last
        "Play a turn to its end."
        return run_through(self.turn(names, look))

    def preview(
        self,
        name: str,  # of a turn
    ) -> Step:  # what that step would see and do; nothing has changed
        "Compute the next step of a turn without taking it."
        batch = self.batch
        self.batch = None if batch is None else batch.copied()
        try:
            with self.same_random_numbers(), untouched(self.players):
                return run_through(self.parts(name, applied=False))[0]
        finally:
            self.batch = batch

    def next_round(self) -> Round:
        "Whose turn it is in the next round, as the schedule says."
        return round_of(self.game.schedule(GameView(self)), tuple(self.sides))

    def round(
        self,
        look: bool,  # also compute what only a reader asks for
        taken: list[str],  # the names of the turns that were taken are added to it
    ) -> Step:  # the last
        "Play one round of the schedule."
        order = self.next_round()
        groups = one_batch_each(order, self.game.turns) if self.recipe.compile else [(names,) for names in order]
        for group in groups:
            step = self._play_group(group, look, taken)
        self.rounds += 1
        return step

    def _play_group(self, group: Round, look: bool, taken: list[str]) -> Step:
        "Play turns on one batch, compiled if that is wanted and can be."
        if self.recipe.compile and (step := self.compiled.play(self, group)) is not None:
            taken.extend(flat(group))
            return self._looked_after(step) if look else step
        for names in group:
            step = self.play(names, look)
            taken.extend((names,) if isinstance(names, str) else names)
        return step

    def _looked_after(self, step: Step) -> Step:
        "The last step of a compiled round with what only a reader asks for."
        batch, self.batch = self.batch, Batch(step.drawn)
        try:
            context = TurnContext(self.batch, self.net, self.streams, {}, self.memory, (), self.answer, self.aside)
            return replace(step, scores=self._looked(step.turn, context) | step.scores)
        finally:
            self.batch = batch

    # --- asking networks

    @contextmanager
    def asking(
        self,
        average: bool = True,  # the averages, where there are some
        *names: str,  # of players; none: all
    ) -> Iterator[Networks]:  # as functions, in evaluation mode
        "Within the block the players' networks can be asked without a gradient by weights; nothing of them changes."
        with ExitStack() as stack:
            for name in names or self.players:
                stack.enter_context(self.players[name].resting())
            if any(player.stochastic for player in self.players.values()):
                stack.enter_context(self.same_random_numbers())
            yield Networks(self._asked(average), self.players)

    def _asked(self, average: bool) -> Callable[[str, str, nn.Module], Callable]:
        def make(player: str, part: str, module: nn.Module) -> Callable[..., Tensor]:
            own = self.players[player].average
            if average and own is not None:
                module = own.module[part] if part else own.module

            def call(*inputs: Tensor) -> Tensor:
                stochastic = self.players[player].stochastic
                with self.cast(), private(self.streams["network"]) if stochastic else nullcontext():
                    return module(*inputs).float()
            return call
        return make

    # --- the state

    def state(self) -> dict:
        "A copy of everything that decides the future."
        return {
            "recipe": self.recipe, "settings": dict(self.game.settings), "rounds": self.rounds, "steps": dict(self.steps),
            "players": {name: player.state() for name, player in self.players.items()},
            "streams": {name: generator.get_state() for name, generator in self.streams.items()},
            "memory": {name: value.clone() for name, value in self.memory.items()},
            "batch": None if self.batch is None else self.batch.kept(),
        }

    def restore(self, state: dict) -> None:
        "Be again as in that state, to the bit, and by the rules of then."
        self.game.settings = dict(state["settings"])
        self.game.follow(state["recipe"])
        self.renew(state["recipe"])
        for name, player in self.players.items():
            player.restore(state["players"][name])
        self.steps, self.rounds, self.latest = dict(state["steps"]), state["rounds"], {}
        self.memory = {name: value.clone() for name, value in state["memory"].items()}
        for name, random in state["streams"].items():
            self.streams[name].set_state(random)
        self.batch = None if state["batch"] is None else state["batch"].kept()
        self.follow(state["recipe"])

    def __deepcopy__(self, memo: dict) -> "Engine":
        "An independent twin; compiled rounds and data are shared."
        for player in self.players.values():
            memo |= last_pass(player.module)
        shared = (self.data, self.recipe, self.compiled, self.say, self.device)
        memo |= {id(value): value for value in shared if value is not None}
        twin = memo[id(self)] = object.__new__(type(self))
        own = {"batch": None if self.batch is None else self.batch.kept(), "latest": dict(self.latest), "makers": None, "net": None}
        for name, value in vars(self).items():
            setattr(twin, name, own[name] if name in own else copy.deepcopy(value, memo))
        for player in twin.players.values():
            player.hold()
        twin._connect()
        return twin


def state_digest(
    state: dict,  # from `Engine.state`
) -> str:  # 64 hexadecimal digits
    "One text for everything that decides the future: two engines with the same digest go on alike, to the bit."
    recipe = {name: name_of(value) for name, value in vars(state["recipe"]).items()}
    return digest(state | {"recipe": recipe, "batch": state["batch"] and state["batch"].facts()})

# %%
#| export
def _noting(parts: Parts, names: list[str]) -> Parts:
    "The same computation; the names of its parts are added to a list."
    try:
        while True:
            name, value = next(parts)
            names.append(name)
            yield name, value
    except StopIteration as end:
        return end.value


def _pulls(total: Tensor, objective: Objective) -> dict[str, Tensor]:
    "How the loss changes with each sample that was made, by name."
    made = {name: x for name, x in objective.made.items() if x.requires_grad}
    found = torch.autograd.grad(total, list(made.values()), retain_graph=True, allow_unused=True) if made else ()
    return {name: pull for name, pull in zip(made, found) if pull is not None}

