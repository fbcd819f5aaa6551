"""Two pictures of other games, in a real JupyterLab: which sample becomes which, and the plane of two weights."""

import numpy as np
import pytest
from test_stepper_browser import CANVAS, ROOT, at_rest, open_stepper, scene, shown

pytestmark = pytest.mark.browser

CYCLE = """
    from ganlab import GAN, Stepper, games
    gan = GAN(game=games.CycleGAN('moons', 'ring'), seed=1).fit(600, progress=False)
    stepper = Stepper(gan, height=420)
"""
DIRAC = """
    from ganlab import GAN, Stepper, games
    gan = GAN(game=games.Dirac()).fit(60, progress=False)
    stepper = Stepper(gan, height=420)
"""


def changed(a: np.ndarray, b: np.ndarray) -> int:
    "How many pixels of two pictures differ."
    return int((abs(a - b).max(axis=2) > 8).sum())


def rest(nb) -> np.ndarray:
    "The scene when it has stopped moving."
    nb.page.mouse.move(2, 2)
    before = scene(nb)
    for _ in range(100):
        nb.page.wait_for_timeout(250)
        now = scene(nb)
        if (now == before).all():
            return now
        before = now
    raise AssertionError("the scene does not come to rest")


def test_arrows_say_which_sample_becomes_which(notebook):
    nb = open_stepper(notebook, make=CYCLE, opened=True)
    plain = rest(nb)
    nb.shot("views-cycle-plain", nb.find(ROOT).first)
    for name in ("translations", "back_translations", "translations_residuals", "source_field"):
        nb.find(f'.ganlab-card[data-layer="{name}"]').first.click()
        nb.until(lambda: name in nb.python("stepper.layers"))
        shots = rest(nb)
        assert changed(shots, plain) > 300, f"{name} changes nothing"
        nb.shot(f"views-cycle-{name}", nb.find(ROOT).first)
        nb.find(f'.ganlab-card[data-layer="{"field" if name == "source_field" else name}"]').first.click()
        nb.until(lambda: name not in nb.python("stepper.layers"))
    calm = rest(nb)
    nb.find('.ganlab-card[data-layer="translations"]').first.hover()  # samples travel to where they are translated to
    nb.until(lambda: changed(scene(nb), calm) > 2000)
    nb.page.wait_for_timeout(500)
    nb.shot("views-cycle-journey", nb.find(ROOT).first)
    nb.until(lambda: changed(rest(nb), calm) == 0)
    nb.find('.ganlab-card[data-layer="translations"]').first.click()
    before, seq = rest(nb), shown(nb)
    nb.python("gan.fit(30, progress=False) and None")
    at_rest(nb, seq)
    moved = rest(nb)
    assert changed(moved, before) > 300
    nb.python("gan.rewind(gan.moment - 30) and None")
    nb.until(lambda: changed(rest(nb), before) < 60)


def test_the_marker_walks_through_the_phase_plane(notebook):
    nb = open_stepper(notebook, make=DIRAC, dark=True, opened=True)
    before = rest(nb)
    nb.shot("views-phase", nb.find(ROOT).first)
    for button in ("Step D", "Step G"):
        seq = shown(nb)
        nb.click(button)
        at_rest(nb, seq)
        after = rest(nb)
        assert changed(after, before) > 30
        before = after
    nb.shot("views-phase-step", nb.find(ROOT).first)
    seq = shown(nb)
    nb.python("gan.rewind(20) and None")
    at_rest(nb, seq)
    assert changed(rest(nb), before) > 100
    nb.shot("views-phase-rewound", nb.find(ROOT).first)
    assert nb.find(CANVAS).first.get_attribute("aria-label").startswith("One weight against one weight")
    nb.press("?")
    nb.until(lambda: nb.find(".ganlab-help").first.is_visible())
    nb.press("Escape")
    nb.click("Preview D")
    nb.until(lambda: nb.find(".ganlab-previewing").count())
    assert changed(rest(nb), before) > 30
    nb.click("Discard")
    nb.click("Play")
    nb.until(lambda: nb.python("gan.rounds") > 400)
    nb.click("Pause")
    rest(nb)
    nb.shot("views-phase-played", nb.find(ROOT).first)
