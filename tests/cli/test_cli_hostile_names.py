"""Names that no file should have: no command falls over them, or sits on them."""

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from countersight.cli.app import app

MOST_SECONDS = 30.0
"""Of the processor; a second is usual."""
NAMES = {
    "ten_megabytes": b"Hikvsion " * 1_100_000,
    "one_word": b"hikvision" * 1_100_000,
    "signs": b"!?.-|" * 400_000,
    "marks": b"Dahau" + "\u0301\u0327".encode() * 500_000,
    "bidi": "\u202e\u2066\u200f".encode() * 100_000 + b"Hikvision",
    "surrogates": "\ud800\udfff".encode("utf-8", "surrogatepass") * 1_000 + b" Hikvision",
    "zeroes": b"\x00\x01\x1b[31m" * 1_000 + b" Hikvision",
    "runs": "海康威现".encode() * 100_000,
    "mixed": "НіKVISION ".encode() * 50_000,
    "spaced": b"h i k v i s i o n " * 50_000,
}


@pytest.mark.parametrize("which", sorted(NAMES))
def test_a_hostile_name_is_screened_in_time(which: str, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(b'id,supplier\n1,"' + NAMES[which] + b'"\n2,Hikvision UK Ltd\n')
    began = time.process_time()
    told = CliRunner().invoke(app, ["screen", str(file)])
    assert told.exit_code in {0, 1, 2}, told.output[-500:]
    assert told.exception is None or isinstance(told.exception, SystemExit)
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("which", sorted(NAMES))
def test_a_hostile_name_is_matched_in_time(which: str, tmp_path: Path) -> None:
    file, listed = tmp_path / "names.csv", tmp_path / "list.csv"
    file.write_bytes(b'id,name\n1,"' + NAMES[which] + b'"\n2,Hikvision UK Ltd\n')
    listed.write_bytes(b'id,name\na,Hikvision\nb,"' + NAMES[which] + b'"\n')
    began = time.process_time()
    told = CliRunner().invoke(app, ["match", str(file), "--list", str(listed)])
    assert told.exception is None or isinstance(told.exception, SystemExit)
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("which", sorted(NAMES))
def test_a_hostile_name_is_explained_in_time(which: str) -> None:
    text = NAMES[which].decode("utf-8", "replace")
    began = time.process_time()
    told = CliRunner().invoke(app, ["explain-name", text])
    assert told.exit_code == 0, told.output[-500:]
    assert time.process_time() - began < MOST_SECONDS


def test_a_hostile_row_hides_no_other(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    rows = [b"HlKVlSlON DlGlTAL", b"Dahau Technology", b"Hikvision UK Limited", b"Green Will"]
    file.write_bytes(b"supplier\n" + b"\n".join([*rows, b'"' + NAMES["marks"] + b'"']) + b"\n")
    told = CliRunner().invoke(app, ["screen", str(file)])
    assert "2 match" in told.output
    assert "1 review" in told.output
