"Conventions of the losses and penalties, one-sided penalties and other norms, feature matching and its game."

import math

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import GAN, games, losses
from ganlab.games.matching import scoring_layer, with_features
from ganlab.losses import DRAGAN, GP, R1, R2, feature_matching, get_penalties, penalty_code


def slope(norm):
    "A critic whose gradient has this norm everywhere."
    return lambda x: norm * x.flatten(1)[:, 0]


# conventions

def test_least_squares_has_no_half_and_says_so():
    r, f = torch.tensor([0.3, 2.0]), torch.tensor([0.1, -1.0])
    halved = ((r - 1) ** 2 / 2 + f**2 / 2, (f - 1) ** 2 / 2)  # Mao et al. 2017, eq. 2
    assert torch.allclose(losses.lsgan.d(r, f), 2 * halved[0]) and torch.allclose(losses.lsgan.g(r, f), 2 * halved[1])
    assert losses.lsgan.equilibrium == (0.5, 0.25) and "½" in losses.lsgan.convention
    assert "(0.5, 0.25)" in losses.lsgan.convention and "(0.25, 0.125)" in losses.lsgan.convention


@pytest.mark.parametrize("loss", [loss for loss in losses.LOSSES.values() if loss.equilibrium])
def test_an_equilibrium_is_where_the_best_discriminator_cannot_tell(loss):
    "The same samples on both sides: D's best answer is one score for all, found on a fine grid."
    t = torch.linspace(-3, 3, 60_001, dtype=torch.float64)
    d = loss.d(t, t)
    best = t[d.argmin()]
    assert d.min().item() == pytest.approx(loss.equilibrium[0], abs=1e-6)
    if loss.name != "hinge":  # any score within the margin is as good
        assert loss.g(best, best).item() == pytest.approx(loss.equilibrium[1], abs=1e-3)


@pytest.mark.parametrize("penalty", [R1(0.6), R2(0.6)])
def test_half_of_the_square(penalty):
    x = torch.randn(6, 3)
    assert penalty(slope(3.0), x, x).item() == pytest.approx(0.6 / 2 * 9)


def test_dragan_looks_to_one_side():
    x = torch.randn(4000, 2, generator=torch.Generator().manual_seed(0))
    moved = DRAGAN().points(x, x, torch.Generator().manual_seed(1)) - x
    reach = x.std(correction=0).item() / 2
    assert moved.min() >= 0 and moved.max() <= reach and moved.mean().item() == pytest.approx(reach / 2, rel=0.02)


# sides and norms

@pytest.mark.parametrize("kind", [GP, DRAGAN])
@pytest.mark.parametrize("norm, target, one_sided, expected", [
    (3.0, 1.0, False, 4.0), (0.5, 1.0, False, 0.25), (3.0, 1.0, True, 4.0), (0.5, 1.0, True, 0.0),
    (3.0, 0.0, False, 9.0), (3.0, 5.0, False, 4.0), (3.0, 5.0, True, 0.0), (750.0, 750.0, False, 0.0)])
def test_norms_against_their_target(kind, norm, target, one_sided, expected):
    x = torch.randn(5, 3, generator=torch.Generator().manual_seed(0))
    penalty = kind(2.0, target=target, one_sided=one_sided)
    assert penalty(slope(norm), x, x + 1, torch.Generator().manual_seed(0)).item() == pytest.approx(
        2 * expected, rel=1e-4, abs=1e-5)


def test_a_flat_critic_has_a_finite_derivative():
    w = torch.zeros(3, requires_grad=True)
    x = torch.randn(5, 3)
    for penalty in (GP(1.0, target=0.0), GP(1.0, one_sided=True), GP(1.0, target=2.0)):
        value = penalty(lambda x: x @ w, x, x + 1, torch.Generator().manual_seed(0))
        assert torch.autograd.grad(value, w)[0].isfinite().all()


@pytest.mark.parametrize("wrong, word", [({"target": -1.0}, "target"), ({"target": math.nan}, "target"),
                                         ({"target": "1"}, "target"), ({"one_sided": 1}, "one_sided")])
def test_wrong_targets_are_named(wrong, word):
    with pytest.raises(ValueError, match=word):
        GP(**wrong)


@pytest.mark.parametrize("penalties", ["r1:0.1+r2:0.1", "gp:10", (GP(1.0, target=0.0),), None,
                                       (R1(0.1), DRAGAN(3.0, one_sided=True)), (R1(0.123456789),)])
def test_penalties_as_code_come_back(penalties):
    import ganlab

    kept = get_penalties(penalties)
    assert get_penalties(eval(penalty_code(kept), {"ganlab": ganlab})) == kept


def test_a_one_sided_gan_is_trained_written_and_loaded(tmp_path):
    gan = GAN("ring", loss="wgan", penalty=(GP(1.0, target=0.5, one_sided=True), R1()), width=8, seed=0)
    gan.fit(4, progress=False).save(tmp_path / "gan.ganlab")
    space = {}
    exec(gan.script(), space)
    for other in (GAN.load(tmp_path / "gan.ganlab"), space["gan"]):
        assert other.recipe.penalty == gan.recipe.penalty and other.state_hash() == gan.state_hash()


# feature matching

def test_means_of_features_are_compared():
    g = torch.Generator().manual_seed(0)
    real, fake = torch.randn(7, 5, generator=g), torch.randn(4, 5, generator=g, requires_grad=True)
    expected = ((real.numpy().mean(0) - fake.detach().numpy().mean(0)) ** 2).sum()
    value = feature_matching(real, fake)
    assert value.item() == pytest.approx(expected, rel=1e-5)
    slope = torch.autograd.grad(value, fake)[0].numpy()  # 2 (mean fake − mean real) / m for every fake
    assert np.allclose(slope, 2 * (fake.detach().numpy().mean(0) - real.numpy().mean(0)) / 4, atol=1e-6)
    maps = torch.randn(6, 2, 3, 3, generator=g)
    assert feature_matching([real, maps], [fake, maps]).item() == pytest.approx(expected, rel=1e-5)
    with pytest.raises(ValueError, match="features of one shape"):
        feature_matching(real, maps)
    with pytest.raises(ValueError, match="the same layers, got 1 and 2"):
        feature_matching(real, [real, real])


class Judge(nn.Module):
    "A trunk and a head, with a layer that nobody uses."

    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(2, 6), nn.LeakyReLU(0.2))
        self.head = torch.nn.utils.parametrizations.spectral_norm(nn.Linear(6, 1))

    def forward(self, x):
        return self.head(self.trunk(x)).squeeze(1)


@pytest.mark.parametrize("d, layer, wanted", [
    (Judge(), None, "head"), (nn.Sequential(Judge()), None, "0.head"), (Judge(), "trunk.1", "trunk.1"),
    (nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 1, 3), nn.Flatten(0)), None, "2")])
def test_the_layer_that_gives_the_score(d, layer, wanted):
    assert scoring_layer(d, layer) is dict(d.named_modules())[wanted]


def test_features_are_what_goes_into_it():
    d, x = Judge(), torch.randn(9, 2)

    def net(x):
        return d(x)

    net.module = d
    scores, features = with_features(net, None, x)
    assert torch.equal(features, d.trunk(x)) and scores.shape == (9,)
    assert not d.head._forward_pre_hooks
    with pytest.raises(ValueError, match="layer must be one of the discriminator's layers"):
        scoring_layer(Judge(), "tail")
    with pytest.raises(ValueError, match="layer must be given"):
        scoring_layer(nn.Linear(2, 1))


def test_g_learns_from_mean_features():
    g, d = nn.Linear(2, 2), Judge()
    gan = GAN("ring", generator=g, discriminator=d, game=games.FeatureMatching(), seed=0, batch_size=32,
              loss="nonsaturating", penalty=None)
    trunk, made = gan.discriminator.trunk, gan.generator
    step = gan.preview("g")
    with torch.no_grad():
        fake = made(step.z)
        expected = (trunk(step.drawn["real"]).mean(0) - trunk(fake).mean(0)).square().sum().item()
    assert step.loss == pytest.approx(expected, rel=1e-4)
    weight = made.weight.detach().clone().requires_grad_()
    distance = (trunk(step.drawn["real"]).mean(0) - trunk(step.z @ weight.T + made.bias).mean(0)).square().sum()
    assert torch.allclose(step.gradients["weight"], torch.autograd.grad(distance, weight)[0], atol=1e-6)
    mixed = gan.set(matching=2.0, adversarial=3.0).preview("g")
    usual = nn.functional.softplus(-mixed.scores_fake).mean().item()
    assert mixed.loss == pytest.approx(2 * expected + 3 * usual, rel=1e-4)


def test_the_game_travels_and_is_kept(tmp_path):
    gan = GAN("ring", game=games.FeatureMatching(), penalty="r1", width=8, seed=0, adversarial=0.5)
    gan.fit(6, progress=False)
    hash_then = gan.state_hash()
    fork = gan.fork()
    assert gan.fit(4, progress=False).state_hash() == fork.fit(4, progress=False).state_hash()
    assert gan.rewind(6).state_hash() == hash_then
    gan.save(tmp_path / "gan.ganlab")
    space = {}
    exec(gan.script(), space)
    assert GAN.load(tmp_path / "gan.ganlab").state_hash() == space["gan"].state_hash() == hash_then
    assert isinstance(space["gan"].game, games.FeatureMatching)


def test_it_plays_with_classes_packs_images_and_layers():
    for gan in (GAN("digits", labels=True, game=games.FeatureMatching(), batch_size=16, width=8),
                GAN("ring", pack=2, game=games.FeatureMatching("hidden"), batch_size=16, width=8)):
        gan.fit(2, progress=False)
        assert math.isfinite(gan.history.last("g_matching"))
    with pytest.raises(ValueError, match="layer must be one of"):
        GAN("ring", game=games.FeatureMatching("nowhere"))
    with pytest.raises(TypeError, match="layer must be the name"):
        games.FeatureMatching(3)
