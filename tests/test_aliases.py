"Modules that have moved answer to their old names, one by one, and load nothing before they are used."

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from test_package import imported

from ganlab import _names

BEFORE = json.loads((Path(__file__).parent / "files" / "names_before_packages.json").read_text())  # module -> its names


def test_nothing_in_the_package_imports_an_old_name():
    package = Path(_names.__file__).parent
    uses = {file.name: imported(".".join(file.relative_to(package).with_suffix("").parts), file.read_text())
            for file in sorted(package.rglob("*.py"))}
    found = [f"{file}: {old}" for file, words in uses.items() for old in _names.MOVED if f".{old}" in words]
    assert not found


def test_every_module_that_has_moved_is_known():
    assert set(_names.MOVED) == set(BEFORE)


@pytest.mark.parametrize("old", sorted(_names.MOVED))
def test_an_old_name_gives_what_the_new_one_gives(old):
    homes = [import_module(f"ganlab.{home}") for home in _names.MOVED[old].split()]
    alias = import_module(f"ganlab.{old}")
    for before in BEFORE[old].split():
        name = _names.RENAMED.get(old, {}).get(before, before)
        [thing] = {id(getattr(home, name)): getattr(home, name) for home in homes if hasattr(home, name)}.values()
        assert getattr(alias, before) is thing, f"ganlab.{old}.{before}"
    assert set(alias.__all__) == {name for home in homes for name in home.__all__}
    with pytest.raises(AttributeError, match="no_such_name"):
        alias.no_such_name


@pytest.mark.parametrize("code", [
    "import ganlab.streams; got = ganlab.streams.stream",
    "import ganlab; got = ganlab.streams.stream",
    "from ganlab import streams; got = streams.stream",
    "from ganlab.streams import stream as got",
    "import ganlab.streams as old; got = old.stream",
    "from importlib import import_module; got = import_module('ganlab.streams').stream",
])
def test_every_way_to_import_an_old_module_works(code):
    command = [sys.executable, "-c", f"{code}; print(got.__module__)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "ganlab.backend.randomness"


@pytest.mark.parametrize("old", sorted(set(_names.RENAMED) - set(_names.MOVED)))
def test_a_package_that_was_a_module_answers_to_its_old_names(old):
    package = import_module(f"ganlab.{old}")
    for before, name in _names.RENAMED[old].items():
        assert getattr(package, before) is getattr(package, name) and before not in package.__all__


def test_an_old_module_loads_nothing_before_it_is_used():
    code = ("import sys, ganlab.streams, ganlab.widgets.vigil, ganlab.checkup\nfrom ganlab.widgets import scenes\n"
            "print(sorted({'torch', 'numpy', 'matplotlib', 'ipywidgets'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
