"""What README, the run on a new machine and the page on dependencies promise each other."""

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from countersight.cli.app import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")
DAY = re.compile(r"date is \d{4}-\d\d-\d\d")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")


def commands() -> list[str]:
    """Return README's first two blocks: see it work, run the tests."""
    return [block.strip() for block in SHELL_BLOCK.findall(README)[:2]]


def dependencies() -> list[str]:
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    names = {re.split(r"[\[<>=~!; ]", item)[0] for group in groups for item in group}
    return sorted(names - {"countersight"})


def test_two_lines_install_and_run_it() -> None:
    demo, tests = commands()
    for line in (demo, tests):
        assert "\n" not in line
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert demo.endswith(" && .venv/bin/countersight demo")
    assert "'.[test]'" in tests


def test_the_run_on_a_new_machine_calls_the_test_command_of_the_readme() -> None:
    _, tests = commands()
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert tests in script
    before = script[: script.index(tests)]
    assert "export COUNTERSIGHT_REQUIRE_ALL=1" in before
    assert "set -euo pipefail" in before


def test_the_run_on_a_new_machine_is_sound_shell(program: Callable[[str], str]) -> None:
    found = program("bash")
    done = subprocess.run([found, "-n", str(ROOT / ".ci" / "run")], check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("name", dependencies())
def test_a_dependency_has_its_line_of_reason(name: str) -> None:
    page = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1
    _, _, why, licence, *_ = (cell.strip() for cell in rows[0].split("|"))
    assert len(why.split()) > 2
    assert licence


def test_the_page_on_dependencies_names_none_that_is_gone() -> None:
    page = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)) == dependencies()


@pytest.mark.parametrize("page", PAGES)
def test_a_link_of_a_page_leads_somewhere(page: str) -> None:
    for target in LINK.findall((ROOT / page).read_text("utf-8")):
        assert (ROOT / target).exists(), target


def test_the_output_of_the_demo_is_what_the_demo_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    block = README.split("<!-- demo output -->")[1].split("<!-- /demo output -->")[0]
    shown = [line for line in block.splitlines() if line.strip("` …") not in {"", "text"}]
    assert run(["demo"]) == 0
    told = iter(capsys.readouterr().out.splitlines())
    for line in shown:
        start = DAY.sub("DAY", line.removesuffix("…"))
        assert any(DAY.sub("DAY", each).startswith(start) for each in told), line
    assert 20 <= len(shown) <= 30


def test_the_help_in_the_readme_is_that_of_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    blocks = re.findall(
        r"^\$ countersight (.*--help)\n(.*?)^```", README, re.MULTILINE | re.DOTALL
    )
    assert blocks
    for call, shown in blocks:
        assert run(call.split()) == 0
        assert capsys.readouterr().out.rstrip() == shown.rstrip()
