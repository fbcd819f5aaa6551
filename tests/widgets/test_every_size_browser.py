"""Monitor, Lab and explorer at every size and in both themes: all can be read, nothing is cut off, nobody is shut out.

The Stepper has a file of its own, `test_first_look_browser.py`: its first look has more to keep than that.
"""

import pytest
from looks import SIZES, outside_view, resize, tab_stops, unreadable, violations, watch_canvases

pytestmark = pytest.mark.browser

WIDGETS = {  # what makes it, and what is measured: the outermost boxes of ours
    "monitor": ("from ganlab import GAN, DiversityMonitor\ngan = GAN('ring', recipe='collapse', seed=0)\n"
                "widget = DiversityMonitor(gan)\ngan.fit(700, progress=False)", ".ganlab-monitor"),
    "lab": ("from ganlab import GAN, Lab\ngan = GAN('ring', seed=1).fit(60, progress=False)\n"
            "widget = Lab(gan)", ".ganlab-widget"),
    "two in a lab": ("from ganlab import GAN, Lab\n"
                     "gans = [GAN('ring', seed=seed).fit(60, progress=False) for seed in (1, 2)]\nwidget = Lab(gans)",
                     ".ganlab-stepper"),
    "explorer": ("from ganlab import GAN, LatentExplorer\ngan = GAN('ring', seed=1).fit(60, progress=False)\n"
                 "widget = LatentExplorer(gan)", ".ganlab-latent"),
}
FEW_STOPS = {"monitor", "two in a lab"}  # the others have more behind them than one look


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_at_every_size(notebook, name):
    make, root = WIDGETS[name]
    nb = notebook(make, "widget")
    watch_canvases(nb)
    nb.page.set_viewport_size({"width": 1366, "height": 3000})  # what is out of sight is not drawn
    nb.run()
    nb.until(lambda: nb.find(f"{root}[data-seq]").count())
    if name == "lab":
        nb.until(lambda: nb.find(".ganlab-monitor[data-seq]").count())
    if name == "two in a lab":
        resize(nb, "laptop")
        nb.find(root).first.evaluate("node => node.scrollIntoView({block: 'start'})")
        assert outside_view(nb, root) == [], "pictures and buttons are not seen together"
    if name in FEW_STOPS:
        assert len(tab_stops(nb, root)) <= 16
    wrong = []
    for size, (width, *_) in SIZES.items():
        if size == "narrow":
            nb.command("application:toggle-left-area")
        resize(nb, size)
        nb.page.set_viewport_size({"width": width, "height": 3000})
        for dark in (False, True):
            nb.theme(dark)
            nb.page.wait_for_timeout(300)
            where = f"{size}, {'dark' if dark else 'light'}"
            wrong += [f"{where}: {said}" for said in unreadable(nb, root) + violations(nb, root)]
            nb.shot(f"{name}-{size}-{'dark' if dark else 'light'}")
    assert not wrong, "\n".join(wrong)
