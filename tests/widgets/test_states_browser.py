"""The states of every widget: waiting for the kernel, queued behind a cell, kernel gone, opened again without one."""

import pytest
from looks import resize, unreadable, violations, watch_canvases

pytestmark = pytest.mark.browser

MAKE = """
    import time
    from pathlib import Path
    from IPython.display import display
    from ganlab import GAN, DiversityMonitor, Lab, LatentExplorer, Stepper
    gan, other = GAN('ring', seed=1).fit(60, progress=False), GAN('ring', seed=2).fit(60, progress=False)
    widgets = Stepper(gan), DiversityMonitor(gan), LatentExplorer(gan), Lab([gan, other]), Lab(gan)

    def busy(file):
        while not Path(file).exists():
            time.sleep(.02)
"""
SHOWN = "display(*widgets)\nbusy('shown')"
ROOT = ".ganlab-widget"
SAID = {".ganlab-stepper": ".ganlab-panel > .ganlab-sentence", ".ganlab-monitor": ".ganlab-said",
        ".ganlab-latent": ".ganlab-latent-sentence"}
OWN_SHELL = """path => {
  const panel = [...window.jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === path);
  panel.context.sessionContext.session.kernel.commsOverSubshells = 'disabled'; }"""
WORKS_WITHOUT_KERNEL = {"Round", "Curves", "Settings", "Draw", "Export", "Save picture", "Full screen", "Help", "More",
                        "Copy code"}


def said(nb) -> list[str]:
    "The sentence of each widget, also where the last picture stands in for it."
    return [text for root, part in SAID.items() for text in nb.find(f"{root} {part}").all_text_contents()]


def look(nb, name: str) -> None:
    "In both themes everything can be read, and axe has nothing to say."
    for dark in (False, True):
        nb.theme(dark)
        nb.page.wait_for_timeout(200)
        nb.shot(f"{name}-{'dark' if dark else 'light'}")
        assert unreadable(nb, ROOT) + violations(nb, ROOT) == [], (name, dark)


def test_each_state_of_each_widget_says_what_it_is(notebook):
    nb = notebook(MAKE, SHOWN, "busy('answered')")
    resize(nb, "laptop")
    nb.page.set_viewport_size({"width": 1366, "height": 5400})  # what is out of sight is not drawn
    watch_canvases(nb)
    nb.page.evaluate(OWN_SHELL, nb.path)  # as with an older kernel: what is pressed waits for the cell
    nb.run_cell(0)
    nb.run_cell(1, wait=False)
    nb.until(lambda: len(said(nb)) == 6 and all(text.startswith("Waiting for the kernel") for text in said(nb)))
    look(nb, "waiting")
    (nb.server.folder / "shown").touch()
    nb.until(lambda: nb.find(f"{ROOT}[data-seq]").count() == 6)
    nb.until(lambda: not any(text.startswith("Waiting") for text in said(nb)))

    nb.run_cell(2, wait=False)
    nb.page.wait_for_timeout(300)
    for root, name in ((".ganlab-stepper", "Step D"), (".ganlab-monitor", "Undo"), (".ganlab-latent", "Random")):
        for button in nb.find(root).get_by_role("button", name=name, exact=True).all():
            button.click()
    nb.until(lambda: all("stop it with ■" in text for text in said(nb)))
    look(nb, "queued")
    (nb.server.folder / "answered").touch()
    nb.until(lambda: not any("■" in text for text in said(nb)))

    nb.find(".ganlab-stepper").first.get_by_role("button", name="More").click()
    nb.until(lambda: nb.find(".ganlab-figure:visible").count() == 4)
    nb.until(lambda: nb.python("all(getattr(one, 'last_picture', None) is None or one.last_picture.timer is None"
                               " or not one.last_picture.timer.is_alive() for one in widgets)"))
    nb.save()
    nb.restart()
    nb.until(lambda: all(text.startswith("The kernel is gone. Run the notebook from the top") for text in said(nb)))
    alive = [one.get_attribute("aria-label") or one.inner_text() for one in nb.find(f"{ROOT} button:visible").all()
             if one.is_enabled()]
    assert set(alive) <= WORKS_WITHOUT_KERNEL
    look(nb, "gone")

    nb.server.end_kernels()
    nb.page.reload()
    nb.page.locator("#jupyterlab-splash").wait_for(state="detached")
    images = nb.cell(1).locator("img")
    nb.until(lambda: images.count() >= 5)
    nb.page.wait_for_timeout(1500)
    assert all(len(one.get_attribute("alt")) > 40 and one.is_visible() for one in images.all())
    assert "Error displaying widget" not in nb.output(1)
    assert not nb.page.get_by_text("Error displaying widget").is_visible()
    for dark in (False, True):
        nb.theme(dark)
        nb.shot(f"reopened-{'dark' if dark else 'light'}")
    nb.errors.clear()  # JupyterLab complains in the console of the widgets that it does not find
