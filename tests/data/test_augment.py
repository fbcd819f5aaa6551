"""More of a scarce class, marked as what it is; and the examination that says what it is worth."""

import os

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab import GAN, data
from ganlab.backend.randomness import stream
from ganlab.data.augment import joined, missing, repeated, save_samples
from ganlab.files.marking import MADE, provenance
from ganlab.metrics.classifier import compare, train_classifier


@pytest.fixture(scope="module")
def known():
    digits = data.digits()
    keep = (digits.labels != 8).nonzero().flatten()[:200]
    return digits.select(torch.cat([keep, (digits.labels == 8).nonzero().flatten()[:5]]))


@pytest.fixture(scope="module")
def gan():
    return GAN("digits", labels=True, width=8, batch_size=16, seed=3).fit(5, progress=False)


# Parts of data

def test_selected_rows_keep_everything_that_belongs_to_them(known):
    part = known.select(torch.tensor([204, 0]))
    assert torch.equal(part.source.values[1], known.source.values[0]) and part.labels.tolist() == [8, known.labels[0]]
    assert part.range == known.range and part.classes == known.classes and part.n == 2
    assert known.select(known.labels == 8).n == 5
    with pytest.raises(ValueError, match=r"mask of shape \(205,\)"):
        known.select(torch.ones(3, dtype=torch.bool))
    with pytest.raises(ValueError, match="'ring' is endless"):
        data.ring().select(torch.arange(3))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_split_is_a_partition_with_every_class_in_both_parts(share):
    digits = data.digits()
    a, b = digits.split(share, stream(0, "split"))
    rows = torch.cat([a.source.values, b.source.values]).flatten(1)
    theirs = digits.source.values.flatten(1)
    assert sorted(map(tuple, rows.tolist())) == sorted(map(tuple, theirs.tolist()))
    wanted = digits.labels.bincount() * share
    assert (a.labels.bincount() - wanted).abs().max() <= 0.5 and b.labels.bincount().min() > 0
    again, _ = digits.split(share, stream(0, "split"))
    assert torch.equal(again.source.values, a.source.values)


@pytest.mark.parametrize("share", [0, 1, -0.2, 1.5, "half", True, None])
def test_a_bad_share_is_named(share):
    with pytest.raises(ValueError, match="share must be a number between 0 and 1"):
        data.digits().split(share, stream(0, "split"))


# How many

@pytest.mark.parametrize("per_class, expected", [
    (30, lambda n: [max(0, 30 - k) for k in n]), (None, lambda n: [max(n) - k for k in n]),
    ({"8": 7, 3: 2}, lambda n: [0, 0, 0, 2, 0, 0, 0, 0, 7, 0]), ({}, lambda n: [0] * 10), (0, lambda n: [0] * 10)])
def test_how_many_are_missing(known, per_class, expected):
    assert missing(known, per_class).tolist() == expected(known.labels.bincount().tolist())


@pytest.mark.parametrize("per_class", [-1, 2.5, True, "all", {"8": -1}, {"8": 1.5}, [1, 2], {"ten": 3}])
def test_a_bad_count_is_named(known, per_class):
    with pytest.raises(ValueError, match="per_class"):
        missing(known, per_class)


# Real and synthetic

def test_augmented_data_say_what_is_synthetic(known, gan):
    filled = gan.augment(known, 25)
    counts, before = filled.labels.bincount(), known.labels.bincount()
    assert counts.tolist() == [max(25, k) for k in before.tolist()]
    assert filled.synthetic.sum() == (counts - before).sum() and not filled.synthetic[: known.n].any()
    assert torch.equal(filled.source.values[: known.n], known.source.values)
    assert filled.source.values.dtype == torch.uint8 and filled.source.values.max() <= 16
    assert "of them synthetic" in repr(filled)
    some = filled.select(torch.tensor([0, filled.n - 1])).to("cpu")
    assert some.synthetic.tolist() == [False, True]
    twice = gan.augment(filled, 30)
    assert twice.synthetic.sum() == filled.synthetic.sum() + (30 - counts).clamp(min=0).sum()


def test_it_moves_no_dice_of_the_training_and_repeats_from_a_seed(known, gan):
    before = gan.state_hash()
    one = gan.augment(known, 25, stream(1, "augment"))
    two = gan.augment(known, 25, stream(1, "augment"))
    assert gan.state_hash() == before and torch.equal(one.source.values, two.source.values)


def test_classes_are_matched_by_name_and_ranges_by_meaning(gan):
    x = np.random.default_rng(0).random((12, 8, 8), dtype=np.float32)
    theirs = data.as_data(x, labels=["7"] * 4 + ["9"] * 8)  # a data set of two digits, in 0..1
    filled = gan.augment(theirs, 8, stream(0, "augment"))
    assert filled.labels.bincount().tolist() == [8, 8] and filled.source.values.max() <= 1
    made = filled.source.values[filled.synthetic]
    z = gan.draw_z(4, stream(0, "augment"))
    assert torch.allclose(made, (gan.generate(z, labels=[7] * 4) / 16).clamp(0, 1), atol=1e-5)


def test_tables_can_be_augmented_too():
    x = torch.randn(60, 3, generator=stream(0, "x")) * torch.tensor([1.0, 10, 100])
    gan = GAN(x, labels=[0] * 50 + [1] * 10, width=8, batch_size=8).fit(2, progress=False)
    filled = gan.augment(per_class=50)
    assert filled.n == 100 and filled.source.values.dtype == torch.float32 and filled.synthetic.sum() == 40
    low, high = filled.range
    assert (filled.source.values >= low).all() and (filled.source.values <= high).all()
    assert GAN(filled, labels=True, width=8, batch_size=8).fit(1, progress=False).classes == 2


def test_the_flag_survives_a_file(tmp_path, known, gan):
    other = GAN(gan.augment(known, 25), labels=True, width=8, batch_size=8).fit(1, progress=False)
    again = GAN.load(other.save(tmp_path / "x.ganlab", include_data=True))
    assert torch.equal(again.data.synthetic, other.data.synthetic)


@pytest.mark.parametrize("act, named", [
    (lambda gan, known: GAN("digits", width=8).augment(known, 9), r"GAN\(data, labels=True\)"),
    (lambda gan, known: gan.augment("fashion", 9), "shape"),
    (lambda gan, known: gan.augment(data.as_data(torch.rand(9, 8, 8)), 9), "labelled"),
    (lambda gan, known: gan.augment(data.as_data(torch.rand(9, 8, 8), labels=["cat"] * 9), 12), r"\['cat'\]"),
    (lambda gan, known: gan.augment(known, 9, generator="dice"), "generator"),
    (lambda gan, known: gan.tstr(data.as_data(torch.rand(9, 8, 8), labels=[0] * 9), 9, known), "classes"),
])
def test_what_cannot_be_filled_is_refused_in_words(known, gan, act, named):
    with pytest.raises((ValueError, TypeError), match=named):
        act(gan, known)


def test_repeated_samples_are_real_ones(known):
    more = missing(known, 25)
    again = repeated(known, more, stream(0, "repeated"))
    assert again.labels.bincount().tolist() == (known.labels.bincount() + more).tolist()
    rows = {tuple(row) for row in known.source.values.flatten(1).tolist()}
    assert all(tuple(row) in rows for row in again.source.values.flatten(1).tolist())


# Keeping

def test_a_saved_folder_opens_again_and_only_the_synthetic_ones_say_so(tmp_path, known, gan):
    filled = gan.augment(known, {"8": 6})
    save_samples(filled, tmp_path / "digits", data="digits")
    marked = [path for path in (tmp_path / "digits").rglob("*.png") if provenance(path)]
    assert len(marked) == 6 and all(path.parent.name == "8" and path.name.startswith("synthetic") for path in marked)
    opened = data.as_data(tmp_path / "digits")
    assert opened.n == filled.n and opened.classes == filled.classes
    assert any(f"6 of {filled.n} pictures say that they are synthetic" in note for note in opened.notes)


def test_a_saved_npz_opens_again(tmp_path, known, gan):
    filled = gan.augment(known, {"8": 6})
    path = save_samples(filled, tmp_path / "x.npz")
    with np.load(path, allow_pickle=False) as arrays:
        assert np.array_equal(arrays["x"], filled.source.values) and arrays["synthetic"].sum() == 6
        assert np.array_equal(arrays["labels"], filled.labels) and arrays["classes"][8] == "8"
        assert str(arrays["made"]).startswith(MADE)
    with pytest.raises(ValueError, match="path must end in .npz"):
        save_samples(filled, tmp_path / "x.csv")


def test_a_class_with_a_slash_in_its_name_stays_in_its_folder(tmp_path):
    shirts = (data.fashion().labels == 0).nonzero().flatten()[:2]
    few = data.fashion().select(shirts)  # T-shirt/top
    save_samples(joined(few, torch.zeros(1, 1, 28, 28), torch.tensor([0])), tmp_path / "out")
    assert {p.relative_to(tmp_path / "out").parts[0] for p in (tmp_path / "out").rglob("*.png")} == {"T-shirt-top"}


# The examination

def test_a_classifier_learns_and_repeats_itself():
    known, held_out = data.digits().split(0.7, stream(0, "split"))
    one, two = (train_classifier(known, 150, seed=1) for _ in range(2))
    assert one.accuracy(held_out) > 0.9 and torch.equal(one(held_out.source.values), two(held_out.source.values))
    recalls = one.recalls(held_out)
    assert (recalls * held_out.labels.bincount()).sum().item() / held_out.n == pytest.approx(one.accuracy(held_out))


def test_it_moves_no_global_dice():
    before = torch.get_rng_state()
    train_classifier(data.digits(), 2)
    assert torch.equal(torch.get_rng_state(), before)


def test_shuffled_labels_teach_nothing():
    known, held_out = data.digits().split(0.7, stream(0, "split"))
    wrong = data.as_data(
        known, labels=[known.classes[k] for k in known.labels[torch.randperm(known.n, generator=stream(0, "x"))]]
    )
    found = compare({"right": known, "wrong": wrong}, held_out, seeds=2, steps=100, focus=("3",))
    right, wrong = (found.figures(name)["all classes"] for name in ("right", "wrong"))
    assert right.mean() > 0.8 and wrong.mean() < 0.4
    assert found.rows()[0] == ["learnt from", "samples", "all classes", "class 3"] and "±" in str(found)
    assert str(found.sizes["right"]) in found._repr_html_().replace(",", "")


def test_the_table_of_a_gan_has_the_rows_that_it_promises(known, gan):
    _, held_out = data.digits().split(0.7, stream(0, "split"))
    table = gan.tstr(held_out, 25, known, seeds=2, steps=5)
    assert list(table.recalls) == ["real", "real, repeated", "real + synthetic", "synthetic only"]
    assert table.sizes["real"] == known.n
    assert table.sizes["real, repeated"] == table.sizes["real + synthetic"] == table.sizes["synthetic only"]


@pytest.mark.parametrize("act, named", [
    (lambda d: train_classifier(data.as_data(torch.rand(9, 8, 8))), "labelled"),
    (lambda d: train_classifier(d, steps=0), "steps"),
    (lambda d: compare({"a": d}, data.fashion(), seeds=1), "set 'a' has classes"),
    (lambda d: compare({"a": d}, d, focus=("x",)), "focus"),
])
def test_bad_input_is_named(act, named):
    with pytest.raises(ValueError, match=named):
        act(data.digits())


def test_pictures_of_the_real_world_carry_no_claim(tmp_path, known):
    save_samples(known.select(torch.arange(3)), tmp_path / "real")
    assert all(
        provenance(path) is None and "Description" not in Image.open(path).info
        for path in (tmp_path / "real").rglob("*.png")
    )


def test_networks_with_convolutions_leave_one_core_to_others_or_take_what_the_environment_says(monkeypatch):
    most = os.cpu_count()
    for said, threads in (("1", 1), ("", max(1, most - 1)), ("1000", most), ("0", 1), ("many", max(1, most - 1))):
        monkeypatch.setenv("OMP_NUM_THREADS", said)
        assert GAN("digits", width=4).threads == threads and GAN("ring").threads == 1
