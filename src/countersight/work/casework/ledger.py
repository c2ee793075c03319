"""A case as its log tells it: the latest word on each entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from countersight.assess import Recorded, verdicts_in
from countersight.cite import Readable
from countersight.claim import Head, Table, assembled, head_in, read_entry, table_in
from countersight.errors import HoldingError, LogError
from countersight.ids import EntryId, Sha256
from countersight.messages import sentence
from countersight.model.capture import Rendition, RenditionKind
from countersight.model.casefile import Casefile, Entry
from countersight.model.document import Document
from countersight.model.event import Entry as LogEntry
from countersight.ports import BlobStore, CaseStore
from countersight.preserve.telling import derived_in

_CASE, _VERDICTS = "case", "verdicts"


@dataclass(slots=True)
class Told:
    """What the log tells, before anything is made of it."""

    size: int = 0
    head: Head | None = None
    tables: dict[str, Table] = field(default_factory=dict)
    """The latest word on each entry, in the order in which they were first named."""
    recorded: Recorded | None = None
    """The latest verdicts that were kept."""

    def hear(self, entry: LogEntry) -> None:
        """Hear one entry of the log."""
        self.size = entry.number + 1
        self.head = head_in(entry) or self.head
        table = table_in(entry)
        if table is not None:
            self.tables[table.id] = table
        self.recorded = verdicts_in(entry) or self.recorded


@dataclass(frozen=True, slots=True)
class Ledger:
    """A case, and what its log says of how it came about."""

    case: Casefile
    told: Told
    texts: Mapping[EntryId, Readable]
    """The held texts in which passages stand, by document."""

    @property
    def size(self) -> int:
        """Entries of the log."""
        return self.told.size

    def entry(self, id_: str) -> Entry | None:
        """Return an entry of the case; None where there is none of that id."""
        return next((each for each in self.case.entries() if each.id == id_), None)

    def document(self, id_: str) -> Document:
        """Return a document.

        Raises:
            HoldingError: there is none of that id.
        """
        found = self.entry(id_)
        if isinstance(found, Document):
            return found
        known = ", ".join(each.id for each in self.case.documents[:25])
        hint = (
            sentence("Documents: {known}.", known=known)
            if known
            else sentence("Add one with `countersight case add`.")
        )
        raise HoldingError(sentence("{id!r} is no document of the case", id=id_), hint=hint)

    def has(self, id_: str) -> bool:
        """Tell whether an entry of the case has that id."""
        return id_ in self.told.tables


def latest(store: CaseStore, stop: int | None = None) -> Told:
    """Return the latest word on the case, its entries, texts and verdicts.

    It is asked of what is made of the log; what was superseded is not read. The same comes of
    hearing every entry in turn (``Told.hear``).

    Args:
        store: the case.
        stop: the entry up to which the log counts, and without it.
    """
    end, asked = store.log.size() if stop is None else stop, store.projection
    alone = (asked.last(_CASE, end), asked.last(_VERDICTS, end))
    told = Told()
    for entry in store.log.pick([one for one in alone if one is not None]):
        told.hear(entry)
    for entry in store.log.pick(asked.latest(end)):
        told.hear(entry)
    told.size = end
    return told


def read_ledger(store: CaseStore, stop: int | None = None) -> Ledger:
    """Return the case as the log tells it, up to entry *stop* and without it.

    Raises:
        LogError: the log is damaged, or names no case.
        HoldingError: a text in which passages stand is not held, or is damaged.
        EntryError: an entry can't be used.
    """
    told = latest(store, stop)
    if told.head is None:
        hint = sentence("Name it with `countersight case new`.")
        raise LogError(sentence("the log does not say what the case is called"), hint=hint)
    documents = documents_of(told.tables.values())
    cited = {str(each.keys.get("document")) for each in told.tables.values()}
    texts = {
        each.id: text
        for each in documents.values()
        if each.id in cited and (text := text_of(store.blobs, each)) is not None
    }
    entries = (read_entry(each.name, dict(each.keys), texts) for each in told.tables.values())
    head = told.head
    case = assembled(EntryId(head.id), head.title, entries, note=head.note)
    return Ledger(case, told, texts)


def text_in(entry: LogEntry) -> Rendition | None:
    """Return the text that an entry of the log tells of; None where it tells of none."""
    derived = derived_in(entry)
    if isinstance(derived, Rendition) and derived.kind is RenditionKind.TEXT:
        return derived
    return None


def documents_of(tables: Iterable[Table]) -> dict[str, Document]:
    """Return the documents among entries, by id."""
    made = (
        read_entry(each.name, dict(each.keys), {}) for each in tables if each.name == "document"
    )
    return {each.id: each for each in made if isinstance(each, Document)}


def text_of(blobs: BlobStore, document: Document) -> Readable | None:
    """Return the text of a document; None where it has none.

    Raises:
        HoldingError: it is not held, or is damaged.
    """
    if not document.rendition:
        return None
    data = blobs.get(Sha256(document.rendition))
    try:
        return Readable(data.decode())
    except UnicodeDecodeError as wrong:
        raise HoldingError(
            sentence("{rendition}: is no text in UTF-8", rendition=document.rendition)
        ) from wrong
