"""Try every host that a widget may run in, in environments made with pip alone: see `main`.

Each environment gets the wheel that `make dist` makes; each host is started as its users start it, opened in a headless
Chromium, and pressed. What was seen goes to docs/matrix.json, from which the site makes its table, and pictures to
out/matrix. Slow (minutes a host), so it is no part of `make test`.
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import nbformat
from playwright.sync_api import Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
from lab import ELSEWHERE, NOISE, die_with_parent, launch, write_notebook  # noqa: E402

OUT = ROOT / "out" / "matrix"
RESULTS = ROOT / "docs" / "matrix.json"
PATIENCE = float(os.environ.get("GANLAB_PATIENCE", "240"))  # seconds for a page, or for a press to be answered
ENVIRONMENTS = {  # name -> what pip installs beside the wheel
    "newest": ("[lab]", "notebook", "voila", "nbconvert", "ipython"),
    "oldest": ("", "jupyterlab==4.4.0", "ipykernel==6.29.0"),
    "marimo": ("", "marimo"),
}
WIDGETS = {  # name -> the line that makes it; `gan` is there
    "Stepper": "Stepper(gan)",
    "LatentExplorer": "LatentExplorer(gan)",
    "DiversityMonitor": "DiversityMonitor(gan)",
    "Lab": "Lab(gan)",
}
FIRST = """from ganlab import GAN, Stepper, LatentExplorer, DiversityMonitor, Lab
gan = GAN('ring').fit(20, progress=False)"""
ALL = """const all = (root, what) => [...root.querySelectorAll(what), ...[...root.querySelectorAll('*')]
  .filter(e => e.shadowRoot).flatMap(e => all(e.shadowRoot, what))];"""  # marimo puts widgets into shadow roots
SEEN = "() => { " + ALL + """ return all(document, '.ganlab-widget')
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 40).length; }"""
PAINTED = "() => { " + ALL + """ return all(document, '.ganlab-widget').flatMap(e => all(e, 'canvas'))
  .filter(c => c.checkVisibility() && c.width > 60).map(c => c.toDataURL()).join(); }"""
STILLS = "() => [...document.querySelectorAll('img[src^=\"data:image/png\"]')].filter(e => e.checkVisibility()).length"


@dataclass
class Row:
    "What one host did with one widget."

    host: str
    versions: str
    widget: str
    shown: str = ""  # "yes", or what was there instead
    pressed: str = ""  # what was pressed, and whether the picture followed
    still: str = ""  # whether the still picture stands beside the live widget
    errors: list[str] = field(default_factory=list)  # of the console
    left: list[str] = field(default_factory=list)  # addresses outside this computer that the page asked for


def python_of(environment: str) -> Path:
    return OUT / "environments" / environment / "bin" / "python"


def make_environment(name: str) -> None:
    "A virtual environment with the wheel of `make dist`, by pip alone; one that is there gets the newest wheel."
    [wheel] = (ROOT / "dist").glob("*.whl")
    extra, *others = ENVIRONMENTS[name]
    if python_of(name).exists():
        again = ("--force-reinstall", "--no-deps")
        subprocess.run([python_of(name), "-m", "pip", "install", "-q", *again, str(wheel)], check=True)
        return
    subprocess.run([sys.executable, "-m", "venv", python_of(name).parent.parent], check=True)
    torch = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line.startswith("torch==")]
    subprocess.run([python_of(name), "-m", "pip", "install", "-q", *torch, f"{wheel}{extra}", *others], check=True)


def versions(environment: str, *packages: str) -> str:
    code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    numbers = subprocess.run([python_of(environment), "-c", code, *packages], capture_output=True, text=True,
                             check=True).stdout.split()
    return ", ".join(map(" ".join, zip(packages, numbers)))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    "A server that is started for a host and ended behind it."

    def __init__(self, folder: Path, environment: str, *words: str):
        self.port = free_port()
        places = {key: str(folder / key.lower()) for key in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR",
                                                               "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "XDG_CONFIG_HOME")}
        told = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "MPLBACKEND")}
        bin_ = python_of(environment).parent
        command = [str(python_of(environment)), "-m", *(word.format(port=self.port) for word in words)]
        self.log = open(folder / "log.txt", "wb")
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env=told | places | {"PATH": f"{bin_}:{os.environ['PATH']}"}, preexec_fn=die_with_parent)

    def __enter__(self) -> "Served":
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.3)
        raise RuntimeError(f"the server did not start: {Path(self.log.name).read_text(errors='replace')[-2000:]}")

    def __exit__(self, *_) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


class Browser:
    "A page that remembers its console's complaints, and what it wanted from elsewhere, where only `elsewhere` answers."

    def __init__(self, playwright, elsewhere: Callable[[str], bytes | None] | None = None):
        self.errors, self.left, self.elsewhere = [], [], elsewhere
        self.browser = launch(playwright)
        context = self.browser.new_context(viewport={"width": 1366, "height": 900})
        context.set_default_timeout(1000 * PATIENCE)
        context.route(ELSEWHERE, self._stay)
        self.page = context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self._note(message.text))
        self.page.on("pageerror", lambda error: self._note(f"uncaught: {error}"))

    def _note(self, text: str) -> None:
        if not NOISE.search(text) and "ERR_FAILED" not in text:  # the latter is a request that was refused here
            self.errors.append(text[:200])

    def _stay(self, route) -> None:
        address = re.sub(r"[?#].*", "", route.request.url)
        self.left.append(address)
        if (body := self.elsewhere(address) if self.elsewhere else None) is None:
            route.abort()
        else:
            route.fulfill(body=body, content_type="text/javascript", headers={"access-control-allow-origin": "*"})

    def close(self) -> None:
        self.browser.close()


def until(page: Page, truth: Callable[[], object], seconds: float = PATIENCE) -> object:
    "Wait for something to come true on a page; the last value, which is false when it never did."
    end = time.monotonic() + seconds
    while not (value := truth()) and time.monotonic() < end:
        page.wait_for_timeout(200)
    return value


def followed(page: Page, before: str) -> str:
    "Whether what is painted is soon something else."
    moved = until(page, lambda: page.evaluate(PAINTED) != before, 60)
    return "picture follows" if moved else "nothing moved"


def press(browser: Browser, name: str) -> str:  # what was seen
    "Press a widget's button with the mouse, and see whether its picture follows: there and back again."
    page = browser.page
    button = page.locator(".ganlab-widget").get_by_role("button", name=name, exact=True).first
    if not until(page, button.is_visible, 20):
        return f"{name}: no such button"
    page.wait_for_timeout(1500)
    before = page.evaluate(PAINTED)
    button.click()
    return f"{name}: {followed(page, before)}"


def look(browser: Browser, row: Row) -> Row:
    "Fill a row from a page that shows one widget."
    page = browser.page
    seen = until(page, lambda: page.evaluate(SEEN))
    painted = until(page, lambda: len(page.evaluate(PAINTED)) > 3000, 60)
    row.shown = "yes" if seen and painted else "frame without a picture" if seen else "nothing"
    if seen:
        if row.widget in ("Stepper", "Lab"):
            row.pressed = "; ".join(press(browser, name) for name in ("Step D", "Step G", "Step both", "Play", "Pause"))
        elif row.widget == "LatentExplorer":
            row.pressed = drag_slider(browser)
        else:
            row.pressed = "; ".join(press(browser, name) for name in ("Play", "Pause"))
        row.still = "beside the live one" if page.evaluate(STILLS) else "hidden"
    name = re.sub(r"\W+", "-", f"{row.host}-{row.widget}".lower())
    page.screenshot(path=OUT / f"{name}.png")
    row.errors, row.left = sorted(set(browser.errors)), sorted(set(browser.left))
    return row


def drag_slider(browser: Browser) -> str:
    "Move the first slider of the explorer with the keyboard."
    page = browser.page
    slider = page.locator(".ganlab-widget").get_by_role("slider").first
    if not until(page, slider.is_visible, 20):
        return "no slider"
    page.wait_for_timeout(1500)
    before = page.evaluate(PAINTED)
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    return f"slider: {followed(page, before)}"


def run_all(page: Page) -> None:
    "Shift+Enter on one cell after the other; again where a kernel that starts has forgotten what it was asked."
    cells = page.locator(".jp-Notebook-cell")
    until(page, lambda: cells.count() == 2)  # JupyterLab draws them one by one
    for number in range(2):
        cell = cells.nth(number)
        prompt = cell.locator(".jp-InputPrompt")
        for _ in range(12):
            cell.locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            page.wait_for_timeout(2000)
            until(page, lambda: "*" not in prompt.inner_text())
            if re.search(r"\d", prompt.inner_text()):
                break
        else:
            raise RuntimeError("no cell was run")


def jupyter(app: str, environment: str, path: str) -> Callable:
    "JupyterLab or Notebook: a notebook is opened and run by its menu."
    def rows(playwright, folder: Path, widget: str) -> Row:
        package = {"lab": "jupyterlab", "notebook": "notebook"}[app]
        row = Row(f"{'JupyterLab' if app == 'lab' else 'Notebook'} ({environment})",
                  versions(environment, package, "ipykernel", "anywidget"), widget)
        write_notebook(folder / "n.ipynb", (FIRST, WIDGETS[widget]))
        words = ("jupyter", app, "--no-browser", "--allow-root", "--ServerApp.port={port}", "--IdentityProvider.token=",
                 "--ServerApp.password=", "--LabApp.news_url=None")
        with Served(folder, environment, *words) as server:
            browser = Browser(playwright)
            page = browser.page
            page.goto(f"http://127.0.0.1:{server.port}/{path}/n.ipynb")
            page.locator(".jp-Notebook").first.wait_for()
            run_all(page)
            look(browser, row)
            browser.close()
        return row
    return rows


def voila(playwright, folder: Path, widget: str) -> Row:
    row = Row("Voilà", versions("newest", "voila", "ipykernel", "anywidget"), widget)
    write_notebook(folder / "n.ipynb", (FIRST, WIDGETS[widget]))
    words = ("voila", "n.ipynb", "--no-browser", "--port={port}", "--Voila.ip=127.0.0.1")
    with Served(folder, "newest", *words) as server:
        browser = Browser(playwright)
        browser.page.goto(f"http://127.0.0.1:{server.port}/")
        look(browser, row)
        browser.close()
    return row


MARIMO = """import marimo
app = marimo.App()

@app.cell
def _():
    import marimo as mo
    {first}
    widget = mo.ui.anywidget({widget})
    widget
    return

if __name__ == "__main__":
    app.run()
"""


def marimo(playwright, folder: Path, widget: str) -> Row:
    row = Row("marimo", versions("marimo", "marimo", "anywidget"), widget)
    first = FIRST.replace("\n", "\n    ")
    (folder / "app.py").write_text(MARIMO.format(first=first, widget=WIDGETS[widget]))
    words = ("marimo", "run", "app.py", "--headless", "--no-token", "--port", "{port}", "--host", "127.0.0.1")
    with Served(folder, "marimo", *words) as server:
        browser = Browser(playwright)
        browser.page.goto(f"http://127.0.0.1:{server.port}/")
        if not until(browser.page, lambda: browser.page.evaluate(SEEN), 120):
            said = browser.page.locator("text=/anywidget|rror|upport/").all_inner_texts()  # also in shadow roots
            row.shown = f"nothing: {' '.join(said)[:160]}" if said else "nothing"
            browser.page.screenshot(path=OUT / f"marimo-{widget.lower()}.png")
        else:
            look(browser, row)
        browser.close()
    return row


def executed(folder: Path, widget: str) -> Path:
    "A notebook that was run, as it is when it is saved, sent and opened by somebody else."
    write_notebook(folder / "n.ipynb", (FIRST, WIDGETS[widget]))
    subprocess.run([python_of("newest"), "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", "n.ipynb"],
                   cwd=folder, check=True, capture_output=True, env={key: value for key, value in os.environ.items()
                                                                      if key not in ("PYTHONPATH", "MPLBACKEND")})
    return folder / "n.ipynb"


def read_only(browser: Browser, row: Row) -> Row:
    "What somebody sees who has no kernel: the still picture, and nothing that looks like an error."
    page = browser.page
    page.wait_for_timeout(6000)  # for what comes late, such as a widget that nobody answers
    until(page, lambda: page.evaluate(STILLS) == 1, 30)
    text, stills = page.inner_text("body"), page.evaluate(STILLS)
    wrong = [line for line in text.splitlines() if re.search("rror|not found|Traceback", line)]
    row.shown = f"{'the last picture' if stills == 1 else f'{stills} pictures'}{', ' + wrong[0][:80] if wrong else ''}"
    row.pressed, row.still = "nothing to press", "shown" if stills else "missing"
    name = re.sub(r"\W+", "-", f"{row.host}-{row.widget}".lower())
    page.screenshot(path=OUT / f"{name}.png")
    row.errors, row.left = sorted(set(browser.errors)), sorted(set(browser.left))
    return row


def nbconvert(online: bool) -> Callable:
    "nbconvert's page of a notebook that was run, without a network; or with one, see `from_npm`."
    def rows(playwright, folder: Path, widget: str) -> Row:
        row = Row(f"nbconvert HTML, {'online' if online else 'offline'}", versions("newest", "nbconvert"), widget)
        executed(folder, widget)
        subprocess.run([python_of("newest"), "-m", "nbconvert", "--to", "html", "n.ipynb"], cwd=folder, check=True,
                       capture_output=True)
        browser = Browser(playwright, from_npm if online else None)
        browser.page.goto((folder / "n.html").as_uri())
        read_only(browser, row)
        browser.close()
        return row
    return rows


NPM = {  # what nbconvert's page takes from a content network -> the package, its file, and the version to be had today
    "@jupyter-widgets/html-manager": "1.0.14", "requirejs": "2.3.6", "anywidget": "0.11.0",
}


def from_npm(address: str) -> bytes | None:  # None: not to be had there
    "What a page asks of a content network, out of the same packages of npm, as if this machine were online."
    found = re.search(r"(@jupyter-widgets/html-manager|anywidget)@[^/]*/(.*)", address)
    name, path = (found[1], found[2]) if found else ("requirejs", "require.js")
    if not found and "/require.js/" not in address:
        return None
    folder = OUT / "npm" / "node_modules"
    if not (folder / name).exists():
        wanted = [f"{package}@{version}" for package, version in NPM.items()]
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(folder.parent), *wanted], check=True)
    file = folder / name / path
    return file.read_bytes() if file.is_file() else None


def without_kernel(playwright, folder: Path, widget: str) -> Row:
    row = Row("JupyterLab, opened and not run", versions("newest", "jupyterlab"), widget)
    file = executed(folder, widget)
    notebook = nbformat.read(file, as_version=4)
    notebook.metadata.pop("widgets", None)
    nbformat.write(notebook, file)
    words = ("jupyter", "lab", "--no-browser", "--allow-root", "--ServerApp.port={port}", "--IdentityProvider.token=",
             "--ServerApp.password=", "--LabApp.news_url=None")
    with Served(folder, "newest", *words) as server:
        browser = Browser(playwright)
        browser.page.goto(f"http://127.0.0.1:{server.port}/lab/tree/n.ipynb")
        browser.page.locator(".jp-Notebook").first.wait_for()
        browser.page.wait_for_timeout(5000)
        read_only(browser, row)
        browser.close()
    return row


def terminal(playwright, folder: Path, widget: str) -> Row:
    row = Row("IPython in a terminal", versions("newest", "ipython"), widget)
    (folder / "s.py").write_text(f"{FIRST}\nfrom IPython.display import display\nw = {WIDGETS[widget]}\ndisplay(w)\n"
                                 "w.close()\nprint('END')\n")
    told = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "MPLBACKEND")}
    done = subprocess.run([python_of("newest"), "-m", "IPython", "--no-banner", "--colors=NoColor", "s.py"], cwd=folder,
                          text=True, capture_output=True, env=told)
    said = [line for line in done.stdout.splitlines() if line.strip() and line != "END"]
    row.shown = f"text: {said[0][:60]}" if said else "nothing"
    row.pressed, row.still = "its Python methods", "no pictures in a terminal"
    row.errors = [] if "END" in done.stdout else done.stderr.splitlines()[-1:]
    return row


HOSTS: dict[str, tuple[str, Callable]] = {  # name on the command line -> environment, how it is tried
    "jupyterlab": ("newest", jupyter("lab", "newest", "lab/tree")),
    "jupyterlab-oldest": ("oldest", jupyter("lab", "oldest", "lab/tree")),
    "notebook": ("newest", jupyter("notebook", "newest", "notebooks")),
    "voila": ("newest", voila),
    "marimo": ("marimo", marimo),
    "nbconvert": ("newest", nbconvert(online=False)),
    "nbconvert-online": ("newest", nbconvert(online=True)),
    "no-kernel": ("newest", without_kernel),
    "terminal": ("newest", terminal),
}


def remember(rows: list[Row]) -> None:
    "Put rows into docs/matrix.json, in the place of older ones about the same host and widget."
    old = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    found = {(row["host"], row["widget"]): row for row in old} | {(row.host, row.widget): asdict(row) for row in rows}
    RESULTS.write_text(json.dumps(list(found.values()), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    "matrix.py [HOST ...] [--widget NAME]: one row for each host and widget."
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("hosts", nargs="*", metavar="HOST", help=f"{', '.join(HOSTS)} (default: all)")
    options.add_argument("--widget", action="append", choices=WIDGETS, help="only this one (default: all)")
    asked = options.parse_args()
    if unknown := set(asked.hosts) - set(HOSTS):
        options.error(f"unknown hosts: {', '.join(sorted(unknown))}; there are {', '.join(HOSTS)}")
    OUT.mkdir(parents=True, exist_ok=True)
    broken = 0
    with sync_playwright() as playwright:
        for name in asked.hosts or HOSTS:
            environment, rows_of = HOSTS[name]
            make_environment(environment)
            for widget in asked.widget or WIDGETS:
                folder = OUT / "runs" / f"{name}-{widget}-{time.time():.0f}"
                folder.mkdir(parents=True)
                try:
                    row = rows_of(playwright, folder, widget)
                except (Error, RuntimeError, subprocess.CalledProcessError) as problem:
                    row = Row(name, "", widget, shown=f"not determined: {str(problem).splitlines()[0][:120]}")
                    broken += 1
                print(json.dumps(asdict(row), ensure_ascii=False), flush=True)
                remember([row])
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
