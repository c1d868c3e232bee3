"""What becomes of writing when the disk is full, another holds the database, or a connection is cut."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from tests.holding import held
from timeline_api.bulk.loading import load_events
from timeline_api.bulk.storing import store_documents
from timeline_api.ingest.reading import Found
from timeline_api.model import Document
from timeline_api.store import engine as engines
from timeline_api.store.articles import fetch_article
from timeline_api.store.engine import open_engine, reading
from timeline_api.store.health import check

SHIPS = [json.dumps({"id": str(n), "text": f"Ship {n} sank on {1 + n % 28} May 2001. " * 20}) for n in range(400)]
EVENTS = [json.dumps({"title": f"Event {n} of many", "date": f"{1000 + n}-05"}) for n in range(300)]


def counted(engine: Engine, table: str) -> int:
    with reading(engine) as conn:
        return int(conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def load(engine: Engine) -> int:
    return sum(done.loaded.created for done in load_events(engine, io.BytesIO("\n".join(EVENTS).encode()), "events"))


def ingest(
    database: Path, file: Path, bytes_allowed: int, *options: str, workers: int = 1
) -> subprocess.CompletedProcess[str]:
    """The command, in processes that may not write files larger than that: what it meets is a write that fails."""
    command = [sys.executable, "-m", "timeline_api.cli", "ingest", str(file), "--json", "--workers", str(workers)]
    return subprocess.run(
        [*command, *options],
        env={**os.environ, "TIMELINE_DATABASE": f"sqlite:///{database}"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_allowed, bytes_allowed)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_stops_the_command_and_keeps_what_was_told(sqlite_url: str, tmp_path: Path):
    file = tmp_path / "ships.jsonl"
    file.write_text("\n".join(SHIPS))
    stopped = ingest(tmp_path / "timeline.db", file, 1_200_000)
    told = [json.loads(line) for line in stopped.stdout.splitlines()]
    assert stopped.returncode == 2
    assert 0 < len(told) < len(SHIPS)
    first, last = stopped.stderr.splitlines()
    assert first.startswith(f"error: stopped after {len(told)} articles ({len(told)} created")
    assert last.startswith("Error: the database: ")
    opened = open_engine(sqlite_url)
    assert check(opened) == ()
    with reading(opened) as conn:
        assert all(fetch_article(conn, one["article_id"]).event_ids == tuple(one["event_ids"]) for one in told)
    again = ingest(tmp_path / "timeline.db", file, 100_000_000)
    assert again.returncode == 0
    assert again.stderr.startswith(f"400 articles ({400 - len(told)} created, 0 replaced, {len(told)} unchanged)")
    assert check(opened) == ()
    opened.dispose()


@pytest.mark.parametrize("workers", [1, 2])
def test_no_room_for_temporary_files_stops_a_load_in_plain_words(sqlite_url: str, tmp_path: Path, workers: int):
    file = tmp_path / "events.ndjson"
    with file.open("w") as lines:
        lines.writelines(f'{{"title": "Event {n} of many", "date": "{1000 + n % 900}-05"}}\n' for n in range(40_001))
    stopped = ingest(tmp_path / "timeline.db", file, 5_000_000, "--events", workers=workers)
    assert stopped.returncode == 2
    assert stopped.stderr.splitlines()[0].startswith("error: stopped after 0 events (0 created")
    assert re.search(r"^Error: .*/timeline-api-.*: disk I/O error$", stopped.stderr, re.MULTILINE)
    opened = open_engine(sqlite_url)
    assert (counted(opened, "event"), check(opened)) == (0, ())
    opened.dispose()


def test_a_database_that_another_process_holds_is_waited_for_and_then_given_up(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)
    opened = open_engine(sqlite_url)
    with held(tmp_path / "timeline.db"):
        with pytest.raises(OperationalError, match="database is locked"):
            load(opened)
        assert counted(opened, "event") == 0, "reading goes on"
    assert load(opened) == len(EVENTS)
    assert check(opened) == ()
    opened.dispose()


@pytest.mark.postgres
def test_a_connection_cut_in_the_middle_of_a_copy_costs_one_transaction(postgres_url: str, monkeypatch):
    opened = open_engine(postgres_url)
    documents = [Found("f", Document(f"Ship {n} sank on 8 May 2001.", id=str(n))) for n in range(50)]
    assert len(list(store_documents(opened, documents[:10]))) == 10
    for work in (lambda: load(opened), lambda: list(store_documents(opened, documents))):
        with pytest.MonkeyPatch.context() as patch:
            cut_at(patch, 20, postgres_url)
            with pytest.raises(OperationalError, match="COPY"):
                work()
        assert (counted(opened, "article"), counted(opened, "evidence")) == (10, 10)
        assert check(opened) == ()
    assert load(opened) == len(EVENTS)
    assert len(list(store_documents(opened, documents))) == 50
    assert counted(opened, "evidence") == len(EVENTS) + 50
    assert check(opened) == ()
    opened.dispose()


def cut_at(patch: pytest.MonkeyPatch, row: int, url: str) -> None:
    """At that row of a COPY, the server ends the connection, as an administrator has it do."""
    write_row, rows = psycopg.Copy.write_row, iter(range(10**9))

    def write(copy: psycopg.Copy, values: object) -> None:
        if next(rows) == row:
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [copy.connection.info.backend_pid])
        write_row(copy, values)

    patch.setattr(psycopg.Copy, "write_row", write)


def test_a_file_that_only_one_reads_while_it_is_written_is_no_fault(sqlite_url: str, tmp_path: Path):
    """A reader that stays at an old state for long keeps nobody from writing."""
    opened = open_engine(sqlite_url)
    with sqlite3.connect(tmp_path / "timeline.db") as old:
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM event").fetchone()
        assert load(opened) == len(EVENTS)
        assert old.execute("SELECT count(*) FROM event").fetchone() == (0,)
    old.close()
    opened.dispose()
