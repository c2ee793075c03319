"""Reconciliation by the whole catalogue: what is said is what screening says, on the day."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from countersight.catalogue import load
from countersight.ids import RestrictionId
from countersight.match import Matcher
from countersight.model.match import State
from countersight.model.record import Origin, Record, RecordKind
from countersight.model.restriction import ListMembership
from countersight.wiring.names import near_names
from countersight.work.reconciling import Batch, Reconciled, Reconciling, Refusal, batch_of
from countersight.work.reconciling.extending import Wanted, cells
from countersight.work.reconciling.properties import PROPERTIES, TYPES
from countersight.work.reconciling.suggesting import Prefix, suggested_entities

TODAY = date(2026, 11, 24)
CATALOGUE = load()
NAMES = sorted(
    {name.text for vendor in CATALOGUE.vendors.values() for name in vendor.names}
    | {tie.name for vendor in CATALOGUE.vendors.values() for tie in vendor.ties if tie.name}
)
BANDS = {State.MATCH: (70, 100), State.REVIEW: (20, 69)}


class Calendar:
    """A clock that stands still until it is set."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day


@pytest.fixture(scope="module")
def reconciling() -> Reconciling:
    return Reconciling(CATALOGUE, Calendar(TODAY), near_names)


def batches(names: Iterable[str]) -> Iterator[tuple[list[str], Batch]]:
    """Yield names, and the batch that asks for them."""
    told = list(names)
    for start in range(0, len(told), 100):
        part = told[start : start + 100]
        asked = batch_of(json.dumps({name: {"query": name} for name in part}))
        assert not isinstance(asked, Refusal)
        yield part, asked


def said_of(reconciling: Reconciling, **query: object) -> Reconciled:
    asked = batch_of(json.dumps({"a": query}))
    assert not isinstance(asked, Refusal)
    said = reconciling.answer(asked)["a"]
    assert isinstance(said, Reconciled)
    return said


def test_every_name_of_the_catalogue_is_answered_as_screening_answers_it(
    reconciling: Reconciling,
) -> None:
    matcher = Matcher(CATALOGUE.vendors.values(), TODAY, near_names)
    origin = Origin("a.csv", row=2)
    for names, batch in batches(NAMES):
        for name, said in zip(names, reconciling.answer(batch).values(), strict=True):
            answer = matcher.answer(Record(RecordKind.SUPPLIER, name, origin))
            if isinstance(said, Refusal):
                assert (answer.state, answer.reason) == (State.NOT_CHECKED, said.code.value)
                continue
            standing = [one for one in answer.matches if one.state is not State.NO_MATCH]
            assert [(one.vendor.id, one.state) for one in said.candidates] == [
                (one.entity, one.state) for one in standing[:10]
            ]


def test_candidates_keep_to_their_state_in_score_features_and_choice(
    reconciling: Reconciling,
) -> None:
    seen = set()
    for _, batch in batches(NAMES):
        for said in reconciling.answer(batch).values():
            found = said.candidates if isinstance(said, Reconciled) else ()
            sure = [one for one in found if one.state is State.MATCH]
            assert [one for one in found if one.is_chosen] == (sure if len(sure) == 1 else [])
            scores = [one.score for one in found]
            assert scores == sorted(scores, reverse=True)
            for one in found:
                low, high = BANDS[one.state]
                assert low <= one.score <= high
                assert one.features["is-match"] is (one.state is State.MATCH)
                points = (each for each in one.features.values() if not isinstance(each, bool))
                assert sum(points) == pytest.approx(one.score, abs=0.02)
                seen.add(one.state)
    assert seen == set(BANDS)


def test_every_entity_is_a_candidate_of_its_name_and_of_its_id(
    reconciling: Reconciling,
) -> None:
    for key, vendor in CATALOGUE.vendors.items():
        for asked in (vendor.name, str(key)):
            found = said_of(reconciling, query=asked, limit=100).candidates
            assert key in {one.vendor.id for one in found}


def test_every_entity_is_suggested_by_its_name_and_its_id() -> None:
    for key, vendor in CATALOGUE.vendors.items():
        for asked in (vendor.name, str(key)):
            found = suggested_entities(CATALOGUE, Prefix(asked))
            assert key in {one.id for one in found}
    assert len(suggested_entities(CATALOGUE, Prefix("", limit=1_000))) == len(CATALOGUE.vendors)


def test_every_entity_is_of_two_types_that_are_known() -> None:
    for vendor in CATALOGUE.vendors.values():
        assert vendor.kind.value in TYPES
    assert [one.id for one in TYPES.values() if not one.broader] == ["organisation"]


def test_what_is_not_known_yet_on_the_day_is_not_told() -> None:
    ties = (tie for vendor in CATALOGUE.vendors.values() for tie in vendor.ties)
    begun = next(tie for tie in ties if tie.since is not None and tie.name and not tie.vendor)
    clock = Calendar(TODAY)
    reconciling = Reconciling(CATALOGUE, clock)
    now = said_of(reconciling, query=begun.name).candidates
    clock.day = date(1990, 1, 1)
    before = said_of(reconciling, query=begun.name).candidates
    assert [one.score for one in now] != [one.score for one in before]


def test_a_number_that_is_another_keeps_a_shared_name_from_being_chosen(
    reconciling: Reconciling,
) -> None:
    number = [{"pid": "uscc", "v": "91330000733796106P"}]
    found = said_of(reconciling, query="Uniview", properties=number).candidates
    assert found[0].vendor.id == "hikvision"
    other = next(one for one in found if one.vendor.id == "uniview")
    assert (other.is_chosen, other.features["other-identifier"] < 0) == (False, True)


def test_every_cell_of_every_entity_is_filled_from_its_entry() -> None:
    wanted = [Wanted(one) for one in PROPERTIES.values() if one.is_told]
    rows = cells(CATALOGUE, map(str, CATALOGUE.vendors), wanted, TODAY)
    for key, vendor in CATALOGUE.vendors.items():
        row = rows[key]
        assert len(row["name"]) == len({(one.text, one.source) for one in vendor.names})
        sources = {one.id for one in vendor.sources}
        for pid in ("name", "brand", "identifier", "list", "parent", "subsidiary", "affiliate"):
            assert {value.source for value in row[pid]} <= sources
        held = (value for row in rows.values() for cell in row.values() for value in cell)
        assert all(one.entity in CATALOGUE.vendors for one in held if one.entity is not None)


def test_every_tie_stands_in_one_column_at_least() -> None:
    wanted = [Wanted(PROPERTIES[pid]) for pid in ("parent", "subsidiary", "affiliate")]
    rows = cells(CATALOGUE, map(str, CATALOGUE.vendors), wanted, TODAY)
    for key, vendor in CATALOGUE.vendors.items():
        told = "\n".join(value.text for cell in rows[key].values() for value in cell)
        for tie in vendor.ties:
            assert (tie.name or CATALOGUE.vendors[tie.vendor].name) in told  # type: ignore[index]


def test_restrictions_are_those_that_name_the_entity_or_follow_a_list_on_the_day() -> None:
    wanted = [Wanted(PROPERTIES["restriction"])]
    row = cells(CATALOGUE, ["hikvision", "axis"], wanted, TODAY)
    found = {value.source for value in row["hikvision"]["restriction"]}
    assert {"us-ndaa889-a1a", "us-1260h-list"} <= found
    assert row["axis"]["restriction"] == ()


def test_a_restriction_that_follows_a_list_targets_whom_it_has_on_the_day() -> None:
    key = RestrictionId("us-ndaa805-1260h")
    follows = ListMembership("us-1260h-list")
    cover = replace(CATALOGUE.restrictions[key].covers[0], makers=(), maker_list=follows)
    changed = replace(CATALOGUE.restrictions[key], covers=(cover,))
    catalogue = replace(CATALOGUE, restrictions={**CATALOGUE.restrictions, key: changed})
    wanted = [Wanted(PROPERTIES["restriction"])]
    found = {
        (entity, day.year)
        for entity in ("hikvision", "megvii")
        for day in (date(2020, 1, 1), date(2024, 6, 1), TODAY)
        for value in cells(catalogue, [entity], wanted, day)[entity]["restriction"]
        if value.source == key
    }
    assert found == {("hikvision", 2024), ("hikvision", 2026), ("megvii", 2024)}


def test_who_was_struck_off_a_list_is_told_with_its_last_day() -> None:
    wanted = [Wanted(PROPERTIES["restriction"])]
    row = cells(CATALOGUE, ["megvii"], wanted, TODAY)["megvii"]
    [said] = [each.text for each in row["restriction"] if each.source == "us-1260h-list"]
    assert said.endswith("on its list since 2024-01-31 until 2025-01-07)")
