"""ganlab: a laboratory for generative adversarial networks that lives in JupyterLab.

`import ganlab` loads nothing heavy; each name below is imported the first time it is asked for.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from ganlab import _names

PACKAGES = (
    "analysis", "app", "backend", "data", "diagnosis", "files", "games", "latent", "losses", "metrics", "nets", "plots",
    "runs", "timeline", "training", "widgets", "zoo",
)
NAMES = {
    "GAN": "gan",
    "Step": "games.step",
    "Data": "data.dataset",
    "Recipe": "games.recipes",
    "Trainer": "training.trainer",
    "Watch": "diagnosis.monitor",
    "diagnose": "diagnosis.monitor",
    "bench": "app.benchmark",
    "Ensemble": "runs.ensemble",
    "Stepper": "widgets.stepper.stepper",
    "LatentExplorer": "widgets.latent.explorer",
    "DiversityMonitor": "widgets.monitor.monitor",
    "EnsembleView": "widgets.ensemble.view",
    "Lab": "widgets.lab.lab",
}
__all__ = [*PACKAGES, "gan", *NAMES]

try:
    __version__ = version("jupyter-ganlab")
except PackageNotFoundError:  # a checkout on the path, never installed
    __version__ = "0.0.0"

_names.install()


def __getattr__(name: str):
    "Import a package, a public name or a module that has moved on first use (PEP 562)."
    if name in NAMES:
        return getattr(import_module(f"ganlab.{NAMES[name]}"), name)
    if name in PACKAGES or name == "gan" or name in _names.MOVED:
        return import_module(f"ganlab.{name}")
    raise AttributeError(f"module 'ganlab' has no attribute {name!r}; it has {', '.join(sorted(__all__))}")


def __dir__():
    return sorted([*globals(), *__all__])
