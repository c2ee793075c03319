"""Cases told in the language of the user, and the same to programs in every language."""

from pathlib import Path

import pytest
from cli_runs import Program

from countersight.cli.statuses import Status
from countersight.wiring import demo_folder

CASE = demo_folder() / "case" / "case-with-documents.toml"
BY = ("--by", "case desk")


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


@pytest.fixture
def case(program: Program, tmp_path: Path) -> str:
    folder = str(tmp_path / "harbour")
    program("case", "new", folder, "--id", "harbour-watch", "--title", "Harbour watch", *BY)
    assert program("case", "load", str(CASE), "--case", folder, *BY).status == Status.CLEAN
    return folder


def test_programs_are_told_the_same_case_and_the_same_log_in_every_language(
    program: Program, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        *(
            ("case", each, "--case", case, "--format", "json")
            for each in ("show", "check", "log")
        ),
        ("case", "dump", "--case", case),
    ]
    told = {}
    for language in ("en", "de"):
        monkeypatch.setenv("LANGUAGE", language)
        told[language] = [program(*each).out for each in asked]
    assert told["en"] == told["de"]
    assert all(told["en"])


def test_what_the_log_keeps_of_verdicts_is_the_same_in_every_language(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {}
    for language in ("en", "de"):
        monkeypatch.setenv("LANGUAGE", language)
        folder = str(tmp_path / language)
        program("case", "new", folder, "--id", "harbour-watch", "--title", "Watch", *BY)
        program("case", "load", str(CASE), "--case", folder, *BY)
        program("case", "assess", "--case", folder, *BY)
        entries = program("case", "log", "--case", folder, "--format", "json").objects
        kept[language] = [(each["kind"], each["body"]) for each in entries]
    moments = [[kind for kind, _ in entries] for entries in kept.values()]
    assert moments[0] == moments[1]
    assert kept["en"][-1] == kept["de"][-1]
    assert kept["en"][-1][0] == "assess"


def test_a_person_is_told_a_case_in_german(
    program: Program, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    text = program("case", "show", "--case", case).out
    unwrapped = " ".join(text.split())
    for said in (
        "Was gesagt wurde\n",
        "Belege\n",
        "-> Widerspricht der Behauptung: erwiesen",
        "Was gegen uns selbst spricht\n",
    ):
        assert said in text
    assert "die Quelle liegt vor und sagt es in diesen Worten" in unwrapped
    assert "its source is" not in unwrapped
    page = program("case", "show", "--case", case, "--format", "html").out
    assert '<html lang="de"' in page
    assert "Widerspricht der Behauptung: erwiesen" in page
    assert "Der Fall ist in Ordnung." in program("case", "check", "--case", case).out


def test_errors_of_a_case_are_told_in_german(
    program: Program, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    ran = program("case", "withdraw", "nobody", "--because", "x", "--case", case, *BY)
    assert "'nobody' ist kein Eintrag des Falls [case-entry]" in ran.err
    ran = program("verify", case)
    assert ran.status in {Status.FINDINGS, Status.UNREAD}
    assert "sagt nicht, dass dies ein Beutel ist" in ran.out + ran.err
