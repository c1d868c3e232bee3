"""The JSON of an event, kept in its row; filled in after the steps for events that were there before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_event_record"
down_revision = "0002_keys_and_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it; empty stands for not written yet."""
    op.add_column("event", sa.Column("record", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("event", "record")
