"""Pairs and domains: shipped ones, drawn ones, and folders of one's own with everything that can be wrong in them."""

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab import data
from ganlab.data.scenery import SCENE_CLASSES, draw_map


@pytest.fixture
def folders(tmp_path):
    "Three photographs of different sizes, and drawings of the same: a black disc where the photograph is red."
    for folder in ("photos", "drawings"):
        (tmp_path / folder).mkdir()
    for name, size in (("ape", (40, 30)), ("bee", (32, 48)), ("cat", (64, 64))):
        x, y = np.meshgrid(np.arange(size[0]), np.arange(size[1]))
        disc = (x - size[0] / 2) ** 2 + (y - size[1] / 2) ** 2 < 100
        photo = np.where(disc[..., None], (255, 0, 0), (255, 255, 255)).astype(np.uint8)
        Image.fromarray(photo).save(tmp_path / "photos" / f"{name}.png")
        Image.fromarray(np.where(disc, 0, 255).astype(np.uint8)).save(tmp_path / "drawings" / f"{name}.png")
    return tmp_path / "photos", tmp_path / "drawings"


def test_emoji_come_in_aligned_pairs_and_families_are_held_out_whole():
    emoji = data.openmoji()
    assert emoji.n + emoji.held_out.n == 1420 and emoji.look == "lines"
    assert not set(emoji.families) & set(emoji.held_out.families)
    colours, lines = emoji.arrays()
    dark = lines[:, 0] < 64
    assert 0.02 < dark.float().mean() < 0.3
    assert colours.mean(1)[dark].mean() < 0.5 * colours.mean()  # where a line is, the picture is dark
    assert len(emoji.titles) == emoji.n and "grinning face" in (*emoji.titles, *emoji.held_out.titles)


def test_pairs_are_drawn_together():
    x = torch.arange(30, dtype=torch.uint8).view(30, 1, 1, 1).expand(30, 1, 4, 4)
    both = data.pairs(x, 2 * x, share=0)
    one, other = both.draw(50, torch.Generator().manual_seed(0))
    assert torch.equal(2 * one, other) and len(one.unique()) > 15
    chosen = both.select(torch.tensor([3, 5]))
    assert chosen.arrays()[1][:, 0, 0, 0].tolist() == [6, 10]


def test_scenes_are_what_their_maps_say():
    scenes = data.scenes(30, 5)
    pictures, maps = scenes.arrays()
    assert scenes.classes == SCENE_CLASSES and scenes.n == 30 and scenes.held_out.n == 5
    of = {name: (maps[:, 0] == k) for k, name in enumerate(SCENE_CLASSES)}
    red, green, blue = pictures.unbind(1)
    assert (green > blue)[of["grass"]].float().mean() > 0.9 and (blue > red)[of["water"]].float().mean() > 0.9
    drawn, horizon = draw_map(np.random.default_rng(1))
    assert set(np.unique(drawn[: horizon - 12])) <= {0, 1, 2, 5}  # nothing of the ground up there
    assert torch.equal(data.scenes(30, 5).arrays()[0], pictures)


def test_two_folders_are_paired_by_name_and_cropped_alike(folders):
    photos, drawings = folders
    own = data.pairs(photos, drawings, size=16, share=0)
    assert own.n == 3 and own.x.shape == (3, 16, 16) and own.condition.shape == (1, 16, 16)
    x, lines = own.arrays()
    assert torch.equal(x[:, 1] < 128, lines[:, 0] < 128)  # red where the drawing is black
    assert any("3 pairs of pictures of 3 size(s)" in note and "16×16" in note for note in own.notes)
    assert data.pairs(photos, drawings, share=0).x.shape == (3, 30, 30)


def test_every_refusal_names_the_file(folders):
    photos, drawings = folders
    (drawings / "dog.png").write_bytes((drawings / "cat.png").read_bytes())
    with pytest.raises(ValueError, match="'dog.png' has no partner of the same name in '.*photos'"):
        data.pairs(photos, drawings)
    (drawings / "dog.png").unlink(), (photos / "ape.png").rename(photos / "axe.png")
    with pytest.raises(ValueError, match="'axe.png' has no partner"):
        data.pairs(photos, drawings)
    (photos / "axe.png").rename(photos / "ape.png"), (drawings / "bee.png").write_text("no picture")
    with pytest.raises(ValueError, match="bee.png' cannot be read"):
        data.pairs(photos, drawings)
    Image.new("L", (8, 8)).save(drawings / "bee.png")
    Image.new("L", (8, 8)).save(drawings / "bee.bmp")
    with pytest.raises(ValueError, match="'bee.bmp' and 'bee.png'.*have the same name"):
        data.pairs(photos, drawings)
    (drawings / "bee.bmp").unlink(), (drawings / "bee.png").rename(drawings / "Bee.png")
    with pytest.raises(ValueError, match="'bee.png' has no partner.*there is 'Bee.png'"):
        data.pairs(photos, drawings)
    with pytest.raises(ValueError, match="condition is '.*nowhere', which is no folder"):
        data.pairs(photos, drawings.parent / "nowhere")


def test_strays_are_left_out_and_told_and_grey_among_colour_too(folders):
    photos, drawings = folders
    (photos / "notes.txt").write_text("a stray"), (drawings / ".DS_Store").write_text("hidden")
    Image.new("L", (50, 50)).save(photos / "ape.png")
    own = data.pairs(photos, drawings, share=0)
    assert own.n == 3 and (own.x.name, own.condition.name) == ("photos", "drawings")
    told = " ".join(own.notes)
    assert "left out: 1 file that are no pictures (1 .txt)" in told and "'.DS_Store'" in told
    assert "1 of 3 pictures in 'photos' are grey, such as 'ape.png'" in told


def test_maps_are_read_as_class_numbers_whatever_they_are_stored_as(folders):
    photos, drawings = folders
    numbers = np.random.default_rng(0).integers(0, 3, (20, 20)).astype(np.uint8)
    for name in ("ape", "bee", "cat"):
        Image.new("RGB", (20, 20), "red").save(photos / f"{name}.png")
    palette = Image.fromarray(numbers, "P")
    palette.putpalette([200, 10, 10, 10, 200, 10, 10, 10, 200] + [0] * 759)
    Image.fromarray(numbers).save(drawings / "ape.png"), palette.save(drawings / "bee.png")
    Image.fromarray(np.repeat(numbers[..., None], 3, 2)).save(drawings / "cat.png")  # grey levels in three channels
    own = data.pairs(photos, drawings, look="map", classes=("sky", "sea", "land"), share=0)
    assert (own.arrays()[1][:, 0].numpy() == numbers).all()
    with pytest.raises(ValueError, match=r"ape.png' has a class 2, but classes go from 0 to 1"):
        data.pairs(photos, drawings, look="map", classes=("sky", "sea"))
    palette.convert("RGB").save(drawings / "bee.png")
    with pytest.raises(ValueError, match="bee.png' is a colour picture"):
        data.pairs(photos, drawings, look="map")


@pytest.mark.parametrize("make, words", [
    (lambda: data.pairs(np.zeros((4, 8, 8)), np.zeros((5, 8, 8))), "one sample for each other, got 4 and 5"),
    (lambda: data.pairs(np.zeros((4, 8, 8)), np.zeros((4, 8, 8)), look="sketch"), "look must be one of"),
    (lambda: data.pairs(np.zeros((4, 8, 8)), np.full((4, 8, 8), 0.5), look="map"), "whole and from 0 to 255"),
    (lambda: data.pairs(np.zeros((4, 8, 8)), np.full((4, 8, 8), 3), look="map", classes=("a", "b")), "have a class 3"),
    (lambda: data.pairs(np.zeros((4, 8, 8)), np.zeros((4, 8, 8)), size=4), "size is for pictures from folders"),
    (lambda: data.as_pairs("emoji"), "one of 'openmoji', 'scenes'"),
    (lambda: data.hold_out(data.scenes(4, 2), 1.5), "share must be"),
    (lambda: data.with_small("moons"), "must be pictures"),
    (lambda: data.with_small(np.zeros((4, 9, 9)), 2), "divides both sides of the images, 9×9"),
    (lambda: data.domains(np.zeros((4, 8, 8)), np.zeros((4, 9, 9))), "a and b must have samples of one shape"),
    (lambda: data.crops([torch.zeros(3, 20, 40, dtype=torch.uint8)], 32), r"photos\[0\] must be uint8"),
    (lambda: data.outlined(data.as_data("moons")), "finite grey pictures"),
])
def test_a_bad_argument_is_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_small_pictures_are_averages_of_squares():
    x = np.random.default_rng(0).integers(0, 255, (6, 8, 12)).astype(np.uint8)
    both = data.with_small(x, 4)
    assert both.condition.shape == (1, 2, 3)
    by_hand = x.reshape(6, 2, 4, 3, 4).mean((2, 4))
    assert np.allclose(both.arrays()[1][:, 0].numpy(), by_hand, atol=1e-3)


def test_domains_from_folders_of_other_sizes_get_one_size(folders):
    photos, drawings = folders
    a, b = data.domains(photos, drawings)
    assert a.shape[1:] == b.shape[1:] and (a.shape[0], b.shape[0]) == (3, 1)
    a, b = data.domains(photos, drawings, size=12)
    assert a.shape == (3, 12, 12)


def test_looks_that_are_drawn():
    grey = torch.zeros(1, 1, 6, 6)
    grey[..., 3:] = 1.0
    drawn = data.outline(grey)
    assert torch.allclose(drawn[0, :, 2, 0], torch.tensor([0.05, 0.10, 0.35]))  # flat: ground
    assert torch.allclose(drawn[0, :, 2, 3], torch.tensor([1.0, 0.9, 0.2]))  # an edge: ink
    photo = torch.rand(1, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    printed = data.print_look(photo)
    assert printed.shape == photo.shape and printed.min() >= 0 and printed.max() <= 1
    flat = data.print_look(torch.full((1, 3, 8, 8), 0.4))  # one level of three: 1/3 · 0.85 + 0.15, on warm paper
    assert torch.allclose(flat[0, :, 4, 4], (0.85 / 3 + 0.15) * torch.tensor([1.0, 0.93, 0.78]), atol=1e-6)


def test_crops_are_parts_of_the_photograph():
    photo = torch.arange(3 * 20 * 30).view(3, 20, 30).remainder(251).to(torch.uint8)
    small = data.crops([photo], 6, 20, seed=1)
    places = {photo[:, y : y + 6, x : x + 6].numpy().tobytes() for y in range(15) for x in range(25)}
    mirrored = {photo[:, y : y + 6, x : x + 6].flip(2).numpy().tobytes() for y in range(15) for x in range(25)}
    assert all(crop.numpy().tobytes() in places | mirrored for crop in small.source.values)
