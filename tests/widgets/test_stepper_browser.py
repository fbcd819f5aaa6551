"""The Stepper in a real JupyterLab: each thing that a person does with it, and each thing that may go wrong."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser

MAKE = "from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1)\nstepper = Stepper(gan, height=360)"
SHOW = "stepper"
CANVAS = "canvas.ganlab-canvas"
ROOT = ".ganlab-stepper"
GONE = "The kernel is gone. Run the notebook from the top to go on (Run ▸ Run All Cells)."


def open_stepper(notebook, *more: str, make: str = MAKE, dark: bool = False, opened: bool = False):
    "A notebook with a stepper, perhaps with what stands behind More."
    nb = notebook(make, f"stepper.more = {opened}\n{SHOW}", *more, dark=dark)
    nb.run_cell(0)
    nb.run_cell(1)
    at_rest(nb)
    return nb


def shown(nb) -> int:
    "The frame that has come to rest on the canvas."
    return int(nb.find(ROOT).first.get_attribute("data-seq") or 0)


def at_rest(nb, after: int = 0) -> int:
    return nb.until(lambda: (seq := shown(nb)) > after and seq)


def scene(nb) -> np.ndarray:
    return nb.pixels(nb.find(CANVAS).first).astype(int)


def numbers(nb) -> list[int]:
    text = nb.find(".ganlab-numbers b").all_inner_texts()
    return [int("".join(filter(str.isdigit, t)) or 0) for t in text[:2]]


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


def do(nb, name: str) -> None:
    "Press a button and wait until the picture that follows is at rest."
    seq = shown(nb)
    nb.click(name)
    at_rest(nb, seq)


@pytest.mark.parametrize("name, steps, least", [("Step D", [1, 0], 500), ("Step G", [0, 1], 200),
                                                ("Step both", [1, 1], 500)])
def test_each_step_changes_the_picture_and_says_so(notebook, name, steps, least):
    nb = open_stepper(notebook)
    before, words = scene(nb), said(nb)
    do(nb, name)
    assert (abs(scene(nb) - before).max(axis=2) > 8).sum() > least
    assert nb.python("gan.steps") == steps == numbers(nb)
    assert said(nb) != words and "picks the real one" in said(nb)
    nb.until(lambda: nb.python("stepper.steps") == steps and nb.python("stepper.status") == said(nb))


def test_play_and_pause_while_another_cell_runs(notebook):
    busy = "import time\nend = time.time() + 16\nwhile time.time() < end: time.sleep(.01)\nprint('over')"
    nb = open_stepper(notebook, busy)
    nb.run_cell(2, wait=False)
    nb.page.wait_for_timeout(300)
    nb.click("Play")
    nb.button("Pause").wait_for(timeout=5000)
    first = numbers(nb)
    nb.until(lambda: numbers(nb)[0] > first[0] + 20, 5)
    nb.click("Pause")
    nb.button("Play").wait_for(timeout=5000)
    assert "over" not in nb.output(2), "the cell should still run"
    now = numbers(nb)
    nb.page.wait_for_timeout(400)
    assert numbers(nb) == now == nb.python("gan.steps")
    assert nb.python("stepper.playing") is False


def test_cells_move_the_widget_and_the_widget_is_what_cells_read(notebook):
    cells = "print(gan.step_d())", "print(gan.steps)", "stepper.playing = True", "stepper.playing = False"
    nb = open_stepper(notebook, *cells)
    seq = shown(nb)
    nb.run_cell(2)
    at_rest(nb, seq)
    assert numbers(nb) == [1, 0] and said(nb).startswith("The discriminator took step 1")
    do(nb, "Step G")
    nb.run_cell(3)
    assert nb.output(3).strip() == "(1, 1)"
    nb.run_cell(4)
    nb.button("Pause").wait_for(timeout=3000)
    nb.until(lambda: numbers(nb)[0] > 20)
    nb.run_cell(5)
    nb.button("Play").wait_for(timeout=3000)


def test_reset_is_the_first_picture_again(notebook):
    nb = open_stepper(notebook)
    first = scene(nb)
    start = nb.python("gan.state_hash()")
    for name in ("Step both", "Step D", "Step G"):
        do(nb, name)
    assert nb.python("gan.state_hash()") != start
    do(nb, "Reset")
    assert numbers(nb) == [0, 0] and nb.python("gan.state_hash()") == start
    assert (scene(nb) == first).all()


def test_keys_work_inside_and_not_outside(notebook):
    nb = open_stepper(notebook, opened=True)
    cells = nb.find(".jp-Notebook-cell").count()
    do(nb, "Step D")  # after a click the keys are the widget's
    for key, steps in (("g", [1, 1]), ("d", [2, 1]), ("b", [3, 2])):
        seq = shown(nb)
        nb.press(key)
        at_rest(nb, seq)
        assert numbers(nb) == steps
    for key in "ddddgddd":  # faster than they can be answered: each press counts
        nb.press(key)
    nb.until(lambda: numbers(nb) == [10, 3])
    nb.press(" ")
    nb.button("Pause").wait_for(timeout=3000)
    nb.press(" ")
    nb.button("Play").wait_for(timeout=3000)
    nb.press("r")
    nb.until(lambda: numbers(nb) == [0, 0])
    nb.press("Enter", on=nb.button("Step G"))  # a button reached with the keyboard
    nb.until(lambda: numbers(nb) == [0, 1])
    before = nb.slider("Speed").input_value()
    nb.press("ArrowLeft", on=nb.slider("Speed"))
    assert int(nb.slider("Speed").input_value()) == int(before) - 1
    assert nb.find(".jp-Notebook-cell").count() == cells, "JupyterLab took a key for itself"


def test_speed_is_kept(notebook):
    nb = open_stepper(notebook, opened=True)
    nb.slide("Speed", 3 / 6)
    assert nb.find(".ganlab-speed-value").inner_text() == "10 rounds a second"
    nb.until(lambda: nb.python("stepper.speed") == 10)
    nb.click("Play")
    nb.button("Pause").wait_for()
    nb.page.wait_for_timeout(2000)
    nb.click("Pause")
    nb.button("Play").wait_for()
    assert 12 <= numbers(nb)[0] <= 32
    assert nb.slider("Speed").input_value() == "3"


def test_a_reload_and_a_second_view_go_on(notebook):
    nb = open_stepper(notebook)
    do(nb, "Step D")
    picture = scene(nb)
    nb.reload()
    at_rest(nb)
    assert numbers(nb) == [1, 0]
    assert abs(scene(nb) - picture).max(axis=2).mean() < 12  # the same but for the trails of the step
    do(nb, "Step G")
    other = nb.view()
    at_rest(other)
    assert numbers(other) == [1, 1]
    do(other, "Step both")
    nb.until(lambda: numbers(nb) == [2, 2])
    nb.click("Play")
    other.button("Pause").wait_for()
    other.until(lambda: numbers(other)[0] > 30)
    nb.until(lambda: numbers(nb)[0] > 30)
    other.click("Pause")
    nb.button("Play").wait_for()


def test_two_views_in_one_page_and_nothing_is_made_for_nobody(notebook):
    nb = open_stepper(notebook, "stepper", "from IPython.display import clear_output\nclear_output()")
    nb.page.set_viewport_size({"width": 1280, "height": 2200})  # a view that cannot be seen is told nothing
    nb.run_cell(2)
    nb.until(lambda: nb.find(ROOT).count() == 2)
    seq = shown(nb)
    nb.button("Step both").click()
    at_rest(nb, seq)
    nb.until(lambda: nb.find(ROOT).nth(1).get_attribute("data-seq") == nb.find(ROOT).first.get_attribute("data-seq"))
    assert nb.find(".ganlab-numbers").nth(1).inner_text() == nb.find(".ganlab-numbers").first.inner_text()
    assert nb.python("len(stepper.pump.views)") == 2
    nb.page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    nb.until(lambda: nb.find(ROOT).count() == 0)
    nb.until(lambda: nb.python("len(stepper.pump.views)") == 0)
    made = nb.python("stepper.pump.seq")
    nb.python("gan.step() and None")
    assert nb.python("stepper.pump.seq") == made


def test_a_restarted_kernel_is_said(notebook):
    nb = open_stepper(notebook)
    do(nb, "Step D")
    nb.restart()
    nb.until(lambda: said(nb) == GONE)
    assert all(nb.button(name).is_disabled() for name in ("Step D", "Step G", "Step both", "Play", "Reset"))
    nb.shot("stepper-kernel-gone", nb.find(ROOT).first)
    nb.run_cell(0)
    nb.run_cell(1)
    nb.until(lambda: nb.find(ROOT).count() == 1 and nb.button("Step D").is_enabled())
    at_rest(nb)
    do(nb, "Step D")
    assert numbers(nb) == [1, 0]


def test_a_dead_kernel_is_said(notebook):
    nb = open_stepper(notebook, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    nb.run_cell(2, wait=False)
    nb.until(lambda: said(nb) == GONE)
    nb.errors.clear()  # JupyterLab itself complains about the kernel that died


def test_without_subshells_a_click_says_that_it_waits(notebook):
    busy = "import time\nend = time.time() + 4\nwhile time.time() < end: time.sleep(.01)"
    nb = open_stepper(notebook, busy)
    nb.page.evaluate("""path => {
      const panel = [...window.jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === path);
      panel.context.sessionContext.session.kernel.commsOverSubshells = 'disabled'; }""", nb.path)
    nb.run_cell(2, wait=False)
    nb.page.wait_for_timeout(300)
    nb.click("Step D")
    nb.until(lambda: said(nb).startswith("Queued behind a running cell"), 3)
    assert "stop it with ■" in said(nb) and "ipykernel 7" in said(nb)
    nb.shot("stepper-queued", nb.find(ROOT).first)
    nb.until(lambda: numbers(nb) == [1, 0])
    nb.until(lambda: said(nb).startswith("The discriminator took step 1"))


def test_close_takes_the_widget_and_leaves_the_gan_and_a_picture(notebook):
    nb = open_stepper(notebook, "stepper.close()", "stepper = Stepper(gan)\nstepper")
    assert not nb.cell(1).locator("img").is_visible()  # the still hides behind the living widget
    do(nb, "Step both")
    nb.click("Play")
    nb.until(lambda: numbers(nb)[0] > 20)
    nb.run_cell(2)
    nb.until(lambda: nb.find(ROOT).count() == 0)
    assert nb.cell(1).locator("img").is_visible()
    first = nb.python("gan.rounds")
    nb.until(lambda: nb.python("gan.rounds") > first)  # it plays on
    nb.run_cell(3)
    nb.button("Pause").wait_for()
    nb.click("Pause")
    nb.button("Play").wait_for()


def test_rerunning_the_cell_gives_a_working_widget_and_the_old_one_costs_nothing(notebook):
    nb = open_stepper(notebook, "old = stepper", make=MAKE.replace("seed=1", "seed=2"))
    nb.run_cell(2)
    nb.run_cell(0)
    nb.run_cell(1)
    at_rest(nb)
    do(nb, "Step D")
    assert numbers(nb) == [1, 0] and nb.python("gan.steps") == [1, 0]
    nb.until(lambda: nb.python("len(old.pump.views)") == 0)


def test_what_goes_wrong_is_said_and_kept(notebook):
    make = """
        from ganlab import GAN, Stepper
        gan = GAN('ring', loss='wgan', penalty=None, lr=1e30)
        stepper = Stepper(gan)
    """
    nb = open_stepper(notebook, make=make)
    nb.click("Play")
    nb.until(lambda: "was not taken" in said(nb))
    nb.button("Play").wait_for()
    nb.until(lambda: nb.python("type(stepper.error).__name__") == "Diverged")
    nb.shot("stepper-diverged", nb.find(ROOT).first)
    do(nb, "Reset")
    assert numbers(nb) == [0, 0] and "was not taken" not in said(nb)


def test_the_notebook_is_readable_without_a_kernel(notebook):
    nb = open_stepper(notebook)
    do(nb, "Step both")
    nb.until(lambda: nb.python("stepper.last_picture.timer is not None and not stepper.last_picture.timer.is_alive()"))
    nb.save()
    saved = nb.server.api(f"/api/contents/{nb.path}")["content"]["cells"][1]["outputs"]
    assert "image/png" in saved[1]["data"] and saved[1]["data"]["text/plain"] == "Stepper: D steps 1, G steps 1"
    assert len(saved[1]["data"]["image/png"]) < 40_000


def test_both_themes(notebook):
    nb = open_stepper(notebook)
    nb.shot("stepper-start", nb.find(ROOT).first)
    assert nb.find(ROOT).first.get_attribute("data-theme") == "light"
    for step in ("Step D", "Step D", "Step G"):
        do(nb, step)
    nb.find(CANVAS).first.hover(position={"x": 150, "y": 120})
    assert nb.find(".ganlab-tip.ganlab-shown").inner_text().count("% real") == 1
    nb.shot("stepper-steps", nb.find(ROOT).first)
    nb.click("Play")
    nb.until(lambda: numbers(nb)[0] > 400)
    nb.shot("stepper-play", nb.find(ROOT).first)
    nb.click("Pause")
    nb.button("Play").wait_for()
    nb.shot("stepper-page")
    light = scene(nb)[:, :, :3].mean()
    nb.theme(dark=True)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-theme") == "dark")
    nb.until(lambda: abs(scene(nb)[:, :, :3].mean() - light) > 20)


@pytest.mark.parametrize("width", [320, 480, 640])
def test_narrow(notebook, width):
    make = MAKE + "\nstepper.more = True"
    make += f"\nimport ipywidgets\nbox = ipywidgets.Box([stepper], layout=dict(width='{width}px'))"
    nb = notebook(make, "box").run()
    nb.page.set_viewport_size({"width": 1280, "height": 1200})
    at_rest(nb)
    do(nb, "Step both")
    nb.shot(f"stepper-{width}", nb.find(ROOT).first)
    outer = nb.find(ROOT).first.bounding_box()
    for part in (".ganlab-button", ".ganlab-stage", ".ganlab-curves", ".ganlab-speed", ".ganlab-sentence"):
        boxes = [one.bounding_box() for one in nb.find(part).all() if one.is_visible()]
        assert boxes, part
        for box in boxes:
            assert box["x"] >= outer["x"] - 1 and box["x"] + box["width"] <= outer["x"] + outer["width"] + 1, part
    for label in nb.find(".ganlab-button .ganlab-name").all():
        assert label.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), f"{label.inner_text()} is clipped"


def test_nothing_jumps(notebook):
    nb = open_stepper(notebook)
    parts = (ROOT, ".ganlab-curves", ".ganlab-sentence", ".ganlab-legend")

    def boxes():
        return [nb.find(part).first.bounding_box() for part in parts]

    before = boxes()
    for name in ("Step D", "Step G", "Step both"):
        do(nb, name)
        assert boxes() == before
    nb.click("Play")
    nb.until(lambda: numbers(nb)[0] > 50)
    assert boxes() == before
    nb.click("Pause")


def test_images(notebook):
    make = """
        import torch
        from ganlab import GAN, Stepper
        gan = GAN('fashion', width=8)
        stepper = Stepper(gan, height=360)
    """
    nb = open_stepper(notebook, make=make)
    before = scene(nb)
    do(nb, "Step D")
    between = scene(nb)
    assert (between != before).any()
    do(nb, "Step G")
    assert (scene(nb) != between).any(axis=2).sum() > 500  # every pixel of every fake moves, a little
    nb.shot("stepper-fashion", nb.find(ROOT).first)


@pytest.mark.parametrize("columns", [1, 5])
def test_other_shapes(notebook, columns):
    make = f"""
        import torch
        from ganlab import GAN, Stepper
        x = torch.randn(500, {columns}, generator=torch.Generator().manual_seed(0))
        gan = GAN(x)
        stepper = Stepper(gan, height=300)
    """
    nb = open_stepper(notebook, make=make)
    for name in ("Step D", "Step G"):
        before = scene(nb)
        do(nb, name)
        if name == "Step G" or columns == 1:
            assert (scene(nb) != before).any()
    nb.shot(f"stepper-{columns}-columns", nb.find(ROOT).first)


def test_watching_changes_nothing(notebook):
    nb = open_stepper(notebook, opened=True)
    nb.slide("Speed", 1.0)
    for name in ("Step D", "Step both", "Step G"):
        do(nb, name)
    nb.click("Play")
    nb.until(lambda: numbers(nb)[0] > 60)
    nb.click("Pause")
    nb.button("Play").wait_for()
    rounds = nb.python("gan.rounds")
    alone = f"[g.step_d(), g.step(), g.step_g(), g.play_for(1e9, {rounds - 1}), g.state_hash()][-1]"
    assert nb.python("gan.state_hash()") == nb.python(f"(lambda g: {alone})(GAN('ring', seed=1))")
