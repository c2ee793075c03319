"""Names against a list: over Arrow, from files, with an index that is kept."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from countersight import match_names
from countersight.cli.app import app
from countersight.errors import ColumnError, SourceError

ENTRIES = pl.DataFrame(
    {
        "id": ["1", "2", "3"],
        "name": ["Marlbridge Optics Ltd", "Dahua Technology Co., Ltd.", "Quarry Lane Bakery"],
        "aliases": [["Marlbridge Lenses"], None, []],
        "country": ["GB", "CN", None],
    }
)


def matched(names: list[str | None], limit: int = 10) -> pl.DataFrame:
    queries = pl.DataFrame({"id": list("abcdefgh"[: len(names)]), "name": names})
    return pl.DataFrame(match_names(queries, ENTRIES, limit=limit))


def test_a_misspelt_name_finds_its_entry_and_says_why() -> None:
    first = matched(["MARLBRIGDE OPTICS LIMITED"]).row(0, named=True)
    assert (first["query_id"], first["entry_id"], first["rank"]) == ("a", "1", 1)
    assert "spelling" in first["reasons"]


def test_the_alias_that_was_met_is_named() -> None:
    first = matched(["Marlbridge Lenses"]).row(0, named=True)
    assert (first["entry_id"], first["alias"]) == ("1", "Marlbridge Lenses")
    assert first["state"] == "match"


def test_a_name_that_is_asked_twice_is_answered_twice() -> None:
    found = matched(["Dahua", None, "Dahua"], limit=1)
    assert found["query_id"].to_list() == ["a", "c"]
    assert found["score"].n_unique() == 1


def test_another_bakery_is_no_match() -> None:
    states = matched(["Harbour Street Bakery"])["state"].to_list()
    assert set(states) <= {"no_match"}


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(ColumnError, match="'name'"):
        match_names(pl.DataFrame({"id": ["1"]}), ENTRIES)


def test_an_index_is_kept_and_used_again(tmp_path: Path) -> None:
    file = tmp_path / "list.index"
    queries = pl.DataFrame({"id": ["a"], "name": ["Dahua Technology"]})
    first = pl.DataFrame(match_names(queries, ENTRIES, index=file))
    written = file.stat().st_mtime_ns
    again = pl.DataFrame(match_names(queries, ENTRIES, index=file))
    assert first.equals(again)
    assert file.stat().st_mtime_ns == written
    match_names(queries, ENTRIES.head(2), index=file)
    assert file.stat().st_mtime_ns != written


@pytest.mark.parametrize("damage", [b"", b"nothing of ours at all", b"CSNAMES1" + b"\xff" * 40])
def test_a_file_that_is_no_index_is_not_written_over(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "mine.txt"
    file.write_bytes(damage)
    queries = pl.DataFrame({"id": ["a"], "name": ["Dahua"]})
    with pytest.raises(SourceError, match="index"):
        match_names(queries, ENTRIES, index=file)
    assert file.read_bytes() == damage


def test_the_command_tells_an_object_a_query(tmp_path: Path) -> None:
    queries, entries = tmp_path / "q.csv", tmp_path / "l.jsonl"
    queries.write_text("id,name\na,Dahua Technology\nb,Mr Exemplo Someone\n", encoding="utf-8")
    ENTRIES.write_ndjson(entries)
    done = CliRunner().invoke(app, ["match", str(queries), "--list", str(entries)])
    assert done.exit_code == 0, done.output
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["state"]) == ("a", "match")
    assert set(first["candidates"][0]) == {"id", "name", "alias", "score", "state", "reasons"}
    assert second == {"id": "b", "state": "not_checked", "reason": "person", "candidates": []}


def test_the_command_writes_csv_without_formulas(tmp_path: Path) -> None:
    queries, entries = tmp_path / "q.csv", tmp_path / "l.csv"
    queries.write_text("id,name\n=1+1,Dahua Technology\n", encoding="utf-8")
    entries.write_text("id,name\n2,Dahua Technology\n", encoding="utf-8")
    call = ["match", str(queries), "--list", str(entries), "--format", "csv", "--explain"]
    done = CliRunner().invoke(app, call)
    assert done.stdout.splitlines()[1].startswith("'=1+1,match,1,2,Dahua Technology")


def test_a_name_is_explained_word_by_word() -> None:
    done = CliRunner().invoke(app, ["explain-name", "Hikvision Europe B.V."])
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["hikvision", "europe", "bv"]
    assert "legal form" in lines[2]
