"""What many runs cost, and how often they go wrong.

    python bench/ensemble.py cost                      # a round of a member: 1, 4, 16, 64, 256 stacked, and alone
    python bench/ensemble.py cost --most 64 --width 32 --batch 32
    python bench/ensemble.py rates ring --seeds 64 --rounds 1500 --folder /tmp/rates   # collapse rates with intervals

The rates are those of networks of one width and one batch size, so that what differs is the recipe; what
the folder holds already is not done again.
"""

import argparse
import statistics
import time
from collections import Counter

import torch

from ganlab import GAN, Ensemble
from ganlab.runs.together import play_together
from ganlab.training.stacked import StackedRounds

SETTINGS = {  # of the table: what the papers claim, and beside each what it is to be compared with
    "collapse": {"recipe": "collapse"},
    "classic": {"recipe": "classic"},
    "wgan-gp": {"recipe": "wgan-gp"},
    "pacgan, two in a pack": {"recipe": "pacgan"},
    "pacgan, four in a pack": {"recipe": "pacgan", "pack": 4},
    "the same without packing": {"recipe": "pacgan", "pack": 1},
    "default (R3GAN)": {"recipe": "default"},
    "default without its penalties": {"recipe": "default", "penalty": None},
}


def alone(recipe: dict, rounds: int) -> float:  # milliseconds
    "What a round costs one GAN, in processor time."
    gan = GAN("ring", **recipe).fit(20, progress=False)
    begun = time.process_time()
    gan.fit(rounds, progress=False)
    return (time.process_time() - begun) / rounds * 1e3


def together(recipe: dict, members: int, rounds: int, size: int = 16) -> float:  # milliseconds
    "What a round costs each of some members, in stacks of a size."
    gans = [GAN("ring", seed=seed, **recipe).fit(1, progress=False) for seed in range(members)]
    stacks = [gans[at : at + size] for at in range(0, members, size)]
    prepared = [StackedRounds([gan.engine for gan in some]) for some in stacks]
    for other in prepared[1:]:
        other.calls = prepared[0].calls
    for some, stacked in zip(stacks, prepared):
        play_together(some, 2, stacked)
    begun = time.process_time()
    for some, stacked in zip(stacks, prepared):
        play_together(some, rounds, stacked)
    return (time.process_time() - begun) / rounds / members * 1e3


def cost(most: int, recipe: dict) -> None:
    "Print what a round of a member costs."
    single = statistics.median(alone(recipe, 100) for _ in range(3))
    print(f"{recipe}: alone {single:.2f} ms of processor a round")
    for members in (n for n in (1, 4, 16, 64, 256) if n <= most):
        tries = 3 if members < 64 else 1
        found = statistics.median(together(recipe, members, max(5, 200 // members)) for _ in range(tries))
        print(f"  {members:3d} members in stacks of 16: {found:.2f} ms a member, {single / found:.1f} times as fast",
              flush=True)


def rates(args: argparse.Namespace) -> None:
    "Print how often runs collapse, and whether what the papers claim is seen."
    for at, (name, recipe) in enumerate(SETTINGS.items()):
        if args.only and name not in args.only:
            continue
        more = {"width": args.width, "batch_size": args.batch}
        begun = time.process_time()
        folder = f"{args.folder}/{args.data}-{at}"
        many = Ensemble(args.data, seeds=range(args.seeds), folder=folder, jobs=1, stacked=True, checkpoint=10**6,
                        **(recipe | more))
        rounds = args.rounds // 5 if name == "wgan-gp" else args.rounds  # five steps of D each
        many.fit_to(rounds, progress=False)
        table = many.rates()
        told = dict(Counter(row.verdict for row in many.rows))
        mean, low, high = table.kinds()
        spent = time.process_time() - begun
        print(f"| {name} | {rounds} | {table.collapsed()} | {table.alarms()} | {mean:.1f} ({low:.1f} to {high:.1f}) of "
              f"{many.rows[0].kinds} | {table.time_to_all()} | {told} | {spent:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cost", "rates"])
    parser.add_argument("data", nargs="?", default="ring")
    parser.add_argument("--most", type=int, default=256, help="members of the largest ensemble that is timed")
    parser.add_argument("--recipe", default="default")
    parser.add_argument("--width", type=int)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--seeds", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=1500)
    parser.add_argument("--folder", default="ensemble-rates")
    parser.add_argument("--only", action="append", help="a row of the table; may be given several times")
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.what == "rates":
        args.width, args.batch = args.width or 64, args.batch or 64
        rates(args)
    else:
        more = {"width": args.width, "batch_size": args.batch}
        cost(args.most, {"recipe": args.recipe} | {name: value for name, value in more.items() if value})
