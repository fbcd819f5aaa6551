"""What a reader sees of the tutorials before anything is run."""

import re
from pathlib import Path

import nbformat
import pytest

NBS = Path(__file__).parent.parent / "nbs"
TUTORIALS = sorted((NBS / "tutorials").glob("*.ipynb"))
NAMED = re.compile(r"`((?:\d\d_\w+/?)+)`")  # a notebook or a folder of them, such as `10_metrics`
DIRECTIVE = re.compile(r"^\s*#\|", re.M)


@pytest.fixture(params=TUTORIALS, ids=lambda path: path.stem)
def cells(request):
    return nbformat.read(request.param, as_version=4).cells


def test_no_directive_of_the_build_is_visible(cells):
    assert [cell.source for cell in cells if cell.cell_type == "code" and DIRECTIVE.search(cell.source)] == []


def test_no_progress_bar_of_a_busy_day_is_kept(cells):
    texts = [output.text for cell in cells if cell.cell_type == "code" for output in cell.outputs
             if output.output_type == "stream"]
    assert [text for text in texts if "%|" in text] == []


def test_every_notebook_that_is_named_is_there(cells):
    there = {path.relative_to(NBS).with_suffix("").as_posix() for path in NBS.rglob("*")}
    named = {name for cell in cells if cell.cell_type == "markdown" for name in NAMED.findall(cell.source)}
    assert named <= there
