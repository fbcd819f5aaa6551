"""How arrays travel: codes against their inverses, messages against a reader of their bytes, rules against a clock."""

import threading
import types
from concurrent.futures import Future

import numpy as np
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab.widgets.transport import live
from ganlab.widgets.transport.encoding import NOWHERE, envelope, pack, quantise_field, quantise_points, restore_field
from ganlab.widgets.transport.encoding import restore_points
from ganlab.widgets.transport.live import GONE, LATE, FramePump, LiveWidget, Views, answer_anywhere

EXTENT = (-2.0, 3.0, 10.0, 10.5)


@given(st.lists(st.tuples(st.floats(-2, 3), st.floats(10, 10.5)), min_size=1, max_size=30))
def test_points_inside_come_back_to_half_a_code(points):
    x = np.array(points)
    back = restore_points(quantise_points(x, EXTENT), EXTENT)
    assert np.all(np.abs(back - x) <= np.array([5.0, 0.5]) / (NOWHERE - 1) * 0.5 + 1e-12)


def test_points_outside_stop_at_the_border_and_nan_stays_nan():
    codes = quantise_points(np.array([[-1e30, 1e30], [np.inf, -np.inf], [np.nan, 10.25]]), EXTENT)
    assert codes.dtype == np.uint16
    assert codes[:2].tolist() == [[0, NOWHERE - 1], [NOWHERE - 1, 0]]
    back = restore_points(codes, EXTENT)
    assert np.isnan(back[2, 0]) and abs(back[2, 1] - 10.25) < 1e-5


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=40), st.sampled_from([np.uint8, np.uint16]))
def test_fields_come_back_to_half_a_code(values, dtype):
    f = np.array(values, dtype=np.float32)
    codes = quantise_field(f, -1, 1, dtype)
    assert codes.dtype == dtype and codes.shape == f.shape
    assert np.all(np.abs(restore_field(codes, -1, 1) - f) <= 1.0001 / np.iinfo(dtype).max + 1e-6)


@settings(max_examples=50)
@given(st.integers(1, 5000), st.integers(1, 64), st.integers(0, 2**32 - 1))
def test_an_envelope_keeps_extremes_order_and_mean(n, most, seed):
    rng = np.random.default_rng(seed)
    steps = np.cumsum(rng.integers(1, 5, n))
    values = rng.normal(size=n).astype(np.float32)
    rows = envelope(steps, values, most)
    assert rows.dtype == np.float32 and rows.shape[1] == 4 and 1 <= len(rows) <= max(most, 1)
    assert rows[:, 1].min() == values.min() and rows[:, 2].max() == values.max()
    assert np.all(np.diff(rows[:, 0]) > 0) and rows[0, 0] == steps[0]
    bounds = np.append(rows[:, 0], steps[-1] + 1)
    for (first, low, high, mean), end in zip(rows, bounds[1:]):
        inside = values[(steps >= first) & (steps < end)]
        assert low == inside.min() and high == inside.max() and abs(mean - inside.mean(dtype=float)) < 1e-5


def test_no_curve_yet_is_no_rows():
    assert envelope(np.array([], int), np.array([], np.float32)).shape == (0, 4)


def test_a_message_holds_its_arrays_and_never_waits():
    arrays = {"a": np.arange(6, dtype=np.uint16).reshape(3, 2)[:, ::-1], "b": np.float32([0.5])}
    content, buffers = pack({"kind": "frame", "seq": 3}, arrays)
    assert content["seq"] == 3 and sum(map(len, buffers)) == 65536
    for entry, raw in zip(content["arrays"], buffers):
        dtype = {"u1": "<u1", "u2": "<u2", "f4": "<f4"}[entry["dtype"]]
        assert np.array_equal(np.frombuffer(raw, dtype).reshape(entry["shape"]), arrays[entry["name"]])
    assert len(pack({}, {"a": np.zeros(70_000, np.uint8)})[1]) == 1  # long enough already
    assert pack({}, {}, least=0)[1] == []
    with pytest.raises(TypeError, match="'z'.*float64"):
        pack({}, {"z": np.zeros(2)})


def drive(views: Views, seconds: float, answer=None, start: float = 0.0, seq: int = 0) -> list[float]:
    "Offer a frame 30 times a second; `answer(seq, now)` is what the page does. Returns when frames went out."
    out = []
    for k in range(int(seconds * 30)):
        now = start + k / 30
        if views.ready(now):
            seq += 1
            views.sent(seq, now)
            out.append(now)
        if answer:
            answer(seq, now)
    return out


def test_a_view_that_answers_now_and_then_gets_every_frame():
    views = Views()
    views.hear("a")
    last = [0.0]

    def answer(seq, now):
        if now - last[0] > 0.4:
            views.hear("a", seq)
            last[0] = now

    assert len(drive(views, 30, answer)) == 900


def test_a_view_that_stops_answering_gets_less_and_then_nothing_and_may_come_back():
    views = Views()
    views.hear("a")
    out = drive(views, 60)
    assert sum(t <= LATE for t in out) >= 30
    assert all(b - a >= LATE - 1e-9 for a, b in zip(out, out[1:]) if a > LATE)
    assert out[-1] < GONE + 2 * LATE and len(views) == 0
    views.hear("a", 5)
    assert len(views) == 1


def test_a_dead_view_does_not_slow_a_live_one_for_long():
    views = Views()
    views.hear("dead")
    views.hear("live")
    out = drive(views, 20, lambda seq, now: views.hear("live", seq))
    assert sum(t > 5 for t in out) >= 15 * 30 - 2


def test_missed_frames_are_noticed():
    views = Views()
    assert views.missed("nobody", 0, 0.0)
    views.hear("a")
    views.sent(1, 10.0)
    assert not views.missed("a", 0, 10.5) and views.missed("a", 0, 12.0)
    assert not views.missed("a", 1, 99.0)


class Trainer:
    "A trainer without a thread."
    playing = False

    def __init__(self):
        self.watchers = []

    def every(self, seconds, function):
        self.watchers.append(function)
        return lambda: self.watchers.remove(function)

    def call(self, function):
        done = Future()
        done.set_result(function())
        return done

    def look(self):
        for watcher in self.watchers:
            watcher()


@pytest.fixture
def pump():
    "A pump on a trainer without a thread, its clock in `now`, its messages in `out`, its state in `step`."
    box = types.SimpleNamespace(now=0.0, step=0, out=[], wrong=[], cost=0.0, trainer=Trainer())

    def frame():
        box.now += box.cost
        if box.step < 0:
            raise ValueError("no such step")
        return {"step": box.step}, {}

    box.pump = FramePump(
        box.trainer,
        lambda header, arrays: box.out.append(header),
        world=lambda: ({}, {}),
        frame=frame,
        moment=lambda: box.step,
        complain=box.wrong.append,
        clock=lambda: box.now,
    )
    yield box
    box.pump.close()


def test_nothing_is_made_for_nobody(pump):
    pump.step = 1
    pump.trainer.look()
    assert pump.out == []
    pump.pump.hear({"kind": "hello", "view": "a"})
    assert [m["kind"] for m in pump.out] == ["scene", "frame"] and pump.out[0]["to"] == "a"
    pump.pump.hear({"kind": "goodbye", "view": "a"})
    pump.step, pump.now = 2, 5.0
    pump.trainer.look()
    assert len(pump.out) == 2


def test_no_frame_comes_before_the_world(pump):
    queue = []
    pump.trainer.call = queue.append
    pump.pump.hear({"kind": "hello", "view": "a"})
    pump.trainer.look()  # the trainer's own look, before it gets to the greeting
    assert pump.out == []
    queue.pop()()
    assert [m["kind"] for m in pump.out] == ["scene", "frame"]
    pump.pump.hear({"kind": "hello", "view": "b"})
    pump.pump.hear({"kind": "goodbye", "view": "b"})
    queue.pop()()
    assert len(pump.out) == 2  # nobody waits for it any more


def test_nothing_new_is_not_sent_twice(pump):
    pump.pump.hear({"kind": "hello", "view": "a"})
    for pump.now in (1.0, 2.0, 3.0):
        pump.trainer.look()
    assert len(pump.out) == 2


def test_frames_cost_a_tenth_of_the_time_at_most(pump):
    pump.trainer.playing, pump.cost = True, 0.02
    pump.pump.hear({"kind": "hello", "view": "a"})
    spent = 0
    while pump.now < 10:
        pump.step += 1
        before = len(pump.out)
        pump.trainer.look()
        spent += pump.cost * (len(pump.out) - before)
        pump.pump.hear({"kind": "ack", "view": "a", "seq": pump.pump.seq})
        pump.now += 0.004
    assert 0.5 < spent <= 1.05


def test_the_last_state_arrives_even_when_steps_come_faster_than_frames(pump, monkeypatch):
    timers = []

    class Timer(threading.Thread):
        daemon = True

        def __init__(self, seconds, function):
            self.function = function
            timers.append(self)

        def start(self): ...
        def cancel(self): ...
        def is_alive(self): return True

    monkeypatch.setattr(live.threading, "Timer", Timer)
    pump.pump.hear({"kind": "hello", "view": "a"})
    for pump.step in range(1, 50):
        pump.now += 0.001
        pump.trainer.look()
    assert pump.out[-1]["step"] < 49 and len(timers) == 1
    timers[0].function()  # too early once more, and called by a timer that still lives: it must be renewed
    assert pump.out[-1]["step"] < 49 and len(timers) == 2
    pump.now += 1
    timers[1].function()
    assert pump.out[-1]["step"] == 49


def test_a_lost_frame_is_made_again(pump):
    pump.pump.hear({"kind": "hello", "view": "a"})
    pump.now = 9.0
    pump.pump.hear({"kind": "ack", "view": "a", "seq": 0, "idle": True})
    assert [m["kind"] for m in pump.out] == ["scene", "frame"] * 2
    pump.now = 18.0
    pump.pump.hear({"kind": "ack", "view": "a", "seq": 2, "idle": True})
    assert len(pump.out) == 4


def test_what_is_left_for_later_comes_once_unless_there_is_something_newer(pump, monkeypatch):
    promised = []
    monkeypatch.setattr(pump.pump, "later", lambda seconds, function: promised.append(function))
    monkeypatch.setattr(pump.pump, "frame", lambda: ({"step": pump.step, "late": True}, {}))
    monkeypatch.setattr(pump.pump, "rest", lambda: ({"rest of": pump.step}, {}))
    pump.pump.hear({"kind": "hello", "view": "a"})
    promised.pop()()
    assert pump.out[-1] == {"kind": "late", "seq": 1, "rest of": 0}
    pump.step, pump.now = 1, 1.0
    pump.trainer.look()
    pump.step = 2  # the picture is old before its rest is made
    promised.pop()()
    assert [m["kind"] for m in pump.out] == ["scene", "frame", "late", "frame"] and promised == []


def test_what_goes_wrong_is_handed_over_and_closing_ends_it(pump):
    pump.pump.hear({"kind": "hello", "view": "a"})
    pump.step, pump.now = -1, 1.0
    pump.trainer.look()
    assert "no such step" in str(pump.wrong[0])
    pump.pump.close()
    assert pump.trainer.watchers == []
    pump.pump.hear({"kind": "hello", "view": "b"})
    assert len(pump.out) == 2


class Comm:
    "What ipykernel 7.4 does: remember which thread sent last."
    comm_id = "made-up"

    def __init__(self):
        self.sent = []

    def on_msg(self, function): ...
    def close(self, *_, **__): ...

    def send(self, data=None, metadata=None, buffers=None):
        self._reply_subshell_id = "main"
        self.sent.append((data, buffers, threading.current_thread()))


def test_answers_to_a_widget_are_not_bound_to_the_thread_that_sent_last():
    "Regression: with ipykernel 7.4 clicks waited for the running cell, 0 of 8 answered, once a thread had sent."
    comm = Comm()
    comm._reply_subshell_id = "main"
    answer_anywhere(comm)
    answer_anywhere(comm)
    answer_anywhere(None)
    assert not hasattr(comm, "_reply_subshell_id")
    widget = LiveWidget()
    widget.comm = comm
    comm._reply_subshell_id = "main"
    thread = threading.Thread(target=lambda: widget.send_arrays({"kind": "frame"}, {"a": np.zeros(2, np.uint8)}))
    thread.start()
    thread.join()
    assert not hasattr(comm, "_reply_subshell_id")
    data, buffers, sender = comm.sent[-1]
    assert sender is thread and data["content"]["kind"] == "frame" and sum(map(len, buffers)) == 65536
    widget.close()
    widget.send_arrays({"kind": "frame"}, {})  # a closed widget has nobody to tell


def test_sends_from_many_threads_arrive_whole():
    widget = LiveWidget()
    widget.comm = Comm()

    def send(name):
        for k in range(50):
            widget.send_arrays({"from": name, "k": k}, {})

    threads = [threading.Thread(target=send, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = [data["content"] for data, *_ in widget.comm.sent]
    for name in "abcd":
        assert [c["k"] for c in got if c["from"] == name] == list(range(50))
    widget.close()


def test_traits_set_at_once_travel_in_one_message():
    class Two(LiveWidget):
        a, b = traitlets.Int(0).tag(sync=True), traitlets.Int(0).tag(sync=True)

    widget = Two()
    widget.comm = Comm()
    with widget.at_once():
        widget.a, widget.b = 1, 2
        other = threading.Thread(target=lambda: widget.set_trait("a", 3))  # another thread's are its own affair
        other.start()
        other.join()
        assert [data["state"] for data, *_ in widget.comm.sent] == [{"a": 3}]
        widget.a = 4
    assert [data["state"] for data, *_ in widget.comm.sent] == [{"a": 3}, {"a": 4, "b": 2}]
    with pytest.raises(ZeroDivisionError), widget.at_once():
        widget.b = 5
        1 / 0
    widget.a = 6
    assert [data["state"] for data, *_ in widget.comm.sent[2:]] == [{"b": 5}, {"a": 6}]
    widget.close()
