"""Pinned scores: what the extractor has reached, kept in a file, and never lowered without a reason beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PINS = Path(__file__).parent / "accuracy-pins.json"
PINNED_PARTS = ("whole", "fold")
TOLERANCE = 0.1  # percentage points
Percentages = dict[str, dict[str, dict[str, float]]]  # corpus, part, metric


class PinsError(ValueError):
    """Pins that cannot be read, or that may not be written so; the message says why."""


@dataclass(frozen=True, slots=True)
class Pins:
    """The F1 scores in percent that must be kept, and each time that one was lowered, with the reason."""

    scores: Percentages
    lowered: tuple[dict[str, Any], ...] = ()


def compare(pins: Pins, scores: Percentages) -> list[str]:
    """A complaint for each score that is lower than its pin by more than the tolerance, missing, or not pinned."""
    wanted = dict(_each(pins.scores))
    reached = dict(_each(scores))
    complaints = [f"{name} is {reached[name]:.2f}, pinned {pinned:.2f}" for name, pinned in wanted.items()
                  if name in reached and reached[name] < pinned - TOLERANCE]  # fmt: skip
    complaints += [f"{name} is pinned but was not measured" for name in wanted.keys() - reached.keys()]
    complaints += [f"{name} is not pinned" for name in reached.keys() - wanted.keys()]
    return sorted(complaints)


def pin(before: Pins | None, scores: Percentages, reason: str | None) -> Pins:
    """The pins of these scores. Raises `PinsError` when that lowers one and no reason is given."""
    rounded = {
        corpus: {part: {metric: round(parts[part][metric], 2) for metric in parts[part]} for part in PINNED_PARTS}
        for corpus, parts in scores.items()
    }
    if before is None:
        return Pins(rounded)
    new = dict(_each(rounded))
    lower = {name: (old, new.get(name)) for name, old in _each(before.scores) if (new.get(name) or 0.0) < old}
    if not lower:
        return Pins(rounded, before.lowered)
    if reason is None:
        listed = "\n".join(f"{name}: {old} -> {now}" for name, (old, now) in lower.items())
        raise PinsError(f"this lowers what is pinned, which needs --reason:\n{listed}")
    entry = {"reason": reason, "scores": {name: {"from": old, "to": now} for name, (old, now) in lower.items()}}
    return Pins(rounded, (*before.lowered, entry))


def read_pins(path: Path) -> Pins:
    """What is pinned in a file. Raises `PinsError`."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        pins = Pins(record["scores"], tuple(record["lowered"]))
        dict(_each(pins.scores))
    except FileNotFoundError as error:
        raise PinsError(f"{path}: nothing is pinned yet; --pin does it") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PinsError(f"{path}: no pinned scores: {type(error).__name__}: {error}") from error
    return pins


def write_pins(path: Path, pins: Pins) -> None:
    """Keep the pins in a file."""
    record = {"unit": "F1 in percent", "scores": pins.scores, "lowered": list(pins.lowered)}
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _each(scores: Percentages) -> Iterator[tuple[str, float]]:
    """Name and value of each score that is pinned."""
    for corpus, parts in scores.items():
        for part in PINNED_PARTS:
            for metric, value in parts[part].items():
                yield f"{corpus} {part} {metric}", value
