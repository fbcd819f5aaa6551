"""The GAN: steps against hand computation, reproducibility to the bit, bad input, and what a preview leaves behind."""

import copy
import signal
import threading
import time

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import GAN, Recipe, data
from ganlab.backend.randomness import stream
from ganlab.games.recipes import RECIPES
from ganlab.games.schedules import Alternate, Anneal, LoserTrains
from ganlab.losses import GP, R1, R2, Clip, Loss
from ganlab.training.engine import Diverged


def mlp(n_in, n_out, *extra):
    return nn.Sequential(nn.Linear(n_in, 16), nn.Tanh(), *extra, nn.Linear(16, n_out))


class Linear1(nn.Module):
    "D(x) = 2x, or G(z) = 3z + 1: numbers one can do in the head."

    def __init__(self, weight, bias=None):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(float(weight)))
        self.bias = nn.Parameter(torch.tensor(float(bias))) if bias is not None else None

    def forward(self, x):
        return self.weight * x + (0 if self.bias is None else self.bias)


def linear_gan(**changes):
    x = torch.linspace(-2, 5, 200)[:, None]
    recipe = Recipe("wgan", "r1:1", optimizer="sgd", lr=(0.5, 0.25), betas=(0.0, 0.9), batch_size=8, latent=1)
    return GAN(data.as_data(x, scale=None), generator=Linear1(3, 1), discriminator=Linear1(2), recipe=recipe, **changes)


def test_a_linear_d_step_by_hand():
    "loss = mean(f) - mean(r), R1 = w²/2, and w moves by -lr · (mean x_fake - mean x_real + w)."
    gan = linear_gan()
    s = gan.step_d()
    x, y = s.x_real.double().mean().item(), s.x_fake.double().mean().item()
    assert torch.allclose(s.x_fake, 3 * s.z + 1) and torch.allclose(s.scores_real, 2 * s.x_real[:, 0])
    assert s.phase == "d" and s.step == 1 and s.applied and s.loss == pytest.approx(2 * y - 2 * x, rel=1e-4)
    assert s.penalty == pytest.approx(2.0) and s.losses.shape == s.scores_fake.shape == (8,)
    assert gan.discriminator.weight.item() == pytest.approx(2 - 0.25 * (y - x + 2), rel=1e-4)
    assert s.grad_norms["weight"] == pytest.approx(abs(y - x + 2), rel=1e-4)


def test_a_linear_g_step_by_hand():
    "loss = -mean(w(θz + b)): θ moves by lr·w·mean z, b by lr·w; and G learns on the fakes that D has judged."
    gan = linear_gan()
    d = gan.step_d()
    w, g = gan.discriminator.weight.item(), gan.step_g()
    assert torch.equal(g.z, d.z) and torch.equal(g.x_fake, d.x_fake) and torch.equal(g.x_real, d.x_real)
    assert g.loss == pytest.approx(-w * g.x_fake.mean().item(), rel=1e-4)
    assert torch.allclose(g.scores_real, w * g.x_real[:, 0])
    assert gan.generator.weight.item() == pytest.approx(3 + 0.5 * w * g.z.mean().item(), rel=1e-4)
    assert gan.generator.bias.item() == pytest.approx(1 + 0.5 * w, rel=1e-5)
    fresh = gan.step_g()
    assert not torch.equal(fresh.z, g.z)  # G has changed: new fakes for a new lesson


def test_annealing_moves_rate_and_penalty():
    "At half the horizon, half the way: lr .25 → .0 gives .125, R1's weight 1 → .5 gives .75."
    gan = linear_gan(anneal=Anneal(2, lr=0.0, penalty=0.5, beta2=None))
    gan.step_d()
    w = gan.discriminator.weight.item()
    s = gan.step_d()
    slope = (s.x_fake.mean() - s.x_real.mean()).item() + 0.75 * w
    assert s.penalty == pytest.approx(0.75 * w**2 / 2, rel=1e-4)
    assert gan.discriminator.weight.item() == pytest.approx(w - 0.125 * slope, rel=1e-4)


def test_the_average_follows():
    gan = linear_gan(ema=0.9)
    average = 3.0
    for t in range(3):
        gan.step()
        decay = min(0.9, (2 + t) / (11 + t))
        average = decay * average + (1 - decay) * gan.generator.weight.item()
    z = torch.tensor([[0.0], [1.0]])
    zero, one = gan.generate(z).flatten().tolist()
    assert one - zero == pytest.approx(average, rel=1e-4)
    zero, one = gan.generate(z, ema=False).flatten().tolist()
    assert one - zero == pytest.approx(gan.generator.weight.item(), rel=1e-5)


def test_one_pass_over_both_halves_equals_two():
    "With batch norm in D the halves are judged apart; without, together; and then it makes no difference."
    apart = GAN("ring", discriminator=mlp(2, 1, nn.BatchNorm1d(16)))
    assert not apart.game.together
    one, two = GAN("ring", seed=3), GAN("ring", seed=3)
    assert one.game.together
    two.game.together = False
    a, b = one.step_d(), two.step_d()
    assert torch.allclose(a.scores_real, b.scores_real, atol=1e-6) and a.penalty == pytest.approx(b.penalty, rel=1e-4)
    for name in a.gradients:
        assert torch.allclose(a.gradients[name], b.gradients[name], atol=1e-5)


def test_shared_slopes_equal_the_penalties_themselves():
    "R1 and R2 taken from D's own pass, against each penalty computed for itself."
    gan = GAN("ring", penalty=(R1(0.7), R2(0.3), GP(2.0)), anneal=None)
    critic = copy.deepcopy(gan.discriminator)
    noise = stream(0, "noise")
    s = gan.step_d()
    real, fake = s.batch
    expected = sum(p(critic, real, fake, noise).item() for p in gan.recipe.penalty)
    assert s.penalty == pytest.approx(expected, rel=1e-4)


GANS = {
    "ring": lambda seed=0: GAN("ring", seed=seed),
    "dropout": lambda seed=0: GAN("moons", seed=seed, dropout=0.3),
    "their dropout": lambda seed=0: GAN(
        "moons",
        seed=seed,
        generator=seeded(lambda: mlp(2, 2, nn.Dropout(0.5))),
        discriminator=seeded(lambda: mlp(2, 1, nn.Dropout(0.5), nn.BatchNorm1d(16))),
    ),
    "batch norm": lambda seed=0: GAN("digits", seed=seed, recipe="dcgan", batch_size=16, width=8),
    "spectral": lambda seed=0: GAN("line", seed=seed, spectral_norm=True, loss="hinge", penalty=None),
    "conditional": lambda seed=0: GAN("digits", seed=seed, labels=True, width=8, batch_size=16),
    "loser": lambda seed=0: GAN(
        "two_gaussians",
        seed=seed,
        schedule="loser",
        instance_noise=0.1,
        label_smoothing=0.1,
        loss="nonsaturating",
        dropout=0.1,
    ),
    "packed": lambda seed=0: GAN("grid", seed=seed, recipe="pacgan", pack=4, penalty="gp+dragan"),
    "signal": lambda seed=0: GAN(
        torch.randn(100, 5, generator=stream(1, "x")), seed=seed, optimizer="rmsprop", penalty="clip"
    ),
}


def seeded(make):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return make()


@pytest.mark.parametrize("name", GANS)
def test_same_seed_same_bits_whatever_else_happens(name):
    one, two = GANS[name](), GANS[name]()
    assert one.state_hash() == two.state_hash()
    for _ in range(4):
        one.step()
    torch.manual_seed(123)
    for _ in range(4):
        torch.rand(7), np.random.rand(), two.sample(4), two.preview("g"), two.score(two.data.draw(4, stream(0, "x")))
        two.preview("d")
        two.fit(1, progress=False)
    assert one.state_hash() == two.state_hash() != GANS[name](seed=1).fit(4, progress=False).state_hash()


@pytest.mark.parametrize("name", GANS)
def test_reset_and_state_return_to_the_bit(name):
    gan = GANS[name]()
    start = gan.state_hash()
    gan.fit(2, progress=False)
    if name != "loser":
        gan.step_d()  # between D's step and G's: the fakes that G has not learnt from yet are part of the state
    middle, state = gan.state_hash(), gan.state()
    gan.fit(2, progress=False)
    end = gan.state_hash()
    gan.restore(state)
    assert gan.state_hash() == middle
    assert gan.fit(2, progress=False).state_hash() == end
    assert gan.reset().state_hash() == start and gan.steps == (0, 0) and len(gan.history) == 0


@pytest.mark.parametrize("name", GANS)
@pytest.mark.parametrize("phase", "dg")
def test_a_preview_is_the_step_and_changes_nothing(name, phase):
    gan = GANS[name]()
    gan.step_d()
    before, history = gan.state_hash(), repr(gan.history)
    might = gan.preview(phase)
    assert gan.state_hash() == before and repr(gan.history) == history
    did = gan.step_d() if phase == "d" else gan.step_g()
    assert (might.loss, might.penalty, might.grad_norms) == (did.loss, did.penalty, did.grad_norms)
    assert torch.equal(might.scores_fake, did.scores_fake) and not might.applied and did.applied


def test_the_global_dice_are_left_alone():
    before = torch.get_rng_state()
    gan = GAN("ring", dropout=0.5).fit(3, progress=False)
    gan.sample(3), gan.preview("g")
    assert torch.equal(before, torch.get_rng_state())


def test_a_step_holds_what_it_saw():
    gan = GAN("digits", width=8, batch_size=16)
    step = gan.step_d()
    fake, norms = step.x_fake.clone(), dict(step.grad_norms)
    gan.fit(3, progress=False)
    assert torch.equal(step.x_fake, fake) and step.grad_norms == norms
    assert step.x_real.shape == (16, *gan.data.shape) and step.x_real.max() > 1  # in the data's units, 0 to 16


def test_set_is_live_and_logged():
    gan = GAN("ring").fit(3, progress=False)
    weights = next(gan.generator.parameters()).clone()
    gan.set(loss="hinge", lr=2e-4, penalty="gp:1", batch_size=32, optimizer="sgd", schedule=Alternate(2, 1), ema=0.0)
    assert torch.equal(weights, next(gan.generator.parameters())) and gan.ema is None
    gan.step()
    assert gan.steps == (5, 4) and gan.events[1]["changes"]["loss"] == "hinge"
    kept = gan.recipe
    for bad in (dict(loss="x"), dict(latent=3), dict(label_smoothing=0.2), dict(no=1)):
        with pytest.raises((ValueError, TypeError)):
            gan.set(**bad)
        assert gan.recipe is kept
    assert gan.reset().recipe == kept and gan.events[0]["changes"]["loss"] == "hinge"


def test_schedules_drive_the_round():
    gan = GAN("ring", schedule=Alternate(3, 2)).fit(2, progress=False)
    assert gan.steps == (6, 4) and gan.rounds == 2
    gan = GAN("ring", schedule=lambda game: "g" if game.rounds % 2 else "dd").fit(4, progress=False)
    assert gan.steps == (4, 2)
    gan = GAN("ring", schedule=LoserTrains()).fit(60, progress=False)
    assert sum(gan.steps) == 60 and min(gan.steps) > 0
    with pytest.raises(ValueError, match="schedule"):
        GAN("ring", schedule=lambda game: "q").step()


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_trains(name):
    fixed = "points" not in RECIPES[name]  # the founding networks, for 28 x 28 pixels
    for source in ["fashion"] if fixed else ["ring", "digits"]:
        gan = GAN(source, recipe=name, batch_size=16, **({} if fixed else {"width": 8})).fit(2, progress=False)
        assert gan.sample(5).shape == (5, *gan.data.shape) and gan.sample(5).isfinite().all()


def test_user_made_networks():
    deconv = nn.Sequential(nn.ConvTranspose2d(10, 4, 4), nn.ReLU(), nn.ConvTranspose2d(4, 1, 4, 2, 1), nn.Tanh())
    conv = nn.Sequential(nn.Conv2d(1, 4, 4, 2, 1), nn.LeakyReLU(), nn.Flatten(), nn.Linear(64, 1))
    gan = GAN("digits", generator=deconv, discriminator=conv, batch_size=8).fit(2, progress=False)
    assert gan.latent == 10 and gan.generate(torch.zeros(3, 10)).shape == (3, *gan.data.shape)


@pytest.mark.parametrize("make, word", [
    (lambda: GAN("rong"), "rong"),
    (lambda: GAN("ring", recipe="x"), "recipe"),
    (lambda: GAN("ring", recipe="mlp-784"), "'mlp-784' is for image data, got points"),
    (lambda: GAN("digits", recipe="dcgan-28"), "28 x 28"),
    (lambda: GAN("fashion", recipe="mlp-small", width=8), "takes no width"),
    (lambda: GAN("ring", seed=1.5), "seed"),
    (lambda: GAN("ring", generator=mlp(2, 3)), "generator"),
    (lambda: GAN("ring", generator=mlp(2, 2), latent=5), "generator"),
    (lambda: GAN("ring", generator=lambda z: z), "generator"),
    (lambda: GAN("ring", discriminator=mlp(3, 1)), "discriminator"),
    (lambda: GAN("ring", discriminator=mlp(2, 2)), "discriminator"),
    (lambda: GAN("ring", generator=nn.PReLU()), "latent"),
    (lambda: GAN("ring", labels=True), "labels"),
    (lambda: GAN("digits", labels=True, pack=2), "pack"),
    (lambda: GAN("ring", batchsize=3), "batch_size"),
    (lambda: GAN("ring").sample(0), "n must"),
    (lambda: GAN("ring").sample(3, labels=[0, 1, 2]), "labels"),
    (lambda: GAN("ring").generate(torch.zeros(3, 5)), "z must"),
    (lambda: GAN("ring").score(torch.zeros(3, 5)), "x must"),
    (lambda: GAN("ring", pack=4).score(torch.zeros(3, 2)), "pack"),
    (lambda: GAN("ring").preview("x"), "preview"),
    (lambda: GAN("ring").fit(-1), "rounds"),
    (lambda: GAN("digits", labels=True, width=8).generate(torch.zeros(2, 64), labels=[0, 10]), "labels"),
])
def test_bad_arguments_are_named(make, word):
    with pytest.raises((ValueError, TypeError), match=word):
        make()


def test_divergence_is_refused_before_it_does_harm():
    gan = GAN("ring").fit(3, progress=False)
    gan.set(loss=Loss("broken", d=lambda r, f: r * float("nan"), g=lambda r, f: -f))
    before = gan.state()["players"]["d"]
    with pytest.raises(Diverged, match="nothing|not taken"):
        gan.step_d()
    after = gan.state()["players"]["d"]
    assert all(torch.equal(a, b) for a, b in zip(before["module"].values(), after["module"].values()))
    assert gan.steps == (3, 3) and gan.set(loss="hinge").fit(2, progress=False).steps == (5, 5)


def test_ctrl_c_ends_between_two_rounds():
    gan, alone = GAN("ring"), GAN("ring")
    threading.Timer(0.4, lambda: signal.raise_signal(signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt, match="whole"):
        gan.fit(10**6, progress=False)
    assert gan.steps[0] == gan.steps[1] == gan.rounds > 0
    assert gan.state_hash() == alone.fit(gan.rounds, progress=False).state_hash()


def test_packed_scores_and_probabilities():
    gan = GAN("ring", pack=4, loss="lsgan", penalty=None)
    x = gan.data.draw(8, stream(0, "x"))
    assert gan.score(x).shape == (2,) and gan.step_d().scores_real.shape == (32,)
    p = gan.probability(x)
    assert torch.equal(p, gan.score(x).clamp(0, 1))
    relative = GAN("ring").fit(5, progress=False)
    middle = (relative.history["score_real"][-1] + relative.history["score_fake"][-1]) / 2
    assert torch.allclose(relative.probability(x), torch.sigmoid(relative.score(x) - float(middle)))


def test_clip_and_memorise():
    gan = GAN("ring", penalty=Clip(0.01), loss="wgan").fit(3, progress=False)
    assert max(p.abs().max().item() for p in gan.discriminator.parameters()) <= 0.01
    gan = GAN("ring", recipe="memorise")
    reals = torch.cat([gan.step_d().x_real for _ in range(20)])
    assert len(torch.unique(reals.round(decimals=5), dim=0)) == 16


def test_no_grad_and_inference_mode_around_a_step_do_not_matter():
    one, two = GAN("ring"), GAN("ring")
    one.step()
    with torch.inference_mode():
        two.step()
    assert one.state_hash() == two.state_hash()


def test_thread_count_is_put_back():
    before = torch.get_num_threads()
    GAN("ring").fit(1, progress=False)
    assert torch.get_num_threads() == before


def test_units_are_the_users():
    x = torch.randn(500, 3, generator=stream(0, "x")) * torch.tensor([1e-3, 1.0, 1e3]) + torch.tensor([5.0, 0.0, -7e3])
    gan = GAN(x, batch_size=64)
    s = gan.step_d()
    rows = {tuple(r) for r in (x * 1e3).round().tolist()}
    assert (
        all(tuple(r) in rows for r in (s.x_real * 1e3).round().tolist()[:1])
        or torch.cdist(s.x_real, x).min(1).values.max() < 1e-2
    )
    assert gan.sample(100).std(0)[2] > 10 and gan.score(x[:5]).shape == (5,)


def test_fit_shows_a_bar(capsys):
    GAN("ring").fit(3)
    assert "3/3" in capsys.readouterr().out


def test_time_is_not_spent_when_asked_for_nothing():
    gan = GAN("ring")
    start = time.perf_counter()
    gan.fit(0)
    assert gan.rounds == 0 and time.perf_counter() - start < 5
