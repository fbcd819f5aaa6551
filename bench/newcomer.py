"""A newcomer's paths in a real browser, counted in presses: eight clusters, a named collapse, a drawing, a folder.

newcomer.py [--tree FOLDER]: FOLDER holds another checkout, whose lesson and widgets are walked through instead of this
one's. A press is Shift+Enter, a click, a key, a stroke of the mouse; what has to be typed is counted by its letters.
Beside the presses stand the seconds that the walk took in all, the training included.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import nbformat
import numpy as np
from lab import Notebook, Server, launch, write_notebook
from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent.parent
LIVE = "metrics.modes({0}.sample(2500), {0}.data).live"
NEAR = "metrics.{}(stepper.gan.sample(1000), stepper.gan.data.take(1000, __import__('torch').Generator()))"
OPEN = 'from ganlab import GAN, Stepper\nStepper(GAN("own pictures"))'
PATIENCE = 300  # seconds for one thing to come
MOST = 40  # presses of Shift+Enter


class Newcomer:
    "Somebody in front of a notebook, whose presses are counted."

    def __init__(self, nb: Notebook):
        self.nb, self.presses, self.began = nb, 0, time.monotonic()

    def shift_enter(self) -> None:
        "Run a cell, and wait for its end."
        self.nb.page.keyboard.press("Shift+Enter")
        self.presses += 1
        self.nb.page.wait_for_timeout(300)
        self.nb.wait()

    def go_on(self, truth: Callable[[], object]) -> None:
        "Shift+Enter, until something is there."
        for _ in range(MOST):
            if truth():
                return
            self.shift_enter()
        raise AssertionError("the lesson does not lead there")

    def press(self, name: str) -> None:
        "Press the first button of a name; what stands behind More is looked for there."
        button = self.nb.button(name).first
        more = self.nb.button("More").first
        if not button.is_visible() and more.count():
            more.click()
            self.presses += 1
            button.wait_for()
        button.click()
        self.presses += 1

    def said(self) -> str:
        return f"{self.presses} presses, {time.monotonic() - self.began:.0f} s"


def is_there(nb: Notebook, name: str) -> bool:
    "Whether a button can be seen."
    found = nb.button(name)
    return any(one.is_visible() for one in found.all())


def clusters(walker: Newcomer) -> None:
    walker.go_on(lambda: is_there(walker.nb, "Play"))
    walker.press("Play")
    walker.nb.until(lambda: walker.nb.python(LIVE.format("gan")) == 8, PATIENCE)


def collapse(walker: Newcomer) -> None:
    outputs = walker.nb.find(".jp-OutputArea-output")
    walker.go_on(lambda: any("collapse since" in text for text in outputs.all_inner_texts()))


def drawing(walker: Newcomer) -> None:
    nb = walker.nb
    walker.go_on(lambda: is_there(nb, "Play"))
    walker.press("Draw")
    sheet = nb.find(".ganlab-draw-sheet").first
    nb.until(lambda: sheet.is_visible() and sheet.get_attribute("data-drawn") is not None)
    nb.drag(sheet, 0.5 * sheet.bounding_box()["width"], 0, at=(0.25, 0.5))
    walker.presses += 1
    nb.until(lambda: nb.button("Train on this").first.is_enabled())
    walker.press("Train on this")
    nb.until(lambda: nb.python("stepper.gan.data.name") == "drawing")
    if is_there(nb, "Play"):  # it does not go on by itself
        walker.press("Play")
    nb.until(lambda: min(nb.python(NEAR.format(what)) for what in ("precision", "recall")) > 0.8, PATIENCE)


def folder(walker: Newcomer) -> None:
    nb = walker.nb
    nb.cell(0).locator(".cm-content").click()
    walker.presses += 1
    nb.page.keyboard.insert_text(OPEN)
    walker.shift_enter()
    nb.until(lambda: nb.find(".ganlab-stepper[data-seq]").count(), PATIENCE)


PATHS = {"eight clusters found": clusters, "a collapse named": collapse, "an own drawing learnt": drawing,
         "an own folder opened": folder}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, default=HERE, help="another checkout (default: this one)")
    parser.add_argument("--only", nargs="+", choices=PATHS, default=list(PATHS), help="of the paths")
    asked = parser.parse_args()
    lesson = nbformat.read(asked.tree / "nbs" / "tutorials" / "first_steps.ipynb", as_version=4).cells
    cells = [cell.source if cell.cell_type == "code" else f"# %% [markdown]\n{cell.source}" for cell in lesson]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        server = Server(Path(place), env={"PYTHONPATH": os.fspath(asked.tree.resolve())})
        browser = launch(playwright)
        pictures = server.folder / "own pictures"
        pictures.mkdir(parents=True)
        for k, noise in enumerate(np.random.default_rng(0).integers(0, 256, (200, 32, 32, 3), dtype=np.uint8)):
            Image.fromarray(noise).save(pictures / f"{k}.png")
        for name in asked.only:
            write_notebook(server.folder / "walk.ipynb", ("",) if PATHS[name] is folder else tuple(cells))
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            nb = Notebook(server, context, "walk.ipynb", Path(place) / "shots").open()
            nb.cell(0).click()
            nb.page.keyboard.press("Escape")
            walker = Newcomer(nb)
            try:
                PATHS[name](walker)
                print(f"{name}: {walker.said()}" + (f", {len(OPEN)} letters" if PATHS[name] is folder else ""),
                      flush=True)
            except Exception as error:
                print(f"{name}: not reached after {walker.said()}: {str(error)[:300]}", flush=True)
            nb.close()
            server.end_kernels()
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
