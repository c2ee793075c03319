"""The doctor, completion and the manual page."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from cli_runs import Program

from countersight import wiring
from countersight.cli import man
from countersight.cli.app import COMMANDS
from countersight.cli.completion import SCRIPTS, Shell, candidates
from countersight.cli.failing import FailOn
from countersight.cli.statuses import Status
from countersight.cli.tree import Command, tree


@pytest.fixture
def program_(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def test_the_doctor_tells_it_as_text_and_as_json(program_: Program) -> None:
    text = program_("doctor")
    assert text.status == Status.CLEAN
    assert "ok     clock: today is " in text.out
    found = json.loads(program_("doctor", "-f", "json").out)
    assert {each["check"] for each in found} >= {"program", "catalogue", "lists", "cache"}
    assert {each["health"] for each in found} <= {"ok", "note", "wrong"}


def test_the_doctor_ends_with_one_where_something_is_wrong(
    program_: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped:
        def today(self) -> object:
            return date(1970, 1, 1)

    monkeypatch.setattr(wiring, "CLOCK", Stopped())
    ran = program_("doctor")
    assert ran.status == Status.FINDINGS
    assert "wrong  clock: " in ran.out
    assert "       Set the clock, or name a day with --as-of.\n" in ran.out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([""], list(COMMANDS)),
        (["scr"], ["screen"]),
        (["restrictions", "d"], ["due", "diff"]),
        (["screen", "--fail"], ["--fail-on"]),
        (["screen", "a.csv", "--fail-on", ""], [each.value for each in FailOn]),
        (["screen", "-p", "us-g"], ["us-grantee"]),
        (["review", "--profile", "uk-co"], ["uk-council"]),
        (["screen", "--as-of", ""], []),
        (["screen", "sup"], []),
        (["nonsense", "--"], ["--version", "--debug"]),
        (["profile", "list", ""], []),
    ],
)
def test_the_last_word_is_completed(words: list[str], found: list[str]) -> None:
    assert list(candidates(words)) == found


def test_a_script_is_printed_for_each_shell(program_: Program) -> None:
    for shell, script in SCRIPTS.items():
        assert program_("completion", shell.value).out == script
    assert program_("completion", "csh").status == Status.UNREAD


def test_words_are_printed_a_line_each(program_: Program) -> None:
    ran = program_("completion", "bash", "--words", "--", "restrictions", "d")
    assert ran.out == "due\ndiff\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [(["restrictions", "d"], "due\ndiff\n"), (["screen", "-p", "us-i"], "us-investor\n")],
)
def test_a_word_that_is_begun_is_the_last(
    program_: Program, line: list[str], found: str
) -> None:
    assert program_("completion", "powershell", "--words", "--", *line).out == found


def test_a_further_word_is_asked_for_without_an_empty_one(program_: Program) -> None:
    asks = ("completion", "powershell", "--words", "--next", "--")
    assert program_(*asks, "screen", "--fail-on").out.split() == [*FailOn]
    assert program_(*asks).out.split() == list(COMMANDS)


def test_the_script_for_powershell_registers_what_asks_the_program() -> None:
    script = SCRIPTS[Shell.POWERSHELL]
    for opening, closing in ("{}", "()", "[]"):
        assert script.count(opening) == script.count(closing)
    begun = "if ($word) { $asked += @('--') + $before + @($word) }"
    assert begun in script
    assert "else { $asked += @('--next', '--') + $before }" in script
    assert "@('completion', 'powershell', '--words')" in script
    assert script.splitlines()[-1] == (
        "Register-ArgumentCompleter -Native -CommandName countersight "
        "-ScriptBlock $countersightWords"
    )


def test_powershell_completes_commands_and_values(tmp_path: Path) -> None:
    found = shutil.which("pwsh")
    if found is None:
        pytest.skip("PowerShell is not installed")
    script = f"""{SCRIPTS[Shell.POWERSHELL]}
foreach ($line in 'countersight restrictions d', 'countersight screen "a b.csv" -p us-i') {{
    (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText -join ' '
}}
"""
    done = subprocess.run(
        [found, "-NoProfile", "-NonInteractive", "-Command", script],
        env=on_path(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["due", "diff", "us-investor"]


def on_path(tmp_path: Path) -> dict[str, str]:
    """Put a program `countersight` before all others, and return the environment."""
    code = "from countersight.cli import main; main()"
    call = f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n"
    made = tmp_path / "countersight"
    made.write_text(call, encoding="utf-8")
    made.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}  # noqa: TID251 - tests may


def test_bash_completes_commands_and_values(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    script = f"""{SCRIPTS[next(iter(SCRIPTS))]}
COMP_WORDS=(countersight restrictions d); COMP_CWORD=2; _countersight
echo "${{COMPREPLY[*]}}"
COMP_WORDS=(countersight screen "a b.csv" -p us-i); COMP_CWORD=4; _countersight
echo "${{COMPREPLY[*]}}"
complete -p countersight
"""
    done = subprocess.run(
        [program("bash"), "--norc", "-c", script],
        env=on_path(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "due diff",
        "us-investor",
        "complete -o default -F _countersight countersight",
    ]


def test_fish_completes_commands_and_values(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    asked = [
        'complete -C "countersight restrictions d"',
        "complete -C \"countersight screen 'a b.csv' -p us-i\"",
    ]
    script = f"{SCRIPTS[Shell.FISH]}\n{asked[0]}; echo ==; {asked[1]}\n"
    done = subprocess.run(
        [program("fish"), "--no-config", "-c", script],
        env={**on_path(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.split("==\n")
    assert sorted(first.split()) == ["diff", "due"]
    assert second.split() == ["us-investor"]


def test_zsh_completes_commands_and_values(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    script = f"""autoload -Uz compinit && compinit -u -d {tmp_path}/dump
{SCRIPTS[Shell.ZSH]}
compadd() {{ print -r -- "${{(P)2}}" }}
_files() {{ print files }}
words=(countersight restrictions d); CURRENT=3; _countersight
words=(countersight screen 'a b.csv' -p us-i); CURRENT=5; _countersight
words=(countersight screen a); CURRENT=3; _countersight
print -r -- $_comps[countersight]
"""
    done = subprocess.run(
        [program("zsh"), "-f", "-c", script],
        env={**on_path(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["due diff", "us-investor", "files", "_countersight"]


def commands(command: Command) -> Iterator[Command]:
    for each in command.below.values():
        yield from commands(each) if each.below else [each]


def test_the_manual_page_tells_each_command_with_each_option(program_: Program) -> None:
    ran = program_("man")
    assert ran.status == Status.CLEAN
    shown = ran.out.replace("\\-", "-").replace("\\(aq", "'")
    for command in commands(tree()):
        assert f'.SS "{" ".join(command.path)} ' in shown
        for option in command.options:
            assert f"\\fB{option.written}\\fR\n" in shown
    for status in Status:
        assert f"\\fB{status.value}\\fR\n" in shown
    assert set(man.STATUSES) == set(Status)


def test_the_manual_page_says_what_help_says(program_: Program) -> None:
    page = " ".join(program_("man").out.replace("\\-", "-").replace("\\(aq", "'").split())
    for name, said in COMMANDS.items():
        assert f'.SS "countersight {name}' in page
        if not tree().below[name].below:
            assert said in page


def test_troff_finds_nothing_wrong_with_the_manual_page(program_: Program) -> None:
    found = shutil.which("groff")
    if found is None:
        pytest.skip("groff is not installed")
    done = subprocess.run(
        [found, "-man", "-Tascii", "-ww", "-z"],
        input=program_("man").out.encode(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_manual_page_is_shown_in_its_language(
    program_: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = shutil.which("man")
    if found is None or shutil.which("groff") is None:
        pytest.skip("man is not installed")
    monkeypatch.setenv("LANGUAGE", "de")
    page = tmp_path / "countersight.1"
    page.write_text(program_("man").out, encoding="utf-8")
    done = subprocess.run(
        [found, "-E", "UTF-8", "-l", str(page)], capture_output=True, check=True, text=True
    )
    assert "BESCHREIBUNG" in done.stdout
    assert "Schriften" in done.stdout
    assert done.stderr == ""


def test_hidden_options_stay_hidden() -> None:
    options = tree().below["completion"].options
    assert [option.written.split()[0] for option in options] == ["bash|zsh|fish|powershell"]
