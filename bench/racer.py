"""One competitor of `speed.py` in a process of its own: ganlab, the plain PyTorch loop, or nothing but matrix products.

    python bench/racer.py '{"who": "ours", "case": "ring", "options": {}, "threads": null}'

It says on its standard output: {"weights": [G's, D's], "flops": of one round, "precision": …, "ready": seconds}, or
{"error": …}; then, for each number k that it reads, it plays k rounds and answers {"cpu": seconds, "wall": seconds}.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

import textbook
from ganlab import GAN, data
from ganlab.backend.randomness import stream

CASES = {  # name: what the GAN is trained on, and the choices that the plain loop makes as well
    "ring": (
        "ring",
        {
            "loss": "nonsaturating",
            "penalty": None,
            "width": 128,
            "depth": 2,
            "batch_size": 150,
            "lr": 1e-3,
            "betas": (0.5, 0.999),
            "recipe": "classic",
        },
    ),
    "ring-r3": (
        "ring",
        {
            "loss": "relativistic",
            "penalty": "r1:0.02+r2:0.02",
            "width": 64,
            "depth": 3,
            "batch_size": 128,
            "lr": 1e-3,
            "betas": (0.0, 0.9),
            "activation": "relu",
            "recipe": "classic",
        },
    ),
    "mlp-784": ("fashion", {"recipe": "mlp-784"}),
    "dcgan-28": ("fashion", {"recipe": "dcgan-28"}),
}


LARGEST = {  # the matrix product that most of a round's time goes to: rows, inputs, outputs
    "ring": (300, 128, 128),
    "ring-r3": (256, 64, 64),
    "mlp-784": (128, 1024, 784),
    "dcgan-28": (32 * 14 * 14, 128, 64 * 16),
}


Racer = tuple[Callable[[int], object], list[torch.nn.Module], str]  # plays k rounds; networks; precision


class Flops(TorchDispatchMode):
    "Counts multiplications and additions. (PyTorch's own counter refuses gradients by inputs.)"

    total = 0

    def __torch_dispatch__(self, op, types, args=(), kwargs=None):
        out = op(*args, **(kwargs or {}))
        if op._overloadpacket in flop_registry:
            self.total += flop_registry[op._overloadpacket](*args, **(kwargs or {}), out_val=out)
        return out


def products(case: str, precision: str) -> Racer:
    "Matrix products of a size that fits the case: what the machine can do at most."
    rows, inputs, outputs = LARGEST[case]
    dtype = {"fp32": torch.float32, "bf16": torch.bfloat16}[precision]
    a, b = (torch.randn(*size).to(dtype) for size in ((rows, inputs), (inputs, outputs)))
    return lambda k: [a @ b for _ in range(k)], [], precision


def pictures(n: int = 5000) -> torch.Tensor:  # (n, 1, 28, 28), in [-1, 1]
    "What everybody but ganlab keeps its training set in: one tensor, scaled."
    fashion = data.as_data("fashion")
    return fashion.scale(fashion.draw(n, stream(0, "bench")))


def ours(case: str, **options) -> Racer:
    "ganlab, by the verb that everybody uses."
    source, choices = CASES[case]
    gan = GAN(source, **choices | options)
    gan.fit(3, progress=False)
    if gan.recipe.compile and gan.engine.compiled.refused:
        raise ValueError("the round cannot be compiled here")
    return lambda k: gan.fit(k, progress=False), [gan.generator, gan.discriminator], gan.precision


def plain(case: str) -> Racer:
    "The loop of the tutorials, on the same data, batch and rates."
    source, choices = CASES[case]
    torch.manual_seed(0)
    recipe = GAN(source, **choices).recipe
    x = None if source == "ring" else pictures()
    play, G, D = textbook.game(case, recipe.batch_size, x, recipe.lr[0], recipe.betas)
    return lambda k: [play() for _ in range(k)], [G, D], "fp32"


def main() -> None:
    answers, sys.stdout = os.fdopen(os.dup(1), "w", buffering=1), sys.stderr
    def say(**what):
        return print(json.dumps(what), file=answers)
    asked = json.loads(sys.argv[1])
    if asked["threads"] is not None:  # ganlab chooses for itself, by OMP_NUM_THREADS
        torch.set_num_threads(asked["threads"])
    start = time.perf_counter()
    try:
        make = {"ours": ours, "plain": plain, "products": products}[asked["who"]]
        play, networks, precision = make(asked["case"], **asked["options"])
        with nullcontext() if asked["options"].get("compile") else Flops() as counter:
            play(1)
        play(3)
    except ValueError as error:  # a choice that is not there
        return say(error=str(error))
    say(weights=[sum(p.numel() for p in network.parameters()) for network in networks], flops=counter and counter.total,
        precision=precision, ready=time.perf_counter() - start)
    for line in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        play(int(line))
        say(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


if __name__ == "__main__":
    main()
