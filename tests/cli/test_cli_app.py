"""The program: help, versions, and no traceback for anybody who did not ask for one."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from countersight import __version__
from countersight.cli import app, console, screen
from countersight.cli.app import COMMANDS, run
from countersight.cli.statuses import Status
from countersight.render.styles import Style
from countersight.wiring.formats import RENDERERS

Capture = pytest.CaptureFixture[str]


def test_help_names_every_command_in_80_columns(capsys: Capture) -> None:
    assert run(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    for name, said in COMMANDS.items():
        assert any(line.split() == [name, *said.split()] for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_commands_says_what_each_command_says(name: str, capsys: Capture) -> None:
    module = importlib.import_module(f"countersight.cli.{name.replace('-', '_')}")
    command = typer.main.get_command(module.app)
    assert (command.help or "").split("\n\n")[0].replace("\n", " ").strip() == COMMANDS[name]
    assert run([name, "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_the_formats_offered_are_the_formats_there_are() -> None:
    assert [each.value for each in screen.Format] == list(RENDERERS)


def test_version(capsys: Capture) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"countersight {__version__}\n"


def test_an_unknown_command_is_an_error_that_says_so(capsys: Capture) -> None:
    assert run(["scren"]) == 2
    assert "No such command 'scren'" in capsys.readouterr().err


def test_no_command_shows_the_help(capsys: Capture) -> None:
    assert run([]) == 2
    assert "Commands:" in "".join(capsys.readouterr())


def test_an_error_is_told_with_what_to_do_and_without_a_traceback(capsys: Capture) -> None:
    assert run(["profile", "show", "nowhere"]) == Status.UNREAD
    said = capsys.readouterr().err
    assert said.startswith("error: nowhere: there is no such profile or file [profile]\n  ")
    assert "Traceback" not in said


def test_debug_may_stand_anywhere_and_shows_the_traceback(capsys: Capture) -> None:
    assert run(["profile", "show", "nowhere", "--debug"]) == Status.UNREAD
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_fault_of_the_program_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(app, "program", lambda: broken)
    assert run(["screen"]) == Status.FAULT
    said = capsys.readouterr().err
    assert "a fault of the program itself: ZeroDivisionError: oh" in said
    assert "Traceback" not in said


def test_a_message_can_not_command_the_terminal(capsys: Capture) -> None:
    run(["profile", "show", "\x1b[31mred"])
    assert "\x1b" not in capsys.readouterr().err


def test_the_program_starts_without_what_only_commands_need() -> None:
    code = (
        "import sys; from countersight.cli.app import run; run(['--help']);"
        "heavy = {'polars', 'numba', 'rapidfuzz', 'rich', 'ijson'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_without_a_device_is_screened_without_what_identifies_them(
    tmp_path: Path,
) -> None:
    table = tmp_path / "suppliers.csv"
    table.write_text("supplier\nHikvision\n", "utf-8")
    code = (
        f"import sys; from countersight.cli.app import run; run(['screen', {str(table)!r}]);"
        "parts = ('read.devices', 'match.signatures', 'work.identifying', 'fetch');"
        "print({f'countersight.{part}' for part in parts} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    told, loaded = done.stdout.rstrip().rsplit("\n", 1)
    assert "Hikvision" in told
    assert loaded == "set()"


def test_main_ends_with_the_status(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "argv", ["countersight", "profile", "check", "nowhere"])
    with pytest.raises(SystemExit) as end:
        app.main()
    assert end.value.code == 2
    assert capsys.readouterr().err


def test_colours_stand_on_terminals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not console.has_colours(sys.stdout)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert console.paint()("match", Style.MATCH) == "\x1b[1;31mmatch\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert console.paint()("match", Style.MATCH) == "match"
