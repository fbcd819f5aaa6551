"""The curves drawer: what is recorded, which stretch is sent, and that length costs nothing."""

import math

import numpy as np
import pytest
import torch
from test_panels import Comm, say, sent, wait

from ganlab import data, zoo
from ganlab.data.sources import as_data
from ganlab.gan import GAN
from ganlab.timeline.history import History
from ganlab.widgets.panels.curves import lanes_of, rows_of, terms_of
from ganlab.widgets.stepper.stepper import Stepper

PICTURES = [as_data(np.random.default_rng(0).integers(0, 256, (40, c, 16, 16)).astype(np.uint8)) for c in (3, 1)]


def test_beliefs_and_slopes_of_layers_are_those_of_the_step():
    gan = GAN("ring", loss="nonsaturating")
    for n in range(1, 31):
        d, g = gan.step_d(), gan.step_g()
        due = n <= 10 or n % 10 == 0
        assert bool(gan.history.steps("p_real")[-1] == n) is due
        if due:
            assert gan.history.last("p_real") == pytest.approx(
                np.mean(1 / (1 + np.exp(-d.scores_real.double().numpy()))), abs=1e-6
            )
            assert gan.history.last("p_fake") == pytest.approx(
                np.mean(1 / (1 + np.exp(-d.scores_fake.double().numpy()))), abs=1e-6
            )
            for step in (d, g):
                for layer, norm in step.grad_norms.items():
                    assert gan.history.last(f"{step.phase}_slope.{layer}") == pytest.approx(norm, rel=1e-5)
                total = math.sqrt(sum(norm**2 for norm in step.grad_norms.values()))
                assert gan.history.last(f"{step.phase}_slope") == pytest.approx(total, rel=1e-5)


def test_of_a_game_of_differences_the_beliefs_are_taken_around_the_middle():
    gan = GAN("ring", loss="relativistic")
    step = gan.step_d()
    r, f = step.scores_real.double(), step.scores_fake.double()
    middle = (r.mean() + f.mean()) / 2
    assert gan.history.last("p_real") == pytest.approx(torch.sigmoid(r - middle).mean().item(), abs=1e-6)
    assert gan.history.last("p_fake") == pytest.approx(torch.sigmoid(f - middle).mean().item(), abs=1e-6)


def test_looking_closely_changes_nothing_and_comes_back_with_the_past():
    gan = GAN("ring").fit(60, progress=False)
    kept = {name: gan.history[name].tolist() for name in gan.history}
    gan.rewind(25)
    assert gan.history.steps("d_slope.hidden.0").max() == 20
    gan.rewind(60)
    assert {name: gan.history[name].tolist() for name in gan.history} == kept


def test_a_thinned_history_is_equally_dense_from_its_beginning_on():
    history = History(capacity=128)
    for step in range(1, 20_001):
        history.record(step, a=step)
    steps = history.steps("a")
    assert steps[0] == 1 and steps[-32:].tolist() == list(range(19_969, 20_001)) and (np.diff(steps) > 0).all()
    old = steps[steps < 18_000]
    assert np.diff(old).max() < 3 * 20_000 / 32 and len(old) >= 16  # an old half of 32 stretches
    assert (history["a"] == steps).all()


@pytest.mark.parametrize("steps", [1_000, 300_000])
def test_a_stretch_is_all_that_is_known_of_it_in_as_few_rows_as_a_page_has_pixels(steps):
    history, values = History(), np.random.default_rng(0).normal(size=steps).astype(np.float32)
    for step, value in enumerate(values, 1):
        history.record(step, d_loss=value)
    whole = rows_of(history, "d_loss")
    assert len(whole) == 320 and whole[:, 0].min() == 1
    first, last = steps - 700, steps - 200
    close = rows_of(history, "d_loss", (first, last), most=100)
    assert len(close) == 100 and close[0, 0] == first
    inside = values[first - 1 : last]
    assert close[:, 1].min() == inside.min() and close[:, 2].max() == inside.max()
    edges = np.append(close[:, 0].astype(int), last + 1)
    for (step, low, high, mean), end in zip(close, edges[1:]):
        part = values[int(step) - 1 : end - 1]
        assert (low, high) == (part.min(), part.max()) and mean == pytest.approx(part.mean(dtype=np.float64), abs=1e-6)
    assert len(rows_of(history, "d_loss", (steps + 5, steps + 9))) == 0


@pytest.fixture
def stepper():
    widget = Stepper(GAN("ring").fit(40, progress=False), points=20, field=8)
    widget.comm = Comm()
    yield widget
    widget.close()
    widget.trainer.close()


def test_the_page_chooses_lanes_and_a_stretch(stepper):
    stepper.open_drawers = ["curves"]
    world = wait(lambda: sent(stepper, "tool"))[-1]
    assert world["chosen"] == ["losses", "belief"] and set(world["lanes"]) == set(lanes_of(stepper.gan.game))
    assert {a["name"] for a in world["arrays"]} == {f"rows.{n}" for n in ("d_loss", "g_loss", "p_real", "p_fake")}
    for lane in ("losses", "g_layers", "belief", "losses", "losses"):  # each press counts, however fast they come
        say(stepper, kind="do", what="curves.turn", value=lane, n=1)
    wait(lambda: sent(stepper, "tool")[-1]["chosen"] == ["g_layers"])
    names = {a["name"] for a in sent(stepper, "tool")[-1]["arrays"]}
    lane = lanes_of(stepper.gan.game)["g_layers"]
    assert names == {f"rows.{n}" for n in lane.names_in(stepper.gan.history)} and len(names) >= 3
    say(stepper, kind="do", what="curves.zoom", value=[10, 30], n=2)
    wait(lambda: sent(stepper, "tool")[-1]["span"] == [10, 30])
    assert all(a["shape"] == [3, 4] for a in sent(stepper, "tool")[-1]["arrays"])  # steps 10, 20 and 30
    for what, bad in (("turn", "kitchen"), ("zoom", [5, 5]), ("zoom", [9, 2]), ("zoom", ["a", 3])):
        stepper.error = None
        say(stepper, kind="do", what=f"curves.{what}", value=bad, n=3)
        assert isinstance(stepper.error, ValueError)
    say(stepper, kind="do", what="curves.zoom", value=None, n=4)
    wait(lambda: sent(stepper, "tool")[-1]["span"] is None)
    stepper.gan.fit(5, progress=False)
    say(stepper, kind="hello")
    frame = wait(lambda: [f for f in sent(stepper, "frame") if f["steps"] == {"d": 45, "g": 45}])[-1]
    assert frame["tools"]["curves"]["chosen"] == ["g_layers"]


def test_terms_have_their_curves_and_their_weights_as_knobs():
    gan = zoo.pix2pix(data.pairs(*PICTURES), width=4, batch_size=4)
    assert [(term["name"], term["value"]) for term in terms_of(gan)] == [
        ("adversarial", 1.0), ("l1", 10.0), ("mse", 0.0), ("low", 0.0)]  # `diversity` needs noise
    gan.fit(3, progress=False)
    assert all(term["knob"]["low"] == 0 for term in terms_of(gan))
    cycle = zoo.cyclegan(PICTURES[1], PICTURES[1], width=4, batch_size=4).fit(1, progress=False)
    found = {term["name"]: term for term in terms_of(cycle)}
    assert found["cycle"]["value"] == 5 and found["adversarial"]["knob"] is None  # it weighs 1, always
    assert "known_pairs" not in found and found["cycle"]["curve"] in cycle.history
    assert terms_of(GAN("ring")) == []


def test_a_weight_is_turned_while_it_trains_and_what_cannot_be_is_said():
    gan = zoo.pix2pix(data.pairs(*PICTURES), width=4, batch_size=4).fit(2, progress=False)
    widget = Stepper(gan)
    widget.comm = Comm()
    widget.open_drawers = ["curves"]
    widget.do("curves.weigh", {"pane": 0, "term": "l1", "value": "25"}).result()
    assert gan.game.settings["l1"] == 25.0
    news = wait(lambda: [one for one in sent(widget, "tool") if one.get("terms") and one["terms"][1]["value"] == 25])
    assert {"rows.g_l1", "rows.g_adversarial"} <= {one["name"] for one in news[-1]["arrays"]}
    before = gan.state_hash()
    for value in ("minus one", -1):
        widget.do("curves.weigh", {"pane": 0, "term": "l1", "value": value}).result()
        told = wait(lambda: [one for one in sent(widget, "tool") if one["what"] == "refused"])[-1]
        assert told["term"] == "l1" and str(value) in told["text"]
    assert gan.game.settings["l1"] == 25.0 and gan.state_hash() == before
    gan.control.trainer.close()
    widget.close()
