"""The component as it is served: small, current, asking nobody else, and right about the calendar."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

from timeline_api.temporal.interval import civil, day_number

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "timeline_api" / "web" / "static" / "event-timeline.js"
MOST = 60_000  # bytes, compressed

_CALENDAR = """
import { buildSync } from "esbuild";
const { outputFiles } = buildSync({ entryPoints: ["src/calendar.ts", "src/steps.ts"], bundle: true, format: "esm",
  write: false, outdir: "out" });
const load = ({ text }) => import(`data:text/javascript,${encodeURIComponent(text)}`);
const [calendar, steps] = await Promise.all(outputFiles.map(load));
const back = ({ year, month, day }) => calendar.dayOf(year, month, day);
const { days, spans } = JSON.parse(process.argv[1]);
console.log(JSON.stringify({
  civil: days.map((day) => Object.values(calendar.civil(day))),
  back: days.map((day) => back(calendar.civil(day))),
  marks: spans.map(([unit, size, start, end]) => steps.marks({ unit, size }, { start, end }).map((mark) => {
    const { year, month, day } = calendar.civil(mark);
    return [year, month, day, Math.round((mark - Math.floor(mark)) * 1440)];
  })),
}));
"""


def in_node(program: str, argument: str) -> str:
    """What a program says that may use the packages of the component."""
    command = [ROOT / "bin" / "with-node", "frontend", "node", "--input-type=module", "-e", program, argument]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_it_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= MOST


def test_it_is_what_the_sources_make() -> None:
    subprocess.run([ROOT / "bin" / "with-node", "frontend", "node", "check.mjs"], check=True, cwd=ROOT)


def test_its_calendar_is_ours() -> None:
    epoch = day_number(1970, 1, 1)
    days = [day_number(*date) - epoch for date in DATES]
    told = json.loads(in_node(_CALENDAR, json.dumps({"days": days, "spans": []})))
    assert told["civil"] == [list(civil(day + epoch)) for day in days]
    assert told["back"] == days


DATES = [
    *(
        (year, 1, 1)
        for year in (-40_000, -3000, -400, -100, -4, -1, 0, 1, 4, 99, 100, 400, 1582, 1900, 2000, 2100, 9999)
    ),
    *((year, 2, 29) for year in (-400, -4, 0, 4, 1600, 2000, 2024)),
    *((year, 12, 31) for year in (-401, -1, 0, 99, 1970, 2024)),
    *((2023, month, 28) for month in range(1, 13)),
]


def test_marks_of_the_axis() -> None:
    epoch = day_number(1970, 1, 1)

    def span(unit: str, size: int, first: tuple[int, int, int], last: tuple[int, int, int]) -> list[object]:
        return [unit, size, day_number(*first) - epoch, day_number(*last) - epoch]

    spans = [
        span("year", 500, (-1200, 5, 1), (1200, 1, 1)),
        span("year", 1, (-2, 1, 1), (2, 6, 1)),
        span("month", 3, (2023, 12, 5), (2024, 8, 1)),
        span("day", 7, (2024, 2, 20), (2024, 3, 20)),
        span("day", 2, (2024, 1, 28), (2024, 2, 3)),
        span("hour", 6, (2024, 1, 1), (2024, 1, 2)),
    ]
    marks = json.loads(in_node(_CALENDAR, json.dumps({"days": [], "spans": spans})))["marks"]
    # 1500 BC, 1000 BC, 500 BC, AD 1, 500, 1000: people's years have no year 0
    assert [mark[0] for mark in marks[0]] == [-1499, -999, -499, 1, 500, 1000]
    assert [mark[0] for mark in marks[1]] == [-2, -1, 0, 1, 2]
    assert [tuple(mark[:3]) for mark in marks[2]] == [(2023, 10, 1), (2024, 1, 1), (2024, 4, 1), (2024, 7, 1)]
    assert [mark[2] for mark in marks[3]] == [15, 22, 1, 8, 15]
    assert [mark[2] for mark in marks[4]] == [27, 29, 1, 3]  # the 31st has no room beside the 1st
    assert [mark[3] for mark in marks[5]] == [0, 360, 720, 1080, 0]
