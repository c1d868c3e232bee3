"""Phrase tables: what the extractor must find in short texts, kept as tab-separated files in `tests/corpus`.

A line names one time expression of its text; the lines of a text stand together, in order of appearance, and name all
that is found in it. A line with the span `-` says that there is none; its rule, if any, is one that must see this.
`rule` names rules joined by `+`, each of which must have had a part in the reading. Lines that begin with `#` are
headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from timeline_api.model import Timex
from timeline_api.temporal.grammar import load_grammar
from timeline_api.temporal.holidays import holiday
from timeline_api.temporal.read import Times, read_times

CORPUS = Path(__file__).parent / "corpus"
COLUMNS = ("text", "published", "span", "type", "value", "edtf", "rule")
NOTHING = "-"
PUBLISHED = date(2024, 12, 11)  # a Wednesday
HORIZON = date(2026, 11, 22).toordinal()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    text: str
    published: str
    span: str
    type: str = ""
    value: str = ""
    edtf: str = ""
    rule: str = ""

    def rules(self) -> list[str]:
        """The names of the rules that it asks for."""
        return [name for name in self.rule.split("+") if name]

    def agrees(self, timex: Timex) -> bool:
        """Whether `timex` is what the line says."""
        said = (self.span, self.type, self.value, self.edtf)
        found = (timex.text, timex.type, timex.value, timex.edtf)
        return said == found and set(self.rules()) <= set(timex.rule.split("+"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and all lines about it."""

    text: str
    published: str
    lines: tuple[Line, ...]

    def expected(self) -> list[Line]:
        """The lines that name an expression."""
        return [line for line in self.lines if line.span != NOTHING]

    def found(self, language: str) -> list[Timex]:
        """What is read in the text."""
        published = date.fromisoformat(self.published) if self.published else None
        return read_timexes(self.text, published, language)

    def failure(self, language: str) -> str | None:
        """What is wrong, in words; None when the text is read as the lines say."""
        found, expected = self.found(language), self.expected()
        if len(found) == len(expected) and all(e.agrees(f) for e, f in zip(expected, found, strict=True)):
            return None
        wanted = [f"    wanted {(e.span, e.type, e.value, e.edtf, e.rule)}" for e in expected] or ["    wanted nothing"]
        got = [f"    got    {(t.text, t.type, t.value, t.edtf, t.rule)}" for t in found] or ["    got    nothing"]
        return "\n".join([f"{self.text!r} published {self.published or 'at no known date'}", *wanted, *got])


def read(text: str, published: date | None = PUBLISHED, language: str = "en") -> Times:
    """All that is read in a text."""
    day = published.toordinal() if published else None
    return read_times(text, load_grammar(language), day, HORIZON, holiday)


def read_timexes(text: str, published: date | None = PUBLISHED, language: str = "en") -> list[Timex]:
    """The time expressions of a text, in order."""
    return [timex for found in read(text, published, language).timexes for timex in found]


@cache
def read_table(file: Path) -> tuple[Phrase, ...]:
    """The phrases of a table; ValueError names the line that cannot be one."""
    lines = list(_lines(file))
    groups = groupby(lines, key=lambda line: (line.text, line.published))
    return tuple(Phrase(text, published, tuple(group)) for (text, published), group in groups)


def _lines(file: Path) -> Iterator[Line]:
    for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        fields = row.split("\t")
        if number == 1:
            if tuple(fields) != COLUMNS:
                raise ValueError(f"{file.name}: the first line must name the columns {COLUMNS}")
            continue
        if row.startswith("#") or not row:
            continue
        if not 3 <= len(fields) <= len(COLUMNS):
            raise ValueError(f"{file.name}:{number}: {len(fields)} fields")
        yield Line(*fields)
