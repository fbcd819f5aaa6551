"""What is shipped: the wheel, the sdist, and what importing the package costs and needs."""

import ast
import re
import runpy
import subprocess
import sys
import tarfile
import zipfile
from configparser import ConfigParser
from email import message_from_bytes
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [  # a package imports from those on the floors below its own
    {"backend"},
    {"losses"},
    {"nets", "files"},
    {"data"},
    {"latent"},
    {"games", "metrics"},
    {"training"},
    {"timeline", "analysis", "diagnosis"},
    {"gan", "plots"},
    {"zoo", "runs"},
    {"widgets", "app"},
]
WIDGETS = [  # and so do the packages of the widgets among each other
    {"transport"}, {"scene"}, {"render"}, {"panels"}, {"host"}, {"stepper", "latent", "monitor"}, {"lab", "ensemble"},
]
# names and indices; what they import is imported on demand
LOOSE = {"__init__", "__main__", "_names", "_modidx"}


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


def package(name: str) -> str:
    "Where a module lives, such as `data`; a package of the widgets by its own name, such as `widgets.scene`."
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "widgets" and len(parts) > 2 else parts[0]


def floor(name: str) -> tuple[int, int]:  # in FLOORS, and in WIDGETS or 0
    "How high a package stands."
    outer, _, inner = name.partition(".")
    levels = [level for level, names in enumerate(FLOORS) if outer in names]
    assert levels, f"ganlab.{outer} has no floor: give it one in {Path(__file__).name}"
    inside = [level for level, names in enumerate(WIDGETS) if inner in names]
    assert inside or not inner, f"ganlab.{name} has no floor: give it one in {Path(__file__).name}"
    return levels[0], (inside or [0])[0]


def test_imports_are_read_as_they_are_written():
    source = (
        "import torch.nn\nfrom ganlab.data.dataset import Data\ndef f():\n from ...gan import GAN\n from . import live"
    )
    assert imported("widgets.stepper.stepper", source) >= {"torch.nn", ".data.dataset", ".gan", ".widgets.stepper.live"}
    assert [package(name) for name in ("gan", "data.dataset", "data", "widgets.scene.view")] == [
        "gan", "data", "data", "widgets.scene"]


@pytest.mark.parametrize("name", sorted(name for name in modules() if name.split(".")[-1] not in LOOSE))
def test_a_package_imports_only_from_floors_below_its_own(name):
    own, packages = package(name), {package(other) for other in modules() if other not in LOOSE}
    words = [word[1:] for word in imported(name, modules()[name].read_text()) if word.startswith(".")]
    uses = {package(f"{word}.name") for word in words} & packages - {own}
    wrong = sorted(other for other in uses if floor(other) >= floor(own))
    assert not wrong, f"ganlab.{name} is on floor {floor(own)} and imports from {wrong}"


@pytest.mark.parametrize(
    "name", sorted(name.removesuffix(".__init__") for name in modules() if name.endswith(".__init__"))
)
def test_a_door_hands_on_names_that_are_no_modules(name):
    door = import_module(f"ganlab.{name}")
    assert door.__all__ == sorted(set(door.__all__)) and set(door.__all__) <= set(dir(door))
    inside = {other.removeprefix(f"{name}.").split(".")[0] for other in modules() if other.startswith(f"{name}.")}
    assert not inside & set(door.__all__), "a module that bears the name of a function hides it"
    for word in door.__all__:
        getattr(door, word)
    with pytest.raises(AttributeError, match="no_such_name"):
        door.no_such_name


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_module_needs_what_it_was_made_with(name):
    roots = {word.split(".")[0] for word in imported(name, modules()[name].read_text()) if not word.startswith(".")}
    assert not roots & {"nbdev", "fastcore", "execnb"}


def python(code: str, **kwargs) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, **kwargs).stdout


def test_import_is_light():
    heavy = "{'torch', 'matplotlib', 'ipywidgets', 'anywidget', 'numpy', 'jupyterlab', 'nbdev', 'fastcore'}"
    assert python(f"import sys, ganlab, ganlab.app.cli; print(sorted({heavy} & set(sys.modules)))").strip() == "[]"
    doors = ", ".join(f"ganlab.{name.removesuffix('.__init__')}" for name in modules() if name.endswith(".__init__"))
    assert python(f"import sys, {doors}; print(sorted({heavy} & set(sys.modules)))").strip() == "[]"


def test_a_gan_needs_no_widgets_and_no_pictures():
    heavy = (
        "{'matplotlib', 'ipywidgets', 'anywidget', 'traitlets', 'IPython', 'ipykernel', 'comm', 'jupyterlab', "
        "'notebook', 'tornado', 'pandas', 'scipy', 'sklearn', 'nbdev', 'fastcore', 'torchvision', 'tensorflow'}"
    )
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
    for name in ("assets/digits", "assets/fashion", "assets/openmoji", "static/bundled"):  # each under its own licence
        assert any(found.endswith(f"/licenses/ganlab/{name}.LICENSE.txt") for found in names), name
    about = f"jupyter_ganlab-{settings()['version']}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"ganlab", about}


def test_every_data_set_and_bundle_that_ships_comes_with_its_licence():
    shipped = {Path(name) for name in tracked("ganlab/assets", "ganlab/static")}
    for data in {file for file in shipped if file.suffix == ".npz"}:
        assert data.with_suffix("").with_suffix(".LICENSE.txt") in shipped, data
    bundles = "".join((ROOT / name).read_text(encoding="utf-8") for name in shipped if name.suffix == ".js")
    packages = set(re.findall(r"^// node_modules/((?:@[^/]+/)?[^/]+)/", bundles, re.M))  # esbuild names what it took
    assert {"d3-contour", "svgcanvas"} <= packages
    licences = (ROOT / "ganlab/static/bundled.LICENSE.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"^(\S+) [\d.]+ \(\S+\)$", licences, re.M)) == packages


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
    assert f'\nname = "{expected["dist_name"]}"\n' in (ROOT / "pyproject.toml").read_text()  # setuptools wants it there
    assert metadata["Name"] == expected["dist_name"]
    assert metadata["Version"] == expected["version"]
    assert metadata["Summary"] == expected["description"]
    assert metadata["Requires-Python"] == f">={expected['min_python']}"
    assert metadata["License-Expression"] == expected["license"] and metadata["License"] is None
    numbers = [line.rpartition(" ")[2] for line in metadata.get_all("Classifier") if "Python :: 3." in line]
    assert numbers == expected["pythons"].split() and numbers[0] == expected["min_python"]
    assert not any("License ::" in line for line in metadata.get_all("Classifier"))  # refused beside an expression
    needed = [line.replace(" ", "") for line in metadata.get_all("Requires-Dist")]
    assert [line for line in needed if "extra==" not in line] == expected["requirements"].split()
    for extra in ("lab", "data", "export"):
        marked = {line.partition(";")[0] for line in needed if line.endswith(f'extra=="{extra}"')}
        assert marked == set(expected[f"{extra}_requirements"].split())
    page = metadata.get_payload()
    assert "Written by `make readme`" in page and "](nbs/" not in page and metadata["Description-Content-Type"] == (
        "text/markdown")
    [points] = [archive.read(name).decode() for name in archive.namelist() if name.endswith("entry_points.txt")]
    assert "ganlab = ganlab.app.cli:main" in points


INDEX_PAGE = runpy.run_path(str(ROOT / "setup.py"))["index_page"]


def test_the_page_on_the_index_has_no_broken_picture_or_link():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", readme)
    assert len(pictures) >= 4 and all((ROOT / path).is_file() for path in pictures)
    page = INDEX_PAGE(readme, "https://example.org/ganlab", "https://raw.example.org/ganlab/main/")
    targets = re.findall(r"\]\(([^)]*)\)", page)
    assert targets and all(re.match("https://|#", target) for target in targets)
    assert f"https://raw.example.org/ganlab/main/{pictures[0]}" in targets
    unpublished = INDEX_PAGE(readme)
    assert all(re.match("https://|#", target) for target in re.findall(r"\]\(([^)]*)\)", unpublished))
    assert "![" not in unpublished


@pytest.mark.parametrize(("text", "expected"), [
    ("a [link](nbs/a.ipynb).", "a [link](https://r.org/blob/main/nbs/a.ipynb)."),
    ("![alt](nbs/a.png)", "![alt](https://raw.org/nbs/a.png)"),
    ("[there](https://x.org) and [here](#start)", "[there](https://x.org) and [here](#start)"),
])
def test_links_become_absolute(text, expected):
    assert INDEX_PAGE(text, "https://r.org/", "https://raw.org") == expected


def test_twine_finds_nothing_to_complain_about(built):
    archives = [str(file) for file in built.iterdir() if file.suffix in (".whl", ".gz")]
    assert len(archives) == 2
    command = [sys.executable, "-m", "twine", "check", "--strict", *archives]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count("PASSED") == 2, done.stdout + done.stderr


def test_the_unpacked_wheel_works_anywhere(built, tmp_path):
    [wheel] = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import ganlab, ganlab.app.server\n"
        "seed = ganlab.backend.randomness.stream(0, 'z').initial_seed()\n"
        "print(ganlab.__file__, seed > 0, ganlab.app.server.tutorials())"
    )
    answer = subprocess.run([sys.executable, "-I", "-c", code, tmp_path / "site"], cwd=tmp_path / "elsewhere",
                            capture_output=True, text=True, check=True).stdout.split()
    site = tmp_path / "site" / "ganlab"
    assert answer[:2] == [str(site / "__init__.py"), "True"]
    if tracked("nbs/tutorials/*.ipynb"):
        assert answer[2] == str(site / "tutorials")
