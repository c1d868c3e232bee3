"""When a key was last used, and answers kept for callers who ask again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_keys_and_answers"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for both."""
    op.add_column("api_key", sa.Column("last_used_at", sa.BigInteger()))
    op.create_table(
        "kept_answer",
        sa.Column("caller", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(26), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "name", name="kept_answer_pk"),
    )
    op.create_index("kept_answer_by_expiry", "kept_answer", ["expires_at"])


def downgrade() -> None:
    """Take both away."""
    op.drop_table("kept_answer")
    op.drop_column("api_key", "last_used_at")
