"""The drawer with the sheet, seen from the kernel: what a page sends, what a cell draws, what is refused."""

import base64

import numpy as np
import pytest
from test_panels import Comm, say, sent, wait

from ganlab import GAN, data
from ganlab.data.stamps import SHEET_CELLS, STAMPS, letter, stamp, trace
from ganlab.data.targets import gaussians, ring
from ganlab.widgets.lab.lab import Lab
from ganlab.widgets.panels.draw import checked_sheet
from ganlab.widgets.stepper.stepper import Stepper


@pytest.fixture
def stepper():
    widget = Stepper(GAN("ring", width=16), points=20, field=8)
    widget.comm = Comm()
    widget.open_drawers = ["draw"]
    yield widget
    for gan in (widget.gan, *widget.forks):
        gan.control.trainer and gan.control.trainer.close()
    widget.close()


def last(widget, **wanted) -> dict:
    return wait(
        lambda: (news := sent(widget, "tool")) and all(news[-1].get(k) == v for k, v in wanted.items()) and news[-1]
    )


def paint(widget, sheet, by="me") -> None:
    say(
        widget, kind="do", what="draw.paint", value={"sheet": base64.b64encode(sheet.tobytes()).decode(), "by": by}, n=1
    )


def sketch() -> np.ndarray:
    sheet = np.zeros((SHEET_CELLS, SHEET_CELLS), np.uint8)
    sheet[10:20, 30:50], sheet[40, 5:60] = 255, 80
    return sheet


def test_what_is_painted_is_data_and_training_on_it_keeps_the_old_gan_the_axes_and_the_code(stepper):
    assert last(stepper, what="world")["kept"] == "stepper.forks[0]" and stepper.data is stepper.gan.data
    with pytest.raises(ValueError, match="nothing is drawn"):
        _ = stepper.drawing
    paint(stepper, sketch())
    assert last(stepper, what="sheet", by="me")["version"] == 1
    assert (stepper.drawing.array == sketch()).all() and stepper.data.name == "ring"
    old, extent = stepper.gan.fit(9, progress=False), stepper.show.scene.extent
    before = old.state_hash()
    stepper.playing = True
    wait(lambda: old.rounds > 12)
    say(stepper, kind="do", what="draw.train", value={"pane": 0}, n=2)
    wait(lambda: stepper.gan is not old and stepper.gan.rounds > 5)  # it goes on playing
    stepper.playing = False
    wait(lambda: not stepper.trainer.playing)
    assert (stepper.data.array == sketch()).all() and stepper.data.name == "drawing" and stepper.forks == [old]
    assert (
        np.allclose(stepper.show.scene.extent, extent, rtol=1e-5) and stepper.data.extent() == stepper.drawing.extent()
    )
    there: dict = {}
    exec(stepper.gan.script(), there)
    assert there["gan"].state_hash() == stepper.gan.state_hash()
    assert old.rewind(9).state_hash() == before
    assert stepper.tools["settings"]._values(stepper.places[0])["values"]["data"] == "drawing"


def test_what_cannot_be_is_said_and_training_goes_on(stepper):
    stepper.playing = True
    gan = stepper.gan
    say(stepper, kind="do", what="draw.train", value={"pane": 0}, n=1)
    assert "nothing is drawn" in last(stepper, what="plan", refused=True)["text"]
    say(stepper, kind="do", what="draw.stamp", value={"pane": 0, "name": "kitchen"}, n=2)
    assert "must be one of ring, moons" in last(stepper, what="refused")["text"]
    say(stepper, kind="do", what="draw.stamp", value={"pane": 0, "name": " "}, n=3)
    wait(lambda: "one sign that can be seen" in last(stepper, what="refused")["text"])
    for bad in ("!!", base64.b64encode(bytes(7)).decode(), None, 5):
        say(stepper, kind="do", what="draw.paint", value={"sheet": bad, "by": "me"}, n=4)
        wait(lambda: stepper.error is not None)
        stepper.error = None
    rounds = gan.rounds
    wait(lambda: gan.rounds > rounds + 3)
    assert stepper.gan is gan and stepper.playing and not stepper.tools["draw"].sheet.any()


def test_a_cell_draws_and_every_view_sees_it(stepper):
    stepper.drawing = sketch()
    assert last(stepper, what="sheet")["by"] is None and (stepper.drawing.array == sketch()).all()
    stepper.drawing = sketch() / 510
    assert stepper.drawing.array.max() == 255 and stepper.drawing.array[40, 5] == 80
    stepper.drawing = np.zeros((SHEET_CELLS, SHEET_CELLS))
    assert not stepper.tools["draw"].sheet.any()
    for bad, words in (
        (np.ones((8, 8)), "64 rows and columns"),
        (-sketch().astype(float), "≥ 0"),
        ("ring", "weights"),
        (np.zeros(3), "64 rows"),
        (np.full((SHEET_CELLS, SHEET_CELLS), np.nan), "finite"),
    ):
        with pytest.raises((ValueError, TypeError), match=words):
            stepper.drawing = bad
    say(stepper, kind="hello")
    world = wait(lambda: [m for m in sent(stepper, "scene") if "draw" in m.get("tools", {})])[-1]
    assert world["tools"]["draw"]["version"] == 3 and any(a["name"] == "draw.sheet" for a in world["arrays"])


def test_the_present_target_can_be_traced_whatever_it_is(stepper):
    def stamped(widget):
        return (
            say(widget, kind="do", what="draw.stamp", value={"pane": 0, "name": "target"}, n=1),
            last(widget, what="sheet"),
        )

    stamped(stepper)
    wait(lambda: stepper.tools["draw"].sheet.any())
    assert (
        np.hypot(*(stepper.drawing.draw(500, __import__("torch").Generator().manual_seed(0)).numpy().T)) - 1
    ).std() < 0.05
    heap = np.random.default_rng(0).normal(size=(300, 2)) * [1, 3] + 5
    other = Stepper(GAN(heap, width=8), points=20, field=8)
    other.comm = Comm()
    other.open_drawers = ["draw"]
    stamped(other)
    wait(lambda: other.tools["draw"].sheet.any())
    mean = other.drawing.target.moments()[0].numpy()
    assert np.allclose(mean, heap.mean(0), atol=0.3)
    say(other, kind="do", what="draw.train", value={"pane": 0}, n=2)
    wait(lambda: other.data.name == "drawing")
    traced = other.tools["draw"].sheet.copy()
    other.drawing = np.eye(SHEET_CELLS)
    stamped(other)
    wait(lambda: (other.tools["draw"].sheet == traced).all())  # a drawing is traced cell by cell
    other.close()
    table = Stepper(GAN(np.random.default_rng(0).normal(size=(300, 3)), width=8), points=20)
    table.comm = Comm()
    table.open_drawers = ["draw"]
    say(table, kind="do", what="draw.stamp", value={"pane": 0, "name": "target"}, n=1)
    assert "only points in the plane" in last(table, what="refused")["text"]
    table.drawing = sketch()
    assert table.drawing.extent() == (-1, 1, -1, 1)
    table.close()


def test_beside_others_a_drawing_must_have_as_many_numbers():
    lab = Lab([GAN("digits"), GAN("digits", seed=1)])
    bench = lab.bench
    bench.comm, bench.open_drawers = Comm(), ["draw"]
    bench.tools["draw"].put(checked_sheet(sketch()))
    say(bench, kind="do", what="draw.train", value={"pane": 1}, n=1)
    assert "cannot be seen beside" in last(bench, refused=True)["text"]
    lab.close()


def test_traces_are_the_shares_of_the_cells_and_stamps_lie_on_the_sheet():
    target = gaussians([[0.0, 0.0], [2.0, 1.0]], 0.3, [3, 1])
    ink = trace(target, (-1, 3, -2, 2), 40).astype(float)
    x, y = np.meshgrid(np.linspace(-0.95, 2.95, 40), np.linspace(1.95, -1.95, 40))
    p = 3 * np.exp(-(x**2 + y**2) / 0.18) + np.exp(-((x - 2) ** 2 + (y - 1) ** 2) / 0.18)
    assert np.abs(ink / 255 - p / p.max()).max() < 0.01
    assert (trace(ring(4, sigma=0.3), (-2, 2, -2, 2)) == trace(ring(4, sigma=0.3), (-2, 2, -2, 2)).T).all()
    for name in (*STAMPS, "a", "Q", "8", "ß", "?"):
        sheet = stamp(name)
        border = np.concatenate([sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1]])
        assert sheet.max() == 255 and border.max() < 10 and 0.02 < (sheet > 0).mean() < 0.8, name
        data.drawing(sheet)
    assert letter("L")[52, 40] == 255 and letter("L")[12, 45] == 0, "upright"
