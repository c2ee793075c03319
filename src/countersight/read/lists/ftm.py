"""FollowTheMoney JSON lines: entities flat or nested, or the statements that they are made of.

People are counted and left out, and so is what they own and direct. Links stay as they are
stated; one whose other end is no entry of the stream is left. A line that can't be read ends
the reading: a stream that breaks off is not kept in part.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.ids import ListedId
from countersight.messages import sentence
from countersight.model.record import Origin, Problem
from countersight.model.watchlist import LateFact, ListEntry, ListStretch, StatedTie
from countersight.read.dates import Order
from countersight.read.json_text import Broken, Json, loads
from countersight.read.lists.ftm_entities import (
    Entity,
    entity_of,
    is_entity,
    statement_of,
    together,
)
from countersight.read.lists.ftm_facts import (
    COUNTRIES,
    FROM,
    KINDS,
    LINKS,
    PERSON,
    PROGRAMMES,
    REASONS,
    REVERSED,
    SANCTION,
    UNTIL,
)
from countersight.read.lists.ftm_making import (
    identifiers_of,
    names_of,
    several,
)
from countersight.read.lists.making import Making, countries
from countersight.read.lists.shape import STRETCH, Given, Look
from countersight.read.text import TextFeed

_SEEN: Final = ("last_seen", "last_change")


def is_ftm(look: Look) -> bool:
    """Tell whether lines are entities or statements of FollowTheMoney."""
    return is_entity(look.object) or statement_of(look.object) is not None


def read_ftm(given: Given) -> Iterator[ListStretch]:
    """Yield the organisations of a stream, and what links tell of them."""
    making, newest = Making(given.origin, Order.DAY_FIRST), ""
    for entity in _entities(given, making):
        newest = max(newest, entity.seen)
        _add(making, entity)
        if len(making.entries) + len(making.late) >= STRETCH:
            yield making.take()
    found = making.take()
    yield ListStretch(
        found.entries,
        found.problems,
        found.persons,
        found.unclear,
        found.late,
        _day(newest),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _entities(given: Given, making: Making) -> Iterator[Entity]:
    """Yield entities; statements of one entity that follow each other are put together."""
    held: list[tuple[int, dict[str, Json]]] = []
    for number, value in _lines(given, making):
        told = statement_of(value)
        if told is not None:
            if held and statement_of(held[-1][1]) != told:
                yield together(held)
                held = []
            held.append((number, value))
        elif is_entity(value):
            yield entity_of(number, value)
        else:
            message = sentence("the line is no entity of FollowTheMoney")
            making.problem(making.place(number), "no-entity", message, rows=1)
    if held:
        yield together(held)


def _lines(given: Given, making: Making) -> Iterator[tuple[int, dict[str, Json]]]:
    """Yield objects by line; what can't be read is a Problem that stops."""
    text = TextFeed(given.feed, given.origin, longest=given.options.limits.max_item)
    for block in text.blocks():
        for problem in block.problems:
            stops = problem.rows > 0
            making.problems.append(
                Problem(problem.origin, problem.code, problem.message, stops=stops)
            )
        for number, line in enumerate(block.lines, block.first):
            if not line.strip():
                continue
            try:
                value = loads(line)
            except Broken as error:
                making.problems.append(_broken(given.origin, number, str(error)))
                return
            if isinstance(value, dict):
                yield number, value
    if given.feed.broken is not None:
        making.problems.append(Problem(given.origin, "broken", given.feed.broken, stops=True))


def _broken(origin: Origin, number: int, error: str) -> Problem:
    place = Origin(origin.file, origin.member, row=number)
    message = sentence("the line can't be read: {error}", error=error)
    return Problem(place, "cut-line", message, sentence("Fetch it again."), stops=True)


def _add(making: Making, entity: Entity) -> None:
    if entity.schema == PERSON:
        making.persons += 1
    elif entity.schema in KINDS:
        _add_entry(making, entity)
    elif entity.schema == SANCTION:
        own = [each for each in entity.texts("entity") if each]
        making.late += [_sanction(making, entity, ListedId(each)) for each in own]
    elif entity.schema in LINKS:
        making.late += _links(making, entity)


def _add_entry(making: Making, entity: Entity) -> None:
    place = making.place(entity.line)
    own = ListedId(entity.id)
    entry = ListEntry(
        id=own,
        names=names_of(entity),
        origin=place,
        kind=KINDS[entity.schema],
        countries=countries(several(entity, COUNTRIES)),
        identifiers=identifiers_of(entity),
        programmes=several(entity, PROGRAMMES),
        reasons=several(entity, REASONS),
        source=next(iter(entity.texts("sourceUrl")), ""),
    )
    if making.add(entry):
        making.late += _nested(making, entity, own)


def _nested(making: Making, entity: Entity, own: ListedId) -> Iterator[LateFact]:
    """Yield what is nested in an entity: its sanctions, and links of which it is one end."""
    for name, inner in entity.inner():
        end = REVERSED.get(name, "")
        if inner.schema == SANCTION:
            yield _sanction(making, inner, own)
        elif inner.schema in LINKS:
            yield from _links(making, inner, end, own)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a link: its id, and its name where it is nested and no person's."""

    id: str
    name: str = ""


def _ends(link: Entity, side: str, end: str, own: ListedId | None) -> Iterable[_End]:
    if own is not None and side == end:
        return [_End(own)]
    nested = [each for name, each in link.inner() if name == side]
    named = [
        _End(each.id, names[0].text if (names := names_of(each)) else "")
        for each in nested
        if each.schema != PERSON
    ]
    return [*named, *(_End(each) for each in link.texts(side))]


def _links(
    making: Making, link: Entity, end: str = "", own: ListedId | None = None
) -> Iterator[LateFact]:
    """Yield the ties that a link tells; *end* says which side the entity around it is."""
    who, of, role = LINKS[link.schema]
    place = making.place(link.line)
    percent = next(iter(link.texts("percentage")), "") or next(
        iter(link.texts("sharesCount")), ""
    )
    since, until, _ = making.days(
        place, next(iter(link.texts("startDate")), ""), next(iter(link.texts(UNTIL)), "")
    )
    for thing in _ends(link, of, end, own):
        for one in _ends(link, who, end, own):
            tie = StatedTie(one.name, role, ListedId(one.id), percent, since, until)
            yield LateFact(ListedId(thing.id), tie=tie, no_person=bool(one.name))


def _sanction(making: Making, entity: Entity, own: ListedId) -> LateFact:
    place = making.place(entity.line)
    begun = next((told for name in FROM for told in entity.texts(name)), "")
    ended = next(iter(entity.texts(UNTIL)), "")
    listed, delisted, doubtful = making.days(place, begun, ended)
    return LateFact(
        own,
        listed=listed,
        delisted=delisted,
        doubtful=doubtful,
        open=not ended,
        programmes=several(entity, PROGRAMMES),
        reasons=several(entity, REASONS),
    )
