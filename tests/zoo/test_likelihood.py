"""The models that GANs are compared with: what they minimise, worked by hand, and the verbs they share with a GAN."""

import math

import pytest
import torch
from torch.distributions import Normal, kl_divergence

import ganlab
from ganlab import GAN, DiversityMonitor, LatentExplorer, Stepper, data, metrics, plots, zoo
from ganlab.backend.randomness import stream
from ganlab.latent import open_generator
from ganlab.nets import FlowGenerator, TimeWaves, VelocityUNet, follow_velocity

MODELS = {"vae": zoo.vae, "flow": zoo.flow_matching}
every_model = pytest.mark.parametrize("make", MODELS.values(), ids=MODELS)


def test_the_kl_is_that_of_torch_distributions():
    mean, log_variance = torch.randn(2, 5, 3, generator=stream(0, "kl"))
    expected = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0)).sum(1)
    assert torch.allclose(zoo.kl_to_normal(mean, log_variance), expected, atol=1e-5)


def test_a_vae_minimises_the_gaussian_bound_up_to_its_constant():
    model = zoo.vae("moons", width=6, batch_size=8, beta=2.0)
    step = model.preview("g")
    scaled = {"real": step.drawn["real"], "fake": step.made["fake"]}
    sigma = model.generator["scale"].log_sigma.exp()
    likelihood = Normal(scaled["fake"], sigma).log_prob(scaled["real"]).sum(1) + math.log(2 * math.pi)
    assert torch.allclose(step.terms["reconstruction"], -likelihood, atol=1e-4)
    mean, log_variance = model.generator["encoder"](scaled["real"]).detach().chunk(2, 1)
    assert torch.allclose(step.terms["kl"], 2 * zoo.kl_to_normal(mean, log_variance), atol=1e-5)
    assert step.loss == pytest.approx((step.terms["reconstruction"] + step.terms["kl"]).mean().item(), rel=1e-5)


def test_a_large_beta_makes_the_latents_say_nothing():
    "Posterior collapse: the KL, which bounds what z says of a sample, falls to 0, and all samples are alike."
    told = [zoo.vae("ring", width=32, beta=beta).fit(400, progress=False) for beta in (1.0, 50.0)]
    kl = [model.history["g_kl"][-50:].mean() / model.game.settings["beta"] for model in told]
    spread = [model.sample(500).std(0).mean().item() for model in told]
    assert kl[0] > 1 and kl[1] < 0.05
    assert spread[1] < 0.1 * spread[0]


def test_flow_matching_learns_the_velocity_of_a_normal_distribution():
    "From N(0, 1) to N(m, s²): v(x, t) = m + (t s² - 1 + t) (x - t m) / ((1 - t)² + t² s²), by Gaussian conditioning."
    x = 3 + 0.5 * torch.randn(4000, 1, generator=stream(0, "normal"))
    model = zoo.flow_matching(data.as_data(x, scale=None), width=32, lr=5e-3).fit(600, progress=False)
    t = torch.linspace(0.05, 0.95, 19)
    places = t * 3 + torch.tensor([-0.5, 0.0, 0.5])[:, None] * ((1 - t) ** 2 + 0.25 * t**2).sqrt()
    expected = 3 + (t * 0.25 - (1 - t)) * (places - 3 * t) / ((1 - t) ** 2 + 0.25 * t**2)
    with torch.no_grad():
        got = model.ema(places.reshape(-1, 1), t.expand(3, -1).reshape(-1)).view(3, -1)
    assert (got - expected).abs().mean() < 0.15


def test_euler_s_method_is_worked_by_hand():
    doubled = follow_velocity(lambda x, t: x, torch.ones(2, 1, 2, 2), 3)
    assert torch.allclose(doubled, torch.full((2, 1, 2, 2), (4 / 3) ** 3))
    times = follow_velocity(lambda x, t: t.view(-1, 1), torch.zeros(2, 1), 4)
    assert torch.allclose(times, torch.full((2, 1), (0 + 0.25 + 0.5 + 0.75) / 4))


def test_one_step_of_a_flow_arrives_near_the_mean_and_more_at_the_data():
    model = zoo.flow_matching("ring", width=64).fit(600, progress=False)
    far = [model.sample(500, evaluations=steps).norm(dim=1).mean().item() for steps in (1, 16)]
    real = model.data.draw(500, stream(0, "real")).norm(dim=1).mean().item()
    assert far[0] < 0.6 * real and abs(far[1] - real) < 0.15 * real


def test_steps_are_chosen_for_one_question_or_for_all_to_come(tmp_path):
    model = zoo.flow_matching("moons", width=6)
    z = model.draw_z(4)
    with torch.no_grad():
        by_hand = z
        for step in range(3):
            by_hand = by_hand + model.ema(by_hand, torch.full((4,), step / 3)) / 3
    once = model.generate(z, evaluations=3)
    assert torch.allclose(model.data.scale(once), by_hand, atol=1e-5)
    before = model.generate(z)
    assert torch.equal(model.set(evaluations=3).generate(z), once) and not torch.equal(before, once)
    model.save(tmp_path / "flow.ganlab")
    assert torch.equal(GAN.load(tmp_path / "flow.ganlab").generate(z), once)


@pytest.mark.parametrize("asked, said", [(0, "evaluations"), (1.5, "evaluations"), ("many", "evaluations")])
def test_steps_are_whole_numbers(asked, said):
    with pytest.raises((TypeError, ValueError), match=said):
        zoo.flow_matching("moons", evaluations=asked)
    with pytest.raises((TypeError, ValueError), match=said):
        zoo.flow_matching("moons", width=6).sample(2, evaluations=asked)


@every_model
def test_what_a_game_of_one_cannot_use_is_refused_in_words(make):
    with pytest.raises(TypeError, match="no setting"):
        make("moons", width=6).sample(3, truncation=1)
    game = make("moons", width=6).game
    with pytest.raises(ValueError, match="not conditional"):
        GAN("digits", game=game, labels=True)
    with pytest.raises(ValueError, match="no discriminator"):
        GAN("moons", game=game, discriminator=torch.nn.Linear(2, 1))
    with pytest.raises(ValueError, match="'d'"):
        make("moons", width=6).step_d()


@every_model
def test_a_game_of_one_is_read_drawn_explored_and_judged_as_what_it_is(make):
    model = make("ring", width=8).fit(20, progress=False)
    assert model.discriminator is None and "relativistic" not in repr(model)
    assert metrics.report(model, n=200, pairs=50, draws=10) is not None and ganlab.diagnose(model).name
    plots.scene(model, pixels=8)
    for widget in (Stepper, LatentExplorer, DiversityMonitor):
        widget(model).close()
    maker = open_generator(model)
    assert maker(maker.draw(3, stream(0, "z"))).shape[0] == 3
    assert "field" not in {view["name"] for view in model.describe()["views"]}


@pytest.mark.parametrize("make, x", [(zoo.vae, "moons"), (zoo.vae, "digits"), (zoo.flow_matching, "moons")])
def test_the_generator_is_exported_alone(make, x, tmp_path):
    model = make(x, width=4).fit(2, progress=False)
    assert model.export(tmp_path / "model.pt2").exists()


def test_a_flow_of_pictures_is_exported_with_its_steps(tmp_path):
    pytest.importorskip("onnxruntime")
    grey = torch.randint(0, 255, (24, 1, 14, 18), generator=stream(0, "grey"), dtype=torch.uint8)
    model = zoo.flow_matching(grey, width=4, evaluations=2, batch_size=4).fit(2, progress=False)
    assert model.export(tmp_path / "flow.onnx").exists()


def test_velocities_are_as_large_as_their_pictures_and_begin_at_zero():
    for shape in ((1, 28, 28), (3, 13, 17), (2, 32, 12)):
        network = VelocityUNet(shape, width=4)
        assert torch.equal(network(torch.randn(2, *shape), torch.rand(2)), torch.zeros(2, *shape))
    with pytest.raises(ValueError, match="multiple of 4"):
        VelocityUNet((1, 16, 16), width=6)
    with pytest.raises(ValueError, match="evaluations"):
        FlowGenerator(network, 0)
    t = torch.rand(4, generator=stream(0, "t"))
    assert torch.allclose(TimeWaves(3)(t)[:, 4], (2 * math.pi * t).cos())
