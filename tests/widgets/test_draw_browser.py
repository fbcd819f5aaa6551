"""The brush in a real JupyterLab: a target is drawn with mouse and keys, erased, undone, trained on, read in a cell."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"


def test_a_drawing_becomes_the_target(notebook):
    nb = notebook(
        "import numpy as np\nfrom ganlab import GAN, Stepper\n"
        "gan = GAN('ring', seed=1)\nstepper = Stepper(gan, height=360)\nstepper.more = True",
        "stepper",
        "square = np.zeros((64, 64))\nsquare[8:24, 40:56] = 0.5\nstepper.drawing = square",
        dark=True,
    )
    nb.page.set_viewport_size({"width": 760, "height": 1700})
    nb.run_cell(0)
    nb.run_cell(1)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    extent = nb.python("stepper.show.scene.extent")
    nb.click("Draw")
    sheet = nb.find(".ganlab-draw-sheet")
    def ink():
        return int(sheet.get_attribute("data-ink"))
    def cells():
        return np.array(nb.python("stepper.tools['draw'].sheet.tolist()"))
    nb.until(lambda: sheet.is_visible() and sheet.get_attribute("data-drawn") is not None)
    assert nb.button("Train on this").is_disabled() and nb.button("Undo stroke").is_disabled()
    nb.click("Play")  # drawing goes on while it trains

    side = sheet.bounding_box()["width"]
    nb.drag(sheet, 0.5 * side, 0, at=(0.25, 0.5))  # a bar through the middle
    nb.until(lambda: cells().any())
    drawn = cells()
    rows, columns = np.nonzero(drawn > 127)
    assert (
        abs(rows.mean() - 31.5) < 1 and 12 < columns.min() < 17 and 46 < columns.max() < 51 and 4 <= len(set(rows)) <= 7
    )
    assert ink() == (drawn > 0).sum()
    nb.click("Eraser")
    nb.drag(sheet, 0, 0.2 * side, at=(0.5, 0.4))  # a gap in the middle of it
    nb.until(lambda: not cells()[28:36, 31:33].any())
    gap = cells()
    nb.click("Undo stroke")
    nb.until(lambda: (cells() == drawn).all())
    nb.click("Redo stroke")
    nb.until(lambda: (cells() == gap).all())
    nb.shot("draw-bar", nb.find(ROOT).first)
    nb.click("Clear")
    nb.until(lambda: not cells().any() and ink() == 0)
    nb.click("Brush")
    sheet.focus()
    for key in ("ArrowLeft", "Shift+ArrowUp"):  # from wherever the mouse was, one column and five rows on
        nb.press(key)
    nb.page.keyboard.down(" ")
    for _ in range(6):
        nb.press("ArrowRight")
    nb.page.keyboard.up(" ")
    nb.until(lambda: cells().any())
    by_keys = np.nonzero(cells() == 255)
    assert np.ptp(by_keys[1]) >= 10 and np.ptp(by_keys[0]) <= 5 and nb.python("stepper.playing"), (
        "the space bar paints here"
    )
    nb.press("Control+z")
    nb.until(lambda: not cells().any())

    nb.click("Moons")
    nb.until(lambda: cells().max() == 255 and ink() > 300)
    nb.until(
        lambda: (
            "data ring → drawing" in nb.find(".ganlab-draw-cost").inner_text()
            and "stepper.forks[0]" in nb.find(".ganlab-draw-cost").inner_text()
        )
    )
    moons = cells()
    nb.shot("draw-moons", nb.find(ROOT).first)
    assert nb.python("stepper.data.name") == "ring"
    nb.click("Train on this")
    nb.until(lambda: nb.python("stepper.data.name") == "drawing" and nb.python("stepper.gan.rounds") > 20)
    assert nb.python("stepper.data.array.tolist()") == moons.tolist() and nb.python("stepper.forks[0] is gan")
    assert np.allclose(nb.python("stepper.show.scene.extent"), extent, rtol=1e-5), "the axes hold"
    nb.until(lambda: "drawing" in nb.find(".ganlab-caption").inner_text())
    nb.click("Pause")
    nb.until(lambda: not nb.python("stepper.playing"))
    nb.find(".ganlab-draw").get_by_role("button", name="Copy as code", exact=True).click()
    nb.until(
        lambda: nb.find(".ganlab-draw .ganlab-code").inner_text().strip() == nb.python("stepper.gan.script()").strip()
    )
    assert 'drawing(\n' in nb.python("stepper.gan.script()")
    nb.run_cell(2)  # a cell draws
    nb.until(lambda: ink() == 256)
    nb.reload()
    nb.until(
        lambda: (
            nb.find(".ganlab-draw-sheet").count() and nb.find(".ganlab-draw-sheet").get_attribute("data-ink") == "256"
        )
    )
    nb.page.get_by_role("textbox", name="Begin with a letter").fill("g")
    nb.until(lambda: ink() > 300)
    nb.shot("draw-letter", nb.find(ROOT).first)
