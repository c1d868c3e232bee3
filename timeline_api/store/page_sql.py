"""One page of the timeline as one SQL statement.

There is a branch for each class of length, each walking the index `event_by_span` from where its longest
event could begin, merged in order (see `placement`). The statement is SQL text with named parameters, built
once for each shape of query and kept: composing it anew costs more than running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from timeline_api.frozen import frozen, replace
from timeline_api.store.conditions import (
    COMMON_WORDS,
    NOTHING_RARE,
    RARE_WORDS,
    Statement,
    Telling,
    date_conditions,
    row_conditions,
)
from timeline_api.store.event_query import RANKED, EventQuery, Order
from timeline_api.store.lengths import Lengths
from timeline_api.store.placement import LAST_DAY, SLOT_BITS, UNDATED_CLASS, number_at, number_of
from timeline_api.store.search import (
    render_fts5,
    render_fts5_title,
    render_fts5_titled,
    render_tsquery,
    render_tsquery_title,
    render_tsquery_titled,
)
from timeline_api.store.search_index import search_table
from timeline_api.store.sets import packed
from timeline_api.store.stretches import Stretch, by_class, stretches_of, whatever_the_class

COLUMNS = (
    "number", "id", "title", "text", "edtf", "first_day", "last_day", "precision", "qualifier", "basis",
    "timex", "date_text", "confidence", "source_count", "updated_at",
)  # fmt: skip
"""What a row of the page holds."""


def page_statement(
    dialect: str, query: EventQuery, lengths: Lengths, telling: Telling = NOTHING_RARE
) -> Statement | None:
    """The statement and its parameters, for one row more than the page; None when no event can be on it."""
    asked = _ask(dialect, query, lengths, telling)
    return asked and (_rows_sql(asked[0]), asked[1])


def records_statement(
    dialect: str, query: EventQuery, lengths: Lengths, telling: Telling = NOTHING_RARE
) -> Statement | None:
    """The same page as one row: its records with `,` and the end of a line between them, their numbers with commas
    between, and so their weights, NULL in orders by date; then the generation's number and how long its events are.

    One row and not fifty: the driver gives the interpreter to other threads and takes it back at each row.
    The first three are NULL when the page is empty.
    """
    asked = _ask(dialect, query, lengths, telling)
    return asked and (_records_sql(asked[0]), asked[1])


def titled_statement(
    dialect: str, query: EventQuery, lengths: Lengths, telling: Telling = NOTHING_RARE
) -> Statement | None:
    """What `records_statement` gives of a page that events with all the words in their titles fill: in order of
    relevance they come first. None in other orders, and where the page is past them.

    To weigh all that have the words somewhere takes a third longer, and a page that is full of titles shows none of it.
    """
    if query.words is None or query.order != "relevance":
        return None  # as most pages are, for which nothing more is to be done
    if query.after_rank is not None and query.after_rank < _TITLE_WEIGHT:
        return None
    asked = _ask(dialect, query, lengths, telling)
    if asked is None or not asked[0].by_titles:
        return None
    shape, values = asked
    render = render_fts5_titled if dialect == "sqlite" else render_tsquery_titled
    return _records_sql(replace(shape, titled=True)), values | {"words": render(query.words)}


def days_statement(
    dialect: str, query: EventQuery, days: Sequence[int], after: int | None, telling: Telling
) -> Statement:
    """The page of one-day events of these days that come after the number `after`, as `records_statement` has it."""
    conditions, values = row_conditions(dialect, query, telling)
    start = number_at(-LAST_DAY) if after is None else after
    values |= {"days": packed(dialect, days), "count": query.limit + 1, "after": start}
    day, listed = _DAYS[dialect]
    first = f"{day} << {SLOT_BITS}"
    bounds = f"event.number >= {first} AND event.number < ({day} + 1) << {SLOT_BITS} AND event.number > :after"
    every = " AND ".join(("event.span_class = 0", bounds, *conditions))
    columns = f"event.number AS number{_place_column(dialect)}"
    page = f"SELECT {columns} FROM {listed} CROSS JOIN event WHERE {every} ORDER BY number LIMIT :count"
    return _joined_records(dialect, page, _ON_ROW[dialect], "page.number", None), values


_DAYS = {
    "sqlite": ("day.value", "json_each(:days) AS day"),
    "postgresql": ("day", "unnest(CAST(:days AS bigint[])) AS day"),
}


def selection_statement(
    dialect: str, query: EventQuery, lengths: Lengths, telling: Telling = NOTHING_RARE
) -> Statement | None:
    """The numbers of all events that the filters take, in no order and whatever the page; None when none can pass."""
    asked = _ask(dialect, replace(query, order="date", after=None), lengths, telling)
    return asked and (_selection_sql(asked[0]), asked[1])


_ON_NUMBER = "event.number = page.number"
_ON_ROW = {"sqlite": "event.rowid = page.place", "postgresql": _ON_NUMBER}
"""How the events of a page are looked up when its branches have met them: in SQLite by where a row stands, which the
index of its number would say again.
"""


def _place_column(dialect: str) -> str:
    """Where the row of an event stands, when the store can tell."""
    return ", event.rowid AS place" if dialect == "sqlite" else ""


@frozen
class _Shape:
    """All that changes the text of the statement."""

    dialect: str
    order: Order
    classes: tuple[int | None, ...]
    date_conditions: tuple[str, ...]
    conditions: tuple[str, ...]
    by_words: bool
    by_titles: bool
    titled: bool
    on_the_way: bool
    at_once: bool
    goes_on: bool

    @property
    def by_rank(self) -> bool:
        """Whether the order is by weight."""
        return self.order in RANKED

    @property
    def has_places(self) -> bool:
        """Whether the branches say where rows stand: those of the text index know numbers alone."""
        return self.dialect == "sqlite" and not self.by_words

    @property
    def on_event(self) -> str:
        """How the events of the page are looked up."""
        return _ON_ROW["sqlite"] if self.has_places else _ON_NUMBER

    @property
    def direction(self) -> str:
        """The direction of numbers."""
        return "DESC" if self.order == "-date" else "ASC"


def _ask(
    dialect: str, query: EventQuery, lengths: Lengths, telling: Telling
) -> tuple[_Shape, dict[str, object]] | None:
    stretches = stretches_of(query, lengths)
    if query.words is not None and dialect == "sqlite":
        stretches = by_class(stretches, lengths)  # each has a text index of its own
    if RARE_WORDS in telling:
        stretches = whatever_the_class(stretches)  # all places of the words are looked at once
    if not stretches:
        return None
    conditions, values = row_conditions(dialect, query, telling)
    dates, days = date_conditions(query)
    values |= days | _bounds(dialect, query, stretches) | {"count": query.limit + 1}
    classes = tuple(stretch.span_class for stretch in stretches)
    by_titles = query.order == "relevance" and bool(values.get("title_words"))
    goes_on = query.by_rank and query.after is not None
    by_words, on_the_way, at_once = query.words is not None, COMMON_WORDS in telling, RARE_WORDS in telling
    titled = False
    shape = _Shape(
        dialect, query.order, classes, dates, conditions, by_words, by_titles, titled, on_the_way, at_once, goes_on
    )
    return shape, values


def _bounds(dialect: str, query: EventQuery, stretches: Sequence[Stretch]) -> dict[str, object]:
    """The bounds of each branch, and the words to look for."""
    values: dict[str, object] = {}
    for place, stretch in enumerate(stretches):
        values[f"low{place}"], values[f"high{place}"] = stretch.low, stretch.high
    if query.words:
        values["words"] = render_fts5(query.words) if dialect == "sqlite" else render_tsquery(query.words)
    if query.words and query.order == "relevance":
        render = render_fts5_title if dialect == "sqlite" else render_tsquery_title
        values["title_words"] = render(query.words)
    if query.by_rank and query.after is not None:
        values["after_rank"], values["after_number"] = query.after_rank, number_of(query.after)
    return values


@lru_cache(maxsize=512)
def _rows_sql(shape: _Shape) -> str:
    columns = ", ".join(f"event.{name}" for name in COLUMNS) + (", page.weight" if shape.by_rank else "")
    return (
        f"SELECT {columns} FROM ({_page_sql(shape)}) AS page JOIN event ON {shape.on_event} "
        f"ORDER BY {_order(shape, 'page.')}"
    )


@lru_cache(maxsize=512)
def _records_sql(shape: _Shape) -> str:
    weight = "page.weight" if shape.by_rank else None
    return _joined_records(shape.dialect, _page_sql(shape), shape.on_event, _order(shape, "page."), weight)


def _joined_records(dialect: str, page: str, on_event: str, order: str, weight: str | None) -> str:
    """The records of a page as bytes, its numbers and its weights as texts, each joined into one; the generation."""
    if dialect == "sqlite":
        # CROSS JOIN: events are looked up in the order of the page. The reader checks that they are.
        weights = f"group_concat({weight})" if weight else "NULL"
        return (
            f"SELECT CAST(group_concat(event.record, ',' || char(10)) AS blob), group_concat(page.number), {weights}, "
            f"{_STATE} FROM ({page}) AS page CROSS JOIN event ON {on_event}"
        )
    by = f"ORDER BY {order}"
    weights = f"string_agg(CAST({weight} AS text), ',' {by})" if weight else "NULL"
    numbers = f"string_agg(CAST(page.number AS text), ',' {by})"
    return (
        f"SELECT convert_to(string_agg(event.record, ',' || chr(10) {by}), 'UTF8'), {numbers}, {weights}, {_STATE} "
        f"FROM ({page}) AS page JOIN event ON {on_event}"
    )


_STATE = "(SELECT number FROM generation), (SELECT longest FROM generation)"


def _order(shape: _Shape, table: str = "") -> str:
    if shape.by_rank:
        return f"{table}weight DESC, {table}number"
    return f"{table}number {shape.direction}"


def _selection_sql(shape: _Shape) -> str:
    """The numbers of all events that the filters take, in no order."""
    return " UNION ALL ".join(_branch_sql(shape, place, span_class) for place, span_class in enumerate(shape.classes))


def _page_sql(shape: _Shape) -> str:
    """The numbers of the page in order, with their weights when that is the order."""
    selects = [_branch_sql(shape, place, span_class) for place, span_class in enumerate(shape.classes)]
    columns = "number, weight" if shape.by_rank else "number"
    if shape.has_places:
        columns += ", place"
    cut = f"ORDER BY {_order(shape)} LIMIT :count"
    if shape.dialect != "sqlite":
        # SQLite stops each branch when the page is full; PostgreSQL may sort them whole unless told not to.
        onward = "" if not shape.goes_on else _ONWARD
        if shape.at_once:
            selects = [f"{select} {_WHOLE}" for select in selects]
        selects = [
            f"SELECT {columns} FROM ({select}) AS part{place} {onward} {cut}" for place, select in enumerate(selects)
        ]
        selects = [f"SELECT {columns} FROM ({select}) AS branch{place}" for place, select in enumerate(selects)]
    elif shape.goes_on:
        selects = [f"SELECT {columns} FROM ({select}) {_ONWARD}" for select in selects]
    return f"{' UNION ALL '.join(selects)} {cut}"


_ONWARD = "WHERE weight < :after_rank OR (weight = :after_rank AND number > :after_number)"
# Of one event: PostgreSQL takes a subquery with an OFFSET as it is, and cannot begin with all that have the words.
_SAID = (
    "EXISTS (SELECT 1 FROM event_search WHERE event_search.number = event.number "
    "AND event_search.words @@ CAST(:{} AS tsquery) OFFSET 0)"
)
_WHOLE = "OFFSET 0"  # for the same reason it cannot stop when the page is full, and so looks at all that have the words
_TITLE_WEIGHT = 1 << 24  # more than any importance


def _weight_sql(shape: _Shape, place: int, span_class: int | None) -> str:
    """What the order begins with, larger first."""
    if not shape.by_titles:
        return "event.importance"
    if shape.titled:
        return f"{_TITLE_WEIGHT} + event.importance"
    if shape.dialect == "sqlite":
        table = search_table("sqlite", span_class)
        within = f"rowid >= :low{place} AND rowid <= :high{place}"
        titled = f"event.number IN (SELECT rowid FROM {table} WHERE {table} MATCH :title_words AND {within})"
    elif shape.on_the_way:
        titled = _SAID.format("title_words")
    else:
        titled = "event_search.words @@ CAST(:title_words AS tsquery)"
    return f"CASE WHEN {titled} THEN {_TITLE_WEIGHT} ELSE 0 END + event.importance"


def _branch_sql(shape: _Shape, place: int, span_class: int | None) -> str:
    """The numbers of a branch's events."""
    bounds = f"{{0}} >= :low{place} AND {{0}} <= :high{place}"
    # What takes one day and begins in a stretch of days lies in it.
    dates = () if span_class in (0, UNDATED_CLASS) else shape.date_conditions
    if shape.by_words and shape.dialect == "sqlite":
        return _words_branch_sql(shape, place, span_class, (*shape.conditions, *dates))
    conditions = [bounds.format("event.number"), *shape.conditions, *dates]
    if span_class is not None:
        conditions.insert(0, f"event.span_class = {span_class}")
    source = "event"
    if shape.by_words and shape.on_the_way:
        conditions.append(_SAID.format("words"))
    elif shape.by_words:
        source = "event JOIN event_search ON event_search.number = event.number"
        conditions[:0] = [
            "event_search.words @@ CAST(:words AS tsquery)",
            bounds.format("event_search.number"),
        ]
    columns = "event.number AS number" + _weight_column(shape, place, span_class)
    if shape.has_places:
        columns += _place_column(shape.dialect)
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join(conditions)}"


def _words_branch_sql(shape: _Shape, place: int, span_class: int | None, conditions: tuple[str, ...]) -> str:
    """The same by the text index of a class in SQLite; events are looked up only for what they have to satisfy, and
    that by the index that knows their last day and their importance: the row may say no more than that.
    """
    table = search_table("sqlite", span_class)
    found = f"{table} MATCH :words AND {table}.rowid >= :low{place} AND {table}.rowid <= :high{place}"
    columns = f"{table}.rowid AS number" + _weight_column(shape, place, span_class)
    if not conditions and not shape.by_rank:
        return f"SELECT {columns} FROM {table} WHERE {found}"
    # The plus keeps the bounds of the words from the event: SQLite would seek by them and not by the number.
    one = f"event.span_class = {span_class} AND event.number = +{table}.rowid"
    source = f"{table} CROSS JOIN event INDEXED BY event_by_span ON {one}"
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join((found, *conditions))}"


def _weight_column(shape: _Shape, place: int, span_class: int | None) -> str:
    return f", {_weight_sql(shape, place, span_class)} AS weight" if shape.by_rank else ""
