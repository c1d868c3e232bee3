"""Whether a column is among many values, as one parameter: no limit on their count, one statement for any
count.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, String, Text, any_, bindparam, func, select


def among(
    conn: Connection, column: ColumnElement[Any], values: Collection[int] | Collection[str]
) -> ColumnElement[bool]:
    """The condition that `column` is one of `values`."""
    if conn.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(listed.c.value))
    kind = Text() if isinstance(column.type, String) else BigInteger()
    return column == any_(bindparam(None, list(values), type_=ARRAY(kind)))


def among_sql(dialect: str, column: str, name: str) -> str:
    """The same as SQL text, with the values in the parameter `name`, written by `packed`."""
    if dialect == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(:{name}))"
    return f"{column} = ANY(:{name})"


def packed(dialect: str, values: Collection[int] | Collection[str]) -> object:
    """The values as the parameter that `among_sql` reads."""
    return json.dumps(list(values)) if dialect == "sqlite" else list(values)
