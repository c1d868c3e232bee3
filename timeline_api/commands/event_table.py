"""Events for people: a table for each article, the words that name a time standing out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from timeline_api.commands.output import printable
from timeline_api.model import Document, Event, Explanation, Extraction, Timex

DATED_BY = "bold reverse cyan"  # the words that the event's date was read from
TIME_WORDS = "cyan underline"  # other words that name a time
_COLUMNS = (
    ("Date", {"style": "bold", "no_wrap": True}),
    ("Chance", {"justify": "right"}),
    ("Basis", {"no_wrap": True}),
    ("Event", {"ratio": 1}),
)


class EventTables:
    """Writes one table an article to `stream`; colours only where it is a terminal."""

    def __init__(self, stream: TextIO, *, explained: bool) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._explained = explained

    def write(self, extraction: Extraction) -> None:
        """Write the events of one article, in order of appearance."""
        self._console.print(_heading(extraction.document))
        if not extraction.events:
            self._console.print(Text("  no dated events\n", style="dim"))
            return
        self._console.print(self._table(extraction))

    def _table(self, extraction: Extraction) -> Table:
        table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False)
        for name, style in _COLUMNS:
            table.add_column(name, **style)
        for event in extraction.events:
            cell = _sentence(extraction, event)
            if self._explained:
                cell.append("\n").append_text(_why(event.explanation))
            table.add_row(printable(event.date.edtf), f"{event.confidence:.0%}", event.date.basis, cell)
        return table


def _heading(document: Document) -> Text:
    name = printable(document.title or document.id or "Article")
    published = f", published {document.published.isoformat()}" if document.published else ", publication date unknown"
    return Text(name, style="bold").append(published, style="not bold")


def _sentence(extraction: Extraction, event: Event) -> Text:
    sentence = Text(printable(extraction.document.text[event.start : event.end]), overflow="fold")
    for timex in _within(extraction.timexes, event):
        dated_by = (timex.start, timex.end) == (event.explanation.start, event.explanation.end)
        sentence.stylize(DATED_BY if dated_by else TIME_WORDS, timex.start - event.start, timex.end - event.start)
    return sentence


def _within(timexes: tuple[Timex, ...], event: Event) -> Iterator[Timex]:
    return (timex for timex in timexes if event.start <= timex.start and timex.end <= event.end)


def _why(explanation: Explanation) -> Text:
    anchor = explanation.anchor
    parts = [f"rule {explanation.rule}", *explanation.steps]
    if anchor is not None and anchor.edtf:
        parts.insert(1, f"measured from {anchor.edtf} ({anchor.kind})")
    return Text(printable("; ".join(parts)), style="dim")
