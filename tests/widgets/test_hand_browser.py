"""What one takes along from a Stepper, and what works without a mouse: pictures, films, full screen, help, keys."""

import io

import numpy as np
import pytest
from PIL import Image

from ganlab.files.marking import provenance

pytestmark = pytest.mark.browser

ROOT, CANVAS = ".ganlab-stepper", "canvas.ganlab-canvas"
MAKE = ("from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1).fit(60, progress=False)\n"
        "stepper = Stepper(gan, height=360, layers=['real', 'fake', 'field', 'line', 'push', 'truth'])\n"
        "stepper.more = True")


def open_stepper(notebook, *more: str, make: str = MAKE, dark: bool = False):
    nb = notebook(make, "stepper", *more, dark=dark)
    nb.page.set_viewport_size({"width": 1280, "height": 1300})
    nb.run_cell(0)
    nb.run_cell(1)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    return nb


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


def test_picture_screen_help_and_keys(notebook, tmp_path):
    nb = open_stepper(notebook)
    with nb.page.expect_download() as saving:
        nb.click("Save picture")
    saved = saving.value
    assert saved.suggested_filename == "ring-step-60.png" and "ring-step-60.png" in nb.until(lambda: said(nb))
    saved.save_as(nb.shots / "picture.png")
    made = provenance(nb.shots / "picture.png")
    assert "data: ring" in made and "D and G steps: 60 and 60" in made
    picture = Image.open(nb.shots / "picture.png").convert("RGB")
    side = nb.find(CANVAS).first.bounding_box()["width"]
    assert picture.width == 2 * (side + 32) and picture.height > 2 * side
    assert picture.getpixel((3, 3)) == (250, 249, 247), "in the theme of the page"
    # the whole screen
    nb.find(ROOT).first.focus()
    nb.press("f")
    nb.until(lambda: nb.page.evaluate("document.fullscreenElement !== null"))
    nb.until(lambda: nb.find(CANVAS).first.bounding_box()["width"] > 1.5 * side)
    nb.page.wait_for_timeout(200)
    nb.shot("full")
    nb.press("b")
    nb.until(lambda: nb.python("gan.rounds") == 61)
    # help, and where the focus goes
    nb.press("?")
    sheet = nb.page.get_by_role("dialog", name="Keys, and what is on the picture")
    sheet.wait_for()
    assert nb.button("Close help").evaluate("node => node === document.activeElement")
    nb.shot("help")
    nb.press("b")
    nb.press("Escape")
    sheet.wait_for(state="hidden")
    assert nb.python("gan.rounds") == 61 and nb.page.evaluate("document.fullscreenElement !== null"), (
        "keys are the sheet's while it is open"
    )
    assert nb.find(ROOT).first.evaluate("node => node === document.activeElement")
    nb.press("Escape")
    nb.until(
        lambda: (
            nb.page.evaluate("document.fullscreenElement === null")
            and nb.find(CANVAS).first.bounding_box()["width"] == side
        )
    )
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
    nb.shot("pin", nb.find(ROOT).first)
    nb.press("Escape")
    assert not cross.is_visible()
    nb.until(lambda: nb.find(".ganlab-stage .ganlab-unseen").first.inner_text() == "Nothing is marked any more.")


def test_a_film_is_chosen_on_the_timeline_recorded_and_saved(notebook):
    nb = open_stepper(notebook, dark=True)
    nb.click("Export")
    def box(name):
        return nb.page.get_by_role("textbox", name=name, exact=True)
    track = nb.find(".ganlab-track").first
    state, place = nb.python("gan.state_hash()"), track.bounding_box()
    nb.drag(
        track, 0.5 * (place["width"] - 24), 0, at=(12 / place["width"], 38 / place["height"])
    )  # the left end of the bracket
    nb.until(lambda: abs(int(box("First moment of the film").input_value()) - 30) <= 1)
    assert nb.python("gan.moment") == 60, "the handle has stayed where it was"
    box("Seconds of the film").fill("soon")
    nb.click("Record")
    nb.until(
        lambda: (
            nb.find(".ganlab-export .ganlab-why:visible").all_inner_texts()
            == ["Seconds takes a number such as 0.001 or 1e-3, got 'soon'"]
        )
    )
    box("First moment of the film").fill("50")
    box("Seconds of the film").fill("60")
    nb.page.get_by_role("combobox", name="Size of the film").select_option("640")
    nb.click("Record")
    nb.click("Cancel")
    nb.until(lambda: "No film was made." in nb.find(".ganlab-filming").inner_text())
    box("Seconds of the film").fill("2")
    nb.page.get_by_role("combobox", name="Size of the film").select_option("240")
    nb.click("Record")
    nb.click("Play")  # the training goes on meanwhile
    save = nb.find(".ganlab-film-link")
    save.wait_for()
    nb.click("Pause")
    nb.until(lambda: nb.find(".ganlab-film").evaluate("image => image.complete && image.naturalWidth > 240"))
    nb.shot("film", nb.find(ROOT).first)
    with nb.page.expect_download() as saving:
        save.click()
    assert saving.value.suggested_filename == "ring-step-50-to-60.gif"
    film = Image.open(saving.value.path())
    assert film.n_frames == 11 and "moments: 50 to 60" in film.info["comment"].decode()
    assert film.convert("RGB").getpixel((3, 3)) == pytest.approx((21, 23, 27), abs=3)
    assert nb.python("gan.rewind(60).state_hash()") == state


def test_starting_over_is_taken_back_by_one_undo(notebook):
    nb = open_stepper(notebook)
    nb.click("Settings")
    nb.click("Advanced")
    field = nb.find(".ganlab-settings").get_by_role("textbox", name="Seed", exact=True)  # the row has one too
    field.wait_for()
    field.fill("7")
    field.press("Enter")
    nb.click("Start over with it")
    nb.until(lambda: nb.python("stepper.gan is not gan and stepper.gan.seed == 7") and nb.button("Undo").is_enabled())
    nb.until(lambda: nb.find(".ganlab-numbers b").first.inner_text() == "0")
    nb.click("Undo")
    nb.until(lambda: nb.python("stepper.gan is gan") and nb.find(".ganlab-numbers b").first.inner_text() == "60")
    nb.until(lambda: "Taken back" in said(nb) and nb.button("Redo").is_enabled())
    nb.click("Redo")
    nb.until(lambda: nb.python("stepper.gan.seed") == 7 and nb.find(".ganlab-numbers b").first.inner_text() == "0")
    nb.click("Step both")
    nb.until(lambda: nb.python("stepper.gan.rounds") == 1)
    for gan in ("stepper.gan.seed == 7 and stepper.gan.rounds == 0", "stepper.gan is gan"):
        nb.until(lambda: nb.button("Undo").is_enabled())
        nb.click("Undo")
        nb.until(lambda: nb.python(gan))


def test_what_is_painted_follows_theme_and_width_and_errors_are_heard(notebook):
    nb = open_stepper(notebook, "picture = stepper.png(size=300, dark=True)\npicture")
    nb.run_cell(2)  # a cell has the same picture
    data = bytes.fromhex(nb.python("picture.data.hex()"))
    assert Image.open(io.BytesIO(data)).width == 2 * (300 + 32) and nb.cell(2).locator("img").is_visible()
    nb.click("Round")
    thumbs = nb.find("canvas.ganlab-peek")
    nb.until(lambda: thumbs.count() > 3)
    curves = nb.find("canvas.ganlab-curves").first
    def colours():
        return {tuple(c) for c in nb.pixels(curves)[..., :3].reshape(-1, 3)[::1].tolist()}
    nb.until(lambda: (164, 74, 134) in colours())
    nb.theme(True)
    nb.until(lambda: (227, 155, 200) in colours() and (164, 74, 134) not in colours())
    nb.page.set_viewport_size({"width": 560, "height": 1300})
    nb.until(lambda: nb.find(".ganlab-stacked").count() == 1)
    nb.page.set_viewport_size({"width": 1280, "height": 1300})
    nb.until(lambda: nb.find(".ganlab-stacked").count() == 0)
    sharp = (
        "all => all.every(c => c.width === Math.round(c.clientWidth * devicePixelRatio)"
        " && c.height === Math.round(c.clientHeight * devicePixelRatio))"
    )
    nb.until(lambda: thumbs.evaluate_all(sharp))
    nb.shot("round-wide-again", nb.find(ROOT).first)
    assert all(np.ptp(nb.pixels(thumbs.nth(i))) > 0 for i in range(thumbs.count()))
    nb.find(".ganlab-phase-sentence").evaluate(
        "node => Object.defineProperty(node, 'textContent', {get() { throw new Error('a drawer that fails'); }})"
    )
    nb.click("Step both")
    nb.until(lambda: nb.python("gan.rounds") == 61 and any("a drawer that fails" in error for error in nb.errors))
    nb.until(lambda: nb.find(".ganlab-numbers b").first.inner_text() == "61"), "and the picture goes on"
    nb.errors.clear()  # it was to be heard
