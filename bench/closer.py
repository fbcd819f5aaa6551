"""What the closer look of the history costs a round: thread time with it and without it, in turns. And what a long
training costs a page: the time to make the rows of a curve after a thousand steps and after a million.

    make bench NAME=closer
"""

import statistics
import time

import torch

from ganlab.gan import GAN
from ganlab.timeline.history import History
from ganlab.training.engine import Moves
from ganlab.widgets.panels.curves import rows_of


def clock(gan: GAN, n: int) -> float:  # thread seconds a round
    start = time.thread_time()
    gan.play_for(1e9, n)
    return (time.thread_time() - start) / n


def closer(turns: int = 40, n: int = 50) -> None:
    torch.set_num_threads(1)
    gan = GAN("ring")
    gan.play_for(1e9, 100)
    ways, taken = {True: Moves._closer, False: lambda self, *_: {}}, {True: [], False: []}
    for turn in range(turns):
        for way in (True, False)[:: 1 if turn % 2 else -1]:
            Moves._closer = ways[way]
            taken[way].append(clock(gan, n))
    Moves._closer = ways[True]
    with_it, without = (statistics.median(taken[way]) * 1e6 for way in (True, False))
    ratio = statistics.median(a / b for a, b in zip(taken[True], taken[False]))
    print(
        f"a round on the ring: {without:.0f} µs of thread time without a closer look, {with_it:.0f} µs with it: × "
        f"{ratio:.4f}"
    )


def rows() -> None:
    for steps in (1_000, 1_000_000):
        history = History()
        for step in range(1, steps + 1):
            history.record(step, d_loss=step % 97)
        for span in (None, (steps * 0.4, steps * 0.6)):
            start = time.thread_time()
            for _ in range(20):
                made = rows_of(history, "d_loss", span)
            print(f"{steps:>9,} steps, {'all of them' if span is None else 'a fifth':11}: {len(made)} rows in "
                  f"{(time.thread_time() - start) / 20 * 1e3:.2f} ms")


if __name__ == "__main__":
    closer()
    rows()
