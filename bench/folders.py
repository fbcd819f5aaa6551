"""Peak memory and time of a folder of large photos: `python bench/folders.py [PHOTOS] [SIZE] [jpg|png]`.

Photos of 12 megapixels are painted here, a few different ones under many names; a process of its own reads them, after
a first folder of two has loaded whatever Pillow needs. What may be used is the memory of the result and of one photo.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

HEIGHT, WIDTH, DIFFERENT = 3000, 4000, 5
READ = """
import resource, sys, time
from ganlab import data
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
first = data.as_data(sys.argv[1] + "/first", size=8)
before, start = peak(), time.perf_counter()
photos = data.as_data(sys.argv[1] + "/all", size=int(sys.argv[2]))
values = photos.source.values
print(photos.n, values.numel() * values.element_size() / 2**20, before, peak() - before, time.perf_counter() - start)
"""


def paint(folder: Path, photos: int, suffix: str) -> None:
    "A folder of photos that have light, edges and grain."
    rng, made = np.random.default_rng(0), []
    (folder / "first").mkdir()
    (folder / "all").mkdir()
    for k in range(DIFFERENT):
        coarse = Image.fromarray(rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)).resize((WIDTH, HEIGHT))
        grain = rng.integers(-8, 9, (HEIGHT, WIDTH, 1), dtype=np.int16)
        pixels = (np.asarray(coarse) + grain).clip(0, 255).astype(np.uint8)
        made.append(folder / "first" / f"{k}.{suffix}" if k < 2 else folder / f"{k}.{suffix}")
        Image.fromarray(pixels).save(made[-1], **({"quality": 85} if suffix == "jpg" else {"compress_level": 1}))
    for k in range(photos):
        os.link(made[k % DIFFERENT], folder / "all" / f"{k:05d}.{suffix}")


def main(photos: int = 2000, size: int = 64, suffix: str = "jpg") -> None:
    "Paint, read, and print one line."
    with tempfile.TemporaryDirectory(prefix="ganlab-photos") as folder:
        start = time.perf_counter()
        paint(Path(folder), photos, suffix)
        print(f"painted in {time.perf_counter() - start:.0f} s; one photo decoded is "
              f"{HEIGHT * WIDTH * 3 / 2**20:.0f} MB, all are {photos * HEIGHT * WIDTH * 3 / 2**30:.0f} GB", flush=True)
        command = [sys.executable, "-W", "ignore", "-c", READ, folder, str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        n, result, before, grown, seconds = map(float, done.stdout.split()[-5:])
        print(f"{n:,.0f} {suffix} photos at {size}: result {result:.1f} MB, peak {before + grown:.0f} MB, which "
              f"is {grown:.1f} MB above what it was with two photos read; {1000 * seconds / n:.0f} ms a photo")


if __name__ == "__main__":
    photos, size, suffix = (*sys.argv[1:], *("2000", "64", "jpg")[len(sys.argv) - 1 :])
    main(int(photos), int(size), suffix)
