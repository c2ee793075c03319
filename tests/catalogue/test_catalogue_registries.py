"""Whole registries as the IEEE publishes them, and what is no registry."""

import gzip
from pathlib import Path

import pytest

from countersight.catalogue import load, load_devices, load_registry
from countersight.errors import CatalogueError
from countersight.match.signatures import MacLookup
from countersight.model.record import Origin

HEAD = "Registry,Assignment,Organization Name,Organization Address\n"
HERE = Origin("x")


def saved(folder: Path, *rows: str) -> Path:
    path = folder / "oui.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_whole_registry_goes_before_the_extract_and_knows_makers_by_exact_name(
    tmp_path: Path,
) -> None:
    name = '"Hangzhou Hikvision Digital Technology Co.,Ltd."'
    path = saved(tmp_path, f"MA-L,00AA00,{name},x", "MA-L,686DBC,Somebody Else,x")
    whole = load_registry(path)
    assert whole.date.day is not None
    known = load_devices(load().vendors, registries=[whole])
    lookup = MacLookup(known.registries)
    found = lookup.sign("00:AA:00:00:00:01", HERE)
    assert found is not None
    assert found.about == "hikvision"
    assert lookup.sign("68:6D:BC:00:00:01", HERE) is None
    assert lookup.holder("00:40:8C:00:00:01") is None


def test_what_is_no_registry_says_what_to_fetch(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="has no columns"):
        load_registry(path)
    with pytest.raises(CatalogueError, match="can't be read"):
        load_registry(tmp_path / "none.csv")


@pytest.mark.realdata
def test_a_stale_registry_knows_fewer_blocks_of_hikvision(
    realdata: Path, tmp_path: Path
) -> None:
    path = tmp_path / "oui.csv"
    path.write_bytes(gzip.decompress((realdata / "devices" / "ieee-oui.csv.gz").read_bytes()))
    stale = load_registry(path)
    [hikvision] = [each for each in stale.holders if "Hikvision Digital" in each.name]
    assert len(hikvision.blocks) == 50
    assert sum(len(each.blocks) for each in stale.holders) == 32_530
