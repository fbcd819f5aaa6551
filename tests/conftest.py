"""Fixtures for all tests; those of the browser are explained in lab.py."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ganlab", deadline=None)  # a busy machine is no failure
settings.load_profile("ganlab")


def pytest_configure() -> None:
    "A process that was started in the background inherits an ignored Ctrl-C; tests are about what it does."
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    "Browser tests run last; they are skipped only for a person who asks for that."
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if os.environ.get("NO_BROWSER") == "1":
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="NO_BROWSER=1"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    "Let a fixture see, when the test is over, whether it failed."
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator:
    "The one JupyterLab of this run."
    from lab import Server

    server = Server(tmp_path_factory.mktemp("jupyterlab"), env={"OMP_NUM_THREADS": "1"})
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator:
    "The one Chromium of this run."
    from lab import launch
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def notebook(lab, browser, request, tmp_path) -> Iterator[Callable]:
    "Opens a notebook from the sources of its cells: `nb = notebook('x = 1', 'x + 1')`."
    from lab import VIEWPORT, Notebook, write_notebook

    name = re.sub(r"\W+", "-", request.node.name)
    shots = Path(os.environ.get("GANLAB_SHOTS", tmp_path / "shots"))
    opened = []

    def open_notebook(*cells: str, dark: bool = False) -> Notebook:
        path = f"{name}-{len(opened)}.ipynb"
        write_notebook(lab.folder / path, cells)
        opened.append(Notebook(lab, browser.new_context(viewport=VIEWPORT), path, shots))
        nb = opened[-1].open()
        nb.theme(dark)  # the server remembers what the test before has chosen
        return nb

    yield open_notebook
    for nb in opened:
        if getattr(request.node, "failed", False):
            print("screenshot:", nb.shot(f"FAILED-{nb.path.removesuffix('.ipynb')}"))
        nb.close()
    lab.end_kernels()
    errors, left = [error for nb in opened for error in nb.errors], [url for nb in opened for url in nb.left]
    assert not errors, "the page complained:\n" + "\n".join(errors)
    assert not left, "requests left this computer:\n" + "\n".join(left)
