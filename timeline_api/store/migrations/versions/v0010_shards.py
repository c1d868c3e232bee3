"""The ledger of shards that are read on many machines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_shards"
down_revision = "0009_copies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shard",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("leased_until", sa.BigInteger()),
        sa.Column("checksum", sa.String(26)),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="shard_pk"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("shard")
