"""Reliability: bins, errors, fitted rates and their cross-validation, and the command that does all of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import calibration
from bench.calibration import at_its_grain, event_cases, timex_cases, write_rates
from bench.corpora import FILES, VARIABLE, read_file
from bench.reliability import (
    SHRINKAGE,
    Case,
    bins,
    brier_score,
    calibration_error,
    calibration_errors,
    cross_validate,
    fit,
)
from bench.scoring import Read
from timeline_api import extract
from timeline_api.events.confidence import parse_rates

ARTICLE = {
    "id": "a1",
    "published": "2024-12-11",
    "text": "The bridge reopened on Monday. It had been shut since 3 May 2024.",
    "timexes": [
        {"start": 23, "end": 29, "type": "DATE", "value": "2024-12-09"},
        {"start": 48, "end": 64, "type": "DATE", "value": "2024-05-04"},
    ],
    "event_dates": [{"start": 0, "end": 30, "dates": ["2024-12"]}],
}


def cases(path: tuple[str, ...], right: int, wrong: int, said: float = 0.5) -> list[Case]:
    outcomes = [True] * right + [False] * wrong
    return [Case(f"{path}-{number}", path, said, outcome) for number, outcome in enumerate(outcomes)]


def test_bins_hold_what_was_said() -> None:
    found = bins([*cases((), 3, 1, 0.75), *cases((), 1, 0, 1.0), *cases((), 0, 1, 0.7)])
    assert [(each.low, each.count, each.right) for each in found] == [(0.7, 5, 0.6), (0.9, 1, 1.0)]
    assert found[0].said == pytest.approx(0.74)


def test_what_is_as_right_as_was_said_has_no_error() -> None:
    assert calibration_error(cases((), 3, 1, 0.75)) == 0
    assert calibration_error([*cases((), 1, 1, 0.9), *cases((), 1, 1, 0.1)]) == pytest.approx(0.4)
    assert brier_score(cases((), 1, 1, 0.9)) == pytest.approx((0.01 + 0.81) / 2)


def test_a_rate_is_drawn_towards_its_parent() -> None:
    found = fit([*cases(("day",), 80, 20), *cases(("week",), 0, 10)])
    overall = 80 / 110
    assert found[()].rate == round(overall, 2)
    assert found["day",].rate == round((80 + SHRINKAGE * overall) / (100 + SHRINKAGE), 2)
    assert found["week",].rate == round(SHRINKAGE * overall / (10 + SHRINKAGE), 2)
    assert found["week",].count == 10


def test_what_was_hardly_seen_has_no_rate() -> None:
    assert list(fit([*cases(("day",), 8, 2), *cases(("week",), 0, 4)])) == [(), ("day",)]


def test_rates_have_two_digits() -> None:
    assert fit(cases((), 2, 1))[()].rate == 0.67


def test_every_case_is_judged_by_rates_that_have_not_seen_it() -> None:
    given = [*cases(("day",), 30, 0), *cases(("week",), 0, 30)]
    judged = cross_validate(given)
    assert sorted(case.document for case in judged) == sorted(case.document for case in given)
    one_wrong = [Case("odd", ("odd",), 0.5, False), *cases(("day",), 30, 0)]
    assert next(case.said for case in cross_validate(one_wrong) if case.document == "odd") == 1.0


def test_errors_come_in_order_and_differ_with_the_division() -> None:
    errors = calibration_errors([*cases(("day",), 20, 7), *cases(("week",), 9, 8)])
    assert errors == sorted(errors)
    assert len(errors) == 20
    assert len(set(errors)) > 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small corpora, found through the environment."""
    for files in FILES.values():
        for file in files:
            lines = [json.dumps({**ARTICLE, "id": f"{file}-{number}"}) for number in range(10)]
            (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def test_values_and_dates_are_judged(folder: Path) -> None:
    gold = read_file(folder / "aquaint.jsonl")[0]
    read = Read(gold, extract(gold.document))
    assert [(case.path[-1], case.right) for case in timex_cases(read)] == [("weekday", True), ("day-month-year", False)]
    assert [(case.path, case.right) for case in event_cases(read)] == [(("fine",), True)]


def test_a_date_without_its_parts_is_a_coarse_one() -> None:
    assert [at_its_grain(day) for day in ("2008", "2008-09", "2008-09-15", "2008-09-XX")] == [
        "2008-XX-XX",
        "2008-09-XX",
        "2008-09-15",
        "2008-09-XX",
    ]


def test_rates_are_kept_as_the_extractor_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "rates.json"
    write_rates(path, {"timex": fit(cases(("relative", "day"), 9, 1)), "event": fit(cases((), 1, 1))})
    assert parse_rates(path.read_text("utf-8"), "timex") == {(): 0.9, ("relative",): 0.9, ("relative", "day"): 0.9}
    assert parse_rates(path.read_text("utf-8"), "event") == {(): 0.5}


def test_the_command_reports_and_fits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "rates.json"
    assert calibration.main(["--fit", str(path)]) == 0
    output = capsys.readouterr().out
    assert "(timebank and aquaint): 40 in 20 documents" in output
    assert "events, their date (meantime): 20 in 20 documents" in output
    assert output.count("expected calibration error") == 4
    assert parse_rates(path.read_text("utf-8"), "event")["fine",] == 1.0


def test_without_what_draws_there_is_no_picture(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "bench.reliability_plot", raising=False)
    assert calibration.main(["--plot", str(folder / "picture.png")]) == 2
    assert "pip install '.[bench]'" in capsys.readouterr().err


def test_a_folder_without_corpora_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibration.main(["--corpora", str(tmp_path / "none")]) == 2
    assert "no timebank.jsonl" in capsys.readouterr().err
