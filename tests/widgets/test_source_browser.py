"""Pictures that become others in a real JupyterLab: rows and D's patches, a drawing, a painted map, a photograph."""

import numpy as np
import pytest
from PIL import Image

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"
GAMES = {
    "lines": "gan = zoo.pix2pix(width=4)",
    "map": "gan = zoo.spade()",
    "cycle": "from ganlab.data.sources import as_data\nfrom ganlab.data.unpaired import outlined\n"
             "fashion = as_data('fashion')\ngan = zoo.cyclegan(fashion, outlined(fashion), width=4)",
}


def open_stepper(notebook, name: str, dark: bool):
    nb = notebook(f"from ganlab import zoo, Stepper\n{GAMES[name]}\nstepper = Stepper(gan, height=360)\n"
                  "stepper.open_drawers = ['source']", "stepper", dark=dark)
    nb.page.set_viewport_size({"width": 1366, "height": 1600})
    nb.run()
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    nb.until(lambda: nb.find(".ganlab-own-sheet").is_visible())
    return nb


def made(nb) -> np.ndarray:
    return nb.pixels(nb.find(".ganlab-own-made[aria-label='What G makes of it']")).astype(int)


def version(nb) -> int:
    return int(nb.find(".ganlab-own-made[aria-label='What G makes of it']").get_attribute("data-version") or 0)


@pytest.mark.parametrize("name,dark", [("lines", False), ("map", True)])
def test_a_drawing_is_translated_as_it_is_drawn_and_while_g_learns(notebook, name, dark):
    nb = open_stepper(notebook, name, dark)
    sheet, before = nb.find(".ganlab-own-sheet"), nb.python("gan.state_hash()")
    assert nb.button("Undo stroke").is_disabled() and nb.find(".ganlab-drawerbar button:visible").count() >= 5
    assert not nb.button("Draw").count() or not nb.button("Draw").is_visible()  # there is no target to draw here
    if name == "map":
        nb.find(".ganlab-own-ink", ).get_by_text("water").click()
        nb.click("Fill all")
        nb.until(lambda: nb.python("stepper.show.scene.own is not None"))
        nb.until(lambda: nb.python("float(stepper.show.scene.own.x.float().std())") == 0)
        nb.find(".ganlab-own-ink").get_by_text("tree").click()
    side = sheet.bounding_box()["width"]
    nb.drag(sheet, 0.5 * side, 0.2 * side, at=(0.25, 0.4))
    nb.until(lambda: version(nb) > 0 and nb.python("stepper.show.scene.own is not None"))
    nb.until(lambda: version(nb) == nb.python("list(stepper.tools['source'].versions.values())[0]"))
    drawn = nb.python("stepper.show.scene.own.x[0, 0].tolist()")
    touched = int(sheet.get_attribute("data-touched"))
    paper = max(set(sum(drawn, [])), key=sum(drawn, []).count)
    assert touched == (np.array(drawn) != paper).sum() > 10 or name == "map"
    first = made(nb)
    assert nb.python("gan.state_hash()") == before  # drawing is looking
    nb.shot(f"own-{name}", nb.find(ROOT).first)
    nb.click("Step both")
    nb.until(lambda: (made(nb) != first).any())  # what the G of now makes of the same drawing
    nb.click("Undo stroke")
    nb.until(lambda: nb.python("stepper.show.scene.own.x[0, 0].tolist()") != drawn)
    nb.click("Clear")
    nb.until(lambda: nb.python("stepper.show.scene.own is None"))
    assert int(sheet.get_attribute("data-touched")) == 0


def test_a_photograph_goes_there_and_back(notebook, tmp_path):
    nb = open_stepper(notebook, "cycle", False)
    photo, notes = tmp_path / "cat.png", tmp_path / "notes.png"
    Image.effect_mandelbrot((200, 120), (-2, -1.2, 1, 1.2), 50).save(photo)
    notes.write_text("no picture")
    choose = nb.find(".ganlab-own input[type=file]")
    choose.set_input_files(str(photo))
    nb.until(lambda: nb.python("stepper.show.scene.own is not None and list(stepper.show.scene.own.x.shape)")
             == [1, 1, 120, 200])
    nb.until(lambda: "cat.png, 200 × 120 pixels" in nb.find(".ganlab-own-said").inner_text())
    canvases = [nb.find(f".ganlab-own-made[aria-label='{label}']")
                for label in ("Your photograph", "What G makes of it", "Translated back")]
    nb.until(lambda: all(canvas.is_visible() for canvas in canvases))
    assert [canvas.evaluate("c => [c.width, c.height]") for canvas in canvases] == [[200, 120]] * 3
    shown, photographed = nb.pixels(canvases[0])[..., 0].astype(int), np.asarray(Image.open(photo)).astype(int)
    assert np.abs(shown - photographed).max() <= 1
    choose.set_input_files(str(notes))
    nb.until(lambda: "notes.png" in nb.find(".ganlab-own-why").inner_text())
    assert nb.python("list(stepper.show.scene.own.x.shape)") == [1, 1, 120, 200]  # nothing is lost
    nb.shot("own-photo", nb.find(ROOT).first)
    nb.find(".ganlab-source").get_by_text("B → A").click()
    nb.click("Example")
    nb.until(lambda: nb.python("stepper.show.scene.own and stepper.show.scene.own.to") == "a")
    nb.python("setattr(stepper, 'layers', ['patches'])")
    nb.until(lambda: "a patch" in nb.find(".ganlab-legend").first.inner_text())
    nb.shot("own-patches", nb.find(ROOT).first)


def test_every_term_has_its_curve_and_its_weight_beside_it(notebook):
    nb = notebook("from ganlab import zoo, Stepper\ngan = zoo.pix2pix(width=4).fit(5, progress=False)\n"
                  "stepper = Stepper(gan, height=300)\nstepper.open_drawers = ['curves']", "stepper")
    nb.page.set_viewport_size({"width": 1366, "height": 1500})
    nb.run()
    row = nb.find("[data-term=l1]")
    nb.until(lambda: row.is_visible() and row.locator(".ganlab-terms-now").inner_text())
    assert nb.find("[data-term]").evaluate_all("rows => rows.map(row => row.dataset.term)") == [
        "adversarial", "l1", "mse", "low"]
    drawn = nb.pixels(row.locator("canvas"))
    assert (drawn[..., 3] > 0).sum() > drawn.shape[1]  # more than its ground line
    field = row.locator("input.ganlab-knob-field")
    assert field.input_value() == "10"
    field.fill("25")
    field.press("Enter")
    nb.until(lambda: nb.python("gan.game.settings['l1']") == 25)
    field.fill("-1")
    field.press("Enter")
    nb.until(lambda: "must be a finite number" in row.locator(".ganlab-why").inner_text())
    assert nb.python("gan.game.settings['l1']") == 25
    nb.click("Step both")
    nb.until(lambda: (nb.pixels(row.locator("canvas")) != drawn).any())
    nb.shot("terms", nb.find(".ganlab-terms"))
