"""Words become a passage: found at one place, or told why not; never anchored by guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from countersight.cite import between
from countersight.errors import EntryError, HoldingError
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.event import Event
from countersight.model.passage import Absent, Anchored, Passage, Sought
from countersight.work.casework.bench import Casework
from countersight.work.casework.ledger import text_of
from countersight.work.casework.register import Register


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for in a document."""

    document: str
    words: str
    to: str = ""
    """The last words; then *words* are the first ones."""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    id: str = ""
    """Id of the passage; the next free one of ``p.1``, ``p.2``, ... where none is given."""
    orphan: bool = False
    """Keep words that stand nowhere, as an orphan."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What became of words that were looked for."""

    sought: Sought
    passage: Passage | None = None
    """None where nothing was kept."""
    number: int | None = None
    """Entry of the log."""


def cite(work: Casework, wanted: Wanted) -> Cited:
    """Look for words in a held document; keep them as a passage where they stand at one place.

    Words that stand twice, are reworded or hide something are told and not kept. Words that
    stand nowhere are kept where the caller asked for an orphan.

    Raises:
        HoldingError: there is no such document, or its text is not held.
        EntryError: the id is taken, or the words are too long.
    """
    found: list[Cited] = []

    def make(register: Register) -> Sequence[Event]:
        found[:] = [_cited(work, register, wanted)]
        passage = found[0].passage
        return () if passage is None else [work.event(passage)]

    for entry in work.note(make):
        return Cited(found[0].sought, found[0].passage, entry.number)
    return found[0]


def _cited(work: Casework, register: Register, wanted: Wanted) -> Cited:
    document = register.document(wanted.document)
    id_ = EntryId(wanted.id) if wanted.id else next_id(register, "p")
    if register.has(id_):
        hint = sentence("Give the passage another id with --id.")
        raise EntryError(sentence("{id!r} is the id of another entry", id=id_), hint=hint)
    text = text_of(work.store.blobs, document)
    if text is None:
        if not wanted.orphan:
            hint = sentence(
                "Add it with `countersight case add FILE --as ID`, or keep an --orphan."
            )
            raise HoldingError(
                sentence(
                    "{document!r} is not held, so words can't be found", document=document.id
                ),
                hint=hint,
            )
        return Cited(Absent(), Passage(id_, document.id, wanted.words))
    try:
        sought = (
            between(text, wanted.words, wanted.to, prefix=wanted.prefix)
            if wanted.to
            else text.find(
                wanted.words, prefix=wanted.prefix, suffix=wanted.suffix, start=wanted.start
            )
        )
    except ValueError as wrong:
        raise EntryError(f"{document.id}: {wrong}") from wrong
    match sought:
        case Anchored(place, how):
            passage = Passage(id_, document.id, place.words, text.sha256, place, how)
            return Cited(sought, passage)
        case Absent() if wanted.orphan:
            words = f"{wanted.words} ... {wanted.to}" if wanted.to else wanted.words
            return Cited(sought, Passage(id_, document.id, words))
        case _:
            return Cited(sought)


class Named(Protocol):
    """Knows which ids are taken."""

    def has(self, id_: str) -> bool:
        """Tell whether an entry of the case has that id."""


def next_id(case: Named, letter: str) -> EntryId:
    """Return the next free id of a kind: ``p.1``, ``p.2``, ..."""
    number = 1
    while case.has(f"{letter}.{number}"):
        number += 1
    return EntryId(f"{letter}.{number}")
