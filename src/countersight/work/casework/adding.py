"""Files into a case: the bytes as they came, the text that was made of them, and an entry."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from countersight.claim import entry_table, read_entry
from countersight.errors import EntryError
from countersight.messages import sentence
from countersight.model.capture import Capture, HeldCapture
from countersight.model.document import Document, DocumentKind
from countersight.model.event import Event
from countersight.preserve.adding import Added, Adder, Reads
from countersight.preserve.adding import Document as Bytes
from countersight.preserve.differences import Difference, differences
from countersight.work.casework.bench import Casework
from countersight.work.casework.ledger import Ledger, hear

_APART: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 48


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a file that is added, with the keys of a document of a case file."""

    id: str = ""
    """The document that it is; one that is known and not held becomes held."""
    keys: tuple[tuple[str, str | list[str]], ...] = ()
    """``kind``, ``title``, ``date`` and others."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file, or of a part of one."""

    added: Added
    document: Document
    before: HeldCapture | None = None
    """The capture of the same address before this one."""
    changed: tuple[Difference, ...] = ()
    """What differs from that one, word by word."""


def add(
    work: Casework, reads: Reads, files: Iterable[Bytes], described: Described
) -> Iterator[Told]:
    """Add files, and tell of each once it is kept.

    Raises:
        EntryError: what is said of a file can't be, or its document is held already.
        StoreError: the case can't be written.
    """
    before = _captures_before(work.read(), described)
    adder = Adder(work.store, reads, work.watch, work.by)
    for added in adder.add(files):
        document = _document(work, added, described)
        earlier = _earlier(added.capture, before)
        yield Told(added, document, earlier, tuple(_changed(work, added, earlier)))


def slug(name: str) -> str:
    """Return an id made of a name.

    >>> slug("Letter of 2 April.PDF")
    'letter-of-2-april'
    """
    stem = name.rpartition(".")[0] or name
    return _APART.sub("-", stem.lower())[:_LONGEST].strip("-") or "document"


def _captures_before(ledger: Ledger, described: Described) -> Sequence[HeldCapture]:
    """Return what is captured already; refuse what is said of a document that is held."""
    found = ledger.entry(described.id) if described.id else None
    if found is None:
        _made(Described(described.id or "x", described.keys), "x", None)
    elif not isinstance(found, Document) or found.rendition or found.capture:
        hint = sentence(
            "Give this one an id of its own; passages stay with the text they stand in."
        )
        raise EntryError(
            sentence(
                "{described!r} is held already, or is no document", described=described.id
            ),
            hint=hint,
        )
    else:
        _made(described, "x", found)
    return ledger.told.captures


def _document(work: Casework, added: Added, described: Described) -> Document:
    made: list[Document] = []
    capture, part = added.capture, added.capture.receipt.parent is not None

    def make(ledger: Ledger) -> Sequence[Event]:
        told = Described(keys=(("kind", "other"),)) if part else described
        known = ledger.entry(told.id) if told.id else None
        before = known if isinstance(known, Document) else None
        named = capture.receipt.name or capture.receipt.source
        if not told.id:
            told = replace(told, id=ledger.free_id(slug(named)))
        document = replace(
            _made(told, named, before),
            capture=capture.digest,
            rendition=added.text.digest if added.text is not None else "",
        )
        work.fitting(ledger, [document])
        made[:] = [document]
        return [work.event(document)]

    work.keep(make)
    return made[0]


def _made(told: Described, named: str, before: Document | None) -> Document:
    """Return a document as it is described; what is not told stays as it was known."""
    keys: dict[str, object] = {
        "id": told.id,
        "kind": DocumentKind.OTHER.value,
        "title": " ".join(named.split())[:500] or told.id,
    }
    known = {} if before is None else entry_table(before)[1]
    made = read_entry("document", {**keys, **known, **dict(told.keys)}, {})
    if not isinstance(made, Document):  # pragma: no cover - asked for by name
        raise EntryError(sentence("no document"))
    return made


def _earlier(capture: Capture, before: Sequence[HeldCapture]) -> HeldCapture | None:
    source = capture.receipt.source
    found = [
        each
        for each in before
        if each.capture.receipt.source == source and each.capture.receipt.parent is None
    ]
    return found[-1] if found and capture.receipt.parent is None else None


def _changed(work: Casework, added: Added, earlier: HeldCapture | None) -> Iterator[Difference]:
    if earlier is None or earlier.capture.digest == added.capture.digest:
        return
    old = hear(work.store).texts.get(earlier.capture.digest)
    new = added.text
    if old is not None and new is not None:
        texts = (work.store.blobs.get(each.digest).decode() for each in (old, new))
        yield from differences(*texts)
