"The explorer of generators that start from a picture: the source is drawn, chosen or dropped, the rest is explored."

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image
from test_panels import Comm, sent, wait

from ganlab import LatentExplorer, data, zoo
from ganlab.data.sources import as_data

RNG = np.random.default_rng(0)
COLOUR = as_data(RNG.integers(0, 256, (40, 3, 16, 16)).astype(np.uint8))
GREY = as_data(RNG.integers(0, 256, (40, 1, 16, 16)).astype(np.uint8))


@pytest.fixture(params=["spade", "cycle"])
def explorer(request):
    gan = {"spade": lambda: zoo.spade(data.pairs(COLOUR, RNG.integers(0, 3, (40, 16, 16)), look="map")),
           "cycle": lambda: zoo.cyclegan(GREY, COLOUR, width=4)}[request.param]()
    widget = LatentExplorer(gan, size=3)
    widget.comm = Comm()
    yield widget
    gan.control.trainer and gan.control.trainer.close()
    widget.close()


def spelled(content: bytes) -> str:
    return base64.b64encode(content).decode()


def told(explorer) -> dict:
    return wait(lambda: sent(explorer, "tool"))[-1]


def test_what_is_drawn_is_given_and_the_training_stays_as_it_is(explorer):
    gan, given = explorer.maker.gan, explorer.maker.given
    before, first = gan.state_hash(), explorer.samples()
    sheet = np.full((16, 16, 1), 2, np.uint8)
    explorer.do("source.paint", {"to": given.to, "sheet": spelled(sheet.tobytes()), "by": "me"}).result()
    assert told(explorer)["by"] == "me" and explorer.error is None
    if given.on_plane:  # the sheet shows other sources, the drawing stands beside it
        assert torch.equal(explorer.samples(), first)
    else:
        z = explorer.viewport.grid().z
        wanted = gan.translate(torch.full((len(z), 1, 16, 16), 2.0), noise=z)
        assert torch.equal(explorer.samples(), wanted.cpu())
    header, arrays = explorer.frames.frame()
    assert "ownMade" in arrays and header["own"]["to"] == given.to
    assert torch.allclose(given.value.float(), explorer.condition.scene.own.x)
    explorer.do("source.clear", {}).result()
    assert torch.equal(given.value, given.sources[given.to][:1]) and gan.state_hash() == before


def test_a_click_on_the_plane_of_sources_takes_one_over(explorer):
    given = explorer.maker.given
    explorer.do("pick", 5).result()  # to the right of the middle
    own = explorer.condition.scene.own
    if given.on_plane:
        assert torch.equal(own.x, given.sources[given.to][1:2]) and told(explorer)["what"] == "lies"
    else:
        assert own is None and explorer.walk.place != (0.0, 0.0)


def test_bad_wishes_are_refused_and_the_other_way_is_another_domain(explorer):
    given = explorer.maker.given
    explorer.do("source.paint", {"to": given.to, "sheet": "", "by": "me"}).result()
    assert told(explorer)["what"] == "refused" and "must be 256 bytes" in told(explorer)["text"]
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "PNG")
    explorer.do("source.photo", {"to": given.to, "name": "red.png", "content": spelled(file.getvalue())}).result()
    if not given.on_plane:
        assert "paint a map" in told(explorer)["text"]
        return
    assert "red.png" in told(explorer)["text"] and explorer.condition.scene.own.x.shape == (1, 1, 48, 64)
    assert given.value.shape == (1, 1, 16, 16)  # what is explored has the networks' own size
    explorer.do("source.turn", {"to": "a"}).result()
    assert explorer.condition.scene.own is None and given.to == "a" and explorer.samples().shape == (9, 3, 16, 32)
    header, _ = explorer.condition.world()
    assert header["source"]["turned"] == "a" and [way["to"] for way in header["source"]["ways"]] == ["b", "a"]


def test_generators_of_noise_or_of_points_are_given_nothing():
    for gan in (zoo.cyclegan(), ):
        explorer = LatentExplorer(gan, size=2)
        assert explorer.condition.world() == ({}, {}) and explorer.condition.frame(False) == ({}, {})
        explorer.close()
