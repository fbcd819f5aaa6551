"Tables of pandas and polars: categories, switches, dates and gaps open, and every treatment is said"

import datetime
import decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
import torch

from ganlab import GAN
from ganlab.data import as_data

DAYS = [datetime.date(2024, 1, day) for day in (3, 1, 2, 5)]
STAMPS = [datetime.datetime(2024, 1, day, 12) for day in (3, 1, 2, 5)]


def column(frame: pd.DataFrame | pl.DataFrame, name: str) -> list[float]:
    opened = as_data(frame)
    return opened.source.values[:, opened.names.index(name)].tolist()


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
@pytest.mark.parametrize("values, name, expected, words", [
    ([1, 2, 3, 4], "a", [1, 2, 3, 4], ""),
    ([1.5, None, 2.5, 4.5], "a", [1.5, 2.5, 2.5, 4.5], "missing values filled with the median"),
    ([3, None, 5, 9], "a", [3, 5, 5, 9], "missing values filled with the median"),
    ([True, False, True, True], "a", [1, 0, 1, 1], "true and false read as 1 and 0"),
    ([True, None, True, False], "a", [1, 1, 1, 0], "missing values filled"),
    (["x", "y", "x", "x"], "a=y", [0, 1, 0, 0], "categories read as columns of 0 and 1"),
    (["x", "y", "z", "x"], "a=x", [1, 0, 0, 1], "'a' (x, y, z)"),
    (["x", None, "z", "x"], "a=missing", [0, 1, 0, 0], "a category of their own, 'missing'"),
    (DAYS, "a", [2, 0, 1, 4], "dates read as days since the earliest"),
    (STAMPS, "a", [2, 0, 1, 4], "dates read as days since the earliest"),
    ([DAYS[0], None, DAYS[2], DAYS[3]], "a", [1, 1, 0, 3], "missing values filled with the median"),
    ([datetime.timedelta(hours=h) for h in (12, 24, 0, 48)], "a", [0.5, 1, 0, 2], "durations read as days"),
    ([decimal.Decimal("1.5"), decimal.Decimal(2), decimal.Decimal(3), decimal.Decimal(4)], "a", [1.5, 2, 3, 4], ""),
    (["1.5", "2", "-3", "1e2"], "a", [1.5, 2, -3, 100], ""),
])
def test_a_column_of_every_kind_opens_and_its_treatment_is_said(library, values, name, expected, words):
    frame = library({"a": values, "b": [0.5, 1.0, 2.0, 3.0]})
    assert column(frame, name) == expected and words in repr(as_data(frame))
    assert as_data(frame).kind == "table"


@pytest.mark.parametrize("series", [
    pd.Series(["lo", "hi", "lo", "hi"], dtype="category"), pd.Series([10115, 20095, 10115, 20095], dtype="category"),
    pl.Series(["lo", "hi", "lo", "hi"], dtype=pl.Categorical),
    pl.Series(["lo", "hi", "lo", "hi"], dtype=pl.Enum(["lo", "hi"])),
])
def test_what_the_library_calls_a_category_is_one(series):
    frame = (pd if isinstance(series, pd.Series) else pl).DataFrame({"a": series, "b": [1.0, 2.0, 3.0, 4.0]})
    opened = as_data(frame)
    assert opened.names[0].startswith("a=") and sorted(opened.source.values[:, 0].tolist()) == [0, 0, 1, 1]


@pytest.mark.parametrize("series, expected", [
    (pd.Series(pd.array([1, None, 3, 5], dtype="Int64")), [1, 3, 3, 5]),
    (pd.Series(pd.array([True, None, True, False], dtype="boolean")), [1, 1, 1, 0]),
    (pd.Series(pd.array([0.5, None, 1.5, 1.5], dtype="Float32")), [0.5, 1.5, 1.5, 1.5]),
    (pd.Series(pd.to_datetime(STAMPS)).dt.tz_localize("Asia/Tokyo"), [2, 0, 1, 4]),
    (pd.Series([1, "2", None, 3.5], dtype=object), [1, 2, 2, 3.5]),
])
def test_pandas_own_types_open(series, expected):
    assert column(pd.DataFrame({"a": series, "b": range(4)}), "a") == expected


def test_columns_that_say_nothing_are_left_out_and_named():
    n = 200
    frame = pd.DataFrame({"id": [f"user{k}" for k in range(n)], "void": [None] * n, "x": np.arange(n) * 1.0})
    opened = as_data(frame)
    assert opened.names == ("x",) and "'id' (200): more than 30 different texts; left out" in repr(opened)
    assert "'void': nothing in it; left out" in repr(opened)
    with pytest.raises(ValueError, match="no column of the DataFrame can be learnt.*'id'"):
        as_data(frame, names=["id"])


@pytest.mark.parametrize("values", [[[1], [2], [3]], [{"a": 1}] * 3, [1j, 2j, 3j], [(1, 2), (3, 4), None]])
def test_a_column_that_cannot_be_numbers_is_refused_by_name(values):
    with pytest.raises(TypeError, match="'odd'.*neither numbers, texts nor dates"):
        as_data(pd.DataFrame({"x": [1.0, 2.0, 3.0], "odd": pd.Series(values, dtype=object)}))


def test_infinite_values_and_lazy_frames_say_what_to_do():
    with pytest.raises(ValueError, match="column 'x', row 1"):
        as_data(pl.DataFrame({"x": [1.0, float("inf"), 3.0], "y": [1, 2, 3]}))
    with pytest.raises(TypeError, match="collect"):
        as_data(pl.DataFrame({"x": [1.0, 2.0]}).lazy())


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
def test_a_mixed_table_trains_with_a_column_as_labels(library):
    rng = np.random.default_rng(0)
    frame = library({"age": rng.normal(40, 9, 300), "income": rng.lognormal(10, 1, 300),
                     "smokes": rng.random(300) < 0.3, "city": rng.choice(["Oslo", "Rome", "Lima"], 300),
                     "group": rng.choice(["a", "b"], 300)})
    opened = as_data(frame, labels="group")
    assert opened.names == ("age", "income", "smokes", "city=Lima", "city=Oslo", "city=Rome")
    assert opened.classes == ("a", "b") and np.array_equal(opened.source.values[:, 3:].sum(1), np.ones(300))
    assert torch.allclose(opened.scale(opened.source.values).std(0, correction=0), torch.ones(6), atol=1e-4)
    gan = GAN(frame, labels=frame["group"], width=8, depth=1, batch_size=16).fit(2, progress=False)
    assert gan.sample(5).shape[0] == 5 and gan.classes == 2
