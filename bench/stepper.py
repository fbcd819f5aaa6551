"""How it feels: from a click to the picture, from the hand to the moment that it points at, frames a second while it
plays, and what watching costs the training.

    python bench/stepper.py                      # a real JupyterLab and a real browser, about two minutes
    python bench/stepper.py mlp-784 dcgan-28      # what watching costs those recipes on Fashion-MNIST, and nothing else
    python bench/stepper.py pix2pix spade cyclegan super_resolution  # the same of games that turn pictures into others

Clicks are timed in the page, from the press of "Step both" to the new picture on the canvas (points, field,
counters), to the beginning of the next animation frame, and to the dear figures that follow it. The rate of training
is taken in turn, several times each: a GAN with an open Stepper, and its twin that nobody watches, in one kernel, both
with as many threads as leave a core to the browser. On a crowded machine the browser, the server and everybody else
take the trainer's core away, so the same is also counted
in CPU time, which does not depend on that: what a frame costs the kernel, beside its rounds, and what it costs the
server and the browser. The handle of the timeline is moved to random moments of 4,000: with the hand down (a keyframe
nearby may answer) and let go (exactly there).
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import psutil
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from lab import VIEWPORT, Notebook, Server, launch, write_notebook  # noqa: E402

SETUP = """
import time
from ganlab import GAN, Stepper, Trainer, zoo
from ganlab.data.sources import as_data
from ganlab.data.unpaired import outlined
gan, twin = {made}, {made}
for one in (gan, twin):
    one.set(threads=one.threads)  # both leave a core to the browser: one more thread is not the Stepper's price
stepper = Stepper(gan)

def rate(which, seconds):
    trainer = Trainer.of(which)
    trainer.play().result()
    time.sleep(0.5)
    rounds, frames, start, worked = which.rounds, stepper.pump.seq, time.perf_counter(), time.process_time()
    time.sleep(seconds)
    rounds, frames = which.rounds - rounds, stepper.pump.seq - frames
    taken, worked = time.perf_counter() - start, time.process_time() - worked
    trainer.pause().result()
    return rounds / taken, worked / rounds, rounds, frames
"""
ZOO = {"pix2pix": "zoo.pix2pix()", "spade": "zoo.spade()", "super_resolution": "zoo.super_resolution()",
       "cyclegan": "zoo.cyclegan(as_data('fashion'), outlined(as_data('fashion')))"}  # pictures that become others
CLICKS = """async (n) => {
  const root = document.querySelector('.ganlab-stepper'), drawn = [], next = [], whole = [];
  const button = [...root.querySelectorAll('button')].find(b => b.textContent.includes('Step both'));
  for (let i = 0; i < n; i++) {
    const seen = +root.dataset.seen, start = performance.now();
    button.click();
    while (+root.dataset.seen === seen) await new Promise(go => setTimeout(go, 0));
    drawn.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
    next.push(performance.now() - start);
    while (root.dataset.seq !== root.dataset.seen) await new Promise(go => setTimeout(go, 0));
    whole.push(performance.now() - start);
    await new Promise(go => setTimeout(go, 300));
  }
  return [drawn, next, whole]; }"""
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


def worked(root: psutil.Process, *without: int) -> float:  # seconds
    "The CPU time of a process and all that it has started, but for some of them."
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        if process.pid not in without:
            try:
                total += sum(process.cpu_times()[:2])
            except psutil.NoSuchProcess:
                pass
    return total


def compare(notebook: Notebook, server: Server, turns: int = 5, seconds: float = 4) -> None:
    "Training with the Stepper open beside training without."
    kernel, here = notebook.python("__import__('os').getpid()"), psutil.Process()
    serving = psutil.Process(server.process.pid)
    walls, shares, costs, others = [], [], [], []
    for _ in range(turns):
        before = worked(serving, kernel), worked(here, serving.pid, kernel)
        fast, each, rounds, frames = notebook.python(f"rate(gan, {seconds})")
        after = worked(serving, kernel), worked(here, serving.pid, kernel)
        alone, least, *_ = notebook.python(f"rate(twin, {seconds})")
        walls.append(fast / alone)
        shares.append(least / each)
        costs.append((each - least) * rounds / max(frames, 1))
        others.append([1000 * (b - a) / max(frames, 1) for a, b in zip(before, after)])
        print(
            f"rounds a second: {fast:.0f} watched, {alone:.0f} alone, ratio {walls[-1]:.2f}; rounds for the "
            "kernel's CPU time: "
            f"ratio {shares[-1]:.2f}; {frames / seconds:.0f} frames a second",
            flush=True,
        )
    def said(ratios):
        return f"median {np.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}"
    print(f"ratio: {said(walls)}; by CPU time: {said(shares)}")
    cost, (serve, browse) = np.median(costs), np.median(others, axis=0)
    print(f"a frame costs the kernel {1000 * cost:.1f} ms beside its rounds (at 27 a second with a core to itself: "
          f"{27 * cost:.1%} of the training), the server {serve:.1f} ms, the browser {browse:.1f} ms")


def feel(notebook: Notebook) -> None:
    "From the hand to the picture."
    for words, clicks in zip(
        ("drawn", "and the next frame begun", "and the figures"), notebook.page.evaluate(CLICKS, 42)
    ):
        print(
            f"click to picture, {words}: median {np.median(clicks[2:]):.0f} ms, p95 "
            f"{np.quantile(clicks[2:], 0.95):.0f} "
            f"ms, least {min(clicks[2:]):.0f} ({len(clicks[2:])} clicks, without the 200 ms move)",
            flush=True,
        )
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


def main() -> None:
    server = Server(Path(tempfile.mkdtemp()), env={"OMP_NUM_THREADS": "1"})
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for recipe in sys.argv[1:] or [None]:
                context = browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
                name, plain = f"{recipe or 'bench'}.ipynb", 'GAN("ring")'
                made = ZOO.get(recipe, f'GAN("fashion", recipe="{recipe}")' if recipe else plain)
                write_notebook(server.folder / name, (SETUP.replace("{made}", made), "stepper"))
                notebook = Notebook(server, context, name, server.folder).open().run()
                notebook.page.wait_for_timeout(2000)
                if recipe:
                    print(f"{recipe}:")
                else:
                    feel(notebook)
                compare(notebook, server, seconds=12 if recipe in ZOO else 4)
                context.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
