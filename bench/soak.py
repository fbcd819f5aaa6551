"""Hours with a widget in a real browser: random clicks, changes, rewinds and reloads, and at the end nothing is wrong.

soak.py [--minutes 60] [--seed 0]: starts a JupyterLab and a browser of its own. It says every minute how many acts
there were and what memory the kernel and the page hold, and fails at the end unless the page has complained of
nothing, memory is flat, and the state of the GAN is the one that `gan.script()` leads to."""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import psutil
from lab import VIEWPORT, Notebook, Server, launch, write_notebook
from playwright.sync_api import Error as PageError
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PageTimeout
from playwright.sync_api import sync_playwright

MADE = """
from ganlab import GAN, Lab
gan = GAN("ring", width=16, batch_size=32)
lab = Lab(gan, points=100, field=16)

def back(share):
    with gan.control.lock:  # a button that is pressed meanwhile must not move the horizon
        gan.rewind(round(share * gan.horizon))

lab
"""
BUTTONS = ("Step D", "Step G", "Step both", "Undo", "Redo", "Reset")
CHANGES = ("gan.set(lr=1e-4)", "gan.set(lr=1e-3)", 'gan.set(loss="hinge")', "gan.set(batch_size=16)", "gan.sample(8)",
           "back(0.5)", "back(0)", "back(1)", "gan.fork().step()",
           "gan.mark('here')", "gan.state_hash()")
AGAIN = "(lambda there: (exec(gan.script(), there), there['gan'].state_hash() == gan.state_hash())[1])({})"
GROWTH = 300 * 2**20  # bytes that the kernel may hold more at the end than after the first tenth
PATIENCE = 600_000  # ms that the page may take, which shares its machine with others
HEAP = "performance.memory.usedJSHeapSize"


class Soak:
    "One page that is used at random."

    def __init__(self, nb: Notebook, kernel: psutil.Process, seed: int):
        self.nb, self.kernel, self.random, self.acts, self.memory = nb, kernel, random.Random(seed), {}, []

    def act(self) -> None:
        "One random thing, as far as the page has it now."
        pick, nb = self.random.random(), self.nb
        if pick < 0.5:
            what = self.random.choice(BUTTONS)
            self.click(nb.button(what))
        elif pick < 0.7:
            what = "play"
            nb.python("lab.play()")
            nb.page.wait_for_timeout(self.random.randint(100, 3000))
            nb.python("lab.pause()")
        elif pick < 0.95:
            what = self.random.choice(CHANGES)
            nb.python(f"str({what})")
        elif pick < 0.98:
            what = "scroll"
            nb.page.mouse.wheel(0, self.random.randint(-2000, 2000))
        else:
            what = "reload"
            nb.save()
            nb.reload()
        self.acts[what] = self.acts.get(what, 0) + 1
        self.memory.append(self.kernel.memory_info().rss)


    def click(self, button: Locator) -> None:
        "Press a button, unless it can do nothing at this moment, or has just come to that."
        try:
            if button.is_enabled():
                button.click(timeout=30_000)
        except PageTimeout:
            if button.is_enabled():
                raise

    def say(self) -> None:
        "How far it is."
        heap = self.nb.page.evaluate(HEAP) / 2**20
        print(f"{time.strftime('%X')} {sum(self.acts.values())} acts, kernel {self.memory[-1] / 2**20:.0f} MB, "
              f"the page's JavaScript {heap:.0f} MB", flush=True)


def kernel_of(server: Server) -> psutil.Process:
    "The process in which the notebook's cells run."
    found = [child for child in psutil.Process(server.process.pid).children(recursive=True)
             if "ipykernel_launcher" in " ".join(child.cmdline())]
    return found[0]


def soak(minutes: float, seed: int) -> list[str]:  # what is wrong
    "Use a page for some minutes."
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), env={"OMP_NUM_THREADS": "1"})
        browser = launch(playwright)
        write_notebook(server.folder / "soak.ipynb", (MADE,))
        nb = Notebook(server, browser.new_context(viewport=VIEWPORT), "soak.ipynb", Path(folder) / "shots").open()
        nb.context.set_default_timeout(PATIENCE)
        nb.run()
        page, end, wrong = Soak(nb, kernel_of(server), seed), time.monotonic() + 60 * minutes, []
        said = time.monotonic()
        while time.monotonic() < end:
            if page.memory and time.monotonic() > said + 60:
                page.say()
                said = time.monotonic()
            try:
                page.act()
            except (PageError, AssertionError) as error:
                wrong.append(f"{type(error).__name__}: {str(error)[:300]}")
                print(wrong[-1], flush=True)
                if len(wrong) > 5:
                    break
        wrong += [f"the page complained: {error}" for error in nb.errors]
        wrong += [f"a request left this computer: {address}" for address in nb.left]
        if not nb.python("lab.error is None or isinstance(lab.error, ValueError)"):  # the latter is said in words
            wrong.append(f"the lab has an error: {nb.python('repr(lab.error)')}")
        if not nb.python(AGAIN):
            wrong.append("gan.script() leads elsewhere")
        early, late = max(page.memory[: len(page.memory) // 10 or 1]), page.memory[-1]
        if late - early > GROWTH:
            wrong.append(f"the kernel grew from {early / 2**20:.0f} to {late / 2**20:.0f} MB")
        moments = nb.python("repr(gan.timeline)")
        nb.close()
        browser.close()
        server.stop()
    print(f"{sum(page.acts.values())} acts in {minutes:g} minutes: {page.acts}")
    print(f"the kernel's memory: {early / 2**20:.0f} MB early, {late / 2**20:.0f} MB at the end; {moments}")
    return wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60, help="how long (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="decides every click (default: %(default)s)")
    options = parser.parse_args()
    found = soak(options.minutes, options.seed)
    print("\n".join(found) or "nothing is wrong")
    sys.exit(bool(found))
