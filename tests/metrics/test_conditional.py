"""Figures of generators with a condition, against what NumPy and SciPy say, and against what they must tell apart."""

import numpy as np
import pytest
import torch
from scipy.stats import wasserstein_distance
from torch.nn.functional import avg_pool2d, interpolate

from ganlab import data, metrics, zoo
from ganlab.metrics.conditional import patches_of

RANDOM = np.random.default_rng(0)


def pictures(n: int, channels: int = 3, side: int = 12) -> torch.Tensor:
    return torch.from_numpy(RANDOM.uniform(-1, 1, (n, channels, side, side))).float()


def test_errors_are_those_of_numpy():
    x, y = pictures(5), pictures(5)
    a, b = (x.numpy() + 1) / 2, (y.numpy() + 1) / 2
    assert metrics.absolute_error(x, y) == pytest.approx(np.abs(a - b).mean(), rel=1e-5)
    by_hand = np.mean([10 * np.log10(1 / ((p - q) ** 2).mean()) for p, q in zip(a, b)])
    assert metrics.psnr(x, y) == pytest.approx(by_hand, rel=1e-5)


def test_mean_iou_is_that_of_the_confusion_matrix():
    found, truth = (torch.from_numpy(RANDOM.integers(0, 4, (3, 6, 6))) for _ in range(2))
    table = np.zeros((4, 4))
    np.add.at(table, (truth.numpy().ravel(), found.numpy().ravel()), 1)
    by_hand = (np.diag(table) / (table.sum(0) + table.sum(1) - np.diag(table))).mean()
    assert metrics.mean_iou(found, truth, 4) == pytest.approx(by_hand)
    assert metrics.mean_iou(found, truth, 9) == pytest.approx(by_hand)  # classes that are nowhere do not count


def test_patches_of_one_pixel_are_compared_by_their_distribution():
    x, y = torch.zeros(2, 1, 8, 8), torch.full((2, 1, 8, 8), 0.5)
    assert metrics.patch_swd(x, y, 1) == pytest.approx(wasserstein_distance([0.0], [0.5]), abs=1e-6)
    assert patches_of(pictures(2), 5, 7).shape == (7, 75)


def test_blur_and_grey_are_told_from_the_real_thing():
    real, other = pictures(60), pictures(60)
    blurred, grey = avg_pool2d(other, 3, 1, 1), other.mean(1, keepdim=True).expand(-1, 3, -1, -1)
    assert metrics.patch_swd(other, real, high_pass=True) < 0.2 * metrics.patch_swd(blurred, real, high_pass=True)
    assert metrics.patch_swd(other + 0.3, real, high_pass=True) < 0.2 * metrics.patch_swd(other + 0.3, real)  # colour
    assert metrics.texture(blurred, other) < 0.5 < 0.99 < metrics.texture(other, other) < 1.01
    assert metrics.saturation(grey, other) == pytest.approx(0, abs=1e-6)
    assert metrics.saturation(0.25 * other, other) == pytest.approx(0.25, rel=1e-4)


def test_spread_over_noise_is_a_share_of_the_real_spread():
    real = torch.from_numpy(RANDOM.normal(0, 2, (4000, 1, 1, 1))).float()
    answers = torch.from_numpy(RANDOM.normal(0, 1, (4000, 1, 1, 1))).float()

    def level(x: torch.Tensor) -> torch.Tensor:
        return x.flatten(1)

    deaf = metrics.spread_over_noise(lambda n: answers[:1].expand(n, 1, 1, 1), real, level)
    assert deaf == pytest.approx(0, abs=1e-6)
    assert metrics.spread_over_noise(lambda n: answers[:n], real, level, 4000) == pytest.approx(0.5, rel=0.05)


def test_a_cycle_can_close_around_a_wrong_pairing():
    gan = zoo.cyclegan("moons", "moons", width=4)
    for part in ("ab", "ba"):  # both turn by 180°: each other's inverse, and wrong
        linear = gan.players["g"].module[part].change
        with torch.no_grad():
            for weight in linear.parameters():
                weight.zero_()
    x = gan.game.domains["a"].draw(100, torch.Generator().manual_seed(0))
    assert metrics.cycle_error(gan, x, "a") == pytest.approx(0, abs=1e-5)  # x + 0, and back
    turned = 2 * gan.data.loc - x
    expected = (2 * (x - gan.data.loc) / gan.data.spread).norm(dim=1).mean().item()
    assert metrics.pairing_error(gan, "b", gan.translate(x), turned) == pytest.approx(expected, rel=1e-4)


def test_figures_stand_beside_floor_chance_and_baseline():
    held_out = data.with_small("digits", 2).select(torch.arange(300))

    def repeated(small: torch.Tensor) -> torch.Tensor:
        return interpolate(small, scale_factor=2)

    def flat(small: torch.Tensor) -> torch.Tensor:
        return small.mean((2, 3), keepdim=True).expand(-1, -1, 8, 8)

    found = metrics.conditional_figures(repeated, held_out, flat)
    assert found["L1"].floor == 0 < found["L1"].value < min(found["L1"].chance, found["L1"].baseline)
    assert found["PSNR"].value > max(found["PSNR"].chance, found["PSNR"].baseline) and "PSNR" in repr(found)
    assert found["patch SWD"].floor < found["patch SWD"].value < found["patch SWD"].baseline
    assert "saturation" not in [row.name for row in found.rows]


def test_a_segmenter_knows_real_maps_from_wrong_ones():
    scenes = data.scenes(150, 40)
    reader = metrics.train_segmenter(scenes, 60)
    pictures_, maps = scenes.held_out.arrays()
    assert reader.mean_iou(pictures_, maps) > 0.4 > 1.5 * reader.mean_iou(pictures_, maps.roll(1, 0))
    with pytest.raises(ValueError, match="maps of classes"):
        metrics.train_segmenter(data.with_small("digits", 2))


def test_uniform_maps_are_read_back():
    class Ideal(metrics.Segmenter):
        def __call__(self, x):
            return x[:, 0].long()

    reader = Ideal(torch.nn.Identity(), None, 3)
    assert reader.uniform(lambda maps: maps, (1, 4, 4), (0, 2)) == 1.0
    assert reader.uniform(lambda maps: 0 * maps, (1, 4, 4), (0, 2)) == 0.5
