"""How a package hands on the names of its modules: each module is loaded when one of its names is first asked for."""

from collections.abc import Callable
from importlib import import_module

from ganlab._aliases import RENAMED


def door(
    package: str,  # its name, `__name__` in its `__init__`
    modules: dict[str, str],  # module in the package, or relative to it -> the names that it hands on, space-separated
) -> tuple[list[str], Callable, Callable]:  # `__all__`, `__getattr__` and `__dir__` of the package (PEP 562)
    "What makes `package.name` and `from package import name` work without loading anything before."
    home = {name: module for module, names in modules.items() for name in names.split()}
    inside = [module for module in modules if not module.startswith(".")]
    renamed = RENAMED.get(package.removeprefix("ganlab."), {})

    def find(name: str) -> object:
        if name in home:
            return getattr(import_module(f".{home[name].removeprefix('.')}", package), name)
        if name in inside:
            return import_module(f".{name}", package)
        if name in renamed:
            return find(renamed[name])
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return sorted(home), find, lambda: sorted([*home, *inside])
