"""The Stepper's drawers in a real JupyterLab: each control in them, in both themes, wide and narrow."""

import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"
MAKE = ("from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1)\nstepper = Stepper(gan, height=360)\n"
        "stepper.more = True")


def open_stepper(notebook, *more: str, make: str = MAKE, dark: bool = False):
    nb = notebook(make, "stepper", *more, dark=dark)
    nb.run_cell(0)
    nb.run_cell(1)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    return nb


def expanded(nb, name: str) -> bool:
    return nb.button(name).get_attribute("aria-expanded") == "true"


def test_drawers_open_with_a_press_or_a_key_and_are_remembered(notebook):
    nb = open_stepper(notebook, "stepper.open_drawers = []")
    nb.page.set_viewport_size({"width": 1280, "height": 1500})  # nothing has to be scrolled into sight
    parts = [nb.find(part).first for part in (ROOT + " .ganlab-top", ".ganlab-track", ".ganlab-drawerbar")]
    places = [part.bounding_box() for part in parts]
    assert nb.find(".ganlab-drawer > *").count() == 0, "what is closed is not built"
    nb.click("Export")
    nb.until(lambda: nb.python("stepper.open_drawers") == ["export"] and expanded(nb, "Export"))
    assert [part.bounding_box() for part in parts] == places, "something has jumped"
    nb.click("Copy as code")
    nb.until(lambda: nb.find(".ganlab-code").first.inner_text().strip() == nb.python("gan.script()").strip())
    nb.reload()
    nb.until(lambda: nb.find(".ganlab-drawer:visible").count() == 1 and expanded(nb, "Export"))
    nb.run_cell(2)  # a cell closes it
    nb.until(lambda: nb.find(".ganlab-drawer:visible").count() == 0 and not expanded(nb, "Export"))
    nb.press("Enter", on=nb.button("Export"))
    nb.until(lambda: nb.find(".ganlab-drawer:visible").count() == 1)
    nb.shot("drawers-export", nb.find(ROOT).first)


def field(nb, name: str):
    "In the drawer: recipe and seed stand under the picture, too."
    return nb.find(".ganlab-settings").get_by_role("textbox", name=name, exact=True)


def choose(nb, name: str, value: str) -> None:
    nb.find(".ganlab-settings").get_by_role("combobox", name=name, exact=True).select_option(value)


def write(nb, name: str, text: str) -> None:
    field(nb, name).fill(text)
    field(nb, name).press("Enter")


def test_every_knob_turns_and_what_is_wrong_is_said_there(notebook):
    nb = open_stepper(notebook, "gan.set(ema=0.9)")
    nb.page.set_viewport_size({"width": 1280, "height": 1500})
    nb.click("Settings")
    nb.click("Advanced")
    def recipe(name):
        return nb.python(f"gan.recipe.{name}")
    nb.until(lambda: nb.find(".ganlab-knob:visible").count() > 20)
    nb.click("Play")
    choose(nb, "Loss", "hinge")
    nb.until(lambda: recipe("loss") == "hinge")
    write(nb, "Learning rate of D", "fast")
    nb.until(
        lambda: (
            nb.find(".ganlab-why:visible").all_inner_texts()
            == ["Learning rate of D takes a number such as 0.001 or 1e-3, got 'fast'"]
        )
    )
    moment = nb.python("gan.moment")
    nb.until(lambda: nb.python("gan.moment") > moment), "the run goes on"
    nb.shot("settings-refused", nb.find(ROOT).first)
    nb.press("Escape", on=field(nb, "Learning rate of D"))
    assert field(nb, "Learning rate of D").input_value() == "0.008" and nb.find(".ganlab-why:visible").count() == 0
    for name, text in (
        ("Learning rate of D", "5e-4"),
        ("Learning rate of G", "0.001"),
        ("β1", "0.5"),
        ("β2", "0.99"),
        ("Batch size", "64"),
        ("Label smoothing", "0"),
        ("Instance noise", "0.1"),
        ("D steps", "2"),
        ("G steps", "1"),
        ("Steps of annealing", "900"),
        ("Learning rates ×", "0.5"),
        ("Penalties ×", "1"),
        ("Noise ×", "0.5"),
        ("Final β2", ""),
        ("Weight of r1", "0.3"),
    ):
        write(nb, name, text)
    nb.until(lambda: nb.python("[gan.recipe.lr, gan.recipe.betas, gan.recipe.batch_size, gan.recipe.instance_noise]")
             == [[0.001, 0.0005], [0.5, 0.99], 64, 0.1])
    nb.until(lambda: nb.python("gan.recipe.penalty[0].weight") == 0.3)
    assert nb.python("repr(gan.recipe.anneal)") == "Anneal(horizon=900, lr=0.5, penalty=1.0, beta2=None, noise=0.5)"
    choose(nb, "Add a penalty", "gp")
    nb.until(lambda: nb.python("len(gan.recipe.penalty)") == 3)
    nb.click("Remove r2")
    nb.until(lambda: nb.python("[type(p).__name__ for p in gan.recipe.penalty]") == ["R1", "GP"])
    nb.page.get_by_role("switch", name="Cosine annealing").click()
    nb.until(lambda: nb.python("gan.recipe.anneal is None") and field(nb, "Steps of annealing").is_hidden())
    nb.click("loser")
    nb.until(
        lambda: (
            nb.python("repr(gan.recipe.schedule)") == "LoserTrains(bar=0.5)"
            and field(nb, "Accuracy to win").is_visible()
        )
    )
    write(nb, "Accuracy to win", "0.6")
    nb.until(lambda: nb.python("gan.recipe.schedule.bar") == 0.6)
    choose(nb, "Optimiser", "rmsprop")
    nb.click("fp32")
    nb.until(lambda: (recipe("optimizer"), recipe("precision")) == ("rmsprop", "fp32"))
    nb.slide("Learning rate of G, slider", 0.25)
    nb.until(
        lambda: (
            8e-5 < (rate := nb.python("gan.recipe.lr[0]")) < 1.3e-4
            and float(field(nb, "Learning rate of G").input_value()) == rate
        )
    )
    nb.run_cell(2)  # a cell moves the knob
    nb.until(lambda: field(nb, "EMA").input_value() == "0.9")
    nb.click("Pause")
    assert nb.python("sum(event['verb'] == 'set' for event in gan.events)") == 23, (
        "one act a turn, and none where nothing changes"
    )


def test_starting_over_asks_first_and_keeps_the_gan_of_before(notebook):
    nb = open_stepper(notebook, "gan.fit(30, progress=False)")
    nb.page.set_viewport_size({"width": 1280, "height": 1500})
    nb.run_cell(2)
    nb.until(lambda: nb.python("gan.moment") == 30)
    nb.click("Settings")
    nb.click("Advanced")
    nb.until(lambda: nb.find(".ganlab-knob:visible").count() > 20)
    for name, value in (("Recipe", "wgan-gp"), ("Architecture", "mlp"), ("Activation", "tanh"), ("Data", "moons")):
        choose(nb, name, value)
    for name, value in (
        ("Subset size", "500"),
        ("Latent size", "3"),
        ("Pack size", "2"),
        ("Seed", "5"),
        ("Width", "32, 16"),
        ("Depth", "2"),
        ("Dropout", "0.1"),
    ):
        write(nb, name, value)
    for name in ("Spectral norm", "Batch norm"):
        nb.page.get_by_role("switch", name=name).click()
    nb.click("uniform")
    asked = nb.find(".ganlab-asked")
    nb.until(
        lambda: (
            "noise normal → uniform" in asked.inner_text()
            and "30 moments, stays: as stepper.forks[0]" in asked.inner_text()
        )
    )
    nb.shot("settings-asks", nb.find(ROOT).first)
    assert nb.python("stepper.gan is gan and gan.recipe.width is None")
    nb.click("Cancel")
    nb.until(
        lambda: (
            not asked.is_visible() and field(nb, "Width").input_value() == "" and field(nb, "Seed").input_value() == "1"
        )
    )
    write(nb, "Width", "none")
    nb.until(
        lambda: (
            asked.inner_text() == "Width takes a whole number, got 'none'"
            and nb.button("Start over with it").is_hidden()
        )
    )
    write(nb, "Width", "32")
    choose(nb, "Data", "moons")
    nb.until(lambda: "data ring → moons" in asked.inner_text())
    nb.click("Start over with it")
    nb.until(lambda: nb.python("stepper.gan.data.name") == "moons" and not asked.is_visible())
    assert nb.python("stepper.gan.recipe.width") == 32 and nb.python("stepper.forks[0] is gan and gan.moment") == 30
    nb.until(
        lambda: (
            "stepper.forks[0]" in nb.find(".ganlab-sentence").inner_text()
            and "moons" in nb.find(".ganlab-caption").inner_text()
        )
    )
    nb.click("Step both")
    nb.until(
        lambda: nb.python("stepper.gan.steps") == [1, 1] and nb.find(".ganlab-numbers b").first.inner_text() == "1"
    )
    nb.click("Copy as code")
    nb.until(
        lambda: (
            nb.find(".ganlab-settings .ganlab-code").inner_text().strip() == nb.python("stepper.gan.script()").strip()
        )
    )
    nb.click("Show stepper.forks[0]")
    nb.until(lambda: nb.python("stepper.gan is gan") and nb.find(".ganlab-numbers b").first.inner_text() == "30")
    assert nb.python("stepper.forks[0].data.name") == "moons"


def test_curves_are_chosen_zoomed_and_explained(notebook):
    nb = open_stepper(notebook, make=MAKE.replace("seed=1)", "seed=1).fit(300, progress=False)"))
    nb.page.set_viewport_size({"width": 1280, "height": 1500})
    nb.click("Curves")
    canvas, chosen = nb.find(".ganlab-charts"), lambda: nb.python("stepper.tools['curves'].lanes")
    nb.until(lambda: canvas.get_attribute("data-span") == "1 300")
    before = nb.pixels(canvas)
    for name in ("Losses", "Penalty", "Gradient norms of D's layers"):
        nb.click(name)
    nb.until(lambda: chosen() == ["belief", "penalty", "d_layers"] and nb.pixels(canvas).shape[0] > before.shape[0])
    canvas.scroll_into_view_if_needed()
    canvas.hover(position={"x": 300, "y": 60})
    assert nb.find(".ganlab-tip.ganlab-shown").inner_text().splitlines()[1].startswith("on real  0.")
    nb.drag(canvas, 150, 0, at=(0.3, 0.1))
    nb.until(
        lambda: (
            nb.python("stepper.tools['curves'].span")
            and "Steps" in nb.find(".ganlab-curves-room .ganlab-hint").inner_text()
        )
    )
    first, last = nb.python("stepper.tools['curves'].span")
    nb.until(lambda: canvas.get_attribute("data-span") == f"{first:.0f} {last:.0f}")
    assert 60 < first < 130 and 40 < last - first < 120
    nb.click("Log")
    assert nb.button("Log").get_attribute("aria-pressed") == "true"
    canvas.dblclick(position={"x": 300, "y": 60})
    nb.until(lambda: nb.python("stepper.tools['curves'].span") is None and canvas.get_attribute("data-span") == "1 300")
    nb.click("Step both")
    nb.until(lambda: canvas.get_attribute("data-span") == "1 301")
