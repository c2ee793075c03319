"""What must go is erased wherever the case keeps it, and its place and the reason stay.

Gone are the bytes of a document with what was made of it, the words that were cited from it,
and what repeats or retells them: the words in which an entry says what it rests on, and the
cited words in whatever was said of the case. Entries stay, told again without these words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from countersight.claim import Head, Table, head_event, head_in, read_entry, table_in
from countersight.claim.kinds import ID_FORM, MAX_ID
from countersight.errors import ConflictError, EntryError
from countersight.ids import EntryId, EntryNumber, Sha256
from countersight.messages import sentence
from countersight.model.casefile import Entry
from countersight.model.document import Document
from countersight.model.event import Entry as LogEntry
from countersight.model.event import Event, JsonValue
from countersight.model.passage import Passage
from countersight.preserve.redacting import Erased, What, redact, with_what_came_of_them
from countersight.work.casework.bench import TRIES, Casework
from countersight.work.casework.ledger import Ledger

ERASED: Final = "[erased]"
"""Stands where words stood."""
_RETELLS: Final = frozenset({"says", "note"})
"""Keys of an entry whose words retell what it rests on."""
_SURE: Final = 3
"""Words from which on a passage is looked for in everything; fewer are everybody's words."""
_WORD: Final = re.compile(r"\w+")
_Words: TypeAlias = "re.Pattern[str]"


@dataclass(frozen=True, slots=True)
class Redacted:
    """What an erasure did to a case."""

    erased: Erased
    documents: tuple[EntryId, ...]
    """Documents whose bytes went: the one named, its parts, and others of its bytes."""
    retold: tuple[EntryId, ...]
    """Entries that stay and lost words."""
    elsewhere: tuple[EntryId, ...]
    """Documents that are held, and have the erased words too."""


def redact_from(work: Casework, document: str, why: str) -> Redacted:
    """Erase a document, what was made of it, and its words wherever the case repeats them.

    Entries that rest on it stay, without the words in which they retell it; the document and
    its passages are withdrawn with the reason. All this is one transaction of the log.

    Raises:
        EntryError: no reason is given.
        HoldingError: there is no such document.
        StoreError: the case can't be written.
    """
    if not why.strip():
        raise EntryError(sentence("nothing is erased without a reason"))
    for _ in range(TRIES):
        ledger = work.read()
        plan = _planned(work, ledger, ledger.document(document))
        told = plan.told(why)
        what = What(
            why,
            work.by,
            tuple(sorted(plan.digests)),
            tuple(plan.numbers),
            tuple(told),
            ledger.size,
        )
        try:
            erased = redact(work.store, what, watch=work.watch)
        except ConflictError:
            continue
        work.store.checkpoint()
        gone = {*plan.documents, *plan.passages}
        retold = tuple(EntryId(each) for each in plan.tables if each not in gone)
        return Redacted(erased, tuple(plan.documents), retold, tuple(plan.elsewhere()))
    raise ConflictError(
        sentence("others wrote to the case {number} times in between", number=TRIES)
    )


@dataclass(slots=True)
class _Plan:
    """What is to go, and what is to be told of it."""

    work: Casework
    ledger: Ledger
    digests: set[Sha256]
    documents: dict[EntryId, Document]
    passages: dict[EntryId, Passage]
    numbers: list[EntryNumber] = field(default_factory=list)
    """Entries of the log whose words go."""
    tables: dict[str, Table] = field(default_factory=dict)
    """The latest word on each entry of the case that is to be told again."""
    head: Head | None = None

    @property
    def words(self) -> list[_Words]:
        """The cited words that are looked for in everything."""
        found = (_sought(each.words) for each in self.passages.values())
        return [pattern for count, pattern in found if count >= _SURE]

    def told(self, why: str) -> Iterator[Event]:
        """Yield the events that tell again what may stay."""
        if self.head is not None:
            said = self.work.watch.now()
            yield head_event(_bare_head(self.head, self.words), at=said, by=self.work.by)
        every = [_sought(each.words)[1] for each in self.passages.values()]
        for table in self.tables.values():
            yield self.work.event(self._bare(table, every, f"erased: {why}"))

    def _bare(self, table: Table, words: Sequence[_Words], why: str) -> Entry:
        id_ = EntryId(table.id)
        if id_ in self.documents:
            return _bare_document(self.documents[id_], why)
        if id_ in self.passages:
            return Passage(id_, self.passages[id_].document, "erased", withdrawn=why)
        if self.judges(table):
            judged = {**table.keys, "id": table.id, "reason": "erased", "withdrawn": why}
            judged.pop("saw", None)
            return read_entry(table.name, judged, {})
        rests = self.rests(table)
        keys = {
            key: _without(value, words if rests else self.words)
            for key, value in table.keys.items()
            if not (rests and key in _RETELLS)
        }
        texts = {
            each: text for each, text in self.ledger.texts.items() if each not in self.documents
        }
        return read_entry(table.name, {**keys, "id": table.id}, texts)

    def rests(self, table: Table) -> bool:
        """Tell whether an entry names an erased passage, or as its source a document."""
        ids = set(_texts(table.keys))
        return bool(ids & self.passages.keys() or table.keys.get("source") in self.documents)

    def judges(self, table: Table) -> bool:
        """Tell whether an entry is a person's review of what is erased: its reason goes too."""
        gone = {*self.documents, *self.passages}
        return table.name == "review" and table.keys.get("of") in gone

    def elsewhere(self) -> Iterator[EntryId]:
        """Yield the documents that stay and have the erased words too."""
        words = self.words
        for each in self.ledger.case.documents:
            if each.id not in self.documents and each.rendition:
                text = self.work.store.blobs.get(Sha256(each.rendition)).decode()
                if any(pattern.search(text) for pattern in words):
                    yield each.id


def _planned(work: Casework, ledger: Ledger, named: Document) -> _Plan:
    begun = {Sha256(each) for each in (named.capture, named.rendition) if each}
    digests = with_what_came_of_them(work.store, begun)
    documents = {
        each.id: each
        for each in ledger.case.documents
        if each.id == named.id or each.capture in digests or each.rendition in digests
    }
    passages = {each.id: each for each in ledger.case.passages if each.document in documents}
    plan = _Plan(work, ledger, digests, documents, passages)
    words = plan.words
    spoken = {
        id_
        for id_, table in ledger.told.tables.items()
        if plan.rests(table) or plan.judges(table)
    }
    spoken |= {*documents, *passages}
    for entry in work.store.log.entries(0, ledger.size):
        _hear(plan, entry, words, spoken)
    plan.tables = {id_: ledger.told.tables[id_] for id_ in ledger.told.tables if id_ in spoken}
    return plan


def _hear(plan: _Plan, entry: LogEntry, words: Sequence[_Words], spoken: set[str]) -> None:
    """Note an entry whose words are to go; *spoken* grows by what is to be told again."""
    if entry.event is None:
        return
    table, head = table_in(entry), head_in(entry)
    if table is not None and table.id not in spoken and _stands_elsewhere(table):
        return
    repeats = any(
        pattern.search(text)
        for text in _texts(entry.event.body)
        if not _is_id(text)
        for pattern in words
    )
    if not repeats and (table is None or table.id not in spoken):
        return
    plan.numbers.append(entry.number)
    if head is not None:
        plan.head = plan.ledger.told.head
    if table is not None:
        spoken.add(table.id)


def _stands_elsewhere(table: Table) -> bool:
    """Tell whether an entry is a passage that was found in a text: of a document that stays."""
    return table.name == "passage" and table.keys.get("start") is not None


def _sought(words: str) -> tuple[int, _Words]:
    """Return how many words there are, and what finds them however they are set apart."""
    parts = _WORD.findall(words)
    inner = r"\W+".join(re.escape(part) for part in parts) or r"(?!)"
    return len(parts), re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def _without(value: JsonValue, words: Sequence[_Words]) -> JsonValue:
    match value:
        case str():
            return value if _is_id(value) else _scrubbed(value, words)
        case Mapping():
            return {key: _without(one, words) for key, one in value.items()}
        case bool() | int() | float() | None:
            return value
        case _:
            return [_without(one, words) for one in value]


def _scrubbed(text: str, words: Sequence[_Words]) -> str:
    for pattern in words:
        text = pattern.sub(ERASED, text)
    return text


def _is_id(text: str) -> bool:
    """Tell whether a text has the form of an id; what refers to an entry is left alone."""
    return len(text) <= MAX_ID and re.fullmatch(ID_FORM, text) is not None


def _texts(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case bool() | int() | float() | None:
            return
        case _:
            for one in value:
                yield from _texts(one)


def _bare_head(head: Head, words: Sequence[_Words]) -> Head:
    title, note = (_scrubbed(each, words) for each in (head.title, head.note))
    return Head(head.id, title, note)


def _bare_document(document: Document, why: str) -> Document:
    return replace(
        document,
        title="erased",
        address="",
        file="",
        capture="",
        rendition="",
        note="",
        withdrawn=why,
    )
