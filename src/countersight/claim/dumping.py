"""A case is written as TOML that a person can read, edit, and compare in version control."""

import json
import re
from collections.abc import Iterator

from countersight.claim.kinds import Json
from countersight.claim.tables import (
    CLAIM,
    CONTRACT,
    DOCUMENT,
    HEAD,
    PARTY,
    PASSAGE,
    QUESTION,
    REVIEW,
    STATEMENT,
)
from countersight.ids import Sha256, canonical_json, digest
from countersight.model.casefile import Casefile, Claim, Entry, Question, Review, Statement
from countersight.model.contract import Contract, Party
from countersight.model.document import Document
from countersight.model.passage import Passage
from countersight.render.escaping import HIDDEN

_TABLES = (
    (Document, DOCUMENT),
    (Passage, PASSAGE),
    (Party, PARTY),
    (Contract, CONTRACT),
    (Statement, STATEMENT),
    (Claim, CLAIM),
    (Question, QUESTION),
    (Review, REVIEW),
)
_WIDE = 88
_BASIC = 0xFFFF
"""The last code point that four digits name."""


def dump(case: Casefile) -> str:
    """Return the file of a case; ``load`` makes the same case of it.

    >>> from countersight.ids import EntryId
    >>> print(dump(Casefile(EntryId("c"), "A camera")), end="")
    [case]
    id = "c"
    title = "A camera"
    """
    parts = ["\n".join(("[case]", *_lines(HEAD.write(case))))]
    for entry in case.entries():
        name, table = entry_table(entry)
        parts.append("\n".join((f"[[{name}]]", *_lines(table))))
    return "\n\n".join(parts) + "\n"


def as_tables(case: Casefile) -> dict[str, Json]:
    """Return what the file of a case says, as ``schema`` has it.

    >>> from countersight.ids import EntryId
    >>> as_tables(Casefile(EntryId("c"), "A camera"))
    {'case': {'id': 'c', 'title': 'A camera'}}
    """
    lists: dict[str, list[Json]] = {}
    for entry in case.entries():
        name, table = entry_table(entry)
        lists.setdefault(name, []).append(table)
    return {"case": HEAD.write(case), **lists}


def entry_table(entry: Entry) -> tuple[str, dict[str, Json]]:
    """Return the name of an entry's list, and its keys and values; ``read_entry`` reads them.

    >>> from countersight.ids import EntryId
    >>> from countersight.model.contract import PartyKind
    >>> entry_table(Party(EntryId("x"), "X", PartyKind.COMPANY))
    ('party', {'id': 'x', 'name': 'X', 'kind': 'company'})
    """
    table = next(table for kind, table in _TABLES if isinstance(entry, kind))
    return table.name, table.write(entry)


def entry_digest(entry: Entry) -> Sha256:
    """Return the digest of what an entry says: of its name, keys and values as JSON.

    >>> from countersight.ids import EntryId
    >>> from countersight.model.contract import PartyKind
    >>> entry_digest(Party(EntryId("x"), "X", PartyKind.COMPANY))[:8]
    '0432b3a5'
    """
    return digest(canonical_json(list(entry_table(entry))).encode())


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= _BASIC else f"\\U{number:08x}"


def _lines(table: dict[str, Json]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{key} = {_value(value, len(key) + 3)}"


def _value(value: Json, used: int = 0) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return HIDDEN.sub(_escaped, json.dumps(value, ensure_ascii=False))
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    parts = [_value(each) for each in value]
    row = f"[{', '.join(parts)}]"
    if len(row) + used <= _WIDE:
        return row
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
