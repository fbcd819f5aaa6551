"""Does whoever asks what is wrong with a GAN hear the same? The monitor and `diagnose`, on the same states.

    python bench/agree.py                 # three hundred states, about five minutes
    python bench/agree.py --first 40 --seeds 2

Each training is watched by a monitor from its beginning, and has a twin that nobody watches. At each state the
monitor's verdict is compared with that of `diagnose` on the same GAN, and the verdict of `diagnose` on a copy of the
twin, which nobody has ever looked at, with that of a monitor opened on another copy. These must be equal. Last, those
who saw it all are compared with those who came late, which is told, and may differ where a name is about to change.

The states: trainings by seven recipes on three data sets at several moments, and from there rewound, forked, undone,
reset, restored into a new branch, saved and loaded.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import torch

from ganlab import GAN, DiversityMonitor, diagnose
from ganlab.games.schedules import Alternate
from ganlab.training.engine import Diverged
from ganlab.training.trainer import Trainer

TRAININGS = {  # name: (data, changes of the recipe)
    "default": ("ring", {}),
    "collapse": ("ring", {"recipe": "collapse"}),
    "collapse, grid": ("grid", {"recipe": "collapse"}),
    "d_too_strong": ("ring", {"recipe": "d_too_strong"}),
    "memorise": ("moons", {"recipe": "memorise"}),
    "classic": ("moons", {"recipe": "classic"}),
    "five D steps": ("ring", {"loss": "minimax", "penalty": None, "schedule": Alternate(5, 1), "lr": 1e-3}),
}
MOMENTS = (0, 30, 100, 300, 600)


def verdict_of_a_monitor(gan: GAN) -> str:
    "What a monitor says that is opened now."
    monitor = DiversityMonitor(gan)
    name = monitor.update().name
    monitor.close()
    return name


def copies(gan: GAN, folder: Path) -> dict[str, GAN]:  # by what was done
    "Other states that one gets to from this one, none of which anybody has looked at."
    found = {}
    if gan.moment >= 100:
        found["rewound"] = gan.fork()
        found["rewound"].fit(5, progress=False).rewind(gan.moment // 2)
        found["rewound, other future"] = gan.fork()
        found["rewound, other future"].rewind(gan.moment // 2).set(lr=(1e-3, 1e-3)).fit(60, progress=False)
        found["undone"] = gan.fork()
        found["undone"].fit(100, progress=False).undo()
        found["restored"] = GAN(gan.data, recipe=gan.recipe, seed=gan.seed)
        found["restored"].restore(gan.state())
    if gan.moment == MOMENTS[-1]:
        found["reset"] = gan.fork().reset()
        found["loaded"] = GAN.load(gan.save(folder / "run.ganlab"))
    return found


def compared(watched: GAN, monitor: DiversityMonitor, alone: GAN) -> tuple[str, str, str, str]:
    "The monitor that saw it all, `diagnose` of the same GAN; and on unseen copies `diagnose` and a monitor."
    seen = monitor.update().name
    return seen, diagnose(watched).name, diagnose(alone.fork()).name, verdict_of_a_monitor(alone.fork())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    states = disagree = apart = 0
    names: Counter = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, (source, changes) in TRAININGS.items():
            for seed in range(asked.first, asked.first + asked.seeds):
                watched, alone = (GAN(source, seed=seed, **changes) for _ in range(2))
                monitor = DiversityMonitor(watched)
                try:
                    for moment in MOMENTS:
                        while watched.moment < moment:
                            watched.fit(min(10, moment - watched.moment), progress=False)
                            monitor.update()
                        alone.fit(moment - alone.moment, progress=False)
                        said = compared(watched, monitor, alone)
                        rows = {f"moment {moment}": said[:2], f"moment {moment}, unseen": said[2:]}
                        for what, gan in copies(alone, Path(folder)).items():
                            rows[f"moment {moment}, {what}"] = diagnose(gan.fork()).name, verdict_of_a_monitor(gan)
                        for what, (one, other) in rows.items():
                            states, disagree = states + 1, disagree + (one != other)
                            names[one] += 1
                            if one != other:
                                print(f"  {name}, seed {seed}, {what}: {one} against {other}", flush=True)
                        apart += said[0] != said[2]
                        if said[0] != said[2]:
                            print(f"  {name}, seed {seed}, moment {moment}: who saw it all says {said[0]}, who came "
                                  f"late {said[2]}", flush=True)
                except Diverged:
                    pass
                monitor.close()
                for gan in (watched, alone):
                    Trainer.of(gan).close()
                print(f"{name}, seed {seed}: {states} states so far, {disagree} disagreements, {apart} early and late",
                      flush=True)
    print(f"{states} states, {disagree} disagreements between monitor and diagnose (target: 0); of "
          f"{asked.seeds * len(TRAININGS) * len(MOMENTS)} states {apart} are called otherwise by who came late; "
          f"names: {dict(names)}")
    return int(disagree > 0)


if __name__ == "__main__":
    sys.exit(main())
