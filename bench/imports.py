"""What `import ganlab` costs, beside `import torch`: fresh processes in turn; medians, with the least and the largest.

    python bench/imports.py              # about a minute
    python bench/imports.py --where      # and which modules the time of `from ganlab import GAN` goes to
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from statistics import median

LIMIT = 150  # milliseconds that ganlab may add to torch
LINES = {
    "torch": "import torch",
    "torch, then ganlab": "import torch, ganlab",
    "torch, then GAN": "import torch; from ganlab import GAN",
    "torch, then Stepper": "import torch; from ganlab import Stepper",
}
CLOCK = ("import time; c, w = time.process_time(), time.perf_counter()\n{}\n"
         "print(time.process_time() - c, time.perf_counter() - w)")


def fresh(*words: str) -> subprocess.CompletedProcess:
    "Python in a process of its own, which finds the bytecode that an earlier one has left, as after any installation."
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, env=told)


def once(line: str) -> tuple[float, float]:  # milliseconds: CPU, wall
    "Run one line in a fresh process."
    cpu, wall = map(float, fresh("-c", CLOCK.format(line)).stdout.split())
    return 1000 * cpu, 1000 * wall


def where(line: str, most: int = 15) -> None:
    "The modules that take longest by themselves, after torch is there."
    done = fresh("-X", "importtime", "-c", line)
    rows = [(int(own), int(all_), name.strip()) for own, all_, name in
            re.findall(r"import time:\s+(\d+) \|\s+(\d+) \|(.*)", done.stderr)]
    start = next(place for place, row in enumerate(rows) if row[2] == "torch") + 1
    for own, whole, name in sorted(rows[start:], reverse=True)[:most]:
        print(f"  {own / 1000:7.1f} ms itself, {whole / 1000:7.1f} ms with what it imports: {name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--where", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        return compare(asked)


def compare(asked: argparse.Namespace) -> int:
    for line in LINES.values():
        once(line)  # bytecode and the disk's cache
    turns = [{name: once(line) for name, line in LINES.items()} for _ in range(asked.repeats)]
    print(f"{'':22}{'CPU':>8}{'wall':>8}    added to torch, CPU")
    added = {}
    for name in LINES:
        cpu, wall = (median(turn[name][kind] for turn in turns) for kind in (0, 1))
        more = sorted(turn[name][0] - turn["torch"][0] for turn in turns)
        added[name] = median(more)
        print(f"{name:22}{cpu:5.0f} ms{wall:5.0f} ms" + ("" if name == "torch" else
              f"    {added[name]:.0f} ms ({more[0]:.0f} to {more[-1]:.0f})"))
    good = max(added["torch, then ganlab"], added["torch, then GAN"]) <= LIMIT
    print(f"ganlab and GAN add at most {LIMIT} ms: {'yes' if good else 'NO'}")
    if asked.where:
        where(LINES["torch, then GAN"])
    return int(not good)


if __name__ == "__main__":
    raise SystemExit(main())
