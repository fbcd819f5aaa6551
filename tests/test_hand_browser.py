"""What one takes along from a Stepper, and what one does without a mouse: pictures, films, the whole screen, help, keys."""

import pytest
from PIL import Image

from ganlab.provenance import provenance

pytestmark = pytest.mark.browser

ROOT, CANVAS = ".ganlab-stepper", "canvas.ganlab-canvas"
MAKE = ("from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1).fit(60, progress=False)\n"
        "stepper = Stepper(gan, height=360, layers=['real', 'fake', 'field', 'line', 'push', 'truth'])")


def open_stepper(notebook, *more: str, make: str = MAKE, dark: bool = False):
    nb = notebook(make, "stepper", *more, dark=dark)
    nb.page.set_viewport_size({"width": 1280, "height": 1300})
    nb.run_cell(0)
    nb.run_cell(1)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    return nb


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


@pytest.mark.parametrize("dark", [False, True])
def test_picture_screen_help_and_keys(notebook, dark, tmp_path):
    theme = "dark" if dark else "light"
    nb = open_stepper(notebook, dark=dark)
    with nb.page.expect_download() as saving:
        nb.click("Save picture")
    saved = saving.value
    assert saved.suggested_filename == "ring-step-60.png" and "ring-step-60.png" in nb.until(lambda: said(nb))
    saved.save_as(nb.shots / f"picture-{theme}.png")
    made = provenance(nb.shots / f"picture-{theme}.png")
    assert "data: ring" in made and "D and G steps: 60 and 60" in made
    picture = Image.open(nb.shots / f"picture-{theme}.png").convert("RGB")
    side = nb.find(CANVAS).first.bounding_box()["width"]
    assert picture.width == 2 * (side + 32) and picture.height > 2 * side
    assert picture.getpixel((3, 3)) == ((21, 23, 27) if dark else (250, 249, 247)), "in the theme of the page"
    # the whole screen
    nb.find(ROOT).first.focus()
    nb.press("f")
    nb.until(lambda: nb.page.evaluate("document.fullscreenElement !== null"))
    nb.until(lambda: nb.find(CANVAS).first.bounding_box()["width"] > 1.5 * side)
    nb.page.wait_for_timeout(200)
    nb.shot(f"full-{theme}")
    nb.press("b")
    nb.until(lambda: nb.python("gan.rounds") == 61)
    # help, and where the focus goes
    nb.press("?")
    sheet = nb.page.get_by_role("dialog", name="Keys, and what is on the picture")
    sheet.wait_for()
    assert nb.button("Close help").evaluate("node => node === document.activeElement")
    nb.shot(f"help-{theme}")
    nb.press("b")
    nb.press("Escape")
    sheet.wait_for(state="hidden")
    assert nb.python("gan.rounds") == 61 and nb.page.evaluate("document.fullscreenElement !== null"), "keys are the sheet's while it is open"
    assert nb.find(ROOT).first.evaluate("node => node === document.activeElement")
    nb.press("Escape")
    nb.until(lambda: nb.page.evaluate("document.fullscreenElement === null") and nb.find(CANVAS).first.bounding_box()["width"] == side)
    nb.click("Help")
    sheet.wait_for()
    nb.page.mouse.click(5, 5)  # beside the sheet
    sheet.wait_for(state="hidden")
    # a crosshair instead of a mouse
    cross = nb.find(".ganlab-cross").first
    nb.press("ArrowRight", on=nb.find(CANVAS).first)
    nb.press("ArrowUp")
    assert cross.is_visible() and nb.find(CANVAS).first.get_attribute("role") == "application"
    nb.until(lambda: "enter: can G make this?" in nb.find(".ganlab-stage .ganlab-unseen").first.inner_text())
    nb.press("Enter")
    nb.until(lambda: "G" in said(nb) and "can" in said(nb).lower() and "Saved" not in said(nb))
    nb.shot(f"pin-{theme}", nb.find(ROOT).first)
    nb.press("Escape")
    assert not cross.is_visible()
    nb.until(lambda: nb.find(".ganlab-stage .ganlab-unseen").first.inner_text() == "Nothing is marked any more.")
