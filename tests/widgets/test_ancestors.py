"""Widgets have parts instead of ancestors: no class of theirs has more than two ancestors of ours."""

import inspect
from importlib import import_module
from pkgutil import walk_packages

import pytest

from ganlab.widgets import host, lab, latent, monitor, panels, render, scene, stepper, transport

PACKAGES = (transport, scene, render, panels, host, stepper, latent, monitor, lab)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__.rpartition(".")[2])
def test_no_class_has_more_than_two_ancestors_of_ours(package):
    modules = [import_module(found.name) for found in walk_packages(package.__path__, package.__name__ + ".")]
    assert modules
    for module in modules:
        for name, kind in inspect.getmembers(module, inspect.isclass):
            ours = [ancestor.__name__ for ancestor in kind.__mro__ if ancestor.__module__.startswith("ganlab")]
            assert len(ours) <= 3 or not kind.__module__.startswith(package.__name__), (
                f"{module.__name__}.{name}: {ours}"
            )
