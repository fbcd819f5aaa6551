"""Files that lie: whatever one value of a training's file is changed to, loading says no in words, or one can go on."""

import copy
import math
import random
import warnings

import pytest
import torch
from endurance import tries

from ganlab import GAN
from ganlab.files import archive
from ganlab.timeline import Irreproducible
from ganlab.training import Diverged

STRANGE = [None, True, -1, 0, 7, 2**60, 10**30, 0.5, -3.0, math.nan, math.inf, "", "x", "set", (), (1, 2), [], {},
           {"a": 1}, torch.zeros(0), torch.zeros(3), torch.tensor(math.nan), torch.zeros(2, 2, dtype=torch.int64),
           torch.zeros((), dtype=torch.bool)]
FINE = Irreproducible, Diverged  # what going on may end with, in words, where weights or numbers were forged


def trained(kind: str) -> GAN:
    if kind == "images":
        x = torch.rand(40, 1, 8, 8, generator=torch.Generator().manual_seed(0))
        gan = GAN(x, width=4, batch_size=4, batch_norm=True)
    else:
        gan = GAN("ring", width=4, depth=1, batch_size=4, dropout=0.2)
    gan.fit(6, progress=False)
    gan.step_d()
    gan.mark("here").set(lr=1e-4, loss="hinge").fit(3, progress=False)
    with torch.no_grad():
        next(gan.generator.parameters()).mul_(0.5)
    gan.step_d()
    return gan.rewind(9)


@pytest.fixture(scope="module", params=["points", "images"])
def tree(request, tmp_path_factory) -> dict:
    gan, file = trained(request.param), tmp_path_factory.mktemp("forged") / "gan.ganlab"
    gan.save(file, include_data=True)
    return archive.read(file)


def places(tree: object, path: tuple = ()) -> list[tuple]:
    "The paths to everything in a nested value, at every depth."
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, (list, tuple)) else ()
    return [path] * bool(path) + [place for key, value in inside for place in places(value, (*path, key))]


def forged(tree: object, path: tuple, new: object) -> object:
    "A copy in which the value at a path is another one."
    key, *rest = path
    inside = dict(tree) if isinstance(tree, dict) else list(tree)
    inside[key] = forged(inside[key], rest, new) if rest else new
    return tuple(inside) if isinstance(tree, tuple) else inside


def lies(value: object, chance: random.Random) -> object:
    "Something else of the same kind, or of another."
    if isinstance(value, torch.Tensor) and chance.random() < 0.5:
        return chance.choice([value.double(), value.flatten()[:-1], value[None], torch.full_like(value, 3),
                              value.new_zeros(0)])
    if type(value) is int and chance.random() < 0.5:
        return chance.choice([value + 1, -value, value * 10**9])
    if isinstance(value, (list, tuple)) and chance.random() < 0.5:
        return chance.choice([type(value)(value[:-1]), type(value)((*value, *value))])
    if isinstance(value, dict) and value and chance.random() < 0.5:
        gone = chance.choice(list(value))
        return {name: one for name, one in value.items() if name != gone}
    return copy.deepcopy(chance.choice(STRANGE))


def go_on(file) -> str:
    "Load a file, and do what people do with it: step, go back, go forth, write it as code, save it."
    try:
        gan = GAN.load(file)
    except ValueError as error:  # ArchiveError is one
        said = str(error)
        assert len(said) < 1500 and "object" not in said.partition("GAN")[0], said
        return "refused"
    try:
        gan.step()
        for moment in (0, gan.horizon, gan.horizon // 2):
            gan.rewind(moment)
        gan.step_g()
        gan.undo()
    except FINE:
        pass
    gan.script()
    repr(gan.timeline), gan.sample(3), gan.events, gan.history["g_loss"]
    gan.save(file)
    return "went on"


def test_a_forged_value_is_refused_in_words_or_does_no_harm(tree, tmp_path):
    chance, where, outcomes = random.Random(5), places(tree), []
    assert len(where) > 500
    by_kind: dict = {}
    for place in where:  # as many tries for what is there once as for what is there a hundred times
        by_kind.setdefault(tuple(key for key in place if isinstance(key, str)), []).append(place)
    kinds = list(by_kind.values())
    for n in range(tries(60)):
        place = chance.choice(kinds[n % len(kinds)] if n < len(kinds) and tries(1) > 1 else chance.choice(kinds))
        value = tree
        for key in place:
            value = value[key]
        new = lies(value, chance)
        archive.write(tmp_path / "x.ganlab", forged(tree, place, new))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                outcomes.append(go_on(tmp_path / "x.ganlab"))
            except Exception as error:
                raise AssertionError(f"at {place}: {value!r:.100} -> {new!r:.100}: {error!r}") from error
    assert {"refused", "went on"} <= set(outcomes)  # else nothing was tried
