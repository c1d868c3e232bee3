"""gunicorn's threaded worker, whose threads take the next request themselves.

gunicorn has one thread hand out all requests: it waits for connections, puts each that has something to say in a queue,
and is told through a pipe when its request is done. Where an answer takes a tenth of a millisecond, that handing over
costs more than the answer. Here all free threads wait for the same connections, and the system wakes one of them for
each that has something to say. The first thread accepts connections, and closes those that are silent too long.
"""

from __future__ import annotations

import os
import select
import sys
import time
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER

from timeline_api.patience import PatientSocket
from timeline_api.worker import ProblemWorker

if sys.platform == "linux":
    _ONCE = select.EPOLLIN | select.EPOLLRDHUP | select.EPOLLONESHOT

    class WaitingConnections:
        """gunicorn's connections (`TConn`) that wait for their next request. Any thread may call anything."""

        def __init__(self) -> None:
            self._system = select.epoll()
            self._bell = os.eventfd(0)
            self._system.register(self._bell, select.EPOLLIN)
            self._waiting: dict[int, Any] = {}

        def __len__(self) -> int:
            return len(self._waiting)

        def add(self, conn: Any) -> None:
            """Have the connection wait, until something comes or its `timeout`."""
            descriptor = conn.sock.fileno()
            self._waiting[descriptor] = conn
            try:
                self._system.modify(descriptor, _ONCE)
            except FileNotFoundError:  # it has not waited before
                self._system.register(descriptor, _ONCE)

        def take(self) -> Any | None:
            """Wait for one that has something to say, and take it out; None when the bell has rung."""
            while True:
                [(descriptor, _)] = self._system.poll(maxevents=1)
                if descriptor == self._bell:
                    return None
                # It may just have been taken for its silence.
                conn = self._waiting.pop(descriptor, None)
                if conn is not None:
                    return conn

        def is_asking(self, conn: Any) -> bool:
            """Whether the connection has something to say and nobody has taken it."""
            descriptor = conn.sock.fileno()
            if self._waiting.get(descriptor) is not conn:
                return False
            look = select.poll()
            look.register(descriptor, select.POLLIN)
            return bool(look.poll(0))

        def take_silent(self, now: float) -> list[Any]:
            """Take those out whose `timeout` is over."""
            taken = []
            for descriptor, seen in self._waiting.copy().items():
                conn = self._waiting.pop(descriptor, None) if seen.timeout <= now else None
                if conn is None:
                    continue
                if conn.timeout <= now:
                    taken.append(conn)
                else:  # it has been served meanwhile, and waits anew
                    self.add(conn)
            return taken

        def ring(self) -> None:
            """Let nobody wait any more, now or later."""
            os.eventfd_write(self._bell, 1)

    class Settled:
        """gunicorn's configuration as plain attributes: it looks at dozens for each request, and makes each anew."""

        def __init__(self, configuration: Any) -> None:
            self._configuration = configuration
            vars(self).update({name: getattr(configuration, name) for name in configuration.settings})

        def __getattr__(self, name: str) -> Any:
            """What is made of several settings, which do not change any more."""
            made = getattr(self._configuration, name)
            setattr(self, name, made)
            return made

    class ReadyWorker(ProblemWorker):
        """A worker whose threads each wait for the next request, take it, and wait again."""

        def init_process(self) -> None:
            """gunicorn's own hook, called in the process of the worker."""
            self.cfg = Settled(self.cfg)
            self._open: set[Any] = set()
            self._arrived: list[Any] = []
            self._stops_at: float | None = None
            self.keepalived_conns = WaitingConnections()  # gunicorn looks at how many there are
            super().init_process()

        @property
        def nr_conns(self) -> int:
            """How many connections there are: gunicorn counts them in one thread, and here several close them."""
            return len(self._open)

        @nr_conns.setter
        def nr_conns(self, _count: int) -> None:
            """gunicorn adds one when it accepts a connection."""

        @property
        def worker_connections(self) -> int:
            """gunicorn accepts while it has fewer connections than this: as many as it has threads, beside idle ones.

            Else the connections that find no thread here would wait for one, while another worker has them free.
            """
            idle = len(self.keepalived_conns) - len(self._arrived)
            return min(int(self.cfg.worker_connections), idle + int(self.cfg.threads))

        @worker_connections.setter
        def worker_connections(self, _most: int) -> None:
            """gunicorn sets it once, to what its configuration says."""

        def run(self) -> None:
            """gunicorn's own hook: serve until told to stop, and let the requests in flight finish."""
            self.poller.register(self.method_queue.fileno(), select.POLLIN, self.method_queue.run_callbacks)
            for _ in range(self.cfg.threads):
                self.tpool.submit(self._serve)
            try:
                while self.alive and self.is_parent_alive():
                    self._turn(1.0)
                self._drain()
            finally:
                self.keepalived_conns.ring()
            self.tpool.shutdown(wait=False)

        def handle_quit(self, sig: int, frame: object) -> None:
            """gunicorn's own hook: stop at once."""
            self.keepalived_conns.ring()
            super().handle_quit(sig, frame)

        def enqueue_req(self, conn: Any) -> None:
            """gunicorn's own hook: a connection has been accepted."""
            conn.sock = PatientSocket.taking(conn.sock, self.app.settings.client_timeout)
            conn.data_ready = True  # it will be when a thread takes it
            self._open.add(conn)
            self._arrived.append(conn)
            self._wait(conn)

        def _turn(self, seconds: float) -> None:
            """Accept what comes within so many seconds, and close what has been silent too long."""
            self.notify()
            self._arrived = [conn for conn in self._arrived if self.keepalived_conns.is_asking(conn)]
            self.set_accept_enabled(self.alive and self.nr_conns < self.worker_connections)
            self.wait_for_and_dispatch_events(seconds)
            for conn in self.keepalived_conns.take_silent(time.monotonic()):
                self._close(conn)

        def _drain(self) -> None:
            """Accept nothing more and let requests in flight finish. Connections without one stay open for a moment:
            a client may be sending its request already. Of a request whose head is not there by then, nobody knows
            what it asks for, and nothing is lost when it is asked again.
            """
            self._stops_at = time.monotonic() + STOP_KEEPALIVE_LINGER
            for conn in list(self._open):
                conn.timeout = self._stops_at
            deadline = time.monotonic() + self.cfg.graceful_timeout
            while self._open and time.monotonic() < deadline:
                self._turn(0.05)
                if time.monotonic() > self._stops_at:
                    for conn in self._open.copy():
                        conn.sock.end_head()

        def _serve(self) -> None:
            """What each thread does until the bell rings."""
            while (conn := self.keepalived_conns.take()) is not None:
                if self._answer(conn):
                    self._wait(conn)
                else:
                    self._close(conn)
                if not (self.alive and self._accepting):
                    self.method_queue.defer(_look)  # the first thread may accept again, or has to stop

        def _answer(self, conn: Any) -> bool:
            """Answer what the connection asks; whether it may ask again."""
            try:
                more = self.handle(conn)
                while more and conn.parser.unreader.buf.getvalue():  # the next request has been read with this one
                    more = self.handle(conn)
            except Exception:
                self.log.exception("Error handling request")
                return False
            return bool(more)

        def _wait(self, conn: Any) -> None:
            conn.timeout = self._stops_at or time.monotonic() + self.cfg.keepalive
            self.keepalived_conns.add(conn)

        def _close(self, conn: Any) -> None:
            conn.close()
            self._open.discard(conn)

    def _look() -> None:
        """Nothing: that it is called wakes the first thread."""

else:  # the system has no such waiting: gunicorn's way

    class ReadyWorker(ProblemWorker):
        """gunicorn's own way of handing out requests."""
