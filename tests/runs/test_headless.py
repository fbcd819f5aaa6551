"""`ganlab train`: settings, resuming to the same bits after a kill, and what lies in the folder at the end."""

import csv
import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from PIL import Image

from ganlab import GAN
from ganlab.app import cli
from ganlab.data import digits
from ganlab.runs.settings import read_toml, settings_from

LINE = [sys.executable, "-m", "ganlab", "train"]


def test_a_run_that_is_killed_goes_on_to_the_same_bits(tmp_path):
    out = tmp_path / "run"
    line = [*LINE, "ring", "--rounds", "400", "--out", out, "--seed", "4", "--every", "checkpoint=20",
            "--every", "log=20"]
    child = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 120
    while not (out / "run.ganlab").exists() and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    killed_at = GAN.load(out / "run.ganlab").rounds
    assert 0 < killed_at < 400 and killed_at % 20 == 0
    answer = subprocess.run(line, capture_output=True, text=True)
    assert answer.returncode in (0, 1) and f"Going on from round {killed_at:,}" in answer.stdout, answer.stderr
    found = json.loads((out / "verdict.json").read_text())
    assert found["rounds"] == 400
    assert found["state"] == GAN("ring", seed=4).fit(400, progress=False).state_hash()
    with (out / "log.csv").open(newline="") as file:
        rounds = [int(row["round"]) for row in csv.DictReader(file)]
    assert rounds == list(range(20, 401, 20))  # each once
    page = (out / "page.html").read_text()
    assert "400 of 400 rounds" in page and "http-equiv" not in page  # which is the last


def test_a_settings_file_with_arguments_above_it(tmp_path, capsys):
    (tmp_path / "s.toml").write_text(f'data = "ring"\nrounds = 30\nout = "{tmp_path / "a"}"\n[gan]\nloss = "hinge"\n')
    assert cli.main(["train", str(tmp_path / "s.toml"), "--rounds", "20", "--set", "batch_size=32"]) == 0
    gan = GAN.load(tmp_path / "a" / "run.ganlab")
    assert gan.rounds == 20 and gan.recipe.batch_size == 32 and gan.loss.name == "hinge"
    assert "Learning" in capsys.readouterr().out
    assert cli.main(["train", str(tmp_path / "s.toml"), "--set", "batch_size=64"]) == 2
    assert "holds a run with gan" in capsys.readouterr().err
    assert cli.main(["train", str(tmp_path / "s.toml"), "--set", "batch_size=32"]) == 0
    assert "Going on from round 20" in capsys.readouterr().out


def test_a_folder_of_pictures_is_taken_up_again(tmp_path, capsys):
    (tmp_path / "pictures").mkdir()
    for k, one in enumerate(digits().source.values[:80].numpy().astype(np.uint8)):
        Image.fromarray(one[0] * 15).save(tmp_path / "pictures" / f"{k:02d}.png")
    line = ["train", str(tmp_path / "pictures"), "--out", str(tmp_path / "run"), "--every", "sheets=2"]
    assert cli.main([*line, "--rounds", "2"]) == 0
    assert cli.main([*line, "--rounds", "4"]) == 0
    assert "Going on from round 2" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "run" / "sheets").iterdir()) == [
        "fakes_000002.png", "fakes_000004.png"]


@pytest.mark.parametrize("line, says", [
    (["nothing-there"], "neither built in nor a folder"),
    (["ring", "--set", "lose=hinge"], "lose"),
    (["ring", "--set", "loss"], "name=value"),
    (["ring", "--every", "page=3"], "there is no 'page'"),
    (["ring", "--rounds", "0"], "rounds"),
])
def test_what_cannot_be_trained_is_said_plainly(line, says, capsys, tmp_path):
    assert cli.main(["train", *line, "--out", str(tmp_path / "out")]) == 2
    assert says in capsys.readouterr().err


def test_settings_name_what_they_do_not_know(tmp_path):
    with pytest.raises(ValueError, match="no 'losss'"):
        settings_from({"losss": 1})
    (tmp_path / "bad.toml").write_text("rounds = = 3")
    with pytest.raises(ValueError, match="bad.toml is no TOML"):
        read_toml(tmp_path / "bad.toml")
