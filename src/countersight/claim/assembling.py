"""A case made of its entries as they were said, one after the other."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from countersight.errors import EntryError
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.casefile import Casefile, Claim, Entry, Question, Review, Statement
from countersight.model.contract import Contract, Party
from countersight.model.document import Document
from countersight.model.passage import Passage

T = TypeVar("T")


def assembled(
    id_: EntryId, title: str, entries: Iterable[Entry], *, note: str = ""
) -> Casefile:
    """Return the case that entries make; a later entry with an id supersedes the earlier.

    Raises:
        EntryError: an id is used for entries of two kinds.

    >>> from countersight.model.contract import PartyKind
    >>> once, again = (Party(EntryId("x"), name, PartyKind.MEDIA) for name in ("X", "X Ltd"))
    >>> assembled(EntryId("c"), "A camera", [once, again]).parties[0].name
    'X Ltd'
    """
    found: dict[EntryId, Entry] = {}
    for entry in entries:
        before = found.get(entry.id)
        if before is not None and type(before) is not type(entry):
            raise _of_two_kinds(before, entry)
        found[entry.id] = entry
    return Casefile(
        id_,
        title,
        documents=_of(Document, found),
        passages=_of(Passage, found),
        parties=_of(Party, found),
        contracts=_of(Contract, found),
        statements=_of(Statement, found),
        claims=_of(Claim, found),
        questions=_of(Question, found),
        reviews=_of(Review, found),
        note=note,
    )


def _of_two_kinds(before: Entry, entry: Entry) -> EntryError:
    one, other = (type(each).__name__.lower() for each in (before, entry))
    kinds = sentence("{one} and of a {other}", one=one, other=other)
    return EntryError(
        sentence("{entry!r} is the id of a {kinds}", entry=entry.id, kinds=kinds),
        hint=sentence("Give each entry of a case an id of its own."),
    )


def withdrawn(entry: Entry, why: str) -> Entry:
    """Return an entry that no longer counts, and says why.

    Raises:
        EntryError: no reason is given.
    """
    if not why.strip():
        raise EntryError(
            sentence("{entry!r} can't be withdrawn without a reason", entry=entry.id)
        )
    return replace(entry, withdrawn=why)


def _of(kind: type[T], found: dict[EntryId, Entry]) -> tuple[T, ...]:
    return tuple(each for each in found.values() if isinstance(each, kind))
