"""Shards through a pool of processes, in order, however a process ends.

Not more shards are under way than keep every process busy, so that memory stays level whatever there is to read. When
a process is killed (the kernel does so when memory runs out), the shards that were under way are read again one after
the other: only the one that kills its process again is to blame. Of that one each article is tried alone, and one that
kills its process three times is set aside by name; all others are read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

from timeline_api.bulk.processes import Processes
from timeline_api.bulk.shards import Item, ReadShard, Shard, is_read
from timeline_api.ingest.reading import BadDocument, Found, Pending

TRIES = 3
"""How many processes an article may take down before it is set aside."""
_AHEAD = 2  # shards a process has waiting, so that it is never idle while one is stored

_Pending = deque[tuple[Shard, "Future[ReadShard]"]]


class Pool:
    """A pool of processes that read shards; close it, or use it in a `with` block."""

    def __init__(self, processes: int, read: Callable[[Shard], ReadShard]) -> None:
        self._count = processes
        self._read = read
        self._processes = Processes(processes)

    def read(self, shards: Iterable[Shard]) -> Iterator[ReadShard]:
        """Each shard once it is read, in order."""
        pending: _Pending = deque()
        for shard in shards:
            pending.append((shard, self._submit(shard)))
            if len(pending) > self._count * _AHEAD:
                yield self._next(pending)
        while pending:
            yield self._next(pending)

    def close(self) -> None:
        """Stop the processes; what they were reading is given up."""
        self._processes.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _submit(self, shard: Shard) -> Future[ReadShard]:
        if is_read(shard):
            return _done(self._read(shard))
        try:
            return self._processes.submit(self._read, shard)
        except BrokenProcessPool as error:
            broken: Future[ReadShard] = Future()
            broken.set_exception(error)
            return broken

    def _next(self, pending: _Pending) -> ReadShard:
        try:
            result = pending[0][1].result()
        except BrokenProcessPool:
            self._read_again(pending)
            result = pending[0][1].result()
        pending.popleft()
        return result

    def _read_again(self, pending: _Pending) -> None:
        """Put in the place of each shard that was under way what comes of it now."""
        self._restart()
        for place, (shard, future) in enumerate(pending):
            if future.done() and future.exception() is None:
                continue
            pending[place] = (shard, _done(self._read_alone(shard)))

    def _read_alone(self, shard: Shard) -> ReadShard:
        try:
            return self._submit(shard).result()
        except BrokenProcessPool:
            self._restart()
        return [result for item in shard for result in self._read_one(item)]

    def _read_one(self, item: Item) -> ReadShard:
        if not isinstance(item, Found | Pending):
            return [item]
        for _ in range(TRIES):
            try:
                return self._submit([item]).result()
            except BrokenProcessPool:
                self._restart()
        return [BadDocument(item.where, f"set aside: reading it ended a process {TRIES} times")]

    def _restart(self) -> None:
        self.close()
        self._processes = Processes(self._count)


def _done(result: ReadShard) -> Future[ReadShard]:
    future: Future[ReadShard] = Future()
    future.set_result(result)
    return future
