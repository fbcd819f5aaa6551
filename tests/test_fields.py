"ganlab.fields against closed forms: where the pixels are, whose score is where, and the best D."

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import fields
from ganlab.data import gaussians, two_gaussians
from ganlab.gan import GAN


class Slope(nn.Module):
    "D(x) = 3 x₀ + x₁ for each sample of a pack, summed."

    def __init__(self, classes=0):
        super().__init__()
        self.weight, self.classes = nn.Parameter(torch.tensor([3.0, 1.0])), classes

    def forward(self, x, y=None):
        score = (x.reshape(len(x), -1, 2) @ self.weight).sum(1)
        return score if y is None else score + 100 * y


def test_pixels_are_asked_at_their_centres_bottom_row_first():
    points = fields.grid_points((0, 4, 10, 12), 2)
    assert points.tolist() == [[1.0, 10.5], [3.0, 10.5], [1.0, 11.5], [3.0, 11.5]]
    assert points.dtype == torch.float32


def test_every_pixel_is_inside_and_the_mean_is_the_middle():
    points = fields.grid_points((-1, 3, 5, 7), 31)
    assert points.shape == (31 * 31, 2)
    assert torch.allclose(points.mean(0), torch.tensor([1.0, 6.0]), atol=1e-5)
    assert points.amin(0).tolist() == pytest.approx([-1 + 2 / 31, 5 + 1 / 31], abs=1e-5)


def test_scores_lie_where_their_points_are_in_the_users_units():
    data = two_gaussians(distance=20.0)
    gan = GAN(data, discriminator=Slope(), recipe="classic")
    field = fields.score_field(gan, (-2, 2, 0, 4), n=2)
    x = torch.tensor([[-1.0, 1.0], [1.0, 1.0], [-1.0, 3.0], [1.0, 3.0]])
    expected = ((x - data.loc) / data.spread) @ torch.tensor([3.0, 1.0])
    assert field.shape == (2, 2) and field.dtype == np.float32
    assert np.allclose(field, expected.reshape(2, 2), atol=1e-5)
    assert np.allclose(fields.probability_field(gan, (-2, 2, 0, 4), n=2), 1 / (1 + np.exp(-field)), atol=1e-5)


def test_companions_in_a_pack_are_real_and_always_the_same():
    gan = GAN("two_gaussians", discriminator=Slope(), recipe="classic", pack=4)
    first = fields.score_field(gan, (-2, 2, -2, 2), n=4)
    gan.fit(2, progress=False)
    with torch.no_grad():
        gan.discriminator.weight.copy_(torch.tensor([3.0, 1.0]))
    assert np.array_equal(first, fields.score_field(gan, (-2, 2, -2, 2), n=4))
    alone = GAN("two_gaussians", discriminator=Slope(), recipe="classic")
    offset = first - fields.score_field(alone, (-2, 2, -2, 2), n=4)
    assert np.ptp(offset) < 1e-4  # the companions shift every pixel alike


def test_a_conditional_field_asks_for_one_class():
    x, y = torch.randn(40, 2, generator=torch.Generator().manual_seed(0)), torch.arange(40) % 2
    gan = GAN(x, labels=y, discriminator=Slope(classes=2), recipe="classic")
    first, second = (fields.score_field(gan, (-1, 1, -1, 1), n=3, label=c) for c in (0, 1))
    assert np.allclose(second - first, 100, atol=1e-3)


def test_looking_changes_nothing():
    gan = GAN("ring")
    before, state = gan.state_hash(), torch.get_rng_state()
    fields.score_field(gan, n=8)
    assert gan.state_hash() == before and torch.equal(state, torch.get_rng_state())


def test_density_sums_to_one():
    data, extent, n = two_gaussians(), (-3, 3, -3, 3), 200
    assert fields.density_field(data, extent, n).sum() * (6 / n) ** 2 == pytest.approx(1, abs=1e-4)


def test_the_best_discriminator():
    p, q = np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([[2.0, 1.0], [1.0, 0.0]])
    assert fields.optimal_discriminator(p, q).tolist() == [[0.0, 0.5], [0.75, 0.5]]
    data = gaussians([[0.0, 0.0]], 1.0)
    field = fields.density_field(data, (-2, 2, -2, 2), 9)
    assert (fields.optimal_discriminator(field, field) == 0.5).all()
    assert fields.optimal_discriminator(torch.tensor([1.0]), torch.tensor([4.0]))[0] == pytest.approx(0.2)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="n must be"):
        fields.grid_points((0, 1, 0, 1), 0)
    with pytest.raises(ValueError, match="extent must be"):
        fields.grid_points((1, 0, 0, 1))
    with pytest.raises(ValueError, match="p and q must be"):
        fields.optimal_discriminator([-1.0], [1.0])
    with pytest.raises(ValueError, match="p and q must be"):
        fields.optimal_discriminator([float("nan")], [1.0])
    with pytest.raises(ValueError, match=r"a field needs data of shape \(2,\)"):
        fields.score_field(GAN(torch.randn(20, 3, generator=torch.Generator().manual_seed(0))))
