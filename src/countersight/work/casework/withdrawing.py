"""What no longer counts says why, and stays; what must go is erased, and its place stays."""

from collections.abc import Sequence
from dataclasses import replace

from countersight.claim import withdrawn
from countersight.errors import EntryError
from countersight.ids import EntryNumber, Sha256
from countersight.messages import sentence
from countersight.model.casefile import Entry, Review
from countersight.model.document import Document
from countersight.model.event import Entry as LogEntry
from countersight.model.event import Event
from countersight.model.passage import Passage
from countersight.preserve.redacting import Erased, What, redact
from countersight.work.casework.bench import Casework
from countersight.work.casework.ledger import Ledger


def withdraw(work: Casework, id_: str, why: str) -> LogEntry:
    """Say that an entry no longer counts; it stays visible, with the reason.

    Raises:
        EntryError: there is no such entry, or no reason.
    """

    def make(ledger: Ledger) -> Sequence[Event]:
        found = ledger.entry(id_)
        if found is None:
            raise EntryError(sentence("{id!r} is no entry of the case", id=id_))
        return [work.event(withdrawn(found, why))]

    (made,) = work.keep(make)
    return made


def redact_from(work: Casework, document: str, why: str) -> Erased:
    """Erase a document with what was made of it and the words that were cited from it.

    Entries that refer to it stay: the document is told again without text, its passages
    without words, and reviews of them without theirs; all are withdrawn with the reason.

    Raises:
        EntryError: no reason is given.
        HoldingError: there is no such document.
        StoreError: the case can't be written.
    """
    if not why.strip():
        raise EntryError(sentence("nothing is erased without a reason"))
    before = work.read()
    found = before.document(document)
    passages = [each for each in before.case.passages if each.document == found.id]
    gone = {found.id, *(each.id for each in passages)}
    judged = [each for each in before.case.reviews if each.of in gone]
    ids = [*gone, *(each.id for each in judged)]
    numbers = [number for id_ in ids for number in before.told.numbers.get(id_, ())]
    work.keep(lambda _: [work.event(each) for each in _bare(found, passages, judged, why)])
    digests = tuple(Sha256(each) for each in (found.capture, found.rendition) if each)
    entries = tuple(EntryNumber(each) for each in numbers)
    erased = redact(work.store, What(why, work.by, digests, entries), watch=work.watch)
    work.store.checkpoint()
    return erased


def _bare(
    document: Document, passages: Sequence[Passage], judged: Sequence[Review], why: str
) -> list[Entry]:
    told = f"erased: {why}"
    bare = replace(
        document,
        title="erased",
        address="",
        file="",
        capture="",
        rendition="",
        note="",
        withdrawn=told,
    )
    return [
        bare,
        *(Passage(each.id, each.document, "erased", withdrawn=told) for each in passages),
        *(replace(each, reason="erased", saw="", withdrawn=told) for each in judged),
    ]
