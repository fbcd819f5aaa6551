"""The diagnosis as a static figure: the stretches in which nobody looked are grey, and no line crosses them."""

import matplotlib.colors
import numpy as np
from matplotlib.figure import Figure

from ganlab import GAN
from ganlab.diagnosis.monitor import Watch
from ganlab.plots.monitor import UNSEEN, checkup, with_gaps


def watched(without: range) -> Watch:
    "A look every 20 moments of 360, but for those in a stretch that nobody saw."
    gan = GAN("ring", seed=0, width=8, depth=1)
    watch = Watch(gan, every=20)
    for _ in range(18):
        watch.look()
        gan.fit(20, progress=False)
    watch.look()
    for tick in [tick for tick in watch.ticks if tick.step in without]:
        watch.ticks.remove(tick)
    return watch


def drawn(watch: Watch) -> Figure:
    page = checkup(watch, Figure(figsize=(7, 3.6), layout="constrained"))
    page.draw_without_rendering()
    return page


def grey(ax) -> list[tuple[float, float]]:
    colour = matplotlib.colors.to_rgba(UNSEEN)
    boxes = [patch.get_extents().transformed(ax.transData.inverted()) for patch in ax.patches
             if np.allclose(patch.get_facecolor(), colour)]
    return [(round(box.x0), round(box.x1)) for box in boxes]


def test_where_nobody_looked_is_grey_in_every_history():
    watch = watched(range(100, 260))
    before, after = (choose(tick.step for tick in watch.ticks if (tick.step < 100) is early)
                     for choose, early in ((max, True), (min, False)))
    page = drawn(watch)
    histories = page.axes[1:]
    assert len(histories) == 6 and page.get_supxlabel() == "grey: nobody looked" and after - before >= 160
    for ax in histories:
        assert grey(ax) == [(before, after)]
        steps, values = ax.lines[0].get_data()
        joined = np.isfinite(values[:-1]) & np.isfinite(values[1:])
        assert not (joined & (steps[:-1] <= before) & (steps[1:] >= after)).any(), "a line crosses the gap"


def test_nothing_is_grey_where_every_look_was_taken():
    page = drawn(watched(range(0)))
    assert [grey(ax) for ax in page.axes[1:]] == [[]] * 6 and page.get_supxlabel() == ""


def test_a_curve_is_broken_in_the_middle_of_a_gap_and_nowhere_else():
    steps, values = with_gaps(np.array([0, 10, 100]), np.array([1.0, 2.0, 3.0]), [[10, 100], [100, 200]])
    assert steps.tolist() == [0, 10, 55, 100] and np.isnan(values[2]) and values[[0, 1, 3]].tolist() == [1, 2, 3]
    same = with_gaps(np.array([0, 10]), np.array([1.0, 2.0]), [])
    assert same[0].tolist() == [0, 10] and same[1].tolist() == [1, 2]
