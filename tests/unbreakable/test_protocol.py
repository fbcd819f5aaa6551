"""Whatever a page sends to a widget, broken or hostile: nothing is raised into the kernel, nothing Python says to
itself is shown, memory stays, and the training behind the widget is whole. Each widget is hammered in a process."""

import gc
import os
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

import hammer
import ipywidgets
import pytest
import traitlets
from endurance import tries

from ganlab import GAN, DiversityMonitor, Lab, LatentExplorer, Stepper
from ganlab.training.trainer import Trainer

SMALL = dict(width=6, depth=1, batch_size=4)
KINDS = {"stepper": Stepper, "explorer": LatentExplorer, "monitor": DiversityMonitor, "lab": Lab}
MESSAGES = {"explorer-images": 25, "lab": 25}  # the others 40


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of memory")
@pytest.mark.parametrize("widget", hammer.MADE)
def test_hostile_messages_are_answered_in_words(widget):
    command = [sys.executable, hammer.__file__, widget, str(tries(MESSAGES.get(widget, 40))), "1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(hammer.__file__).parent)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("speed", [float("nan"), float("inf"), -1.0, "fast", [1]])
def test_a_speed_that_is_none_is_refused(kind, speed):
    widget = KINDS[kind](GAN("ring", **SMALL))
    one = widget.bench if kind == "lab" else widget
    name = "truncation" if kind == "explorer" else "speed"
    before = getattr(one, name)
    if not (kind == "explorer" and speed == -1.0):
        with pytest.raises(traitlets.TraitError):
            setattr(one, name, speed)
    assert getattr(one, name) == before or speed == -1.0
    widget.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_widget_says_that_it_is(kind, capsys):
    widget = KINDS[kind](GAN("ring", **SMALL))
    widget.close()
    widget.close()
    widget._ipython_display_()
    bundle = widget._repr_mimebundle_()
    text = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/plain"]
    assert "closed" in text and kind in text.lower().replace("latent", "").replace("diversity", "")
    assert "closed" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_that_is_run_ten_times_and_a_close_amid_a_step(kind):
    gan = GAN("ring", **SMALL)
    trainer = Trainer.of(gan)
    trainer.play().result()
    for _ in range(10):
        widget = KINDS[kind](gan)
        until = gan.rounds + 1
        while gan.rounds < until:
            time.sleep(0.001)
        widget.close()  # in the middle of whatever round is being played
    trainer.pause().result()
    trainer.close()
    assert trainer.failure is None and not trainer.watchers
    assert GAN("ring", **SMALL).fit(gan.rounds, progress=False).state_hash() == gan.state_hash()


def widgets_alive() -> int:
    return len(ipywidgets.widget._instances)


def settle_threads(most: int) -> None:
    until = time.monotonic() + 60
    while threading.active_count() > most and time.monotonic() < until:
        time.sleep(0.05)


def test_hundreds_of_widgets_made_and_closed_leave_nothing(monkeypatch):
    monkeypatch.setattr(Trainer, "linger", 0.05)
    alive, threads, kept = widgets_alive(), threading.active_count(), []
    for _ in range(tries(25)):
        for kind in (Stepper, DiversityMonitor, LatentExplorer, Lab):
            widget = kind(GAN("ring", **SMALL))
            kept.append(weakref.ref(widget))
            widget.close()
    del widget
    settle_threads(threads + 1)
    gc.collect()
    assert widgets_alive() <= alive + 4 and threading.active_count() <= threads + 1
    assert sum(ref() is not None for ref in kept) <= 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("kind", KINDS)
def test_a_fork_while_a_widget_plays_ends_in_peace(kind):
    widget = KINDS[kind](GAN("ring", **SMALL))
    gan = hammer.gans_of(widget)[0]
    Trainer.of(gan).play().result()
    child = os.fork()
    if child == 0:
        import signal
        signal.alarm(30)
        one = widget.bench if kind == "lab" else widget
        if kind != "explorer":
            one.height = 300  # a trait that a page would be told of
        before = gan.rounds
        gan.fit(2, progress=False)
        widget.close()
        os._exit(7 if gan.rounds == before + 2 else 1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    Trainer.of(gan).pause().result()
    widget.close()
    assert code == 7


@pytest.mark.parametrize("how", ["spawn", "exit"])
def test_other_processes_and_the_end_of_this_one(how):
    code = f"""
import multiprocessing, time
from ganlab import GAN, {', '.join(kind.__name__ for kind in KINDS.values())}
from ganlab.training.trainer import Trainer

def other(rounds):
    return GAN("ring", width=6, depth=1, batch_size=4).fit(rounds, progress=False).state_hash()

if __name__ == "__main__":
    gan = GAN("ring", width=6, depth=1, batch_size=4)
    widgets = [kind(gan) for kind in ({', '.join(kind.__name__ for kind in KINDS.values())})]
    Trainer.of(gan).play().result()
    while gan.rounds < 5:
        time.sleep(0.001)
    if {how!r} == "spawn":
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            theirs = pool.apply(other, (3,))
            pool.close()
            pool.join()  # a child that is terminated instead leaves the semaphore of its progress bar behind
        Trainer.of(gan).pause().result()
        gan.rewind(3)
        assert gan.state_hash() == theirs
"""
    folder = Path(os.environ.get("PYTEST_TMPDIR", "/tmp")) / f"ganlab-{os.getpid()}-{how}.py"
    folder.write_text(code)
    try:
        done = subprocess.run([sys.executable, folder], capture_output=True, text=True, timeout=600)
    finally:
        folder.unlink()
    assert (done.returncode, done.stderr) == (0, "")
