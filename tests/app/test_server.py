"""`ganlab lab`: what JupyterLab is told, what happens to the person's files, and one real server."""

import json
import os
import re
import signal
import socket
import urllib.error
import urllib.request
import uuid

import pytest
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp
from lab import Server
from websocket import create_connection

from ganlab.app.server import FIRST_TUTORIAL, be_considerate, copy_missing, jupyter_arguments, tutorials


def told(*args, **kwargs) -> dict[str, str]:
    return dict(argument.removeprefix("--").split("=", 1) for argument in jupyter_arguments(*args, **kwargs))


def test_the_server_is_private_and_quiet(tmp_path, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    settings = told(tmp_path)
    assert settings["ServerApp.ip"] == "127.0.0.1"
    assert re.fullmatch("[0-9a-f]{48}", settings["IdentityProvider.token"])
    assert settings["IdentityProvider.token"] != told(tmp_path)["IdentityProvider.token"]
    assert settings["ServerApp.allow_root"] == "False" and told(tmp_path, root=True)["ServerApp.allow_root"] == "True"
    assert settings["ServerApp.answer_yes"] == "False" and told(tmp_path, ask=False)["ServerApp.answer_yes"] == "True"
    assert settings["LabApp.news_url"] == "None"
    monkeypatch.setenv("JUPYTER_TOKEN", "mine")
    assert told(tmp_path)["IdentityProvider.token"] == "mine"
    assert told(tmp_path, token="another")["IdentityProvider.token"] == "another"


def test_it_opens_the_first_tutorial_where_there_is_one(tmp_path):
    assert told(tmp_path)["LabApp.default_url"] == "/lab"
    (tmp_path / FIRST_TUTORIAL).touch()
    assert told(tmp_path)["LabApp.default_url"] == f"/lab/tree/{FIRST_TUTORIAL}"


def test_the_words_of_the_person_come_last(tmp_path):
    words = ["--ServerApp.port=1", "--debug"]
    assert jupyter_arguments(tmp_path, extra=words)[-2:] == words


@pytest.mark.parametrize("words, option, value", [
    (["--ip=0.0.0.0"], "ip", "0.0.0.0"), (["--ip", "0.0.0.0"], "ip", "0.0.0.0"),
    (["--ServerApp.ip=0.0.0.0"], "ip", "0.0.0.0"), (["--port=9"], "port", 9), (["--allow-root"], "allow_root", True),
    (["--ServerApp.root_dir=/"], "root_dir", "/"), (["--notebook-dir=/"], "root_dir", "/"),
    (["-y"], "answer_yes", True),
    (["--IdentityProvider.token=mine"], "token", "mine"), (["--log-level=10"], "log_level", 10),
    (["--LabApp.default_url=/tree"], "default_url", "/tree"),
])
def test_an_option_that_the_person_gives_replaces_ganlabs_own(tmp_path, words, option, value):
    class Server(ServerApp):  # Jupyter's own reading of a command line, with nothing started
        classes = [*ServerApp.classes, LabApp]

    server = Server()
    server.parse_command_line(jupyter_arguments(tmp_path, extra=words))
    given = [section[option] for section in server.config.values() if option in section]
    assert len(given) == 1 and str(given[0]) == str(value)  # two would be Jupyter's "Bad config"


def test_an_option_that_nobody_knows_is_left_to_jupyter(tmp_path):
    for words in (["--nonsense=3"], ["--help"], ["one.ipynb"], ["--ServerApp.nonsense"]):
        assert jupyter_arguments(tmp_path, extra=words)[-1:] == words
        assert len(jupyter_arguments(tmp_path, extra=words)) == len(jupyter_arguments(tmp_path)) + 1


def test_what_a_person_has_set_in_the_environment_stays(monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    be_considerate()
    be_considerate()
    first, *others = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert first == "mine" and len(others) == 1 and os.environ["OMP_WAIT_POLICY"] == "ACTIVE"


def test_copies_keep_what_a_person_wrote(tmp_path):
    source, mine = tmp_path / "source", tmp_path / "deep" / "mine"
    for name in ("a.ipynb", "pictures/b.png", ".ipynb_checkpoints/a-checkpoint.ipynb"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("old")
    assert copy_missing(source, mine) == [mine / "a.ipynb", mine / "pictures" / "b.png"]
    (mine / "a.ipynb").write_text("edited")
    (mine / "pictures" / "b.png").unlink()
    (source / "a.ipynb").write_text("new")
    assert copy_missing(source, mine) == [mine / "pictures" / "b.png"]
    assert (mine / "a.ipynb").read_text() == "edited"


def test_the_tutorials_of_a_checkout_are_found():
    assert tutorials().name == "tutorials"


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path, "--ServerApp.log_level=DEBUG")
    yield server
    server.stop()


def test_a_real_server(server, tmp_path):
    assert "version" in server.api("/api")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{server.url}/api/status", timeout=30)
    assert server.api("/api/status")["kernels"] == 0
    news = server.api("/lab/api/settings/@jupyterlab/apputils-extension:notification")["schema"]["properties"]
    # it asks no question
    assert news["fetchNews"]["default"] == "false" and news["checkForUpdates"]["default"] is False
    with urllib.request.urlopen(f"{server.url}/lab?token={server.token}", timeout=30) as page:
        assert '"buildCheck": false' in page.read().decode()

    kernel = server.api("/api/kernels", "POST", {"name": "python3"})["id"]
    address = f"ws{server.url.removeprefix('http')}/api/kernels/{kernel}/channels?token={server.token}"
    channels = create_connection(address, timeout=60)
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "kernel_info_request", "session": "", "username": "",
              "version": "5.3"}
    message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": {}}
    channels.send(json.dumps(message))
    while json.loads(channels.recv())["msg_type"] != "kernel_info_reply":
        pass
    channels.close()
    assert f"Small messages of kernel {kernel} are sent at once" in server.log()

    other_root = tmp_path / "other"
    other_root.mkdir()
    other = Server(other_root, "--port", server.url.rpartition(":")[2])  # taken: it finds another one
    try:
        assert other.url != server.url and other.api("/api/status")["kernels"] == 0
    finally:
        assert other.stop(signal.SIGTERM) == 0

    assert server.stop(signal.SIGINT) == 0  # Ctrl-C
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(server.url.rpartition(":")[2]))) != 0
    assert "Traceback" not in server.log()
