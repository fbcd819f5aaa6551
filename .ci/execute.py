"""Run notebooks from top to bottom and keep their outputs: `make execute NB="nbs/02_losses/01_adversarial.ipynb"`.

Of a widget the picture alone is kept, pictures in few enough colours that a notebook stays small, and no progress bar:
its speed tells how busy the machine was that day, and a reader takes it for the speed of the library.
"""

import re
import sys
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbdev.clean import nbdev_clean
from PIL import Image

BAR = re.compile(r".*\d+%\|.*\n?")  # a line of tqdm
COLOURS = (256, 128, 96, 64, 48)  # of a picture, tried in this order
ROOM = 140_000  # bytes of a notebook; .ci/check.py allows a little more
WIDGET = "application/vnd.jupyter.widget-view+json"


def overwritten(text: str) -> str:
    "Each line without what a carriage return has overwritten, and no progress bar."
    lines = "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))
    return BAR.sub("", lines)


def joined(outputs: list) -> list:
    "Neighbouring pieces of one stream as one output, and no live widget."
    kept = []
    for output in outputs:
        if output.output_type == "stream" and kept and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
        elif WIDGET not in output.get("data", {}):
            kept.append(output)
    return kept


def smaller(
    png: str,  # base64
    colours: int,  # at most 256
) -> str:  # base64
    "The same picture in that many colours, if that is less."
    picture, file = Image.open(BytesIO(b64decode(png))), BytesIO()
    few = picture.convert("RGB").quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, format="png", optimize=True)
    return min(b64encode(file.getvalue()).decode(), png.replace("\n", ""), key=len)


def save_within(notebook: nbformat.NotebookNode, path: Path) -> None:
    "Write a notebook, clean, with its pictures in as many colours as there is room for."
    pictures = [output.data for cell in notebook.cells for output in cell.get("outputs", [])
                if "image/png" in output.get("data", {})]
    whole = [data["image/png"] for data in pictures]
    for colours in COLOURS:
        for data, png in zip(pictures, whole):
            data["image/png"] = smaller(png, colours)
        nbformat.write(notebook, path)
        nbdev_clean(str(path))
        if path.stat().st_size <= ROOM:
            break
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB, pictures of {colours} colours")


def execute(path: Path) -> None:
    "Run one notebook in its own folder and write it back, clean."
    notebook = nbformat.read(path, as_version=4)
    ExecutePreprocessor(timeout=1800).preprocess(notebook, {"metadata": {"path": str(path.parent)}})
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs = joined(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "stream":
                output.text = overwritten(output.text)
            elif "image/png" in output.get("data", {}) and "data:image/png" in output.data.get("text/html", ""):
                del output.data["text/html"]  # the same picture once more, for a page with a live widget
        cell.outputs = [one for one in cell.outputs if one.output_type != "stream" or one.text.strip()]
    notebook.metadata.pop("widgets", None)  # nbdev-clean keeps the state of every widget
    save_within(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        execute(Path(name))
