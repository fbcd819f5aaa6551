# %% [markdown]
# # translation
#
# > CycleGAN: two domains without pairs; each generator must undo what the other has done (Zhu et al. 2017)
#
# Photographs become paintings and horses zebras, though nobody has ever seen the same picture twice. How? Two generators translate
# to and fro, two discriminators see to it that what arrives looks like the other domain, and what went there and back must be
# what it was. At the end of this notebook you have this game on one page, and you know what it does *not* promise: going there and
# back can be perfect while everything is translated to the wrong place (Moriakov et al. 2020). A few known pairs cure that.

# %%
#| default_exp games.translation

# %%
#| export
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from ganlab.backend.randomness import private
from ganlab.data.sources import as_data
from ganlab.games.checks import check_weights
from ganlab.games.game import Game, Input, Objective, Parts, Setting, TurnContext, turn
from ganlab.games.phases import unchanged
from ganlab.games.recipes import Recipe
from ganlab.games.schedules import Anneal
from ganlab.losses import R1, get_loss

# %% [markdown]
# ## Networks for points
#
# A generator of one domain into another of the same shape starts as the identity plus a small change.

# %%
#| export
class Shift(nn.Module):
    "x plus what a small network makes of x: shape (n, size) to (n, size)."

    def __init__(
        self,
        size: int,  # numbers in a sample
        width: int,  # of three hidden layers
    ):
        super().__init__()
        self.change = critic_of(size, width, size)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.change(x)


def critic_of(
    size: int,  # numbers in a sample
    width: int,  # of three hidden layers
    out: int = 1,
) -> nn.Module:
    "An MLP with three hidden layers and LeakyReLU(0.2)."
    sizes, layers = (size, width, width, width), []
    for wide, next_wide in zip(sizes, sizes[1:]):
        layers += [nn.Linear(wide, next_wide), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Linear(width, out))

# %% [markdown]
# ## The image pool
#
# D learns from a history of fakes, not from the latest alone (section 4 of the paper). The pool is part of what the game
# *remembers*, so a preview does not change it and a rewind brings it back. A slot counts as empty until something was put into it.

# %%
#| export
def from_pool(
    pool: Tensor,  # remembered samples, shape (size, *shape)
    filled: Tensor,  # how many slots hold something, a scalar
    x: Tensor,  # fresh samples, shape (n, *shape)
    generator: torch.Generator,
) -> tuple[Tensor, Tensor, Tensor]:  # what D sees, the pool afterwards, and how many slots are filled then
    "Half of the time a fresh sample, half of the time a remembered one whose slot the fresh one takes."
    n, size = len(x), len(pool)
    slot = torch.randint(size, (n,), generator=generator, device=x.device)
    old = (torch.rand(n, generator=generator, device=x.device) < 0.5) & (slot < filled)
    shown = torch.where(old.view(n, *[1] * (x.ndim - 1)), pool[slot], x)
    place = torch.where(slot < filled, slot, (filled + torch.arange(n, device=x.device)) % size)
    return shown, pool.index_copy(0, place, x), (filled + n).clamp(max=size)

# %%
from ganlab.backend.randomness import stream

shown, pool, filled = from_pool(torch.zeros(4, 2), torch.tensor(0), torch.ones(3, 2), stream(0, "pool"))
assert shown.eq(1).all() and filled == 3 and pool.sum() == 6  # nothing is shown that nobody has made

# %% [markdown]
# ## The game

# %%
#| export
class CycleGAN(Game):
    "Two generators and two discriminators: A to B, B to A, and back again (Zhu et al. 2017, eq. 1 to 3)."
    streams = ("a", "b", "pool", "pairs")
    takes_data = False
    output = "fake_b"
    translations = {"b": "a", "a": "b"}
    latents = ()
    settings = {"cycle": 5.0, "identity": 0.0, "known_pairs": 10.0}

    def __init__(
        self,
        a: object = "moons",  # one domain: whatever `GAN(data)` takes
        b: object = "ring",  # the other, with samples of the same shape
        pairs: tuple | None = None,  # (samples of a, their translations), each (k, *shape), in their own units: known pairs
        generators: tuple[nn.Module, nn.Module] | None = None,  # yours, (a to b, b to a), in the networks' units; None: MLPs
        discriminators: tuple[nn.Module, nn.Module] | None = None,  # yours, (of a, of b); None: MLPs
        width: int = 64,  # of the MLPs' three hidden layers
        pool: int = 50,  # remembered fakes that a discriminator is shown among fresh ones; 0: none
    ):
        self.sources, self.given, self.width, self.pool = (a, b), (generators, discriminators), width, pool
        self.domains = {"a": as_data(a), "b": as_data(b)}
        if self.domains["a"].shape != self.domains["b"].shape:
            raise ValueError(f"a and b must have samples of one shape, got {self.domains['a'].shape} and {self.domains['b'].shape}")
        self.pairs = pairs

    def arguments(self) -> dict | None:
        plain = all(isinstance(source, str) for source in self.sources) and self.given == (None, None)
        if not plain or self.pairs is not None:
            return None
        return {"a": self.sources[0], "b": self.sources[1], "width": self.width, "pool": self.pool}

    def recipe_for(self, recipe: str | Recipe) -> str | Recipe:
        if recipe != "default":
            return recipe
        return Recipe("nonsaturating", R1(0.05), lr=1e-3, betas=(0.5, 0.999), batch_size=128, anneal=Anneal(1500, lr=0.02, penalty=1.0, beta2=None))

    def prepare(self, setting: Setting) -> dict[str, nn.Module]:
        self.device = setting.device
        self.domains = {name: data.to(setting.device) for name, data in self.domains.items()}
        self.data = self.domains["b"]
        self.known = None if self.pairs is None else self._known(*self.pairs)
        self.follow(setting.recipe)
        size = self.data.shape[0]
        if self.given == (None, None) and len(self.data.shape) != 1:
            raise ValueError("generators and discriminators must be given for samples that are no points: CycleGAN(…, generators=…)")
        with private(setting.stream):
            generators = self.given[0] or (Shift(size, self.width), Shift(size, self.width))
            discriminators = self.given[1] or (critic_of(size, self.width), critic_of(size, self.width))
        for module in (*generators, *discriminators):
            check_weights(module, "network of the CycleGAN")
        return {"g": nn.ModuleDict({"ab": generators[0], "ba": generators[1]}), "d_a": discriminators[0], "d_b": discriminators[1]}

    def _known(self, a: object, b: object) -> tuple[Tensor, Tensor]:
        a, b = (self.scale(name, torch.as_tensor(x, dtype=torch.float32, device=self.device)) for name, x in (("a", a), ("b", b)))
        if a.shape != b.shape or a.shape[1:] != self.data.shape:
            raise ValueError(f"pairs must be two arrays of shape (k, {', '.join(map(str, self.data.shape))}), got {tuple(a.shape)} "
                             f"and {tuple(b.shape)}")
        return a, b

    def follow(self, recipe: Recipe) -> None:
        loss = get_loss(recipe.loss)
        if loss.relative:
            raise ValueError(f"a CycleGAN needs a loss that judges each sample by itself, such as lsgan, not {loss.name!r}")
        if any(not isinstance(penalty, R1) for penalty in recipe.penalty):
            raise ValueError("a CycleGAN takes the penalties r1 and r2 only")
        super().follow(recipe)
        self.loss = loss

    def first_memory(self, device: torch.device) -> dict[str, Tensor]:
        if not self.pool:
            return {}
        slots = {f"pool_{name}": torch.zeros(self.pool, *self.data.shape, device=device) for name in "ab"}
        return slots | {f"filled_{name}": torch.zeros((), dtype=torch.long, device=device) for name in "ab"}

    def draw(self, streams: Mapping[str, torch.Generator]) -> dict[str, Tensor | None]:
        n = self.recipe.batch_size
        return {f"real_{name}": self.domains[name].batch(n, streams[name])[0].float() for name in "ab"}

    def numbers(self, turn: str, steps: int) -> dict[str, float]:
        return {"penalty": self.recipe.anneal.factor("penalty", steps) if self.recipe.anneal else 1.0}

    def plan(self) -> tuple:
        return self.recipe.loss, self.recipe.penalty, self.pool, self.known is not None

    # --- the turns

    def _fakes(self, t: TurnContext) -> dict[str, Tensor]:
        a, b = t["real_a"], t["real_b"]
        return {"fake_b": t.once("fake_b", lambda: t.net.g.ab(a)), "fake_a": t.once("fake_a", lambda: t.net.g.ba(b))}

    @turn("d_a", title="D_A")
    def d_a(self, t: TurnContext) -> Parts:
        "D_A learns to tell samples of A from translations into A."
        return (yield from self._judge(t, "a", t.net.d_a))

    @turn("d_b", title="D_B")
    def d_b(self, t: TurnContext) -> Parts:
        "D_B learns to tell samples of B from translations into B."
        return (yield from self._judge(t, "b", t.net.d_b))

    def _judge(self, t: TurnContext, domain: str, critic: Callable[[Tensor], Tensor]) -> Parts:
        fakes = self._fakes(t)
        yield "fakes", fakes
        fake, memory = fakes[f"fake_{domain}"].detach(), {}
        if self.pool:
            fake, pool, filled = from_pool(t.memory[f"pool_{domain}"], t.memory[f"filled_{domain}"], fake, t.stream("pool"))
            memory = {f"pool_{domain}": pool, f"filled_{domain}": filled}
        real = t[f"real_{domain}"].detach().requires_grad_(bool(self.recipe.penalty))
        fake = fake.detach().requires_grad_(bool(self.recipe.penalty))
        r, f = per_sample(critic(real)), per_sample(critic(fake))
        yield f"score_real_{domain}", r
        yield f"score_fake_{domain}", f
        price = r.new_zeros(())
        for penalty in self.recipe.penalty:
            scores, x = (r, real) if penalty.at == "real" else (f, fake)
            gradient, = torch.autograd.grad(scores.sum(), x, create_graph=True)
            price = price + penalty.weight * penalty.value(gradient).mean()
        price = price * t.number("penalty") if self.recipe.penalty else price
        return Objective({"adversarial": self.loss.d(r, f), "penalty": price}, {f"real_{domain}": r, f"fake_{domain}": f},
                         {f"fake_{domain}": fake}, memory)

    @turn("g", ends_batch=True)
    def g(self, t: TurnContext) -> Parts:
        "Both generators fool both discriminators, undo each other, and leave alone what needs no change."
        a, b = t["real_a"], t["real_b"]
        fakes = self._fakes(t)
        yield "fakes", fakes
        back = {"back_a": t.net.g.ba(fakes["fake_b"]), "back_b": t.net.g.ab(fakes["fake_a"])}
        yield "back", back
        f_a, f_b = per_sample(t.net.d_a(fakes["fake_a"])), per_sample(t.net.d_b(fakes["fake_b"]))
        yield "score_fake_a", f_a
        yield "score_fake_b", f_b
        same = distance(t.net.g.ba(a), a) + distance(t.net.g.ab(b), b)
        terms = {"adversarial": self.loss.g(f_a, f_a) + self.loss.g(f_b, f_b),
                 "cycle": t.number("cycle") * (distance(back["back_a"], a) + distance(back["back_b"], b)),
                 "identity": t.number("identity") * same}
        if self.known is not None:
            known_a, known_b = self.known
            pairs = distance(t.net.g.ab(known_a), known_b).mean() + distance(t.net.g.ba(known_b), known_a).mean()
            terms["known_pairs"] = t.number("known_pairs") * pairs
        return Objective(terms, {"fake_a": f_a, "fake_b": f_b}, fakes | back)

    # --- for readers

    sentences = {
        "real_a": "Samples of A are drawn.", "real_b": "Samples of B are drawn.",
        "fakes": "Each sample is translated: A to B, and B to A.", "back": "The translations are translated back.",
    }

    def scale(self, name: str, x: Tensor) -> Tensor:
        return self.domains[name[-1]].scale(x)

    def unscale(self, name: str, x: Tensor) -> Tensor:
        return self.domains[name[-1]].unscale(x)

    def inputs(self) -> list[Input]:
        return [Input("a", "sample", tuple(self.domains["a"].shape), of="a")]

    def draw_inputs(self, n: int, generator: torch.Generator) -> dict[str, Tensor | None]:
        return {"a": self.domains["a"].scale(self.domains["a"].draw(n, generator))}

    def generate(self, net: Any, **inputs: Tensor | None) -> Tensor:
        "A sample of A as one of B."
        return net.g.ab(inputs["a"])

    def translate(self, net: Any, x: Tensor, to: str) -> Tensor:
        return (net.g.ab if to == "b" else net.g.ba)(x)

    def shape_of(self, name: str) -> tuple[int, ...]:
        return tuple(self.domains[name[-1]].shape)

    def score(self, net: Any, x: Tensor, labels: Tensor | None) -> Tensor:
        "What D_B says."
        return per_sample(net.d_b(x))

    def remade(self, turn: str, net: Any, drawn: Mapping[str, Tensor | None]) -> dict[str, Tensor]:
        if turn != "g":
            return {}
        return {"fake_b": net.g.ab(drawn["real_a"]), "fake_a": net.g.ba(drawn["real_b"])}

    def reading(self, history: Mapping) -> tuple[Callable[[Tensor], Tensor], bool]:
        return (unchanged, True) if self.loss.relative else (self.loss.squash, False)

    def views(self) -> list[dict]:
        return [{"name": "translations", "title": "A → B"}, {"name": "back_translations", "title": "B → A"}]

    def graph(self) -> dict:
        nodes = [("real_a", "a", "data", 0, 0, None), ("g", "G", "network", 1, 1, "g"), ("fake_b", "b̂", "samples", 2, 0, None),
                 ("real_b", "b", "data", 0, 2, None), ("fake_a", "â", "samples", 2, 2, None),
                 ("d_b", "D_B", "network", 3, 0, "d"), ("d_a", "D_A", "network", 3, 2, "d"),
                 ("d_b_loss", "D_B loss", "loss", 4, 0, "d"), ("g_loss", "G loss", "loss", 4, 1, "g"),
                 ("d_a_loss", "D_A loss", "loss", 4, 2, "d")]
        edges = [("real_a", "g"), ("real_b", "g"), ("g", "fake_b"), ("g", "fake_a"), ("fake_b", "d_b"), ("fake_a", "d_a"),
                 ("d_b", "d_b_loss"), ("d_a", "d_a_loss"), ("d_b", "g_loss"), ("d_a", "g_loss")]
        keys = ("id", "label", "kind", "column", "row", "side")
        return {"nodes": [dict(zip(keys, node)) for node in nodes], "edges": [{"from": start, "to": end} for start, end in edges]}

# %%
#| export
def per_sample(
    scores: Tensor,  # what a discriminator has answered, (n,), (n, 1), or maps (n, 1, h, w)
) -> Tensor:  # shape (n,)
    "One score a sample: a map's mean (PatchGAN, Isola et al. 2017)."
    return scores if scores.ndim == 1 else scores.flatten(1).mean(1)


def distance(
    x: Tensor,  # shape (n, *shape)
    y: Tensor,  # the same
) -> Tensor:  # shape (n,)
    "The mean absolute difference of two samples (L1, eq. 2 of Zhu et al. 2017)."
    return (x - y).abs().flatten(1).mean(1)
