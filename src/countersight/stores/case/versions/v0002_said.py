"""What each entry of the log speaks of."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; whoever opens the case fills it from the log."""
    number = sa.Column(
        "number",
        _NUMBER,
        sa.ForeignKey("entries.number"),
        primary_key=True,
        autoincrement=False,
    )
    op.create_table(
        "said",
        number,
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("said_by_name", "said", ["name", "number"])
    op.create_index("said_by_id", "said", ["id", "number"])
