"""Scores are pinned, compared with a little tolerance, and not lowered without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pins import Percentages, Pins, PinsError, compare, pin, read_pins, write_pins


def scores(whole: float, fold: float = 70.0) -> Percentages:
    return {"news": {"whole": {"value": whole}, "fold": {"value": fold}, "rest": {"value": 1.0}}}


def test_the_rest_is_not_pinned() -> None:
    assert pin(None, scores(80.004), None).scores == {"news": {"whole": {"value": 80.0}, "fold": {"value": 70.0}}}


@pytest.mark.parametrize(("reached", "complaints"), [(81.0, 0), (80.0, 0), (79.91, 0), (79.89, 1)])
def test_a_score_may_fall_by_a_tenth(reached: float, complaints: int) -> None:
    assert len(compare(pin(None, scores(80.0), None), scores(reached))) == complaints


def test_what_is_measured_and_not_pinned_is_named_and_the_other_way_about() -> None:
    pins = pin(None, scores(80.0), None)
    other = {"essays": scores(80.0)["news"]}
    assert "essays fold value is not pinned" in compare(pins, other)
    assert "news fold value is pinned but was not measured" in compare(pins, other)


def test_lowering_needs_a_reason_which_is_kept(tmp_path: Path) -> None:
    pins = pin(None, scores(80.0), None)
    with pytest.raises(PinsError, match=r"news whole value: 80\.0 -> 79\.0"):
        pin(pins, scores(79.0), None)
    write_pins(tmp_path / "pins.json", pin(pins, scores(79.0), "the corpus was corrected"))
    kept = read_pins(tmp_path / "pins.json")
    assert kept.scores["news"]["whole"]["value"] == 79.0
    assert [entry["reason"] for entry in kept.lowered] == ["the corpus was corrected"]
    assert pin(kept, scores(85.0), None).lowered == kept.lowered


def test_raising_needs_no_reason() -> None:
    assert pin(pin(None, scores(80.0), None), scores(81.0), None) == Pins(pin(None, scores(81.0), None).scores)


@pytest.mark.parametrize("text", ["{", "[]", '{"scores": {}}', '{"scores": {"news": 3}, "lowered": []}'])
def test_a_file_without_pins_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pins.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PinsError, match=r"pins\.json: no pinned scores"):
        read_pins(path)
