"""Draw `ganlab/assets/openmoji.npz` anew: OpenMoji's line drawings and their coloured versions at 32×32 pixels.

    .venv/bin/python .ci/openmoji.py

Needs npm and the Python package resvg_py, which only this script uses. OpenMoji is under CC BY-SA 4.0, and so is what
is drawn here; `openmoji.LICENSE.txt` beside it says whose work it is. Flags, symbols and variants by skin tone are left
out: they are no drawings, or all of one outline.
"""

import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image

PACKAGE = "openmoji@17.0.0"
SHA256 = "55ee7d13485dec86e9f38c1f3a645a13382d33ff97c0cd845ee824b0aef45e68"
TARGET = Path(__file__).resolve().parent.parent / "ganlab" / "assets" / "openmoji.npz"
SIDE, DRAWN = 32, 128  # pixels of a picture, and of what it is averaged from
LEFT_OUT = ("flags", "symbols", "component", "extras-openmoji", "extras-unicode")  # groups


def fetched(folder: Path) -> Path:
    "The unpacked package."
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    [archive] = folder.glob("*.tgz")
    content = archive.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{PACKAGE} is not the package that it was")
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def picture(file: Path) -> np.ndarray:  # uint8, shape (SIDE, SIDE, 3)
    "An SVG on white, each pixel the mean of those that were drawn there."
    drawn = resvg_py.svg_to_bytes(svg_path=str(file), width=DRAWN, height=DRAWN)
    image = Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return np.asarray(white.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = fetched(Path(folder))
        listed = json.loads((package / "data" / "openmoji.json").read_text(encoding="utf-8"))
        kept = [one for one in listed if not one["skintone"] and one["group"] not in LEFT_OUT]
        lines = [picture(package / "black" / "svg" / f"{one['hexcode']}.svg")[..., 0] for one in kept]
        colours = [picture(package / "color" / "svg" / f"{one['hexcode']}.svg") for one in kept]
    subgroups = sorted({one["subgroups"] for one in kept})
    np.savez_compressed(
        TARGET, lines=np.stack(lines), colours=np.stack(colours).transpose(0, 3, 1, 2),
        labels=np.array([subgroups.index(one["subgroups"]) for one in kept], np.uint8),
        classes=np.array(subgroups), names=np.array([one["annotation"] for one in kept]))
    print(f"{len(kept)} pairs of {len(subgroups)} subgroups, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
