"""What is shipped: the wheel, the sdist, and what importing the package costs and needs."""

import ast
import subprocess
import sys
import tarfile
import zipfile
from configparser import ConfigParser
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [  # a module imports from the floors below its own, or from its own
    {"data", "doctor", "drawings", "images", "stamps", "targets", "nets", "losses", "schedules", "streams", "metrics", "timeline",
     "history", "weights", "precision", "log", "archive", "floors", "modes", "diversity", "neighbours",
     "divergences", "cells", "features", "game", "latents", "provenance", "classifier"},
    {"recipes", "step", "compiled"},
    {"gan", "phases", "players", "state", "rounds", "travel", "scripts", "keeping", "export", "augment"},
    {"arrows", "closeup", "truth", "warp", "fields", "inversion", "generators", "directions", "diagnosis", "monitoring", "signs", "judge", "remedies", "readings"},
    {"plots", "checkup", "trainer", "widgets.frames", "widgets.scenes", "widgets.stills", "websocket", "server", "company",
     "widgets.past", "widgets.layers", "widgets.closeups", "widgets.show", "widgets.vigil", "widgets.outside", "widgets.document", "widgets.tools", "widgets.exports",
     "widgets.prints", "widgets.films", "widgets.round", "widgets.knobs", "widgets.settings", "widgets.draw", "widgets.edits", "widgets.curves", "widgets.walk", "widgets.sheets", "widgets.survey", "widgets.souvenirs"},
    {"widgets.stepper", "widgets.latent", "widgets.monitor", "widgets.annex"},
    {"widgets.lab", "demo", "speed"},
    {"cli", "__main__"},
]
FREE = {"__init__", "_modidx", "widgets.__init__"}  # names and indices; what they import is imported on demand


def modules() -> dict[str, Path]:  # name below ganlab -> file
    package = ROOT / "ganlab"
    return {".".join(file.relative_to(package).with_suffix("").parts): file for file in package.rglob("*.py")}


def imported(name: str, source: str) -> set[str]:
    "The names that a module imports anywhere in it: absolute, or `.name` for those of ganlab."
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = ["ganlab", *name.split(".")][:-node.level] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names} | {base}
    return {f".{word.removeprefix('ganlab.')}" if word.startswith("ganlab.") else word for word in found}


def floor(name: str) -> int:
    [level] = [level for level, names in enumerate(FLOORS) if name in names] or [None]
    assert level is not None, f"ganlab.{name} has no floor: give it one in {Path(__file__).name}"
    return level


def test_imports_are_read_as_they_are_written():
    source = "import torch.nn\nfrom ganlab.data import Data\ndef f():\n from ..gan import GAN\n from . import frames"
    assert imported("widgets.stepper", source) >= {"torch.nn", ".data", ".gan", ".widgets.frames"}


@pytest.mark.parametrize("name", sorted(set(modules()) - FREE))
def test_no_room_imports_from_a_floor_above(name):
    own = floor(name)
    uses = imported(name, modules()[name].read_text())
    above = [other for other in modules() if f".{other}" in uses and other not in FREE and floor(other) > own]
    assert not above, f"ganlab.{name} is on floor {own} and imports {above}"


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_module_needs_what_it_was_made_with(name):
    roots = {word.split(".")[0] for word in imported(name, modules()[name].read_text()) if not word.startswith(".")}
    assert not roots & {"nbdev", "fastcore", "execnb"}


def python(code: str, **kwargs) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, **kwargs).stdout


def test_import_is_light():
    heavy = "{'torch', 'matplotlib', 'ipywidgets', 'anywidget', 'numpy', 'jupyterlab', 'nbdev', 'fastcore'}"
    assert python(f"import sys, ganlab, ganlab.cli; print(sorted({heavy} & set(sys.modules)))").strip() == "[]"


def test_a_gan_needs_no_widgets_and_no_pictures():
    heavy = ("{'matplotlib', 'ipywidgets', 'anywidget', 'traitlets', 'IPython', 'ipykernel', 'comm', 'jupyterlab', 'notebook', "
             "'tornado', 'pandas', 'scipy', 'sklearn', 'nbdev', 'fastcore', 'torchvision', 'tensorflow'}")
    trained = "from ganlab import GAN; GAN('ring').fit(2, progress=False).sample(3); GAN('digits').step()"
    assert python(f"import sys; {trained}; print(sorted({heavy} & set(sys.modules)))").strip() == "[]"


def settings():
    parser = ConfigParser(delimiters=["="])
    parser.read(ROOT / "settings.ini", encoding="utf-8")
    return parser["DEFAULT"]


def tracked(*paths: str) -> set[str]:
    "The files that git knows and that are there, relative to the repository."
    names = subprocess.run(["git", "ls-files", *paths], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {name for name in names.splitlines() if (ROOT / name).exists()}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    "A folder with a wheel, an sdist, and in `again/` the wheel that is built from that sdist."
    folder = tmp_path_factory.mktemp("dist")
    source = folder / "source"
    for name in tracked():  # as a stranger gets it: nothing that lies about here
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "build", "--no-isolation"]
    subprocess.run([*build, "--sdist", "--wheel", "--outdir", folder, source], check=True, capture_output=True)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder / "unpacked", filter="data")
    [unpacked] = (folder / "unpacked").iterdir()
    subprocess.run([*build, "--wheel", "--outdir", folder / "again", unpacked], check=True, capture_output=True)
    return folder


def inside(folder: Path) -> set[str]:
    [wheel] = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_has_everything(built):
    names = inside(built)
    assert tracked("ganlab") <= names
    tutorials = {f"ganlab/{Path(name).relative_to('nbs')}" for name in tracked("nbs/tutorials")}  # pictures too
    assert tutorials <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.partition("/")[0] for name in names} == {"ganlab", f"ganlab-{settings()['version']}.dist-info"}


def test_the_sdist_can_build_the_same_wheel(built):
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"settings.ini", "setup.py", "pyproject.toml", "README.md", "LICENSE"} <= names
    assert tracked("ganlab") <= names
    assert inside(built) == inside(built / "again")


def test_the_metadata_is_what_settings_ini_says(built):
    [wheel] = built.glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
    metadata, expected = message_from_bytes(archive.read(name)), settings()
    assert metadata["Name"] == expected["lib_name"] and metadata["Version"] == expected["version"]
    assert metadata["Summary"] == expected["description"]
    assert metadata["Requires-Python"] == f">={expected['min_python']}"
    assert metadata["License"] == expected["license"]
    needed = [line.replace(" ", "") for line in metadata.get_all("Requires-Dist")]
    assert [line for line in needed if "extra==" not in line] == expected["requirements"].split()
    for extra in ("lab", "data", "export"):
        marked = {line.partition(";")[0] for line in needed if line.endswith(f'extra=="{extra}"')}
        assert marked == set(expected[f"{extra}_requirements"].split())
    assert metadata.get_payload().strip() == (ROOT / "README.md").read_text().strip()
    [points] = [archive.read(name).decode() for name in archive.namelist() if name.endswith("entry_points.txt")]
    assert "ganlab = ganlab.cli:main" in points


def test_the_unpacked_wheel_works_anywhere(built, tmp_path):
    [wheel] = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    code = ("import sys; sys.path.insert(0, sys.argv[1]); import ganlab, ganlab.server\n"
            "print(ganlab.__file__, ganlab.streams.stream(0, 'z').initial_seed() > 0, ganlab.server.tutorials())")
    answer = subprocess.run([sys.executable, "-I", "-c", code, tmp_path / "site"], cwd=tmp_path / "elsewhere",
                            capture_output=True, text=True, check=True).stdout.split()
    site = tmp_path / "site" / "ganlab"
    assert answer[:2] == [str(site / "__init__.py"), "True"]
    if tracked("nbs/tutorials/*.ipynb"):
        assert answer[2] == str(site / "tutorials")
