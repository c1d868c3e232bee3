"""Files of prepared events into the store: laid out in several processes a chunk of lines at a time, and stored
some chunks at a time.
"""

from __future__ import annotations

import gc
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy import Connection, Engine

from timeline_api.bulk.event_lines import read_event_line
from timeline_api.bulk.processes import Processes
from timeline_api.ingest.reading import BadDocument, UnreadableError
from timeline_api.store.article_row import key_of_head
from timeline_api.store.engine import loading
from timeline_api.store.prepared import Head, Laid, Loaded, Told, lay_out, put_prepared
from timeline_api.store.search_index import order_behind

LINES = 40_000
"""Lines that are laid out at a time, and stored together: what they have in common costs once."""
CHUNKS = 2
"""Chunks of a transaction, at most: each transaction changes nearly every page of the indexes of a large store."""
LONGEST = 1024 * 1024
"""Bytes of a line, at most."""
_BYTES = 32 * 1024 * 1024  # and of all lines of a chunk
_SECONDS = 1.5  # after which a transaction takes no more chunks, as other writers wait
_AHEAD = 1  # chunks a process has waiting, so that it is never idle while one is stored


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of a file, and the number of the first of them, from 1."""

    name: str
    first: int
    lines: list[bytes]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of the events of a chunk, the places in it of their lines, and the lines that hold none."""

    laid: Laid
    places: list[int]
    bad: list[BadDocument]
    now: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the events of a file from line `first` to line `last`."""

    name: str
    first: int
    last: int
    loaded: Loaded
    bad: list[BadDocument]


def load_events(engine: Engine, stream: BinaryIO, name: str, processes: int = 1) -> Iterator[Done]:
    """Store the events of `stream`, a line each; what became of each chunk of them, once that is so for good.

    `name` stands for the file: in what is said of bad lines, and as the article of events that name none.
    """
    return order_behind(engine, _load(engine, stream, name, processes), lambda done: done.loaded.created)


def _load(engine: Engine, stream: BinaryIO, name: str, processes: int) -> Iterator[Done]:
    chunks = chunks_of(stream, name)
    begun = list(islice(chunks, 2 if processes > 1 else 0))
    pack = partial(_prepare_packed, dialect=engine.dialect.name)
    if len(begun) < 2:
        with TemporaryDirectory(prefix="timeline-api-") as folder:
            alone = partial(pack, folder=folder)
            yield from _store_all(engine, ((chunk, alone(chunk)) for chunk in chain(begun, chunks)))
        return
    with Processes(processes) as pool:
        pack = partial(pack, folder=pool.folder)
        ready = _in_order(partial(_submit, pool, pack), chain(begun, chunks), processes * _AHEAD)
        yield from _store_all(engine, ((chunk, packed or pack(chunk)) for chunk, packed in ready))


def chunks_of(stream: BinaryIO, name: str) -> Iterator[Chunk]:
    """The lines of a stream in chunks; of a line that is too long only its beginning, a byte more than is allowed."""
    first, lines, size = 1, list[bytes](), 0
    for line in _lines(stream):
        lines.append(line)
        size += len(line)
        if len(lines) >= LINES or size >= _BYTES:
            yield Chunk(name, first, lines)
            first, lines, size = first + len(lines), [], 0
    if lines:
        yield Chunk(name, first, lines)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1) or b"\n"


def prepare(chunk: Chunk, dialect: str, folder: str) -> Prepared:
    """All that can be done with a chunk for a store of that kind, without it; rows may be left in `folder`."""
    now = datetime.now(UTC)
    places: list[int] = []
    bad: list[BadDocument] = []
    return Prepared(lay_out(_told(chunk, places, bad), dialect, now, folder), places, bad, now)


def _told(chunk: Chunk, places: list[int], bad: list[BadDocument]) -> Iterator[Told]:
    """The events of a chunk one by one; the places of their lines are noted meanwhile, and lines that hold none."""
    file = file_head(chunk.name)
    for place, line in enumerate(chunk.lines):
        if not line.strip():
            continue
        try:
            told = _read(line, file)
        except UnreadableError as error:
            bad.append(BadDocument(f"{chunk.name}:{chunk.first + place}", error.what))
        else:
            places.append(place)
            yield told


def file_head(name: str) -> Head:
    """What tells the events of a file that name no article: the file itself."""
    return Head(key_of_head(None, name, None, None), title=name)


def _read(line: bytes, file: Head) -> Told:
    if len(line) > LONGEST:
        raise UnreadableError(f"the line is longer than {LONGEST} bytes")
    return read_event_line(line, file)


def _prepare_packed(chunk: Chunk, dialect: str, folder: str) -> bytes:
    """What `prepare` makes as it comes from a process: it takes less room so while it waits to be stored."""
    with _no_search_for_cycles():
        return pickle.dumps(prepare(chunk, dialect, folder), pickle.HIGHEST_PROTOCOL)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A quarter of the time goes into looking through many small objects for cycles, and rows have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _submit(pool: Processes, pack: Callable[[Chunk], bytes], chunk: Chunk) -> Future[bytes] | None:
    try:
        return pool.submit(pack, chunk)
    except BrokenProcessPool:
        return None


def _in_order(
    submit: Callable[[Chunk], Future[bytes] | None], chunks: Iterable[Chunk], ahead: int
) -> Iterator[tuple[Chunk, bytes | None]]:
    """Each chunk with what comes of it; None where a process was killed, and so for all that come after."""
    pending: deque[tuple[Chunk, Future[bytes] | None]] = deque()
    for chunk in chunks:
        pending.append((chunk, submit(chunk)))
        if len(pending) > ahead:
            yield _done(*pending.popleft())
    while pending:
        yield _done(*pending.popleft())


def _done(chunk: Chunk, future: Future[bytes] | None) -> tuple[Chunk, bytes | None]:
    try:
        return chunk, future.result() if future else None
    except BrokenProcessPool:
        return chunk, None


def _store_all(engine: Engine, ready: Iterator[tuple[Chunk, bytes]]) -> Iterator[Done]:
    """Store chunks, some in each transaction. They are waited for before it begins, since others wait for its end."""
    while waiting := list(islice(ready, CHUNKS)):
        while waiting:
            done = _store(engine, waiting)
            yield from done
            waiting = waiting[len(done) :]


def _store(engine: Engine, chunks: Iterable[tuple[Chunk, bytes]]) -> list[Done]:
    """Store the first of these chunks, and in the same transaction as many more as begin within `_SECONDS`."""
    done: list[Done] = []
    begun = time.monotonic()
    with loading(engine) as conn:
        for chunk, packed in chunks:
            if done and time.monotonic() - begun > _SECONDS:
                break
            done.append(_put(conn, chunk, pickle.loads(packed)))
    return done


def _put(conn: Connection, chunk: Chunk, prepared: Prepared) -> Done:
    file = file_head(chunk.name)
    loaded = put_prepared(
        conn, prepared.laid, lambda place: _read(chunk.lines[prepared.places[place]], file), prepared.now
    )
    return Done(chunk.name, chunk.first, chunk.first + len(chunk.lines) - 1, loaded, prepared.bad)
