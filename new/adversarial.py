# %% [markdown]
# # adversarial
#
# > The plain game of Goodfellow et al. (2014): D tells real samples from fakes, G makes fakes that D takes for real
#
# This is the game that `GAN(data)` plays. At the end of this notebook you have seen the whole of it on one page: what a
# batch holds, what D makes small, what G makes small; and with it packing (Lin et al. 2018), instance noise (Sønderby et al.
# 2017), classes (Mirza & Osindero 2014), gradient penalties and weight clipping.

# %%
#| default_exp games.adversarial

# %%
#| export
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from ganlab.games.checks import check_apart, check_discriminator, check_generator, check_weights
from ganlab.games.game import Game, Input, Objective, Parts, Setting, TurnContext, turn
from ganlab.games.phases import unchanged
from ganlab.games.recipes import Recipe
from ganlab.games.step import Step
from ganlab.losses import Clip, Loss, Penalty, get_loss, input_gradient, smoothed
from ganlab.backend.modules import latent_shape
from ganlab.nets.fitting import fit

# %% [markdown]
# ## Two functions of a critic
#
# A *critic* is the discriminator as a function of samples alone. For most networks one pass over real samples and fakes
# together is the same as two passes, and faster. Where D keeps statistics over a batch it is not, so `judge` can do either.

# %%
#| export
Critic = Callable[[Tensor], Tensor]  # (n, *shape) -> scores (n,), or a map of scores (n, h, w)


def judge(
    critic: Critic,  # D, as a function of samples alone
    x_real: Tensor,  # shape (n, *shape)
    x_fake: Tensor,  # shape (n, *shape)
    together: bool = True,  # one pass over both, for a critic that judges each sample by itself
) -> tuple[Tensor, Tensor]:  # scores of the real samples and of the fakes, each (n,) or (n, h, w)
    "What D says of both halves of a batch."
    if together:
        r, f = critic(torch.cat((x_real, x_fake))).chunk(2)
        return r, f
    return critic(x_real), critic(x_fake)


def each(
    values: Tensor,  # shape (n,), or a map (n, h, w)
) -> Tensor:  # shape (n,)
    "One number a sample: a map's mean (PatchGAN, Isola et al. 2017)."
    return values if values.ndim == 1 else values.flatten(1).mean(1)


def seen_by_d(
    penalties: Sequence[Penalty],  # on D's gradient
    x_real: Tensor,  # shape (n, *shape)
    x_fake: Tensor,  # shape (n, *shape)
) -> tuple[Tensor, Tensor]:  # the same values, without a way back to G
    "Both halves of a batch as D's step takes them: requiring gradients where a penalty asks for them."
    x_real, x_fake = x_real.detach(), x_fake.detach()
    for name, x in (("real", x_real), ("fake", x_fake)) if penalties else ():
        x.requires_grad_(any(penalty.at == name for penalty in penalties))
    return x_real, x_fake

# %%
#| export
def gradient_penalty(
    critic: Critic,  # D, as a function of samples alone
    penalties: Sequence[Penalty],  # on D's gradient
    x_real: Tensor,  # shape (n, *shape), from `seen_by_d`
    x_fake: Tensor,  # shape (n, *shape), from `seen_by_d`
    r: Tensor,  # what D has said of the real samples, (n,) or (n, h, w)
    f: Tensor,  # what D has said of the fakes
    generator: torch.Generator | None = None,  # for penalties that look at random places
) -> Tensor:  # a scalar, weighted; 0 where there is no penalty
    "What D pays for the gradient of its scores by the samples."
    price = r.new_zeros(())
    if not penalties:
        return price
    places = {penalty.at for penalty in penalties} - {None}
    gradients = _input_gradients(places, each(r), each(f), x_real, x_fake)
    for penalty in penalties:
        if penalty.at in gradients:
            price = price + penalty.weight * penalty.value(gradients[penalty.at]).mean()
        else:
            price = price + penalty(lambda x: each(critic(x)), x_real, x_fake, generator)
    return price


def _input_gradients(places: set[str], r: Tensor, f: Tensor, x_real: Tensor, x_fake: Tensor) -> dict[str, Tensor]:
    "∇ₓD at the real samples, at the fakes, or at both from one backward pass."
    if places == {"real", "fake"}:
        gradients = torch.autograd.grad(r.sum() + f.sum(), (x_real, x_fake), create_graph=True)
        return dict(zip(("real", "fake"), gradients))
    return {at: input_gradient(*((r, x_real) if at == "real" else (f, x_fake))) for at in places}

# %% [markdown]
# ## G's side on one batch
#
# Used by the game below, and by everybody who wants to know where the generator's loss pushes a sample.

# %%
#| export
def generator_losses(
    critic: Critic,  # D, as a function of samples alone
    loss: Loss,
    x_real: Tensor | None,  # shape (n, *shape); None when the loss does not look at D's scores of them
    x_fake: Tensor,  # shape (n, *shape), with the graph that leads to G's weights
) -> tuple[Tensor | None, Tensor, Tensor]:  # scores r or None, f, and losses (n,)
    "G's loss for each sample, differentiable by G's weights."
    r = None
    if x_real is not None:
        with torch.no_grad():
            r = critic(x_real)
    f = critic(x_fake)
    return r, f, each(loss.g(f if r is None else r, f))

# %% [markdown]
# ## The game

# %%
#| export
class Adversarial(Game):
    "G turns noise into samples, D tells them from real ones (Goodfellow et al. 2014, algorithm 1)."

    def prepare(self, setting: Setting) -> dict[str, nn.Module]:
        self.data, self.device, self.classes = setting.data, setting.device, setting.classes
        self.together = True  # whether D may look at real samples and fakes in one pass, see `judge`
        self.follow(setting.recipe)
        generator, discriminator = self._networks(setting)
        return {"g": generator, "d": discriminator}

    def _networks(self, setting: Setting) -> tuple[nn.Module, nn.Module]:
        r, generator, discriminator = setting.recipe, setting.generator, setting.discriminator
        for name, module in (("generator", generator), ("discriminator", discriminator)):
            if module is not None:
                check_weights(module, name)
        theirs = latent_shape(generator) if generator is not None else None
        if generator is not None and r.latent is None and theirs is None:
            raise ValueError("latent must be given: the generator's first layer does not say how many numbers it takes")
        if generator is not None and discriminator is not None:
            check_apart(generator, discriminator)
            self.z_shape = r.latent_shape or theirs
            self._stretch(theirs)
            return generator, discriminator
        fitted = fit(
            self.data, r.latent_size, setting.stream, arch=r.arch, width=r.width, depth=r.depth, pack=r.pack,
            activation=r.activation, classes=self.classes, spectral_norm=r.spectral_norm, batch_norm=r.batch_norm, dropout=r.dropout)
        own = theirs or (fitted[0].latent,)
        self.z_shape = r.latent_shape or own
        self._stretch(own)
        mine = (generator, discriminator)
        return tuple(own.float() if given is None else given for given, own in zip(mine, fitted))

    def _stretch(self, own: tuple[int, ...] | None) -> None:
        "A latent given as one number keeps the further dimensions that the generator's first layer expects."
        if own is not None and len(self.z_shape) == 1:
            self.z_shape = (*self.z_shape, *own[1:])

    def follow(self, recipe: Recipe) -> None:
        loss = smoothed(get_loss(recipe.loss), recipe.label_smoothing)
        super().follow(recipe)
        self.loss = loss
        self.penalties = tuple(p for p in recipe.penalty if not isinstance(p, Clip))

    def check(self, players: Mapping[str, Any]) -> None:
        labels = torch.zeros(8, dtype=torch.long, device=self.device) if self.classes else None
        given = lambda n: () if labels is None else (labels[:n],)
        check_generator(players["g"], self.z_shape, self.data.shape, lambda z: players["g"].module(z, *given(len(z))))
        c, *rest = self.data.shape
        self.together = check_discriminator(
            players["d"], (c * self.recipe.pack, *rest), lambda x: players["d"].module(x, *given(len(x))))

    # --- the batch

    def draw_z(self, n: int, generator: torch.Generator) -> Tensor:  # shape (n, *z_shape)
        "Latents as the recipe wants them."
        shape = (n, *self.z_shape)
        if self.recipe.noise == "uniform":
            return torch.rand(shape, generator=generator, device=self.device, dtype=torch.float32) * 2 - 1
        return torch.randn(shape, generator=generator, device=self.device, dtype=torch.float32)

    def draw(self, streams: Mapping[str, torch.Generator]) -> dict[str, Tensor | None]:
        real, labels = self.data.batch(self.recipe.batch_size, streams["data"])
        z = self.draw_z(self.recipe.batch_size, streams["z"])
        return {"real": real.float(), "labels": labels if self.classes else None, "z": z}

    # --- what D sees

    def packed(self, x: Tensor) -> Tensor:
        "What D sees as one: `pack` neighbours, joined along their first dimension (PacGAN, Lin et al. 2018)."
        pack = self.recipe.pack
        return x if pack == 1 else x.reshape(len(x) // pack, pack * x.shape[1], *x.shape[2:])

    def noise(self, steps: int) -> float:
        "The standard deviation of the instance noise for the next step."
        return self.recipe.instance_noise * (self.recipe.anneal.factor("noise", steps) if self.recipe.anneal else 1.0)

    def _seen(self, t: TurnContext, x: Tensor) -> Tensor:
        "Samples as D sees them: through instance noise (Sønderby et al. 2017), so that real and fake overlap, and in packs."
        if self.recipe.instance_noise:
            x = x + t.number("noise") * torch.randn(x.shape, generator=t.stream("noise"), device=x.device)
        return self.packed(x)

    def critic(
        self,
        net: Callable[..., Tensor],  # D
        labels: Tensor | None,  # (n,), when conditional
    ) -> Critic:
        "D as a function of samples alone; both halves of a batch have the same labels."
        def scores(x: Tensor) -> Tensor:
            given = net(x) if labels is None else net(x, labels.repeat(len(x) // len(labels)))
            if given.ndim == 1 or given.numel() == len(x):
                return given if given.ndim == 1 else given.reshape(-1)
            return given.squeeze(1)
        return scores

    def numbers(self, turn: str, steps: int) -> dict[str, float]:
        anneal = self.recipe.anneal
        factor = anneal.factor("penalty", steps) if anneal else 1.0
        return {"penalty": factor * self.recipe.penalty_every, "noise": self.noise(steps)}

    def due(self, turn: str, steps: int) -> tuple[str, ...]:
        return ("penalty",) if turn == "d" and steps % self.recipe.penalty_every == 0 else ()

    def plan(self) -> tuple:
        r = self.recipe
        return r.loss, r.label_smoothing, r.penalty, r.pack, r.instance_noise > 0, self.together

    def clips(self, player: str) -> tuple[Clip, ...]:
        return tuple(p for p in self.recipe.penalty if isinstance(p, Clip)) if player == "d" else ()

    def _fake(self, t: TurnContext) -> Tensor:
        z, labels = t["z"], t["labels"]
        return t.once("fake", lambda: t.net.g(z) if labels is None else t.net.g(z, labels))

    # --- the turns

    @turn("d")
    def d(self, t: TurnContext) -> Parts:
        "D learns to tell real samples from fakes."
        real, critic = t["real"], self.critic(t.net.d, t["labels"])
        fake = self._fake(t)
        yield "fakes", fake
        penalties = self.penalties if "penalty" in t.due else ()
        x_real, x_fake = seen_by_d(penalties, self._seen(t, real), self._seen(t, fake.detach()))
        r, f = judge(critic, x_real, x_fake, self.together)
        yield "score_real", r
        yield "score_fake", f
        price = gradient_penalty(critic, penalties, x_real, x_fake, r, f, t.stream("noise"))
        price = price * t.number("penalty") if penalties else price
        return Objective({"adversarial": each(self.loss.d(r, f)), "penalty": price}, {"real": r, "fake": f}, {"fake": fake})

    @turn("g", ends_batch=True)
    def g(self, t: TurnContext) -> Parts:
        "G learns on the very fakes that D has just judged."
        real = t["real"] if self.loss.g_needs_real else None
        fake = self._fake(t)
        yield "fakes", fake
        x_real = None if real is None else self._seen(t, real)
        r, f, losses = generator_losses(self.critic(t.net.d, t["labels"]), self.loss, x_real, self._seen(t, fake))
        if r is not None:
            yield "score_real", r
        yield "score_fake", f
        return Objective({"adversarial": losses}, ({} if r is None else {"real": r}) | {"fake": f}, {"fake": fake})

    # --- for readers

    def look(self, turn: str, t: TurnContext) -> dict[str, Tensor]:
        if turn == "d" or self.loss.g_needs_real:
            return {}
        return {"real": self.critic(t.net.d, t["labels"])(self.packed(t["real"]))}

    def noted(self, step: Step) -> dict[str, Tensor]:
        if step.turn == "g":
            return {}
        return {"score_real": step.scores_real.mean(), "score_fake": step.scores_fake.mean()}

    def beliefs(self, step: Step) -> dict[str, float]:
        if step.turn == "g":
            return {}
        r, f = step.scores_real, step.scores_fake
        middle = (r.mean() + f.mean()) / 2 if self.loss.relative else 0.0
        p = torch.stack([self.loss.squash(scores - middle).mean() for scores in (r, f)])
        return dict(zip(("p_real", "p_fake"), p.tolist()))

    def middle(self, history: Mapping) -> float:
        "The score that means: cannot tell. 0, but where only differences of scores have a meaning."
        halfway = (history.last("score_real") + history.last("score_fake")) / 2
        return halfway if self.loss.relative and math.isfinite(halfway) else 0.0

    def reading(self, history: Mapping) -> tuple[Callable[[Tensor], Tensor], bool]:
        return (unchanged, True) if self.loss.relative else (self.loss.squash, False)

    def remade(self, turn: str, net: Any, drawn: Mapping[str, Tensor | None]) -> dict[str, Tensor]:
        return {"fake": self.generate(net, **drawn)} if turn == "g" else {}

    def accuracy(self, t: TurnContext) -> float:
        fake = self._fake(t)
        with t.aside():
            r, f = map(each, judge(self.critic(t.net.d, t["labels"]), self.packed(t["real"]), self.packed(fake.detach()),
                                   self.together))
        if self.loss.relative:
            return (r > f).float().mean().item()
        r, f = self.loss.squash(r), self.loss.squash(f)
        return ((r > 0.5).float().mean() + (f < 0.5).float().mean()).item() / 2

    def score(self, net: Any, x: Tensor, labels: Tensor | None) -> Tensor:
        "What D says of samples; neighbours are judged together where it sees packs."
        return each(self.critic(net.d, labels)(self.packed(x)))

    def scale(self, name: str, x: Tensor) -> Tensor:
        return self.data.scale(x)

    def unscale(self, name: str, x: Tensor) -> Tensor:
        return self.data.unscale(x)

    def inputs(self) -> list[Input]:
        noise = Input("z", "noise", self.z_shape, self.recipe.noise == "uniform")
        return [noise, Input("labels", "class", ())] if self.classes else [noise]

    def generate(self, net: Any, **inputs: Tensor | None) -> Tensor:
        "Fakes of given latents and, when conditional, classes."
        z, labels = inputs["z"], inputs.get("labels")
        return net.g(z) if labels is None else net.g(z, labels)

    def draw_inputs(self, n: int, generator: torch.Generator) -> dict[str, Tensor | None]:
        z = self.draw_z(n, generator)
        return {"z": z, "labels": self.data.draw_labelled(n, generator)[1] if self.classes else None}

    def graph(self) -> dict:
        node = lambda name, label, kind, column, row, side=None: {
            "id": name, "label": label, "kind": kind, "column": column, "row": row, "side": side}
        nodes = [node("z", "z", "noise", 0, 1), node("real", "real", "data", 1, 0), node("g", "G", "network", 1, 1, "g"),
                 node("fakes", "fakes", "samples", 2, 1), node("d", "D", "network", 3, 0, "d"),
                 node("d_loss", "D loss", "loss", 4, 0, "d"), node("g_loss", "G loss", "loss", 4, 1, "g")]
        edges = [("z", "g"), ("g", "fakes"), ("fakes", "d"), ("real", "d"), ("d", "d_loss"), ("d", "g_loss")]
        return {"nodes": nodes, "edges": [{"from": start, "to": end} for start, end in edges]}

    def views(self) -> list[dict]:
        return [{"name": "fakes", "title": "fakes"}]
