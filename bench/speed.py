"""How fast: ganlab, the plain PyTorch loop and the founding texts' Keras programs, in turn.

    python bench/speed.py                                # every case, about ten minutes
    python bench/speed.py ring mlp-784 --repeats 5       # some of it
    python bench/speed.py --only ours plain              # without Keras
    python bench/speed.py --wall                         # what a person waits for, on the whole machine

Every competitor lives in a process of its own (`racer.py`, `founding_keras.py`), with one thread, on one core, and
trains networks of the same size, which is checked. They take turns, a few seconds each; a ratio is taken within one
turn and shown as the median over the turns with the least and the largest. Time is CPU time unless it says wall. "Of
the machine" is the share of the rate at which this core multiplies matrices of a fitting size, measured in turn as
well, that the leanest round's arithmetic stands for. Keras runs in `.venv-keras` (made here, with tensorflow-cpu,
when it is missing).
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
KERAS = HERE.parent / ".venv-keras"
TENSORFLOW = "tensorflow-cpu==2.21.0"
CASES = {"ring": "MLP 2 x 128, batch 150", "ring-r3": "MLP 3 x 64, RpGAN + R1 + R2, batch 128",
         "mlp-784": "batch 128", "dcgan-28": "batch 32"}
OURS = {  # options of `GAN`
    "ours": {},
    "ours fp32": {"precision": "fp32"},
    "ours bf16": {"precision": "bf16"},
    "ours compiled": {"compile": True},
}
TARGETS = [  # case, ours, against, at least
    ("ring", "ours", "plain", 1.35), ("ring", "ours compiled", "plain", 2.2),
    ("mlp-784", "ours", "plain", 2.7), ("dcgan-28", "ours", "plain", 3.2),
    ("mlp-784", "ours", "keras", 6.0), ("dcgan-28", "ours", "keras", 3.2),
    ("mlp-784", "ours", "tf.function", 2.2), ("dcgan-28", "ours", "tf.function", 2.2),
]
WALL_TARGETS = [  # the same with the whole machine, by the wall clock
    ("ring", "ours", "plain", 1.6), ("ring", "ours compiled", "plain", 3.0),
    ("mlp-784", "ours", "plain", 1.5), ("mlp-784", "ours compiled", "plain", 2.0),
    ("dcgan-28", "ours", "plain", 2.2), ("dcgan-28", "ours compiled", "plain", 2.6),
    ("mlp-784", "ours", "keras", 3.0), ("dcgan-28", "ours", "keras", 3.0),
    ("mlp-784", "ours", "tf.function", 1.3), ("dcgan-28", "ours", "tf.function", 1.3),
]


class Racer:
    "A competitor: a process that plays rounds when it is told to."

    def __init__(self, name: str, python: Path | str, program: str, asked: dict, core: int | None, wall: bool):
        self.name, self.clock, self.rates, self.walls = name, "wall" if wall else "cpu", [], []
        self.log = tempfile.TemporaryFile("w+")
        limits = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
        free = {key: value for key, value in os.environ.items() if key not in limits}
        self.process = subprocess.Popen([python, HERE / program, json.dumps(asked)], stdin=subprocess.PIPE, text=True,
                                        stdout=subprocess.PIPE, stderr=self.log,
                                        env=free if wall else free | dict.fromkeys(limits, "1"))
        self.about = self._hear()
        if core is not None and not self.about.get("error"):
            for task in Path(f"/proc/{self.process.pid}/task").iterdir():
                os.sched_setaffinity(int(task.name), {core})

    def _hear(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            self.log.seek(0)
            raise SystemExit(f"{self.name} has died:\n{self.log.read()[-2000:]}")
        return json.loads(line)

    def play(self, rounds: int) -> dict[str, float]:  # seconds: cpu, wall
        print(rounds, file=self.process.stdin, flush=True)
        return self._hear()

    def settle(self, seconds: float) -> None:
        "Find out how many rounds make a turn."
        rounds = 1
        while (taken := self.play(rounds)[self.clock]) < seconds / 8:
            rounds *= 2
        self.rounds = max(1, round(rounds * seconds / taken))

    def turn(self) -> None:
        taken = self.play(self.rounds)
        self.rates.append(self.rounds / taken[self.clock])
        self.walls.append(self.rounds / taken["wall"])

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.log.close()


def field(case: str, asked: argparse.Namespace, pictures: Path) -> list[Racer]:
    "Everybody who runs in this case."
    threads, core = (None, None) if asked.wall else (1, asked.core)

    def torch_racer(name, who, options, threads=threads):
        setting = {"who": who, "case": case, "options": options, "threads": threads}
        return Racer(name, sys.executable, "racer.py", setting, core, asked.wall)

    racers = []
    if "ours" in asked.only:
        racers += [torch_racer(name, "ours", options) for name, options in OURS.items()]
    if "plain" in asked.only:
        racers.append(torch_racer("plain", "plain", {}))
    if "plain" in asked.only and asked.wall:
        racers.append(torch_racer("plain 1 thread", "plain", {}, 1))
    if "keras" in asked.only and case in ("mlp-784", "dcgan-28"):
        racers += [
            Racer(
                who,
                KERAS / "bin" / "python",
                "founding_keras.py",
                {"who": who, "case": case, "data": str(pictures), "threads": threads},
                core,
                asked.wall,
            )
            for who in ("keras", "tf.function")
        ]
    racers += [torch_racer(name, "products", {"precision": precision})
               for name, precision in (("products fp32", "fp32"), ("products bf16", "bf16"))]
    return racers


def race(case: str, asked: argparse.Namespace, pictures: Path) -> dict[str, dict]:  # by competitor
    "Let them take turns."
    racers = field(case, asked, pictures)
    for racer in racers:
        if racer.about.get("error"):
            print(f"  {racer.name}: {racer.about['error']}", flush=True)
    running = [racer for racer in racers if "error" not in racer.about]
    sizes = {tuple(racer.about["weights"]) for racer in running if racer.about["weights"]}
    if len(sizes) != 1:
        raise SystemExit(f"{case}: the competitors train networks of different sizes, {sizes}")
    for racer in running:
        racer.settle(asked.seconds)
    for repeat in range(asked.repeats):
        for racer in running[repeat % len(running):] + running[:repeat % len(running)]:
            racer.turn()
    for racer in racers:
        racer.end()
    return {racer.name: racer.about | {"rates": racer.rates, "walls": racer.walls} for racer in running}


def ratio(ours: dict, theirs: dict) -> list[float]:  # least, median, largest
    each = [a / b for a, b in zip(ours["rates"], theirs["rates"])]
    return [min(each), median(each), max(each)]


def report(case: str, found: dict[str, dict], targets: list[tuple]) -> None:
    "Print a case's table."
    rivals = [name for name in ("plain", "plain 1 thread", "keras", "tf.function") if name in found]
    counted = [
        racer["flops"] for name, racer in found.items() if racer.get("flops") and not name.startswith("products")
    ]
    lean = min(counted)
    roof = {name: max(racer["rates"]) * racer["flops"] for name, racer in found.items() if name.startswith("products")}
    g, d = next(iter(found.values()))["weights"]
    print(
        f"  G {g:,} and D {d:,} weights; the leanest round takes {lean / 1e9:.3g} GFLOP; a core multiplies matrices at "
        + ", ".join(f"{rate / 1e9:.0f} GFLOP/s in {name.split()[1]}" for name, rate in roof.items())
    )
    print(f"  {'':15}{'':6}{'rounds/s':>9}{'(wall)':>9}{'ready':>8}{'of the machine':>16}"
          + "".join(f"{'against ' + rival:>24}" for rival in rivals))
    for name, racer in found.items():
        if name in roof:
            continue
        rate = median(racer["rates"])
        share = rate * lean / roof[f"products {racer['precision']}"]
        cells = ["" if rival == name else "{1:.2f} ({0:.2f}-{2:.2f})".format(*ratio(racer, found[rival]))
                 for rival in rivals]
        print(
            f"  {name:15}{racer['precision']:6}{rate:9.1f}{median(racer['walls']):9.1f}{racer['ready']:7.1f}s"
            f"{share:15.0%} "
            + "".join(f"{cell:>24}" for cell in cells)
        )
    faster = max((name for name in rivals if name.startswith("plain")), default="",
                 key=lambda name: median(found[name]["rates"]))
    for where, mine, rival, least in targets:
        rival = faster if rival == "plain" else rival
        if where == case and mine in found and rival in found:
            got = ratio(found[mine], found[rival])[1]
            print(f"  {mine} against {rival}: {got:.2f}, wanted {least}: {'yes' if got >= least else 'NO'}")
    print(flush=True)


def machine() -> str:
    "What it runs on, and how busy that is."
    models = (
        [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
        if Path("/proc/cpuinfo").exists()
        else [platform.processor()]
    )
    return f"{models[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def prepare_keras() -> None:
    "An environment with TensorFlow, once."
    if not (KERAS / "bin" / "python").exists():
        print(f"making {KERAS.name} with {TENSORFLOW} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", KERAS], check=True)
        subprocess.run([KERAS / "bin" / "pip", "install", "--quiet", TENSORFLOW], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--repeats", type=int, default=7, help="turns of each competitor (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=2, help="CPU time of a turn (default: %(default)s)")
    parser.add_argument("--only", nargs="+", choices=("ours", "plain", "keras"), default=("ours", "plain", "keras"))
    parser.add_argument("--wall", action="store_true", help="the whole machine for each in turn, by the wall clock")
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [None]
    parser.add_argument(
        "--core", type=int, default=cores[-1], help="the core they share (default: the last, %(default)s)"
    )
    asked = parser.parse_args()
    if unknown := set(asked.cases) - set(CASES):
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(CASES)}")
    if "keras" in asked.only:
        prepare_keras()
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pictures = Path(folder, "pictures.npy")
        save = (f"import sys; sys.path.insert(0, {str(HERE)!r}); import racer, numpy\n"
                f"numpy.save({str(pictures)!r}, racer.pictures().permute(0, 2, 3, 1).contiguous().numpy())")
        subprocess.run([sys.executable, "-c", save], check=True)
        found = {}
        print(machine())
        for case in asked.cases or CASES:
            print(f"{case}: {CASES[case]}", flush=True)
            found[case] = race(case, asked, pictures)
            report(case, found[case], WALL_TARGETS if asked.wall else TARGETS)
    file = results / f"speed-{time.strftime('%Y%m%d-%H%M%S')}.json"
    file.write_text(json.dumps(found, indent=1))
    print(f"written to {file}")


if __name__ == "__main__":
    main()
