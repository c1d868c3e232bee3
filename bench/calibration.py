"""Whether the extractor's confidence is the chance that it is right, judged on annotated corpora.

    python -m bench.calibration                  tables of reliability, as rated now and cross-validated by document
    python -m bench.calibration --fit [FILE]     measure the rates anew and keep them where the extractor reads them
    python -m bench.calibration --plot [FILE]    draw both as a picture (pip install '.[bench]')

A time expression is judged where annotators found one in the same place: is its value theirs? An event is judged where
annotators dated the sentence: is its date one of theirs, as finely as theirs is known? Text whose year had to be
inferred is not in the corpora.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpora import ABSENT, ROOT, CorporaError, find_corpora
from bench.reliability import Case, Rate, bins, brier_score, calibration_error, calibration_errors, cross_validate, fit
from bench.scoring import Corpora, Read, is_one_of, judged, pair, read_all, told_in
from timeline_api.events import confidence
from timeline_api.events.confidence import Kind

RATES = Path(confidence.__file__).with_name("rates.json")
PICTURE = ROOT / "test-artifacts" / "calibration.png"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: its kind and name, on which corpora, and how."""

    kind: Kind
    name: str
    corpora: tuple[str, ...]
    cases: Callable[[Read], Iterator[Case]]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        folder = find_corpora(options.corpora)
    except CorporaError as error:
        print(error, file=sys.stderr)
        return 2
    if folder is None:
        print(ABSENT)
        return 0
    cases = judge(read_all(folder))
    for subject in SUBJECTS:
        print("\n".join(_report(subject, cases[subject.kind])) + "\n")
    if options.fit is not None:
        write_rates(options.fit, {each.kind: fit(cases[each.kind]) for each in SUBJECTS})
        print(f"rates kept in {options.fit}")
    return _draw(options.plot, cases) if options.plot is not None else 0


def judge(read: Corpora) -> dict[Kind, list[Case]]:
    """All cases of each kind."""
    return {
        subject.kind: [case for name in subject.corpora for each in read[name] for case in subject.cases(each)]
        for subject in SUBJECTS
    }


def timex_cases(read: Read) -> Iterator[Case]:
    """The time expressions that annotators have too, whatever the exact span."""
    for each in pair(read.gold.timexes, judged(read.gold, read.extraction.timexes)):
        found = each.found
        if found is not None and found.basis != "inferred":
            path = confidence.timex_path(found)
            yield Case(read.gold.id, path, found.confidence, each.agrees_in("value"))


def event_cases(read: Read) -> Iterator[Case]:
    """The events of sentences that annotators have dated."""
    for event in read.extraction.events:
        dates = [day for told in read.gold.sentences if told_in(told, [event]) for day in told.dates]
        if dates and event.date.interval is not None and event.date.basis != "inferred":
            right = is_one_of(event.date, map(at_its_grain, dates))
            yield Case(read.gold.id, confidence.event_path(event.date), event.confidence, right)


def at_its_grain(day: str) -> str:
    """An annotated date with the parts that it leaves out written as unknown.

    >>> at_its_grain("2008"), at_its_grain("2008-09"), at_its_grain("2008-09-15")
    ('2008-XX-XX', '2008-09-XX', '2008-09-15')
    """
    return day + "-XX" * (2 - day.count("-"))


SUBJECTS = (
    Subject("timex", "time expressions, their value", ("timebank", "aquaint"), timex_cases),
    Subject("event", "events, their date", ("meantime",), event_cases),
)


def write_rates(path: Path, rates: Mapping[Kind, Mapping[confidence.Path, Rate]]) -> None:
    """Keep rates as the extractor reads them."""
    record = {
        kind: {"/".join(each): {"rate": rate.rate, "count": rate.count} for each, rate in sorted(table.items())}
        for kind, table in rates.items()
    }
    lines = [
        f" {json.dumps(kind)}: {{\n"
        + ",\n".join(f"  {json.dumps(each)}: {json.dumps(entry)}" for each, entry in table.items())
        + "\n }"
        for kind, table in record.items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _report(subject: Subject, cases: Sequence[Case]) -> Iterator[str]:
    documents = len({case.document for case in cases})
    yield f"{subject.name} ({' and '.join(subject.corpora)}): {len(cases)} in {documents} documents"
    for how, rated in (("as rated now", cases), ("cross-validated", cross_validate(cases))):
        yield f"  {how + ':':<17}{'said':>6}{'right':>7}{'count':>7}"
        for each in bins(rated):
            yield f"    {each.low:.1f} to {each.low + 0.1:.1f}   {each.said:6.2f}{each.right:7.2f}{each.count:7}"
        yield f"    expected calibration error {calibration_error(rated):.3f}, Brier score {brier_score(rated):.3f}"
    errors = calibration_errors(cases)
    mean = sum(errors) / len(errors)
    yield f"    documents divided in {len(errors)} other ways: {mean:.3f} ({errors[0]:.3f} to {errors[-1]:.3f})"


def _draw(path: Path, cases: Mapping[Kind, Sequence[Case]]) -> int:
    try:
        from bench.reliability_plot import draw
    except ImportError as error:
        print(f"no picture without {error.name}: pip install '.[bench]'", file=sys.stderr)
        return 2
    draw(path, {each.name: cross_validate(cases[each.kind]) for each in SUBJECTS})
    print(f"picture in {path}")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m bench.calibration"
    )
    parser.add_argument("--corpora", metavar="FOLDER", help="where the corpora are")
    parser.add_argument("--fit", metavar="FILE", type=Path, nargs="?", const=RATES, help="keep the rates")
    parser.add_argument("--plot", metavar="FILE", type=Path, nargs="?", const=PICTURE, help="draw them")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
