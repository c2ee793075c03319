"""Files into a case: the bytes as they came, the text that was made of them, and an entry."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from countersight.claim import entry_table, read_entry
from countersight.errors import ConflictError, EntryError
from countersight.messages import sentence
from countersight.model.capture import Capture, HeldCapture
from countersight.model.document import Document, DocumentKind
from countersight.preserve.adding import Added, Adder, Batch, Reads
from countersight.preserve.adding import Document as Bytes
from countersight.preserve.differences import Difference, differences
from countersight.work.casework.bench import TRIES, Casework
from countersight.work.casework.register import Register

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

    Files are kept in batches: their bytes, then in one transaction of the log how they came,
    what was made of them, and which documents of the case they are.

    Raises:
        EntryError: what is said of a file can't be, or its document is held already.
        StoreError: the case can't be written.
    """
    register = work.register()
    begun = register.size
    _refuse(register, described)
    adder = Adder(work.store, reads, work.watch, work.by)
    for batch in adder.batches(files):
        work.store.blobs.put(batch.blobs)
        register, documents = _kept(work, register, batch, described)
        for (added, _), document in zip(batch.added, documents, strict=True):
            earlier = _earlier(register, added.capture, begun)
            yield Told(
                added, document, earlier, tuple(_changed(work, register, added, earlier))
            )


def slug(name: str) -> str:
    """Return an id made of a name.

    >>> slug("Letter of 2 April.PDF")
    'letter-of-2-april'
    """
    stem = name.rpartition(".")[0] or name
    return _APART.sub("-", stem.lower())[:_LONGEST].strip("-") or "document"


def _refuse(register: Register, described: Described) -> None:
    """Refuse what is said of a document that is held, or that can't be said of any."""
    before = _before(register, described)
    _made(Described(described.id or "x", described.keys), "x", before)


def _before(register: Register, described: Described) -> Document | None:
    """Return the document that is to become held; None where there is none yet."""
    if not described.id or not register.has(described.id):
        return None
    found = register.entry(described.id)
    if not isinstance(found, Document) or found.rendition or found.capture:
        hint = sentence(
            "Give this one an id of its own; passages stay with the text they stand in."
        )
        raise EntryError(
            sentence("{id!r} is held already, or is no document", id=described.id), hint=hint
        )
    return found


def _kept(
    work: Casework, register: Register, batch: Batch, described: Described
) -> tuple[Register, list[Document]]:
    """Say in the log what a batch holds; return what is there then, and the documents."""
    for _ in range(TRIES):
        documents = [_document(register, added, described) for added, _ in batch.added]
        events = [
            event
            for (_, told), document in zip(batch.added, documents, strict=True)
            for event in (*told, work.event(document))
        ]
        try:
            register.size += len(work.store.log.append(events, after=register.size))
        except ConflictError:
            register = work.register()
            continue
        work.store.checkpoint(register.size)
        return register, documents
    raise ConflictError(
        sentence("others wrote to the case {number} times in between", number=TRIES)
    )


def _document(register: Register, added: Added, described: Described) -> Document:
    capture, part = added.capture, added.capture.receipt.parent is not None
    told = Described(keys=(("kind", "other"),)) if part else described
    before = _before(register, told)
    named = capture.receipt.name or capture.receipt.source
    if not told.id:
        told = replace(told, id=register.free_id(slug(named)))
    document = replace(
        _made(told, named, before),
        capture=capture.digest,
        rendition=added.text.digest if added.text is not None else "",
    )
    return register.fitting(document)


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


def _earlier(register: Register, capture: Capture, begun: int) -> HeldCapture | None:
    """Return the capture of the same address that was there when the command began."""
    if capture.receipt.parent is not None:
        return None
    return register.captured(capture.receipt.source, begun)


def _changed(
    work: Casework, register: Register, added: Added, earlier: HeldCapture | None
) -> Iterator[Difference]:
    if earlier is None or earlier.capture.digest == added.capture.digest:
        return
    old, new = register.text(earlier.capture.digest), added.text
    if old is not None and new is not None:
        texts = (work.store.blobs.get(each.digest).decode() for each in (old, new))
        yield from differences(*texts)
