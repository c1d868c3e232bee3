"""The annotated corpora: where they are, and what stands in them.

They are no part of the project, and what they hold may not be. They are looked for where `--corpora` or BENCH_CORPORA
says, else in a folder `corpora` beside or below a neighbour of the repository. A corpus is one or more files of JSON
Lines, a document a line: `id`, `published`, `text`, `timexes` (`start`, `end`, `type`, `value`), and where the dates
of events are annotated `event_dates` (`start`, `end`, `dates`) and `annotated_until`, the character up to which time
expressions are.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from timeline_api.model import Document

ROOT = Path(__file__).parent.parent
VARIABLE = "BENCH_CORPORA"
FILES: Mapping[str, tuple[str, ...]] = {
    "timebank": ("timebank.jsonl",),
    "aquaint": ("aquaint.jsonl",),
    "meantime": ("meantime-airbus.jsonl", "meantime-apple.jsonl"),
}
ABSENT = f"The annotated corpora are not here: nothing to measure. Name their folder with --corpora or {VARIABLE}."
_FOLDS = 4  # one document in four is kept aside


class CorporaError(ValueError):
    """A folder or a file of corpora that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class GoldTimex:
    """A time expression as the annotators see it: characters `[start, end)`, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """Characters `[start, end)` and the dates of the events told there: `2008-09-15`; `2008-09-XX` is that month."""

    start: int
    end: int
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated article. Beyond character `annotated_until` nobody has looked for time expressions."""

    document: Document
    timexes: tuple[GoldTimex, ...]
    sentences: tuple[GoldSentence, ...]
    annotated_until: int

    @property
    def id(self) -> str:
        return self.document.id or ""

    @property
    def is_kept_aside(self) -> bool:
        """Whether the document belongs to the part whose differences nobody reads, so that rules do not fit it."""
        return fold(self.id, _FOLDS) == 0


def fold(name: str, folds: int) -> int:
    """The part, 0 to `folds - 1`, that a document of that id belongs to, always the same one.

    >>> fold("article-7", 4)
    3
    """
    return zlib.crc32(name.encode()) % folds


def find_corpora(given: str | None = None) -> Path | None:
    """The folder of the corpora; None when there is none. Raises `CorporaError` when a named folder lacks a file."""
    named = given or os.environ.get(VARIABLE)
    if named:
        return _complete(Path(named))
    return next((folder for folder in _places() if not _missing(folder)), None)


def read_corpus(folder: Path, name: str) -> tuple[GoldDocument, ...]:
    """All documents of a corpus, in the order of its files. Raises `CorporaError`."""
    return tuple(gold for file in FILES[name] for gold in read_file(folder / file))


def read_file(path: Path) -> list[GoldDocument]:
    """The documents of one file. Raises `CorporaError` with the file and the line of what cannot be read."""
    with path.open(encoding="utf-8") as lines:
        return [_read(line, f"{path}:{number}") for number, line in enumerate(lines, 1)]


def _places() -> list[Path]:
    return [ROOT.parent / "corpora", *sorted(ROOT.parent.glob("*/corpora"))]


def _missing(folder: Path) -> list[str]:
    return [file for files in FILES.values() for file in files if not (folder / file).is_file()]


def _complete(folder: Path) -> Path:
    missing = _missing(folder)
    if missing:
        raise CorporaError(f"{folder}: no {', no '.join(missing)}")
    return folder


def _read(line: str, where: str) -> GoldDocument:
    try:
        return _gold(json.loads(line))
    except (KeyError, TypeError, ValueError) as error:
        raise CorporaError(f"{where}: {type(error).__name__}: {error}") from error


def _gold(record: Mapping[str, Any]) -> GoldDocument:
    text = record["text"]
    return GoldDocument(
        Document(text, published=_moment(record["published"]), id=record["id"]),
        tuple(GoldTimex(t["start"], t["end"], t["type"], t["value"]) for t in record["timexes"]),
        tuple(GoldSentence(s["start"], s["end"], tuple(s["dates"])) for s in record.get("event_dates", ())),
        record.get("annotated_until", len(text)),
    )


def _moment(written: str | None) -> date | None:
    if written is None:
        return None
    return datetime.fromisoformat(written) if len(written) > len("2024-12-08") else date.fromisoformat(written)
