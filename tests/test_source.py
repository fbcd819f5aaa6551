"""How the source is written: few ancestors, one meaning a name, no reaching into others, no clever expressions.

Run as a script, it prints the longest lines of ancestors.
"""

import ast
import inspect
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "ganlab"
FILES = {".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts): file for file in PACKAGE.rglob("*.py")
         if file.stem not in ("__init__", "__main__", "_modidx")}
TARGETS = ("gaussians", "grid", "line", "moons", "ring", "spiral", "swiss_roll", "two_gaussians")
TWICE = dict.fromkeys(TARGETS, "data.ring() opens as Data the density that data.targets.ring() is")
# private names of other packages that there is no public way around
THEIRS = {
    "_ConvNd",  # PyTorch's common class of all convolutions
    "_buffers",  # of a module: to run it on copies of its running statistics
    "_parameters",  # of a module: to run it on copies of weights that it moves by itself
    "_foreach_clamp_max_", "_foreach_clamp_min_", "_foreach_copy_", "_foreach_norm",  # one launch for many tensors
    "_fused_adam_",  # Adam's one operation
    "_repr_html_",  # IPython's protocol
    "_schema",  # of an operation: whether it fills a tensor
}

every_file = pytest.mark.parametrize("name", sorted(FILES))


def tree_of(name: str) -> ast.Module:
    return ast.parse(FILES[name].read_text())


def classes() -> dict[type, list[str]]:  # {class: its ancestors of ours, itself included}
    "Every class that ganlab defines."
    found = {}
    for name in FILES:
        for _, kind in inspect.getmembers(import_module(name), inspect.isclass):
            if kind.__module__ == name:
                found[kind] = [one.__name__ for one in kind.__mro__ if one.__module__.startswith("ganlab.")]
    return found


def defined(tree: ast.Module) -> set[str]:
    "Public functions, classes and constants that a module defines at its top."
    names = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def test_no_class_has_more_than_two_ancestors_of_ours():
    long = {kind.__qualname__: line for kind, line in classes().items() if len(line) > 3}
    assert not long


def test_a_public_name_is_defined_once():
    homes = defaultdict(list)
    for name in FILES:
        for word in defined(tree_of(name)):
            homes[word].append(name)
    twice = {word: modules for word, modules in homes.items() if len(modules) > 1}
    assert {word: twice[word] for word in sorted(set(twice) - set(TWICE))} == {}
    assert not set(TWICE) - set(twice), "these are defined once by now: take them out of TWICE"


@every_file
def test_no_conditional_expression_stands_within_another(name):
    inner = [node.lineno for outer in ast.walk(tree_of(name)) if isinstance(outer, ast.IfExp)
             for node in (outer.body, outer.orelse, outer.test) if isinstance(node, ast.IfExp)]
    assert not inner


@every_file
def test_a_function_with_a_name_is_no_lambda(name):
    named = [node.lineno for node in ast.walk(tree_of(name))
             if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Lambda)]
    assert not named


def reached_into(tree: ast.Module) -> list[tuple[int, str]]:  # (line, attribute)
    "Private attributes of something else than `self` or `cls` that this module does not define itself."
    own = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
           and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")}
    own |= {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    return [(node.lineno, node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)
            and node.attr.startswith("_") and not node.attr.startswith("__") and node.attr not in own]


@every_file
def test_a_module_leaves_private_attributes_of_others_alone(name):
    found = [(line, attribute) for line, attribute in reached_into(tree_of(name)) if attribute not in THEIRS]
    assert not found


if __name__ == "__main__":
    lines = classes()
    numbers = Counter(len(line) - 1 for line in lines.values())
    print("classes by their number of ancestors of ours:", dict(sorted(numbers.items())))
    for kind, line in sorted(lines.items(), key=lambda item: -len(item[1]))[:10]:
        print(f"{kind.__module__}.{kind.__qualname__}: {' < '.join(line)}")
