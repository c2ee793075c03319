"""Public data that the project does not ship; no name of it is printed or asserted."""

from collections import Counter
from pathlib import Path

import pytest
from read_makers import read_path

from countersight.model.record import RecordKind
from countersight.read import Source, read

pytestmark = pytest.mark.realdata


def test_all_payments_of_a_council_are_rows(realdata: Path) -> None:
    rows = redacted = 0
    kinds: Counter[str] = Counter()
    last = 0
    for batch in read(Source.at(realdata / "procurement/trafford-supplier-spend-2025-26.zip")):
        table = batch.table
        rows += batch.rows
        assert not batch.problems
        names = table["name"].str.to_lowercase()  # type: ignore[index]
        redacted += int(names.str.contains("redacted").sum())
        kinds.update(table["kind"].to_list())  # type: ignore[index]
        numbers = table["row"].to_list()  # type: ignore[index]
        assert numbers[0] == last + 1 if last else numbers[0] == 2
        last = numbers[-1]
        assert table["date"].str.contains(r"^\d{4}-\d\d-\d\d$").all()  # type: ignore[index]
        mapped = dict(batch.reading.mapped)
        assert mapped["name"] == "BeneficiaryName"
        assert mapped["description"] == "Purpose"
    assert rows == 241_764
    assert redacted == 36_616
    assert kinds == {"payment": 241_764}


def test_all_british_releases_are_read(realdata: Path) -> None:
    got = read_path(realdata / "procurement/uk-ocds-releases.jsonl.gz")
    assert got.table.height == 263
    assert not got.problems
    assert got.reading.kind is RecordKind.AWARD
    assert "380 releases" in got.reading.notes
    assert "10 processes merged of several releases" in got.reading.notes
    assert got.table["name"].null_count() == 1  # it has no name in its release either
    assert got.table["pointer"].str.starts_with("/awards/").all()
    assert got.table["buyer"].null_count() == 0
    assert got.table["classification"].str.contains("CPV:").all()


def test_the_colombian_package_is_read(realdata: Path) -> None:
    got = read_path(realdata / "procurement/ocds-spoonbill-2021-03-03.json")
    assert got.table.height == 96
    assert got.codes == ["more-pages"]
    assert "4 awards cancelled or unsuccessful, left out" in got.reading.notes
    assert got.table["identifier"].null_count() == 96
    assert got.table["currency"].unique().to_list() == ["COP"]


def test_the_fictional_record_is_read(realdata: Path) -> None:
    got = read_path(realdata / "procurement/ocds-sample-record-fictional.json")
    assert got.table.height == 1
    assert not got.problems
    assert got.reading.format == "ocds-record-package"


@pytest.mark.parametrize(
    ("path", "rows", "kind"),
    [
        ("watchlists/us-csl-full-2022-no-individuals.csv.gz", 7_685, RecordKind.SUPPLIER),
        ("watchlists/us-dod-1260h-history.csv", 397, RecordKind.SUPPLIER),
        ("watchlists/us-bis-mieu.csv", 13, RecordKind.SUPPLIER),
        ("watchlists/bis-denied-persons-companies.tsv", 110, RecordKind.SUPPLIER),
        ("devices/trafford_cctv_cameras.csv", 163, RecordKind.DEVICE),
        ("identity/gleif-lei-names.csv.gz", 388_411, RecordKind.SUPPLIER),
    ],
)
def test_a_public_table_is_read_whole(
    realdata: Path, path: str, rows: int, kind: RecordKind
) -> None:
    got = read_path(realdata / path)
    assert got.table.height == rows
    assert got.reading.kind is kind
    assert not got.problems
