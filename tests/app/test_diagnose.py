"""`ganlab diagnose`: folders, files and sheets as strangers have them, what is said of them, and the exit status."""

import json

import numpy as np
import pytest
from PIL import Image

from ganlab.app import cli
from ganlab.data.images import shipped

PIXELS, LABELS = shipped("digits")
PIXELS = (PIXELS.reshape(-1, 8, 8) * (255 / 16)).round().astype(np.uint8)


def write(pixels, folder, ending="png"):
    folder.mkdir(parents=True)
    for k, one in enumerate(pixels):
        Image.fromarray(one).save(folder / f"{k:04d}.{ending}")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    "Real digits with a folder a class, and fakes: other digits, the same without threes, and copies of real ones."
    home = tmp_path_factory.mktemp("digits")
    for digit in range(10):
        write(PIXELS[:900][LABELS[:900] == digit], home / "real" / str(digit))
    write(PIXELS[900:], home / "good")
    write(PIXELS[900:][LABELS[900:] != 3], home / "no_three")
    write(np.concatenate([PIXELS[:400], PIXELS[900:1300]]), home / "copies")
    return home


def said(capsys, *line):
    status = cli.main(["diagnose", *map(str, line)])
    answer = capsys.readouterr()
    return status, answer.out, answer.err


def test_a_folder_of_other_real_ones_is_healthy(folder, capsys, tmp_path):
    status, out, _ = said(capsys, folder / "good", "--real", folder / "real", "--page", tmp_path / "page.html")
    assert status == 0 and out.startswith("Healthy") and str(tmp_path / "page.html") in out
    page = (tmp_path / "page.html").read_text()
    assert page.startswith("<!doctype html>") and "src=\"http" not in page and "Kinds that are missing" not in page


def test_a_missing_kind_is_named_and_shown(folder, capsys, tmp_path):
    page = tmp_path / "page.html"
    status, out, _ = said(capsys, folder / "no_three", "--real", folder / "real", "--json", "--page", page)
    found = json.loads(out)
    assert status == found["status"] == 1 and found["verdict"] == "mode dropping"
    assert [one["kind"] for one in found["missing"]] == ["3"]
    shown = page.read_text()
    assert "Kinds that are missing" in shown and shown.index("data:image/png") < shown.index("Samples, and real ones")


def test_copies_of_real_ones_are_named(folder, capsys):
    status, out, _ = said(capsys, folder / "copies", "--real", folder / "real", "--no-page")
    assert status == 1 and out.startswith("Memorising") and "400 of 800 samples repeat a real one" in out


def test_arrays_on_another_scale(folder, capsys, tmp_path):
    np.save(tmp_path / "fakes.npy", PIXELS[900:, None] / 127.5 - 1)
    np.savez(tmp_path / "reals.npz", arr_0=PIXELS[:900, :, :, None])
    status, out, _ = said(capsys, tmp_path / "fakes.npy", "--real", tmp_path / "reals.npz", "--no-page")
    assert status == 1 and out.startswith("Scale mismatch") and "−1 to 1" in out


def test_a_table_whose_fakes_have_lost_a_category(capsys, tmp_path):
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    colour = rng.choice(["red", "green", "blue"], 1200)
    size = rng.normal(np.where(colour == "red", 0, 8), 1)
    table = pandas.DataFrame({"colour": colour, "size": size})
    table[:600].to_csv(tmp_path / "reals.csv", index=False)
    table[600:].to_csv(tmp_path / "good.csv", index=False)
    table[600:][colour[600:] != "red"].to_csv(tmp_path / "no_red.csv", index=False)
    assert said(capsys, tmp_path / "good.csv", "--real", tmp_path / "reals.csv", "--no-page")[0] == 0
    status, out, _ = said(capsys, tmp_path / "no_red.csv", "--real", tmp_path / "reals.csv", "--no-page")
    assert status == 1 and ("mode dropping" in out.lower() or "collapse" in out.lower())


def test_one_sheet_and_a_history_of_them(folder, capsys, tmp_path):
    rng, rows = np.random.default_rng(0), []
    for k in range(16):
        x = PIXELS[900:][rng.permutation(897)[:64]]
        x = np.repeat(x[:1], 64, axis=0) if k >= 9 else x
        rows.append(x)
        sheet = np.full((8 * 10 + 2, 8 * 10 + 2), 90, np.uint8)
        for at, one in enumerate(x):
            y, across = 2 + at // 8 * 10, 2 + at % 8 * 10
            sheet[y : y + 8, across : across + 8] = one
        (tmp_path / "sheets").mkdir(exist_ok=True)
        Image.fromarray(sheet).save(tmp_path / "sheets" / f"fakes_{1000 * k:06d}.png")
    status, out, _ = said(capsys, tmp_path / "sheets", "--real", folder / "real", "--no-page", "--json")
    found = json.loads(out)
    assert status == 1 and found["verdict"] == "complete collapse" and abs(found["since"] - 9000) <= 1000
    assert found["notes"] == ["16 sheets of 8 × 8 samples of 8×8, 2 pixels between them"]
    status, out, _ = said(capsys, tmp_path / "sheets" / "fakes_003000.png", "--real", folder / "real", "--no-page")
    assert status == 0 and "64" not in out.splitlines()[0] and "2 looks at 32 samples" in out


@pytest.mark.parametrize("line, says", [
    (["nowhere", "--real", "ring"], "no file or folder 'nowhere'"),
    ([".", "--real", "rign"], "did you mean 'ring'"),
    ([__file__, "--real", "ring"], "neither a folder of pictures nor a file of samples"),
    ([__file__], "--real is missing"),
    ([".", "--real", "ring", "--grid", "8"], "8x8"),
])
def test_what_cannot_be_judged_is_said_plainly(line, says, capsys):
    status, out, err = said(capsys, *line, "--no-page")
    assert status == 2 and says in err and not out


def test_too_few_samples(folder, capsys, tmp_path):
    write(PIXELS[900:920], tmp_path / "few")
    status, _, err = said(capsys, tmp_path / "few", "--real", folder / "real", "--no-page")
    assert status == 2 and "20 samples are too few" in err
