"""What is said of a case: entries with the keys of a case file, written ``KEY=VALUE``."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from countersight.catalogue.fields import nearest
from countersight.claim import entry_table, read_entry
from countersight.claim.kinds import Json
from countersight.claim.parts import REPLY
from countersight.claim.tables import ENTRIES
from countersight.errors import EntryError
from countersight.messages import sentence
from countersight.model.casefile import Entry
from countersight.model.event import Entry as LogEntry
from countersight.model.event import Event, EventKind
from countersight.work.casework.bench import Casework
from countersight.work.casework.citing import next_id
from countersight.work.casework.ledger import Ledger

LETTERS: Final = {"statement": "s", "claim": "c", "question": "q", "contract": "k"}
"""With what the ids of entries begin that were given none."""
_APART: Final = frozenset({"passage", "review"})
TABLES: Final = {table.name: table for table in ENTRIES if table.name not in _APART}
"""Entries that can be stated; a passage is cited, and a review is given."""
_Keys: TypeAlias = tuple[str, Mapping[str, object]]
"""Name of an entry's list, and what is said of the entry."""
_OF_BYTES: Final = frozenset({"file", "capture", "rendition"})


def state(work: Casework, table: str, pairs: Sequence[str]) -> tuple[Entry, LogEntry | None]:
    """Say something of a case: a new entry, or new values for one that is there.

    Keys that are not named stay as they are; ``KEY=`` takes a key away. Nothing is said where
    nothing changes; then no entry of the log comes back.

    Raises:
        EntryError: a key or a value is wrong, or what the entry refers to is not there.
    """
    if table not in TABLES:
        raise EntryError(
            sentence("{table!r} can't be stated", table=table), hint=nearest(table, TABLES)
        )

    def what(ledger: Ledger) -> _Keys:
        keys: dict[str, object] = dict(read_pairs(table, pairs))
        if "id" not in keys and table in LETTERS:
            keys["id"] = next_id(ledger, LETTERS[table])
        return table, keys

    return _say(work, what)


def answer(
    work: Casework, question: str, pairs: Sequence[str]
) -> tuple[Entry, LogEntry | None]:
    """Say what a reply does with a question.

    Raises:
        EntryError: there is no such question, or the reply is wrong.
    """

    def what(ledger: Ledger) -> _Keys:
        keys = dict(entry_table(_there(ledger, question))[1])
        before = keys.get("replies")
        reply = {key: value for key, value in _values("reply", pairs).items() if value != ""}
        keys["replies"] = [*(before if isinstance(before, list) else []), reply]
        return "question", keys

    return _say(work, what)


def link(work: Casework, entry: str, key: str, other: str) -> tuple[Entry, LogEntry | None]:
    """Have one entry refer to another by a key: one more of a list, or the one that it is.

    Raises:
        EntryError: one of the two is not there, or the key refers to nothing of the kind.
    """

    def what(ledger: Ledger) -> _Keys:
        _there(ledger, other)
        table, found = entry_table(_there(ledger, entry))
        before = found.get(key)
        value: Json = other
        if _shape(table, key) == "array":
            value = [*(before if isinstance(before, list) else []), other]
        return table, {**found, key: value}

    return _say(work, what, EventKind.LINK)


def _there(ledger: Ledger, id_: str) -> Entry:
    found = ledger.entry(id_)
    if found is None:
        hint = nearest(id_, ledger.told.tables)
        raise EntryError(sentence("{id!r} is no entry of the case", id=id_), hint=hint)
    return found


def _say(
    work: Casework, what: Callable[[Ledger], _Keys], kind: EventKind | None = None
) -> tuple[Entry, LogEntry | None]:
    made: list[Entry] = []

    def make(ledger: Ledger) -> Sequence[Event]:
        table, keys = what(ledger)
        before = ledger.entry(str(keys.get("id", "")))
        known = entry_table(before)[1] if before is not None else {}
        whole = {key: value for key, value in {**known, **keys}.items() if value != ""}
        entry = read_entry(table, whole, ledger.texts)
        made[:] = [entry]
        if entry == before:
            return ()
        work.fitting(ledger, [entry])
        return [work.event(entry, kind)]

    kept = work.keep(make)
    return made[0], kept[0] if kept else None


def read_pairs(table: str, pairs: Iterable[str]) -> dict[str, Json]:
    """Return the keys and values of an entry; a value is read as its key asks.

    Lists are parted by commas; tables are written as TOML.

    >>> read_pairs("party", ["id=x", "of=a,b", "name=X Ltd"])
    {'id': 'x', 'of': ['a', 'b'], 'name': 'X Ltd'}

    Raises:
        EntryError: a part is no ``KEY=VALUE``, or is of the bytes of a document.
    """
    found = _values(table, pairs)
    for key in _OF_BYTES & found.keys():
        hint = sentence("Add a file with `countersight case add FILE --as ID`.")
        raise EntryError(sentence("{key} can't be stated", key=key), hint=hint)
    return found


def _values(table: str, pairs: Iterable[str]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or not key:
            hint = sentence("Write each as KEY=VALUE, with the keys of a case file.")
            raise EntryError(sentence("{pair!r} is no KEY=VALUE", pair=pair[:80]), hint=hint)
        found[key] = _value(_shape(table, key), key, text)
    return found


def _shape(table: str, key: str) -> str:
    keys = REPLY.keys if table == "reply" else TABLES[table].keys if table in TABLES else ()
    shape = next((each.kind.schema.get("type") for each in keys if each.name == key), "string")
    return shape if isinstance(shape, str) else "string"


def _value(shape: str, key: str, text: str) -> Json:
    if not text:
        return ""
    if shape == "array" and text[0] != "[":
        return [part.strip() for part in text.split(",")]
    if shape not in {"array", "object", "integer", "boolean"}:
        return text
    try:
        made: Json = tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise EntryError(
            sentence(
                "{key}: {text!r} is no TOML: {wrong}", key=key, text=text[:80], wrong=wrong
            )
        ) from wrong
    return made
