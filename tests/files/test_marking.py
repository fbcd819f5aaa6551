"""Files that say that they are synthetic: the sentence is where other programs look for it, and pixels stay as they
were."""

import struct
import zlib

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab.files import marking as p

RNG = np.random.default_rng(0)


def chunks(content: bytes) -> dict[bytes, bytes]:
    "A PNG's chunks, read without Pillow."
    found, at = {}, 8
    while at < len(content):
        size, kind = struct.unpack(">I4s", content[at:at + 8])
        assert (
            zlib.crc32(content[at + 4 : at + 8 + size])
            == struct.unpack(">I", content[at + 8 + size : at + 12 + size])[0]
        )
        found.setdefault(kind, content[at + 8:at + 8 + size])
        at += 12 + size
    return found


def test_the_sentence_stands_in_the_png_itself_and_pixels_are_untouched(tmp_path):
    pixels = RNG.integers(0, 256, (5, 7, 3), dtype=np.uint8)
    path = p.save_picture(pixels, tmp_path / "x.png", data="Größe 4")
    found = chunks(path.read_bytes())
    assert found[b"iTXt"].startswith(b"Description\0") and "synthetic, made with ganlab".encode() in found[b"iTXt"]
    assert "data: Größe 4".encode() in found[b"iTXt"] and found[b"tEXt"] == b"Software\0ganlab"
    assert np.array_equal(np.asarray(Image.open(path)), pixels)


@pytest.mark.parametrize("name", ["a.png", "b.GIF", "c.jpg", "d.webp", "e.tif"])
def test_every_format_answers(tmp_path, name):
    path = p.save_picture(torch.rand(1, 8, 8), tmp_path / name, step=3)
    assert p.provenance(path) == p.sentence(step=3) and p.provenance(path).startswith(p.MADE)


def test_a_film_keeps_its_frames(tmp_path):
    frames = [Image.new("L", (4, 4), v) for v in (0, 128, 255)]
    frames[0].save(tmp_path / "x.gif", "GIF", save_all=True, append_images=frames[1:], **p.picture_options("gif"))
    assert Image.open(tmp_path / "x.gif").n_frames == 3 and p.provenance(tmp_path / "x.gif") == p.sentence()


def test_arrays_open_without_pickle_and_come_back(tmp_path):
    x, flag = torch.randn(4, 2), np.array([True, False, True, True])
    path = p.save_arrays(tmp_path / "x.npz", {"x": x, "flag": flag, "names": ["a", "b"]}, seed=1)
    with np.load(path, allow_pickle=False) as arrays:
        assert np.array_equal(arrays["x"], x.numpy()) and np.array_equal(arrays["flag"], flag)
    assert p.provenance(path) == p.sentence(seed=1)


def test_what_is_not_ours_is_not_claimed(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "photo.jpg", comment="a holiday")
    np.savez(tmp_path / "theirs.npz", x=np.ones(2))
    assert p.provenance(tmp_path / "photo.jpg") is None and p.provenance(tmp_path / "theirs.npz") is None


@pytest.mark.parametrize("array, options, expected", [
    (np.array([[-1.0, 0.0, 1.0]] * 2), {"value_range": (-1, 1)}, [0, 128, 255]),
    (np.array([[-9.0, 0.5, 9.0]] * 2), {"value_range": (0, 1)}, [0, 128, 255]),
    (np.array([[0, 128, 255]] * 2, np.uint8), {}, [0, 128, 255]),
])
def test_scales(array, options, expected):
    assert np.asarray(p.as_picture(array, **options))[0].tolist() == expected


@pytest.mark.parametrize("act, named", [
    (lambda d: p.save_picture(np.zeros((4, 4), np.uint8), d / "x.bmp"), "path must end in .png"),
    (lambda d: p.save_picture(np.zeros((4, 4, 4, 1), np.uint8), d / "x.png"), "pixels must have shape"),
    (lambda d: p.save_picture(np.zeros((2, 4, 4), np.uint8), d / "x.png"), "pixels must have shape"),
    (lambda d: p.save_arrays(d / "x.npy", {"x": np.ones(2)}), "path must end in .npz"),
    (lambda d: p.save_arrays(d / "x.npz", {"made": np.ones(2)}), "'made'"),
    (lambda d: p.picture_options("bmp"), "kind must be"),
])
def test_bad_input_is_named_and_nothing_is_written(tmp_path, act, named):
    with pytest.raises(ValueError, match=named):
        act(tmp_path)
    assert not list(tmp_path.iterdir())


def test_python_objects_are_refused(tmp_path):
    with pytest.raises(TypeError, match=r"\['x'\] hold Python objects"):
        p.save_arrays(tmp_path / "x.npz", {"x": np.array([{}, None])})
