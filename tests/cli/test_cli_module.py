"""The program, where its folder is not on the path."""

import runpy
import sys

import pytest

from countersight import __version__


def test_the_program_runs_as_a_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["countersight", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("countersight", run_name="__main__")
    assert (ended.value.code, capsys.readouterr().out) == (0, f"countersight {__version__}\n")
