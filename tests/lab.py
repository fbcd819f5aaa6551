"""Drive ganlab in a real JupyterLab and a real headless Chromium.

A browser test takes the fixture `notebook`, which opens one from the sources of its cells and gives a `Notebook`:

    @pytest.mark.browser
    def test_step_moves_the_picture(notebook):
        nb = notebook("from ganlab import GAN, Stepper\ngan = GAN('ring')", "Stepper(gan)")
        nb.run()                                  # all cells; fails with the traceback when one raises
        canvas = nb.find("canvas")                # a Playwright locator, as all that follows takes
        before = nb.pixels(canvas)                # numpy uint8 (height, width, 4)
        nb.click("Step D")                        # the button of that name
        nb.until(lambda: (nb.pixels(canvas) != before).any())
        assert nb.python("gan.steps") == [1, 0]   # an expression, evaluated in the notebook's kernel, through JSON

More verbs: `start` (run all without waiting), `run_cell(i)`, `slide(name, fraction)` and `drag(locator, dx, dy)` with
a real mouse, `press(key)`, `theme(dark=True)`, `reload()`, `restart()` (the kernel), `view()` (a second browser on
the same notebook), `save()`, `output(i)` (text of a cell), `shot(name)`. `nb.page` is the Playwright page.

When the test ends, the fixture fails it for every console error (`nb.errors`) and for every request that left this
computer (`nb.left`; it is aborted). A test that provokes one clears the list and says why. Screenshots go to the
folder `GANLAB_SHOTS` when it is set, else to pytest's temporary folder; a failed test leaves one by itself.

The server is started once a run, by `ganlab lab` itself; each test has a browser context and a kernel of its own.
"""

import base64
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from ast import literal_eval
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import nbformat
import numpy as np
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Playwright, Route

PATIENCE = 60.0  # seconds that anything may take on a loaded machine with two cores
ELSEWHERE = re.compile(r"^(?!(https?|wss?)://127\.0\.0\.1[:/])(https?|wss?)://")
NOISE = re.compile("favicon|Canceled future for")  # JupyterLab's own complaints; the latter when a kernel restarts
SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"doNotDisturbMode": True},
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},  # all cells in the page
    "@jupyterlab/docmanager-extension/plugin.jupyterlab-settings": {"autosave": False},
}


def die_with_parent() -> None:
    "Have Linux end this process when the one that started it ends, however that one dies."
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def chromium() -> str | None:  # None: the one that Playwright has downloaded
    "The browser to drive: `CHROMIUM`, or the first that is installed."
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next(filter(None, found), None)


def launch(playwright: Playwright) -> Browser:
    "Start a headless Chromium that talks to nobody."
    flags = ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-dev-shm-usage",
             "disable-component-update", "disable-sync"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("no-sandbox")
    return playwright.chromium.launch(executable_path=chromium(), args=[f"--{flag}" for flag in flags])


class Server:
    "A JupyterLab started by `ganlab lab`, whose files, settings and log are all in one folder."

    def __init__(
        self,
        root: Path,  # an empty folder
        *extra: str,  # further arguments of `ganlab lab`
        token: str | None = None,  # None: a random one
        env: dict[str, str] | None = None,  # further environment, for the kernels too
    ):
        self.root, self.folder, self.token = root, root / "notebooks", token or secrets.token_hex(16)
        for path, value in SETTINGS.items():
            file = root / "settings" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(value))
        places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
                  "IPYTHONDIR": "ipython", "JUPYTERLAB_SETTINGS_DIR": "settings",
                  "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
        surroundings = {key: value for key, value in os.environ.items()
                        if not key.startswith(("JUPYTER", "PYTEST", "MPLBACKEND"))}  # figures are drawn into the page
        surroundings |= {key: str(root / place) for key, place in places.items()}
        surroundings |= {"JUPYTER_TOKEN": self.token, "PYTHONUNBUFFERED": "1"} | (env or {})
        command = [sys.executable, "-m", "ganlab", "lab", "--no-browser", "--dir", str(self.folder),
                   "--LabApp.expose_app_in_browser=True", "--ServerApp.terminals_enabled=False", *extra]
        with open(root / "log.txt", "wb") as log:
            self.process = subprocess.Popen(command, cwd=root, env=surroundings, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=subprocess.STDOUT, start_new_session=True,
                                            preexec_fn=die_with_parent)
        try:
            self.url = self._address()
        except BaseException:
            self.stop()
            raise

    def _address(self) -> str:
        "The address that the server prints, once it answers."
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if printed := re.search(r"(http://127\.0\.0\.1:(\d+))\S*token=" + self.token, self.log()):
                with socket.socket() as probe:  # the address is printed just before the server listens
                    if probe.connect_ex(("127.0.0.1", int(printed[2]))) == 0:
                        return printed[1]
            time.sleep(0.05)
        raise RuntimeError(f"JupyterLab did not start (exit code {self.process.poll()}):\n{self.log()[-4000:]}")

    def log(self) -> str:
        return (self.root / "log.txt").read_text(errors="replace")

    def api(self, path: str, method: str = "GET", body: dict | None = None):
        "An answer of Jupyter's REST interface."
        request = urllib.request.Request(self.url + path, data=json.dumps(body).encode() if body else None,
                                         headers={"Authorization": f"token {self.token}"}, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def end_kernels(self) -> None:
        for session in self.api("/api/sessions"):
            self.api(f"/api/sessions/{session['id']}", "DELETE")

    def stop(self, how: int = signal.SIGTERM) -> int:  # its exit code
        "End the server and its kernels."
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # its own session: nobody else is in that group
            return self.process.wait(5)


# What runs in the page. `jupyterapp` is there because of --LabApp.expose_app_in_browser.
PANEL = """
  const panel = [...window.jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === path);
  const kernel = panel && panel.context.sessionContext.session && panel.context.sessionContext.session.kernel;
"""
READY = "path => { if (!window.jupyterapp) return false; " + PANEL + """
  return !!kernel && panel.context.isReady && panel.context.sessionContext.isReady
    && kernel.connectionStatus === 'connected' && kernel.status === 'idle'; }"""
EVALUATE = "async ([path, expression]) => { " + PANEL + """
  const future = kernel.requestExecute({code: '', store_history: false, user_expressions: {value: expression}});
  return (await future.done).content.user_expressions.value; }"""
RESTART = "async path => { " + PANEL + " await kernel.restart(); }"
COMMAND = "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }"
RAISED = "path => { " + PANEL + """
  const outputs = [...panel.content.model.cells].flatMap(cell => cell.outputs ? cell.outputs.toJSON() : []);
  return outputs.filter(output => output.output_type === 'error')
    .map(output => `${output.ename}: ${output.evalue}\\n` + output.traceback.join('\\n')); }"""
PIXELS = """canvas => {
  const {width, height} = canvas;
  const bytes = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return [width, height, btoa(text)]; }"""


STILL = """async element => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const place = () => (({x, y, width, height}) => ({x, y, width, height}))(element.getBoundingClientRect());
  const boxes = [];
  for (let i = 0; i < 3; i++) { boxes.push(place()); await frame(); }
  const [first, ...later] = boxes.map(box => JSON.stringify(box));
  return element.isConnected && boxes[0].width > 0 && later.every(box => box === first) && boxes[0]; }"""


class Notebook:
    "One notebook in one browser context."

    def __init__(
        self,
        server: Server,  # that the notebook's folder belongs to
        context: BrowserContext,  # nobody else's
        path: str,  # of the notebook, in the server's folder
        shots: Path,  # folder for screenshots
    ):
        self.server, self.context, self.path, self.shots = server, context, path, shots
        self.errors: list[str] = []
        self.left: list[str] = []
        self.views: list[Notebook] = []
        context.set_default_timeout(1000 * PATIENCE)
        context.route(ELSEWHERE, self._stay)
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._note(f"uncaught: {error}"))

    def _stay(self, route: Route) -> None:
        self.left.append(route.request.url)
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"{message.text} ({message.location.get('url', '')})")

    def _note(self, complaint: str) -> None:
        if not NOISE.search(complaint):
            self.errors.append(complaint)

    def open(self) -> "Notebook":
        "Load the page, and wait for the kernel."
        self.page.goto(f"{self.server.url}/lab/tree/{self.path}?reset&token={self.server.token}")
        return self._arrive()

    def _arrive(self) -> "Notebook":
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")
        self.page.locator(".jp-NotebookPanel .jp-Notebook").wait_for()
        return self.wait()

    def wait(self) -> "Notebook":
        "Until the kernel is idle."
        self.page.wait_for_function(READY, arg=self.path, polling=50)
        return self

    # Jupyter

    def command(self, name: str, **args) -> None:
        "One of JupyterLab's own commands, to its end."
        self.page.evaluate(COMMAND, [name, args])

    def run(self) -> "Notebook":
        "Run all cells; fails when one of them raises."
        self.command("notebook:run-all-cells")
        self.wait()
        raised = self.page.evaluate(RAISED, self.path)
        assert not raised, re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(raised))
        return self

    def start(self) -> None:
        "Run all cells and do not wait for them."
        self.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")

    def run_cell(self, index: int, wait: bool = True) -> None:
        "Run one cell, as Ctrl-Enter does."
        prompt = self.cell(index).locator(".jp-InputPrompt")
        prompt.click()
        self.page.keyboard.press("Control+Enter")
        if wait:
            self.page.wait_for_timeout(50)  # the page marks the cell as running, before the kernel hears of it
            self.until(lambda: "*" not in prompt.inner_text())
            self.wait()

    def python(self, expression: str):
        "The value of a Python expression in the notebook's kernel, as JSON knows it (waits for a running cell)."
        wrapped = f"__import__('json').dumps({expression})"
        answer = self.page.evaluate(EVALUATE, [self.path, wrapped])
        assert answer["status"] == "ok", f"{expression}: {answer['ename']}: {answer['evalue']}"
        return json.loads(literal_eval(answer["data"]["text/plain"]))

    def restart(self) -> None:
        "Restart the kernel and wait for it; nothing is run."
        self.page.evaluate(RESTART, self.path)
        self.wait()

    def reload(self) -> "Notebook":
        "Save and reload the page, as a person does with F5."
        self.save()
        self.page.reload()
        return self._arrive()

    def save(self) -> None:
        self.command("docmanager:save")

    def view(self) -> "Notebook":
        "The same notebook in a second browser, which is closed with this one."
        self.save()
        other = Notebook(self.server, self.context.browser.new_context(viewport=VIEWPORT), self.path, self.shots)
        self.views.append(other)
        return other.open()

    def theme(self, dark: bool) -> None:
        "Switch JupyterLab to its dark or light theme (each notebook that a test opens starts in the light one)."
        self.command("apputils:change-theme", theme=f"JupyterLab {'Dark' if dark else 'Light'}")
        self.page.locator(f'body[data-jp-theme-light="{"false" if dark else "true"}"]').wait_for(state="attached")
        self.page.wait_for_timeout(100)  # one repaint

    # What a person sees and does

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def cell(self, index: int) -> Locator:
        return self.page.locator(".jp-Notebook-cell").nth(index)

    def output(self, index: int) -> str:
        "The text that a cell has put out."
        return "\n".join(self.cell(index).locator(".jp-OutputArea-output").all_inner_texts())

    def button(self, name: str) -> Locator:
        "The first button of that name; JupyterLab's own toolbar has other names."
        return self.page.get_by_role("button", name=name, exact=True).first

    def slider(self, name: str) -> Locator:
        return self.page.get_by_role("slider", name=name, exact=True).first

    def click(self, name: str) -> None:
        self.button(name).click()

    def press(self, key: str, on: Locator | None = None) -> None:
        "A key, such as `Control+Enter`, on whatever has the focus or on `on`."
        if on is not None:
            on.focus()
        self.page.keyboard.press(key)

    def box(self, locator: Locator) -> dict[str, float]:  # x, y, width, height in pixels of the window
        "Where an element is, once it is in view and has stood still for two frames, as a hand waits for it."
        locator.scroll_into_view_if_needed()
        return self.until(lambda: locator.evaluate(STILL))

    def drag(
        self, locator: Locator, dx: float, dy: float, at: tuple[float, float] = (0.5, 0.5), steps: int = 12
    ) -> None:
        "Press the mouse at a fraction of the element's box, move it by (dx, dy) pixels, let go."
        box = self.box(locator)
        x, y = box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"]
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y + dy, steps=steps)
        self.page.mouse.up()

    def slide(self, name: str, fraction: float, steps: int = 12) -> None:
        "Drag the thumb of the range input of that name to a fraction of its way."
        slider = self.slider(name)
        low, high, value = slider.evaluate("e => [Number(e.min), Number(e.max), Number(e.value)]")
        box = self.box(slider)
        inset = box["height"] / 2 / box["width"]  # the thumb's middle stops half its width before each end
        now = inset + (value - low) / (high - low) * (1 - 2 * inset)
        then = inset + fraction * (1 - 2 * inset)
        self.drag(slider, (then - now) * box["width"], 0, at=(now, 0.5), steps=steps)

    def pixels(self, canvas: Locator) -> np.ndarray:  # uint8, shape (height, width, 4), RGBA
        "What is painted on a 2-D canvas."
        width, height, data = canvas.evaluate(PIXELS)
        return np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)

    def until(self, truth: Callable[[], object], seconds: float = PATIENCE):
        "Wait until `truth()` is truthy, and return it; the page lives on meanwhile."
        end = time.monotonic() + seconds
        while not (value := truth()):
            assert time.monotonic() < end, f"not within {seconds} s; the last value was {value!r}"
            self.page.wait_for_timeout(20)
        return value

    def shot(self, name: str, of: Locator | None = None) -> Path:
        "Take a screenshot of the page, or of one element."
        self.shots.mkdir(parents=True, exist_ok=True)
        file = self.shots / f"{name}.png"
        (of or self.page).screenshot(path=file)
        return file

    def close(self) -> None:
        for view in self.views:
            view.close()
            self.errors += view.errors
            self.left += view.left
        self.context.close()


VIEWPORT = {"width": 1280, "height": 900}


def write_notebook(file: Path, cells: tuple[str, ...]) -> None:
    "Write a notebook of code cells; one that starts with `# %% [markdown]` is prose."
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for cell in map(dedent, cells):
        head, _, rest = cell.partition("\n")
        prose = head.strip() == "# %% [markdown]"
        new = nbformat.v4.new_markdown_cell(rest) if prose else nbformat.v4.new_code_cell(cell.strip("\n"))
        notebook.cells.append(new)
    nbformat.write(notebook, file)
