"""Public data screened end to end, as a user would; counts and Problems are those at hand.

No payee and no supplier of these files is named here: hits are told by row, entity and the
evidence they rest on.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from countersight.catalogue import load, load_profile
from countersight.model.catalogue import Catalogue
from countersight.model.decision import Outcome
from countersight.model.finding import Counts, Grounds, Screened
from countersight.model.match import State
from countersight.model.record import MASKED
from countersight.model.vendor import VendorKind
from countersight.read import Source
from countersight.wiring.names import near_names
from countersight.work.screening import Conditions, Screening

pytestmark = pytest.mark.realdata

AS_OF = date(2026, 11, 24)
VINTAGE = date(2022, 3, 1)
"""The screening list at hand is of spring 2022."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@dataclass(slots=True)
class Whole:
    """What a file comes to."""

    counts: Counts = field(default_factory=Counts)
    problems: Counter[str] = field(default_factory=Counter)
    records: list[Screened] = field(default_factory=list)

    def named(self, *states: State) -> set[str]:
        """Return the entities that stand behind the records of these states."""
        return {
            match.entity
            for each in self.records
            for match in each.matches
            if match.state in states
        }


def whole(catalogue: Catalogue, path: Path, *, every: bool = False) -> Whole:
    profile = load_profile("uk-council", catalogue.vocabulary)
    conditions = Conditions(Grounds((), AS_OF, profile), every=every)
    found = Whole()
    for batch in Screening(catalogue, conditions, near=near_names).run([Source.at(path)]):
        found.counts += batch.counts
        found.problems.update(problem.code for problem in batch.problems)
        found.records += batch.records
    assert found.counts.problems == found.problems.total()
    return found


def evidence(records: list[Screened]) -> Iterator[tuple[State, str, str]]:
    """Yield of each hit its state, its best entity, and the first piece of evidence."""
    for each in records:
        best = each.matches[0]
        yield each.state, best.entity, best.evidence[0].kind


def test_all_british_releases_are_screened(catalogue: Catalogue, realdata: Path) -> None:
    found = whole(catalogue, realdata / "procurement/uk-ocds-releases.jsonl.gz")
    assert found.counts == Counts(records=263, review=6, no_match=256, no_name=1)
    assert found.problems == {}
    assert Counter(evidence(found.records)) == {(State.REVIEW, "axis", "distinctive-word"): 6}
    assert catalogue.vendors["axis"].kind is VendorKind.CONTROL  # type: ignore[index]


def test_the_colombian_package_is_screened_and_its_next_page_told(
    catalogue: Catalogue, realdata: Path
) -> None:
    found = whole(catalogue, realdata / "procurement/ocds-spoonbill-2021-03-03.json")
    assert found.counts == Counts(records=96, no_match=96, problems=1)
    assert found.problems == {"more-pages": 1}


def test_a_councils_payments_go_to_no_maker_of_the_catalogue(
    catalogue: Catalogue, realdata: Path
) -> None:
    """The one hit is a purpose that mentions a maker of network devices, not a payee."""
    found = whole(catalogue, realdata / "procurement/trafford-supplier-spend-2025-26.zip")
    assert found.counts == Counts(
        records=241_764, review=1, no_match=205_143, withheld=36_616, person=4
    )
    assert found.problems == {}
    assert list(evidence(found.records)) == [(State.REVIEW, "tp_link", "mention")]
    outcomes = {finding.decision.outcome for finding in found.records[0].findings}
    assert outcomes == {Outcome.DEPENDS}


def test_the_lei_register_has_hardly_a_name_that_is_a_makers(
    catalogue: Catalogue, realdata: Path
) -> None:
    """Nine companies of the families, and four others; `docs/benchmarks.md` says why."""
    found = whole(catalogue, realdata / "identity/gleif-lei-names.csv.gz")
    assert found.counts == Counts(
        records=388_411, match=10, review=3, no_match=388_187, person=211
    )
    assert found.problems == {}
    assert Counter(kind for _, _, kind in evidence(found.records)) == {
        "identifier": 9,
        "exact-name": 1,
        "same-name": 1,
        "distinctive-word": 1,
        "near-word": 1,
    }


def test_every_vendor_that_the_screening_list_names_is_found(
    catalogue: Catalogue, realdata: Path
) -> None:
    found = whole(
        catalogue, realdata / "watchlists/us-csl-full-2022-no-individuals.csv.gz", every=True
    )
    assert found.counts == CSL
    assert found.problems == {}
    assert len(found.records) == found.counts.records == 7_685
    named = {
        vendor.id
        for vendor in catalogue.vendors.values()
        for listing in vendor.listings
        if listing.list in {"us-bis-entity-list", "us-ns-cmic"} and listing.how == "named"
        if listing.since.latest < VINTAGE and listing.until is None
    }
    assert named - found.named(State.MATCH) == ONLY_REVIEWED
    assert named <= found.named(State.MATCH, State.REVIEW)
    persons = [each for each in found.records if each.reason == "person"]
    assert {each.record.name for each in persons} == {MASKED}


CSL = Counts(records=7_685, match=144, review=62, no_match=7_473, person=6)
ONLY_REVIEWED = {"candiru"}
"""Listed by a name that a fish bears too; its own column of other names is not read."""


def test_every_vendor_that_the_1260h_list_names_is_found(
    catalogue: Catalogue, realdata: Path
) -> None:
    found = whole(catalogue, realdata / "watchlists/us-dod-1260h-history.csv")
    assert found.counts == Counts(records=397, match=73, review=13, no_match=311)
    assert found.problems == {}
    named = {
        vendor.id
        for vendor in catalogue.vendors.values()
        for listing in vendor.listings
        if listing.list == "us-1260h" and listing.how == "named"
    }
    assert named - found.named(State.MATCH) == set()
    assert found.named(State.MATCH, State.REVIEW) - named == set()
