"""Networks as people bring them: taken as they are, adapted with a note, or refused with the argument that helps."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.autograd.function import once_differentiable

from ganlab import GAN
from ganlab.games.checks import bounds_of, scores_of_probabilities
from ganlab.games.player import Player
from ganlab.games.recipes import Recipe
from ganlab.latent import open_generator
from ganlab.losses import LOSSES
from ganlab.metrics import report

X = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")
GREY = np.random.default_rng(1).integers(0, 256, (96, 8, 8)).astype("uint8")
Y = [0, 1, 2, 1] * 50


def mlp(size, out, *end):
    return nn.Sequential(nn.Linear(size, 12), nn.LeakyReLU(0.2), nn.Linear(12, out), *end)


class Of(nn.Module):
    "A network from a function of its body and its inputs."

    def __init__(self, body, function):
        super().__init__()
        self.body, self.function = body, function

    def forward(self, x):
        return self.function(self.body, x)


# --- a discriminator that answers with probabilities

PROBABLE = {
    "function": lambda: Of(mlp(2, 1), lambda body, x: torch.sigmoid(body(x))),
    "by hand": lambda: Of(mlp(2, 1), lambda body, x: 1 / (1 + torch.exp(-body(x).clamp(-60, 60)))),
    "hard": lambda: mlp(2, 1, nn.Hardsigmoid()),
    "half of tanh": lambda: Of(mlp(2, 1), lambda body, x: (torch.tanh(body(x)) + 1) / 2),
    "one of two classes": lambda: Of(mlp(2, 2), lambda body, x: body(x).softmax(1)[:, 0]),
    "batch norm": lambda: nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 1), nn.Sigmoid()),
}


@pytest.mark.parametrize("kind", PROBABLE)
def test_probabilities_are_not_squashed_again(kind):
    gan = GAN(X, discriminator=PROBABLE[kind](), penalty=None, batch_size=16, width=8)
    assert "probabilities" in repr(gan)
    x = torch.tensor(X[:32])
    with torch.no_grad():
        p = gan.discriminator.eval()(gan.data.scale(x)).reshape(-1)
    score = gan.score(x)
    inside = (p > 1e-4) & (p < 1 - 1e-4)
    assert torch.allclose(score[inside], torch.logit(p)[inside], atol=1e-3)


@pytest.mark.parametrize("loss", ["nonsaturating", "minimax", "hinge", "wgan", "relativistic"])
def test_scores_of_probabilities_are_logits_with_the_sigmoids_slope(loss):
    logits = torch.tensor([-60.0, -12.0, -0.5, 0.0, 3.0, 12.0], requires_grad=True)
    scores = scores_of_probabilities(torch.sigmoid(logits), LOSSES[loss])
    slope, = torch.autograd.grad(scores.sum(), logits)
    assert torch.allclose(scores, logits, atol=0.05) and torch.allclose(slope, torch.ones(6), atol=0.05)


def test_least_squares_read_a_probability_as_it_is():
    gan = GAN(X, discriminator=mlp(2, 1, nn.Sigmoid()), loss="lsgan", batch_size=16, width=8)
    score = gan.score(torch.tensor(X[:64]))
    assert 0 <= score.min() and score.max() <= 1
    assert torch.equal(gan.probability(torch.tensor(X[:64])), score)


@pytest.mark.parametrize("d", [
    mlp(2, 1), nn.Sequential(mlp(2, 4), nn.LayerNorm(4), nn.Linear(4, 1)),
    nn.Sequential(mlp(2, 1), nn.Softplus()), mlp(2, 1, nn.ReLU())])
def test_other_scores_are_taken_as_they_are(d):
    with torch.no_grad():
        for layer in d.modules():
            if isinstance(layer, nn.Linear) and layer.out_features == 1:
                layer.weight.mul_(0.01)
                layer.bias.fill_(0.3)  # all answers lie in [0, 1] now, and need not
    assert "probabilities" not in repr(GAN(X, discriminator=d, batch_size=16, width=8))


def test_bounded_scores_and_values_out_of_reach_are_said():
    with pytest.warns(UserWarning, match=r"scores stay within \[-1, 1\]"):
        GAN(X, discriminator=mlp(2, 1, nn.Tanh()), batch_size=16, width=8)
    with pytest.warns(UserWarning, match=r"cannot reach .* from 0 to 1 \(it ends in a sigmoid"):
        GAN(GREY, generator=mlp(4, 64, nn.Sigmoid(), nn.Unflatten(1, (1, 8, 8))), batch_size=8, width=4)
    with pytest.warns(UserWarning, match="cannot reach .* linear layer"):
        GAN(X, generator=mlp(4, 2, nn.Tanh()), batch_size=16, width=8)
    with pytest.warns(UserWarning, match="cannot reach .* at least 0"):
        GAN(X, generator=mlp(4, 2, nn.ReLU()), batch_size=16, width=8)


def test_a_share_out_of_reach_is_counted():
    g = nn.Sequential(nn.Linear(2, 2), nn.Tanh())
    player = Player(g, Recipe(), 1e-3)
    low, high = bounds_of(player, lambda module, x: module(x), torch.randn(8, 2))
    assert (round(low, 3), round(high, 3)) == (-1, 1)
    values = (torch.tensor(X) - X.mean(0)) / X.std(0)
    assert 0.3 < (values.abs() > 1.001).float().mean() < 0.35  # .317 of a normal distribution
    with pytest.warns(UserWarning, match="cannot reach 3[0-5] %"):
        GAN(np.tile(X, (20, 1)), generator=g, batch_size=16, width=8)


def test_a_tanh_on_images_reaches_everything(recwarn):
    gan = GAN(GREY, generator=mlp(4, 64, nn.Tanh(), nn.Unflatten(1, (1, 8, 8))), batch_size=8, width=4)
    assert gan.notes == () and not [w for w in recwarn if "reach" in str(w.message)]


# --- the slope of a slope

class Attention(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.kind, self.take, self.out = kind, nn.Linear(1, 8), nn.Linear(8, 1)
        self.own = {"layer": lambda: nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True),
                    "heads": lambda: nn.MultiheadAttention(8, 2, batch_first=True),
                    "function": lambda: nn.Linear(8, 24)}[kind]()

    def forward(self, x):
        h = self.take(x[..., None])
        if self.kind == "layer":
            h = self.own(h)
        elif self.kind == "heads":
            h = self.own(h, h, h, need_weights=False)[0]
        else:
            h = F.scaled_dot_product_attention(*self.own(h)[:, None].chunk(3, -1))[:, 0]
        return self.out(h.mean(1))


@pytest.mark.parametrize("kind, penalty", [("layer", "r1+r2"), ("heads", "gp"), ("function", "dragan")])
def test_attention_is_penalised_by_plain_kernels(kind, penalty):
    gan = GAN(X, discriminator=Attention(kind), penalty=penalty, batch_size=8, width=8).fit(1, progress=False)
    assert gan.rounds == 1 and "plain kernels" in " ".join(gan.notes)


class Once(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    @once_differentiable
    def backward(ctx, slope):
        return slope * 2 * ctx.saved_tensors[0]


def test_no_second_derivative_at_all_is_refused_in_words_now_and_later():
    def d():
        return Of(mlp(2, 1), lambda body, x: body[2](Once.apply(body[0](x))))
    with pytest.raises(ValueError, match="penalty=None"):
        GAN(X, discriminator=d(), batch_size=8, width=8)
    gan = GAN(X, discriminator=d(), penalty=None, batch_size=8, width=8).fit(1, progress=False)
    with pytest.raises(ValueError, match="second derivative"):
        gan.set(penalty="gp")
    assert gan.fit(1, progress=False).rounds == 2


# --- half precision

class Averaging(nn.Module):
    "A generator that keeps a running mean of what it computes, as StyleGAN does of its w."

    def __init__(self, how):
        super().__init__()
        self.how, self.body, self.out = how, nn.Linear(4, 8), nn.Linear(8, 64)
        self.register_buffer("mean", torch.zeros(8))

    def forward(self, z):
        w = self.body(z)
        if self.training:
            now = w.detach().mean(0)
            if self.how == "lerp_":
                self.mean.lerp_(now, 0.1)
            elif self.how == "index_add_":
                self.mean.index_add_(0, torch.arange(8), now)
            else:
                self.mean.copy_(self.mean.lerp(now, 0.1))
        return torch.tanh(self.out(F.relu(w, inplace=True))).view(-1, 1, 8, 8)


@pytest.mark.parametrize("how", ["lerp_", "lerp", "index_add_"])
def test_running_means_move_under_autocast(how):
    gan = GAN(GREY, generator=Averaging(how), precision="bf16", batch_size=8, width=4).fit(1, progress=False)
    assert gan.generator.mean.abs().sum() > 0 and gan.generator.mean.dtype == torch.float32


@pytest.mark.parametrize("act", [nn.LeakyReLU(0.2, inplace=True), nn.ReLU(True), nn.ELU(inplace=True)])
def test_layers_in_place_follow_a_biased_convolution(act):
    d = nn.Sequential(nn.Conv2d(1, 4, 3, 2, 1), act, nn.Conv2d(4, 4, 3, 2, 1), act, nn.Flatten(), nn.Linear(16, 1))
    gan = GAN(GREY, discriminator=d, precision="bf16", batch_size=8, width=4).fit(1, progress=False)
    assert gan.rounds == 1


def test_what_cannot_be_in_half_precision_is_refused_in_words_or_done_without(monkeypatch):
    def refuses(body, x):
        if torch.is_autocast_enabled("cpu"):
            raise RuntimeError("no kernel for bfloat16")
        return body(x.flatten(1))

    with pytest.raises(ValueError, match="precision='fp32'"):
        GAN(GREY, discriminator=Of(nn.Linear(64, 1), refuses), precision="bf16", batch_size=8, width=4)
    monkeypatch.setattr("ganlab.training.engine.bf16_pays", lambda device: True)
    monkeypatch.setattr("ganlab.training.engine.wide", lambda *modules: True)
    gan = GAN(GREY, discriminator=Of(nn.Linear(64, 1), refuses), batch_size=8, width=4).fit(1, progress=False)
    assert gan.precision == "fp32" and "float32" in " ".join(gan.notes)


# --- how networks are called

class Conditional(nn.Module):
    def __init__(self, form, size, out):
        super().__init__()
        self.form, self.body, self.table = form, mlp(size + 3, out), nn.Embedding(3, 3)

    def forward(self, *given):
        first, second = given
        if self.form == "labels first":
            first, second = second, first
        if self.form == "one-hot":
            if second.ndim != 2:
                raise RuntimeError("labels must be one-hot")
            row = second
        else:
            row = self.table(second)
        return self.body(torch.cat([first, row], 1))


class LabelsFirst(Conditional):
    def forward(self, labels, x):
        return super().forward(labels, x)


@pytest.mark.parametrize("form, kind", [
    ("numbers", Conditional), ("one-hot", Conditional), ("labels first", LabelsFirst)])
def test_labels_go_in_as_they_are_wanted(form, kind):
    g, d = kind(form, 5, 2), kind(form, 2, 1)
    gan = GAN(X, generator=g, discriminator=d, labels=Y, latent=5, batch_size=16, width=8).fit(1, progress=False)
    assert gan.generator is g and gan.discriminator is d
    z = torch.randn(3, 5)
    with torch.no_grad():
        rows = g.table(torch.tensor([2, 0, 1])) if form != "one-hot" else torch.eye(3)[[2, 0, 1]]
        expected = gan.data.unscale(g.body(torch.cat([z, rows], 1)))
    assert torch.allclose(gan.generate(z, labels=[2, 0, 1], ema=False), expected, atol=1e-5)
    assert open_generator(g, latent=5, labels=3)(z, [2, 0, 1]).shape == (3, 2)


ODD = {
    "tuple": (lambda body, z: (body(z), z), 4), "second of two": (lambda body, z: (z, body(z)), 4),
    "dict": (lambda body, z: {"image": body(z), "w": z}, 4), "flat": (lambda body, z: body(z), 4),
    "no channel": (lambda body, z: body(z).view(-1, 8, 8), 4),
    "channels last": (lambda body, z: body(z).view(-1, 8, 8, 1), 4),
    "list": (lambda body, z: body(torch.cat(z)) if isinstance(z, list) else 1 / 0, 4),
}


@pytest.mark.parametrize("kind", ODD)
def test_generators_of_every_form_train_and_open(kind):
    function, size = ODD[kind]
    g = Of(mlp(size, 64, nn.Tanh()), function)
    gan = GAN(GREY, generator=g, latent=size, batch_size=8, width=4).fit(1, progress=False)
    assert gan.sample(3).shape == (3, 1, 8, 8) and gan.generator is g and gan.notes
    with torch.no_grad():
        z = torch.randn(2, 4)
        assert torch.allclose(gan.generate(z, ema=False), gan.data.unscale(g.body(z).view(2, 1, 8, 8)), atol=1e-3)
    twin = gan.fork()
    assert twin.fit(1, progress=False).state_hash() == gan.fit(1, progress=False).state_hash()


def test_several_latents_and_sequences_of_latents():
    class Two(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Linear(3, 2), nn.Linear(4, 2)

        def forward(self, style, noise):
            return self.a(style) + self.b(noise)

    gan = GAN(X, generator=Two(), latent=[3, 4], batch_size=16, width=8).fit(1, progress=False)
    assert gan.latent == 7 and gan.z_shape == (7,) and gan.sample(3).shape == (3, 2)
    z = torch.randn(2, 7)
    with torch.no_grad():
        made = gan.generator.a(z[:, :3]) + gan.generator.b(z[:, 3:])
    assert torch.allclose(gan.generate(z, ema=False), gan.data.unscale(made), atol=1e-5)

    class Sequence(nn.Module):
        def __init__(self):
            super().__init__()
            self.rows, self.out = nn.GRU(3, 6, batch_first=True), nn.Linear(6, 2)

        def forward(self, z):
            return self.out(self.rows(z)[0][:, -1])

    gan = GAN(X, generator=Sequence(), latent=(5, 3), batch_size=16, width=8).fit(1, progress=False)
    assert gan.z_shape == (5, 3) and gan.latent == 15 and gan.generate(torch.randn(2, 15)).shape == (2, 2)
    assert open_generator(gan).dims == 15
    with pytest.raises(ValueError, match=r"latent=3, or latent=\(12, 3\)"):
        GAN(X, generator=Sequence())


class Packs(nn.Module):
    "A discriminator that joins four samples by itself, as that of CTGAN joins ten."

    def __init__(self):
        super().__init__()
        self.body = mlp(8, 1)

    def forward(self, x):
        assert len(x) % 4 == 0
        return self.body(x.view(-1, 8))


def test_a_discriminator_that_packs_by_itself_says_so():
    with pytest.raises(ValueError, match="pass pack=4"):
        GAN(X, discriminator=Packs(), batch_size=16, width=8)
    gan = GAN(X, discriminator=Packs(), batch_size=16, width=8, pack=4).fit(1, progress=False)
    assert gan.score(torch.tensor(X[:16])).shape == (4,)


@pytest.mark.parametrize("g, given, words", [
    (lambda: mlp(4, 2), dict(labels=Y), "leave out labels="),
    (lambda: Conditional("numbers", 4, 2), dict(latent=9, labels=Y), "latent="),
    (lambda: mlp(4, 2), dict(latent=5), "pass latent=4"),
    (lambda: mlp(4, 3), {}, r"samples of shape \(n, 2\), it returned \(n, 3\)"),
    (lambda: Of(mlp(4, 2), lambda body, z: "picture"), {}, "must return a tensor")])
def test_the_argument_that_helps_is_named(g, given, words):
    with pytest.raises((ValueError, TypeError), match=words):
        GAN(X, generator=g(), width=8, **given)


def test_classes_are_asked_for_by_name():
    gan = GAN(X, labels=["cat", "dog", "cow", "dog"] * 50, batch_size=16, width=8)
    z = torch.randn(2, gan.latent)
    names = list(gan.data.classes)
    assert torch.equal(gan.generate(z, labels="cow"), gan.generate(z, labels=names.index("cow")))
    assert torch.equal(gan.generate(z, labels=["dog", "cat"]),
                       gan.generate(z, labels=[names.index("dog"), names.index("cat")]))
    with pytest.raises(ValueError, match="labels: there is no class 'bird'; there is 'cat'"):
        gan.sample(2, labels="bird")


def test_a_network_is_measured_beside_data():
    found = report(mlp(4, 2), n=50, pairs=40, draws=3, data=X)
    assert found["Wasserstein"].value > 0
    same = report(lambda n: torch.tensor(X[:n]), n=100, pairs=40, draws=3, data=X)
    assert same["Wasserstein"].value < found["Wasserstein"].value
    with pytest.raises(ValueError, match="data must be given"):
        report(mlp(4, 2))
