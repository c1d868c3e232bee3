"""The server as the network sees it: half-sent requests, chunked bodies, stopping, older databases."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from sqlalchemy import create_engine, text

from tests.serving import Running, running, until, workers
from timeline_api.measuring import FOLDER_VARIABLE, begin_measuring, end_measuring
from timeline_api.server import OutdatedDatabase, address, gunicorn_options, prepare_database
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.keys import create_key
from timeline_api.store.migrate import head, is_current

SLOW_CLIENTS = 50
MAX_BODY = 100_000
HALF_SENT = b"POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"


@pytest.fixture(scope="module")
def server(shared_sqlite_url: str) -> Iterator[Running]:
    """A server for the tests that leave it as it is."""
    with running(Settings(database=shared_sqlite_url, max_body=MAX_BODY, drain=10)) as started:
        yield started


@pytest.fixture
def own_server(sqlite_url: str) -> Iterator[Running]:
    """A server that a test may stop."""
    with running(Settings(database=sqlite_url, drain=10)) as started:
        yield started


def connect(server: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def read_all(sock: socket.socket) -> bytes:
    pieces = []
    while piece := sock.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def test_half_sent_requests_starve_nobody(server: Running) -> None:
    held = [connect(server) for _ in range(SLOW_CLIENTS)]
    for number, sock in enumerate(held):
        head_only = b"GET /events HTTP/1.1\r\nHost: a\r\n"
        sock.sendall(HALF_SENT if number % 2 else head_only)
    time.sleep(0.3)
    started = time.monotonic()
    for _ in range(10):
        assert requests.get(f"{server.url}/events", timeout=5).status_code == 200
    assert (time.monotonic() - started) / 10 < 1
    for sock in held:
        sock.close()


def chunks(total: int) -> Iterator[bytes]:
    body = b'{"text": "' + (b"A. " * total)[: total - 12] + b'"}'
    for start in range(0, len(body), 4096):
        yield body[start : start + 4096]


@pytest.mark.parametrize(("size", "status"), [(MAX_BODY, 200), (MAX_BODY + 1, 413), (MAX_BODY * 3, 413)])
def test_chunked_bodies_have_the_same_limit(server: Running, size: int, status: int) -> None:
    answer = requests.post(
        f"{server.url}/extract", data=chunks(size), headers={"Content-Type": "application/json"}, timeout=10
    )
    assert answer.status_code == status


def test_who_sends_all_of_a_body_that_is_too_large_reads_the_answer(server: Running) -> None:
    # Unlike urllib3, which `requests` is made of, this client does not look for an answer once it cannot send.
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    client.request("POST", "/extract", b" " * 8_000_000, {"Content-Type": "application/json"})
    assert client.getresponse().status == 413
    client.close()


def test_a_body_cut_off_is_no_error_of_ours(server: Running) -> None:
    with connect(server) as sock:
        sock.sendall(HALF_SENT)
        sock.shutdown(socket.SHUT_WR)
        answer = read_all(sock)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"ended before" in answer


@pytest.fixture(scope="module")
def key(shared_sqlite_url: str) -> dict[str, str]:
    engine = open_engine(shared_sqlite_url)
    with writing(engine) as conn:
        secret = create_key(conn, "test", ("ingest",), datetime(2026, 1, 1, tzinfo=UTC)).secret
    engine.dispose()
    return {"Authorization": f"Bearer {secret}"}


def test_one_name_at_once_in_several_processes_is_one_article(server: Running, key: dict[str, str]) -> None:
    headers = {**key, "Idempotency-Key": "at-once"}

    def post(_: int) -> tuple[int, bytes]:
        article = {"text": "The old bridge opened on 2024-12-08."}
        answer = requests.post(f"{server.url}/articles", json=article, headers=headers, timeout=30)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(post, range(50)))
    assert [status for status, _ in answers] == [201]
    assert len(requests.get(f"{server.url}/articles", timeout=5).json()["items"]) == 1


def test_a_batch_in_chunks_from_a_client_that_reads_last(server: Running, key: dict[str, str]) -> None:
    """More results than the network holds: a server that answered while it reads would wait for ever."""
    bad = b'{"%s": 1}\n' % (b"x" * 1000)
    headers = {**key, "Content-Type": "application/x-ndjson"}
    body = (bad for _ in range(9_000))
    answer = requests.post(f"{server.url}/articles/batch", data=body, headers=headers, timeout=60)
    assert [json.loads(line)["status"] for line in answer.content.splitlines()] == [422] * 9_000
    assert len(answer.content) > 9_000_000


def test_no_redirects_to_other_hosts(server: Running) -> None:
    with connect(server) as sock:
        sock.sendall(b"GET //example.org/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert read_all(sock).startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        (b"GET /events?q=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nBad Header: 1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc", 400),
    ],
)
def test_what_cannot_be_parsed_is_answered_as_a_problem(server: Running, request_head: bytes, status: int) -> None:
    with connect(server) as sock:
        sock.sendall(request_head)
        head, _, body = read_all(sock).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/problem+json" in head
    assert json.loads(body)["status"] == status


def test_an_address_in_other_letters_is_told_how_to_write_them(server: Running) -> None:
    with connect(server) as sock:
        sock.sendall("GET /events?q=café HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        answer = read_all(sock)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"%C3%A9" in answer


SECRET = b"tl_01234567_" + b"Ab-_" * 10 + b"Cde"


MISPLACED = (
    (b"%b /events HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /events?key=%b\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /ev ents?key=%b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /events HTTP/1.1\r\nHost: a\r\nAuthorization Bearer %b\r\n\r\n", 400),
    (b"GET /events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %b\x01\r\n\r\n", 400),
    (b"GET /events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer\r\n %b\r\n\r\n", 400),
    (b"GET /events HTTP/1.1\r\nHost: a\r\nExpect: %b\r\n\r\n", 417),
    (b"POST /articles HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %b\r\n\r\n", 501),
    (b"GET /%b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
    (b"GET /events?limit=%b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
)


def test_a_key_in_the_wrong_place_is_not_repeated(sqlite_url: str) -> None:
    with running(Settings(database=sqlite_url, access_log="on", workers=1)) as server:
        for sent, status in MISPLACED:
            with connect(server) as sock:
                sock.sendall(sent % SECRET)
                answer = read_all(sock)
            assert answer.startswith(b"HTTP/1.1 %d " % status)
            assert SECRET.lower() not in answer.lower()
        told = requests.get(f"{server.url}/metrics", timeout=10).content
        server.process.terminate()
        server.process.wait(timeout=30)
        told += server.told()
    assert told.count(b"unreadable request") == 8
    assert SECRET.lower() not in told.lower()


def test_stopping_lets_requests_finish(own_server: Running) -> None:
    """A request that is half sent when SIGTERM comes is answered; then the server goes."""
    body = json.dumps({"text": "The old bridge opened on 2024-12-08."}).encode()
    with connect(own_server) as sock:
        head_and_half = (
            b"POST /extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(body), body[:10])
        )
        sock.sendall(head_and_half)
        time.sleep(0.5)
        own_server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        sock.sendall(body[10:])
        assert read_all(sock).startswith(b"HTTP/1.1 200 ")
    assert own_server.process.wait(timeout=20) == 0


def test_stopping_waits_for_no_half_sent_head(own_server: Running) -> None:
    """Nor for connections without a request. The client is told, and may ask again."""
    with connect(own_server) as half, connect(own_server):
        half.sendall(b"GET /events HTTP/1.1\r\nHost: a\r\n")
        time.sleep(0.5)
        own_server.process.send_signal(signal.SIGTERM)
        assert own_server.process.wait(timeout=8) == 0  # 2 seconds, of the 10 that requests in flight have
        assert read_all(half).startswith(b"HTTP/1.1 408 ")


def test_reload_under_load(own_server: Running) -> None:
    """SIGHUP brings fresh workers; nobody notices."""
    statuses: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            statuses.append(requests.get(f"{own_server.url}/events", timeout=10).status_code)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    before = workers(own_server)
    own_server.process.send_signal(signal.SIGHUP)
    until(lambda: bool(workers(own_server) - before))
    loading = len(statuses)
    until(lambda: not workers(own_server) & before)
    while_loading = len(statuses) - loading
    done.set()
    for thread in asking:
        thread.join()
    assert set(statuses) == {200}
    assert while_loading > 10, "old workers serve until new ones do"


def test_measurements_of_all_workers_are_added_up(own_server: Running) -> None:
    for _ in range(40):  # each on a connection of its own, so that both workers get some
        requests.get(f"{own_server.url}/events", timeout=5)
    asked = {requests.get(f"{own_server.url}/metrics", timeout=5).text for _ in range(6)}
    counted = {line for text in asked for line in text.splitlines() if 'route="/events",status="200"' in line}
    assert counted == {'timeline_requests_total{method="GET",route="/events",status="200"} 40.0'}


def test_a_new_worker_counts_on(own_server: Running) -> None:
    """The files of workers that went are taken over, and do not pile up."""
    requests.get(f"{own_server.url}/events", timeout=5)
    for _ in range(3):
        before = workers(own_server)
        own_server.process.send_signal(signal.SIGHUP)
        until(lambda before=before: not before & workers(own_server))
    text = requests.get(f"{own_server.url}/metrics", timeout=5).text
    assert 'timeline_requests_total{method="GET",route="/events",status="200"} 1.0' in text


def test_what_a_killed_server_left_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    gone, own, other = (tmp_path / f"timeline-metrics-{pid}-x" for pid in (2**22 + 1, os.getpid(), "nonsense"))
    for folder in (gone, own, other):
        folder.mkdir()
        (folder / "counter_0.db").touch()
    begin_measuring(str(tmp_path))
    assert (gone.exists(), own.exists(), other.exists()) == (False, True, False)
    assert Path(os.environ[FOLDER_VARIABLE]).parent == tmp_path
    end_measuring(None)
    assert [folder.name for folder in tmp_path.iterdir()] == [own.name]


def test_a_new_database_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/timeline.db"
    prepare_database(url)
    assert is_current(url)
    prepare_database(url)


def test_an_older_database_is_left_alone(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    with engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    with pytest.raises(OutdatedDatabase, match=f"revision 0000.*{head()}.*timeline-api db upgrade"):
        prepare_database(sqlite_url)


def test_options() -> None:
    options = gunicorn_options(Settings(drain=7, host="::1", port=80))
    assert (options["graceful_timeout"], options["bind"], options["accesslog"]) == (7, "[::1]:80", None)
    assert address(Settings()) == "127.0.0.1:8000"
