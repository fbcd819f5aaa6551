"""What `ganlab diagnose` says of folders of samples: real halves against each other, and six failures made on purpose.

    python bench/diagnose.py                       # 200 draws of real against real halves, then the failures
    python bench/diagnose.py --draws 20 --data digits
    python bench/diagnose.py --only halves --data ring   # points, 1,000 against 1,000 each time
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageFilter

from ganlab import data
from ganlab.app.verdicts import diagnose_files, judge_samples
from ganlab.data.alike import FakeSamples


def halves(whole: data.Data, seed: int) -> tuple[torch.Tensor, data.Data]:  # fakes, real samples
    "All samples in two random halves: one plays the fakes."
    if whole.n is None:
        drawn = whole.draw(2000, torch.Generator().manual_seed(seed))
        return drawn[:1000], data.as_data(drawn[1000:].numpy())
    order = torch.randperm(whole.n, generator=torch.Generator().manual_seed(seed))
    first, second = order[: whole.n // 2], order[whole.n // 2 :]
    names = [whole.classes[label] for label in whole.labels[second].tolist()]
    return whole.source.values[first], data.as_data(whole.source.values[second].numpy(), labels=names)


def write(pixels: np.ndarray, folder: Path, ending: str = "png") -> Path:
    "Pictures (n, 1, H, W) from 0 to 255 as files."
    folder.mkdir(parents=True)
    for k, one in enumerate(pixels.astype(np.uint8)):
        Image.fromarray(one[0]).save(folder / f"{k:05d}.{ending}")
    return folder


def sheet(pixels: np.ndarray, columns: int = 8, border: int = 2) -> Image.Image:
    "A sheet as torchvision lays it out."
    n, _, height, width = pixels.shape
    rows = -(-n // columns)
    whole = np.zeros((rows * (height + border) + border, columns * (width + border) + border), np.uint8)
    for k, one in enumerate(pixels):
        y, x = border + k // columns * (height + border), border + k % columns * (width + border)
        whole[y : y + height, x : x + width] = one[0]
    return Image.fromarray(whole)


def failures(folder: Path, n: int = 1000) -> dict[str, tuple[Path, Path]]:  # what was done: fakes, real samples
    "Folders of samples with one failure each, beside folders of real ones with a sub-folder a class."
    whole = data.fashion()
    order = np.random.default_rng(0).permutation(whole.n)
    pixels, labels = whole.source.values.numpy()[order], whole.labels.numpy()[order]
    real, fake, fake_labels = pixels[:2500], pixels[2500:], labels[2500:]
    for label, name in enumerate(whole.classes):
        write(real[labels[:2500] == label], folder / "real" / name.replace("/", " "))
    blurred = [[np.asarray(Image.fromarray(one[0].astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.2)))]
               for one in fake[:n]]
    some = {
        "nothing": fake[:n],
        "a class is missing": fake[fake_labels != 3][:n],
        "duplicates": np.concatenate([fake[: n // 2], fake[: n // 2]]),
        "blur": np.array(blurred),
        "copies": np.concatenate([real[: n // 2], fake[: n // 2]]),
        "one picture": np.repeat(fake[:1], n, axis=0),
    }
    found = {name: (write(x, folder / name), folder / "real") for name, x in some.items()}
    np.save(folder / "scaled.npy", fake[:n] / 127.5 - 1)
    np.save(folder / "real.npy", real)
    return found | {"another scale": (folder / "scaled.npy", folder / "real.npy")}


def history(folder: Path, fixed: bool) -> tuple[Path, int]:  # sheets of a run, and the step of the first that collapsed
    "Forty sheets of 64 samples, which begin to repeat four of them half-way."
    whole, rng = data.fashion(), np.random.default_rng(1)
    pixels = whole.source.values.numpy()[np.random.default_rng(0).permutation(whole.n)[2500:]]  # none of the real ones
    folder.mkdir()
    for k in range(40):
        x = pixels[:64] if fixed else pixels[rng.integers(0, len(pixels), 64)]
        x = (x + rng.normal(0, 6, x.shape)).clip(0, 255)
        if k >= 20:
            x = x[np.arange(64) % 3 if fixed else rng.integers(0, 3, 64)]
        sheet(x).save(folder / f"fakes_{250 * k:06d}.png")
    return folder, 250 * 20


def name_failures() -> None:
    "Print what is said of each failure, and of sheets of a run that collapses."
    with tempfile.TemporaryDirectory() as place:
        for name, (fakes, reals) in failures(Path(place)).items():
            start = time.perf_counter()
            report = diagnose_files(fakes, reals)
            missing = ", ".join(report.kinds[cell] for cell, _ in report.missing)
            print(f"{name:20s} -> {report.watch.diagnosis.name}, status {report.status}, missing: {missing or 'none'}, "
                  f"{len(report.duplicates)} groups of duplicates, {len(report.copies)} copies, "
                  f"{time.perf_counter() - start:.1f} s", flush=True)
        for fixed in (True, False):
            folder, began = history(Path(place) / f"sheets {fixed}", fixed)
            report = diagnose_files(folder, Path(place) / "real")
            print(f"sheets, {'the same' if fixed else 'fresh'} latents, collapse at {began} -> {report.sentence}; "
                  f"recognised as the same latents: {report.watch.same_latents}", flush=True)


def draw_halves(name: str, draws: int) -> None:
    "Print what is said of real samples against real ones."
    said = Counter()
    for seed in range(draws):
        fakes, reals = halves(data.as_data(name), seed)
        said[judge_samples(FakeSamples([fakes]), reals).watch.diagnosis.name] += 1
    print(f"{name}, real against real halves, {draws} draws: {dict(said)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--data", default="digits", choices=["digits", "fashion", "ring", "grid"])
    parser.add_argument("--only", choices=["failures", "halves"], help="one part (default: both)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.only != "halves":
        name_failures()
    if args.only != "failures":
        draw_halves(args.data, args.draws)
