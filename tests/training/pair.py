"""What each process of `test_distributed.py` does: train GANs together, and write what came of it."""

import sys
from pathlib import Path

import torch
import torch.distributed as dist

from ganlab import GAN

CASES = {  # SGD, as Adam makes a whole step of the rounding of a gradient that is almost zero
    "penalties": {"data": "ring", "recipe": "default", "optimizer": "sgd", "lr": 0.05},
    "gradient penalty": {"data": "ring", "recipe": "wgan-gp", "width": 16, "optimizer": "sgd", "lr": 0.05},
    "packs and noise": {"data": "ring", "recipe": "pacgan", "instance_noise": 0.1, "optimizer": "sgd", "lr": 0.05},
    "simultaneous": {"data": "ring", "recipe": "classic", "schedule": "simultaneous", "optimizer": "sgd", "lr": 0.05},
    "adam": {"data": "ring", "recipe": "classic", "dropout": 0.2},
    "batch norm": {"data": "digits", "batch_size": 16, "width": 8, "optimizer": "sgd", "lr": 0.05, "precision": "fp32"},
}


def trained(name: str, rounds: int) -> GAN:
    return GAN(seed=1, **CASES[name]).fit(rounds, progress=False)


if __name__ == "__main__":
    torch.set_num_threads(1)
    rank, port, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    dist.init_process_group("gloo", f"tcp://127.0.0.1:{port}", rank=rank, world_size=2)
    found = {}
    for case in CASES:
        gan = trained(case, 3)
        found[case] = {who: player.weights.vector for who, player in gan.players.items()}
        found[case] |= {"loss": torch.as_tensor(gan.history["d_loss"]), "hash": gan.state_hash()}
        found[case] |= {f"buffer {k}": buffer for k, buffer in enumerate(gan.generator.buffers())}
    gan.save(folder / f"{rank}.ganlab")
    refused = []
    for wrong in ({"batch_size": 7}, {"seed": rank}, {"compile": True}):
        try:
            GAN(**({"seed": 0} | wrong)).fit(1, progress=False)
        except ValueError as error:
            refused.append(str(error))
    torch.save(found | {"refused": refused}, folder / f"{rank}.pt")
    dist.destroy_process_group()
