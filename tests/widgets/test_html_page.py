"""A run as one file: which moments, how small, and that what is read from it is what was written."""

import gzip
import json
import re
from base64 import b64decode

import numpy as np
import pytest
import torch

from ganlab.gan import GAN
from ganlab.widgets.lab.lab import Lab
from ganlab.widgets.render.html_page import FINE, MOST_BYTES, check_size, checked_path, differences, moments_to_record
from ganlab.widgets.render.html_page import rounded, to_html
from ganlab.widgets.scene.scenes import scene_of
from ganlab.widgets.stepper.stepper import Stepper
from ganlab.widgets.transport.encoding import NOWHERE

KINDS = {"u1": np.uint8, "u2": np.uint16, "f4": np.float32}


def ring(**options) -> GAN:
    return GAN("ring", width=4, depth=1, batch_size=8, **options)


def opened(path) -> dict:
    "What is in a page, read with numpy instead of with the page's own code."
    text = path.read_text(encoding="utf-8")
    block = gzip.decompress(b64decode(re.search(r'id="recording"[^>]*>([^<]+)<', text)[1]))
    length = int.from_bytes(block[:4], "little")
    header, at = json.loads(block[4 : 4 + length]), 4 + length
    for pane in header["panes"]:
        for kind in ("arrays", "worldArrays"):
            read = {}
            for listed in pane[kind]:
                dtype, shape = np.dtype(KINDS[listed["dtype"]]), (listed["frames"], *listed["shape"])
                n = int(np.prod(shape))
                raw = np.frombuffer(block[at : at + n * dtype.itemsize], np.uint8)
                at += n * dtype.itemsize
                if dtype == np.float32:
                    read[listed["name"]] = raw.view(np.float32).reshape(shape)
                    continue
                steps = raw if dtype == np.uint8 else raw[:n] + 256 * raw[n:].astype(np.uint16)
                read[listed["name"]] = np.cumsum(steps.reshape(shape), axis=0, dtype=np.uint64).astype(dtype)
            pane[kind] = read
    assert at == len(block)
    return header


def test_what_is_read_is_what_the_scene_shows(tmp_path):
    gan = ring(seed=3).fit(40, progress=False)
    gan.set(loss="hinge")
    gan.mark("a <b> & c")
    gan.fit(20, progress=False)
    gan.rewind(50)
    before, scene = gan.state_hash(), scene_of(gan, 30, 8)
    saved = to_html(tmp_path / "run.html", [(gan, scene, "t")], frames=13, progress=False)
    assert gan.state_hash() == before and gan.moment == 50 and gan.horizon == 60
    assert saved.path.stat().st_size == saved.bytes and f"{saved.bytes / 1e6:.2f} MB" in saved.path.read_text() + repr(
        saved
    )
    run = opened(saved.path)
    assert run["moments"] == sorted({*range(0, 61, 5), 40}) and run["here"] == 50
    [pane] = run["panes"]
    assert [frame["moment"] for frame in pane["frames"]] == run["moments"] and pane["horizon"] == 60
    assert (
        pane["strip"]["events"] == [{"moment": 40, "text": "hinge loss"}]
        and pane["strip"]["marks"][0]["name"] == "a <b> & c"
    )
    for k in (0, 7, len(run["moments"]) - 1):
        gan.rewind(run["moments"][k])
        header, arrays = scene.frame()
        off = np.abs(pane["arrays"]["fakes"][k].astype(int) - arrays["fakes"])
        assert off.max() <= FINE // 2 or (arrays["fakes"] >= NOWHERE - FINE).any()
        t = pane["arrays"]["field"][k] / 127.0 - 1
        assert (
            np.abs(0.5 + t * np.abs(t) / 2 - arrays["field"] / 65535) <= (np.abs(t) + 1 / 127) / 127 / 2 + 1e-4
        ).all()
        assert pane["frames"][k]["steps"] == gan.steps_of_turns and pane["frames"][k]["outside"] == header["outside"]
    assert (pane["worldArrays"]["real"][0] == scene.world()[1]["real"]).all()
    assert pane["arrays"]["d_curve"][0][:, 0].max() == 60


@pytest.mark.parametrize(
    "gan",
    [
        lambda: GAN(torch.randn(60, 1, generator=torch.Generator().manual_seed(0)), width=4, batch_size=8),
        lambda: GAN(torch.rand(20, 3, 8, 8, generator=torch.Generator().manual_seed(0)), width=4, batch_size=4),
        lambda: GAN(torch.randn(60, 4, generator=torch.Generator().manual_seed(0)), width=4, batch_size=8),
    ],
    ids=["line", "images", "table"],
)
def test_every_kind_of_scene_can_be_recorded(tmp_path, gan):
    stepper = Stepper(gan().fit(3, progress=False))
    saved = stepper.to_html(tmp_path / "run.html", progress=False)
    [pane] = opened(saved.path)["panes"]
    header, arrays = stepper.show.scene.frame()
    assert set(pane["arrays"]) == {*arrays, "d_curve", "g_curve"} and saved.frames == 4
    for name, array in arrays.items():
        if array.dtype != np.uint16:
            assert (pane["arrays"][name][-1] == array).all()
    stepper.close()


def test_several_gans_have_the_same_moments_and_say_where_they_parted(tmp_path):
    a = ring().fit(10, progress=False)
    b = a.fork()
    b.set(ema=0.5)
    b.fit(10, progress=False)
    lab = Lab([a, b])
    run = opened(lab.to_html(tmp_path / "lab.html", title="<script>alert(1)</script>", progress=False).path)
    assert run["parted"]["moment"] == 10 and [pane["title"] for pane in run["panes"]] == lab.bench.titles
    assert [pane["horizon"] for pane in run["panes"]] == [10, 20]
    assert [frame["moment"] for frame in run["panes"][0]["frames"]][-1] == 10  # it has no later one
    text = (tmp_path / "lab.html").read_text()
    assert "<script>alert(1)" not in text and "&lt;script&gt;alert(1)" in text
    lab.close()


def test_a_page_names_no_place_from_which_it_could_load(tmp_path):
    stepper = Stepper(ring().fit(2, progress=False))
    text = stepper.to_html(str(tmp_path / "x.htm"), progress=False).path.read_text()
    assert "default-src 'none'" in text and text.count("</script>") == 2
    assert not re.search(r"""(src|href)\s*=\s*["']?\s*(https?:)?//|@import|url\(\s*["']?https?:""", text)
    stepper.close()


def test_what_cannot_be_recorded_is_refused_in_words_and_leaves_no_file(tmp_path):
    stepper = Stepper(ring())
    with pytest.raises(ValueError, match="nothing has been trained yet"):
        stepper.to_html(tmp_path / "run.html")
    stepper.gan.step()
    for bad, error, words in [("run.pdf", ValueError, "path must end in .html, got 'run.pdf'"),
                              (tmp_path / "none" / "run.html", FileNotFoundError, "folder that is there")]:
        with pytest.raises(error, match=words):
            stepper.to_html(bad)
    for frames in (1, 2001, 2.5, True):
        with pytest.raises(ValueError, match="frames must be an int from 2 to 2000"):
            stepper.to_html(tmp_path / "run.html", frames=frames)
    with pytest.raises(ValueError, match="frames must be at most 100 for pictures of this size, got 200"):
        check_size(MOST_BYTES // 100, 200)
    assert not list(tmp_path.iterdir())
    stepper.close()


def test_a_file_that_was_there_is_replaced_whole(tmp_path, monkeypatch):
    stepper, file = Stepper(ring().fit(2, progress=False)), tmp_path / "run.html"
    file.write_text("before")
    with monkeypatch.context() as broken:
        broken.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("no space")))
        with pytest.raises(OSError, match="no space"):
            stepper.to_html(file, progress=False)
    assert file.read_text() == "before" and [path.name for path in tmp_path.iterdir()] == ["run.html"]
    stepper.to_html(file, progress=False)
    assert file.read_text() != "before" and checked_path(file) == file
    stepper.close()


@pytest.mark.parametrize(
    "horizon, frames, keyframes, special",
    [
        (0, 2, (), ()),
        (1, 120, (0, 1), ()),
        (119, 120, (), (7,)),
        (100_000, 120, range(0, 100_000, 37), (5, 99_999)),
        (100_000, 2, (), (1, 2, 3)),
        (50, 3, (), (60,)),
    ],
)
def test_moments_are_in_order_within_the_run_and_about_as_many_as_wanted(horizon, frames, keyframes, special):
    moments = moments_to_record(horizon, frames, list(keyframes), special)
    assert moments == sorted(set(moments)) and {0, horizon} | {s for s in special if s <= horizon} <= set(moments)
    assert set(moments) <= set(range(horizon + 1)) and len(moments) <= frames + len(special)
    assert len(moments) >= 0.9 * min(frames, horizon + 1)
    even = np.linspace(0, horizon, min(frames, horizon + 1))
    assert all(np.abs(np.array(moments) - place).min() <= max(1, horizon / max(1, len(even) - 1) / 2) for place in even)
    if keyframes and horizon > 1000:
        assert len(set(moments) & set(keyframes)) >= 0.9 * len(moments)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_differences_lose_nothing(dtype):
    top = np.iinfo(dtype).max
    stack = np.random.default_rng(0).integers(0, top, (7, 3, 5), dtype=dtype, endpoint=True)
    raw = np.frombuffer(differences(stack), np.uint8)
    steps = raw if dtype == np.uint8 else raw[: stack.size] + 256 * raw[stack.size :].astype(np.uint16)
    assert (np.cumsum(steps.reshape(stack.shape), axis=0, dtype=np.uint64) % (top + 1) == stack).all()


def test_rounding_keeps_what_is_no_number():
    codes = np.array([[0, NOWHERE], [NOWHERE - 1, 12345]], np.uint16)
    assert rounded("fakes", codes)[0, 1] == NOWHERE and rounded("fakes", codes)[1, 0] != NOWHERE
    assert rounded("tiles", np.zeros(3, np.uint8)).dtype == np.uint8
