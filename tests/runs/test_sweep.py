"""Sweeps: what is left after an end, and which settings are refused."""

import csv

import pytest

from ganlab.app import cli
from ganlab.runs.ensemble import read_row
from ganlab.runs.sweep import sweep, sweep_settings

TREE = {"rounds": 20, "seeds": 2, "recipe": "classic", "vary": {"loss": ["hinge", "lsgan"]}}


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_command_again_does_what_is_left(tmp_path, capsys):
    (tmp_path / "s.toml").write_text('rounds = 20\nseeds = 2\nrecipe = "classic"\n[vary]\nloss = ["hinge", "lsgan"]\n')
    line = ["sweep", str(tmp_path / "s.toml"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert cli.main(line) == 0 and "loss=lsgan" in capsys.readouterr().out
    whole = rows_of(tmp_path / "out" / "runs.csv")
    assert [(row["name"], row["seed"], row["rounds"]) for row in whole] == [
        ("loss=hinge", "0", "20"), ("loss=hinge", "1", "20"), ("loss=lsgan", "0", "20"), ("loss=lsgan", "1", "20")]
    lost = tmp_path / "out" / "01-00000"
    kept = read_row(tmp_path / "out" / "00-00001.ganlab").seconds
    lost.with_suffix(".ganlab").unlink()
    lost.with_suffix(".json").unlink()
    assert cli.main(line) == 0
    again = rows_of(tmp_path / "out" / "runs.csv")
    assert [row["energy"] for row in again] == [row["energy"] for row in whole]
    assert read_row(tmp_path / "out" / "00-00001.ganlab").seconds == kept  # was not touched


def test_another_sweep_in_the_same_folder_is_refused(tmp_path):
    sweep(sweep_settings(TREE | {"rounds": 2}), tmp_path, jobs=1, progress=False)
    with pytest.raises(ValueError, match="holds a sweep with rounds = 2"):
        sweep(sweep_settings(TREE | {"rounds": 3}), tmp_path, jobs=1, progress=False)


@pytest.mark.parametrize("tree, says", [
    ({"loss": "hinge"}, "below .gan."), ({"rounds": 0}, "rounds"), ({"seeds": 0}, "seeds"), ({"seeds": [-1]}, "seeds"),
])
def test_settings_that_make_no_sweep(tree, says):
    with pytest.raises(ValueError, match=says):
        sweep_settings(tree)
