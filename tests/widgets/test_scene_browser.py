"""What is laid over a scene, in a real JupyterLab: every layer in the picture and in words, the replay, the truth."""

import numpy as np
import pytest
from test_stepper_browser import CANVAS, ROOT, at_rest, do, numbers, open_stepper, scene, shown

pytestmark = pytest.mark.browser

MAKE = """
    from ganlab import GAN, Stepper
    gan = GAN('two_gaussians', seed=1, loss='nonsaturating').fit(150, progress=False)
    stepper = Stepper(gan, height=360)
"""
GROUNDS = ("field", "best", "gap", "none")  # of which one is chosen
CARDS = {
    "real": "Real",
    "fake": "Fakes",
    "field": "Discriminator output",
    "line": "Decision boundary",
    "best": "Optimal D*",
    "gap": "D − D*",
    "sheet": "Generator manifold",
    "push": "Gradient of G's loss",
    "climb": "Gradient of D",
    "next": "Next G step",
}


def still(nb) -> np.ndarray:
    "The scene when it has stopped moving, without the pointer over a card that replays."
    nb.page.mouse.move(2, 2)
    before, alike = None, 0
    for _ in range(200):
        now = scene(nb)
        alike = alike + 1 if before is not None and (now == before).all() else 0
        if alike == 4:  # a quarter of a second: a replay stands still at its ends, too
            return now
        before = now
        nb.page.wait_for_timeout(60)
    raise AssertionError("the scene does not come to rest")


def card(nb, name: str):
    return nb.find(f'.ganlab-card[data-layer="{name}"]').first


def word(nb, name: str):
    return nb.find(f'.ganlab-word[data-layer="{name}"]').first


def switch(nb, control, name: str, on: bool) -> np.ndarray:
    "Press a card or a word, and wait until the layer is there, or gone, and at rest."
    seq = shown(nb)
    control.click()
    kind = "aria-checked" if name in GROUNDS else "aria-pressed"
    nb.until(lambda: card(nb, name).get_attribute(kind) == str(on).lower())
    nb.until(lambda: (name in nb.python("stepper.layers")) is on)
    at_rest(nb, seq)
    return still(nb)


def test_every_layer_by_its_picture_and_by_its_word(notebook):
    nb = open_stepper(notebook, make=MAKE, opened=True)
    before = still(nb)
    for name in CARDS:
        on = name in ("best", "gap", "sheet", "push", "climb", "next")
        after = switch(nb, card(nb, "none" if name == "field" else name), name, on)
        assert (abs(after - before).max(axis=2) > 8).sum() > 60, f"the card of {name} changes nothing"
        if on:
            nb.shot(f"scene-layer-{name}", nb.find(ROOT).first)
        back = switch(nb, word(nb, name), name, not on)
        if name in ("best", "gap"):  # of the grounds one is shown: the field comes back by its own card
            back = switch(nb, card(nb, "field"), "field", True)
        assert (abs(back - before).max(axis=2) > 8).sum() < 20, f"the word of {name} does not take it back"
    for name in CARDS:
        thumb = nb.find(f'.ganlab-card[data-layer="{name}"] canvas').first
        nb.until(lambda: len(np.unique(nb.pixels(thumb).reshape(-1, 4), axis=0)) > 3)  # no card without a picture
    nb.shot("scene", nb.find(ROOT).first)


def test_noise_becomes_data_on_hover_and_a_cell_says_what_is_shown(notebook):
    nb = open_stepper(notebook, "stepper.layers = ['fake', 'sheet', 'push']", make=MAKE, opened=True)
    seq = shown(nb)
    nb.run_cell(2)
    at_rest(nb, seq)
    pressed = {name: card(nb, name).get_attribute("aria-pressed") for name in ("sheet", "push", "real")}
    assert pressed == {"sheet": "true", "push": "true", "real": "false"}
    assert not nb.find(".ganlab-truth").first.is_visible()
    calm = still(nb)
    card(nb, "sheet").hover()
    nb.until(lambda: (abs(scene(nb) - calm).max(axis=2) > 8).sum() > 2000)
    nb.until(lambda: (still(nb) == calm).all())
    do(nb, "Step both")
    nb.click("Play")
    nb.until(lambda: numbers(nb)[0] > 250)
    nb.click("Pause")
    nb.button("Play").wait_for()
    nb.shot("scene-sheet-and-push", nb.find(ROOT).first)


def test_the_gauges_say_what_a_cell_computes(notebook):
    nb = open_stepper(notebook, make=MAKE, opened=True)
    figures = nb.find(".ganlab-figure")
    nb.until(lambda: figures.count() == 4)
    text = figures.all_inner_texts()
    measured = nb.python("vars(stepper.show.layers.yardstick.measure(gan))")
    assert f"{measured['js']:.3f}" in text[2] and f"up to {measured['floor']:.3f}" in text[2]
    assert f"{measured['value']:.2f}".replace("-", "−") in text[0] and "−1.39 (−log 4)" in text[0]
    assert f"{100 * measured['gap']:.0f} %" in text[3]
    assert "Jensen-Shannon" in figures.nth(2).get_attribute("title")
    do(nb, "Step both")
    nb.until(lambda: figures.all_inner_texts() != text)
    nb.find(CANVAS).first.hover(position={"x": 150, "y": 150})


def test_a_click_asks_whether_g_can_make_it(notebook):
    nb = open_stepper(notebook, make=MAKE)
    calm = still(nb)
    box = nb.find(CANVAS).first
    def said():
        return nb.find(".ganlab-sentence").first.inner_text()
    box.hover(position={"x": 60, "y": 60})
    assert "click: can G make this?" in nb.find(".ganlab-tip.ganlab-shown").inner_text()
    box.click(position={"x": 60, "y": 60})
    nb.until(lambda: said().startswith("Can G make ("))
    assert "No: the nearest" in said()
    nb.until(lambda: (abs(scene(nb) - calm).max(axis=2) > 40).sum() > 200)
    nb.shot("scene-inverse", nb.find(ROOT).first)
    do(nb, "Step G")
    assert not said().startswith("Can G make")
    do(nb, "Undo")
    x, y = nb.python("[float(v) for v in gan.generate(stepper.show.scene.z, ema=False)[0]]")
    x0, x1, y0, y1 = nb.python("list(stepper.show.scene.extent)")
    side = box.bounding_box()["width"] - 34
    box.click(position={"x": 30 + (x - x0) / (x1 - x0) * side, "y": 4 + (y1 - y) / (y1 - y0) * side})
    nb.until(lambda: "Yes: z = (" in said())


def test_images_have_frames_and_numbers_and_answer_clicks(notebook):
    make = (
        "from ganlab import GAN, Stepper\ngan = GAN('digits', width=8).fit(60, progress=False)\n"
        "stepper = Stepper(gan, height=360)"
    )
    nb = open_stepper(notebook, make=make)
    def said():
        return nb.find(".ganlab-sentence").first.inner_text()
    box, lens = nb.find(CANVAS).first, nb.find(".ganlab-lens").first
    assert not lens.is_visible()  # until somebody asks
    box.click(position={"x": 60, "y": 45})
    nb.until(lambda: lens.locator("figcaption").first.inner_text().startswith("fake "))
    nb.until(lambda: "real image nearest to it" in said())
    assert "what D looked at" in lens.inner_text()
    heat = nb.pixels(lens.locator("canvas").nth(2))
    assert len(np.unique(heat.reshape(-1, 4), axis=0)) > 8
    nb.shot("scene-images-fake", nb.find(ROOT).first)
    tip = nb.find(".ganlab-tip")
    y = next(y for y in range(180, 340, 12)  # the real images lie below the fakes
             if (box.hover(position={"x": 30, "y": y}), tip.first.inner_text().startswith("real"))[1])
    box.click(position={"x": 30, "y": y})
    nb.until(lambda: said().startswith("Can G make real image"))
    assert "where they differ" in lens.inner_text()
    nb.shot("scene-images-real", nb.find(ROOT).first)
    nb.button("Close the closer look").click()
    assert not lens.is_visible()


def test_a_table_is_seen_from_other_sides(notebook):
    make = """
        import torch
        from ganlab import GAN, Stepper
        x = torch.randn(600, 4, generator=torch.Generator().manual_seed(0)) * torch.tensor([1.0, 5.0, 0.2, 30.0])
        stepper = Stepper(GAN(x), height=320)
    """
    nb = open_stepper(notebook, make=make, opened=True)
    first = still(nb)
    nb.page.get_by_role("combobox", name="Up").select_option("3")
    nb.until(lambda: nb.python("stepper.columns") == [0, 3])
    nb.until(lambda: "column 4" in nb.find(".ganlab-caption").first.inner_text())
    other = still(nb)
    assert (abs(other - first).max(axis=2) > 8).sum() > 500
    nb.button("Principal plane").click()
    nb.until(
        lambda: (
            nb.python("stepper.columns") == "pca"
            and nb.button("Principal plane").get_attribute("aria-pressed") == "true"
        )
    )
    assert (abs(still(nb) - other).max(axis=2) > 8).sum() > 500
    nb.shot("scene-table", nb.find(ROOT).first)
    nb.button("Principal plane").click()
    nb.until(lambda: nb.python("stepper.columns") == [0, 3])
    assert (abs(still(nb) - other).max(axis=2) > 8).sum() < 50
