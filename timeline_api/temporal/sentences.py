"""A text to sentences, with offsets.

A sentence ends at `.`, `!` or `?` (closing quotes and brackets taken along) before white space and a capital letter,
digit, quote or bracket, unless the word before the full stop is an abbreviation or an initial; and at a line break that
is not just the wrapping of lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from timeline_api.model import Sentence

_CLOSERS = "\"'”’»)\\]"
_BREAK = re.compile(rf"[.!?…。！？؟।]+[{_CLOSERS}]*(?=\s|$)|[。！？][{_CLOSERS}]*|\n[ \t]*\n\s*|\n")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_OPENERS = "\"'“‘«([`-–—_*#>•¿¡"
_LONG_SENTENCE = 20_000  # characters; a text without full stops is cut at white space near here


def split_sentences(
    text: str, abbreviations: Collection[str] = frozenset(), going_on: Collection[str] = frozenset()
) -> list[Sentence]:
    """The sentences of a text in order, white space around them left out.

    `abbreviations` are lower-case and without their dot; `going_on` are words that never begin a sentence after an
    abbreviation such as 'p.m.' (names of days and months).

    >>> text = "Mr. Lee left on Jan. 5. He came back. 3 days passed."
    >>> [text[s.start:s.end] for s in split_sentences(text, {"mr", "jan"})]
    ['Mr. Lee left on Jan. 5.', 'He came back.', '3 days passed.']
    """
    wrapped = _is_wrapped(text)
    sentences: list[Sentence] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not _ends_here(text, match, abbreviations, going_on, wrapped):
            continue
        _add(sentences, text, start, match.end())
        start = match.end()
    _add(sentences, text, start, len(text))
    return sentences


def _add(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    while end - start > _LONG_SENTENCE:
        cut = text.find(" ", start + _LONG_SENTENCE - 1000, start + _LONG_SENTENCE)
        cut = cut if cut > 0 else start + _LONG_SENTENCE
        _add_trimmed(sentences, text, start, cut)
        start = cut
    _add_trimmed(sentences, text, start, end)


def _add_trimmed(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    body = piece.strip()
    if body:
        first = start + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(first, first + len(body)))


def _ends_here(
    text: str, match: re.Match[str], abbreviations: Collection[str], going_on: Collection[str], wrapped: bool
) -> bool:
    mark = match[0]
    if mark[0] == "\n":
        return not wrapped or "\n" in mark[1:]
    following = text[match.end() : match.end() + 16].lstrip()
    if not following:
        return True
    first = following[0]
    if first.islower() or (first in ",;:" and mark[0] == "."):
        return False
    if mark[0] != "." or (len(mark) > 1 and mark[1] == "."):
        return True
    word = following.split(maxsplit=1)[0].strip(",.;:").lower()
    return not _is_abbreviation(text, match.start(), first, abbreviations, word in going_on)


def _is_abbreviation(text: str, dot: int, following: str, abbreviations: Collection[str], goes_on: bool) -> bool:
    """Whether the full stop at `dot` only shortens the word before it."""
    word = _LAST_WORD.search(text, max(0, dot - 24), dot)
    if word is None:
        return False
    last = word[0]
    if "." in last:  # U.S., a.m.: the end of a sentence only before a word that begins one
        return goes_on or not following.isupper() or last.lower() not in ("a.m", "p.m")
    if len(last) == 1:
        return (last.isupper() and last != "I") or last in abbreviations
    return last.lower() in abbreviations and not (following in _OPENERS and last.islower())


def _is_wrapped(text: str) -> bool:
    """Whether line breaks only wrap lines: many lines go on with a small letter."""
    head = text[:20_000]
    lines = head.count("\n")
    if lines < 3:
        return lines > 0 and _goes_on(head) > 0
    return _goes_on(head) > lines * 0.3


def _goes_on(text: str) -> int:
    return len(re.findall(r"[^\W\d_,;]\n[ \t]*[a-zà-ÿ]|,\n[ \t]*\w", text))
