"""Whole registries as the IEEE publishes them, and what is no registry."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from countersight.catalogue import load, load_devices, load_registry
from countersight.errors import CatalogueError
from countersight.match.signatures import MacLookup, plain_mac
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
    whole = load_registry(path, date(2026, 11, 20))
    known = load_devices(load().vendors, registries=[whole])
    lookup = MacLookup(known.registries)
    found = lookup.sign("00:AA:00:00:00:01", HERE)
    assert found is not None
    assert found.about == "hikvision"
    assert lookup.sign("68:6D:BC:00:00:01", HERE) is None
    assert lookup.holder("00:40:8C:00:00:01") is None


def test_an_extract_that_is_newer_than_a_whole_registry_speaks_first(tmp_path: Path) -> None:
    path = saved(tmp_path, "MA-L,A8BBCC,Axis Communications AB,x")
    whole = load_registry(path, date(2022, 8, 15))
    lookup = MacLookup(load_devices(load().vendors, registries=[whole]).registries)
    found = lookup.sign("68:6D:BC:00:00:01", HERE)
    assert found is not None
    assert found.about == "hikvision"
    other = lookup.sign("A8:BB:CC:00:00:01", HERE)
    assert other is not None
    assert "2022-08-15" in other.text


def test_a_registry_of_one_length_leaves_the_others_to_the_extract(tmp_path: Path) -> None:
    path = saved(tmp_path, "MA-L,00AA00,Somebody,x")
    whole = load_registry(path, date(2027, 1, 1))
    known = load_devices(load().vendors, registries=[whole])
    longer = next(
        block
        for holder in known.registries[1].holders
        if holder.says is not None
        for block in holder.blocks
        if len(block) == 7
    )
    mac = plain_mac(f"{longer}00001")
    assert mac is not None
    assert MacLookup(known.registries).sign(mac, HERE) is not None


MANUF = (
    "# This is Wireshark's table\n\n"
    "00:00:00\tOfficiallyXerox\tOfficially Xerox, but 0:0:0:0:0:0 is more common\n"
    "68:6D:BC\tHangzhouHikv\tHangzhou Hikvision Digital Technology Co.,Ltd.\n"
    "70:B3:D5:00:10:00/36\tShort\tLong Name Ltd.\n"
    "8C:1F:64:00:00:00/28\tOnly\n"
)


def test_the_table_of_wireshark_is_a_registry_too(tmp_path: Path) -> None:
    path = tmp_path / "manuf.gz"
    path.write_bytes(gzip.compress(MANUF.encode()))
    found = load_registry(path, date(2026, 11, 20))
    assert {(holder.name, holder.blocks) for holder in found.holders} >= {
        ("Hangzhou Hikvision Digital Technology Co.,Ltd.", ("686DBC",)),
        ("Long Name Ltd.", ("70B3D5001",)),
        ("Only", ("8C1F640",)),
    }


def test_a_packed_registry_that_breaks_off_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "manuf.gz"
    path.write_bytes(gzip.compress(MANUF.encode())[:-12])
    with pytest.raises(CatalogueError, match="breaks off"):
        load_registry(path)


def test_a_registry_without_a_block_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no block"):
        load_registry(saved(tmp_path, "MA-L,nonsense,Somebody,x"))


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
