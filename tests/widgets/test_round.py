"""What stands behind the drawer of the round: what it tells, what it takes, and what becomes of a step that is left."""

import time

import numpy as np
import pytest
import torch

from ganlab import GAN
from ganlab.games.phases import Phase
from ganlab.widgets.panels.round import BINS, Round, step_message, numbers_of, spread_of
from ganlab.widgets.scene.scenes import scene_of
from ganlab.widgets.stepper.stepper import Stepper
from ganlab.widgets.transport.encoding import restore_points
from test_panels import Comm, wait

SMALL = dict(width=8, depth=2, batch_size=16, seed=1)


def opened(data="ring", **changes):
    gan = GAN(data, **SMALL | changes)
    widget = Stepper(gan)
    widget.comm = Comm()
    widget.open_drawers = ["round"]
    return gan, widget, widget.tools["round"]


def told(widget) -> dict:
    return [sent for sent in widget.comm.sent if sent["kind"] == "tool" and sent["what"] == "phase"][-1]


def test_numbers_are_those_of_the_step():
    gan = GAN("ring", loss="nonsaturating", **SMALL)
    *_, last = gan.slowly("d")
    step, numbers = gan.latest["d"], numbers_of(last)
    assert (
        numbers["loss"] == step.loss
        and numbers["penalty"] == step.penalty
        and dict(numbers["norms"]) == step.grad_norms
    )
    assert numbers["said_fake"] == torch.sigmoid(step.scores_fake).mean().item() and (
        numbers["z"],
        numbers["real"],
    ) == ([16, 2], 16)
    seen = numbers_of(gan.acts.slow_motion.seen("d"))
    assert {k: v for k, v in seen.items() if k != "moved"} == {k: v for k, v in numbers.items() if k != "moved"}
    assert numbers_of(Phase("g", "z", 3))["loss"] is None


def test_how_answers_are_spread():
    phase = Phase("d", "score_real", 1, scores={"real": torch.tensor([-9.0, 0.0, 0.0, 9.0])}, reads=torch.sigmoid)
    bars, axis = spread_of(phase)
    assert axis == (0.0, 1.0) and list(bars) == ["real_bars"] and bars["real_bars"].shape == (BINS,)
    assert bars["real_bars"][[0, BINS // 2, -1]].tolist() == [0.25, 0.5, 0.25]
    wide = Phase("d", "score_real", 1, scores={"real": torch.tensor([-3.0, 1.0])}, relative=True)
    assert spread_of(wide)[1] == (-4.0, 4.0) and spread_of(wide, half=16.0)[1] == (-16.0, 16.0)  # nothing jumps back
    assert spread_of(Phase("d", "z", 1, relative=True))[0] == {}
    spread_of(Phase("d", "score_real", 1, scores={"real": torch.tensor([float("nan"), 1.0])}, relative=True))


def test_small_pictures_lie_where_the_samples_are():
    gan = GAN("ring", **SMALL)
    scene = scene_of(gan)
    pull = next(phase for phase in gan.slowly("g") if phase.name == "pull")
    _, arrays = step_message(pull, scene)
    fake, tips = (restore_points(arrays[name], scene.within) for name in ("fake", "tips"))
    assert np.allclose(fake, pull.x_fake.numpy(), atol=1e-3)
    ways, wanted = tips - fake, pull.pull.numpy()
    cosine = (ways * wanted).sum(1) / np.linalg.norm(ways, axis=1) / np.linalg.norm(wanted, axis=1)
    assert (cosine > 0.999).all()


def test_phases_are_told_one_by_one_and_ordinary_steps_as_they_come():
    gan, widget, tool = opened()
    twin = GAN("ring", **SMALL)
    names = []
    while not names or not told(widget)["phase"]["last"]:
        tool.next("round").result(20)
        names.append((told(widget)["phase"]["who"], told(widget)["phase"]["name"]))
    twin.step()
    assert (
        gan.state_hash() == twin.state_hash()
        and len(names) == 17
        and names[0] == ("d", "real")
        and names[-1] == ("g", "weights")
    )
    assert told(widget)["steps"]["g"]["numbers"]["loss"] == gan.latest["g"].loss and told(widget)["underway"] is None
    assert told(widget)["steps"]["g"]["numbers"]["moved"] > 0
    gan.step_d()
    header, arrays = tool.frame(widget.places[0])
    assert (
        header["steps"]["d"]["numbers"]["loss"] == gan.latest["d"].loss
        and header["phase"] is None
        and "d_real" in arrays
    )
    widget.close()


def test_slow_motion_goes_on_at_its_pace_until_it_is_stopped():
    gan, widget, tool = opened()
    tool.set_pace(0.05).result(20)
    tool.play("d").result(20)
    wait(lambda: gan.steps[0] > 1)
    tool.stop().result(20)
    here = gan.slow, gan.steps[0], repr(gan.slow)
    time.sleep(0.2)
    assert here == (gan.slow, gan.steps[0], repr(gan.slow)) and told(widget)["running"] is False and gan.steps[1] == 0
    tool.play("d").result(20)
    gan.set(lr=1e-4)  # others are served meanwhile
    wait(lambda: gan.steps[0] > here[1] + 1)
    widget.close()
    assert not tool.running


@pytest.mark.parametrize("how, ending, said", [(lambda gan: gan.step_g(), "finished", "finished first"),
                                               (lambda gan: gan.rewind(0), "abandoned", "nothing of it")])
def test_what_becomes_of_a_step_that_somebody_else_has_ended_is_said(how, ending, said):
    gan, widget, tool = opened()
    gan.step()
    tool.next("d").result(20)
    slow = gan.slow
    how(gan)
    assert slow.ending == ending and said in tool.frame(widget.places[0])[0]["said"]
    tool.next("g").result(20)
    assert told(widget)["said"] == ""
    widget.close()


def test_a_closed_drawer_takes_its_step_with_it_and_leaves_those_of_others():
    gan, widget, tool = opened()
    before = gan.state_hash()
    for _ in range(12):
        tool.next("round").result(20)
    widget.open_drawers = []
    wait(lambda: gan.slow is None)
    assert gan.state_hash() == before and gan.steps == (0, 0)
    mine = gan.slowly("d")
    next(mine)
    widget.open_drawers = ["round"]
    widget.close()
    widget.trainer.call(lambda: None).result(20)
    assert gan.slow is mine


@pytest.mark.parametrize(
    "command, value, word",
    [
        ("next", "x", "what must"),
        ("play", None, "what must"),
        ("pace", 0, "pace must"),
        ("pace", "slow", "pace must"),
        ("pace", float("nan"), "pace must"),
        ("finish", None, "no step is under way"),
        ("abandon", None, "no step is under way"),
    ],
)
def test_nonsense_is_said_and_nothing_is_lost(command, value, word):
    gan, widget, tool = opened()
    with pytest.raises(ValueError, match=word):
        tool.commands()[command](value).result(20)
    assert gan.steps == (0, 0) and gan.slow is None
    widget.close()


def test_while_it_plays_no_phase_is_taken():
    gan, widget, tool = opened()
    widget.trainer.play().result(20)
    with pytest.raises(ValueError, match="pause it first"):
        tool.next("d").result(20)
    widget.trainer.pause().result(20)
    assert isinstance(tool, Round) and gan.slow is None
    widget.close()


def test_a_step_that_diverges_ends_slow_motion_in_words():
    gan, widget, tool = opened(loss="wgan", penalty=None, lr=1e30)
    gan.step_d()
    before = gan.state_hash()
    tool.set_pace(0.05).result(20)
    tool.play("d").result(20)
    wait(lambda: not tool.running)
    wait(lambda: widget.error is not None)
    assert "was not taken" in str(widget.error) and gan.slow is None and gan.state_hash() == before
    widget.close()
