"""The tables, one model for SQLite and PostgreSQL.

`event_search`, the text index, is not here: it is FTS5 tables on one store and a table with a GIN index
on the other (see `search_index` and the migrations). Names inside the database are plain words; rows refer
to one another by `number`, the world outside knows them by `id`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

SEARCH_TABLE = "event_search"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# SQLite only makes a column the rowid when its type reads INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")


def read_moment(microseconds: int) -> datetime:
    """The moment that many microseconds after 1970 began, in UTC.

    >>> read_moment(1_700_000_000_000_001).isoformat()
    '2023-11-14T22:13:20.000001+00:00'
    """
    return _EPOCH + timedelta(microseconds=microseconds)


def write_moment(moment: datetime) -> int:
    """Whole microseconds after 1970 began; ValueError for a datetime without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {moment!r}")
    return (moment - _EPOCH) // _MICROSECOND


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970 in UTC: the same order and value on both
    stores.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Whole microseconds, by `write_moment`."""
        return None if value is None else write_moment(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else read_moment(value)


metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_name)s_fk",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s",
    }
)

article = Table(
    "article",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", String(26), nullable=False, unique=True),
    Column("document_id", Text),
    Column("url", Text),
    Column("source", Text),
    Column("title", Text),
    Column("language", Text),
    Column("published", Text),
    Column("tags", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(26), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("author", Text),
    # What says when it was published (see `model.Claim`), a JSON list.
    Column("claims", Text, nullable=False, server_default=text("'[]'")),
    Index("article_by_source", "source"),
    Index("article_by_language", "language"),
)

event = Table(
    "event",
    metadata,
    # Not the rowid: rows stand as they come, or each event of a load would change a page of its own.
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(20), nullable=False, unique=True),
    Column("span_class", SmallInteger, nullable=False),
    Column("first_day", BigInteger),
    Column("last_day", BigInteger),
    Column("edtf", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("timex", Text, nullable=False),
    Column("date_text", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("further_text", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source_count", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    # The event as JSON (see `event_record`); empty only while a migration is under way.
    Column("record", Text, nullable=False, server_default=text("''")),
    CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="days_together"),
    # What it is worth showing, larger is more (see `importance`).
    Column("importance", Integer, nullable=False, server_default=text("0")),
    # Everything that a range page decides on, so that rows are only looked up when they are on the page.
    Index("event_by_span", "span_class", "number", "last_day", "importance"),
)

article_tag = Table(
    "article_tag",
    metadata,
    Column("article", Number, ForeignKey("article.number"), primary_key=True, autoincrement=False),
    Column("tag", Text, primary_key=True),
    Index("article_tag_by_tag", "tag", "article"),
)

article_mark = Table(
    "article_mark",
    metadata,
    # What articles that are alike have in common, and what most that are no copies differ in (see `marks`).
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column(
        "article", BigInteger, ForeignKey("article.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("numbers", BigInteger, nullable=False),
    Index("article_mark_by_article", "article"),
    sqlite_with_rowid=False,
)

article_copy = Table(
    "article_copy",
    metadata,
    Column(
        "article", BigInteger, ForeignKey("article.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("original", BigInteger, ForeignKey("article.number", ondelete="CASCADE"), nullable=False),
    Index("article_copy_by_original", "original"),
)

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    # How long it rests between two looks, while all goes well.
    Column("seconds", Integer, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("next_at", Moment, nullable=False),
    Column("polled_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("progress", Float, nullable=False),
    # What is to be done, and what came of it: JSON.
    Column("asked", Text, nullable=False),
    Column("result", Text),
    Column("error", Text),
    Column("tries", Integer, nullable=False),
    Column("leased_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Index("job_by_state", "state", "created_at"),
)

event_entity = Table(
    "event_entity",
    metadata,
    Column("event", Number, ForeignKey("event.number"), primary_key=True, autoincrement=False),
    # The name as it is compared (see `folded_name`), and as it is written.
    Column("entity", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Index("event_entity_by_entity", "entity", "event"),
)

day_count = Table(
    "day_count",
    metadata,
    # The length of the period (see `counts.Level`), and its first day.
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("starts", BigInteger, nullable=False),
    Column("ends", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

facet_count = Table(
    "facet_count",
    metadata,
    # How many events have a value in a period (see `facets`); `name` is how it is written.
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("facet", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("events", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    Column("event", Number, ForeignKey("event.number"), primary_key=True, autoincrement=False),
    Column("article", Number, ForeignKey("article.number"), primary_key=True, autoincrement=False),
    Column("char_start", Integer, nullable=False),
    Column("char_end", Integer, nullable=False),
    # What the article says of the event: NULL, all seven of them, where the event says the same and no other article
    # tells it (see `thin`).
    Column("precision", Text),
    Column("qualifier", Text),
    Column("basis", Text),
    Column("timex", Text),
    Column("date_text", Text),
    Column("title", Text),
    Column("text", Text),
    Column("confidence", Float, nullable=False),
    # NULL for what was prepared elsewhere.
    Column("explanation", Text),
    # Names in what the article tells, a JSON list.
    Column("entities", Text, nullable=False, server_default=text("'[]'")),
    Index("evidence_by_article", "article", "char_start", "event"),
)

correction = Table(
    "correction",
    metadata,
    Column("event_id", String(20), primary_key=True),
    Column("title", Text),
    Column("edtf", Text),
    Column("hidden", SmallInteger, nullable=False),
    Column("told_edtf", Text, nullable=False),
    Column("told_first_day", BigInteger),
    Column("told_last_day", BigInteger),
)

corrected_identity = Table(
    "corrected_identity",
    metadata,
    Column("digest", String(16), primary_key=True),
    Column("event_id", String(20), ForeignKey("correction.event_id"), nullable=False),
)

event_change = Table(
    "event_change",
    metadata,
    Column("event_id", String(20), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("changed_at", Moment, nullable=False),
    Column("key_id", String(8), nullable=False),
    Column("key_name", Text, nullable=False),
    Column("changes", Text, nullable=False),
)

api_key = Table(
    "api_key",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
)

kept_answer = Table(
    "kept_answer",
    metadata,
    Column("caller", String(8), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("fingerprint", String(26), nullable=False),
    Column("status", Integer, nullable=False),
    Column("location", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("kept_answer_by_expiry", "expires_at"),
)

generation = Table(
    "generation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    # How long the longest event of each class is, a JSON list (see `lengths`).
    Column("longest", Text, nullable=False, server_default=text("'[]'")),
)

shard = Table(
    "shard",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    # Who has it, and until when it is waited for.
    Column("worker", Text),
    Column("leased_until", Moment),
    # What its result came to.
    Column("checksum", String(26)),
    # Where its articles were found, a JSON list; empty once it is done.
    Column("articles", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
