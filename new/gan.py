# %% [markdown]
# # gan
#
# > The object: a game that is being played, and every verb that acts on it
#
# `GAN` is what people hold in their hands. It does little itself: it *has* an engine that plays the game, a timeline on which everything is
# written down, a control that lets one thread at a time act, and slow motion. At the end of this notebook you can build a GAN,
# step it, train it, ask it, go back in time with it, and keep it.

# %%
#| default_exp gan

# %%
#| export
import copy
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from tqdm import tqdm

from ganlab.backend.randomness import stream
from ganlab.data.augment import joined, missing
from ganlab.data.dataset import Data
from ganlab.data.sources import as_data
from ganlab.files.export import export_generator
from ganlab.games.adversarial import Adversarial
from ganlab.games.game import Game, Input, Setting
from ganlab.games.player import Player
from ganlab.games.recipes import Recipe, get_recipe, vary
from ganlab.games.step import Step
from ganlab.metrics.classifier import Comparison, compare_augmentations
from ganlab.timeline.acts import Acts
from ganlab.timeline.checkpoint import load_gan, save_gan
from ganlab.timeline.history import History
from ganlab.timeline.script import origin_of, script_of
from ganlab.timeline.timeline import Timeline, with_tensors
from ganlab.timeline.travel import Travel
from ganlab.training.control import Control, patient, served
from ganlab.training.engine import Engine, state_digest
from ganlab.training.slow_motion import Slowly

# %% [markdown]
# ## What people hand in

# %%
#| export
def _count(n: object) -> int:
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        raise ValueError(f"n must be an int ≥ 1, got {n!r}")
    return n


def _numbers(what: str, x: object, dtype: torch.dtype | None, device: torch.device) -> Tensor:
    "Somebody's array as a tensor, or an error that names it."
    try:
        return torch.as_tensor(x, dtype=dtype, device=device)
    except (TypeError, ValueError, RuntimeError) as error:
        raise TypeError(f"{what} must be numbers, got {type(x).__name__}: {error}") from error


def _units(what: str, x: object, shape: tuple[int, ...], device: torch.device) -> Tensor:
    "Somebody's array as a float32 tensor of shape (n, *shape), or an error that names it."
    x = _numbers(what, x, torch.float32, device)
    if x.ndim != len(shape) + 1 or tuple(x.shape[1:]) != tuple(shape):
        raise ValueError(f"{what} must have shape (n, {', '.join(map(str, shape))}), got {tuple(x.shape)}")
    return x


def _open(source: object, labels: object) -> tuple[Data, int]:
    "The data and the number of classes that the networks are told about."
    if labels is None or labels is False:
        return as_data(source), 0
    data = as_data(source) if labels is True else as_data(source, labels=labels)
    if data.labels is None:
        raise ValueError(f"labels=True needs data that came with labels, and {data.name} has none; pass them: labels=…")
    return data, len(data.classes)

# %%
#| export
def _device(device: object, data: Data) -> torch.device:
    "The device that was asked for, or an error if it is not there."
    try:
        device = torch.device(_favourite(data) if device is None else device)
        torch.empty(0, device=torch.Generator(device).device)
    except (RuntimeError, TypeError, AssertionError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"device must be None or one that is here, such as 'cpu', got {device!r}: {reason}") from error
    return device


def _favourite(data: Data | None) -> str:
    "Small networks are faster on the CPU than the launches of their kernels anywhere else."
    image = getattr(data, "kind", None) == "image"
    if image and torch.cuda.is_available():
        return "cuda"
    return "mps" if image and torch.backends.mps.is_available() else "cpu"

# %% [markdown]
# ## The object

# %%
#| export
class GAN:
    "A generative adversarial network: a game, its players, and every verb that acts on them."

    def __init__(
        self,
        data: object = None,  # a built-in name, Data, array, tensor, DataFrame, folder of images or map-style Dataset; None: "ring"
        *,
        generator: nn.Module | None = None,  # yours, from z (n, latent) to samples in network units; None: one that fits
        discriminator: nn.Module | None = None,  # yours, from samples to logits (n,), (n, 1) or maps (n, h, w); None: one that fits
        recipe: str | Recipe = "default",  # a name from `recipes.RECIPES`, or a Recipe
        seed: int = 0,  # decides every random number
        device: str | torch.device | None = None,  # None: the CPU, or an accelerator for images if there is one
        labels: object = None,  # classes (n,) to condition on; True: those that the data came with
        game: Game | None = None,  # who plays, and how; None: the plain game of Goodfellow et al. (2014)
        **changes,  # any field of `Recipe`, in place of what the recipe says, and any of the game's `settings`
    ):
        with torch.inference_mode(False), torch.enable_grad():
            game = Adversarial() if game is None else copy.copy(game)
            opened, classes = self._opened(data, labels, game)
            own = {name: changes.pop(name) for name in set(changes) & set(game.settings)}
            recipe = get_recipe(game.recipe_for(recipe), opened.kind if opened is not None else "points")
            recipe = vary(recipe, **changes).reaching(opened.modes if opened is not None else None)
            if classes and recipe.pack > 1:
                raise ValueError(f"pack={recipe.pack} cannot be combined with labels: a pack has no single class")
            self.origin = origin_of(data, opened, labels, generator, discriminator, game)
            if recipe.samples is not None and opened is not None:
                if opened.n is not None and recipe.samples > opened.n:
                    raise ValueError(f"samples must be at most the {opened.n} that there are, got {recipe.samples}")
                opened = opened.take(recipe.samples, stream(seed, "samples"))
            device = _device(device, opened)
            game.with_settings(own)
            setting = Setting(None if opened is None else opened.to(device), recipe, device, stream(seed, "weights"), classes,
                              generator, discriminator)
            self.control = Control()
            self.engine = Engine(game, setting, seed, History(), self.control.say)
            self._assemble(Timeline())
            self._readers = stream(seed, "samples for the reader", device)

    @staticmethod
    def _opened(data: object, labels: object, game: Game) -> tuple[Data | None, int]:
        if game.takes_data:
            return _open("ring" if data is None else data, labels)
        if data is not None or labels is not None:
            raise ValueError(f"{type(game).__name__} brings its own data: leave out data and labels")
        return None, 0

    def _assemble(self, timeline: Timeline) -> None:
        "Put together what acts on the engine."
        self.control.threads = self.engine.threads
        self.acts = Acts(self.engine, timeline, self.control)
        self.travel = Travel(self.acts)

    # --- what it is made of

    timeline = property(lambda self: self.acts.timeline, doc="Everything that was done, with keyframes along it.")
    game = property(lambda self: self.engine.game, doc="Who plays, and how.")
    players = property(lambda self: self.engine.players, doc="{name: Player}: networks, optimisers, averages.")
    data = property(lambda self: self.engine.data, doc="What it is trained on.")
    seed = property(lambda self: self.engine.seed, doc="Decides every random number.")
    device = property(lambda self: self.engine.device, doc="Where its networks are.")
    recipe = property(lambda self: self.engine.recipe, doc="Every choice in the training, as it is now.")
    loss = property(lambda self: self.game.loss, doc="The loss of the plain game.")
    classes = property(lambda self: getattr(self.game, "classes", 0), doc="How many classes the networks are told about; 0: none.")
    precision = property(lambda self: self.engine.precision, doc="'fp32' or 'bf16'.")
    threads = property(lambda self: self.control.threads, doc="PyTorch threads that it computes with.")
    rounds = property(lambda self: self.engine.rounds, doc="Rounds played so far.")
    history = property(lambda self: self.engine.history, doc="What every step cost: `history['g_loss']`, `history['d_slope']`, …")
    latest = property(lambda self: self.engine.latest, doc="{turn: its last Step} since this moment was gone to.")
    steps = property(lambda self: self.engine.counts, doc="Steps taken by each turn of the game, in order: (D's, G's) in the plain one.")
    slow = property(lambda self: self.acts.slow_motion.current, doc="The step that is under way in slow motion, if there is one.")
    inputs = property(lambda self: self.game.inputs(), doc="What goes into the generator, in order.")

    @property
    def generator(self) -> nn.Module:
        "The generator that is being trained; a ModuleDict where the game has several."
        return self._of_side("g").module

    @property
    def discriminator(self) -> nn.Module:
        "The discriminator that is being trained; the first where the game has several."
        return self._of_side("d").module

    def _of_side(self, side: str) -> Player:
        return next(self.players[turn.player] for turn in self.game.turns.values() if turn.side == side)

    @property
    def ema(self) -> nn.Module | None:
        "The averaged generator that `sample` asks; None where none is kept."
        average = self._of_side("g").average
        return average and average.module

    @property
    def z_shape(self) -> tuple[int, ...]:
        "The shape of one z, or of whatever else goes into the generator first."
        return self.inputs[0].shape

    latent = property(lambda self: self.z_shape[0], doc="How many numbers there are in z.")

    @property
    def middle(self) -> float:
        "The score that means: cannot tell. 0, but where only differences of scores have a meaning."
        return self.game.middle(self.history)

    # --- one step

    @served
    def step_d(self) -> Step:  # what it saw and did
        "Train the discriminator for one step; where a game has several, each of them."
        return self.acts.step("d")

    @served
    def step_g(self) -> Step:  # what it saw and did
        "Train the generator for one step, in the plain game on the fakes that D has just judged if it has."
        return self.acts.step("g")

    @served
    def step(
        self,
        turn: str | None = None,  # a turn of the game, or a side: 'd' or 'g'; None: a whole round
    ) -> Step:  # the last step
        "Play one round of the schedule, or one turn."
        return self.acts.round(look=True) if turn is None else self.acts.step(turn)

    @served
    def preview(
        self,
        turn: str,  # whose step: 'd' or 'g', or another turn of the game
    ) -> Step:  # what that step would see and do; nothing has changed
        "The step that would be taken next."
        names = [*self.engine.sides, *self.engine.sides.values()]
        if turn not in names:
            raise ValueError(f"preview takes {' or '.join(map(repr, dict.fromkeys(names)))}, got {turn!r}")
        if self.slow is not None:  # which has not happened until it is finished
            return self.fork().preview(turn)
        return self.engine.preview(self.engine.turns_of(turn)[-1])

    @served
    def slowly(
        self,
        what: str = "round",  # 'd', 'g' or another turn: one step; 'round': what the schedule says
    ) -> Slowly:  # iterate over its phases; `finish` it, or `abandon` it
        "A step whose parts are computed one at a time, when they are asked for."
        return self.acts.slow_motion.slowly(what)

    # --- going on, round after round

    @served
    def play_for(
        self,
        seconds: float,  # stop after this long, but not before one round is done
        rounds: int,  # and after this many
    ) -> int:  # how many were played
        "Play rounds for a while, without building anything for a reader: what `fit` and a trainer are made of."
        end, played = time.perf_counter() + seconds, 0
        with self.acts.flow():
            while played < rounds:
                self.acts.round(look=False)
                played += 1
                if time.perf_counter() > end:
                    break
        return played

    def fit(
        self,
        rounds: int = 1000,  # of the schedule
        progress: bool = True,  # show a bar
    ) -> "GAN":  # itself
        "Train for some rounds; Ctrl-C or the stop button ends it between two rounds, with nothing half done."
        if not isinstance(rounds, int) or isinstance(rounds, bool) or rounds < 0:
            raise ValueError(f"rounds must be an int ≥ 0, got {rounds!r}")
        done, curves = 0, [(one["name"].removesuffix("_loss"), one["name"]) for one in self.game.describe()["curves"]]
        self.stop_here()
        with patient() as asked, tqdm(total=rounds, disable=not progress, file=sys.stdout, unit=" rounds") as bar:
            while done < rounds and not asked:
                played = self.play_for(0.05, rounds - done)
                done += played
                bar.set_postfix({short: f"{self.history.last(name):.3f}" for short, name in curves}, refresh=False)
                bar.update(played)
        self.stop_here()
        if asked:
            raise KeyboardInterrupt(f"stopped after {done} of {rounds} rounds; the GAN is whole and can go on")
        return self

    @served
    def stop_here(self) -> None:
        "Here an act of the person ends, and another begins, for undo and redo."
        self.acts.stop_here()

    def flow(self) -> Any:
        "A block within which acts follow each other without a stop between them, for undo and redo."
        return self.acts.flow()

    # --- rules

    @served
    def set(
        self,
        **changes,  # fields of `Recipe` that can change while it trains (`recipes.LIVE`), and the game's `settings`
    ) -> "GAN":  # itself
        "Change the rules from the next step on, without a reset; written into `events`."
        self.acts.change(changes)
        return self

    @served
    def reset(self) -> "GAN":  # itself
        "Back to the first moment, with the same weights and the same random numbers; what was `set` since stays set."
        kept = {k: v for event in self.events if event["verb"] == "set" for k, v in event["changes"].items()}
        self.travel.begin(self.travel.beginning, History())
        self._readers = stream(self.seed, "samples for the reader", self.device)
        if kept:
            with self.acts.flow():
                self.acts.change(kept)
            self.timeline.branch.stops[:] = [self.timeline.here]
        return self

    # --- asking the generator

    def draw_z(
        self,
        n: int,  # how many
        generator: torch.Generator | None = None,  # on the GAN's device; None: a stream that training never touches
    ) -> Tensor:  # shape (n, latent), or samples of another domain in their own units
        "Latents as the generator is trained on them, or whatever else goes into it first."
        first, random = self.inputs[0], self._stream(generator)
        if first.kind == "noise":
            return self.game.draw_z(_count(n), random)
        return self._shown(first, self.game.draw_inputs(_count(n), random)[first.name])

    def _shown(self, one: Input, x: Tensor) -> Tensor:
        return self.game.unscale(one.of, x) if one.kind == "sample" else x

    @served
    def sample(
        self,
        n: int = 64,  # how many
        generator: torch.Generator | None = None,  # on the GAN's device; None: a stream that training never touches
        labels: object = None,  # classes (n,), when conditional; None: as frequent as in the data
        ema: bool = True,  # ask the averaged generator where there is one
    ) -> Tensor:  # shape (n, *sample_shape), in the data's own units
        "New samples."
        random = self._stream(generator)
        z = self.draw_z(n, random)
        if self.classes and labels is None:
            labels = self.data.draw_labelled(n, random)[1]
        return self.generate(z, labels=labels, ema=ema)

    @served
    def generate(
        self,
        z: object,  # latents, shape (n, latent), or samples of another domain in their own units
        labels: object = None,  # classes (n,), when conditional; None: 0, 1, 2, … in turn
        ema: bool = True,  # ask the averaged generator where there is one
    ) -> Tensor:  # shape (n, *sample_shape), in the data's own units
        "What the generator makes of what goes into it."
        first = self.inputs[0]
        z = _numbers(first.name, z, torch.float32, self.device)
        if first.kind == "noise" and z.ndim == 2 and len(first.shape) > 1:
            z = z.reshape(*z.shape, *first.shape[1:])
        z = _units(first.name, z, first.shape, self.device)
        z = self.game.scale(first.of, z) if first.kind == "sample" else z
        given = {first.name: z} | ({"labels": self.labels_for(labels, len(z))} if self.classes or labels is not None else {})
        with torch.no_grad(), self.engine.asking(ema, self._side_player("g")) as net:
            return self.game.unscale(self.game.output, self.game.generate(net, **given))

    @served
    def translate(
        self,
        x: object,  # samples of one domain, shape (n, *sample_shape), in their own units
        to: str | None = None,  # the domain to turn them into; None: where the game's first translation leads
        ema: bool = True,  # ask the averaged generators where there are some
    ) -> Tensor:  # samples of the other domain, in its units
        "Samples of one domain as samples of another, in games that turn one into the other."
        ways = self.game.translations
        if not ways:
            raise ValueError(f"{type(self.game).__name__} turns noise into samples, not samples into samples: use generate")
        if to is not None and to not in ways:
            raise ValueError(f"to must be one of {', '.join(map(repr, ways))}, got {to!r}")
        to = next(iter(ways)) if to is None else to
        x = self.game.scale(ways[to], _units("x", x, self.game.shape_of(ways[to]), self.device))
        with torch.no_grad(), self.engine.asking(ema, self._side_player("g")) as net:
            return self.game.unscale(to, self.game.translate(net, x, to))

    def _side_player(self, side: str) -> str:
        return next(turn.player for turn in self.game.turns.values() if turn.side == side)

    def _stream(self, generator: torch.Generator | None) -> torch.Generator:
        if generator is None:
            return self._readers
        if not isinstance(generator, torch.Generator) or generator.device.type != self.device.type:
            got = f"one on {generator.device}" if isinstance(generator, torch.Generator) else type(generator).__name__
            raise TypeError(f"generator must be a torch.Generator on {self.device}, got {got}")
        return generator

    def labels_for(
        self,
        labels: object,  # classes (n,), or one for all; None: 0, 1, 2, … in turn
        n: int,  # how many samples
    ) -> Tensor | None:  # int64, shape (n,), on the GAN's device; None for a GAN without classes
        "Classes as the networks take them, or an error in words."
        if not self.classes:
            if labels is not None:
                raise ValueError("labels were given, but this GAN is not conditional: make it with GAN(…, labels=…)")
            return None
        if labels is None:
            return torch.arange(n, device=self.device) % self.classes
        given = _numbers("labels", labels, None, self.device)
        labels = given.long()
        labels = labels.expand(n) if labels.ndim == 0 else labels
        if labels.shape != (n,) or (labels != given).any() or ((labels < 0) | (labels >= self.classes)).any():
            raise ValueError(f"labels must be {n} classes from 0 to {self.classes - 1}, got {tuple(given.shape)} of them, "
                             f"{given.flatten()[:8].tolist()}…")
        return labels

    # --- asking the discriminator

    @served
    def score(
        self,
        x: object,  # samples, shape (n, *sample_shape), in the data's own units; n a multiple of `pack`
        labels: object = None,  # classes (n,), when conditional; None: 0, 1, 2, … in turn
    ) -> Tensor:  # logits, shape (n,), or (n / pack,) for neighbours judged together
        "What the discriminator says: above zero it leans towards real."
        x = _units("x", x, self.data.shape, self.device)
        if len(x) % self.recipe.pack:
            raise ValueError(f"x must hold a multiple of pack={self.recipe.pack} samples, got {len(x)}")
        labels = self.labels_for(labels, len(x))
        with torch.no_grad(), self.engine.asking(False) as net:
            return self.game.score(net, self.data.scale(x), labels)

    @served
    def probability(
        self,
        x: object,  # samples, shape (n, *sample_shape), in the data's own units
        labels: object = None,  # classes (n,), when conditional
    ) -> Tensor:  # in [0, 1], shape (n,), or (n / pack,)
        "The discriminator's belief that each sample is real, as its loss reads its score."
        return self.loss.squash(self.score(x, labels) - self.middle)

    # --- the state, and time

    @served
    def state(self) -> dict:
        "A copy of everything that decides the future; as before it, while a step is under way in slow motion."
        return self.engine.state() if self.slow is None else with_tensors(self.slow.before.frame.state, Tensor.clone)

    @served
    def state_hash(self) -> str:  # 64 hexadecimal digits
        "One digest of everything that decides the future: two GANs with the same digest go on alike, to the bit."
        return state_digest(self.state())

    @served
    def restore(
        self,
        state: dict,  # from `state`
    ) -> None:
        "Be again as in that state, to the bit, and by the rules of then; a new story begins with it."
        self.travel.restore(state)

    moment = property(lambda self: self.timeline.moment,
                      doc="How many stepping acts lie between the beginning and now: rounds, and half steps taken alone.")
    horizon = property(lambda self: self.timeline.horizon,
                       doc="The last recorded moment; later than `moment` after a rewind, until something else is done.")
    events = property(lambda self: self.acts.events, doc="What was done up to now.")
    can_undo = property(lambda self: self.travel.can_undo, doc="Whether there is an act to take back.")
    can_redo = property(lambda self: self.travel.can_redo, doc="Whether there is something to do again.")

    @served
    def rewind(
        self,
        to: "int | tuple[int, ...] | str",  # a moment from 0 to `horizon`, steps of each turn, or the name of a mark
    ) -> "GAN":  # itself
        "Go to a moment of this training, backwards or forwards again, to the bit."
        self.travel.rewind(to)
        return self

    @served
    def undo(self) -> "GAN":  # itself
        "Take back the last act: a step, a fit, a change of the rules, a stretch of play, a reset."
        self.travel.undo()
        return self

    @served
    def redo(self) -> "GAN":  # itself
        "Do again what was undone, or rewound, up to the end of the next act."
        self.travel.redo()
        return self

    @served
    def turn_back(
        self,
        to: "int | tuple[int, ...] | str",  # as `rewind` takes it
        **changes: object,  # what to change there, as `set` takes it
    ) -> "GAN":  # itself
        "Go to a moment and begin another story there, with the same past; one undo leads back to this one."
        self.travel.turn_back(to, changes)
        return self

    @served
    def mark(
        self,
        name: str,  # for `rewind(name)`
        moment: int | None = None,  # from 0 to `horizon`; None: here and now, after what was `set`
    ) -> "GAN":  # itself
        "Give a moment a name."
        self.travel.mark(name, moment)
        return self

    @served
    def fork(
        self,
        at: "int | tuple[int, ...] | str | None" = None,  # as `rewind` takes it; None: now
    ) -> "GAN":  # the twin
        "An independent twin, at this moment or another; what it does leaves this GAN alone, and the other way round."
        twin = copy.deepcopy(self)
        if at is not None:
            twin.rewind(at)
        twin.timeline.branch.forget_future()
        return twin

    @served
    def __deepcopy__(self, memo: dict) -> "GAN":
        "An independent twin at the same moment; trainer and listeners do not come with it."
        twin = memo[id(self)] = object.__new__(type(self))
        twin.origin, twin._readers = self.origin, copy.deepcopy(self._readers, memo)
        twin.control = Control(self.control.threads)
        twin.engine = copy.deepcopy(self.engine, memo)
        twin.engine.say = twin.control.say
        twin.acts = Acts(twin.engine, copy.deepcopy(self.timeline, memo), twin.control)
        twin.travel = self.travel.of(twin.acts)
        if self.slow is not None:
            twin.acts.take_back(self.slow.before)
        return twin

    def __reduce__(self):
        raise TypeError("a GAN cannot be pickled: copy.deepcopy(gan) makes a twin, gan.state() is what decides its future")

    # --- keeping it

    def readers_state(self) -> Tensor:
        "Where the stream stands that samples for the reader are drawn from."
        return self._readers.get_state()

    def restore_readers(self, state: Tensor) -> None:
        "Let the stream for the reader stand there again."
        self._readers.set_state(state)

    @served
    def script(self) -> str:  # Python that ends with the present state in `gan`
        "What was done up to now as code: what you brought along is named in comments, and has to be there when it runs."
        return script_of(self)

    @served
    def save(
        self,
        path: str | Path,  # of the file, replaced if it is there; ".ganlab" is customary
        include_data: bool = False,  # put data that are not built in into the file (a drawing always is)
        keyframes: int = 8,  # how many to keep beside beginning, present and end, so that going back stays quick
    ) -> Path:  # where it is now
        "Keep this training in one file: its state, everything that was done, marks and history."
        return save_gan(self if self.slow is None else self.fork(), path, include_data, keyframes)

    @classmethod
    def load(
        cls,
        path: str | Path,  # of a file that `save` has written, by anybody
        generator: nn.Module | None = None,  # a module of the same make, where somebody's own was trained; it is filled
        discriminator: nn.Module | None = None,  # the same
        data: object = None,  # the same data, where they are neither built in nor in the file
        labels: object = None,  # the same labels, where they were given beside the data
        device: str | torch.device | None = None,  # None: of the kind that it was trained on
        game: Game | None = None,  # the same game, where it was somebody's own
        limit: int = 4 * 2**30,  # the largest file to take, in bytes
        **yours,  # losses, penalties and schedules of somebody's own, by the names that an error asks for
    ) -> "GAN":
        "Go on with a training from a file; nothing in the file is executed."
        given = {"generator": generator, "discriminator": discriminator, "game": game}
        return load_gan(cls, path, given, data, labels, device, limit, yours)

    @served
    def export(
        self,
        path: str | Path,  # ends in ".onnx" (needs ganlab[export]) or ".pt2" (PyTorch)
        ema: bool = True,  # the averaged generator where there is one
    ) -> Path:  # where it is now
        "Write the generator alone, as a file that runs without ganlab: z (and labels) in, samples in the data's units out."
        module = self.ema if ema and self.ema else self.generator
        return export_generator(module, self.z_shape, self.classes, self.data.loc, self.data.spread, path,
                                lambda z: self.generate(z, ema=ema))

    # --- more of what there is too little of

    @served
    def augment(
        self,
        known: object = None,  # real samples with labels, Data or a folder with a sub-folder a class; None: the training data
        per_class: int | Mapping[str | int, int] | None = None,  # fill every class up to this; or which class gets how many more
        generator: torch.Generator | None = None,  # on the GAN's device; None: a stream that training never touches
        ema: bool = True,  # ask the averaged generator where there is one
    ) -> Data:  # real samples followed by synthetic ones; `synthetic` says which is which
        "Real samples, and as many synthetic ones of each class as are missing."
        known = self._fillable(known)
        more = missing(known, per_class)
        wanted = torch.arange(len(more)).repeat_interleave(more)
        return joined(known, self._imagined(known, wanted, generator, ema), wanted)

    def tstr(
        self,
        held_out: Data,  # labelled real samples that this GAN has not been trained on
        per_class: int | Mapping[str | int, int] | None = None,  # as for `augment`
        known: object = None,  # as for `augment`
        seeds: int = 5,  # how many classifiers for each row, each with synthetic samples of its own
        steps: int = 400,  # that each of them takes
    ) -> Comparison:  # prints as a table
        "Train on synthetic, test on real: what the synthetic samples are worth to a classifier."
        known = self._fillable(known)

        def imagine(wanted: Tensor, generator: torch.Generator) -> Tensor:
            return self._imagined(known, wanted, generator, True)

        return compare_augmentations(known, imagine, held_out, per_class, seeds, steps, self.device)

    def _fillable(self, known: object) -> Data:
        "Labelled data of the GAN's own shape and classes, or an error that says what is missing."
        if not self.classes:
            raise ValueError("augment needs a GAN that knows of classes: make it with GAN(data, labels=True)")
        known = self.data if known is None else known if isinstance(known, Data) else as_data(known)
        if known.n is None or known.labels is None:
            raise ValueError(f"known must be finite and labelled, got {known!r}")
        if known.shape != self.data.shape:
            raise ValueError(f"known must hold samples of shape {self.data.shape}, as the GAN makes them, got {known.shape}")
        if strange := [name for name in known.classes if name not in self.data.classes]:
            raise ValueError(f"known has classes that the GAN was not told of: {strange}; it knows {list(self.data.classes)}")
        return known

    def _imagined(self, known: Data, wanted: Tensor, generator: torch.Generator | None, ema: bool) -> Tensor:
        "Synthetic samples of the wanted classes of `known`, in its units."
        if not len(wanted):
            return torch.zeros(0, *known.shape)
        own = torch.tensor([self.data.classes.index(name) for name in known.classes])[wanted]
        z = self.draw_z(len(wanted), generator)
        x = torch.cat([self.generate(a, labels=b, ema=ema) for a, b in zip(z.split(1000), own.split(1000))]).cpu()
        return x if known.kind == "points" or known.range == self.data.range else known.unscale(self.data.to("cpu").scale(x))

    def __repr__(self) -> str:
        def size(player: Player) -> str:
            return f"{sum(p.numel() for p in player.module.parameters()):,}"

        name = getattr(self.data, "name", type(self.game).__name__)
        if type(self.game) is Adversarial:
            g, d = size(self.players["g"]), size(self.players["d"])
            return f"GAN({name}: z {self.latent} → G of {g} weights against D of {d}, steps {self.steps}, {self.recipe})"
        players = ", ".join(f"{one} of {size(player)} weights" for one, player in self.players.items())
        return f"GAN({type(self.game).__name__}, {name}: {players}, steps {self.steps}, {self.recipe})"
