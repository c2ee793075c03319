"""Frames: polars, pandas, and any Arrow columns; as a Parquet file is read."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_makers import read_bytes, whole

from countersight.errors import ColumnError, SourceError
from countersight.model.record import Batch, RecordKind
from countersight.read import Limits, Options, Source, read


def batches(frame: object, options: Options | None = None) -> list[Batch]:
    return list(read(Source("frame", frame=frame), options))


def table(frame: object, options: Options | None = None) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(batch.table) for batch in batches(frame, options)])


class Columns:
    """Hands out Arrow columns and is nothing else."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


DATA = {
    "Supplier": ["Axis", None, "Bosch"],
    "Amount": [1.5, 12.0, None],
    "Date": [dt.date(2025, 4, 30), None, dt.date(2025, 5, 1)],
    "Colour": ["red", "", None],
}
MAKERS: dict[str, Callable[[], object]] = {
    "polars": lambda: pl.DataFrame(DATA),
    "pandas": lambda: pd.DataFrame(DATA),
    "pandas with times": lambda: pd.DataFrame({**DATA, "Date": pd.to_datetime(DATA["Date"])}),
    "arrow": lambda: Columns(pl.DataFrame(DATA)),
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_frame_gives_the_same_rows(name: str) -> None:
    [batch] = batches(MAKERS[name]())
    found = pl.DataFrame(batch.table)
    assert batch.reading.format == "frame"
    assert batch.reading.mapped == (
        ("name", "Supplier"),
        ("amount", "Amount"),
        ("date", "Date"),
    )
    assert batch.reading.ignored == ("Colour",)
    assert found["name"].to_list() == ["Axis", None, "Bosch"]
    assert found["amount"].to_list() == ["1.5", "12.0", None]
    assert found["date"].to_list() == ["2025-04-30", None, "2025-05-01"]
    assert found["row"].to_list() == [1, 2, 3]
    assert found["file"].to_list() == ["frame"] * 3


def test_the_file_and_the_frame_are_read_alike() -> None:
    frame = pl.DataFrame(DATA)
    out = io.BytesIO()
    frame.write_parquet(out)
    out.seek(0)
    [batch] = read(Source("frame", stream=out))
    assert pl.DataFrame(batch.table).equals(table(frame))


def test_the_mapping_and_the_kind_of_files_hold_for_frames() -> None:
    options = Options((("name", "Colour"),), RecordKind.COMPONENT)
    found = table(pd.DataFrame(DATA), options)
    assert found["kind"].unique().to_list() == ["component"]
    with pytest.raises(ColumnError, match="there is no column 'Color'"):
        batches(pd.DataFrame(DATA), Options((("name", "Color"),)))


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_a_frame_comes_in_batches(make: type) -> None:
    frame = make({"Supplier": [f"S {number}" for number in range(10)]})
    found = batches(frame, Options(limits=Limits(batch_rows=4)))
    assert [batch.rows for batch in found] == [4, 4, 2]
    assert pl.concat([pl.DataFrame(each.table) for each in found])["row"].to_list() == list(
        range(1, 11)
    )


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_nested_columns_are_left_out_and_told(make: type) -> None:
    frame = make({"Supplier": ["Axis"], "Parts": [["a", "b"]], "Object": [{"a": 1}]})
    [batch] = batches(frame)
    assert batch.reading.notes == (
        "column 'Parts' holds no plain values",
        "column 'Object' holds no plain values",
    )
    assert pl.DataFrame(batch.table)["name"].to_list() == ["Axis"]


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_a_frame_of_nested_columns_alone_is_an_error(make: type) -> None:
    with pytest.raises(ColumnError, match="no column holds plain values"):
        batches(make({"Supplier": [["a"]]}))


def test_a_nested_cell_further_down_is_a_problem_of_its_column() -> None:
    frame = pd.DataFrame({"Supplier": ["Axis", "Bosch"], "Country": ["GB", ["DE", "FR"]]})
    found = batches(frame, Options(limits=Limits(batch_rows=1)))
    problems = [problem for batch in found for problem in batch.problems]
    assert [(each.code, each.rows) for each in problems] == [("nested-cell", 0)]
    assert "'Country'" in problems[0].message
    assert sum(batch.rows for batch in found) == 2


def test_two_columns_of_one_name_are_an_error() -> None:
    twins = pd.DataFrame([["Axis", "Bosch"]], columns=["Supplier", "Supplier"])
    with pytest.raises(ColumnError, match="two columns have one name: 'Supplier'"):
        batches(twins)


def test_two_arrow_columns_of_one_name_are_an_error() -> None:
    class Twins:
        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            raise pl.exceptions.DuplicateError("column 'Supplier' has more than one occurrence")

    with pytest.raises(ColumnError, match="two columns have one name"):
        batches(Twins())


@pytest.mark.parametrize("kind", ["polars", "pandas"])
def test_a_million_categories_are_read(kind: str) -> None:
    names = [f"Supplier {number}" for number in range(1_000_000)]
    frame: object
    if kind == "polars":
        frame = pl.DataFrame({"Supplier": pl.Series(names, dtype=pl.Categorical)})
    else:
        frame = pd.DataFrame({"Supplier": pd.Categorical(names)})
    assert sum(batch.rows for batch in batches(frame)) == 1_000_000


def test_values_of_pandas_become_the_text_that_polars_makes_of_them() -> None:
    values: dict[str, list[object]] = {
        "Supplier": ["Axis", "Bosch"],
        "fact:official_use": [True, None],
        "Serial": [7, 8],
        "MAC": [b"00:11", None],
        "Amount": [Decimal("1.50"), np.float64(2.5)],
    }
    found = table(pd.DataFrame(values))
    assert found["facts"].to_list() == ['{"official_use": true}', None]
    assert found["serial"].to_list() == ["7", "8"]
    assert found["mac"].to_list() == ["00:11", None]
    assert found["amount"].to_list() == ["1.50", "2.5"]


def test_numbers_of_every_kind_are_text_with_gaps_as_null() -> None:
    values = {
        "Supplier": ["a", "b"],
        "Amount": pd.array([1, None], dtype="Int64"),
        "Country": np.array([1.5, np.nan], dtype=np.float32),
        "fact:above_threshold": pd.array([True, None], dtype="boolean"),
    }
    found = table(pd.DataFrame(values))
    assert found["amount"].to_list() == ["1", None]
    assert found["country"].to_list() == ["1.5", None]
    assert found["facts"].to_list() == ['{"above_threshold": true}', None]


def test_headers_of_several_levels_and_of_numbers_are_text() -> None:
    frame = pd.DataFrame(
        [["Axis", 5]], columns=pd.MultiIndex.from_tuples([("Supplier", ""), ("Sum", 1)])
    )
    [batch] = batches(frame)
    assert batch.reading.mapped == (("name", "Supplier"),)
    assert batch.reading.ignored == ("Sum 1",)


def test_an_empty_frame_has_no_rows() -> None:
    for frame in (pd.DataFrame({"Supplier": []}), pl.DataFrame({"Supplier": ["a"]}).clear()):
        [batch] = batches(frame)
        assert batch.rows == 0
        assert "no rows" in batch.reading.notes


def test_a_frame_without_a_name_is_a_problem_as_a_file_is() -> None:
    [batch] = batches(pd.DataFrame({"Colour": ["red"]}))
    assert [each.code for each in batch.problems] == ["no-columns"]


def test_a_frame_that_is_too_wide_is_an_error() -> None:
    frame = pl.DataFrame({f"c{number}": [1] for number in range(12)})
    with pytest.raises(ColumnError, match="has 12 columns, and no more than 9 are read"):
        batches(frame, Options(limits=Limits(max_columns=9)))


@pytest.mark.parametrize("thing", [{"Supplier": ["Axis"]}, 5, None.__class__, "x"])
def test_what_is_no_frame_is_an_error(thing: object) -> None:
    with pytest.raises(SourceError, match="is no frame"):
        batches(thing)


def test_columns_that_break_while_they_are_handed_over_are_an_error() -> None:
    class Broken:
        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            raise OSError("the disk is gone")

    with pytest.raises(SourceError, match="the disk is gone"):
        batches(Broken())


CELLS = st.none() | st.text(max_size=8) | st.integers() | st.floats() | st.booleans()


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_no_cell_of_pandas_breaks_a_frame(cells: list[object]) -> None:
    frame = pd.DataFrame({"Supplier": [f"S {at}" for at in range(len(cells))]})
    frame["Country"] = pd.Series(cells, dtype=object)
    assert sum(batch.rows for batch in batches(frame)) == len(cells)


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame({"supplier": [{"name": "Lorex"}], "tags": [["a"]]}),
        pl.DataFrame({"tags": pl.Series([], dtype=pl.List(pl.Int64))}),
        pl.DataFrame(),
    ],
    ids=["nested", "nested and empty", "no columns"],
)
def test_a_parquet_file_without_plain_columns_is_a_failure(frame: pl.DataFrame) -> None:
    file = io.BytesIO()
    frame.write_parquet(file)
    got = read_bytes(file.getvalue())
    assert (got.codes, got.stopped) == (["no-columns"], True)
    assert got.reading.notes == tuple(
        f"column {name!r} holds no plain values" for name in frame.columns
    )


def test_a_column_of_durations_does_not_keep_the_others_from_being_read() -> None:
    spent = [dt.timedelta(days=1, minutes=5), None]
    frame = pl.DataFrame({"supplier": ["Lorex", "Acme"], "description": spent})
    file = io.BytesIO()
    frame.write_parquet(file)
    for got in (whole(read(Source("frame", frame=frame))), read_bytes(file.getvalue())):
        assert got.names == ["Lorex", "Acme"]
        assert got.table["description"].to_list() == ["P1DT5M", None]


def test_a_single_column_of_pandas_is_told_to_be_made_a_frame() -> None:
    with pytest.raises(SourceError, match="a Series is no frame") as raised:
        whole(read(Source("frame", frame=pd.Series(["Lorex"], name="supplier"))))
    assert raised.value.hint == "Hand in what its to_frame() returns."


def test_a_lazy_frame_is_told_to_be_collected() -> None:
    with pytest.raises(SourceError) as raised:
        whole(read(Source("frame", frame=pl.LazyFrame({"supplier": ["Lorex"]}))))
    assert raised.value.hint == "Hand in what its collect() returns."
