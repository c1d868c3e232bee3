"""Look for texts that the extractor cannot bear, with the coverage-guided fuzzer atheris.

    python -m bench.fuzz [--minutes 10] [--keep FOLDER]

Texts are made from the words of the lexicons, from numbers, and from characters that break programs: lone surrogates,
NUL, marks of direction, combining characters, emoji, other scripts; with and without spaces. The first text whose
extraction raises, breaks a promise of `soundness.py` or takes 20 seconds is printed, and the exit status is not 0.
With --keep the texts that reached new code stay in a folder, where the next run begins.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["timeline_api"]):
    from bench.soundness import flaws
    from timeline_api import Document, extract
    from timeline_api.temporal.grammar import load_grammar

LANGUAGES = ("en", "es", None, "de", "ja")
LONGEST = 60  # pieces of a text
SLOW = 20  # seconds that a text may take
STRANGE = (
    "\x00", "\ud800", "\udfff", "\ud83d", "\u202e", "\u202c", "\u200f", "\u200b", "\ufeff", "\u0301", "\u0345",
    "\u20e3", "\U0001f4c5", "\U0001f1ea\U0001f1f8", "\u0663", "\uff12\uff10", "²", "½", "Ⅳ", "٢٠٢٤", "年", "月", "日",
    "мая", "Δ", "\u2028", "\x85", "\x1c", "\u00ad", "İ", "ß", "ﬁ", "ǆ", "\U000e0041", "\ufffe", "\U0010ffff",
)  # fmt: skip
JOINTS = (" ", " ", " ", "", "", "-", ", ", ". ", "\n", "\n\n", " (", ") ", "'", "\u00a0", '"', "/", ":", ".", "–")


def words() -> list[str]:
    """All words that the grammars know, in order."""
    known = {word for language in ("en", "es") for word in load_grammar(language).lexicon.words()}
    return sorted(known)


def make_text(source: Any, known: list[str]) -> str:
    """A text of the fuzzer's choice."""
    pieces = []
    for _ in range(source.ConsumeIntInRange(0, LONGEST)):
        pieces.append(_piece(source, known))
        pieces.append(JOINTS[source.ConsumeIntInRange(0, len(JOINTS) - 1)])
    return "".join(pieces)


def _piece(source: Any, known: list[str]) -> str:
    kind = source.ConsumeIntInRange(0, 9)
    if kind <= 3:
        word = known[source.ConsumeIntInRange(0, len(known) - 1)]
        return word.capitalize() if kind == 3 else word
    if kind <= 5:
        number = str(source.ConsumeIntInRange(0, 9999))
        return number + ("", "", "th", "s", "am", "º")[source.ConsumeIntInRange(0, 5)]
    if kind == 6:
        return STRANGE[source.ConsumeIntInRange(0, len(STRANGE) - 1)]
    if kind == 7:
        return date.fromordinal(source.ConsumeIntInRange(1, date.max.toordinal())).isoformat()
    return str(source.ConsumeUnicode(source.ConsumeIntInRange(0, 6)))


def make_document(data: bytes, known: list[str]) -> Document:
    """A document of the fuzzer's choice, from its bytes."""
    source = atheris.FuzzedDataProvider(data)
    language = LANGUAGES[source.ConsumeIntInRange(0, len(LANGUAGES) - 1)]
    published = date.fromordinal(source.ConsumeIntInRange(1, date.max.toordinal())) if source.ConsumeBool() else None
    return Document(make_text(source, known), published, language=language)


def main() -> None:
    """Fuzz until the time is over or a text is found."""
    parser = argparse.ArgumentParser(prog="bench.fuzz", description="fuzz the extractor")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--keep", type=Path, help="a folder for the texts that reached new code")
    args = parser.parse_args()
    folder = args.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    known = words()

    def read_one(data: bytes) -> None:
        document = make_document(data, known)
        try:
            found = flaws(extract(document))
        except Exception:
            print(f"raised by {document!r}", file=sys.stderr)
            raise
        if found:
            raise AssertionError(f"{document!r}: {found}")

    seconds = round(args.minutes * 60)
    options = [f"-max_total_time={seconds}", f"-timeout={SLOW}", "-max_len=1024", "-len_control=0", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(folder)], read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
