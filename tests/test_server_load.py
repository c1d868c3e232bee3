"""The server among clients that are slow, that do not go, and that ask while it changes its workers."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import requests

from tests.serving import Running, running, until, workers
from timeline_api.patience import PatientSocket, TooSlow
from timeline_api.settings import Settings

HALF_HEAD = b"GET /events HTTP/1.1\r\nHost: a\r\n"
HALF_BODY = b"POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
READS_NOTHING = b"GET /docs/assets/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n"
CLOSES_NOTHING = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(shared_sqlite_url: str) -> Iterator[Running]:
    with running(Settings(database=shared_sqlite_url, threads=20, client_timeout=2, drain=5)) as started:
        yield started


@contextmanager
def held(server: Running, sent: bytes, count: int) -> Iterator[list[socket.socket]]:
    """Connections that have sent this, and stay open."""
    with ExitStack() as stack:
        opened = []
        for _ in range(count):
            sock = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            sock.sendall(sent)
            opened.append(sock)
        yield opened


def longest_wait(server: Running) -> float:
    """The longest of ten requests, each on a connection of its own; seconds."""
    waits = []
    for _ in range(10):
        started = time.monotonic()
        assert requests.get(f"{server.url}/events", timeout=20).status_code == 200
        waits.append(time.monotonic() - started)
    return max(waits)


@pytest.mark.parametrize("sent", [HALF_HEAD, HALF_BODY, READS_NOTHING, CLOSES_NOTHING])
def test_slow_clients_starve_nobody(server: Running, sent: bytes) -> None:
    """As many as there are threads but a few. Who closes nothing would otherwise hold up all connections in turn."""
    with held(server, sent, 34):
        time.sleep(0.2)
        assert longest_wait(server) < 1


@pytest.mark.parametrize(("sent", "said"), [(HALF_HEAD, b"the request did not"), (HALF_BODY, b"the body did not")])
def test_more_slow_clients_than_threads_are_given_up(server: Running, sent: bytes, said: bytes) -> None:
    with held(server, sent, 60) as opened:
        time.sleep(0.2)
        assert longest_wait(server) < 8
        answer = opened[0].recv(4096)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer
    assert said in answer


def test_a_slow_line_is_no_slow_client(server: Running) -> None:
    """A body may take longer than the patience, as long as some of it comes."""
    body = b'{"text": "The old bridge opened on 2024-12-08."}'
    with held(server, HALF_BODY.replace(b"99", b"%d" % len(body)), 1) as [sock]:
        for place in range(1, len(body), 12):
            time.sleep(0.7)
            sock.sendall(body[place : place + 12])
        assert sock.recv(4096).startswith(b"HTTP/1.1 200 ")


@contextmanager
def asking(server: Running, clients: int = 3) -> Iterator[list[object]]:
    """Clients that keep their connections and ask without a pause; what they got, statuses and errors, comes back."""
    got: list[object] = []
    done = threading.Event()

    def ask() -> None:
        with requests.Session() as session:
            while not done.is_set():
                try:
                    got.append(session.get(f"{server.url}/events", timeout=20).status_code)
                except requests.RequestException as error:
                    got.append(error)

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield got
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_reloading_is_noticed_by_nobody(server: Running) -> None:
    with asking(server) as got:
        for _ in range(2):
            before, answers = workers(server), len(got)
            server.process.send_signal(signal.SIGHUP)
            until(lambda before=before: not before & workers(server))
            assert len(got) > answers + 20
    assert set(got) == {200}


def test_workers_are_replaced_and_nobody_notices(sqlite_url: str) -> None:
    with running(Settings(database=sqlite_url, recycle=100)) as server:
        before = workers(server)
        with asking(server) as got:
            until(lambda: not before & workers(server))
    assert set(got) == {200}
    assert len(got) >= 2 * 100  # both workers have served what they serve before they are replaced


def test_a_socket_waits_for_a_head_as_a_whole() -> None:
    ours, theirs = socket.socketpair()
    with theirs, PatientSocket.taking(ours, 0.3) as patient:
        patient.expect_head()
        started = time.monotonic()
        with pytest.raises(TooSlow):  # noqa: PT012  # whichever of them it is
            for _ in range(20):
                theirs.send(b"x")
                assert patient.recv(10) == b"x"
                time.sleep(0.05)
        assert time.monotonic() - started < 0.8


def test_a_socket_waits_for_each_byte_of_a_body() -> None:
    ours, theirs = socket.socketpair()
    with theirs, PatientSocket.taking(ours, 0.3) as patient:
        patient.expect_head()
        patient.expect_body()
        for _ in range(8):
            time.sleep(0.1)
            theirs.send(b"x")
            assert patient.recv(10) == b"x"
        with pytest.raises(TimeoutError, match="sends nothing"):
            patient.recv(10)


def test_a_socket_gives_up_who_takes_nothing() -> None:
    ours, theirs = socket.socketpair()
    with theirs, PatientSocket.taking(ours, 0.2) as patient, pytest.raises(BrokenPipeError, match="takes nothing"):
        patient.sendall(b"x" * 10_000_000)
