"""Where an answer goes: whole or not at all, never over an input, no bytes on a terminal."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from countersight.cli.output import opened, refuse_input
from countersight.errors import SettingError
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


def test_nothing_fails_unless_somebody_says_so() -> None:
    assert Manner() == Manner(plain, never)
