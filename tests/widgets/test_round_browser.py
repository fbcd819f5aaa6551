"""The drawer of the round in a real JupyterLab: slow motion through a whole round, and what may come between."""

import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"
MAKE = (
    "from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1, loss='nonsaturating')\n"
    "gan.fit(60, progress=False)\nstepper = Stepper(gan, height=360)\nstepper.more = True"
)
MINUS = str.maketrans({"\u2212": "-", ",": ""})
NAMES = {"d": ("real", "z", "fakes", "score_real", "score_fake", "loss", "gradient", "weights"),
         "g": ("z", "fakes", "score_fake", "loss", "pull", "gradient", "weights")}


def open_round(notebook, *more: str, make: str = MAKE, dark: bool = False):
    nb = notebook(make, "stepper", *more, dark=dark).run()
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    nb.click("Round")
    nb.until(lambda: nb.find(".ganlab-box-z:visible").count() >= 1)
    return nb


def phase(nb) -> str:
    return nb.find(".ganlab-phase-sentence").get_attribute("data-phase")


def sentence(nb) -> str:
    return nb.find(".ganlab-phase-sentence").inner_text()


def number(nb, name: str) -> float:
    return float(nb.find(f'[data-number="{name}"]').inner_text().translate(MINUS))


def word(nb, edge: str) -> str:
    return nb.find(f'[data-edge="{edge}"]').first.text_content().translate(MINUS)


def next_phase(nb) -> str:
    before = sentence(nb)
    nb.click("Next phase")
    nb.until(lambda: sentence(nb) != before)
    return phase(nb)


def test_a_whole_round_phase_by_phase_shows_the_numbers_of_its_steps(notebook):
    nb = open_round(notebook, dark=True)
    nb.shot("round-rest", nb.find(".ganlab-roundgraph"))
    before = nb.python("gan.state_hash()")
    for who in ("d", "g"):
        for name in NAMES[who]:
            assert next_phase(nb) == f"{who}.{name}"
            assert nb.find(".ganlab-phase-sentence").inner_text() == nb.python(
                "stepper.tools['round'].state(stepper.places[0])['phase']['sentence']"
            )
            if (who, name) != ("g", "weights"):
                assert nb.python("gan.state_hash()") == before and nb.button("Abandon").is_enabled()
            if name in ("score_real", "loss", "pull"):
                nb.shot(f"round-{who}-{name}", nb.find(".ganlab-roundgraph"))
            if name == "pull":  # the picture itself is lit, too
                nb.shot("round-scene", nb.find(".ganlab-stage").first)
    assert (
        nb.python("gan.steps") == [61, 61] and nb.python("gan.slow is None") and nb.button("Finish step").is_disabled()
    )
    for who in ("d", "g"):
        assert number(nb, f"{who}.loss") == pytest.approx(nb.python(f"gan.latest['{who}'].loss"), abs=6e-4)
        norms = nb.python(f"gan.latest['{who}'].grad_norms")
        for layer, norm in norms.items():
            shown = nb.find(f'[data-norm="{who}.{layer}"]')
            assert float(shown.inner_text()) == pytest.approx(norm, rel=6e-2)
            said = nb.find(f'.ganlab-box-{who} [title^="{layer}: gradient norm"]').get_attribute("title").split()[-1]
            assert float(said.translate(MINUS)) == pytest.approx(norm, rel=6e-3)
    said = nb.python("gan.latest['g'].scores_fake.sigmoid().mean().item()")
    assert word(nb, "fake-d") == f"says {said:.2f}" and word(nb, "z-g") == "128 z"
    nb.shot("round-whole", nb.find(ROOT).first)
    twin = "(lambda twin: twin.fit(61, progress=False).state_hash())(GAN('ring', seed=1, loss='nonsaturating'))"
    assert nb.python("gan.state_hash()") == nb.python(twin)


def test_slow_motion_stops_anywhere_and_gives_way(notebook):
    nb = open_round(notebook, "gan.step_d()")
    before = nb.python("gan.state_hash()")
    nb.slide("Pace of slow motion", 1.0)
    nb.click("Slow motion")
    nb.until(lambda: phase(nb) == "d.loss")
    nb.click("Stop here")
    nb.button("Slow motion").wait_for()
    nb.page.wait_for_timeout(600)
    here = phase(nb)
    nb.page.wait_for_timeout(600)
    assert phase(nb) == here and nb.python("gan.state_hash()") == before
    nb.click("Abandon")
    nb.until(lambda: "nothing of this step has happened" in sentence(nb))
    assert nb.python("gan.state_hash()") == before and nb.python("gan.steps") == [61, 60]
    next_phase(nb)
    nb.click("Finish step")
    nb.until(lambda: phase(nb) == "g.weights")
    assert nb.python("(gan.steps, gan.rounds)") == [[62, 61], 61]
    nb.click("Step of D")
    next_phase(nb), next_phase(nb)
    assert nb.python("gan.slow.what") == "d"
    nb.run_cell(2)  # a cell goes on: what is under way is finished first
    nb.until(lambda: phase(nb) == "")
    assert nb.python("gan.steps") == [64, 61] and nb.button("Abandon").is_disabled()
    next_phase(nb)
    nb.click("Play")  # and so does Play; the drawer then shows the last steps, live
    nb.button("Pause").wait_for()
    loss = nb.find('[data-number="d.loss"]').inner_text()
    nb.until(lambda: nb.find('[data-number="d.loss"]').inner_text() != loss)
    nb.click("Next phase")  # pauses first
    nb.until(lambda: phase(nb) == "d.real")
    assert nb.button("Play").is_visible()
    nb.click("Undo")  # takes back what is under way, and nothing else
    nb.until(lambda: phase(nb) == "")
    steps = nb.python("gan.steps")
    next_phase(nb)
    nb.reload()
    nb.until(lambda: nb.find(".ganlab-roundgraph").count() == 1 and phase(nb) == "d.real")  # it is still under way
    nb.click("Round")
    nb.until(lambda: nb.python("gan.slow is None"))  # it goes with its drawer
    assert nb.python("gan.steps") == steps


def test_a_narrow_page_images_and_other_data(notebook):
    make = """
        import numpy as np
        from ganlab import GAN, Stepper
        gan, line = GAN('digits', seed=1), GAN(np.random.randn(300, 1), seed=1)
        rows = GAN(np.random.randn(300, 5), seed=1)
        [g.step() for g in (gan, line, rows)]
        stepper = Stepper(gan, height=300)
        stepper.more = True
    """
    nb = open_round(notebook, "one = Stepper(line, height=300); one.open_drawers = ['round']; one",
                    "two = Stepper(rows, height=300); two.open_drawers = ['round']; two", make=make)
    for name in ("images", "values", "rows"):
        nb.until(lambda: nb.find(f".ganlab-box-fake:has-text('{name}')").count() == 1)
    for i, name in enumerate(("images", "line", "rows")):
        for _ in range(3):
            nb.find(".ganlab-roundgraph").nth(i).get_by_role("button", name="Next phase").click()
        nb.page.wait_for_timeout(300)
        nb.shot(f"round-{name}", nb.find(".ganlab-roundgraph").nth(i))
    nb.page.set_viewport_size({"width": 620, "height": 1400})
    graph = nb.find(".ganlab-graph").first
    nb.until(lambda: "stacked" in graph.get_attribute("class"))
    boxes = {
        name: nb.find(f".ganlab-box-{name}").first.bounding_box() for name in ("z", "g", "fake", "real", "d", "loss")
    }
    assert boxes["z"]["y"] < boxes["fake"]["y"] < boxes["d"]["y"] < boxes["loss"]["y"]
    outer = nb.find(".ganlab-roundgraph").first.bounding_box()
    assert all(
        box["x"] >= outer["x"] and box["x"] + box["width"] <= outer["x"] + outer["width"] + 1 for box in boxes.values()
    )
    nb.shot("round-narrow", nb.find(".ganlab-roundgraph").first)
