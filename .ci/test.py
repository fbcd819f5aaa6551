"""Run the parts of ganlab's tests in turn, each under its heading, and count them together: see `main`."""

import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import check
import prepare

ROOT = prepare.ROOT
os.environ |= {"OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"), "MPLBACKEND": "agg"}


SHORTER = {  # in the suite these lessons train less, and for their readers as long as ever: nothing is asserted of it
    "tutorials/first_steps.ipynb": [("shirts.fit(1500)", "shirts.fit(100)")],
    "tutorials/images.ipynb": [("(25, 75, 300, 800)", "(5, 20)"), ("ten.fit(900, ", "ten.fit(60, ")],
    "tutorials/zoo_pix2pix.ipynb": [("fit(400, ", "fit(120, ")],
    "tutorials/zoo_cyclegan.ipynb": [("fit(600, ", "fit(60, ")],
    "tutorials/zoo_spade.ipynb": [("Anneal(300, ", "Anneal(70, "), ("fit(300, ", "fit(70, "),
                                  ("fit(100, ", "fit(40, ")],
    "tutorials/zoo_style.ipynb": [("fit(120, ", "fit(80, ")],
    "tutorials/zoo_super_resolution.ipynb": [("warm_up=300", "warm_up=150"), ("Anneal(300, ", "Anneal(150, "),
                                             ("fit(600, ", "fit(300, "), ("at=300", "at=150")],
}


LIBRARIES = [  # what nearly every notebook imports, seconds of work: done once; nothing of ganlab is among it
    "torch", "torch._dynamo", "matplotlib.pyplot", "pandas", "PIL.Image", "scipy.optimize", "scipy.stats",
    "sklearn.datasets", "sklearn.linear_model", "sklearn.neighbors", "anywidget", "nbdev.test",
]


@dataclass
class Count:
    "How many tests of one part passed, failed and were skipped, and which failed."

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    names: tuple[str, ...] = ()  # of those that failed, where they have any

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped,
                     self.names + other.names)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def in_step() -> Count:
    "What is generated agrees with its source, and notebooks are clean."
    count = Count()
    for name, complaints in check.all_checks():
        print(f"{'FAILED' if complaints else 'ok':6} {name}", *complaints, sep="\n       ", flush=True)
        count += Count(failed=1, names=(name,)) if complaints else Count(passed=1)
    return count


@contextmanager
def shorter(file: Path) -> Iterator[Path]:
    "A notebook as the suite runs it: where it is one of `SHORTER`, a copy that trains less."
    changes = SHORTER.get(str(file.relative_to(ROOT / "nbs")))
    if changes is None:
        yield file
        return
    text = file.read_text()
    for long, short in changes:
        if long not in text:
            raise ValueError(f"{file.name} no longer says {long!r}: change SHORTER in .ci/test.py")
        text = text.replace(long, short)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, file.name)
        copy.write_text(text)
        yield copy


def run_cells(
    file: Path,  # a notebook
    report: Path,  # is written: all that its cells and nbdev say
) -> None:
    "Run a notebook as the command `nbdev-test` does, in this process, which ends with 1 if a cell raises."
    from nbdev.test import nbdev_test

    with open(report, "w") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    os.chdir(ROOT)
    nbdev_test(str(file), n_workers=0)


def notebooks() -> Count:
    "The checks inside the notebooks, each notebook in a process of its own."
    files = sorted(file for file in (ROOT / "nbs").rglob("*.ipynb") if ".ipynb_checkpoints" not in file.parts)
    processes = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
    if hasattr(os, "fork"):
        processes.set_forkserver_preload(LIBRARIES)

    def run(file: Path) -> bool:
        start = time.monotonic()
        with shorter(file) as copy, tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.txt")
            process = processes.Process(target=run_cells, args=(copy, report))
            process.start()
            process.join()
            said = report.read_text(errors="replace") if report.exists() else ""
        good = process.exitcode == 0 and "Success." in said
        print(f"{'ok' if good else 'FAILED':6} {file.relative_to(ROOT)} ({time.monotonic() - start:.0f} s)",
              *([] if good else [said, f"exit code {process.exitcode}"]), sep="\n", flush=True)
        return good

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, files))
    names = tuple(str(file.relative_to(ROOT)) for file, good in zip(files, results) if not good)
    return Count(passed=sum(results), failed=len(names), names=names)


def pytest(*arguments: str) -> Count:
    "Run pytest in two processes; a file that cannot even be read counts as a failed test."
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist=worksteal", f"--junitxml={report}",
                   "--durations=5", *arguments]
        code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
        cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []
    kinds = [{result.tag for result in case} for case in cases]
    names = tuple(f"{case.get('classname')}::{case.get('name')}" for case, kind in zip(cases, kinds)
                  if kind & {"failure", "error"})
    skipped = sum("skipped" in kind for kind in kinds)
    failed = len(names) or int(code != 0)
    return Count(max(len(cases) - failed - skipped, 0), failed, skipped, names)


def tests() -> Count:
    "The tests of the installed package."
    return pytest("-m", "not browser")


def javascript() -> Count:
    "The tests of the widgets' JavaScript that need no browser."
    prepare.node_modules()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.tap")
        command = [prepare.node(), "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
                   "--test-reporter=tap", f"--test-reporter-destination={report}"]
        code = subprocess.run(command, cwd=ROOT / "js", stdin=subprocess.DEVNULL).returncode
        said = report.read_text() if report.exists() else ""
    passed, failed = (int(found[1]) if (found := re.search(rf"^# {word} (\d+)$", said, re.M)) else 0
                      for word in ("pass", "fail"))
    return Count(passed, failed or int(code != 0))


def browser() -> Count:
    "The tests in a real JupyterLab in a real browser."
    if os.environ.get("NO_BROWSER") == "1":
        print("left out, as NO_BROWSER=1 asks")
        return Count()
    prepare.browser()
    return pytest("-m", "browser")


PARTS: dict[str, Callable[[], Count]] = {
    "in_step": in_step, "notebooks": notebooks, "tests": tests, "javascript": javascript, "browser": browser,
}


def main() -> int:
    "test.py [PART ...]: in_step, notebooks, tests, javascript, browser; without a name, all but the first."
    names = sys.argv[1:] or list(PARTS)[1:]
    if unknown := set(names) - set(PARTS):
        sys.exit(f"unknown: {', '.join(unknown)}. {main.__doc__}")
    counts, lines, start = Count(), [], time.monotonic()
    for name in names:
        print(f"\n=== {name}: {PARTS[name].__doc__}\n", flush=True)
        begun = time.monotonic()
        try:
            count = PARTS[name]()
        except (Exception, SystemExit) as problem:
            print(f"{type(problem).__name__}: {problem}")
            count = Count(failed=1)
        left_out = name == "browser" and os.environ.get("NO_BROWSER") == "1"
        if count == Count() and not left_out:
            print(f"{name}: nothing ran, which is a failure")
            count = Count(failed=1)
        counts += count
        lines.append(f"{name:12}{count} in {time.monotonic() - begun:.0f} s" + (" (left out)" if left_out else ""))
    print(f"\n=== all, in {time.monotonic() - start:.0f} s\n", *lines, sep="\n")
    print(*("failed: " + name for name in counts.names), sep="\n")
    print(f"\n{counts}")
    return int(counts.failed > 0 or counts.passed == 0)


if __name__ == "__main__":
    sys.exit(main())
