"""What going back costs: how long a rewind takes, what keyframes take of training and memory, and what a kill leaves
behind.

    python bench/travel.py                     # all of it: rewind over 100,000 rounds, cost, history, kill
    python bench/travel.py rewind --rounds 10000
    python bench/travel.py cost --seconds 60

`cost` is measured in pairs: two GANs of one seed train in turn for a second, one with keyframes and one without,
and what is reported is the median of the ratios of neighbours, so that whatever else the machine does falls on both.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from ganlab import GAN
from ganlab.timeline.history import History
from ganlab.widgets.transport.encoding import envelope

TESTS = Path(__file__).resolve().parent.parent / "tests" / "files"


def show(what: str, value: str, target: str, good: bool) -> bool:
    "One line of the table."
    print(f"  {what:44} {value:>22}   target {target:14} {'yes' if good else 'NO'}", flush=True)
    return good


def rewind(asked: argparse.Namespace) -> bool:
    "Rewinds to random moments of a long training on the ring, each checked against the digest that it had."
    dice, gan, seen = random.Random(0), GAN("ring"), {}
    wanted = sorted(dice.sample(range(asked.rounds), min(40, asked.rounds)))
    begun = time.perf_counter()
    for moment in wanted:
        gan.fit(moment - gan.moment, progress=False)
        seen[moment] = gan.state_hash()
    gan.fit(asked.rounds - gan.moment, progress=False)
    trained, line = time.perf_counter() - begun, gan.timeline
    most, times, again, wrong = line.nbytes, [], [], 0
    for n in range(asked.rewinds):
        moment = dice.choice(wanted) if n % 4 == 0 else dice.randrange(asked.rounds)
        again.append(moment - line.branch.nearest((moment, line.end[1])).position[0])
        begun = time.perf_counter()
        gan.rewind(moment)
        times.append(1000 * (time.perf_counter() - begun))
        wrong += moment in seen and seen[moment] != gan.state_hash()
        most = max(most, line.nbytes)
    p50, p95, top = np.percentile(times, (50, 95, 100))
    print(
        f"\nrewind: {asked.rounds:,} rounds in {trained:.0f} s ({1000 * trained / asked.rounds:.2f} ms a round), {line}"
    )
    print(f"  {asked.rewinds} rewinds: p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {top:.0f} ms; rounds to play again: "
          f"p50 {np.median(again):.0f}, p95 {np.percentile(again, 95):.0f}")
    return all([show("95 % of rewinds take at most", f"{p95:.0f} ms", "<= 500 ms", p95 <= 500),
                show("memory that keyframes took at most", f"{most / 2**20:.1f} MB", "<= 256 MB", most <= line.budget),
                show("moments that were not what they had been", str(wrong), "0", wrong == 0)])


def cost(asked: argparse.Namespace) -> bool:
    "What keyframes take of training time."
    with_, without = GAN("ring"), GAN("ring")
    without.timeline.keyframe_clock.least = 1e12
    for gan in (with_, without):
        gan.fit(200, progress=False)
    ratios, rounds = [], {with_: 0, without: 0}
    end = time.perf_counter() + asked.seconds
    while time.perf_counter() < end:
        rates = []
        for gan in (with_, without) if len(ratios) % 2 else (without, with_):
            begun, made = time.perf_counter(), gan.play_for(1.0, 10**9)
            rates.append((gan, made / (time.perf_counter() - begun)))
            rounds[gan] += made
        rates = dict(rates)
        ratios.append(rates[without] / rates[with_])
    share = 100 * (np.median(ratios) - 1)
    spread = 100 * np.std(ratios) / len(ratios) ** 0.5
    print(
        f"\ncost: {rounds[with_]:,} rounds with and {rounds[without]:,} without keyframes, {len(ratios)} pairs, "
        f"{with_.timeline}"
    )
    return show("keyframes take of training time", f"{share:.1f} ± {spread:.1f} %", "<= 3 %", share <= 3)


def history(asked: argparse.Namespace) -> bool:
    "A million recorded steps, and the curve that a widget draws of them."
    kept, begun = History(), time.perf_counter()
    for step in range(1, 1_000_001):
        kept.record(step, d_loss=float(step % 97), d_penalty=0.0, score_real=0.0, score_fake=0.0)
        kept.record(step, g_loss=float(step % 89))
    each = (time.perf_counter() - begun) / 1_000_000
    nbytes = sum(series._steps.nbytes + series._values.nbytes for series in kept._series.values())
    begun = time.perf_counter()
    curve = envelope(kept.steps("d_loss"), kept["d_loss"])
    drawn = 1000 * (time.perf_counter() - begun)
    most = max(map(len, kept.values()))
    print(
        f"\nhistory: a million steps of five quantities, {1e6 * each:.1f} µs a step, {nbytes / 2**20:.1f} MB, "
        f"curve of {len(curve)}"
    )
    return all([show("values kept of a quantity", f"{most:,}", f"<= {kept.capacity:,}", most <= kept.capacity),
                show("making the curve of a million steps takes", f"{drawn:.1f} ms", "<= 33 ms", drawn <= 33)])


def kill(asked: argparse.Namespace) -> bool:
    "Writers that are killed at random moments of saving; the script is the one that the tests use."
    sys.path.insert(0, str(TESTS))
    from test_archive import NURSERY

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.ganlab"
        done = subprocess.run(
            [sys.executable, "-c", NURSERY, path, str(asked.kills), "1000000"], capture_output=True, text=True
        )
    lines = done.stdout.splitlines()
    print(
        f"\nkill: {len(lines)} of {asked.kills} writers killed, {lines[-1].split()[0] if lines else 0} files "
        "written in between"
    )
    print(done.stderr, end="")
    return show(
        "kills after which no whole file was there", str(asked.kills - len(lines)), "0", len(lines) == asked.kills
    )


CASES = {case.__name__: case for case in (rewind, cost, history, kill)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--rounds", type=int, default=100_000, help="of training for `rewind`")
    parser.add_argument("--rewinds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120, help="for `cost`")
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    if unknown := set(asked.cases) - set(CASES):
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(CASES)}")
    torch.set_num_threads(1)
    held = [CASES[name](asked) for name in asked.cases or CASES]
    return int(not all(held))


if __name__ == "__main__":
    raise SystemExit(main())
