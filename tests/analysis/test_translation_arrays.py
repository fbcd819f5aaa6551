"""Where samples of one domain land in the other, against networks whose answers one can do in the head."""

import numpy as np
import pytest
import torch
from torch import nn

from ganlab.analysis.translation import (
    domain_scores, extent_of_domains, has_plane_of_domains, oklab_to_rgb, position_colours, sampled_translation,
    translate_samples)
from ganlab.gan import GAN
from ganlab.games.dirac import Dirac
from ganlab.games.translation import CycleGAN


class Moved(nn.Module):
    "x plus a number, in the networks' units."

    def __init__(self, by: float):
        super().__init__()
        self.by = nn.Parameter(torch.tensor(by))

    def forward(self, x):
        return x + self.by


class Sum(nn.Module):
    "The logit is a weight times the sum of the coordinates."

    def __init__(self, weight: float):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(weight))

    def forward(self, x):
        return self.weight * x.sum(1)


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def known_gan() -> tuple[GAN, torch.Tensor, torch.Tensor]:
    "A to B moves by 1, B to A by −0.5; D_A says the sum, D_B minus twice the sum; the domains have different units."
    a = torch.randn(200, 2, generator=seeded(0)) * torch.tensor([10.0, 1.0]) + torch.tensor([100.0, 0.0])
    b = torch.randn(200, 2, generator=seeded(1)) * 0.1
    return GAN(game=CycleGAN(a, b, generators=(Moved(1.0), Moved(-0.5)), discriminators=(Sum(1.0), Sum(-2.0)))), a, b


def test_each_way_ends_in_the_units_of_its_own_domain():
    gan, a, b = known_gan()
    there = translate_samples(gan, a, "b")
    scaled = (a - a.mean(0)) / a.std(0, correction=0)
    target = (scaled + 1.0) * b.std(0, correction=0) + b.mean(0)
    assert torch.allclose(there.target, target, atol=2e-3)
    assert torch.allclose(there.back, (scaled + 0.5) * a.std(0, correction=0) + a.mean(0), atol=0.2)
    assert (there.of, there.to) == ("a", "b") and torch.equal(there.source, a)
    assert sampled_translation(gan, 7, "a").target.shape == (7, 2) and sampled_translation(gan, 7).to == "b"
    assert torch.equal(sampled_translation(gan, 7).source, sampled_translation(gan, 7).source)


def test_the_axes_hold_both_domains_and_only_such_games_have_them():
    gan, a, b = known_gan()
    x0, x1, y0, y1 = extent_of_domains(gan)
    both = torch.cat([a, b])
    assert x0 <= both[:, 0].min() and x1 >= both[:, 0].max() and y0 <= both[:, 1].min() and y1 >= both[:, 1].max()
    assert has_plane_of_domains(gan)
    assert not has_plane_of_domains(GAN("ring")) and not has_plane_of_domains(GAN(game=Dirac()))
    wide = CycleGAN(torch.randn(50, 3, generator=seeded(2)), torch.randn(50, 3, generator=seeded(3)))
    assert not has_plane_of_domains(GAN(game=wide))


def test_each_domain_is_judged_by_its_own_discriminator():
    gan, a, b = known_gan()
    assert torch.allclose(domain_scores(gan, a, "a"), ((a - a.mean(0)) / a.std(0, correction=0)).sum(1), atol=2e-2)
    assert torch.equal(domain_scores(gan, b, "b"), gan.score(b))


def test_looking_changes_no_bit():
    gan = GAN(game=CycleGAN("moons", "ring"))
    before = gan.state_hash()
    sampled_translation(gan), sampled_translation(gan, to="a"), domain_scores(gan, torch.zeros(3, 2), "a")
    assert gan.state_hash() == before


@pytest.mark.parametrize("to", ["c", "ab", 3])
def test_a_domain_that_is_not_there_is_named(to):
    with pytest.raises(ValueError, match="to must be a domain"):
        sampled_translation(GAN(game=CycleGAN()), to=to)
    with pytest.raises(ValueError, match="there is none"):
        sampled_translation(GAN("ring"))


def test_colours_tell_directions_and_are_equally_light():
    angles = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    x = np.stack([np.cos(angles), np.sin(angles)], axis=1) * [30, 0.2] + [5, 7]
    colours = position_colours(x)
    assert ((colours >= 0) & (colours <= 1)).all()
    apart = np.linalg.norm(colours[:, None] - colours[None], axis=2)[~np.eye(8, dtype=bool)]
    assert apart.min() > 0.1
    light = np.where(colours > 0.04045, ((colours + 0.055) / 1.055) ** 2.4, colours / 12.92) @ [0.2126, 0.7152, 0.0722]
    assert light.max() / light.min() < 1.6
    grey = position_colours(np.array([[np.nan, 0.0], [np.nan, np.nan]]))
    assert np.ptp(grey, axis=1).max() < 1e-3 and position_colours(np.empty((0, 2))).shape == (0, 3)


def test_oklab_has_the_primaries_of_the_screen():
    # Ottosson (2020): Oklab of the sRGB primaries
    lab = np.array([[0.62796, 0.22486, 0.12585], [0.86644, -0.23389, 0.17950], [0.45201, -0.03246, -0.31153]])
    assert np.allclose(oklab_to_rgb(lab), np.eye(3), atol=2e-3)
