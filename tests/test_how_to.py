"""The how-tos of the shell and of continuous integration, tried as they are written."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import countersight
from countersight.catalogue import load_reviews
from countersight.work import demo_folder

PAGES = Path(__file__).parents[1] / "docs" / "how-to"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[str]:
    return BLOCK.findall((PAGES / page).read_text("utf-8"))


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """A program `countersight` before all others on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    made = folder / "countersight"
    code = "from countersight.cli import main; main()"
    made.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n", "utf-8")
    made.chmod(0o755)
    known = dict(os.environ)  # noqa: TID251 - tests may
    source = str(Path(countersight.__file__).parents[1])
    return {**known, "PATH": f"{folder}:{known['PATH']}", "PYTHONPATH": source}


def bash(
    program: Callable[[str], str], script: str, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder, and return what came of it."""
    return subprocess.run(
        [program("bash"), "--norc", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_shell_how_to_runs_from_top_to_bottom(
    tmp_path: Path, environment: Mapping[str, str], program: Callable[[str], str]
) -> None:
    script = "\n".join(["set -euo pipefail", *blocks("use-a-shell.md")])
    done = bash(program, script, tmp_path, environment)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "council"
    assert (folder / "countersight.1").read_text("utf-8").startswith(".TH COUNTERSIGHT 1")
    [judged] = load_reviews(folder / "reviews.toml").reviews
    assert judged.reason == "Another firm of that name"
    assert "dismissed by procurement office" in done.stdout
    lines = (folder / "answer.jsonl").read_text("utf-8").splitlines()
    assert all("record" in json.loads(line) or "problem" in json.loads(line) for line in lines)
    assert "<!doctype html>" in (folder / "answer.html").read_text("utf-8").lower()


@pytest.mark.parametrize(("profile", "status"), [("tw-agency", 1), ("uk-council", 0)])
def test_the_pipeline_fails_where_a_duty_binds(
    tmp_path: Path,
    environment: Mapping[str, str],
    program: Callable[[str], str],
    profile: str,
    status: int,
) -> None:
    (tmp_path / "register").mkdir()
    shutil.copyfile(demo_folder() / "suppliers.csv", tmp_path / "register" / "suppliers.csv")
    (tmp_path / "reviews.toml").write_text("# none yet\n", "utf-8")
    [block] = blocks("use-in-ci.md")
    shown = "countersight profile show"
    script = f"{shown} {profile} > council.toml\n{block}"
    done = bash(program, script, tmp_path, environment)
    assert done.returncode == status, done.stderr
    suite = ET.parse(tmp_path / "findings.xml").find("testsuite")  # noqa: S314 - our own file
    assert suite is not None
    assert (int(suite.get("failures", "")) > 0) is bool(status)


def test_the_options_in_the_files_of_services_are_those_of_the_block() -> None:
    page = (PAGES / "use-in-ci.md").read_text("utf-8")
    [block] = blocks("use-in-ci.md")
    wanted = set(re.findall(r"--[a-z-]+", block)) - {"--as-of"}
    lines = [line for line in page.splitlines() if "countersight screen register" in line]
    assert len(lines) == 3
    for line in lines[1:]:
        assert wanted <= set(re.findall(r"--[a-z-]+", line))


SCAN = """<?xml version="1.0"?><nmaprun scanner="nmap"><host>
<address addr="10.20.0.15" addrtype="ipv4"/></host></nmaprun>"""
REGISTRY = (
    "Registry,Assignment,Organization Name,Organization Address\nMA-L,00AA00,Somebody,x\n"
)


def test_the_how_to_on_devices_runs_and_shows_what_it_says(
    tmp_path: Path, environment: Mapping[str, str], program: Callable[[str], str]
) -> None:
    demo = demo_folder()
    shutil.copyfile(demo / "observations.jsonl", tmp_path / "observations.jsonl")
    shutil.copyfile(demo / "cameras.csv", tmp_path / "assets.csv")
    (tmp_path / "scan.xml").write_text(SCAN, "utf-8")
    (tmp_path / "oui.csv").write_text(REGISTRY, "utf-8")
    text = (PAGES / "identify-devices.md").read_text("utf-8")
    told = [line.removeprefix("$ ") for line in text.splitlines()]
    commands = [
        line
        for line in told
        if line.startswith("countersight ") and line.split()[1] in {"identify", "registries"}
    ]
    assert len(commands) == 4
    done = bash(
        program,
        "\n".join(["set -euo pipefail", *commands]),
        tmp_path,
        {**environment, "COUNTERSIGHT_DATA": str(tmp_path / "data")},
    )
    assert done.returncode == 0, done.stderr
    shown = text.split("$ countersight identify observations.jsonl\n")[1].split("```")[0]
    for line in shown.splitlines():
        assert line in done.stdout


def test_the_how_to_on_cases_runs_from_top_to_bottom(
    tmp_path: Path, environment: Mapping[str, str], program: Callable[[str], str]
) -> None:
    script = "\n".join(["set -euo pipefail", *blocks("keep-a-case.md")])
    done = bash(program, script, tmp_path, environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("The bag holds.")
    assert "c.part" in (tmp_path / "harbour" / "case.html").read_text("utf-8")
