"""How well an extraction agrees with what annotators found, counted as TempEval-3 counts.

Each annotated time expression is given at most one extracted expression that shares characters with it, no expression
twice. `relaxed` counts those pairs, `strict` the pairs of the very same span, `type` and `value` the pairs that agree
in that attribute. `dated` compares the dates that annotators gave to the events of a sentence with the dates of the
extracted events that share characters with it.

Naushad UzZaman and others, "SemEval-2013 Task 1: TempEval-3", section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpora import FILES, GoldDocument, GoldSentence, GoldTimex, read_corpus
from timeline_api import extract
from timeline_api.model import Event, EventDate, Extraction, Timex
from timeline_api.records import calendar_bounds

METRICS = ("strict", "relaxed", "type", "value", "dated")
PARTS = ("whole", "fold", "rest")
_OPEN = "-X"  # where a partly known date stops: 2008-09-XX


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that make a score: `right` of the `found`, and `hit` of the `gold`; the two differ for dated sentences."""

    right: int = 0
    found: int = 0
    hit: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.hit + other.hit, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1.

        >>> Tally(right=3, found=4, hit=3, gold=6).f1
        0.6
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated time expression with the extracted one that stands for it; None when it was missed."""

    gold: GoldTimex
    found: Timex | None

    def agrees_in(self, metric: str) -> bool:
        """Whether the two agree in `strict`, `relaxed`, `type` or `value`."""
        if self.found is None:
            return False
        match metric:
            case "strict":
                return (self.found.start, self.found.end) == (self.gold.start, self.gold.end)
            case "type":
                return self.found.type == self.gold.type
            case "value":
                return self.found.value == self.gold.value
        return True


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its annotations and with what the extractor read in it."""

    gold: GoldDocument
    extraction: Extraction


Corpora = Mapping[str, Sequence[Read]]
Scores = dict[str, dict[str, dict[str, Tally]]]  # corpus, part, metric


def read_all(folder: Path, names: Iterable[str] = tuple(FILES)) -> dict[str, tuple[Read, ...]]:
    """Every document of the corpora in a folder, extracted."""
    return {name: tuple(Read(gold, extract(gold.document)) for gold in read_corpus(folder, name)) for name in names}


def score_all(corpora: Corpora) -> Scores:
    """The counts of each corpus: whole, the fold that is kept aside, and the rest."""
    return {
        name: {part: total(score(each.gold, each.extraction) for each in _part(read, part)) for part in PARTS}
        for name, read in corpora.items()
    }


def _part(read: Iterable[Read], part: str) -> list[Read]:
    return [each for each in read if part == "whole" or each.gold.is_kept_aside == (part == "fold")]


def score(gold: GoldDocument, extraction: Extraction) -> dict[str, Tally]:
    """The counts of one document for each metric."""
    found = judged(gold, extraction.timexes)
    pairs = pair(gold.timexes, found)
    tallies = {"dated": score_dates(gold.sentences, extraction.events)}
    for metric in METRICS[:-1]:
        agreeing = sum(each.agrees_in(metric) for each in pairs)
        tallies[metric] = Tally(agreeing, len(found), agreeing, len(pairs))
    return tallies


def total(scores: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """The counts of many documents, added up: every expression weighs the same, whatever its document."""
    sums = dict.fromkeys(METRICS, Tally())
    for each in scores:
        sums = {metric: sums[metric] + each[metric] for metric in METRICS}
    return sums


def judged(gold: GoldDocument, timexes: Iterable[Timex]) -> list[Timex]:
    """The extracted expressions that lie where annotators looked, in order."""
    return sorted((t for t in timexes if t.start < gold.annotated_until), key=lambda t: t.start)


def pair(gold: Sequence[GoldTimex], found: Sequence[Timex]) -> list[Pair]:
    """Each annotated expression, in the given order, takes the free one that shares most characters with it."""
    free = list(found)
    pairs = []
    for wanted in gold:
        best = max(free, key=lambda timex: _shared(timex, wanted), default=None)
        if best is None or _shared(best, wanted) <= 0:
            pairs.append(Pair(wanted, None))
            continue
        free.remove(best)
        pairs.append(Pair(wanted, best))
    return pairs


def score_dates(sentences: Iterable[GoldSentence], events: Sequence[Event]) -> Tally:
    """The counts of dated sentences; an event that reaches over two sentences is judged in both."""
    tally = Tally()
    for sentence in sentences:
        told = told_in(sentence, events)
        right = sum(is_one_of(event.date, sentence.dates) for event in told)
        hit = sum(any(says(event.date, day) for event in told) for day in sentence.dates)
        tally += Tally(right, len(told), hit, len(sentence.dates))
    return tally


def told_in(sentence: GoldSentence, events: Iterable[Event]) -> list[Event]:
    """The events that share characters with a sentence."""
    return [event for event in events if _shared(event, sentence) > 0]


def is_one_of(date: EventDate, days: Iterable[str]) -> bool:
    """Whether an event's date says one of the annotated dates."""
    return any(says(date, day) for day in days)


def says(date: EventDate, day: str) -> bool:
    """Whether an event's date is an annotated one, as finely as that is known: inside the month of `2008-09-XX`."""
    if date.interval is None:
        return False
    first, last = calendar_bounds(date.interval)
    known, _, unknown = day.partition(_OPEN)
    if unknown:
        return first.startswith(known) and last.startswith(known)
    return first == last == day


def _shared(a: Timex | Event, b: GoldTimex | GoldSentence) -> int:
    """How many characters two spans share; below 1 when none."""
    return min(a.end, b.end) - max(a.start, b.start)
