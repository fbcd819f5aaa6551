"""The page of an ensemble in a real JupyterLab: small scenes by verdict, the share that has collapsed, one opened."""

import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-ensemble"
MAKE = """from ganlab import Ensemble, EnsembleView
many = Ensemble("ring", seeds=range(6), vary={"recipe": ["collapse", "default"]}, jobs=1, stacked=True)
many.fit(300, progress=False)
view = EnsembleView(many, stretch=50)"""


@pytest.mark.parametrize("dark", [False, True])
def test_members_are_seen_opened_and_paused(notebook, dark):
    nb = notebook(MAKE, "view", dark=dark)
    nb.page.set_viewport_size({"width": 1366, "height": 1100})
    nb.run()
    nb.until(lambda: nb.find(f"{ROOT} .ganlab-ensemble-member").count() == 12)
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-painted"))
    first = nb.pixels(nb.find(f"{ROOT} canvas").first)
    assert len(set(map(tuple, first.reshape(-1, 4).tolist()))) > 4  # something is drawn
    assert nb.find(f"{ROOT} .ganlab-ensemble-line").count() == 2
    nb.shot(f"ensemble-{'dark' if dark else 'light'}", nb.find(ROOT).first)
    if dark:
        return
    alarms = nb.python("sum(row.alarm for row in many.rows)")
    nb.click("Pause the failed")
    nb.until(lambda: nb.find(f"{ROOT} .ganlab-resting").count() == alarms)
    rounds = nb.python("min(row.rounds for row in many.rows if (row.name, row.seed) not in view.resting)")
    nb.click("Play")
    nb.until(lambda: nb.python("max(row.rounds for row in many.rows)") >= rounds + 50)
    nb.click("Pause")
    nb.until(lambda: not nb.python("view.page.playing"))
    assert all(nb.python("[row.rounds == 300 for row in many.rows if row.alarm]")) or not alarms
    nb.find(f"{ROOT} .ganlab-ensemble-member").last.click()
    nb.until(lambda: nb.find(".ganlab-stepper").count() == 1)
    nb.until(lambda: nb.find(f"{ROOT} [aria-pressed='true']").count() == 1)
    nb.shot("ensemble-opened", None)
