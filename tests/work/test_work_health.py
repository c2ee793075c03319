"""The doctor's checks, each in the states that it can find."""

import shutil
import tomllib
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

import pytest
from font_makers import font

from countersight.catalogue import load
from countersight.errors import CatalogueError, SourceError
from countersight.model.catalogue import Catalogue
from countersight.model.signature import MacRegistry
from countersight.model.values import PartialDate
from countersight.work.health import Check, Health, Surroundings, checks
from countersight.work.installed import EXTRAS

KNOWN = load()
USAGE = namedtuple("USAGE", ["total", "used", "free"])  # noqa: PYI024 - as shutil gives it


def made(**changes: object) -> dict[str, Check]:
    here = Surroundings(KNOWN.verified_on, None, load)
    return {each.name: each for each in checks(replace(here, **changes))}  # type: ignore[arg-type]


def test_everything_is_well_where_it_is(tmp_path: Path) -> None:
    found = made(cache=tmp_path / "cache", temporary=tmp_path)
    assert all(each.health is not Health.WRONG for each in found.values())
    assert found["cache"].said.endswith("0 files, 0.0 MiB, can be written")
    assert not (tmp_path / "cache").exists()
    assert f"{len(KNOWN.vendors)} vendors" in found["catalogue"].said


def test_each_extra_says_what_it_is_for() -> None:
    found = made()
    for name, purpose in EXTRAS.items():
        assert purpose in found[f"extra {name}"].said


def test_every_extra_of_the_project_is_known() -> None:
    project = Path(__file__).parents[2] / "pyproject.toml"
    told = tomllib.loads(project.read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(EXTRAS) == set(told)


def asking(monkeypatch: pytest.MonkeyPatch, *lines: str, **versions: str) -> dict[str, Check]:
    """Return the checks of a program that asks for these libraries, where these are there."""

    def version(name: str) -> str:
        if name not in {"countersight", *versions}:
            raise metadata.PackageNotFoundError(name)
        return versions.get(name, "0.1.0")

    monkeypatch.setattr(metadata, "requires", lambda _name: [*lines])
    monkeypatch.setattr(metadata, "version", version)
    return made()


CASE = ("lib-a>=2; extra == 'case'", 'lib-b>=1.10 ; extra == "case"', "countersight[xlsx]")
"""What an extra asks for, in the spellings that builders use."""


@pytest.mark.parametrize(
    ("versions", "state", "said"),
    [
        ({}, Health.OK, "not installed (countersight case and verify)"),
        (
            {"lib-a": "2.0", "lib-b": "1.10.0"},
            Health.OK,
            "lib-a 2.0, lib-b 1.10.0 (countersight case and verify)",
        ),
        ({"lib-a": "3"}, Health.OK, "missing: lib-b (countersight case and verify)"),
        (
            {"lib-a": "3", "lib-b": "1.9.1"},
            Health.NOTE,
            "too old: lib-b 1.9.1 (lib-b>=1.10) (countersight case and verify)",
        ),
    ],
)
def test_an_extra_says_whether_all_of_it_is_there(
    monkeypatch: pytest.MonkeyPatch, versions: dict[str, str], state: Health, said: str
) -> None:
    found = asking(monkeypatch, *CASE, **versions)["extra case"]
    assert (found.health, found.said) == (state, said)
    assert ("countersight[case]" in found.hint) is not said.startswith("lib-a")


def test_an_extra_that_the_installed_version_lacks_is_noted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = asking(monkeypatch, *CASE)["extra netbox"]
    assert (found.health, found.hint) == (Health.NOTE, "Install the program anew.")
    assert found.said.startswith("not known to the version that is installed")


def test_a_library_that_is_too_old_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    found = asking(monkeypatch, "polars>=2.0", polars="1.40")["libraries"]
    assert (found.health, found.said) == (Health.WRONG, "too old: polars 1.40 (polars>=2.0)")


def test_a_missing_library_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    found = asking(monkeypatch, "polars>=2.0", "rich", rich="15")["libraries"]
    assert (found.health, found.said) == (Health.WRONG, "missing: polars")


def test_a_program_that_runs_from_its_source_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", gone)
    assert made()["program"].health is Health.NOTE


def test_an_old_python_is_wrong() -> None:
    assert made(python=(3, 10))["python"].health is Health.WRONG


def test_an_old_catalogue_is_noted() -> None:
    later = KNOWN.verified_on + timedelta(days=181)
    found = made(today=later)
    assert found["catalogue"].health is Health.NOTE
    assert "verified 181 days ago" in found["catalogue"].said
    assert found["lists"].health is Health.NOTE


def test_lists_that_were_read_lately_are_well() -> None:
    newest = max(each.verified_through for each in KNOWN.restrictions.values())
    few = {k: v for k, v in KNOWN.restrictions.items() if v.verified_through == newest}
    assert (
        made(catalogue=lambda: replace(KNOWN, restrictions=few), today=newest)["lists"].health
        is Health.OK
    )
    empty = made(catalogue=lambda: replace(KNOWN, restrictions={}))
    assert empty["lists"].said == "no instrument is known"


def test_a_clock_before_the_catalogue_is_wrong() -> None:
    found = made(today=date(1970, 1, 1))
    assert found["clock"].health is Health.WRONG
    assert "1970-01-01" in found["clock"].said


def test_a_broken_catalogue_is_wrong_and_the_rest_is_looked_at_all_the_same() -> None:
    def broken() -> Catalogue:
        raise CatalogueError("axis.toml: is no TOML", hint="Mend it.")

    found = made(catalogue=broken)
    assert found["catalogue"] == Check(
        "catalogue", Health.WRONG, "axis.toml: is no TOML", "Mend it."
    )
    assert "disk for unpacking" in found
    assert "clock" not in found


def test_a_cache_that_can_not_be_written_is_noted(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = made(cache=tmp_path / "file")
    assert found["cache"].health is Health.NOTE
    assert "can't be used" in found["cache"].said


def test_a_cache_is_measured(tmp_path: Path) -> None:
    (tmp_path / "catalogue-1.json").write_bytes(b"0" * 1024 * 1024)
    assert "1 files, 1.0 MiB" in made(cache=tmp_path)["cache"].said


def test_a_full_disk_is_noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: USAGE(10, 9, 1))
    found = made(cache=tmp_path)
    assert found["disk of the cache"].health is Health.NOTE
    assert found["disk for unpacking"].hint.startswith("A workbook")


def test_a_disk_that_can_not_be_looked_at_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> USAGE:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    assert "Permission denied" in made()["disk for unpacking"].said


def test_a_registry_that_is_old_is_noted_and_one_that_is_damaged_is_wrong() -> None:
    def registry(day: str) -> MacRegistry:
        return MacRegistry("r", PartialDate.parse(day), "s", ())

    def damaged() -> tuple[MacRegistry, ...]:
        raise SourceError("it is damaged")

    def made(registries: Callable[[], tuple[MacRegistry, ...]]) -> list[Health]:
        here = Surroundings(date(2026, 11, 24), None, load, registries=registries)
        return [each.health for each in checks(here) if each.name == "registries"]

    assert made(lambda: (registry("2026-01-01"), registry("2026-11-01"))) == [
        Health.NOTE,
        Health.OK,
    ]
    assert made(damaged) == [Health.WRONG]


def test_fonts_that_show_chinese_are_named_and_a_lack_of_them_is_a_note(tmp_path: Path) -> None:
    nothing = made(fonts=(tmp_path,))["fonts"]
    assert (nothing.health, nothing.hint[:12]) == (Health.NOTE, "Install one,")
    for number in range(5):
        (tmp_path / f"{number}.ttf").write_bytes(font())
    found = made(fonts=(tmp_path,))["fonts"]
    assert (found.health, found.said) == (
        Health.OK,
        "0.ttf, 1.ttf, 2.ttf and 2 more show Chinese",
    )
