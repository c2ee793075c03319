"""One restriction in full, as parts with lines: what a page and a terminal both show.

What is told is made of the file's own words, and of words for its tests and days. Every line
says which sources it rests on, and every source how it was checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.catalogue import tests_of
from countersight.model.restriction import (
    Cite,
    Cover,
    Duty,
    Exemption,
    Force,
    Modality,
    ReachKind,
    ReachRule,
    Restriction,
    Status,
)
from countersight.model.vendor import Checked
from countersight.model.vocabulary import FactDefinition
from countersight.model.wording import condition_words, rule_words

ANY: Final = "*"
MODALITIES: Final[Mapping[Modality, str]] = MappingProxyType(
    {
        Modality.PROHIBIT: "forbids",
        Modality.REQUIRE: "requires",
        Modality.CONDITION: "sets a condition",
    }
)
CHECKED: Final[Mapping[Checked, str]] = MappingProxyType(
    {
        Checked.READ: "a copy of the source was read",
        Checked.SECONDARY: "only a report of the source was read",
        Checked.MEMORY: "not verified",
    }
)
BY_NAME: Final = frozenset({ReachKind.NAMED_ONLY, ReachKind.BRAND})
"""Reaches that look at no owner."""
NO_FACTS: Final[Mapping[str, FactDefinition]] = MappingProxyType({})
PLAIN: Final = frozenset({"act", "product_form", "product_class", "purpose"})
"""Facts whose words are too many to repeat."""
_ADVISORY: Final = frozenset({Force.MINISTERIAL_STATEMENT, Force.RESOLUTION, Force.ADVICE})


@dataclass(frozen=True, slots=True)
class Line:
    """One line, the sources that it rests on, and what hangs from it."""

    text: str
    below: tuple["Line", ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a line: its id, its words, and where it can be read."""

    id: str
    text: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and what stands under it."""

    title: str
    lines: tuple[Line, ...] = ()
    sources: tuple[Source, ...] = ()


def parts(
    restriction: Restriction, facts: Mapping[str, FactDefinition] = NO_FACTS
) -> tuple[Part, ...]:
    """Return a restriction in full; parts of which there is nothing to say are left out.

    Args:
        restriction: the instrument.
        facts: the vocabulary's, to tell what the facts mean that its tests ask for.
    """
    found = (
        Part("What it is", tuple(_about(restriction))),
        Part("What it covers", tuple(_cover(each) for each in restriction.covers)),
        Part("How far it reaches over owners", tuple(_reach(restriction))),
        Part("Duties", tuple(_duty(each) for each in restriction.duties)),
        Part("Exemptions", tuple(_exemption(each) for each in restriction.exemptions)),
        Part("What its facts mean", tuple(_facts(restriction, facts))),
        Part("Penalty", tuple(_penalty(restriction))),
        Part("Who is listed", tuple(_listings(restriction))),
        Part("History", tuple(_history(restriction))),
        Part("Where sources disagree, or leave a gap", tuple(_conflicts(restriction))),
        Part("Sources", sources=tuple(_source(each) for each in restriction.cites)),
    )
    return tuple(part for part in found if part.lines or part.sources)


def when(duty: Duty) -> str:
    """Return the days of a duty in words."""
    if duty.since is None and duty.since_not_before is not None:
        latest = f" and {duty.since_not_after}" if duty.since_not_after else ""
        between = "between" if latest else "not before"
        start = f"from a day that is not known, {between} {duty.since_not_before}{latest}"
        said = f"{start}, to {duty.until}" if duty.until else start
    else:
        said = span_words(duty.since, duty.until)
    return f"{said}; to be done by {duty.deadline}" if duty.deadline else said


def span_words(since: date | None, until: date | None) -> str:
    """Return a span of days in words; both ends are in it.

    >>> span_words(date(2020, 1, 1), date(2020, 12, 31))
    'from 2020-01-01 to 2020-12-31'
    """
    if since is None:
        return f"to {until}" if until else "at all times"
    return f"from {since} to {until}" if until else f"from {since} on"


def _about(restriction: Restriction) -> Iterator[Line]:
    yield Line(restriction.summary)
    status = restriction.status.value.replace("_", " ")
    note = f": {restriction.status_note}" if restriction.status_note else ""
    force = restriction.force.value.replace("_", " ")
    yield Line(f"Kind: {force} of {restriction.issuer}")
    yield Line(f"State on {restriction.verified_on}: {status}{note}")
    if restriction.force in _ADVISORY:
        directed = ", ".join(restriction.directs) or "the public bodies of the issuer"
        yield Line(f"Binds whom the issuer directs ({directed}); others it advises")
    if restriction.status is Status.PROPOSED:
        yield Line("It is a proposal, and binds nobody yet")
    yield Line(f"Where the act counts: {_places(restriction)}")
    yield Line(f"Compared with its sources on {restriction.verified_on}")
    through = f"The sources speak through {restriction.verified_through}"
    more = f" ({restriction.verified_note})" if restriction.verified_note else ""
    yield Line(f"{through}{more}; later changes are not in it")


def _places(restriction: Restriction) -> str:
    where = restriction.applies_where
    if ANY in where:
        return "everywhere; it follows the person or the item"
    return ", ".join(where) if where else f"{restriction.jurisdiction} and its parts"


def _cover(cover: Cover) -> Line:
    below = [Line(f"Makers: {_makers(cover)}")]
    below += [
        Line(f"{called}: {_words(words)}")
        for called, words in (
            ("Forms", cover.forms),
            ("Classes", cover.classes),
            ("Purposes", cover.purposes or (ANY,)),
        )
    ]
    if cover.note:
        below.append(Line(f"Note: {cover.note}"))
    return Line(cover.id, tuple(below))


def _makers(cover: Cover) -> str:
    if cover.maker_test is not None:
        return f"any, where {condition_words(cover.maker_test)}"
    if cover.maker_list is not None:
        return f"whoever stands on the list of {cover.maker_list.list} on the day"
    return ", ".join(cover.makers)


def _reach(restriction: Restriction) -> Iterator[Line]:
    reach = restriction.reach
    text = "" if reach.defined_in_text else " (the text draws no line; this is a reading of it)"
    if all(cover.maker_test is not None for cover in restriction.covers):
        looks = "" if reach.rule.kind in BY_NAME else f" ({rule_words(reach.rule)})"
        count = f"; whoever answers it may have to look at owners too{looks}"
        yield Line(f"No maker is named: the test above decides{count if looks else ''}")
    else:
        yield Line(
            f"At other times: {rule_words(reach.rule)}{text}"
            if reach.periods
            else f"{_besides(reach.rule)}{text}"
        )
    for period in reach.periods:
        scheduled = "; scheduled, and may yet be moved" if period.scheduled else ""
        note = (Line(f"Note: {period.note}"),) if period.note else ()
        span = span_words(period.since, period.until)
        yield Line(f"{span}: {rule_words(period)}{scheduled}", note)
    if reach.note:
        yield Line(f"Note: {reach.note}")


def _besides(rule: ReachRule) -> str:
    words = rule_words(rule)
    return (
        f"The makers count {words}"
        if rule.kind in BY_NAME
        else (f"Besides the makers named: {words}")
    )


def _facts(restriction: Restriction, facts: Mapping[str, FactDefinition]) -> Iterator[Line]:
    """Yield what each fact means that a test asks for, and which words it can have."""
    named = dict.fromkeys(test.fact for _, _, test in tests_of(restriction))
    for name in named:
        known = facts.get(name)
        if known is not None and known.meaning:
            words = f" ({', '.join(known.words)})" if name not in PLAIN and known.words else ""
            yield Line(f"{name}: {known.meaning}{words}")


def _duty(duty: Duty) -> Line:
    below = [
        Line(f"It {MODALITIES[duty.modality]}; the acts: {', '.join(duty.acts) or 'none'}"),
        Line(f"Binds: {', '.join(duty.binds) or 'nobody'}"),
        Line(f"Covers: {', '.join(duty.covers)}"),
        Line(f"When: {when(duty)}"),
    ]
    if duty.requires:
        tests = tuple(Line(condition_words(test)) for test in duty.requires)
        below.append(Line("Only where", tests))
    if duty.note:
        below.append(Line(f"Note: {duty.note}"))
    return Line(f"{duty.id}: {duty.obligation}", tuple(below), duty.cites)


def _exemption(exemption: Exemption) -> Line:
    tests = tuple(Line(condition_words(test)) for test in exemption.requires)
    below = [
        Line(f"Frees from: {', '.join(exemption.duties)}"),
        Line(f"When: {span_words(exemption.since, exemption.until)}"),
        Line("Where all of this holds", tests),
    ]
    if exemption.needs_decision_by:
        below.append(Line(f"Needs a decision by: {exemption.needs_decision_by}"))
    return Line(f"{exemption.id}: {exemption.text}", tuple(below), exemption.cites)


def _penalty(restriction: Restriction) -> Iterator[Line]:
    if restriction.penalty:
        yield Line(restriction.penalty, cites=restriction.penalty_cites)


def _listings(restriction: Restriction) -> Iterator[Line]:
    for entry in restriction.listings:
        yield Line(f"{entry.target}: {span_words(entry.since, entry.until)}")


def _history(restriction: Restriction) -> Iterator[Line]:
    for event in sorted(restriction.events, key=lambda each: each.date):
        yield Line(f"{event.date}: {event.what}", cites=event.cites)


def _conflicts(restriction: Restriction) -> Iterator[Line]:
    for conflict in restriction.conflicts:
        yield Line(conflict.what, cites=conflict.cites)


def _source(cite: Cite) -> Source:
    pinpoint = f", {cite.pinpoint}" if cite.pinpoint else ""
    day = f" ({cite.date})" if cite.date else ""
    addresses = (cite.url, cite.official_url, cite.other_url)
    said = f"{cite.name}{pinpoint}{day}: {CHECKED[cite.checked]}"
    return Source(cite.id, said, tuple(each for each in addresses if each))


def _words(words: Sequence[str]) -> str:
    return "any" if ANY in words else ", ".join(words)
