"""Which failure of a translation does the monitor name, and does it keep silent where there is none? Real trainings.

    python bench/zoo_failures.py                          # all, three seeds: about twenty minutes on one core
    python bench/zoo_failures.py "z is ignored" --seeds 3 4 5

A failure is brought about by the thing that brings it about in real life: no pair known, L1 alone beside noise, folders
whose files were paired wrongly, no identity term. Beside it stands a training of the same system that differs in this
alone, about which that failure must not be named. The monitor looks fifteen times while it trains; what it said last
and whatever it said before are both shown, with the figure on which the name depends.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from sklearn.datasets import load_sample_images
from torch import Tensor
from torch.nn.functional import interpolate

from ganlab import GAN, data, zoo
from ganlab.backend.randomness import stream
from ganlab.diagnosis import Watch
from ganlab.games import Alternate, Anneal

LOOKS = 15
QUARTER = torch.tensor([[0.0, -1.0], [1.0, 0.0]])
KNOWN = torch.tensor([[-1.0, 0.0], [0.0, 1.0], [2.0, 0.5]])  # two ends of the moons, and the top of one


def turned_moons(seed: int, rounds: int, known: bool) -> tuple[GAN, tuple[Tensor, Tensor]]:
    "A CycleGAN between moons and turned moons, and pairs that it has not learnt from."
    moons = data.as_data("moons").draw(2000, stream(0, "moons"))
    pairs = (KNOWN, KNOWN @ QUARTER.T) if known else None
    gan = zoo.cyclegan(moons, moons @ QUARTER.T, known=pairs, seed=seed, anneal=short(rounds))
    return gan, (moons[:200], moons[:200] @ QUARTER.T)


def painter(seed: int, rounds: int, shuffled: bool = False, **changes: object) -> tuple[GAN, None]:
    "A SPADE on landscapes; shuffled: each has the map of another one, as where files were sorted differently."
    scenes = data.scenes(800, 120)
    if shuffled:
        x, maps = scenes.arrays()
        scenes = data.pairs(x, maps.roll(13, 0), look="map", classes=scenes.classes)
    return zoo.spade(scenes, seed=seed, anneal=short(rounds), **changes), None


def prints(seed: int, rounds: int, identity: float) -> tuple[GAN, None]:
    "A CycleGAN between crops of photographs and of prints."
    photos = [torch.from_numpy(photo.transpose(2, 0, 1).copy()) for photo in load_sample_images().images]
    photos = [interpolate(photo[None].float(), (128, 192), mode="area")[0].to(torch.uint8) for photo in photos]
    printed = [(data.print_look(photo[None] / 255)[0] * 255).round().to(torch.uint8) for photo in photos]
    a, b = data.crops(photos, 32, 800), data.crops(printed, 32, 800, name="prints")
    weights = {"cycle": 10.0, "identity": identity}
    return zoo.cyclegan(a, b, skip=True, batch_size=4, seed=seed, anneal=short(rounds), **weights), None


ALONE = {"l1": 1.0, "adversarial": 0.0, "diversity": 0.0, "schedule": Alternate(0, 1)}  # L1 and nothing else


def short(rounds: int) -> Anneal:
    return Anneal(rounds, lr=0.02, beta2=None)


def always(figure: float) -> bool:
    return True


@dataclass(frozen=True)
class Case:
    "A failure, what brings it about, and the same without it."

    figure: str  # of a look, that the name depends on
    rounds: int
    failing: Callable[[int, int], tuple[GAN, tuple[Tensor, Tensor] | None]]  # from seed and rounds
    healthy: Callable[[int, int], tuple[GAN, tuple[Tensor, Tensor] | None]]
    happened: Callable[[float], bool] = always  # from the figure; colours that are free may still stay as they are


CASES = {
    "wrong pairing": Case("pairing", 450, lambda seed, n: turned_moons(seed, n, False),
                          lambda seed, n: turned_moons(seed, n, True)),
    "z is ignored": Case("z spread", 105, lambda seed, n: painter(seed, n, **ALONE), painter),
    "condition is ignored": Case("matched", 105, lambda seed, n: painter(seed, n, True, l1=10.0, diversity=0.0),
                                 lambda seed, n: painter(seed, n, l1=10.0, diversity=0.0)),
    "hue flip": Case("hue", 150, lambda seed, n: prints(seed, n, 0.0), lambda seed, n: prints(seed, n, 5.0),
                     lambda hue: hue < 0),
}


def watched(gan: GAN, rounds: int, pairs: tuple[Tensor, Tensor] | None, figure: str) -> tuple[str, list[str], float]:
    "A training with the monitor beside it: what it said last, everything that it said, and a figure at the end."
    watch = Watch(gan, pairs=pairs) if pairs else Watch(gan)
    said = []
    for _ in range(LOOKS):
        gan.fit(rounds // LOOKS, progress=False)
        watch.look()
        if watch.trouble:
            raise RuntimeError(watch.trouble)
        names = [watch.diagnosis.name, *(symptom.name for symptom in watch.diagnosis.symptoms)]
        said += [name for name in names if name not in said]
    found = [tick[figure] for tick in watch.ticks if not math.isnan(tick[figure])]  # not every look asks all
    return watch.diagnosis.name, said, found[-1] if found else math.nan


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="of failures; none: all")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    asked = parser.parse_args()
    torch.set_num_threads(1)
    wrong = 0
    for name in asked.names or CASES:
        case = CASES[name]
        for kind, make in (("failing", case.failing), ("healthy", case.healthy)):
            for seed in asked.seeds:
                began, (gan, pairs) = time.process_time(), make(seed, case.rounds)
                last, said, figure = watched(gan, case.rounds, pairs, case.figure)
                there = kind == "failing" and case.happened(figure)
                right = (name in said) == there
                wrong += not right
                verdict = "WRONG" if not right else "as wanted" if there or kind == "healthy" else "did not come about"
                print(f"{name:21} {kind} seed {seed}: last {last}; said {', '.join(said)}; {case.figure} {figure:.2f}; "
                      f"{verdict} ({time.process_time() - began:.0f} CPU-s)", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
