"""The public names: a dozen, each there, and none of them dear to import."""

import subprocess
import sys
from pathlib import Path

import pytest

import countersight
from countersight import Problem, Screened, State, screen


@pytest.mark.parametrize("name", countersight.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(countersight, name) is not None
    assert name in dir(countersight)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'scren'"):
        _ = countersight.scren  # type: ignore[attr-defined]


def test_importing_the_package_stays_cheap() -> None:
    code = (
        "import sys, countersight;"
        "dear = {'polars', 'numba', 'numpy', 'rapidfuzz', 'typer', 'rich'} & set(sys.modules);"
        "sys.exit(', '.join(dear) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_path_is_screened_and_problems_come_with_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Supplier\nHIKVISION UK LIMITED\nAcme\nx,y,z\n", encoding="utf-8")
    found = list(screen(path, profile="uk-council", every=True))
    states = [each.state for each in found if isinstance(each, Screened)]
    assert states[:2] == [State.MATCH, State.NO_MATCH]
    assert [each.code for each in found if isinstance(each, Problem)] == ["ragged-row"]
