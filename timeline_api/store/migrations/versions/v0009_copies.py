"""Marks by which articles that are alike are found, and what is a copy of what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_copies"
down_revision = "0008_article_claims"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for both; articles that are there already get their marks when they come again changed."""
    op.create_table(
        "article_mark",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("mark", "article", name="article_mark_pk"),
        sa.ForeignKeyConstraint(["article"], ["article.number"], name="article_mark_article_fk", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("article_mark_by_article", "article_mark", ["article"])
    op.create_table(
        "article_copy",
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("original", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article", name="article_copy_pk"),
        sa.ForeignKeyConstraint(["article"], ["article.number"], name="article_copy_article_fk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["original"], ["article.number"], name="article_copy_original_fk", ondelete="CASCADE"),
    )
    op.create_index("article_copy_by_original", "article_copy", ["original"])


def downgrade() -> None:
    """Take both away."""
    op.drop_table("article_copy")
    op.drop_table("article_mark")
