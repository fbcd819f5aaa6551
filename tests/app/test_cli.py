"""The `ganlab` command line."""

import subprocess
import sys
from pathlib import Path

import pytest

import ganlab
from ganlab.app import cli


def test_lab_reads_its_own_arguments_and_hands_on_the_rest(monkeypatch):
    called = []
    monkeypatch.setattr(cli, "serve", lambda *args: called.append(args))
    assert cli.main(["lab"]) == 0
    assert cli.main(["lab", "--no-browser", "--port", "9999", "--dir", "here", "--debug", "--ServerApp.a=b"]) == 0
    assert called == [
        (Path("ganlab-tutorials"), 8888, True, []),
        (Path("here"), 9999, False, ["--debug", "--ServerApp.a=b"]),
    ]


@pytest.mark.parametrize("line, says", [
    ([], "COMMAND"),
    (["lap"], "lap"),
    (["lab", "--port", "x"], "--port"),
])
def test_a_wrong_line_says_what_is_wrong(line, says, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(line)
    assert stop.value.code == 2
    assert says in capsys.readouterr().err


def test_only_commands_that_hand_on_take_unknown_words(monkeypatch, capsys):
    def add_hello(commands):
        commands.add_parser("hello").set_defaults(run=lambda args, extra: 7)

    monkeypatch.setattr(cli, "SUBCOMMANDS", (*cli.SUBCOMMANDS, add_hello))
    assert cli.main(["hello"]) == 7
    with pytest.raises(SystemExit):
        cli.main(["hello", "--world"])
    assert "--world" in capsys.readouterr().err


def test_a_missing_jupyterlab_is_said_plainly(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("ganlab.app.server.find_spec", lambda name: None)
    assert cli.main(["lab", "--dir", str(tmp_path / "new")]) == 1
    assert 'pip install "jupyter-ganlab[lab]"' in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made_is_said_plainly(capsys, tmp_path):
    (tmp_path / "file").touch()
    assert cli.main(["lab", "--dir", str(tmp_path / "file")]) == 1
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_version_through_the_module():
    answer = subprocess.run([sys.executable, "-m", "ganlab", "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == f"ganlab {ganlab.__version__}"
