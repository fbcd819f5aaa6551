"""The first tutorial in a real JupyterLab, cell by cell, with the presses that it asks the reader for."""

import re
from pathlib import Path

import nbformat
import pytest
from looks import resize

TUTORIAL = Path(__file__).parent.parent / "nbs" / "tutorials" / "first_steps.ipynb"


@pytest.mark.browser
def test_eight_clusters_are_found_after_five_presses(notebook):
    "Four times Shift+Enter, and Play."
    cells = nbformat.read(TUTORIAL, as_version=4).cells[:5]
    nb = notebook(*(cell.source if cell.cell_type == "code" else f"# %% [markdown]\n{cell.source}" for cell in cells))
    resize(nb, "laptop")
    nb.cell(0).click()
    nb.page.keyboard.press("Escape")
    for _ in range(4):
        nb.page.keyboard.press("Shift+Enter")
        nb.page.wait_for_timeout(200)
        nb.wait()
    nb.until(lambda: nb.find(".ganlab-stepper[data-seq]").count())
    nb.click("Play")
    nb.until(lambda: nb.python("metrics.modes(gan.sample(2500), gan.data).live") == 8, 180)
    nb.click("Pause")


@pytest.mark.browser
def test_a_newcomer_goes_through_the_first_tutorial(notebook):
    cells = [cell.source for cell in nbformat.read(TUTORIAL, as_version=4).cells if cell.cell_type == "code"]
    points, pictures = (
        next(i for i, cell in enumerate(cells) if cell.endswith(f"\n{name}")) for name in ("stepper", "bench")
    )
    # the notebook's own check does it all
    cells = [cell.replace("shirts.fit(1500)", "shirts.fit(60)") for cell in cells]
    nb = notebook(*cells)

    def go(first: int, last: int) -> None:
        for i in range(first, last):
            nb.run_cell(i)
            assert "Error" not in nb.output(i) and "Traceback" not in nb.output(i), nb.output(i)

    go(0, points + 1)
    canvas = nb.cell(points).locator("canvas").first
    nb.until(lambda: nb.pixels(canvas).std() > 1)
    for name, steps in (("Step D", [20, 0]), ("Step G", [20, 3])):  # "twenty times D … then a few times G"
        before = nb.pixels(canvas)
        for _ in range(20 if name == "Step D" else 3):
            nb.cell(points).get_by_role("button", name=name, exact=True).click()
        nb.until(lambda: nb.python("gan.steps") == steps)
        nb.until(lambda: (nb.pixels(canvas) != before).any())
    nb.shot("first-steps-bench")

    go(points + 1, points + 2)  # gan.step_d() from a cell moves the open bench
    assert nb.python("gan.steps") == [21, 3]
    nb.until(lambda: "21" in nb.cell(points).inner_text())

    go(points + 2, pictures + 1)
    assert nb.python("metrics.modes(gan.sample(2500), gan.data).live") == 8
    assert nb.python("metrics.modes(broken.sample(2500), broken.data).live") <= 2
    sheet = nb.cell(pictures).locator("canvas").first
    nb.until(lambda: nb.pixels(sheet).std() > 1)
    before = nb.pixels(sheet)
    go(pictures + 1, len(cells))
    nb.until(lambda: nb.python("shirts.rounds") == 60)
    nb.until(lambda: (nb.pixels(sheet) != before).any())
    nb.shot("first-steps-pictures")


SEEN = """panel => [...panel.querySelectorAll('.jp-Cell')].map(cell => {
    const room = panel.getBoundingClientRect(), all = [...cell.querySelectorAll('.jp-OutputArea-output')]
    const out = all.find(one => one.querySelector('canvas, img, table')) || all[0] || null
    const box = (out || cell).getBoundingClientRect()
    const seen = Math.min(box.bottom, room.bottom) - Math.max(box.top, room.top)
    return [out !== null, seen / box.height, seen / room.height]
})"""


@pytest.mark.browser
def test_after_each_shift_enter_what_the_text_speaks_of_is_on_the_screen(notebook):
    "JupyterLab puts the next cell into the middle: what is higher than the space above it is seen in part."
    cells = nbformat.read(TUTORIAL, as_version=4).cells
    short = [re.sub(r"fit\(\d+\)", "fit(20)", cell.source) for cell in cells]  # how long it trains does not matter here
    nb = notebook(*(source if cell.cell_type == "code" else f"# %% [markdown]\n{source}"
                    for cell, source in zip(cells, short)))
    resize(nb, "laptop")
    nb.cell(0).click()
    nb.page.keyboard.press("Escape")
    panel, seen = nb.find(".jp-WindowedPanel-outer").first, {}
    for at in range(len(cells)):
        nb.page.keyboard.press("Shift+Enter")
        if cells[at].cell_type == "markdown":
            continue
        nb.until(lambda: nb.cell(at).locator(".jp-InputPrompt").inner_text().strip("[]: ").isdigit())  # it has run
        if cells[at].outputs:  # in the notebook as it is stored: here too, when the page has drawn them
            nb.until(lambda: panel.evaluate(SEEN)[at][0])
            nb.page.wait_for_timeout(500)  # until the page has come to rest
            seen[at] = panel.evaluate(SEEN)[at][1:]
    print({at: [round(share, 2) for share in shares] for at, shares in seen.items()})
    assert len(seen) == 19 and all(own >= 0.9 or room >= 0.4 for own, room in seen.values()), seen
