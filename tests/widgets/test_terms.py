"""Sums, blends and pictures of what an explorer keeps; what lies under the pointer; where fakes are dense."""

import time

import numpy as np
import pytest
import torch

from ganlab.gan import GAN
from ganlab.widgets.latent.explorer import LatentExplorer
from ganlab.widgets.latent.terms import HERE
from ganlab.widgets.transport.encoding import restore_points


class Page:
    "A page that keeps what it is sent."
    comm_id = "made-up"

    def __init__(self):
        self.sent = []

    def send(self, data=None, metadata=None, buffers=None):
        self.sent.append((data, [bytes(buffer) for buffer in buffers or []]))

    def on_msg(self, function): ...
    def close(self, *_, **__): ...

    def messages(self, kind: str) -> list[dict]:
        return [data["content"] for data, _ in self.sent
                if data.get("method") == "custom" and data["content"]["kind"] == kind]


@pytest.fixture
def make():
    made = []

    def explorer(gan, **options) -> LatentExplorer:
        made.append(LatentExplorer(gan, size=3, **options))
        made[-1].comm = Page()
        return made[-1]

    yield explorer
    for widget in made:
        widget.close()
        if widget.maker.gan is not None:
            widget.trainer.close()


def wait(truth, seconds: float = 120.0):
    end = time.monotonic() + seconds
    while not (value := truth()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
    return value


def double(z):
    "A generator in the plane that is no GAN."
    return 2 * z


def test_a_sum_and_a_blend_have_something_to_begin_with(make):
    explorer = make(double, latent=2, kind="points")
    terms = explorer.gestures.sums.terms
    known = {name: one.z for name, one in terms.known().items()}
    assert list(known) == [HERE, "sample 1", "sample 2", "sample 3"]
    assert len({tuple(z.tolist()) for z in known.values()}) == 4
    explorer.do("combine", ["sample 3", "sample 1", HERE]).result()
    assert torch.allclose(explorer.walk.z, known["sample 3"] - known["sample 1"] + known[HERE])
    explorer.do("undo").result()
    assert torch.allclose(explorer.walk.z, known[HERE], atol=1e-6)
    explorer.do("ends", ["sample 3", "sample 1"]).result()
    explorer.do("blend", {"to": 0.25, "final": True}).result()  # two numbers: the way is straight
    assert torch.allclose(explorer.walk.z, 0.75 * known["sample 3"] + 0.25 * known["sample 1"], atol=1e-5)
    with pytest.raises(ValueError, match="a blend takes two bookmarks, got 'sample 1', 'x'; there is none yet"):
        explorer.do("ends", ["sample 1", "x"]).result()


def test_a_blend_from_the_spot_stays_where_the_hand_began(make):
    explorer = make(double, latent=2, kind="points")
    began = explorer.walk.z.clone()
    explorer.do("ends", [HERE, "sample 2"]).result()
    explorer.do("blend", {"to": 1.0, "final": True}).result()
    explorer.do("blend", {"to": 0.0, "final": True}).result()
    assert torch.allclose(explorer.walk.z, began, atol=1e-6)
    assert list(explorer.album.bookmarks) == ["spot 1"] and "spot 1" in explorer.status


def test_what_is_kept_comes_as_pictures_in_order(make):
    explorer = make(double, latent=2, kind="points")
    page = explorer.comm
    explorer._on_message(explorer, {"kind": "hello", "view": "v"}, [])
    wait(lambda: page.messages("kept"))
    explorer.bookmark("mine")
    explorer.pin()
    message = wait(lambda: next((m for m in page.messages("kept") if m["marks"] == ["mine"] and m["pins"] == 1), None))
    assert message["names"] == [HERE, "sample 1", "sample 2", "sample 3", "mine"]
    _, buffers = next((data, buffers) for data, buffers in reversed(page.sent)
                      if data.get("method") == "custom" and data["content"] is message)
    codes = np.frombuffer(buffers[0][:4 * 7], np.uint16).reshape(7, 2)  # 5 names, a pin, the sum
    seen = restore_points(codes, explorer.drawer.wide)
    known = explorer.gestures.sums.terms.known()
    rows = [*(one.z for one in known.values()), explorer.walk.z]
    rows.append(rows[0] - rows[1] + rows[2])
    expected = 2 * torch.stack(rows).numpy()
    low, high = np.array(explorer.drawer.wide)[[0, 2]], np.array(explorer.drawer.wide)[[1, 3]]
    assert np.allclose(seen, expected.clip(low, high), atol=1e-2)
    told = len(page.messages("kept"))
    explorer._draw()
    time.sleep(0.6)
    assert len(page.messages("kept")) == told  # nothing has changed


def test_a_forgotten_term_gives_way_to_one_that_is_there(make):
    explorer = make(double, latent=2, kind="points")
    explorer.bookmark("mine")
    explorer.do("terms", ["mine", "sample 1", "sample 2"]).result()
    explorer.do("forget", "mine").result()
    assert explorer.pictures.message()[0]["summed"] == (HERE, "sample 1", "sample 2")


def test_the_pointer_learns_what_d_says_what_is_near_and_which_mode(make):
    gan = GAN("ring", seed=0).fit(10, progress=False)
    explorer = make(gan)
    told = explorer.pointed.explain({"at": (0.0, 1.1)}, torch.zeros(0, 2))
    p = float(gan.probability(torch.tensor([[0.0, 1.1]]))[0])
    assert told["lines"][0] == f"D: {100 * p:.0f} % real"
    assert np.allclose(told["mode"], [0, 1], atol=1e-6)  # of eight modes from 0 degrees on, the third
    assert told["lines"][2].startswith("mode 2, ") and "σ from its centre" in told["lines"][2]
    real = explorer.drawer.real.numpy()
    assert told["near"] == pytest.approx(real[np.linalg.norm(real - [0.0, 1.1], axis=1).argmin()].tolist())


def test_the_pointer_says_what_it_knows_of_a_stranger_and_of_images(make):
    stranger = make(double, latent=2, kind="points")
    assert stranger.pointed.explain({"at": (0.0, 1.1)}, torch.zeros(0, 2)) == {"lines": []}
    explorer = make(GAN("digits", seed=0))
    x = explorer.samples()
    told = explorer.pointed.explain({"index": 4}, x)
    data = explorer.maker.gan.data
    nearest = torch.cdist(x[4].reshape(1, -1), data.source.values.flatten(1).float()).argmin()
    assert told["lines"][0].startswith("D: ") and "away (real ones: " in told["lines"][1]
    assert told["lines"][2] == f"its class: {data.classes[int(data.labels[nearest])]}"
    with pytest.raises(ValueError, match="index must be one of the 9 samples"):
        explorer.pointed.explain({"index": 9}, x)


def test_the_density_of_the_fakes_counts_them(make):
    explorer = make(double, latent=2, kind="points")
    assert explorer.density.possible and "density" not in explorer.frames.frame()[1]
    explorer.do("density", True).result()
    codes = explorer.frames.frame()[1]["density"]
    x0, x1, y0, y1 = explorer.drawer.extent
    rows, columns = codes.shape
    across = x0 + (np.arange(columns) + 0.5) / columns * (x1 - x0)
    up = y1 - (np.arange(rows) + 0.5) / rows * (y1 - y0)
    share = (codes / 255.0) ** 2  # twice standard normal: the density is exp(-r² / 8)
    expected = np.exp(-(across[None] ** 2 + up[:, None] ** 2) / 8)
    assert np.corrcoef(share.ravel(), expected.ravel())[0, 1] > 0.95
    assert not make(GAN("digits", seed=0)).density.possible
