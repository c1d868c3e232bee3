"""Connections that wait for whichever thread is free, and answers that are sent at once."""

from __future__ import annotations

import re
import select
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
import requests
from gunicorn.config import Config

from tests.serving import Running, running
from timeline_api.settings import Settings

if sys.platform != "linux":
    pytest.skip("elsewhere gunicorn hands requests out", allow_module_level=True)

from timeline_api.ready import Settled, WaitingConnections


@dataclass(eq=False)
class Connection:
    """What of gunicorn's connections is looked at."""

    sock: socket.socket
    timeout: float = 10.0


@pytest.fixture
def pairs() -> Iterator[list[tuple[Connection, socket.socket]]]:
    """Connections and the clients' sides of them."""
    with ExitStack() as stack:
        made = [socket.socketpair() for _ in range(3)]
        yield [(Connection(stack.enter_context(ours)), stack.enter_context(theirs)) for ours, theirs in made]


def test_who_has_something_to_say_is_taken(pairs: list[tuple[Connection, socket.socket]]) -> None:
    waiting = WaitingConnections()
    for conn, _ in pairs:
        waiting.add(conn)
    pairs[1][1].sendall(b"x")
    assert waiting.take() is pairs[1][0]
    assert len(waiting) == 2
    waiting.add(pairs[1][0])  # what was sent has not been read, so it is ready at once
    assert waiting.take() is pairs[1][0]


def test_one_thread_takes_each(pairs: list[tuple[Connection, socket.socket]]) -> None:
    waiting = WaitingConnections()
    taken: list[object] = []
    threads = [threading.Thread(target=lambda: taken.append(waiting.take())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for conn, theirs in pairs:
        waiting.add(conn)
        theirs.sendall(b"x")
    time.sleep(0.2)
    assert len(taken) == len(pairs)
    assert set(taken) == {conn for conn, _ in pairs}
    waiting.ring()
    for thread in threads:
        thread.join(5)
    assert taken[len(pairs) :] == [None, None]
    assert waiting.take() is None


def test_the_silent_are_taken_when_their_time_is_over(pairs: list[tuple[Connection, socket.socket]]) -> None:
    waiting = WaitingConnections()
    for seconds, (conn, _) in enumerate(pairs):
        conn.timeout = float(seconds)
        waiting.add(conn)
    assert waiting.take_silent(1.0) == [pairs[0][0], pairs[1][0]]
    assert len(waiting) == 1
    pairs[0][1].sendall(b"x")
    pairs[2][1].sendall(b"x")
    assert waiting.take() is pairs[2][0]


def test_settled_says_what_the_configuration_says() -> None:
    config = Config()
    config.set("keepalive", 7)
    settled = Settled(config)
    assert vars(settled).keys() > config.settings.keys()
    assert all(getattr(settled, name) == getattr(config, name) for name in config.settings)
    assert (settled.keepalive, settled.address, settled.is_ssl) == (7, config.address, config.is_ssl)


@pytest.fixture(scope="module")
def server(shared_sqlite_url: str) -> Iterator[Running]:
    with running(Settings(database=shared_sqlite_url, threads=4)) as started:
        yield started


def ask(server: Running, sent: bytes) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    sock.sendall(sent)
    return sock


def test_connections_without_a_request_hold_no_thread(server: Running) -> None:
    with ExitStack() as stack:
        kept = [stack.enter_context(requests.Session()) for _ in range(40)]
        for session in kept:
            assert session.get(f"{server.url}/healthz", timeout=5).status_code == 200
        for _ in range(40):
            stack.enter_context(ask(server, b""))
        started = time.monotonic()
        for session in kept:
            assert session.get(f"{server.url}/healthz", timeout=5).status_code == 200
        assert time.monotonic() - started < 4


def test_requests_sent_together_are_answered_in_order(server: Running) -> None:
    paths = [b"/healthz", b"/nowhere", b"/events?limit=0", b"/healthz"]
    heads = [b"GET %b HTTP/1.1\r\nHost: a\r\n" % path for path in paths]
    heads[-1] += b"Connection: close\r\n"
    with ask(server, b"\r\n".join(heads) + b"\r\n") as sock:
        answers = b"".join(iter(lambda: sock.recv(65536), b""))
    assert re.findall(rb"HTTP/1[.]1 ([0-9]{3}) ", answers) == [b"200", b"404", b"400", b"200"]


@pytest.mark.parametrize(
    ("method", "path", "ends"),
    [
        (b"GET", b"/events", b"}"),
        (b"HEAD", b"/events", b"\r\n\r\n"),
        (b"GET", b"/events?format=ndjson", b"0\r\n\r\n"),  # streamed: in chunks
        (b"GET", b"/docs/assets/favicon-32x32.png", b"IEND\xaeB`\x82"),  # a file, which the system sends
    ],
)
def test_answers_are_whole(server: Running, method: bytes, path: bytes, ends: bytes) -> None:
    with ask(server, b"%b %b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % (method, path)) as sock:
        answer = b"".join(iter(lambda: sock.recv(65536), b""))
    head, _, content = answer.partition(b"\r\n\r\n")
    fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert head.startswith(b"HTTP/1.1 200 ")
    assert {b"Server", b"Date", b"Content-Type", b"X-Request-ID"} <= fields.keys()
    assert answer.endswith(ends)
    if method == b"GET" and b"Content-Length" in fields:
        assert len(content) == int(fields[b"Content-Length"])


def test_head_and_content_come_together(server: Running) -> None:
    with ask(server, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") as sock:
        assert select.select([sock], [], [], 10)[0]
        head, _, content = sock.recv(65536).partition(b"\r\n\r\n")
    assert b"Content-Length: %d" % len(content) in head
    assert content
