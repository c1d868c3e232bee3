"""Sentences put together from clauses whose dates are known are read right."""

from __future__ import annotations

import random

import pytest

from bench import compositions


@pytest.mark.parametrize("shape", compositions.SHAPES)
def test_every_shape_is_read_right(shape: str) -> None:
    assert compositions.wrong(shape, count=6, seed=7) == []


@pytest.mark.parametrize("frame", compositions.FRAMES)
def test_every_shape_is_read_right_within_a_frame(frame: str) -> None:
    assert compositions.wrong_framed(frame, count=1, seed=7) == []


def test_what_is_told_and_read() -> None:
    one = compositions.compose("and", random.Random(3))
    assert one.is_right()
    assert one.read() == [(title, date) for (_, date), (title, _) in zip(one.told, one.read(), strict=True)]
    assert not compositions.Composition(one.text, one.told[:1]).is_right()


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert compositions.main(["--count", "2", "--seed", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    shapes = len(compositions.SHAPES)
    assert len(lines) == shapes + 1 + len(compositions.FRAMES)
    assert lines[shapes].endswith(f"of {2 * shapes}")
    assert lines[-1].endswith(f"of {len(compositions.FRAMED)}")
