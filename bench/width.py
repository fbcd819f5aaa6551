"""Can a generator have the modes' full width and leave nothing between them? What was tried, as one table.

    python bench/width.py                                # all settings on the ring, ten seeds each: twenty minutes
    python bench/width.py grid --only today "z of 8"     # some of them on the grid
    python bench/width.py ring --seeds 4

A generator of points is continuous: between two modes there is always a bridge of samples, unless it is steep enough to
carry none. Three things were tried beside today's default: a longer z, sines and cosines of the input in front of the
discriminator (Tancik et al. 2020), so that it sees the width of a mode, and a staircase of z beside z itself, so that
the generator may tear.

All seeds of a setting are trained at once, their weights stacked: the game, the rates, the penalties and the
annealing are those of the recipe "default"; the random numbers are not, so a seed here is not that seed there. Wanted:
a spread of .85 to 1.15 and at least 95 % within three sigma, on nine seeds of ten.
"""

import argparse
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ganlab import metrics
from ganlab.data.targets import grid, ring
from ganlab.games.schedules import Anneal

TARGETS = {"ring": (ring(), 4000), "grid": (grid(), 10_000)}  # with the rounds of the recipe's annealing
BATCH, SAMPLES = 128, 2500
RATES, PENALTY, EMA = (2e-3, 8e-3), 0.02, 0.995  # of the recipe "default" for points: G's and D's rate, R1 and R2


@dataclass(frozen=True)
class Setting:
    "What differs from today's default."

    latent: int = 2  # numbers in z
    frequencies: Sequence[int] = ()  # of the sines and cosines of the input that D sees beside it
    stairs: Sequence[float] = ()  # thresholds: G sees sign(z − t) for each of them beside z
    height: float = 0.5  # of a stair
    width: int = 64  # of D's hidden layers
    anneal: Anneal = Anneal()
    beta2: float = 0.9  # Adam's, at the start


SETTINGS = {
    "today": Setting(),
    "z of 8": Setting(latent=8),
    "z of 8, sines": Setting(latent=8, frequencies=(1, 4, 16, 32)),
    "z of 8, sines, one stair": Setting(latent=8, frequencies=(1, 4, 16, 32), stairs=(0.0,), height=1.0),
    "z of 8, sines, stairs": Setting(latent=8, frequencies=(1, 4, 16, 32), stairs=(-0.67, 0.0, 0.67)),
    "the same, penalty → 3 ‰": Setting(latent=8, frequencies=(1, 4, 16, 32), stairs=(-0.67, 0.0, 0.67),
                                       anneal=Anneal(penalty=0.003)),
    "the same, D 128 wide": Setting(latent=8, frequencies=(1, 4, 16, 32), stairs=(-0.67, 0.0, 0.67), width=128,
                                    anneal=Anneal(lr=0.02, penalty=0.03)),
    "the same, high stairs": Setting(latent=8, frequencies=(1, 4, 16, 32), stairs=(-0.67, 0.0, 0.67), height=1.0,
                                     width=128, anneal=Anneal(lr=0.02), beta2=0.99),
}


class Networks:
    "One dense network for each seed, their weights stacked, with ReLU between three hidden layers."

    def __init__(self, seeds: int, sizes: Sequence[int], dice: torch.Generator):
        self.weights = []
        for before, after in zip(sizes, sizes[1:]):
            bound = before**-0.5  # as nn.Linear draws them
            for rows in (before, 1):
                drawn = torch.rand(seeds, rows, after, generator=dice)
                self.weights.append(((2 * drawn - 1) * bound).requires_grad_())

    def __call__(self, x: Tensor, weights: Sequence[Tensor] | None = None) -> Tensor:  # (seeds, n, …) -> (seeds, n, …)
        weights = self.weights if weights is None else weights
        for matrix, bias in zip(weights[:-2:2], weights[1:-2:2]):
            x = torch.baddbmm(bias, x, matrix).relu()
        return torch.baddbmm(weights[-1], x, weights[-2])


class Adam:
    "Adam with a first beta of 0 and a second beta that moves (Kingma & Ba 2015, alg. 1)."

    def __init__(self, weights: list[Tensor], lr: float):
        self.weights, self.lr, self.remembered = weights, lr, 1.0
        self.squares = [torch.zeros_like(one) for one in weights]

    @torch.no_grad()
    def step(self, gradients: Sequence[Tensor], factor: float, beta2: float) -> None:
        self.remembered *= beta2
        for weight, square, slope in zip(self.weights, self.squares, gradients):
            square.mul_(beta2).addcmul_(slope, slope, value=1 - beta2)
            weight.addcdiv_(slope, (square / (1 - self.remembered)).sqrt_().add_(1e-8), value=-self.lr * factor)


def train(setting: Setting, name: str, seeds: int) -> list[metrics.ModeReport]:  # of each seed
    "Train all seeds of a setting and count the modes of each."
    target, rounds = TARGETS[name]
    middle, spread = (part.float() for part in target.moments())
    dice = torch.Generator().manual_seed(0)

    def real() -> Tensor:
        return ((target.draw(seeds * BATCH, dice) - middle) / spread).view(seeds, BATCH, 2)

    def noise(n: int) -> Tensor:
        z = torch.randn(seeds, n, setting.latent, generator=dice)
        return torch.cat([z, *(setting.height * (z - threshold).sign() for threshold in setting.stairs)], -1)

    def score(x: Tensor) -> Tensor:
        waves = [wave(f * x) for f in setting.frequencies for wave in (torch.sin, torch.cos)]
        return d(torch.cat([x, *waves], -1))[..., 0]

    g = Networks(seeds, (setting.latent * (1 + len(setting.stairs)), 64, 64, 64, 2), dice)
    d = Networks(seeds, (2 + 4 * len(setting.frequencies), *[setting.width] * 3, 1), dice)
    g_adam, d_adam = Adam(g.weights, RATES[0]), Adam(d.weights, RATES[1])
    average = [weight.detach().clone() for weight in g.weights]
    anneal = setting.anneal.reaching(len(target.modes))
    for step in range(rounds):
        rate, weight = anneal.factor("lr", step), PENALTY * anneal.factor("penalty", step)
        beta2 = setting.beta2 + (anneal.beta2 - setting.beta2) * anneal.progress(step)
        x, fake = real().requires_grad_(), g(noise(BATCH)).detach().requires_grad_()
        of_real, of_fake = score(x), score(fake)
        slopes = torch.autograd.grad([of_real.sum(), of_fake.sum()], [x, fake], create_graph=True)
        penalty = sum(slope.square().sum(-1).mean(1) for slope in slopes) * weight / 2
        loss = (F.softplus(of_fake - of_real).mean(1) + penalty).sum()
        d_adam.step(torch.autograd.grad(loss, d.weights), rate, beta2)
        loss = F.softplus(score(real()) - score(g(noise(BATCH)))).mean(1).sum()
        g_adam.step(torch.autograd.grad(loss, g.weights), rate, beta2)
        decay = min(EMA, (1 + step) / (10 + step))
        torch._foreach_lerp_(average, [weight.detach() for weight in g.weights], 1 - decay)
    with torch.no_grad():
        samples = g(noise(SAMPLES), average) * spread + middle
    return [metrics.modes(one, target) for one in samples]


def row(found: Sequence[metrics.ModeReport], seconds: float) -> str:
    "Median (least to largest) of the figures of all seeds, and how many hold."

    def range_of(values: Sequence[float]) -> str:
        ordered = sorted(values)
        return f"{ordered[len(ordered) // 2]:.3f} ({ordered[0]:.3f} to {ordered[-1]:.3f})"

    good = sum(0.85 <= one.spread <= 1.15 and one.high_quality >= 0.95 and one.live == len(one.counts) for one in found)
    spreads = [0.0 if math.isnan(one.spread) else one.spread for one in found]
    return (f"spread {range_of(spreads)}  within 3 sigma {range_of([one.high_quality for one in found])}  "
            f"live modes ≥ {min(one.live for one in found)}  reverse KL ≤ {max(one.reverse_kl for one in found):.3f}  "
            f"both {good} of {len(found)}  {seconds:.0f} CPU-s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", default="ring", choices=TARGETS)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", nargs="+", choices=SETTINGS, metavar="SETTING", help=", ".join(SETTINGS))
    asked = parser.parse_args()
    torch.set_num_threads(1)
    for name in asked.only or SETTINGS:
        start = time.process_time()
        found = train(SETTINGS[name], asked.target, asked.seeds)
        print(f"{name:26}{row(found, time.process_time() - start)}", flush=True)


if __name__ == "__main__":
    main()
