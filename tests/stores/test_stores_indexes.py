"""Index files: what is damaged, old or another's is told or made anew, and never believed."""

import io
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from countersight import match_names
from countersight.errors import SourceError
from countersight.stores import load_index, save_index

PLACES = ("Aldermoor", "Birchwick", "Coldharbour", "Dunmere")
TRADES = (
    *("Optics Ltd", "Bakery", "Holdings plc", "Logistics GmbH", "UK Ltd"),
    *("Security", "Systems", "Ferry", "Mills", "Data"),
)
NAMES = [f"{place} {trade}" for place in PLACES for trade in TRADES]
ENTRIES = pl.DataFrame({"id": [str(place) for place in range(len(NAMES))], "name": NAMES})
ASKED = pl.DataFrame(
    {"id": list("abcd"), "name": ["Aldermor Optics", "BIRCHWICK", "Dunmere Mils", "Zzz"]}
)


def told(index: Path | None, entries: pl.DataFrame = ENTRIES) -> bytes:
    """Return the bytes of an answer."""
    out = io.BytesIO()
    found = match_names(ASKED, entries, index=index, explain=True)
    pl.DataFrame(found).rechunk().write_ipc(out, compression="uncompressed")
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.index"
    told(path)
    return path


def test_an_answer_is_the_same_bytes_with_an_index_new_or_kept_and_without(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.index"
    assert told(None) == told(path) == told(path)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut at the end": lambda data: data[:-64],
    "longer": lambda data: data + b"\0" * 64,
    "cut in the header": lambda data: data[:20],
    "a short header": lambda data: data[:8] + struct.pack("<Q", 40) + data[16:],
    "an endless header": lambda data: data[:8] + struct.pack("<Q", 1 << 60) + data[16:],
    "no such kind": lambda data: data.replace(b'"uint8"', b'"uint9"', 1),
    "another array": lambda data: data.replace(b'"owners"', b'"others"', 1),
    "another kind": lambda data: data.replace(b'"int16"', b'"int32"', 1),
    "another format": lambda data: b"CSNAMES9" + data[8:],
    "a table": lambda _: b"id,name\n1,Marlbridge Optics\n",
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_told_and_left_alone(
    file: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    with pytest.raises(SourceError, match="index") as raised:
        told(file)
    assert "Remove the file" in raised.value.hint
    assert file.read_bytes() == damaged


def test_the_index_of_a_list_that_has_changed_is_made_anew(file: Path) -> None:
    changed = ENTRIES.with_columns(name=pl.col("name").str.replace("Mills", "Hills"))
    assert told(file, changed) == told(None, changed)
    assert told(file) == told(None)


def test_the_index_of_another_version_is_made_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()
    monkeypatch.setattr("countersight.work.naming_tables.VERSION", 10_000)
    assert told(file) == told(None)
    assert file.read_bytes() != before


def test_a_folder_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read"):
        told(tmp_path)


def test_an_index_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be written"):
        told(tmp_path / "no such folder" / "list.index")


def test_those_who_write_at_once_leave_one_whole_index(tmp_path: Path) -> None:
    path = tmp_path / "list.index"

    def write_and_read(number: int) -> bool:
        save_index(path, {"all": np.full(50_000, number)}, key=str(number))
        found = load_index(path, key=str(number))
        return found is None or bool((np.asarray(found["all"]) == number).all())

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write_and_read, range(60)))
    assert [each.name for each in tmp_path.iterdir()] == ["list.index"]
