"""How fast articles come in: from text, HTML and WARC, on one processor and on two; memory; the share of each stage.

    python -m bench.ingest [--articles N]

The articles are those of seeds/, told again with other names, so that none is a copy of another; pages have the menus,
scripts and footers that pages have. Each run is a process of its own that stores into a new SQLite database.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import psutil

from timeline_api.bulk.copies import Entry, entry, put_entries
from timeline_api.bulk.storing import store_documents
from timeline_api.ingest.documents import locate_documents, locate_items
from timeline_api.ingest.reading import BadDocument, Found, Pending
from timeline_api.model import Document
from timeline_api.pipeline import extract
from timeline_api.store.engine import open_engine, writing
from timeline_api.store.migrate import upgrade

SEEDS = Path(__file__).parent.parent / "seeds"
KINDS = ("text", "html", "warc")
_BATCH = 100
_LOOK = 0.2  # seconds between two looks at memory
_MENU = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(60))


def told_again(number: int) -> Iterator[Document]:
    """So many articles, of the seeds in turn; the longer words of each end in letters of its own."""
    seeds = [item.document for item in locate_documents(SEEDS) if isinstance(item, Found)]
    for place in range(number):
        seed = seeds[place % len(seeds)]
        words = (f"{word}{_letters(place)}" if _is_plain(word) else word for word in seed.text.split(" "))
        yield Document(
            " ".join(words), seed.published, title=f"{seed.title} {place}", url=f"https://bench.example/{place}"
        )


def _is_plain(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word.islower()


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def page(document: Document) -> bytes:
    """An article as a page of some 30 kB."""
    day = document.published.isoformat() if document.published else ""
    told = "".join(f"<p>{escape(each)}</p>" for each in document.text.split("\n\n"))
    script = f"<script>{'var x = 1; ' * 1500}</script>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(document.title or "")}</title>'
        f'<meta property="article:published_time" content="{day}">{script}</head><body><nav><ul>{_MENU}</ul></nav>'
        f"<article><h1>{escape(document.title or '')}</h1>{told}</article><footer>Copyright 2024</footer></body></html>"
    ).encode()


def make(kind: str, number: int, folder: Path) -> Path:
    """The articles as a file of JSON Lines, a folder of pages, or a web archive with a gzip member a record."""
    path = folder / {"text": "a.jsonl", "html": "pages", "warc": "a.warc.gz"}[kind]
    if kind == "html":
        path.mkdir()
        for place, document in enumerate(told_again(number)):
            (path / f"{place:06}.html").write_bytes(page(document))
        return path
    with path.open("wb") as file:
        for document in told_again(number):
            file.write(_line(document) if kind == "text" else gzip.compress(_record(document)))
    return path


def _line(document: Document) -> bytes:
    published = document.published.isoformat() if document.published else None
    fields = {"text": document.text, "title": document.title, "url": document.url, "published": published}
    return json.dumps(fields).encode() + b"\n"


def _record(document: Document) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(document)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {document.url}\r\nWARC-Date: 2026-11-22T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def run(path: Path, processes: int, folder: Path) -> dict[str, float]:
    """Bring everything in: articles a second of the whole run, from before its processes are started to their end; CPU
    time an article in all of them (ms: on a busy machine it is what can be compared); the most memory in use, in MB.
    """
    url = f"sqlite:///{folder / 'timeline.db'}"
    upgrade(url)
    engine = open_engine(url)
    spent, begun, count = _cpu_seconds(), time.perf_counter(), 0
    with _watched_memory() as most:
        for result in store_documents(engine, locate_items(path), processes):
            if isinstance(result, BadDocument):
                raise SystemExit(str(result))
            count += 1
    wall, cpu = time.perf_counter() - begun, _cpu_seconds() - spent
    engine.dispose()
    return {
        "articles_a_second": round(count / wall, 1),
        "cpu_ms_an_article": round(1000 * cpu / count, 1),
        "memory_mb": max(most) // 1024 // 1024,
    }


@contextmanager
def _watched_memory() -> Iterator[list[int]]:
    """Bytes in use by this process and those that it starts, looked at some times a second while the block runs."""
    own, over, seen = psutil.Process(), threading.Event(), [0]

    def look() -> None:
        seen.append(sum(map(_bytes_of, [own, *own.children(recursive=True)])))

    def watch() -> None:
        while not over.wait(_LOOK):
            look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
        look()  # a short run is over before the first look


def _bytes_of(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _cpu_seconds() -> float:
    """CPU time of this process and of those that it started and that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def stages(path: Path, folder: Path) -> dict[str, float]:
    """The share of CPU time that each stage takes, in percent, in one process."""
    url = f"sqlite:///{folder / 'stages.db'}"
    upgrade(url)
    engine = open_engine(url)
    spent: dict[str, float] = {}
    entries: list[Entry] = []
    last = time.process_time()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[stage] = spent.get(stage, 0.0) + now - last
        last = now

    for item in locate_items(path):
        lap("find")
        found = item.read() if isinstance(item, Pending) else item
        lap("parse")
        if isinstance(found, BadDocument):
            raise SystemExit(str(found))
        extraction = extract(found.document)
        lap("extract")
        entries.append(entry(found.document, extraction, engine.dialect.name))
        lap("lay out")
        if len(entries) == _BATCH:
            with writing(engine) as conn:
                put_entries(conn, entries, datetime.now(UTC))
            entries.clear()
            lap("store")
    engine.dispose()
    whole = sum(spent.values())
    return {stage: round(100 * seconds / whole, 1) for stage, seconds in spent.items()}


def measure(number: int) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Each kind of source on one processor and on two, each in a process of its own; then its stages (as 0)."""
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as name:
            path = make(kind, number, Path(name))
            for processes in (1, 2, 0):
                with tempfile.TemporaryDirectory(dir=name) as inner:
                    command = [sys.executable, "-m", "bench.ingest", "--one", str(path), str(processes), inner]
                    told = subprocess.run(command, check=True, capture_output=True, text=True)
                yield kind, processes, json.loads(told.stdout)


def main() -> None:
    """Measure and print, or do one run for the process above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, help="how many, at least 300 (default 1000)")
    parser.add_argument("--one", nargs=3, metavar=("PATH", "PROCESSES", "FOLDER"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        path, processes, folder = chosen.one
        done = run(Path(path), int(processes), Path(folder)) if int(processes) else stages(Path(path), Path(folder))
        print(json.dumps(done))
        return
    for kind, processes, told in measure(max(3 * _BATCH, chosen.articles)):
        print(f"{kind:5} {f'{processes} processes' if processes else 'stages, %':12}", json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
