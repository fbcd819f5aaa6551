"""Networks that change some of their weights or statistics with each pass, and not by a gradient: looking is free."""

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import GAN

X = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")


class Iterated(nn.Module):
    "Spectral normalisation by power iteration, its two vectors kept as weights without a gradient, set anew by .data."

    def __init__(self, inputs, outputs):
        super().__init__()
        self.bar, self.bias = nn.Parameter(torch.randn(outputs, inputs) / 2), nn.Parameter(torch.zeros(outputs))
        self.u = nn.Parameter(torch.randn(outputs), requires_grad=False)
        self.v = nn.Parameter(torch.randn(inputs), requires_grad=False)

    def forward(self, x):
        self.v.data = nn.functional.normalize(self.bar.data.T @ self.u.data, dim=0)
        self.u.data = nn.functional.normalize(self.bar.data @ self.v.data, dim=0)
        return x @ (self.bar / (self.u @ self.bar @ self.v)).T + self.bias


class AlwaysCounting(nn.Linear):
    "A layer with a running mean of its input that moves in evaluation mode, too."

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs)
        self.register_buffer("mean", torch.zeros(inputs))

    def forward(self, x):
        self.mean.lerp_(x.detach().mean(0), 0.1)
        return super().forward(x - self.mean.clone())


class MeanAsWeight(nn.Linear):
    "The same with the mean as a weight without a gradient, and a counter of passes beside it."

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs)
        self.mean = nn.Parameter(torch.zeros(inputs), requires_grad=False)
        self.passes = nn.Parameter(torch.zeros((), dtype=torch.long), requires_grad=False)

    def forward(self, x):
        self.mean.data.lerp_(x.detach().mean(0), 0.1)
        self.passes.add_(1)
        return super().forward(x - self.mean.clone())


LAYERS = {"power iteration": Iterated, "buffer at rest": AlwaysCounting, "mean as a weight": MeanAsWeight}


def trained(layer, rounds, **given):
    torch.manual_seed(0)
    g = nn.Sequential(layer(3, 8), nn.ReLU(), nn.Linear(8, 2))
    d = nn.Sequential(layer(2, 8), nn.LeakyReLU(0.2), layer(8, 1))  # of one row, power iteration stands still at first
    gan = GAN(X, generator=g, discriminator=d, latent=3, batch_size=16, loss="hinge", penalty=None,
              **given)
    return gan.fit(rounds, progress=False)


@pytest.mark.parametrize("kind", LAYERS)
def test_looking_changes_nothing(kind, capsys):
    gan, alone = trained(LAYERS[kind], 3), trained(LAYERS[kind], 3)
    before = gan.state_hash()
    x, generator = torch.tensor(X[:32]), torch.Generator().manual_seed(0)
    first = gan.sample(8, torch.Generator().manual_seed(0))
    for _ in range(3):
        gan.score(x)
        gan.sample(8, generator)
        gan.preview("d")
        gan.preview("g")
    assert gan.state_hash() == before
    assert torch.equal(gan.sample(8, torch.Generator().manual_seed(0)), first)
    assert gan.fit(2, progress=False).state_hash() == alone.fit(2, progress=False).state_hash()
    assert "by hand" not in capsys.readouterr().out


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("ema", [0.0, 0.9])
def test_time_travel_is_exact(kind, ema, tmp_path, capsys):
    gan = trained(LAYERS[kind], 4, ema=ema)
    there = gan.state_hash()
    assert gan.rewind(2).fit(2, progress=False).state_hash() == there
    twin = gan.fork()
    gan.save(tmp_path / "x.ganlab", include_data=True)
    assert twin.fit(2, progress=False).state_hash() == gan.fit(2, progress=False).state_hash()
    assert "by hand" not in capsys.readouterr().out


def test_the_vectors_follow_the_weights():
    d = trained(Iterated, 30).discriminator
    largest = torch.linalg.matrix_norm(d[0].bar.detach(), 2)
    assert torch.isclose(d[0].u @ d[0].bar @ d[0].v, largest, rtol=0.02)


def test_a_frozen_layer_stays_and_a_change_by_hand_is_said(capsys):
    torch.manual_seed(0)
    d = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), MeanAsWeight(8, 1))
    d[0].requires_grad_(False)
    gan = GAN(X, discriminator=d, batch_size=16, penalty=None, width=8)
    kept = d[0].weight.clone()
    gan.fit(2, progress=False)
    assert torch.equal(d[0].weight, kept) and d[2].passes > 0
    assert "by hand" not in capsys.readouterr().out
    with torch.no_grad():
        d[0].weight.mul_(2)
    gan.fit(1, progress=False)
    assert "by hand" in capsys.readouterr().out
