"""Who wrote an article, and what says when it was published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_article_claims"
down_revision = "0007_reading"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the author and for the claims about the publication date."""
    op.add_column("article", sa.Column("author", sa.Text()))
    op.add_column("article", sa.Column("claims", sa.Text(), nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("article", "claims")
    op.drop_column("article", "author")
