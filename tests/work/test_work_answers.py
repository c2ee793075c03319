"""The answers for programs: gone through twice, counted, explained, and as tables."""

import builtins
import datetime as dt
import io
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from countersight import Answers, Problem, Screened, screen
from countersight.errors import CountersightError, SettingError, SourceError
from countersight.model.match import State
from countersight.report.csv_rows import COLUMNS
from countersight.report.notebook import ROWS
from countersight.report.table import as_table
from countersight.work.answers import opened

AS_OF = dt.date(2026, 11, 24)
ROWS_OF = (
    b"Supplier,Date\nHIKVISION UK LIMITED,2026-05-01\nAcme Ltd,\nx,y,z\nRedacted,\nLorex,\n"
)


def answers(data: bytes = ROWS_OF, *, every: bool = False) -> Answers:
    return screen(io.BytesIO(data), profile="uk-council", as_of=AS_OF, every=every)


def test_answers_can_be_gone_through_twice_though_a_stream_can_not() -> None:
    found = answers()
    first = list(found)
    assert [type(each) for each in first] == [Screened, Screened, Problem]
    assert list(found) == first
    assert [each.record.name for each in found.records] == ["HIKVISION UK LIMITED", "Lorex"]


def test_two_walks_at_once_do_not_disturb_each_other() -> None:
    found = answers()
    one, other = iter(found), iter(found)
    assert next(one) == next(other)
    assert list(one) == list(other)


def test_the_counts_tell_of_every_row() -> None:
    counts = answers().counts
    assert (counts.records, counts.match, counts.review) == (5, 1, 1)
    assert (counts.no_match, counts.withheld, counts.problems) == (2, 1, 1)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    found = answers()
    assert repr(found) == "<Answers: 0 records so far>"
    assert found.counts.records == 5
    assert repr(found) == "<Answers: 5 records so far>"
    assert [each.name for each in found.grounds.lists] == ["Countersight catalogue"]


def test_the_table_has_the_columns_of_csv_with_types() -> None:
    table = answers(every=True).to_polars()
    assert tuple(table.columns) == COLUMNS
    assert table.schema["row"] == pl.Int64
    assert table.schema["score"] == pl.Float64
    assert table.schema["since"] == pl.Date
    assert table["state"].unique().sort().to_list() == [
        *("match", "no_match", "not_checked", "problem", "review"),
    ]
    bound = table.filter(pl.col("restriction") == "gb-procurement-act-2023-natsec")
    assert bound["since"][0] == dt.date(2025, 2, 24)
    assert table["as_of"].to_list() == [AS_OF] * table.height
    assert table.filter(pl.col("state") == "no_match")["entity"].to_list() == [None, None]


def test_a_cell_of_the_table_is_as_it_was_written_and_no_guarded_formula() -> None:
    table = answers(b"Supplier\n=1+1 Ltd\n", every=True).to_polars()
    assert table["name"][0] == "=1+1 Ltd"


def test_a_table_without_rows_has_its_columns() -> None:
    assert answers(b"Supplier\nAcme Ltd\n").to_polars().shape == (0, len(COLUMNS))
    assert answers(b"Supplier\nAcme Ltd\n").to_pandas().shape == (0, len(COLUMNS))


def test_the_pandas_frame_says_the_same() -> None:
    found = answers(every=True)
    table, frame = found.to_polars(), found.to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == table.columns
    assert frame["state"].tolist() == table["state"].to_list()
    assert frame["row"].tolist() == table["row"].to_list()
    since = frame["since"].dropna()
    assert pd.Timestamp("2025-02-24") in since.tolist()


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> object:
        if name.partition(".")[0] == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "countersight.report.pandas_frame", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    found = answers()
    with pytest.raises(SettingError, match="pandas is not installed") as caught:
        found.to_pandas()
    assert "countersight[pandas]" in caught.value.hint
    assert found.to_polars().height


def test_the_answers_are_an_arrow_stream_themselves() -> None:
    found = answers()
    assert pl.DataFrame(found).equals(found.to_polars())


def test_answers_can_be_screened_again_as_a_frame() -> None:
    again = screen(answers(), profile="uk-council")
    assert next(again.records).matches[0].entity == "hikvision"


def test_a_frame_is_screened_as_a_file_is() -> None:
    frame = pd.DataFrame({"Supplier": ["HIKVISION UK LIMITED", "Acme Ltd"]})
    [answer] = screen(frame, profile="uk-council", as_of=AS_OF).records
    assert str(answer.record.origin) == "frame:1"
    assert answer.state is State.MATCH


def test_mapping_and_kind_are_those_of_the_command_line() -> None:
    frame = pl.DataFrame({"Who": ["Hikvision"], "What": ["x"]})
    [answer] = screen(frame, mapping={"maker": "Who"}, kind="device").records
    assert answer.record.kind == "device"
    assert answer.record.get("maker") == "Hikvision"


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        (5, {}, "a int is no frame"),
        (io.StringIO("Supplier\nAxis\n"), {}, "a stream of text can't be read"),
        (b"Supplier", {}, "a bytes is no frame"),
        (pl.LazyFrame({"Supplier": ["Axis"]}), {}, "a LazyFrame is no frame"),
        (pl.DataFrame(), {"kind": "devise"}, "'devise' is no kind of record"),
        (pl.DataFrame(), {"profile": "uk-concil"}, "there is no such profile"),
        (pl.DataFrame(), {"reviews": "/no/where.toml"}, "can't be read"),
        (pl.DataFrame(), {"as_of": "yesterday"}, "as_of: 'yesterday' is no day"),
        (pl.DataFrame(), {"as_of": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)}, "is no day"),
        (pl.DataFrame(), {"as_of": 20261124}, "as_of: 20261124 is no day"),
        (pl.DataFrame({"a": ["b"]}), {"mapping": {"nme": "a"}}, "'nme' is no field"),
    ],
)
def test_what_can_not_be_used_is_an_error(
    source: object, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(CountersightError, match=message):
        list(screen(source, **options))


def test_a_day_can_be_written_as_it_is_on_the_command_line() -> None:
    rows = pl.DataFrame({"Supplier": ["Axis"]})
    assert screen(rows, as_of="2026-11-24").grounds == screen(rows, as_of=AS_OF).grounds


def test_a_path_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    [problem] = screen(tmp_path / "no.csv")
    assert isinstance(problem, Problem)
    assert problem.code == SourceError.code


def test_the_nth_record_is_explained_by_its_tests_facts_and_sources() -> None:
    found = answers()
    said = found.explain(0)
    assert said.startswith('stream:2: match: "HIKVISION UK LIMITED"\nmatch: Hangzhou Hikvision')
    assert "gb-procurement-act-2023-natsec / mandatory: depends on" in said
    assert "├─ tests" in said
    assert "does not bind" in said
    assert '"Lorex"' in found.explain(1)
    for n in (2, -1):
        with pytest.raises(IndexError, match=f"no record {n} is told"):
            found.explain(n)


def test_a_notebook_shows_escaped_text_that_can_not_turn_around() -> None:
    data = "Supplier\n<script>alert(1)</script> \u202etxt\n".encode()
    shown = answers(data, every=True)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "\u202e" not in shown
    assert "<bdi>" in shown
    assert "This is not legal advice." in shown


def test_a_notebook_is_shown_a_few_rows_whatever_there_is() -> None:
    data = b"Supplier\n" + b"HIKVISION UK LIMITED\n" * 500
    shown = answers(data)._repr_html_()
    assert shown.count("<tr>") == ROWS + 1
    assert "More records are told" in shown
    assert len(shown) < 20_000


def test_a_notebook_shows_no_table_where_nothing_is_told() -> None:
    shown = answers(b"Supplier\nAcme Ltd\n")._repr_html_()
    assert "<table>" not in shown
    assert "1 record: 0 match" in shown


def test_a_person_is_masked_in_every_form() -> None:
    found = answers(b"Supplier\nMr A. Example\n", every=True)
    assert "Example" not in f"{found.to_polars()}{found._repr_html_()}{found.explain(0)}"


def test_what_is_kept_small_is_what_was_screened() -> None:
    data = ROWS_OF + b"Mrs A Example,2026\n" + b"Acme Ltd,2026-05\n" * 3
    use_case = answers(data, every=True)._screening
    batches = list(use_case.run([opened(io.BytesIO(data))]))
    found = answers(data, every=True)
    told = [each for batch in batches for each in (*batch.records, *batch.problems)]
    assert list(found) == list(found) == told
    assert list(found.records) == [each for each in told if isinstance(each, Screened)]
    plain = pl.concat([as_table(batch, found.grounds) for batch in batches])
    assert found.to_polars().equals(plain)
    assert found.to_polars().schema == plain.schema
    held = sum(len(each.found) for each in found._read)
    assert held == found.counts.match + found.counts.review


def test_every_record_is_explained_by_its_number() -> None:
    found = answers(every=True)
    names = [each.record.name for each in found.records]
    assert [found.explain(n).split('"')[1] for n in range(len(names))] == names
    with pytest.raises(IndexError):
        found.explain(len(names))
