"""The zoo's figures, beside floor, chance and baseline, and the goals that were fixed before the runs.

    python bench/zoo.py pix2pix --seeds 0 1 2
    python bench/zoo.py cyclegan --seeds 0 1 2 --rounds 450
    python bench/zoo.py all

Each line is a training: its figures, the processor's seconds that it took on one thread, and which goals it reached.
Every figure is of held-out data. `--mnist FOLDER` holds MNIST's files for the figures of `cyclegan` (see
`bench/images.py`, which fetches them); without it they are of the shipped clothes, which are less alike.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import torch

from ganlab import GAN, data, metrics, zoo
from ganlab.data.unpaired import outlined
from ganlab.games import Alternate, Anneal

GOALS = {  # by system and figure: what was to be reached, fixed before the runs
    "pix2pix": {"patch SWD / L1-only's": "<= 0.6", "L1 / L1-only's": "<= 1.15", "saturation / real's": ">= 0.8"},
    "cyclegan": {"class kept A→B / judge's": ">= 0.95", "class kept B→A / judge's": ">= 0.90",
                 "cycle A": "<= 0.03", "cycle B": "<= 0.03", "CPU seconds": "<= 90"},
    "super_resolution": {"PSNR of MSE - GAN": "> 0", "PSNR of GAN - bicubic": ">= 1", "patch SWD / MSE's": "<= 0.65",
                         "low-resolution error": "<= 0.02", "background speckle": "<= 0.02"},
    "spade": {"mIoU": ">= 0.80", "uniform maps": ">= 0.55", "uniform maps / concatenated": ">= 2",
              "patch SWD / L1-only's": "<= 0.6", "z spread / real's": ">= 0.2", "CPU seconds": "<= 60"},
    "style": {"patch SWD / no-op's": "<= 0.5", "luminance kept": ">= 0.95", "L1 to the truth / no-op's": "< 1"},
}
ROUNDS = {"pix2pix": 400, "cyclegan": 450, "super_resolution": 600, "spade": 300, "style": 1000}


def reached(value: float, goal: str) -> bool:
    "Whether a figure meets its goal."
    sign, bar = goal.split()
    return {"<=": value <= float(bar), ">=": value >= float(bar), "<": value < float(bar),
            ">": value > float(bar)}[sign]


def trained(make: Callable[..., GAN], rounds: int, *arguments: object, **changes: object) -> tuple[GAN, float]:
    "A GAN after that many rounds, and the processor's seconds that they took."
    gan = make(*arguments, **changes)
    began = time.process_time()
    gan.fit(rounds, progress=False)
    return gan, time.process_time() - began


# --- pix2pix

def pix2pix(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    anneal = Anneal(rounds, lr=0.02, beta2=None)
    plain, _ = trained(zoo.pix2pix, rounds, seed=seed, anneal=anneal, adversarial=0.0, schedule=Alternate(0, 1))
    gan, seconds = trained(zoo.pix2pix, rounds, seed=seed, anneal=anneal)
    found = metrics.conditional_figures(gan.translate, gan.game.pairs.held_out, plain.translate)
    swd, l1 = found["patch SWD"], found["L1"]
    return {"patch SWD / L1-only's": swd.value / swd.baseline, "L1 / L1-only's": l1.value / l1.baseline,
            "saturation / real's": found["saturation"].value, "CPU seconds": seconds} | told(found)


def told(found: metrics.Figures) -> dict[str, dict[str, float]]:
    "Each figure beside its floor, chance and baseline."
    return {row.name: {"value": row.value, "floor": row.floor, "chance": row.chance, "baseline": row.baseline}
            for row in found.rows}


# --- cyclegan

def cyclegan(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    known = data.as_data("fashion") if asked.mnist is None else data.download("mnist", asked.mnist)
    order = torch.randperm(known.n, generator=torch.Generator().manual_seed(0))
    part = min(known.n // 4, 10_000)
    a, b, taught, held_out = (known.select(order[k * part : (k + 1) * part]) for k in range(4))
    held_out = held_out.select(torch.arange(1000))
    truth, b = outlined(held_out), outlined(b)
    judges = {"b": metrics.train_classifier(outlined(taught), 250), "a": metrics.train_classifier(taught, 250)}
    gan, seconds = trained(zoo.cyclegan, rounds, a, b, seed=seed, anneal=Anneal(rounds, lr=0.02, beta2=None))
    there, back = gan.translate(held_out.source.values.float()), gan.translate(truth.source.values.float(), to="a")
    own = {"b": judges["b"].accuracy(truth), "a": judges["a"].accuracy(held_out)}
    kept = {"b": metrics.class_kept(judges["b"], there, held_out.labels),
            "a": metrics.class_kept(judges["a"], back, held_out.labels)}
    x, y = held_out.source.values.float(), truth.source.values.float()
    return {"class kept A→B / judge's": kept["b"] / own["b"], "class kept B→A / judge's": kept["a"] / own["a"],
            "cycle A": metrics.cycle_error(gan, x, "a") / 2, "cycle B": metrics.cycle_error(gan, y, "b") / 2,
            "pairing A→B": metrics.pairing_error(gan, "b", there, y) / 2,
            "pairing B→A": metrics.pairing_error(gan, "a", back, x) / 2,
            "class kept": {"A→B": kept["b"], "judge A→B": own["b"], "B→A": kept["a"], "judge B→A": own["a"],
                           "chance": 0.1}, "CPU seconds": seconds}


SYSTEMS = {"pix2pix": pix2pix, "cyclegan": cyclegan}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=[*SYSTEMS, "all"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--rounds", type=int, help="of the schedule; by default as many as the goals were set for")
    parser.add_argument("--mnist", type=Path, help="folder with MNIST's files, for cyclegan")
    parser.add_argument("--photos", type=Path, help="folder with photographs, for style")
    parser.add_argument("--keep", type=Path, help="file to which the figures are added, one training a line")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    for name in SYSTEMS if asked.name == "all" else [asked.name]:
        print(f"{name}: {', '.join(f'{figure} {goal}' for figure, goal in GOALS[name].items())}", flush=True)
        for seed in asked.seeds:
            found = SYSTEMS[name](seed, asked.rounds or ROUNDS[name], asked)
            said = ", ".join(f"{key} {value:.3g}" for key, value in found.items() if not isinstance(value, dict))
            missed = [key for key, goal in GOALS[name].items() if not reached(found[key], goal)]
            print(f"  seed {seed}: {said}; {'missed: ' + ', '.join(missed) if missed else 'all reached'}", flush=True)
            for key, value in found.items():
                if isinstance(value, dict):
                    print(f"    {key}: {', '.join(f'{k} {v:.3g}' for k, v in value.items())}", flush=True)
            if asked.keep:
                with asked.keep.open("a") as file:
                    file.write(json.dumps({"system": name, "seed": seed, "missed": missed} | found) + "\n")


if __name__ == "__main__":
    main()
