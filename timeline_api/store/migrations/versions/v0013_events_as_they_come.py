"""Events in the order in which they come, on SQLite: a row is looked up by its place, and found by its number.

In order of number each event of a load changed a page of its own, since a row is a third of a page; what comes now
fills one page after the other, and only the indexes, whose rows are short, change everywhere. PostgreSQL keeps rows so
anyway.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0013_events_as_they_come"
down_revision = "0012_thin_evidence"
branch_labels = None
depends_on = None

_BY_NUMBER = "number INTEGER NOT NULL"  # by which SQLite keeps rows, as the type of the key reads INTEGER
_AS_THEY_COME = "number BIGINT NOT NULL"


def upgrade() -> None:
    """Let rows have a place apart from their number; those that are there stand in order of number."""
    _make_again(_BY_NUMBER, _AS_THEY_COME)


def downgrade() -> None:
    """Put rows in order of number."""
    _make_again(_AS_THEY_COME, _BY_NUMBER)


def _make_again(before: str, after: str) -> None:
    """Make the table of events anew, with another kind of number."""
    conn = op.get_bind()
    if conn.dialect.name != "sqlite":
        return
    made = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'event' AND sql IS NOT NULL ORDER BY type DESC"
    table, *indexes = conn.execute(text(made)).scalars()
    if table.count(before) != 1:
        raise ValueError(f"the table of events has no column {before!r}: {table}")
    op.execute("PRAGMA defer_foreign_keys = ON")  # what refers to events finds them again before the transaction ends
    op.execute("CREATE TABLE event_before AS SELECT * FROM event ORDER BY number")
    op.execute("DROP TABLE event")
    conn.exec_driver_sql(table.replace(before, after))
    op.execute("INSERT INTO event SELECT * FROM event_before ORDER BY number")
    op.execute("DROP TABLE event_before")
    for index in indexes:
        conn.exec_driver_sql(index)
