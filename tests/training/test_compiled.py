"""The compiled round against the ordinary one: the same dice, the same numbers, the same refusals."""

import copy
import shutil

import pytest
import torch
from torch import nn

from ganlab import GAN
from ganlab.games.schedules import Alternate
from ganlab.training.engine import Diverged

needs_compiler = pytest.mark.skipif(
    not any(map(shutil.which, ("g++", "c++", "clang++"))), reason="no C++ compiler here"
)
TINY = {"width": 16, "depth": 1, "batch_size": 16}
CALM = {"loss": "nonsaturating", "lr": 1e-3, "betas": (0.5, 0.99), "anneal": None}  # differences do not grow


def pair(data="ring", **changes):
    "The same GAN twice, the second one compiled; it must not say that it could not be."
    gans = GAN(data, **changes), GAN(data, compile=True, **changes)
    said = []
    gans[1].control.listeners.append(said.append)
    return *gans, said


def distance(a, b):
    return max(
        (p.weights.vector - q.weights.vector).abs().max().item() for p, q in zip(a.players.values(), b.players.values())
    )


CASES = {
    "penalties on both sides, averaged": ("ring", dict(penalty="r1+r2", ema=0.9, **CALM, **TINY)),
    "dice everywhere, several steps of D": ("ring", dict(
        CALM, **TINY, loss="wgan", penalty="gp:0.1", instance_noise=0.1, dropout=0.2, schedule=Alternate(2, 1))),
    "running statistics, classes, images": ("digits", dict(
        CALM, labels=True, batch_norm=True, penalty=None, width=4, batch_size=8, arch="dcgan")),
}


@needs_compiler
@pytest.mark.parametrize("case", CASES)
def test_compiled_and_ordinary_rounds_agree(case):
    data, changes = CASES[case]
    plain, quick, said = pair(data, **changes)
    for rounds, tolerance in ((3, 1e-5), (97, 3e-2)):
        plain.fit(rounds, progress=False), quick.fit(rounds, progress=False)
        assert distance(plain, quick) < tolerance, f"after {plain.rounds} rounds"
    assert any("Compiled" in text for text in said) and not any("could not" in text for text in said), said
    assert plain.steps == quick.steps and plain.history.keys() == quick.history.keys()
    for name in plain.history:
        assert plain.history[name][-1] == pytest.approx(quick.history[name][-1], rel=0.1, abs=0.05), name
    for name in plain.engine.streams:
        assert torch.equal(plain.engine.streams[name].get_state(), quick.engine.streams[name].get_state()), name
    for mine, theirs in zip(plain.players["g"].module.buffers(), quick.players["g"].module.buffers()):
        assert torch.allclose(mine.float(), theirs.float(), atol=0.05)
    if plain.ema is not None:
        assert (
            plain.players["g"].average.weights.vector - quick.players["g"].average.weights.vector
        ).abs().max() < 3e-2


@needs_compiler
def test_same_seed_same_bits_whoever_asks_for_the_round():
    changes = dict(compile=True, penalty="r1+r2", ema=0.9, **CALM, **TINY)
    one = GAN("ring", **changes).fit(12, progress=False)
    two = GAN("ring", **changes)
    steps = [two.step() for _ in range(8)]
    twin = copy.deepcopy(two)
    assert twin.engine.compiled is two.engine.compiled
    two.step_d(), two.step_g()  # by half steps, which are played the ordinary way
    last = twin.fit(4, progress=False).step()
    assert one.step().loss == last.loss and one.state_hash() == twin.state_hash() != two.state_hash()
    now = one.state()
    after = one.fit(3, progress=False).state_hash()
    one.restore(now)
    assert one.fit(3, progress=False).state_hash() == after
    step = steps[-1]
    assert step.phase == "g" and step.scores_real.shape == step.losses.shape == (16,) and set(step.grad_norms)


@needs_compiler
def test_compiling_may_begin_and_end_while_it_trains():
    gan = GAN("ring", penalty="r1+r2", ema=0.9, **CALM, **TINY).fit(3, progress=False)
    gan.step_d()  # half a round, that the compiled path must take up
    gan.set(compile=True).fit(5, progress=False)
    assert gan.engine.compiled.calls and gan.steps == (9, 8)
    moment, there = gan.moment, gan.state_hash()
    gan.fit(4, progress=False).set(compile=False).fit(2, progress=False)
    assert gan.rewind(moment).state_hash() == there and gan.recipe.compile


@needs_compiler
def test_a_compiled_step_remembers_what_it_saw():
    gan = GAN("ring", compile=True, **CALM, **TINY).fit(2, progress=False)
    weights = {name: w.detach().clone() for name, w in gan.players["d"].weights.named.items()}
    gan.game.schedule = lambda game: "d"
    step = gan.step()
    critic = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    for mine, theirs in zip(critic.parameters(), weights.values()):
        mine.data.copy_(theirs)
    seen = gan.data.scale(step.x_fake)
    assert torch.allclose(critic(seen).squeeze(1), step.scores_fake, atol=1e-5)
    r, f = critic(step.batch[0]).squeeze(1), critic(step.batch[1]).squeeze(1)
    loss = (nn.functional.softplus(-r) + nn.functional.softplus(f)).mean()
    x = step.batch[0].clone().requires_grad_()
    x_fake = step.batch[1].clone().requires_grad_()
    slopes = torch.autograd.grad(critic(x).sum() + critic(x_fake).sum(), (x, x_fake), create_graph=True)
    price = sum(p.weight / 2 * s.square().sum(1).mean() for p, s in zip(gan.game.penalties, slopes))
    expected = torch.autograd.grad(loss + price, list(critic.parameters()))
    assert step.loss == pytest.approx(loss.item(), rel=1e-5) and step.penalty == pytest.approx(price.item(), rel=1e-4)
    for mine, theirs in zip(step.gradients.values(), expected):
        assert torch.allclose(mine, theirs, atol=1e-6)


@needs_compiler
def test_what_is_not_finite_is_refused_and_nothing_has_changed():
    gan = GAN("ring", compile=True, penalty=None, **CALM, **TINY).fit(3, progress=False)
    with torch.no_grad():
        gan.discriminator.score.opinion.weight.fill_(3e38)
    before = [p.weights.vector.clone() for p in gan.players.values()]
    with pytest.raises(Diverged, match="was not taken"):
        gan.fit(1, progress=False)
    assert all(torch.equal(p.weights.vector, w) for p, w in zip(gan.players.values(), before)) and gan.steps == (3, 3)


def test_without_a_compiler_it_goes_on_and_says_so():
    from torch._inductor import config

    plain, quick, said = pair(penalty=None, **CALM, width=13, depth=1, batch_size=7)
    with config.patch({"cpp.cxx": ("no-such-compiler",), "force_disable_caches": True}):
        trained = [gan.fit(5, progress=False).players["g"].weights.vector for gan in (quick, plain)]
    assert trained[0].tolist() == trained[1].tolist()
    assert sum("could not be compiled" in text for text in said) == 1


class Moody(nn.Module):
    "A critic that looks at its scores before it decides how to answer."

    def __init__(self):
        super().__init__()
        self.line = nn.Linear(2, 1)

    def forward(self, x):
        score = self.line(x)
        return score * 2 if score.mean().item() > 0 else score


def test_a_network_that_cannot_be_traced_is_played_as_it_is():
    changes = dict(penalty=None, batch_size=8, **CALM)
    torch.manual_seed(0)
    critic = Moody()
    plain, quick = (
        GAN("ring", discriminator=copy.deepcopy(critic), **changes),
        GAN("ring", discriminator=critic, compile=True, **changes),
    )
    said = []
    quick.control.listeners.append(said.append)
    trained = [gan.fit(4, progress=False).players["d"].weights.vector for gan in (quick, plain)]
    assert trained[0].tolist() == trained[1].tolist()
    assert any("could not be compiled" in text for text in said)
    with pytest.raises(ValueError, match="compile"):
        GAN("ring", compile="yes")
