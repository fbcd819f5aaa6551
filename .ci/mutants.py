"""Change ganlab's mathematics line by line, and see whether the tests notice: `make mutants`, see tests/mutants.md.

mutants.py [NAME ...]: some of `SUBJECTS`; without a name, all. It works in a copy; nothing here changes."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import prepare

ROOT = prepare.ROOT
SUBJECTS = {  # what is changed, and the tests that should notice
    "losses": ("losses/adversarial.py", ["losses"]),
    "penalties": ("losses/penalties.py", ["losses"]),
    "schedules": ("games/schedules.py", ["games/test_schedules.py", "games/test_any_game.py"]),
    "coverage": ("metrics/mode_coverage.py", ["metrics/test_metrics.py"]),
    "diversity": ("metrics/diversity.py", ["metrics/test_metrics.py", "metrics/test_metrics_more.py"]),
    "divergences": ("metrics/divergences.py", ["metrics/test_distances.py", "metrics/test_metrics.py"]),
    "neighbours": ("metrics/precision_recall.py", ["metrics/test_metrics.py"]),
    "engine": ("training/engine.py", ["test_gan.py", "games/test_any_game.py"]),
    "timeline": ("timeline/timeline.py", ["timeline/test_timeline.py", "timeline/test_branches.py"]),
    "archive": ("files/archive.py", ["files/test_archive.py"]),
    "verdict": ("diagnosis/verdict.py", ["diagnosis"]),
}
CAUGHT = ("killed", "timeout", "segfault")  # mutmut's words for what a test has noticed
DOCSTRING = re.compile(r'^-\s+"[^"\n]*"$', re.M)  # a change of what a docstring says changes no mathematics
SETTINGS = """
[mutmut]
source_paths=ganlab
only_mutate=ganlab/{module}
pytest_add_cli_args_test_selection={tests}
pytest_add_cli_args=-p
    no:cacheprovider
also_copy={copied}
use_git_change_detection=False
"""


def survivors(
    name: str,  # one of `SUBJECTS`
    folder: Path,  # an empty one, to work in
) -> tuple[int, list[str]]:  # how many were tried, and what those that no test noticed have changed
    "Change one module in every way that mutmut knows, and run its tests on each."
    module, tests = SUBJECTS[name]
    for part in ("ganlab", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "settings.ini", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, folder)
    paths = "\n    ".join(f"tests/{test}" for test in tests)
    copied = "\n    ".join(("ganlab", "settings.ini", "setup.py", "README.md", "LICENSE"))
    (folder / "setup.cfg").write_text(SETTINGS.format(module=module, tests=paths, copied=copied))
    tool = Path(sys.executable).with_name("mutmut")
    done = subprocess.run([tool, "run", "--max-children", "2"], cwd=folder, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    found = subprocess.run([tool, "results", "--all", "true"], cwd=folder, text=True, capture_output=True).stdout
    verdicts = dict(re.findall(r"^\s*(\S+__mutmut_\d+): (.+?)\s*$", found, re.M))
    if not verdicts or "not checked" in verdicts.values():
        raise SystemExit(f"{name}: mutmut has not tried everything:\n{done.stdout[-3000:]}")
    alive = [mutant for mutant, verdict in verdicts.items() if verdict not in CAUGHT]
    shown = {mutant: subprocess.run([tool, "show", mutant], cwd=folder, text=True, capture_output=True).stdout
             for mutant in alive}
    spoken = {mutant for mutant, text in shown.items() if DOCSTRING.search(text)}
    return (len(verdicts) - len(spoken),
            [f"{mutant} ({verdicts[mutant]})\n{text}" for mutant, text in shown.items() if mutant not in spoken])


def main() -> int:
    "Try the subjects that are named, or all, and print what survived."
    names = sys.argv[1:] or list(SUBJECTS)
    if unknown := set(names) - set(SUBJECTS):
        sys.exit(f"unknown: {', '.join(unknown)}; there is {', '.join(SUBJECTS)}")
    table = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            tried, alive = survivors(name, Path(folder))
        print(*alive, sep="\n", flush=True)
        table.append(f"{name:12}{tried:5} tried, {tried - len(alive):5} caught ({(tried - len(alive)) / tried:.0%})")
        print(table[-1], flush=True)
    print("\n=== all\n", *table, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
