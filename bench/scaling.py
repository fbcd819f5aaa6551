"""What a round costs as things grow: width, batch, resolution, steps taken, history kept; and a million rounds.

    python bench/scaling.py                       # the five, about five minutes; table, and a picture in bench/results
    python bench/scaling.py width batch           # some of them
    python bench/scaling.py million               # a tiny GAN, about a quarter of an hour: memory flat, rate flat

CPU time of `gan.fit`, one thread. The sizes of one kind take turns, so that a busy machine slows all of them alike; the
median over the turns is shown, and beside it the least and the largest.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from ganlab import GAN
from ganlab.timeline.history import History

RESULTS = Path(__file__).parent / "results"
TINY = {"width": 8, "depth": 1, "batch_size": 8, "recipe": "classic"}


def alone(*source, **choices) -> GAN:
    "A GAN on one thread."
    gan = GAN(*source, **choices)
    gan.threads = 1
    return gan


def aged(rounds: int) -> GAN:
    "A tiny GAN that has been trained for a while."
    return alone("ring", **TINY).fit(rounds, progress=False)


def remembering(values: int) -> GAN:
    "A GAN whose history holds that many values of each kind (or as many as it keeps)."
    gan = aged(2)
    names = list(gan.history)
    gan.history = History(gan.history.capacity)
    for step in range(values):
        gan.history.record(step, **dict.fromkeys(names, 0.0))
    return gan


def pictures(side: int) -> GAN:
    "The default image recipe on noise of that size."
    return alone(np.random.default_rng(0).integers(0, 255, (64, 1, side, side), np.uint8, True), batch_size=16)


KINDS: dict[str, tuple[str, list[int], Callable[[int], GAN]]] = {  # name: what grows, how far, the GAN of that size
    "width": ("features of each of 3 hidden layers (ring, batch 128)", [16, 32, 64, 128, 256, 512, 1024],
              lambda width: alone("ring", width=width)),
    "batch": ("samples a step (ring, 3 x 64)", [8, 32, 128, 512, 2048, 8192], lambda n: alone("ring", batch_size=n)),
    "resolution": ("pixels a side (default image recipe, batch 16)", [8, 16, 32, 64], pictures),
    "steps": ("rounds trained before (tiny)", [10, 1000, 10_000, 40_000], aged),
    "history": ("values recorded before (tiny)", [1, 1000, 100_000, 1_000_000], remembering),
}


# ms a round: least, median, largest, by size
def measure(kind: str, repeats: int, seconds: float) -> list[list[float]]:
    "Let the sizes take turns."
    _, sizes, make = KINDS[kind]
    gans, rounds = [make(size) for size in sizes], []
    for gan in gans:
        gan.fit(2, progress=False)
        start, played = time.process_time(), 0
        while time.process_time() - start < seconds / 4:
            gan.fit(1, progress=False)
            played += 1
        rounds.append(max(1, 4 * played))
    taken: list[list[float]] = [[] for _ in sizes]
    for _ in range(repeats):
        for gan, n, times in zip(gans, rounds, taken):
            start = time.process_time()
            gan.fit(n, progress=False)
            times.append(1000 * (time.process_time() - start) / n)
    return [[min(times), median(times), max(times)] for times in taken]


def table(kind: str, found: list[list[float]]) -> None:
    words, sizes, _ = KINDS[kind]
    print(f"\n{kind}: {words}\n  {'size':>9}{'ms a round':>12}{'least':>9}{'largest':>9}{'rounds/s':>10}")
    for size, (least, middle, largest) in zip(sizes, found):
        print(f"  {size:9,}{middle:12.3f}{least:9.3f}{largest:9.3f}{1000 / middle:10.1f}", flush=True)


def picture(found: dict[str, list[list[float]]], file: Path) -> None:
    import matplotlib
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(found), figsize=(3.2 * len(found), 3), layout="constrained", squeeze=False)
    for ax, (kind, rows) in zip(axes[0], found.items()):
        low, middle, high = np.array(rows).T
        ax.errorbar(KINDS[kind][1], middle, [middle - low, high - middle], marker="o", markersize=4, color="#0072B2",
                    capsize=2)
        ax.set(xscale="log", yscale="log", title=kind, xlabel=KINDS[kind][0], ylabel="ms a round (CPU)")
        ax.set_xticks(
            KINDS[kind][1], [f"{size / 1000:g}k" if size >= 1000 else size for size in KINDS[kind][1]], fontsize=7
        )
        ax.xaxis.label.set_size(7)
        ax.set_ylim(10 ** np.floor(np.log10(min(low))), 10 ** np.ceil(np.log10(max(high))))
        ax.minorticks_off()
    figure.savefig(file, dpi=100)
    print(f"\npicture: {file}")


def resident() -> float:  # MB
    "The memory of this process."
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def million(rounds: int, every: int) -> int:
    "Train a tiny GAN for very long; whether memory and rate stay flat."
    gan, rows = aged(1000), []
    print(f"{'rounds':>12}{'MB':>9}{'rounds/s (CPU)':>16}{'history':>12}", flush=True)
    for done in range(every, rounds + 1, every):
        start = time.process_time()
        gan.fit(every, progress=False)
        rows.append((resident(), every / (time.process_time() - start)))
        kept = sum(series.nbytes for name in gan.history for series in (gan.history[name], gan.history.steps(name)))
        print(f"{done:12,}{rows[-1][0]:9.1f}{rows[-1][1]:16.0f}{kept / 1e6:9.1f} MB", flush=True)
    memory, rates = np.array(rows[len(rows) // 4:]).T  # after the history has reached what it keeps
    early, late = median(rates[:len(rates) // 3 + 1]), median(rates[-len(rates) // 3:])
    grown = memory[-1] - memory[0]
    flat = grown < 5 and late > 0.9 * early
    words = "flat" if flat else "NOT FLAT"
    print(f"over the last three quarters: {grown:+.1f} MB, {late / early - 1:+.1%} rounds/s: {words}")
    return int(not flat)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join([*KINDS, "million"]))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1, help="of a turn (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=1_000_000, help="of `million` (default: %(default)s)")
    parser.add_argument(
        "--every", type=int, default=50_000, help="rounds between lines of `million` (default: %(default)s)"
    )
    asked = parser.parse_args()
    if unknown := set(asked.kinds) - {*KINDS, "million"}:
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join([*KINDS, 'million'])}")
    RESULTS.mkdir(exist_ok=True)
    found = {}
    for kind in [kind for kind in KINDS if kind in (asked.kinds or KINDS)]:
        found[kind] = measure(kind, asked.repeats, asked.seconds)
        table(kind, found[kind])
    if found:
        sized = {kind: dict(zip(KINDS[kind][1], rows)) for kind, rows in found.items()}
        (RESULTS / "scaling.json").write_text(json.dumps(sized, indent=1))
        picture(found, RESULTS / "scaling.png")
    return million(asked.rounds, asked.every) if "million" in asked.kinds else 0


if __name__ == "__main__":
    sys.exit(main())
