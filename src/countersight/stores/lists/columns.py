"""Entries of a list as columns, and back: what is plain as it is, what is nested as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypedDict

import polars as pl

from countersight.ids import ListedId, ListId
from countersight.model.record import Origin
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind, ListedName, ListEntry, StatedTie

_TEXTS: Final = pl.List(pl.String)
_BETWEEN: Final = "\x1f"
"""Parts texts that stand behind one another (US, unit separator); none of them has it."""
_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "id": pl.String,
    "names": pl.String,
    "kind": pl.String,
    "part": pl.String,
    "countries": _TEXTS,
    "identifiers": _TEXTS,
    "programmes": _TEXTS,
    "reasons": _TEXTS,
    "listed": pl.String,
    "delisted": pl.String,
    "parents": pl.String,
    "reference": pl.String,
    "source": pl.String,
    "doubtful_days": pl.Boolean,
    "name": pl.String,
    "indexed": _TEXTS,
    "short": pl.Int32,
    "first": pl.Date,
    "begun": pl.Date,
    "open": pl.Date,
    "last": pl.Date,
    "file": pl.String,
    "member": pl.String,
    "row": pl.Int64,
    "pointer": pl.String,
}
SCHEMA: Final = pl.Schema(_COLUMNS)
"""``names`` and ``parents`` are JSON; ``indexed`` has the names that are looked for, ``short``
how many are too short for it; ``first`` and ``begun`` are the earliest and the latest day that
``listed`` may be, ``open`` and ``last`` those of ``delisted``."""
COMPARED: Final = (
    "names",
    "kind",
    "part",
    "countries",
    "identifiers",
    "programmes",
    "reasons",
    "listed",
    "delisted",
    "parents",
    "reference",
    "source",
    "doubtful_days",
)
"""Columns by which two editions of one entry differ; where it stands in the file is none."""


class _Tie(TypedDict, total=False):
    name: str
    role: str
    id: str
    percent: str
    since: str
    until: str


def frame_of(entries: Sequence[ListEntry]) -> pl.DataFrame:
    """Return entries as columns."""
    columns = zip(*map(_row, entries), strict=True) if entries else ((),) * len(SCHEMA)
    made = {
        name: _texts(cells) if kind == _TEXTS else pl.Series(cells, dtype=kind)
        for (name, kind), cells in zip(SCHEMA.items(), columns, strict=True)
    }
    return pl.DataFrame(made)


def _texts(cells: Sequence[Sequence[str]]) -> pl.Series:
    """Return lists of texts; made of joined texts, for a list at a time is far slower."""
    whole = pl.Series([_BETWEEN.join(each) for each in cells], dtype=pl.String)
    return pl.select(
        pl.when(whole != "").then(whole.str.split(_BETWEEN)).otherwise(pl.lit([], _TEXTS))
    ).to_series()


def _row(entry: ListEntry) -> tuple[object, ...]:
    origin = entry.origin
    indexed = entry.indexed
    looked_for = () if entry.kind is EntityKind.EQUIPMENT else indexed
    return (
        entry.id,
        names_json(entry.names),
        entry.kind.value,
        entry.part,
        entry.countries,
        entry.identifiers,
        entry.programmes,
        entry.reasons,
        _text(entry.listed),
        _text(entry.delisted),
        ties_json(entry.parents),
        entry.reference,
        entry.source,
        entry.doubtful_days,
        entry.name,
        [each.text for each in looked_for],
        len(entry.names) - len(indexed),
        *_edges(entry.listed),
        *_edges(entry.delisted),
        origin.file,
        origin.member,
        origin.row,
        origin.pointer,
    )


def _edges(day: PartialDate | None) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day that a date may be."""
    return (None, None) if day is None else (day.earliest, day.latest)


def _text(day: PartialDate | None) -> str | None:
    return None if day is None else day.text


def names_json(names: Sequence[ListedName]) -> str:
    """Return names as JSON: text, kind, and language and weakness where there are any."""
    told = [
        [each.text, each.kind.value, each.language, each.weak]
        if each.language or each.weak
        else [each.text, each.kind.value]
        for each in names
    ]
    return json.dumps(told, ensure_ascii=False)


def ties_json(ties: Sequence[StatedTie]) -> str:
    """Return ties as JSON; empty members are left out."""
    if not ties:
        return ""
    return json.dumps([_tie(each) for each in ties], ensure_ascii=False)


def _tie(tie: StatedTie) -> _Tie:
    found: _Tie = {"name": tie.name, "role": tie.role}
    if tie.id is not None:
        found["id"] = tie.id
    if tie.percent:
        found["percent"] = tie.percent
    if tie.since is not None:
        found["since"] = tie.since.text
    if tie.until is not None:
        found["until"] = tie.until.text
    return found


def ties_of(text: str | None) -> tuple[StatedTie, ...]:
    """Return ties out of JSON."""
    found: list[_Tie] = json.loads(text) if text else []
    return tuple(
        StatedTie(
            each.get("name", ""),
            each.get("role", ""),
            ListedId(each["id"]) if "id" in each else None,
            each.get("percent", ""),
            day_of(each.get("since")),
            day_of(each.get("until")),
        )
        for each in found
    )


def day_of(text: str | None) -> PartialDate | None:
    """Return a day out of text."""
    return None if text is None else PartialDate.parse(text)


def entries_of(frame: pl.DataFrame) -> Iterator[ListEntry]:
    """Yield the entries that columns hold."""
    for row in frame.iter_rows(named=True):
        yield _entry(row)


def _entry(row: Mapping[str, object]) -> ListEntry:
    def text(name: str) -> str:
        found = row[name]
        return found if isinstance(found, str) else ""

    def several(name: str) -> tuple[str, ...]:
        found = row[name]
        return tuple(found) if isinstance(found, list) else ()

    number = row["row"]
    return ListEntry(
        id=ListedId(text("id")),
        names=_names(text("names")),
        origin=Origin(
            text("file"),
            member=text("member") or None,
            row=number if isinstance(number, int) else None,
            pointer=text("pointer") or None,
        ),
        kind=EntityKind(text("kind")),
        part=ListId(text("part")) if row["part"] else None,
        countries=several("countries"),
        identifiers=several("identifiers"),
        programmes=several("programmes"),
        reasons=several("reasons"),
        listed=day_of(text("listed") or None),
        delisted=day_of(text("delisted") or None),
        parents=ties_of(text("parents")),
        reference=text("reference"),
        source=text("source"),
        doubtful_days=bool(row["doubtful_days"]),
    )


def _names(text: str) -> tuple[ListedName, ...]:
    return tuple(
        ListedName(name, NameKind(kind), *more) for name, kind, *more in json.loads(text)
    )
