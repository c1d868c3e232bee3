"""A second opinion: another scorer's counts on the same extraction, to find out whether ours are right.

The other scorer is a Python file with `load(path)`, `timex_scores(gold, extracted)` and `event_scores(gold, extracted)`
that takes documents as JSON objects by their id, and gives (precision, recall, F1) for each metric.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.corpora import FILES, ROOT, CorporaError
from bench.scoring import METRICS, Corpora, Scores, Tally
from timeline_api.records import extraction_record

_EPSILON = 1e-9


def find_scorer() -> Path | None:
    """A scorer `tools/score.py` beside the repository's neighbours; None when there is none."""
    return next(iter(sorted(ROOT.parent.glob("*/tools/score.py"))), None)


def differences(path: Path, folder: Path, corpora: Corpora, scores: Scores) -> list[str]:
    """Where the scorer at `path` gives another precision, recall or F1, for each corpus and part."""
    scorer = _load(path)
    found = []
    for corpus, read in corpora.items():
        records = {each.gold.id: extraction_record(each.extraction) for each in read}
        gold = {name: record for file in FILES[corpus] for name, record in scorer.load(folder / file).items()}
        aside = {each.gold.id for each in read if each.gold.is_kept_aside}
        for part, ids in (("whole", gold.keys()), ("fold", aside), ("rest", gold.keys() - aside)):
            theirs = _opinion(scorer, {name: gold[name] for name in gold if name in ids}, records)
            found += [f"{corpus} {part} {line}" for line in _compare(theirs, scores[corpus][part])]
    return found


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("second_opinion", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CorporaError(f"{path}: not a scorer, a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _opinion(scorer: ModuleType, gold: dict[str, Any], records: dict[str, Any]) -> dict[str, Any]:
    return {**scorer.timex_scores(gold, records), "dated": scorer.event_scores(gold, records)["dated"]}


def _compare(theirs: Mapping[str, Any], ours: Mapping[str, Tally]) -> list[str]:
    lines = []
    for metric in METRICS:
        tally = ours[metric]
        mine = (tally.precision, tally.recall, tally.f1)
        if any(abs(a - b) > _EPSILON for a, b in zip(mine, theirs[metric], strict=True)):
            lines.append(f"{metric}: here {mine}, there {tuple(theirs[metric])}")
    return lines
