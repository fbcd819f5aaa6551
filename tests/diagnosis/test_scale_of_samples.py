"Samples on another scale than the reference are that; data of one kind are not collapsed; one figure for one thing."

import math

import pytest
import scipy.stats
import torch

from ganlab import GAN, data, metrics
from ganlab.backend.randomness import stream
from ganlab.data import targets
from ganlab.diagnosis import Judge, Watch, effective_cells, gauge_of

def pixels(generator, n=300, channels=1):
    "Images from 0 to 1 with a dark ground, a different one in each channel."
    ground = torch.rand(n, channels, 8, 8, generator=generator) ** torch.arange(1, channels + 1)[:, None, None]
    return torch.where(torch.rand(n, 1, 8, 8, generator=generator) < 0.4, 0.0, ground)


INCOME = torch.tensor([[9000.0, 0.2]])
SCALES = {  # name: (reference, a perfect generator's samples on another scale)
    "0 to 255, −1 to 1": (lambda g: (255 * pixels(g)).round(), lambda g: 2 * pixels(g) - 1),
    "−1 to 1, 0 to 255": (lambda g: 2 * pixels(g) - 1, lambda g: (255 * pixels(g)).round()),
    "−1 to 1, 0 to 1": (lambda g: 2 * pixels(g) - 1, lambda g: pixels(g)),
    "0 to 1, −1 to 1": (lambda g: pixels(g), lambda g: 2 * pixels(g) - 1),
    "0 to 65,535, 0 to 1": (lambda g: (65535 * pixels(g)).round(), lambda g: pixels(g)),
    "negatives": (lambda g: pixels(g), lambda g: 1 - pixels(g)),
    "divided by 255 twice": (lambda g: pixels(g), lambda g: pixels(g) / 255),
    "channels swapped": (lambda g: pixels(g, channels=3), lambda g: pixels(g, channels=3).flip(1)),
    "a table, standardised": (lambda g: 40_000 + INCOME * torch.randn(300, 2, generator=g),
                              lambda g: torch.randn(300, 2, generator=g)),
    "a table against a standardised one": (lambda g: torch.randn(300, 2, generator=g),
                                           lambda g: 40_000 + INCOME * torch.randn(300, 2, generator=g)),
    "points a hundred times as far": (lambda g: targets.ring().draw(300, g),
                                      lambda g: 100 * targets.ring().draw(300, g)),
    "flat images": (lambda g: pixels(g).flatten(1), lambda g: 255 * pixels(g).flatten(1)),
}


@pytest.mark.parametrize("name", SCALES)
def test_another_scale_is_that_and_no_collapse(name):
    reference, samples = SCALES[name]
    g = stream(0, name)
    real = reference(g)
    watch = Watch(lambda n: samples(g)[:n], real, n=64)
    assert [watch.look().name for _ in range(3)][1:] == ["scale mismatch"] * 2 and watch.diagnosis.alarm
    (remedy,) = watch.diagnosis.remedies
    names = {"torch": torch, "reference": real}
    exec(remedy.script, names)
    watch.source = lambda n: names["on_the_scale_of_the_reference"](samples(g))[:n]
    watch.judge = Judge(watch.gauge, young=False)
    assert {watch.look().name for _ in range(4)} <= {"healthy"}  # the cure is one


DIGITS = data.digits().source.values.float()

FINE = {  # name: (reference, samples that may be bad, but are on its scale)
    "black": (pixels, lambda g: torch.zeros(300, 1, 8, 8)),
    "white": (pixels, lambda g: torch.ones(300, 1, 8, 8)),
    "grey noise": (lambda g: DIGITS, lambda g: 8 + torch.randn(300, 1, 8, 8, generator=g)),
    "one digit": (lambda g: DIGITS, lambda g: DIGITS[:1].expand(300, 1, 8, 8)),
    "one image": (pixels, lambda g: pixels(stream(5, "one"))[:1].expand(300, 1, 8, 8)),
    "one mode": (lambda g: targets.ring().draw(300, g), lambda g: targets.ring().modes[:1] + 0.02 * torch.randn(
        300, 2, generator=g)),
    "a blob": (lambda g: targets.ring().draw(300, g), lambda g: 0.05 * torch.randn(300, 2, generator=g)),
    "half of a table": (lambda g: 40_000 + INCOME * torch.randn(300, 2, generator=g),
                        lambda g: 40_000 + INCOME * torch.randn(300, 2, generator=g).abs()),
}


@pytest.mark.parametrize("name", FINE)
def test_a_failure_on_the_right_scale_is_no_mismatch(name):
    reference, samples = FINE[name]
    g = stream(0, name)
    watch = Watch(lambda n: samples(g)[:n], reference(g), n=64, young=False)
    called = {watch.look().name for _ in range(6)}
    assert "scale mismatch" not in called and watch.looker.check is not None
    assert name == "half of a table" or "healthy" not in called - {watch.story[0].name}


def test_a_gan_s_own_data_are_on_its_own_scale():
    assert Watch(GAN("ring")).looker.check is None  # what it makes is in the units of its data


# data of one kind

ONE_KIND = {
    "one point": torch.full((300, 2), 0.7),
    "one image": torch.ones(300, 1, 4, 4),
    "nearly one point": 0.7 + 1e-6 * torch.randn(300, 2, generator=stream(0, "near")),
    "one blob": torch.randn(600, 2, generator=stream(0, "blob")),
    "a point and a few": torch.cat((torch.zeros(570, 2), torch.ones(30, 2))),
    "two points": torch.eye(2).repeat(200, 1),
}


@pytest.mark.parametrize("name", ONE_KIND)
def test_data_of_one_kind_are_not_collapsed(name):
    real, g = ONE_KIND[name], stream(0, name)
    watch = Watch(lambda n: real[torch.randint(len(real), (n,), generator=g)], real, n=64, young=False)
    assert "complete collapse" not in {watch.look().name for _ in range(12)}


def test_where_real_data_fill_few_cells_those_are_counted():
    labels = (torch.arange(1000) < 30).long() * torch.arange(1, 1001).remainder(9)  # 97 % in one of nine classes
    real, g = 5.0 * torch.nn.functional.one_hot(labels, 9).float(), stream(0, "uneven")
    real = real + torch.randn(1000, 9, generator=g)
    watch = Watch(lambda n: real[torch.randint(1000, (n,), generator=g)], real, labels=labels, young=False)
    assert "complete collapse" not in {watch.look().name for _ in range(8)}


# one figure for one thing

def test_effective_modes_are_those_that_are_live():
    g = stream(0, "smudge")
    ring = targets.ring()
    good = ring.modes[torch.randint(5, (150,), generator=g)] + 0.01 * torch.randn(150, 2, generator=g)
    bad = 1.5 * ring.modes[torch.randint(8, (106,), generator=g)]  # near a mode, and in none
    x = torch.cat((good, bad))
    gauge = gauge_of(data.ring())
    figures, counts, near = gauge.measure_all(gauge.read(x))
    expected = math.exp(scipy.stats.entropy(near.numpy()))
    assert figures["live"] == 5 and figures["effective"] == pytest.approx(expected) and 4.5 < expected <= 5
    assert metrics.modes(x, ring).effective == pytest.approx(expected) and effective_cells(counts.tolist()) > 7
    assert metrics.modes(x[150:], ring).effective == 0.0
