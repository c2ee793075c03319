"""The demo: worth showing, and it ends well."""

from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.cli.demo import FILES, PROFILE

Capture = pytest.CaptureFixture[str]


def test_the_demo_shows_hits_problems_and_what_comes_next(capsys: Capture) -> None:
    assert run(["demo"]) == 0
    out, err = capsys.readouterr()
    assert "does not exist" in out
    assert ": match: " in out
    assert ": review: " in out
    assert ": problem: " in out
    assert "Next:" in out
    assert "withheld" in err


def test_the_files_of_the_demo_can_be_taken_and_screened(
    tmp_path: Path, capsys: Capture
) -> None:
    assert run(["demo", "--copy", str(tmp_path / "mine")]) == 0
    files = [str(tmp_path / "mine" / name) for name in FILES]
    assert run(["screen", *files, "--profile", str(tmp_path / "mine" / PROFILE)]) in {1, 2}
    assert "match" in capsys.readouterr().out


def test_a_place_where_nothing_can_be_written_is_an_error(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["demo", "--copy", str(tmp_path / "file")]) == 2
    assert "can't be written" in capsys.readouterr().err
