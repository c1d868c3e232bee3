"""The component as it is served: small, current, asking nobody else, and right about the calendar."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

from timeline_api.display import display
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


_WORDS = """
import { buildSync } from "esbuild";
const { outputFiles } = buildSync({ entryPoints: ["src/words.ts"], bundle: true, format: "esm", write: false,
  outdir: "out" });
const { Words } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
const { dates, locales } = JSON.parse(process.argv[1]);
console.log(JSON.stringify(locales.map((locale) => dates.map((date) => new Words(locale).date(date)))));
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
        for year in (
            -3_699_997_974,
            -40_000,
            -3000,
            -400,
            -100,
            -4,
            -1,
            0,
            1,
            4,
            99,
            100,
            400,
            1582,
            1900,
            2000,
            2100,
            9999,
        )
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


def date(edtf: str, start: str, end: str, precision: str, timex: str = "") -> dict[str, str]:
    """A date as the service answers it."""
    return {"edtf": edtf, "start": start, "end": end, "precision": precision, "timex": timex or edtf,
            "display": display(edtf, timex)}  # fmt: skip


def test_dates_are_put_into_words_of_the_readers_language() -> None:
    dates = [
        date("2026-02-10", "2026-02-10", "2026-02-10", "daypart", "2026-02-10TNI"),
        date("2026-02-14/2026-02-15", "2026-02-14", "2026-02-15", "range"),
        date("1850~", "1850-01-01", "1850-12-31", "year"),
        date("-0043-03-15", "-0043", "-0043", "day"),
        date("199X", "1990-01-01", "1999-12-31", "decade"),
        date("1914/..", "1914-01-01", "2025-01-01", "range"),
    ]
    told = json.loads(in_node(_WORDS, json.dumps({"dates": dates, "locales": ["en-GB", "en-US", "de"]})))
    spaces = str.maketrans("\u2009\u202f\u00a0", "   ")
    british, american, german = ([words.translate(spaces) for words in one] for one in told)
    assert british[:2] == ["10 February 2026, night", "14 – 15 February 2026"]
    assert british[2:] == ["about 1850", "15 March 44 BC", "the 1990s", "from 1914 on"]
    assert american[:2] == ["February 10, 2026, night", "February 14 – 15, 2026"]
    assert american[3] == "March 15, 44 BC"
    assert german[:3] == ["10. Februar 2026", "14.–15. Februar 2026", "≈ 1850"]
    assert german[3:] == ["15. März 44 v. Chr.", "1990–1999", "1914 –"]
