"""A source of one's own: what the page draws, paints or drops is translated by the GAN of now, or refused in words."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image
from test_panels import Comm, sent, wait

from ganlab import data, zoo
from ganlab.data.sources import as_data
from ganlab.widgets.panels.source import FILE_BYTES, paper_of, sample_of_sheet, sheet_of_sample, whole_size
from ganlab.widgets.stepper.stepper import Stepper

RNG = np.random.default_rng(0)
GREY = as_data((RNG.integers(0, 256, (40, 1, 16, 16)) * (RNG.random((40, 1, 16, 16)) < 0.3)).astype(np.uint8))
COLOUR = as_data(RNG.integers(0, 256, (40, 3, 16, 16)).astype(np.uint8))

def spelled(array: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(array, np.uint8).tobytes()).decode()


def picture(size=(40, 30), mode="RGB", kind="PNG") -> bytes:
    file = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1.2, 1, 1.2), 50).convert(mode).save(file, kind)
    return file.getvalue()


@pytest.fixture(scope="module", params=["lines", "map", "cycle"])
def stepper(request):
    lines = 255 - RNG.integers(0, 90, (40, 1, 16, 16)).astype(np.uint8)
    gan = {"lines": lambda: zoo.pix2pix(data.pairs(COLOUR, lines, look="lines"), width=4, batch_size=4),
           "map": lambda: zoo.spade(data.pairs(COLOUR, RNG.integers(0, 3, (40, 16, 16)), look="map"), batch_size=4),
           "cycle": lambda: zoo.cyclegan(GREY, COLOUR, width=4, batch_size=4)}[request.param]()
    widget = Stepper(gan)
    widget.comm = Comm()
    widget.open_drawers = ["source"]
    yield widget
    gan.control.trainer and gan.control.trainer.close()
    widget.close()


def lies(widget, by=None, **wish) -> dict:
    "Has a wish carried out, and gives what the page is told."
    what = wish.pop("what", "paint")
    before = len(sent(widget, "tool"))
    widget.do(f"source.{what}", {"pane": 0, "by": by, **wish}).result()
    return wait(lambda: (news := sent(widget, "tool")[before:]) and news[-1])


def arrays_of(message) -> set[str]:
    return {one["name"] for one in message["arrays"]}


def test_what_is_drawn_is_translated_by_the_gan_of_now_and_changes_nothing(stepper):
    gan, scene = stepper.gan, stepper.show.scene
    to = scene.groups[0].to
    drawn = sheet_of_sample(gan, scene.groups[0].of, paper := stepper.tools["source"].paper(stepper.places[0], to),
                            scene.groups[0].source[1])
    before = gan.state_hash()
    told = lies(stepper, by="me", to=to, sheet=spelled(drawn))
    assert (told["what"], told["by"], told["way"]) == ("lies", "me", to)
    assert {"sheet", "ownSource", "ownMade"} <= arrays_of(told)
    assert torch.allclose(scene.own.x[0], scene.groups[0].source[1], atol=0.51)
    made = gan.translate(scene.own.x, to, noise=scene.own.noise, ema=False)
    low, high = gan.game.data_of(to).range
    shown = scene.own_message()[1]["ownMade"][0].astype(float)
    assert np.abs(shown - ((made[0].clamp(low, high) - low) / (high - low) * 255).permute(1, 2, 0).numpy()).max() < 0.51
    assert gan.state_hash() == before and paper.shape == tuple(drawn.shape[2:] + drawn.shape[:2])
    header, arrays = stepper.show.frame()
    assert header["own"]["version"] == told["version"] and "ownMade" in arrays
    gan.step()
    again = stepper.show.frame()[1]["ownMade"]
    assert (again[0] != shown).any()  # it is what G makes of it now
    assert lies(stepper, what="clear")["version"] == told["version"] + 1
    assert scene.own is None and "own" not in stepper.show.frame()[0]


def test_bad_sheets_and_files_are_refused_in_words_and_nothing_is_lost(stepper):
    to, scene = stepper.show.scene.groups[0].to, stepper.show.scene
    first = lies(stepper, what="example", to=to, row=3)
    assert torch.equal(scene.own.x[0], scene.groups[0].source[3])
    kept = scene.own
    size = int(np.prod(stepper.tools["source"].paper(stepper.places[0], to).shape))
    for wish, words in (({"to": to, "sheet": spelled(np.zeros(7))}, f"must be {size} bytes, got 7"),
                        ({"to": "moon", "sheet": spelled(np.zeros(size))}, "to must be one of"),
                        ({"what": "photo", "to": to, "name": "a.png", "content": spelled(np.zeros(9))}, "a.png"),
                        ({"what": "photo", "to": to, "name": "big.png", "content": ""}, "big.png"),
                        ({"what": "example", "to": to, "row": -1}, "row must be an int ≥ 0")):
        told = lies(stepper, **wish)
        assert told["what"] == "refused" and words in told["text"], told["text"]
    assert scene.own is kept and first["way"] == to
    if stepper.show.scene.gan.inputs[0].look == "map":
        told = lies(stepper, to=to, sheet=spelled(np.full(size, 9)))
        assert "classes from 0 to 2, got 9" in told["text"]


def test_a_photograph_is_whole_where_networks_take_any_size(stepper):
    gan, to = stepper.gan, stepper.show.scene.groups[0].to
    wish = {"what": "photo", "to": to, "name": "cat.png", "content": spelled(np.frombuffer(picture(), np.uint8))}
    told = lies(stepper, **wish)
    if gan.inputs[0].look == "map":  # a photograph holds no classes
        assert told["what"] == "refused" and "paint a map" in told["text"]
        return
    x = stepper.show.scene.own.x
    if gan.game.any_size:
        assert x.shape == (1, 1, 32, 40) and "sheet" not in arrays_of(told)  # both sides multiples of 4
        assert "cat.png, 40 × 30 pixels: scaled to 40 × 32" in told["text"]
    else:
        assert x.shape == (1, 1, 16, 16) and "its middle is scaled to 16 × 16" in told["text"]
    made = next(one for one in told["arrays"] if one["name"] == "ownMade")
    assert made["shape"][1:3] == list(x.shape[2:])


def test_wishes_that_are_overtaken_are_not_carried_out(stepper):
    tool, place = stepper.tools["source"], stepper.places[0]
    to = stepper.show.scene.groups[0].to
    shape = tool.paper(place, to).shape
    version, ready = tool.versions.get(place, 0), []
    blocked = place.trainer.call(lambda: wait(lambda: ready))  # the trainer is busy
    futures = [tool.paint({"pane": 0, "to": to, "by": "me", "sheet": spelled(np.full(np.prod(shape), k))})
               for k in (0, 1, 2)]
    ready.append(True)
    for future in (blocked, *futures):
        future.result()
    assert tool.versions[place] == version + 1
    of = stepper.gan.game.translations[to]
    last = np.full((*shape[1:], shape[0]), 2, np.uint8)
    assert torch.equal(place.show.scene.own.x, sample_of_sheet(stepper.gan, of, tool.paper(place, to), last))


def test_a_view_that_comes_is_told_what_lies_there(stepper):
    place, tool = stepper.places[0], stepper.tools["source"]
    to = stepper.show.scene.groups[0].to
    lies(stepper, what="example", to=to, row=0)
    header, arrays = tool.world(place)
    assert header["way"] == to and "sheet" in arrays and "ownMade" in arrays
    way = next(way for way in header["ways"] if way["to"] == to)
    assert way["sides"] == [16, 16] and way["kind"] in ("ink", "map")
    assert len(header["ways"]) == len(stepper.gan.game.translations)


def test_paper_and_ink_are_read_off_the_samples():
    dark = zoo.cyclegan(GREY, COLOUR, width=4)
    x = dark.game.domains["a"].draw(20, torch.Generator().manual_seed(0))
    paper = paper_of(dark, "a", x)
    assert (paper.kind, paper.paper, paper.ink, paper.any_size) == ("ink", 0, 255, True)
    light = paper_of(dark, "a", 255 - x)
    assert (light.paper, light.ink) == (255, 0)
    assert paper_of(dark, "b", COLOUR.draw(4, torch.Generator().manual_seed(0))).kind == "colour"


def test_sizes_of_whole_photographs():
    assert whole_size((30, 40), (3, 32, 32)) == (32, 44)  # no smaller than a sample: 32/30 times as large
    assert whole_size((1000, 500), (3, 32, 32)) == (512, 256)
    assert whole_size((1000, 500), (1, 7, 7), zoom=4) == (128, 64)
    with pytest.raises(ValueError, match="too long for its width"):
        whole_size((20, 3000), (3, 32, 32))
    assert FILE_BYTES * 4 / 3 < 10e6  # what a message may hold
