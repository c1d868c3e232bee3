"""`timeline-api export`: the events as the API has them, all of them, in order."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from timeline_api.api.schemas.events import EventSchema
from timeline_api.commands import export


@pytest.fixture
def filled(run, database: Path) -> None:
    lines = [
        {"text": "The mill burned on 2024-12-08.", "source": "Gazette"},
        {"text": "The ferry sank on 2023-11-02.", "source": "Courier"},
        {"text": "The pier opened on 2024-05-06.", "source": "Courier"},
    ]
    assert run("ingest", "-", stdin="\n".join(map(json.dumps, lines))).exit_code == 0


def dates(output: str) -> list[str]:
    return [json.loads(line)["date"]["edtf"] for line in output.splitlines()]


def test_events_come_in_order_of_date(run, filled) -> None:
    result = run("export")
    assert (result.exit_code, result.stderr) == (0, "")
    assert dates(result.stdout) == ["2023-11-02", "2024-05-06", "2024-12-08"]


def test_an_event_is_as_the_contract_says(run, filled) -> None:
    event = json.loads(run("export", "--source", "Gazette").stdout)
    assert EventSchema().validate(event) == {}
    (source,) = event["sources"]
    assert (source["source"], source["sentence"]) == ("Gazette", event["text"])
    assert event["links"] == {"self": f"/events/{event['id']}"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--from", "2024"], ["2024-05-06", "2024-12-08"]),
        (["--to", "2024-05-06"], ["2023-11-02", "2024-05-06"]),
        (["--from", "2024-05", "--to", "2024-05"], ["2024-05-06"]),
        (["--from", "1200", "--to", "1300"], []),
        (["--from=-0043", "--to", "2023"], ["2023-11-02"]),
        (["--source", "Courier"], ["2023-11-02", "2024-05-06"]),
        (["--source", "Courier", "--source", "Gazette", "--from", "2024"], ["2024-05-06", "2024-12-08"]),
        (["--source", "Nobody"], []),
        (["--undated", "only"], []),
        (["--format", "jsonl", "--undated", "exclude", "--from", "2024-12"], ["2024-12-08"]),
    ],
    ids=" ".join,
)
def test_filters(run, filled, options: list[str], expected: list[str]) -> None:
    assert dates(run("export", *options).stdout) == expected


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "2024-13"], "Error: --from: there is no month 13"),
        (["--from", "2024", "--to", "soon"], "Error: --to: expected a year, month, day or instant"),
        (["--from", "2025", "--to", "2024"], "Error: --to: the range ends (2024) before it starts (2025)"),
        (["--format", "xml"], "'xml' is not"),
        (["--undated", "maybe"], "'maybe' is not one of 'exclude', 'include', 'only'"),
    ],
)
def test_bad_options_are_wrong_use(run, filled, options: list[str], message: str) -> None:
    result = run("export", *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_pages_neither_repeat_nor_drop_events(run, database: Path, monkeypatch) -> None:
    monkeypatch.setattr(export, "_PAGE", 7)
    days = [date(2024, 1, 1) + timedelta(number // 3) for number in range(60)]
    texts = (f"Crew {number} sailed on {day}." for number, day in enumerate(days))
    run("ingest", "-", stdin="\n".join(json.dumps({"text": text}) for text in texts))
    events = [json.loads(line) for line in run("export").stdout.splitlines()]
    assert len({event["id"] for event in events}) == len(events) == 60
    assert [event["date"]["edtf"] for event in events] == [str(day) for day in days]
