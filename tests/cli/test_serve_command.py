"""`timeline-api serve`: a first run as a newcomer makes it, then the same again."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from timeline_api.commands.ready_key import ready_key
from timeline_api.commands.serve import address
from timeline_api.settings import Settings
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.keys import revoke_key
from timeline_api.store.migrate import upgrade

SECONDS = 30


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "mill.md").write_text("---\nsource: Gazette\n---\nThe mill burned on 1907-12-08.\n")
    return folder


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """What the command printed, while it serves; it is stopped as a service manager would."""
    command = [sys.executable, "-m", "timeline_api.cli", "serve", "--workers", "1", *options]
    log = folder / "serve.log"
    with log.open("w") as file, subprocess.Popen(command, cwd=folder, stdout=file, stderr=file) as process:
        try:
            wait_until_alive(log, process)
            yield log.read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(SECONDS) == 0


def wait_until_alive(log: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        shown = re.search(r"Timeline: (http://\S+)/\n", log.read_text())
        try:
            if shown and urllib.request.urlopen(f"{shown[1]}/healthz", timeout=5).status == 200:
                return
        except urllib.error.URLError:
            pass
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def pasted(printed: str) -> list[tuple[int, Any]]:
    """Status and JSON of each printed request, sent as a shell would read it."""
    lines = re.findall(r"^  (curl (?:.*\\\n)*.*)$", printed, re.MULTILINE)
    return [send(shlex.split(line.replace("\\\n", " "))) for line in lines]


def send(words: list[str]) -> tuple[int, Any]:
    assert words[0] == "curl"
    options = list(zip(words[2::2], words[3::2], strict=True))
    headers = dict(value.split(": ", 1) for name, value in options if name == "-H")
    bodies = [value.encode() for name, value in options if name == "-d"]
    request = urllib.request.Request(words[1], bodies[0] if bodies else None, headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return answer.status, json.load(answer)


def test_a_first_run_and_the_next(database: Path, seeds: Path, tmp_path: Path) -> None:
    options = ("--port", str(free_port()), "--seeds", "seeds", "--print-key")
    with serving(tmp_path, *options) as printed:
        assert "seeds: 1 article (1 created, 0 replaced, 0 unchanged), 1 event\n" in printed
        page = urllib.request.urlopen(re.search(r"Timeline: (\S+)", printed)[1], timeout=SECONDS)
        assert (page.status, page.headers.get_content_type()) == (200, "text/html")
        (read, events), (written, stored) = pasted(printed)
        assert (read, [event["date"]["edtf"] for event in events["items"]]) == (200, ["1907-12-08"])
        assert written in (200, 201)
        assert stored["article"]["title"] == "Bridge open again"
    kept = database.with_name("timeline.db.key")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert f"(kept in {kept}): {kept.read_text()}" in printed

    with serving(tmp_path, *options) as again:
        assert "seeds: 1 article (0 created, 0 replaced, 1 unchanged), 1 event\n" in again
        assert kept.read_text() in again
        assert [status for status, _ in pasted(again)] == [200, 200]


def test_a_key_is_not_printed_unless_asked(database: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--port", str(free_port())) as printed:
        assert "tl_" not in printed
    assert not database.with_name("timeline.db.key").exists()


def test_a_port_in_use_is_said_in_one_line_and_nothing_is_made(run, database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)
    expected = f"Error: cannot listen on 127.0.0.1, port {port}: Address already in use\n"
    assert (result.exit_code, result.stderr) == (2, expected)
    assert not database.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--print-key", "--host", "0.0.0.0"], "--print-key needs a loopback --host"),
        (["--port", "70000"], "70000 is not in the range"),
        (["--workers", "0"], "0 is not in the range"),
        (["--seeds", "gone"], "'gone' does not exist"),
        (["--host", "no.such.host.invalid"], "cannot listen on no.such.host.invalid, port 8000: "),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_wrong_use_is_explained(run, database: Path, options: list[str], message: str) -> None:
    result = run("serve", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not database.exists()


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("example.org", "http://example.org:8000"),
    ],
)
def test_the_address_is_one_that_a_browser_can_open(host: str, shown: str) -> None:
    assert address(Settings(host=host)) == shown


def test_a_key_that_no_longer_works_is_replaced(tmp_path: Path) -> None:
    url, path = f"sqlite:///{tmp_path}/t.db", tmp_path / "t.db.key"
    upgrade(url)
    engine = open_engine(url)
    first = ready_key(engine, path)
    path.chmod(0o644)
    assert ready_key(engine, path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    with writing(engine) as conn:
        assert revoke_key(conn, first.split("_")[1])
    second = ready_key(engine, path)
    assert second != first
    path.write_bytes(b"\xff nonsense")
    assert len({first, second, ready_key(engine, path)}) == 3
    assert os.listdir(tmp_path).count("t.db.key") == 1
    assert [name for name in os.listdir(tmp_path) if name.startswith("t.db.key.")] == []
    engine.dispose()
