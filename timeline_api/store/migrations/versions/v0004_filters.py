"""What events are filtered and sorted by beside their dates: names, tags, languages, importance."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0004_filters"
down_revision = "0003_event_record"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make room, fill in tags, and leave records to be written anew: they are to say the names too."""
    op.add_column("event", sa.Column("importance", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("evidence", sa.Column("entities", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
    op.drop_index("event_by_span", "event")
    op.create_index("event_by_span", "event", ["span_class", "number", "last_day", "importance"])
    op.create_index("article_by_language", "article", ["language"])
    _create_article_tag()
    _create_event_entity()
    op.execute("UPDATE event SET record = ''")


def downgrade() -> None:
    """Take it away."""
    op.drop_table("event_entity")
    op.drop_table("article_tag")
    op.drop_index("article_by_language", "article")
    op.drop_index("event_by_span", "event")
    op.create_index("event_by_span", "event", ["span_class", "number", "last_day"])
    op.drop_column("evidence", "entities")
    op.drop_column("event", "importance")


def _create_article_tag() -> None:
    op.create_table(
        "article_tag",
        sa.Column("article", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "tag", name="article_tag_pk"),
        sa.ForeignKeyConstraint(["article"], ["article.number"], name="article_tag_article_fk"),
    )
    op.create_index("article_tag_by_tag", "article_tag", ["tag", "article"])
    conn = op.get_bind()
    tagged = conn.execute(sa.text("SELECT number, tags FROM article WHERE tags <> '[]'")).all()
    rows = [{"article": row.number, "tag": tag} for row in tagged for tag in dict.fromkeys(json.loads(row.tags))]
    if rows:
        conn.execute(sa.text("INSERT INTO article_tag (article, tag) VALUES (:article, :tag)"), rows)


def _create_event_entity() -> None:
    op.create_table(
        "event_entity",
        sa.Column("event", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", "entity", name="event_entity_pk"),
        sa.ForeignKeyConstraint(["event"], ["event.number"], name="event_entity_event_fk"),
    )
    op.create_index("event_entity_by_entity", "event_entity", ["entity", "event"])
