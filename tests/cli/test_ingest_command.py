"""`timeline-api ingest`: articles into the store, each whole or not at all."""

import gzip
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from timeline_api.bulk import shards
from timeline_api.bulk.shards import read_shard
from timeline_api.commands.progress import progress_bar
from timeline_api.ingest.reading import BadDocument, Found
from timeline_api.model import Extraction

ARTICLE = """---
title: Mill burns
published: 2024-12-11
source: Harbour Gazette
url: https://example.org/mill
---
The mill burned on 2024-12-08. It reopened on 2025-03-01.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    (path / "mill.md").write_text(ARTICLE)
    (path / "more.jsonl").write_text(
        '{"id": "1", "text": "The ferry sank on 2024-11-02."}\n'
        "{oops\n"
        '{"id": "3", "text": "The pier opened on 2023-05-06."}\n'
    )
    return path


def counts(run) -> dict[str, int]:
    return json.loads(run("db", "stats", "--json").stdout)


def test_a_folder_is_stored_and_the_bad_line_named(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder)
    assert result.exit_code == 1
    assert result.stdout == "3 articles (3 created, 0 replaced, 0 unchanged), 4 events; 1 failed\n"
    assert result.stderr.startswith(f"error: {folder}/more.jsonl:2: not JSON: ")
    assert result.stderr.count("\n") == 1
    assert (counts(run)["articles"], counts(run)["events"]) == (3, 4)


def test_who_stops_it_is_told_what_is_kept(run, database: Path, folder: Path, monkeypatch) -> None:
    def read(shard, dialect):
        seen.append(shard)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return read_shard(shard, dialect)

    seen: list = []
    monkeypatch.setattr("timeline_api.bulk.storing.sharded", lambda items: shards.sharded(items, 1))
    monkeypatch.setattr("timeline_api.bulk.storing.read_shard", read)
    result = run("ingest", folder, "--workers", "1")
    assert result.exit_code == 1
    kept = "2 articles (2 created, 0 replaced, 0 unchanged), 3 events"
    assert result.stderr == f"error: stopped after {kept}; the same command goes on from there\n\nAborted!\n"
    assert "3 articles (1 created, 0 replaced, 2 unchanged)" in run("ingest", folder, "--workers", "1").stdout


def test_the_same_again_changes_nothing(run, database: Path, folder: Path) -> None:
    run("ingest", folder)
    before = run("export").stdout
    result = run("ingest", folder)
    assert result.stdout == "3 articles (0 created, 0 replaced, 3 unchanged), 4 events; 1 failed\n"
    assert run("export").stdout == before


def test_a_changed_article_replaces_what_it_told(run, database: Path, folder: Path) -> None:
    run("ingest", folder / "mill.md")
    (folder / "mill.md").write_text(ARTICLE.replace("2024-12-08", "2024-12-07"))
    result = run("ingest", folder / "mill.md")
    assert result.stdout == "1 article (0 created, 1 replaced, 0 unchanged), 2 events\n"
    dates = [json.loads(line)["date"]["edtf"] for line in run("export").stdout.splitlines()]
    assert dates == ["2024-12-07", "2025-03-01"]


def test_a_file_without_url_is_known_by_its_path(run, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    for day in (1, 2):
        path.write_text(f"The pier opened on 2023-05-0{day}.")
        run("ingest", path)
    assert (counts(run)["articles"], counts(run)["events"]) == (1, 1)


def test_json_tells_what_became_of_each(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder, "--json")
    first, second, bad, last = map(json.loads, result.stdout.splitlines())
    assert (first["where"], first["outcome"], len(first["event_ids"])) == (f"{folder}/mill.md", "created", 2)
    assert second["where"] == f"{folder}/more.jsonl:1"
    assert (bad["where"], bad["outcome"]) == (f"{folder}/more.jsonl:2", "failed")
    assert bad["error"].startswith("not JSON")
    assert last["article_id"]
    assert result.stderr.endswith("3 articles (3 created, 0 replaced, 0 unchanged), 4 events; 1 failed\n")


def test_standard_input_is_json_lines(run, database: Path) -> None:
    result = run("ingest", "-", stdin='{"text": "The ferry sank on 2024-11-02."}\n')
    assert (result.exit_code, result.stdout) == (
        0,
        "1 article (1 created, 0 replaced, 0 unchanged), 1 event\n",
    )


def test_text_that_cannot_be_stored_is_named_and_leaves_nothing(run, database: Path) -> None:
    lines = ['{"text": "It \\ud800 sank on 2024-11-02."}', '{"text": "It \\u0000 sank on 2024-11-02."}']
    result = run("ingest", "-", stdin="\n".join(lines))
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first.startswith("error: stdin:1: text: character 3 is U+D800")
    assert second.startswith("error: stdin:2: text: character 3 is U+0000")
    assert counts(run)["articles"] == counts(run)["events"] == 0


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["gone.txt"], "Path 'gone.txt' does not exist."),
        ([], "Missing argument 'SOURCE...'."),
        ([""], "an empty word names no file."),  # an unset variable is not the folder one is in
        (["ftp://host/a.html"], "'ftp://host/a.html' does not begin with http:// or https://."),
        (["feed"], "`feed` needs the address of a feed behind it."),
    ],
)
def test_missing_paths_are_wrong_use(run, database: Path, arguments: list[str], what: str) -> None:
    result = run("ingest", *arguments)
    assert result.exit_code == 2
    assert what in result.stderr
    assert not database.exists()


def test_a_missing_path_stops_before_anything_is_stored(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder, "gone.txt")
    assert result.exit_code == 2
    assert "'gone.txt' does not exist" in result.stderr
    assert not database.exists()


def on_a_terminal(command: list[str], environment: dict[str, str]) -> tuple[str, int]:
    """What a command writes to a terminal of its own, and its exit status."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        while piece := _read_terminal(ours):
            seen += piece
    os.close(ours)
    return seen.decode(), process.returncode


def _read_terminal(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how Linux says that the other side is closed
        return b""


def test_a_terminal_sees_how_far_it_is(database: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "timeline_api.cli", "ingest", str(folder)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    seen, status = on_a_terminal(command, environment)
    assert status == 1
    assert "articles" in seen
    assert "4/4" in seen
    assert "left" in seen
    assert seen.endswith("3 articles (3 created, 0 replaced, 0 unchanged), 4 events; 1 failed\r\n")


def test_a_pipe_sees_no_bar(run, database: Path, folder: Path) -> None:
    with progress_bar(stream := io.StringIO(), "articles", 3) as bar:
        bar.advance(3)
    assert stream.getvalue() == ""


def test_several_processes_tell_and_store_what_one_does(run, tmp_path: Path, monkeypatch) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Ship {n} sank on {1 + n % 28} May 2001."}) for n in range(230)]
    (tmp_path / "ships.jsonl").write_text("\n".join([*lines[:150], "{oops", *lines[150:]]))
    told, kept = [], []
    for workers in (1, 2):
        monkeypatch.setenv("TIMELINE_DATABASE", f"sqlite:///{tmp_path}/{workers}.db")
        told.append(run("ingest", tmp_path / "ships.jsonl", "--json", "--workers", workers))
        kept.append(run("export").stdout)
    assert told[0].stdout == told[1].stdout
    assert told[0].stderr == told[1].stderr
    assert without_moments(kept[0]) == without_moments(kept[1])


def without_moments(lines: str) -> list[dict]:
    return [json.loads(line) | {"updated_at": None} for line in lines.splitlines()]


def test_a_store_that_fails_says_what_is_kept(run, database: Path, folder: Path) -> None:
    run("ingest", folder / "mill.md")
    with sqlite3.connect(database) as conn:
        conn.execute("CREATE TRIGGER full BEFORE INSERT ON article BEGIN SELECT RAISE(ABORT, 'no more room'); END")
    conn.close()
    result = run("ingest", folder)
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    assert first.startswith("error: stopped after 0 articles")
    assert second == "Error: the database: no more room"


def test_prepared_events_are_loaded_and_bad_lines_named(run, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.ndjson"
    path.write_text('{"title": "Mill burns", "date": "2024-12-08"}\n{oops\n{"title": "Mill reopens", "date": "2025"}\n')
    result = run("ingest", "--events", path)
    assert result.exit_code == 1
    assert result.stdout == "2 events (2 created, 0 told by one more article, 0 unchanged); 1 failed\n"
    assert result.stderr.startswith(f"error: {path}:2: not JSON: ")
    exported = run("export").stdout
    assert json.loads(exported.splitlines()[0])["sources"][0]["title"] == str(path)
    again = run("ingest", "--events", "--json", "-", stdin=exported)
    assert json.loads(again.stdout) == {"where": "stdin:1-2", "created": 0, "joined": 0, "unchanged": 2, "failed": 0}
    assert run("export").stdout == exported


def test_prepared_events_may_be_packed(run, database: Path, tmp_path: Path) -> None:
    packed = gzip.compress(b'{"title": "Mill burns", "date": "2024-12-08"}\n' * 500)
    (tmp_path / "events.ndjson.gz").write_bytes(packed)
    assert run("ingest", "--events", tmp_path / "events.ndjson.gz", "--workers", "1").exit_code == 0
    assert counts(run)["events"] == 1
    (tmp_path / "cut.ndjson.gz").write_bytes(packed[:-20])
    result = run("ingest", "--events", tmp_path / "cut.ndjson.gz", "--workers", "1")
    assert (result.exit_code, "the gzip is cut short" in result.stderr) == (2, True)


def test_a_folder_is_no_file_of_events(run, database: Path, tmp_path: Path) -> None:
    result = run("ingest", "--events", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: {tmp_path} cannot be read as a file of events: Is a directory\n")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of clusters that were asked; each reads in this process."""
    addresses: list[str] = []

    class Elsewhere(nullcontext):
        def __init__(self, address: str, engine: object) -> None:
            addresses.append(address)

        def __enter__(self) -> "Elsewhere":
            return self

        def read(self, shards):
            return (read_shard(shard, "sqlite") for shard in shards)

    monkeypatch.setattr("timeline_api.bulk.cluster.Cluster", Elsewhere)
    monkeypatch.setattr("timeline_api.commands.clusters._started", lambda workers: nullcontext(f"local:{workers}"))
    return addresses


CLUSTER = ("--cluster", "tcp://scheduler:8786")


def test_a_cluster_reads_in_its_stead(run, database: Path, tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "one.txt").write_text("The ship sank on 8 May 2001.")
    result = run("ingest", str(tmp_path / "one.txt"), *CLUSTER)
    assert (result.exit_code, asked) == (0, ["tcp://scheduler:8786"])
    assert "1 article (1 created" in result.stdout
    run("ingest", str(tmp_path / "one.txt"), "--cluster", "local", "--workers", "3")
    assert asked[1:] == ["local:3"]


@pytest.mark.parametrize(
    "options",
    [
        ("--since", "2024-01-01"),
        ("--on-error", "stop"),
        ("--since", "2024-01-01", "--on-error", "stop", "--json"),
        ("--dry-run",),
        ("--dry-run", "--since", "2024-01-01", "--on-error", "stop", "--json"),
    ],
)
def test_a_cluster_tells_what_one_process_does(
    run, database: Path, tmp_path: Path, folder: Path, asked: list[str], options: tuple[str, ...]
) -> None:
    (folder / "a.md").write_text("---\npublished: 1999-01-01\n---\nThe pier fell on 31 December 1998.\n")
    told = []
    for cluster in ((), CLUSTER):
        report = tmp_path / "report.jsonl"
        result = run("ingest", folder, *options, *cluster, "--workers", "1", "--report", report)
        told.append((result.exit_code, result.stdout, result.stderr, report.read_text()))
        database.unlink(missing_ok=True)
    assert told[0] == told[1]
    assert told[0][3].count("left out") == ("--since" in options)
    assert bool(asked) is ("--dry-run" not in options)


def test_what_is_no_address_of_a_cluster_is_named(run, database: Path, folder: Path) -> None:
    for address in ("nonsense", "http://x:1", "tcp://scheduler"):
        result = run("ingest", folder, "--cluster", address)
        assert (result.exit_code, "Traceback" in result.stderr) == (2, False)
        assert f"Error: {address!r} is no address of a Dask scheduler, as tcp://host:8786 is: " in result.stderr


def test_prepared_events_refuse_what_means_nothing_for_them(run, database: Path, tmp_path: Path) -> None:
    given = ("--dry-run", *CLUSTER, "--since", "2024-01-01", "--on-error", "stop", "--report", tmp_path / "report")
    result = run("ingest", "--events", "-", *given, stdin="{}")
    assert (result.exit_code, database.exists()) == (2, False)
    assert "--events does not go with --cluster, --dry-run, --since, --on-error stop, --report." in result.stderr


@pytest.mark.parametrize("cluster", [(), CLUSTER])
def test_stopping_at_an_article_that_the_extractor_fails_on(
    run, database: Path, folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, cluster: tuple[str, ...]
) -> None:
    def failing(item: Found) -> Extraction | BadDocument:
        return BadDocument(item.where, "the extractor failed") if "ferry" in item.document.text else extract_found(item)

    extract_found = shards.extract_found
    monkeypatch.setattr(shards, "extract_found", failing)
    result = run("ingest", folder, "--workers", "1", "--on-error", "stop", *cluster)
    assert (result.exit_code, counts(run)["articles"]) == (1, 1)
    assert result.stderr == f"error: {folder}/more.jsonl:1: the extractor failed\n"
