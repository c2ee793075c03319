"""What is there under an id, a source or a digest: asked one by one, and nothing read besides.

It is for commands that add a little to a case that may be large; what they refer to is looked
up in what is made of the log.
"""

from dataclasses import dataclass, field

from countersight.claim import read_entry, table_in
from countersight.errors import EntryError, HoldingError
from countersight.ids import EntryId, Sha256
from countersight.messages import sentence
from countersight.model.capture import HeldCapture, Rendition
from countersight.model.contract import Party
from countersight.model.document import Document
from countersight.ports import CaseStore
from countersight.preserve.telling import capture_in
from countersight.work.casework.ledger import text_in


@dataclass(slots=True)
class Register:
    """A case at one size of its log, and ids that were given out since."""

    store: CaseStore
    size: int
    _ids: dict[str, set[str]] = field(default_factory=dict)
    """Ids that are taken, by how they start."""
    _counted: dict[str, int] = field(default_factory=dict)
    """The last number that was given to ids of one start."""

    def entry(self, id_: str) -> Document | Party | None:
        """Return a document or a party as it was told last; None where there is none."""
        numbers = self.store.projection.told(id_)
        for found in self.store.log.pick(numbers[-1:]):
            table = table_in(found)
            if table is not None and table.name in {"document", "party"}:
                entry = read_entry(table.name, dict(table.keys), {})
                return entry if isinstance(entry, Document | Party) else None
        return None

    def has(self, id_: str) -> bool:
        """Tell whether an entry of the case has that id."""
        start = id_.rstrip("0123456789")
        if start not in self._ids:
            self._ids[start] = set(self.store.projection.ids(start))
        return id_ in self._ids[start]

    def free_id(self, start: str) -> EntryId:
        """Return an id that nothing has, and have it taken: *start*, or with a number."""
        id_, number = start, self._counted.get(start, 1)
        while self.has(id_):
            number += 1
            id_ = f"{start}-{number}"
        self._counted[start] = number
        self._ids[id_.rstrip("0123456789")].add(id_)
        return EntryId(id_)

    def document(self, id_: str) -> Document:
        """Return a document.

        Raises:
            HoldingError: there is none of that id.
        """
        found = self.entry(id_)
        if isinstance(found, Document):
            return found
        hint = sentence("`countersight case show` tells which there are; `case add` adds one.")
        raise HoldingError(sentence("{id!r} is no document of the case", id=id_), hint=hint)

    def fitting(self, document: Document) -> Document:
        """Return a document, if what it refers to is there.

        Raises:
            EntryError: it is not.
        """
        named = {"by": document.by, "to": document.to, "cited_in": document.cited_in}
        for key, ids in named.items():
            kind = Document if key == "cited_in" else Party
            for id_ in ids:
                if not isinstance(self.entry(id_), kind):
                    what = sentence(
                        "document {id}: {key}: {other!r} is no {many}",
                        id=document.id,
                        key=key,
                        other=id_,
                        many=kind.__name__.lower(),
                    )
                    raise EntryError(
                        sentence("{what} of the case", what=what),
                        hint=sentence("State it first."),
                    )
        return document

    def captured(self, source: str, stop: int) -> HeldCapture | None:
        """Return the latest capture of *source* before entry *stop*; None for none."""
        number = self.store.projection.captured(source, stop)
        found = self.store.log.pick([] if number is None else [number])
        return next((capture_in(each) for each in found), None)

    def text(self, capture: Sha256) -> Rendition | None:
        """Return the text that was made of a capture; None where there is none."""
        found = self.store.log.pick(self.store.projection.texts(capture))
        return next((text_in(each) for each in found), None)
