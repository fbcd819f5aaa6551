"Kinds of data: recognised or asked for, scaled channel by channel, said in words; labels of every form"

import json

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, IterableDataset, TensorDataset

import ganlab
from ganlab import GAN, data
from ganlab.data import DATA_KINDS, as_data, as_samples, check_labels

RNG = np.random.default_rng(0)
TEXTS = ["GATTACA", "ACGT", "TTTT", "CATGAT"] * 30
ONE_HOT = np.eye(5)[RNG.integers(0, 5, (60, 12))]


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def channels(n: int, steps: int, *scales: tuple[float, float]) -> np.ndarray:
    return np.stack([RNG.normal(mean, std, (n, steps)) for mean, std in scales], -1)


ECG = np.sin(np.linspace(0, 20, 128) + RNG.uniform(0, 6, (80, 1))) + 0.02 * RNG.normal(size=(80, 128))
WALK = RNG.normal(size=(90, 30, 28)).cumsum(1)
ENERGY = (WALK - WALK.min((0, 1))) / np.ptp(WALK, (0, 1))  # every channel between 0 and 1, as TimeGAN has it


@pytest.mark.parametrize("array, kind, axes", [
    (ECG, "signal", ("time",)), (ECG[:, :, None], "signal", ("time",)), (ECG[:, None], "signal", ("time",)),
    (channels(70, 24, (3e4, 500), (0.1, 0.02)), "signal", ("time", "channel")),
    (channels(70, 48, (0, 1), (5, 9), (1e6, 1), (0, 1e-5)).transpose(0, 2, 1), "signal", ("channel", "time")),
    (WALK, "signal", ("time", "channel")), (ENERGY, "signal", ("time", "channel")),
    (ENERGY.transpose(0, 2, 1).astype(np.float32), "signal", ("channel", "time")),
    (ONE_HOT, "sequence", ("time", "token")), (ONE_HOT.astype(bool), "sequence", ("time", "token")),
    (ONE_HOT.transpose(0, 2, 1), "sequence", ("token", "time")),
    (RNG.random((20, 9, 3, 16, 16)), "clip", ("time", "channel", "height", "width")),
    (RNG.integers(0, 256, (20, 9, 16, 18, 3), dtype=np.uint8), "clip", ("time", "channel", "height", "width")),
    (RNG.random((20, 1, 9, 16, 16)), "clip", ("time", "channel", "height", "width")),
    (RNG.random((20, 24, 32, 32)), "clip", ("time", "channel", "height", "width")),
    (data.fashion().source.values[:100, 0].float() / 255, "image", ("channel", "height", "width")),
    (data.digits().source.values[:100, 0].float(), "image", ("channel", "height", "width")),
    (data.digits().source.values[:100, 0], "image", ("channel", "height", "width")),
    (RNG.random((20, 3, 16, 16)), "image", ("channel", "height", "width")),
    (RNG.random((300, 2)), "points", ("column",)), (RNG.random((300, 30)), "points", ("column",)),
])
def test_an_array_is_recognised_and_that_is_said(array, kind, axes):
    opened = as_data(array)
    assert (opened.kind, opened.axes) == (kind, axes) and len(opened.shape) == len(axes)
    assert DATA_KINDS[kind].many in repr(opened)
    x = opened.draw(16, dice())
    assert torch.allclose(opened.unscale(opened.batch(16, dice())[0]), x, rtol=1e-4, atol=1e-3 * float(x.abs().max()))


@pytest.mark.parametrize("array", [
    RNG.random((60, 12, 16)), RNG.normal(size=(60, 9, 9)), channels(70, 24, (0, 1), (5, 1)), ECG, RNG.random((60, 20)),
    RNG.integers(0, 4, (60, 20)), RNG.random((60, 8, 16, 16)),
])
def test_what_may_be_two_things_says_how_to_say_otherwise(array):
    assert "kind='" in repr(as_data(array))


@pytest.mark.parametrize("array, kind, shape", [
    (RNG.random((60, 20)), "signal", (20,)), (RNG.random((60, 9, 9)), "signal", (9, 9)), (ECG, "table", (128,)),
    (RNG.random((60, 3, 40)), "signal", (3, 40)), (RNG.random((60, 40, 3)), "image", (1, 40, 3)),
    (RNG.integers(0, 4, (60, 20)), "sequence", (20, 4)),
    (RNG.integers(3, 9, (60, 7)).astype(float), "sequence", (7, 6)),
    (torch.softmax(torch.randn(60, 7, 5), 2), "sequence", (7, 5)),
    (RNG.random((60, 8, 16, 16)), "clip", (8, 1, 16, 16)), (RNG.random((60, 3, 8, 16, 16)), "clip", (8, 3, 16, 16)),
    (ONE_HOT, "signal", (12, 5)), (TEXTS, "sequence", (7, 5)),
])
def test_a_kind_can_be_asked_for(array, kind, shape):
    opened = as_data(array, kind=kind)
    assert (opened.kind, opened.shape) == (kind, shape)


@pytest.mark.parametrize("array, kind, words", [
    (RNG.random((60, 20)), "image", "kind='image' takes data of shape"),
    (RNG.random((60, 20)), "clip", "kind='clip' takes"), (RNG.random((60, 4, 5)), "points", "kind='points' takes"),
    (RNG.random((60, 20)), "sequence", "whole numbers"), (RNG.random((60, 4, 5)), "sequence", "add up to 1"),
    (RNG.random((60, 4)), "video", "kind must be one of"), (RNG.integers(0, 50_000, (900, 200)), "sequence", "GB"),
    (np.where(np.arange(60)[:, None, None] == 7, np.nan, np.ones((60, 20, 2))), "signal", "signal 7"),
    ("ring", "signal", "kind has no use"),
])
def test_a_kind_that_does_not_fit_is_refused_in_words(array, kind, words):
    with pytest.raises((ValueError, TypeError)) as error:
        as_data(array, kind=kind)
    assert words in str(error.value)


@pytest.mark.parametrize("turned", [False, True])
def test_each_channel_has_a_scale_of_its_own(turned):
    scales = [(3e4, 500), (0.1, 0.02), (-5, 1)]
    x = channels(800, 24, *scales)
    opened = as_data(x.transpose(0, 2, 1) if turned else x, names=["price", "rate", "volume"])
    z = opened.scale(opened.source.values).transpose(1, 2) if turned else opened.scale(opened.source.values)
    assert torch.allclose(z.mean((0, 1)), torch.zeros(3), atol=1e-3)
    assert torch.allclose(z.std((0, 1)), torch.ones(3), atol=1e-3)
    assert np.allclose(opened.spread.flatten(), x.std((0, 1)), rtol=1e-4)
    assert opened.names == ("price", "rate", "volume")
    assert np.allclose(opened.range[1].flatten(), x.max((0, 1)), rtol=1e-6)
    still = as_data(np.stack([x[..., 0], np.full_like(x[..., 0], 7)], -1), names=["price", "lot"])
    assert "channel 'lot' never changes" in repr(still) and torch.isfinite(still.batch(8, dice())[0]).all()


def test_tokens_are_one_hot_and_keep_their_names():
    opened = as_data(TEXTS, kind="sequence")
    assert opened.names == (" ", "A", "C", "G", "T") and opened.source.values.sum(2).unique().tolist() == [1]
    read = ["".join(opened.names[k] for k in row) for row in opened.source.values.argmax(2)]
    assert [text.rstrip() for text in read] == TEXTS
    numbers = as_data(RNG.integers(0, 3, (50, 6)), kind="sequence", names=["a", "b", "c", "d"])
    assert numbers.shape == (6, 4) and numbers.names == ("a", "b", "c", "d")


@pytest.mark.parametrize("opened, shape", [
    (as_data(channels(20, 24, (0, 1), (5, 1))), (20, 2, 24)), (as_data(ECG), (80, 1, 128)),
    (as_data(ONE_HOT), (60, 1, 5, 12)),
    (as_data(RNG.random((9, 6, 3, 8, 10))), (9, 3, 8, 60)), (as_data(RNG.random((9, 20, 3, 8, 10))), (9, 3, 8, 80)),
    (as_data(RNG.random((9, 3, 8, 10))), (9, 3, 8, 10)), (as_data(RNG.random((9, 4))), (9, 4)),
])
def test_samples_are_laid_out_as_they_are_drawn(opened, shape):
    values = opened.source.values.float().requires_grad_()
    shown = opened.arrange(values)
    assert shown.shape == shape
    shown.sum().backward()
    assert set(values.grad.unique().tolist()) <= {0.0, 1.0} and values.grad.any()
    assert json.loads(json.dumps(opened.describe()))["kind"] == opened.kind


@pytest.mark.parametrize("array, kind", [
    (channels(80, 12, (3e4, 500), (0.1, 0.02)), None), (ECG[:, :40], None), (ONE_HOT, None), (TEXTS, "sequence"),
    (RNG.random((40, 3, 1, 8, 8)), None), (RNG.integers(0, 4, (60, 9)), "sequence"),
])
def test_every_kind_trains_saves_and_comes_back(array, kind, tmp_path):
    opened = as_data(array, kind=kind)
    gan = GAN(opened, width=16, depth=1, batch_size=8).fit(3, progress=False)
    x = gan.sample(5)
    assert x.shape == (5, *opened.shape) and torch.isfinite(x).all() and gan.score(x).shape == (5,)
    gan.save(tmp_path / "kind.ganlab", include_data=True)
    again = GAN.load(tmp_path / "kind.ganlab")
    assert again.state_hash() == gan.state_hash()
    assert (again.data.kind, again.data.axes, again.data.names) == (opened.kind, opened.axes, opened.names)
    assert gan.data.select(torch.arange(8)).axes == opened.axes and gan.describe()["data"]["kind"] == opened.kind


# Labels

@pytest.mark.parametrize("labels, codes, classes", [
    (np.eye(3)[[2, 0, 1, 2]], [2, 0, 1, 2], ("0", "1", "2")),
    (torch.eye(2)[[1, 0, 0, 1]].long(), [1, 0, 0, 1], ("0", "1")),
    (np.eye(2, dtype=bool)[[1, 1, 0, 1]], [1, 1, 0, 1], ("0", "1")),
    ([[1, 1, 0], [0, 0, 0], [0, 1, 1], [1, 1, 0]], [2, 0, 1, 2], ("none", "1+2", "0+1")),
    ([["a", "x"], ["b", "x"], ["a", "y"], ["a", "x"]], [0, 2, 1, 0], ("a, x", "a, y", "b, x")),
    ([0.5, 1.5, 0.5, 0.25], [1, 2, 1, 0], ("0.25", "0.5", "1.5")),
    (torch.tensor([1.0, 0.0, 1.0, 2.0], dtype=torch.bfloat16), [1, 0, 1, 2], ("0", "1", "2")),
])
def test_labels_of_every_form_become_classes(labels, codes, classes):
    opened = as_data(np.arange(4.0), labels=labels)
    assert opened.labels.tolist() == codes and opened.classes == classes


@pytest.mark.parametrize("labels", [
    RNG.uniform(0, 360, 400), torch.randn(400), list(RNG.exponential(1e-6, 400)),
    RNG.gamma(2, 1e5, 400).astype(np.float32),
])
def test_continuous_labels_are_cut_into_classes_of_equal_size(labels):
    codes, classes, notes = check_labels(labels, 400)
    assert codes.bincount().tolist() == [50] * 8 and len(classes) == 8 and "continuous" in notes[0]
    values = np.asarray(labels)
    assert all(values[codes == k].max() <= values[codes == k + 1].min() for k in range(7))
    gan = GAN(RNG.normal(size=(400, 2)), labels=labels, width=8, depth=1, batch_size=8).fit(1, progress=False)
    assert gan.classes == 8 and gan.sample(8).shape == (8, 2)


@pytest.mark.parametrize("labels, words", [
    (RNG.integers(0, 2, (400, 30)), "combinations"), (RNG.random((400, 40)), "combinations"),
    ([{"box": 1}] * 400, "integers or strings"), (np.full(400, np.inf), "integers or strings"),
    ([[0, 1]] * 399 + [[1]], "labels must be 400"), (np.zeros((400, 2, 2)), "labels must be 400"),
])
def test_labels_that_cannot_be_classes_are_refused(labels, words):
    with pytest.raises((ValueError, TypeError), match=words):
        as_data(np.arange(400.0), labels=labels)


# One opener

class Counted(IterableDataset):
    def __init__(self, items, says):
        self.items, self.says = items, says

    def __iter__(self):
        yield from self.items

    def __len__(self):
        return self.says


class Broken:
    def __init__(self, at, error):
        self.at, self.error = at, error

    def __len__(self):
        return 20

    def __getitem__(self, index):
        if index == self.at:
            raise self.error
        return torch.rand(2)


IMAGES, CLASSES = torch.rand(30, 3, 8, 8), torch.arange(30) % 3


@pytest.mark.parametrize("source", [
    DataLoader(TensorDataset(IMAGES, CLASSES), 8, shuffle=True),
    DataLoader(TensorDataset(IMAGES, CLASSES), 7, drop_last=True),
    DataLoader(Counted(list(zip(IMAGES, CLASSES)), 30)), Counted(list(zip(IMAGES, CLASSES)), 30),
    TensorDataset(IMAGES, torch.eye(3)[CLASSES]), torch.utils.data.Subset(TensorDataset(IMAGES, CLASSES), range(30)),
    DataLoader(list(zip(IMAGES, CLASSES.tolist()))),
])
def test_datasets_and_loaders_of_them_open_alike(source):
    opened = as_data(source)
    assert torch.equal(opened.source.values, IMAGES) and opened.labels.tolist() == CLASSES.tolist()


@pytest.mark.parametrize("source, words", [
    (Broken(3, OSError("image is truncated")), "item 3 of the dataset cannot be read: OSError: image is truncated"),
    (Broken(0, KeyError("label")), "item 0 of the dataset cannot be read: KeyError"),
    (DataLoader(Broken(19, ValueError("bad"))), "item 19"), (Counted(list(IMAGES), 40), "ends after 30"),
    (type("Endless", (IterableDataset,), {"__iter__": lambda self: iter(int, 1)})(), "map-style"),
    (["a.png", "b.jpg"], "folder"), (["some", "words"], "kind='sequence'"),
])
def test_what_cannot_be_read_says_which_item_and_what_to_do(source, words):
    with pytest.raises((ValueError, TypeError)) as error:
        as_data(source)
    assert words in str(error.value)


def test_samples_of_anything_for_those_who_compare():
    import pandas as pd
    import polars as pl
    x = RNG.random((80, 2)).astype(np.float32)
    dataset = TensorDataset(torch.from_numpy(x))
    for source in (x, torch.from_numpy(x), x.tolist(), pd.DataFrame(x), pl.DataFrame(x), dataset,
                   DataLoader(dataset, 16), as_data(x)):
        assert torch.equal(as_samples(source).float(), torch.from_numpy(x))
    assert as_samples("grid", n=100).shape == (100, 2) and torch.equal(as_samples("ring"), as_samples("ring"))
    pictures = RNG.random((8, 9, 10, 3))
    assert as_samples(pictures).shape == pictures.shape  # exactly as they are
    with pytest.raises(ValueError, match="reference: .*did you mean 'ring'"):
        as_samples("rign", "reference")


@pytest.mark.parametrize("reference", [
    "ring", RNG.normal(size=(200, 2)).tolist(),
    DataLoader(TensorDataset(torch.randn(200, 2)), 16), TensorDataset(torch.randn(200, 2), torch.arange(200) % 2),
    as_data(RNG.normal(size=(200, 2))),
])
def test_a_monitor_takes_what_a_gan_takes(reference):
    monitor = ganlab.DiversityMonitor(torch.nn.Linear(4, 2), reference)
    assert monitor.error is None or not monitor.error
    monitor.close()


@pytest.mark.parametrize("reference, words", [
    ("rign", "reference: .*ring"), ([["a"], ["b"]], "reference"), (5, "reference"), (["a.png"], "reference: .*folder")])
def test_a_monitor_names_its_reference_when_it_cannot_be_opened(reference, words):
    with pytest.raises((ValueError, TypeError), match=words):
        ganlab.DiversityMonitor(torch.nn.Linear(4, 2), reference)


def test_metrics_take_what_a_gan_takes():
    import polars as pl
    from ganlab import metrics
    x, y = RNG.normal(size=(100, 2)), RNG.normal(size=(100, 2)) + 1
    expected = metrics.precision(x, y), metrics.energy(x, y), metrics.vendi(y)
    for wrap in (lambda z: z.tolist(), lambda z: TensorDataset(torch.from_numpy(z)), lambda z: DataLoader(TensorDataset(
            torch.from_numpy(z)))):
        found = metrics.precision(wrap(x), wrap(y)), metrics.energy(wrap(x), wrap(y)), metrics.vendi(wrap(y))
        assert np.allclose(expected, found, rtol=1e-6)
    income = np.stack([x[:, 0], 1e4 * x[:, 1]], 1)  # columns of a table are in units of their own
    spread = x.std(0)
    assert metrics.precision(pl.DataFrame(income), income + [spread[0], 0]) == pytest.approx(
        metrics.precision(x / spread, x / spread + [1, 0]), abs=0.06)
