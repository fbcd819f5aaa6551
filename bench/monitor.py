"""Does the monitor see what is wrong, name it, stay silent otherwise, and cost little? Tables, each with its target.

    python bench/monitor.py                       # all of it, about forty minutes on two cores
    python bench/monitor.py naming healthy cost   # some of it
    python bench/monitor.py real --seeds 3 --first 20

power    how often each figure tells an injected failure of grid-25 from real data, at a false-alarm rate of 1 %
naming   whether ten looks are enough to call an injected failure by its name, eight seeds
healthy  false alarms on real data in the generator's place, five data sets
real     whether trainings that fail by their recipe are called what they are, look after look, five seeds; the moment at
         which a failure sets in is found without the monitor, from 2,500 samples
sound    what the default recipe is called on six data sets, as it learns and afterwards
remedy   collapse on the ring, alarm, first remedy: are all eight modes there within 5,000 rounds? ten seeds
cost     milliseconds a look, and the share of training time, paired with a training that nobody watches
"""

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import torch

from ganlab import GAN, data, metrics, targets
from ganlab.diagnosis import Watch
from ganlab.rounds import Diverged
from ganlab.schedules import Alternate
from ganlab.signs import KINDS
from ganlab.streams import stream

GRID = targets.grid()
WIDTH = metrics.bandwidth(GRID.draw(2000, stream(0, "width")))  # once and for all: taken from each batch it is mostly noise


# injected failures: from n clean samples of grid-25 to what a broken generator would make

def without(count):
    def fail(draw, n, g):
        x = draw(2 * n, g)
        return x[torch.cdist(x, GRID.modes).argmin(1) >= count][:n]
    return fail


def tripled(draw, n, g):
    x = draw(n, g)
    extra = torch.rand(n, generator=g) < 2 / 27
    return torch.where(extra[:, None], GRID.modes[12] + 0.05 * torch.randn(n, 2, generator=g), x)


def widened(factor):
    def fail(draw, n, g):
        x = draw(n, g)
        middle = GRID.modes[torch.cdist(x, GRID.modes).argmin(1)]
        return middle + factor * (x - middle)
    return fail


def bridged(draw, n, g):
    x = draw(n, g)
    index = torch.randint(20, (n,), generator=g)
    start, step = GRID.modes[index], torch.tensor([2.0, 0.0])
    between = start + torch.rand(n, 1, generator=g) * step
    return torch.where(torch.rand(n, 1, generator=g) < 0.05, between, x)


def memorised(draw, n, g):
    return draw(50, stream(99, "memorised"))[torch.randint(50, (n,), generator=g)]


def one_mode(draw, n, g):
    return GRID.modes[7] + 0.05 * torch.randn(n, 2, generator=g)


def hopping(draw, n, g):
    x, some = draw(6 * n, g), torch.randperm(25, generator=g)[:8]
    return x[torch.isin(torch.cdist(x, GRID.modes).argmin(1), some)][:n]


def broken(draw, n, g):
    return draw(n, g) * torch.where(torch.rand(n, 1, generator=g) < 0.01, torch.nan, 1.0)


FAILURES = {  # name: (what it does, what it should be called)
    "drop 1 of 25": (without(1), "mode dropping"), "drop 5": (without(5), "mode dropping"),
    "one mode x3": (tripled, "imbalance"), "spread x1/2": (widened(0.5), "shrunken modes"),
    "spread x2": (widened(2.0), "blur"), "5 % bridges": (bridged, "bridges"), "50 memorised": (memorised, "memorising"),
    "one mode only": (one_mode, "complete collapse"), "hopping, 8 of 25": (hopping, "hopping"), "1 % NaN": (broken, "divergence"),
}


# power

def figures(real, x):
    "What is compared, by name."
    return metrics.pair_figures(real, x, width=WIDTH) | metrics.cell_figures(real, x, metrics.from_modes(GRID)) | {
        "mean pair distance": torch.nn.functional.pdist(x).mean().item(), "reverse KL": metrics.modes(x, GRID).reverse_kl}


def power(asked) -> bool:
    names, held = list(FAILURES)[:8], True
    for n in asked.sizes:
        g, start = stream(n, "power"), time.perf_counter()
        null = [figures(GRID.draw(n, g), GRID.draw(n, g)) for _ in range(200)]
        mean, std = ({k: f([row[k] for row in null]) for k in null[0]} for f in (np.mean, np.std))
        odd = lambda row: {k: abs(row[k] - mean[k]) > 2.576 * max(std[k], 1e-12) for k in row}
        kinds = {"real": lambda draw, n, g: draw(n, g)} | {name: FAILURES[name][0] for name in names}
        found = {name: [odd(figures(GRID.draw(n, g), fail(GRID.draw, n, g))) for _ in range(asked.repeats)]
                 for name, fail in kinds.items()}
        print(f"\npower, n = {n}, {asked.repeats} batches each; % found at |z| > 2.576 of 200 real pairs "
              f"(column 'real': false alarms); {time.perf_counter() - start:.0f} s")
        print(f"{'':20}" + "".join(f"{name:>15}" for name in kinds))
        for k in mean:
            print(f"{k:20}" + "".join(f"{100 * np.mean([row[k] for row in rows]):15.0f}" for rows in found.values()))
        if n == 1000:
            held = np.mean([row["RKE"] for row in found["drop 1 of 25"]]) >= 0.99
    if 1000 not in asked.sizes:
        return True
    print(f"RKE finds one lost mode of 25 at n = 1,000: {'yes' if held else 'NO'} (target: >= 99 %)", flush=True)
    return held


# naming

def naming_of(name: str, seed: int) -> tuple[str, int | None, list[str]]:
    "Whether, and after how many looks, a failure that sets in after twenty healthy looks has its name."
    torch.set_num_threads(1)
    (fail, wanted), g, now = FAILURES[name], stream(seed, "naming"), [lambda draw, n, g: draw(n, g)]
    reference = torch.cat([GRID.draw(2950, g), GRID.draw(50, stream(99, "memorised"))])
    watch = Watch(lambda n: now[0](GRID.draw, n, g), reference)
    for _ in range(20):
        watch.look()
    now[0] = fail
    called = [watch.look().name for _ in range(20)]
    return name, called.index(wanted) + 1 if wanted in called[:10] else None, called


def naming(asked) -> bool:
    seeds, right, total = range(asked.first, asked.first + 8), 0, 0
    print("\nnaming: injected failures of grid-25, seen through a sampler and 3,000 reference samples, n = 256, 8 seeds")
    with pool(asked) as run:
        jobs = {name: [run.submit(naming_of, name, seed) for seed in seeds] for name in FAILURES}
        for name, futures in jobs.items():
            rows = [future.result() for future in futures]
            delays = [delay for _, delay, _ in rows if delay is not None]
            later = Counter(called for _, _, row in rows for called in row[10:])
            right, total = right + len(delays), total + len(rows)
            print(f"  {name:18} -> {FAILURES[name][1]:18} {len(delays)} of {len(rows)}, median delay "
                  f"{np.median(delays or [np.nan]):.0f} looks; looks 11 to 20: {dict(later)}")
    print(f"  {right} of {total} named within ten looks (target: 95 %)", flush=True)
    return right >= 0.95 * total


# healthy

def sixteen():
    return data.gaussians(3 * torch.randn(10, 16, generator=stream(0, "means")), 0.5)


def images_halves():
    "Digits: half of them as a reference, the other half to draw from."
    digits = data.digits()
    order = torch.randperm(digits.n, generator=stream(0, "halves"))
    values, features = digits.source.values.float(), metrics.learn_features(digits)
    return values[order[:900]], values[order[900:]], features


def healthy_of(name: str, seed: int, looks: int) -> tuple[str, Counter]:
    "What real data is called in the generator's place."
    torch.set_num_threads(1)
    g = stream(seed, "healthy")
    if name == "images":
        reference, rest, features = images_halves()
        draw = lambda n: rest[torch.randperm(len(rest), generator=g)[:n]]
        watch = Watch(draw, reference, features=features)
    else:
        source = sixteen() if name == "sixteen" else data.BUILT_IN[name]()
        watch = Watch(lambda n: source.draw(n, g), source.draw(2000, g))
    return repr(watch.gauge.rulers.cells), Counter(watch.look().name for _ in range(looks))


def healthy(asked) -> bool:
    print("\nhealthy: real data in the generator's place, 500 looks for each of two seeds")
    wrong = total = 0
    with pool(asked) as run:
        jobs = {name: [run.submit(healthy_of, name, asked.first + seed, 500) for seed in range(2)]
                for name in ("ring", "moons", "swiss_roll", "sixteen", "images")}
        for name, futures in jobs.items():
            rows = [future.result() for future in futures]
            called = sum((row for _, row in rows), Counter())
            false = sum(count for key, count in called.items() if key in KINDS)
            wrong, total = wrong + false, total + sum(called.values())
            print(f"  {name:12} {rows[0][0]:50} {dict(called)}")
    print(f"  {wrong} false alarms in {total:,} looks (target: at most 1 in 1,000)", flush=True)
    return wrong <= total / 1000


# real trainings

REAL = {  # name: (data, recipe and its changes, rounds, what it should be called)
    "collapse": ("ring", {"recipe": "collapse"}, 4000, "complete collapse"),
    "collapse, grid": ("grid", {"recipe": "collapse"}, 4000, "complete collapse"),
    "d_too_strong": ("ring", {"recipe": "d_too_strong"}, 3000, "vanishing generator gradient"),
    "memorise": ("moons", {"recipe": "memorise"}, 4000, "memorising"),
    "5 D steps": ("ring", {"loss": "minimax", "penalty": None, "schedule": Alternate(5, 1), "lr": 1e-3,
                           "betas": (0.5, 0.999)}, 3000, "mode dropping"),
    "16-D mixture": ("sixteen", {}, 3000, "mode dropping"),
    "wild critic": ("ring", {"loss": "wgan", "penalty": None, "lr": 5e-2, "betas": (0.9, 0.999), "ema": 0.0,
                             "anneal": None}, 2000, "divergence"),
}


YOUNG = 6  # looks: before round 300 the default recipe's generator lacks modes, too, and nobody would call it ill


def truth(name: str, gan: GAN, g: torch.Generator) -> str:
    "What there is of such a failure, by other means than the monitor's: its name, or nothing."
    x = gan.sample(2500, g)
    if name in ("complete collapse", "mode dropping"):
        found = metrics.modes(x, gan.data)
        if there_is("vanishing generator gradient", gan, x, g):
            return "vanishing generator gradient"  # and modes are missing because of it
        size = lambda a: (a - a.mean(0)).square().sum(1).mean().sqrt()
        if x.norm(dim=1).median() > 10 * gan.data.draw(2500, g).norm(dim=1).max():
            return "divergence"  # these data are around the origin
        if found.effective < max(0.15 * len(found.counts), 1.5) or size(x) < 0.25 * size(gan.data.draw(2500, g)):
            return "complete collapse"  # few modes, or one spot: two neighbours on the ring have 0.38
        lost = min(count / share for count, share in zip(found.counts, found.shares)) < 0.5 * 2500
        return "mode dropping" if lost else ""
    return name if there_is(name, gan, x, g) else ""


def there_is(name: str, gan: GAN, x: torch.Tensor, g: torch.Generator) -> bool:
    "Whether the failure of that name is there."
    if name == "divergence":
        return gan.score(x).abs().max().item() > 1000 or not bool(x.isfinite().all())
    if name == "memorising":
        far = lambda a: torch.cdist(a, gan.data.source.values).min(1).values.median()
        return (far(x) <= far(gan.data.target.draw(2500, g)) / 3).item()
    step = gan.preview("g")
    right = ((step.scores_real > 0).float().mean() + (step.scores_fake < 0).float().mean()).item() / 2
    return right >= 0.95 and sum(norm**2 for norm in step.grad_norms.values()) ** 0.5 <= 1e-3


def real_of(name: str, seed: int) -> dict:
    "Look after look: is it there, and what is it called?"
    torch.set_num_threads(1)
    source, changes, rounds, wanted = REAL[name]
    gan, g = GAN(sixteen() if source == "sixteen" else source, seed=seed, **changes), stream(seed, "bench")
    watch, there, called = Watch(gan), [], []
    for at in range(0, rounds + 1, 50):
        called.append(watch.look().name)
        there.append(truth(wanted, gan, g))
        try:
            gan.fit(50, progress=False)
        except Diverged:
            break
    ill = [at >= YOUNG and all(there[at : at + 3]) for at in range(len(there))]  # three looks in a row, or it was chance
    onset = ill.index(True) if True in ill else None
    if onset is None:
        return {"onset": None, "said": Counter(called)}
    after = [(said, true) for said, true in zip(called[onset:], there[onset:]) if true]
    right = [said == true for said, true in after]
    return {"onset": 50 * onset, "right": np.mean(right), "delay": right.index(True) if True in right else None,
            "steady": np.mean(right[10:] or [np.nan]), "said": Counter(said for said, _ in after),
            "true": Counter(true for _, true in after)}


def real(asked) -> bool:
    print(f"\nreal: trainings that fail, a look every 50 rounds, seeds {asked.first} to {asked.first + asked.seeds - 1}")
    held = True
    with pool(asked) as run:
        cases = [name for name in REAL if asked.case in (None, name)]
        jobs = {name: [run.submit(real_of, name, asked.first + s) for s in range(asked.seeds)] for name in cases}
        for name, futures in jobs.items():
            rows, wanted = [future.result() for future in futures], REAL[name][3]
            ill = [row for row in rows if row["onset"] is not None]
            right = np.mean([row["right"] for row in ill]) if ill else np.nan
            held &= bool(ill) and right >= 0.9
            print(f"  {name:15} {wanted:29} {len(ill)} of {len(rows)} set in at {[row['onset'] for row in ill]}; looks right "
                  f"{right:.1%} (each seed {[round(100 * row['right']) for row in ill]}, after ten looks "
                  f"{np.nanmean([row['steady'] for row in ill]) if ill else np.nan:.1%}); delay {[row['delay'] for row in ill]}"
                  f"; there was {dict(sum((row['true'] for row in ill), Counter()))}, said was "
                  f"{dict(sum((row['said'] for row in ill), Counter()))}", flush=True)
    print(f"  (target: 90 % of the looks from the onset on) {'yes' if held else 'NO'}", flush=True)
    return held


def sound_of(name: str, rounds: int, seed: int) -> Counter:
    "What a training by the default recipe is called."
    torch.set_num_threads(1)
    gan = GAN(sixteen() if name == "sixteen" else name, seed=seed)
    watch, called = Watch(gan), []
    while gan.moment <= rounds:
        called.append(watch.look().name)
        gan.fit(50, progress=False)
    return Counter(called)


def sound(asked) -> bool:
    print(f"\nsound: the default recipe, a look every 50 rounds, seeds {asked.first} to {asked.first + asked.seeds - 1}")
    cases = {"ring": 5000, "grid": 10_000, "moons": 4000, "swiss_roll": 4000, "sixteen": 3000, "digits": 2500}
    woken = 0
    with pool(asked) as run:
        jobs = {name: [run.submit(sound_of, name, rounds, asked.first + s) for s in range(asked.seeds)]
                for name, rounds in cases.items()}
        for name, futures in jobs.items():
            called = sum((future.result() for future in futures), Counter())
            woken += sum(count for key, count in called.items() if name != "sixteen" and key in KINDS and KINDS[key][2])
            print(f"  {name:12} {dict(called)}", flush=True)
    print(f"  {woken} looks with an alarm, but for the 16-D mixture, where this recipe does lose modes (target: 0)")
    return woken == 0


# remedy

def remedy_of(seed: int) -> dict:
    "Collapse, alarm, the first remedy, and how it ends."
    torch.set_num_threads(1)
    gan = GAN("ring", recipe="collapse", seed=seed)
    watch = Watch(gan)
    while not watch.poll().alarm and gan.moment < 5000:
        gan.fit(50, progress=False)
    d, at = watch.diagnosis, gan.moment
    modes_then = metrics.modes(gan.sample(2500, stream(seed, "then")), gan.data).live
    d.remedies[0].apply(gan)
    back, whole = gan.moment, None
    while gan.moment < back + 5000:
        gan.fit(250, progress=False)
        live = metrics.modes(gan.sample(2500, stream(seed, "bench")), gan.data).live
        whole = gan.moment - back if live == 8 and whole is None else whole
    return {"name": d.name, "since": d.since, "alarm at": at, "back to": back, "modes then": modes_then, "8 of 8 after": whole, "in the end": live}


def remedy(asked) -> bool:
    print("\nremedy: `collapse` on the ring, alarm, first remedy, 5,000 further rounds")
    with pool(asked) as run:
        rows = list(run.map(remedy_of, range(asked.first, asked.first + 2 * asked.seeds)))
    print("  seed  " + "".join(f"{name:>20}" for name in rows[0]))
    for i, row in enumerate(rows):
        print(f"  {asked.first + i:4}  " + "".join(f"{value!s:>20}" for value in row.values()))
    good = sum(row["8 of 8 after"] is not None and row["in the end"] == 8 for row in rows)
    print(f"  {good} of {len(rows)} have all eight modes (target: 9 of 10)", flush=True)
    return good >= 0.9 * len(rows)


# cost

def cost(asked) -> bool:
    torch.set_num_threads(1)
    print("\ncost: n = 256, one thread, CPU time; median of 300 looks, and pairs of 500 rounds with and without a watch")
    held = True
    for name in ("ring", "grid", "moons", "swiss_roll"):
        gan = GAN(name)
        gan.fit(200, progress=False)
        watch, spent = Watch(gan), []
        for _ in range(300):
            start = time.process_time()
            watch.look()
            spent.append(1000 * (time.process_time() - start))
        with_it, without_it = [], []
        for _ in range(8):
            for times, poll in ((with_it, watch.poll), (without_it, lambda: None)):
                start = time.process_time()
                for _ in range(50):
                    gan.fit(10, progress=False)
                    poll()
                times.append(time.process_time() - start)
        share = np.median([a / b - 1 for a, b in zip(with_it, without_it)])
        held &= np.median(spent) <= 2 and share <= 0.03
        print(f"  {name:12} {np.median(spent):.2f} ms a look (mean {np.mean(spent):.2f}), {2 * np.median(without_it):.2f} ms a round, "
              f"{share:+.1%} of training time at a look every 50 rounds", flush=True)
    print(f"  (targets: <= 2 ms, <= 3 %) {'yes' if held else 'NO'}", flush=True)
    return held


PARTS = {f.__name__: f for f in (power, naming, healthy, real, sound, remedy, cost)}


def pool(asked) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--seeds", type=int, default=5, help="of trainings; twice as many for the remedy")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--repeats", type=int, default=100, help="batches of each failure in the power table")
    parser.add_argument("--sizes", type=int, nargs="+", default=(256, 1000), help="samples in a batch of the power table")
    parser.add_argument("--case", choices=REAL, help="of the trainings that fail, only this one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(PARTS)}")
    return int(not all([PARTS[part](asked) for part in asked.parts or PARTS]))


if __name__ == "__main__":
    sys.exit(main())
