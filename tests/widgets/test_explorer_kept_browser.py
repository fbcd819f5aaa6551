"""What the explorer keeps, explains and lays over its picture, in a real JupyterLab; and whom it shuts out."""

import numpy as np
import pytest
from looks import resize, unreadable, violations, watch_canvases

pytestmark = pytest.mark.browser

POINTS = ("from ganlab import GAN, LatentExplorer\ngan = GAN('ring', seed=1).fit(40, progress=False)\n"
          "explorer = LatentExplorer(gan, size=6)")
IMAGES = ("from ganlab import GAN, LatentExplorer\ngan = GAN('digits', seed=1, labels=True)\n"
          "explorer = LatentExplorer(gan, size=4)")
ROOT, SHEET = ".ganlab-latent", "canvas.ganlab-latent-canvas"


def opened(notebook, make: str, dark: bool = False):
    nb = notebook(make, "explorer", dark=dark)
    watch_canvases(nb)
    nb.run()
    nb.until(lambda: nb.find(".ganlab-term .ganlab-picture").count() == 5)
    return nb


def painted(nb, selector: str) -> int:
    "How many different colours a picture has."
    pixels = nb.pixels(nb.find(selector).first).reshape(-1, 4)
    return len({tuple(pixel) for pixel in pixels.tolist()})


def keep_two(nb) -> None:
    for name in ("first", "second"):
        nb.page.get_by_role("textbox", name="Name", exact=True).fill(name)
        nb.click("Bookmark")
        nb.until(lambda name=name: nb.button(f"Go to {name}").is_visible())
        nb.click("Random")
        nb.click("Pin")


def test_pictures_of_what_is_kept_sums_blends_and_what_is_under_the_pointer(notebook):
    nb = opened(notebook, POINTS)
    keep_two(nb)
    nb.until(lambda: nb.find(".ganlab-mark-chip .ganlab-picture").count() == 2)
    nb.until(lambda: nb.find(".ganlab-latent-pins .ganlab-picture").count() == 2)
    assert painted(nb, ".ganlab-mark-chip .ganlab-picture") > 2
    z = nb.python("explorer.walk.z.tolist()")
    nb.press("End", on=nb.slider("Blend"))
    nb.until(lambda: nb.python("explorer.walk.z.tolist()") != z)
    end = nb.python("explorer.gestures.sums.terms.known()['sample 2'].z.tolist()")
    nb.until(lambda: nb.python("explorer.walk.z.tolist()") == pytest.approx(end, abs=1e-5))
    before = nb.pixels(nb.find(SHEET).first)
    nb.click("Density of the fakes")
    nb.until(lambda: (nb.pixels(nb.find(SHEET).first) != before).any(axis=2).sum() > 500)
    box = nb.box(nb.find(SHEET).first)
    nb.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.3 * box["height"])
    tip = nb.find(".ganlab-latent-tip.ganlab-shown")
    nb.until(lambda: tip.count() == 1)
    lines = tip.inner_text().split("\n")
    assert lines[0].startswith("D: ") and lines[1].startswith("nearest real sample: ") and lines[2].startswith("mode ")
    nb.page.mouse.move(box["x"] - 5, box["y"] - 5)
    nb.until(lambda: tip.count() == 0)
    nb.click("Reset")
    heard = nb.find(f"{ROOT} [role=status]")  # by a screen reader
    nb.until(lambda: any("Back where it began" in text for text in heard.all_text_contents()))


def test_keys_ask_what_a_pointer_asks(notebook):
    nb = opened(notebook, POINTS)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-rest") == "true")
    nb.press("Enter", on=nb.find(SHEET).first)
    tip, heard = nb.find(".ganlab-latent-tip.ganlab-shown"), nb.find(".ganlab-latent-stage [role=status]")
    nb.until(lambda: tip.count() == 1)
    lines = tip.inner_text().split("\n")
    assert heard.text_content() == ", ".join(lines)
    x, y = nb.python("explorer.samples()[explorer.shown[0][0]['here']].tolist()")
    real = np.array(nb.python("explorer.exploration.canvas.real.tolist()"))
    nearest = np.hypot(real[:, 0] - x, real[:, 1] - y).min()
    assert float(lines[1].split(": ")[1].split()[0]) == pytest.approx(nearest, abs=0.03), "of the sample in the ring"
    nb.press("ArrowRight")  # another sample is in the ring, and what was said of the one before is taken away
    nb.until(lambda: tip.count() == 0 and heard.text_content() == "")
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-rest") == "true")  # the sheet has come to its new place
    nb.press("Enter")
    nb.until(lambda: tip.count() == 1)
    nb.press("Escape")
    nb.until(lambda: tip.count() == 0)


def swipe(nb, dx: int, dy: int) -> None:
    "A finger goes from the middle of the sheet."
    box, touch = nb.box(nb.find(SHEET).first), nb.context.new_cdp_session(nb.page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    points = [{"x": x + dx * step / 12, "y": y + dy * step / 12} for step in range(13)]
    for kind, at in [("touchStart", points[0]), *(("touchMove", point) for point in points[1:]), ("touchEnd", None)]:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at] if at else []})
        nb.page.wait_for_timeout(16)


def test_a_finger_scrolls_the_page(notebook):
    nb = opened(notebook, POINTS)
    nb.command("application:toggle-left-area")
    resize(nb, "phone")
    place, top = "list(explorer.walk.place)", "node => node.getBoundingClientRect().top"
    before, high = nb.python(place), nb.find(ROOT).first.evaluate(top)
    swipe(nb, 0, -150)
    nb.until(lambda: nb.find(ROOT).first.evaluate(top) < high - 60, 10)
    assert nb.python(place) == before, "a finger that scrolls has moved the sheet"


def test_a_finger_moves_the_sheet(notebook):
    nb = opened(notebook, POINTS)
    nb.command("application:toggle-left-area")
    resize(nb, "phone")
    before = nb.python("list(explorer.walk.place)")
    swipe(nb, -60, 0)
    nb.until(lambda: nb.python("list(explorer.walk.place)")[0] > before[0] + 0.5)


@pytest.mark.parametrize("make, dark", [(POINTS, False), (IMAGES, True)])
def test_everybody_can_read_and_reach_the_explorer(notebook, make, dark):
    nb = opened(notebook, make, dark)
    wrong = []
    keep_two(nb)
    nb.click("Nearest real") if make == IMAGES else nb.click("Density of the fakes")
    nb.page.wait_for_timeout(500)
    for size in ("laptop", "narrow", "phone"):
        if size == "narrow":
            nb.command("application:toggle-left-area")
        resize(nb, size)
        wrong += [f"{size}: {said}" for said in unreadable(nb, ROOT) + violations(nb, ROOT)]
    nb.restart()
    nb.until(lambda: nb.find(f"{ROOT}.ganlab-gone").count() == 1)
    wrong += [f"gone: {said}" for said in unreadable(nb, ROOT) + violations(nb, ROOT)]
    assert not wrong, "\n".join(wrong)
