"""What an installation costs: ganlab and other packages of widgets, each in an empty environment, measured alike.

    make dist && python bench/install.py                       # ganlab's wheel and three others
    python bench/install.py wigglystuff "jupyter-scatter==0.22"

For each: the seconds that `pip install` takes (from where pip takes its files, so the network counts), the size of its
own wheel, of its own files and of everything that came with it, and the seconds of `import`, the least of five fresh
processes. PyTorch is installed beforehand where ganlab asks for it, and stands in a line of its own.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OTHERS = ("jupyter-scatter", "wigglystuff", "lonboard")
IMPORTS = {"jupyter-scatter": "jscatter"}  # where the import is not called as the distribution is
TIMES = 5
CLOCK = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"
FILES = ("from importlib.metadata import files; import os\n"
         "print(sum(os.path.getsize(f.locate()) for f in files({!r}) or () if os.path.exists(f.locate())))")


def size_of(folder: Path) -> int:  # bytes
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def run(python: Path, *words: str) -> str:
    return subprocess.run([python, *words], check=True, capture_output=True, text=True).stdout


def install(python: Path, *what: str) -> float:  # seconds
    start = time.perf_counter()
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what)
    return time.perf_counter() - start


def wheel_size(python: Path, wanted: str) -> int:  # bytes
    "Of the distribution's own wheel."
    if wanted.endswith(".whl"):
        return Path(wanted).stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        run(python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, wanted)
        return next(Path(folder).iterdir()).stat().st_size


def row(name: str, seconds: float, wheel: float, whole: float, own: float, imported: float) -> str:
    sizes = " | ".join(f"{size / 1e6:.1f} MB" for size in (wheel, own, whole))
    return f"| {name} | {sizes} | {seconds:.0f} s | {imported:.2f} s |"


def measure(wanted: str, torch: str) -> list[str]:  # lines of the table
    "One environment with one distribution."
    is_ours = wanted.endswith(".whl")
    name = "jupyter-ganlab" if is_ours else wanted.partition("=")[0]
    module = "ganlab" if is_ours else IMPORTS.get(name, name)
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / "bin" / "python"
        empty = size_of(Path(folder))
        if is_ours:
            seconds = install(python, torch)
            run(python, "-c", "import torch")
            taken = min(float(run(python, "-c", CLOCK.format("torch"))) for _ in range(TIMES))
            own = float(run(python, "-c", FILES.format("torch")))
            lines.append(row(torch, seconds, wheel_size(python, torch), size_of(Path(folder)) - empty, own, taken))
            empty = size_of(Path(folder))
        seconds = install(python, wanted)
        run(python, "-c", f"import {module}")  # writes bytecode, which later ones find
        whole, own = size_of(Path(folder)) - empty, float(run(python, "-c", FILES.format(name)))
        for extra in (module, "ganlab.widgets.stepper.stepper") if is_ours else (module,):
            taken = min(float(run(python, "-c", CLOCK.format(extra))) for _ in range(TIMES))
            called = name if extra == module else f"{name}, a Stepper"
            lines.append(row(called, seconds, wheel_size(python, wanted), whole, own, taken))
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("packages", nargs="*", help="what pip takes (default: the wheel in dist/ and three others)")
    asked = options.parse_args().packages
    if not asked and not (wheels := [str(file) for file in (ROOT / "dist").glob("*.whl")]):
        options.error("there is no wheel in dist/: run `make dist` first")
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    torch = next(line for line in pins if line.startswith("torch=="))
    print("| | wheel | its own files | with all it brings | pip install | import |\n|---|---|---|---|---|---|")
    for wanted in asked or (*wheels, *OTHERS):
        print("\n".join(measure(wanted, torch)), flush=True)


if __name__ == "__main__":
    main()
