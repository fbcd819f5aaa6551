"""Two processes with half of each batch: the same GAN as one process with all of it, and what happens if one dies."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from pair import CASES, trained

from ganlab import GAN

PAIR = Path(__file__).with_name("pair.py")


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("pair"), free_port()
    processes = [subprocess.Popen([sys.executable, str(PAIR), str(rank), port, str(folder)], stderr=subprocess.PIPE,
                                  text=True) for rank in range(2)]
    errors = [process.communicate(timeout=280)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    return folder, [torch.load(folder / f"{rank}.pt") for rank in range(2)]


@pytest.mark.parametrize("case", CASES)
def test_two_halves_are_one_whole(together, case):
    (first, second), gan = (found[case] for found in together[1]), trained(case, 3)
    assert first["hash"] == second["hash"]  # both have the same GAN, to the bit
    for who, player in gan.players.items():
        if case != "adam":  # whose dropout has another mask for each process
            torch.testing.assert_close(first[who], player.weights.vector, atol=1e-5, rtol=0)
    if case != "adam":
        torch.testing.assert_close(first["loss"], torch.as_tensor(gan.history["d_loss"]), atol=1e-5, rtol=1e-5)
    for k, buffer in enumerate(gan.generator.buffers()):
        torch.testing.assert_close(first[f"buffer {k}"], buffer, atol=1e-5, rtol=1e-5)


def test_a_file_of_theirs_opens_alone(together):
    folder, found = together
    last = list(CASES)[-1]
    gan = GAN.load(folder / "0.ganlab")
    assert gan.state_hash() == found[0][last]["hash"] and gan.fit(1, progress=False).rounds == 4


def test_what_they_cannot_train_together_is_refused_by_both(together):
    for found in together[1]:
        batch, seed, compiled = found["refused"]
        assert "batch_size must be a multiple of 2" in batch and "differ" in seed and "compile=True" in compiled


def test_one_that_dies_ends_the_other_with_a_sentence_and_a_file_to_go_on_from(tmp_path):
    line = [sys.executable, "-m", "ganlab", "train", "ring", "--rounds", "1000000", "--out", str(tmp_path / "run"),
            "--every", "checkpoint=10", "--recipe", "classic"]
    env = os.environ | {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": free_port()}
    first, second = [subprocess.Popen(line, env=env | {"RANK": str(rank)}, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, text=True) for rank in range(2)]
    end = time.monotonic() + 200
    while not (tmp_path / "run" / "run.ganlab").exists() and time.monotonic() < end and first.poll() is None:
        time.sleep(0.02)
    os.kill(second.pid, signal.SIGKILL)
    _, said = first.communicate(timeout=100)
    second.communicate()
    assert first.returncode == 3 and "one of the 2 processes has gone" in said and "Traceback" not in said
    gan = GAN.load(tmp_path / "run" / "run.ganlab")
    assert gan.rounds >= 10 and gan.rounds % 10 == 0
    assert gan.fit(1, progress=False).rounds % 10 == 1
