"""Names against a list at the edges: odd files, odd sizes, and more queries than are held."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from countersight import match_names
from countersight.cli.app import app
from countersight.errors import ColumnError, InputError, SettingError, SourceError
from countersight.match.asking import Found, ask
from countersight.match.kernel.running import Runner
from countersight.match.listing import Listing
from countersight.match.scoring import Weights
from countersight.match.terms import Terms
from countersight.model.record import Problem
from countersight.read import names as reading
from countersight.work import naming

LISTED = pl.DataFrame({"id": ["1", "2"], "name": ["Marlbridge Optics Ltd", "Quarry Bakery"]})


def asked(
    names: list[str | None], entries: pl.DataFrame = LISTED, limit: int = 10
) -> pl.DataFrame:
    ids = [f"q{place}" for place in range(len(names))]
    queries = pl.DataFrame({"id": ids, "name": pl.Series(names, dtype=pl.String)})
    return pl.DataFrame(match_names(queries, entries, limit=limit))


def run(
    folder: Path, queries: bytes, entries: bytes, kind: str = "csv"
) -> tuple[int, str, str]:
    asking, listed = folder / f"q.{kind}", folder / f"l.{kind}"
    asking.write_bytes(queries)
    listed.write_bytes(entries)
    done = CliRunner().invoke(app, ["match", str(asking), "--list", str(listed)])
    wrong = done.exception
    assert wrong is None or isinstance(wrong, InputError)
    return done.exit_code, done.stdout, str(wrong or "")


def test_a_list_without_names_answers_nothing() -> None:
    for entries in (LISTED.head(0), LISTED.with_columns(name=pl.lit(None, dtype=pl.String))):
        assert asked(["Marlbridge Optics", "", None], entries).is_empty()


def test_a_list_of_one_and_a_limit_beyond_it() -> None:
    found = asked(["Marlbridge Optics", "MARLBRIDGE"], LISTED.head(1), limit=100)
    assert found["entry_id"].to_list() == ["1", "1"]


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_limit_that_is_none_is_refused(limit: int) -> None:
    with pytest.raises(SettingError, match="1 to 100"):
        asked(["Marlbridge"], limit=limit)


def test_entries_and_queries_that_share_an_id_are_each_answered() -> None:
    entries = pl.DataFrame({"id": ["7", "7"], "name": ["Marlbridge Optics", "Quarry Bakery"]})
    queries = pl.DataFrame({"id": ["a", "a"], "name": ["Quarry Bakery", "Marlbridge Optics"]})
    found = pl.DataFrame(match_names(queries, entries, limit=1))
    assert found["entry_name"].to_list() == ["Quarry Bakery", "Marlbridge Optics"]


def test_a_list_in_other_scripts_alone_is_met() -> None:
    names = ["杭州海康威视数字技术股份有限公司", "Хиквижн", "هيكفيجن", "하이크비전"]
    entries = pl.DataFrame({"id": list("abcd"), "name": names})
    found = asked([*names], entries, limit=1)
    assert found["entry_id"].to_list() == list("abcd")
    assert set(found["state"]) == {"match"}


def test_a_name_of_ten_megabytes_is_asked_and_listed() -> None:
    huge = "marlbridge " * 900_000
    entries = pl.DataFrame({"id": ["1", "2"], "name": ["Marlbridge Optics", huge]})
    assert asked([huge, "Marlbridge Optics"], entries)["query_id"].n_unique() == 2


def test_numbers_and_lists_of_nothing_are_read() -> None:
    entries = pl.DataFrame(
        {"id": [1], "name": ["Marlbridge"], "aliases": [[]], "country": [None]}
    )
    assert asked(["Marlbridge"], entries)["entry_id"].to_list() == ["1"]
    with pytest.raises(ColumnError, match="no text"):
        asked(["Marlbridge"], entries.with_columns(name=pl.lit([[1]])))


def test_more_queries_than_are_asked_at_once_get_the_same_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["Marlbridge Optcs", None, "Quarry", "Marlbridge Optcs", "!!", "Optics Marlbridge"]
    whole = asked(names)
    monkeypatch.setattr(naming, "STRETCH", 2)
    assert asked(names).equals(whole)


def test_a_file_longer_than_a_stretch_is_told_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Marlbridge Optcs", "Mr A Example", "Zzz", "Quarry Bakery", "", "Marlbridge Optcs"]
    queries = "id,name\n" + "".join(f"q{n},{name}\n" for n, name in enumerate(names))
    entries = LISTED.write_csv().encode()
    whole = run(tmp_path, queries.encode(), entries)
    monkeypatch.setattr(reading, "STRETCH", 2)
    assert run(tmp_path, queries.encode(), entries) == whole
    told = [json.loads(line) for line in whole[1].splitlines()]
    assert [each["id"] for each in told] == [f"q{n}" for n in range(6)]
    states = ["match", "not_checked", "no_match", "match", "not_checked", "match"]
    assert [each["state"] for each in told] == states


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_a_file_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    queries = f"{mark}id;name\n1;Société Générale Müller\n2;Straße Überwachung Köln\n"
    entries = b"id,name\n1,Societe Generale Muller\n"
    code, out, _ = run(tmp_path, queries.encode(encoding), entries)
    first = json.loads(out.splitlines()[0])
    assert (code, first["state"], first["candidates"][0]["id"]) == (0, "match", "1")


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        (b"id,title\n1,Marlbridge\n", "'name'"),
        (b"name\nMarlbridge\n", "'id'"),
        (b"", "can't be read"),
    ],
)
def test_a_file_that_lacks_a_column_is_refused(
    tmp_path: Path, queries: bytes, said: str
) -> None:
    code, _, output = run(tmp_path, queries, LISTED.write_csv().encode())
    assert code != 0
    assert said in output


def test_a_file_of_a_header_alone_has_no_answers(tmp_path: Path) -> None:
    assert run(tmp_path, b"id,name\n", LISTED.write_csv().encode())[:2] == (0, "")


@pytest.mark.parametrize("line", [b"{not json}", b"[1]", b"\xff\xfe", b'"text"'])
def test_a_bad_line_of_json_is_a_problem_and_the_others_are_read(
    tmp_path: Path, line: bytes
) -> None:
    good = b'{"id": 1, "name": "Marlbridge"}\n'
    file = tmp_path / "names.jsonl"
    file.write_bytes(good + line + b"\n" + good)
    done = CliRunner().invoke(app, ["match", str(file), "--list", str(file)])
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 2
    assert done.stderr.count("names.jsonl:2: problem: is no JSON object [bad-json]") == 2


def test_a_bad_line_refuses_a_table_where_nobody_is_told(tmp_path: Path) -> None:
    (tmp_path / "names.jsonl").write_bytes(b'{"id": 1, "name": "A"}\n[1]\n')
    with pytest.raises(SourceError, match="line 2 is no JSON object"):
        reading.read_names(tmp_path / "names.jsonl")


def test_a_row_that_is_too_long_is_a_problem_and_no_row_is_lost(tmp_path: Path) -> None:
    rows = [f"{number},Marlbridge" for number in range(60_000)]
    rows[55_000] += ",and,more"
    text = "\n".join(["id,name", *rows, ""])
    (tmp_path / "names.csv").write_text(text)
    told: list[Problem] = []
    table = reading.read_names(tmp_path / "names.csv", told.append)
    assert table["id"].to_list() == [str(number) for number in range(60_000)]
    assert [(each.code, each.origin.row) for each in told] == [("ragged-row", 55_002)]
    with pytest.raises(SourceError):
        reading.read_names(tmp_path / "names.csv")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read"):
        reading.read_names(tmp_path / "nothing.csv")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Remember of how many names the kernels were asked."""
    told: list[int] = []

    def counted(
        listing: Listing, asked: Terms, weights: Weights, *, limit: int, run: Runner
    ) -> Found:
        told.append(len(asked))
        return ask(listing, asked, weights, limit=limit, run=run)

    monkeypatch.setattr(naming, "ask", counted)
    return told


def test_a_name_that_occurs_a_thousand_times_is_matched_once(compared: list[int]) -> None:
    found = asked(["Marlbridge Optcs", "Quarry", None] * 1_000, limit=1)
    assert len(found) == 2_000
    assert sum(compared) == 3


def test_a_name_with_a_thousand_numbers_is_compared_once(compared: list[int]) -> None:
    rows = [str(place) for place in range(1_000)]
    queries = pl.DataFrame(
        {"id": rows, "name": ["Marlbridge Optcs"] * 1_000, "identifiers": rows}
    )
    assert len(pl.DataFrame(match_names(queries, LISTED, limit=1))) == 1_000
    assert sum(compared) == 1


def test_a_name_is_matched_once_in_all_stretches_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compared: list[int]
) -> None:
    names = ["Marlbridge Optcs", "Quarry", "Marlbridge", "Quarry", "Bakery Quarry"] * 20
    queries = "id,name\n" + "".join(f"q{n},{name}\n" for n, name in enumerate(names))
    entries = LISTED.write_csv().encode()
    whole = run(tmp_path, queries.encode(), entries)
    compared.clear()
    monkeypatch.setattr(reading, "STRETCH", 3)
    assert run(tmp_path, queries.encode(), entries) == whole
    assert sum(compared) == 4
    monkeypatch.setattr(naming, "MOST_REMEMBERED", 3)
    assert run(tmp_path, queries.encode(), entries) == whole
