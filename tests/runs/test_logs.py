"""Callbacks that write: what is in their files, and that a training is the same to the bit with all of them."""

import csv

import numpy as np
import pytest
from PIL import Image

from ganlab import GAN
from ganlab.data.sheets import read_sheet
from ganlab.runs.callbacks import (
    Checkpoint, KeepBest, LogTo, SampleSheets, StopOn, TableLog, TensorBoardLog, energy_to_data, sample_sheet)


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_training_is_the_same_to_the_bit_with_all_of_them(tmp_path):
    gan = GAN("ring", seed=3)
    gan.fit(120, progress=False, callbacks=[
        TableLog(tmp_path / "log.csv", 10), TableLog(tmp_path / "log.parquet", 10), SampleSheets(tmp_path / "s", 40),
        Checkpoint(tmp_path / "run.ganlab", 50), KeepBest(tmp_path / "best.ganlab", every=40), StopOn(every=20),
        LogTo(lambda figures, step: None, 30), TensorBoardLog(tmp_path / "board", 20, 60)])
    alone = GAN("ring", seed=3).fit(120, progress=False)
    assert gan.state_hash() == alone.state_hash()
    assert GAN.load(tmp_path / "run.ganlab").state_hash() == alone.state_hash()
    assert (gan.sample(5) == alone.sample(5)).all()
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == [
        "fakes_000040.png", "fakes_000080.png", "fakes_000120.png"]


def test_a_table_has_what_the_history_has_and_goes_on_after_a_kill(tmp_path):
    gan, path = GAN("ring"), tmp_path / "log.csv"
    gan.fit(30, progress=False, callbacks=[TableLog(path, 10)])
    assert [row["round"] for row in rows_of(path)] == ["10", "20", "30"]
    assert float(rows_of(path)[-1]["g_loss"]) == gan.history.last("g_loss")
    with path.open("a") as file:
        file.write("40,0.5")  # the machine went down in the middle of a row
    gan.rewind(20)
    gan.fit(20, progress=False, callbacks=[TableLog(path, 10)])
    assert [row["round"] for row in rows_of(path)] == ["10", "20", "30", "40"]
    assert float(rows_of(path)[-1]["g_loss"]) == gan.history.last("g_loss")


def test_a_parquet_file_holds_the_same_rows(tmp_path):
    polars = pytest.importorskip("polars")
    logs = [TableLog(tmp_path / "a.csv", 10), TableLog(tmp_path / "a.parquet", 10)]
    GAN("ring").fit(30, progress=False, callbacks=logs)
    table = polars.read_parquet(tmp_path / "a.parquet")
    assert table["round"].to_list() == [10, 20, 30]
    assert table["d_loss"].to_list() == [float(row["d_loss"]) for row in rows_of(tmp_path / "a.csv")]


def test_tensorboard_reads_what_was_written(tmp_path):
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    gan = GAN("ring").fit(40, progress=False, callbacks=[TensorBoardLog(tmp_path, every=10, images_every=20)])
    read = accumulator.EventAccumulator(str(tmp_path)).Reload()
    assert [event.step for event in read.Scalars("g_loss")] == [10, 20, 30, 40]
    assert read.Scalars("g_loss")[-1].value == pytest.approx(gan.history.last("g_loss"), rel=1e-6)
    assert [event.step for event in read.Images("samples")] == [20, 40]
    assert "learning" in str(read.Tensors("verdict/text_summary")[0].tensor_proto).lower()


def test_functions_such_as_those_of_wandb_and_mlflow_are_called_as_they_are():
    calls = []

    def log_metrics(metrics, step=None, synchronous=None):  # the signature of mlflow.log_metrics
        assert all(isinstance(value, float) for value in metrics.values())
        calls.append(step)

    GAN("ring").fit(20, progress=False, callbacks=[LogTo(log_metrics, 10)])
    assert calls == [10, 20]


def test_a_sheet_of_images_is_what_the_generator_makes(tmp_path):
    gan = GAN("digits")
    gan.fit(2, progress=False, callbacks=[SampleSheets(tmp_path, 2, n=20)])
    tiles, layout = read_sheet(tmp_path / "fakes_000002.png", (8, 8), (3, 8))
    assert layout.grid == (3, 8) and len(tiles) == 20
    assert (np.asarray(Image.open(tmp_path / "fakes_000002.png")) == sample_sheet(gan, 20)).all()  # the same latents


def test_the_best_state_is_kept(tmp_path):
    scores = iter([3.0, 1.0, 2.0])
    gan = GAN("ring")
    keep = KeepBest(tmp_path / "best.ganlab", lambda gan: next(scores), every=10)
    gan.fit(30, progress=False, callbacks=[keep])
    assert (keep.best, keep.round) == (1.0, 20) and GAN.load(tmp_path / "best.ganlab").rounds == 20
    assert energy_to_data(gan) == energy_to_data(gan) > 0


def test_a_stop_on_a_verdict_waits_for_it_to_last():
    gan = GAN("ring", recipe="collapse")
    gan.fit(4000, progress=False, callbacks=[StopOn("complete collapse", "mode dropping", "hopping", patience=200)])
    assert 200 < gan.rounds < 4000
    with pytest.raises(ValueError, match="no failure 'collapse'"):
        StopOn("collapse")


def test_the_history_as_a_frame():
    pandas = pytest.importorskip("pandas")
    gan = GAN("ring", schedule="alternate").fit(5, progress=False)
    frame = gan.history.frame()
    assert isinstance(frame, pandas.DataFrame) and frame.index.name == "step"
    assert frame["g_loss"].tolist() == gan.history["g_loss"].tolist() and frame.index.tolist() == [1, 2, 3, 4, 5]
