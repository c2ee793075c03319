"""Which restrictions speak to whom, what falls due, and what changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from countersight.catalogue import load, load_folder
from countersight.errors import AbsentError, SettingError
from countersight.ids import DutyId, ExemptionId, RestrictionId, VendorId
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Entry, Exemption, Restriction
from countersight.model.rules import Kind, Standing, Turn
from countersight.work.rules import Rules, differences

KNOWN = load()
RULES = Rules(KNOWN)
UK = "gb-visual-surveillance-2022"


POLICY = load_folder(Path(__file__).parents[1] / "cli" / "samples").restrictions
WINDOW = "xx-policy"


def one(key: str) -> Restriction:
    return {**KNOWN.restrictions, **POLICY}[RestrictionId(key)]


def with_duty(key: str, duty: str) -> Restriction:
    """Return a restriction with but one of its duties, and no exemptions."""
    law = one(key)
    duties = tuple(each for each in law.duties if each.id == duty)
    return replace(law, duties=duties, exemptions=(), reach=replace(law.reach, periods=()))


def rules_of(*restrictions: Restriction) -> Rules:
    return Rules(replace(KNOWN, restrictions={each.id: each for each in restrictions}))


def standing(key: str, day: date, duty: str) -> Standing:
    (found,) = rules_of(one(key)).standings("", day)
    return next(state for each, state in found.duties if each.id == duty)


def ids(who: str) -> set[str]:
    return {str(each.restriction.id) for each in RULES.standings(who, date(2026, 11, 24))}


def test_without_anybody_all_restrictions_are_told() -> None:
    assert ids("") == set(KNOWN.restrictions)


@pytest.mark.parametrize(
    ("who", "there", "missing"),
    [
        ("public.local,GB-EAW", {"gb-procurement-act-2023-natsec"}, {UK}),
        ("public.national,GB", {UK, "gb-procurement-act-2023-natsec"}, {"us-ndaa889-a1a"}),
        ("public.school,CA", {"ca-qc-arrete-2023"}, {"ca-ica-hikvision-2025"}),
        ("us_person,FR", {"us-ns-cmic", "us-bis-entity-list-2019"}, {"us-ndaa889-a1a"}),
        ("TW", {"tw-csma-2025"}, {UK}),
        ("public.defence", {"us-ndaa805-1260h", UK}, {"eu-parliament-2021"}),
    ],
)
def test_those_are_told_that_speak_to_somebody(
    who: str, there: set[str], missing: set[str]
) -> None:
    assert there <= ids(who)
    assert not missing & ids(who)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("public.locl", "'public.locl' is no role and no code of a place"),
        ("GB,US", "two places"),
        ("public.local,ZZ", "'ZZ' is no role and no code of a place"),
    ],
)
def test_whoever_is_nobody_is_refused(who: str, words: str) -> None:
    with pytest.raises(SettingError) as refused:
        RULES.standings(who, date(2026, 1, 1))
    assert words in refused.value.message
    assert refused.value.hint


def test_a_duty_stands_from_its_first_day_and_a_window_leaves_it_open() -> None:
    first = date(2021, 8, 2)
    assert standing(WINDOW, first, "buy") is Standing.STANDS
    assert standing(WINDOW, date(2021, 8, 1), "buy") is Standing.NOT_YET
    assert standing(WINDOW, date(2026, 7, 5), "connect") is Standing.NOT_YET
    assert standing(WINDOW, date(2026, 7, 6), "connect") is Standing.PERHAPS
    assert standing(WINDOW, date(2026, 7, 31), "connect") is Standing.STANDS


def ended() -> Restriction:
    law = one(WINDOW)
    (buy, *rest) = law.duties
    return replace(law, duties=(replace(buy, until=date(2024, 12, 31)), *rest))


def test_a_duty_ends_after_its_last_day_and_a_restriction_with_its_last_duty() -> None:
    for day, state in (
        (date(2024, 12, 31), Standing.STANDS),
        (date(2025, 1, 1), Standing.ENDED),
    ):
        (found,) = rules_of(ended()).standings("", day)
        assert found.duties[0][1] is state
        assert found.standing is Standing.STANDS


def agenda(law: Restriction, day: date, within: int) -> list[tuple[str, int]]:
    found = rules_of(law).agenda("", day, within)
    return [(item.turn.value, item.days) for item in found]


def test_a_passed_deadline_stays_on_the_agenda_and_other_days_fall_off() -> None:
    law = with_duty(WINDOW, "remove")
    assert agenda(law, date(2026, 11, 24), 30) == [("due", -573)]
    assert agenda(law, date(2025, 4, 1), 30) == [("due", 29)]
    assert agenda(law, date(2025, 3, 30), 30) == []
    assert ("begins", -1186) in agenda(law, date(2025, 4, 1), 1_200)


def test_the_deadline_of_a_duty_that_has_ended_is_not_due() -> None:
    law = with_duty(WINDOW, "remove")
    over = replace(law, duties=(replace(law.duties[0], until=date(2026, 1, 1)),))
    assert agenda(over, date(2026, 1, 2), 30) == [("ends", -1)]


def test_a_window_is_told_while_the_day_lies_in_it_and_near_either_end() -> None:
    law = with_duty(WINDOW, "connect")
    for day, turns in (
        (date(2026, 7, 3), []),
        (date(2026, 7, 5), [Turn.BEGINS]),
        (date(2026, 7, 20), [Turn.BEGINS]),
        (date(2026, 8, 1), [Turn.BEGINS]),
        (date(2026, 8, 3), []),
    ):
        assert [item.turn for item in rules_of(law).agenda("", day, 2)] == turns
    (item,) = rules_of(with_duty(WINDOW, "work")).agenda("", date(2030, 1, 1), 0)
    assert (item.first, item.last) == (date(2026, 9, 24), None)
    assert item.note == "Start: the day is to be set"


def test_exemptions_and_reaches_are_on_the_agenda_with_their_last_days() -> None:
    assert agenda(one(WINDOW), date(2022, 6, 2), 0) == [("exemption_ends", 0)]
    reach = agenda(one(WINDOW), date(2025, 11, 9), 50)
    assert reach == [("due", -193), ("reach_begins", -41), ("reach_ends", 0)]
    own = Exemption(
        ExemptionId("x"), (DutyId("buy"),), (), "A reason.", (), since=date(2023, 1, 1)
    )
    law = replace(one(WINDOW), exemptions=(own,))
    assert ("exemption_begins", 0) in agenda(law, date(2023, 1, 1), 0)


def test_the_agenda_runs_by_days() -> None:
    items = RULES.agenda("", date(2026, 11, 24), 3_000)
    assert [item.first for item in items] == sorted(item.first for item in items)
    assert {item.turn for item in items} >= {Turn.BEGINS, Turn.DUE, Turn.REACH_BEGINS}


def changes(law: Restriction, before: date, after: date) -> list[tuple[Kind, str]]:
    found = rules_of(law).changes_between("", (before, after))
    return [(each.kind, each.where) for each in found]


def test_what_began_ended_and_fell_due_between_two_days_is_told() -> None:
    assert changes(ended(), date(2021, 9, 1), date(2025, 6, 1)) == [
        (Kind.ENDED, "duty buy"),
        (Kind.BEGAN, "duty remove"),
        (Kind.FELL_DUE, "duty remove"),
        (Kind.ENDED, "exemption contracted"),
    ]
    assert changes(ended(), date(2025, 6, 1), date(2025, 6, 2)) == []
    last = date(2025, 4, 30)
    assert changes(one(WINDOW), last, date(2025, 5, 1)) == [(Kind.FELL_DUE, "duty remove")]
    assert changes(one(WINDOW), date(2025, 4, 29), last) == []


def test_a_reach_and_a_list_change_between_two_days() -> None:
    law = one(WINDOW)
    assert changes(law, date(2025, 9, 28), date(2025, 9, 29)) == [(Kind.CHANGED, "reach")]
    entry = Entry(VendorId("dahua"), date(2025, 10, 1), date(2025, 10, 31))
    listed = replace(law, listings=(entry,))
    span = [(date(2025, 9, 30), date(2025, 10, 1)), (date(2025, 10, 31), date(2025, 11, 1))]
    assert [changes(listed, *days) for days in span] == [
        [(Kind.BEGAN, "listing dahua")],
        [(Kind.ENDED, "listing dahua")],
    ]
    assert changes(law, date(2026, 9, 23), date(2026, 9, 24)) == [
        (Kind.MAY_HAVE_BEGUN, "duty work")
    ]


def test_two_catalogues_are_compared_field_by_field() -> None:
    law, gone, new = one(WINDOW), one(UK), one("tw-csma-2025")
    buy, remove, *_ = law.duties
    old = replace(law, duties=(buy, remove))
    changed = replace(
        law,
        title="Other",
        duties=(replace(buy, deadline=date(2030, 1, 1)), replace(remove, id=DutyId("new"))),
        covers=(*law.covers, replace(law.covers[0], id="more")),
    )
    before = {law.id: old, gone.id: gone}
    after: Mapping[RestrictionId, Restriction] = {law.id: changed, new.id: new}
    told = [
        (each.restriction, each.kind.value, each.where) for each in differences(before, after)
    ]
    assert told == [
        (UK, "removed", ""),
        ("tw-csma-2025", "added", ""),
        (WINDOW, "added", "cover more"),
        (WINDOW, "changed", "duty buy: deadline"),
        (WINDOW, "added", "duty new"),
        (WINDOW, "removed", "duty remove"),
        (WINDOW, "changed", "title"),
    ]
    assert differences(before, before) == ()
    assert differences({}, before)[0].after == gone.title
    swapped = replace(law, covers=(), reach=replace(law.reach, defined_in_text=False))
    (covers, reach) = differences({law.id: law}, {law.id: swapped})
    assert (covers.where, reach.where) == ("cover cameras", "reach")
    assert "defined_in_text true" in reach.before
    assert "defined_in_text false" in reach.after


def test_an_entry_without_an_id_that_is_written_anew_is_removed_and_added() -> None:
    law = one(UK)
    first, *rest = law.conflicts
    anew = replace(law, conflicts=(*rest, replace(first, what=f"{first.what} So it stands.")))
    gone, new = differences({law.id: law}, {law.id: anew})
    assert (gone.kind, gone.where) == (Kind.REMOVED, "conflict")
    assert (new.kind, new.where) == (Kind.ADDED, "conflict")
    assert first.what in gone.before
    assert "So it stands." in new.after


def test_a_restriction_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(AbsentError) as refused:
        RULES.one("us-ndaa889-a1c")
    assert "us-ndaa889-a1" in refused.value.hint


def test_the_rules_of_an_empty_catalogue_are_none() -> None:
    empty: Catalogue = replace(KNOWN, restrictions={})
    assert Rules(empty).agenda("", date(2026, 1, 1), 10) == ()
