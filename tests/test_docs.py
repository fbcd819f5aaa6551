"""The documentation site, without building it: what its pages are made of is there, and its checks can fail."""

import ast
import importlib
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TUTORIALS = ROOT / "nbs" / "tutorials"


@pytest.fixture(scope="module")
def docs():
    "The modules of docs/, which are scripts beside each other."
    sys.path.insert(0, str(ROOT / "docs"))
    yield {name: importlib.import_module(name) for name in ("build", "stage", "runs")}
    sys.path.remove(str(ROOT / "docs"))


def test_every_lesson_is_on_the_site_once(docs):
    stage = docs["stage"]
    listed = stage.LESSONS + stage.ZOO
    assert len(listed) == len(set(listed)) and set(listed) == {file.stem for file in TUTORIALS.glob("*.ipynb")}


def test_recordings_stand_where_a_widget_is_shown(docs):
    for lesson, cells in docs["stage"].LIVE.items():
        notebook = json.loads((TUTORIALS / f"{lesson}.ipynb").read_text(encoding="utf-8"))
        sources = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"}
        for cell, run in cells.items():
            assert run in docs["runs"].RUNS
            assert re.search(r"Stepper\(|Lab\(|DiversityMonitor\(", sources[cell]), (lesson, cell)


def test_recordings_are_code_that_ends_with_a_widget(docs):
    marks = set()
    for run in docs["runs"].RUNS.values():
        *_, last = ast.parse(run.source).body
        assert isinstance(last, ast.Assign) and last.targets[0].id == "widget"
        marks.add(run.mark)
    assert len(marks) == len(docs["runs"].RUNS)


def test_a_notebook_becomes_a_page_without_what_only_nbdev_reads(docs):
    cells = [("code", "#| default_exp x"), ("code", "#| export\ndef f(): pass"), ("code", "#| hide\nsecret"),
             ("markdown", "# Title"), ("code", "stepper")]
    notebook = {"metadata": {}, "cells": [
        {"id": str(i), "cell_type": kind, "source": source, "outputs": []} for i, (kind, source) in enumerate(cells)]}
    page = docs["stage"].as_page(notebook, "../", {"4": "ring"})["cells"]
    assert ["".join(cell["source"]) for cell in page] == ["def f(): pass", "# Title", "stepper"]
    assert 'src="../runs/ring.html"' in page[-1]["outputs"][0]["data"]["text/html"]


def test_every_failure_has_a_heading_and_its_first_remedy(docs, tmp_path):
    from ganlab.diagnosis.remedies import remedies_for
    from ganlab.diagnosis.symptoms import FAILURE_KINDS
    from ganlab.games.recipes import get_recipe

    (tmp_path / "failures.md").write_text((ROOT / "docs" / "pages" / "failures.md").read_text(encoding="utf-8"))
    docs["stage"].stage_failures(tmp_path)
    text = (tmp_path / "failures.md").read_text(encoding="utf-8")
    assert [title.lower() for title in re.findall(r"^## (.*)$", text, re.M)] == [name.lower() for name in FAILURE_KINDS]
    for name in FAILURE_KINDS:
        first = remedies_for(name, get_recipe("collapse"), well=1200, more=True)[0]
        assert first.code in text and first.why in text


def test_broken_links_are_found(docs, tmp_path):
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">1</a><a href="b.html#gone">2</a><img src="no.png"><a href="https://x.org">3</a>'
        '<script src="https://cdn.org/a.js"></script><a href="#top" id="top">4</a><a href="sub/">5</a>')
    (tmp_path / "b.html").write_text('<p id="here"><a href="a%20b.html">')
    (tmp_path / "a b.html").write_text("")
    (tmp_path / "sub").mkdir()
    assert docs["build"].broken_links(tmp_path) == [
        "a.html fetches https://cdn.org/a.js",
        "a.html links to b.html#gone, which has no such anchor",
        "a.html links to no.png, which is not there",
        "a.html links to sub/, which is not there",
    ]


def test_only_what_has_changed_is_written_again(docs, tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    there, wanted = {"same": "1", "other": "1", "gone": "1"}, {"same": "1", "other": "2", "d/e": "3"}
    for folder, files in ((old, there), (new, wanted)):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    before = (old / "same").stat().st_mtime_ns
    docs["build"].bring_up_to_date(old, new)
    assert {str(file.relative_to(old)): file.read_text() for file in old.rglob("*") if file.is_file()} == wanted
    assert (old / "same").stat().st_mtime_ns == before


def test_the_table_of_hosts_names_what_was_tried(docs, tmp_path):
    rows = json.loads((ROOT / "docs" / "matrix.json").read_text(encoding="utf-8"))
    known = {"host", "versions", "widget", "shown", "pressed", "still", "errors", "left"}
    assert all(set(row) == known for row in rows)
    (tmp_path / "hosts.md").write_text((ROOT / "docs" / "pages" / "hosts.md").read_text(encoding="utf-8"))
    docs["stage"].stage_hosts(tmp_path)
    text = (tmp_path / "hosts.md").read_text(encoding="utf-8")
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == len(rows) + 2 and all(len(re.findall(r"(?<!\\)\|", line)) == 7 for line in table)
