"""The Stepper's drawers in a real JupyterLab: each control in them, in both themes, wide and narrow."""

import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"
MAKE = "from ganlab import GAN, Stepper\ngan = GAN('ring', seed=1)\nstepper = Stepper(gan, height=360)"


def open_stepper(notebook, *more: str, make: str = MAKE, dark: bool = False):
    nb = notebook(make, "stepper", *more, dark=dark).run()
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    return nb


def expanded(nb, name: str) -> bool:
    return nb.button(name).get_attribute("aria-expanded") == "true"


def test_drawers_open_with_a_press_or_a_key_and_are_remembered(notebook):
    nb = open_stepper(notebook, "stepper.open_drawers = []")
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
