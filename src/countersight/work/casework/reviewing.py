"""A person judges what a case says or finds: it is accepted or disputed, and stays as it is."""

from collections.abc import Sequence

from countersight.assess import assess, seen_on
from countersight.claim import entry_digest
from countersight.errors import EntryError
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.casefile import Claim, Judgement, Review, Reviewed
from countersight.model.event import Event
from countersight.model.values import PartialDate
from countersight.work.casework.bench import Casework
from countersight.work.casework.citing import next_id
from countersight.work.casework.ledger import Ledger


def review(
    work: Casework, of: str, judgement: Judgement, why: str, *, what: Reviewed = Reviewed.ENTRY
) -> Review:
    """Keep what whoever works on the case makes of an entry, or of the verdicts on a claim.

    The review says what was judged, so that later readers see whether it is the same by then.
    Neither the entry nor the verdict changes.

    Raises:
        EntryError: there is no such entry, no verdict on it, or no reason.
    """
    if not why.strip():
        raise EntryError(
            sentence("nothing is judged without a reason"),
            hint=sentence("Write --because REASON."),
        )
    made: list[Review] = []

    def make(ledger: Ledger) -> Sequence[Event]:
        id_ = next_id(ledger, "r")
        on = PartialDate.parse(work.watch.now()[:10])
        saw = _seen(work, ledger, of, what)
        made[:] = [Review(id_, EntryId(of), judgement, why, work.by, on, what, saw)]
        work.fitting(ledger, made)
        return [work.event(made[0])]

    work.keep(make)
    return made[0]


def _seen(work: Casework, ledger: Ledger, of: str, what: Reviewed) -> str:
    entry = ledger.entry(of)
    if entry is None:
        return ""
    if what is Reviewed.ENTRY:
        return entry_digest(entry)
    found = seen_on(entry.id, assess(ledger.case, work.schemes, log_size=ledger.size))
    if not found and isinstance(entry, Claim):
        raise EntryError(sentence("{of!r} does not count, so that no verdict is on it", of=of))
    return found
