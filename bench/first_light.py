"""What the recipes are named for, measured: every mode found, or lost on purpose; a table, seed by seed.

    python bench/first_light.py                         # all of it, ten seeds each, about fifteen minutes on two cores
    python bench/first_light.py ring grid --seeds 3     # some of it

Healthy, with 2,500 samples a seed: modes with at least 20 % of their fair share, share of samples within three sigma of
a mode, reverse KL over modes, the spread within a mode over the true one, for which 1 is right, and how many modes
there are in effect. Failing on purpose: the same figures, and for each failure the one that gives it its name.
"""

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import torch

from ganlab import GAN, metrics
from ganlab.backend.randomness import stream

SAMPLES = 2500
CASES = {  # name: (data, recipe, rounds, what must hold of a seed, the same in words, seeds of ten that must)
    "ring": ("ring", "default", 4000, lambda s: s["live"] == 8 and s["hq"] >= 0.92 and s["rkl"] <= 0.01,
             "8 live modes, >= 92 % within 3 sigma, reverse KL <= .01", 9),
    "grid": ("grid", "default", 10_000, lambda s: s["live"] == 25 and s["hq"] >= 0.93 and s["rkl"] <= 0.02,
             "25 live modes, >= 93 % within 3 sigma, reverse KL <= .02", 9),
    "collapse": ("ring", "collapse", 3000, lambda s: s["live"] <= 2 and s["modes"] <= 2.5,
                 "<= 2 live modes, and samples near no more than 2.5 modes in effect", 9),
    "d_too_strong": ("ring", "d_too_strong", 3000, lambda s: s["right"] >= 0.95 and s["grad"] <= 0.001,
                     "D right about >= 95 %, G's gradient <= .001", 9),
    "memorise": ("moons", "memorise", 4000, lambda s: s["copies"] <= 1 / 3,
                 "samples at most a third as far from the 16 training samples as new real ones are", 9),
}


def far(x: torch.Tensor, reference: torch.Tensor) -> float:
    "The median distance to the nearest reference sample."
    return torch.cdist(x, reference).min(1).values.median().item()


def one(case: str, seed: int) -> dict[str, float]:
    "Train one seed and measure it."
    data, recipe, rounds, *_ = CASES[case]
    torch.set_num_threads(1)
    start = time.process_time()
    gan = GAN(data, recipe=recipe, seed=seed).fit(rounds, progress=False)
    seconds = time.process_time() - start
    dice = stream(seed, "bench")
    x = gan.sample(SAMPLES, dice)
    row = {"cpu s": seconds}
    if gan.data.modes is not None:
        found = metrics.modes(x, gan.data)
        row |= {"live": found.live, "hq": found.high_quality, "rkl": found.reverse_kl, "spread": found.spread,
                "modes": found.effective}
    if recipe == "d_too_strong":
        step = gan.preview("g")
        row["right"] = ((step.scores_real > 0).float().mean() + (step.scores_fake < 0).float().mean()).item() / 2
        row["grad"] = sum(norm**2 for norm in step.grad_norms.values()) ** 0.5
    if recipe == "memorise":
        trained_on = gan.data.draw(SAMPLES, dice).unique(dim=0)
        row["copies"] = far(x, trained_on) / far(GAN(data).data.draw(SAMPLES, dice), trained_on)
    return row


def report(case: str, rows: list[dict[str, float]]) -> bool:
    "Print a case's table; whether it holds for nine seeds of ten."
    *_, holds, words, needed = CASES[case]
    print(f"\n{case}: {CASES[case][0]}, recipe {CASES[case][1]!r}, {CASES[case][2]:,} rounds")
    print("  seed  " + "".join(f"{name:>9}" for name in rows[0]) + "  holds")
    for seed, row in enumerate(rows):
        print(
            f"  {seed:4}  " + "".join(f"{value:9.4g}" for value in row.values()) + f"  {'yes' if holds(row) else 'NO'}"
        )
    print("  median" + "".join(f"{np.median([row[name] for row in rows]):9.4g}" for name in rows[0]))
    good = sum(map(holds, rows))
    print(f"  {good} of {len(rows)} seeds: {words} (target: {needed} of 10)", flush=True)
    return good * 10 >= needed * len(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    if unknown := set(asked.cases) - set(CASES):
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(CASES)}")
    held = []
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        for case in asked.cases or CASES:
            held.append(report(case, list(pool.map(one, [case] * asked.seeds, range(asked.seeds)))))
    return int(not all(held))


if __name__ == "__main__":
    raise SystemExit(main())
