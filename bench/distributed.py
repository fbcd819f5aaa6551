"""Two processes with half of each batch against one with all of it: the largest difference, and the speed.

    python bench/distributed.py            # differences of each case of tests/training/pair.py, then the speed
    python bench/distributed.py --rounds 20

The speed is of two processes with one thread each against one with one thread; on a machine with something else to do
it says little.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed as dist

from ganlab import GAN

PAIR = Path(__file__).parent.parent / "tests" / "training" / "pair.py"
LARGE = {"data": "digits", "batch_size": 64, "width": 32, "precision": "fp32"}


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def two(script: Path, *words: str) -> None:
    "Run a script in two processes that are one group."
    port = free_port()
    running = [subprocess.Popen([sys.executable, str(script), str(rank), port, *words]) for rank in range(2)]
    assert [process.wait() for process in running] == [0, 0]


def differences() -> None:
    "Print the largest difference of weights, two processes against one, after three rounds."
    sys.path.insert(0, str(PAIR.parent))
    from pair import CASES, trained

    with tempfile.TemporaryDirectory() as folder:
        two(PAIR, folder)
        found = torch.load(Path(folder) / "0.pt")
    for case in CASES:
        gan = trained(case, 3)
        parted = [(found[case][who] - player.weights.vector).abs().max() for who, player in gan.players.items()]
        worst = max(parted).item()
        print(f"{case:20s} largest difference of a weight after three rounds {worst:.1e}", flush=True)


def speed(rounds: int) -> float:  # rounds a second
    gan = GAN(**LARGE).fit(2, progress=False)
    begun = time.perf_counter()
    gan.fit(rounds, progress=False)
    return rounds / (time.perf_counter() - begun)


if __name__ == "__main__":
    torch.set_num_threads(1)
    if len(sys.argv) > 3 and sys.argv[1].isdigit():  # one of the two processes of a comparison
        rank = int(sys.argv[1])
        dist.init_process_group("gloo", f"tcp://127.0.0.1:{sys.argv[2]}", rank=rank, world_size=2)
        rate = speed(int(sys.argv[3]))
        if rank == 0:
            print(f"two processes: {rate:.2f} rounds a second", flush=True)
        dist.destroy_process_group()
    else:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--rounds", type=int, default=20)
        args = parser.parse_args()
        differences()
        print(f"{LARGE}\none process: {speed(args.rounds):.2f} rounds a second", flush=True)
        two(Path(__file__), str(args.rounds))
