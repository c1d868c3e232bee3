"""Counts by facet of months and years beside those of all events, so that a range is told from few rows.

What is counted by facet is counted by period in the same rows: `level` and `start` have taken the place of `dated`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline_api.store.facets import recount_facets

revision = "0016_facets_by_period"
down_revision = "0015_marks_of_days"
branch_labels = None
depends_on = None

_VALUE = ("facet", "value", "name")
_ALL, _UNDATED = 8, 9


def upgrade() -> None:
    """Count everything anew."""
    op.drop_table("facet_count")
    _make(
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        *_value_columns(),
        key=("level", "start", *_VALUE),
    )
    recount_facets(op.get_bind())


def downgrade() -> None:
    """Keep the counts of all events alone."""
    wanted = f"SELECT * FROM facet_count WHERE level IN ({_ALL}, {_UNDATED})"
    op.execute(f"CREATE TEMPORARY TABLE kept AS {wanted}")
    op.drop_table("facet_count")
    dated = sa.Column("dated", sa.SmallInteger(), autoincrement=False, nullable=False)
    _make(*_value_columns(), dated, key=(*_VALUE, "dated"))
    op.execute(
        f"INSERT INTO facet_count ({', '.join(_VALUE)}, dated, events) "
        f"SELECT {', '.join(_VALUE)}, CASE level WHEN {_ALL} THEN 1 ELSE 0 END, events FROM kept"
    )
    op.execute("DROP TABLE kept")


def _value_columns() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in _VALUE]


def _make(*columns: sa.Column[int] | sa.Column[str], key: tuple[str, ...]) -> None:
    op.create_table(
        "facet_count",
        *columns,
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name="facet_count_pk"),
        sqlite_with_rowid=False,
    )
