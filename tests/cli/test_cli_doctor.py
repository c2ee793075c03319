"""Where the doctor looks, on each system."""

import platform
import re
from pathlib import Path

import pytest
from cli_runs import Program

from countersight.wiring.fonts import font_folders


def test_fonts_are_looked_for_where_each_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", "/one:/two")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("WINDIR", "D:/Windows")
    found = {}
    for system in ("Linux", "Windows", "Darwin"):
        monkeypatch.setattr(platform, "system", lambda system=system: system)
        found[system] = [folder.as_posix() for folder in font_folders()]
    home = Path.home().as_posix()
    assert found["Linux"] == [
        "/one/fonts",
        "/two/fonts",
        f"{home}/.local/share/fonts",
        f"{home}/.fonts",
    ]
    assert found["Windows"][0] == "D:/Windows/Fonts"
    assert found["Darwin"][-1] == f"{home}/Library/Fonts"


def test_programs_are_told_the_same_in_every_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program(capsys, monkeypatch)
    told = {}
    for language in ("en", "de"):
        monkeypatch.setenv("LANGUAGE", language)
        told[language] = re.sub(r"\d", "0", program("doctor", "--format", "json").out)
        assert ("Zwischenspeicher" in program("doctor").out) is (language == "de")
    assert told["en"] == told["de"]
