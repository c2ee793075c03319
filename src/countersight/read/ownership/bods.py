"""BODS 0.4, the Beneficial Ownership Data Standard: statements on entities, persons, links.

https://standard.openownership.org/en/0.4.0/. Persons are counted and not named. An interest
is a link; what says no more than a seat on a board is none. A later statement of a record
takes the place of an earlier one. What "ceased to exist" on a day held until the day before.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from countersight.messages import sentence
from countersight.model.ownership import (
    LinkKind,
    OwnershipLink,
    Party,
    PartyKey,
    PartyKind,
    Share,
)
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate
from countersight.read.json_text import Json
from countersight.read.ownership.gathering import Gathering, canonical
from countersight.read.ownership.values import Unread, bounds, day_of, last_day

FORM: Final = "bods"
EQUITY: Final = frozenset({"shareholding"})
"""Interests whose share is one of what is owned."""
VOTES: Final = frozenset({"votingRights"})
"""Interests whose share is one of votes: more than half of them is control."""
CONTROLS: Final = frozenset(
    {"appointmentOfBoard", "controlViaCompanyRulesOrArticles", "controlByLegalFramework"}
)
"""Interests that are control by themselves."""
SEATS: Final = frozenset({"boardMember", "boardChair", "seniorManagingOfficial"})
"""Interests that are an office, and neither ownership nor control."""
_KINDS: Final[Mapping[str, LinkKind]] = MappingProxyType(
    {"direct": LinkKind.DIRECT, "indirect": LinkKind.INDIRECT}
)
_HIDDEN: Final = frozenset({"anonymousEntity", "unknownEntity"})
NOT_TOLD: Final = sentence("the source does not say who it is")


def is_statement(value: Json) -> bool:
    """Tell whether an object is a statement of BODS 0.4."""
    return isinstance(value, dict) and "recordType" in value and "recordDetails" in value


def statement(value: dict[str, Json], origin: Origin, heard: Gathering) -> None:
    """Take in one statement."""
    details, name = value.get("recordDetails"), _text(value.get("recordId"))
    if not isinstance(details, dict) or not name:
        heard.tell(Problem(origin, "bad-statement", sentence("a statement has no record")))
        return
    match value.get("recordType"):
        case "entity":
            _entity(details, name, heard)
        case "person":
            heard.party(Party(heard.local(name), PartyKind.PERSON))
        case "relationship":
            _relationship(value, details, origin, heard)
        case _:
            said = sentence("a statement is of no kind that BODS 0.4 has")
            heard.tell(Problem(origin, "bad-statement", said))


def _entity(details: dict[str, Json], name: str, heard: Gathering) -> None:
    kind = details.get("entityType")
    called = _text(kind.get("type")) if isinstance(kind, dict) else ""
    if called in _HIDDEN:
        heard.party(Party(heard.local(name), PartyKind.UNTOLD, note=NOT_TOLD))
        return
    place = details.get("jurisdiction")
    country = _text(place.get("code"))[:2] if isinstance(place, dict) else ""
    given = details.get("identifiers")
    pairs = [
        (_text(each.get("scheme")), _text(each.get("id")))
        for each in (given if isinstance(given, list) else ())
        if isinstance(each, dict)
    ]
    heard.party(
        Party(
            heard.local(name),
            PartyKind.ORGANISATION,
            _text(details.get("name")),
            country,
            canonical(pairs),
        )
    )


def _relationship(
    value: dict[str, Json], details: dict[str, Json], origin: Origin, heard: Gathering
) -> None:
    owned = _text(details.get("subject"))
    if not owned:
        said = sentence("a relationship does not say of which company; it was left out")
        heard.tell(Problem(origin, "bad-statement", said))
        return
    owner = _interested(details.get("interestedParty"), owned, heard)
    stated = _text(value.get("statementDate"))
    closed = value.get("recordStatus") == "closed"
    links = _links(details, (owner, heard.local(owned)), origin, heard)
    if closed:
        ended = heard.day(day_of, stated, origin)
        links = (_closed(link, ended) for link in links)
    name = f"{heard.source}#{_text(value.get('recordId'))}"
    heard.record(name, stated, links)


def _interested(value: Json, owned: str, heard: Gathering) -> PartyKey:
    """Return who is interested; where that is not told, a party of which nothing is known."""
    if isinstance(value, str) and value:
        return heard.local(value)
    key = heard.local(f"untold-of-{owned}")
    reason = _text(value.get("reason")) if isinstance(value, dict) else ""
    if reason in {"noBeneficialOwners", "noInterestedParty"}:
        heard.party(Party(key, PartyKind.PERSON))
    else:
        heard.party(Party(key, PartyKind.UNTOLD, note=NOT_TOLD))
    return key


def _links(
    details: dict[str, Json],
    ends: tuple[PartyKey, PartyKey],
    origin: Origin,
    heard: Gathering,
) -> Iterator[OwnershipLink]:
    given = details.get("interests")
    interests = (
        [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    )
    for interest in interests or [{}]:
        kind = _text(interest.get("type"))
        if kind in SEATS:
            heard.left_out += 1
            continue
        share = _share(interest.get("share"), origin, heard)
        controls = kind in CONTROLS or (
            kind in VOTES and share is not None and share.is_majority
        )
        yield OwnershipLink(
            owner=ends[0],
            owned=ends[1],
            kind=_KINDS.get(_text(interest.get("directOrIndirect")), LinkKind.UNSTATED),
            source=heard.source,
            origin=origin,
            share=share if kind in EQUITY else None,
            control=True if controls else None,
            since=heard.day(day_of, _text(interest.get("startDate")), origin),
            until=heard.day(last_day, _text(interest.get("endDate")), origin),
            what=kind,
        )


def _closed(link: OwnershipLink, day: PartialDate | None) -> OwnershipLink:
    """Return a link of a record that its publisher closed, at the latest on that day."""
    return OwnershipLink(
        owner=link.owner,
        owned=link.owned,
        kind=link.kind,
        source=link.source,
        origin=link.origin,
        share=link.share,
        control=link.control,
        since=link.since,
        until=link.until or day,
        ended=True,
        what=link.what,
    )


def _share(value: Json, origin: Origin, heard: Gathering) -> Share | None:
    if not isinstance(value, dict):
        return None
    told = {key: _text(number) for key, number in value.items()}
    try:
        if told.get("exact"):
            return bounds(told["exact"], told["exact"])
        return bounds(
            told.get("minimum", ""),
            told.get("maximum", ""),
            over=told.get("exclusiveMinimum", ""),
            under=told.get("exclusiveMaximum", ""),
        )
    except Unread:
        said = sentence("a share is no percentage from 0 to 100; it counts as not known")
        heard.tell(Problem(origin, "bad-share", said, rows=0))
        return None


def _text(value: Json) -> str:
    return value.strip() if isinstance(value, str) else ""
