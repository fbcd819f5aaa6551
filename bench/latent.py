"""How the latent explorer follows a hand: slider moved -> new pixels, new pictures a second through a drag, the same
while the GAN trains, and whether a drag ends on the exact sample.

    python bench/latent.py            # a real JupyterLab and a real browser, about a minute

A sheet of 64 images of 28 × 28 (`GAN("fashion")`, the default recipe). Times are taken in the page, from the slider's
input event to the animation frame after the new pixels are on the canvas, and compared with the generator's own forward
pass of 64 latents in the same kernel, asked in the same way: one at a time, with the same pause between two (back to
back it finds everything in the processor's caches).
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from lab import VIEWPORT, Notebook, Server, launch, write_notebook  # noqa: E402

SETUP = """
import time
import torch
from ganlab import GAN, LatentExplorer, Trainer
gan = GAN("fashion")
explorer = LatentExplorer(gan)
z = gan.draw_z(64)

def forward(times=40):
    def one():
        start = time.perf_counter()
        gan.generate(z)
        return 1000 * (time.perf_counter() - start)

    def spaced():
        for _ in range(times):
            time.sleep(0.12)
            yield Trainer.of(gan).call(one).result()
    return sorted(spaced())

def ends_exactly(value):
    d = explorer.walk.sliders.directions[0]
    shown, (header, arrays), now = explorer.walk.z, explorer.shown[0], explorer.samples()
    from ganlab.widgets.latent import tiles_of
    same = bool((tiles_of(now, explorer.maker.range) == arrays["tiles"]).all())
    return abs(float(d.of(shown)) - value) < 1e-3 and same
"""
HAND = """
  const root = document.querySelector('.ganlab-latent');
  const slider = root.querySelector('.ganlab-sliders input');
  const put = (value, type) => { slider.value = value; slider.dispatchEvent(new Event(type, {bubbles: true})); };
"""
MOVES = "async (n) => {" + HAND + """
  const times = [];
  for (let i = 0; i < n; i++) {
    const done = +root.dataset.done, start = performance.now();
    const drawn = new Promise(go => {
      const watch = new MutationObserver(() => +root.dataset.done > done && (watch.disconnect(), go()));
      watch.observe(root, {attributes: true, attributeFilter: ['data-done']});
      setTimeout(go, 5000);
    });
    put(-2 + 4 * ((i * 0.618) % 1), 'input');
    await drawn;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
    await new Promise(go => setTimeout(go, 120));
  }
  return times; }"""
DRAG = "async (seconds) => {" + HAND + """
  const begun = performance.now(), end = begun + 1000 * seconds, ages = [], sent = new Map();
  let frames = 0, last = root.dataset.seq, done = +root.dataset.done;
  while (performance.now() < end) {
    put(2 * Math.sin((performance.now() - begun) / 500), 'input');
    await new Promise(requestAnimationFrame);
    if (root.dataset.seq !== last) { frames++; last = root.dataset.seq; }
  }
  put(1.37, 'input'); put(1.37, 'change');
  const let_go = performance.now();
  while (root.dataset.rest !== 'true' && performance.now() - let_go < 5000) await new Promise(requestAnimationFrame);
  return [frames / seconds, performance.now() - let_go, Number(slider.value)]; }"""


def main() -> None:
    server = Server(Path(tempfile.mkdtemp()), env={"OMP_NUM_THREADS": "1"})
    try:
        with sync_playwright() as playwright:
            context = launch(playwright).new_context(viewport=VIEWPORT)
            write_notebook(server.folder / "bench.ipynb", (SETUP, "explorer"))
            notebook = Notebook(server, context, "bench.ipynb", server.folder).open().run()
            notebook.page.wait_for_timeout(2000)
            for words in ("kernel idle", "while it trains"):
                if words != "kernel idle":
                    notebook.python("explorer.trainer.play().result() and None")
                    notebook.page.wait_for_timeout(1500)
                passes = np.array(notebook.python("forward()"))
                times = np.array(notebook.page.evaluate(MOVES, 44)[4:])
                print(
                    f"{words}: slider -> pixels median {np.median(times):.0f} ms, "
                    f"p95 {np.quantile(times, 0.95):.0f} ms; "
                    f"forward pass of 64 median {np.median(passes):.0f} ms, p95 {np.quantile(passes, 0.95):.0f} ms; "
                    f"beyond it: median {np.median(times) - np.median(passes):.0f} ms, "
                    f"p95 {np.quantile(times, 0.95) - np.quantile(passes, 0.95):.0f} ms",
                    flush=True,
                )
                rate, rest, value = notebook.page.evaluate(DRAG, 5)
                if words != "kernel idle":
                    notebook.python("explorer.trainer.pause().result() and None")
                    notebook.page.wait_for_timeout(3000)  # the frame of the pause, too
                exact = notebook.python(f"ends_exactly({value})")
                print(
                    f"{words}: {rate:.0f} new pictures a second through a drag; {rest:.0f} ms from letting go to rest; "
                    f"ends on the exact sample: {exact}",
                    flush=True,
                )
    finally:
        server.stop()


if __name__ == "__main__":
    main()
