"""The explorer of generators that start from a picture in a real JupyterLab: the source at the left of the sheet."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-latent"


def open_explorer(notebook, made: str, dark: bool):
    nb = notebook(f"from ganlab import zoo, LatentExplorer\ngan = {made}\nexplorer = LatentExplorer(gan, size=4)",
                  "explorer", dark=dark)
    nb.page.set_viewport_size({"width": 1366, "height": 1200})
    nb.run()
    rest(nb)
    nb.until(lambda: nb.find(".ganlab-own-sheet").is_visible())
    return nb


def rest(nb) -> None:
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-rest") == "true")


def sheet(nb) -> np.ndarray:
    return nb.pixels(nb.find(".ganlab-latent-canvas")).astype(int)


def test_another_map_makes_other_pictures_of_the_same_noise(notebook):
    nb = open_explorer(notebook, "zoo.spade()", False)
    before, first = nb.python("gan.state_hash()"), sheet(nb)
    z = nb.python("explorer.z")
    assert not nb.find(".ganlab-own-made:visible").count()  # the sheet shows what is made
    nb.find(".ganlab-own-ink").get_by_text("water").click()
    nb.click("Fill all")
    nb.until(lambda: nb.python("float(explorer.maker.given.value.float().std())") == 0)
    rest(nb)
    nb.until(lambda: (sheet(nb) != first).any())
    assert nb.python("explorer.z") == z and nb.python("gan.state_hash()") == before
    painted = sheet(nb)
    nb.slide("z1", 0.9)
    rest(nb)
    nb.until(lambda: (sheet(nb) != painted).any())  # and the noise is explored as ever
    assert nb.python("float(explorer.maker.given.value.float().std())") == 0
    nb.shot("condition-map", nb.find(ROOT).first)


def test_without_noise_a_click_takes_a_source_over_to_be_drawn_upon(notebook):
    nb = open_explorer(notebook, "zoo.pix2pix(width=4)", True)
    assert nb.find(".ganlab-sources-only").count() and not nb.button("Random").is_visible()
    box = nb.box(nb.find(".ganlab-latent-canvas"))
    nb.find(".ganlab-latent-canvas").click(position={"x": 0.62 * box["width"], "y": 0.5 * box["height"]})
    nb.until(lambda: nb.python("explorer.condition.scene.own is not None"))
    made = nb.find(".ganlab-own-made[aria-label='What G makes of it']")
    nb.until(lambda: made.is_visible() and int(nb.find(".ganlab-own-sheet").get_attribute("data-touched")) > 10)
    taken, first = nb.python("explorer.condition.scene.own.x.sum().item()"), nb.pixels(made)
    side = nb.box(nb.find(".ganlab-own-sheet"))["width"]
    nb.drag(nb.find(".ganlab-own-sheet"), 0.5 * side, 0.3 * side, at=(0.2, 0.2))
    nb.until(lambda: nb.python("explorer.condition.scene.own.x.sum().item()") < taken)  # black on white
    nb.until(lambda: (nb.pixels(made) != first).any())
    nb.shot("condition-lines", nb.find(ROOT).first)
