"""The Stepper without a page: its words, its traits, its commands, its errors."""

import json
import math
import time

import numpy as np
import pytest
import traitlets

from ganlab.gan import GAN
from ganlab.training.engine import Diverged
from ganlab.training.trainer import Trainer
from ganlab.widgets.host.page import LastPicture
from ganlab.widgets.scene.narration import Moment, in_words, tell
from ganlab.games.adversarial import Adversarial
from ganlab.widgets.scene.view import loss_curves
from ganlab.widgets.stepper.stepper import Stepper

NAN = math.nan


class Comm:
    "A page that keeps what it is sent, as JSON would carry it."
    comm_id = "made-up"

    def __init__(self):
        self.sent = []

    def send(self, data=None, metadata=None, buffers=None):
        json.dumps(data, allow_nan=False)
        self.sent.append(data)

    def on_msg(self, function): ...
    def close(self, *_, **__): ...


@pytest.fixture
def make():
    "Makes steppers whose page is a `Comm`, and closes them."
    made = []

    def stepper(gan=None, **options) -> Stepper:
        made.append(Stepper(gan or GAN("ring"), points=20, field=8, **options))
        made[-1].comm = Comm()
        return made[-1]

    yield stepper
    for widget in made:
        widget.close()
        widget.trainer.close()


def messages(stepper, kind: str) -> list[dict]:
    return [d["content"] for d in stepper.comm.sent if d.get("method") == "custom" and d["content"]["kind"] == kind]


def say(stepper, **message) -> None:
    stepper._on_message(stepper, {"view": "v", **message}, [])


def wait(truth, seconds: float = 120.0):
    end = time.monotonic() + seconds
    while not (value := truth()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
    return value


PLAIN = Adversarial()


def moment(d, g, rounds=0, playing=False, d_loss=1.0, g_loss=2.0, told=0.5, moved=NAN) -> Moment:
    return Moment({"d": d, "g": g}, rounds, playing, {"d": d_loss, "g": g_loss}, told, moved)


def test_sentences_say_what_happened_and_nothing_else():
    start = moment(0, 0, d_loss=NAN, g_loss=NAN)
    assert "Nothing has been trained" in tell(None, start, PLAIN)
    d = tell(moment(4, 4, d_loss=1.38), moment(5, 4, d_loss=1.31, told=0.584), PLAIN)
    assert d.startswith("The discriminator took step 5: its loss went 1.38 → 1.31.") and "58 %" in d
    same = tell(moment(4, 4, d_loss=0.0402), moment(5, 4, d_loss=0.0398), PLAIN)
    assert same.startswith("The discriminator took step 5: its loss stays at 0.04.") and "→" not in same
    g = tell(moment(5, 4, g_loss=0.71), moment(5, 5, g_loss=0.69, moved=0.1234), PLAIN)
    assert g.startswith(
        "The generator took step 5: its loss went 0.71 → 0.69, and its points moved by 0.12 on average."
    )
    both = tell(moment(5, 5, 2), moment(6, 6, 3, moved=0.5), PLAIN)
    assert both.startswith("One round:") and "the points moved by 0.5" in both
    assert tell(moment(5, 5, 2), moment(905, 905, 902), PLAIN).startswith("After 905 steps of D and 905 of G.")
    assert tell(moment(5, 5), moment(6, 5, playing=True), PLAIN).startswith("Playing.")
    assert tell(moment(9, 9, 9), start, PLAIN).startswith("Nothing has been trained")  # after a reset
    assert "no longer gives a number" in tell(moment(4, 4), moment(5, 4, told=NAN), PLAIN)
    assert in_words(ValueError("x must be y")) == "X must be y" and in_words(KeyError()) == "KeyError"


def test_a_hello_is_answered_with_the_world_and_a_frame(make):
    stepper = make()
    say(stepper, kind="hello")
    wait(lambda: messages(stepper, "frame"))
    (world,), (frame,) = messages(stepper, "scene"), messages(stepper, "frame")
    assert world["mode"] == "plane" and world["to"] == "v"
    assert {a["name"] for a in frame["arrays"]} == {"fakes", "field", "d_curve", "g_curve", "d_future", "g_future"}


def test_commands_go_through_the_trainer_and_traits_follow(make):
    stepper = make()
    say(stepper, kind="hello")
    for n, what in enumerate(["step_d", "step_g", "step"], 1):
        say(stepper, kind="do", what=what, n=n)
        wait(lambda: stepper.gan.steps[0] + stepper.gan.steps[1] >= n)
    wait(lambda: stepper.steps == (2, 2) == stepper.gan.steps)
    wait(lambda: (messages(stepper, "frame") + messages(stepper, "note"))[-1]["heard"] == {"v": 3}
         or messages(stepper, "frame")[-1]["heard"] == {"v": 3})  # a frame says it, or a note where nothing has changed
    say(stepper, kind="do", what="reset", n=4)
    wait(lambda: stepper.steps == (0, 0))
    stepper.gan.step_d()  # from a cell
    wait(lambda: stepper.steps == (1, 0) and "discriminator took step 1" in stepper.status)


def test_playing_and_speed_lead_and_follow(make):
    stepper = make()
    say(stepper, kind="hello")
    stepper.playing = True
    wait(lambda: stepper.trainer.playing and stepper.gan.rounds > 3)
    stepper.speed = 20.0
    wait(lambda: stepper.trainer.speed == 20)
    stepper.playing = False
    wait(lambda: not stepper.trainer.playing)
    say(stepper, kind="do", what="speed", value=5, n=1)
    assert stepper.speed == 5 and not stepper.trainer.playing
    Trainer.of(stepper.gan).play(None)  # from elsewhere
    wait(lambda: stepper.playing)
    say(stepper, kind="ack", seq=stepper.pump.seq)
    wait(lambda: stepper.speed is None)
    say(stepper, kind="do", what="pause", n=2)
    wait(lambda: not stepper.playing)


def test_errors_come_back_as_words_and_stay_in_python(make):
    stepper = make(GAN("ring", loss="wgan", penalty=None, lr=1e30))
    say(stepper, kind="hello")
    for n in (1, 2, 3):
        say(stepper, kind="do", what="step", n=n)
    wait(lambda: isinstance(stepper.error, Diverged))
    note = wait(lambda: [m for m in messages(stepper, "note") if m.get("error")])[-1]
    assert "was not taken" in note["text"] and stepper.error.__traceback__ is not None
    say(stepper, kind="do", what="play", value=-3, n=4)
    wait(lambda: isinstance(stepper.error, (ValueError, traitlets.TraitError)))
    say(stepper, kind="do", what="import os", n=5)  # not a command
    say(stepper, kind="ack", seq="?")
    assert stepper.trainer.call(lambda: "alive").result(5) == "alive"


def test_a_training_that_stops_while_it_plays_says_why_until_something_else_happens(make):
    stepper = make(GAN("ring", loss="wgan", penalty=None, lr=1e30))
    say(stepper, kind="hello")
    say(stepper, kind="do", what="play", value=None, n=1)
    wait(lambda: any(m["error"] for m in messages(stepper, "frame")))
    assert "was not taken" in messages(stepper, "frame")[-1]["text"] and not stepper.playing
    assert isinstance(stepper.error, Diverged)
    say(stepper, kind="do", what="reset", n=2)
    wait(lambda: messages(stepper, "frame")[-1]["steps"] == {"d": 0, "g": 0})
    assert not messages(stepper, "frame")[-1]["error"]


def test_a_closed_stepper_leaves_the_gan_alone(make):
    stepper = make()
    say(stepper, kind="hello")
    stepper.playing = True
    wait(lambda: stepper.gan.rounds > 3)
    page, seq = stepper.comm, stepper.pump.seq
    stepper.close()
    before = stepper.gan.rounds
    wait(lambda: stepper.gan.rounds > before + 5)
    frames = [d for d in page.sent if d.get("method") == "custom" and d["content"]["kind"] != "late"]
    assert len(frames) <= 2 + stepper.pump.seq and stepper.pump.seq <= seq + 1
    stepper.close()
    stepper.trainer.pause().result()


def test_curves_are_the_history():
    gan = GAN("ring")
    gan.fit(300, progress=False)
    rows = loss_curves(gan)["d_curve"]
    assert len(rows) <= 256 and rows[:, 2].max() == gan.history["d_loss"].max()
    assert np.isclose(rows[0, 0], 1)


@pytest.mark.parametrize("bad", [{"height": 10}, {"height": 3.5}, {"points": 2}, {"field": 1000}, {"field": True}])
def test_bad_arguments_are_named(bad):
    (name,) = bad
    with pytest.raises(ValueError, match=f"{name} must be an int from"):
        Stepper(GAN("ring"), **bad)
    with pytest.raises(TypeError, match="gan must be a ganlab.GAN"):
        Stepper("ring")


def test_layers_are_a_trait_that_decides_what_is_computed(make):
    stepper = make(layers=["fake", "push"])
    say(stepper, kind="hello")
    wait(lambda: messages(stepper, "frame"))
    assert "push" in {array["name"] for array in messages(stepper, "frame")[-1]["arrays"]}
    n = len(messages(stepper, "frame"))
    stepper.layers = ["fake", "truth", "sheet", "sheet"]
    assert stepper.layers == ["fake", "truth", "sheet"]
    wait(lambda: len(messages(stepper, "frame")) > n)
    frame = messages(stepper, "frame")[-1]
    assert {"sheet", "sheetShade"} <= {array["name"] for array in frame["arrays"]} and len(frame["truth"]) == 4
    with pytest.raises(traitlets.TraitError, match="layers takes names of layers"):
        stepper.layers = ["fakes"]
    with pytest.raises(traitlets.TraitError, match="layers takes names"):
        Stepper(GAN("ring"), layers=["arrow"])


def test_what_is_dear_follows_the_picture_and_belongs_to_it(make):
    stepper = make(layers=["fake", "best", "next", "truth", "push"])
    say(stepper, kind="hello")
    first = wait(lambda: messages(stepper, "frame"))[0]
    assert len(first["truth"]) == 4 and not first["late"]  # who has just come has nothing to keep
    say(stepper, kind="do", what="step", n=1)
    late = wait(lambda: [late for late in messages(stepper, "late") if late["done"] == {"v": 1}])[-1]
    [frame] = [frame for frame in messages(stepper, "frame") if frame["seq"] == late["seq"]]
    assert frame["late"] and frame["kept"] == ["best", "next", "truth"] and frame["steps"] == {"d": 1, "g": 1}
    assert {array["name"] for array in late["arrays"]} == {"best", "next"} and not {"best", "next"} & {
        a["name"] for a in frame["arrays"]
    }
    kept = stepper.show.frame_now  # what the still picture is drawn from
    assert kept[0]["truth"] == late["truth"] and {"best", "next", "push"} <= set(kept[1])
    there = stepper.trainer.call(lambda: stepper.show.frame()).result()  # asked at once, it holds all
    assert there[0]["truth"] == late["truth"] and {"best", "next", "push"} <= set(there[1])


def test_what_is_dear_does_not_wait_for_ever(make):
    layers = make(layers=["fake", "truth"]).show.layers
    now, layers.clock = [0.0], lambda: now[0]
    def over():
        return layers.over(layers.scene, ({}, {}), later=True)[0]
    assert len(over()["truth"]) == 4
    assert [over()["late"] for now[0] in (0.0, 0.1, 0.2)] == [True] * 3
    now[0] = 0.31  # frame after frame, and nobody came for the rest
    assert len(over()["truth"]) == 4
    now[0] = 0.4
    assert over()["late"] and len(layers.rest(layers.scene)[0]["truth"]) == 4


def test_a_glance_brings_what_is_not_shown_and_only_at_rest(make):
    stepper = make(layers=["push"])
    say(stepper, kind="hello")
    say(stepper, kind="glance")
    [glance] = wait(lambda: messages(stepper, "glance"))
    assert {array["name"] for array in glance["arrays"]} == {"best", "gap", "sheet", "sheetShade", "climb", "next"}


def test_a_table_is_seen_through_columns_that_a_cell_chooses(make):
    import torch

    stepper = make(GAN(torch.randn(80, 4, generator=torch.Generator().manual_seed(0))))
    say(stepper, kind="hello")
    wait(lambda: messages(stepper, "frame"))
    stepper.columns = (3, 1)
    world = wait(lambda: [m for m in messages(stepper, "scene") if m["names"] == ["column 4", "column 2"]])[-1]
    wait(lambda: messages(stepper, "frame")[-1]["axes"] == world["axes"])
    stepper.columns = "pca"
    wait(lambda: messages(stepper, "scene")[-1]["view"] == "pca")
    for wrong in ([0, 0], [0, 4], "pc", 3, None):
        with pytest.raises(traitlets.TraitError, match="columns must be"):
            stepper.columns = wrong


def test_a_click_is_answered_with_a_message_and_a_sentence(make):
    stepper = make(GAN("two_gaussians"))
    say(stepper, kind="hello")
    say(stepper, kind="do", what="closeup", value={"pane": 0, "at": [0.0, 0.1]}, n=1)
    [answer] = wait(lambda: messages(stepper, "closeup"))
    assert answer["what"] == "point" and answer["at"] == pytest.approx([0.0, 0.1])
    assert answer["steps"] == {"d": 0, "g": 0}
    wait(lambda: stepper.status.startswith("Can G make (0, 0.1)?"))
    stepper.gan.step()
    wait(lambda: not stepper.status.startswith("Can G make"))
    for wrong in (None, {}, {"at": [0, 0], "fake": 1}, 7):
        say(stepper, kind="do", what="closeup", value=wrong, n=2)
        assert "Closeup takes a place or an image" in messages(stepper, "note")[-1]["text"]


@pytest.mark.parametrize("bundle, page", [
    ({"text/html": "<p>a</p>", "image/png": b"x", "text/plain": "a"}, "<p>a</p>"),
    ({"image/png": b"\x89PNG", "text/plain": "a <b>"}, 'src="data:image/png;base64,iVBORw==" alt="a &lt;b&gt;, as it'),
    ({"text/plain": "nothing can be drawn"}, None),
])
def test_the_picture_that_stands_for_a_widget_bears_its_mark(bundle, page):
    kept = LastPicture(lambda: dict(bundle), lambda function, *args: function(*args))
    made = kept.bundle()
    assert {name: made[name] for name in bundle if name != "text/html"} == {
        name: what for name, what in bundle.items() if name != "text/html"}
    if page is None:
        assert "text/html" not in made
    else:
        assert made["text/html"].startswith(f'<div class="ganlab-still-{kept.mark}">') and page in made["text/html"]
    assert len({LastPicture(dict, dict).mark for _ in range(20)}) == 20  # each widget hides its own


def test_the_page_is_told_the_mark(make):
    stepper = make()
    assert stepper.still == stepper.last_picture.mark and stepper.get_state("still") == {"still": stepper.still}
    assert f"ganlab-still-{stepper.still}" in stepper.last_picture.bundle()["text/html"]
