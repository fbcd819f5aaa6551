"""Archives from friends, from strangers and from the killed: what comes back, and what is refused in words."""

import json
import math
import os
import struct
import subprocess
import sys

import pytest
import safetensors.torch
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab.files import archive
from ganlab.files.archive import ArchiveError

KINDS = [torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.int64, torch.int32, torch.uint8, torch.bool]


def tensor(kind: torch.dtype, shape: tuple) -> torch.Tensor:
    return torch.arange(math.prod(shape)).reshape(shape).to(kind)


leaves = (st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text()
          | st.builds(tensor, st.sampled_from(KINDS), st.lists(st.integers(0, 3), max_size=3).map(tuple)))
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers() | st.just("$tensor"), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(a, b) -> bool:
    if isinstance(a, torch.Tensor):
        return isinstance(b, torch.Tensor) and a.dtype == b.dtype and a.shape == b.shape and torch.equal(a, b)
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


@settings(max_examples=80, deadline=None)
@given(trees)
def test_what_goes_in_comes_out(tmp_path_factory, tree):
    file = tmp_path_factory.getbasetemp() / "tree.ganlab"
    archive.write(file, tree)
    assert same(archive.read(file), tree)


def test_numbers_that_json_has_not(tmp_path):
    archive.write(tmp_path / "x", {"x": [math.nan, math.inf, -math.inf, 0.1]})
    nan, *rest = archive.read(tmp_path / "x")["x"]
    assert math.isnan(nan) and rest == [math.inf, -math.inf, 0.1]


def test_any_tool_for_safetensors_can_look_into_it(tmp_path):
    archive.write(tmp_path / "x", {"w": torch.arange(3.0)})
    assert [t.tolist() for t in safetensors.torch.load_file(tmp_path / "x").values()] == [[0, 1, 2]]


@pytest.mark.parametrize("bad", [object(), {1, 2}, lambda: 0, b"bytes", 1j])
def test_what_is_no_data_is_refused_before_anything_is_written(tmp_path, bad):
    with pytest.raises(TypeError, match="archive holds"):
        archive.write(tmp_path / "x", {"x": [bad]})
    assert not list(tmp_path.iterdir())


# ---- damage

@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    file = tmp_path_factory.mktemp("sound") / "sound.ganlab"
    archive.write(file, {"w": torch.arange(40.0), "n": 3, "t": ("a", {1: None}), "empty": torch.zeros(0, 3)})
    return file.read_bytes()


def refused(tmp_path, content: bytes) -> str:
    file = tmp_path / "refused.ganlab"
    file.write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        archive.read(file)
    assert "refused.ganlab" in str(caught.value) and len(str(caught.value)) < 700
    return str(caught.value)


def test_every_single_bit_counts(tmp_path, sound):
    for place in range(0, len(sound)):
        refused(tmp_path, sound[:place] + bytes([sound[place] ^ (1 << place % 8)]) + sound[place + 1:])


def test_every_length_counts(tmp_path, sound):
    for length in range(0, len(sound), 3):
        refused(tmp_path, sound[:length])
    for more in (b"\0", b"{}", sound):
        refused(tmp_path, sound + more)


# ---- ill will

def forged(texts: object, header: dict, data: bytes = b"") -> bytes:
    text = json.dumps({"__metadata__": texts} | header).encode()
    return struct.pack("<Q", len(text)) + text + data


def texts(tree: str = "{}", tensors: dict | None = None, **changes) -> dict:
    return {"ganlab": "1", "tree": tree, "sha256": archive.checksum(tree, tensors or {})} | changes


def entry(shape: list, start: int, end: int, dtype: str = "F32") -> dict:
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


@pytest.mark.parametrize("header, data", [
    ({"w": entry([2**40, 2**40], 0, 8)}, bytes(8)),
    ({"w": entry([10**30], 0, 8)}, bytes(8)),
    ({"w": entry([2], 0, 2**62)}, bytes(8)),
    ({"w": entry([2], -8, 0)}, bytes(8)),
    ({"w": entry([-2], 0, 8)}, bytes(8)),
    ({"w": entry([2], 8, 0)}, bytes(8)),
    ({"w": entry([2.0], 0, 8)}, bytes(8)),
    ({"w": entry([True, 2], 0, 8)}, bytes(8)),
    ({"w": entry([2], 0, 8), "v": entry([2], 4, 12)}, bytes(12)),
    ({"w": entry([2], 0, 8), "v": entry([2], 0, 8)}, bytes(8)),
    ({"w": entry([2], 0, 8), "v": entry([2], 12, 20)}, bytes(20)),
    ({"w": entry([1] * 40 + [2], 0, 8)}, bytes(8)),
    ({"w": entry([2], 0, 8, "OBJECT")}, bytes(8)),
    ({"w": entry([0, 2**60], 0, 0)}, b""),
    ({"w": {"dtype": "F32", "shape": [2]}}, bytes(8)),
    ({"w": entry([2], 0, 8) | {"more": 1}}, bytes(8)),
    ({"w": "here"}, bytes(8)),
    ({}, bytes(8)),
])
def test_tensors_that_cannot_be_are_refused_before_memory_is_taken(tmp_path, header, data):
    refused(tmp_path, forged(texts(), header, data))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 7,
        b"\0" * 8,
        b"\0" * 100,
        struct.pack("<Q", 2**63) + b"{}",
        struct.pack("<Q", 2**40) + b"{}",
        struct.pack("<Q", 2) + b"{}",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 2) + b"\xff\xfe",
        struct.pack("<Q", 4) + b"null",
        b"\x80\x04\x95" + bytes(60),
        b"PK\x03\x04" + bytes(60),
        struct.pack("<Q", 100_000) + b"[" * 100_000,
        struct.pack("<Q", 500_000) + b'{"a":' * 100_000,
        struct.pack("<Q", 60_012) + b'{"ganlab": ' + b"9" * 60_000 + b"}",
        forged({"ganlab": 1}, {}),
        forged({"ganlab": "1"}, {}),
        forged([], {}),
        forged({}, {}),
        forged(texts(more="x"), {}),
        forged(texts("[" * 50_000), {}),
        forged(texts('{"x": NaN}'), {}),
        forged(texts('{"x": 1e999}'), {}),
        forged(texts('{"x": 1, "x": 2}'), {}),
        forged(texts('{"$tensor": "w"}'), {}),
        forged(texts('{"$run": "rm -rf"}'), {}),
        forged(texts('{"$tuple": {}}'), {}),
        forged(texts('{"$map": [[1]]}'), {}),
        forged(texts('{"$map": [[[], 1]]}'), {}),
        forged(texts('{"$tensor": "w", "$tuple": []}'), {}),
        forged(texts('{"$float": "__import__"}'), {}),
        forged(texts(""), {}),
    ],
    ids=str,
)
def test_strange_files_are_refused_in_words(tmp_path, content):
    refused(tmp_path, content)


def test_versions(tmp_path):
    assert "newer" in refused(tmp_path, forged(texts(ganlab="2"), {}))
    for other in ("0", "1.0", "", "-1", "9" * 5000, "²"):
        assert "newer" not in refused(tmp_path, forged(texts(ganlab=other), {}))


def test_a_keyed_twice_header_is_refused(tmp_path):
    text = b'{"__metadata__":{"ganlab":"1"},"__metadata__":{"ganlab":"1"}}'
    assert "twice" in refused(tmp_path, struct.pack("<Q", len(text)) + text)


def test_a_file_larger_than_allowed_is_not_even_opened(tmp_path):
    file = tmp_path / "large"
    with open(file, "wb") as opened:
        opened.truncate(2**40)  # a terabyte that takes no room
    with pytest.raises(ArchiveError, match="limit"):
        archive.read(file)


def test_what_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        archive.read(tmp_path / "nothing")
    with pytest.raises(IsADirectoryError):
        archive.write(tmp_path, {})


# ---- sudden death

NURSERY = """
import os, random, signal, sys, time, torch
from ganlab import archive

path, times, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(1)
dice = random.Random(0)
begun = time.perf_counter()
archive.write(path, {"n": 0, "w": torch.zeros(size)})
took, n = time.perf_counter() - begun, 0
for _ in range(times):
    child = os.fork()
    if child == 0:
        while True:
            n += 1
            archive.write(path, {"n": n, "w": torch.full((size,), float(n))})
    time.sleep(dice.uniform(0, 4 * took))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = archive.read(path)
    assert found["w"].eq(found["n"]).all() and found["n"] >= n, (found["n"], n)
    n = found["n"]
    print(n, len(os.listdir(os.path.dirname(path))), flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills and forks")
def test_whoever_is_killed_while_writing_leaves_a_whole_file(tmp_path):
    "Twenty writers, killed at random moments: afterwards there is the last whole file, and at most one draft."
    done = subprocess.run(
        [sys.executable, "-c", NURSERY, tmp_path / "run.ganlab", "20", "300000"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(told) == 20 and len({n for n, _ in told}) > 3 and max(files for _, files in told) <= 2
