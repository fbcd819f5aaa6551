"""ganlab: a laboratory for generative adversarial networks that lives in JupyterLab.

`import ganlab` loads nothing heavy; each name below is imported the first time it is asked for.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

MODULES = (
    "archive", "arrows", "augment", "cells", "checkup", "classifier", "cli", "closeup", "company", "data", "demo", "diagnosis", "directions",
    "divergences", "diversity", "drawings", "export", "features", "fields", "floors", "game", "gan", "generators", "history",
    "inversion", "judge", "keeping", "latents", "log", "losses", "metrics", "modes", "monitoring", "neighbours",
    "nets", "phases", "plots", "precision", "provenance", "readings", "recipes", "remedies", "rounds", "schedules", "scripts",
    "signs", "speed", "stamps", "state", "streams", "targets", "timeline", "trainer", "travel", "truth", "warp", "weights",
    "widgets",
)
NAMES = {
    "GAN": "ganlab.gan", "Step": "ganlab.step", "Data": "ganlab.data", "Recipe": "ganlab.recipes",
    "Stepper": "ganlab.widgets.stepper", "LatentExplorer": "ganlab.widgets.latent", "Lab": "ganlab.widgets.lab", "DiversityMonitor": "ganlab.widgets.monitor", "Trainer": "ganlab.trainer",
    "Watch": "ganlab.diagnosis", "bench": "ganlab.speed", "diagnose": "ganlab.diagnosis",
}
__all__ = [*MODULES, *NAMES]

try:
    __version__ = version("ganlab")
except PackageNotFoundError:  # a checkout on the path, never installed
    __version__ = "0.0.0"


def __getattr__(name: str):
    "Import a module or a public name on first use (PEP 562)."
    if name in MODULES:
        return import_module(f"ganlab.{name}")
    if name in NAMES:
        return getattr(import_module(NAMES[name]), name)
    raise AttributeError(f"module 'ganlab' has no attribute {name!r}; it has {', '.join(sorted(__all__))}")


def __dir__():
    return sorted([*globals(), *__all__])
