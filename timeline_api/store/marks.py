"""The marks by which articles that are alike are found.

Beside each mark stands what tells most articles apart that have it in common without looking at them: the day of
publication, and the numbers in the text. Articles that are made from one form share their marks and not these.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import Connection, delete, select, text

from timeline_api.store.bulk import insert_tuples
from timeline_api.store.sets import among
from timeline_api.store.tables import article_mark

UNDATED = 4_000_000
"""Stands for the day of an article without one: such come after all others."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of an article, the day it was published on (1 January of year 1 is 1), and the numbers in its text as a
    set of 64 bits: one of each number. No bits are of an article whose numbers are not known.
    """

    marks: tuple[int, ...] = ()
    day: int = UNDATED
    numbers: int = 0


def find_alike(conn: Connection, asked: Sequence[Marks], apart: int) -> list[Counter[int]]:
    """For each that is asked, the numbers of the articles that may be copies, with how many marks they share.

    Of each mark the first `_MOST` articles are looked at that were published within `apart` days or have no day, and
    those left out of which the bits say that neither has all numbers of the other.
    """
    places: dict[tuple[int, int, int, int], list[int]] = {}
    for place, one in enumerate(asked):
        for mark, (first, last) in product(set(one.marks), _near(one.day, apart)):
            places.setdefault((mark, first, last, one.numbers), []).append(place)
    found = [Counter[int]() for _ in asked]
    sought = list(places)
    for at, articles in conn.execute(_FIND[conn.dialect.name], _packed(conn, sought)) if sought else ():
        numbers = [int(number) for number in articles.split(",")]
        for place in places[sought[at]]:
            found[place].update(numbers)
    return found


def _near(day: int, apart: int) -> Sequence[tuple[int, int]]:
    return [(0, UNDATED)] if day == UNDATED else [(day - apart, day + apart), (UNDATED, UNDATED)]


def _packed(conn: Connection, sought: Sequence[tuple[int, ...]]) -> dict[str, Any]:
    """Any number of rows as the parameters that `_FIND` reads."""
    if conn.dialect.name == "sqlite":
        return {"sought": json.dumps(sought)}
    return {name: list(values) for name, values in zip(_SOUGHT, zip(*sought, strict=True), strict=True)}


_SOUGHT = ("mark", "first", "last", "numbers")
_IN_ROWS = ", ".join(f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(_SOUGHT))
_IN_ARRAYS = ", ".join(f"CAST(:{name} AS bigint[])" for name in _SOUGHT)
_ASKED = {
    "sqlite": f"(SELECT key AS at, {_IN_ROWS} FROM json_each(:sought)) AS sought",
    "postgresql": f"unnest({_IN_ARRAYS}) WITH ORDINALITY AS sought ({', '.join(_SOUGHT)}, at)",
}
_LISTED = {"sqlite": "group_concat(article)", "postgresql": "string_agg(CAST(article AS text), ',')"}
_FIRST_AT = {"sqlite": 0, "postgresql": 1}


def _find_sql(dialect: str) -> str:
    held = (
        "SELECT article, numbers FROM article_mark WHERE mark = sought.mark "
        f"AND day BETWEEN sought.first AND sought.last ORDER BY day, article LIMIT {_MOST}"
    )
    some = "(held.numbers & ~sought.numbers) = 0 OR (sought.numbers & ~held.numbers) = 0"
    listed = f"SELECT {_LISTED[dialect]} FROM ({held}) AS held WHERE {some}"
    found = f"SELECT sought.at - {_FIRST_AT[dialect]} AS at, ({listed}) AS articles FROM {_ASKED[dialect]}"
    return f"SELECT at, articles FROM ({found}) AS found WHERE articles IS NOT NULL"


_FIND = {dialect: text(_find_sql(dialect)) for dialect in _ASKED}


def marks_of(conn: Connection, number: int) -> Marks:
    """Those of a stored article."""
    columns = select(article_mark.c.mark, article_mark.c.day, article_mark.c.numbers)
    rows = conn.execute(columns.where(article_mark.c.article == number).order_by(article_mark.c.mark)).all()
    return Marks(tuple(row.mark for row in rows), rows[0].day, rows[0].numbers) if rows else Marks()


def keep_marks(conn: Connection, given: Iterable[tuple[int, Marks]]) -> None:
    """Keep those of articles, given with their numbers."""
    rows = sorted((mark, of.day, number, of.numbers) for number, of in given for mark in set(of.marks))
    insert_tuples(conn, article_mark.name, ("mark", "day", "article", "numbers"), rows)


def forget_marks(conn: Connection, numbers: Collection[int]) -> None:
    """Let articles be found no more as like others."""
    conn.execute(delete(article_mark).where(among(conn, article_mark.c.article, numbers)))
