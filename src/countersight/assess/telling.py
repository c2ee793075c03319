"""Verdicts as an event of the log, and back: what was found, when, and of which case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.ids import EntryId, EntryNumber
from countersight.model.argument import Assessment
from countersight.model.event import Body, Entry, Event, EventKind, JsonValue

_TYPE: Final = "verdicts"


@dataclass(frozen=True, slots=True)
class Found:
    """One verdict in a line."""

    claim: str
    bearing: str
    standard: str
    """``none`` where nothing bears on the claim."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The verdicts that an entry of the log tells."""

    number: EntryNumber
    at: str
    log_size: int
    """Entries of the log on which they rest."""
    schemes: str
    """Version of the schemes."""
    found: tuple[Found, ...]


def verdicts_event(assessment: Assessment, *, at: str, by: str) -> Event:
    """Return the event that tells of verdicts.

    It repeats no words of the case, which might have to be erased; the reasons follow from the
    case as it was at that size, and from the schemes of that version.
    """
    told = [
        {
            "claim": each.claim,
            "bearing": each.bearing.value,
            "standard": "none" if each.standard is None else each.standard.value,
        }
        for each in assessment.verdicts
    ]
    body: Body = {
        "type": _TYPE,
        "log_size": assessment.log_size,
        "schemes": assessment.version,
        "verdicts": told,
    }
    return Event(EventKind.ASSESS, at, by, body)


def seen_on(claim: EntryId, assessment: Assessment) -> str:
    """Return the verdicts on a claim in a row, for a review to say what was judged.

    >>> from countersight.model.argument import Bearing, Standard, Verdict
    >>> verdict = Verdict(EntryId("c"), Bearing.QUALIFIES, Standard.ALLEGED, "")
    >>> seen_on(EntryId("c"), Assessment(EntryId("case"), (verdict,), ()))
    'qualifies, alleged'
    """
    return "; ".join(
        f"{each.bearing.value}, {each.standard.value if each.standard else 'none'}".replace(
            "_", " "
        )
        for each in assessment.verdicts
        if each.claim == claim
    )


def verdicts_in(entry: Entry) -> Recorded | None:
    """Return the verdicts that an entry of the log tells; None where it tells none."""
    event = entry.event
    if event is None or event.kind is not EventKind.ASSESS or event.body.get("type") != _TYPE:
        return None
    size, told = event.body.get("log_size"), event.body.get("verdicts")
    if not isinstance(size, int) or not isinstance(told, Sequence):
        return None
    version = str(event.body.get("schemes", ""))
    found = tuple(_found(each) for each in told if isinstance(each, Mapping))
    return Recorded(entry.number, entry.at, size, version, found)


def _found(told: Mapping[str, JsonValue]) -> Found:
    return Found(*(str(told.get(key, "")) for key in ("claim", "bearing", "standard")))
