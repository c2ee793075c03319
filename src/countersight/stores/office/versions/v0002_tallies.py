"""How many answers have each value, kept as they come; and indexes that answer pages whole."""

from typing import Final

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    TextClause,
    text,
)

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None

_NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of tallies of what is kept, and the indexes anew."""
    metadata = MetaData()
    Table("runs", metadata, Column("id", _NUMBER, primary_key=True))
    tallies = Table(
        "tallies",
        metadata,
        Column("run", _NUMBER, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        Column("facet", Text(), primary_key=True),
        Column("value", Text(), primary_key=True),
        Column("many", _NUMBER, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    tallies.create(op.get_bind())
    op.execute(
        "INSERT INTO tallies SELECT run, facet, value, count(*) FROM facets "
        "GROUP BY run, facet, value"
    )
    for name in ("answers_waiting", "answers_by_score"):
        op.drop_index(name, "answers")
    best: list[str | TextClause] = [text("run DESC"), text("score DESC"), "number"]
    op.create_index("answers_waiting", "answers", ["waits", *best])
    op.create_index("answers_by_score", "answers", ["run", text("score DESC"), "number"])
    op.create_index("answers_by_name", "answers", ["run", "folded", "number", "score"])
