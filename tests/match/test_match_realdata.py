"""Public lists, payments and registers, screened as if they were suppliers.

Counts are those of the data at hand; a change of them is a change to explain.
"""

import csv
import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from match_makers import CATALOGUE, MATCHER, VENDORS, answer

from countersight.match import Glance
from countersight.model.match import State
from countersight.model.vendor import VendorKind

pytestmark = pytest.mark.realdata

VINTAGE = date(2022, 3, 1)
"""The screening list at hand is of spring 2022."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def met(names: Iterable[str], *states: State) -> set[str]:
    """Return the vendors that stand behind these names."""
    found: set[str] = set()
    for name in names:
        if MATCHER.glance("name", name) is Glance.PERHAPS:
            matches = answer(name).matches
            found |= {match.entity for match in matches if match.state in states}
    return found


def test_section_889_names_five_makers(realdata: Path) -> None:
    names = [row["name"] for row in rows(realdata / "watchlists" / "us-ndaa-889.csv")]
    assert met(names, State.MATCH) == {"dahua", "hikvision", "huawei", "hytera", "zte"}


def test_every_vendor_that_the_1260h_list_names_is_found(realdata: Path) -> None:
    columns = ("Name", "Clean Name", "Alias", "Previous Name")
    listed = list(rows(realdata / "watchlists" / "us-dod-1260h-history.csv"))
    names = {row[column] for row in listed for column in columns} - {""}
    named = {
        vendor.id
        for vendor in VENDORS
        for listing in vendor.listings
        if listing.list == "us-1260h" and listing.how == "named"
    }
    found = met(names, State.MATCH)
    assert named <= found
    assert found - named == set()
    looked_at = met(names, State.REVIEW) - found
    assert looked_at == set()


def test_the_covered_list_mentions_its_makers(realdata: Path) -> None:
    found = Counter[str]()
    for row in rows(realdata / "watchlists" / "us-fcc-covered-list.csv"):
        text = row["covered_equipment_or_services"]
        told = answer("", "award", description=text)
        found.update(match.entity for match in told.matches)
        assert all(match.state is State.REVIEW for match in told.matches)
    assert {"hikvision", "huawei", "hytera"} <= set(found)


def test_every_vendor_that_the_screening_list_names_is_found(realdata: Path) -> None:
    names = set()
    for row in rows(realdata / "watchlists" / "us-csl-full-2022-no-individuals.csv.gz"):
        names |= {name.strip() for name in (row["name"], *row["alt_names"].split(";"))}
    named = {
        vendor.id
        for vendor in VENDORS
        for listing in vendor.listings
        if listing.list in {"us-bis-entity-list", "us-ns-cmic"} and listing.how == "named"
        if listing.since.latest < VINTAGE and (listing.until is None)
    }
    found = met(names, State.MATCH)
    assert named <= found
    assert found - named == {"zte"}, "its Iranian namesake, ZTE Parsian, is listed"
    assert met(names, State.REVIEW) <= found | {"nso_group"}


def test_a_councils_payments_name_no_restricted_maker(realdata: Path) -> None:
    archive = realdata / "procurement" / "trafford-supplier-spend-2025-26.zip"
    with zipfile.ZipFile(archive) as packed:
        (member,) = packed.namelist()
        with packed.open(member) as raw:
            lines = csv.DictReader(io.TextIOWrapper(raw, "utf-8-sig"))
            payees = Counter(row["BeneficiaryName"] for row in lines)
    glances = Counter(MATCHER.glance("name", name) for name in payees)
    assert glances == {Glance.NOTHING: 2_403, Glance.PERSON: 2, Glance.WITHHELD: 1}
    assert sum(payees.values()) == 241_764
    assert payees["Redacted"] == 36_616


def test_hardly_a_name_of_the_lei_register_outside_the_families_is_met(realdata: Path) -> None:
    outside = Counter[str]()
    inside = Counter[str]()
    names, known = 0, leis()
    listed = list(rows(realdata / "identity" / "gleif-lei-names.csv.gz"))
    glances = MATCHER.glances("name", [row["legal_name"] for row in listed])
    for row, glance in zip(listed, glances, strict=True):
        names += 1
        if glance is not Glance.PERHAPS:
            continue
        told = answer(row["legal_name"], country=row["country"])
        if told.state is State.NO_MATCH:
            continue
        own = row["lei"] in known or "legal-name" in {m.evidence[0].kind for m in told.matches}
        kinds = {match.evidence[0].kind for match in told.matches}
        (inside if own else outside)[f"{told.state} {min(kinds)}"] += 1
    assert names == 388_411
    assert sum(inside.values()) == 9
    assert outside == OUTSIDE
    assert sum(outside.values()) < names / 10_000


OUTSIDE = {
    "match exact-name": 1,
    "review distinctive-word": 1,
    "review near-word": 1,
    "review same-name": 1,
}
"""Q Cyber Technologies, of NSO;
UNV, which may be Uniview's; a maker of screens two letters away from Hikvision; China Mobile, a
shareholder of Dahua."""


def leis() -> set[str]:
    return {
        value
        for vendor in VENDORS
        for tie in vendor.ties
        for scheme, value in tie.identifiers
        if scheme == "lei"
    }


def test_no_control_is_taken_for_a_listed_maker() -> None:
    controls = [v for v in CATALOGUE.vendors.values() if v.kind is VendorKind.CONTROL]
    for control in controls:
        for name in control.names:
            assert {match.entity for match in answer(name.text).matches} == {control.id}
