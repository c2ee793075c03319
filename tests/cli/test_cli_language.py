"""Messages in the user's language: marked, taken out, translated and told."""

import gettext
import io
import re
import shutil
import string
import subprocess
from pathlib import Path

import pytest
from cli_runs import Program

from countersight import wiring
from countersight.cli.language import FOLDER, _, counted
from release import messages as made

PO = sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def test_the_template_and_the_compiled_files_are_current() -> None:
    assert made.stale() == [], "run python -m release.messages"


@pytest.mark.parametrize("path", PO, ids=lambda path: path.parts[-3])
def test_a_translation_has_every_message_with_the_same_fields(path: Path) -> None:
    told = made.parsed(path.read_text("utf-8"))
    assert set(told) - {""} == {"\0".join(each) for each in made.messages()}
    for message, said in told.items():
        if message:
            assert all(said.split("\0"))
            assert fields(message) == fields(said)
            assert message.endswith("\n") == said.endswith("\n")


def fields(text: str) -> set[tuple[str | None, str | None, str | None]]:
    parts = [part for each in text.split("\0") for part in string.Formatter().parse(each)]
    return {(name, form, how) for _, name, form, how in parts if name is not None}


@pytest.mark.parametrize("path", PO, ids=lambda path: path.parts[-3])
def test_gettext_reads_what_was_compiled(path: Path) -> None:
    told = made.parsed(path.read_text("utf-8"))
    found = gettext.GNUTranslations(io.BytesIO(made.compiled(told)))
    for message, said in told.items():
        if message and "\0" not in message:
            assert found.gettext(message) == said
        elif message:
            one, many = message.split("\0")
            assert [found.ngettext(one, many, number) for number in (1, 2)] == said.split("\0")


def test_the_tools_of_gettext_find_nothing_wrong() -> None:
    tool = shutil.which("msgfmt")
    if tool is None:
        pytest.skip("msgfmt is not installed")
    for path in PO:
        done = subprocess.run(
            [tool, "--check", "--output-file=/dev/null", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "error" not in done.stderr


def test_the_program_speaks_the_language_of_its_user(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANGUAGE", "de_AT:fr")
    rows = tmp_path / "rows.csv"
    rows.write_text("supplier\nLorex\n", encoding="utf-8")
    out = str(tmp_path / "r.toml")
    ran = program("review", str(rows), "--reviews", out, "--who", "Amt", stdin="s\n")
    assert "Ist es das?" in ran.err
    assert "0 beurteilt, 1 übersprungen." in ran.err
    assert program("profile", "check", "uk-council").out == (
        "uk-council: uk-council ist in Ordnung\n"
    )


@pytest.mark.parametrize(
    ("told", "languages"),
    [
        ({}, ()),
        ({"LANG": "C.UTF-8"}, ()),
        ({"LANG": "de_DE.UTF-8"}, ("de_DE.UTF-8",)),
        ({"LANG": "de_DE", "LC_ALL": "C"}, ()),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_FR"}, ("fr_FR",)),
        ({"LANG": "en_GB", "LANGUAGE": "de::fr"}, ("de", "fr")),
    ],
)
def test_the_first_variable_that_is_set_counts(
    told: dict[str, str], languages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert wiring.languages() == languages


def test_a_language_without_a_translation_is_told_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "../../etc:xx_YY")
    assert _("Roles: {roles}") == "Roles: {roles}"
    assert counted("one", "many", 2) == "many"


def test_what_is_marked_is_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('_("a")\ncounted("one", "many", 3)\n_("a")\n', "utf-8")
    assert made.messages(tmp_path) == [("a",), ("one", "many")]
    (tmp_path / "b.py").write_text('_(f"{a}")\n', "utf-8")
    with pytest.raises(ValueError, match=r"b\.py:1: what is marked is no plain text"):
        made.messages(tmp_path)


def test_every_question_that_is_asked_is_marked() -> None:
    folder = Path(wiring.__file__).parents[1] / "cli"
    for path in folder.glob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"console\.ask\(f?\"|typer\.prompt\(f?\"", text), path.name


def test_stale_files_are_told_by_the_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(made, "LOCALE", tmp_path)
    assert made.main(["--check"]) == 1
    assert "is not current" in capsys.readouterr().err
    assert made.main([]) == 0
    assert made.main(["--check"]) == 0
