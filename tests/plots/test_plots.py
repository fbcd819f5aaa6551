"ganlab.plots: figures build for every kind of data and contain it; nothing is shown, and nobody's figures are touched."

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from ganlab import metrics, plots
from ganlab.games.dirac import Dirac
from ganlab.gan import GAN


@pytest.fixture(autouse=True)
def clean():
    plt.close("all")
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def gan():
    return GAN("ring", seed=0).fit(20, progress=False)


def dots(ax):
    return [c for c in ax.collections if isinstance(c, PathCollection)]


def test_scene_holds_the_field_the_reals_and_the_fakes(gan):
    ax = plots.scene(gan, n=50, pixels=20)
    real, fake = dots(ax)
    assert len(real.get_offsets()) == len(fake.get_offsets()) == 50
    assert np.abs(np.linalg.norm(real.get_offsets(), axis=1) - 1).max() < 0.06  # on the unit ring
    assert np.asarray(ax.images[0].get_array()).shape == (20, 20)
    assert tuple(ax.images[0].get_extent()) == gan.data.extent() and ax.images[0].origin == "lower"
    x0, x1, y0, y1 = gan.data.extent()
    outside = sum(not (x0 <= x <= x1 and y0 <= y <= y1) for x, y in fake.get_offsets())
    said = f"fake ({outside} outside)" if outside else "fake"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["real", said]
    assert real.get_paths()[0].vertices.shape != fake.get_paths()[0].vertices.shape  # shape says what colour says
    ax.figure.canvas.draw()


def test_scene_leaves_the_gan_alone(gan):
    before = gan.state_hash()
    first, second = (dots(plots.scene(gan, n=9, pixels=0))[1].get_offsets() for _ in range(2))
    assert gan.state_hash() == before and np.array_equal(first, second)


def test_ones_own_axes_are_used_and_pyplot_is_left_alone(gan):
    figure = Figure()
    for draw, what in [(plots.scene, gan), (plots.curves, gan), (plots.samples, gan),
                       (plots.mode_bars, metrics.modes(gan.sample(100), gan.data))]:
        ax = figure.add_subplot()
        assert draw(what, ax) is ax
    assert plt.get_fignums() == []


def test_curves_hold_every_step(gan):
    ax = plots.curves(gan)
    faint = [line for line in ax.lines if line.get_alpha()]
    for line, name in zip(faint, ("d_loss", "g_loss")):
        assert np.array_equal(line.get_ydata(), gan.history[name])
        assert np.array_equal(line.get_xdata(), gan.history.steps(name))
    styles = {line.get_linestyle() for line in ax.lines if not line.get_alpha()}
    assert styles == {"-", "--"}


def test_curves_before_the_first_step():
    assert "no steps" in plots.curves(GAN("ring")).texts[0].get_text()


def test_moving_average_by_hand():
    values = np.random.default_rng(0).normal(size=50)
    expected = [values[max(0, i - 3): i + 4].mean() for i in range(50)]
    assert np.allclose(plots.moving_average(values, 7), expected)


@pytest.mark.parametrize("shape", [(6, 5, 4), (6, 1, 5, 4), (6, 3, 5, 4), (1, 1, 8, 8), (7, 4, 3, 3)])
def test_images_become_a_sheet(shape):
    x = torch.rand(shape, generator=torch.Generator().manual_seed(0))
    page = np.asarray(plots.samples(x).images[0].get_array())
    h, w = shape[-2:]
    assert (page.shape[0] + 1) % (h + 1) == 0 and (page.shape[1] + 1) % (w + 1) == 0
    assert ((page.shape[0] + 1) // (h + 1)) * ((page.shape[1] + 1) // (w + 1)) >= shape[0]
    assert 0 <= page.min() and page.max() <= 1


def test_a_sheet_keeps_every_image_whole():
    x = np.arange(4 * 6.0).reshape(4, 1, 2, 3)
    page = plots.image_grid(x, columns=2)
    assert np.array_equal(page[:2, :3], x[0, 0]) and np.array_equal(page[:2, 4:], x[1, 0])
    assert np.array_equal(page[3:, :3], x[2, 0]) and np.array_equal(page[3:, 4:], x[3, 0])
    assert np.isnan(page[2]).all() and np.isnan(page[:, 3]).all()


def test_columns_fill_their_rows_where_they_can():
    assert 64 % plots.square_columns(64, 1.0) == 0 and 15 % plots.square_columns(15, 1.0) == 0
    assert plots.square_columns(13, 1.0) == 4  # a prime has no full rows but one
    assert plots.square_columns(8, 4.0) > plots.square_columns(8, 0.25)


def test_points_curves_and_numbers():
    x = torch.randn(30, 2, generator=torch.Generator().manual_seed(0))
    assert np.allclose(dots(plots.samples(x))[0].get_offsets(), x)
    assert sum(bar.get_height() for bar in plots.samples(x[:, :1]).patches) == 30
    curves = torch.randn(5, 17, generator=torch.Generator().manual_seed(0))
    assert np.allclose([line.get_ydata() for line in plots.samples(curves).lines], curves)


def test_samples_of_a_gan_of_images():
    gan = GAN("digits")
    ax = plots.samples(gan, n=4)
    assert np.asarray(ax.images[0].get_array()).shape == (17, 17)


def test_modes_show_shares_and_mark_the_lost():
    target = GAN("ring").data
    report = metrics.modes(target.modes[torch.arange(700) % 7], target)
    ax = plots.mode_bars(report)
    assert sorted(bar.get_height() for bar in ax.patches) == pytest.approx([0] + [8 / 7] * 7)
    cross = next(line for line in ax.lines if line.get_marker() == "x")
    assert cross.get_xdata().tolist() == [7]
    assert "7 of 8" in ax.get_title(loc="left")


def test_bad_samples_are_named():
    for wrong in (torch.zeros(3), torch.zeros(0, 2), torch.zeros(1, 1, 1, 1, 1)):
        with pytest.raises(ValueError, match="samples must have shape"):
            plots.samples(wrong)


def test_translations_draw_each_way_in_the_colours_of_its_sources():
    from ganlab.analysis.translation import position_colours
    from ganlab.analysis.translation import sampled_translation
    from ganlab.games.translation import CycleGAN

    gan = GAN(game=CycleGAN("moons", "ring"))
    panels = plots.translations(gan, n=30)
    assert [panel.get_title(loc="left") for panel in panels] == ["A → B", "B → A"]
    for panel, to in zip(panels, "ba"):
        arrows = next(one for one in panel.collections if hasattr(one, "U"))
        way = sampled_translation(gan, 30, to)
        assert np.allclose(np.stack([arrows.U, arrows.V], 1), way.target - way.source, atol=1e-5)
        assert np.allclose(arrows.get_facecolors()[:, :3], position_colours(way.source.numpy()))
    with pytest.raises(ValueError, match="between domains of points"):
        plots.translations(GAN("ring"))
    with pytest.raises(ValueError, match="2 axes"):
        plots.translations(gan, panels[0])


def test_the_phase_plane_marks_an_equilibrium_only_where_it_is_known():
    from ganlab.games.dirac import Dirac

    gan = GAN(game=Dirac())
    assert "equilibrium" in plots.draw_phase_plane(gan, n=3).get_legend_handles_labels()[1]
    gan.game.equilibrium = None
    assert "equilibrium" not in plots.draw_phase_plane(gan, n=3).get_legend_handles_labels()[1]


def test_a_collapsed_generator_can_be_seen_in_a_figure():
    class Collapsed:
        "All fakes on three places, one of them outside the axes."
        def __init__(self, gan):
            self.gan = gan

        def __getattr__(self, name):
            return getattr(self.gan, name)

        def sample(self, n, generator=None):
            spots = torch.tensor([[0.5, 0.25], [-0.5, 0.0], [9.0, 9.0]])
            return spots[torch.tensor([0] * (n // 2) + [1] * (n // 4) + [2] * (n - n // 2 - n // 4))]

    ax = plots.scene(Collapsed(GAN("ring", seed=0)), n=400, pixels=0)
    assert sorted(text.get_text() for text in ax.texts) == ["×100", "×200"]
    assert ax.get_legend().get_texts()[1].get_text() == "fake (100 outside)"
    spread = plots.piles(np.random.default_rng(0).uniform(size=(400, 2)), (0, 1, 0, 1))
    assert spread == []


def test_the_numbers_of_axes_are_written_for_people():
    ax = plots.tidy(Figure().add_subplot())
    ax.set(xlim=(0, 1e5), ylim=(-1, 1))
    ax.figure.draw_without_rendering()
    across, up = ([t.get_text() for t in axis.get_ticklabels()] for axis in (ax.xaxis, ax.yaxis))
    assert "100,000" in across and "20,000" in across and "−1.00" in up and "0.75" in up
    assert all(axis.get_offset_text().get_text() == "" for axis in (ax.xaxis, ax.yaxis))  # no 1e5 in a corner


def test_d_is_one_colour_and_g_another_one_in_figures(gan):
    looks = plots.curve_looks(gan.game)
    assert (looks["d_loss"][1], looks["g_loss"][1]) == (plots.DISCRIMINATOR, plots.GENERATOR)
    phase = plots.draw_phase_plane(GAN(game=Dirac()), n=3)
    assert (phase.xaxis.label.get_color(), phase.yaxis.label.get_color()) == (plots.GENERATOR, plots.DISCRIMINATOR)
    assert len({plots.DISCRIMINATOR, plots.GENERATOR, plots.REAL, plots.FAKE}) == 4
