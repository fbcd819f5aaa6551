"""How it feels: from a click to the picture, from the hand to the moment that it points at, frames a second while it
plays, and what watching costs the training.

    python bench/stepper.py            # a real JupyterLab and a real browser, about a minute

Clicks are timed in the page, from the press of "Step both" to the animation frame after the new picture. The rate of
training is taken in turn, three times each: a GAN with an open Stepper, and its twin that nobody watches, in one kernel.
The handle of the timeline is moved to random moments of 4,000: with the hand down (a keyframe nearby may answer) and let
go (exactly there).
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
from ganlab import GAN, Stepper, Trainer
gan, twin = GAN("ring"), GAN("ring")
stepper = Stepper(gan)

def rate(which, seconds):
    trainer = Trainer.of(which)
    trainer.play().result()
    time.sleep(0.5)
    rounds, start = which.rounds, time.perf_counter()
    time.sleep(seconds)
    made = (which.rounds - rounds) / (time.perf_counter() - start)
    trainer.pause().result()
    return made
"""
CLICKS = """async (n) => {
  const root = document.querySelector('.ganlab-stepper'), times = [];
  const button = [...root.querySelectorAll('button')].find(b => b.textContent.includes('Step both'));
  for (let i = 0; i < n; i++) {
    const seen = +root.dataset.seen, start = performance.now();
    button.click();
    while (+root.dataset.seen === seen) await new Promise(go => setTimeout(go, 0));
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
    await new Promise(go => setTimeout(go, 300));
  }
  return times; }"""
SCRUB = """async ([n, exact]) => {
  const root = document.querySelector('.ganlab-stepper'), track = root.querySelector('.ganlab-track'), times = [];
  const box = track.getBoundingClientRect(), rest = () => new Promise(go => setTimeout(go, 0));
  const hand = (type, x) => track.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, button: 0, bubbles: true, clientX: box.left + 12 + x * (box.width - 24), clientY: box.top + 27}));
  track.setPointerCapture = () => {};
  hand('pointerdown', 0.5);
  for (let i = 0; i < n; i++) {
    await new Promise(go => setTimeout(go, 900));
    const seen = +root.dataset.seen, start = performance.now();
    hand('pointermove', 0.05 + 0.9 * ((i * 0.618) % 1));
    if (exact) hand('pointerup', 0.05 + 0.9 * ((i * 0.618) % 1));
    while (+root.dataset.seen === seen && performance.now() - start < 5000) await rest();
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
    if (exact) hand('pointerdown', 0.5);
  }
  hand('pointerup', 0.5);
  return times; }"""
SWEEP = """async (seconds) => {
  const root = document.querySelector('.ganlab-stepper'), track = root.querySelector('.ganlab-track');
  const box = track.getBoundingClientRect(), begun = performance.now(), end = begun + 1000 * seconds;
  const hand = (type, x) => track.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, button: 0, bubbles: true, clientX: box.left + 12 + x * (box.width - 24), clientY: box.top + 27}));
  let frames = 0, last = root.dataset.seen;
  hand('pointerdown', 1);
  while (performance.now() < end) {
    hand('pointermove', 0.5 + 0.45 * Math.sin((performance.now() - begun) / 700));
    await new Promise(requestAnimationFrame);
    if (root.dataset.seen !== last) { frames++; last = root.dataset.seen; }
  }
  hand('pointerup', 0.5);
  return frames / seconds; }"""
FRAMES = """async (seconds) => {
  const root = document.querySelector('.ganlab-stepper'), end = performance.now() + 1000 * seconds;
  let frames = 0, last = root.dataset.seen;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    if (root.dataset.seen !== last) { frames++; last = root.dataset.seen; }
  }
  return frames / seconds; }"""


def main() -> None:
    server = Server(Path(tempfile.mkdtemp()), env={"OMP_NUM_THREADS": "1"})
    try:
        with sync_playwright() as playwright:
            context = launch(playwright).new_context(viewport=VIEWPORT, reduced_motion="reduce")
            write_notebook(server.folder / "bench.ipynb", (SETUP, "stepper"))
            notebook = Notebook(server, context, "bench.ipynb", server.folder).open().run()
            notebook.page.wait_for_timeout(2000)
            clicks = notebook.page.evaluate(CLICKS, 42)[2:]
            print(f"click to picture: median {np.median(clicks):.0f} ms, p95 {np.quantile(clicks, 0.95):.0f} ms "
                  f"({len(clicks)} clicks, without the 200 ms move)")
            notebook.python("gan.fit(4000, progress=False) and None")
            notebook.page.wait_for_timeout(1500)
            for words, exact in (("hand down", False), ("let go", True)):
                times = notebook.page.evaluate(SCRUB, [20, exact])
                print(f"hand to picture, {words}: median {np.median(times):.0f} ms, p95 {np.quantile(times, 0.95):.0f} ms "
                      f"({len(times)} places among 4,000 rounds)", flush=True)
            print(f"pictures while the hand sweeps: {notebook.page.evaluate(SWEEP, 5):.0f} a second")
            notebook.page.wait_for_timeout(1500)
            notebook.click("Play")
            notebook.page.wait_for_timeout(1000)
            print(f"frames drawn while it plays: {notebook.page.evaluate(FRAMES, 5):.0f} a second")
            notebook.click("Pause")
            ratios = []
            for _ in range(3):
                watched, alone = (notebook.python(f"rate({name}, 4)") for name in ("gan", "twin"))
                ratios.append(watched / alone)
                print(f"rounds a second: {watched:.0f} watched, {alone:.0f} alone, ratio {watched / alone:.2f}", flush=True)
            print(f"ratio: median {np.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
