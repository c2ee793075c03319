"""What is made of the log says what the log says, and is made anew from it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from countersight.cli.app import run
from countersight.ids import Sha256
from countersight.model.capture import Receipt
from countersight.wiring import casework as wired
from countersight.work import demo_folder
from countersight.work.casework import Described, add, check_case, read_ledger
from countersight.work.casework.ledger import Told, latest

DEMO = demo_folder() / "case"
TABLES = ("nodes", "captures", "renditions", "said")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with three loads, verdicts, a withdrawn passage and an erased document."""
    monkeypatch.setenv("COUNTERSIGHT_BY", "case desk")
    folder = tmp_path / "case"
    here = ["--case", str(folder)]
    said = [["new", str(folder), "--title", "Harbour watch", "--id", "harbour-watch"]]
    for name in ("case.toml", "case-with-documents.toml", "case-board-operates.toml"):
        said += [["load", str(DEMO / name), *here], ["assess", *here]]
    said += [["withdraw", "p.remit", "--because", "misquoted", *here]]
    said += [["redact", "register", "--because", "court order", *here]]
    for words in said:
        assert run(["case", *words]) == 0, words
    return folder


def rows(folder: Path) -> dict[str, list[Any]]:
    """Return every row of the tables that are made of the log."""
    with closing(sqlite3.connect(folder / "case.sqlite")) as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608
            for name in TABLES
        }


def change(folder: Path, *statements: str) -> None:
    """Change the database behind the store's back."""
    with closing(sqlite3.connect(folder / "case.sqlite")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def flaws(folder: Path) -> list[tuple[str, str]]:
    with wired.casework(folder, "") as work:
        return [(each.code, each.where) for each in check_case(work.store).flaws]


def test_a_projection_made_anew_is_the_one_that_was_kept(case: Path) -> None:
    kept = rows(case)
    assert all(kept[name] for name in TABLES)
    with wired.casework(case, "") as work:
        work.store.rebuild()
    assert rows(case) == kept


def test_the_projection_tells_what_hearing_every_entry_tells(case: Path) -> None:
    with wired.casework(case, "") as work:
        size = work.store.log.size()
        for stop in {1, 2, size // 3, size // 2, size - 1, size}:
            heard = Told()
            for entry in work.store.log.entries(0, stop):
                heard.hear(entry)
            told = latest(work.store, stop)
            assert (told.size, told.head) == (heard.size, heard.head)
            assert list(told.tables.items()) == list(heard.tables.items())
            assert told.recorded == heard.recorded


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("DELETE FROM said WHERE id = 'p.remit'", "said"),
        ("UPDATE said SET id = 'p.other' WHERE id = 'p.remit'", "said"),
        ("UPDATE captures SET source = 'elsewhere'", "captures"),
        ("DELETE FROM renditions", "renditions"),
    ],
    ids=range(4),
)
def test_a_changed_projection_is_a_flaw_and_is_made_anew(
    case: Path, statement: str, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = rows(case)
    change(case, statement)
    assert ("projection", table) in flaws(case)
    capsys.readouterr()
    assert run(["case", "check", "--rebuild", "--case", str(case), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["holds"]
    assert rows(case) == kept


def test_a_case_of_the_release_before_is_made_anew_when_it_is_opened(case: Path) -> None:
    kept = rows(case)
    change(
        case,
        "DROP TABLE said",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM about WHERE name = 'projection'",
    )
    assert flaws(case) == []
    assert rows(case) == kept


class Counted:
    """A log that counts the entries that are read of it."""

    def __init__(self, log: Any) -> None:
        self.log, self.read = log, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.log, name)

    def entries(self, start: int = 0, stop: int | None = None) -> Any:
        for entry in self.log.entries(start, stop):
            self.read += 1
            yield entry

    def pick(self, numbers: Any) -> Any:
        for entry in self.log.pick(numbers):
            self.read += 1
            yield entry


def added_files(case: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Add so many small files in one command; return entries read, and checkpoints made."""
    with wired.casework(case, "case desk") as work, wired.parsers() as reads:
        log = Counted(work.store.log)
        monkeypatch.setattr("countersight.preserve.adding._MOST_WAITING", 10)
        before = sum(1 for _ in work.store.checkpoints())
        object.__setattr__(work.store, "log", log)
        files = [
            (b"text %d\n" % number, receipt(f"page {number % 7}.txt"))
            for number in range(count)
        ]
        told = list(add(work, reads, files, Described()))
        assert len({each.document.id for each in told}) == count
        return log.read, sum(1 for _ in work.store.checkpoints()) - before


def receipt(name: str) -> Any:
    return Receipt(f"/{name}", "file", name)


def test_adding_many_files_reads_the_log_once_and_signs_once_a_batch(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, signed = added_files(case, 50, monkeypatch)
    assert signed == 5
    assert read <= 50, "what is read must not grow with what was added before"
    more, _ = added_files(case, 50, monkeypatch)
    assert more <= 200
    assert flaws(case) == []


def test_each_capture_has_one_text_however_often_it_came(case: Path) -> None:
    with wired.casework(case, "") as work:
        texts = work.store.projection.texts()
        entries = list(work.store.log.pick(texts))
        assert len({str(each.event.body["capture"]) for each in entries if each.event}) == len(
            texts
        )
        assert work.store.projection.texts(Sha256("0" * 64)) == []
        assert read_ledger(work.store).case.id == "harbour-watch"
