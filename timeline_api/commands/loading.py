"""Prepared events into the store: what `timeline-api ingest --events` does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from timeline_api.commands.output import CommandError, complain, write_line
from timeline_api.commands.sources import STDIN
from timeline_api.commands.storing import counted
from timeline_api.ingest.documents import count_lines
from timeline_api.ingest.files import GZIP, open_file, place_of

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

    def __str__(self) -> str:
        events = self.created + self.joined + self.unchanged
        parts = f"{self.created} created, {self.joined} told by one more article, {self.unchanged} unchanged"
        summary = f"{counted(events, 'event')} ({parts})"
        return f"{summary}; {self.failed} failed" if self.failed else summary


def load_files(
    engine: Engine, paths: Sequence[str], workers: int, tally: EventTally, report: Callable[[Done], object]
) -> None:
    """Load each file in turn, with a bar on the terminal; what became of lines is told as it is known."""
    from timeline_api.bulk.loading import load_events
    from timeline_api.commands.progress import progress_bar  # loads rich, which only a run needs

    with progress_bar(sys.stderr, "events", _count(paths)) as bar:
        for path in paths:
            with _opened(path) as (stream, name):
                for done in load_events(engine, stream, name, workers):
                    tally.count(done)
                    report(done)
                    bar.advance(done.last - done.first + 1)


def report_bad_lines(done: Done) -> None:
    """Say on standard error which lines hold no event."""
    for one in done.bad:
        complain(str(one))


def report_json(done: Done) -> None:
    """Write a line of JSON for each transaction, once it is kept."""
    where = f"{done.name}:{done.first}-{done.last}"
    write_line({"where": where, **asdict(done.loaded), "failed": len(done.bad)})
    report_bad_lines(done)


def _count(paths: Sequence[str]) -> int | None:
    files = [Path(path) for path in paths]
    plain = all(file.is_file() and file.suffix.lower() != GZIP for file in files)
    return sum(map(count_lines, files)) if plain else None


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, str]]:
    if path == STDIN:
        yield sys.stdin.buffer, "stdin"
        return
    place = place_of(Path(path))
    try:
        with open_file(Path(path)) as stream:
            yield stream, place
    except OSError as error:  # of a file that is packed, also in the middle
        if error.filename not in (None, path):
            raise  # of a file that rows are left in meanwhile
        raise CommandError(f"{place} cannot be read as a file of events: {error.strerror or error}") from error
