"""How a picture follows the pen: a dot set on the sheet -> pixels of what G makes of it, at rest and in training.

    python bench/drawn.py             # a real JupyterLab and a real browser, about a minute

Lines for a pix2pix and a map for a SPADE, both of the size that they have by themselves, on the sheet of the Stepper.
Times are taken in the page, from the pen's event to the animation frame after the new pixels are on the canvas, as
`bench/latent.py` takes those of a slider.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from lab import VIEWPORT, Notebook, Server, launch, write_notebook  # noqa: E402

SETUP = """
from ganlab import Stepper, zoo
gan = zoo.{0}()
stepper = Stepper(gan, height=360)
stepper.open_drawers = ["source"]
"""
DOTS = 34  # the first four are not counted
LISTEN = """() => {
  const made = document.querySelector('.ganlab-own-made[aria-label="What G makes of it"]');
  const sheet = document.querySelector('.ganlab-own-sheet');
  window.took = [];
  let touched = null, before = null;
  sheet.addEventListener('pointerdown', () => {
    touched = performance.now();
    before = made.dataset.version;
  }, true);
  new MutationObserver(() => {
    if (touched === null || made.dataset.version === before) return;
    const since = touched;
    touched = null;
    requestAnimationFrame(() => window.took.push(performance.now() - since));
  }).observe(made, {attributes: true, attributeFilter: ['data-version']}); }"""


def times(notebook: Notebook) -> np.ndarray:  # in milliseconds
    "Of dots all over the sheet, one after another."
    sheet = notebook.find(".ganlab-own-sheet")
    sheet.scroll_into_view_if_needed()
    box, page = notebook.box(sheet), notebook.page
    before = page.evaluate("window.took.length")
    for dot in range(DOTS):
        across, down = 0.1 + 0.8 * (dot * 0.618 % 1), 0.1 + 0.8 * (dot * 0.755 % 1)
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        page.mouse.down()
        page.mouse.up()
        notebook.until(lambda: page.evaluate("window.took.length") == before + dot + 1)  # noqa: B023
        page.wait_for_timeout(120)  # a hand's pause
    return np.array(page.evaluate("window.took"))[before + 4 :]


def main() -> None:
    server = Server(Path(tempfile.mkdtemp()), env={"OMP_NUM_THREADS": "1"})
    try:
        with sync_playwright() as playwright:
            context = launch(playwright).new_context(viewport=VIEWPORT | {"height": 1200})
            for name in ("pix2pix", "spade"):
                write_notebook(server.folder / f"{name}.ipynb", (SETUP.format(name), "stepper"))
                notebook = Notebook(server, context, f"{name}.ipynb", server.folder).open().run()
                notebook.until(lambda: notebook.find(".ganlab-own-sheet").is_visible())  # noqa: B023
                notebook.page.evaluate(LISTEN)
                for words in ("at rest", "while it trains"):
                    if words != "at rest":
                        notebook.python("stepper.trainer.play().result() and None")
                        notebook.until(lambda: notebook.python("max(gan.steps) > 3"))  # noqa: B023
                    took = times(notebook)
                    print(f"{name}, {words}: pen -> pixels median {np.median(took):.0f} ms, "
                          f"p95 {np.quantile(took, 0.95):.0f} ms of {len(took)}", flush=True)
                notebook.python("stepper.trainer.pause().result() and None")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
