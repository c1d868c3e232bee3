"""Whether what is said with a confidence of 0.8 is right eight times in ten; and rates that make it so.

C. Guo and others, "On Calibration of Modern Neural Networks", 2017: the expected calibration error is the mean distance
between what was said and what was right, over ten bins of what was said, each weighed by how much fell into it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.corpora import fold
from timeline_api.events.confidence import Path, most_particular

BINS = 10
FOLDS = 5
SHRINKAGE = 10  # a path is believed half when it was seen this often; before that its parent counts for more
LEAST = 5  # a path that was seen less often has no rate of its own


@dataclass(frozen=True, slots=True)
class Case:
    """A date that was judged: its document, how it was found, how sure the extractor was, and whether it was right."""

    document: str
    path: Path
    said: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose confidence lies in `[low, low + 0.1)`: how many, what was said and what was right on average."""

    low: float
    count: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Rate:
    """A measured rate and the cases that it rests on."""

    rate: float
    count: int


def bins(cases: Iterable[Case]) -> list[Bin]:
    """The bins that hold a case, lowest first."""
    held: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        held[min(BINS - 1, int(case.said * BINS))].append(case)
    return [_bin(number / BINS, held[number]) for number in sorted(held)]


def calibration_error(cases: Sequence[Case]) -> float:
    """The expected calibration error, 0 to 1."""
    return sum(each.count * abs(each.said - each.right) for each in bins(cases)) / len(cases)


def brier_score(cases: Sequence[Case]) -> float:
    """The mean squared distance between what was said and what was right: 0 is best, and lower tells cases apart."""
    return sum((case.said - case.right) ** 2 for case in cases) / len(cases)


def fit(cases: Sequence[Case]) -> dict[Path, Rate]:
    """Rates of all paths and beginnings of paths, each drawn towards that of its parent, to two digits.

    To round them further makes them worse: what a rate is off by then is what the calibration error counts.
    """
    counts: dict[Path, list[bool]] = defaultdict(list)
    for case in cases:
        for length in range(len(case.path) + 1):
            counts[case.path[:length]].append(case.right)
    believed: dict[Path, float] = {}
    for path in sorted(counts, key=len):
        seen = counts[path]
        if not path:
            believed[path] = sum(seen) / len(seen)
        elif len(seen) >= LEAST:
            parent = most_particular(believed, path[:-1])
            believed[path] = (sum(seen) + SHRINKAGE * parent) / (len(seen) + SHRINKAGE)
    return {path: Rate(round(rate, 2), len(counts[path])) for path, rate in believed.items()}


def cross_validate(cases: Sequence[Case], way: str = "") -> list[Case]:
    """The cases as rates would rate them that were fitted without their fold of the documents.

    Each `way` divides the documents differently.
    """
    folds: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        folds[fold(way + case.document, FOLDS)].append(case)
    return [case for number in folds for case in _judge(folds, number)]


def calibration_errors(cases: Sequence[Case], ways: int = 20) -> list[float]:
    """The cross-validated calibration errors of several ways to divide the documents, least first."""
    return sorted(calibration_error(cross_validate(cases, f"{way}/")) for way in range(ways))


def _judge(folds: Mapping[int, Sequence[Case]], number: int) -> Iterator[Case]:
    others = [case for other in folds if other != number for case in folds[other]]
    rates = {path: rate.rate for path, rate in fit(others).items()}
    for case in folds[number]:
        yield replace(case, said=most_particular(rates, case.path))


def _bin(low: float, cases: Sequence[Case]) -> Bin:
    count = len(cases)
    return Bin(low, count, sum(case.said for case in cases) / count, sum(case.right for case in cases) / count)
