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
from countersight.cli.language import FOLDER, users_language
from countersight.messages import _, counted
from release import messages as made

PO = sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
BEGUN = "X-Countersight-State: begun"
"""What stands in the head of a translation that has not every message yet."""
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def test_the_template_and_the_compiled_files_are_current() -> None:
    assert made.stale() == [], "run python -m release.messages"


@pytest.mark.parametrize("path", PO, ids=lambda path: path.parts[-3])
def test_a_translation_has_every_message_with_the_same_fields(path: Path) -> None:
    told = made.parsed(path.read_text("utf-8"))
    known = {"\0".join(each) for each in made.messages()}
    assert set(told) - {""} <= known
    assert BEGUN in told[""] or set(told) - {""} == known
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
            forms = {found.ngettext(one, many, number) for number in (1, 2)}
            assert forms == set(said.split("\0"))


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
    with users_language():
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


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rows.csv"
    path.write_text(
        "supplier,date\nHIKVISION UK LIMITED,2026-05-01\nHikvison,\nAcme,,x\n", "utf-8"
    )
    return str(path)


PROGRAMS_READ = {
    "jsonl": ("screen", "{rows}", "--profile", "uk-council", "--format", "jsonl", "--all"),
    "csv": ("screen", "{rows}", "--profile", "uk-council", "--format", "csv", "--all"),
    "decide": ("decide", "{facts}"),
    "list": ("restrictions", "list", "--on", "2026-11-24", "--format", "jsonl"),
    "due": ("restrictions", "due", "--on", "2026-11-24", "--format", "jsonl"),
    "diff": ("restrictions", "diff", "2021-01-01", "2026-11-24", "--format", "jsonl"),
    "check": ("restrictions", "check", "{policy}", "--format", "jsonl"),
    "export": ("restrictions", "export"),
    "ftm": ("restrictions", "export", "--format", "ftm"),
    "match": ("match", "{names}", "--list", "{names}", "--explain"),
    "registries": ("registries", "show", "--format", "json"),
    "doctor": ("doctor", "--format", "json"),
}
"""What a command writes for programs."""
FACTS = """
{"id": 1, "date": "2026-02-01", "place": "GB-EAW", "roles": ["public.local"], "act": "procure"}
{"id": 2, "date": "2023-02-01", "place": "US", "roles": ["us_person"], "act": "invest", \
"maker": "x", "owners": [{"id": "dahua", "percent": 40, "control": false}]}
{"id": 3, "date": "2023-02-01", "place": "FR", "roles": ["private.company"], "act": "use", \
"purpos": "other"}
[]
{
"""


@pytest.mark.parametrize("command", PROGRAMS_READ)
def test_what_programs_read_is_the_same_in_every_language(
    command: str,
    rows: str,
    tmp_path: Path,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {name: str(tmp_path / name) for name in ("facts", "policy.toml", "names.csv")}
    Path(files["facts"]).write_text(FACTS, "utf-8")
    Path(files["policy.toml"]).write_text('id = "xx"\ncolour = "red"\n', "utf-8")
    Path(files["names.csv"]).write_text("id,name\n1,Hikvision\n2,Acme Ltd\n", "utf-8")
    places = {
        "rows": rows,
        "facts": files["facts"],
        "policy": files["policy.toml"],
        "names": files["names.csv"],
    }
    asked = [each.format(**places) for each in PROGRAMS_READ[command]]
    told = {}
    for wanted in ("C", "de"):
        monkeypatch.setenv("LANGUAGE", wanted)
        told[wanted] = re.sub(r"[\d,.]+ MiB", "", program(*asked).out)  # free at that moment
    assert told["C"] == told["de"]
    assert told["C"]


def test_what_the_stages_say_is_told_in_the_language(
    rows: str, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    found = program("screen", rows, "--profile", "uk-council").out
    assert "für: Es heißt HIKVISION UK LIMITED, die Rechtsform eingeschlossen." in found
    facts = tmp_path / "facts.jsonl"
    facts.write_text(FACTS, "utf-8")
    decided = program("decide", str(facts), "--explain").out
    assert "place: der Ort liegt in GB-EAW oder GB-NIR? ja" in decided
    assert "'purpos' ist keine Tatsache. Meinten Sie purpose?" in decided
    shown = program("restrictions", "show", "us-ndaa889-a1b").out
    assert "Was es erfasst\n" in shown
    assert "Mit den Quellen verglichen am " in shown
    policy = tmp_path / "policy.toml"
    policy.write_text('id = "xx"\ncolour = "red"\n', "utf-8")
    assert "colour: ist kein Schlüssel dieses Abschnitts" in (
        program("restrictions", "check", str(policy)).out
    )


def test_a_page_and_a_text_are_told_in_the_language(
    rows: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    page = program("screen", rows, "--profile", "uk-council", "--format", "html").out
    assert '<html lang="de">' in page
    assert "Worauf die Antworten beruhen" in page
    text = program("screen", rows, "--profile", "uk-council")
    assert ":2: Treffer: " in text.out
    assert ": Problem: die Zeile hat 3 Zellen, die Kopfzeile 2; " in text.out
    assert "3 Datensätze: 1 Treffer, 1 zu prüfen, 1 kein Treffer" in text.err


def test_help_and_errors_are_told_in_the_language(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    assert "Zu jedem Datensatz sagen" in program("screen", "--help").out
    assert "Nichts wird gesendet" in program("--help").out
    wrong = program("screen", "x.csv", "--as-of", "gestern")
    assert "--as-of: 'gestern' ist kein Tag [setting]" in wrong.err
    assert "Schreiben Sie einen ganzen Tag" in wrong.err
    assert '.SH "BEFEHLE"' in program("man").out
