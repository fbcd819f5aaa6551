"""What each layer of a scene costs: CPU milliseconds of the training's thread for one frame, base and with one layer
more.

make bench NAME=scene ARGS="ring"
"""

import argparse
import time

import numpy as np
import torch

from ganlab.analysis.optimal import Grid
from ganlab.gan import GAN
from ganlab.widgets.scene.layers import Layers
from ganlab.widgets.scene.scenes import scene_of


def milliseconds(run, repeats: int = 40) -> float:
    "The median CPU time of this thread."
    run()
    times = []
    for _ in range(repeats):
        began = time.thread_time()
        run()
        times.append(time.thread_time() - began)
    return 1000 * float(np.median(times))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", default="ring", help="a built-in name")
    name = parser.parse_args().data
    torch.set_num_threads(1)
    gan = GAN(name, seed=1).fit(200, progress=False)
    scene = scene_of(gan)
    for hurry in (False, True):
        base = milliseconds(lambda: scene.frame(hurry))
        print(
            f"\n{name}, {'while it plays fast' if hurry else 'at rest'}: one round {milliseconds(gan.step):.2f} "
            f"ms, bare frame {base:.2f} ms"
        )
        bare = Layers(scene, ("real", "fake", "field", "line"))
        print(f"  no layer    +{1000 * milliseconds(lambda: bare.over(scene, ({}, {}), hurry)):.1f} µs")
        for layer in bare.offered:
            if layer.draw is None:
                continue
            clock = iter(np.arange(1e9))  # a second later every time: nothing is kept
            layers = Layers(scene, [layer.name], clock=lambda clock=clock: next(clock))
            cost = milliseconds(lambda layers=layers: layers.over(scene, ({}, {}), hurry))
            often = f"at most every {layer.keep:g} s" if hurry and layer.keep else "every frame"
            print(f"  {layer.name:10}  +{cost:.2f} ms, {often}")
    if gan.data.has_density and tuple(gan.data.shape) == (2,):
        grid = Grid.of(gan.data.target, 2000)
        scores = np.array([grid.divergences(gan.data.draw(2000, torch.Generator().manual_seed(s))) for s in range(200)])
        below = (scores <= [grid.js.quantile(0.95), grid.kl.quantile(0.95)]).mean(axis=0)
        print(
            f"\nOf 200 draws of real samples {100 * below[0]:.0f} % read as perfect by JS, {100 * below[1]:.0f} % "
            "by KL (95 % are expected)."
        )


if __name__ == "__main__":
    main()
