"""CycleGAN on points: its terms by hand, its image pool, its known pairs, and what it refuses (Zhu et al. 2017)."""

import itertools
import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import softplus

from ganlab import GAN, games
from ganlab.backend.randomness import stream
from ganlab.data.sources import as_data
from ganlab.games.translation import from_pool
from ganlab.training.engine import Diverged

SMALL = dict(width=6, pool=12)


def cyclegan(*domains: object, seed: int = 0, **changes: object) -> GAN:
    arguments = {"pairs", "generators", "discriminators", "pool", "width"} & set(changes)
    game = games.CycleGAN(*(domains or ("moons", "ring")), **SMALL | {name: changes.pop(name) for name in arguments})
    return GAN(game=game, seed=seed, **{"batch_size": 8} | changes)


def told(gan: GAN) -> dict:
    return {name: values.tolist() for name, values in gan.history.items()}


def mlp(n_in: int, n_out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(n_in, 6), nn.Tanh(), nn.Linear(6, n_out))


# --- the formulas

def l1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x - y).abs().mean(1)


def test_the_terms_are_those_of_the_paper():
    "Equations 1 to 3 of Zhu et al. (2017), with the logistic loss and R1 = w/2 · E‖∇D(x)‖²."
    gan = cyclegan(pool=0, cycle=3.0, identity=0.5, penalty="r1:0.2")
    before = gan.fork()
    ab, ba = (before.players["g"].module[name] for name in ("ab", "ba"))
    steps = {name: gan.step(name) for name in ("d_a", "d_b", "g")}
    a, b = (steps["g"].drawn[name] for name in ("real_a", "real_b"))
    fakes = {"a": ba(b).detach(), "b": ab(a).detach()}
    for domain, real in (("a", a), ("b", b)):
        critic, step = before.players[f"d_{domain}"].module, steps[f"d_{domain}"]
        real = real.clone().requires_grad_()
        r, f = critic(real)[:, 0], critic(fakes[domain])[:, 0]
        assert torch.allclose(step.terms["adversarial"], softplus(-r) + softplus(f), atol=1e-6)
        gradient, = torch.autograd.grad(r.sum(), real)
        assert step.penalty == pytest.approx(0.2 / 2 * gradient.square().sum(1).mean().item(), rel=1e-4)
        assert torch.equal(step.made[f"fake_{domain}"], fakes[domain])
    g, now = steps["g"], {name: gan.players[name].module for name in ("d_a", "d_b")}  # after their steps
    f_a, f_b = now["d_a"](fakes["a"])[:, 0], now["d_b"](fakes["b"])[:, 0]
    assert torch.allclose(g.terms["adversarial"], softplus(-f_a) + softplus(-f_b), atol=1e-6)
    assert torch.allclose(g.terms["cycle"], 3.0 * (l1(ba(fakes["b"]), a) + l1(ab(fakes["a"]), b)), atol=1e-6)
    assert torch.allclose(g.terms["identity"], 0.5 * (l1(ba(a), a) + l1(ab(b), b)), atol=1e-6)
    assert g.loss == pytest.approx(sum(term.mean().item() for term in g.terms.values()), rel=1e-5)


def test_the_penalty_r2_is_taken_at_the_translations():
    gan = cyclegan(pool=0, penalty="r2:0.3")
    critic, step = gan.fork().players["d_b"].module, gan.step("d_b")
    fake = step.made["fake_b"].clone().requires_grad_()
    gradient, = torch.autograd.grad(critic(fake).sum(), fake)
    assert step.penalty == pytest.approx(0.3 / 2 * gradient.square().sum(1).mean().item(), rel=1e-4)


def test_simultaneous_turns_see_the_weights_of_before():
    plain = dict(optimizer="sgd", lr=0.1, betas=(0.0, 0.9), anneal=None, penalty=None)
    gan = cyclegan(pool=0, schedule="simultaneous", **plain)
    before = gan.fork()
    apart = {name: before.preview(name) for name in ("d_a", "d_b", "g")}  # each alone, nothing learnt in between
    gan.step()
    for name, seen in apart.items():
        expected = before.players[name].weights.vector - 0.1 * seen.gradient
        assert torch.allclose(gan.players[name].weights.vector, expected, atol=1e-6), name
    assert gan.steps == (1, 1, 1)


def test_the_rates_follow_each_side():
    gan = cyclegan(lr=(1e-3, 4e-3), optimizer="sgd", betas=(0.0, 0.9), anneal=None)
    for name, rate in (("d_a", 4e-3), ("g", 1e-3)):
        before = gan.players[name].weights.vector.clone()
        step = gan.step(name)
        assert torch.allclose(before - gan.players[name].weights.vector, rate * step.gradient, atol=1e-7)


# --- the image pool

def test_a_pool_fills_first_and_then_shows_old_samples_half_of_the_time():
    random, size, n = stream(0, "pool"), 50, 10
    pool, filled = torch.full((size, 1), math.nan), torch.zeros((), dtype=torch.long)
    old = []
    for step in range(400):
        fresh = torch.arange(step * n, (step + 1) * n, dtype=torch.float32)[:, None]
        shown, pool, filled = from_pool(pool, filled, fresh, random)
        assert not shown.isnan().any() and filled == min(size, (step + 1) * n)
        was_old = shown[:, 0] < step * n
        assert torch.equal(shown[~was_old], fresh[~was_old])
        old += was_old.tolist() if step >= size // n else []
    assert np.mean(old) == pytest.approx(0.5, abs=0.05) and not pool.isnan().any()
    assert len(set(pool[:, 0].tolist())) == size  # nobody is in it twice


def test_a_pool_is_changed_by_steps_that_are_taken_alone():
    gan = cyclegan().fit(3, progress=False)
    memory = {name: value.clone() for name, value in gan.engine.memory.items()}

    def unchanged() -> bool:  # what the state says, to which a step under way does not belong
        return all(torch.equal(value, memory[name]) for name, value in gan.state()["memory"].items())

    assert set(memory) == {"pool_a", "pool_b", "filled_a", "filled_b"} and memory["filled_a"] == 12
    for one in ("d_a", "d_b", "d", "g"):
        gan.preview(one)
        assert unchanged()
    gan.slowly("d_a"), list(itertools.islice(slow := gan.slowly("round"), 12))
    assert unchanged()
    slow.abandon()
    assert unchanged()
    moment = gan.moment
    gan.step("d_a")
    assert not torch.equal(gan.engine.memory["pool_a"], memory["pool_a"])
    assert torch.equal(gan.engine.memory["pool_b"], memory["pool_b"])
    gan.fit(4, progress=False)
    gan.rewind(moment)
    assert unchanged()
    gan.redo()
    assert not unchanged()


def test_without_a_pool_nothing_is_remembered():
    gan = cyclegan(pool=0).fit(2, progress=False)
    assert gan.engine.memory == {} and torch.equal(*(gan.step(name).made["fake_b"] for name in ("d_b", "g")))


# --- live settings

def test_the_weight_of_the_cycle_changes_while_it_trains_and_is_replayed():
    gan = cyclegan(cycle=2.0).fit(3, progress=False)
    cycle = gan.preview("g").terms["cycle"]
    gan.set(cycle=6.0)
    assert torch.allclose(gan.preview("g").terms["cycle"], 3 * cycle) and gan.events[-1]["changes"] == {"cycle": 6.0}
    gan.step(), gan.set(identity=1, lr=5e-4), gan.fit(2, progress=False)
    end, curves = gan.state_hash(), told(gan)
    gan.rewind(2)
    assert gan.game.settings["cycle"] == 2.0
    gan.rewind(gan.horizon)
    assert gan.state_hash() == end and told(gan) == curves and gan.game.settings["cycle"] == 6.0
    scope = {}
    exec(gan.script(), scope)
    assert scope["gan"].state_hash() == end
    gan.undo(), gan.undo()
    assert gan.game.settings["identity"] == 0.0
    gan.redo(), gan.redo()
    assert gan.state_hash() == end
    gan.reset()  # what was set since stays set
    assert gan.game.settings == {"cycle": 6.0, "identity": 1.0, "known_pairs": 10.0} and not any(gan.steps)
    assert gan.game.settings is not games.CycleGAN.settings and games.CycleGAN.settings["cycle"] == 5.0


@pytest.mark.parametrize("wrong", [-1, math.inf, math.nan, "5", True, None])
def test_settings_are_finite_numbers(wrong):
    gan = cyclegan()
    before = gan.state_hash()
    with pytest.raises(ValueError, match="cycle must be a finite number"):
        gan.set(cycle=wrong)
    with pytest.raises(ValueError, match="cycle must be a finite number"):
        cyclegan(cycle=wrong)
    assert gan.state_hash() == before and gan.events == []


def test_a_change_that_is_refused_changes_nothing():
    gan = cyclegan()
    before = gan.state_hash()
    for changes, words in (({"cycle": 1.0, "loss": "relativistic"}, "judges each sample by itself"),
                           ({"cycle": 1.0, "penalty": "gp"}, "r1 and r2"), ({"cycle": 1.0, "lr": -1}, "lr"),
                           ({"identity": 1.0, "width": 3}, "cannot change"), ({"cycl": 1.0}, "no field 'cycl'"),
                           ({"lr": 1e-4, "cycle": -1.0}, "cycle must be")):
        with pytest.raises((ValueError, TypeError), match=words):
            gan.set(**changes)
        assert gan.state_hash() == before and gan.events == [] and gan.recipe == cyclegan().recipe, changes


def test_a_loss_that_explodes_leaves_everything():
    gan = cyclegan().fit(2, progress=False)
    gan.set(cycle=1e39)  # more than a float32 can say
    before, curves, events, moment = gan.state_hash(), told(gan), gan.events, gan.moment
    for verb in (gan.step_g, lambda: gan.step("g"), lambda: list(gan.slowly("g"))):
        with pytest.raises(Diverged, match="its loss is inf"):
            verb()
        assert gan.state_hash() == before and told(gan) == curves and (gan.events, gan.moment) == (events, moment)
    with pytest.raises(Diverged):  # of a round, what came before is part of the story
        gan.step()
    assert gan.steps == (3, 3, 2) and [event["verb"] for event in gan.events[-2:]] == ["step_d_a", "step_d_b"]
    gan.set(cycle=5.0)
    gan.step_g()
    assert gan.steps == (3, 3, 3)
    scope = {}
    exec(gan.script(), scope)
    assert scope["gan"].state_hash() == gan.state_hash()


# --- known pairs

def test_known_pairs_cost_their_distance_in_the_networks_units():
    a, b = torch.tensor([[0.0, 1.0], [1.0, -0.5]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    gan = cyclegan(pairs=(a, b), known_pairs=4.0)
    assert gan.game.settings["known_pairs"] == 4.0
    module, step = gan.players["g"].module, gan.preview("g")
    a, b = ((x - data.loc) / data.spread for x, data in ((a, as_data("moons")), (b, as_data("ring"))))
    by_hand = 4.0 * (l1(module["ab"](a), b).mean() + l1(module["ba"](b), a).mean()).item()
    assert step.terms["known_pairs"].ndim == 0 and step.terms["known_pairs"].item() == pytest.approx(by_hand, rel=1e-5)
    assert step.penalty == pytest.approx(by_hand, rel=1e-5) and "g_known_pairs" in gan.fit(1, progress=False).history
    assert "known_pairs" not in cyclegan().preview("g").terms


def test_known_pairs_are_learnt():
    a = torch.tensor([[0.0, 1.0], [1.0, -0.5], [2.0, 0.5]])
    b = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    gan = cyclegan(pairs=(a, b), width=16, batch_size=32, cycle=0.0)

    def apart() -> float:
        return ((gan.translate(a) - b).norm(dim=1).mean() + (gan.translate(b, to="a") - a).norm(dim=1).mean()).item()

    before = apart()
    gan.fit(300, progress=False)
    assert apart() < 0.2 * before


# --- asking it

def test_it_translates_both_ways_in_the_users_units():
    x = np.random.default_rng(0).normal(size=(60, 3)) * [1, 10, 100] + [0, 5, -50]
    gan = cyclegan(x, x[:, ::-1].copy() * 3)
    module, a, b = gan.players["g"].module, gan.game.domains["a"], gan.game.domains["b"]
    there = gan.translate(x[:5])
    assert torch.allclose(there, gan.translate(x[:5], to="b"))
    assert torch.allclose(there, b.unscale(module["ab"](a.scale(torch.tensor(x[:5]).float()))), rtol=1e-4, atol=1e-4)
    back = gan.translate(there, to="a")
    assert torch.allclose(back, a.unscale(module["ba"](b.scale(there))), rtol=1e-4, atol=1e-4)
    z = gan.draw_z(7)  # what goes into the generator is a sample of A
    assert z.shape == (7, 3) and torch.allclose(gan.generate(z), gan.translate(z), atol=1e-4)
    assert gan.sample(4).shape == (4, 3)
    assert gan.score(there).shape == (5,)
    before = gan.state_hash()
    gan.translate(x), gan.sample(3), gan.score(there)
    assert gan.state_hash() == before


def test_the_average_translates_unless_the_generator_itself_is_asked():
    gan = cyclegan(ema=0.9).fit(5, progress=False)
    x = torch.zeros(2, 2)
    average, module = gan.players["g"].average.module, gan.players["g"].module
    a, b = gan.game.domains["a"], gan.game.domains["b"]
    assert torch.allclose(gan.translate(x), b.unscale(average["ab"](a.scale(x))), atol=1e-6)
    assert torch.allclose(gan.translate(x, ema=False), b.unscale(module["ab"](a.scale(x))), atol=1e-6)
    assert not torch.allclose(gan.translate(x), gan.translate(x, ema=False))


def test_what_cannot_be_translated_is_said_in_words():
    gan = cyclegan()
    with pytest.raises(ValueError, match="to must be one of 'b', 'a', got 'c'"):
        gan.translate(torch.zeros(2, 2), to="c")
    with pytest.raises(ValueError, match=r"x must have shape \(n, 2\), got \(2, 3\)"):
        gan.translate(torch.zeros(2, 3))
    with pytest.raises(TypeError, match="x must be numbers"):
        gan.translate("moons")
    with pytest.raises(ValueError, match="Adversarial turns noise into samples"):
        GAN("ring", width=4, depth=1).translate(torch.zeros(2, 2))


# --- networks and data of somebody's own

def test_networks_of_ones_own_are_trained():
    networks = {"generators": (mlp(2, 2), mlp(2, 2)), "discriminators": (mlp(2, 1), mlp(2, 1))}
    gan = cyclegan(**networks).fit(3, progress=False)
    assert gan.players["g"].module["ab"] is networks["generators"][0]
    assert gan.players["d_b"].module is networks["discriminators"][1]
    assert gan.players["g"].weights.vector.numel() == 2 * sum(p.numel() for p in mlp(2, 2).parameters())


def test_pictures_need_networks_of_ones_own_and_discriminators_may_answer_with_maps():
    pictures = torch.randint(0, 255, (20, 1, 8, 8), generator=stream(0, "pictures"), dtype=torch.uint8)
    with pytest.raises(ValueError, match="generators and discriminators must be given"):
        cyclegan(pictures, 255 - pictures)

    def network(kernel: int, stride: int) -> nn.Module:
        return nn.Sequential(nn.Conv2d(1, 4, kernel, stride, 1), nn.LeakyReLU(0.2), nn.Conv2d(4, 1, 3, 1, 1))

    gan = cyclegan(pictures, 255 - pictures, generators=(network(3, 1), network(3, 1)),
                   discriminators=(network(4, 2), network(4, 2)))
    step = gan.step("d_a")
    assert step.scores["real_a"].shape == (8, 4, 4) and gan.translate(pictures[:3].float()).shape == (3, 1, 8, 8)
    r, f = step.scores["real_a"], step.scores["fake_a"]
    assert step.loss == pytest.approx((softplus(-r) + softplus(f)).mean().item())  # patch by patch
    assert torch.allclose(step.terms["adversarial"], (softplus(-r) + softplus(f)).mean((1, 2)))


@pytest.mark.parametrize("wrong, words", [
    (dict(generators=(mlp(2, 3), mlp(2, 2))), "samples of shape .*into samples of shape"),
    (dict(generators=(mlp(3, 2), mlp(2, 2))), "generator failed on an input of shape"),
    (dict(discriminators=(mlp(2, 2), mlp(2, 1))), "one score a sample"),
    (dict(discriminators=(mlp(2, 1), nn.Flatten())), "no weights that can be trained"),
    (dict(generators=(mlp(2, 2), "mlp")), "must be a torch.nn.Module"),
    (dict(generators=mlp(2, 2)), "generators must be two modules"),
    (dict(pairs=(torch.zeros(3, 2), torch.zeros(2, 2))), "pairs must be two arrays of shape"),
    (dict(pairs=(torch.zeros(3, 3), torch.zeros(3, 3))), "pairs must be two arrays of shape"),
    (dict(pairs=torch.zeros(3, 2)), "pairs must be two arrays"),
    (dict(pairs=("x", "y")), "pairs must be two arrays"),
    (dict(pool=-1), "pool must be an int ≥ 0"),
    (dict(width=0), "width must be an int ≥ 1"),
    (dict(loss="relativistic"), "judges each sample by itself"),
    (dict(penalty="gp"), "r1 and r2 only"),
    (dict(pack=2), "does without pack"),
    (dict(instance_noise=0.1), "does without instance_noise"),
    (dict(pool=2.5), "pool must be an int ≥ 0"),
])
def test_what_does_not_fit_is_refused_in_words(wrong, words):
    with pytest.raises((ValueError, TypeError), match=words):
        cyclegan(**wrong)


def test_domains_that_do_not_fit_are_refused_in_words():
    with pytest.raises(ValueError, match=r"a and b must have samples of one shape, got \(2,\) and \(3,\)"):
        cyclegan("moons", np.zeros((10, 3)) + np.arange(10)[:, None])
    with pytest.raises(ValueError, match="CycleGAN brings its own data"):
        GAN("moons", game=games.CycleGAN())
    with pytest.raises(ValueError, match="did you mean 'moons'"):
        cyclegan("moon", "ring")


def test_a_file_is_not_taken_for_other_domains(tmp_path):
    x = np.random.default_rng(0).normal(size=(60, 2))
    gan = cyclegan(x, "ring").fit(1, progress=False)
    gan.save(tmp_path / "own.ganlab")
    with pytest.raises(ValueError, match="game must be handed over"):
        GAN.load(tmp_path / "own.ganlab")
    again = GAN.load(tmp_path / "own.ganlab", game=games.CycleGAN(x, "ring", **SMALL))
    assert again.state_hash() == gan.state_hash()
    for other in (games.CycleGAN(2 * x, "ring", **SMALL), games.CycleGAN(x, "grid", **SMALL)):
        with pytest.raises(ValueError, match="not the data of the file"):
            GAN.load(tmp_path / "own.ganlab", game=other)
