"""The diversity monitor without a page: what it reads, what it keeps, what it says and does."""

import json
import re
import threading
import time

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import GAN, DiversityMonitor, diagnose
from ganlab.backend.randomness import stream
from ganlab.data import targets
from ganlab.diagnosis.measurements import Tick
from ganlab.diagnosis.remedies import Remedy
from ganlab.diagnosis.monitor import watch_of
from ganlab.diagnosis.summary import (
    MEANING,
    Trace,
    live_cells,
    missing_cells,
    relative_shares,
    sentence_of,
    tone_of,
    unseen_stretches,
    verdict_of,
)
from ganlab.diagnosis.symptoms import FAILURE_KINDS
from ganlab.diagnosis.verdict import Diagnosis
from ganlab.plots.monitor import picture_of
from ganlab.training.trainer import Trainer
from ganlab.widgets.monitor.external import (
    OutsideTrainer,
    OwnGlobalGenerators,
    latent_shape_of,
    sampler_of,
    without_trace,
)
from ganlab.widgets.monitor.session import WatchSession, offers_of, session_of, world_of

RING = targets.ring()
REAL = RING.draw(600, stream(0, "test reals"))
DICE = stream(1, "test samples")


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
    "Makes monitors whose page is a `Comm`, and closes them."
    made = []

    def monitor(*args, **options) -> DiversityMonitor:
        made.append(DiversityMonitor(*args, **options))
        made[-1].comm = Comm()
        return made[-1]

    yield monitor
    for widget in made:
        widget.close()
        widget.close()  # twice does no harm
        if widget.gan is not None:
            widget.trainer.close()


def messages(monitor, kind: str) -> list[dict]:
    return [d["content"] for d in monitor.comm.sent if d.get("method") == "custom" and d["content"]["kind"] == kind]


def say(monitor, **message) -> None:
    monitor._on_message(monitor, {"view": "v", **message}, [])


def wait(truth, seconds: float = 120.0):
    end = time.monotonic() + seconds
    while not (value := truth()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
    return value


def collapsed(make, **options):
    "A monitor whose GAN has collapsed on the ring."
    monitor = make(GAN("ring", recipe="collapse", seed=0), **options)
    for _ in range(45):  # in short stretches, so that it looks every fifty rounds however fast this machine is
        monitor.gan.fit(10, progress=False)
    wait(lambda: monitor.alarm)
    return monitor


# readings

def test_a_trace_keeps_moments_in_order_and_forgets_what_will_not_happen():
    trace, order = Trace(["a", "b"]), torch.randperm(300, generator=stream(0, "order")).tolist()
    for step in [*order, 7, 8]:
        trace.add(Tick(step, {"a": 2.0 * step}, torch.zeros(1), 1))
    assert trace.steps.tolist() == list(range(300)) and np.array_equal(trace.rows[:, 0], 2.0 * np.arange(300))
    assert np.isnan(trace.rows[:, 1]).all()
    thin = trace.thinned(7)
    assert thin.shape == (3, 7) and thin[0, -1] == 299 and np.isnan(thin[2]).all()
    counts = np.diff([-1, *thin[0]])  # a mean of each stretch: weighted, they give the mean of all
    assert np.isclose((thin[1] * counts).sum() / 300, 299)
    twin = trace.until(99)
    trace.forget_after(-1)
    assert trace.n == 0 and twin.n == 100 and trace.thinned().shape == (3, 0)


def test_light_is_the_share_of_samples_that_are_in_their_cell():
    shares = torch.tensor([0.5, 0.25, 0.25], dtype=torch.float64)
    ticks = [Tick(i, {}, torch.tensor([60, 40, 0]), 100, near=torch.tensor([50, 0, 0])) for i in range(2)]
    assert relative_shares(ticks, shares).tolist() == [1.0, 0.0, 0.0]
    assert missing_cells(relative_shares(ticks, shares), ["a", "b", "c"]) == ["b", "c"]
    assert np.isnan(relative_shares([], shares)).all() and live_cells(relative_shares([], shares)) is None
    assert live_cells(relative_shares(ticks, shares)) == 1


def test_every_failure_has_a_tone_and_words():
    for name in [*FAILURE_KINDS, "healthy", "learning", "unknown"]:
        found = Diagnosis(name, 1200, 1500)
        assert tone_of(found) in ("alarm", "off", "good", "learning", "unknown") and MEANING[name] in sentence_of(found)
        assert (tone_of(found) == "alarm") == found.alarm
        json.dumps(verdict_of(found))
    assert "since step 1,200" in sentence_of(Diagnosis("hopping", 1200, 1500), clock="step")
    assert verdict_of(Diagnosis("healthy", 0, 0), "no samples")["tone"] == "alarm"


def test_no_way_is_offered_twice_and_none_that_cannot_be_gone():
    change = {"lr": (1e-3, 1e-3)}
    remedies = [Remedy("back", "w", change, 450), Remedy("here", "w", change), Remedy("pack", "w", {"pack": 2}),
                Remedy("data", "w", {}, script="gan = …"), Remedy("ema", "w", {"ema": 0.9})]
    ways = [[offer.label for offer in offers] for _, offers in offers_of(remedies, well=450, now=900)]
    assert ways == [["Rewind to moment 450 and apply"], ["Apply from here on"], ["Make a new GAN with it"], [],
                    ["Rewind to moment 450 and apply", "Apply from here on"]]
    assert [o.label for _, offers in offers_of(remedies[4:], well=0, now=0) for o in offers] == ["Apply from here on"]


# beside a GAN

def test_it_sees_a_collapse_and_cures_it(make):
    heard = []
    monitor = collapsed(make, on_diagnosis=heard.append)
    assert monitor.verdict == "complete collapse" == heard[-1].name and monitor.since == monitor.diagnosis.since
    assert monitor.live <= 1 and monitor.effective < 2 and len(monitor.missing) >= 7
    before = monitor.gan.moment
    assert monitor.apply() is monitor.gan and monitor.gan.recipe.loss == "relativistic" and monitor.gan.moment < before
    assert "Undo" in monitor.show.said
    wait(lambda: not monitor.alarm)
    monitor.gan.undo()
    wait(lambda: monitor.alarm and monitor.verdict == "complete collapse")
    assert monitor.gan.moment == before
    monitor.apply()
    monitor.gan.fit(1200, progress=False)
    wait(lambda: monitor.live == 8)


@pytest.mark.parametrize("size, middle", [(1.0, 0.0), (50.0, 3000.0)])
def test_the_map_has_the_modes_where_the_real_samples_are(make, size, middle):
    "In the user's units, whatever the units are in which distances are taken."
    corners = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]) * size + middle
    dice = stream(3, "corners")
    real = corners.repeat(100, 1) + 0.01 * size * torch.randn(300, 2, generator=dice)
    monitor = make(lambda n: real[:n], real)
    say(monitor, kind="hello")
    wait(lambda: messages(monitor, "scene"))
    world, arrays = world_of(monitor.session.watch, real)
    centres = torch.as_tensor(arrays["centres"])
    assert world["look"] == "map" and len(centres) == 3
    far = torch.cdist(corners, centres)
    assert sorted(far.argmin(1).tolist()) == [0, 1, 2] and far.amin(1).max() < 0.02 * size
    x0, x1, y0, y1 = world["extent"]
    assert ((real > torch.tensor([x0, y0])) & (real < torch.tensor([x1, y1]))).all()


def test_the_map_of_a_target_has_its_modes(make):
    gan = GAN("ring", seed=0)  # eight modes at radius 1; the units of distance are those of the data's spread, 0.7
    monitor = make(gan)
    world, arrays = world_of(monitor.session.watch, gan.data.draw(300, stream(4, "ring")))
    assert world["look"] == "map" and np.allclose(np.linalg.norm(arrays["centres"], axis=1), 1, atol=0.02)


def test_a_page_is_told_and_its_button_does_what_it_shows(make):
    monitor = collapsed(make)
    say(monitor, kind="hello")
    frame = wait(lambda: messages(monitor, "frame"))[-1]
    (world,) = messages(monitor, "scene")
    assert world["look"] == "map" and len(world["names"]) == 8 and np.isclose(sum(world["fair"]), 1)
    assert frame["verdict"]["tone"] == "alarm"
    assert {a["name"] for a in frame["arrays"]} == {"light", "trace", "table", "fakes"}
    other = frame["offers"][1]["ways"][0]
    assert other["code"].startswith("gan.set(") and frame["offers"][0]["ways"][0]["code"].startswith("gan.turn_back(")
    before = monitor.gan.moment
    say(monitor, kind="do", what="remedies.apply", value=other["key"], n=1)
    wait(lambda: monitor.gan.recipe.loss == "relativistic")
    assert monitor.gan.moment == before
    say(monitor, kind="do", what="remedies.apply", value="import os", n=2)
    wait(lambda: isinstance(monitor.error, ValueError))
    say(monitor, kind="do", what="undo", n=3)
    wait(lambda: monitor.gan.recipe.loss == "nonsaturating")
    with pytest.raises(ValueError, match="there is no remedy 99"):
        monitor.apply(99)


def test_a_remedy_that_needs_other_networks_makes_another_gan(make):
    monitor = collapsed(make)
    (rank,) = (i for i, offer in enumerate(monitor.show.offers()) if "gan = " in offer["code"])
    before = monitor.gan.state_hash()
    made = monitor.apply(rank)
    assert made is monitor.made[0] and made is not monitor.gan and made.recipe.pack == 2
    assert monitor.gan.state_hash() == before


def test_what_it_does_is_done_by_the_trainer_and_pause_on_alarm_stops_it(make):
    threads = set()
    monitor = make(GAN("ring", recipe="collapse", seed=0), pause_on_alarm=True,
                   on_diagnosis=lambda found: threads.add(threading.current_thread().name))
    monitor.playing = True
    wait(lambda: monitor.alarm, 60)
    wait(lambda: not monitor.trainer.playing and not monitor.playing)
    assert threads == {"ganlab trainer"}


def test_looking_changes_nothing_of_a_training(make):
    one, two = (GAN("ring", seed=3) for _ in range(2))
    monitor = make(one, every=10)
    for gan in (one, two):
        gan.fit(60, progress=False)
    wait(lambda: monitor.watch.ticks)
    assert one.state_hash() == two.state_hash()


def test_two_monitors_of_a_gan_keep_one_session_and_the_last_one_ends_it(make):
    gan = GAN("ring")
    first = make(gan, every=10)
    gan.fit(40, progress=False)
    wait(lambda: first.session.trace.n)
    second = make(gan, every=10)
    assert second.session is first.session and second.verdict == first.verdict != "unknown"
    assert make(gan, every=20).session is not first.session
    first.close()
    n = second.session.trace.n
    gan.fit(40, progress=False)
    wait(lambda: second.session.trace.n > n)
    second.close()
    assert second.session.poll not in [w.run for w in Trainer.of(gan).watchers if w.wanted]
    assert second.session.ended and second.session not in gan.control.companions["sessions"]
    assert make(gan, every=10).session is not second.session


def test_a_gan_holds_what_watches_it_and_its_fork_is_watched_by_nobody(make):
    gan = GAN("ring")
    monitor = make(gan, every=10)
    assert watch_of(gan) is monitor.watch and session_of(gan, every=10, n=256) is not monitor.session  # asked otherwise
    twin = gan.fork()
    assert watch_of(twin) is None and not twin.control.companions
    before = gan.state_hash()
    gan.control.companions.clear()
    assert gan.state_hash() == before


# a remark, and the way back

def test_a_remedy_s_message_goes_with_it_and_one_undo_takes_it_back(make):
    monitor = collapsed(make)
    gan, before = monitor.gan, monitor.gan.state_hash()
    for rank, way in ((0, 0), (1, 0)):  # one that goes back in time, and one that changes the rules from here on
        monitor.apply(rank, way)
        assert monitor.show.said.startswith("Done: ") and monitor.show.frame()[0]["text"] == monitor.show.said
        assert gan.recipe.loss == "relativistic"
        gan.undo()
        assert monitor.show.said == "" and monitor.show.frame()[0]["text"] == "" and gan.state_hash() == before
        gan.redo()
        assert monitor.show.said.startswith("Done: ")  # it is true again
        gan.fit(1, progress=False)
        assert monitor.show.said == ""  # the last thing that was done is another one
        gan.undo()
        gan.undo()
        assert gan.state_hash() == before


def test_a_remedy_is_one_act_while_it_plays(make):
    monitor = make(GAN("ring", recipe="collapse", seed=0))
    monitor.playing = True
    wait(lambda: monitor.alarm, 120)
    monitor.apply(1)
    wait(lambda: not monitor.trainer.playing)
    assert monitor.gan.recipe.loss == "relativistic" and "Undo takes it back" in monitor.show.said
    monitor.do("undo").result()
    assert monitor.gan.recipe.loss == "nonsaturating" and monitor.show.said == ""


# opened late

def test_who_opens_it_late_is_told_what_was(make):
    gan = GAN("ring", recipe="collapse", seed=0).fit(600, progress=False)
    monitor = make(gan)
    monitor.update()
    assert monitor.verdict == "complete collapse" == diagnose(gan).name and monitor.alarm
    assert monitor.since < 450 and monitor.session.trace.n > 5
    header = monitor.show.frame()[0]
    assert header["story"][0][2] == "learning" and header["story"][-1][2] == "complete collapse"
    assert all(b - a > 150 for a, b in header["unseen"])
    monitor.close()
    gan.fit(400, progress=False)
    gan.timeline.budget = 0  # of that time only the newest keyframe is left, and where it is the machine's pace decides
    newest = max(gan.timeline.keyframes)
    ends = newest if 850 <= newest <= 950 else 1000  # a keyframe is looked at that is a look's distance (50) away
    again = make(gan)
    again.update()
    assert again.watch is watch_of(gan) and again.verdict == "complete collapse" == diagnose(gan).name
    assert again.show.frame()[0]["unseen"][-1][1] == ends and again.since == diagnose(gan).since


def test_diagnose_is_seen_by_the_monitor_and_does_not_make_its_time_pass(make):
    monitor = make(GAN("ring", seed=0))
    monitor.update()
    monitor.gan.fit(20, progress=False)
    found = diagnose(monitor.gan)
    assert found.step == 20 == monitor.diagnosis.step and monitor.session.trace.steps.tolist() == [0, 20]
    assert monitor.verdict == found.name
    monitor.gan.fit(30, progress=False)
    monitor.update()
    assert [tick.step for tick in monitor.watch.ticks] == [0, 50]


def test_what_nobody_looked_at_is_told():
    assert unseen_stretches(np.array([0, 50, 100, 600, 650]), 50, 700) == [[100, 600]]
    assert unseen_stretches(np.array([], dtype=np.int64), 50, 1200) == [[0, 1200]]
    assert unseen_stretches(np.array([0, 150, 300]), 50, 300) == []
    assert unseen_stretches(np.array([0, 50]), 50, 900) == [[50, 900]]


def test_the_headline_the_history_and_the_table_show_one_figure(make):
    monitor = make(GAN("ring", seed=0), every=10)
    for _ in range(8):
        monitor.gan.fit(10, progress=False)
        monitor.update()
    header, arrays = monitor.show.frame()
    at = [figure.name for figure in monitor.session.figures].index("effective")
    last = [tick["effective"] for tick in list(monitor.watch.ticks)[-3:]]
    assert arrays["table"][at, 0] == pytest.approx(np.mean(last), rel=1e-5)
    assert header["effective"] == pytest.approx(np.mean(last)) == pytest.approx(monitor.effective)


# what it has, and what it does not

def test_it_has_no_ancestors_but_the_host():
    assert len([kind for kind in DiversityMonitor.__mro__ if kind.__module__.startswith("ganlab")]) <= 3


def test_what_is_only_the_stepper_s_is_not_there(make):
    monitor = make(GAN("ring"))
    for name in ("gif", "drawing", "closeup", "layers", "columns", "lens"):
        assert not hasattr(monitor, name), name
    assert monitor.vigil is monitor.session and monitor.forks == [] and monitor.made == []


def test_a_page_that_asks_for_what_only_the_stepper_does_disturbs_nothing(make):
    monitor = make(GAN("ring"))
    say(monitor, kind="hello")
    wait(lambda: messages(monitor, "frame"))
    before = monitor.gan.state_hash()
    for what, value in (("preview", "d"), ("accept", None), ("closeup", {"at": [0, 0]}), ("fork", None), ("drop", 0)):
        say(monitor, kind="do", what=what, value=value, n=1)
    say(monitor, kind="glance")
    say(monitor, kind="do", what="step_d", n=2)
    wait(lambda: monitor.gan.steps == (1, 0))
    assert monitor.error is None and len(monitor.places) == 1 and monitor.forks == []
    monitor.gan.undo()
    assert monitor.gan.state_hash() == before


def test_it_is_written_as_a_picture(make, tmp_path):
    monitor = make(GAN("ring"))
    monitor.gan.fit(60, progress=False)
    wait(lambda: monitor.verdict == "learning")
    made = monitor.png(str(tmp_path / "monitor.png"))
    assert (tmp_path / "monitor.png").read_bytes() == made.data and made.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert "Learning" in repr(made) and "image/png" in made._repr_mimebundle_()
    stream_of_samples = make(lambda n: RING.draw(n, DICE), REAL, every=1, n=64)
    stream_of_samples.tick()
    assert stream_of_samples.png().data[:4] == b"\x89PNG"
    with pytest.raises(ValueError, match="to_html needs a GAN"):
        stream_of_samples.to_html(str(tmp_path / "run.html"))
    with pytest.raises(ValueError, match="nothing to draw.*at least 64"):
        make(lambda n: RING.draw(n, DICE), REAL[:20]).png()


def test_its_run_is_written_as_a_page(make, tmp_path):
    monitor = make(GAN("ring"))
    monitor.gan.fit(20, progress=False)
    saved = monitor.to_html(str(tmp_path / "run.html"), frames=4, progress=False)
    assert saved.path.stat().st_size == len(saved.path.read_bytes()) > 10_000


def test_a_rewind_cuts_the_history_and_another_story_keeps_its_own(make):
    monitor = make(GAN("ring"), every=10)
    gan, trace = monitor.gan, lambda: monitor.session.trace
    gan.fit(100, progress=False)
    wait(lambda: trace().n > 1)
    last = trace().steps.max()
    gan.rewind(30)
    monitor.update()
    assert trace().steps.max() == last  # it is recorded, and can be gone to again
    gan.step_d()
    monitor.update()
    assert trace().steps.max() <= 31
    gan.reset()
    monitor.update()
    assert trace().steps.tolist() == [0]
    gan.undo()
    monitor.update()
    assert 10 <= trace().steps.max() <= 31


def test_a_callback_that_raises_disturbs_nobody(make):
    monitor = make(GAN("ring"), on_diagnosis=lambda found: 1 / 0)
    monitor.gan.fit(60, progress=False)
    wait(lambda: isinstance(monitor.error, ZeroDivisionError))
    assert "on_diagnosis raised ZeroDivisionError" in monitor.show.said and monitor.gan.rounds == 60


def test_images_have_faces(make):
    monitor = make(GAN("digits"), n=64)
    world, arrays = monitor.show.world()
    assert world["look"] == "images" and world["units"] == "classes" and arrays["tiles"].shape == (10, 8, 8, 1)
    assert arrays["tiles"].max() > 200  # a face is not black


# in somebody's own loop

def test_a_stream_is_measured_by_its_caller_and_frames_are_few(make):
    seen = set()

    def sampler(n):
        seen.add(threading.current_thread())
        return RING.draw(n, DICE)

    monitor = make(sampler, REAL, every=5, n=64)
    say(monitor, kind="hello")
    for step in range(100):
        monitor.update(step=step)
    assert seen == {threading.current_thread()} and len(monitor.watch.ticks) == 20
    assert monitor.session.trace.steps.tolist() == list(range(0, 100, 5))
    assert len(messages(monitor, "frame")) <= 20
    wait(lambda: messages(monitor, "frame")[-1]["looks"] == 20)  # the last one is not missed
    say(monitor, kind="do", what="play", n=1)
    wait(lambda: isinstance(monitor.error, ValueError))
    with pytest.raises(ValueError, match="step must be an int ≥ 0"):
        monitor.update(step=-1)
    with pytest.raises(ValueError, match="the training is yours"):
        monitor.playing = True


def test_a_generator_that_loses_modes_is_called_what_it_is(make):
    def half(n):
        x = RING.draw(6 * n, DICE)
        return x[x[:, 0] > 0.1][:n]

    monitor = make(half, REAL, every=1)
    for _ in range(30):
        monitor.tick()
    assert monitor.verdict == "mode dropping" and monitor.alarm and len(monitor.missing) == 5
    assert "Missing: cluster" in monitor.sentence
    with pytest.raises(ValueError, match="there is no remedy 0"):
        monitor.apply()
    (first, *_), ways = monitor.show.frame()[0]["offers"], [offer["ways"] for offer in monitor.show.offers()]
    assert "get_loss" in first["code"] and first["why"] and ways and not any(ways)  # told, and left to the caller


def test_the_training_is_to_the_bit_what_it_would_be_without():
    def train(look: bool) -> tuple[torch.Tensor, torch.Tensor]:
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
        step = torch.optim.Adam(net.parameters(), 1e-2)
        monitors = [DiversityMonitor(net, REAL[:200], every=1, n=32)] if look else []
        for _ in range(6):
            loss = (net(torch.randn(64, 2)) - REAL[:64]).square().mean()
            step.zero_grad(), loss.backward(), step.step()
            for monitor in monitors:
                monitor.tick()
        for monitor in monitors:
            monitor.close()
        return torch.cat([p.detach().flatten() for p in net.parameters()]), net[1].running_mean

    for a, b in zip(train(True), train(False)):
        assert torch.equal(a, b)


BAD = {
    "raises": (lambda n: 1 / 0, "division by zero"),
    "NaN": (lambda n: torch.full((n, 2), torch.nan), "divergence"),
    "wrong shape": (lambda n: torch.zeros(n, 3), r"shape \(64, 3\)"),
    "too few": (lambda n: torch.zeros(5, 2), r"shape \(5, 2\)"),
    "no array": (lambda n: "samples", "a tensor or an array"),
    "constant": (lambda n: torch.zeros(n, 2), "complete collapse"),
    "a list": (lambda n: RING.draw(n, DICE).tolist(), "learning|healthy"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_samples_are_said_in_words_and_the_loop_goes_on(make, name):
    sampler, words = BAD[name]
    monitor = make(sampler, REAL[:300], every=1, n=64)
    say(monitor, kind="hello")
    for _ in range(12):
        monitor.tick()

    def told() -> dict:
        return messages(monitor, "frame")[-1]["verdict"]

    wait(lambda: re.search(words, told()["sentence"].lower() + told()["name"]))


@pytest.mark.parametrize("reference, words", [
    (torch.zeros(20, 2), "at least 64"), (torch.full((100, 2), torch.nan), "NaN"), (torch.zeros(0, 2), "at least one")])
def test_a_reference_that_is_of_no_use_is_said_in_the_widget(make, reference, words):
    monitor = make(lambda n: RING.draw(n, DICE), reference)
    assert words in monitor.sentence and isinstance(monitor.error, ValueError)
    say(monitor, kind="hello")
    assert monitor.tick().name == "unknown"
    frame = wait(lambda: messages(monitor, "frame"))[-1]
    assert words in frame["verdict"]["sentence"] and frame["verdict"]["tone"] == "alarm"


def test_odd_references_can_be_watched(make):
    for reference in (torch.zeros(200, 2), torch.eye(3)[torch.arange(300) % 3], torch.ones(100, 1, 4, 4)):
        monitor = make(lambda n: reference[torch.randint(len(reference), (n,))], reference, every=1, n=32)
        for _ in range(6):
            monitor.tick()
        say(monitor, kind="hello")
        wait(lambda: messages(monitor, "frame"))
        assert not monitor.watch.trouble


def test_a_gan_of_one_class_and_one_of_few_samples_open(make):
    one = make(GAN(REAL[:300], labels=torch.zeros(300, dtype=torch.long)), n=32)
    assert one.show.world()[0]["names"] and one.update() is not None
    few = make(GAN(REAL[:20]))
    assert "at least 64" in few.sentence and few.update().name == few.tick().name == "unknown"
    few.gan.fit(5, progress=False)
    assert few.gan.rounds == 5


@pytest.mark.parametrize("bad, error, words", [
    (dict(source="ring"), TypeError, "source must be a GAN"), (dict(source=GAN), TypeError, "source must be a GAN"),
    (dict(source=lambda n: n), ValueError, "reference must be given"),
    (dict(source=lambda n: n, reference=REAL, every=0), ValueError, "every must be an int"),
    (dict(source=lambda n: n, reference=REAL, n=3), ValueError, "n must be an int"),
    (dict(source=nn.Identity(), reference=REAL), ValueError, "latent must be given")])
def test_bad_arguments_are_named(bad, error, words):
    with pytest.raises(error, match=words):
        DiversityMonitor(**bad)


def test_latents_are_read_off_the_first_layer():
    assert latent_shape_of(nn.Sequential(nn.Flatten(), nn.Linear(7, 3))) == (7,)
    assert latent_shape_of(nn.Sequential(nn.ConvTranspose2d(5, 3, 4))) == (5, 1, 1)
    shapes = []
    odd = nn.Sequential(nn.Flatten(), nn.Linear(12, 2))
    odd.register_forward_pre_hook(lambda module, args: shapes.append(tuple(args[0].shape)))
    sampler_of(odd, (3, 4))(6)
    assert {shape[1:] for shape in shapes} == {(3, 4)} and shapes[-1] == (6, 3, 4) and odd.training


def test_asking_aside_leaves_no_trace():
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    ask = without_trace(lambda n: torch.randn(n, 2) * torch.ones(2, requires_grad=True), (2,))
    first, second = ask(4), ask(4)
    with OwnGlobalGenerators()():
        torch.rand(100)
    assert torch.equal(torch.rand(3), expected) and not torch.equal(first, second) and not first.requires_grad
    with pytest.raises(ValueError, match=r"the sampler gave shape \(4, 2\); the reference says \(4, 3\)"):
        without_trace(lambda n: torch.zeros(n, 2), (3,))(4)


def test_a_bystander_does_one_thing_at_a_time():
    stands, inside, most = OutsideTrainer(), [], []

    def busy():
        inside.append(1)
        time.sleep(0.002)
        most.append(len(inside))
        inside.pop()

    workers = [threading.Thread(target=lambda: [stands.call(busy) for _ in range(10)]) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == [1] * 40
    assert isinstance(stands.call(lambda: 1 / 0).exception(), ZeroDivisionError)


def test_the_still_is_a_small_png_that_any_thread_can_draw(make):
    monitor = make(GAN("ring"))
    monitor.gan.fit(60, progress=False)
    wait(lambda: monitor.verdict == "learning")
    drawn = []
    worker = threading.Thread(target=lambda: drawn.append(monitor.picture()))
    worker.start()
    worker.join()
    png = drawn[0]["image/png"]
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and 5_000 < len(png) < 80_000 and "Learning" in drawn[0]["text/plain"]
    assert picture_of(lambda page: None)[:4] == b"\x89PNG"


def test_a_watch_has_its_story_back_when_a_reset_is_undone():
    gan = GAN("ring")
    from ganlab.diagnosis import Watch

    watch = Watch(gan, every=10)
    for _ in range(4):
        gan.fit(10, progress=False)
        watch.poll()
    ticks = list(watch.ticks)
    gan.reset()
    watch.poll()
    assert [tick.step for tick in watch.ticks] == [0]
    gan.undo()
    watch.poll()
    assert list(watch.ticks)[:4] == ticks
    assert isinstance(WatchSession(watch, Trainer.of(gan)).trace, Trace)
