"""What every game has for nothing: previews, slow motion, rewinding, files, scripts and compiled rounds, to the bit.

Each check is written once and played with each game of a table, among them one that is written here.
"""

import copy
import itertools
import math
import shutil

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn.functional import softplus

from ganlab import GAN, games
from ganlab.backend.randomness import private, stream
from ganlab.games.game import Game, Input, Objective, turn
from ganlab.training.engine import Diverged

needs_compiler = pytest.mark.skipif(not any(map(shutil.which, ("g++", "c++", "clang++"))), reason="no C++ compiler")
PICTURES = torch.randint(0, 255, (20, 1, 8, 8), generator=stream(0, "pictures"), dtype=torch.uint8)
KNOWN = torch.tensor([[0.0, 1.0], [1.0, -0.5], [2.0, 0.5]])


def mlp(n_in: int, n_out: int, *extra: nn.Module) -> nn.Sequential:
    return nn.Sequential(nn.Linear(n_in, 6), nn.Tanh(), *extra, nn.Linear(6, n_out))


class BiGAN(Game):
    "G makes x of z, E makes z of x, D tells which came first (Donahue et al. 2017, eq. 3); each learns in a turn."
    streams = ("data", "z")
    settings = {"reconstruction": 0.5}

    def __init__(self, *extra: nn.Module):
        self.extra = extra

    def prepare(self, setting):
        self.data, self.device = setting.data, setting.device
        self.follow(setting.recipe)
        with private(setting.stream):
            return {"d": mlp(4, 1), "e": mlp(2, 2, *copy.deepcopy(self.extra)), "g": mlp(2, 2)}

    def draw(self, streams):
        n = self.recipe.batch_size
        z = torch.randn(n, 2, generator=streams["z"], device=self.device)
        return {"real": self.data.batch(n, streams["data"])[0].float(), "z": z}

    def _pairs(self, t):
        real, z = t["real"], t["z"]
        fake, code = t.once("fake", lambda: t.net.g(z)), t.once("code", lambda: t.net.e(real))
        return torch.cat((real, code), 1), torch.cat((fake, z), 1)

    @turn("d")
    def d(self, t):
        encoded, generated = self._pairs(t)
        yield "fakes", t.once("fake", None)
        r, f = t.net.d(encoded.detach())[:, 0], t.net.d(generated.detach())[:, 0]
        yield "score_real", r
        return Objective({"adversarial": softplus(-r) + softplus(f)}, {"real": r, "fake": f})

    @turn("e", side="g", title="E")
    def encode(self, t):
        encoded, _ = self._pairs(t)
        back = t.net.g(encoded[:, 2:])
        yield "back", back
        r = t.net.d(encoded)[:, 0]
        lost = (back - t["real"]).square().mean(1)
        return Objective({"adversarial": softplus(r), "reconstruction": t.number("reconstruction") * lost}, {"real": r})

    @turn("g", ends_batch=True)
    def generate_step(self, t):
        _, generated = self._pairs(t)
        f = t.net.d(generated)[:, 0]
        yield "score_fake", f
        return Objective({"adversarial": softplus(-f)}, {"fake": f}, {"fake": generated[:, :2]})

    def inputs(self):
        return [Input("z", "noise", (2,))]

    def draw_inputs(self, n, generator):
        return {"z": torch.randn(n, 2, generator=generator, device=self.device)}

    def generate(self, net, z):
        return net.g(z)

    def scale(self, name, x):
        return self.data.scale(x)

    def unscale(self, name, x):
        return self.data.unscale(x)


def seeded(make):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return make()


def unlike_networks() -> dict:
    "Networks of somebody's own that draw random numbers and keep running statistics."
    return seeded(lambda: {"generators": (mlp(2, 2, nn.Dropout(0.3)), mlp(2, 2, nn.BatchNorm1d(6))),
                           "discriminators": (mlp(2, 1, nn.Dropout(0.2)), nn.Sequential(mlp(2, 1), nn.Flatten(0)))})


def patches() -> nn.Module:
    return seeded(lambda: nn.Sequential(nn.Conv2d(1, 3, 3, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(3, 1, 3, 1, 1)))


def pictures_of(latent: int) -> nn.Module:
    return seeded(lambda: nn.Sequential(nn.Linear(latent, 64), nn.Tanh(), nn.Unflatten(1, (1, 8, 8))))


def upwards() -> nn.Module:
    layers = (lambda: nn.ConvTranspose2d(5, 4, 4)), nn.ReLU, (lambda: nn.ConvTranspose2d(4, 1, 2, 2)), nn.Tanh
    return seeded(lambda: nn.Sequential(*(make() for make in layers)))


GAMES = {
    "CycleGAN": lambda: dict(game=games.CycleGAN("moons", "ring", width=6, pool=12), batch_size=8),
    "CycleGAN, simultaneous": lambda: dict(game=games.CycleGAN("moons", "two_gaussians", width=6), batch_size=8,
                                           ema=0.9, schedule="simultaneous", identity=0.5, penalty="r1+r2"),
    "CycleGAN, known pairs": lambda: dict(game=games.CycleGAN("moons", "ring", (KNOWN, KNOWN.flip(1)), width=6, pool=0),
                                          batch_size=8, loss="lsgan", penalty=None),
    "CycleGAN, networks of one's own": lambda: dict(game=games.CycleGAN("moons", "ring", pool=10, **unlike_networks()),
                                                    batch_size=8),
    "CycleGAN, bfloat16": lambda: dict(game=games.CycleGAN("moons", "ring", width=6), batch_size=8, precision="bf16"),
    "BiGAN": lambda: dict(game=BiGAN(), batch_size=8, penalty=None),
    "BiGAN with dropout": lambda: dict(game=BiGAN(nn.Dropout(0.5)), batch_size=8, ema=0.9, schedule="simultaneous",
                                       penalty=None),
    "PatchGAN": lambda: dict(data=PICTURES, generator=pictures_of(4), discriminator=patches(), latent=4, batch_size=8,
                             loss="nonsaturating", penalty="r1:0.1", recipe="dcgan", batch_norm=False),
    "latent of a shape": lambda: dict(data=PICTURES, generator=upwards(), discriminator=patches(), latent=(5, 1, 1),
                                      batch_size=8, loss="nonsaturating"),  # else D's last bias has noise for a slope
    "latent of a shape, for networks that fit": lambda: dict(data="moons", latent=(2, 3), width=6, depth=1,
                                                             batch_size=8),
    "lazy penalty": lambda: dict(data="moons", penalty="r1:0.1+gp:0.1", penalty_every=4, width=6, depth=1,
                                 batch_size=8),
    "simultaneous": lambda: dict(data="moons", schedule="simultaneous", width=6, depth=1, batch_size=8, ema=0.9,
                                 dropout=0.2),
}
SIDES = ("d", "g")
every_game = pytest.mark.parametrize("name", GAMES)


def made(name: str, **changes: object) -> GAN:
    return GAN(**GAMES[name]() | {"seed": 3} | changes)


def turns(gan: GAN) -> list[str]:
    return list(gan.game.turns)


def told(gan: GAN) -> dict:
    return {name: values.tolist() for name, values in gan.history.items()}


def halfway(name: str, **changes: object) -> GAN:
    "Two rounds on, and in the middle of the third."
    gan = made(name, **changes).fit(2, progress=False)
    for one in turns(gan)[:-1]:
        gan.step(one)
    return gan


def handed_over(name: str) -> dict:
    "What a script or a file asks for: the things that are somebody's own, as they were at the beginning."
    kwargs = GAMES[name]()
    return {key: value for key, value in kwargs.items() if key in ("data", "game", "generator", "discriminator")}


def run(script: str, name: str) -> GAN:
    "The GAN that a script leaves behind."
    scope = handed_over(name)
    exec(script, scope)
    return scope["gan"]


@every_game
def test_a_preview_changes_nothing_and_is_the_step_that_follows(name):
    gan = made(name)
    for _ in range(2 * len(turns(gan)) + 1):
        for one in (*turns(gan), *SIDES):
            before = gan.state_hash(), told(gan), gan.moment
            seen = gan.preview(one)
            assert before == (gan.state_hash(), told(gan), gan.moment) and not seen.applied
            if one in turns(gan):
                taken = gan.fork().step(one)
                assert (seen.turn, seen.number) == (taken.turn, taken.number)
                assert (seen.loss, seen.penalty) == (taken.loss, taken.penalty)
                for kind in ("terms", "scores", "made", "drawn"):
                    mine, theirs = getattr(seen, kind), getattr(taken, kind)
                    assert mine.keys() == theirs.keys()
                    there = [(mine[key], theirs[key]) for key in mine if mine[key] is not None]
                    assert all(torch.equal(x, y) for x, y in there), kind
                assert torch.equal(seen.gradient, taken.gradient) and taken.applied
        gan.step(turns(gan)[sum(gan.steps) % len(turns(gan))])


@every_game
def test_from_between_two_turns_it_goes_back_and_forth(name):
    gan = halfway(name)
    between, moment, counts = gan.state_hash(), gan.moment, gan.steps
    gan.step(turns(gan)[-1])
    after = gan.state_hash()
    gan.step_d(), gan.fit(2, progress=False)
    end, curves = gan.state_hash(), told(gan)
    gan.rewind(moment)
    assert gan.state_hash() == between and gan.steps == counts
    twin = gan.fork()
    twin.step(turns(twin)[-1])
    assert twin.state_hash() == after and gan.state_hash() == between
    gan.rewind(gan.horizon)
    assert gan.state_hash() == end and told(gan) == curves
    gan.rewind(counts)
    assert gan.state_hash() == between
    gan.redo()
    assert gan.state_hash() == after
    gan.undo()
    assert gan.state_hash() == between
    gan.rewind(0)
    assert gan.state_hash() == made(name).state_hash()


@every_game
def test_a_file_from_the_middle_of_a_round_goes_on(name, tmp_path):
    gan = halfway(name)
    gan.save(tmp_path / "half.ganlab")
    loaded = GAN.load(tmp_path / "half.ganlab", **_asked_by_load(gan, name))
    assert loaded.state_hash() == gan.state_hash() and told(loaded) == told(gan) and loaded.steps == gan.steps
    for one in (gan, loaded):
        one.step(turns(gan)[-1]), one.fit(2, progress=False)
    assert loaded.state_hash() == gan.state_hash() and told(loaded) == told(gan)
    loaded.rewind(3), gan.rewind(3)
    assert loaded.state_hash() == gan.state_hash()


def _asked_by_load(gan: GAN, name: str) -> dict:
    "What `GAN.load` asks for of all that was handed over."
    own, given_ = gan.origin, handed_over(name)
    needed = {"data": own.source is None and gan.game.takes_data,
              "game": own.game is not None and own.game["kind"] is None,
              "generator": own.generator, "discriminator": own.discriminator}
    return {key: value for key, value in given_.items() if needed[key]}


@every_game
def test_its_script_leads_to_the_same_state(name):
    gan = halfway(name)
    gan.set(lr=5e-4), gan.step_d(), gan.step_g()
    again = run(gan.script(), name)
    assert again.state_hash() == gan.state_hash() and told(again) == told(gan)


@every_game
def test_a_fork_is_independent_and_a_reset_leads_to_the_beginning(name):
    gan = halfway(name)
    twin, copied, before = gan.fork(), copy.deepcopy(gan), gan.state_hash()
    twin.step(turns(gan)[-1]), twin.fit(2, progress=False)
    assert gan.state_hash() == before == copied.state_hash()
    gan.step(turns(gan)[-1]), gan.fit(2, progress=False)
    assert gan.state_hash() == twin.state_hash() != copied.state_hash()
    gan.reset()
    assert gan.state_hash() == made(name).state_hash() and not any(gan.steps)
    gan.undo()
    assert gan.state_hash() == twin.state_hash()


@every_game
def test_slow_motion_ends_as_the_ordinary_step_or_as_nothing(name):
    slow, quick = made(name).fit(2, progress=False), made(name).fit(2, progress=False)
    for what in ("round", turns(slow)[0], *SIDES, turns(slow)[-1], turns(slow)[0], "round"):
        before = slow.state_hash(), told(slow), slow.events
        stops = len(list(slow.fork().slowly(what)))
        for stop in range(1, stops):
            going = slow.slowly(what)
            phases = list(itertools.islice(going, stop))
            assert slow.state_hash() == before[0] and all(phase.sentence for phase in phases)
            going.abandon()
            assert before == (slow.state_hash(), told(slow), slow.events), (what, stop)
        phases = list(slow.slowly(what))
        step = quick.step() if what == "round" else quick.step(what)
        assert slow.state_hash() == quick.state_hash() and told(slow) == told(quick), what
        assert slow.events == quick.events, what
        assert phases[-1].last and torch.equal(phases[-1].taken.gradient, step.gradient)


@every_game
@pytest.mark.parametrize("which", [0, -1])
def test_a_step_that_is_not_finite_is_refused_and_changes_nothing(name, which):
    gan = halfway(name)
    one = turns(gan)[which]
    player = gan.players[gan.game.turns[one].player]
    before, curves, events = gan.state_hash(), told(gan), gan.events
    twin, gradient, broken = gan.fork(), player.gradient, []

    def once(*args, **kwargs):
        "The gradient, with one number in it that is none, the first time."
        found = gradient(*args, **kwargs)
        if not broken:
            broken.append(found[0].fill_(math.nan))
        return found

    player.gradient = once
    with pytest.raises(Diverged, match="was not taken"):
        gan.step(one)
    assert before == gan.state_hash() and told(gan) == curves and gan.events == events
    gan.step(one), twin.step(one)
    assert gan.state_hash() == twin.state_hash()


COMPILED = [name for name in GAMES if name != "CycleGAN, bfloat16"]


@needs_compiler
@pytest.mark.parametrize("name", COMPILED)
def test_compiled_and_ordinary_rounds_agree(name):
    calm = dict(lr=1e-3, betas=(0.5, 0.99), anneal=None)
    plain, quick, said = made(name, **calm), made(name, compile=True, **calm), []
    quick.control.listeners.append(said.append)
    plain.fit(3, progress=False), quick.fit(3, progress=False)
    for one in plain.players:
        assert (plain.players[one].weights.vector - quick.players[one].weights.vector).abs().max() <= 1e-5, one
    assert any("Compiled" in text for text in said) and not any("could not" in text for text in said), said
    assert plain.steps == quick.steps and plain.history.keys() == quick.history.keys()
    for key in plain.history:
        assert plain.history[key] == pytest.approx(quick.history[key], rel=1e-3, abs=1e-4), key
    for key in plain.engine.streams:
        assert torch.equal(plain.engine.streams[key].get_state(), quick.engine.streams[key].get_state()), key
    for key, value in plain.engine.memory.items():
        assert torch.allclose(value.float(), quick.engine.memory[key].float(), atol=1e-4), key


# --- random sequences of everything that can be done

VERBS = st.one_of(
    st.tuples(st.sampled_from(["step", "step_d", "step_g", "first", "last", "second"]), st.just(0)),
    st.tuples(st.sampled_from(["rewind", "slowly", "fit", "set"]), st.integers(0, 40)),
    st.tuples(st.sampled_from(["undo", "redo", "reset"]), st.just(0)),
)


def does(gan: GAN, verb: str, n: int) -> None:
    "One thing that somebody does."
    names = turns(gan)
    if verb in ("step", "step_d", "step_g", "reset"):
        getattr(gan, verb)()
    elif verb in ("first", "second", "last"):
        gan.step(names[("first", "second", "last").index(verb) if verb != "last" else -1])
    elif verb == "fit":
        gan.fit(1 + n % 3, progress=False)
    elif verb == "rewind":
        gan.rewind(n % (gan.horizon + 1))
    elif verb == "set":
        own = [{key: n / 8} for key in gan.game.settings]
        gan.set(**([{"lr": 1e-4 * (n + 1)}, {"ema": 0.8}, {"ema": 0.0}, *own])[n % (3 + len(own))])
    elif verb == "slowly":
        going = gan.slowly((*names, *SIDES, "round")[n % (len(names) + 3)])
        for _ in range(n // 3):
            next(going, None)
        if n % 2 or going.over:
            going.finish()
        elif going.begun:
            going.abandon()
    elif getattr(gan, f"can_{verb}"):
        getattr(gan, verb)()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(GAMES)), acts=st.lists(VERBS, min_size=2, max_size=9))
def test_whatever_is_done_the_script_leads_there_too(name, acts):
    gan = made(name)
    for verb, n in acts:
        does(gan, verb, n)
    again = run(gan.script(), name)
    assert again.state_hash() == gan.state_hash() and told(again) == told(gan), acts
    gan.step(), again.step()
    assert again.state_hash() == gan.state_hash()


# --- what is special about some of them

def test_a_game_of_ones_own_makes_samples_and_says_what_it_plays():
    gan = made("BiGAN").fit(2, progress=False)
    assert gan.sample(5).shape == (5, 2) and gan.generate(torch.zeros(3, 2)).shape == (3, 2)
    z = gan.draw_z(4)
    assert z.shape == (4, 2) and torch.equal(gan.generate(z), gan.generate(z)) and not torch.equal(z, gan.draw_z(4))
    said = gan.game.describe()
    assert [one["name"] for one in said["turns"]] == turns(gan) == ["d", "encode", "generate_step"]
    assert [one["side"] for one in said["turns"]] == ["d", "g", "g"] and said["inputs"][0]["shape"] == [2]
    step = gan.step("encode")
    assert set(step.terms) == {"adversarial", "reconstruction"} and "encode_reconstruction" in gan.history
    assert step.loss == pytest.approx((step.terms["reconstruction"] + step.terms["adversarial"]).mean().item())
    before = gan.preview("encode").terms["reconstruction"]
    gan.set(reconstruction=1.5)
    assert torch.allclose(gan.preview("encode").terms["reconstruction"], 3 * before)


def test_an_answer_is_shared_until_its_maker_has_learnt():
    gan = made("BiGAN")
    d = gan.step("d")
    code = gan.engine.batch.answers["code"]
    assert code.makers == {"e"} and not code.frozen
    before = code.value.detach().clone()
    gan.step("encode")
    kept = gan.engine.batch.answers["code"]
    assert kept.frozen and torch.equal(kept.value, before) and not gan.engine.batch.answers["fake"].frozen
    assert torch.equal(d.drawn["z"], gan.step("generate_step").drawn["z"]) and gan.engine.batch is None


def test_a_discriminator_that_answers_with_maps_is_averaged_over_each_map():
    gan = made("PatchGAN")
    step = gan.step_d()
    r, f = step.scores["real"], step.scores["fake"]
    assert r.shape == f.shape == (8, 4, 4) and step.scores_real.shape == (8,)
    assert torch.allclose(step.losses, (softplus(-r) + softplus(f)).flatten(1).mean(1), atol=1e-6)
    x = step.drawn["real"].clone().requires_grad_()
    gradient, = torch.autograd.grad(_before(gan, "d")(x).flatten(1).mean(1).sum(), x)
    assert step.penalty == pytest.approx(0.1 / 2 * gradient.flatten(1).square().sum(1).mean().item(), rel=1e-4)
    g = gan.step_g()
    assert torch.allclose(g.losses, softplus(-g.scores["fake"]).flatten(1).mean(1), atol=1e-6)
    assert gan.score(PICTURES[:6]).shape == (6,)


def _before(gan: GAN, player: str) -> nn.Module:
    "A player's network as it was before the first step."
    gan = gan.fork(0)
    return gan.players[player].module


def test_latents_have_the_shape_that_was_asked_for():
    gan = made("latent of a shape")
    assert gan.z_shape == (5, 1, 1) and gan.draw_z(3).shape == (3, 5, 1, 1) and gan.step().z.shape == (8, 5, 1, 1)
    assert gan.generate(torch.zeros(2, 5)).shape == gan.generate(torch.zeros(2, 5, 1, 1)).shape == (2, 1, 8, 8)
    gan = made("latent of a shape, for networks that fit")
    assert gan.z_shape == (2, 3) and gan.sample(4).shape == (4, 2) and gan.step().z.shape == (8, 2, 3)


def test_a_lazy_penalty_is_there_every_fourth_time_and_four_times_as_strong():
    "Dirac-GAN with R1: ψ descends θ·s(ψθ), and 4w·ψ in every fourth step (StyleGAN2, Karras et al. 2020, section 3.1)."
    gan, theta, psi = GAN(game=games.Dirac(), penalty="r1:0.5", penalty_every=4), 1.0, 1.0
    for n in range(12):
        step = gan.step("d")
        s = 1 / (1 + math.exp(-psi * theta))
        assert step.penalty == pytest.approx(4 * 0.5 / 2 * psi**2 if n % 4 == 0 else 0.0, rel=1e-4)
        psi -= 0.1 * (s * theta + (4 * 0.5 * psi if n % 4 == 0 else 0.0))
        assert gan.players["d"].weights.vector.item() == pytest.approx(psi, rel=1e-5)
        gan.step("g")
        theta += 0.1 * psi / (1 + math.exp(-psi * theta))
        assert gan.players["g"].weights.vector.item() == pytest.approx(theta, rel=1e-5)
    assert gan.fork().set(penalty_every=1).step("d").penalty == pytest.approx(0.5 / 2 * psi**2, rel=1e-4)


@needs_compiler
def test_a_lazy_penalty_is_lazy_in_compiled_rounds_too():
    gan = made("lazy penalty", compile=True).fit(13, progress=False)
    paid = gan.history["d_penalty"]
    assert [n for n, price in enumerate(paid) if price > 0] == [0, 4, 8, 12]


def test_simultaneous_steps_see_the_same_weights():
    "G(z) = z + b against D(x) = w·x with WGAN's loss: D descends mean(G(z)) − mean(x), G descends −w of before."
    class Offset(nn.Module):
        def __init__(self):
            super().__init__()
            self.b = nn.Parameter(torch.tensor([0.5, -0.5]))

        def forward(self, z):
            return z + self.b

    class Along(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.tensor([1.0, 2.0]))

        def forward(self, x):
            return x @ self.w

    x = np.random.default_rng(0).normal(size=(50, 2))
    gan = GAN(x, generator=Offset(), discriminator=Along(), latent=2, loss="wgan", penalty=None, optimizer="sgd",
              lr=(0.1, 0.2), betas=(0.0, 0.9), batch_size=8, schedule="simultaneous", anneal=None, ema=0.0)
    b, w = torch.tensor([0.5, -0.5]), torch.tensor([1.0, 2.0])
    for _ in range(3):
        step = gan.step()
        real, z = step.drawn["real"], step.drawn["z"]
        b, w = b + 0.1 * w, w - 0.2 * ((z + b).mean(0) - real.mean(0))
        assert torch.allclose(gan.generator.b, b, atol=1e-5) and torch.allclose(gan.discriminator.w, w, atol=1e-5)
    assert gan.steps == (3, 3) and gan.rounds == 3


# --- bad games and networks, in words

def test_players_may_not_share_weights():
    both = mlp(2, 1)
    with pytest.raises(ValueError, match="share weights"):
        GAN(game=games.CycleGAN("moons", "ring", generators=(mlp(2, 2), mlp(2, 2)), discriminators=(both, both)))


def test_a_turn_that_returns_something_else_is_refused():
    class Forgetful(BiGAN):
        @turn("d")
        def d(self, t):
            yield "real", t["real"]

    with pytest.raises(TypeError, match="turn 'd'.*Objective.*NoneType"):
        GAN(game=Forgetful(), penalty=None)
    with pytest.raises(TypeError, match="turn 'd' must pause"):
        @turn("d")
        def d(self, t):
            return Objective({"adversarial": t["real"].sum(1)})


def test_a_turn_that_fails_says_which_and_why():
    class Wrong(BiGAN):
        @turn("d")
        def d(self, t):
            yield "real", t["real"]
            return Objective({"adversarial": t.net.d(t["real"])})

    with pytest.raises(ValueError, match="turn 'd' of Wrong failed: RuntimeError: mat1 and mat2"):
        GAN(game=Wrong(), penalty=None)

    class Nobody(BiGAN):
        @turn("decoder")
        def d(self, t):
            yield "real", t["real"]
            return Objective({})

    with pytest.raises(ValueError, match="lets 'decoder' learn; the players are 'd', 'e', 'g'"):
        GAN(game=Nobody(), penalty=None)


def test_a_turn_whose_loss_does_not_depend_on_its_player_is_refused():
    class Cut(BiGAN):
        @turn("d")
        def d(self, t):
            yield "real", t["real"]
            return Objective({"adversarial": t["real"].sum(1)})

    with pytest.raises(ValueError, match="turn 'd'.*does not depend"):
        GAN(game=Cut(), penalty=None)


def test_what_is_not_a_turn_is_refused_in_words():
    with pytest.raises(ValueError, match="side"):
        turn("encoder")
    with pytest.raises(ValueError, match="no turn 'x'"):
        made("BiGAN").step("x")
    with pytest.raises(ValueError, match="preview takes 'd' or 'encode'"):
        made("BiGAN").preview("x")
