"""Prepared events into the store: what `timeline-api ingest --events` does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from timeline_api.commands.output import complain
from timeline_api.commands.progress import progress_bar
from timeline_api.commands.sources import STDIN
from timeline_api.ingest.documents import count_lines
from timeline_api.ingest.files import place_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline_api.bulk.loading import Done


@dataclass(slots=True)
class EventTally:
    """How many prepared events came to what."""

    created: int = 0
    joined: int = 0
    unchanged: int = 0
    failed: int = 0

    def count(self, done: Done) -> None:
        """Count the events of one more transaction."""
        self.created += done.loaded.created
        self.joined += done.loaded.joined
        self.unchanged += done.loaded.unchanged
        self.failed += len(done.bad)

    def record(self) -> dict[str, Any]:
        """The counts, ready for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        events = self.created + self.joined + self.unchanged
        parts = f"{self.created} created, {self.joined} told by one more article, {self.unchanged} unchanged"
        summary = f"{events} {'event' if events == 1 else 'events'} ({parts})"
        return f"{summary}; {self.failed} failed" if self.failed else summary


def load_files(engine: Engine, paths: Sequence[str], workers: int, tally: EventTally) -> None:
    """Load each file in turn, with a bar on the terminal; bad lines are told as they are met."""
    from timeline_api.bulk.loading import load_events

    with progress_bar(sys.stderr, "events", _count(paths)) as bar:
        for path in paths:
            with _opened(path) as (stream, name):
                for done in load_events(engine, stream, name, workers):
                    tally.count(done)
                    for one in done.bad:
                        complain(str(one))
                    bar.advance(done.lines)


def _count(paths: Sequence[str]) -> int | None:
    return None if STDIN in paths else sum(count_lines(Path(path)) for path in paths)


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, str]]:
    if path == STDIN:
        yield sys.stdin.buffer, "stdin"
        return
    with Path(path).open("rb") as stream:
        yield stream, place_of(Path(path))
