"""A case file is read: parsed, checked, and its passages tied to the words of held texts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

from countersight.catalogue.fields import Place, nearest, read_table
from countersight.cite import Readable, between, explained
from countersight.claim.checking import checked
from countersight.claim.kinds import MAX_LIST, Table
from countersight.claim.parsing import lines_of, parsed
from countersight.claim.tables import ENTRIES, HEAD, PASSAGE, PassageAsked
from countersight.errors import CatalogueError, EntryError
from countersight.ids import EntryId
from countersight.messages import joined, sentence
from countersight.model.argument import Predicate
from countersight.model.casefile import (
    Casefile,
    Claim,
    Entry,
    Question,
    Review,
    Statement,
)
from countersight.model.contract import Contract, Party
from countersight.model.document import Document
from countersight.model.passage import Absent, Anchored, Passage, Sought

_READERS: Final = {table.name: table.section() for table in ENTRIES}
T = TypeVar("T")


def load(
    text: str,
    renditions: Mapping[str, str],
    predicates: Mapping[str, Predicate],
    *,
    name: str = "case.toml",
) -> Casefile:
    r"""Return the case that a file tells.

    Args:
        text: the file.
        renditions: the held texts, by what ``file`` of a document calls them, or by their
            SHA-256.
        predicates: the vocabulary.
        name: how errors call the file.

    Raises:
        EntryError: an entry is wrong, or words stand twice or are reworded; the message names
            line, entry and key. Words that stand nowhere are an orphan, and no error.

    >>> text = '[case]\nid = "c"\ntitle = "A"\n[[party]]\nid = "x"\nname = "X"\nkind = "media"'
    >>> load(text, {}, {}).parties[0].name
    'X'
    """
    with _as_case_error():
        raw = parsed(text, name)
        entries = _Entries(raw, lines_of(text, raw), name)
        head = raw.get("case")
        if head is None:
            hint = sentence("Write [case] with id and title.")
            raise EntryError(sentence("{name}: has no table [case]", name=name), hint=hint)
        HEAD.section().read(head, Place(name, "[case]"))
        documents, texts = _read_documents(entries, renditions)
        passages = [
            tied(each, texts.get(each.document), entries.place(PASSAGE, number))
            for number, each in enumerate(entries.of(PASSAGE, PassageAsked))
        ]
        made = _case(head, documents, passages, entries)
        return checked(made, predicates, entries.where())


def read_entry(table: str, raw: object, texts: Mapping[EntryId, Readable]) -> Entry:
    """Return one entry of a case, from a table such as ``entry_table`` makes.

    Args:
        table: ``document``, ``passage``, ``party``, ``contract``, ``statement``, ``claim``,
            ``question`` or ``review``.
        raw: its keys and values, as TOML or JSON gives them.
        texts: the held texts, by document; passages are looked for in them.

    Raises:
        EntryError: the entry is wrong.

    >>> read_entry("party", {"id": "x", "name": "X", "kind": "company"}, {}).name
    'X'
    """
    if table not in _READERS:
        raise EntryError(
            sentence("{table!r} is no kind of entry", table=table),
            hint=nearest(table, _READERS),
        )
    with _as_case_error():
        found = _READERS[table].read(raw, Place(f"[[{table}]]"))
        if isinstance(found, PassageAsked):
            return tied(
                found,
                texts.get(found.document),
                Place(f'passage "{found.id}"'),
            )
        return cast("Entry", found)


def tied(asked: PassageAsked, text: Readable | None, place: Place) -> Passage:
    """Return a passage with its place; an orphan where the words stand nowhere.

    Raises:
        CatalogueError: the words stand twice, are reworded, or hold what nobody sees.
    """
    words = asked.words or f"{asked.first} ... {asked.last}"
    orphan = Passage(asked.id, asked.document, words, withdrawn=asked.withdrawn)
    if text is None:
        return orphan
    sought = _sought(asked, text, place)
    if isinstance(sought, Anchored):
        return Passage(
            asked.id,
            asked.document,
            sought.place.words,
            text.sha256,
            sought.place,
            asked.how or sought.how,
            asked.withdrawn,
        )
    if isinstance(sought, Absent):
        return orphan
    hint = sentence(
        "Copy the words from the text; where they stand twice, add prefix, suffix or start."
    )
    raise EntryError(joined(": ", (_label(place, "words"), explained(sought))), hint=hint)


def _sought(asked: PassageAsked, text: Readable, place: Place) -> Sought:
    with _value_errors(place.at("words")):
        if not asked.words:
            return between(text, asked.first, asked.last, prefix=asked.prefix)
        found = text.find(
            asked.words, prefix=asked.prefix, suffix=asked.suffix, start=asked.start
        )
        if asked.start is None or isinstance(found, Anchored):
            return found
        other = text.find(asked.words, prefix=asked.prefix, suffix=asked.suffix)
        if isinstance(other, Absent):
            return other
        what = sentence(
            "the words don't stand at {start}; {explained}",
            start=asked.start,
            explained=explained(other),
        )
        raise place.at("start").error(what, sentence("Mend start, or leave it out."))


@dataclass(frozen=True, slots=True)
class _Entries:
    """The lists of a parsed file."""

    raw: Mapping[str, object]
    lines: Mapping[str, list[int]]
    name: str

    def of(self, table: Table, kind: type[T]) -> list[T]:
        """Return the entries of one list."""
        section = _READERS[table.name]
        found = [
            section.read(each, self.place(table, number))
            for number, each in enumerate(self._list(table))
        ]
        return [each for each in found if isinstance(each, kind)]

    def place(self, table: Table, number: int) -> Place:
        """Return how errors call an entry: by line, list, and id."""
        lines = self.lines.get(table.name, [])
        line = f":{lines[number]}" if number < len(lines) else ""
        raw = self._list(table)[number]
        id_ = raw.get("id") if isinstance(raw, dict) else None
        label = f'"{id_}"' if isinstance(id_, str) and id_ else str(number + 1)
        return Place(f"{self.name}{line}", f"[[{table.name}]] {label}")

    def where(self) -> Callable[[EntryId], Place]:
        """Return a function that tells the place of an entry by its id."""
        places: dict[str, tuple[Table, int]] = {}
        for table in ENTRIES:
            for number, raw in enumerate(self._list(table)):
                id_ = raw.get("id") if isinstance(raw, dict) else None
                places[str(id_)] = (table, number)

        def of(id_: EntryId) -> Place:
            found = places.get(id_)
            return Place(self.name, id_) if found is None else self.place(*found)

        return of

    def _list(self, table: Table) -> list[object]:
        found = self.raw.get(table.name, [])
        place = Place(self.name, field=table.name)
        if not isinstance(found, list):
            raise place.error(
                sentence("is no list of tables"),
                sentence("Write it as [[{table}]].", table=table.name),
            )
        if len(found) > MAX_LIST:
            raise place.error(
                sentence("has more than {most} entries", most=MAX_LIST),
                sentence("Split the case."),
            )
        return found


def _read_documents(
    entries: _Entries, renditions: Mapping[str, str]
) -> tuple[list[Document], dict[EntryId, Readable]]:
    documents = entries.of(ENTRIES[0], Document)
    texts = {}
    for number, document in enumerate(documents):
        readable = _text_of(document, renditions, entries.place(ENTRIES[0], number))
        if readable is not None:
            texts[document.id] = readable
            documents[number] = replace(document, rendition=readable.sha256)
    return documents, texts


def _case(
    head: object, documents: list[Document], passages: list[Passage], entries: _Entries
) -> Casefile:
    _, _, party, contract, statement, claim, question, review = ENTRIES
    with _value_errors(Place(entries.name)):
        return Casefile(
            documents=tuple(documents),
            passages=tuple(passages),
            parties=tuple(entries.of(party, Party)),
            contracts=tuple(entries.of(contract, Contract)),
            statements=tuple(entries.of(statement, Statement)),
            claims=tuple(entries.of(claim, Claim)),
            questions=tuple(entries.of(question, Question)),
            reviews=tuple(entries.of(review, Review)),
            **{key: str(value) for key, value in read_table(head, Place("")).items()},  # type: ignore[arg-type]
        )


def _text_of(
    document: Document, renditions: Mapping[str, str], place: Place
) -> Readable | None:
    called = document.file or document.rendition
    if not called:
        return None
    text = renditions.get(called, renditions.get(document.rendition))
    if text is None:
        hint = sentence(
            "Put the text there, or leave out file and rendition: then it is not held."
        )
        raise place.at("file").error(
            sentence("the text {called!r} is not here", called=called), hint
        )
    readable = Readable(text)
    if document.rendition and document.rendition != readable.sha256:
        what = sentence("the text has another SHA-256: {sha256}", sha256=readable.sha256)
        raise place.at("rendition").error(
            what, sentence("The text has changed: find out why first.")
        )
    return readable


def _label(place: Place, field: str) -> str:
    return ": ".join(part for part in (place.file, place.entry, field) if part)


@contextmanager
def _as_case_error() -> Iterator[None]:
    try:
        yield
    except CatalogueError as wrong:
        raise EntryError(wrong.message, hint=wrong.hint) from wrong


@contextmanager
def _value_errors(place: Place) -> Iterator[None]:
    try:
        yield
    except ValueError as wrong:
        raise place.error(str(wrong), sentence("Mend the entry.")) from wrong
