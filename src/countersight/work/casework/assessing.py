"""Verdicts on a case as it is, kept in its log with its size, and told when they are stale."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.assess import Recorded, assess, stale, verdicts_event
from countersight.ids import EntryNumber
from countersight.messages import sentence
from countersight.model.argument import Assessment
from countersight.model.event import Event, EventKind
from countersight.publish.case import Standing, told
from countersight.publish.case import Told as Shown
from countersight.work.casework.bench import Casework
from countersight.work.casework.ledger import Ledger, read_ledger


@dataclass(frozen=True, slots=True)
class Assessed:
    """Verdicts, and the entry of the log that keeps them."""

    assessment: Assessment
    number: EntryNumber
    new: bool
    """Whether the entry was made now; nothing is said twice of the same case."""


def assess_case(work: Casework) -> Assessed:
    """Compute the verdicts of a case and keep them in its log."""
    found: list[Assessed] = []

    def make(ledger: Ledger) -> list[Event]:
        made = assess(ledger.case, work.schemes, log_size=ledger.size)
        latest = _latest(ledger)
        if latest is not None and _same(work, ledger, latest):
            found[:] = [Assessed(made, latest.number, new=False)]
            return []
        found[:] = [Assessed(made, EntryNumber(ledger.size), new=True)]
        return [verdicts_event(made, at=work.watch.now(), by=work.by)]

    work.keep(make)
    return found[0]


def look(work: Casework, as_of: date) -> Shown:
    """Return a case with its verdicts as they are now, and which of those kept are stale."""
    ledger = work.read()
    now = assess(ledger.case, work.schemes, log_size=ledger.size)
    standing = _standing(work, ledger)
    return told(ledger.case, now, as_of, kept=standing, predicates=work.schemes.predicates)


def _standing(work: Casework, ledger: Ledger) -> Standing | None:
    latest = _latest(ledger)
    if latest is None:
        return None
    if _same(work, ledger, latest):
        return Standing(latest.number, latest.at)
    if _erased_since(work, ledger, latest):
        return Standing(
            latest.number, latest.at, tuple((e.claim, _ERASED) for e in latest.found)
        )
    then = read_ledger(work.store, latest.log_size).case
    reasons: dict[str, tuple[str, ...]] = {
        each.claim: why
        for each in assess(then, work.schemes, log_size=latest.log_size).verdicts
        if (why := stale(each, then, ledger.case))
    }
    if latest.schemes != work.schemes.version:
        for each in latest.found:
            reasons.setdefault(each.claim, (sentence("the schemes are others by now"),))
    return Standing(latest.number, latest.at, tuple(reasons.items()))


def _latest(ledger: Ledger) -> Recorded | None:
    return ledger.told.recorded


_ERASED: Final = (sentence("words of the case were erased since"),)


def _erased_since(work: Casework, ledger: Ledger, latest: Recorded) -> bool:
    """Whether the case can no longer be read as it was then."""
    later = work.store.log.entries(latest.log_size, ledger.size)
    return any(each.kind is EventKind.REDACT for each in later)


def _same(work: Casework, ledger: Ledger, latest: Recorded) -> bool:
    """Whether nothing was said of the case since, but that it was judged or exported."""
    if latest.schemes != work.schemes.version:
        return False
    quiet = {EventKind.ASSESS, EventKind.EXPORT, EventKind.IMPORT, EventKind.REVIEW}
    later = work.store.log.entries(latest.log_size, ledger.size)
    return all(each.kind in quiet for each in later)
