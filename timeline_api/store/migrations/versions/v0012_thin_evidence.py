"""Evidence that leaves its words to its event, where it is all the evidence there is: they were kept twice.

What was prepared elsewhere needs no explanation either: it follows from its place and its words.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_thin_evidence"
down_revision = "0011_feeds_and_jobs"
branch_labels = None
depends_on = None

_WORDS = ("precision", "qualifier", "basis", "timex", "date_text", "title", "text")
_OF_EVENT = "FROM event WHERE event.number = evidence.event"
_SAME = " AND ".join(f"evidence.{name} = event.{name}" for name in _WORDS)
_PREPARED = 'explanation LIKE \'{"rule":"prepared",%,"extractor":"prepared"}\''
_QUOTED = {"sqlite": "json_quote(date_text)", "postgresql": "CAST(to_json(date_text) AS text)"}
_EXPLAINED = (
    '\'{{"rule":"prepared","start":\' || char_start || \',"end":\' || char_end || \',"text":\' || {} || '
    '\',"anchor":null,"steps":[],"extractor":"prepared"}}\''
)


def upgrade() -> None:
    """Let it, and take out what is kept twice."""
    _set_nullable(True)
    op.execute("UPDATE evidence SET explanation = NULL WHERE " + _PREPARED.replace(":", "\\:"))
    nothing = ", ".join(f"{name} = NULL" for name in _WORDS)
    op.execute(f"UPDATE evidence SET {nothing} {_OF_EVENT} AND event.source_count = 1 AND {_SAME}")


def downgrade() -> None:
    """Put everything back."""
    said = ", ".join(f"{name} = event.{name}" for name in _WORDS)
    op.execute(f"UPDATE evidence SET {said} {_OF_EVENT} AND evidence.text IS NULL")
    explained = _EXPLAINED.format(_QUOTED[op.get_bind().dialect.name]).replace(":", "\\:")
    op.execute(f"UPDATE evidence SET explanation = {explained} WHERE explanation IS NULL")
    _set_nullable(False)


def _set_nullable(nullable: bool) -> None:
    with op.batch_alter_table("evidence") as batch:
        for name in (*_WORDS, "explanation"):
            batch.alter_column(name, existing_type=sa.Text(), nullable=nullable)
