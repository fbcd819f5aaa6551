"""Data from every source: units, reproducibility, what the doctor repairs and what it refuses."""

import copy
import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ganlab import data
from ganlab.data import as_data, targets

RNG = np.random.default_rng(0)
POINTS = [data.ring, data.grid, data.line, data.two_gaussians, data.moons, data.swiss_roll, data.spiral]


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


class MapStyle:
    "What torch.utils.data.Dataset asks for, and no more."

    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


# Known targets

@pytest.mark.parametrize("make", POINTS, ids=lambda f: f.__name__)
def test_known_targets_are_standardised_endless_and_reproducible(make):
    known = make()
    assert (known.shape, known.kind, known.n, known.labels, known.classes) == ((2,), "points", None, None, ())
    x, y = known.batch(50_000, dice())
    assert y is None and x.dtype == torch.float32
    assert x.mean(0).abs().max() < 0.03 and (x.std(0) - 1).abs().max() < 0.03
    assert torch.equal(known.draw(9, dice(4)), known.draw(9, dice(4)))
    assert not torch.equal(known.draw(9, dice(4)), known.draw(9, dice(5)))
    assert torch.allclose(known.batch(9, dice(4))[0], known.scale(known.draw(9, dice(4))), atol=1e-5)
    assert known.has_density and known.sigma > 0 and (known.modes is None) == (known.weights is None)


@pytest.mark.parametrize("name", data.BUILT_IN)
def test_every_built_in_opens_by_name(name):
    opened = as_data(name)
    assert opened.name == name and opened.draw(3, dice()).shape == (3, *opened.shape)
    assert as_data(opened) is opened
    plain = as_data(name, scale=None)
    assert torch.equal(plain.batch(5, dice())[0], plain.draw(5, dice())) and torch.equal(plain.draw(5, dice()),
                                                                                        opened.draw(5, dice()))


def test_density_in_the_users_units():
    known = data.gaussians([[100.0, 0.0]], 2.0)
    assert known.density(torch.tensor([[100.0, 0.0]])).item() == pytest.approx(1 / (2 * math.pi * 4))
    assert known.log_density(torch.tensor([[104, 0]])).item() == pytest.approx(-math.log(8 * math.pi) - 2)
    with pytest.raises(ValueError, match=r"x must have shape \(n, 2\)"):
        known.density(torch.zeros(3))
    with pytest.raises(ValueError, match="'array' is not known"):
        as_data(np.ones((4, 2)) * np.arange(4)[:, None]).density(torch.zeros(3, 2))


def test_extent_is_a_square_around_the_data():
    x0, x1, y0, y1 = data.grid().extent()
    assert x1 - x0 == pytest.approx(y1 - y0) and x0 < -4.2 and y1 > 4.2
    x0, x1, y0, y1 = as_data([[0.0, 10.0], [4.0, 11.0], [2.0, 10.5]]).extent()
    assert (x0 + x1) / 2 == pytest.approx(2) and (y0 + y1) / 2 == pytest.approx(10.5)
    assert x1 - x0 == pytest.approx(y1 - y0) and x1 - x0 > 4
    assert as_data([[1.0, 1.0], [1.0, 1.0]]).extent()[0] < 1
    with pytest.raises(ValueError, match="extent"):
        data.digits().extent()


def test_taken_data_are_finite_and_keep_what_is_known():
    known = data.ring()
    few = known.take(16, dice())
    assert few.n == 16 and few.has_density and torch.equal(few.modes, known.modes) and few.sigma == known.sigma
    assert torch.equal(few.loc, known.loc) and torch.equal(few.spread, known.spread)
    assert torch.equal(few.source.values, known.draw(16, dice()))
    drawn = few.draw(500, dice(1)).unique(dim=0)
    assert len(drawn) == 16 and torch.cdist(drawn, few.source.values).min(1).values.max() == 0
    again = few.take(16, dice(2))
    assert torch.equal(again.source.values.sort(0).values, few.source.values.sort(0).values)
    for wrong in (0, 17, 2.0, True):
        with pytest.raises(ValueError, match="n must be"):
            few.take(wrong, dice())


def test_taken_images_keep_their_labels():
    whole, some = data.digits(), data.digits().take(100, dice())
    assert some.n == len(some.labels) == 100 and some.classes == whole.classes
    for image, label in zip(some.source.values[:10], some.labels[:10]):
        place = (whole.source.values == image).flatten(1).all(1).nonzero()[0]
        assert whole.labels[place].item() == label


def test_labels_stay_with_their_samples():
    x = torch.arange(100.0)[:, None]
    opened = as_data(x, labels=(x[:, 0] >= 50).long())
    drawn, classes = opened.draw_labelled(64, dice())
    assert torch.equal((drawn[:, 0] >= 50).long(), classes)
    batch, classes = opened.batch(64, dice())
    assert torch.allclose(opened.unscale(batch), drawn, atol=1e-4) and torch.equal((drawn[:, 0] >= 50).long(), classes)


def test_data_can_be_copied_and_moved():
    for known in (data.ring(), data.moons(), data.digits(), data.ring().take(8, dice())):
        for twin in (copy.deepcopy(known), known.to("cpu")):
            assert torch.equal(twin.batch(8, dice())[0], known.batch(8, dice())[0])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("known", [data.ring(), data.gaussians([[0.0], [1.0]], [1.0, 2.0], [1, 2]), data.moons(),
                                   data.digits(), data.spiral().take(8, dice())], ids=lambda known: known.name)
def test_a_gpu_draws_the_same_from_the_same_dice(known):
    moved = known.to("cuda")
    x, y = moved.batch(8, dice())
    assert x.is_cuda and torch.allclose(x.cpu(), known.batch(8, dice())[0], atol=1e-5)
    assert torch.allclose(moved.unscale(x).cpu(), known.draw(8, dice()), atol=1e-4)
    own = moved.draw(8, torch.Generator("cuda").manual_seed(0))
    assert own.is_cuda and own.shape == (8, *known.shape)
    if known.has_density:
        assert torch.allclose(moved.log_density(own).cpu(), known.log_density(own.cpu()), rtol=1e-3, atol=1e-3)


def test_repr_says_what_was_done():
    text = repr(as_data(RNG.integers(0, 256, (120, 8, 8, 3), dtype=np.uint8)))
    assert "120 images of shape (3, 8, 8)" in text and "moved first" in text and "0..255" in text


# Units

@settings(max_examples=50, deadline=None)
@given(hnp.arrays(np.float32, st.tuples(st.integers(2, 20), st.integers(1, 4)),
                  elements=st.floats(-1e4, 1e4, width=32)))
def test_scale_and_unscale_are_inverse(array):
    opened = as_data(array)
    x = opened.source.values
    assert torch.allclose(opened.unscale(opened.scale(x)), x, atol=2e-3, rtol=1e-5)
    assert torch.isfinite(opened.scale(x)).all()


@settings(max_examples=25, deadline=None)
@given(hnp.arrays(np.uint8, st.tuples(st.integers(2, 6), st.integers(2, 5), st.integers(2, 5))))
def test_images_reach_the_network_between_minus_one_and_one(array):
    opened = as_data(array)
    x, _ = opened.batch(8, dice())
    assert x.min() >= -1 and x.max() <= 1
    assert torch.allclose(opened.unscale(x), opened.draw(8, dice()), atol=1e-3)


def test_tables_are_standardised_column_by_column():
    array = RNG.normal([5, -300], [0.1, 40], (500, 2))
    opened = as_data(array)
    x = opened.scale(opened.source.values)
    assert x.mean(0).abs().max() < 1e-4 and (x.std(0, correction=0) - 1).abs().max() < 1e-4
    assert np.allclose(opened.loc, array.mean(0)) and np.allclose(opened.range[1], array.max(0))


def test_scale_is_differentiable():
    opened = as_data([[0.0, 0.0], [2.0, 20.0]])
    x = torch.zeros(1, 2, requires_grad=True)
    assert torch.autograd.grad(opened.scale(x).sum(), x)[0].tolist() == [[1.0, pytest.approx(0.1)]]


def test_large_images_are_scaled_as_they_are_drawn(monkeypatch):
    source = data.Rows(torch.arange(256, dtype=torch.uint8).reshape(-1, 1))
    lazy = data.Rows(source.values, 127.5, 127.5, as_is=False)
    assert torch.equal(lazy.draw(64, dice()), source.scaled(127.5, 127.5).draw(64, dice()))
    huge = data.Rows(torch.zeros(1, dtype=torch.uint8).expand(2**26 + 1, 1))
    assert not huge.scaled(127.5, 127.5).as_is and huge.scaled(127.5, 127.5).draw(2, dice()).tolist() == [[-1], [-1]]


# What people bring

grey, colour = RNG.integers(0, 256, (6, 9, 7), dtype=np.uint8), RNG.random((6, 9, 7, 3)).astype(np.float32)


@pytest.mark.parametrize("source, shape", [
    (np.arange(10.0), (1,)), (list(range(10)), (1,)), (RNG.random((10, 4)), (4,)), (torch.rand(10, 100), (100,)),
    (torch.rand(10, 1, 100), (100,)), (np.random.default_rng(0).random((10, 100, 1)), (100,)),
    ([[1, 2], [3, 4]], (2,)), ([(1.0, 2.0), (3.0, 4.0)], (2,)), ([torch.rand(3), torch.rand(3)], (3,)),
    (torch.rand(10, 2, dtype=torch.bfloat16), (2,)), (torch.rand(10, 2, requires_grad=True), (2,)),
    (np.asfortranarray(RNG.random((10, 2)))[::-1], (2,)), (RNG.random((10, 2)).astype(">f4"), (2,)),
    (RNG.random((10, 3)) > 0.5, (3,)), (RNG.integers(-9, 9, (10, 2)), (2,)), (pd.Series([1.0, 2.0, 3.0]), (1,)),
    (grey, (1, 9, 7)), (grey[:, None], (1, 9, 7)), (grey[..., None], (1, 9, 7)), (colour, (3, 9, 7)),
    (np.moveaxis(colour, 3, 1), (3, 9, 7)), (torch.rand(6, 4, 9, 7), (4, 9, 7)), (torch.rand(6, 2, 9, 7), (2, 9, 7)),
    (grey > 100, (1, 9, 7)), (RNG.random((3, 8, 8, 8)), (8, 8, 8)),
    (MapStyle([torch.rand(2) for _ in range(5)]), (2,)),
    (MapStyle([(np.ones((4, 5, 3)) * k, k) for k in (0, 1)]), (3, 4, 5)),
    (torch.utils.data.TensorDataset(torch.rand(8, 3)), (3,)),
    (pd.DataFrame({"a": [1, 2, 3], "b": [0.5, 0.1, 0.2]}), (2,)),
])
def test_everything_opens_and_comes_back_in_its_own_units(source, shape):
    opened = as_data(source)
    x = opened.draw(32, dice())
    assert opened.shape == shape and x.shape == (32, *shape) and x.dtype == torch.float32
    assert torch.allclose(opened.unscale(opened.batch(32, dice())[0]), x, atol=1e-4)
    low, high = (torch.as_tensor(end) for end in opened.range)
    assert (x >= low).all() and (x <= high).all() and opened.notes


def test_values_are_copied():
    array = np.arange(8.0).reshape(4, 2).astype(np.float32)
    opened = as_data(array)
    array[:] = -1
    assert opened.source.values.min() == 0


@pytest.mark.parametrize("array, expected", [
    (grey, (0, 255)), (colour, (0, 1)), (colour * 2 - 1, (-1, 1)), (grey > 100, (0, 1)), (grey * 1.0, (0, 255)),
    (grey // 16, (0, 15)), (np.zeros((4, 3, 3)), (0, 1)), (np.full((4, 3, 3), 7), (6, 8)),
    (np.linspace(-2.5, 4, 36).reshape(4, 3, 3), (-2.5, 4)), (np.full((4, 3, 3), 1000) * np.arange(4)[:, None, None],
                                                           (0, 3000))])
def test_the_scale_of_images_is_recognised(array, expected):
    opened = as_data(array)
    assert opened.range == pytest.approx(expected) and f"in {expected[0]:g}..{expected[1]:g}" in " ".join(opened.notes)


def test_the_scale_of_images_can_be_given():
    opened = as_data(grey // 16, value_range=(0, 255))
    assert opened.range == (0, 255) and opened.batch(8, dice())[0].max() < -0.8


def test_channels_are_found_at_either_end():
    first = as_data(np.moveaxis(colour, 3, 1))
    assert torch.equal(as_data(colour).source.values, first.source.values)
    assert "3 channels, last" in repr(as_data(colour)) and "3 channels, first" in repr(first)
    assert as_data(torch.rand(5, 3, 8, 3)).shape == (3, 8, 3) and "guess" in repr(as_data(torch.rand(5, 3, 8, 3)))


def test_tables_keep_their_names_and_labels():
    frame = pd.DataFrame({"age": [30, 40, 50], "height": [1.7, 1.8, 1.6], "kind": ["b", "a", "b"]})
    opened = as_data(frame, labels="kind")
    assert opened.names == ("age", "height") and opened.classes == ("a", "b") and opened.labels.tolist() == [1, 0, 1]
    assert as_data(frame, names=["height"]).names == ("height",)
    assert torch.equal(as_data(frame, names=["height", "age"]).source.values[0], torch.tensor([1.7, 30.0]))
    nullable = pd.DataFrame({"n": pd.array([1, 2, 3], dtype="Int64"), "b": pd.array([True, False, True], "boolean")})
    assert as_data(nullable).source.values.tolist() == [[1, 1], [2, 0], [3, 1]]
    assert as_data(pd.DataFrame(np.eye(3))).names == ("0", "1", "2")


def test_pandas_is_not_imported_for_those_who_do_not_use_it():
    code = ("import sys; from ganlab import data; data.as_data([[1., 2.], [3., 4.]]); data.ring(); data.fashion(); "
            "print(sorted({'pandas', 'sklearn', 'scipy', 'pooch', 'matplotlib'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("labels, codes, classes", [
    ([3, 7, 3, 7], [0, 1, 0, 1], ("3", "7")), (np.array(["x", "y", "x", "x"]), [0, 1, 0, 0], ("x", "y")),
    (torch.tensor([[1], [0], [1], [1]]), [1, 0, 1, 1], ("0", "1")),
    ([1.0, 0.0, 1.0, 2.0], [1, 0, 1, 2], ("0", "1", "2")),
    ([True, False, True, True], [1, 0, 1, 1], ("False", "True")),
    (pd.Series(["x", "y", "x", "x"], dtype="category"), [0, 1, 0, 0], ("x", "y"))])
def test_labels_become_codes(labels, codes, classes):
    opened = as_data(np.arange(4.0), labels=labels)
    assert opened.labels.tolist() == codes and opened.classes == classes and opened.labels.dtype == torch.int64


def test_dataset_labels_are_found_and_can_be_overruled():
    pairs = MapStyle([(torch.full((2,), float(k)), torch.tensor(k % 3)) for k in range(6)])
    assert as_data(pairs).labels.tolist() == [0, 1, 2, 0, 1, 2]
    assert as_data(pairs, labels=list("aabbcc")).classes == ("a", "b", "c")
    tensors = torch.utils.data.TensorDataset(torch.rand(4, 1, 5, 5), torch.tensor([0, 1, 1, 0]))
    assert as_data(tensors).labels.tolist() == [0, 1, 1, 0] and as_data(tensors).shape == (1, 5, 5)


def test_repairs_are_noted():
    opened = as_data(np.c_[np.arange(4.0), np.full(4, 7.0)], names=["x", "y"])
    assert opened.spread[1] == 1 and any("column 'y' never changes" in note for note in opened.notes)
    assert any("only 4 samples" in note for note in opened.notes)
    stamps = as_data(1.7e9 + np.arange(200.0)[:, None])
    assert any("column 0 varies little" in note for note in stamps.notes)
    tiny = as_data(np.arange(4.0)[:, None] * 1e-44)
    assert torch.isfinite(tiny.batch(4, dice())[0]).all()


# What the doctor refuses, and the word that must be in the message

bad, sparse = np.ones((6, 2)), torch.eye(4).to_sparse()
bad[3, 1] = np.nan


class Sparse:
    def tocsr(self):
        pass


@pytest.mark.parametrize("source, keywords, words", [
    (bad, {}, "column 1, row 3"), (bad, dict(names=["age", "height"]), "column 'height', row 3"),
    (pd.DataFrame(np.where(np.isnan(bad), np.inf, bad), columns=["age", "height"]), {}, "column 'height', row 3"),
    (-np.inf * bad, {}, "columns 0, 1, row 0, 1, 2, 3, 4 and 1 more"),
    (np.where(np.arange(4)[:, None, None] == 2, np.nan, np.ones((4, 3, 3))), {}, "image 2"),
    (np.array([[1, "a"], [2, "b"]]), {}, "text"), (np.array([[1, None]], dtype=object), {}, "Python objects"),
    (np.ones((4, 2)) * 1j, {}, "complex"), (torch.ones(4, 2, dtype=torch.complex64), {}, "complex"),
    (np.array(["2024-01-01", "2024-01-02"], dtype="M8"), {}, "dates"),
    (sparse, {}, "to_dense"), (Sparse(), {}, "toarray"),
    (np.ma.masked_array([1.0, 2.0], [True, False]), {}, "masked"), ([[1, 2], [3]], {}, "different lengths"),
    (np.zeros((4, 2), dtype=[("a", float)]), {}, "records"),
    (np.ones((1, 3)), {}, "at least 2 samples, got 1"), ([], {}, "at least 2 samples, got 0"),
    (np.ones((0, 4, 4)), {}, "at least 2"), (np.ones((4, 0)), {}, "shape"), (np.float64(3), {}, "shape"),
    (np.ones((2, 3, 4, 5, 6, 7)), {}, "shape"), (np.ones((3, 7, 20, 20, 20)), {}, "channels"),
    (np.full((3, 2), 1e39), {}, "beyond float32"), (np.full((3, 4, 4), 1e39), {}, "1e38"),
    ("rign", {}, "did you mean 'ring'"), ("mnist", {}, "download"), ("/no/such/folder", {}, "/no/such/folder"),
    (None, {}, "source"), (5, {}, "source"), ({"a": 1, "b": 2}, {}, "source"), ((x for x in range(3)), {}, "source"),
    (pd.DataFrame({"age": [1, 2], "parts": [[1], [2, 3]]}), {}, "'parts'"),
    (pd.DataFrame(np.eye(2), columns=["a", "a"]), {}, "several columns"), (pd.DataFrame(), {}, "names"),
    (pd.DataFrame({"a": [1, 2]}), dict(names=["b"]), "'b'"), (pd.DataFrame({"a": [1, 2]}), dict(labels="b"), "'b'"),
    (MapStyle([{"image": 1, "label": 2}] * 2), {}, "'image'"), (MapStyle([(1, 2, 3)] * 2), {}, "3 parts"),
    (MapStyle([np.ones(2), np.ones(3)]), {}, "item 1"), (MapStyle([]), {}, "at least 2"),
    (MapStyle([np.ones(2), "text"]), {}, "item 1"), (MapStyle([(np.ones(2), 1), np.ones(2)]), {}, "labels must be 2"),
    (np.arange(4.0), dict(labels=[0, 1]), "labels must be 4"),
    (np.arange(4.0), dict(labels=np.ones((3, 2))), "labels must be 4"),
    (np.arange(4.0), dict(labels=[0, 1, np.nan, 1]), "labels"),
    (np.arange(4.0), dict(labels=[0, "a", None, 1]), "labels"), (np.arange(4.0), dict(labels="abcd"), "labels"),
    ("ring", dict(labels=[0, 1]), "endless"), ("ring", dict(names=["x", "y"]), "names"), ("ring", dict(size=8), "size"),
    ("ring", dict(scale="minmax"), "scale"), (np.ones((4, 2)), dict(names=["a"]), "names"),
    (np.ones((4, 2)), dict(names="ab"), "names"), (np.ones((4, 2)), dict(names=["a", "a"]), "names"),
    (np.ones((4, 2)), dict(names=[1, 2]), "names"), (grey, dict(names=["a"]), "names"),
    (grey, dict(size=3), "size"), (grey, dict(value_range=(0, 10)), "value_range"),
    (grey, dict(value_range=5), "value_range"), (np.ones((4, 2)), dict(value_range=(0, 1)), "value_range"),
])
def test_what_is_refused_is_named(source, keywords, words):
    with pytest.raises((ValueError, TypeError)) as error:
        as_data(source, **keywords)
    assert words in str(error.value)


def test_a_draw_without_dice_is_named():
    with pytest.raises(TypeError, match="generator"):
        data.ring().draw(3, None)
    for wrong in (-1, 2.0, "3", True):
        with pytest.raises(ValueError, match="n must be"):
            data.ring().draw(wrong, dice())


def test_targets_open_as_data():
    target = targets.gaussians([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]], [0.1, 0.2], [1, 3])
    opened = as_data(target)
    assert opened.shape == (3,) and torch.allclose(opened.sigma, torch.tensor([0.1, 0.2]))
    assert torch.allclose(opened.weights, torch.tensor([0.25, 0.75]))
