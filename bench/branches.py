"""Whether anything that was lived through can be lost: random walks through time, and every state of each again.

    python bench/branches.py                    # 200 walks, half of them with little memory, and what a branch costs
    python bench/branches.py --walks 20 --acts 60
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from wanderer import Wanderer

from ganlab import GAN

SMALL = dict(width=4, depth=1, batch_size=8)
LITTLE = 150_000  # bytes: about forty keyframes of so small a GAN


def walk(seed: int, acts: int, budget: int | None) -> dict:
    "One walk, and every state that it has shown again."
    wanderer = Wanderer(seed, budget, **SMALL)
    wanderer.wander(acts)
    line = wanderer.gan.timeline
    found = {"shown": len(wanderer.shown), "branches": len(line.branches), "let_go": len(line.let_go)}
    lost = wanderer.lost()
    apart = [twin for twin, digest in wanderer.twins if twin.state_hash() != digest]
    return found | {"lost": len(lost), "changed": len(apart), "twins": len(wanderer.twins),
                    "unsaid": len(line.let_go) - len(wanderer.said), "over": wanderer.over}


def walks(asked: argparse.Namespace) -> bool:
    "All walks, and a table of what came of them."
    good = True
    for name, budget in (("256 MB", None), (f"{LITTLE / 1000:.0f} kB", LITTLE)):
        begun = time.perf_counter()
        found = [walk(seed, asked.acts, budget) for seed in range(asked.walks // 2)]
        total = {key: sum(one[key] for one in found) for key in found[0]}
        most = max(one["over"] for one in found)
        seconds = time.perf_counter() - begun
        print(f"\n{len(found)} walks of {asked.acts} acts with {name} for keyframes, {seconds:.0f} s")
        print(f"  {total['shown']:,} states shown, {total['branches']:,} branches kept, {total['let_go']:,} let go by "
              f"name; neither reachable nor named: {total['lost']}; let go without a word: {total['unsaid']}")
        print(f"  {total['twins']} forks, of which {total['changed']} changed; over the budget by at most "
              f"{max(0, most):,} bytes", flush=True)
        good &= not total["lost"] and not total["changed"] and not total["unsaid"]
        good &= budget is not None or not total["let_go"]
    return good


def cost(partings: int) -> None:
    "What a branch takes: going back and stepping, again and again."
    gan = GAN("ring").fit(2000, progress=False)
    before, times = gan.timeline.nbytes, []
    for n in range(partings):
        gan.rewind(1000 - n)
        begun = time.perf_counter()
        gan.step()
        times.append(1000 * (time.perf_counter() - begun))
    line = gan.timeline
    each = (line.nbytes - before) / partings
    print(f"\n{partings} partings from a GAN of 2,000 rounds: {each / 1000:,.0f} kB a branch, {line}, "
          f"{len(line.let_go)} let go; the step that parts takes {sorted(times)[len(times) // 2]:.1f} ms (median)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--walks", type=int, default=200, help="half of them with little memory")
    parser.add_argument("--acts", type=int, default=30)
    parser.add_argument("--partings", type=int, default=300)
    asked = parser.parse_args()
    good = walks(asked)
    cost(asked.partings)
    sys.exit(not good)
