"""A child process that sends a widget whatever a broken or hostile page could send: see test_protocol.py.

python hammer.py WIDGET MESSAGES SEED: prints what went wrong, one line each, and ends with 0 if nothing did."""

import json
import logging
import random
import re
import resource
import sys
import warnings

import psutil
import torch

from ganlab import GAN, DiversityMonitor, Lab, LatentExplorer, Stepper, games
from ganlab.training.trainer import Trainer

ROOM = 3 * 2**30  # bytes that the messages may cost
PYTHON = re.compile(  # how Python, NumPy and PyTorch speak of what was not foreseen
    r"object is not|unsupported operand|invalid literal|could not convert|not subscriptable|has no attribute|KeyError|"
    r"unhashable|must be real number|index out of|NoneType|required positional|not iterable|indices must be|"
    r"expected scalar|size of tensor|string argument|object cannot be|bytes-like|dtype|cannot convert float|"
    r"unexpected keyword|an integer is required|arguments|too large to convert|Traceback|mappingproxy|'str' object|"
    r"not supported between|enforce fail|allocate|operand")


class Page:
    "A page that keeps what it is sent, as strict JSON would carry it."
    comm_id = "hammered"

    def __init__(self):
        self.said = []

    def send(self, data=None, metadata=None, buffers=None):
        json.dumps(data, allow_nan=False)
        content = data.get("content") if data.get("method") == "custom" else data.get("state", {})
        for text in texts(content):
            self.said.append(text)

    def on_msg(self, function): ...
    def close(self, *_, **__): ...


def texts(content: object) -> list[str]:
    "What a page would show of a message: the sentences in it."
    found = []
    if isinstance(content, dict):
        shown = ("text", "why", "status")
        found = [content[name] for name in shown if isinstance(content.get(name), str)]
        found += [text for value in content.values() if isinstance(value, dict) for text in texts(value)]
    return found


def pictures() -> torch.Tensor:
    return torch.rand(30, 1, 8, 8, generator=torch.Generator().manual_seed(0))


SMALL = dict(width=6, depth=1, batch_size=4)
MADE = {
    "stepper": lambda: Stepper(GAN("ring", **SMALL), points=20, field=8),
    "stepper-cyclegan": lambda: Stepper(GAN(game=games.CycleGAN("moons", "ring", width=4), batch_size=4), points=20),
    "explorer": lambda: LatentExplorer(GAN("ring", **SMALL)),
    "explorer-images": lambda: LatentExplorer(GAN(pictures(), labels=torch.arange(30) % 3, width=4, batch_size=4)),
    "monitor": lambda: DiversityMonitor(GAN("ring", **SMALL)),
    "lab": lambda: Lab(GAN("ring", **SMALL), points=20, field=8, explorer=True),
    "lab-of-two": lambda: Lab([GAN("ring", seed=seed, **SMALL) for seed in (0, 1)], points=20, field=8),
}
FIELDS = ["at", "branch", "by", "exact", "file", "final", "idle", "index", "k", "kept", "kind", "knob", "n", "name",
          "pane", "seconds", "seq", "sheet", "size", "strip", "to", "value", "view", "what", "wishes", "from", "what",
          "path", "rounds", "x", "y", "z", "points", "weights", "brush", "turn", "speed", "first", "last", "dark"]
LEAVES = [None, True, False, 0, 1, -1, 2, 7, 10**9, -(10**9), 10**30, 0.5, -0.5, 1e300, float("inf"), float("nan"), "",
          "0", "x", "g", "d", "nan", "1e999", "../../etc/passwd", "<img src=x onerror=alert(1)>", "a" * 100_000, "\0",
          "ring", "__class__", "batch_size", "width", "samples", "lr_g", "horizon", [], {}, [0, 0], [1e9, -1e9], [[]]]


def anything(chance: random.Random, depth: int = 3) -> object:
    kind = chance.random()
    if depth == 0 or kind < 0.45:
        return chance.choice(LEAVES)
    if kind < 0.6:
        return [anything(chance, depth - 1) for _ in range(chance.choice([0, 1, 2, 3, 50]))]
    names = chance.sample(FIELDS, chance.randint(1, 5))
    return {name: anything(chance, depth - 1) for name in names}


def parts_of(widget: object) -> list:
    "The widgets inside one that hear messages."
    if isinstance(widget, Lab):
        return [widget.bench, *[section.inside for section in widget.sections if section.inside is not None]]
    return [widget]


def names_of(part: object) -> list[str]:
    "Everything that a page may ask for."
    if isinstance(part, LatentExplorer):
        return list(part.gestures.by_name)
    tools = [f"{name}.{command}" for name, tool in part.tools.by_name.items() for command in tool.commands()]
    return [*part.commands(), *tools]


def message(chance: random.Random, names: list[str]) -> object:
    kind = chance.random()
    if kind < 0.6:
        return {"kind": "do", "what": chance.choice(names), "value": anything(chance), "view": "v",
                "n": chance.choice([1, 2, 3, "x", None, 10**30]) if chance.random() < 0.1 else chance.randint(1, 10**6)}
    if kind < 0.8:
        kinds = ["hello", "ack", "goodbye", "point", "close", "hover", "drag", "x"]
        about = {"kind": chance.choice(kinds), "view": "v"}
        return about | {name: anything(chance, 1) for name in chance.sample(FIELDS, 3)}
    return chance.choice([{}, {"kind": anything(chance)}, {"kind": "do"}, {"kind": "do", "what": anything(chance)},
                          {"kind": "point", "value": anything(chance)}])


def gans_of(widget: object) -> list[GAN]:
    found = getattr(widget, "gans", None) or [getattr(widget, "gan", None) or widget.maker.gan]
    return [gan for gan in found if gan is not None]


def settled(widget: object) -> None:
    "Wait until everything that was asked for has been done, and stand still."
    for part in parts_of(widget):
        if isinstance(part, LatentExplorer):
            part.gestures.search.close()
    for gan in gans_of(widget):
        Trainer.of(gan).pause().result(120)


def main(kind: str, messages: int, seed: int) -> int:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    chance, wrong = random.Random(f"{kind} {seed}"), []
    widget = MADE[kind]()
    process, page = psutil.Process(), Page()
    for part in parts_of(widget):
        part.comm = page
        for other in getattr(part, "tools", None) and part.tools.by_name or ():
            if not part.tools.by_name[other].always and chance.random() < 0.7:
                part.open_drawers = [*part.open_drawers, other]
    before = process.memory_info().rss
    resource.setrlimit(resource.RLIMIT_AS, (process.memory_info().vms + ROOM,) * 2)
    for n in range(messages):
        for part in parts_of(widget):
            sent = message(chance, names_of(part))
            heard = len(page.said)
            try:
                part._on_message(part, sent, [])
                if n % 10 == 0:
                    settled(widget)
            except Exception as error:  # a message must never raise into the kernel
                wrong.append(f"raised {error!r:.200} for {sent!r:.300}")
            bad = [text for text in page.said[heard:] if PYTHON.search(text) or len(text) > 3000]
            wrong += [f"said {text!r:.200} for {sent!r:.300}" for text in bad]
    settled(widget)
    for gan in gans_of(widget):
        end, moment = gan.state_hash(), gan.moment
        gan.rewind(0)
        gan.rewind(moment)
        if gan.state_hash() != end:
            wrong.append("the training does not come back")
        gan.fit(2, progress=False)
    grown = process.memory_info().rss - before
    if grown > ROOM / 3:
        wrong.append(f"memory grew by {grown / 2**20:.0f} MB")
    widget.close()
    print("\n".join(dict.fromkeys(wrong)))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
