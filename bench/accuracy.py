"""How well the extractor reads, scored on annotated corpora, and a gate that keeps it from getting worse.

    python -m bench.accuracy                   a table a corpus: F1 of the whole, the fold kept aside, and the rest
    python -m bench.accuracy --json            the same with precision, recall and counts, as JSON
    python -m bench.accuracy --gate [FILE]     exit status 1 when a score is more than 0.1 below the pinned one
    python -m bench.accuracy --pin [FILE]      pin the scores; to lower one takes --reason TEXT, kept in the file
    python -m bench.accuracy --against SCORER  exit status 1 when another scorer, a Python file, counts differently

The corpora are not part of the project; `bench/corpora.py` says where they are looked for. Without them there is
nothing to do, and the exit status is 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.corpora import ABSENT, CorporaError, find_corpora
from bench.pins import PINS, PinsError, compare, pin, read_pins, write_pins
from bench.scorer import differences
from bench.scoring import METRICS, Corpora, Scores, Tally, read_all, score_all


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        folder = find_corpora(options.corpora)
        if folder is None:
            print(ABSENT)
            return 0
        return _act(options, read_all(folder), folder)
    except (CorporaError, PinsError) as error:
        print(error, file=sys.stderr)
        return 2


def percentages(scores: Scores) -> dict[str, dict[str, dict[str, float]]]:
    """F1 in percent, of the metrics that a corpus has annotations for."""
    return {
        corpus: {
            part: {metric: 100 * tally.f1 for metric, tally in tallies.items() if tally.gold}
            for part, tallies in parts.items()
        }
        for corpus, parts in scores.items()
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m bench.accuracy"
    )
    parser.add_argument("--corpora", metavar="FOLDER", help="where the corpora are")
    parser.add_argument("--reason", metavar="TEXT", help="why pinned scores may be lower from now on")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--json", action="store_true", help="write JSON, with precision, recall and counts")
    action.add_argument("--gate", metavar="FILE", type=Path, nargs="?", const=PINS, help="compare with pinned scores")
    action.add_argument("--pin", metavar="FILE", type=Path, nargs="?", const=PINS, help="pin the scores")
    action.add_argument("--against", metavar="SCORER", type=Path, help="compare with another scorer")
    options = parser.parse_args(arguments)
    if options.reason is not None and (options.pin is None or not options.reason.strip()):
        parser.error("--reason goes with --pin, and says something")
    return options


def _act(options: argparse.Namespace, corpora: Corpora, folder: Path) -> int:
    scores = score_all(corpora)
    if options.json:
        print(json.dumps(_record(scores), indent=1))
        return 0
    if options.pin is not None:
        return _pin(options.pin, scores, options.reason)
    print(_table(scores))
    if options.gate is not None:
        return _verdict(compare(read_pins(options.gate), percentages(scores)), "No score is below its pin.")
    if options.against is not None:
        found = differences(options.against, folder, corpora, scores)
        return _verdict(found, f"{options.against} counts the same.")
    return 0


def _verdict(complaints: list[str], praise: str) -> int:
    print("\n".join(complaints) or praise)
    return 1 if complaints else 0


def _pin(path: Path, scores: Scores, reason: str | None) -> int:
    before = read_pins(path) if path.exists() else None
    pins = pin(before, percentages(scores), reason)
    write_pins(path, pins)
    print(f"{_table(scores)}\npinned in {path}")
    return 0


def _record(scores: Scores) -> dict[str, Any]:
    return {
        corpus: {
            part: {metric: _tally_record(tally) for metric, tally in tallies.items() if tally.gold}
            for part, tallies in parts.items()
        }
        for corpus, parts in scores.items()
    }


def _tally_record(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(100 * tally.precision, 2),
        "recall": round(100 * tally.recall, 2),
        "f1": round(100 * tally.f1, 2),
        "gold": tally.gold,
        "found": tally.found,
    }


def _table(scores: Scores) -> str:
    """F1 in percent, a line for each corpus and part; '-' where nothing is annotated."""
    lines = [f"{'F1':<16}" + "".join(f"{metric:>9}" for metric in METRICS) + f"{'gold':>9}{'found':>9}"]
    for corpus, parts in scores.items():
        for part, tallies in parts.items():
            cells = "".join(f"{_cell(tallies[metric]):>9}" for metric in METRICS)
            lines.append(f"{corpus + ' ' + part:<16}{cells}{tallies['strict'].gold:>9}{tallies['strict'].found:>9}")
    return "\n".join(lines)


def _cell(tally: Tally) -> str:
    return f"{100 * tally.f1:.1f}" if tally.gold else "-"


if __name__ == "__main__":
    sys.exit(main())
