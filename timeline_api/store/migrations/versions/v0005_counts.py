"""How many events begin and end on each day, month, year and century, kept as they come and go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline_api.store.counts import count_in

revision = "0005_counts"
down_revision = "0004_filters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and count the events that are there."""
    op.create_table(
        "day_count",
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("level", "start", name="day_count_pk"),
        sqlite_with_rowid=False,
    )
    conn = op.get_bind()
    spans = conn.execute(sa.text("SELECT first_day, last_day FROM event WHERE first_day IS NOT NULL"))
    count_in(conn, (tuple(span) for span in spans))


def downgrade() -> None:
    """Take it away."""
    op.drop_table("day_count")
