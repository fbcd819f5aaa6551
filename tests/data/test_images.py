"""Shipped images, folders of pictures, and the readers of the large sets, all without a network."""

import gzip
import io
import sys
import tarfile
import tempfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab import data
from ganlab.data import images

FASHION_MNIST = Path("/usr/share/datasets/fashion-mnist")  # Debian's dataset-fashion-mnist
RNG = np.random.default_rng(0)


def idx(array: np.ndarray) -> bytes:
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return b"\0\0\x08" + bytes([array.ndim]) + sizes + array.tobytes()


@pytest.fixture
def small():
    return RNG.integers(0, 256, (6, 5, 7), dtype=np.uint8), np.array([0, 1, 2, 3, 9, 9], np.uint8)


def test_digits_are_scikit_learns():
    from sklearn.datasets import load_digits
    pixels, labels = images.shipped("digits")
    assert np.array_equal(pixels, load_digits().images) and np.array_equal(labels, load_digits().target)


@pytest.mark.skipif(not FASHION_MNIST.is_dir(), reason="needs Debian's dataset-fashion-mnist")
def test_fashion_is_the_first_500_of_each_class():
    whole, kinds = images.load_set("fashion", root=FASHION_MNIST)
    pixels, labels = images.shipped("fashion")
    assert whole.shape == (60_000, 28, 28)
    for k in range(10):
        assert np.array_equal(pixels[labels == k], whole[kinds == k][:500])


@pytest.mark.skipif(not FASHION_MNIST.is_dir(), reason="needs Debian's dataset-fashion-mnist")
def test_whole_fashion_opens_from_a_folder():
    test = data.download("fashion", root=FASHION_MNIST, split="test")
    assert (test.n, test.shape, test.classes[9]) == (10_000, (1, 28, 28), "Ankle boot")


def test_shipped_images_carry_their_licences():
    for name in images.SHIPPED:
        licence = (files("ganlab") / "assets" / f"{name}.LICENSE.txt").read_text(encoding="utf-8")
        assert {"fashion": "MIT", "digits": "CC BY 4.0"}[name] in licence
    with pytest.raises(ValueError, match="'cats'"):
        images.shipped("cats")


@pytest.mark.parametrize("name", ["fashion", "digits"])
def test_shipped_sets_as_data(name):
    known = getattr(data, name)()
    x, y = known.batch(64, torch.Generator().manual_seed(0))
    assert x.dtype == torch.float32 and x.shape == (64, *known.shape) and x.min() == -1 and x.max() <= 1
    assert y.dtype == torch.int64 and len(known.classes) == 10 and known.labels.bincount().min() > 100
    assert known.unscale(x).amax() <= known.range[1] and known.kind == "image" and not known.has_density


@pytest.mark.parametrize("rename", [
    lambda part: part, lambda part: part.replace("-idx", ".idx"), lambda part: part + ".gz",
    lambda part: part.replace("-idx", ".idx") + ".gz"])
@pytest.mark.parametrize("name", ["mnist", "fashion", "kmnist"])
def test_local_idx_files_under_all_their_names(tmp_path, small, name, rename):
    for part, array in zip(images.PARTS, (*small, *(a[:3] for a in small))):
        content = idx(array)
        (tmp_path / rename(part)).write_bytes(gzip.compress(content) if rename(part).endswith(".gz") else content)
    train, test = data.download(name, root=tmp_path), data.download(name, root=str(tmp_path), split="test")
    assert torch.equal(train.source.values[:, 0], torch.from_numpy(small[0])) and test.n == 3
    assert train.labels.tolist() == small[1].tolist() and train.classes == images.CLASSES[name]


def cifar_files(n: int = 2) -> dict[str, tuple[np.ndarray, bytes]]:
    blocks = {}
    for name in [f"data_batch_{k}.bin" for k in range(1, 6)] + ["test_batch.bin"]:
        pixels = RNG.integers(0, 256, (n, 3, 32, 32), dtype=np.uint8)
        blocks[name] = pixels, b"".join(bytes([k]) + image.tobytes() for k, image in enumerate(pixels))
    return blocks


@pytest.mark.parametrize("form", ["archive", "flat", "unpacked"])
def test_local_cifar_in_its_binary_version(tmp_path, form):
    blocks = cifar_files()
    folder = tmp_path / ("cifar-10-batches-bin" if form != "flat" else "")
    folder.mkdir(exist_ok=True)
    if form == "archive":
        with tarfile.open(tmp_path / "cifar-10-binary.tar.gz", "w:gz") as tar:
            for name, (_, content) in blocks.items():
                entry = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
    else:
        for name, (_, content) in blocks.items():
            (folder / name).write_bytes(content)
    train = data.download("cifar10", root=tmp_path)
    assert train.shape == (3, 32, 32) and train.n == 10 and train.labels.tolist() == [0, 1] * 5
    assert np.array_equal(train.source.values[2:4], blocks["data_batch_2.bin"][0])
    assert data.download("cifar10", root=tmp_path, split="test").n == 2


def test_download_asks_pooch_for_the_file_and_its_hash(tmp_path, small, monkeypatch):
    pooch = pytest.importorskip("pooch")
    asked = []

    def retrieve(url, known_hash, fname, path, progressbar):
        asked.append((url, known_hash))
        assert progressbar
        (tmp_path / fname).write_bytes(gzip.compress(idx(small["labels" in fname])))
        return str(tmp_path / fname)

    monkeypatch.setattr(pooch, "retrieve", retrieve)
    assert data.download("mnist").n == 6
    assert asked[0] == ("https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz",
                        "md5:f68b3c2dcbeaaa9fbdd348bbdeb94873")


def test_without_pooch_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(ImportError, match=r'pip install "jupyter-ganlab\[data\]"'):
        data.download("mnist")


@pytest.mark.parametrize("arguments, named", [
    (dict(name="imagenet"), "name"), (dict(name="mnist", split="all"), "split"),
    (dict(name="mnist", root="/no/such/folder"), "root"), (dict(name="mnist", root="."), "train-images-idx3-ubyte"),
    (dict(name="cifar10", root="."), "cifar-10-binary.tar.gz")])
def test_a_bad_download_is_named(tmp_path, monkeypatch, arguments, named):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=named):
        data.download(**arguments)


def test_damaged_files_are_named(tmp_path, small):
    path = tmp_path / "train-images-idx3-ubyte"
    for content, words in ((b"hello", "not an idx file"), (idx(small[0])[:-1], "damaged"), (b"", "not an idx file"),
                           (b"\0\0\x08\3\0\0", "damaged")):
        path.write_bytes(content)
        with pytest.raises(ValueError, match=words) as error:
            images.read_idx(path)
        assert path.name in str(error.value)
    (tmp_path / "x.gz").write_bytes(gzip.compress(idx(small[0]))[:50])
    with pytest.raises(ValueError, match="x.gz"):
        images.read_idx(tmp_path / "x.gz")
    path.write_bytes(idx(small[0]))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(small[1][:4]))
    with pytest.raises(ValueError, match="6 images but 4 labels"):
        data.download("mnist", root=tmp_path)
    (tmp_path / "cifar-10-binary.tar.gz").write_bytes(b"not a tar")
    with pytest.raises(ValueError, match="cifar-10-binary.tar.gz"):
        data.download("cifar10", root=tmp_path)
    with pytest.raises(ValueError, match="3073"):
        images.read_cifar([b"123"])


# Folders of pictures

def paint(path: Path, shape: tuple[int, ...], **save) -> np.ndarray:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = RNG.integers(0, 256, shape, dtype=np.uint8)
    Image.fromarray(pixels).save(path, **save)
    return pixels


def test_a_folder_of_equal_pictures_is_left_as_it_is(tmp_path):
    pixels = [paint(tmp_path / f"{k}.png", (9, 12, 3)) for k in range(3)]
    (tmp_path / "notes.txt").write_text("not an image")
    opened = data.as_data(tmp_path)
    assert opened.shape == (3, 9, 12) and opened.range == (0, 255) and opened.name == tmp_path.name
    assert np.array_equal(opened.source.values.permute(0, 2, 3, 1), np.stack(pixels))
    assert data.as_data(str(tmp_path)).shape == (3, 9, 12)


def test_pictures_of_many_sizes_are_cropped_with_a_note(tmp_path):
    for k, shape in enumerate([(20, 30), (40, 25), (18, 18)]):
        paint(tmp_path / f"{k}.png", shape)
    opened = data.as_data(tmp_path)
    assert opened.shape == (1, 18, 18) and any("18×18" in note for note in opened.notes)
    assert data.as_data(tmp_path, size=8).shape == (1, 8, 8)
    assert data.as_data(tmp_path, size=(8, 12)).shape == (1, 8, 12)


def test_sub_folders_are_classes(tmp_path):
    for name in ("dog/1.png", "cat/2.png", "cat/1.JPG"):
        paint(tmp_path / name, (8, 8, 3))
    opened = data.as_data(tmp_path)
    assert opened.classes == ("cat", "dog") and opened.labels.tolist() == [0, 0, 1]


def test_odd_kinds_of_pictures_come_out_in_8_bits(tmp_path):
    paint(tmp_path / "a.png", (8, 8))
    deep = np.full((8, 8), 65535, np.uint16)
    Image.fromarray(deep).save(tmp_path / "b.png")
    Image.fromarray(np.zeros((8, 8, 4), np.uint8)).save(tmp_path / "c.png")  # black, and wholly transparent
    opened = data.as_data(tmp_path)
    assert opened.shape == (3, 8, 8) and any("colour" in note for note in opened.notes)
    assert opened.source.values[1].min() == 255 and opened.source.values[2].min() == 255


def test_a_photograph_that_lies_on_its_side_is_turned(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # rotate by 90 degrees to see it upright
    for k in range(2):
        paint(tmp_path / f"{k}.jpg", (10, 20, 3), exif=exif)
    assert data.as_data(tmp_path).shape == (3, 20, 10)


def test_bad_folders_are_named(tmp_path):
    with pytest.raises(ValueError, match="nor its sub-folders"):
        data.as_data(tmp_path)
    for k in range(2):
        paint(tmp_path / f"{k}.png", (8, 8))
    (tmp_path / "broken.png").write_bytes((tmp_path / "0.png").read_bytes()[:60])
    with pytest.raises(ValueError, match="broken.png"):
        data.as_data(tmp_path)
    (tmp_path / "broken.png").write_text("hello")
    with pytest.raises(ValueError, match="broken.png"):
        data.as_data(tmp_path)
    (tmp_path / "broken.png").unlink()
    with pytest.raises(ValueError, match="size"):
        data.as_data(tmp_path, size=0)
    with pytest.raises(ValueError, match="0.png.*is a file"):
        data.as_data(tmp_path / "0.png")
    with pytest.raises(ValueError, match="labels must be 2"):
        data.as_data(tmp_path, labels=[0])


# From a folder to a GAN

def test_a_folder_of_coloured_pictures_that_are_not_square_trains_by_class(tmp_path):
    from ganlab import GAN
    for k in range(12):
        paint(tmp_path / "set" / ("day" if k % 3 else "night") / f"{k}.png", (30 + k, 40, 3))
    gan = GAN(data.as_data(tmp_path / "set", size=(12, 20)), labels=True, width=4, batch_size=4).fit(2, progress=False)
    x = gan.generate(gan.draw_z(3), labels=[0, 1, 1])
    assert x.shape == (3, 3, 12, 20) and x.min() >= 0 and x.max() <= 255 and gan.data.classes == ("day", "night")


def test_one_class_is_a_condition_like_any_other(tmp_path):
    from ganlab import GAN
    for k in range(4):
        paint(tmp_path / "only" / f"{k}.png", (8, 8))
    gan = GAN(tmp_path, labels=True, width=4, batch_size=4).fit(1, progress=False)
    assert gan.classes == 1 and gan.sample(3).shape == (3, 1, 8, 8)
    with pytest.raises(ValueError, match="3 classes from 0 to 0"):
        gan.generate(gan.draw_z(3), labels=[0, 1, 0])


def test_arrays_of_four_channels_stay_four(tmp_path):
    from ganlab import GAN
    known = data.as_data(RNG.integers(0, 256, (20, 9, 10, 4), dtype=np.uint8))
    assert known.shape == (4, 9, 10) and any("4 channels, last" in note for note in known.notes)
    assert GAN(known, width=4, batch_size=4).fit(1, progress=False).sample(2).shape == (2, 4, 9, 10)


@pytest.mark.parametrize("mode", ["P", "CMYK", "YCbCr", "LA", "1", "I;16", "F"])
def test_pictures_of_every_mode_open(tmp_path, mode):
    grey = Image.fromarray(np.tile(np.linspace(0, 255, 16, dtype=np.uint8), (16, 1)))
    for k in range(2):
        picture = Image.fromarray(np.full((16, 16), 30_000, np.uint16)) if mode == "I;16" else grey.convert(mode)
        suffix = "tif" if mode in ("CMYK", "YCbCr", "F") else "png"
        picture.save(tmp_path / f"{k}.{suffix}")
    known = data.as_data(tmp_path)
    assert known.n == 2 and known.shape[1:] == (16, 16)
    assert known.source.values.dtype == (torch.float32 if mode in ("I;16", "F") else torch.uint8)
    if mode in ("P", "LA", "CMYK", "YCbCr", "F"):  # the same ramp, whatever it was written as
        seen = known.source.values[0].float().mean(0).mean(0)
        assert (seen[1:] >= seen[:-1] - 1).all() and seen[0] < 20 and seen[-1] > 235


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0" + bytes(40)])
def test_a_file_that_is_no_picture_is_named(tmp_path, content):
    paint(tmp_path / "good.png", (8, 8))
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(ValueError, match="bad.png' cannot be read as an image"):
        data.as_data(tmp_path)


@pytest.mark.parametrize(
    "labels, named",
    [
        ([0, 1], "labels must be 3"),
        (["a", "b", None], "labels must be integers or strings"),
        ([0.5, 1, np.nan], "integers or strings"),
        (np.eye(4), "labels must be 3"),
    ],
)
def test_bad_labels_of_a_folder_are_named(tmp_path, labels, named):
    for k in range(3):
        paint(tmp_path / f"{k}.png", (8, 8))
    with pytest.raises((ValueError, TypeError), match=named):
        data.as_data(tmp_path, labels=labels)


MNIST = Path(tempfile.gettempdir()) / "ganlab-mnist"  # where `make bench NAME=images` puts it


@pytest.mark.skipif(not MNIST.is_dir(), reason="needs MNIST, which `make bench NAME=images ARGS=mnist` fetches")
def test_mnist_opens_whole_from_a_folder():
    train, test = (data.download("mnist", MNIST, split) for split in ("train", "test"))
    assert (train.n, test.n, train.shape) == (60_000, 10_000, (1, 28, 28))
    assert train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
