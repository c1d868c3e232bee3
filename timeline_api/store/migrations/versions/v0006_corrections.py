"""What people have said of events, and when they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_corrections"
down_revision = "0005_counts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for corrections, for what stands for corrected events, and for their history."""
    op.create_table(
        "correction",
        sa.Column("event_id", sa.String(20), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("edtf", sa.Text()),
        sa.Column("hidden", sa.SmallInteger(), nullable=False),
        sa.Column("told_edtf", sa.Text(), nullable=False),
        sa.Column("told_first_day", sa.BigInteger()),
        sa.Column("told_last_day", sa.BigInteger()),
        sa.PrimaryKeyConstraint("event_id", name="correction_pk"),
    )
    op.create_table(
        "corrected_identity",
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("event_id", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="corrected_identity_pk"),
        sa.ForeignKeyConstraint(["event_id"], ["correction.event_id"], name="corrected_identity_event_id_fk"),
    )
    op.create_table(
        "event_change",
        sa.Column("event_id", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.String(8), nullable=False),
        sa.Column("key_name", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "number", name="event_change_pk"),
    )


def downgrade() -> None:
    """Take it all away."""
    for name in ("event_change", "corrected_identity", "correction"):
        op.drop_table(name)
