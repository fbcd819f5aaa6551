"Modules that have moved answer to their old names, one by one, and load nothing before they are used."

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ganlab import _aliases

BEFORE = json.loads((Path(__file__).parent / "files" / "names_before_packages.json").read_text())  # module -> its names


def test_every_module_that_has_moved_is_known():
    assert set(_aliases.MOVED) == set(BEFORE)


def now(home, name: str) -> str:
    "What a name is called today."
    return name if hasattr(home, name) else _aliases.new_name(home.__name__.removeprefix("ganlab."), name) or name


@pytest.mark.parametrize("old", sorted(_aliases.MOVED))
def test_an_old_name_gives_what_the_new_one_gives(old):
    homes = [import_module(f"ganlab.{home}") for home in _aliases.MOVED[old].split()]
    alias = import_module(f"ganlab.{old}")
    for name in BEFORE[old].split():
        names = {home: now(home, name) for home in homes}
        [thing] = {id(getattr(home, new)): getattr(home, new) for home, new in names.items() if hasattr(home, new)}.values()
        assert getattr(alias, name) is thing, f"ganlab.{old}.{name}"
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
    done = subprocess.run([sys.executable, "-c", f"{code}; print(got.__module__)"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "ganlab.backend.randomness"


@pytest.mark.parametrize("module", sorted(_aliases.RENAMED))
def test_every_renamed_thing_exists_and_its_package_answers_to_both_names(module):
    package, _, _ = module.rpartition(".")
    for word in _aliases.RENAMED[module].split():
        old, new = word.split(":")
        home = import_module(f"ganlab.{module}")
        assert not hasattr(home, old) and hasattr(home, new)
        assert new not in import_module(f"ganlab.{package}").__all__ or hasattr(import_module(f"ganlab.{package}"), old)


def test_an_old_module_loads_nothing_before_it_is_used():
    code = ("import sys, ganlab.streams, ganlab.widgets.vigil, ganlab.checkup\nfrom ganlab.widgets import scenes\n"
            "print(sorted({'torch', 'numpy', 'matplotlib', 'ipywidgets'} & set(sys.modules)))")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
