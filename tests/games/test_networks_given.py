"""A game that is made with its networks writes its turns alone: batch, sampling and scores come by themselves."""

import pytest
import torch
from torch import nn
from torch.nn.functional import softplus

from ganlab import GAN
from ganlab.games import Game, Input, Objective, turn


class Logistic(Game):
    "The game of Goodfellow et al. (2014) in fifteen lines."

    def inputs(self):
        return [Input("z", "noise", (3,))]

    @turn("d")
    def d(self, t):
        real, fake = t["real"], t.once("fake", lambda: t.net.g(t["z"])).detach()
        yield "fakes", fake
        r, f = t.net.d(real)[:, 0], t.net.d(fake)[:, 0]
        return Objective({"logistic": softplus(-r) + softplus(f)}, {"real": r, "fake": f}, {"fake": fake})

    @turn("g", ends_batch=True)
    def g(self, t):
        fake = t.once("fake", lambda: t.net.g(t["z"]))
        yield "fakes", fake
        f = t.net.d(fake)[:, 0]
        return Objective({"logistic": softplus(-f)}, {"fake": f}, {"fake": fake})


def networks() -> dict[str, nn.Module]:
    torch.manual_seed(1)
    return {"g": nn.Linear(3, 2), "d": nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))}


def test_what_a_game_does_not_say_comes_by_itself():
    made = networks()
    gan, again = (GAN("ring", game=Logistic(**made), recipe="dcgan", batch_size=16) for _ in range(2))
    step = gan.step_d()
    r = made["d"](step.drawn["real"])[:, 0]
    f = made["d"](made["g"](step.z))[:, 0]
    assert torch.allclose(step.losses, softplus(-r) + softplus(f)) and step.z.shape == (16, 3)
    assert gan.generate(step.z).shape == gan.sample(16).shape == (16, 2)
    x = torch.tensor([[0.3, -0.2]])
    assert torch.allclose(gan.score(gan.data.unscale(x)), gan.discriminator(x)[:, 0])
    assert made["g"].weight.equal(gan.generator.weight) and made["g"] is not gan.generator  # copies play
    again.step_d()
    assert gan.state_hash() == again.state_hash()


def test_a_game_without_networks_says_how_to_give_it_some():
    with pytest.raises(NotImplementedError, match=r"Logistic\(g=…, d=…\), or a method `prepare`"):
        GAN("ring", game=Logistic())
