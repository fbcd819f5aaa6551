"""The diversity monitor in a real JupyterLab: collapse happens, the button is pressed, the modes come back."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-monitor"
MAKE = """
    from ganlab import GAN, DiversityMonitor
    gan = GAN('ring', recipe='collapse', seed=0)
    monitor = DiversityMonitor(gan, pause_on_alarm=True)
"""
CURE = "Back to the beginning and apply"


def at_rest(nb) -> None:
    "Until a frame is on the page."
    nb.until(lambda: nb.find(f"{ROOT}[data-seq]").count())


def tone(nb) -> str:
    return nb.find(ROOT).first.get_attribute("data-tone")


def alive(nb) -> str:
    return nb.find(f"{ROOT} .ganlab-big").first.inner_text()


def marked(nb, selector: str) -> int:
    "How many pixels of a canvas are painted."
    return int((nb.pixels(nb.find(selector).first)[..., 3] > 0).sum())


def inside(nb) -> None:
    "Nothing sticks out of the widget, and nothing is cut off."
    box = nb.find(ROOT).first.bounding_box()
    for one in nb.find(f"{ROOT} button, {ROOT} canvas, {ROOT} p, {ROOT} pre").all():
        if one.is_visible() and (part := one.bounding_box()):
            right, limit = part["x"] + part["width"], box["x"] + box["width"] + 1
            assert part["x"] >= box["x"] - 1 and right <= limit, one.evaluate("e => e.outerHTML")


def test_collapse_alarm_button_and_the_modes_come_back(notebook):
    nb = notebook(MAKE, "monitor")
    nb.page.set_viewport_size({"width": 1280, "height": 1250})
    nb.run()
    at_rest(nb)
    assert nb.button("Undo").is_disabled() and tone(nb) == "learning"
    nb.click("Play")
    nb.until(lambda: tone(nb) == "alarm", 60)  # it collapses, and the monitor stops it
    nb.button("Play").wait_for()
    nb.until(lambda: nb.python("[monitor.verdict, gan.control.trainer.playing]") == ["complete collapse", False])
    root = nb.find(ROOT).first
    assert "Complete collapse" in root.inner_text() and alive(nb) in ("0", "1") and "Missing: mode" in root.inner_text()
    code = nb.find(f"{ROOT} .ganlab-cure pre").first.inner_text()
    assert code.startswith("gan.turn_back(0, loss=") and marked(nb, f"{ROOT} canvas.ganlab-history") > 2000
    nb.shot("monitor-alarm-light", root)
    nb.click(CURE)
    nb.until(lambda: nb.python("[gan.moment, gan.recipe.loss]") == [0, "relativistic"])
    nb.until(lambda: "went back from moment" in root.inner_text() and tone(nb) == "learning")
    nb.click("Undo")  # which gives the collapse back, and all that was known of it
    nb.until(lambda: nb.python("gan.recipe.loss") == "nonsaturating" and tone(nb) == "alarm")
    nb.click(CURE)
    nb.until(lambda: tone(nb) == "learning")
    nb.click("Play")
    nb.until(lambda: alive(nb) == "8", 90)  # a real training
    nb.click("Pause")
    nb.button("Play").wait_for()
    nb.until(lambda: alive(nb) == str(nb.python("monitor.live")))
    nb.until(lambda: ("None of the 8" in root.inner_text()) == (alive(nb) == "8"))
    assert nb.python("monitor.live") >= 7 and nb.python("monitor.live + len(monitor.missing)") == 8
    nb.shot("monitor-cured-light", root)
    nb.reload()
    at_rest(nb)
    nb.until(lambda: alive(nb) == str(nb.python("monitor.live")))
    nb.theme(dark=True)
    nb.page.wait_for_timeout(200)
    assert nb.find(ROOT).first.get_attribute("data-theme") == "dark"
    nb.shot("monitor-cured-dark", nb.find(ROOT).first)


STREAM = """
    import torch
    from ganlab import DiversityMonitor, targets
    from ganlab.streams import stream
    ring, dice, step = targets.ring(), stream(0, 'samples'), 0
    def sampler(n):
        x = ring.draw(4 * n, dice)
        return (x[x[:, 0] > 0.1] if step > 800 else x)[:n]
    monitor = DiversityMonitor(sampler, ring.draw(1000, dice))
"""
LOOP = """
    for step in range(1600):
        monitor.update(step=step)
"""
BAD = """
    sampler = None
    monitor2 = DiversityMonitor(lambda n: torch.zeros(n, 3), ring.draw(30, dice))
    monitor2
"""


def test_a_stream_in_a_narrow_dark_notebook_and_a_monitor_that_cannot_look(notebook):
    nb = notebook(STREAM, "monitor", LOOP, BAD, dark=True)
    nb.page.set_viewport_size({"width": 900, "height": 1600})
    nb.run_cell(0)
    nb.run_cell(1)
    at_rest(nb)
    nb.run_cell(2)
    nb.until(lambda: tone(nb) == "alarm")
    text = nb.find(ROOT).first.inner_text()
    assert "Mode dropping" in text and "since step 8" in text and "Missing: " in text
    assert not nb.button("Play").is_visible() and not nb.find(f"{ROOT} .ganlab-track").is_visible()
    assert "get_loss" in nb.find(f"{ROOT} .ganlab-cure pre").first.inner_text()  # lines for a loop that is not ours
    inside(nb)
    nb.find(f"{ROOT} summary").last.click()
    nb.until(lambda: "energy distance" in nb.find(ROOT).first.inner_text())
    nb.shot("monitor-stream-dark", nb.find(ROOT).first)
    first = nb.pixels(nb.find(f"{ROOT} canvas.ganlab-strip").first)
    assert np.unique(first.reshape(-1, 4), axis=0).shape[0] > 4
    nb.run_cell(3)
    nb.until(lambda: nb.find(ROOT).count() == 2 and "at least 64" in nb.find(ROOT).last.inner_text())
    nb.shot("monitor-cannot", nb.find(ROOT).last)


def test_beside_the_stepper_and_read_without_a_kernel(notebook):
    nb = notebook("from ganlab import GAN, Stepper, DiversityMonitor\n"
                  "gan = GAN('ring', seed=1)\nstepper = Stepper(gan, height=300)\n"
                  "monitor = DiversityMonitor(gan, every=10)", "stepper", "monitor")
    nb.page.set_viewport_size({"width": 1280, "height": 2300})
    nb.run()
    at_rest(nb)
    nb.click("Play")  # the Stepper's
    nb.until(lambda: nb.python("monitor.session.trace.n") > 5)
    nb.find(f"{ROOT} button[aria-label=Pause]").click()  # the monitor's
    nb.until(lambda: not nb.python("stepper.playing"))
    nb.find(f"{ROOT}").first.focus()
    steps = nb.python("gan.moment")
    rail = nb.find(f"{ROOT} .ganlab-track").bounding_box()
    chart = nb.find(f"{ROOT} canvas.ganlab-history").bounding_box()
    assert rail["x"] == chart["x"] and rail["width"] == chart["width"]  # one axis of time
    nb.drag(nb.find(f"{ROOT} .ganlab-track"), -0.5 * chart["width"], 0, at=(1 - 12 / chart["width"], 0.5))
    nb.until(lambda: nb.python("gan.moment") < 0.7 * steps)
    track = nb.find(".ganlab-stepper .ganlab-track")
    nb.until(lambda: int(track.get_attribute("aria-valuenow")) == nb.python("gan.moment"))
    nb.until(lambda: nb.python("monitor.last_picture.timer is not None and not monitor.last_picture.timer.is_alive()"))
    nb.page.wait_for_timeout(300)
    nb.shot("monitor-beside")
    nb.save()
    import nbformat

    saved = nbformat.read(nb.server.folder / nb.path, 4)
    (shown,) = [cell.outputs for cell in saved.cells if cell.source == "monitor"]
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert len(pictures) == 1 and len(pictures[0].data["image/png"]) < 90_000
