"""The paired game: its terms by hand, its warm-up, its maps and noise, and what it refuses (Isola et al. 2017)."""

import copy

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import avg_pool2d, softplus

from ganlab import GAN, data, games, zoo
from ganlab.backend.randomness import stream

GREY = torch.randint(0, 255, (20, 1, 8, 8), generator=stream(0, "grey"), dtype=torch.uint8)
COLOUR = torch.randint(0, 255, (20, 3, 8, 8), generator=stream(0, "colour"), dtype=torch.uint8)
MAPS = torch.randint(0, 4, (20, 8, 8), generator=stream(0, "maps"), dtype=torch.uint8)


def generator(n_in: int, n_out: int = 3) -> nn.Module:
    return nn.Sequential(nn.Conv2d(n_in, 4, 3, 1, 1), nn.Tanh(), nn.Conv2d(4, n_out, 3, 1, 1), nn.Tanh())


def critic(n_in: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(n_in, 4, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(4, 1, 3, 1, 1))


class Noisy(nn.Module):
    "Of maps with four channels and three numbers of noise."

    def __init__(self):
        super().__init__()
        self.net = generator(7)

    def forward(self, drawn: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        return self.net(torch.cat((drawn, z[:, :, None, None].expand(-1, -1, 8, 8)), 1))


def paired(seed: int = 0, **changes: object) -> GAN:
    game = {key: changes.pop(key) for key in ("latent", "flip", "warm_up", "warm_up_lr") if key in changes}
    return GAN(game=games.Paired(data.pairs(COLOUR, GREY), generator(1), critic(4), **game), seed=seed, **changes)


def test_the_terms_are_those_of_the_paper():
    "Equations 1 to 4 with the logistic loss, taken patch by patch, D seeing condition and sample as channels."
    gan = paired(l1=3.0, mse=2.0, adversarial=0.5)
    before = gan.fork()
    g, d = before.players["g"].module, before.players["d"].module
    step = gan.step("d")
    x, condition = step.drawn["real"], step.drawn["condition"]
    fake = g(condition)
    r, f = d(torch.cat((x, condition), 1))[:, 0], d(torch.cat((fake, condition), 1))[:, 0]
    assert r.shape == (8, 4, 4) and torch.allclose(step.scores["real"], r, atol=1e-6)
    assert torch.allclose(step.terms["adversarial"], (softplus(-r) + softplus(f)).mean((1, 2)), atol=1e-6)
    step, d = gan.step("g"), gan.players["d"].module
    f = d(torch.cat((fake, condition), 1))[:, 0]
    assert torch.allclose(step.terms["adversarial"], 0.5 * softplus(-f).mean((1, 2)), atol=1e-6)
    assert torch.allclose(step.terms["l1"], 3 * (fake - x).abs().mean((1, 2, 3)), atol=1e-6)
    assert torch.allclose(step.terms["mse"], 2 * (fake - x).square().mean((1, 2, 3)), atol=1e-6)
    assert set(step.terms) == {"adversarial", "l1", "mse"}


def test_partners_stay_partners_also_mirrored():
    number = torch.arange(20, dtype=torch.uint8).view(20, 1, 1, 1) * 10
    same = number.expand(20, 1, 8, 8) + torch.arange(8, dtype=torch.uint8)  # darker on the left
    both = data.pairs(same, same)
    gan = GAN(game=games.Paired(both, generator(1, 1), critic(2), flip=True))
    mirrored = 0
    for _ in range(6):
        step = gan.step("d")
        assert torch.equal(step.drawn["real"], step.drawn["condition"])
        mirrored += (step.drawn["real"][:, 0, 0, 0] > step.drawn["real"][:, 0, 0, -1]).sum().item()
        gan.step("g")
    assert 8 < mirrored < 40  # of 48


def test_a_map_reaches_the_networks_as_one_channel_for_each_class():
    both = data.pairs(COLOUR, MAPS, look="map", classes=("a", "b", "c", "d"))
    gan = GAN(game=games.Paired(both, Noisy(), critic(7), latent=3), diversity=2.0, l1=0.0)
    step = gan.preview("g")
    drawn, z = step.drawn["condition"], step.drawn["z"]
    one_hot = torch.from_numpy(np.eye(4, dtype=np.float32)[drawn[:, 0].long().numpy()]).permute(0, 3, 1, 2)
    net = gan.players["g"].module
    fake, other = net(one_hot, z), net(one_hot, z.flip(0))
    assert torch.allclose(step.made["fake"], fake, atol=1e-6)
    apart = (avg_pool2d(fake, 4) - avg_pool2d(other, 4)).abs().mean((1, 2, 3))  # Mao et al. 2019, eq. 4
    by_hand = 2 * 0.05 * (z - z.flip(0)).abs().mean(1) / (apart + 0.05)
    assert torch.allclose(step.terms["diversity"], by_hand, atol=1e-6)
    maps = both.held_out.arrays()[1]
    z = torch.zeros(1, 3)
    assert torch.equal(gan.translate(maps, noise=z), gan.generate(maps, noise=z))
    with pytest.raises(ValueError, match="noise must hold 2 latents"):
        gan.translate(maps[:2], noise=torch.zeros(5, 3))
    with pytest.raises(ValueError, match="takes none"):
        paired().translate(GREY[:2], noise=z)


def test_a_warm_up_is_a_phase_of_one_training():
    gan = zoo.super_resolution(GREY, 4, warm_up=5, width=4, batch_size=4)
    gan.fit(5, progress=False)
    assert gan.steps == (0, 5) and set(gan.history) & {"g_adversarial", "d_loss"} == set()
    step = gan.preview("g")
    assert set(step.terms) == {"adversarial", "mse", "low"} and step.scores
    small = step.drawn["condition"]
    by_hand = 10 * (avg_pool2d(step.made["fake"], 4) - small).square().mean((1, 2, 3))
    assert torch.allclose(step.terms["low"], by_hand, atol=1e-6)
    gan.fit(2, progress=False)
    assert gan.steps == (2, 7) and len(gan.history["g_adversarial"]) == 2
    gan.rewind(5)
    assert gan.steps == (0, 5)


def test_the_rate_of_a_warm_up_falls_and_then_the_recipes_begins():
    gan = paired(warm_up=4, warm_up_lr=0.1, lr=0.01, anneal=None)
    rates = [gan.game.pace("g", steps)[0] for steps in range(6)]
    assert rates == pytest.approx([0.1, 0.075, 0.05, 0.025, 0.01, 0.01])


def test_a_discriminator_may_take_sample_and_condition_apart():
    class Apart(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = critic(4)

        def forward(self, x, condition):
            return self.net(torch.cat((x, condition), 1))

    both, g = data.pairs(COLOUR, GREY), generator(1)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        apart = Apart()
    one, other = (GAN(game=games.Paired(both, copy.deepcopy(g), copy.deepcopy(d))) for d in (apart, apart.net))
    one.fit(2, progress=False), other.fit(2, progress=False)
    assert one.history["d_loss"].tolist() == other.history["d_loss"].tolist()
    x, condition = both.held_out.arrays()
    assert torch.equal(one.score_map(x, condition), other.score_map(x, condition))


def test_what_it_refuses():
    both = data.pairs(COLOUR, GREY)
    for make, words in (
        (lambda: paired(l1=0, adversarial=0), "one of adversarial, l1, .* must be > 0"),
        (lambda: paired(pack=2), "does without pack"), (lambda: paired(penalty="clip"), "not weight clipping"),
        (lambda: paired(warm_up=-1), "warm_up must be an int"),
        (lambda: GAN(game=games.Paired(both)), "no networks of its own"),
        (lambda: GAN(game=games.Paired(both, generator(2), critic(4))), "generator failed on an input"),
        (lambda: GAN(game=games.Paired(both, generator(1, 1), critic(4))), "samples of shape .*returned"),
        (lambda: GAN(game=games.Paired(both, generator(1), critic(3))), "discriminator failed"),
        (lambda: zoo.pix2pix(both), "multiples of 16"), (lambda: zoo.spade((COLOUR, GREY), latent=0), "latent must"),
        (lambda: zoo.pix2pix("emoji"), "pairs must be one of 'openmoji'"),
        (lambda: zoo.cyclegan(GREY, COLOUR, identity=1.0), "identity must be 0"),
        (lambda: zoo.super_resolution(GREY, 3), "factor must be an int ≥ 2 that divides"),
    ):
        with pytest.raises(ValueError, match=words):
            make()
    with pytest.raises(ValueError, match="condition must be given"):
        paired().score_map(COLOUR[:2])
    gan = paired()
    before = gan.state_hash()
    with pytest.raises(ValueError, match="must be > 0"):
        gan.set(l1=0, adversarial=0)
    assert gan.state_hash() == before and gan.game.settings["l1"] == 10.0


def test_weights_are_live_and_one_that_is_0_costs_nothing():
    gan = paired().fit(1, progress=False)
    l1 = gan.preview("g").terms["l1"]
    gan.set(l1=20)
    assert torch.allclose(gan.preview("g").terms["l1"], 2 * l1)
    gan.set(l1=0)
    assert set(gan.preview("g").terms) == {"adversarial"}
    gan.set(adversarial=0, mse=1)
    assert set(gan.preview("g").terms) == {"mse"} and not gan.preview("g").scores
