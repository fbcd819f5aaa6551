"""How fast this checkout trains against another one of ganlab, interleaved in one run.

    python bench/against.py ../before ring mlp-784 dcgan-28 "ring compiled" --repeats 15

Two processes, one a checkout, take turns: each plays a stretch of rounds while the other waits, and who begins changes
from turn to turn, so that a machine whose speed wanders is the same for both. Ratios are taken turn by turn, by the
wall clock and by processor time; the median is printed with the least and the largest. One PyTorch thread on each side.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent.parent
ROUNDS = {"ring": 300, "mlp-784": 40, "dcgan-28": 12}
PLAYER = """
import sys, time
from ganlab import GAN
name, rounds, compiled = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "True"
gan = GAN("ring", compile=compiled) if name == "ring" else GAN("fashion", recipe=name, compile=compiled)
gan.fit(max(10, rounds // 5), progress=False)
print("ready", flush=True)
for _ in sys.stdin:
    wall, used = time.perf_counter(), time.process_time()
    gan.play_for(1e9, rounds)
    print(time.perf_counter() - wall, time.process_time() - used, flush=True)
"""


def player(checkout: Path, name: str, rounds: int, compiled: bool) -> subprocess.Popen:
    "A process that plays a stretch for each line that it is sent."
    command = [sys.executable, "-c", PLAYER, name, str(rounds), str(compiled)]
    environment = os.environ | {"PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        command, cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while line := process.stdout.readline():
        if line.strip() == "ready":
            return process
    sys.exit(f"the checkout {checkout} could not play {name}")


def stretch(process: subprocess.Popen) -> list[float]:  # seconds by the wall clock, and of processor time
    process.stdin.write("go\n")
    process.stdin.flush()
    return [float(word) for word in process.stdout.readline().split()]


def compare(other: Path, case: str, repeats: int) -> str:
    "One line for one GAN: how many times as fast this checkout is."
    name, compiled = case.removesuffix(" compiled"), case.endswith(" compiled")
    rounds = ROUNDS[name] * (2 if compiled else 1)
    mine, theirs = player(HERE, name, rounds, compiled), player(other, name, rounds, compiled)
    ratios = []
    for n in range(repeats):
        first, second = (mine, theirs) if n % 2 else (theirs, mine)
        times = {first: stretch(first), second: stretch(second)}
        ratios.append([there / here for here, there in zip(times[mine], times[theirs])])
    for process in (mine, theirs):
        process.kill()
    words = zip(("wall clock", "processor time"), zip(*ratios))
    return f"{case:18}" + "; ".join(f"{what} {median(r):.2f} ({min(r):.2f}-{max(r):.2f})" for what, r in words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("other", type=Path, help="another checkout of ganlab")
    parser.add_argument("cases", nargs="*", default=["ring", "mlp-784", "dcgan-28"])
    parser.add_argument("--repeats", type=int, default=15)
    wishes = parser.parse_args()
    print("this checkout, times as fast as the other: median (least-largest)")
    for case in wishes.cases:
        print(compare(wishes.other.resolve(), case, wishes.repeats), flush=True)


if __name__ == "__main__":
    main()
