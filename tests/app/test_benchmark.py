"ganlab.app.benchmark: phases of known length, twins that leave the original alone; and what a long training may keep."

import gc
import time

import pytest
import torch
from matplotlib.figure import Figure
from torch import nn

import ganlab
from ganlab import GAN
from ganlab.app import cli
from ganlab.app.benchmark import PHASES, Stopwatch, bench, find_gan, phase_times, take_turns, variants
from ganlab.data import Data
from ganlab.timeline.history import History, Series
from ganlab.training.trainer import Trainer

TINY = {"recipe": "classic", "width": 4, "depth": 1, "batch_size": 4}


class SlowBackward(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, gradient):
        time.sleep(0.008)
        return gradient


class Slow(nn.Module):
    "A network that sleeps for some milliseconds each time it is run, or each time somebody goes back through it."

    def __init__(self, width: int, forward: float = 0, backward: bool = False):
        super().__init__()
        self.map, self.seconds, self.backward = nn.Linear(2, width), forward / 1000, backward

    def forward(self, x):
        time.sleep(self.seconds)
        h = self.map(x)
        return SlowBackward.apply(h) if self.backward else h


def slow(g: Slow, d: Slow) -> GAN:
    return GAN("ring", generator=g, discriminator=d, recipe="classic", batch_size=4)


@pytest.mark.parametrize("g, d, phase, least", [
    (Slow(2, 15), Slow(1), "G forward", 15),  # once a round: D's step and G's share its fakes
    (Slow(2), Slow(1, 8), "D forward", 16),  # in both steps
    (Slow(2), Slow(1, backward=True), "backward", 16),  # in both steps
])
def test_a_phase_is_as_long_as_it_was_made(g, d, phase, least):
    found = phase_times(slow(g, d), rounds=8)
    assert list(found) == list(PHASES) and min(found.values()) > 0
    assert found[phase] >= least and max(found, key=found.get) == phase


def test_drawing_data_is_a_phase(monkeypatch):
    draw = Data.batch

    def batch(self, *args):
        time.sleep(0.008)
        return draw(self, *args)

    monkeypatch.setattr(Data, "batch", batch)
    found = phase_times(GAN("ring", **TINY), rounds=5)
    assert found["data"] >= 8 and max(found, key=found.get) == "data"


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "sgd"])
def test_every_optimiser_is_a_phase(optimizer):
    assert phase_times(GAN("ring", optimizer=optimizer, **TINY), rounds=5)["optimiser"] > 0


def test_the_stopwatch_gives_time_to_the_innermost(monkeypatch):
    clock = iter([0.0, 1.0, 3.0, 7.0, 15.0])
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    watch = Stopwatch()
    with watch.during("backward"), watch.during("data"):
        pass
    assert watch.seconds | {} == dict.fromkeys(PHASES, 0.0) | {"bookkeeping": 1.0, "backward": 2.0 + 8.0, "data": 4.0}


def test_measuring_leaves_no_trace():
    gan, twin = GAN("ring", **TINY).fit(5, progress=False), GAN("ring", **TINY).fit(5, progress=False)
    rng = torch.get_rng_state()
    speed = bench(gan, rounds=10, compiled=False)
    assert gan.state_hash() == twin.state_hash() and gan.events == twin.events and gan.rounds == 5
    assert not gan.generator._forward_hooks and not gan.discriminator._forward_pre_hooks
    assert torch.equal(rng, torch.get_rng_state())
    assert gan.fit(3, progress=False).state_hash() == twin.fit(3, progress=False).state_hash()
    assert isinstance(speed, ganlab.app.benchmark.Speed)


def test_a_gan_may_be_measured_while_it_plays():
    gan = GAN("ring", **TINY)
    trainer = Trainer.of(gan)
    trainer.play().result()
    try:
        assert bench(gan, rounds=5, compiled=False).phases
    finally:
        trainer.pause().result()
    assert gan.rounds > 0


def test_the_answer_adds_up():
    gan = GAN("ring", precision="bf16", **TINY)
    speed = bench(gan, rounds=15, compiled=False)
    first = next(iter(speed.rates))
    assert "bf16" in first and "yours" in first and "fp32" in speed.rates
    assert set(speed.rates) | set(speed.missing) == set(variants(gan))
    for way, parts in speed.phases.items():
        rates = sorted(speed.rates[way])
        assert sum(parts.values()) == pytest.approx(1000 / rates[len(rates) // 2])
    text = str(speed)
    assert all(phase in text for phase in PHASES) and "G of 22 weights against D of 17, batch 4, cpu, 1 thread" in text
    figure = speed.figure()
    assert isinstance(figure, Figure)
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert sum(widths) == pytest.approx(sum(1000 / sorted(rates)[len(rates) // 2] for rates in speed.rates.values()))


def test_a_compiled_round_is_a_way_without_phases():
    gan = GAN("ring", **TINY)
    speed = bench(gan, rounds=10)
    assert list(speed.phases) == ["fp32 (yours)", "bf16"] and not gan.recipe.compile
    if "fp32, compiled" in speed.missing:  # no compiler here
        assert "compiled" in speed.missing["fp32, compiled"] and len(speed.rates) == 2
    else:
        assert min(speed.rates["fp32, compiled"]) > 0 and len(speed.figure().axes[0].get_yticklabels()) == 3


def test_ways_name_what_differs():
    for precision, other in [("fp32", "bf16"), ("bf16", "fp32")]:
        own, *rest = variants(GAN("ring", precision=precision, **TINY)).items()
        assert own == (f"{precision} (yours)", {})
        assert rest == [(other, {"precision": other}), (f"{precision}, compiled", {"compile": True})]
    assert list(variants(GAN("ring", **TINY)))[0] == "fp32 (yours)"  # what "auto" means for points


def test_a_turn_ends_by_rounds_or_by_time():
    gans = {"quick": GAN("ring", **TINY), "slow": slow(Slow(2, 30), Slow(1))}
    rates = take_turns(gans, rounds=4, turns=2, seconds=0.01)
    assert gans["quick"].rounds <= 4 and gans["slow"].rounds == 2 and all(len(each) == 2 for each in rates.values())
    assert max(rates["slow"]) < 1 / 0.03


def test_what_cannot_be_measured_is_said():
    with pytest.raises(TypeError, match="gan must be a GAN, got str"):
        bench("ring")
    for rounds in (0, 2.5, True):
        with pytest.raises(ValueError, match="rounds must be an int"):
            bench(GAN("ring", **TINY), rounds=rounds)


SCRIPT = """
import helper
from ganlab import GAN
mine = GAN('ring', width=helper.WIDTH)
if __name__ == '__main__':
    raise SystemExit(9)
"""


@pytest.fixture
def script(tmp_path):
    (tmp_path / "helper.py").write_text("WIDTH = 4\n")
    (tmp_path / "script.py").write_text(SCRIPT)
    return tmp_path / "script.py"


def test_the_command_measures_a_gan_in_a_script(script, capsys):
    picture = script.with_name("speed.png")
    assert cli.main(["bench", f"{script}:mine", "--rounds", "5", "--no-compiler", "--picture", str(picture)]) == 0
    said = capsys.readouterr().out
    assert "rounds/s" in said and "backward" in said and str(picture) in said
    assert picture.read_bytes()[1:4] == b"PNG"


@pytest.mark.parametrize("words, says", [
    (["{script}:other"], "must have a GAN named 'other'; it has mine"), (["{script}"], "must have a GAN named 'gan'"),
    (["{script}:mine", "--recipe", "classic"], "recipe"), (["no.py:gan"], "there is no file no.py"), (["rong"], "rong"),
    (["ring", "--recipe", "clasic"], "clasic"), (["ring", "--rounds", "0"], "rounds"),
])
def test_a_wrong_word_is_said_plainly(words, says, script, capsys):
    assert cli.main(["bench", *[word.format(script=script) for word in words]]) == 1
    error = capsys.readouterr().err
    assert error.startswith("ganlab bench: ") and says in error and "Traceback" not in error


def test_an_error_in_the_script_is_the_scripts(script):
    script.write_text("gan = GAN('ring')\n")
    with pytest.raises(RuntimeError, match="did not run to its end: name 'GAN' is not defined"):
        find_gan(str(script))


def test_remembering_costs_the_same_at_any_length(monkeypatch):
    capacity, moved, n = 64, [], 64 * 40
    make_room = Series._make_room
    monkeypatch.setattr(Series, "_make_room", lambda self: (moved.append(self.size), make_room(self)))
    series = Series(capacity)
    held = []
    for step in range(n):
        series.append(step, 0.0)
        held.append(series._steps.nbytes + series._values.nbytes)
    assert max(held) <= 12 * capacity and series.size <= capacity
    assert sum(moved) <= 4 * n  # copied, all in all: thinning moves three quarters to make room for one


def test_a_round_of_fit_leaves_nothing_behind():
    gan = GAN("ring", **TINY)
    gan.engine.history, gan.timeline.budget = (
        History(128),
        0,
    )  # keyframes have a budget of their own, and none of it here
    gan.fit(200, progress=False)
    gc.collect()
    before, events = len(gc.get_objects()), len(gan.events)
    gan.fit(800, progress=False)
    gc.collect()
    assert len(gc.get_objects()) - before < 400  # less than one object in two rounds
    assert len(gan.events) == events == 1 and gan.history["g_loss"].size <= 128
    assert gan.history.steps("g_loss")[-1] == 1000
