"Folders of pictures: every file accounted for, every depth kept, and never more than one photo in memory"

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab.data import as_data, typical_size

RNG = np.random.default_rng(0)


def paint(path: Path, shape: tuple = (16, 16, 3), dtype: type = np.uint8, top: int = 256, **save) -> np.ndarray:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = RNG.integers(0, top, shape).astype(dtype)
    Image.fromarray(pixels).save(path, **save)
    return pixels


def told(folder: Path, **how) -> str:
    return repr(as_data(folder, **how))


# What lies in a folder

def test_strays_beside_class_folders_are_left_out_and_named(tmp_path):
    for k in range(9):
        paint(tmp_path / ("cats", "dogs", "owls")[k % 3] / f"{k}.png")
    for k in range(3):
        paint(tmp_path / f"cover{k}.jpg")
    opened = as_data(tmp_path)
    assert (opened.n, opened.classes) == (9, ("cats", "dogs", "owls"))
    assert "12 files: 9 pictures read; left out: 3 pictures beside the class folders ('cover0.jpg'" in repr(opened)


def test_a_few_pictures_in_a_sub_folder_of_many_are_the_strays(tmp_path):
    for k in range(9):
        paint(tmp_path / f"{k}.png")
    paint(tmp_path / "thumbnails" / "0.png")
    opened = as_data(tmp_path)
    assert (opened.n, opened.classes) == (9, ()) and "1 picture in sub-folders ('0.png')" in repr(opened)


@pytest.mark.parametrize("name", [
    ".ipynb_checkpoints/1.png", ".hidden.png", "__MACOSX/1.png", "a/.ipynb_checkpoints/1.png", "@eaDir/1.png",
    "a/._1.png"])
def test_hidden_files_and_folders_are_no_pictures(tmp_path, name):
    for k in range(4):
        paint(tmp_path / "ab"[k % 2] / f"{k}.png")
    paint(tmp_path / name)
    opened = as_data(tmp_path)
    assert (opened.n, opened.classes) == (4, ("a", "b")) and "1 hidden name" in repr(opened)


@pytest.mark.parametrize("name, words", [
    ("notes.txt", "1 file that are no pictures (1 .txt)"), ("LICENSE", "no pictures (1 'LICENSE')"),
    ("phone.HEIC", "not read here; convert them to PNG or JPEG (1 .heic)"), ("logo.svg", "(1 .svg)"),
    ("x.dcm", "(1 .dcm)"), ("clip.mp4", "(1 .mp4)"),
    ("Thumbs.db", "1 hidden name ('Thumbs.db')"), ("a/labels.csv", "(1 .csv)")])
def test_files_of_other_kinds_are_counted_by_their_endings(tmp_path, name, words):
    for k in range(4):
        paint(tmp_path / "ab"[k % 2] / f"{k}.png")
    (tmp_path / name).write_bytes(b"")
    assert words in told(tmp_path)


def test_every_file_is_in_the_sentence_once(tmp_path):
    for k in range(40):
        paint(tmp_path / f"c{k % 4}" / f"{k}.png", (30, 40, 3))
    for name in ("cover.png", "c0/deep/down.png"):
        paint(tmp_path / name, (30, 40, 3))
    paint(tmp_path / "c1" / "dot.png", (1, 2, 3))
    for name in ("a.txt", "b.txt", "c.heic", "c2/d.json", "README"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "empty").mkdir()
    opened = as_data(tmp_path)
    assert opened.n == 41 and opened.classes == ("c0", "c1", "c2", "c3")  # with what lies further down
    sentence = opened.notes[0]
    assert sentence.startswith("48 files: 41 pictures read") and "no picture in the folder 'empty'" in sentence
    left = {"1 picture beside": 1, "1 picture much smaller than the others ('dot.png', 1×2)": 1, "1 .heic": 1,
            "4 files that are no pictures (2 .txt, 1 'README', 1 .json)": 4}
    assert sum(left.values()) == 48 - 41
    for words in left:
        assert words in sentence or words.replace("1 'README', 1 .json", "1 .json, 1 'README'") in sentence


def test_classes_further_down_are_found(tmp_path):
    for name in ("train/cats/1.png", "train/dogs/2.png", "test/cats/3.png"):
        paint(tmp_path / name)
    assert as_data(tmp_path).classes == ("cats", "dogs") and as_data(tmp_path).n == 3


def test_linked_class_folders_are_read_and_circles_end(tmp_path):
    for k in range(3):
        paint(tmp_path / "store" / f"{k}.png")
        paint(tmp_path / "set" / "b" / f"{k}.png")
    (tmp_path / "set" / "a").symlink_to(tmp_path / "store")
    (tmp_path / "set" / "loop").symlink_to(tmp_path / "set")
    assert as_data(tmp_path / "set").classes == ("a", "b")


def test_a_folder_of_nothing_that_is_read_says_what_there_is(tmp_path):
    for k in range(3):
        (tmp_path / f"{k}.heic").write_bytes(b"")
    with pytest.raises(ValueError, match="3 files of kinds that are not read: convert them to PNG or JPEG .3 .heic"):
        as_data(tmp_path)


def test_all_broken_pictures_are_named_at_once(tmp_path):
    good = paint(tmp_path / "good.png", (64, 64, 3))
    whole = (tmp_path / "good.png").read_bytes()
    for name in ("half.png", "third.png"):
        (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="half.png' cannot be read as an image.*third.png' cannot"):
        as_data(tmp_path)
    assert good.shape == (64, 64, 3)


# Sizes

@pytest.mark.parametrize("tiny", [[(1, 1)], [(1, 1), (2, 300)], [(16, 16), (8, 8), (12, 90)], [(15, 15)] * 3])
@pytest.mark.parametrize("size", [None, 48, (40, 60)])
def test_icons_among_photographs_are_left_out_and_leave_the_others_large(tmp_path, tiny, size):
    for k in range(12):
        paint(tmp_path / f"{k}.png", (200, 280 + k, 3))
    for k, shape in enumerate(tiny):
        paint(tmp_path / f"icon{k}.png", (*shape, 3))
    opened = as_data(tmp_path, size=size)
    small = [shape for shape in tiny if min(shape) < (16 if size is None else min(np.atleast_1d(size)) / 4)]
    assert min(opened.shape[1:]) >= 32 and opened.n == 12 + len(tiny) - len(small)
    assert ("much smaller than the others" in repr(opened)) == bool(small)


def test_small_pictures_of_many_sizes_are_not_icons(tmp_path):
    for k in range(12):
        paint(tmp_path / f"{k}.png", (12 + k, 14 + k))
    opened = as_data(tmp_path)
    assert opened.n == 12 and opened.shape == (1, 13, 13) and "1 of them enlarged" in repr(opened)


@pytest.mark.parametrize("sides, expected", [
    ([3000] * 5, 64), ([40] * 9 + [1], 40), ([30, 40, 50], 30), ([8] * 50 + [4000] * 50, 64), ([100] * 99 + [17], 64)])
def test_the_typical_size_is_reached_by_nearly_all(sides, expected):
    assert typical_size(sides) == expected


def test_pictures_that_are_too_many_for_memory_are_reduced_and_that_is_said(tmp_path, monkeypatch):
    from ganlab.data import folders
    monkeypatch.setattr(folders, "LIMIT", 100_000)
    for k in range(4):
        paint(tmp_path / f"{k}.png", (100, 120, 3))
    opened = as_data(tmp_path)
    assert opened.shape == (3, 64, 64) and "100×120 would need" in repr(opened) and "size=" in repr(opened)


def test_a_reduced_photo_is_what_the_whole_one_is_when_it_is_scaled(tmp_path):
    small = Image.fromarray(RNG.integers(40, 216, (8, 8, 3)).astype(np.uint8))
    picture = small.resize((800, 800), Image.Resampling.BOX)
    pixels, whole = np.asarray(picture), np.asarray(picture.resize((8, 8), Image.Resampling.LANCZOS))
    for k in range(2):
        Image.fromarray(pixels).save(tmp_path / f"{k}.jpg", quality=95)
        Image.fromarray(pixels).save(tmp_path / f"{k}.png")
    found = as_data(tmp_path, size=8).source.values.float().permute(0, 2, 3, 1)
    assert (found - torch.from_numpy(whole.copy()).float()).abs().max() < 6


# Depths

@pytest.mark.parametrize("bits", [9, 10, 12, 14, 16])
@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_grey_of_more_than_8_bits_keeps_every_level(tmp_path, bits, suffix):
    pixels = [paint(tmp_path / f"{k}.{suffix}", (24, 20), np.uint16, 2**bits) for k in range(3)]
    pixels[0][0, 0] = 2**bits - 1
    Image.fromarray(pixels[0]).save(tmp_path / f"0.{suffix}")
    opened = as_data(tmp_path)
    assert np.array_equal(opened.source.values[:, 0].numpy(), np.stack(pixels).astype(np.float32))
    assert opened.range == (0, 2 ** (bits + bits % 2) - 1) and opened.scale(opened.source.values).abs().max() <= 1


@pytest.mark.parametrize("pixels, expected", [
    (RNG.random((3, 12, 12)).astype(np.float32), (0, 1)), (RNG.uniform(-1, 1, (3, 12, 12)).astype(np.float32), (-1, 1)),
    (RNG.normal(size=(3, 12, 12)).astype(np.float32) * 1e4, None),
    (RNG.integers(-1000, 3000, (3, 12, 12)).astype(np.int32), None),
    (RNG.integers(0, 2**20, (3, 12, 12), np.int32), None),
])
def test_tiffs_of_floats_and_of_32_bits_keep_their_values(tmp_path, pixels, expected):
    for k, picture in enumerate(pixels):
        Image.fromarray(picture).save(tmp_path / f"{k}.tif")
    opened = as_data(tmp_path)
    assert np.array_equal(opened.source.values[:, 0].numpy(), pixels.astype(np.float32))
    assert opened.range == pytest.approx(expected or (pixels.min(), pixels.max()))


def test_depths_that_differ_come_to_one_scale(tmp_path):
    grey = paint(tmp_path / "a.png", (8, 8))
    deep = paint(tmp_path / "b.png", (8, 8), np.uint16, 4096)
    values = as_data(tmp_path).source.values[:, 0].numpy()
    assert np.allclose(values[0], grey * (4095 / 255), atol=0.01) and np.array_equal(values[1], deep)
    paint(tmp_path / "c.png", (8, 8, 3))
    opened = as_data(tmp_path)
    assert opened.source.values.dtype == torch.uint8 and "more than 8 bits: read with 8 bits" in repr(opened)
    assert np.abs(opened.source.values[1].numpy() - deep / 4095 * 255).max() <= 0.51
    Image.fromarray(RNG.random((8, 8)).astype(np.float32)).save(tmp_path / "d.tif")
    with pytest.raises(ValueError, match="'d.tif'.*no common black and white"):
        as_data(tmp_path)


def test_a_float_picture_with_nan_is_named(tmp_path):
    for k, value in enumerate((1.0, np.nan)):
        Image.fromarray(np.full((8, 8), value, np.float32)).save(tmp_path / f"{k}.tif")
    with pytest.raises(ValueError, match="1.tif' has pixels that are NaN"):
        as_data(tmp_path)


# What is odd, and said

@pytest.mark.parametrize("make, words", [
    (lambda: Image.new("RGBA", (16, 16), (0, 0, 0, 0)), "have transparency: put on white"),
    (lambda: Image.new("LA", (16, 16), (0, 0)), "have transparency: put on white"),
    (lambda: Image.fromarray(RNG.integers(0, 256, (16, 16, 3), np.uint8)).convert("P"), "have a palette of colours"),
    (lambda: Image.new("CMYK", (16, 16)), "are in another colour space"),
])
def test_what_was_done_with_odd_pictures_is_said(tmp_path, make, words):
    for k in range(3):
        make().save(tmp_path / f"{k}.tif" if make().mode == "CMYK" else tmp_path / f"{k}.png")
    opened = as_data(tmp_path)
    assert f"3 of 3 pictures {words}" in repr(opened)
    if "white" in words:
        assert opened.source.values.min() == 255


def test_pictures_on_their_side_films_and_copies_are_said(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 8
    for k in range(3):
        paint(tmp_path / "side" / f"{k}.jpg", (10, 30, 3), exif=exif)
    frames = [Image.new("RGB", (12, 12), (k * 60, 0, 0)) for k in range(4)]
    (tmp_path / "film").mkdir()
    for k in range(2):
        frames[0].save(tmp_path / "film" / f"{k}.gif", save_all=True, append_images=frames[1:])
    assert as_data(tmp_path / "side").shape == (3, 30, 10) and "turned upright" in told(tmp_path / "side")
    assert as_data(tmp_path / "side", size=(6, 2)).shape == (3, 6, 2)
    assert "2 of 2 pictures have several frames: the first" in told(tmp_path / "film")


def test_the_layout_is_known_from_the_file(tmp_path):
    for k in range(3):
        paint(tmp_path / "low" / f"{k}.png", (3, 40, 3))
        paint(tmp_path / "thin" / f"{k}.png", (40, 4, 3))
        paint(tmp_path / "line" / f"{k}.png", (1, 40))
    assert as_data(tmp_path / "low").shape == (3, 3, 40) and as_data(tmp_path / "thin").shape == (3, 40, 4)
    assert as_data(tmp_path / "line").shape == (1, 1, 40) and "guess" not in told(tmp_path / "low")


def test_a_list_of_paths_is_as_good_as_a_folder(tmp_path):
    pixels = [paint(tmp_path / f"{k}.png") for k in range(4)]
    paths = sorted(tmp_path.iterdir())
    for listed in (paths, list(map(str, paths)), np.array(list(map(str, paths)))):
        opened = as_data(listed, labels=[0, 1, 0, 1])
        assert np.array_equal(opened.source.values.permute(0, 2, 3, 1), np.stack(pixels)) and len(opened.classes) == 2


# Memory

PEAK = """
import resource, sys
from ganlab import data
import ganlab.data.sources, ganlab.data.folders, PIL.Image, PIL.JpegImagePlugin
data.as_data(sys.argv[1] + "/first", size=32)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
opened = data.as_data(sys.argv[1] + "/all", size=32)
print(opened.n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_no_more_than_one_photo_is_in_memory(tmp_path):
    picture = Image.fromarray(RNG.integers(0, 256, (9, 12, 3), dtype=np.uint8)).resize((2000, 1500))  # 9 MB decoded
    for k in range(14):
        place = tmp_path / ("first" if k < 2 else "all") / f"{k}.jpg"
        place.parent.mkdir(exist_ok=True)
        picture.save(place, quality=60)
    done = subprocess.run([sys.executable, "-c", PEAK, str(tmp_path)], capture_output=True, text=True, check=True)
    n, grown = map(int, done.stdout.split()[-2:])
    assert n == 12 and grown / 1024 < 20  # 12 photos decoded are 108 MB
