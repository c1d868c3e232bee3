"""Shards over the machines of a Dask cluster, in order.

Workers read, and know nothing of the store: they are sent articles, and send back what is told in them, with a
checksum. Whoever hands out the shards stores them, in the order in which they came, so that the tables are those of a
run in one process. Each shard is given to one worker, so that it is known what a worker was at when it was killed, and
a ledger in the store remembers it. A result that does not have its checksum is refused, and the shard read again. A
shard whose workers are killed three times is set aside, the third time alone on its worker: none is blamed for what
another did. When the scheduler goes, all that is under way is handed out again as soon as it is back.
"""

from __future__ import annotations

import logging
import time
from asyncio import CancelledError
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

from distributed import Client, Future
from distributed.comm.addressing import resolve_address
from distributed.scheduler import KilledWorker
from sqlalchemy import Engine

from timeline_api.bulk.pool import TRIES
from timeline_api.bulk.shards import ReadShard, Shard, is_read, read_shard
from timeline_api.bulk.signed import SignedResult, places_in, read_signed, shard_id
from timeline_api.ingest.reading import BadDocument, Found, Pending
from timeline_api.store.engine import reading, writing
from timeline_api.store.ledger import ShardRow, ShardState, find_shards, write_shards
from timeline_api.version import __version__

ARTICLES = 300
"""Articles of a shard, at most: a second or two of reading, so that handing it out costs little."""
_AHEAD = 2  # shards that a thread of a worker has waiting, so that it is never idle
_WINDOW = 3  # times as many are under way, so that one that is read again holds up nobody at once
_LOOK = 0.5  # seconds between two looks at who is there
_FIRST_PATIENCE = 5.0  # seconds for the scheduler to be found at first: its address may be wrong
_FETCH = 10.0  # seconds to get a result; one that was lost with its worker never comes
_SECOND_CHANCE = 2.0  # seconds in which a client may find by itself the scheduler that it has lost
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0  # seconds between two attempts to find the scheduler
_log = logging.getLogger(__name__)
_GONE = (OSError, TimeoutError)


class ClusterError(Exception):
    """The cluster cannot be used; the message says why."""


@dataclass(slots=True)
class _Job:
    """A shard under way: who has it, in which attempt and until when, and what came of it."""

    id: str
    shard: Shard
    attempt: int = 1
    worker: str | None = None
    future: Future[SignedResult] | None = None
    due: float = 0.0
    result: ReadShard | None = None
    checksum: str | None = None

    def row(self, state: ShardState, lease: float = 0.0) -> ShardRow:
        """What the ledger is to say of it."""
        until = datetime.now(UTC) + timedelta(seconds=lease) if state == "leased" else None
        articles = () if state == "done" else places_in(self.shard)
        return ShardRow(self.id, state, self.attempt, self.worker, until, self.checksum, articles)


class Cluster:
    """A cluster that reads shards, its scheduler at `address`, its ledger in the store of `engine`; close it, or use it
    in a `with` block.

    `patience` is the seconds to wait for a scheduler, or for workers, that are away, `lease` those that a shard may
    take; `read` is what workers do with a shard, given the kind of store. Raises `ClusterError` when there is no
    scheduler.
    """

    def __init__(
        self,
        address: str,
        engine: Engine,
        patience: float = 600.0,
        lease: float = 600.0,
        read: Callable[[Shard, str], SignedResult] = read_signed,
    ) -> None:
        self._address = _checked(address)
        self._engine = engine
        self._patience = patience
        self._lease = lease
        self._read = read
        self._threads: dict[str, int] = {}
        self._seen_at = time.monotonic()
        self._news = Event()
        self._client = self._connect(time.monotonic() + _FIRST_PATIENCE)

    def read(self, shards: Iterable[Shard]) -> Iterator[ReadShard]:
        """Each shard once it is read, in order. Who takes the next has stored the one before."""
        jobs: deque[_Job] = deque()
        source = iter(shards)
        while self._fill(jobs, source):
            while jobs[0].result is None:
                self._go_on(jobs)
            yield jobs[0].result
            done = jobs.popleft()
            if done.checksum is not None:
                self._note([done.row("done")])

    def close(self) -> None:
        """Leave the cluster; what it was reading for us is given up."""
        self._client.close(timeout=_LONGEST_PAUSE)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _fill(self, jobs: deque[_Job], source: Iterator[Shard]) -> bool:
        """Take in as many shards as keep all workers busy; whether any is under way."""
        room = max(1, sum(self._threads.values())) * _AHEAD * _WINDOW
        while len(jobs) < room:
            shard = next(source, None)
            if shard is None:
                break
            jobs.append(self._job(shard))
        return bool(jobs)

    def _job(self, shard: Shard) -> _Job:
        job = _Job(shard_id(shard), shard)
        if is_read(shard):
            job.result = read_shard(shard, self._engine.dialect.name)
            return job
        with reading(self._engine) as conn:
            known = find_shards(conn, [job.id]).get(job.id)
        if known is not None and known.state != "done":
            job.attempt = known.attempt
        if known is not None and known.state == "set aside":
            job.result = _set_aside(shard)
        return job

    def _go_on(self, jobs: Sequence[_Job]) -> None:
        """Hand out what waits, and take what has come back, or find the scheduler again."""
        try:
            self._look()
            self._hand_out(jobs)
            self._take(jobs)
        except _GONE as error:
            _log.warning("the scheduler at %s is away: %s", self._address, error)
            self._find_again()

    def _find_again(self) -> None:
        """Wait for a scheduler that is away; what it had of ours is then "cancelled".

        The client itself looks for it, and is not closed as soon as it does, since the connection that it is making
        would stay open; nor is it waited for long, since another client may be what finds the scheduler.
        """
        since = time.monotonic()
        until = since + self._patience
        time.sleep(_FIRST_PAUSE)
        while self._client.status == "connecting" and time.monotonic() - since < _SECOND_CHANCE:
            time.sleep(_FIRST_PAUSE)
        if self._client.status != "running":
            self._client.close(timeout=_LONGEST_PAUSE)
            self._client = self._connect(until)

    def _look(self) -> None:
        """See who is there. Raises `OSError` when the scheduler is not."""
        if self._client.status != "running":
            raise ConnectionError("the connection is lost")
        found = self._client.scheduler_info(n_workers=-1)["workers"]
        self._threads = {address: int(worker["nthreads"]) for address, worker in found.items()}
        if self._threads:
            self._seen_at = time.monotonic()
        elif time.monotonic() - self._seen_at > self._patience:
            raise ClusterError(f"the cluster at {self._address} has had no workers for {self._patience:g} seconds")

    def _hand_out(self, jobs: Sequence[_Job]) -> None:
        load = Counter(job.worker for job in jobs if job.future is not None)
        leased = []
        for job in jobs:
            if job.result is not None or job.future is not None:
                continue
            worker = self._free_worker(job, jobs, load)
            if worker is None:
                break  # in order: who comes later waits, until the worker that this one needs has nothing else
            load[worker] += 1
            job.worker, job.due = worker, time.monotonic() + self._lease
            leased.append(job)
        self._note([job.row("leased", self._lease) for job in leased])
        for job in leased:
            job.future = self._client.submit(
                self._read,
                job.shard,
                self._engine.dialect.name,
                workers=[job.worker],
                allow_other_workers=False,
                pure=False,
            )
            job.future.add_done_callback(lambda _future: self._news.set())

    def _free_worker(self, job: _Job, jobs: Sequence[_Job], load: Counter[str | None]) -> str | None:
        """Whom to give a shard: who has least to do. The last attempt is made alone."""
        alone = {other.worker for other in jobs if other.future is not None and other.attempt == TRIES}
        room = {worker: 1 if job.attempt == TRIES else threads * _AHEAD for worker, threads in self._threads.items()}
        free = [worker for worker in room if worker not in alone and load[worker] < room[worker]]
        return min(free, key=lambda worker: load[worker], default=None)

    def _take(self, jobs: Sequence[_Job]) -> None:
        out = [job for job in jobs if job.future is not None]
        self._news.wait(_LOOK)
        self._news.clear()
        for job in out:
            self._settle(job)

    def _settle(self, job: _Job) -> None:
        """Take the result of a shard, or see what has become of its worker."""
        future = job.future
        if future is None:
            return
        if future.status == "finished":
            self._accept(job, future)
        elif future.status == "error":
            error = future.exception()
            if not isinstance(error, KilledWorker):
                raise ClusterError(f"the worker at {job.worker} failed: {type(error).__name__}: {error}") from error
            self._try_again(job)
        elif future.status in ("cancelled", "lost"):
            job.future = None  # with the connection; nobody's fault
        elif job.worker not in self._threads:
            self._try_again(job)
        elif time.monotonic() > job.due:
            _log.warning("the worker at %s has had a shard for %g seconds: it is restarted", job.worker, self._lease)
            self._client.restart_workers([str(job.worker)], raise_for_error=False)
            self._try_again(job)

    def _accept(self, job: _Job, future: Future[SignedResult]) -> None:
        job.future = None
        try:
            sent = future.result(timeout=_FETCH if job.worker in self._threads else 0.1)
        except (TimeoutError, CancelledError):
            future.cancel()
            _log.warning("the worker at %s ended before it gave its result", job.worker)
            return
        if sent.extractor != __version__:
            raise ClusterError(f"the worker at {job.worker} has extractor {sent.extractor}, not {__version__}")
        if (items := sent.items()) is None:
            self._try_again(job, "sent a result that is not what it read")
            return
        job.result, job.checksum = items, sent.checksum

    def _try_again(self, job: _Job, what: str = "ended with a shard") -> None:
        """Its worker has gone with it, or did `what`: hand it out once more, or set it aside."""
        if job.future is not None:
            job.future.cancel()
            job.future = None
        _log.warning("the worker at %s %s (attempt %d of %d)", job.worker, what, job.attempt, TRIES)
        if job.attempt == TRIES:
            job.result = _set_aside(job.shard)
            self._note([job.row("set aside")])
            return
        job.attempt += 1
        self._note([job.row("leased")])

    def _note(self, rows: Sequence[ShardRow]) -> None:
        if rows:
            with writing(self._engine) as conn:
                write_shards(conn, rows, datetime.now(UTC))

    def _connect(self, until: float) -> Client:
        """Find the scheduler, however long that takes within patience."""
        self._threads = {}
        pause = _FIRST_PAUSE
        while True:
            try:
                client = Client(self._address, timeout=_LONGEST_PAUSE, set_as_default=False)
            except _GONE as error:
                if time.monotonic() > until:
                    raise ClusterError(f"there is no Dask scheduler at {self._address}") from error
            else:
                return client
            time.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)


def _checked(address: str) -> str:
    """The address, if it is one, whoever may be there."""
    try:
        resolve_address(address)
    except ValueError as error:
        raise ClusterError(f"{address!r} is no address of a Dask scheduler, as tcp://host:8786 is: {error}") from None
    except OSError:
        pass  # a name that means nothing now may do so later
    return address


def _set_aside(shard: Shard) -> ReadShard:
    """Each article of a shard by name; those that need no reading as they are."""
    what = f"set aside: reading its shard of {len(shard)} ended a worker, or gave a damaged result, {TRIES} times"
    return [BadDocument(item.where, what) if isinstance(item, Found | Pending) else item for item in shard]
