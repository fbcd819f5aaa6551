"""The trainings that the site's visitors scrub through: each is a few lines of Python that end with a widget.

    python docs/runs.py FOLDER         # writes FOLDER/NAME.html for each that is not there, or whose code has changed
"""

import hashlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent


@dataclass(frozen=True)
class Run:
    "A training to record."

    title: str
    words: str  # what to look at, in a sentence or two
    code: str  # ends with the variable `widget`, whose `to_html` records it
    frames: int = 80
    height: int = 900  # pixels of the frame on a page, so that the timeline is in it

    @property
    def source(self) -> str:
        return dedent(self.code).strip()

    @property
    def mark(self) -> str:  # of what a page was made from
        return hashlib.sha256(f"{self.title}{self.source}{self.frames}".encode()).hexdigest()[:16]


RUNS = {
    "ring": Run(
        "Eight modes on a circle",
        "The default game on the data set that started the talk of mode collapse. The colours are what D believes, the "
        "points are what G makes: first one heap, then a smear, then eight clusters.",
        """
        from ganlab import GAN, Stepper

        gan = GAN("ring").fit(2000, progress=False)
        widget = Stepper(gan)
        """),
    "collapse": Run(
        "Mode collapse, and the way back",
        "Left, a high learning rate and no penalty: all samples lie in one place and jump from mode to mode. Right, a "
        "twin that went back to the last healthy moment and on with the first remedy. The ruler shows where they part.",
        """
        from ganlab import GAN, Lab, diagnose

        broken = GAN("ring", recipe="collapse").fit(700, progress=False)
        healed = broken.fork()
        diagnose(broken).remedies[0].apply(healed)
        healed.fit(2500, progress=False)
        widget = Lab([broken, healed])
        """, frames=90, height=1040),
    "too_strong": Run(
        "A discriminator that is too strong",
        "Minimax, five steps of D for each of G's: D is right everywhere, its slope is flat, and G has nothing to "
        "climb.",
        """
        from ganlab import GAN, Stepper

        gan = GAN("ring", recipe="d_too_strong").fit(800, progress=False)
        widget = Stepper(gan)
        """, frames=60),
    "moons": Run(
        "A shape instead of clusters",
        "Two moons. G bends the plane of its noise until it lies on them; between the moons it has to tear.",
        """
        from ganlab import GAN, Stepper

        gan = GAN("moons").fit(2000, progress=False)
        widget = Stepper(gan)
        """, frames=60),
    "shirts": Run(
        "Pictures of clothing",
        "Fashion-MNIST, a small DCGAN, a minute of an ordinary processor. Each fake carries the score that D gives it.",
        """
        from ganlab import GAN, Stepper

        shirts = GAN("fashion").fit(500, progress=False)
        widget = Stepper(shirts)
        """, frames=40, height=740),
}


def record(name: str, folder: Path) -> Path:
    "Train and write one page, unless it is there already."
    page, mark = folder / f"{name}.html", folder / f"{name}.mark"
    run = RUNS[name]
    if page.exists() and mark.exists() and mark.read_text() == run.mark:
        return page
    start, scope = time.monotonic(), {}
    exec(run.source, scope)  # our own lines above, the very ones that the site shows
    saved = scope["widget"].to_html(page, frames=run.frames, title=run.title, progress=False)
    scope["widget"].close()
    mark.write_text(run.mark)
    print(f"{saved} in {time.monotonic() - start:.0f} s", flush=True)
    return page


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/docs/runs")
    folder.mkdir(parents=True, exist_ok=True)
    for name in RUNS:
        record(name, folder)


if __name__ == "__main__":
    main()
