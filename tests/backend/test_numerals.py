"""Numbers as people read them: the same in the kernel and on the page."""

import json
import math
from pathlib import Path

import pytest

from ganlab.backend.numerals import MINUS, count_text, fixed_text, number_text, percent_text, tick_texts

LISTED = json.loads((Path(__file__).parents[2] / "js" / "test" / "lib" / "numerals.json").read_text())
WRITERS = {"number": number_text, "count": count_text, "percent": percent_text, "fixed": fixed_text}


@pytest.mark.parametrize("kind, given, said", [(k, g, s) for k in WRITERS for g, s in LISTED[k].items()])
def test_page_and_kernel_write_the_same_numbers_in_the_same_way(kind, given, said):
    assert WRITERS[kind](float(given)) == said


@pytest.mark.parametrize("given, said", LISTED["ticks"])
def test_ticks_are_told_apart_whatever_their_range(given, said):
    assert tick_texts(given) == said


def test_what_is_written_can_be_read_again():
    for value in (0.0123, -4.56, 789.0, 1234.0, 98765.0, 0.001):
        read = float(number_text(value).replace(MINUS, "-").replace(",", ""))
        assert math.isclose(read, value, rel_tol=5e-3)
    assert "-" not in number_text(-2.0) + count_text(-2) + fixed_text(-2.0) + percent_text(-0.2)
