"""What makes reading fast: finer classes of length, a text index for each, and counts by facet, which 0016 makes anew.

Who puts events in besides `batch.insert_batch` has to do all that it does: `insert_words` (by the class of a row),
`keep_changes`, `note_lengths` (a page looks at no class of which nothing is noted) and `keep_tally`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.lengths import renew_lengths
from timeline_api.store.search import render_tsvector

revision = "0007_reading"
down_revision = "0006_corrections"
branch_labels = None
depends_on = None

_COARSE = (1, 31, 366, 3653, 36525)
_FINE = (1, 4, 10, 31, 92, 184, 366, 731, 1461, 3653, 7305, 14610, 36525)
_COARSE_APART = {"undated": 9, "hidden": 8}
_FINE_APART = {"undated": 30, "hidden": 31}
_FINE_CLASSES = (*range(len(_FINE) + 1), _FINE_APART["undated"])
_EVERY = "\ua66e"  # a letter that each event has, so that all but some can be asked for
_BATCH = 5_000


def upgrade() -> None:
    """Class events anew, index their words anew, and make room for counts by facet."""
    op.add_column("generation", sa.Column("longest", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "facet_count",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("facet", "value", "name")),
        sa.Column("dated", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", "name", "dated", name="facet_count_pk"),
        sqlite_with_rowid=False,
    )
    conn = op.get_bind()
    if conn.dialect.name == "sqlite":
        op.execute("DROP TABLE event_search")
    _class_events(_FINE, _FINE_APART, _COARSE_APART)
    if conn.dialect.name == "sqlite":
        _index_each_class()
    else:
        _index_stems(conn)
    renew_lengths(conn)


def downgrade() -> None:
    """Take it all away, and class and index events as before. On PostgreSQL the index keeps its stems until an event
    changes: the version before finds the words that are stems of their own.
    """
    lite = op.get_bind().dialect.name == "sqlite"
    if lite:
        for span_class in _FINE_CLASSES:
            op.execute(f"DROP TABLE event_search_{span_class}")
            op.execute(f"DROP VIEW event_search_{span_class}_words")
    _class_events(_COARSE, _COARSE_APART, _FINE_APART)
    if lite:
        op.execute(
            "CREATE VIRTUAL TABLE event_search USING fts5(span_class, title, text, further_text, "
            "content='event', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute(
            "INSERT INTO event_search (rowid, span_class, title, text, further_text) "
            "SELECT number, span_class, title, text, further_text FROM event ORDER BY number"
        )
    op.drop_table("facet_count")
    op.drop_column("generation", "longest")


def _class_events(bounds: tuple[int, ...], apart: dict[str, int], before: dict[str, int]) -> None:
    """Class events by these bounds, given the numbers of the classes apart from them, now and before."""
    lengths = "".join(f"WHEN last_day - first_day < {days} THEN {of} " for of, days in enumerate(bounds))
    hidden = f"WHEN span_class = {before['hidden']} AND first_day IS NULL THEN {apart['hidden']}"
    undated = f"WHEN first_day IS NULL THEN {apart['undated']}"
    op.execute(f"UPDATE event SET span_class = CASE {hidden} {undated} {lengths} ELSE {len(bounds)} END")


def _index_each_class() -> None:
    columns = "every, title, text, further_text"
    for span_class in _FINE_CLASSES:
        table = f"event_search_{span_class}"
        op.execute(
            f"CREATE VIEW {table}_words AS SELECT number, '{_EVERY}' AS every, title, text, further_text "
            f"FROM event WHERE span_class = {span_class}"
        )
        op.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, content='{table}_words', content_rowid='number', "
            "columnsize=0, tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            f"INSERT INTO {table} (rowid, {columns}) SELECT number, {columns} FROM {table}_words ORDER BY number"
        )


def _index_stems(conn: sa.Connection) -> None:
    conn.execute(sa.text("DELETE FROM event_search"))
    past = conn.scalar(sa.text("SELECT min(number) - 1 FROM event"))
    page = sa.text(
        "SELECT number, title, text, further_text FROM event WHERE number > :past ORDER BY number LIMIT :most"
    )
    while rows := conn.execute(page, {"past": past, "most": _BATCH}).all():
        insert_tuples(conn, "event_search", ("number", "words"), [(row[0], render_tsvector(*row[1:])) for row in rows])
        past = rows[-1][0]
