"""What a scene shows, against what the GAN itself says, and against pictures that one can count."""

import io
import json
import threading

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from ganlab.analysis.arrows import climb, push
from ganlab.analysis.fields import probability_field
from ganlab.analysis.inspection import nearest_real
from ganlab.analysis.warp import latent_grid
from ganlab.backend.randomness import stream
from ganlab.data import from_images
from ganlab.data.points import grid_points
from ganlab.gan import GAN
from ganlab.games.translation import CycleGAN
from ganlab.widgets.render.stills import FAKE, REAL, field_image, still
from ganlab.widgets.scene.close_up import Lens, closeup, sample_at
from ganlab.widgets.scene.layers import LAYERS, Layers, drawn_arrows, shades
from ganlab.widgets.scene.scenes import ImageScene, PlaneScene, StripScene, TableScene, scene_of, told_apart
from ganlab.widgets.scene.tiles import as_tiles
from ganlab.widgets.transport.encoding import restore_field, restore_points


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@settings(max_examples=60)
@given(hnp.arrays(np.float64, st.integers(1, 15), elements=st.integers(-4, 4)),
       hnp.arrays(np.float64, st.integers(1, 15), elements=st.integers(-4, 4)))
def test_told_apart_counts_pairs(real, fake):
    pairs = [1.0 if r > f else 0.5 if r == f else 0.0 for r in real for f in fake]
    assert abs(told_apart(real, fake) - np.mean(pairs)) < 1e-12


def test_told_apart_is_the_area_under_the_curve_and_says_when_it_cannot():
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(0)
    real, fake = rng.normal(1, 1, 300), rng.normal(0, 2, 200)
    truth = roc_auc_score([1] * 300 + [0] * 200, np.r_[real, fake])
    assert abs(told_apart(real, fake) - truth) < 1e-12
    assert np.isnan(told_apart(np.array([1.0, np.nan]), np.array([0.0])))


class Slope(torch.nn.Module):
    "A discriminator whose field one can do in the head: the logit is 2x - y."

    def __init__(self):
        super().__init__()
        self.slope = torch.nn.Parameter(torch.tensor([2.0, -1.0]))

    def forward(self, x, *labels):
        return x @ self.slope


def square() -> torch.Tensor:
    "Two-dimensional data around (1, 3)."
    return torch.randn(300, 2, generator=seeded()) * torch.tensor([0.5, 2.0]) + torch.tensor([1.0, 3.0])


@pytest.mark.parametrize("coarse", [False, True])
def test_the_field_lies_where_the_axes_say(coarse):
    gan = GAN(square(), discriminator=Slope(), loss="nonsaturating", penalty=None)
    scene = PlaneScene(gan, points=50, field=64)
    header, arrays = scene.frame(coarse)
    x0, x1, y0, y1 = scene.world()[0]["extent"]
    n = len(arrays["field"])
    assert arrays["field"].shape == (n, n) and (n == 64) is not coarse
    p = restore_field(arrays["field"], 0, 1)
    for row, column in [(0, 0), (3, n - 1), (n - 1, 5), (n // 2, n // 3)]:
        x = torch.tensor([[x0 + (x1 - x0) * (column + 0.5) / n, y1 - (y1 - y0) * (row + 0.5) / n]])
        scaled = gan.data.scale(x)[0].tolist()
        assert abs(p[row, column] - 1 / (1 + np.exp(-(2 * scaled[0] - scaled[1])))) < 1e-4


def test_points_are_the_gans_own_in_the_users_units():
    gan = GAN(square(), seed=3)
    scene = scene_of(gan, points=64)
    (world, still_arrays), (header, arrays) = scene.world(), scene.frame()
    fakes = restore_points(arrays["fakes"], world["within"])
    assert np.allclose(
        fakes, gan.generate(scene.z, ema=False).numpy(), atol=(world["within"][1] - world["within"][0]) / 6e4
    )
    real = restore_points(still_arrays["real"], world["within"])
    nearest = np.linalg.norm(real[:, None] - square().numpy()[None], axis=2).min(axis=1)
    assert nearest.max() < 1e-3
    told = told_apart(gan.score(scene.real).numpy(), gan.score(torch.tensor(fakes)).numpy())
    assert abs(told - header["told"]) < 1e-3


def test_the_scene_shows_the_generator_that_is_trained_and_not_its_average():
    gan = GAN("ring", ema=0.999)
    scene = scene_of(gan)
    before = scene.frame()[1]["fakes"].astype(int)
    gan.step_g()
    assert np.abs(scene.frame()[1]["fakes"].astype(int) - before).max() > 100


@pytest.mark.parametrize("changes", [{}, {"dropout": 0.3}, {"pack": 2}, {"instance_noise": 0.1}, {"batch_norm": True}])
def test_watching_changes_no_bit_of_the_future(changes):
    seen, unseen = GAN("ring", **changes), GAN("ring", **changes)
    for _ in range(3):
        scene = scene_of(seen, points=30, field=8)
        scene.world(), scene.frame(), scene.frame(coarse=True)
        seen.step(), unseen.step()
        seen.step_d(), unseen.step_d()
    scene.frame()
    assert seen.state_hash() == unseen.state_hash()


def test_points_that_leave_are_counted_and_kept_in_sight_of_the_trails():
    gan = GAN("ring")
    scene = scene_of(gan, points=20)
    x0, x1, y0, y1 = scene.extent
    away = np.array([[x1 + 0.5, y0], [x0, y1], [x1 + 1e9, 0.0], [np.nan, 0.0]])
    header, arrays = scene._fakes_message(away)
    assert header["outside"] == 3
    back = restore_points(arrays["fakes"], scene.within)
    assert abs(back[0, 0] - (x1 + 0.5)) < 1e-3 and np.isnan(back[3, 0])


def test_a_network_that_fell_apart_is_still_shown():
    gan = GAN("ring")
    with torch.no_grad():
        for weight in [*gan.generator.parameters(), *gan.discriminator.parameters()]:
            weight.fill_(float("nan"))
    header, arrays = scene_of(gan, points=10, field=8).frame()
    assert np.isnan(header["told"]) and (arrays["fakes"] == 65535).all()
    assert np.allclose(restore_field(arrays["field"], 0, 1), 0.5, atol=1e-4)  # undecided, not "fake"


def test_classes_and_packs_are_said():
    x, y = square(), torch.arange(300) % 3
    scene = scene_of(GAN(x, labels=y), points=30, field=8)
    assert "class 0" in scene.caption() and scene.frame()[1]["field"].shape == (8, 8)
    scene = scene_of(GAN("ring", pack=4), points=30, field=8)
    assert "packs of 4" in scene.caption() and 0 <= scene.frame()[0]["told"] <= 1
    field = restore_field(scene.frame()[1]["field"], 0, 1)[::-1]
    assert np.allclose(field, probability_field(scene.gan, n=8), atol=1e-4)


def test_tables_show_two_columns_by_name_and_no_field():
    import pandas as pd

    frame = pd.DataFrame(np.random.default_rng(0).normal([5, 100, 0], [1, 20, 3], (200, 3)), columns=["a", "b", "c"])
    scene = scene_of(GAN(frame), points=40)
    world, arrays = scene.world()
    assert isinstance(scene, TableScene) and world["names"] == ["a", "b"] and not world["field"]
    assert "a and b" in world["caption"] and "3 columns" in world["caption"]
    real = restore_points(arrays["real"], world["within"])
    x0, x1, y0, y1 = world["extent"]
    assert ((real > [x0, y0]) & (real < [x1, y1])).all() and 80 < real[:, 1].mean() < 120
    assert "field" not in scene.frame()[1]


def test_one_column_is_two_histograms_and_a_curve():
    gan = GAN(torch.rand(1000, 1, generator=seeded()) * 4 + 10)
    scene = scene_of(gan)
    assert isinstance(scene, StripScene)
    world, arrays = scene.world()
    lo, hi = world["extent"][:2]
    centres = lo + (np.arange(64) + 0.5) / 64 * (hi - lo)
    assert abs(arrays["real"].sum() - 1) < 1e-5 and abs((arrays["real"] * centres).sum() - 12) < 0.1
    header, arrays = scene.frame()
    place = lo + (hi - lo) * 100.5 / 256
    expected = gan.probability(torch.tensor([[place]])).item()
    assert abs(restore_field(arrays["field"], 0, 1)[100] - expected) < 1e-3


@pytest.mark.parametrize("shape", [(1, 8, 8), (3, 20, 12), (2, 16, 16)])
def test_images_are_tiles_in_bytes(shape):
    pixels = np.random.default_rng(0).integers(0, 256, (40, *shape), dtype=np.uint8)
    gan = GAN(from_images("noise", pixels, np.zeros(40, int), ["all"]), width=4)
    scene = scene_of(gan)
    assert isinstance(scene, ImageScene)
    world, arrays = scene.world()
    channels = 3 if shape[0] == 3 else 1
    assert arrays["tiles"].shape[1:] == (*shape[1:], channels) == tuple(world["realShape"][1:])
    first = arrays["tiles"][0].transpose(2, 0, 1)
    assert any((first == image[:channels]).all() for image in pixels)
    header, arrays = scene.frame()
    assert arrays["tiles"].shape == tuple(world["fakesShape"])
    expected = gan.probability(scene.fakes(), None).numpy()
    assert np.allclose(restore_field(arrays["fakeScores"], 0, 1), expected, atol=0.003)


def test_large_images_weigh_little():
    x = torch.zeros(2, 3, 300, 200)
    assert as_tiles(x, (0.0, 1.0)).shape == (2, 60, 40, 3)
    assert as_tiles(torch.ones(1, 1, 64, 64), (-1.0, 1.0)).max() == 255


def test_the_still_shows_where_things_are():
    p = np.zeros((16, 16))
    p[:, 8:] = 1.0
    image, line = (np.asarray(part).astype(int) for part in field_image(p, 64))
    assert image[32, 5, 0] > image[32, 5, 2] and image[32, 60, 2] > image[32, 60, 0]  # orange left, blue right
    across = line.nonzero()[1]
    assert len(across) >= 64 and set(across) <= {31, 32, 33}
    scene = scene_of(GAN("ring"), points=200)
    picture = np.asarray(Image.open(io.BytesIO(still(scene.world(), scene.frame()))).convert("RGB")).astype(int)
    x0, x1, *_ = scene.extent
    blue = (np.abs(picture - REAL).sum(axis=2) < 60).nonzero()
    centre = (0 - x0) / (x1 - x0) * 320
    radius = np.hypot(blue[1] - centre, blue[0] - centre) / 320 * (x1 - x0)
    assert len(blue[0]) > 20 and abs(np.median(radius) - 1) < 0.05
    assert (np.abs(picture - FAKE).sum(axis=2) < 60).sum() > 20


@pytest.mark.parametrize("data", [torch.randn(60, 1), torch.randn(60, 4), "digits"])
def test_every_kind_has_a_still(data):
    scene = scene_of(GAN(data))
    assert Image.open(io.BytesIO(still(scene.world(), scene.frame()))).size[0] > 60


# What is laid over a scene


def test_with_nothing_laid_over_it_a_frame_is_passed_on_untouched():
    layers = Layers(scene_of(GAN("ring")), ("real", "fake", "field", "line"))
    message = {"told": 0.5}, {"fakes": np.zeros(1)}
    assert layers.over(layers.scene, message) is message
    assert layers._yardstick is None and not layers._sheets


def test_layers_are_offered_where_they_make_sense():
    def names(gan):
        return {layer.name for layer in Layers(scene_of(gan)).offered}

    plane = set(LAYERS) - {"patches"}  # which lies over pictures
    between = {name for name in LAYERS if "translations" in name} | {"source_field"}  # of games with two domains
    assert names(GAN("ring")) == plane - between and len(between) == 5
    assert names(GAN("ring", loss="wgan")) == plane - between - {"best", "gap"} == names(GAN("ring", pack=2))
    assert names(GAN(game=CycleGAN())) == plane - {"sheet", "best", "gap"}
    assert "sheet" not in names(GAN("ring", latent=1))
    table = names(GAN(torch.randn(60, 4, generator=seeded())))
    assert table == {"real", "fake", "sheet", "push", "climb", "next", "truth"}
    assert names(GAN("digits", width=4)) == {"truth"} == names(GAN(torch.randn(60, 1, generator=seeded())))


def test_arrows_stand_on_the_fakes_and_vanish_with_the_slope():
    gan = GAN(square(), discriminator=Slope(), loss="minimax", penalty=None)
    scene = scene_of(gan, points=40)
    layers = Layers(scene, ["push", "climb"])
    _, arrays = layers.over(scene, ({}, {}))
    fakes = scene.project(scene.fakes())
    x0, x1, y0, y1 = scene.extent
    size = np.array([x1 - x0, y1 - y0])
    for name, slopes in (
        ("climb", np.array([[2.0, -1.0]]) / gan.data.spread.numpy()),
        ("push", push(gan, scene.fakes()).numpy()),
    ):
        way = (restore_points(arrays[name], scene.within) - fakes) / size
        expected = slopes * size
        steep = np.linalg.norm(expected, axis=1, keepdims=True)
        assert np.allclose(way, 0.09 * expected / (steep + 2), atol=2e-4), name
    assert np.allclose(drawn_arrows(np.zeros((1, 2)), np.zeros((1, 2)), (0, 1, 0, 1)), 0)


def test_the_best_d_and_the_gap_lie_where_the_axes_say():
    gan = GAN("two_gaussians", loss="nonsaturating", seed=1)
    layers = Layers(scene_of(gan), ["best", "gap"])
    _, arrays = layers.over(layers.scene, ({}, {}))
    best = layers.yardstick.best(gan)
    assert np.allclose(restore_field(arrays["best"], 0, 1)[::-1], best.answer, atol=0.003)
    learnt = gan.probability(grid_points(layers.scene.extent, 40)).reshape(40, 40).numpy()
    assert np.allclose(restore_field(arrays["gap"], -1, 1)[::-1], learnt - best.answer, atol=0.005)


def test_where_it_lands_is_where_it_lands():
    gan = GAN("ring", seed=3)
    scene = scene_of(gan, points=30)
    before = gan.state_hash()
    _, arrays = Layers(scene, ["next"]).over(scene, ({}, {}))
    assert gan.state_hash() == before
    gan.step_g()
    assert np.allclose(restore_points(arrays["next"], scene.within), scene.project(scene.fakes()), atol=3e-4)


def test_in_a_hurry_the_dear_layers_are_kept_for_a_while():
    now = [0.0]
    layers = Layers(scene_of(GAN("two_gaussians")), ["best", "push"], clock=lambda: now[0])
    def over(hurry):
        return layers.over(layers.scene, ({}, {}), hurry)
    assert set(over(True)[1]) == {"best", "push"}
    now[0] = 0.1
    header, arrays = over(True)
    assert header["kept"] == ["best"] and set(arrays) == {"push"}
    assert set(over(False)[1]) == {"best", "push"}
    now[0] = 5.0
    assert set(over(True)[1]) == {"best", "push"}


def test_the_map_is_shaded_by_density():
    flat = latent_grid(GAN("ring"), cells=2, pieces=1)
    corners = np.stack(np.meshgrid([0.0, 0.1, 0.2], [0.0, 1.0, 2.0]), axis=-1)
    codes = shades(corners, flat, (0, 4, 0, 4))
    density = flat.share / 0.1 * 16
    assert codes.shape == (2, 2) and np.allclose(codes, 255 * (np.log10(density) + 1) / 3.5, atol=1)


def test_a_gan_that_fell_apart_still_has_layers():
    gan = GAN("ring")
    with torch.no_grad():
        for weight in [*gan.generator.parameters(), *gan.discriminator.parameters()]:
            weight.fill_(float("nan"))
    layers = Layers(scene_of(gan, points=10, field=8), list(LAYERS))
    header, arrays = layers.over(layers.scene, ({}, {}))
    assert header["truth"] == [] or all(isinstance(row["text"], str) for row in header["truth"])
    json.dumps(header, allow_nan=False)
    assert (arrays["push"] == 65535).all()


# A table from other sides


def table():
    x = torch.randn(400, 3, generator=seeded()) @ torch.tensor([[3.0, 1.0, 0.0], [0.0, 1.0, 50.0], [0.2, 0.0, 10.0]])
    return GAN(x)


def test_a_table_is_seen_through_any_two_columns():
    scene = scene_of(table(), points=50)
    scene.look((2, 0))
    world, arrays = scene.world()
    assert np.allclose(
        restore_points(arrays["real"], world["within"]), scene.real[:, [2, 0]].numpy(), rtol=1e-3, atol=0.02
    )
    assert world["names"] == ["column 3", "column 1"] and world["columns"] == ["column 1", "column 2", "column 3"]
    for wrong in ((0, 0), (0, 3), "pc", (1,), (0, 1.0), None):
        with pytest.raises(ValueError, match="view must be"):
            scene.look(wrong)


def test_the_widest_plane_is_that_of_the_principal_components():
    from sklearn.decomposition import PCA

    gan = table()
    scene = scene_of(gan, points=50)
    scene.look("pca")
    sample = gan.data.scale(gan.data.draw(2000, stream(0, "principal plane")))
    pca = PCA(2).fit(sample.numpy())
    got, expected = scene.project(scene.real), gan.data.scale(scene.real).numpy() @ pca.components_.T
    assert np.allclose(np.abs(got), np.abs(expected), atol=1e-3)
    assert f"{100 * pca.explained_variance_ratio_[0]:.0f} %" in scene.names()[0]
    x = scene.real[:1].clone().requires_grad_()
    a, b = torch.tensor(scene.project(x.detach()))[0], scene._W
    slopes = torch.tensor([[0.3, -0.2, 0.01]])  # of a function of samples; along the plane it changes by the chain rule
    def moved(c):
        return gan.data.unscale(gan.data.scale(x.detach()) + torch.tensor([c]) @ b.T)
    difference = [((moved(c) - moved([0.0, 0.0])) * slopes).sum().item() for c in ([1.0, 0.0], [0.0, 1.0])]
    assert np.allclose(scene.project_slopes(slopes)[0], difference, rtol=1e-3) and a.shape == (2,)


# A click in the scene


class Box(torch.nn.Module):
    "G(z) = (tanh z₁, tanh z₂): the open square from -1 to 1, in network units."

    def __init__(self):
        super().__init__()
        self.one = torch.nn.Parameter(torch.ones(()))

    def forward(self, z):
        return torch.tanh(z) * self.one


def test_can_g_make_this_point():
    gan = GAN(square(), generator=Box(), latent=2)
    scene = scene_of(gan, points=20)
    inside = gan.data.unscale(torch.tensor([[0.4, -0.7]]))[0].tolist()
    header, _ = closeup(scene, {"at": inside})
    assert header["text"].startswith("Can G make") and "Yes: z = (0.42" in header["text"].replace("0.424", "0.42")
    assert np.allclose(header["made"], inside, atol=1e-2) and header["yes"]
    outside = gan.data.unscale(torch.tensor([[0.4, 3.0]]))[0].tolist()
    header, _ = closeup(scene, {"at": outside})
    edge = gan.data.unscale(torch.tensor([[0.4, 1.0]]))[0].tolist()
    assert "No: the nearest" in header["text"] and not header["yes"] and np.allclose(header["made"], edge, atol=0.05)


def test_a_click_in_a_table_stands_for_a_real_row():
    scene = scene_of(table(), points=30)
    at = scene.project(scene.real)[7]
    x, label = sample_at(scene, tuple(at + 1e-4))
    assert torch.equal(x, scene.real[7]) and label is None
    assert closeup(scene, {"at": tuple(at)})[0]["text"].startswith("Can G make this sample?")


def test_a_fake_has_its_nearest_real_image_and_a_map():
    gan = GAN("digits", width=4, seed=2)
    scene = scene_of(gan)
    header, arrays = closeup(scene, {"fake": 5})
    x, every = scene.fakes()[5], gan.data.source.values.float()
    apart = ((every - x) / gan.data.spread).square().flatten(1).mean(1).sqrt()
    found = nearest_real(gan.data, x)
    assert found.index == apart.argmin().item() and found.apart == pytest.approx(apart.min().item(), rel=1e-3)
    assert f"differs by {50 * found.apart:.0f} %" in header["text"] and arrays["tiles"].shape[0] == 2
    expected = climb(gan, scene.fakes()[5:6])[0].abs().amax(0).numpy()  # one channel
    assert np.allclose(arrays["heat"] / 255, expected / expected.max(), atol=0.01)
    copy = nearest_real(gan.data, gan.data.source.at(torch.tensor([33]))[0])
    assert (
        copy.apart < 1e-3 < copy.usual
        and nearest_real(gan.data, gan.data.source.at(torch.tensor([33]))[0], others=True).apart > 0.01
    )


def test_a_real_image_asks_whether_g_can_make_it():
    scene = scene_of(GAN("digits", width=4))
    header, arrays = closeup(scene, {"real": 0})
    assert header["text"].startswith("Can G make real image 1? Not yet") and arrays["heat"].shape == (8, 8)
    for wish, message in (({"fake": 999}, "images that are shown"), ({"real": -1}, "images that are shown")):
        with pytest.raises(ValueError, match=message):
            closeup(scene, wish)
    with pytest.raises(ValueError, match="density without samples"):
        nearest_real(GAN("ring").data, torch.zeros(2))


def test_a_question_that_is_overtaken_is_not_answered():
    lens, gate, said = Lens(), threading.Event(), []
    lens.ask(lambda: gate.wait(10) and said.append(1))
    for n in (2, 3, 4):
        last = lens.ask(lambda n=n: said.append(n))
    gate.set()
    last.result(10)
    assert said == [1, 4]
    lens.close()
