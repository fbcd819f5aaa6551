"""Branches in a real JupyterLab: drawn, said, gone to with a press and with keys; a twin beside its GAN."""

import pytest
from looks import violations

pytestmark = pytest.mark.browser

ROOT, TRACK, LEFT = ".ganlab-stepper", ".ganlab-track", ".ganlab-left"
MAKE = """
    from ganlab import GAN, Stepper
    gan = GAN('ring', seed=1).fit(120, progress=False)
    end = gan.state_hash()
    gan.rewind(60).set(lr=1e-3)
    gan.fit(100, progress=False)
    gan.rewind(90).fit(10, progress=False)
    gan.rewind(30).fit(15, progress=False)
    new = gan.state_hash()
    stepper = Stepper(gan, height=360)
"""


def rest(nb, pane: int = 0) -> None:
    nb.until(lambda: nb.find(LEFT).nth(pane).get_attribute("data-seq"))


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


def dark_pixels(nb, row: int, first: float, last: float) -> int:
    "How many pixels differ from the paper along a row below the rail, between two shares of its length."
    canvas = nb.find(f"{TRACK} canvas").first
    pixels, box = nb.pixels(canvas).astype(int), nb.box(canvas)
    scale = pixels.shape[1] / box["width"]
    x0, x1 = (int(scale * (12 + share * (box["width"] - 24))) for share in (first, last))
    y = int(scale * (27 + 9 * (row + 1)))
    return int((pixels[y - 1 : y + 2, x0:x1, 3].max(axis=0) > 60).sum() / scale)


def test_branches_are_drawn_and_gone_to(notebook):
    nb = notebook(MAKE, "stepper").run()
    rest(nb)
    track = nb.find(TRACK).first
    assert nb.slider("Timeline").get_attribute("aria-valuetext") == "moment 45 of 45, 3 other branches"
    box = nb.box(track)
    nb.until(lambda: dark_pixels(nb, 0, 0.25, 0.55) > 100)  # branches that parted at 30 and 90, of 160 moments
    nb.click("Branches: 3 branches beside the present one")
    items = nb.find(".ganlab-branch-item")
    texts = [items.nth(i).locator(".ganlab-branch-text").inner_text() for i in range(items.count())]
    assert texts[-1] == "Branch 1: from moment 30 to 120" and "learning rate 0.001" in texts[0] and items.count() == 3
    nb.shot("branches", nb.find(ROOT).first)

    assert violations(nb, ".ganlab-time") == []
    item = nb.find('.ganlab-branch-item[data-branch="1"]')
    go = item.get_by_role("button", name="Go there: Branch 1: from moment 30 to 120")
    go.focus()
    nb.page.keyboard.press("Enter")  # reached with keys alone
    nb.until(lambda: nb.python("gan.state_hash() == end"))
    nb.until(lambda: "This is branch 1, at moment 120" in said(nb))
    nb.until(lambda: nb.find('.ganlab-branch-item[data-branch="4"]').count() == 1)

    number = nb.python("[b.number for b in gan.timeline.branches][-1]")  # the newest lies nearest to the rail
    horizon = nb.python("gan.timeline.branches[-1].horizon")
    reach = max(nb.python("gan.horizon"), *nb.python("[b.horizon for b in gan.timeline.branches]"))
    box = nb.box(track)
    nb.page.mouse.click(box["x"] + 12 + horizon / reach * (box["width"] - 24), box["y"] + 27 + 9)
    nb.until(lambda: nb.python(f"gan.timeline.branch.number == {number} and gan.moment == {horizon}"))
    nb.click("Undo")
    nb.until(lambda: nb.python("gan.moment") == 30)
    assert nb.python("gan.horizon") > 30
    nb.click("Redo")
    nb.until(lambda: nb.python("gan.state_hash() == new"))


def test_a_twin_comes_beside_and_what_was_let_go_is_said(notebook):
    nb = notebook(MAKE, "stepper").run()
    nb.page.set_viewport_size({"width": 1366, "height": 1000})
    rest(nb)
    assert not nb.button("Show beside").is_visible()
    nb.click("Fork")
    nb.until(lambda: "Show beside adds the twin to the picture" in said(nb))
    nb.click("Show beside")
    rest(nb, 1)
    assert nb.find(LEFT).count() == 2 and nb.python("len(stepper.gans)") == 2
    nb.until(lambda: "A and B are the same GAN up to now" in said(nb))
    nb.click("Step G")
    nb.until(lambda: nb.python("[gan.moment for gan in stepper.gans]") == [46, 46])
    nb.shot("beside-light", nb.find(ROOT).first)
    nb.click("Close B")
    nb.until(lambda: nb.find(LEFT).count() == 1)

    nb.click("Branches: 3 branches beside the present one")
    nb.find('.ganlab-branch-item[data-branch="1"]').get_by_role("button", name="Show beside").click()
    nb.until(lambda: nb.find(LEFT).count() == 2)
    nb.until(lambda: "until moment 45; then A took a step of G alone" in said(nb))
    nb.shot("branch-beside-light", nb.find(ROOT).first)
    nb.python("setattr(gan.timeline, 'budget', 0)")
    nb.click("Step D")
    nb.until(lambda: "was let go" in nb.find(".ganlab-branch-gone").inner_text())
    assert "gan.timeline.budget" in nb.find(".ganlab-branch-gone").inner_text()
    assert violations(nb, ".ganlab-time") == []
    nb.shot("branches-let-go-light", nb.find(ROOT).first)
