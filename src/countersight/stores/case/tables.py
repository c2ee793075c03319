"""The tables of a workspace.

``about``, ``entries`` and ``checkpoints`` are kept; the others are made of the entries and can
be made anew (``SqlLog.rebuild``).
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA: Final = MetaData()
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")  # the one that STRICT knows


def _table(name: str, *columns: Column[object] | Index) -> Table:
    return Table(name, METADATA, *columns, sqlite_strict=True)


def _text(name: str) -> Column[object]:
    return Column(name, Text(), nullable=False)


ABOUT: Final = _table("about", Column("name", Text(), primary_key=True), _text("value"))
"""What is true of the case as a whole: ``origin``, the name of its log, and ``projection``, by
which rules the tables that are made of the log were made."""

ENTRIES: Final = _table(
    "entries",
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    _text("line"),
    _text("latest"),
    Column("sealed", Text(), nullable=True),
)
"""The log. ``latest`` is the latest moment up to here; ``sealed`` is null once erased."""

CHECKPOINTS: Final = _table(
    "checkpoints",
    Column("size", _NUMBER, primary_key=True, autoincrement=False),
    _text("note"),
    Column("stamp", LargeBinary(), nullable=True),
    Column("authority", Text(), nullable=True),
)
"""Signed states of the log, with the answer of an authority of time where one was asked, and
the certificate (PEM) that it is checked with."""

ERASURES: Final = _table("erasures", Column("digest", Text(), primary_key=True))
"""Bytes that are to be removed; empty but for the moments of an erasure."""

NODES: Final = _table(
    "nodes",
    Column("place", _NUMBER, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(), nullable=False),
)
"""The hashes of the tree, as ``preserve.log.tree`` numbers them."""


def _entry() -> Column[object]:
    return Column(
        "number",
        _NUMBER,
        ForeignKey("entries.number"),
        primary_key=True,
        autoincrement=False,
    )


CAPTURES: Final = _table(
    "captures",
    _entry(),
    _text("digest"),
    Column("size", _NUMBER, nullable=False),
    _text("media_type"),
    _text("source"),
    _text("name"),
    Column("parent", Text(), nullable=True),
    Index("captures_by_digest", "digest"),
    Index("captures_by_source", "source"),
)

RENDITIONS: Final = _table(
    "renditions",
    _entry(),
    _text("capture"),
    Column("digest", Text(), nullable=True),
    Column("kind", Text(), nullable=True),
    _text("tool"),
    _text("version"),
    Column("code", Text(), nullable=True),
    Index("renditions_by_capture", "capture"),
)
"""What was made of captures; without a digest and with a code where nothing was made."""

SAID: Final = _table(
    "said",
    _entry(),
    _text("name"),
    _text("id"),
    Index("said_by_name", "name", "number"),
    Index("said_by_id", "id", "number"),
)
"""What each entry of the log speaks of: an entry of the case, by the name of its table and its
id; the case itself (``case``) or verdicts (``verdicts``), with no id."""

PROJECTED: Final = (NODES, CAPTURES, RENDITIONS, SAID)
TOLD: Final = (CAPTURES, RENDITIONS, SAID)
"""Those that are made of what entries say, and lose a row where one is erased."""
