"""A release: built twice it is the same, and its bill of materials is sound and whole."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from release.sbom import bill, closure, licences_of, purl

ROOT = Path(__file__).parents[1]
PARTS = (
    *("src", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *("LICENSE", "LICENSE-CATALOGUE", "Makefile", "mkdocs.yml", "conftest.py"),
)
PAGE = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
needs_hatchling = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="needs the extra `dev`"
)


def copy(tmp_path: Path, name: str, *, touched: int) -> Path:
    """Copy the sources into a folder of that name, with times of their own."""
    target = tmp_path / name
    target.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target / part, ignore=ignored)
        else:
            shutil.copyfile(source, target / part)
    for path in target.rglob("*"):
        os.utime(path, (touched, touched))
    return target


def built(folder: Path, kind: str) -> tuple[str, str]:
    """Build a wheel or an sdist, and return its name and its digest."""
    code = f"from hatchling.build import build_{kind}; print(build_{kind}('dist'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1763942400"},  # noqa: TID251 - tests may
        capture_output=True,
        text=True,
        check=True,
    )
    name = done.stdout.split()[-1]
    return name, sha256((folder / "dist" / name).read_bytes()).hexdigest()


@needs_hatchling
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_release_is_the_same_wherever_and_whenever_it_is_built(
    tmp_path: Path, kind: str
) -> None:
    one = built(copy(tmp_path, "one", touched=1_600_000_000), kind)
    other = built(copy(tmp_path, "another folder", touched=1_700_000_000), kind)
    assert one == other


def test_the_bill_has_all_that_the_base_install_brings_and_no_extra() -> None:
    names = {each["name"] for each in bill()["components"]}
    assert {"polars", "numba", "numpy", "typer", "rapidfuzz"} <= names
    assert not names & {"pytest", "pandas", "xlsxwriter", "hypothesis", "ruff", "countersight"}
    for name in names:
        written = PAGE.lower().replace("_", "-")
        assert f"`{name}`" in written, f"{name} is brought, and the page does not tell it"


def test_no_requirement_of_the_base_install_asks_for_an_extra_of_another() -> None:
    for name in closure():
        for line in metadata.requires(name) or []:
            found = Requirement(line)
            if found.marker is None or found.marker.evaluate({"extra": ""}):
                assert not found.extras, line


def test_every_component_has_a_version_a_licence_and_a_place_in_the_tree() -> None:
    made = bill()
    refs = {each["ref"] for each in made["dependencies"]}
    for each in made["components"]:
        assert each["licenses"], each["name"]
        assert each["bom-ref"] == purl(each["name"])
        assert each["bom-ref"] in refs
    assert {ref for each in made["dependencies"] for ref in each["dependsOn"]} <= refs


def test_the_same_environment_gives_the_same_bill() -> None:
    assert json.dumps(bill()) == json.dumps(bill())
    told = bill(made=1_763_942_400)
    assert told["metadata"]["timestamp"] == "2025-11-24T00:00:00Z"
    assert told["serialNumber"] != bill()["serialNumber"]
    assert "timestamp" not in bill()["metadata"]


def test_a_licence_is_told_as_the_metadata_tell_it() -> None:
    class About(dict[str, Any]):
        def get_all(self, name: str) -> list[str]:
            found: list[str] = self.get(name, [])
            return found

    name = "License :: OSI Approved :: MIT License"
    assert list(licences_of(About({"License-Expression": "MIT"}))) == [{"expression": "MIT"}]
    assert list(licences_of(About({"Classifier": [name], "License": "x"}))) == [
        {"license": {"name": "MIT License"}}
    ]
    assert list(licences_of(About({"License": "ISC"}))) == [{"license": {"name": "ISC"}}]
    assert not list(licences_of(About({"License": "Permission is hereby granted. " * 9})))


def test_the_bill_holds_to_the_schema_of_cyclonedx() -> None:
    validation = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    checker = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    assert checker.validate_str(json.dumps(bill(made=0))) is None
