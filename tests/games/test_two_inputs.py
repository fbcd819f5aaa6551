"A game whose generator takes two pictures, as somebody writes it: it is drawn, asked and looked at like any other."

import pytest
import torch
from torch import nn
from torch.nn.functional import softplus

from ganlab import GAN, LatentExplorer, data
from ganlab.backend.randomness import stream
from ganlab.games import Game, Objective, turn
from ganlab.games.game import Input

DICE = stream(0, "two inputs")
SKETCHES = torch.randint(0, 255, (70, 1, 8, 8), generator=DICE, dtype=torch.uint8)
SHADES = torch.randint(0, 255, (70, 1, 8, 8), generator=DICE, dtype=torch.uint8)
PICTURES = torch.cat((SKETCHES, SHADES, 255 - SKETCHES), 1)  # what a sketch and its shade are to become


class Joined(nn.Module):
    "The picture that a sketch and its shade make, times a number that learns."

    def __init__(self):
        super().__init__()
        self.size = nn.Parameter(torch.ones(()))

    def forward(self, sketch, shade):
        return self.size * torch.cat((sketch, shade, -sketch), 1)


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Conv2d(5, 1, 8)

    def forward(self, x, sketch, shade):
        return self.body(torch.cat((x, sketch, shade), 1)).flatten()


class SketchAndShade(Game):
    streams, takes_data = ("data",), False

    def prepare(self, setting):
        self.of = {"sketch": data.as_data(SKETCHES), "shade": data.as_data(SHADES)}
        self.data = data.as_data(PICTURES)
        self.follow(setting.recipe)
        return {"g": Joined(), "d": Critic()}

    def inputs(self):
        return [Input(name, "sample", (1, 8, 8), of=name) for name in self.of]

    def data_of(self, name):
        return self.of.get(name, self.data)

    def shape_of(self, name):
        return tuple(self.data_of(name).shape)

    def scale(self, name, x):
        return self.data_of(name).scale(x)

    def unscale(self, name, x):
        return self.data_of(name).unscale(x)

    def draw_inputs(self, n, generator):
        index = torch.randint(70, (n,), generator=generator)
        return {name: one.scale(one.source.values[index].float()) for name, one in self.of.items()}

    def draw(self, streams):
        index = torch.randint(70, (self.recipe.batch_size,), generator=streams["data"])
        both = {name: one.scale(one.source.values[index].float()) for name, one in self.of.items()}
        return both | {"real": self.data.scale(PICTURES[index].float())}

    def fake(self, t):
        return t.once("fake", lambda: t.net.g(t["sketch"], t["shade"]))

    @turn("d")
    def d(self, t):
        r, f = (t.net.d(x, t["sketch"], t["shade"]) for x in (t["real"], self.fake(t).detach()))
        yield "scores", (r, f)
        return Objective({"adversarial": softplus(-r) + softplus(f)}, {"real": r, "fake": f})

    @turn("g", ends_batch=True)
    def g(self, t):
        fake = self.fake(t)
        f = t.net.d(fake, t["sketch"], t["shade"])
        yield "scores", f
        return Objective({"adversarial": softplus(-f)}, {"fake": f}, {"fake": fake})


@pytest.fixture
def gan():
    return GAN(game=SketchAndShade(), batch_size=8)


def test_both_inputs_are_drawn_together(gan):
    made = gan.sample(40, stream(0, "drawn")).round()
    pictures = {tuple(picture.flatten().tolist()) for picture in PICTURES.float()}
    assert all(tuple(one.flatten().tolist()) in pictures for one in made)  # no sketch came with another one's shade
    assert torch.equal(made, gan.sample(40, stream(0, "drawn")).round())


def test_both_are_handed_over_in_their_own_units(gan):
    made = gan.generate(SKETCHES[:5].float(), shade=SHADES[:5].float())
    assert torch.allclose(made, PICTURES[:5].float(), atol=1e-3)
    one_for_all = gan.generate(SKETCHES[:5].float(), shade=SHADES[:1].float())
    assert torch.allclose(one_for_all[:, 1], SHADES[:1, 0].float().expand(5, 8, 8), atol=1e-3)
    sketches, shades = SKETCHES[:5].float(), SHADES[:5].float()
    for call, error, words in (
            (lambda: gan.generate(sketches), ValueError, r"shade must be given, too.*gan.generate\(x, shade=…\)"),
            (lambda: gan.generate(sketches, shade=shades[:3]), ValueError, "shade must hold 5 samples"),
            (lambda: gan.generate(sketches, map=shades), TypeError, "takes is sketch, shade"),
            (lambda: LatentExplorer(gan), ValueError, r"gan.generate\(x, …\) asks it")):
        with pytest.raises(error, match=words):
            call()


def test_it_plays_goes_back_and_is_looked_at(gan):
    gan.fit(2, progress=False)
    between, moment = gan.state_hash(), gan.moment
    gan.preview("g"), gan.sample(4)
    assert gan.state_hash() == between
    gan.step()
    end = gan.state_hash()
    assert gan.rewind(moment).state_hash() == between and gan.fork().step() and gan.state_hash() == between
    gan.step()
    assert gan.state_hash() == end
    assert {"sketch", "shade"} <= {phase.name for phase in gan.slowly("g")}
