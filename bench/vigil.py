"""What does the diversity monitor cost a training that plays? Pairs of stretches, with the widget and a page, and without.

    python bench/vigil.py                    # ring and grid, ten pairs each, about two minutes
    python bench/vigil.py moons --pairs 20

A stretch is 600 rounds in the trainer's thread; its price is the CPU time of the whole process, kernel messages included
(other work on the machine does not count). The page is a made-up one that takes every frame and acknowledges it.
"""

import argparse
import sys
import threading
import time

import numpy as np
import torch

from ganlab import GAN, DiversityMonitor
from ganlab.trainer import Trainer


class Page:
    "Takes what a page would be sent."
    comm_id = "made-up"

    def __init__(self):
        self.frames = 0

    def send(self, data=None, metadata=None, buffers=None):
        self.frames += data.get("method") == "custom" and data["content"]["kind"] == "frame"

    def on_msg(self, function): ...
    def close(self, *_, **__): ...


def played(gan: GAN, rounds: int) -> float:  # seconds of CPU
    "Let the trainer play so many rounds."
    trainer, over, goal = Trainer.of(gan), threading.Event(), gan.rounds + rounds
    stop = trainer.every(0.0, lambda: gan.rounds >= goal and (trainer.pause(), over.set()))
    start = time.process_time()
    trainer.play()
    over.wait()
    spent = time.process_time() - start
    stop()
    return spent


def cost_of(name: str, pairs: int, rounds: int) -> tuple[float, float, int]:  # share of training time, its error, frames
    gans = [GAN(name, seed=seed) for seed in (0, 0)]
    monitor, page = DiversityMonitor(gans[0]), Page()
    monitor.comm = page
    hear = lambda **message: monitor._on_message(monitor, {"view": "v", **message}, [])
    hear(kind="hello")
    ratios, beats = [], threading.Event()

    def acknowledge():
        while not beats.wait(0.25):
            hear(kind="ack", seq=monitor.pump.seq)

    threading.Thread(target=acknowledge, daemon=True).start()
    for gan in gans:
        played(gan, 200)  # warm
    for pair in range(pairs):
        order = gans if pair % 2 else gans[::-1]
        spent = {id(gan): played(gan, rounds) for gan in order}
        ratios.append(spent[id(gans[0])] / spent[id(gans[1])] - 1)
    beats.set()
    monitor.close()
    return float(np.median(ratios)), float(np.std(ratios) / len(ratios) ** 0.5), page.frames


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["ring", "grid"], help="of data")
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=600)
    asked, held = parser.parse_args(), True
    torch.set_num_threads(1)
    for name in asked.names:
        share, error, frames = cost_of(name, asked.pairs, asked.rounds)
        held &= share <= 0.03
        print(f"{name:12} {share:+.1%} (± {error:.1%}) of the training's CPU time at a look every 50 rounds, {frames} frames sent", flush=True)
    print(f"(target: <= 3 %) {'yes' if held else 'NO'}")
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
