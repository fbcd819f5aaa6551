"""The first look at a Stepper, measured: it fits, all can be read, nobody is shut out."""

import io

import numpy as np
import pytest
from looks import SIZES, outside_view, resize, tab_stops, unreadable, violations, watch_canvases
from PIL import Image

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"
MAKE = "from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1).fit(60, progress=False)\nstepper = Stepper(gan)"
NAMED = {"Step D", "Step G", "Step both", "Play", "Reset", "Timeline", "Fork", "Recipe", "Seed", "More"}


def open_stepper(notebook, *more: str, size: str = "laptop", make: str = MAKE, dark: bool = False):
    nb = notebook(make, "stepper", *more, dark=dark)
    resize(nb, size)
    watch_canvases(nb)
    nb.run_cell(0)
    nb.run_cell(1)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    pictures = nb.find(".ganlab-target-picture")
    nb.until(lambda: pictures.count() == 0 or len(np.unique(nb.pixels(pictures.first).reshape(-1, 4), axis=0)) > 3)
    nb.find(ROOT).first.evaluate("node => node.scrollIntoView({block: 'start'})")
    return nb


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


def box(nb, selector: str) -> dict[str, float]:
    return nb.find(f"{ROOT} {selector}").first.bounding_box()


def flawless(nb, where: str) -> None:
    "Everything can be read, and axe has nothing to say."
    assert unreadable(nb, ROOT) == [], where
    assert violations(nb, ROOT) == [], where


@pytest.mark.parametrize("size, dark", [("laptop", False), ("zoomed", True)])
def test_the_first_look_fits_and_is_calm(notebook, size, dark):
    nb = open_stepper(notebook, size=size, dark=dark)
    assert outside_view(nb, ROOT) == [], "it has to be scrolled"
    stops = tab_stops(nb, ROOT)
    assert len(stops) <= 16 and NAMED <= set(stops), stops
    picture, legend, track = (box(nb, part) for part in (".ganlab-stage", ".ganlab-legend", ".ganlab-track"))
    assert 0 <= track["y"] - (legend["y"] + legend["height"]) <= 24, "the timeline is not right under the picture"
    assert picture["width"] >= 240 and box(nb, "[aria-label='Step D']")["x"] > picture["x"] + picture["width"]
    targets = nb.page.get_by_role("radiogroup", name="Data").get_by_role("radio")
    assert [one.get_attribute("aria-checked") for one in targets.all()].count("true") == 1 and targets.count() >= 7
    flawless(nb, "first")
    nb.shot(f"look-{size}-{'dark' if dark else 'light'}")
    before = nb.find(ROOT).first.bounding_box()
    for name in ("Step D", "Step G", "Step both"):
        seq = nb.find(ROOT).first.get_attribute("data-seq")
        nb.click(name)
        nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq") != seq)
        assert nb.find(ROOT).first.bounding_box() == before, "something has jumped"
    shown = nb.find(".ganlab-legend .ganlab-item:not(.ganlab-passed)").all_inner_texts()
    assert any("before the step" in text for text in shown) and any("way in the step" in text for text in shown)
    flawless(nb, "after steps")
    nb.press("Shift+D", on=nb.find(ROOT).first)
    nb.button("Accept").wait_for()
    flawless(nb, "preview")
    nb.shot(f"look-preview-{size}")


@pytest.mark.parametrize("size", ["narrow", "phone"])
def test_buttons_come_right_under_the_picture_where_it_is_narrow(notebook, size):
    nb = notebook(MAKE, "stepper")
    nb.command("application:toggle-left-area")  # of files; on so small a screen it is closed
    nb.page.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
    watch_canvases(nb)
    nb.run()
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    legend, buttons, track = (box(nb, part) for part in (".ganlab-legend", ".ganlab-buttons", ".ganlab-track"))
    assert 0 <= buttons["y"] - (legend["y"] + legend["height"]) <= 20 and track["y"] > buttons["y"]
    flawless(nb, size)
    nb.click("More")
    nb.page.get_by_role("toolbar", name="Layers").wait_for()
    nb.page.wait_for_timeout(600)
    flawless(nb, f"{size}, more")
    nb.shot(f"look-{size}", nb.find(ROOT).first)


def test_more_stands_beside_the_picture_and_has_few_stops(notebook):
    nb = notebook(MAKE, "stepper")
    nb.command("application:toggle-left-area")
    nb.page.set_viewport_size({"width": 1366, "height": 900})
    watch_canvases(nb)
    nb.run()
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    before = tab_stops(nb, ROOT)
    nb.click("More")
    layers = nb.page.get_by_role("toolbar", name="Layers")
    layers.wait_for()
    assert nb.python("stepper.more") is True
    assert box(nb, ".ganlab-more-side")["x"] > box(nb, ".ganlab-panel")["x"] + box(nb, ".ganlab-panel")["width"]
    figures = nb.find(".ganlab-figure")
    nb.until(lambda: figures.count() == 4)
    stops = [name for name in tab_stops(nb, ROOT) if name not in before]
    assert sum(name in stops for name in layers.get_by_role("button").all_inner_texts()) <= 1
    assert [one.evaluate("node => node.tabIndex") for one in figures.all()].count(0) == 1
    ground = nb.page.get_by_role("radiogroup", name="Behind the points")
    chosen = ground.get_by_role("radio", checked=True)
    chosen.focus()
    nb.press("ArrowRight")
    nb.press("Enter")  # the layer to the right of it
    nb.until(lambda: nb.python("'best' in stepper.layers and 'field' not in stepper.layers"))
    assert chosen.count() == 1 and chosen.get_attribute("data-layer") == "best"
    for name in ("Round", "Curves", "Settings", "Draw", "Export"):
        nb.click(name)
        nb.until(lambda: nb.find(".ganlab-drawer:visible").count() == 1)
        nb.page.wait_for_timeout(400)
        flawless(nb, name)
        nb.click(name)
        nb.until(lambda: nb.find(".ganlab-drawer:visible").count() == 0)
    nb.shot("look-more", nb.find(ROOT).first)
    nb.click("Settings")
    few = nb.until(lambda: nb.find(".ganlab-knob:visible").count())
    nb.click("More")  # closes what stands behind it, too
    nb.until(lambda: nb.python("stepper.open_drawers") == [] and not layers.is_visible())
    nb.click("More")
    nb.until(lambda: nb.python("stepper.open_drawers") == ["settings"])
    nb.click("Advanced")
    assert nb.find(".ganlab-knob:visible").count() > 1.8 * few


def test_other_data_recipe_and_seed_with_one_press_and_back(notebook):
    nb = open_stepper(notebook)
    nb.page.get_by_role("radio", name="moons", exact=True).click()
    nb.until(lambda: nb.python("stepper.gan.data.name") == "moons")
    assert nb.python("stepper.forks[0] is gan")
    nb.until(lambda: "stepper.forks[0]" in said(nb))
    nb.until(lambda: nb.page.get_by_role("radio", name="moons", exact=True).get_attribute("aria-checked") == "true")
    nb.click("Undo")
    nb.until(lambda: nb.python("stepper.gan is gan"))
    nb.until(lambda: nb.page.get_by_role("radio", name="ring", exact=True).get_attribute("aria-checked") == "true")
    nb.page.get_by_role("combobox", name="Recipe").first.select_option("collapse")
    nb.until(lambda: nb.python("stepper.gan.recipe.lr != gan.recipe.lr and stepper.gan.seed") == 1)
    seed = nb.page.get_by_role("textbox", name="Seed").first
    seed.fill("seven")
    seed.press("Enter")
    nb.until(lambda: "Seed takes a whole number, got 'seven'" in said(nb))
    assert seed.input_value() == "1"
    seed.fill("7")
    seed.press("Enter")
    nb.until(lambda: nb.python("stepper.gan.seed") == 7)


def test_fakes_on_one_spot_are_counted(notebook):
    make = """
        import torch
        from ganlab import GAN, Stepper
        gan = GAN('ring', seed=1)
        with torch.no_grad():
            for p in gan.generator.parameters():
                p.zero_()
            [p for p in gan.generator.parameters()][-1].copy_(torch.tensor([0.3, 0.3]))
        stepper = Stepper(gan)
    """
    nb = open_stepper(notebook, make=make)
    written = "canvas => (window.ganlabWritten.get(canvas) ?? []).map(one => one.text)"
    nb.until(lambda: "×400" in nb.find("canvas.ganlab-canvas").first.evaluate(written))
    assert "in one place" in " ".join(nb.find(".ganlab-legend .ganlab-item:not(.ganlab-passed)").all_inner_texts())
    assert unreadable(nb, ROOT) == []


def test_on_a_stage(notebook, tmp_path):
    nb = open_stepper(notebook, size="stage")
    size_of = "node => parseFloat(getComputedStyle(node).fontSize)"
    letters = nb.find(".ganlab-sentence").first.evaluate(size_of)
    moment = """() => (window.ganlabWritten.get(document.querySelector('.ganlab-track canvas')) ?? [])
      .filter(({text}) => text.startsWith('moment')).map(({top, bottom}) => bottom - top)[0] ?? 0"""

    def height_of_moment() -> float:
        return nb.page.evaluate(moment)

    small = nb.until(height_of_moment)
    nb.press("f", on=nb.find(ROOT).first)
    nb.until(lambda: nb.page.evaluate("document.fullscreenElement !== null"))
    nb.until(lambda: box(nb, "canvas.ganlab-canvas")["width"] > 800)
    picture, track = box(nb, "canvas.ganlab-canvas"), box(nb, ".ganlab-track")
    assert picture["height"] >= 0.97 * 1080, "a square picture is as high as the screen, and so 0.55 of its width"
    assert picture["width"] >= 0.54 * 1920 and outside_view(nb, ROOT) == []
    assert nb.find(".ganlab-sentence").first.evaluate(size_of) >= 1.4 * letters
    assert height_of_moment() >= 1.6 * small, "the timeline's letters"
    nb.page.mouse.move(900, 500)
    nb.page.mouse.click(track["x"] + track["width"] / 2, track["y"] + track["height"] / 2)
    nb.until(lambda: nb.python("gan.moment") == 30)  # half way to 60: the large rail is read as it is drawn
    nb.press("End", on=nb.find(".ganlab-track").first)
    nb.until(lambda: nb.python("gan.moment") == 60)
    flawless(nb, "stage")
    nb.shot("look-stage")
    nb.until(lambda: not nb.button("Step D").is_visible(), 10)  # the hand rests
    nb.shot("look-stage-idle")
    nb.press("d")  # keys go on
    nb.until(lambda: nb.python("gan.steps") == [61, 60])
    nb.page.mouse.move(910, 520)
    nb.button("Step D").wait_for()
    nb.click("More")  # which is below the picture, and comes in sight
    nb.until(lambda: box(nb, ".ganlab-more-side")["y"] < 1080 - 100)
    flawless(nb, "stage, more")
    nb.press("f", on=nb.find(ROOT).first)


def test_pictures_for_paper(notebook, tmp_path):
    nb = open_stepper(notebook)
    nb.click("More")
    nb.click("Export")
    side = round(box(nb, "canvas.ganlab-canvas")["width"])
    with nb.page.expect_download() as saving:
        nb.click("Picture as PNG")
    saving.value.save_as(tmp_path / "a.png")
    assert Image.open(tmp_path / "a.png").width == 5 * (side + 32)
    with nb.page.expect_download() as saving:
        nb.click("Picture as SVG")
    assert saving.value.suggested_filename == "ring-step-60.svg"
    saving.value.save_as(nb.shots / "a.svg")
    drawing = (nb.shots / "a.svg").read_text()
    assert "data: ring" in drawing and ">400 real<" in drawing and ">decision boundary<" in drawing
    page = nb.context.new_page()
    page.set_content(f"<body style='margin: 0'>{drawing}")
    seen = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)
    page.close()
    on_page = nb.pixels(nb.find("canvas.ganlab-canvas").first).astype(int)[..., :3]
    for colour in ((0, 114, 178), (213, 94, 0)):  # marks of real samples and of fakes
        there, here = ((abs(picture - colour).max(axis=2) < 40).sum() for picture in (on_page, seen))
        assert 0.7 * there < here < 1.4 * there and there > 200
