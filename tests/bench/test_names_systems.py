"""The matchers behind one face: what they are handed, what is taken from them, what fails."""

from pathlib import Path

import polars as pl
import pytest

import countersight
from bench.names import ours
from bench.names.answers import Candidate, Truth, answers
from bench.names.measures import recall_at
from bench.names.pairs import read_pairs
from bench.names.peers import run
from bench.names.report import HEAD, Measured, kinds, row, table
from bench.names.systems.face import Row, best_of_each, exploded
from bench.names.systems.run import read

ENTRIES = [Row("e1", "Quantock Solar Ltd", ("QSL", "Quantock"), "GB"), Row("e2", "Hills Cider")]
QUERIES = [Row("q1", "Quantock Solr"), Row("q2", "Acme")]


class Fake:
    """A matcher that finds by the first word, and hands its rows over in no order."""

    def __init__(self) -> None:
        self.limit = 0

    def __call__(
        self, queries: pl.DataFrame, entries: pl.DataFrame, *, limit: int
    ) -> pl.DataFrame:
        self.limit = limit
        assert queries.columns == ["id", "name", "country"]
        assert entries.columns == ["id", "name", "aliases", "country"]
        assert entries["aliases"].to_list() == [["QSL", "Quantock"], []]
        assert entries["country"].to_list() == ["GB", None]
        rows = [("q1", "e2", 0.1, "no_match", 2, ""), ("q1", "e1", 0.9, "match", 1, "Quantock")]
        columns = ["query_id", "entry_id", "score", "state", "rank", "alias"]
        return pl.DataFrame(rows, schema=columns, orient="row")


def test_our_matcher_is_asked_by_the_contract_and_its_answers_come_best_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = Fake()
    monkeypatch.setattr(countersight, "match_names", fake, raising=False)
    assert list(ours.candidates(ENTRIES, QUERIES, 7)) == [("q1", "e1", 0.9), ("q1", "e2", 0.1)]
    assert fake.limit == 7


def test_without_our_matcher_the_run_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ours, "match_names", lambda: None)
    ours.main(["entries.csv", "queries.csv", "out.csv", "10"])
    assert ours.MISSING in capsys.readouterr().out
    with pytest.raises(LookupError, match="not there yet"):
        list(ours.candidates(ENTRIES, QUERIES, 1))


def test_a_peer_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_text("id,truth,kind\nq1,e1,cut\n")
    found = run("tfidf", tmp_path, tmp_path / "no-python", limit=10)
    assert isinstance(found, str)
    assert found.startswith("tfidf: failed: ")


def test_each_entry_is_proposed_once_by_its_best_name() -> None:
    assert exploded(ENTRIES)[1] == ["e1", "e1", "e1", "e2"]
    found = best_of_each("q1", [("e1", 0.9), ("e1", 0.8), ("e2", 0.7), ("e3", 0.1)], 2)
    assert found == [("q1", "e1", 0.9), ("q1", "e2", 0.7)]


def test_a_load_reads_back_with_its_aliases(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_text("id,name,aliases,country\ne1,Quantock Solar Ltd,QSL; Quantock,GB\n")
    assert read(path) == ENTRIES[:1]


def test_the_table_has_a_cell_for_every_heading_and_times_as_a_multiple() -> None:
    truths = [Truth("q1", "e1", "cut"), Truth("q2", "", "random")]
    said = answers(truths, [Candidate("q1", "e1", 0.9)])
    cells = row(Measured("one", said, wall=3.0, cpu=4.0, memory_mb=5.0), 1.5)
    assert len(cells) == len(HEAD)
    assert cells[HEAD.index("times")] == "2.00"
    assert recall_at(said, 1) == 1.0
    printed = kinds([Measured("one", said, wall=1, cpu=1, memory_mb=1)], truths)
    assert [line.split("|")[3].strip() for line in printed.splitlines()[2:]] == [
        "1.000",
        "1.000",
    ]
    assert table(("a", "b"), [("1", "22")]).splitlines()[1] == "|---|----|"


@pytest.mark.realdata
def test_there_are_266_labelled_pairs_of_organisations(realdata: Path) -> None:
    pairs = read_pairs(realdata)
    assert len(pairs) == 266
    assert sum(pair.same for pair in pairs) == 171
