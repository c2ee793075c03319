"""One restriction in full, as parts with lines: what a page and a terminal both show.

What is told is made of the file's own words, and of words for its tests and days. Every line
says which sources it rests on, and every source how it was checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from countersight.catalogue import tests_of
from countersight.messages import _, spoken
from countersight.model.restriction import (
    Cite,
    Cover,
    Duty,
    Exemption,
    Force,
    Restriction,
    Status,
)
from countersight.model.vocabulary import FactDefinition
from countersight.model.wording import condition_words, rule_words
from countersight.report.rule_words import (
    BY_NAME,
    CHECKED,
    FORCES,
    MODALITIES,
    STATUSES,
    besides,
    span_words,
    when,
)

ANY: Final = "*"
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
        Part(_("What it is"), tuple(_about(restriction))),
        Part(_("What it covers"), tuple(_cover(each) for each in restriction.covers)),
        Part(_("How far it reaches over owners"), tuple(_reach(restriction))),
        Part(_("Duties"), tuple(_duty(each) for each in restriction.duties)),
        Part(_("Exemptions"), tuple(_exemption(each) for each in restriction.exemptions)),
        Part(_("What its facts mean"), tuple(_facts(restriction, facts))),
        Part(_("Penalty"), tuple(_penalty(restriction))),
        Part(_("Who is listed"), tuple(_listings(restriction))),
        Part(_("History"), tuple(_history(restriction))),
        Part(_("Where sources disagree, or leave a gap"), tuple(_conflicts(restriction))),
        Part(_("Sources"), sources=tuple(_source(each) for each in restriction.cites)),
    )
    return tuple(part for part in found if part.lines or part.sources)


def _about(restriction: Restriction) -> Iterator[Line]:
    yield Line(restriction.summary)
    status = STATUSES[restriction.status]
    note = f": {restriction.status_note}" if restriction.status_note else ""
    force = FORCES[restriction.force]
    yield Line(_("Kind: {force} of {issuer}").format(force=force, issuer=restriction.issuer))
    yield Line(
        _("State on {verified_on}: {status}{note}").format(
            verified_on=restriction.verified_on, status=status, note=note
        )
    )
    if restriction.force in _ADVISORY:
        directed = ", ".join(restriction.directs) or _("the public bodies of the issuer")
        yield Line(
            _("Binds whom the issuer directs ({directed}); others it advises").format(
                directed=directed
            )
        )
    if restriction.status is Status.PROPOSED:
        yield Line(_("It is a proposal, and binds nobody yet"))
    yield Line(_("Where the act counts: {places}").format(places=_places(restriction)))
    yield Line(
        _("Compared with its sources on {verified_on}").format(
            verified_on=restriction.verified_on
        )
    )
    through = _("The sources speak through {verified_through}").format(
        verified_through=restriction.verified_through
    )
    more = f" ({restriction.verified_note})" if restriction.verified_note else ""
    yield Line(
        _("{through}{more}; later changes are not in it").format(through=through, more=more)
    )


def _places(restriction: Restriction) -> str:
    where = restriction.applies_where
    if ANY in where:
        return _("everywhere; it follows the person or the item")
    return (
        ", ".join(where)
        if where
        else _("{jurisdiction} and its parts").format(jurisdiction=restriction.jurisdiction)
    )


def _cover(cover: Cover) -> Line:
    below = [Line(_("Makers: {makers}").format(makers=_makers(cover)))]
    below += [
        Line(f"{called}: {_words(words)}")
        for called, words in (
            (_("Forms"), cover.forms),
            (_("Classes"), cover.classes),
            (_("Purposes"), cover.purposes or (ANY,)),
        )
    ]
    if cover.note:
        below.append(Line(_("Note: {note}").format(note=cover.note)))
    return Line(cover.id, tuple(below))


def _makers(cover: Cover) -> str:
    if cover.maker_test is not None:
        return _("any, where {maker_test}").format(
            maker_test=spoken(condition_words(cover.maker_test))
        )
    if cover.maker_list is not None:
        return _("whoever stands on the list of {list} on the day").format(
            list=cover.maker_list.list
        )
    listed = ""
    if cover.watchlist is not None:
        listed = _("whoever stands on the outside list {list} on the day").format(
            list=cover.watchlist
        )
    return ", ".join(filter(None, (*cover.makers, listed)))


def _reach(restriction: Restriction) -> Iterator[Line]:
    reach = restriction.reach
    text = (
        "" if reach.defined_in_text else _(" (the text draws no line; this is a reading of it)")
    )
    if all(cover.maker_test is not None for cover in restriction.covers):
        looks = "" if reach.rule.kind in BY_NAME else f" ({spoken(rule_words(reach.rule))})"
        count = _("; whoever answers it may have to look at owners too{looks}").format(
            looks=looks
        )
        yield Line(
            _("No maker is named: the test above decides{count}").format(
                count=count if looks else ""
            )
        )
    else:
        yield Line(
            _("At other times: {rule}{text}").format(
                rule=spoken(rule_words(reach.rule)), text=text
            )
            if reach.periods
            else f"{besides(reach.rule)}{text}"
        )
    for period in reach.periods:
        scheduled = _("; scheduled, and may yet be moved") if period.scheduled else ""
        note = (Line(_("Note: {note}").format(note=period.note)),) if period.note else ()
        span = span_words(period.since, period.until)
        yield Line(f"{span}: {spoken(rule_words(period))}{scheduled}", note)
    if reach.note:
        yield Line(_("Note: {note}").format(note=reach.note))


def _facts(restriction: Restriction, facts: Mapping[str, FactDefinition]) -> Iterator[Line]:
    """Yield what each fact means that a test asks for, and which words it can have."""
    named = dict.fromkeys(test.fact for _, _, test in tests_of(restriction))
    for name in named:
        known = facts.get(name)
        if known is not None and known.meaning:
            words = f" ({', '.join(known.words)})" if name not in PLAIN and known.words else ""
            yield Line(f"{name}: {spoken(known.meaning)}{words}")


def _duty(duty: Duty) -> Line:
    below = [
        Line(
            _("It {verb}; the acts: {acts}").format(
                verb=MODALITIES[duty.modality], acts=", ".join(duty.acts) or _("none")
            )
        ),
        Line(_("Binds: {binds}").format(binds=", ".join(duty.binds) or _("nobody"))),
        Line(_("Covers: {covers}").format(covers=", ".join(duty.covers))),
        Line(_("When: {days}").format(days=when(duty))),
    ]
    if duty.requires:
        tests = tuple(Line(spoken(condition_words(test))) for test in duty.requires)
        below.append(Line(_("Only where"), tests))
    if duty.note:
        below.append(Line(_("Note: {note}").format(note=spoken(duty.note))))
    return Line(f"{duty.id}: {duty.obligation}", tuple(below), duty.cites)


def _exemption(exemption: Exemption) -> Line:
    tests = tuple(Line(spoken(condition_words(test))) for test in exemption.requires)
    below = [
        Line(_("Frees from: {duties}").format(duties=", ".join(exemption.duties))),
        Line(_("When: {days}").format(days=span_words(exemption.since, exemption.until))),
        Line(_("Where all of this holds"), tests),
    ]
    if exemption.needs_decision_by:
        below.append(
            Line(
                _("Needs a decision by: {needs_decision_by}").format(
                    needs_decision_by=exemption.needs_decision_by
                )
            )
        )
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
    return _("any") if ANY in words else ", ".join(words)
