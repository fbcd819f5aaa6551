"""What does the diversity monitor cost a training that plays? Pairs of stretches, with the widget and a page, and
without.

    python bench/vigil.py                    # ring and grid, about two minutes
    python bench/vigil.py moons --pairs 100

A stretch is 100 rounds in the trainer's thread, turn and turn about with the same GAN unwatched; its price is the CPU
time of that thread, which looks, makes the frames and sends them. The page is a made-up one that takes every frame
and acknowledges it. The share is that of the sums; its error is a bootstrap over pairs.
"""

import argparse
import sys
import threading
import time

import numpy as np
import torch

from ganlab import GAN, DiversityMonitor
from ganlab.training.trainer import Trainer


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
    start = trainer.call(time.thread_time).result()
    trainer.play()
    over.wait()
    spent = trainer.call(time.thread_time).result() - start
    stop()
    return spent


# share of training time, its error, frames
def cost_of(name: str, pairs: int, rounds: int) -> tuple[float, float, int]:
    gans = [GAN(name, seed=seed) for seed in (0, 0)]
    monitor, page = DiversityMonitor(gans[0]), Page()
    monitor.comm = page
    def hear(**message):
        return monitor._on_message(monitor, {"view": "v", **message}, [])
    hear(kind="hello")
    spent, beats = [], threading.Event()

    def acknowledge():
        while not beats.wait(0.25):
            hear(kind="ack", seq=monitor.pump.seq)

    threading.Thread(target=acknowledge, daemon=True).start()
    for gan in gans:
        played(gan, 200)  # warm
    for pair in range(pairs):
        order = gans if pair % 2 else gans[::-1]
        one = {id(gan): played(gan, rounds) for gan in order}
        spent.append([one[id(gan)] for gan in gans])
    beats.set()
    monitor.close()
    spent, dice = np.array(spent), np.random.default_rng(0)
    def share(rows):
        return rows[:, 0].sum() / rows[:, 1].sum() - 1
    error = np.std([share(spent[dice.integers(len(spent), size=len(spent))]) for _ in range(200)])
    return float(share(spent)), float(error), page.frames


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["ring", "grid"], help="of data")
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=100)
    asked, held = parser.parse_args(), True
    torch.set_num_threads(1)
    for name in asked.names:
        share, error, frames = cost_of(name, asked.pairs, asked.rounds)
        held &= share <= 0.03
        print(
            f"{name:12} {share:+.1%} (± {error:.1%}) of the training's time at a look every 50 rounds, {frames} "
            "frames sent",
            flush=True,
        )
    print(f"(target: <= 3 %) {'yes' if held else 'NO'}")
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
