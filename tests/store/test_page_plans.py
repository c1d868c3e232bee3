"""How the stores go about a page: by seeking in indexes, never by reading a table from end to end."""

import re
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import Engine, text

from timeline_api.model import Document, Extraction, Interval
from timeline_api.store.articles import put_articles
from timeline_api.store.conditions import Statement
from timeline_api.store.divisions import range_statement
from timeline_api.store.engine import reading, writing
from timeline_api.store.lengths import lengths_of
from timeline_api.store.page_sql import page_statement, records_statement
from timeline_api.store.queries import EventQuery
from timeline_api.store.search import parse_words

LENGTHS = (1, 1, 1, 1, 20, 300, 3000, 30_000, 100_000)

FEW = frozenset({"sources", "tags", "languages", "entities"})
QUERIES = {
    "range": EventQuery(first_day=100, last_day=130),
    "backwards": EventQuery(first_day=100, last_day=130, order="-date"),
    "deep": EventQuery(first_day=-5000, after=(4000, "aaaa")),
    "all": EventQuery(),
    "source": EventQuery(first_day=100, last_day=130, sources=("S1",)),
    "named": EventQuery(first_day=100, last_day=130, entities=("Oslo",), tags=("a",), languages=("en",)),
    "words": EventQuery(first_day=100, last_day=130, words=parse_words("event")),
    "only words": EventQuery(words=parse_words("rare")),
}


@pytest.fixture
def filled(engine: Engine, tell) -> Engine:
    """A store with two thousand events, and with statistics for the planner."""
    random = Random(3)
    pairs = []
    for count in range(40):
        starts = random.choices(range(-90_000, 90_000), k=50)
        spans = [Interval(start, start + random.choice(LENGTHS)) for start in starts]
        events = tuple(tell(f"Event {count} {n}", span) for n, span in enumerate(spans))
        document = Document("x", id=str(count), source=f"S{count % 20}")
        pairs.append((document, Extraction(document, (), events)))
    with writing(engine) as conn:
        put_articles(conn, pairs, datetime(2026, 1, 1, tzinfo=UTC))
        conn.execute(text("ANALYZE"))
    return engine


def explain(engine: Engine, query: EventQuery, telling: frozenset[str] = frozenset()) -> list[str]:
    with reading(engine) as conn:
        return explain_statement(engine, page_statement(engine.dialect.name, query, lengths_of(conn), telling))


def explain_statement(engine: Engine, asked: Statement) -> list[str]:
    dialect, (statement, values) = engine.dialect.name, asked
    explaining = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
    with reading(engine) as conn:
        if dialect == "postgresql":
            # So small a table is best read whole. What we ask is whether there is another way.
            conn.execute(text("SET LOCAL enable_seqscan = off"))
        return [str(row[-1]).strip() for row in conn.execute(text(f"{explaining} {statement}"), values)]


def reads_all(line: str) -> bool:
    """Whether a line of a plan reads a table of ours from end to end."""
    if "Seq Scan on" in line:
        return True
    harmless = (
        "SCAN said USING COVERING INDEX",
        "SCAN article USING COVERING INDEX article_by_language",
        "SCAN page",
        "SCAN json_each",
    )
    if re.match(r"SCAN event_search_\d+ VIRTUAL TABLE INDEX", line):
        return False
    return "AUTOMATIC" in line or (line.startswith("SCAN") and not line.startswith(harmless))


def test_pages_are_sought_in_indexes(filled):
    for query in QUERIES.values():
        for telling in (FEW, frozenset()):
            plan = explain(filled, query, telling)
            assert list(filter(reads_all, plan)) == []
    for name in ("range", "backwards", "deep", "source"):
        plan = explain(filled, QUERIES[name])
        if filled.dialect.name == "sqlite":
            check_merged_seeks(plan)
        else:
            assert len([line for line in plan if re.search(" using event_(by_span|pk) ", line)]) >= 6, plan
    if filled.dialect.name == "sqlite":
        check_words(explain(filled, QUERIES["words"]))
    else:
        check_plans_for_any(filled)


def test_facets_of_a_range_are_sought_in_what_is_counted(filled):
    with reading(filled) as conn:
        lengths = lengths_of(conn)
    tables = "event|evidence|article|event_entity|facet_count"
    for days in ((-30_000, 30_000), (100, 130)):
        query = EventQuery(first_day=days[0], last_day=days[1])
        asked = range_statement(filled.dialect.name, query, lengths, 10)
        explain_asked = explain_statement if filled.dialect.name == "sqlite" else explain_for_any
        plan = explain_asked(filled, asked)
        assert [line for line in plan if re.search(rf"SCAN ({tables}|one|told|teller|named)\b|AUTOMATIC", line)] == []
        assert [line for line in plan if re.search(rf"Seq Scan on ({tables})\b", line)] == []
        sought = [line for line in plan if re.search(r"SEARCH facet_count .*start|facet_count_pk", line)]
        assert len(sought) >= 6, plan


def check_plans_for_any(engine: Engine) -> None:
    """The plan of PostgreSQL that serves all pages of the timeline seeks as the others do."""
    for name in ("range", "backwards", "deep", "all"):
        with reading(engine) as conn:
            asked = records_statement("postgresql", QUERIES[name], lengths_of(conn))
        plan = [line for line in explain_for_any(engine, asked) if "Seq Scan on generation" not in line]
        assert list(filter(reads_all, plan)) == []
        assert len([line for line in plan if re.search(" using event_(by_span|pk) ", line)]) >= 2, plan


def explain_for_any(engine: Engine, asked: Statement) -> list[str]:
    """The plan of PostgreSQL that does not know the values."""
    statement, values = asked
    names = list(dict.fromkeys(re.findall(r":([a-z_0-9]+)", statement)))
    numbered = re.sub(r":([a-z_0-9]+)", lambda found: f"${names.index(found[1]) + 1}", statement)
    with reading(engine) as conn:
        conn.execute(text("SET LOCAL enable_seqscan = off"))
        conn.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        conn.exec_driver_sql("DEALLOCATE ALL")
        conn.exec_driver_sql(f"PREPARE page AS {numbered}")
        given = ", ".join(literal(values[name]) for name in names)
        return [str(row[0]).strip() for row in conn.exec_driver_sql(f"EXPLAIN EXECUTE page({given})")]


def literal(value: object) -> str:
    return f"'{{{', '.join(map(str, value))}}}'" if isinstance(value, list) else str(value)


def check_merged_seeks(plan: list[str]) -> None:
    """Each class of length is sought in the index alone, and read only as far as the page needs."""
    seeks = [line for line in plan if "event_by_span" in line]
    assert len(seeks) == 6, plan
    assert all("COVERING INDEX event_by_span (span_class=? AND number>? AND number<?)" in line for line in seeks)
    assert sum("MERGE (UNION ALL)" in line for line in plan) == 5
    assert "SEARCH event USING INTEGER PRIMARY KEY (rowid=?)" in plan, "rows are looked up by their numbers"


def check_words(plan: list[str]) -> None:
    """The index of each class is asked alone; FTS5 takes over both bounds of the numbers, and gives them in order."""
    sought = [line for line in plan if "VIRTUAL TABLE" in line]
    assert len(sought) == 6
    assert all("><" in line for line in sought), plan
    assert not any("TEMP B-TREE FOR LEFT" in line for line in plan)
    met = [line for line in plan if "SEARCH event " in line and "rowid" not in line]
    by_index = "SEARCH event USING COVERING INDEX event_by_span (span_class=? AND number=? AND last_day>?)"
    assert met.count(by_index) == 5, plan  # what takes one day lies in the range
    assert set(met) == {by_index, "SEARCH event USING INDEX sqlite_autoindex_event_1 (number=?)"}, plan
