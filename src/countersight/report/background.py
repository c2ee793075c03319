"""What the catalogue knows of an entity, as objects for programs and as words for people."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from countersight.messages import Words, _, counted, marked, spoken
from countersight.model.background import Background, Listed, Tied
from countersight.model.facts import Truth
from countersight.model.match import Match, Relation
from countersight.model.values import PartialDate
from countersight.model.wording import role_words
from countersight.report.plain import Plain

_STANDS: Final = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
_ITSELF: Final = frozenset({Relation.ITSELF, Relation.BRAND, Relation.FORMER})
"""A record so related is the entity; another is not listed because the entity is."""
_STOOD: Final = Words(
    {
        True: "{company} stands on {listing}{entry} [{source}]",
        False: "{company} stood on {listing}{entry} [{source}]",
    }
)
_NOT_TOLD: Final = "XXXX"
"""A day of which not even the year is told (EDTF)."""
_TIES: Final = 12
"""Ties that are told to a person by name; the rest is counted."""


def listing_objects(backgrounds: Iterable[Background]) -> list[Plain]:
    """Return the lists that print the entities, or companies tied to them."""
    return [
        {
            "entity": each.entity,
            "list": listed.list,
            "company": listed.company,
            "entry": listed.entry or None,
            "stands": _STANDS[listed.stands],
            "since": str(listed.since),
            "until": _day(listed.until),
            "ref": listed.ref or None,
            "source": listed.source,
            "publication": listed.publication or None,
            "address": listed.address or None,
            "checked": listed.checked.value,
        }
        for each in backgrounds
        for listed in each.listings
    ]


def entity_object(background: Background) -> dict[str, Plain]:
    """Return the family and the ties of one entity."""
    return {
        "entity": background.entity,
        "name": background.name,
        "family": background.family,
        "ties": [_tie_object(tie) for tie in background.ties],
    }


def _tie_object(tie: Tied) -> dict[str, Plain]:
    return {
        "role": tie.role,
        "company": tie.company,
        "entity": tie.vendor,
        "basis": tie.basis.value,
        "since": _day(tie.since),
        "until": _day(tie.until),
        "source": tie.source,
        "checked": tie.checked.value,
    }


def _day(day: PartialDate | None) -> str | None:
    return None if day is None else str(day)


def listing_words(listed: Listed) -> str:
    """Return one place on a list in a few words.

    >>> day = PartialDate.parse
    >>> print(listing_words(Listed("us-1260h", "A", "", Truth.TRUE, day("2021-06-03"))))
    us-1260h since 2021-06-03
    """
    return _(_period(listed)).format(list=listed.list, since=listed.since, until=listed.until)


def listing_cell(listed: Listed) -> str:
    """Return the same for a program, which finds it in English everywhere."""
    return _period(listed).format(list=listed.list, since=listed.since, until=listed.until)


def _period(listed: Listed) -> str:
    if str(listed.since) == _NOT_TOLD:
        untold = marked("{list}, first day not told")
        return marked("{list}, first day not told, until {until}") if listed.until else untold
    if listed.until is None:
        return marked("{list} since {since}")
    return marked("{list} from {since} to {until}")


def listings_line(background: Background, match: Match) -> tuple[str, str]:
    """Return what lists are told, and the lists of a match in one line; empty without any.

    A related company is not listed because its family is: whose the places are is told.
    """
    met = {match.company, background.name} if match.company else {background.name}
    named = [
        (name, ", ".join(map(listing_words, _of(background, name))))
        for name in dict.fromkeys((match.company, background.name))
    ]
    parts = [(name, said) for name, said in named if said]
    others = {each.company for each in background.listings} - met
    rest = _tied(len(others))
    is_itself = match.relation in _ITSELF and "by-name-only" not in _kinds(match)
    if not is_itself and [name for name, _ in parts] == [background.name]:
        [(name, said)] = parts
        return _("lists that name {name}").format(
            name=name
        ), f"{said}; {rest}" if rest else said
    whose = [
        _("{said} (of {name})").format(said=said, name=name) if match.company else said
        for name, said in parts
    ]
    line = "; ".join(part for part in (*whose, rest) if part)
    return _("lists"), line


def _of(background: Background, company: str) -> Iterator[Listed]:
    return (each for each in background.listings if each.company == company)


def _kinds(match: Match) -> set[str]:
    return {each.kind for each in match.evidence}


def _tied(number: int) -> str:
    if not number:
        return ""
    said = counted(
        "{number} company tied to it on lists", "{number} companies tied to it on lists", number
    )
    return said.format(number=number)


def background_rows(background: Background) -> Iterator[str]:
    """Yield everything that is known of an entity, a line each."""
    if not background.listings:
        yield _("on no list that the catalogue reads")
    for each in background.listings:
        yield _STOOD[each.stands is not Truth.FALSE].format(
            company=each.company,
            listing=listing_words(each),
            entry=_(' as "{entry}"').format(entry=each.entry) if each.entry else "",
            source=_source(each),
        )
    if background.family is not None:
        yield _("family: {family}").format(family=background.family)
    for tie in background.ties[:_TIES]:
        yield f"{spoken(role_words(tie.role))}: {_tie_words(tie, _)}"
    more = len(background.ties) - _TIES
    if more > 0:
        yield _("and {more} more ties, told by --format jsonl").format(more=more)


def ties_cell(background: Background) -> str:
    """Return all ties in one text, for a program."""
    return "; ".join(f"{tie.role}: {_tie_words(tie, str)}" for tie in background.ties)


def _tie_words(tie: Tied, say: Callable[[str], str]) -> str:
    since = say(marked(" since {since}")).format(since=tie.since) if tie.since else ""
    until = say(marked(" until {until}")).format(until=tie.until) if tie.until else ""
    return f"{tie.company}{since}{until} [{tie.source}, {tie.basis.value}]"


def _source(listed: Listed) -> str:
    published = listed.publication or listed.source
    return f"{published}, {listed.checked.value}"
