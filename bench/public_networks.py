"""Networks as people publish them, plugged into ganlab as they are.

    python bench/public_networks.py FOLDER

Each file of the folder defines `make()`, which returns a dict: "generator", perhaps "discriminator", "data" (what
GAN takes), and perhaps "gan", "explorer", "monitor", "metrics": arguments that a user of it would pass. Networks that
turn pictures into pictures need a game of the zoo: there it returns {"game": a function that makes such a GAN}. Every
network is opened four times: as a GAN that plays two rounds, in the explorer, in the monitor and by the metrics. A row
says "works", or the sentence with which it was refused.
"""

import argparse
import importlib.util
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import torch

from ganlab import GAN, DiversityMonitor, LatentExplorer, diagnose, metrics
from ganlab.data import as_data
from ganlab.latent import open_generator


def coarse(x: torch.Tensor) -> torch.Tensor:
    "A few features of any samples: what they are does not matter here, as long as nothing has to be learnt first."
    return x.flatten(1)[:, :: max(1, x[0].numel() // 16)]


def loaded(file: Path) -> Callable[[], dict]:
    "The function `make` of a file."
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make


def as_gan(case: dict) -> str:
    if "game" in case:
        gan = case["game"]()
    else:
        given = {name: case[name] for name in ("generator", "discriminator") if name in case}
        gan = GAN(case["data"], **given, **({"batch_size": 8} | case.get("gan", {})))
    gan.fit(2, progress=False)
    assert gan.sample(4).isfinite().all() and gan.rewind(1).rounds == 1
    return "; ".join(gan.notes)


def in_explorer(case: dict) -> str:
    if "game" in case:
        explorer = LatentExplorer(case["game"](), size=3)
        explorer.do("random")
        made = explorer.samples()
        assert explorer.error is None and len(made) == 9 and made.isfinite().all()
        return ""
    maker = open_generator(case["generator"], **case.get("explorer", {}))
    z = maker.draw(3, torch.Generator().manual_seed(0))
    assert len(maker(z)) == 3
    return "; ".join(maker.notes)


def in_monitor(case: dict) -> str:
    if "game" in case:
        found = diagnose(case["game"]())
        return f"{found.name}, being untrained"
    real = as_data(case["data"]).draw(200, torch.Generator().manual_seed(0))
    monitor = DiversityMonitor(case["generator"], real, every=1, n=32, features=coarse, **case.get("monitor", {}))
    monitor.tick()
    if not monitor.watch or monitor.watch.trouble or not monitor.watch.ticks:
        raise ValueError(monitor.sentence)
    return monitor.sentence


def by_metrics(case: dict) -> str:
    few = {"n": 60, "pairs": 40, "draws": 3, "features": coarse}
    if "game" in case:
        found = metrics.report(case["game"](), **few)
    else:
        found = metrics.report(case["generator"], data=case["data"], **few, **case.get("metrics", {}))
    return f"{len(found.figures)} figures"


WAYS = {"GAN": as_gan, "explorer": in_explorer, "monitor": in_monitor, "metrics": by_metrics}


def tried(way: Callable[[dict], str], make: Callable[[], dict]) -> str:
    torch.manual_seed(0)
    try:
        said = way(make())
    except (ValueError, TypeError) as error:
        return f"refused: {error}"
    except Exception as error:  # a raw error is what this bench is there to find
        return f"RAW {type(error).__name__}: {str(error).partition(chr(10))[0]}"
    return f"works ({said})" if said else "works"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="of files in it; none: all")
    wishes = parser.parse_args()
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(wishes.folder))
    for file in sorted(wishes.folder.glob("*.py")):
        if file.stem.startswith("_") or wishes.names and file.stem not in wishes.names:
            continue
        try:
            make = loaded(file)
        except Exception as error:  # such as one that asserts a GPU when it is imported: nothing of ganlab's was tried
            print(f"{file.stem:22}cannot be imported here: {type(error).__name__}: {error}", flush=True)
            continue
        for name, way in WAYS.items():
            began = time.perf_counter()
            said = tried(way, make)
            print(f"{file.stem:22}{name:10}{time.perf_counter() - began:5.1f} s  {said}", flush=True)


if __name__ == "__main__":
    main()
