"""On SQLite, room for all words of a large transaction before the text index writes them out.

FTS5 does so whenever it has gathered a megabyte, and merges what it wrote with what is there: a transaction of 20,000
events left three or four parts of the index where one is enough. The room is taken only as far as words fill it.
"""

from __future__ import annotations

from alembic import op

revision = "0014_words_gathered"
down_revision = "0013_events_as_they_come"
branch_labels = None
depends_on = None

_TABLES = [f"event_search_{span_class}" for span_class in (*range(14), 30)]
_ROOM, _FTS5S_OWN = 16 << 20, 1 << 20  # bytes


def upgrade() -> None:
    """Make room."""
    _gather(_ROOM)


def downgrade() -> None:
    """Back to what FTS5 takes by itself."""
    _gather(_FTS5S_OWN)


def _gather(most: int) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            op.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {most})")
