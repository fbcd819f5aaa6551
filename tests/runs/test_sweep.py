"""Sweeps: what is left after an end, and which settings are refused."""

import csv
import os
import signal
import threading
import time

import pytest
from joblib import parallel_config

from ganlab.app import cli
from ganlab.runs.members import read_row, row_path
from ganlab.runs.sweeps import sweep, sweep_settings

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
    ({"loss": "hinge"}, "below .gan."), ({"rounds": 0}, "rounds"), ({"vary": ["loss"]}, "vary must be a table"),
    ({"checkpoint": 0}, "checkpoint"), ({"seeds": 0}, "seeds"), ({"seeds": [-1]}, "seeds"),
])
def test_settings_that_make_no_sweep(tree, says):
    with pytest.raises(ValueError, match=says):
        sweep_settings(tree)


def test_a_worker_of_a_cluster_that_is_killed_costs_no_run(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    settings = sweep_settings(TREE | {"rounds": 60, "seeds": 2, "every": 20, "checkpoint": 20})
    sweep(settings, tmp_path / "alone", jobs=1, progress=False)
    killed, done_before = [], {}

    def kill(cluster) -> None:
        "Kill the worker that has begun the first run, while that has a checkpoint and no row."
        first, end = tmp_path / "cluster" / "00-00000.ganlab", time.monotonic() + 100
        while not (first.exists() and not row_path(first).exists()) and time.monotonic() < end:
            time.sleep(0.005)
        done_before.update({path: path.stat().st_mtime_ns for path in row_path(first).parent.glob("*-?????.json")})
        held = cluster.scheduler.workers.values()
        killed.append(next(worker.pid for worker in cluster.workers.values() if worker.pid))
        os.kill(killed[0], signal.SIGKILL)
        assert len(held) <= 2

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster), parallel_config(backend="dask"):
            killer = threading.Thread(target=kill, args=(cluster,))
            killer.start()
            sweep(settings, tmp_path / "cluster", progress=False)
            killer.join()
    alone, found = rows_of(tmp_path / "alone" / "runs.csv"), rows_of(tmp_path / "cluster" / "runs.csv")
    assert killed and len(found) == 4
    assert [row | {"seconds": 0} for row in found] == [row | {"seconds": 0} for row in alone]
    assert all(path.stat().st_mtime_ns == when for path, when in done_before.items())  # what was done is not done again
