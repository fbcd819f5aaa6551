"""The scene of pictures that become others: rows, D's patch map, one's own source; none of it touches the training."""

import numpy as np
import pytest
import torch

from ganlab import GAN, data, zoo
from ganlab.analysis.translation import domain_scores
from ganlab.data.sources import as_data
from ganlab.training.trainer import Trainer
from ganlab.widgets.scene.close_up import closeup
from ganlab.widgets.scene.layers import Layers
from ganlab.widgets.scene.scenes import ImageScene, scene_of
from ganlab.widgets.scene.translated import OwnSource, PictureTranslationScene, domain_tiles, shrunk_picture
from ganlab.widgets.scene.view import Show, scene_at

RNG = np.random.default_rng(0)
GREY = as_data(RNG.integers(0, 256, (40, 1, 16, 16)).astype(np.uint8))
COLOUR = as_data(RNG.integers(0, 256, (40, 3, 16, 16)).astype(np.uint8))
KNOWN = tuple(torch.as_tensor(RNG.uniform(0, 255, (2, c, 16, 16)), dtype=torch.float32) for c in (1, 3))
LINES = data.pairs(COLOUR, GREY, look="lines")
MAPS = data.pairs(COLOUR, RNG.integers(0, 3, (40, 16, 16)), look="map")


@pytest.fixture(scope="module")
def painter():
    return zoo.spade(MAPS, batch_size=4).fit(2, progress=False)


@pytest.fixture(scope="module")
def colourer():
    return zoo.pix2pix(LINES, width=4, batch_size=4).fit(2, progress=False)


@pytest.fixture(scope="module")
def cycle():
    return zoo.cyclegan(GREY, COLOUR, width=4, known=KNOWN, batch_size=4).fit(2, progress=False)


def parts(scene) -> list[list[str]]:
    return [[column["part"] for column in group["columns"]] for group in scene.world()[0]["groups"]]


def test_each_game_of_pictures_has_the_rows_that_it_can_have(painter, colourer, cycle):
    assert parts(scene_of(painter)) == parts(scene_of(colourer)) == [["source", "made", "truth"]] * 2
    assert parts(scene_of(cycle)) == [["source", "made", "back", "truth"]] * 2
    titles = [group["title"] for group in scene_of(colourer).world()[0]["groups"]]
    assert titles == ["learnt from", "held out"]
    words = [column["title"] for column in scene_of(cycle).world()[0]["groups"][0]["columns"]]
    assert words == ["A", "A → B", "→ A", "known B"]
    plain = data.pairs(COLOUR, GREY, share=0)
    assert parts(scene_of(zoo.pix2pix(plain, width=4))) == [["source", "made", "truth"]]
    assert isinstance(scene_of(GAN("digits", width=4)), ImageScene)


def test_what_is_shown_is_what_the_gan_says_in_a_cell(painter, colourer, cycle):
    for gan in (painter, colourer, cycle):
        scene = scene_of(gan)
        header, arrays = scene.frame()
        assert 0 <= header["told"] <= 1
        for k, group in enumerate(scene.groups):
            made = gan.translate(group.source, group.to, noise=group.noise, ema=False)
            low, high = gan.game.data_of(group.to).range
            wanted = (made.clamp(low, high) - low) / (high - low) * 255
            shown = arrays[f"made{k}"].astype(float)
            assert np.abs(shown - wanted.permute(0, 2, 3, 1).numpy()).max() <= 0.51
            scores = gan.score_map(made, group.source) if gan is not cycle else gan.score_map(made, domain=group.to)
            p = gan.game.loss.squash(scores).numpy()
            assert np.abs(arrays[f"patches{k}"] / 255 - p).max() < 0.01
            wanted = gan.game.loss.squash(scores.mean((1, 2))).numpy()  # the score of a sample is the mean of its map
            assert np.abs(arrays[f"scores{k}"] / 255 - wanted).max() < 0.01


def test_the_way_back_and_the_known_pairs_of_a_cyclegan(cycle):
    scene = scene_of(cycle)
    (_, world), (_, arrays) = scene.world(), scene.frame()
    group = scene.groups[1]
    assert (group.of, group.to) == ("b", "a") and torch.equal(group.source[:2], KNOWN[1])
    assert torch.equal(group.truth, KNOWN[0]) and world["truth1"].shape == (2, 16, 16, 1)
    there = cycle.translate(group.source, "a", ema=False)
    back = cycle.translate(there, "b", ema=False).clamp(0, 255).permute(0, 2, 3, 1).numpy()
    assert np.abs(arrays["back1"] - back).max() <= 0.51
    scores = domain_scores(cycle, there, "a")  # the mean of each map
    assert torch.allclose(cycle.score_map(there, domain="a").mean((1, 2)), scores, atol=1e-5)
    with pytest.raises(ValueError, match="domain must be one"):
        cycle.score_map(there, domain="c")


def test_looking_and_drawing_leave_the_training_as_it_is(painter, colourer, cycle):
    for gan in (painter, colourer, cycle):
        before, readers = gan.state_hash(), gan.readers_state()
        scene = scene_of(gan)
        to = scene.groups[0].to
        noise = None if scene.groups[0].noise is None else scene.groups[0].noise[:1]
        scene.put(OwnSource(to, scene.groups[0].source[2:3], 1, noise))
        header, arrays = Layers(scene, ["patches"]).over(scene, scene.frame())
        assert header["own"] == {"to": to, "version": 1}
        assert (arrays["ownMade"][0] == arrays["made0"][2]).all() if noise is None else True
        closeup(scene, {"fake": 0})
        assert gan.state_hash() == before and torch.equal(gan.readers_state(), readers)


def test_in_a_hurry_groups_take_turns_and_a_dear_picture_waits(colourer):
    now = [0.0]
    scene = PictureTranslationScene(colourer, clock=lambda: now[0])
    first = scene.frame(coarse=True)[1]
    assert {"made0", "made1"} <= first.keys()
    scene.put(OwnSource("x", scene.groups[0].source[:1], 1))
    own = scene.frame(coarse=True)[1]["ownMade"]
    colourer.step()
    second = scene.frame(coarse=True)[1]
    third = scene.frame(coarse=True)[1]
    renewed = [(second[f"made{k}"] != first[f"made{k}"]).any() for k in (0, 1)]
    assert sorted(renewed) == [False, True]
    assert all((third[f"made{k}"] != first[f"made{k}"]).any() for k in (0, 1))
    assert (third["ownMade"] != own).any()  # by this clock it costs nothing
    scene._own_due = 1.0
    colourer.step()
    assert (scene.frame(coarse=True)[1]["ownMade"] == third["ownMade"]).all()
    assert (scene.frame()[1]["ownMade"] != third["ownMade"]).any()  # at rest it is what G makes now


def test_a_frame_looks_once_whether_networks_were_changed_by_hand(cycle, monkeypatch):
    show, arrivals = Show(cycle, Trainer.of(cycle), scene_of(cycle)), []
    arrive = cycle.control.watch.arrive
    monkeypatch.setattr(cycle.control.watch, "arrive", lambda: arrivals.append(arrive()))
    show.frame()
    assert len(arrivals) == 1
    with torch.no_grad():
        cycle.generator["ab"].last.bias.add_(0.1)
    edited = show.frame()[1]["made0"]
    assert np.array_equal(edited, scene_of(cycle).frame()[1]["made0"])
    cycle.undo()


def test_a_preview_is_shown_beside_nothing_that_it_changes(colourer):
    scene, twin = scene_of(colourer), colourer.fork()
    before = scene.frame()[1]["made0"]
    twin.step("g")
    ahead = scene_at(scene, twin).frame()[1]["made0"]
    assert (ahead != before).any() and (scene.frame()[1]["made0"] == before).all()


def test_maps_have_the_colours_of_their_classes_and_large_pictures_are_shrunk_by_means(painter):
    maps = torch.tensor([[0.0, 1.0], [2.0, 1.0]]).view(1, 1, 2, 2)
    colours = [tuple(bytes.fromhex(colour[1:])) for colour in MAPS.colours]
    tiles = domain_tiles(painter, "condition", maps)
    assert [tuple(int(v) for v in pixel) for pixel in tiles[0].reshape(-1, 3)] == [colours[k] for k in (0, 1, 2, 1)]
    x = torch.arange(16.0).view(1, 1, 2, 8)
    assert shrunk_picture(x, 4).tolist() == [[[[4.5, 6.5, 8.5, 10.5]]]]  # the means of 2×2 squares
    assert shrunk_picture(x, 8) is x


def test_only_the_patch_layer_is_offered_and_a_click_is_answered(colourer, cycle):
    layers = Layers(scene_of(colourer))
    assert [layer.name for layer in layers.offered] == ["patches"]
    scene = scene_of(colourer)
    header, arrays = closeup(scene, {"fake": len(scene.groups[0].source)})
    assert "Row 1, held out" in header["text"] and arrays["tiles"].shape == (2, 16, 16, 3)
    group = scene.groups[1]
    truth = (group.truth[0] - colourer.translate(group.source[:1], ema=False)[0]).abs().mean() / 255
    assert f"{100 * truth:.0f}" in header["captions"][1]
    with pytest.raises(ValueError, match="rows that are shown"):
        closeup(scene, {"fake": 99})
    assert closeup(scene_of(cycle), {"fake": 4})[0]["captions"][1] == "what it is made from"  # no partner is known


def test_a_still_and_a_film_show_rows_too(colourer):
    from ganlab.widgets.render.picture import legend_of, view_of
    from ganlab.widgets.render.stills import scene_image

    scene = scene_of(colourer)
    view = view_of(scene, Layers(scene), "lines")
    image = scene_image(view.world, view.frame, 300)
    assert image.width > image.height > 16 * 5 and legend_of(view) == [("lines | made by G | truth",)]
