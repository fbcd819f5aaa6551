"""What is found out about somebody's networks at construction, in every game: probabilities, reach, second slopes."""

import warnings

import numpy as np
import pytest
import torch
from torch import nn
from torch.autograd.function import once_differentiable
from torch.nn.functional import softplus

from ganlab import GAN, data, games, zoo
from ganlab.games.game import Game, Input, Objective, turn

PICTURES = np.random.default_rng(0).random((24, 3, 8, 8), dtype="f4")
LINES = np.random.default_rng(1).random((24, 1, 8, 8), dtype="f4")
MAPS = np.random.default_rng(2).integers(0, 3, (24, 8, 8))
X = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")


def patches(channels, *end):
    return nn.Sequential(nn.Conv2d(channels, 4, 3, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(4, 1, 3, 1, 1), *end)


def painter(channels, *end):
    return nn.Sequential(nn.Conv2d(channels, 3, 3, 1, 1), *end)


class Beside(nn.Module):
    "A discriminator that takes sample and condition as two inputs."

    def __init__(self):
        super().__init__()
        self.body = patches(4, nn.Sigmoid())

    def forward(self, x, condition):
        return self.body(torch.cat([x, condition], 1))


class Noisy(nn.Module):
    "A painter of maps with noise."

    def __init__(self):
        super().__init__()
        self.body, self.noise = painter(3), nn.Linear(4, 3)

    def forward(self, condition, z):
        return torch.tanh(self.body(condition) + self.noise(z)[:, :, None, None])


PAIRED = {
    "pix2pix": lambda d=None: zoo.pix2pix((PICTURES, LINES), discriminator=d or patches(4, nn.Sigmoid()), batch_size=4,
                                          generator=painter(1, nn.Tanh()), loss="nonsaturating"),
    "least squares": lambda: zoo.pix2pix((PICTURES, LINES), discriminator=patches(4, nn.Sigmoid()), batch_size=4,
                                         generator=painter(1, nn.Tanh()), loss="lsgan"),
    "two inputs": lambda: zoo.pix2pix((PICTURES, LINES), discriminator=Beside(), generator=painter(1, nn.Tanh()),
                                      batch_size=4, loss="nonsaturating"),
    "SPADE": lambda: zoo.spade(data.pairs(PICTURES, MAPS, look="map"), generator=Noisy(), batch_size=4,
                               discriminator=patches(6, nn.Hardsigmoid())),
}


@pytest.mark.parametrize("kind", PAIRED)
def test_probabilities_beside_a_condition(kind):
    gan = PAIRED[kind]().fit(1, progress=False)
    assert "taken as probabilities" in " ".join(gan.notes)
    condition, x = torch.rand(2, *gan.game.shape_of("condition")), torch.rand(2, 3, 8, 8) * 2 - 1
    if kind == "SPADE":
        condition = condition.mul(3).long().float()
    with gan.engine.asking() as net, torch.no_grad():
        scores = gan.game.score_map(net, x, condition)
        seen = gan.game._seen(condition)
        d = gan.discriminator
        p = d(x, seen) if kind == "two inputs" else d(torch.cat([x, seen], 1))
    inside = (p > 1e-3) & (p < 1 - 1e-3)
    wanted = p if kind == "least squares" else torch.logit(p)  # whose scores are the labels 0 and 1 themselves
    assert inside.any() and torch.allclose(scores[:, None][inside], wanted[inside], atol=1e-4)


def test_probabilities_of_one_domain_alone():
    d_a, d_b = nn.Linear(2, 1), nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
    gan = GAN(game=games.CycleGAN("moons", "ring", discriminators=(d_a, d_b)), batch_size=8).fit(2, progress=False)
    assert "discriminator of B's answers" in " ".join(gan.notes) and gan.game.probable == {"d_b"}
    x = gan.game.domains["b"].draw(16, torch.Generator())
    with torch.no_grad():
        p = gan.players["d_b"].module(gan.game.scale("fake_b", x)).flatten()
    assert torch.allclose(gan.score(x), torch.logit(p), atol=1e-4)
    step = gan.preview("d_b")
    assert step.scores["real_b"].min() < 0 or step.scores["real_b"].max() > 1  # a logit, not a probability


def test_least_squares_take_probabilities_as_they_are_in_every_game():
    d = [nn.Sequential(nn.Linear(2, 1), nn.Sigmoid()) for _ in "ab"]
    gan = GAN(game=games.CycleGAN("moons", "ring", discriminators=tuple(d)), batch_size=8, loss="lsgan", penalty=None)
    scores = gan.score(gan.game.domains["b"].draw(64, torch.Generator()))
    assert 0 <= scores.min() and scores.max() <= 1


@pytest.mark.parametrize("made, words", [
    (lambda: zoo.pix2pix((PICTURES, LINES), generator=painter(1, nn.Sigmoid()), batch_size=4), "from 0 to 1"),
    (lambda: zoo.super_resolution(PICTURES, 2, batch_size=4,
                                  generator=nn.Sequential(nn.Upsample(scale_factor=2), painter(3, nn.Sigmoid()))),
     "from 0 to 1"),
    (lambda: GAN(game=games.CycleGAN("moons", "ring", generators=(
        nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 2), nn.Tanh()))), batch_size=8), "generator from B to A"),
])
def test_what_a_generator_cannot_reach(made, words):
    with pytest.warns(UserWarning, match="cannot reach") as told:
        made()
    assert words in str(told[0].message) and len(told) == 1


class Attending(nn.Module):
    def __init__(self):
        super().__init__()
        self.take, self.own, self.out = nn.Linear(1, 8), nn.MultiheadAttention(8, 2, batch_first=True), nn.Linear(8, 1)

    def forward(self, x):
        h = self.take(x.flatten(1)[..., None])
        return self.out(self.own(h, h, h, need_weights=False)[0].mean(1))


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    @once_differentiable
    def backward(ctx, slope):
        return slope * 2 * ctx.saved_tensors[0]


class Once(nn.Linear):
    def forward(self, x):
        return super().forward(Square.apply(x))


def test_second_slopes_of_a_cyclegan():
    cycle = games.CycleGAN("moons", "ring", discriminators=(Attending(), Attending()))
    gan = GAN(game=cycle, batch_size=8, penalty="r1").fit(1, progress=False)
    assert gan.rounds == 1 and "discriminator of A, attention" in " ".join(gan.notes)
    once = games.CycleGAN("moons", "ring", discriminators=(nn.Linear(2, 1), Once(2, 1)))
    with pytest.raises(ValueError, match="discriminator of B cannot be trained with a gradient penalty"):
        GAN(game=once, batch_size=8, penalty="r1")


def test_second_slopes_beside_a_condition():
    gan = PAIRED["pix2pix"](nn.Sequential(patches(4), nn.Flatten(), Once(16, 1))).fit(1, progress=False)
    with pytest.raises(ValueError, match="second derivative"):
        gan.set(penalty="r1")
    assert gan.fit(1, progress=False).rounds == 2
    assert PAIRED["pix2pix"](Attending()).set(penalty="r1").fit(1, progress=False).rounds == 1


class Own(Game):
    "A game that somebody has written down, with networks handed in."

    def inputs(self):
        return [Input("z", "noise", (3,))]

    @turn("d")
    def d(self, t):
        fake = t.once("fake", lambda: t.net.g(t["z"]))
        yield "fakes", fake
        r, f = t.net.d(torch.cat([t["real"], fake.detach()])).flatten().chunk(2)
        return Objective({"adversarial": softplus(-r) + softplus(f)}, {"real": r, "fake": f}, {"fake": fake})

    @turn("g", ends_batch=True)
    def g(self, t):
        fake = t.once("fake", lambda: t.net.g(t["z"]))
        yield "fakes", fake
        f = t.net.d(fake).flatten()
        return Objective({"adversarial": softplus(-f)}, {"fake": f}, {"fake": fake})


@pytest.mark.parametrize("g_end, d_end, words", [
    ((), (nn.Sigmoid(),), "player 'd' stay within [0, 1]"), ((nn.Tanh(),), (), "network of player 'g' cannot reach"),
    ((), (), "")])
def test_a_game_of_ones_own_is_told(g_end, d_end, words):
    own = Own(g=nn.Sequential(nn.Linear(3, 2), *g_end), d=nn.Sequential(nn.Linear(2, 1), *d_end))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        gan = GAN(X, game=own, batch_size=8).fit(1, progress=False)
    told = [str(one.message) for one in told if one.category is UserWarning]
    assert (len(told) == 1 and words in told[0]) if words else not told
    assert gan.fork().notes == gan.notes


class Penalising(Own):
    "The same with a penalty that it takes by itself."

    @turn("d")
    def d(self, t):
        real = t["real"].detach().requires_grad_()
        r = t.net.d(real).flatten()
        yield "score_real", r
        slope, = torch.autograd.grad(r.sum(), real, create_graph=True)
        return Objective({"adversarial": softplus(-r), "penalty": slope.square().sum(1)}, {"real": r})


def test_a_penalty_of_ones_own_on_attention_is_computed():
    gan = GAN(X, game=Penalising(g=nn.Linear(3, 2), d=Attending()), batch_size=8).fit(1, progress=False)
    assert gan.rounds == 1 and "plain kernels" in " ".join(gan.notes)


@pytest.mark.parametrize("last", [nn.Linear(6, 1), nn.Linear(6, 1, bias=False)])
def test_layers_that_begin_at_zero_hide_nothing(last):
    nn.init.zeros_(last.weight)
    d = nn.Sequential(nn.Linear(2, 6), nn.ReLU(), last)
    assert GAN(X, discriminator=d, batch_size=8, width=8, penalty=None).notes == ()
    squashed = nn.Sequential(nn.Linear(2, 6), nn.ReLU(), last, nn.Sigmoid())
    assert "probabilities" in repr(GAN(X, discriminator=squashed, batch_size=8, width=8, penalty=None))
