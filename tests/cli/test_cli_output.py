"""Where an answer goes: whole or not at all, never over an input, no bytes on a terminal."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.cli.output import opened, refuse_input
from countersight.errors import SettingError
from countersight.model.finding import Screened
from countersight.model.match import State
from countersight.model.record import Origin, Record, RecordKind
from countersight.render.styles import plain
from countersight.report.faces import Manner, Piece, never
from countersight.wiring import formats

Capture = pytest.CaptureFixture[str]


def test_text_and_bytes_come_to_standard_output_in_order(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    with opened(None, binary=False) as output:
        output.write(["a\n", b"b\n", "c\n"])
    assert capfdbinary.readouterr().out == b"a\nb\nc\n"


def test_a_file_is_written_whole_and_text_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")
    with opened(path, binary=True) as output:
        output.write(["杭州\ud800", b"\xff"])
        assert path.read_text(encoding="utf-8") == "before"
    assert path.read_bytes() == "杭州\\ud800".encode() + b"\xff"
    assert [each.name for each in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("broken", [RuntimeError, KeyboardInterrupt])
def test_a_run_that_breaks_leaves_what_was_there(
    broken: type[BaseException], tmp_path: Path
) -> None:
    def pieces() -> Iterator[Piece]:
        yield "half"
        raise broken

    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(broken), opened(path, binary=False) as output:
        output.write(pieces())
    assert path.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["out.txt"]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("before", encoding="utf-8")
    link.symlink_to(real)
    with opened(link, binary=False) as output:
        output.write(["after"])
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "after"


def test_a_pipe_is_written_to_and_not_replaced() -> None:
    with opened(Path(os.devnull), binary=False) as output:
        output.write(["a"])
    assert not Path(os.devnull).is_file()


def test_a_place_that_can_not_be_written_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "such.txt", tmp_path):
        with (
            pytest.raises(SettingError, match="can't be written"),
            opened(path, binary=False) as output,
        ):
            output.write(["a"])
    assert list(tmp_path.iterdir()) == []


def test_bytes_do_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    with pytest.raises(SettingError, match="is a terminal") as told, opened(None, binary=True):
        pass
    assert "--output FILE" in told.value.hint


def test_an_input_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "in.csv"
    path.write_text("a", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match="one of the files to screen"):
        refuse_input(Path("in.csv"), ["-", str(path)])
    refuse_input(Path("out.csv"), ["-", str(path)])
    refuse_input(None, [str(path)])


def test_the_end_of_a_file_says_the_format() -> None:
    told = {
        suffix: formats.form_of_file(Path(f"a{suffix}"))
        for suffix in (".html", ".xlsx", ".sarif", ".xml", ".csv", ".jsonl", ".txt", ".out", "")
    }
    assert told == {
        ".html": "html",
        ".xlsx": "xlsx",
        ".sarif": "sarif",
        ".xml": "junit",
        ".csv": "csv",
        ".jsonl": "jsonl",
        ".txt": "text",
        ".out": "text",
        "": "text",
    }


def test_a_format_without_its_extra_is_an_error_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    with pytest.raises(SettingError, match="needs xlsxwriter") as told:
        formats.form("xlsx")
    assert "countersight[xlsx]" in told.value.hint
    assert formats.form("html").suffix == ".html"


def test_a_format_that_is_none_is_an_error() -> None:
    with pytest.raises(SettingError, match="is no format"):
        formats.form("docx")


@pytest.fixture
def suppliers(tmp_path: Path) -> str:
    path = tmp_path / "suppliers.csv"
    path.write_text("Supplier\nHIKVISION UK LIMITED\nAcme Bakery Ltd\n", encoding="utf-8")
    return str(path)


STARTS = {
    "a.html": b"<!doctype html>",
    "a.xlsx": b"PK",
    "a.sarif": b'{"$schema":',
    "a.xml": b"<?xml",
    "a.csv": b"file,",
    "a.jsonl": b'{"record":',
    "a.txt": b"The duties below",
}


@pytest.mark.parametrize("name", STARTS)
def test_a_run_writes_the_format_that_the_file_is_named_after(
    name: str, suppliers: str, tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / "out" / name
    target.parent.mkdir()
    assert run(["screen", suppliers, "-p", "uk-council", "-q", "-o", str(target)]) == 1
    assert target.read_bytes().startswith(STARTS[name])
    assert list(target.parent.iterdir()) == [target]
    out, err = capsys.readouterr()
    assert out == ""
    assert "2 records: 1 match" in err


def test_a_format_that_is_said_wins_over_the_name(suppliers: str, tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    assert run(["screen", suppliers, "-f", "csv", "-o", str(target)]) == 1
    assert target.read_bytes().startswith(b"file,")


def test_a_run_that_can_not_be_made_leaves_no_file(suppliers: str, tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    assert run(["screen", suppliers, "--map", "nmae=Supplier", "-o", str(target)]) == 2
    assert not target.exists()
    assert run(["screen", suppliers, "-o", suppliers]) == 2
    assert Path(suppliers).read_text(encoding="utf-8").startswith("Supplier")


def test_an_input_that_was_not_read_still_has_its_page(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    missing = str(tmp_path / "missing.csv")
    assert run(["screen", missing, "-o", str(target)]) == 2
    assert "was not read to its end" in target.read_text(encoding="utf-8")


def test_a_workbook_goes_through_a_pipe(
    suppliers: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["screen", suppliers, "-q", "-f", "xlsx"]) == 1
    assert capfdbinary.readouterr().out.startswith(b"PK")


def test_nothing_fails_unless_somebody_says_so() -> None:
    assert Manner() == Manner(plain, never)
    answer = Screened(Record(RecordKind.SUPPLIER, "Axis", Origin("a.csv")), State.MATCH)
    assert not Manner().fails(answer)
