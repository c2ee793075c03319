"""The tutorial on cases, tried as it is written: each block says what the page shows."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import countersight

PAGE = Path(__file__).parents[1] / "docs" / "tutorial-case.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MARK = "@@ block"


def blocks() -> list[tuple[str, str]]:
    """Return each block of the page that is run, with what it shows after it."""
    found: list[tuple[str, str]] = []
    for kind, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if kind == "sh":
            found.append((text, ""))
        else:
            found[-1] = (found[-1][0], text)
    return found


def in_order(shown: str, said: str) -> Iterator[str]:
    """Yield the pieces of what is shown that are not said, or not in this order."""
    at = 0
    for piece in (" ".join(each.split()) for each in shown.split("...")):
        found = said.find(piece, at)
        if found < 0:
            yield piece
        else:
            at = found + len(piece)


@pytest.fixture
def say(tmp_path: Path, program: Callable[[str], str]) -> list[str]:
    """What each block says when all of them are run in one shell."""
    made = tmp_path / "bin" / "countersight"
    made.parent.mkdir()
    code = "from countersight.cli import main; main()"
    made.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n", "utf-8")
    made.chmod(0o755)
    program("openssl")
    source = Path(countersight.__file__).parents[1]
    script = [
        f"export PATH='{made.parent}':\"$PATH\" PYTHONPATH='{source}'",
        "set -euo pipefail; exec 2>&1",
        *(f"{text}\necho '{MARK}'" for text, _ in blocks()),
    ]
    place = tmp_path / "empty"
    place.mkdir()
    done = subprocess.run(
        [program("bash"), "--norc", "-c", "\n".join(script)],
        cwd=place,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout.split(MARK)


def test_the_story_runs_from_the_commands_of_the_tutorial_and_says_what_the_page_shows(
    say: list[str],
) -> None:
    assert len(say) == len(blocks()) + 1
    for (text, shown), said in zip(blocks(), say, strict=False):
        missing = list(in_order(shown, " ".join(said.split())))
        assert not missing, (text, said)


def test_what_is_not_said_in_its_order_is_found() -> None:
    assert list(in_order("a ... d ... b", "a b c d")) == ["b"]
    assert not list(in_order("a ... c d ...", "a b c d"))
