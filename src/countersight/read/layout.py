"""Which column of a table is which field, and what kind of record the table holds."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.errors import ColumnError
from countersight.messages import sentence
from countersight.model.record import RecordKind
from countersight.read import headers as words
from countersight.read.headers import FIELDS, PURPOSES, Meaning
from countersight.read.source import Options

Rows = Sequence[Sequence[str | None]]
"""Rows of cells; every row as long as the header."""

SEVERAL: Final = ("identifier", "classification")
"""Fields that may take more than one column."""
ANCHORS: Final = ("name", "maker", "brand", "model", "serial", "mac")
"""A table needs one of these, or an id of devices, or a description of components."""
NOTHING: Final = "nothing"
"""What a column is mapped to that is not to be read."""
_FACT: Final = "fact"
_THINGS: Final = (RecordKind.DEVICE, RecordKind.COMPONENT)


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column."""

    position: int
    header: str
    field: str
    scheme: str = ""
    kind: RecordKind | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out."""

    kind: RecordKind
    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    facts: tuple[Column, ...]
    currency: str | None = None
    """What the header of the amount says, where no column does."""

    @property
    def mapped(self) -> tuple[tuple[str, str], ...]:
        """Pairs of field and header."""
        return tuple((column.field, column.header) for column in self.columns) + tuple(
            (f"fact:{column.field}", column.header) for column in self.facts
        )

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that nothing is made of."""
        used = {column.position for column in (*self.columns, *self.facts)}
        return tuple(
            header for at, header in enumerate(self.headers) if header and at not in used
        )

    def position(self, field: str) -> int | None:
        """Return where the column of *field* stands."""
        return next((c.position for c in self.columns if c.field == field), None)


def lay_out(header: Sequence[str], sample: Rows, options: Options) -> Layout | None:
    """Lay out a table whose header row is *header*; None where it names nothing to screen.

    >>> found = lay_out(["Lieferant", "Land", "Farbe"], [], Options())
    >>> found.kind.value, found.mapped, found.ignored
    ('supplier', (('name', 'Lieferant'), ('country', 'Land')), ('Farbe',))

    Raises:
        ColumnError: the user's mapping names a field or a header that is not there.
    """
    said = tuple(_said(header, options))
    taken = {column.position for column in said}
    named = (column for column in said if column.scheme != _FACT and column.field != NOTHING)
    stated = (column for column in said if column.scheme == _FACT)
    facts = (*stated, *_facts(header, sample, taken))
    taken |= {column.position for column in facts}
    columns = _best([*named, *_guessed(header, taken)])
    if not _anchored(columns):
        return None
    kind = options.kind or _kind(columns, words.sign(header))
    amount = next((c for c in columns if c.field == "amount"), None)
    has_currency = any(c.field == "currency" for c in columns)
    told = words.currency(amount.header) if amount and not has_currency else None
    return Layout(kind, tuple(header), columns, facts, told)


def _said(header: Sequence[str], options: Options) -> Iterable[Column]:
    mapping, shown = options.mapping, options.shown
    for field, title in mapping:
        base, scheme = (*field.split(":", 1), "")[:2]
        known = (base in FIELDS and (not scheme or base in SEVERAL)) or field == NOTHING
        if not known and not (base == _FACT and scheme.isidentifier()):
            raise ColumnError(
                sentence(
                    "{field!r} is no field; {nearest}",
                    field=field,
                    nearest=nearest(field, FIELDS),
                )
            )
        at = _position(header, title)
        if at is None:
            raise ColumnError(
                sentence(
                    "there is no column {title!r}; {nearest}",
                    title=title,
                    nearest=nearest(title, map(shown, header)),
                )
            )
        if base == _FACT:
            yield Column(at, header[at], scheme, _FACT)
        else:
            yield Column(at, header[at], base, scheme, rank=-1)


def _position(header: Sequence[str], title: str) -> int | None:
    if title in header:
        return list(header).index(title)
    folded = [words.fold(cell) for cell in header]
    wanted = words.fold(title)
    return folded.index(wanted) if wanted and wanted in folded else None


def nearest(word: str, known: Iterable[str]) -> str:
    """Return words for a message: what is nearest to *word* among *known*.

    >>> nearest("nmae", ["name", "country"])
    "the nearest is 'name'"
    """
    names = [name for name in known if name]
    close = difflib.get_close_matches(word, names, n=1)
    listed = ", ".join(repr(name) for name in names[:20])
    return (
        sentence("the nearest is {close!r}", close=close[0])
        if close
        else sentence("there are {listed}", listed=listed or "none")
    )


def _facts(header: Sequence[str], sample: Rows, taken: set[int]) -> Iterable[Column]:
    seen: set[str] = set()
    for at, title in enumerate(header):
        name = words.fact(title)
        if name is None or name in seen or at in taken:
            continue
        if name == "purpose" and ":" not in title and not _closed(at, sample):
            continue
        seen.add(name)
        yield Column(at, title, name, _FACT)


def _closed(at: int, sample: Rows) -> bool:
    values = {row[at] for row in sample if at < len(row)} - {"", None}
    return bool(values) and values <= PURPOSES


def _guessed(header: Sequence[str], taken: set[int]) -> Iterable[Column]:
    for at, title in enumerate(header):
        found: Meaning | None = words.meaning(title) if title and at not in taken else None
        if found is not None:
            yield Column(at, title, found.field, found.scheme, found.kind, found.rank)


def _best(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return one column a field (several where that is meant), in the order of FIELDS."""
    kept: dict[str, list[Column]] = {}
    for column in sorted(columns, key=lambda column: (column.rank, column.position)):
        mine = kept.setdefault(column.field, [])
        several = column.field in SEVERAL and all(c.scheme != column.scheme for c in mine)
        if not mine or several:
            mine.append(column)
    return tuple(column for field in FIELDS for column in kept.get(field, ()))


def _anchored(columns: Iterable[Column]) -> bool:
    return any(column.field in ANCHORS or column.kind in _THINGS for column in columns)


def _kind(columns: Sequence[Column], signs: set[RecordKind]) -> RecordKind:
    fields = {column.field for column in columns}
    votes = signs | {column.kind for column in columns}
    if RecordKind.COMPONENT in votes:
        return RecordKind.COMPONENT
    bought = "name" in fields and votes & {RecordKind.AWARD, RecordKind.PAYMENT}
    if (RecordKind.DEVICE in votes and not bought) or "name" not in fields:
        return RecordKind.DEVICE
    if RecordKind.PAYMENT in votes and "amount" in fields:
        return RecordKind.PAYMENT
    if RecordKind.AWARD in votes:
        return RecordKind.AWARD
    return RecordKind.HOLDING if RecordKind.HOLDING in votes else RecordKind.SUPPLIER
