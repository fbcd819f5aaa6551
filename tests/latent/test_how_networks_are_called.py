"""Forms of labels that networks want, found by trying; and the words for those that cannot be called."""

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import GAN
from ganlab.latent import open_generator
from ganlab.metrics import report
from ganlab.widgets.monitor.external import sampler_of

X = np.random.default_rng(0).normal(size=(120, 2)).astype("f4")
GREY = np.random.default_rng(1).integers(0, 256, (60, 8, 8)).astype("uint8")
Y = [0, 1, 2] * 20


class Joined(nn.Module):
    "A generator or discriminator that joins labels to its input along dimension 1, in one form alone."

    def __init__(self, body, form):
        super().__init__()
        self.body, self.form, self.embedding = body, form, nn.Linear(3, 5) if form == "dense" else None

    def forward(self, x, label):
        wanted = {"rows": 2, "dense": 2, "sides": 4, "maps": 4}[self.form]
        if label.ndim != wanted:
            raise RuntimeError(f"labels need {wanted} dimensions")
        return self.body(torch.cat([x, self.embedding(label) if self.embedding else label], 1))


def upwards(size):
    return nn.Sequential(nn.ConvTranspose2d(size, 4, 4), nn.ReLU(), nn.ConvTranspose2d(4, 1, 2, 2), nn.Tanh())


def dense(size, out):
    return nn.Sequential(nn.Linear(size, 12), nn.ReLU(), nn.Linear(12, out), nn.Tanh())


def of_maps(channels):
    return nn.Sequential(nn.Conv2d(channels, 4, 3, 2, 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(64, 1))


GENERATORS = {
    "rows with the sides of z": (lambda: Joined(upwards(6 + 3), "sides"), (6, 1, 1)),
    "a dense layer for the rows": (lambda: Joined(nn.Sequential(dense(4 + 5, 64), nn.Unflatten(1, (1, 8, 8))), "dense"),
                                   (4,)),
    "rows": (lambda: Joined(nn.Sequential(dense(7 + 3, 64), nn.Unflatten(1, (1, 8, 8))), "rows"), (7,)),
}


@pytest.mark.parametrize("kind", GENERATORS)
def test_a_conditional_generator_is_called_as_it_wants(kind):
    make, z_shape = GENERATORS[kind]
    g = make()
    gan = GAN(GREY, generator=g, labels=Y, batch_size=8, width=4).fit(1, progress=False)
    assert gan.z_shape == z_shape and "one-hot rows" in " ".join(gan.notes)
    z, rows = torch.randn(3, *z_shape), torch.eye(3)[[2, 0, 1]]
    if g.form == "sides":
        rows = rows[:, :, None, None]
    with torch.no_grad():
        expected = gan.data.unscale(g(z, rows))
    assert torch.allclose(gan.generate(z, labels=[2, 0, 1], ema=False), expected, atol=1e-3)
    opened = open_generator(g, labels=3)
    assert opened.dims == torch.Size(z_shape).numel() and len(opened(z, [2, 0, 1])) == 3
    assert len(report(g, n=40, pairs=30, draws=3, data=GREY, labels=3, features=lambda x: x.flatten(1)[:, :9]).figures)
    assert sampler_of(g, None, (1, 8, 8), 3)(5).shape == (5, 1, 8, 8)


def test_a_discriminator_of_label_maps():
    d = Joined(of_maps(1 + 3), "maps")
    gan = GAN(GREY, discriminator=d, labels=Y, batch_size=8, width=4).fit(1, progress=False)
    assert "one-hot maps" in " ".join(gan.notes)
    x = torch.rand(2, 1, 8, 8) * 255
    with torch.no_grad():
        maps = torch.eye(3)[[1, 2]][:, :, None, None].expand(2, 3, 8, 8)
        expected = d(gan.data.scale(x), maps).flatten()
    assert torch.allclose(gan.score(x, labels=torch.tensor([1, 2])), expected, atol=1e-4)


class Three(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(9, 2)

    def forward(self, noise, labels, code):
        return self.body(torch.cat([noise, labels, code], 1))


class Broken(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Linear(4, 8), nn.Linear(8, 2)

    def forward(self, z):
        raise RuntimeError("device type could not be determined")


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(7, 2)

    def forward(self, z, y):
        return self.body(torch.cat([z, y], 2))


WAYS = {
    "GAN": lambda g: GAN(X, generator=g, batch_size=8, width=4), "explorer": open_generator,
    "metrics": lambda g: report(g, n=40, pairs=30, draws=3, data=X), "monitor": lambda g: sampler_of(g, None, (2,))(4),
}


@pytest.mark.parametrize("way, words", [
    ("GAN", "pass labels=[…] with the class of each sample if"), ("explorer", "pass labels=10 if"),
    ("metrics", "pass labels=10 if"), ("monitor", "pass labels=[…] with the class of each real sample if")])
def test_everybody_is_told_the_labels_that_he_can_pass(way, words):
    with pytest.raises(ValueError) as told:
        WAYS[way](Two())
    assert words in str(told.value)


@pytest.mark.parametrize("way", WAYS)
def test_a_network_that_fails_by_itself_is_told_so(way):
    with pytest.raises(ValueError, match=r"says so of all 2 shapes of z that were tried.*torch.randn\(2, \*\(4,\)\)"):
        WAYS[way](Broken())


def test_several_inputs_are_noise_if_nothing_else_is_said():
    with pytest.raises(ValueError, match=r"latent=\[…\] with a size for each of noise, labels, code"):
        GAN(X, generator=Three(), labels=[0, 1, 2] * 40, batch_size=8, width=4)
    assert GAN(X, generator=Three(), latent=[4, 3, 2], batch_size=8, width=4).latent == 9


class Mean(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 1)

    def forward(self, x):
        return self.body(x).mean(0).view(1)


def test_one_number_for_a_batch_is_named():
    with pytest.raises(ValueError, match="a single one for all 8: does it end in a mean over the batch"):
        GAN(X, discriminator=Mean(), batch_size=8, width=4)


def test_an_auxiliary_classifier_is_shown_the_way():
    with pytest.raises(ValueError, match="auxiliary classifier.*game=…"):
        GAN(X, discriminator=nn.Linear(2, 1), labels=[0, 1, 2] * 40, batch_size=8, width=4)


# --- frozen layers and weight clipping

@pytest.mark.parametrize("frozen", ["0.weight", "0.bias", "2.weight", "0"])
@pytest.mark.parametrize("midway", [False, True])
def test_clipping_leaves_frozen_weights_alone(frozen, midway):
    d = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
    with torch.no_grad():
        for weight in d.parameters():
            weight.mul_(5).add_(1)

    def freeze():
        for name, weight in d.named_parameters():
            weight.requires_grad_(not name.startswith(frozen))

    if not midway:
        freeze()
    gan = GAN(X, discriminator=d, loss="wgan", penalty="clip:0.1", batch_size=8, width=4)
    if midway:
        gan.fit(1, progress=False)
        freeze()
    kept = {name: weight.clone() for name, weight in d.named_parameters()}
    gan.fit(2, progress=False)
    moved = [name for name, weight in d.named_parameters() if not torch.equal(weight, kept[name])]
    assert moved and not any(name.startswith(frozen) for name in moved)
    assert all(weight.abs().max() <= 0.1 for name, weight in d.named_parameters() if not name.startswith(frozen))
