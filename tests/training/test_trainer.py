"""The trainer: one thread, one queue, everybody served, nothing lost, and an end that is clean."""

import asyncio
import gc
import signal
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import wait

import pytest
import torch

import ganlab.training.trainer
from ganlab import GAN
from ganlab.losses import Loss
from ganlab.training.trainer import Trainer

SMALL = {"width": 8, "batch_size": 8}
LONG = 120  # seconds after which a test says that something hangs


@pytest.fixture
def made(monkeypatch):
    "Makes small GANs with trainers, and stops them; fails if anything still runs or was printed as an error."
    trainers = []

    def make(**changes):
        gan = GAN("ring", **SMALL | changes)
        trainers.append(Trainer.of(gan))
        return gan, trainers[-1]

    yield make
    for trainer in trainers:
        trainer.close()
        assert trainer._thread is None


def until(question, seconds=LONG):
    end = time.perf_counter() + seconds
    while not question():
        assert time.perf_counter() < end, "it never happened"
        time.sleep(0.002)


def in_threads(*jobs):
    "Run all at once; raise what any of them raised, or if one hangs."
    errors = []

    def run(job):
        try:
            job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive(), "a thread hangs"
    if errors:
        raise errors[0]


# ---- serving

def test_there_is_one_trainer_however_many_ask():
    gan, found, start = GAN("ring", **SMALL), [], threading.Barrier(8)
    in_threads(*[lambda: (start.wait(5), found.append(Trainer.of(gan)))] * 8)
    assert len(set(map(id, found))) == 1 and found[0]._thread is None  # asking for it starts nothing
    with pytest.raises(TypeError, match="gan must"):
        Trainer.of("ring")


def test_verbs_are_carried_out_by_the_thread_while_there_is_one(made):
    gan, trainer = made(schedule=lambda game: where.add(threading.current_thread().name) or "dg")
    where = set()
    gan.step()
    assert where == {"MainThread"}
    trainer.play().result(LONG)
    where.clear()
    gan.step(), gan.fit(2, progress=False)
    assert where == {"ganlab trainer"}
    trainer.close()
    where.clear()
    gan.step()
    assert where == {"MainThread"}


def test_hammered_by_threads_while_it_plays_every_step_is_counted(made):
    gan, trainer = made()
    trainer.play().result(LONG)
    seen = {"d": [], "g": []}

    def hammer(verb, phase):
        for n in range(15):
            seen[phase].append(verb().step)
            (
                gan.sample(2),
                gan.state_hash(),
                gan.preview("d"),
                gan.set(lr=1e-3 * (1 + n % 2)),
                gan.score(torch.zeros(1, 2)),
            )

    in_threads(
        *[lambda: hammer(gan.step_d, "d")] * 2,
        lambda: hammer(gan.step_g, "g"),
        lambda: gan.fit(20, progress=False),
        lambda: [trainer.pause().result(LONG) or trainer.play().result(LONG) for _ in range(10)],
    )
    trainer.pause().result(LONG)
    assert gan.steps == (gan.rounds + 30, gan.rounds + 15) and gan.rounds >= 20
    assert len(set(seen["d"])) == 30 and len(set(seen["g"])) == 15
    counts = {v: sum(e.get("count", 0) for e in gan.events if e["verb"] == v) for v in ("step", "step_d", "step_g")}
    assert counts == {"step": gan.rounds, "step_d": 30, "step_g": 15}
    assert gan.history.steps("d_loss").tolist() == list(range(1, gan.steps[0] + 1))


def test_it_plays_on_under_a_hail_of_questions(made):
    gan, trainer = made()
    calls, stopped = [], threading.Event()
    trainer.every(0.0, lambda: calls.append(1))
    trainer.play().result(LONG)

    def ask():
        while not stopped.is_set():
            trainer.call(lambda: time.sleep(0.001)).result(LONG)

    askers = [threading.Thread(target=ask, daemon=True) for _ in range(6)]
    for asker in askers:
        asker.start()
    rounds = gan.rounds
    calls.clear()
    until(lambda: gan.rounds > rounds + 20 and len(calls) > 20)
    stopped.set()


def test_from_asyncio(made):
    gan, trainer = made()

    async def main():
        await asyncio.wrap_future(trainer.play())
        steps = [(await asyncio.wrap_future(trainer.call(gan.step_d))).step for _ in range(5)]
        blocking = await asyncio.to_thread(gan.sample, 3)
        await asyncio.wrap_future(trainer.pause())
        return steps, blocking

    steps, x = asyncio.run(asyncio.wait_for(main(), LONG))
    assert steps == sorted(set(steps)) and x.shape == (3, 2) and not trainer.playing


def test_a_verb_that_began_before_the_thread_is_finished_first(made):
    "Both threads want the GAN at the same moment; the one that has it may read it without waiting for the other."
    inside, go = threading.Event(), threading.Event()

    def schedule(game):
        if not inside.is_set():
            inside.set()
            assert go.wait(LONG)
            gan.sample(2)
        return "dg"

    gan, trainer = made(schedule=schedule)
    done = []
    caller = threading.Thread(target=lambda: done.append(gan.step()), daemon=True)
    caller.start()
    assert inside.wait(LONG)
    future = trainer.call(gan.step_d)
    time.sleep(0.05)
    assert not future.done()
    go.set()
    caller.join(LONG)
    assert future.result(LONG).step == 2 and done[0].step == 1 and gan.steps == (2, 1)


def test_cancelled_commands_are_not_carried_out(made):
    gan, trainer = made()
    busy = trainer.call(lambda: time.sleep(0.2))
    futures = [trainer.call(gan.step_d) for _ in range(4)]
    assert futures[1].cancel()
    wait([busy, *futures], LONG)
    assert gan.steps == (3, 0)


# ---- the same training

def test_to_the_bit_the_same_with_and_without_all_of_it(made):
    gan, trainer = made(dropout=0.2, ema=0.9, instance_noise=0.1)
    stop = trainer.every(0.0, lambda: (gan.sample(4), gan.preview("g"), gan.score(torch.zeros(3, 2)), gan.state()))
    trainer.play().result(LONG)
    while gan.rounds < 25:
        gan.sample(2), gan.preview("d"), gan.state_hash(), gan.generate(torch.zeros(2, 2)), torch.rand(3)
    gan.fit(5, progress=False)
    trainer.pause().result(LONG)
    stop()
    alone = GAN("ring", dropout=0.2, ema=0.9, instance_noise=0.1, **SMALL).fit(gan.rounds, progress=False)
    assert alone.state_hash() == gan.state_hash()
    assert alone.history["d_loss"].tolist() == gan.history["d_loss"].tolist()


# ---- play, pause, speed

def test_pause_takes_effect_within_a_round(made):
    gan, trainer = made(schedule=lambda game: time.sleep(0.05) or "dg")
    trainer.play().result(LONG)
    until(lambda: gan.rounds > 1)
    start, rounds = time.perf_counter(), gan.rounds
    trainer.pause().result(LONG)
    assert time.perf_counter() - start < 2 and gan.rounds <= rounds + 1 and not trainer.playing
    rounds = gan.rounds
    time.sleep(0.15)
    assert gan.rounds == rounds


def test_speed(made):
    gan, trainer = made()
    trainer.play(speed=20).result(LONG)
    rounds = gan.rounds
    time.sleep(1.0)
    played = gan.rounds - rounds
    assert 8 <= played <= 23 and trainer.speed == 20 and 5 < trainer.rate < 25
    start = time.perf_counter()
    gan.step_d()
    assert time.perf_counter() - start < 1  # nobody waits for the next round's turn
    trainer.play().result(LONG)
    until(lambda: gan.rounds > rounds + played + 50)
    assert trainer.speed is None
    trainer.play(speed=0.01).result(LONG)
    start = time.perf_counter()
    trainer.pause().result(LONG)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf"), "fast", True])
def test_bad_speeds_are_named(made, speed):
    with pytest.raises(ValueError, match="speed"):
        made()[1].play(speed)


@pytest.mark.parametrize(
    "seconds, run, word",
    [
        ("x", print, "seconds"),
        (-1, print, "seconds"),
        (float("nan"), print, "seconds"),
        (None, print, "seconds"),
        (0.1, None, "run"),
    ],
)
def test_bad_watchers_are_named(made, seconds, run, word):
    gan, trainer = made()
    with pytest.raises((ValueError, TypeError), match=word):
        trainer.every(seconds, run)
    assert trainer._thread is None


def test_fit_in_a_cell_while_it_plays(made, capsys):
    gan, trainer = made()
    trainer.play().result(LONG)
    gan.fit(30)
    assert trainer.playing and gan.rounds >= 30 and "30/30" in capsys.readouterr().out


# ---- what goes wrong

def test_divergence_while_it_plays_stops_it_and_says_so(made):
    gan, trainer = made()
    seen = []
    trainer.every(0.0, lambda: seen.append((trainer.playing, trainer.error)))
    trainer.play().result(LONG)
    gan.set(loss=Loss("nan", lambda r, f: r * float("nan"), lambda r, f: f))
    until(lambda: not trainer.playing)
    assert "not taken" in trainer.error and type(trainer.failure).__name__ == "Diverged"
    until(lambda: seen[-1] == (False, trainer.error))  # those who watch hear of it
    gan.set(loss="hinge")
    trainer.play().result(LONG)
    rounds = gan.rounds
    until(lambda: gan.rounds > rounds + 3)
    assert trainer.error is None and trainer.failure is None


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("oh"), KeyboardInterrupt(), SystemExit(3), asyncio.CancelledError(), MemoryError()]
)
def test_whatever_a_schedule_raises(made, error):
    def schedule(game):
        if broken:
            raise error
        return "dg"

    broken = []
    gan, trainer = made(schedule=schedule)
    trainer.play().result(LONG)
    broken.append(True)
    until(lambda: not trainer.playing)
    assert trainer.failure is error and trainer.error
    with pytest.raises(type(error)):  # in a cell it is the cell's
        gan.step()
    broken.clear()
    trainer.play().result(LONG)
    rounds = gan.rounds
    until(lambda: gan.rounds > rounds + 3)


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("oh"), KeyboardInterrupt(), SystemExit(3), asyncio.CancelledError()]
)
def test_whatever_a_watcher_raises_is_printed_once_and_disturbs_nobody(made, error, capfd):
    def watch():
        calls.append(1)
        raise error

    calls, others = [], []
    gan, trainer = made()
    trainer.every(0.0, watch)
    trainer.every(0.0, lambda: others.append(1))
    trainer.play().result(LONG)
    until(lambda: len(calls) > 5 and len(others) > 5 and gan.rounds > 5)
    assert trainer.playing and trainer.error is None
    trainer.close()
    assert capfd.readouterr().err.count("Traceback") == 1


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("oh"), KeyboardInterrupt(), SystemExit(3), asyncio.CancelledError()]
)
def test_whatever_a_command_raises_is_its_callers(made, error):
    def command():
        raise error

    gan, trainer = made()
    trainer.play().result(LONG)
    with pytest.raises(type(error)):
        trainer.call(command).result(LONG)
    with pytest.raises(ValueError, match="n must"):
        gan.sample(0)
    with pytest.raises(TypeError):
        trainer.call(3).result(LONG)
    rounds = gan.rounds
    until(lambda: gan.rounds > rounds + 3)
    assert trainer.error is None


def interrupt_in(seconds):
    threading.Timer(seconds, lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)).start()


def test_ctrl_c_in_a_fit_beside_a_trainer(made):
    gan, trainer = made()
    trainer.play().result(LONG)
    interrupt_in(0.3)
    with pytest.raises(KeyboardInterrupt, match="whole"):
        gan.fit(10**9, progress=False)
    assert trainer.playing
    trainer.pause().result(LONG)
    assert gan.steps == (gan.rounds, gan.rounds)
    alone = GAN("ring", **SMALL).fit(gan.rounds, progress=False)
    assert alone.state_hash() == gan.state_hash()


def test_ctrl_c_in_a_caller_that_waits_breaks_nothing(made):
    gan, trainer = made()
    trainer.play().result(LONG)
    go = threading.Event()
    trainer.call(lambda: go.wait(LONG))
    interrupt_in(0.1)
    with pytest.raises(KeyboardInterrupt):
        gan.step_d()  # waits in the queue
    go.set()
    rounds = gan.rounds
    until(lambda: gan.rounds > rounds + 3)
    trainer.pause().result(LONG)
    assert gan.steps == (gan.rounds + 1, gan.rounds)  # the step that was asked for was taken all the same


# ---- those who watch

def test_watchers_are_throttled_and_never_miss_the_last_change(made):
    gan, trainer = made()
    seen = []
    trainer.every(0.1, lambda: seen.append((time.perf_counter(), gan.steps)))
    trainer.play().result(LONG)
    until(lambda: len(seen) > 5)
    trainer.pause().result(LONG)
    steps = gan.steps
    until(lambda: seen[-1][1] == steps)
    times = [t for t, _ in seen]
    assert min(b - a for a, b in zip(times, times[1:])) > 0.095
    time.sleep(0.25)
    calls = len(seen)
    time.sleep(0.25)
    assert len(seen) == calls  # nothing new, nobody called


def test_changes_call_the_watchers_and_looks_do_not(made):
    gan, trainer = made()
    calls = []
    trainer.every(0.0, lambda: calls.append(gan.steps))
    until(lambda: len(calls) == 1)  # once at the start

    def called(verb):
        trainer.call(lambda: None).result(LONG)
        time.sleep(0.03)
        before = len(calls)
        verb()
        time.sleep(0.03)
        trainer.call(lambda: None).result(LONG)
        return len(calls) > before

    looks = [
        lambda: gan.sample(3),
        lambda: gan.score(torch.zeros(2, 2)),
        lambda: gan.generate(torch.zeros(2, 2)),
        lambda: gan.preview("d"),
        lambda: gan.probability(torch.zeros(2, 2)),
        gan.state,
        gan.state_hash,
        lambda: gan.history["d_loss"],
        lambda: repr(gan),
    ]
    changes = [
        gan.step_d,
        gan.step_g,
        gan.step_d,
        gan.step,
        lambda: gan.fit(1, progress=False),
        lambda: gan.set(lr=1e-5),
        lambda: gan.set(lr=1e-5),
        gan.reset,
        lambda: trainer.play(speed=0.1).result(LONG),
        lambda: trainer.pause().result(LONG),
    ]
    gan.step()
    assert [called(verb) for verb in changes] == [True] * len(changes)
    gan.step()
    assert [called(verb) for verb in looks] == [False] * len(looks)


def test_stop_means_stop(made):
    gan, trainer = made()
    calls = []
    trainer.call(lambda: time.sleep(0.1))
    trainer.every(0.0, lambda: calls.append(1))()  # stopped before the thread has heard of it
    trainer.play().result(LONG)
    until(lambda: gan.rounds > 5)
    assert calls == [] and trainer.watchers == []
    stop = trainer.every(0.0, lambda: calls.append(1))
    keep = []
    trainer.every(0.0, lambda: keep.append(1))
    until(lambda: calls)
    stop(), stop()
    time.sleep(0.05)
    count, kept = len(calls), len(keep)
    until(lambda: len(keep) > kept + 5)
    assert len(calls) == count and len(trainer.watchers) == 1


def test_a_watcher_may_stop_itself_ask_and_change(made):
    gan, trainer = made()
    seen = []

    def watch():
        seen.append(gan.sample(2).shape)
        trainer.call(gan.step_d).result(LONG)
        trainer.pause().result(LONG)
        stop()

    stop = trainer.every(0.0, watch)
    until(lambda: seen)
    trainer.call(lambda: None).result(LONG)
    time.sleep(0.05)
    assert len(seen) == 1 and gan.steps == (1, 0) and trainer.watchers == []


# ---- coming and going

def test_an_idle_thread_goes_and_comes_back(made):
    gan, trainer = made()
    trainer.linger = 0.05
    for _ in range(3):
        gan.step()
        trainer.call(lambda: None).result(LONG)
        assert trainer._thread is not None
        until(lambda: trainer._thread is None)
    stop = trainer.every(0.0, lambda: None)
    time.sleep(0.3)
    assert trainer._thread is not None  # somebody watches
    stop()
    until(lambda: trainer._thread is None)
    trainer.linger = 0.0
    trainer.play().result(LONG)
    rounds = gan.rounds
    until(lambda: gan.rounds > rounds + 3)
    assert trainer.playing


def test_calls_at_the_moment_at_which_it_goes_are_served(made):
    gan, trainer = made()
    trainer.linger = 0.0

    def ask():
        for _ in range(150):
            trainer.call(lambda: None).result(LONG)

    in_threads(ask, ask, ask, lambda: [gan.sample(1) for _ in range(100)])


def test_close(made):
    gan, trainer = made()
    calls = []
    trainer.every(0.0, lambda: calls.append(1))
    trainer.play().result(LONG)
    until(lambda: gan.rounds > 3)
    futures = [trainer.call(gan.step_d) for _ in range(5)]
    trainer.close()
    assert all(f.done() for f in futures) and not trainer.playing and trainer._thread is None and trainer.watchers == []
    before = gan.steps
    time.sleep(0.05)
    assert gan.steps == before
    trainer.close()
    gan.step(), trainer.play().result(LONG)  # and it may be woken again
    trainer.call(trainer.close).result(LONG)  # also from within
    until(lambda: trainer._thread is None)


def test_garbage_is_collected():
    def live():
        gan = GAN("ring", **SMALL)
        trainer = Trainer.of(gan)
        trainer.linger = 0.02
        stop = trainer.every(0.0, lambda: None)
        trainer.play().result(LONG)
        until(lambda: gan.rounds > 2)
        trainer.pause().result(LONG)
        stop()
        until(lambda: trainer._thread is None)
        return weakref.ref(gan), weakref.ref(trainer)

    gone = live()

    def collected():
        gc.collect()
        return [ref() for ref in gone] == [None, None]

    until(collected)


EXITS = {
    "two of them, watched":
        "Trainer.of(gan).every(0, lambda: gan.sample(100)); Trainer.of(GAN('ring')).play().result()",
    "hammered": "threading.Thread(target=lambda: [gan.step() for _ in iter(int, 1)], daemon=True).start()",
}


@pytest.mark.parametrize("how", EXITS)
def test_the_interpreter_leaves_in_peace(how):
    code = ("import threading, time; from ganlab import GAN; from ganlab.training.trainer import Trainer\n"
            "gan = GAN('ring'); Trainer.of(gan).play().result()\n"
            "while gan.rounds < 5: time.sleep(.01)\n" + EXITS[how] + "\nprint(time.time())\n")
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert (made.returncode, made.stderr) == (0, "")
    assert time.time() - float(made.stdout) < 30  # so long a thread is waited for that does not end


def test_the_trainer_module_starts_no_thread_by_itself():
    assert not [t for t in threading.enumerate() if t.name == "ganlab trainer" and not t.daemon]
    assert ganlab.training.trainer.Loop.linger > 0
