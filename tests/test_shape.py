"""The shape of the code is a promise; these tests keep it."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "countersight"
MODULES = sorted(SRC.rglob("*.py"))
MAX_MODULE, MAX_FUNCTION = 300, 40
LATE_IMPORTS_ALLOWED = {
    "wiring/__init__.py",
    "wiring/backups.py",
    "wiring/devices.py",
    "wiring/casework.py",
    "wiring/formats.py",
    "wiring/names.py",
    "wiring/office.py",
    "__init__.py",
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}


def label(path: Path) -> str:
    return str(path.relative_to(SRC))


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    if "kernel" not in path.relative_to(SRC).parts:
        assert source.count("\n") <= MAX_MODULE
    assert ast.get_docstring(tree)
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_a_function_is_short(path: Path) -> None:
    if "kernel" in path.relative_to(SRC).parts:
        pytest.skip("the numba kernel may be long")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MAX_FUNCTION, node.name


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_imports_stand_at_the_top(path: Path) -> None:
    if path.relative_to(SRC).as_posix() in LATE_IMPORTS_ALLOWED:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            late = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not late, f"{node.name} imports inside"
