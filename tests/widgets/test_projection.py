"""The explorer's questions about what is real: nearest, project, a − b + c; and what is said where nobody knows."""

import base64
import io
import threading
import time

import numpy as np
import pytest
import torch
from PIL import Image
from test_latent import mirror
from test_panels import Comm, say, sent, wait

from ganlab import GAN, LatentExplorer, Trainer
from ganlab.widgets.latent.projection import MAX_FILE, copy_words, sample_from_file


def asked(explorer, what: str, value=None) -> None:
    say(explorer, kind="do", what=what, value=value, n=1)


def answer(explorer, what: str) -> dict:
    return wait(lambda: (news := [m for m in sent(explorer, "answer") if m["what"] == what]) and news[-1], 30)


@pytest.fixture
def explorer():
    gan = GAN("digits", seed=0, labels=True)
    widget = LatentExplorer(gan)
    widget.comm = Comm()
    yield widget
    widget.close()
    Trainer.of(gan).close()


def test_nearest_shows_the_sample_and_real_ones_in_order(explorer):
    asked(explorer, "nearest")
    said = answer(explorer, "nearest")
    assert said["captions"] == ["made"] + ["real"] * 4 and said["arrays"][0]["shape"][0] == 5
    assert "1,797 real samples" in said["text"]
    data = explorer.maker.gan.data
    words = copy_words(data, data.source.at(torch.tensor([7]))[0])
    assert "0.00 away" in words and words.endswith("is it a copy?")


def test_a_real_sample_is_looked_for_on_another_thread_and_arrives_with_its_class(explorer):
    asked(explorer, "project", {"strip": 0})
    wait(lambda: "no real samples to choose from" in str(explorer.error))
    asked(explorer, "reals")
    assert answer(explorer, "strip")["arrays"][0]["shape"][0] == 10
    x, label = explorer.strip[0][3], int(explorer.strip[1][3])
    before = explorer.walk.z.clone()
    asked(explorer, "project", {"strip": 3})
    said = answer(explorer, "project")
    wait(lambda: not torch.equal(explorer.walk.z, before))
    wait(lambda: explorer.label == label)
    assert said["captions"] == ["wanted", "made"] and "The nearest that G comes" in said["text"]
    made = explorer.maker(explorer.walk.z[None], label)
    residual = ((made[0] - x.cpu()) / explorer.maker.gan.data.spread).square().mean().sqrt().item()
    assert f"{residual:.2f} away" in said["text"]
    asked(explorer, "undo")
    wait(lambda: torch.equal(explorer.walk.z, before))


def picture(mode="RGB", size=(40, 30)) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "white" if mode != "P" else 1).save(file, "PNG")
    return file.getvalue()


def test_a_picture_from_a_file_is_looked_for_and_what_is_none_is_refused(explorer):
    asked(explorer, "project", {"file": base64.b64encode(picture()).decode()})
    answer(explorer, "project")
    for bad, words in (
        (b"", "at most 20 MB"),
        (b"GIF89a nothing", "cannot be opened as a picture"),
        (picture()[:60], "cannot be opened as a picture"),
    ):
        explorer.error = None
        asked(explorer, "project", {"file": base64.b64encode(bad).decode()})
        wait(lambda: explorer.error is not None)
        assert words in str(explorer.error)
    white = sample_from_file(picture(), (3, 8, 12), (-1, 1))
    assert white.shape == (3, 8, 12) and (white == 1).all()
    assert sample_from_file(picture("L"), (1, 5, 5), (0, 16)).max() == 16
    with pytest.raises(ValueError, match="1 or 3 channels"):
        sample_from_file(picture(), (2, 8, 8), (0, 1))
    with pytest.raises(ValueError, match="at most 20 MB"):
        sample_from_file(bytes(MAX_FILE + 1), (1, 8, 8), (0, 1))


def test_bookmarks_are_reckoned_with(explorer):
    dims = explorer.maker.dims
    z = torch.randn(3, dims, generator=torch.Generator().manual_seed(0))
    for name, one in zip("abc", z):
        explorer.z = one.tolist()
        explorer.bookmark(name)
    explorer.combine("a", "b", "c")
    assert torch.allclose(explorer.walk.z, z[0] - z[1] + z[2], atol=1e-5) and explorer.status == "“a” − “b” + “c”."
    asked(explorer, "combine", ["a", "b", "d"])
    wait(lambda: "takes three bookmarks, got 'a', 'b', 'd'; there is a, b, c" in str(explorer.error))
    asked(explorer, "combine", ["a"])
    wait(lambda: "got 'a'; there is" in str(explorer.error))


def test_where_nobody_knows_the_data_it_is_said_and_can_be_told():
    explorer = LatentExplorer(mirror(4, kind="table"))
    explorer.comm = Comm()
    for what in ("nearest", "reals"):
        explorer.error = None
        asked(explorer, what)
        wait(lambda: "explorer.real = samples" in str(explorer.error))
    with pytest.raises(ValueError, match=r"the generator's shape \(4,\)"):
        explorer.real = np.ones((10, 3)) * np.arange(10)[:, None]
    real = np.random.default_rng(0).normal(size=(50, 4)).astype(np.float32)
    explorer.real = real
    asked(explorer, "reals")
    said = answer(explorer, "strip")
    assert len(said["numbers"]) == 10 and said["arrays"] == []
    asked(explorer, "project", {"strip": 2})
    answer(explorer, "project")
    wait(lambda: np.abs(real - explorer.walk.z.numpy()).max(1).min() < 0.01)
    asked(explorer, "nearest")
    assert "is it a copy?" in answer(explorer, "nearest")["text"]
    assert explorer.nearest().distance.item() < 0.01
    explorer.close()
    endless = LatentExplorer(GAN("ring", width=8))
    endless.comm = Comm()
    asked(endless, "nearest")
    wait(lambda: "density without samples" in str(endless.error))
    asked(endless, "reals")
    assert len(answer(endless, "strip")["numbers"]) == 10
    endless.close()


def test_a_generator_without_a_gradient_is_looked_through_with_news_and_can_be_stopped():
    weights, slow = np.random.default_rng(0).normal(size=(8, 64)).astype(np.float32), threading.Event()

    def blind(z):
        time.sleep(0.02 if slow.is_set() else 0)
        return np.tanh(np.asarray(z) @ weights).reshape(-1, 1, 8, 8)

    explorer = LatentExplorer(blind, latent=8)
    explorer.comm = Comm()
    asked(explorer, "reals")
    said = answer(explorer, "strip")
    assert said["arrays"][0]["shape"][0] == 0 and "a picture from a file" in said["text"]
    z = torch.randn(8, generator=torch.Generator().manual_seed(2)) / 2
    found = explorer.project(blind(z[None])[0])
    assert found.residual.item() < 1e-3 and torch.allclose(explorer.walk.z, z, atol=1e-2)
    slow.set()
    asked(explorer, "project", {"file": base64.b64encode(picture("L", (8, 8))).decode()})

    def notes():
        return [note for note in sent(explorer, "note") if "looking" in note]

    wait(lambda: any(note["looking"] and "% done" in note["text"] for note in notes()))
    asked(explorer, "halt")
    assert answer(explorer, "project")["text"].startswith("Stopped before the end. The nearest that G comes to it is ")
    wait(lambda: notes()[-1]["looking"] is False)
