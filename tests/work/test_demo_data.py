"""The demo's files are read cleanly, but for what they are meant to trip over."""

import json
from pathlib import Path

import polars as pl
import pytest

import countersight
from countersight.catalogue import load, load_profile
from countersight.ids import RestrictionId
from countersight.model.record import Batch, RecordKind
from countersight.read import Source, read

DEMO = Path(countersight.__file__).parent / "work" / "demo"


def only_batch(name: str) -> tuple[Batch, pl.DataFrame]:
    [batch] = read(Source.at(DEMO / name))
    return batch, pl.DataFrame(batch.table)


def test_every_supplier_is_a_record_and_the_cut_row_is_the_one_problem() -> None:
    batch, table = only_batch("suppliers.csv")
    assert batch.rows == 14
    assert set(table["kind"]) == {RecordKind.SUPPLIER}
    assert table["name"].null_count() == 0
    assert table["facts"].drop_nulls().to_list() == ['{"on_uk_debarment_list": "no"}']
    assert [(p.code, p.origin.row, p.rows) for p in batch.problems] == [("ragged-row", 14, 0)]


def test_every_camera_is_a_record_without_a_problem() -> None:
    batch, table = only_batch("cameras.csv")
    assert (batch.rows, batch.problems) == (14, ())
    assert set(table["kind"]) == {RecordKind.DEVICE}
    assert batch.reading.ignored == ()
    assert set(table["facts"]) == {'{"product_class": "video_surveillance"}'}
    assert table["date"].null_count() == 1, "one camera has no day of acquisition"


def test_awards_are_merged_and_only_winners_are_records() -> None:
    batch, table = only_batch("awards.json")
    assert (batch.rows, batch.problems) == (5, ())
    assert batch.reading.format == "ocds-release-package"
    assert "6 releases" in batch.reading.notes
    assert "1 processes merged of several releases" in batch.reading.notes
    assert "1 awards cancelled or unsuccessful, left out" in batch.reading.notes
    assert not table["name"].str.contains("Dahua").any(), "a losing bidder is no supplier"
    assert set(table["buyer"]) == {"Marlbridge Council", "Marlbridge Harbour Trust"}


def test_the_losing_bidder_does_stand_in_the_file() -> None:
    package = json.loads((DEMO / "awards.json").read_text("utf-8"))
    losers = [
        party["name"]
        for release in package["releases"]
        for party in release["parties"]
        if party["roles"] == ["tenderer"]
    ]
    assert losers == ["Zhejiang Dahua Technology Co., Ltd."] * 2


def test_one_award_lies_before_the_procurement_act_began_and_others_after() -> None:
    _, table = only_batch("awards.json")
    act = RestrictionId("gb-procurement-act-2023-natsec")
    began = load().restrictions[act].duties[0].since
    assert began is not None
    assert (table["date"] < began.isoformat()).sum() == 1


def test_the_council_is_a_public_body_of_england() -> None:
    profile = load_profile(str(DEMO / "council.toml"), load().vocabulary)
    assert (profile.place, profile.roles) == ("GB-EAW", ("public.local",))
    assert set(profile.acts) == {RecordKind.SUPPLIER, RecordKind.AWARD, RecordKind.DEVICE}


@pytest.mark.parametrize("path", sorted(DEMO.iterdir()), ids=lambda path: path.name)
def test_the_readme_of_the_demo_names_every_file(path: Path) -> None:
    text = (DEMO / "README.md").read_text("utf-8")
    assert path.name == "README.md" or f"`{path.name}`" in text
