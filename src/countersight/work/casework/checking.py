"""Whether a case still is what it was: every line, hash, signature and passage."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from countersight.cite import Readable, stands
from countersight.claim import Table, read_entry
from countersight.errors import CaseError
from countersight.ids import EntryId, Sha256
from countersight.messages import sentence
from countersight.model.event import Entry as LogEntry
from countersight.model.passage import Passage, PassageState
from countersight.model.proof import Flaw
from countersight.ports import CaseStore
from countersight.preserve.checking import check
from countersight.preserve.telling import capture_in
from countersight.work.casework.ledger import Told, documents_of, text_in, text_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what of it does not hold."""

    flaws: tuple[Flaw, ...]
    entries: int
    captures: int
    texts: int
    checkpoints: int
    passages: int
    """Found letter by letter at their places."""
    orphans: int
    entries_of_case: int

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws


def unopened(wrong: CaseError) -> Checked:
    """Return what is found of a case whose log can't even be opened."""
    return Checked((Flaw(wrong.code, "case", wrong.message),), 0, 0, 0, 0, 0, 0, 0)


def check_case(store: CaseStore) -> Checked:
    """Look at everything of a case again; nothing in it makes this fail."""
    flaws: list[Flaw] = []
    heard, found = _Heard(), _Passages(0, 0)
    told = heard.told
    try:
        flaws += check(store, heard.hear)
        flaws += _passages(store, told, found)
        checkpoints = sum(1 for _ in store.checkpoints())
    except CaseError as wrong:
        flaws.append(Flaw(wrong.code, "case", wrong.message))
        checkpoints = 0
    return Checked(
        tuple(flaws),
        told.size,
        heard.captures,
        len(heard.texts),
        checkpoints,
        found.placed,
        found.orphans,
        len(told.tables),
    )


@dataclass(slots=True)
class _Heard:
    """What a reading of the whole log comes to."""

    told: Told = field(default_factory=Told)
    captures: int = 0
    texts: set[Sha256] = field(default_factory=set)
    """Captures of which a text was made."""

    def hear(self, entry: LogEntry) -> None:
        """Hear one entry of the log."""
        self.told.hear(entry)
        self.captures += capture_in(entry) is not None
        text = text_in(entry)
        if text is not None:
            self.texts.add(text.capture)


@dataclass(slots=True)
class _Passages:
    placed: int
    orphans: int


def _passages(store: CaseStore, told: Told, found: _Passages) -> Iterator[Flaw]:
    documents = documents_of(told.tables.values())
    texts: dict[EntryId, Readable] = {}
    for table in told.tables.values():
        if table.name != "passage":
            continue
        try:
            id_ = EntryId(str(table.keys.get("document")))
            if id_ in documents and id_ not in texts:
                text = text_of(store.blobs, documents[id_])
                if text is not None:
                    texts[id_] = text
            yield from _passage(table, texts, found)
        except CaseError as wrong:
            yield Flaw("passage", table.id, wrong.message)


def _passage(table: Table, texts: dict[EntryId, Readable], found: _Passages) -> Iterator[Flaw]:
    passage = read_entry("passage", dict(table.keys), texts)
    if not isinstance(passage, Passage):
        return
    asked = table.keys.get("start")
    if passage.state is PassageState.ORPHAN:
        found.orphans += 1
        if asked is not None:
            yield Flaw(
                "passage", table.id, sentence("its words no longer stand where they stood")
            )
        return
    found.placed += 1
    text = texts[passage.document]
    if not stands(passage, text) or passage.place is None or passage.place.start != asked:
        yield Flaw("passage", table.id, sentence("its words no longer stand where they stood"))
