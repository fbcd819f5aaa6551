"Signals, sequences and clips in widgets and figures: as curves, heat maps and texts, film strips"

import numpy as np
import pytest
import torch
from matplotlib import pyplot as plt

import ganlab
from ganlab import GAN, plots
from ganlab.data import as_data
from ganlab.widgets.scene.close_up import closeup
from ganlab.widgets.scene.scenes import scene_of
from ganlab.widgets.scene.tiles import CURVES, INKS, column_reach, curve_tiles, data_tiles

RNG = np.random.default_rng(0)
WALKS = as_data(RNG.normal(size=(90, 40, 3)).cumsum(1) * [1000, 0.1, 1], names=["price", "rate", "volume"])
BEATS = as_data(np.sin(np.linspace(0, 12, 200) + RNG.uniform(0, 6, (90, 1))))
WORDS = as_data(["GATTACA", "ACGT", "TTTT"] * 30, kind="sequence")
CLIPS = as_data(RNG.random((70, 6, 3, 8, 10)))
TURNED = as_data(RNG.normal(size=(90, 3, 40)).cumsum(2), kind="signal")
KINDS = [WALKS, BEATS, WORDS, CLIPS, TURNED]
ALL = pytest.mark.parametrize("data", KINDS, ids=lambda data: f"{data.kind} {data.shape}")


@pytest.mark.parametrize("steps", [1, 2, 5, 59, 60, 61, 150, 5000])
def test_columns_hold_everything_that_a_curve_does(steps):
    curves = RNG.normal(size=(7, steps))
    low, high = column_reach(curves, 60)
    assert low.shape == high.shape == (7, 60) and (low <= high).all()
    assert (high[:, :-1] >= low[:, 1:]).all() and (low[:, :-1] <= high[:, 1:]).all()  # no gaps
    if steps >= 120:
        assert np.allclose(low.min(1), curves.min(1)) and np.allclose(high.max(1), curves.max(1))


def test_a_curve_is_drawn_where_its_values_are():
    tile = curve_tiles(np.full((1, 1, 50), 0.5), np.array([0.0]), np.array([1.0]))[0]
    rows = np.flatnonzero((tile < 128).all(2).any(1))
    assert abs(rows.mean() - (CURVES[0] - 1) / 2) <= 0.5 and len(rows) <= 2
    ramp = curve_tiles(np.linspace(0, 1, 50)[None, None], np.array([0.0]), np.array([1.0]))[0]
    dark = [np.flatnonzero(ramp[:, column, 0] < 160).mean() for column in (2, 30, 57)]
    assert dark[0] > dark[1] > dark[2]  # row 0 is at the top
    gap = curve_tiles(np.where(np.arange(50) < 25, 0.5, np.nan)[None, None], np.array([0.0]), np.array([1.0]))[0]
    assert (gap[:, :25] < 128).any() and (gap[:, 32:] == 255).all()


def test_channels_are_told_apart_by_colour():
    x = np.stack([np.full(30, 0.2), np.full(30, 0.8)])[None]
    tile = curve_tiles(x, np.zeros(2), np.ones(2))[0].reshape(-1, 3)
    assert all((np.abs(tile - np.array(ink)).sum(1) < 30).any() for ink in INKS[1:3])


@ALL
def test_a_scene_shows_tiles_and_answers_clicks(data):
    gan = GAN(data, width=8, depth=1, batch_size=8).fit(1, progress=False)
    scene = scene_of(gan)
    world, arrays = scene.world()
    assert world["mode"] == "images" and data.what.many in world["caption"]
    assert arrays["tiles"].dtype == np.uint8 and scene.frame()[1]["tiles"].shape[1:] == arrays["tiles"].shape[1:]
    header, shown = closeup(scene, {"fake": 1})
    assert f"real {data.what.one}" in header["text"] and shown["heat"].shape == shown["tiles"].shape[1:3]


@ALL
def test_an_explorer_shows_them_and_gives_them_back(data):
    gan = GAN(data, width=8, depth=1, batch_size=8)
    explorer = ganlab.LatentExplorer(gan)
    maker = explorer.maker
    z = maker.draw(4, torch.Generator().manual_seed(0))
    shown, made = maker(z), gan.generate(z, ema=True)
    assert maker.kind == ("curve" if data.kind == "signal" else "image")
    assert torch.allclose(data.restore(shown), made.cpu(), atol=1e-5)
    explorer.close()


def test_clips_that_are_thinned_cannot_be_put_together():
    long = as_data(RNG.random((9, 20, 3, 8, 8)))
    assert data_tiles(long, long.source.values).shape[2] <= 64
    with pytest.raises(ValueError, match="only 8 are shown"):
        long.restore(long.arrange(long.source.values))


@ALL
def test_figures_draw_them_as_what_they_are(data):
    for what in (data, GAN(data, width=8, depth=1, batch_size=8)):
        axes = plots.samples(what, n=6)
        if data is WORDS:
            assert {text.get_text() for text in axes.texts} <= set(data.names) and len(axes.texts) == 6 * 7
        elif data is WALKS:
            names = [label.get_text().split("\n")[0] for label in axes.get_yticklabels()]
            assert len(axes.lines) == 18 and names == ["price", "rate", "volume"]
        elif data.kind == "clip":
            assert axes.images[0].get_array().shape[:2] == (6 * 8 + 5, 6 * 10)
        plt.close(axes.figure)
