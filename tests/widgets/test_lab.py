"""The bench for several GANs without a page: all step, one truth, forks beside, undo where it belongs."""

import json
import math
import time

import anywidget
import ipywidgets
import pytest
import torch

import ganlab
from ganlab.gan import GAN
from ganlab.training.engine import Diverged
from ganlab.widgets.host.places import Scrub
from ganlab.widgets.lab.lab import Bench, Lab
from ganlab.widgets.lab.section import Section
from ganlab.widgets.stepper.stepper import Stepper


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


def ring(**options) -> GAN:
    return GAN("ring", width=4, depth=1, batch_size=8, **options)


@pytest.fixture
def make():
    "Makes labs whose page is a `Comm`, and closes them."
    made = []

    def lab(*gans: GAN) -> Lab:
        made.append(Lab(list(gans), points=20, field=8))
        made[-1].bench.comm = Comm()
        return made[-1]

    yield lab
    for widget in made:
        widget.close()
        for gan in widget.gans:
            if gan.control.trainer is not None:
                gan.control.trainer.close()


def messages(bench, kind: str, pane: int | None = None) -> list[dict]:
    sent = [d["content"] for d in bench.comm.sent if d.get("method") == "custom" and d["content"]["kind"] == kind]
    return [m for m in sent if pane is None or m.get("pane") == pane]


def say(bench, **message) -> None:
    bench._on_message(bench, {"view": "v", **message}, [])


def wait(truth, seconds: float = 120.0):
    end = time.monotonic() + seconds
    while not (value := truth()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
    return value


def test_one_press_goes_to_all_and_each_sends_its_own_frames(make):
    lab = make(ring(), ring(seed=1))
    for pane in (0, 1):
        say(lab.bench, kind="hello", pane=pane)
    wait(lambda: messages(lab.bench, "frame", 0) and messages(lab.bench, "frame", 1))
    for n, what in enumerate(("step_d", "step_g", "step", "step"), 1):
        say(lab.bench, kind="do", what=what, n=n)
    wait(lambda: [gan.steps for gan in lab.gans] == [(3, 3), (3, 3)])
    wait(lambda: [messages(lab.bench, "frame", pane)[-1]["steps"] for pane in (0, 1)] == [{"d": 3, "g": 3}] * 2)
    wait(lambda: lab.bench.wishes()["done"] == {"v": 4})
    say(lab.bench, kind="do", what="undo", n=5)
    wait(lambda: [gan.moment for gan in lab.gans] == [3, 3])
    say(lab.bench, kind="do", what="reset", n=6)
    wait(lambda: [gan.moment for gan in lab.gans] == [0, 0])


def test_it_plays_in_step_and_says_so(make):
    a = ring().fit(5, progress=False)
    lab = make(a, a.fork())
    assert lab.parted is None and "same GAN up to now" in lab.bench.parted["text"]
    say(lab.bench, kind="do", what="play", value=None, n=1)
    wait(lambda: lab.playing and lab.gans[0].rounds > 20)
    wait(lambda: lab.bench.playing)
    say(lab.bench, kind="do", what="pause", n=2)
    wait(lambda: not lab.playing and not lab.bench.playing)
    assert lab.gans[0].rounds == lab.gans[1].rounds
    lab.gans[1].set(penalty="r1:1")
    lab.step(3)
    wait(lambda: lab.parted is not None)
    assert lab.parted == lab.gans[0].moment - 3 and "then B has penalty R1 1" in lab.bench.parted["text"]
    assert lab.bench.titles == ["penalty R1 0.02 + R2 0.02", "penalty R1 1"]
    lab.undo()
    lab.undo()
    wait(lambda: "same GAN up to now" in lab.bench.parted["text"])
    assert lab.gans[1].recipe.penalty == lab.gans[0].recipe.penalty
    lab.redo()
    assert lab.gans[1].recipe.penalty != lab.gans[0].recipe.penalty and lab.gans[0].moment == lab.gans[1].moment


def test_a_fork_comes_beside_and_can_be_closed_again(make):
    lab = make(ring().fit(4, progress=False))
    twin = lab.fork()
    assert lab.gans == [lab.gans[0], twin] and twin.moment == 4 and lab.bench.titles == ["ring", "ring"]
    lab.play()
    say(lab.bench, kind="do", what="fork", value=1, n=1)
    wait(lambda: len(lab.gans) == 3)
    wait(lambda: lab.playing)  # it goes on
    lab.fork(2)
    lab.pause()
    assert len({gan.rounds for gan in lab.gans[:2]}) == 1
    with pytest.raises(ValueError, match="at most 4 GANs side by side"):
        lab.fork()
    second = lab.gans[1]
    say(lab.bench, kind="do", what="drop", value=0, n=2)
    wait(lambda: len(lab.gans) == len(lab.bench.titles) == 3)
    assert lab.gans[0] is second and lab.bench.gan is second and len(lab.bench.titles) == 3
    rounds = second.rounds
    lab.step()
    assert second.rounds == rounds + 1
    for left in (2, 1):
        say(lab.bench, kind="do", what="drop", value=0, n=3)
        say(lab.bench, kind="do", what="drop", value=0, n=4)  # a double press is one
        wait(lambda: len(lab.gans) == left)
    say(lab.bench, kind="do", what="drop", value=0, n=5)
    wait(lambda: lab.error is not None)
    assert "last GAN" in str(lab.error)


def test_a_page_that_left_is_forgotten_by_all(make):
    lab = make(ring(), ring())
    for pane in (0, 1):
        say(lab.bench, kind="hello", pane=pane, view=f"v{pane}")
    wait(lambda: [len(place.pump.views) for place in lab.bench.places] == [1, 1])
    say(lab.bench, kind="do", what="drop", value=0, n=1)
    wait(lambda: len(lab.gans) == 1)
    say(lab.bench, kind="goodbye", pane=1, view="v1")
    wait(lambda: len(lab.bench.pump.views) == 0)


def test_one_that_fails_is_named_and_all_stand(make):
    lab = make(ring(), ring(loss="wgan", penalty=None, lr=1e30))
    for pane in (0, 1):
        say(lab.bench, kind="hello", pane=pane)
    lab.play()
    wait(lambda: not lab.playing)
    wait(lambda: messages(lab.bench, "frame", 1)[-1]["error"])
    assert isinstance(lab.error, Diverged) and not messages(lab.bench, "frame", 0)[-1]["error"]


def test_all_go_to_the_same_moment(make):
    lab = make(ring().fit(10, progress=False), ring(seed=1).fit(30, progress=False))
    hashes = [[gan.rewind(k).state_hash() for k in (3, gan.horizon)] for gan in lab.gans]
    say(lab.bench, kind="do", what="scrub", value={"to": 3, "exact": True}, n=1)
    wait(lambda: [gan.moment for gan in lab.gans] == [3, 3])
    assert [gan.state_hash() for gan in lab.gans] == [first for first, _ in hashes]
    say(lab.bench, kind="do", what="scrub", value={"to": 25, "exact": True}, n=2)
    wait(lambda: [gan.moment for gan in lab.gans] == [10, 25])  # the first has no later moment
    lab.rewind(4)
    assert [gan.moment for gan in lab.gans] == [4, 4]


def test_axes_are_the_same(make):
    lab = make(ring(), GAN("grid", width=4))
    worlds = [place.show.world()[0] for place in lab.bench.places]
    assert worlds[0]["extent"] == worlds[1]["extent"] and worlds[0]["within"] == worlds[1]["within"]
    wide = [
        GAN(scale * torch.randn(50, 1, generator=torch.Generator().manual_seed(0)), width=4, batch_size=4)
        for scale in (1, 5)
    ]
    lines = make(*wide)
    a, b = (place.show.scene for place in lines.bench.places)
    assert a.extent == b.extent and (a.places == b.places).all()


def test_bad_arguments_are_named():
    with pytest.raises(TypeError, match="gans must be a ganlab.GAN or a list of them, got str"):
        Lab("ring")
    with pytest.raises(TypeError, match="got GAN, int"):
        Lab([ring(), 3])
    a = ring()
    for bad in ([], [a, a], [ring() for _ in range(5)]):
        with pytest.raises(ValueError, match="gans must be 1 to 4 different ones"):
            Lab(bad)
    with pytest.raises(ValueError, match="same shape"):
        Lab([a, GAN(torch.zeros(10, 3) + torch.randn(10, 3, generator=torch.Generator().manual_seed(0)), batch_size=4)])
    with pytest.raises(ValueError, match="height must be an int from 160 to 2000"):
        Lab(a, height=3)
    assert ganlab.Lab is Lab and issubclass(Bench, Stepper.__mro__[1])


# What the Stepper does with time, without a page


@pytest.fixture
def stepper():
    widget = Stepper(ring(seed=2).fit(40, progress=False), points=20, field=8)
    widget.comm = Comm()
    say(widget, kind="hello")
    wait(lambda: messages(widget, "frame"))
    yield widget
    widget.close()
    widget.trainer.close()


def test_looking_ahead_changes_nothing_and_accepting_takes_that_very_step(stepper):
    gan = stepper.gan
    before, history = gan.state_hash(), gan.history["d_loss"].copy()
    for n, phase in enumerate(("d", "g", None, "d"), 1):
        say(stepper, kind="do", what="preview", value=phase, n=n)
        wait(lambda: stepper.receipts.done == {"v": n} and messages(stepper, "frame")[-1]["preview"] == phase)
        frame = messages(stepper, "frame")[-1]
        assert (
            gan.state_hash() == before and gan.moment == 40 == gan.horizon and (gan.history["d_loss"] == history).all()
        )
        assert frame["steps"] == {"d": 40, "g": 40}
    assert "If D took step 41 now" in frame["text"]
    twin = gan.fork()
    twin.step_d()
    say(stepper, kind="do", what="accept", n=5)
    wait(lambda: gan.steps == (41, 40))
    assert gan.state_hash() == twin.state_hash()
    wait(lambda: messages(stepper, "frame")[-1]["preview"] is None)
    assert messages(stepper, "frame")[-1]["told"] == frame["told"]
    say(stepper, kind="do", what="accept", n=6)
    wait(lambda: stepper.error is not None)
    assert "no step to accept" in str(stepper.error)


def test_a_preview_ends_when_something_else_happens(stepper):
    say(stepper, kind="do", what="preview", value="g", n=1)
    wait(lambda: messages(stepper, "frame")[-1]["preview"] == "g")
    stepper.gan.step()
    wait(lambda: messages(stepper, "frame")[-1]["steps"] == {"d": 41, "g": 41})
    assert messages(stepper, "frame")[-1]["preview"] is None


def test_a_rewind_cuts_the_curve_and_keeps_the_future_for_the_eye(stepper):
    show = stepper.show
    say(stepper, kind="do", what="scrub", value={"to": 10, "exact": True}, n=1)
    wait(lambda: stepper.gan.moment == 10)
    _, arrays = stepper.trainer.call(show.frame).result()
    assert arrays["d_curve"][-1, 0] == 10 and arrays["d_future"][-1, 0] == 40
    stepper.gan.step()  # something else: the future is over
    _, arrays = stepper.trainer.call(show.frame).result()
    assert arrays["d_curve"][-1, 0] == 11 and len(arrays["d_future"]) == 0


def test_names_forks_and_refusals_are_said(stepper):
    say(stepper, kind="do", what="mark", value=" the best ", n=1)
    wait(lambda: stepper.gan.timeline.marks == {"the best": 40})
    wait(lambda: "“the best”" in messages(stepper, "frame")[-1]["text"])
    strip = [m["strip"] for m in messages(stepper, "frame") if "strip" in m][-1]
    assert strip["marks"] == [{"moment": 40, "name": "the best", "text": "“the best”"}]
    say(stepper, kind="do", what="mark", value="  ", n=2)  # without a name it gets one
    wait(lambda: stepper.gan.timeline.marks == {"the best": 40, "moment 40": 40})
    say(stepper, kind="do", what="accept", n=3)  # there is no preview
    wait(lambda: stepper.error is not None and messages(stepper, "note")[-1]["error"])
    say(stepper, kind="do", what="fork", n=4)
    wait(lambda: stepper.forks)
    wait(lambda: "stepper.forks[0]" in messages(stepper, "frame")[-1]["text"])
    assert stepper.forks[0].state_hash() == stepper.gan.state_hash() and stepper.forks[0] is not stepper.gan
    stepper.gan.set(ema=0.5)
    stepper.gan.mark("after")
    stepper.gan.rewind(3)
    say(stepper, kind="do", what="scrub", value={"to": 40, "exact": True, "name": "after"}, n=5)
    wait(lambda: stepper.gan.recipe.ema == 0.5)


def test_only_the_newest_wish_is_carried_out(monkeypatch):
    gan, gone = ring().fit(60, progress=False), []
    rewind = gan.rewind
    monkeypatch.setattr(gan, "rewind", lambda to: (gone.append(to), rewind(to)))
    scrub = Scrub(gan)
    for to in (50, 30, 20):
        scrub.wish(to, True)
    for _ in range(3):
        scrub.serve()
    assert gone == [20] and gan.moment == 20
    scrub.wish(10**6, True)
    scrub.serve()
    assert gan.moment == 60


def test_while_the_hand_moves_a_far_moment_is_answered_with_the_nearest_keyframe():
    gan = ring().fit(300, progress=False)
    scrub, frames = Scrub(gan), gan.timeline.keyframes
    wide = max(range(len(frames) - 1), key=lambda i: frames[i + 1] - frames[i])
    to = frames[wide] + (frames[wide + 1] - frames[wide]) // 3
    gan.timeline.keyframe_clock.pace = 100.0  # as if one moment took so many seconds
    scrub.wish(to, False)
    scrub.serve()
    assert gan.moment in gan.timeline.keyframes and abs(gan.moment - to) == min(abs(k - to) for k in [*frames, 300])
    gan.timeline.keyframe_clock.pace = 1e-9
    scrub.wish(to, False)
    scrub.serve()
    assert gan.moment == to and not math.isnan(gan.history.last("d_loss"))


def test_one_gan_has_its_instruments_below_the_bench_and_several_have_not(make):
    old, new = ring(), GAN("moons", width=4, depth=1, batch_size=8)
    lab = Lab(old, points=20, field=8, monitor=False)
    try:
        assert [section.inside for section in lab.sections] == [None, None]  # nothing is made before it is wanted
        monitor = lab.monitor
        assert monitor.gan is old and lab.monitor is monitor and lab.explorer.maker.gan is old
        lab.bench.acts.swap(lab.bench.places[0], new).result(20)
        end = time.monotonic() + 30
        while not (lab.sections[0].inside not in (None, monitor) and lab.sections[1].inside is not None):
            assert time.monotonic() < end, "the instruments did not turn to the new GAN"
            time.sleep(0.02)
        assert lab.monitor.gan is new is lab.explorer.maker.gan
    finally:
        lab.close()
        for gan in (old, new):
            if gan.control.trainer is not None:
                gan.control.trainer.close()
    with pytest.raises(ValueError, match="several GANs"):
        make(ring(), ring(seed=1)).monitor


def test_a_section_says_why_it_cannot_be_had():
    def make():
        raise ValueError("reference must hold at least 64 real samples")

    section = Section("Diversity", make, opened=True)
    assert section.inside is None and section.shown == "" and section.said.startswith("Reference must hold")
    with pytest.raises(ValueError, match="at least 64"):
        section.reveal()


def test_a_section_is_made_when_it_is_opened_and_kept_while_it_is_closed():
    made = []
    section = Section("Numbers: which?", lambda: made.append(anywidget.AnyWidget()) or made[-1])
    assert section.shown == "" and not made and not section.opened
    section.set_state({"opened": True})  # as a press does
    assert section.inside is made[0] and section.shown == f"anywidget:{made[0].model_id}"
    section.set_state({"opened": False})
    assert section.inside is made[0]
    section.set_state({"opened": True})
    assert section.inside is made[0] and len(made) == 1
    section.renew()
    assert section.inside is made[1] and section.shown == f"anywidget:{made[1].model_id}" and made[0].comm is None
    section.close()
    assert made[1].comm is None is section.comm


def test_a_lab_is_one_anywidget_that_names_its_parts(make):
    """Hosts that take anywidgets alone, such as marimo, take it: what is inside is told by reference."""
    lab = Lab(ring(), points=20, field=8, monitor=False)
    try:
        assert isinstance(lab, anywidget.AnyWidget)
        parts = [lab.bench, *lab.sections]
        assert lab.get_state("parts")["parts"] == [f"anywidget:{part.model_id}" for part in parts]
        assert not any(isinstance(part, ipywidgets.Box) for part in parts)
        data, _ = lab._repr_mimebundle_()
        assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == lab.model_id
    finally:
        lab.close()
    assert "is closed" in lab._repr_mimebundle_()[0]["text/plain"]
    assert all(part.comm is None for part in (lab, *parts))
    assert len(make(ring(), ring(seed=1)).parts) == 1  # several GANs: the bench alone
