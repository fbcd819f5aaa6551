"Generators that start from a sample: what they are given, and what is left to explore."

import numpy as np
import pytest
import torch

from ganlab import data, zoo
from ganlab.data.sources import as_data
from ganlab.latent import open_generator
from ganlab.latent.given import ACROSS, GivenSource

RNG = np.random.default_rng(0)
COLOUR = as_data(RNG.integers(0, 256, (40, 3, 16, 16)).astype(np.uint8))
GREY = as_data(RNG.integers(0, 256, (40, 1, 16, 16)).astype(np.uint8))
MAPS = data.pairs(COLOUR, RNG.integers(0, 3, (40, 16, 16)), look="map")


@pytest.fixture(scope="module")
def painter():
    return zoo.spade(MAPS, batch_size=4).fit(2, progress=False)


def latents(n, dims):
    return torch.randn(n, dims, generator=torch.Generator().manual_seed(1))


def test_noise_is_explored_while_a_map_is_held(painter):
    before, readers = painter.state_hash(), painter.readers_state()
    maker, z = open_generator(painter), latents(3, 4)
    assert (maker.dims, maker.kind, maker.shape) == (4, "image", (3, 16, 16))
    held = maker.given.value
    wanted = painter.translate(held.expand(3, 1, 16, 16), noise=z)
    assert torch.equal(maker(z), wanted)
    other = torch.full((1, 1, 16, 16), 2.0)
    maker.given.put(other)
    assert torch.equal(maker(z), painter.translate(other.expand(3, 1, 16, 16), noise=z)) and (maker(z) != wanted).any()
    maker.given.put(None)
    assert torch.equal(maker.given.value, held)
    assert painter.state_hash() == before and torch.equal(painter.readers_state(), readers)
    with pytest.raises(ValueError, match=r"a source must have shape \(1, 1, 16, 16\)"):
        maker.given.put(torch.zeros(1, 3, 16, 16))


def test_a_still_copy_makes_the_same_and_has_gradients():
    gan = zoo.spade(MAPS, batch_size=4)
    with torch.no_grad():
        for layer in gan.generator.noises:
            layer.strength.zero_()  # else no two passes are alike
    given, z = GivenSource(gan), latents(2, 4).requires_grad_()
    still = given.still()
    made = still(z)
    assert torch.allclose(made, given(z.detach()), atol=1e-2)
    gradient, = torch.autograd.grad(made.sum(), z)
    assert gradient.abs().min() > 0
    gan.step()
    assert (given(z.detach()) - made.detach()).abs().max() > 0.1
    assert torch.equal(still(z).detach(), made.detach())  # the copy stays as it was


def test_without_noise_sources_lie_on_a_plane_each_beside_what_is_made_of_it():
    gan = zoo.cyclegan(GREY, COLOUR, width=4)
    maker = open_generator(gan)
    given = maker.given
    assert (maker.dims, maker.shape, maker.range) == (2, (3, 16, 32), (0.0, 1.0))
    x = maker(torch.tensor([[0.0, 0.0], [2.4, 0.0], [0.0, -1.0]]))
    for tile, k in zip(x, (0, 2, ACROSS)):
        source = given.sources["b"][k : k + 1]
        assert torch.allclose(tile[:, :, :16], (source[0] / 255).expand(3, 16, 16), atol=1e-6)
        made = ((gan.translate(source, "b")[0]) / 255).clamp(0, 1)
        assert torch.allclose(tile[:, :, 16:], made, atol=1e-5)
    many = len(given.sources["b"])
    around = given.places(torch.tensor([[-1.0, 0.0], [0.0, 1.0]]))
    assert around.tolist() == [ACROSS - 1, many - ACROSS]
    given.turn("a")
    assert given.sources["a"].shape[1] == 3 and given(torch.zeros(1, 2)).shape == (1, 3, 16, 32)
    with pytest.raises(ValueError, match="to must be one of"):
        given.turn("c")
    with pytest.raises(ValueError, match="takes no noise"):
        maker.differentiable()


def test_points_are_explored_as_they_are():
    gan = zoo.cyclegan("moons", "ring")
    maker, z = open_generator(gan), latents(5, 2)
    assert (maker.kind, maker.dims, maker.shape) == ("points", 2, (2,))
    assert torch.equal(maker(z), gan.translate(gan.game.domains["a"].unscale(z), "b"))
