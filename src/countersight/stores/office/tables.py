"""The tables of an office; ``versions/`` makes them."""

from typing import Final

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

METADATA: Final = MetaData()
_NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")  # the one that STRICT knows


def _table(name: str, *columns: Column[object] | Index, rowid: bool = True) -> Table:
    return Table(name, METADATA, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


def _text(name: str, *, default: str | None = None) -> Column[object]:
    return Column(name, Text(), nullable=False, server_default=default)


def _number(name: str, *, default: str | None = None) -> Column[object]:
    return Column(name, _NUMBER, nullable=False, server_default=default)


def _id() -> Column[object]:
    return Column("id", _NUMBER, primary_key=True, autoincrement=True)


def _of_run() -> Column[object]:
    return Column("run", _NUMBER, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)


def _key(name: str) -> Column[object]:
    return Column(name, Text(), primary_key=True)


def _place(name: str) -> Column[object]:
    return Column(name, _NUMBER, primary_key=True, autoincrement=False)


SETTINGS: Final = _table("settings", _key("name"), _text("value"))

UPLOADS: Final = _table(
    "uploads", _id(), _text("digest"), _text("name"), _number("size"), _text("moment")
)
"""Each file as often as it was handed in; equal bytes are kept once."""

RUNS: Final = _table(
    "runs",
    _id(),
    Column("upload", _NUMBER, ForeignKey("uploads.id"), nullable=False),
    _text("asked"),
    _text("who"),
    _text("moment"),
    _text("counts", default="{}"),
    _text("lists", default="[]"),
    _number("batches", default="0"),
)

JOBS: Final = _table(
    "jobs",
    _of_run(),
    _text("state"),
    _number("done", default="0"),
    Column("total", _NUMBER, nullable=True),
    _text("said", default=""),
    _number("attempts", default="0"),
    _text("holder", default=""),
    _number("unwanted", default="0"),
    Index("jobs_by_state", "state", "run"),
)
"""Work to be done; ``holder`` is the process that does it."""

ANSWERS: Final = _table(
    "answers",
    _of_run(),
    _place("number"),
    _text("key"),
    _text("name"),
    _text("folded"),
    _text("state"),
    _text("judged"),
    Column("score", Double().with_variant(REAL(), "sqlite"), nullable=False),
    _text("place"),
    _text("told"),
    _number("waits", default="0"),
    Index("answers_waiting", "waits", text("run DESC"), text("score DESC"), "number"),
    Index("answers_by_score", "run", text("score DESC"), "number"),
    Index("answers_by_name", "run", "folded", "number", "score"),
    Index("answers_by_key", "key"),
)
"""What was told of each record; ``folded`` is the name as it is searched for, and ``waits`` is
1 where a person should look: a match or a review that nobody judged."""

FACETS: Final = _table(
    "facets",
    _of_run(),
    _key("facet"),
    _key("value"),
    _place("number"),
    Index("facets_of_answer", "run", "number"),
    rowid=False,
)
"""What answers are filtered by, a row a value and an answer."""

TALLIES: Final = _table(
    "tallies", _of_run(), _key("facet"), _key("value"), _number("many"), rowid=False
)
"""How many answers of a run have each value of a facet."""

MATCHES: Final = _table(
    "matches",
    _of_run(),
    _place("number"),
    _key("entity"),
    _text("name"),
    _text("alias"),
    _text("state"),
    _text("judged"),
    Column("score", Double().with_variant(REAL(), "sqlite"), nullable=False),
    _text("evidence"),
    _text("verdict", default=""),
    Index("matches_by_entity", "entity"),
)

PROBLEMS: Final = _table("problems", _of_run(), _place("number"), _text("told"))

REVIEWS: Final = _table(
    "reviews",
    _id(),
    _text("record"),
    _text("entity"),
    _text("verdict"),
    _text("reason"),
    _text("who"),
    _text("day"),
    Column("until", Text(), nullable=True),
    _text("evidence"),
    _text("moment"),
    _number("undone", default="0"),
    Index("reviews_by_match", "record", "entity", "id"),
)
"""Judgements; the latest that is not undone counts, and none is removed."""

AUDIT: Final = _table(
    "audit",
    _place("number"),
    _text("moment"),
    _text("who"),
    _text("what"),
    _text("about"),
    _text("before"),
    _text("after"),
    _text("previous"),
    _text("hash"),
)
"""Only added to: each line holds the hash of the one before (see ``work.office.auditing``)."""
