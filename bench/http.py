"""What reading costs over HTTP, against the cheapest answer that the same server can give.

A SQLite database is filled with generated events, or one that was is taken. Then gunicorn answers two addresses in
turn, set up as `gthread -w 2 --threads 4`: ours, and a bare Flask route that returns as many bytes from memory, as a
page of 50 events has. The ratio of the two is what the service itself costs; it says more than requests a second,
which depend on the machine. Rounds alternate, so that a busy machine slows both; the median of the rounds counts.
With `--smaller` a store with fewer events is asked the same, with `--writing` while 2,000 events a second come in, and
with `--datasette` Datasette (pip install datasette) gives the same rows.

    python -m bench.http [--events 100000] [--database FILE | --url URL] [--rounds 5] [--seconds 4] [--only NAME ...]

Needs wrk (apt-get install wrk).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import psutil
from flask import Flask, Response

from bench.filling import FIRST, LAST, fill
from timeline_api.settings import Settings
from timeline_api.store.migrate import upgrade
from timeline_api.temporal.interval import format_day

_START = """
import json, sys
from timeline_api.server import run
from timeline_api.settings import Settings
run(Settings(**json.loads(sys.argv[1])))
"""
PAGE_PORT, STATIC_PORT, OTHER_PORT = 28471, 28472, 28473
WRITTEN = 2_000  # events a second, while we read
DIFFERENT = 50_000  # more than are kept, and than a round asks for
CONNECTIONS = 16


@dataclass(frozen=True)
class Round:
    """One run of wrk: requests a second, CPU microseconds of the server a request, and milliseconds within which
    half and 99 of 100 were answered.
    """

    rate: float
    cpu: float
    half: float
    most: float


def static_app(file: str) -> Flask:
    """A bare application whose every route returns the bytes of a file from memory."""
    body = Path(file).read_bytes()
    app = Flask("static_bytes", static_folder=None)
    for path in ("/events", "/events/histogram", "/events/facets"):
        app.add_url_rule(path, path, lambda: Response(body, content_type="application/json"))
    return app


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        file = options.database or Path(folder) / "bench.db"
        database = options.url or f"sqlite:///{file}"
        settings = Settings(database=database, port=PAGE_PORT, workers=2, threads=options.threads, secret="x" * 16)
        if options.url is None and not file.exists():
            print(f"{options.events:,} events, {fill(settings.database, options.events):,.0f} a second")
        upgrade(settings.database)
        scenarios = {name: load for name, load in loads().items() if name in options.only or not options.only}
        with serving(ours(settings), PAGE_PORT) as page_server:
            body = fetch("/events?from=2001-02&to=2001-12")
            static = Path(folder) / "page.json"
            static.write_bytes(body)
            with serving(static_bytes(static, options.threads), STATIC_PORT) as static_server:
                print(f"static page of {len(body):,} bytes")
                for name, load in scenarios.items():
                    if not load.urls:
                        load = Load(deep_pages(PAGE_PORT))
                    report(name, in_turn(options, Path(folder), (page_server, PAGE_PORT), static_server, load, load))
            if options.writing:
                report_writing(options, Path(folder), page_server, settings.database)
            if options.smaller:
                other = replace(settings, database=f"sqlite:///{options.smaller}", port=OTHER_PORT)
                with serving(ours(other), OTHER_PORT) as smaller:
                    load = loads()["range page, not kept"]
                    pairs = in_turn(options, Path(folder), (page_server, PAGE_PORT), smaller, load, load, OTHER_PORT)
                    report("to the smaller store", pairs, "smaller")
            if options.datasette:
                with serving(datasette(file), OTHER_PORT, "/-/versions.json") as other:
                    load, theirs = loads()["range page, not kept"], Load(theirs_of(file))
                    pairs = in_turn(options, Path(folder), (page_server, PAGE_PORT), other, load, theirs, OTHER_PORT)
                    report("to Datasette", pairs, "Datasette")


def in_turn(
    options: argparse.Namespace,
    folder: Path,
    ours: tuple[psutil.Process, int],
    theirs: psutil.Process,
    load: Load,
    other_load: Load,
    other_port: int = STATIC_PORT,
) -> list[tuple[Round, Round]]:
    """Rounds of both servers, one after the other."""
    script, other = write_script(folder / "ours.lua", load), write_script(folder / "theirs.lua", other_load)
    return [
        (measure(*ours, script, options.seconds), measure(theirs, other_port, other, options.seconds))
        for _ in range(options.rounds)
    ]


def report_writing(options: argparse.Namespace, folder: Path, server: psutil.Process, database: str) -> None:
    """The same pages while somebody writes and while nobody does."""
    script = write_script(folder / "ours.lua", loads()["range page, not kept"])
    pairs = []
    for _ in range(options.rounds):
        with subprocess.Popen([sys.executable, "-m", "bench.filling", database, str(WRITTEN)]) as writer:
            time.sleep(1)
            busy = measure(server, PAGE_PORT, script, options.seconds)
            writer.terminate()
        pairs.append((busy, measure(server, PAGE_PORT, script, options.seconds)))
    report(f"while {WRITTEN:,} a second come", pairs, "quiet")


def datasette(file: Path) -> list[str]:
    """Datasette with the same file."""
    run = "import os, sys; os.execvp('datasette', ['datasette', *sys.argv[1:]])"  # wherever it is installed
    settings = ["--setting", "default_page_size", "50", "--setting", "sql_time_limit_ms", "60000"]
    return ["-c", run, "serve", str(file), "--port", str(OTHER_PORT), *settings]


def theirs_of(file: Path) -> list[str]:
    """The ranges of our pages, as Datasette is asked for them."""
    chance = random.Random(3)
    starts = [chance.randint(FIRST, LAST - 365) for _ in range(DIFFERENT)]
    return [
        f"/{file.stem}/event.json?first_day__lte={start + chance.randint(60, 365)}&last_day__gte={start}"
        "&_sort=number&_size=50&_nocount=1&_nofacet=1&_shape=objects"
        for start in starts
    ]


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--database", type=Path, help="kept for the next run; made when it is not there")
    parser.add_argument("--url", help="a store that is filled already, such as one in PostgreSQL, in its place")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="a round takes this long for each of the two")
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--smaller", type=Path, help="a file with fewer events, to compare with")
    parser.add_argument("--writing", action="store_true", help="measure while events come in, too")
    parser.add_argument("--datasette", action="store_true", help="compare with Datasette")
    parser.add_argument("--only", nargs="*", default=[], choices=list(loads()), help="these measurements alone")
    if shutil.which("wrk") is None:
        sys.exit("bench.http needs wrk: apt-get install wrk")
    options = parser.parse_args()
    if options.url and (options.database or options.datasette):
        parser.error("--url goes with neither --database nor --datasette: both are about files of SQLite")
    return options


@dataclass(frozen=True)
class Load:
    """Addresses that are asked for in turn, and the headers sent along."""

    urls: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)
    known: str | None = None


def loads() -> dict[str, Load]:
    """What is measured. Ranges are all different, so that no answer is there already, unless it says so."""
    chance = random.Random(2)
    ranges = [window(chance, 60, 365) for _ in range(DIFFERENT)]
    years = [window(chance, 4000, 8000) for _ in range(DIFFERENT)]
    months = [window(chance, 30, 30) for _ in range(DIFFERENT)]
    return {
        "range page, not kept": Load([f"/events?{one}" for one in ranges]),
        "range page, deep in a walk": Load([]),  # known when there is a server to ask
        "range page, kept": Load([f"/events?{ranges[0]}"]),
        "range page, 304": Load([f"/events?{ranges[0]}"], known=f"/events?{ranges[0]}"),
        "range page, zstd, kept": Load([f"/events?{ranges[0]}"], {"Accept-Encoding": "zstd"}),
        "words, rarer": Load([f"/events?{one}&q={chance.randrange(10**6)}" for one in ranges]),
        "words, common": Load([f"/events?{one}&q=bridge" for one in months]),
        "histogram by month, not kept": Load([f"/events/histogram?unit=month&{one}" for one in years]),
        "histogram by month, kept": Load(["/events/histogram?unit=month"]),
        "facets, kept": Load(["/events/facets"]),
        "count, not kept": Load([f"/events?{one}&limit=1&count=exact" for one in ranges]),
        "importance in a month, not kept": Load([f"/events?{one}&sort=importance" for one in months]),
    }


def window(chance: random.Random, least: int, most: int) -> str:
    start = chance.randint(FIRST, max(FIRST, LAST - most))
    return f"from={format_day(start)}&to={format_day(start + chance.randint(least, most))}"


def deep_pages(port: int) -> list[str]:
    """Addresses of pages far on in one walk, each asked for with several limits so that none is kept."""
    base, url, found = f"http://127.0.0.1:{port}", "/events?from=1991&limit=1000", list[str]()
    for step in range(600):
        with urllib.request.urlopen(base + url) as answer:
            following = json.loads(answer.read()).get("next")
        if following is None:
            break
        url = following.replace("limit=1000", "limit=50") if step >= 20 else following
        if step >= 20:
            found += [url.replace("limit=50", f"limit={limit}") for limit in (48, 49, 50, 51, 52)]
    random.Random(5).shuffle(found)
    return found


def write_script(path: Path, load: Load) -> Path:
    """A wrk script that asks for the addresses, each thread from a place of its own on."""
    headers = dict(load.headers)
    if load.known is not None:
        with urllib.request.urlopen(f"http://127.0.0.1:{PAGE_PORT}{load.known}") as answer:
            headers["If-None-Match"] = answer.headers["ETag"]
    urls = ",\n".join(f"[==[{url}]==]" for url in load.urls)
    pairs = ", ".join(f"[ [==[{name}]==] ] = [==[{value}]==]" for name, value in headers.items())
    path.write_text(
        f"local urls = {{{urls}}}\nlocal headers = {{{pairs}}}\nlocal n = 0\n"
        "function init() math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 9973) "
        "n = math.random(#urls) end\n"
        "request = function() n = n % #urls + 1 return wrk.format('GET', urls[n], headers) end\n"
    )
    return path


def fetch(path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{PAGE_PORT}{path}") as answer:
        return bytes(answer.read())


@contextmanager
def serving(command: Sequence[str], port: int, path: str = "/events") -> Iterator[psutil.Process]:
    """A server in a process of its own."""
    with subprocess.Popen([sys.executable, *command]) as process:
        try:
            await_answer(port, path)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def ours(settings: Settings) -> list[str]:
    """The service as `timeline-api serve` runs it."""
    return ["-c", _START, json.dumps(asdict(settings))]


def static_bytes(file: Path, threads: int) -> list[str]:
    """Plain gunicorn with the bare application."""
    options = ["-k", "gthread", "-w", "2", "--threads", str(threads), "-b", f"127.0.0.1:{STATIC_PORT}"]
    return ["-m", "gunicorn", "--no-control-socket", *options, f"bench.http:static_app('{file}')"]


def await_answer(port: int, path: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"no server came up on port {port}")


def measure(server: psutil.Process, port: int, script: Path, seconds: int) -> Round:
    before = cpu_seconds(server)
    url = f"http://127.0.0.1:{port}"
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency", "-s", str(script), url]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        sys.exit(output)
    requests = int(_number(r"(\d+) requests in", output)[0])
    cpu = (cpu_seconds(server) - before) / requests * 1e6
    half, most = (_milliseconds(*_number(rf"{share}%\s+([\d.]+)(us|ms|s)", output)) for share in (50, 99))
    return Round(requests / seconds, cpu, half, most)


def _number(pattern: str, output: str) -> tuple[str, ...]:
    found = re.search(pattern, output)
    return found.groups() if found else sys.exit(output)


def _milliseconds(number: str, unit: str) -> float:
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def cpu_seconds(server: psutil.Process) -> float:
    processes = [server, *server.children(recursive=True)]
    return sum(times.user + times.system for times in (each.cpu_times() for each in processes))


def report(name: str, pairs: list[tuple[Round, Round]], other: str = "static") -> None:
    rate, cpu, late = (
        statistics.median(getattr(a, of) / getattr(b, of) for a, b in pairs) for of in ("rate", "cpu", "most")
    )
    ours, static = (
        [statistics.median(getattr(one, of) for one in side) for of in ("rate", "cpu", "half", "most")]
        for side in zip(*pairs, strict=True)
    )
    ratios = f"{rate:5.2f} of the requests, {cpu:5.2f} times the CPU, {late:5.2f} times the p99"
    print(f"{name:32} {ratios}; {_told(ours)} ({other} {_told(static)})", flush=True)


def _told(one: list[float]) -> str:
    rate, cpu, half, most = one
    return f"{rate:6.0f}/s {cpu:5.0f} us, p50 {half:.1f} ms p99 {most:.1f} ms"


if __name__ == "__main__":
    main()
