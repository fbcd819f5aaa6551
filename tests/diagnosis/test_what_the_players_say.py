"""A discriminator that has won and one that drives the generator out both have large logits: which is which."""

import pytest
import torch

from ganlab.data import targets
from ganlab.diagnosis.measurements import Gauge, RecentTicks, Tick
from ganlab.diagnosis.symptoms import collapse, read_symptoms
from ganlab.diagnosis.verdict import Judge

RING = targets.ring()
GAUGE = Gauge(RING.draw(1000, torch.Generator().manual_seed(0)), RING.draw, RING)
EVEN = torch.full((8,), 32)


def tick(step, logit, slope, separated=1.0, size=1.0, counts=EVEN, kinds=None):
    "What a look would have measured of a generator that is healthy but for what the players say."
    figures = GAUGE.mean | {"loudness": logit, "g_norm": slope, "AUC": separated, "size": size}
    figures |= {} if kinds is None else {"RKE": kinds}
    return Tick(step, figures, counts, 256, near=counts)


@pytest.mark.parametrize("logit, slope, name", [
    (3000.0, 1e-18, "vanishing generator gradient"),  # D has won: -40 or -3000 is the same to a sigmoid
    (3000.0, 5e-4, "vanishing generator gradient"),
    (1500.0, 3.0, "divergence"), (20_000.0, 0.01, "divergence"), (2e5, 1e-18, "divergence"),
    (60.0, 5.0, "healthy"), (900.0, 8.0, "healthy"), (60.0, 1500.0, "divergence"),
])
def test_large_logits_are_named_by_what_they_do_to_the_generator(logit, slope, name):
    judge = Judge(GAUGE, young=False)
    for step in range(12):
        found = judge.hear(tick(50 * step, logit, slope))
    assert found.name == name


def test_divergence_ends_when_the_logits_come_back_and_begins_when_a_gradient_does():
    judge = Judge(GAUGE, young=False)
    said = [judge.hear(tick(step, 3000.0, 1e-9)).name for step in range(10)]
    said += [judge.hear(tick(step, 3000.0, 4.0)).name for step in range(10, 20)]
    said += [judge.hear(tick(step, 40.0, 0.5, 0.6)).name for step in range(20, 32)]
    assert said[9] == "vanishing generator gradient"
    assert "divergence" in said[10:14] and said[19] == "divergence"
    assert "divergence" not in said[26:] and said[-1] == "healthy"


@pytest.mark.parametrize("shares, kinds, few", [
    ((256, 0), 1.0, True), ((240, 16), 1.13, True), ((192, 64), 1.6, False), ((128, 128), 2.0, False)])
def test_kinds_and_modes_agree_on_what_is_few(shares, kinds, few):
    "Two modes with shares p and q are 1 / (p² + q²) kinds, and one and a half are few: 15 % of eight would be less."
    p = torch.tensor(shares, dtype=torch.float) / 256
    assert 1 / p.square().sum().item() == pytest.approx(kinds, abs=0.02)
    counts = torch.tensor([*shares, 0, 0, 0, 0, 0, 0])
    window = RecentTicks(GAUGE, [tick(k, 5.0, 0.5, 0.6, counts=counts, kinds=kinds) for k in range(3)])
    assert (collapse(window).strength >= 1) is few
    assert read_symptoms(window)["mode dropping"].strength >= 1
