"""An entry of a list that a name met, as a match: its state, what speaks for or against."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from countersight.ids import ListedId, VendorId
from countersight.match.reasons import Side
from countersight.match.second import KINDS
from countersight.messages import sentence
from countersight.model.edition import Edition
from countersight.model.facts import Truth
from countersight.model.match import Evidence, Match, Relation, State
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListedName, ListEntry
from countersight.work.lists.said import said_of

_THINGS: Final = {
    EntityKind.VESSEL: sentence("The entry is a ship, and no company."),
    EntityKind.AIRCRAFT: sentence("The entry is an aircraft, and no company."),
    EntityKind.EQUIPMENT: sentence("The entry is goods or services, and no company."),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of an entry that was met."""

    entry: ListedId
    alias: str
    state: State
    score: float
    reasons: tuple[str, ...]


def match_of(edition: Edition, hit: Hit, entry: ListEntry, stands: Truth) -> Match:
    """Return an entry that a name met as a match; *stands* says whether it does, on the day."""
    names = [each for each in entry.names if each.text == hit.alias]
    name = names[0] if names else ListedName(hit.alias)
    against = list(_against(entry, name, stands))
    entity = listed_id(edition, entry.id)
    told = _reasons(hit)
    return Match(
        entity=entity,
        name=entry.name,
        alias=hit.alias,
        state=State.REVIEW if against else hit.state,
        score=round(hit.score, 4),
        relation=Relation.FORMER if name.kind is NameKind.FORMER else Relation.ITSELF,
        path=(),
        evidence=(_prints(edition, entry, hit.alias, entity), *told, *against),
    )


def _prints(edition: Edition, entry: ListEntry, alias: str, entity: str) -> Evidence:
    told = {"list": edition.watchlist.name, "name": entry.name}
    if alias == entry.name:
        said = sentence('{list} prints "{name}".', **told)
    else:
        said = sentence('{list} prints "{name}" as "{alias}".', **told, alias=alias)
    return Evidence(speaks_for=True, kind="on-list", text=said, source=entity)


def _reasons(hit: Hit) -> Iterator[Evidence]:
    for kind in hit.reasons:
        is_for = KINDS[kind].speaks is Side.FOR
        yield Evidence(is_for, f"list-{kind}", said_of(kind, hit.alias))


def _against(entry: ListEntry, name: ListedName, stands: Truth) -> Iterator[Evidence]:
    """Yield what keeps a match from being more than a review."""
    if stands is Truth.UNKNOWN:
        said = sentence("Whether it stood there on the day is not known.")
        yield Evidence(speaks_for=False, kind="list-day-unknown", text=said)
    if name.weak:
        said = sentence("The list says itself that this name tells little.")
        yield Evidence(speaks_for=False, kind="list-weak-name", text=said)
    if entry.kind in _THINGS:
        yield Evidence(speaks_for=False, kind="list-thing", text=_THINGS[entry.kind])


def listed_id(asked: Edition, entry: ListedId) -> VendorId:
    """Return by what an entry is called in answers: the list, and its id there."""
    return VendorId(f"{asked.list}/{entry}")
