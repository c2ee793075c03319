"""The first glance: each distinct value once, and rows told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl
import pytest

from countersight.match import Glance
from countersight.model.record import COLUMNS
from countersight.work import sifting
from countersight.work.sifting import Lot, Sifter

TOLD = {
    ("name", "Redacted"): Glance.WITHHELD,
    ("name", "Mr A. Example"): Glance.PERSON,
    ("name", "Hikvision"): Glance.PERHAPS,
    ("model", "DS-2CD2043G2-I"): Glance.PERHAPS,
    ("description", "cameras by Hikvision"): Glance.PERHAPS,
}


@dataclass
class Eyes:
    """A matcher that remembers what it was asked."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    def glances(self, column: str, values: Sequence[str]) -> list[Glance]:
        self.asked += [(column, value) for value in values]
        return [TOLD.get((column, value), Glance.NOTHING) for value in values]


def table(*rows: dict[str, str]) -> pl.DataFrame:
    empty = dict.fromkeys(COLUMNS)
    schema = {name: pl.Int64 if name == "row" else pl.String for name in COLUMNS}
    return pl.DataFrame([{**empty, "kind": "payment", **row} for row in rows], schema=schema)


@pytest.mark.parametrize(
    ("row", "lot"),
    [
        ({"name": "Acme Ltd"}, Lot.NO_MATCH),
        ({"name": "Acme Ltd", "description": "tea"}, Lot.NO_MATCH),
        ({"name": "Hikvision"}, Lot.CLOSER),
        ({"name": "Acme Ltd", "description": "cameras by Hikvision"}, Lot.CLOSER),
        ({"name": "Acme Ltd", "model": "DS-2CD2043G2-I"}, Lot.CLOSER),
        ({"name": "Redacted"}, Lot.WITHHELD),
        ({"name": "Redacted", "model": "DS-2CD2043G2-I"}, Lot.CLOSER),
        ({"name": "Mr A. Example"}, Lot.PERSON),
        ({"description": "tea"}, Lot.CLOSER),
        ({}, Lot.CLOSER),
    ],
)
def test_the_lot_of_a_row(row: dict[str, str], lot: Lot) -> None:
    assert Sifter(Eyes()).sift(table(row)).to_list() == [lot.value]


def test_a_value_is_looked_at_once_however_often_it_stands() -> None:
    eyes = Eyes()
    sifter = Sifter(eyes)
    for _ in range(2):
        sifter.sift(table(*[{"name": "Acme Ltd"}] * 1_000))
    assert eyes.asked == [("name", "Acme Ltd")]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sifting, "MOST_REMEMBERED", 2)
    sifter = Sifter(Eyes())
    names = ["Redacted", "a", "b", "Hikvision", "c"]
    alone = [sifter.sift(table({"name": name})).item() for name in names]
    together = sifter.sift(table(*[{"name": name} for name in names])).to_list()
    assert alone == together


def test_an_empty_batch_has_no_lots() -> None:
    assert Sifter(Eyes()).sift(table()).to_list() == []
