"""Beside each mark of an article its day and its numbers: of thousands that are made from one form only those of the
days are looked at, and of these only what can be a copy.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_marks_of_days"
down_revision = "0014_words_gathered"
branch_labels = None
depends_on = None

_UNDATED = 4_000_000
# Days since the one before 1 January of year 1, of the day that a date or a moment in ISO 8601 begins with.
_DAY = {
    "sqlite": "CAST(julianday(substr(published, 1, 10)) - 1721424.5 AS INTEGER)",
    "postgresql": "CAST(substr(published, 1, 10) AS date) - DATE '0001-01-01' + 1",
}


def upgrade() -> None:
    """Find the days; numbers are not known until an article comes again changed, and so rule nothing out."""
    day = f"CASE WHEN published IS NULL THEN {_UNDATED} ELSE {_DAY[op.get_bind().dialect.name]} END"
    more = [
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("numbers", sa.BigInteger(), nullable=False),
    ]
    rows = f"SELECT mark, article, {day}, 0 FROM kept JOIN article ON article.number = kept.article ORDER BY mark"
    _make_anew(more, ["mark", "day", "article"], f"INSERT INTO article_mark (mark, article, day, numbers) {rows}")


def downgrade() -> None:
    """Keep the marks alone."""
    _make_anew([], ["mark", "article"], "INSERT INTO article_mark (mark, article) SELECT mark, article FROM kept")


def _make_anew(more: list[sa.Column[int]], key: list[str], fill: str) -> None:
    """The table with other columns and another key, and its rows put back."""
    op.execute("CREATE TEMPORARY TABLE kept AS SELECT mark, article FROM article_mark")
    op.drop_table("article_mark")
    op.create_table(
        "article_mark",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        *more,
        sa.PrimaryKeyConstraint(*key, name="article_mark_pk"),
        sa.ForeignKeyConstraint(["article"], ["article.number"], name="article_mark_article_fk", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("article_mark_by_article", "article_mark", ["article"])
    op.execute(fill)
    op.execute("DROP TABLE kept")
