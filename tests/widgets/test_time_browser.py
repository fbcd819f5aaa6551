"""Time in a real JupyterLab: the handle, undo and redo, names, previews, forks; the lab of two; a run as a file."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser

ROOT, TRACK, CANVAS = ".ganlab-stepper", ".ganlab-track", "canvas.ganlab-canvas"
MAKE = """
    from ganlab import GAN, Stepper
    gan = GAN('ring', seed=1).fit(120, progress=False)
    gan.set(penalty='r1:1')
    gan.mark('before')
    gan.fit(80, progress=False)
    hashes = {k: gan.rewind(k).state_hash() for k in (50, 51, 120, 200)}
    stepper = Stepper(gan, height=360)
    stepper.more = True
"""


def seq(nb, pane: int = 0) -> int:
    return int(nb.find(".ganlab-left").nth(pane).get_attribute("data-seq") or 0)


def at_rest(nb, after: int = 0, pane: int = 0) -> int:
    return nb.until(lambda: (now := seq(nb, pane)) > after and now)


def scene(nb, pane: int = 0) -> np.ndarray:
    return nb.pixels(nb.find(CANVAS).nth(pane)).astype(int)


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


def do(nb, act) -> None:
    "Do something and wait until the picture that follows is at rest."
    before = seq(nb)
    nb.click(act) if isinstance(act, str) else act()
    at_rest(nb, before)


def hold(nb, at: float, track=None):
    "Press the handle's rail at a share of its length, and return a function that moves the hand to another."
    track = track or nb.find(TRACK).first
    box = nb.box(track)
    def place(share):
        return (box["x"] + 12 + share * (box["width"] - 24), box["y"] + 27)
    nb.page.mouse.move(*place(at))
    nb.page.mouse.down()
    return lambda share, steps=4: nb.page.mouse.move(*place(share), steps=steps)


def test_the_picture_follows_the_hand_and_the_keys(notebook):
    nb = notebook(MAKE, "stepper").run()
    at_rest(nb)
    slider = nb.slider("Timeline")
    assert slider.get_attribute("aria-valuemax") == slider.get_attribute("aria-valuenow") == "200"
    last = scene(nb)
    nb.click("Play")
    nb.until(lambda: nb.python("gan.moment") > 210)
    move = hold(nb, 1.0)  # a hand on the handle stops the play
    nb.button("Play").wait_for()
    end = nb.python("gan.horizon")
    move(0.5)
    nb.until(lambda: nb.python("gan.moment") < 0.7 * end)  # while the hand is down
    nb.until(lambda: (abs(scene(nb) - last).max(axis=2) > 30).sum() > 2000)
    move(50 / end, 8)
    nb.page.mouse.up()
    nb.until(lambda: nb.python("gan.moment") == 50)  # on release exactly there
    assert nb.python("gan.state_hash() == hashes[50]") and nb.python("gan.horizon") == end
    nb.until(
        lambda: (
            slider.get_attribute("aria-valuenow") == "50"
            and "recorded future" in slider.get_attribute("aria-valuetext")
        )
    )
    for key, moment in (("ArrowRight", 51), ("PageUp", 120), ("Home", 0), ("End", end), ("ArrowLeft", end - 1)):
        nb.press(key)
        nb.until(lambda: nb.python("gan.moment") == moment)
        assert moment not in (51, 120) or nb.python(f"gan.state_hash() == hashes[{moment}]")
    cells = nb.find(".jp-Notebook-cell").count()
    for _ in range(12):
        nb.press("ArrowLeft")
    nb.until(lambda: nb.python("gan.moment") == end - 13)
    assert nb.find(".jp-Notebook-cell").count() == cells
    box = nb.box(nb.find(TRACK).first)
    nb.page.mouse.click(
        box["x"] + 12 + 120 / end * (box["width"] - 24) + 3, box["y"] + 8
    )  # beside the flag of the name
    nb.until(lambda: nb.python("gan.moment") == 120)
    nb.until(lambda: slider.get_attribute("aria-valuenow") == "120")
    assert "“before”" in slider.get_attribute("aria-valuetext")
    assert all(e.get_attribute("data-lm-suppress-shortcuts") == "true"
               for e in nb.find(f"{ROOT} button, {ROOT} input, {ROOT} [tabindex]").all())


def test_undo_preview_names_and_forks(notebook):
    nb = notebook(MAKE, "stepper").run()
    nb.page.set_viewport_size({"width": 1280, "height": 1600})  # so that no press has to scroll
    at_rest(nb)
    root = nb.find(ROOT).first
    parts = [root, *(nb.find(part).first for part in (".ganlab-curves", TRACK, ".ganlab-sentence"))]
    places = [part.bounding_box() for part in parts]
    first, before = scene(nb), nb.python("gan.state_hash()")
    for name, phase in (("Preview D", "D"), ("Preview G", "G")):
        do(nb, name)
        assert nb.button(name).get_attribute("aria-pressed") == "true" and said(nb).startswith(
            f"If {phase} took step 201"
        )
        assert (abs(scene(nb) - first).max(axis=2) > 8).sum() > 150
        assert nb.python("gan.state_hash()") == before and nb.python("gan.moment") == 200
        assert [part.bounding_box() for part in parts] == places, "something has jumped"
    nb.shot("time-preview-light", root)
    do(nb, lambda: nb.press("Escape"))
    assert (scene(nb) == first).all() and nb.button("Accept").is_hidden()
    do(nb, "Preview D")
    shown = scene(nb)
    do(nb, "Accept")
    assert nb.python("gan.steps") == [201, 200] and (scene(nb) == shown).all()
    do(nb, "Undo")
    assert nb.python("gan.state_hash()") == before and nb.button("Redo").is_enabled()
    do(nb, "Redo")
    assert nb.python("gan.steps") == [201, 200] and nb.button("Redo").is_disabled()
    do(nb, lambda: nb.press("Control+z"))
    do(nb, lambda: nb.press("z"))  # the fit of 80, and the name stays where it was
    nb.until(lambda: nb.python("gan.moment") == 120)
    field = nb.page.get_by_role("textbox", name="Name of this moment")
    field.fill("début")
    do(nb, lambda: field.press("Enter"))
    assert nb.python("gan.timeline.marks") == {"before": 120, "début": 120} and field.input_value() == ""
    do(nb, "Mark")  # without a name it gets one
    assert nb.python("gan.timeline.marks") == {"before": 120, "début": 120, "moment 120": 120}
    do(nb, "Fork")
    nb.until(lambda: "stepper.forks[0]" in said(nb))
    assert nb.button("Show beside").is_visible() and nb.python("stepper.forks[0].state_hash() == gan.state_hash()")
    nb.shot("time-stepper-light", root)
    assert [part.bounding_box() for part in parts] == places, "something has jumped"
    nb.theme(dark=True)
    do(nb, "Preview G")
    nb.shot("time-preview-dark", root)


LAB = """
    from ganlab import GAN, Lab
    a = GAN('ring', seed=1).fit(60, progress=False)
    b = a.fork().set(penalty='r1:1')
    lab = Lab([a, b], height=340)
"""


def test_two_side_by_side(notebook):
    nb = notebook(LAB, "lab", dark=True)
    nb.page.set_viewport_size({"width": 1280, "height": 1100})
    nb.run()
    for pane in (0, 1):
        at_rest(nb, pane=pane)
    root = nb.find(ROOT).first
    before = [scene(nb, pane) for pane in (0, 1)]
    assert (abs(before[0] - before[1]).max(axis=2) > 8).sum() == 0  # one change of the rules, and no step since
    do(nb, "Step both")
    at_rest(nb, 1, pane=1)
    nb.until(lambda: all((abs(scene(nb, pane) - before[pane]).max(axis=2) > 8).sum() > 500 for pane in (0, 1)))
    nb.until(lambda: "A and B are the same GAN until moment 60; then B has penalty R1 1." in said(nb))
    nb.click("Play")
    nb.until(lambda: nb.python("a.rounds") > 150)
    nb.click("Pause")
    nb.button("Play").wait_for()
    assert nb.python("a.rounds") == nb.python("b.rounds")
    for pane in (0, 1):
        nb.until(
            lambda: (
                nb.find(".ganlab-left").nth(pane).get_attribute("data-seq")
                == str(nb.python(f"lab.bench.places[{pane}].pump.seq"))
            )
        )
    assert (abs(scene(nb, 0) - scene(nb, 1)).max(axis=2) > 8).sum() > 500
    nb.shot("lab", root)
    move = hold(nb, 1.0)
    move(0.2, 6)
    nb.page.mouse.up()
    nb.until(lambda: nb.python("a.moment == b.moment < 0.3 * a.horizon"))
    nb.click("Fork B")
    nb.until(lambda: nb.find(CANVAS).count() == 3)
    at_rest(nb, pane=2)
    assert nb.python("lab.gans[2].state_hash() == b.state_hash()")
    nb.page.set_viewport_size({"width": 700, "height": 1900})  # the notebook is narrower than the window
    nb.until(
        lambda: len({round(box.bounding_box()["x"]) for box in nb.find(".ganlab-left").all()}) == 1
    )  # one above the other
    nb.page.wait_for_timeout(300)
    nb.shot("lab-narrow", root)
    outer = root.bounding_box()
    for part in (".ganlab-button", ".ganlab-stage", ".ganlab-curves", TRACK, ".ganlab-field", ".ganlab-mini"):
        for box in (one.bounding_box() for one in nb.find(part).all() if one.is_visible()):
            assert box["x"] >= outer["x"] - 1 and box["x"] + box["width"] <= outer["x"] + outer["width"] + 1, part
    nb.click("Close A")
    nb.until(lambda: nb.find(CANVAS).count() == 2 and nb.python("[gan is not a for gan in lab.gans]") == [True, True])
    do(nb, "Step D")
    assert nb.python("lab.gans[0] is b and lab.gans[0].steps == lab.gans[1].steps")


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 420)])
def test_a_run_is_opened_from_disk_and_scrubbed(browser, tmp_path, scheme, width, request):
    import os
    from pathlib import Path

    from ganlab import GAN, Lab

    a = GAN("ring", seed=1).fit(40, progress=False)
    b = a.fork().set(penalty="r1:1")
    lab = Lab([a, b] if scheme == "dark" else a)
    lab.step(20)
    saved = lab.to_html(tmp_path / "run.html", frames=30, progress=False)
    lab.close()
    context = browser.new_context(viewport={"width": width, "height": 1700}, color_scheme=scheme, offline=True)
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url == saved.path.as_uri() else wrong.append(asked.url))
    page.goto(saved.path.as_uri())
    root = page.locator(f"{ROOT}[data-seq]")
    root.wait_for()
    assert root.get_attribute("data-theme") == scheme and root.get_attribute("data-moment") == "60"
    assert f"{saved.bytes / 1e6:.2f} MB" in page.locator("footer").inner_text()
    assert page.locator(CANVAS).count() == (2 if scheme == "dark" else 1)
    canvas = page.locator(CANVAS).first
    last = canvas.screenshot()
    track = page.locator(TRACK)
    box = track.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 27)
    page.mouse.down()
    page.mouse.move(box["x"] + 12 + (box["width"] - 24) / 3, box["y"] + 27, steps=5)
    page.mouse.up()
    moment = int(root.get_attribute("data-moment"))
    assert abs(moment - 20) <= 2 and track.get_attribute("aria-valuenow") == str(moment)
    page.wait_for_timeout(100)
    assert canvas.screenshot() != last
    track.press("ArrowRight")
    assert int(root.get_attribute("data-moment")) > moment
    track.press("End")
    page.wait_for_timeout(100)
    page.mouse.move(1, 1)
    assert canvas.screenshot() == last  # the same frame is the same picture
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Pause").click()
    assert 0 < int(root.get_attribute("data-moment")) < 60
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "it is wider than the page"
    shots = Path(os.environ.get("GANLAB_SHOTS", tmp_path))
    page.screenshot(path=shots / f"document-{scheme}-{width}.png", full_page=True)
    context.close()
    assert not wrong
