"""Families and relations over time, as the catalogue's ties tell them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from countersight.catalogue import load
from countersight.ids import CiteId, VendorId
from countersight.model.values import PartialDate
from countersight.model.vendor import Basis, Checked, Tie, Vendor
from countersight.work.office.family import MOST, Families, Family
from countersight.work.office.history import Of, history

ON = date(2026, 11, 25)
CATALOGUE = load()
FAMILIES = Families(CATALOGUE.vendors.values())


def vendor(key: str, *ties: Tie) -> Vendor:
    plain = CATALOGUE.vendors[VendorId("axis")]
    return replace(plain, id=VendorId(key), name=key.title(), ties=ties, family=None)


def tie(role: str, name: str = "", *, to: str = "", **more: object) -> Tie:
    made = Tie(role, Basis.STATED, CiteId("s"), Checked.READ, VendorId(to) or None, name)
    return replace(made, **more)  # type: ignore[arg-type]


def family(*vendors: Vendor, of: str = "a", on: date = ON) -> Family:
    found = Families(vendors).of(VendorId(of), on)
    assert found is not None
    return found


def told(found: Family) -> set[tuple[str, str]]:
    return {(each.owner.id, each.owned.id) for each in found.bonds}


def test_owners_and_subsidiaries_are_followed_both_ways() -> None:
    found = family(
        vendor("a", tie("parent", to="b"), tie("subsidiary", "Small Ltd")),
        vendor("b", tie("shareholder", "The State", percent=Decimal("51.00"))),
    )
    assert told(found) == {("b", "a"), ("the_state", "b"), ("a", "small_ltd")}
    labels = {each.owner.id: each.label for each in found.bonds}
    assert labels == {"b": "", "the_state": "51 %", "a": ""}
    assert [each.name for each in found.members] == ["A", "B", "The State", "Small Ltd"]
    assert [each.has_page for each in found.members] == [True, True, False, False]


def test_a_subsidiary_that_only_its_own_file_tells_is_found() -> None:
    found = family(vendor("a"), vendor("b", tie("parent", to="a")))
    assert told(found) == {("a", "b")}


def test_what_ended_is_shown_as_ended_and_what_had_not_begun_is_left_out() -> None:
    file = vendor(
        "a",
        tie("parent", "Old", until=PartialDate.parse("2020-05")),
        tie("former_parent", "Older"),
        tie("parent", "New", since=PartialDate.parse("2021-01-01")),
    )
    found = {each.owner.name: each.is_ended for each in family(file).bonds}
    assert found == {"Old": True, "Older": True, "New": False}
    before = family(file, on=date(2019, 1, 1))
    assert {each.owner.name: each.is_ended for each in before.bonds} == {
        "Old": False,
        "Older": True,
    }


def test_a_circle_of_owners_ends() -> None:
    found = family(vendor("a", tie("parent", to="b")), vendor("b", tie("parent", to="a")))
    assert told(found) == {("b", "a"), ("a", "b")}


def test_a_large_family_is_bounded_and_what_is_left_out_is_told() -> None:
    many = tuple(tie("subsidiary", f"Firm {number:03}") for number in range(100))
    found = family(vendor("a", tie("parent", "Holder"), *many))
    assert len(found.members) == MOST
    assert len(found.bonds) + len(found.left_out) == 101
    assert found.members[1].name == "Holder"


def test_a_company_that_the_catalogue_has_not_has_no_family() -> None:
    assert FAMILIES.of(VendorId("nobody"), ON) is None


def test_a_company_without_a_file_has_the_family_of_its_ties() -> None:
    found = FAMILIES.of(VendorId("hikvision_uk_limited"), ON)
    assert found is not None
    assert ("hikvision", "hikvision_uk_limited") in told(found)


@pytest.mark.parametrize("key", sorted(CATALOGUE.vendors))
def test_every_vendor_of_the_catalogue_has_a_family_and_a_history(key: VendorId) -> None:
    found = FAMILIES.of(key, ON)
    assert found is not None
    assert found.focus.id == key
    assert len(found.members) <= MOST
    relations = history(CATALOGUE.vendors[key])
    dated = [each.since.earliest for each in relations if each.since and each.is_dated]
    assert [each.of for each in relations].count(Of.LIST) == len(
        CATALOGUE.vendors[key].listings
    )
    assert dated == sorted(dated)
