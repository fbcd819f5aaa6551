"""How much memory the metrics of many samples take at their peak, and how long they take.

    python bench/memory.py                          # 50,000 against 50,000 samples in 8 dimensions, some minutes
    python bench/memory.py precision rke -n 10000   # some of them, of fewer samples
    python bench/memory.py frechet-floor            # 200 repeats of the Fréchet distance of 300 wide samples

Each metric runs in a process of its own, on one thread; memory is what the process had at most, less what it had before
the metric was called (libraries loaded, samples drawn, the metric called once on twenty of them).
"""

import argparse
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

METRICS = ("precision", "recall", "density", "coverage", "duplicates", "rke", "kid", "mmd", "energy", "copies",
           "sliced_wasserstein", "frechet")
OF_ONE_SET = ("rke",)


def peak() -> float:  # MB
    "The most memory that this process has had."
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(name: str, n: int, d: int) -> tuple[float, float, float]:  # its value, MB, seconds
    "One metric of n samples against n others."
    import torch

    from ganlab import metrics

    torch.set_num_threads(1)
    g = torch.Generator().manual_seed(0)
    sets = [torch.randn(n, d, generator=g, dtype=torch.float64) for _ in range(1 if name in OF_ONE_SET else 2)]
    metric = getattr(metrics, name)
    metric(*(x[:20] for x in sets))
    before, start = peak(), time.perf_counter()
    value = metric(*sets)
    return value, peak() - before, time.perf_counter() - start


def floor_of_wide_data(n: int, d: int, draws: int) -> tuple[float, float]:  # the mean, and seconds
    "The noise floor of the Fréchet distance of wide samples."
    import torch

    from ganlab import metrics

    torch.set_num_threads(1)
    pool = torch.randn(4 * n, d, generator=torch.Generator().manual_seed(0))
    start = time.perf_counter()
    floor = metrics.noise_floor(lambda x, y: metrics.frechet(x, y), pool, n, draws)
    return floor.mean, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("metrics", nargs="*", metavar="METRIC", help=", ".join((*METRICS, "frechet-floor")))
    parser.add_argument("-n", type=int, default=50_000, help="samples in each set")
    parser.add_argument("-d", type=int, default=8, help="numbers in a sample")
    asked = parser.parse_args()
    chosen = asked.metrics or [*METRICS, "frechet-floor"]
    for name in chosen:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            if name == "frechet-floor":
                for d in (3072, 12_288):
                    mean, seconds = pool.submit(floor_of_wide_data, 300, d, 200).result()
                    print(f"{name:20} 200 draws of 300 samples, d = {d:6,}: mean {mean:8.1f}, {seconds:6.1f} s",
                          flush=True)
            else:
                value, megabytes, seconds = pool.submit(measured, name, asked.n, asked.d).result()
                print(f"{name:20} n = {asked.n:,}, d = {asked.d}: {value:10.4g}, peak + {megabytes:7.0f} MB, "
                      f"{seconds:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
