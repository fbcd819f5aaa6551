"""Drawers: open ones are told and drawn, closed ones cost nothing, a broken one spoils nothing."""

import json
import time

import numpy as np
import pytest
import traitlets

from ganlab.gan import GAN
from ganlab.widgets.lab.lab import Lab
from ganlab.widgets.panels.panel import Tool
from ganlab.widgets.stepper.stepper import Stepper


class Comm:
    "A page that keeps what it is sent, as JSON would carry it."
    comm_id = "made-up"

    def __init__(self):
        self.sent = []

    def send(self, data=None, metadata=None, buffers=None):
        json.dumps(data, allow_nan=False)
        if data.get("method") == "custom":
            self.sent.append(data["content"])

    def on_msg(self, function): ...
    def close(self, *_, **__): ...


def wait(truth, seconds: float = 120.0):
    end = time.monotonic() + seconds
    while not (value := truth()):
        assert time.monotonic() < end, "in vain"
        time.sleep(0.01)
    return value


class Counter(Tool):
    name = "counter"

    def __init__(self, desk):
        super().__init__(desk)
        self.frames, self.log = 0, []

    def commands(self):
        return {"add": self.add}

    def add(self, n):
        if not isinstance(n, int):
            raise TypeError(f"n must be an int, got {n!r}")
        return self.desk.all(lambda place: self.log.append((n, place.gan)))

    def world(self, place):
        return {"data": place.gan.data.name}, {"grid": np.ones((2, 3), np.uint8)}

    def frame(self, place):
        self.frames += 1
        return {"frames": self.frames}, {}

    def opened(self):
        self.log.append("opened")

    def closed(self):
        self.log.append("closed")


class Broken(Tool):
    name = "broken"

    def frame(self, place):
        raise RuntimeError("no screw left")


class Tooled(Stepper):
    TOOLS = (*Stepper.TOOLS, Counter, Broken)


@pytest.fixture
def stepper():
    widget = Tooled(GAN("ring"), points=20, field=8)
    widget.comm = Comm()
    yield widget
    widget.close()
    widget.trainer.close()


def say(widget, **message) -> None:
    widget._on_message(widget, {"view": "v", **message}, [])


def sent(widget, kind: str) -> list[dict]:
    return [content for content in list(widget.comm.sent) if content["kind"] == kind]


def test_an_open_drawer_is_told_its_world_and_gets_its_part_of_every_frame(stepper):
    counter = stepper.tools["counter"]
    say(stepper, kind="hello")
    first = wait(lambda: sent(stepper, "frame"))[-1]
    assert "tools" not in first and counter.frames == 0
    stepper.gan.step()
    wait(lambda: sent(stepper, "frame")[-1]["steps"] == {"d": 1, "g": 1})
    assert counter.frames == 0 and counter.log == []
    stepper.open_drawers = ["counter"]
    told = wait(lambda: sent(stepper, "tool"))[-1]
    assert (told["tool"], told["what"], told["pane"], told["data"]) == ("counter", "world", 0, "ring")
    assert told["arrays"] == [{"name": "grid", "dtype": "u1", "shape": [2, 3]}]
    frame = wait(lambda: [f for f in sent(stepper, "frame") if "tools" in f])[-1]  # at once, though nothing was trained
    assert frame["tools"]["counter"]["frames"] >= 1 and frame["steps"] == {"d": 1, "g": 1}
    stepper.open_drawers = []
    assert counter.log == ["opened", "closed"]
    frames = counter.frames
    stepper.gan.step()
    wait(lambda: sent(stepper, "frame")[-1]["steps"] == {"d": 2, "g": 2})
    assert counter.frames == frames and "tools" not in sent(stepper, "frame")[-1]


def test_a_view_that_comes_to_an_open_drawer_is_told_too(stepper):
    stepper.open_drawers = ["counter"]
    say(stepper, kind="hello")
    world = wait(lambda: sent(stepper, "scene"))[-1]
    assert world["tools"]["counter"] == {"data": "ring"}
    assert {"name": "counter.grid", "dtype": "u1", "shape": [2, 3]} in world["arrays"]


def test_commands_of_a_tool_go_the_way_of_all_commands(stepper):
    say(stepper, kind="do", what="counter.add", value=3, n=1)
    assert wait(lambda: stepper.tools["counter"].log) == [(3, stepper.gan)]
    say(stepper, kind="do", what="counter.add", value="x", n=2)
    assert isinstance(stepper.error, TypeError)
    assert sent(stepper, "note")[-1]["text"] == "N must be an int, got 'x'" and sent(stepper, "note")[-1]["error"]
    stepper.error = None
    for what in ("counter.opened", "nobody.add", "counter", ".", None, 3):
        say(stepper, kind="do", what=what, value=1, n=3)
    assert stepper.error is None and len(stepper.tools["counter"].log) == 1


def test_a_broken_tool_says_so_once_and_the_picture_goes_on(stepper):
    stepper.open_drawers = ["broken", "counter"]
    say(stepper, kind="hello")
    for n in (1, 2, 3):
        stepper.gan.step()
        wait(lambda: [f for f in sent(stepper, "frame") if f["steps"] == {"d": n, "g": n}])
    assert sent(stepper, "frame")[-1]["tools"]["counter"]["frames"] >= 3
    assert [note["text"] for note in sent(stepper, "note") if note.get("error")] == ["No screw left"]


def test_unknown_drawers_are_refused_by_name_and_twice_is_once(stepper):
    with pytest.raises(traitlets.TraitError, match="export.*counter.*'kitchen'"):
        stepper.open_drawers = ["kitchen"]
    stepper.open_drawers = ["counter", "counter"]
    assert stepper.open_drawers == ["counter"] and stepper.tools["counter"].log == ["opened"]


def test_a_lab_tells_each_pane_apart():
    a = GAN("ring")
    lab = Lab([a, a.fork()], points=20, field=8)
    lab.bench.comm = Comm()
    lab.bench.open_drawers = ["export"]
    worlds = wait(lambda: len(found := sent(lab.bench, "tool")) == 2 and found)
    assert sorted(world["pane"] for world in worlds) == [0, 1]
    lab.close()


def test_the_code_of_a_gan_makes_it_again(stepper):
    stepper.gan.step_d()
    stepper.gan.set(loss="hinge", lr=(1e-3, 2e-3))
    stepper.gan.step()
    say(stepper, kind="do", what="export.code", value=0, n=1)
    code = wait(lambda: sent(stepper, "tool"))[-1]["code"]
    again: dict = {}
    exec(code, again)
    assert again["gan"].state_hash() == stepper.gan.state_hash()
    say(stepper, kind="do", what="export.code", value=7, n=2)
    assert "pane must be an int from 0 to 0" in str(stepper.error)
