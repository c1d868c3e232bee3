"""Articles, events, their evidence, keys, and the text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


_AS_GIVEN = ("document_id", "url", "source", "title", "language", "published")


def upgrade() -> None:
    """Make everything."""
    _create_article()
    _create_event()
    _create_evidence()
    _create_api_key()
    _create_generation()
    _create_search()


def downgrade() -> None:
    """Take everything away."""
    for name in ("event_search", "generation", "api_key", "evidence", "event", "article"):
        op.drop_table(name)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _moment(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _create_article() -> None:
    op.create_table(
        "article",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        *(_text(name, nullable=True) for name in ("document_id", "url", "source", "title", "language", "published")),
        _text("tags"),
        _text("text"),
        sa.Column("content_hash", sa.String(26), nullable=False),
        _text("extractor"),
        _moment("created_at"),
        _moment("updated_at"),
        sa.PrimaryKeyConstraint("number", name="article_pk"),
        sa.UniqueConstraint("id", name="article_id_key"),
    )
    op.create_index("article_by_source", "article", ["source"])


def _create_event() -> None:
    said = ("edtf", "precision", "qualifier", "basis", "timex", "date_text", "title", "text", "further_text")
    op.create_table(
        "event",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("span_class", sa.SmallInteger(), nullable=False),
        sa.Column("first_day", sa.BigInteger()),
        sa.Column("last_day", sa.BigInteger()),
        *(_text(name) for name in said),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("source_count", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("updated_at"),
        sa.PrimaryKeyConstraint("number", name="event_pk"),
        sa.UniqueConstraint("id", name="event_id_key"),
        sa.CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="event_days_together"),
    )
    op.create_index("event_by_span", "event", ["span_class", "number", "last_day"])


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("event", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("article", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        *(_text(name) for name in ("precision", "qualifier", "basis", "timex", "date_text", "title", "text")),
        sa.Column("confidence", sa.Float(), nullable=False),
        _text("explanation"),
        sa.PrimaryKeyConstraint("event", "article", name="evidence_pk"),
        sa.ForeignKeyConstraint(["event"], ["event.number"], name="evidence_event_fk"),
        sa.ForeignKeyConstraint(["article"], ["article.number"], name="evidence_article_fk"),
    )
    op.create_index("evidence_by_article", "evidence", ["article", "char_start", "event"])


def _create_api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(8), nullable=False),
        *(_text(name) for name in ("name", "scopes")),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="api_key_pk"),
    )


def _create_generation() -> None:
    op.create_table(
        "generation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="generation_pk"),
    )
    op.execute("INSERT INTO generation (id, number) VALUES (1, 0)")


def _create_search() -> None:
    """SQLite: FTS5 that reads the words from `event`. PostgreSQL: a table of lexemes made by the store."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE event_search USING fts5(span_class, title, text, further_text, "
            "content='event', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
        )
        return
    op.execute("CREATE TABLE event_search (number bigint PRIMARY KEY REFERENCES event, words tsvector NOT NULL)")
    op.execute("CREATE INDEX event_search_by_words ON event_search USING gin (words)")
