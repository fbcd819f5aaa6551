"Translations that are wrong in known ways: networks that do exactly that, so that what should be said is known."

import math

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score
from torch import nn

import ganlab
from ganlab import GAN, data, diagnose, metrics
from ganlab.backend.randomness import stream
from ganlab.diagnosis import ConditionGauge, Watch, remedies_of
from ganlab.diagnosis.remedies import TRANSLATION_LINES, advice_for, remedies_for
from ganlab.games import CycleGAN, Paired
from ganlab.metrics.partners import apart_of, chroma, hue_kept, own_partner_first, spread_and_error

CLOUD = torch.randn(600, 2, generator=stream(0, "cloud")) * torch.tensor([3.0, 1.0])
QUARTER = torch.tensor([[0.0, -1.0], [1.0, 0.0]])


def turned(x, quarters=1):
    return x @ torch.linalg.matrix_power(QUARTER, quarters).T


class Turn(nn.Module):
    "A turn by so many quarters, times a number that learns."

    def __init__(self, quarters):
        super().__init__()
        self.register_buffer("matrix", torch.linalg.matrix_power(QUARTER, quarters % 4).T.contiguous())
        self.size = nn.Parameter(torch.ones(()))

    def forward(self, x):
        return self.size * (x @ self.matrix)


def between_clouds(quarters, **more):
    "A CycleGAN whose generators turn by so many quarters, and back; one quarter is right. Distances stay as they are."
    both = data.Data("cloud", "points", (2,), data.Rows(CLOUD), (CLOUD.amin(0), CLOUD.amax(0)),
                     torch.zeros(2), torch.ones(2))
    there = turned(CLOUD)
    other = data.Data("turned", "points", (2,), data.Rows(there), (there.amin(0), there.amax(0)),
                      torch.zeros(2), torch.ones(2))
    return GAN(game=CycleGAN(both, other, generators=(Turn(quarters), Turn(-quarters)), **more))


def looked_at(gan, times=4, **how):
    watch = Watch(gan, young=False, kept=False, **how)
    for _ in range(times):
        watch.look()
    assert not watch.trouble, watch.trouble
    return watch.diagnosis


# figures

def test_own_partner_first_is_an_area_under_a_roc_curve():
    made, truth = torch.randn(2, 40, 3, generator=stream(0, "two")).unbind()
    apart = apart_of(made + truth, truth)
    assert np.allclose(apart, np.linalg.norm((made + truth)[:, None] - truth[None], axis=2), atol=1e-4)
    each = [roc_auc_score(np.arange(40) == i, -row) for i, row in enumerate(apart.numpy())]
    assert own_partner_first(apart) == pytest.approx(np.mean(each))
    pictures = torch.rand(2, 5, 3, 4, 4, generator=stream(0, "pictures"))
    expected = (pictures[0][:, None] - pictures[1][None]).abs().mean((2, 3, 4))
    assert torch.allclose(apart_of(*pictures), expected, atol=1e-6)


def test_spread_and_error_of_a_known_generator():
    dice = stream(0, "spread")
    centre = torch.randn(4000, 1, 2, generator=dice)
    made = centre + 0.5 * torch.randn(4000, 8, 2, generator=dice)
    partner = centre[:, 0] + 0.3 + 2.0 * torch.randn(4000, 2, generator=dice)  # off by 0.3, and scattered by 2
    spread, error = spread_and_error(made, centre.expand(-1, 8, -1), partner)
    assert spread == pytest.approx(0.5, rel=0.02)
    assert error == pytest.approx(math.sqrt((0.25 / 8 + 4.09) * 8 / 9), rel=0.02)
    grainy = centre + 0.3 * torch.randn(4000, 8, 2, generator=dice)  # of its own noise, though z stays the same
    assert spread_and_error(made, grainy, partner)[0] == pytest.approx(0.4, rel=0.03)  # 0.5² - 0.3² = 0.4²


def test_hues_are_those_of_colorsys():
    import colorsys

    colours = torch.rand(30, 3, generator=stream(0, "colours"))
    found = chroma(colours.view(30, 3, 1, 1).expand(30, 3, 4, 4))[:, 0]
    hexagon = [colorsys.rgb_to_hsv(*colour)[0] * 2 * math.pi for colour in colours.tolist()]
    off = (found.angle() - torch.tensor(hexagon) + math.pi) % (2 * math.pi) - math.pi
    assert off.abs().max() < math.radians(1.2)  # the hexagon's angle and the circle's differ by at most 1.12 degrees
    x = torch.rand(40, 3, 8, 8, generator=stream(0, "hues"))
    assert hue_kept(x, x.roll(1, 1)) == pytest.approx(math.cos(2 * math.pi / 3), abs=1e-5)  # each hue a third further


# wrong pairing

@pytest.mark.parametrize("quarters, name", [(3, "wrong pairing"), (1, "healthy")])
def test_a_closed_cycle_around_the_wrong_partners_is_named(quarters, name):
    gan = between_clouds(quarters)
    known = CLOUD[:60], turned(CLOUD[:60])
    figures = ConditionGauge(gan, known)(gan, stream(0, "look"))
    assert figures["cycle"] < 1e-6
    apart = (turned(CLOUD[:60], quarters)[:, None] - known[1][None]).norm(dim=2)
    others = (apart.sum() - apart.trace()) / (60 * 59)
    assert figures["pairing"] == pytest.approx((apart.trace() / 60 / others).item(), rel=0.02, abs=1e-6)
    found = looked_at(gan, pairs=known)
    assert found.name == name
    assert looked_at(gan).name == "healthy"  # where nobody knows the partners, nobody can say it
    if name == "wrong pairing":
        assert found.alarm and "cycle closes and cannot see it" in found.sentence
        assert "known=known" in found.remedies[0].code
        assert diagnose(gan, pairs=known).name in ("learning", name)  # asked once of an untrained GAN


def test_known_pairs_of_the_game_are_looked_at_too_and_can_be_switched_on():
    known = CLOUD[:5], turned(CLOUD[:5])
    gan = between_clouds(3, pairs=known)
    assert remedies_of(gan, "wrong pairing", 0)[0].script  # they are pulled together already
    gan.set(known_pairs=0.0)
    found = looked_at(gan)
    assert found.name == "wrong pairing" and found.remedies[0].code == "gan.set(known_pairs=10.0)"
    found.remedies[0].apply(gan)
    assert gan.game.settings["known_pairs"] == 10.0


def test_classes_that_are_swapped_are_a_wrong_pairing():
    places = torch.tensor([[-3.0, 0.0], [3.0, 0.0], [0.0, 4.0], [0.0, -4.0]])  # a quarter turn makes the classes change
    labels = torch.arange(400) % 4
    x = places[labels] + 0.3 * torch.randn(400, 2, generator=stream(0, "classes"))

    def labelled(points, name):
        return data.Data(name, "points", (2,), data.Rows(points), (points.amin(0), points.amax(0)), torch.zeros(2),
                         torch.ones(2), labels=labels, classes=("left", "right", "up", "down"))

    for quarters, name in ((0, "healthy"), (2, "wrong pairing")):  # half a turn: left is right, and up is down
        gan = GAN(game=CycleGAN(labelled(x, "a"), labelled(x.clone(), "b"),
                                generators=(Turn(quarters), Turn(-quarters))))
        figures = ConditionGauge(gan)(gan, stream(0, "look"))
        assert figures["judge"] > 0.95 and figures["kept"] == pytest.approx(float(quarters == 0), abs=0.05)
        assert figures["kept by chance"] == pytest.approx(0.25)
        assert looked_at(gan).name == name
        rows = metrics.translation_figures(gan)
        assert rows["class kept A → B"].value == pytest.approx(float(quarters == 0), abs=0.05)
        assert rows["class kept A → B"].chance == pytest.approx(0.25)
        assert rows["class kept A → B"].floor > 0.95


# conditions and noise

class Made(nn.Module):
    "A sample of a condition: so much of the condition, so much of the noise."

    def __init__(self, of_condition, of_noise):
        super().__init__()
        self.parts = of_condition, of_noise
        self.size = nn.Parameter(torch.ones(()))

    def forward(self, condition, z):
        return self.size * (self.parts[0] * condition + self.parts[1] * z)


class Compared(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(4, 1)

    def forward(self, x, condition):
        return self.body(torch.cat((x, condition), 1))


def conditioned(of_condition, of_noise):
    "A game in which x = condition + 0.7 · noise; both have a standard deviation of 1 in network units, about."
    dice = stream(0, "conditioned")
    condition = torch.randn(900, 2, generator=dice)
    x = 0.714 * condition + 0.7 * torch.randn(900, 2, generator=dice)
    pairs = data.pairs(x, condition, share=0.5)
    game = Paired(pairs, generator=Made(of_condition, of_noise), discriminator=Compared(), latent=2)
    return GAN(game=game)


@pytest.mark.parametrize("parts, name", [((0.714, 0.7), "healthy"), ((1.0, 0.0), "z is ignored"),
                                         ((0.0, 1.0), "condition is ignored")])
def test_what_is_ignored_is_named(parts, name):
    gan = conditioned(*parts)
    figures = ConditionGauge(gan, n=800)(gan, stream(0, "look"))
    if name == "healthy":
        assert figures["z spread"] == pytest.approx(1, abs=0.1)
    left_open = {"healthy": 0.7, "z is ignored": 0.76, "condition is ignored": 1.0}[name]
    assert figures["left open"] == pytest.approx(left_open, abs=0.1)
    found = looked_at(gan)
    assert found.name == name
    table = metrics.translation_figures(gan)
    assert table["z spread"].value == pytest.approx(figures["z spread"], abs=0.3)
    if name == "z is ignored":
        assert found.remedies[0].code == "gan.set(diversity=1.5, l1=0.0)" and table["z spread"].value == 0
        found.remedies[0].apply(gan)
        assert gan.game.settings["diversity"] == 1.5 and gan.game.settings["l1"] == 0


def test_hues_that_became_their_complement_are_named_and_identity_is_offered():
    class Sign(nn.Module):
        def __init__(self, sign):
            super().__init__()
            self.sign, self.size = sign, nn.Parameter(torch.ones(()))

        def forward(self, x):
            return self.sign * self.size * x

    x = (torch.rand(200, 3, 2, 2, generator=stream(0, "squares")).repeat_interleave(4, 2).repeat_interleave(4, 3) * 255)
    x = x.round().to(torch.uint8)
    critic = nn.Sequential(nn.Flatten(), nn.Linear(192, 1))
    for sign, name in ((-1, "hue flip"), (1, "healthy")):
        gan = GAN(game=CycleGAN(x, x.roll(1, 0), generators=(Sign(sign), Sign(sign)),
                                discriminators=(critic, nn.Sequential(nn.Flatten(), nn.Linear(192, 1)))))
        assert ConditionGauge(gan)(gan, stream(0, "look"))["hue"] == pytest.approx(sign, abs=1e-4)
        found = looked_at(gan)
        assert (found.name == name) or name in [symptom.name for symptom in found.symptoms]
        said = remedies_of(gan, "hue flip", 0)
        assert said[0].code == "gan.set(identity=2.5)"  # half of the cycle's weight, Zhu et al. 2017, section 5.2


# words

def test_pairs_that_do_not_fit_are_refused_in_words():
    gan = between_clouds(1)
    with pytest.raises(ValueError, match=r"pairs must be as many samples as partners, got 5 and 4"):
        Watch(gan, pairs=(CLOUD[:5], CLOUD[:4]))
    with pytest.raises(ValueError, match=r"pairs must be partners of shape \(k, 2\) with k ≥ 2, got \(5, 3\)"):
        Watch(gan, pairs=(CLOUD[:5], torch.zeros(5, 3)))
    with pytest.raises(ValueError, match="pairs are for a GAN that turns samples into samples"):
        diagnose(GAN("ring"), pairs=(CLOUD[:5], CLOUD[:5]))


def test_every_failure_of_translation_has_advice_that_runs():
    class Both(nn.Linear):
        def forward(self, condition, z=None):
            return super().forward(condition if z is None else torch.cat((condition, z), 1))

    condition, x = torch.randn(2, 8, 2, generator=stream(0, "advice")).unbind()
    for name in TRANSLATION_LINES:
        [alone] = advice_for(name)
        assert alone.script and not alone.applicable
        assert remedies_for(name, GAN("ring").recipe)[0].script == alone.script
        G = Both(4 if name == "z is ignored" else 2, 2)
        names = {"torch": torch, "ganlab": ganlab, "G": G, "D": nn.Linear(4, 1), "g_loss": torch.zeros(()), "n": 8,
                 "latent": 2, "condition": condition, "x": x, "partner": x, "G_ab": G, "G_ba": nn.Linear(2, 2),
                 "a": condition, "b": x, "samples_of_a": condition[:3], "their_partners_of_b": x[:3]}
        if name == "z is ignored":
            names["G"] = lambda condition, z: G(condition.expand(8, 2), z)
        exec(alone.script, names)
        if "g_loss" in alone.script:
            names["g_loss"].backward()
            assert G.weight.grad.norm() > 0
        else:
            assert names["gan"].game.known is not None
