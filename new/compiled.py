# %% [markdown]
# # compiled
#
# > Turns that share a batch as one compiled function: networks, gradients and optimisers in one call
#
# A round of small networks is hundreds of tiny operations, and most of its time goes into starting them. At the end of
# this notebook you know how a round becomes one function that PyTorch's compiler can turn into machine code: the turns' own
# text is traced, with weights, optimiser states and random numbers as arguments. There is no second text of a step.

# %%
#| default_exp training.compiled

# %%
#| export
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.fx.experimental.proxy_tensor import make_fx
from torch.utils._python_dispatch import TorchDispatchMode

from ganlab.backend.precision import BiasApart
from ganlab.backend.randomness import private
from ganlab.games.batch import Answer, Batch
from ganlab.games.game import Game, TurnContext, run_through
from ganlab.games.player import Average, Player
from ganlab.games.schedules import Round, flat
from ganlab.games.step import Step
from ganlab.training.networks import Networks, loose, noted_values

# %% [markdown]
# ## Random numbers from outside
#
# A compiled function cannot draw from a stream that belongs to the state. So the draws are noted once, with their stream and
# their shape; before each call they are made outside, in the same order, and handed in.

# %%
#| export
class CannotCompile(RuntimeError):
    "What keeps a round from being compiled, in words."


@dataclass(frozen=True)
class Draw:
    "One draw of random numbers, as the round made it."
    op: Callable
    args: tuple
    kwargs: dict
    stream: str  # the name of the stream it drew from
    shape: tuple[torch.Size, torch.dtype, torch.device] | None  # of the tensor that it filled; None: it made a new one

    def again(
        self,
        streams: Mapping[str, torch.Generator],  # by name
    ) -> Tensor:  # fresh numbers, the next of its stream
        "Draw once more."
        into = () if self.shape is None else (torch.empty(self.shape[0], dtype=self.shape[1], device=self.shape[2]),)
        return self.op(*into, *self.args, **self.kwargs, generator=streams[self.stream])

# %%
#| export
class Draws(TorchDispatchMode):
    "Notes every draw within the block or, given numbers, answers each draw with the next of them."

    def __init__(self, streams: Mapping[str, torch.Generator], given: Sequence[Tensor] | None = None):
        super().__init__()
        self.streams = streams
        self.names = {random.initial_seed(): name for name, random in streams.items()}  # PyTorch hands on another object
        self.noted: list[Draw] = []
        self.given = None if given is None else iter(given)

    def __torch_dispatch__(self, op, types, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        if torch.Tag.nondeterministic_seeded not in op.tags:
            return op(*args, **kwargs)
        random = kwargs.pop("generator", None)
        name = None if random is None else self.names.get(random.initial_seed())
        fills = op._schema.is_mutable
        if name is None or any(isinstance(value, Tensor) for value in args[fills:]):
            raise CannotCompile(f"{op} draws random numbers in a way that cannot be repeated from outside")
        into, rest = args[:fills], args[fills:]
        shape = (into[0].shape, into[0].dtype, into[0].device) if fills else None
        draw = Draw(op, rest, kwargs, name, shape)
        if self.given is None:
            self.noted.append(draw)
            drawn = draw.again({name: torch.Generator(self.streams[name].device)})  # only its shape is of consequence
        else:
            drawn = next(self.given)
        return into[0].copy_(drawn) if fills else drawn

# %% [markdown]
# ## Adam as arithmetic

# %%
#| export
def adam_step(
    vector: Tensor,  # weights, shape (k,)
    gradient: Tensor,  # shape (k,)
    m: Tensor,  # running mean of gradients, shape (k,)
    v: Tensor,  # running mean of their squares, shape (k,)
    numbers: Sequence[Tensor],  # β1, β2, the rate over 1 - β1^t, the root of 1 - β2^t, and how much of a weight decays
) -> tuple[Tensor, Tensor, Tensor]:  # the three after the step
    "Adam (Kingma & Ba 2015, algorithm 1; decoupled decay: Loshchilov & Hutter 2019, algorithm 2)."
    b1, b2, rate, root, decay = numbers
    m = m + (gradient - m) * (1 - b1)
    v = v * b2 + gradient * gradient * (1 - b2)
    return vector * (1 - decay) - rate * m / (v.sqrt() / root + 1e-8), m, v

# %%
w, g = torch.tensor([1.0, -2.0], requires_grad=True), torch.tensor([0.5, 3.0])
adam = torch.optim.Adam([w], lr=0.1, betas=(0.5, 0.9))
numbers = [torch.tensor(x) for x in (0.5, 0.9, 0.1 / (1 - 0.5), (1 - 0.9) ** 0.5, 0.0)]
ours, *_ = adam_step(w.detach().clone(), g, torch.zeros(2), torch.zeros(2), numbers)
w.grad = g
adam.step()
assert torch.allclose(ours, w, atol=1e-6)

# %% [markdown]
# ## The piece that is traced
#
# Every turn of the piece is given networks that are functions of the vectors of weights, so that the second turn sees
# what the first one has learnt. What happens around a turn (the step of Adam, clipping, the average, the refusal of
# what is not finite) is arithmetic on those vectors.

# %%
#| export
ADAM = 5  # numbers that a step of Adam takes


class Piece:
    "Turns on one fresh batch as a function of tensors alone, some of which it changes in place."

    def __init__(
        self,
        order: Round,  # the turns; those in a tuple are played simultaneously
        game: Game,
        players: Mapping[str, Player],
        streams: Mapping[str, torch.Generator],
        due: Mapping[str, tuple[str, ...]],  # {turn: what is due in it, see `Game.due`}
        bf16: bool,  # whether the networks run under autocast
    ):
        self.order, self.game, self.players, self.streams, self.due, self.bf16 = order, game, players, streams, due, bf16
        self.numbers: dict[str, list[str]] = {}  # {turn: names of its numbers, in order}
        self.reported: dict[str, list[str]] = {}  # {turn: names of what it reports, in order}
        self.makers: dict[str, frozenset[str]] = {}  # {answer: the players who made it}
        self.open = not any(game.turns[name].ends_batch for name in flat(order))  # whether the batch goes on after it

    def __call__(self, s: dict) -> dict:  # state, batch and numbers -> what steps are made of, and a report
        with Draws(self.streams, s["draws"]):
            return _Trace(self, s).run()

    def draws(self, s: dict) -> list[Draw]:
        "Which random numbers one call needs."
        draws = Draws(self.streams)
        with draws:
            _Trace(self, s).run()
        return draws.noted

    def learners(self) -> list[str]:
        "The players who learn in it, each once."
        return list(dict.fromkeys(self.game.turns[name].player for name in flat(self.order)))

# %%
#| export
class _Trace:
    "One run of a piece: what it reads and writes on the way."

    def __init__(self, piece: Piece, s: dict):
        self.piece, self.s, self.game = piece, s, piece.game
        self.batch, self.called, self.makers = Batch(dict(s["drawn"])), None, {}
        self.memory = dict(s["memory"])
        self.after = {key: dict(s[key]) for key in ("vectors", "m", "v", "averages")}
        self.finite, self.report, self.out = torch.ones((), dtype=torch.bool, device=s["numbers"].device), [], {}
        self.numbers = iter(s["numbers"].unbind())
        self.leaves: dict[str, dict[str, Tensor]] = {}
        for name in piece.players:
            self._see(name, learns=name in piece.learners())
        self.net = Networks(self._network, piece.players)

    def _see(self, player: str, learns: bool) -> None:
        "Let a player's networks run on its weights of now."
        weights = self.piece.players[player].weights.split(self.after["vectors"][player])
        self.leaves[player] = {name: w.detach().requires_grad_(learns) for name, w in weights.items()}

    def _network(self, player: str, part: str, module: nn.Module) -> Callable[..., Tensor]:
        "A network as a function of its input, with the weights of now."
        prefix = f"{part}." if part else ""

        def call(*inputs: Tensor) -> Tensor:
            if self.called is not None:
                self.called.add(player)
            values = self.leaves[player] | self.s["rest"][player]
            named = {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}
            bf16 = torch.autocast(inputs[0].device.type, torch.bfloat16, enabled=self.piece.bf16)
            with private(self.piece.streams["network"]), bf16, BiasApart():
                return functional_call(module, named, inputs).float()
        return call

    def _answer(self, name: str, make: Callable[[], Tensor]) -> Tensor:
        outer, self.called = self.called, set()
        value, makers = make(), frozenset(self.called)
        self.called = outer
        self.batch.answers[name] = Answer(value, makers)
        self.piece.makers[name] = makers
        return value

    @contextmanager
    def _aside(self) -> Iterator[None]:
        with torch.no_grad():
            yield

    def run(self) -> dict:
        "All turns, and then what has changed is written where it belongs."
        for names in self.piece.order:
            names = (names,) if isinstance(names, str) else names
            done = [self._turn(name, keep=len(names) > 1) for name in names]
            for name, gradient, memory, adam, follow in done:
                self._learn(name, gradient, adam, follow)
                self.memory |= memory
            for name, *_ in done:
                player = self.game.turns[name].player
                self._see(player, learns=self._learns_later(player, names))
                self.batch.learnt(player)
        for key, values in self.after.items():
            for name, value in values.items():
                if value is not self.s[key][name]:
                    self.s[key][name].copy_(torch.where(self.finite, value, self.s[key][name]))
        for name, value in self.memory.items():
            if value is not self.s["memory"][name]:
                self.s["memory"][name].copy_(torch.where(self.finite, value, self.s["memory"][name]))
        frozen = {name: answer.value.detach() for name, answer in self.batch.answers.items() if answer.frozen and self.piece.open}
        return {"turns": self.out, "answers": frozen, "report": torch.stack([self.finite.float(), *self.report])}

    def _learns_later(self, player: str, now: tuple[str, ...]) -> bool:
        order = flat(self.piece.order)
        later = order[max(order.index(name) for name in now) + 1:]
        return any(self.game.turns[name].player == player for name in later)

    def _turn(self, name: str, keep: bool) -> tuple:
        "One turn's text, and its gradient."
        game, turn = self.game, self.game.turns[name]
        adam, follow = [next(self.numbers) for _ in range(ADAM)], next(self.numbers)
        numbers = {number: next(self.numbers) for number in self.piece.numbers[name]}
        context = TurnContext(self.batch, self.net, self.piece.streams, numbers, self.memory, self.piece.due[name],
                              self._answer, self._aside)
        objective = run_through(turn.parts(game, context))
        weights = self.piece.players[turn.player].weights
        leaves = list(self.leaves[turn.player].values())
        gradient = weights.join(torch.autograd.grad(objective.total, leaves, retain_graph=keep, allow_unused=True)).detach()
        terms, scores, made = map(loose, (objective.terms, objective.scores, objective.made))
        step = Step(name, 0, True, terms, scores, self.batch.drawn, made, gradient, weights.split, game.unscale)
        norm = torch.linalg.vector_norm(gradient)
        values = noted_values(game, step) | {f"{name}_slope": norm}
        self.piece.reported[name] = list(values)
        self.report += values.values()
        self.finite = self.finite & torch.isfinite(objective.total.detach() + norm)
        self.out[name] = {"terms": terms, "scores": scores, "made": made, "gradient": gradient}
        return name, gradient, loose(objective.memory), adam, follow

    def _learn(self, name: str, gradient: Tensor, adam: list[Tensor], follow: Tensor) -> None:
        "What a step does to the weights of its player."
        player, after = self.game.turns[name].player, self.after
        vector, m, v = adam_step(after["vectors"][player], gradient, after["m"][player], after["v"][player], adam)
        for clip in self.game.clips(player):
            vector = vector.clamp(-clip.weight, clip.weight)
        after["vectors"][player], after["m"][player], after["v"][player] = vector, m, v
        if player in after["averages"]:
            after["averages"][player] = torch.lerp(after["averages"][player], vector, follow)

# %% [markdown]
# ## From the text to machine code

# %%
#| export
def tensors_of(
    s: object,  # tensors in dicts and lists
) -> list[Tensor]:  # one after the other, as a compiled piece takes them
    "The tensors of a call in order."
    if isinstance(s, Tensor):
        return [s]
    parts = s.values() if isinstance(s, dict) else s
    return [tensor for part in parts for tensor in tensors_of(part)]


def _filled(s: object, coming: Iterator[Tensor]) -> object:
    "The same dicts and lists with other tensors in them."
    if isinstance(s, Tensor):
        return next(coming)
    if isinstance(s, dict):
        return {name: _filled(value, coming) for name, value in s.items()}
    return [_filled(value, coming) for value in s]


def _copies(s: object) -> object:
    return _filled(s, iter([tensor.clone() for tensor in tensors_of(s)]))


def compile_piece(
    piece: Piece,  # what is played
    s: dict,  # state, batch and numbers of one call, without draws; they are not changed
) -> tuple[Callable[..., dict], list[Draw]]:  # of `tensors_of(s)`, as one compiled function, and the draws that it needs
    "Compile a piece for arguments of this shape; raises CannotCompile with the reason."
    def call(*flat: Tensor) -> dict:
        with torch.enable_grad():
            return piece(_filled(s, iter(flat)))

    try:
        draws = piece.draws(_copies(s))
        other = {name: torch.Generator(generator.device).manual_seed(0) for name, generator in piece.streams.items()}
        s = s | {"draws": [draw.again(other) for draw in draws]}
        with torch.no_grad():
            traced = make_fx(call)(*tensors_of(_copies(s)))
            on_cpu = s["numbers"].device.type == "cpu"
            quick = torch.compile(traced.forward, dynamic=False, options={"cpp_wrapper": on_cpu})
            expected, found = traced(*tensors_of(_copies(s))), quick(*tensors_of(_copies(s)))
    except CannotCompile:
        raise
    except Exception as error:  # whatever stands between a Python function and machine code
        raise CannotCompile(f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}") from error
    tolerance = 0.05 if piece.bf16 else 1e-3
    if not torch.allclose(expected["report"], found["report"], rtol=tolerance, atol=tolerance, equal_nan=True):
        raise CannotCompile("the compiled round does not agree with the ordinary one")
    return quick, draws

# %% [markdown]
# ## Rounds of a game that are compiled
#
# What has been compiled is kept by what decides the computation, and shared by all twins of a GAN.

# %%
#| export
class CompiledRounds:
    "Compiled pieces of rounds, and how an engine plays them."

    def __init__(self):
        self.calls: dict[tuple, tuple[Piece, Callable | None, list[Draw]]] = {}

    def __deepcopy__(self, memo: dict) -> "CompiledRounds":
        return self

    def play(
        self,
        engine: Any,  # an `Engine`
        order: Round,  # turns that share a batch
    ) -> Step | None:  # the last; None: they have to be played the ordinary way
        "Play turns on a fresh batch as one call."
        names = flat(order)
        if engine.batch is not None and not (engine.batch.played & {names[0]}):
            if engine.batch.played or engine.batch.answers:
                return None
        batch, players = engine.meet(engine.game.turns[names[0]]), engine.players
        learners = dict.fromkeys(engine.game.turns[name].player for name in names)
        if batch.answers or batch.played or not all(players[name].has_memory for name in learners):
            return None
        piece, run, draws = self._find(engine, order, batch)
        if run is None:
            return None
        before = {name: engine.streams[name].get_state() for name in ({draw.stream for draw in draws} | {"network"})} if draws else {}
        statistics = {name: player.statistics() for name, player in players.items() if player.buffers}
        with torch.no_grad():
            out = run(*tensors_of(self._arguments(engine, piece, batch)), *(draw.again(engine.streams) for draw in draws))
        finite, *numbers = out["report"].tolist()
        if not finite:
            for name, state in before.items():
                engine.streams[name].set_state(state)
            for name, kept in statistics.items():
                players[name].put_back(kept)
            return None
        return self._book(engine, piece, batch, out, iter(numbers), before.get("network"), statistics)

    def _find(self, engine: Any, order: Round, batch: Batch) -> tuple[Piece, Callable | None, list[Draw]]:
        "The compiled piece for batches like this one; compiled now, if it is the first."
        names = flat(order)
        due = {name: engine.game.due(name, engine.steps[name]) for name in names}
        shapes = tuple((name, None if x is None else x.shape) for name, x in batch.drawn.items())
        averaged = tuple(name for name, player in engine.players.items() if player.average is not None)
        clips = tuple(engine.game.clips(name) for name in engine.players)
        key = (order, tuple(due.items()), engine.game.plan(), engine.recipe.optimizer, averaged, clips, engine.precision, shapes,
               engine.threads)
        if key not in self.calls:
            piece = Piece(order, engine.game, engine.players, engine.streams, due, engine.precision == "bf16")
            self.calls[key] = (piece, *self._compile(engine, piece, batch))
        return self.calls[key]

    def _compile(self, engine: Any, piece: Piece, batch: Batch) -> tuple[Callable | None, list[Draw]]:
        engine.say("Compiling the round: up to a minute the first time, a few seconds once it is in PyTorch's cache …")
        began = time.perf_counter()
        try:
            call = compile_piece(piece, self._arguments(engine, piece, batch))
        except CannotCompile as reason:
            engine.say(f"The round could not be compiled and is played as it is: {reason}")
            return None, []
        engine.say(f"Compiled in {time.perf_counter() - began:.0f} s.")
        return call

    def _arguments(self, engine: Any, piece: Piece, batch: Batch) -> dict:
        "What a piece takes, but for the random numbers."
        game, players, numbers = engine.game, engine.players, []
        s = {"drawn": {name: x for name, x in batch.drawn.items() if x is not None}, "memory": engine.memory,
             "vectors": {}, "rest": {}, "m": {}, "v": {}, "averages": {}}
        ahead = dict.fromkeys(players, 0)
        for name, player in players.items():
            player.weights.hold()
            s["vectors"][name], s["rest"][name] = player.weights.vector, player.rest()
        for turn in flat(piece.order):
            who, steps = game.turns[turn].player, engine.steps[turn]
            player = players[who]
            ahead[who] += 1
            s["m"][who], s["v"][who], moving = player.memory(*game.pace(turn, steps), ahead[who])
            if player.average is not None:
                s["averages"][who] = player.average.weights.vector
            own = game.settings | game.numbers(turn, steps)
            piece.numbers[turn] = list(own)
            numbers += [*moving, 1 - Average.decay(engine.recipe.ema, player.steps + ahead[who]), *own.values()]
        return s | {"numbers": torch.tensor(numbers, dtype=torch.float32, device=engine.device)}

    def _book(self, engine: Any, piece: Piece, batch: Batch, out: dict, numbers: Iterator[float], random: Tensor | None,
              statistics: Mapping[str, list[Tensor]]) -> Step:
        "Write down what a call has done."
        for name in flat(piece.order):
            player, o = engine.player_of(name), out["turns"][name]
            noted = {key: next(numbers) for key in piece.reported[name]}
            step = Step(name, engine.steps[name] + 1, True, o["terms"], o["scores"], batch.drawn, o["made"], o["gradient"],
                        player.weights.split, engine.game.unscale)
            engine.record(step, noted)
            player.took()
            if player.average is not None and player.buffers:
                player.average.copy_buffers(player.module)
            engine.taken(step, {})
        if not piece.open:
            engine.batch = None
            return step
        for name, makers in piece.makers.items():
            state = random if any(engine.players[who].stochastic for who in makers) else None
            kept = {who: statistics[who] for who in makers if who in statistics}
            value = out["answers"].get(name)
            batch.answers[name] = Answer(value, makers, state, kept, value is not None)
        return step
