"""The log, its tree, its checkpoints; captures and renditions."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _kept()
    _projected()


def _kept() -> None:
    op.create_table(
        "about",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "entries",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("latest", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_table(
        "erasures", sa.Column("digest", sa.Text(), primary_key=True), sqlite_strict=True
    )


def _projected() -> None:
    op.create_table(
        "nodes",
        sa.Column("place", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "captures",
        _entry(),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_index("captures_by_digest", "captures", ["digest"])
    op.create_index("captures_by_source", "captures", ["source"])
    op.create_table(
        "renditions",
        _entry(),
        sa.Column("capture", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_index("renditions_by_capture", "renditions", ["capture"])


def _entry() -> sa.Column[object]:
    return sa.Column(
        "number",
        _NUMBER,
        sa.ForeignKey("entries.number"),
        primary_key=True,
        autoincrement=False,
    )
