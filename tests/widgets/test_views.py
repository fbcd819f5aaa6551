"""The scenes of two domains and of two weights, against what the GAN itself says."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab.analysis.dynamics import path
from ganlab.analysis.translation import domain_scores, translate_samples
from ganlab.gan import GAN
from ganlab.games.dirac import Dirac
from ganlab.games.translation import CycleGAN
from ganlab.widgets.render.picture import png_of, view_of
from ganlab.widgets.render.stills import LIGHT, scene_image, still
from ganlab.widgets.scene.close_up import closeup
from ganlab.widgets.scene.layers import AT_FIRST, LAYERS, Layers
from ganlab.widgets.scene.scenes import PhaseScene, PlaneScene, StripScene, TranslationScene, same_axes, scene_of
from ganlab.widgets.scene.view import scene_at
from ganlab.widgets.transport.encoding import restore_field, restore_points

WAYS = ("translations", "back_translations")


@pytest.fixture
def cycle() -> GAN:
    return GAN(game=CycleGAN("moons", "ring"), seed=2).fit(20, progress=False)


def points(scene, codes: np.ndarray) -> np.ndarray:
    return restore_points(codes, scene.within)


def step_of(scene) -> float:
    "What one code is worth."
    return (scene.within[1] - scene.within[0]) / 6e4


def test_the_plain_picture_is_that_of_b(cycle):
    scene = scene_of(cycle, 50, 16)
    assert isinstance(scene, TranslationScene)
    world, fixed = scene.world()
    header, arrays = scene.frame()
    translated = cycle.translate(scene.z, "b", ema=False).numpy()
    assert np.allclose(points(scene, arrays["fakes"]), translated, atol=step_of(scene))
    assert np.allclose(points(scene, fixed["real"]), scene.real.numpy(), atol=step_of(scene))
    p = cycle.probability(scene.cells[0]).reshape(16, 16).numpy()[::-1]
    assert np.allclose(restore_field(arrays["field"], 0, 1), p, atol=1e-4)
    assert world["nouns"] == {"real": "samples of B", "fake": "translations of A", "judge": "D_B"}
    assert "A is moons, B is ring" in world["caption"]
    assert [layer.name for layer in Layers(scene).shown] == list(AT_FIRST)


def test_layers_say_where_each_sample_goes_and_comes_back_to(cycle):
    scene = scene_of(cycle, 50, 16)
    fixed = scene.world()[1]
    names = (*WAYS, *(f"{name}_residuals" for name in WAYS), "source_field")
    arrays = Layers(scene, names).over(scene, scene.frame())[1]
    for name, (to, of) in zip(WAYS, cycle.game.translations.items()):
        source = torch.tensor(points(scene, fixed[f"{name}From"]), dtype=torch.float32)
        assert torch.allclose(source, scene.sources[of].cpu(), atol=step_of(scene))
        there = translate_samples(cycle, scene.sources[of], to)
        assert np.allclose(points(scene, arrays[name]), there.target.numpy(), atol=step_of(scene))
        assert np.allclose(points(scene, arrays[f"{name}_residuals"]), there.back.numpy(), atol=step_of(scene))
    p = cycle.loss.squash(domain_scores(cycle, scene.cells[0], "a")).reshape(16, 16).numpy()[::-1]
    assert np.allclose(restore_field(arrays["source_field"], 0, 1), p, atol=3e-3)


def test_layers_are_called_as_the_game_calls_them(cycle):
    world = Layers(scene_of(cycle, 20, 8)).world()[0]["layers"]
    words = {layer["name"]: layer["word"] for layer in world}
    titles = {view["name"]: view["title"] for view in cycle.game.views()}
    assert [words[name] for name in WAYS] == [titles[name] for name in WAYS] == ["A → B", "B → A"]
    assert words["translations_residuals"] == "A → B → A" and words["back_translations_residuals"] == "B → A → B"
    assert (words["field"], words["source_field"]) == ("Output of D_B", "Output of D_A")
    assert "sheet" not in words  # what goes in is no noise
    plain = Layers(scene_of(GAN("ring"), 20, 8)).world()[0]["layers"]
    assert not {layer["name"] for layer in plain} & {*WAYS, "source_field", "translations_residuals"}
    assert all(layer["word"] == LAYERS[layer["name"]].word for layer in plain)


def test_a_twin_shows_its_own_maps_and_looking_changes_no_bit(cycle):
    scene, before = scene_of(cycle, 20, 8), cycle.state_hash()
    layers = Layers(scene, LAYERS)
    now = layers.over(scene, scene.frame())[1]
    twin = cycle.fork()
    twin.step("g")
    other = scene_at(scene, twin)
    then = layers.over(other, other.frame())[1]
    for name in WAYS:
        assert (then[name] != now[name]).any()
    assert cycle.state_hash() == before
    cycle.step("g")
    assert (layers.over(scene, scene.frame())[1]["back_translations"] == then["back_translations"]).all()


def test_the_phase_plane_follows_steps_previews_and_rewinds():
    gan = GAN(game=Dirac()).fit(10, progress=False)
    scene = scene_of(gan)
    assert isinstance(scene, PhaseScene)

    def seen(of):
        header, arrays = of.frame()
        known = arrays["path"][np.isfinite(arrays["path"]).all(1)]
        assert arrays["here"].tolist() == known[-1].tolist() and arrays["path"].dtype == np.float32
        return known

    assert np.array_equal(seen(scene), path(gan)) and len(seen(scene)) == 11
    twin = gan.fork()
    twin.step_d()
    ahead = seen(scene_at(scene, twin))
    assert len(ahead) == 12 and len(seen(scene)) == 11
    gan.step_d()
    assert np.array_equal(seen(scene), ahead)
    gan.rewind(4)
    assert np.array_equal(seen(scene), ahead[:5])


def test_the_vector_field_is_computed_when_rules_or_axes_change(monkeypatch):
    import ganlab.widgets.scene.scenes as scenes

    made, now = [], [0.0]
    compute = scenes.vector_field
    monkeypatch.setattr(scenes, "vector_field", lambda gan, n, extent: made.append(extent) or compute(gan, 3, extent))
    gan = GAN(game=Dirac())
    scene = PhaseScene(gan, clock=lambda: now[0])
    scene.frame()
    gan.fit(20, progress=False)
    scene.frame(), scene_at(scene, gan.fork()).frame()
    assert len(made) == 1
    gan.set(loss="wgan")
    scene.frame()
    assert len(made) == 2
    for player in gan.players.values():
        player.weights.vector.fill_(30.0)
    scene.frame(coarse=True)  # in a hurry the old one is good enough for a second
    assert len(made) == 2
    now[0] += 2
    scene.frame(coarse=True)
    assert len(made) == 3 and made[-1][1] >= 1.15 * 30
    gan.undo()


def test_two_games_share_axes_only_with_their_own_kind():
    dirac = [scene_of(GAN(game=Dirac(theta=4.0))), scene_of(GAN(game=Dirac()))]
    line = scene_of(GAN(torch.randn(200, 1, generator=torch.Generator().manual_seed(0))))
    assert isinstance(line, StripScene)
    before = line.extent
    same_axes([*dirac, line])
    assert dirac[0].extent == dirac[1].extent and line.extent == before and dirac[1].extent[1] >= 4.6


def shot(scene, *layers: str) -> np.ndarray:
    drawn = Layers(scene, layers)
    return np.asarray(scene_image(scene.world(), drawn.over(scene, scene.frame()), 160, LIGHT, layers)).astype(int)


def test_stills_and_pictures_show_them(cycle):
    scene = scene_of(cycle, 50, 16)
    plain = shot(scene, *AT_FIRST)
    for name in (*WAYS, "translations_residuals", "back_translations_residuals", "source_field"):
        assert (abs(shot(scene, *AT_FIRST, name) - plain).max(2) > 20).sum() > 30, name
    dirac = scene_of(GAN(game=Dirac()).fit(40, progress=False))
    assert len(np.unique(shot(dirac).reshape(-1, 3), axis=0)) > 10
    assert still(dirac.world(), dirac.frame())[:4] == b"\x89PNG"
    for dark in (False, True):
        views = [view_of(one, Layers(one, LAYERS), "x") for one in (scene, dirac)]
        data, _ = png_of(views, 200, dark)
        assert Image.open(io.BytesIO(data)).width > 800


def test_a_game_whose_weights_fell_apart_is_still_shown():
    gan = GAN(game=Dirac()).fit(5, progress=False)
    gan.players["g"].weights.vector.fill_(float("nan"))
    scene = scene_of(gan)
    message = scene.frame()
    assert np.isnan(message[1]["here"]).any() and np.isfinite(message[1]["span"]).all()
    assert still(scene.world(), message)
    cycle = GAN(game=CycleGAN())
    with torch.no_grad():
        for weight in cycle.generator.parameters():
            weight.fill_(float("nan"))
    scene = scene_of(cycle, 20, 8)
    assert isinstance(scene, PlaneScene)
    assert still(scene.world(), Layers(scene, WAYS).over(scene, scene.frame()), shown=WAYS)


def test_a_click_between_domains_says_where_the_place_is_translated_to(cycle):
    scene = scene_of(cycle, 20, 8)
    header, arrays = closeup(scene, {"at": (0.9, 0.1)})
    target = cycle.translate(torch.tensor([[0.9, 0.1]]), "b", ema=False)
    assert np.allclose(header["made"], target[0].numpy()) and header["tag"] == "A → B" and not arrays
    there = translate_samples(cycle, [[0.9, 0.1]], "b")
    back = float((there.back - there.source).norm())
    assert f"comes back {back:.2g} away" in header["text"] and "Taken as a sample of B" in header["text"]
    assert scene.world()[0]["question"] == "where is this translated to?"
    with pytest.raises(ValueError, match="this scene shows neither"):
        closeup(scene_of(GAN(game=Dirac())), {"at": (0.0, 0.0)})
