"""A text to sentences, with offsets.

A sentence ends at `.`, `!` or `?` (closing quotes and brackets taken along) before white space and a capital letter,
digit, quote or bracket, unless the word before the full stop is an abbreviation or an initial; and at a line break that
is not just the wrapping of lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from timeline_api.model import Sentence

_FIGURES = ("V", "X")  # Roman: 'Carlos V. En 1556'
_CLOSERS = "\"'”’»)\\]"
_MARKS = ".!?…。！？؟।"
# One set of characters comes first, and what was found is asked behind it: such a pattern is looked for fast.
_BREAK = re.compile(
    rf"[{_MARKS}\n](?:(?<=\n)(?:[ \t]*\n\s*)?"
    rf"|(?<!\n)(?:[{_MARKS}]*[{_CLOSERS}]*(?:[ \u00a0\u202f][”»])?(?P<notes>(?:\[\d{{1,3}}\]){{0,4}})(?=\s|$)"
    rf"|(?<=[。！？])[{_CLOSERS}]*))"
)
_NAME_IN_QUOTES = re.compile(r"[A-Z][\w-]+[\"”’']")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_AROUND = ",.;:()[]\"'”’"  # what may stand beside a word
_OPENERS = "\"'“‘«([`-–—_*#>•¿¡"
_GOES_ON = re.compile(r"\n(?:(?<=[^\W\d_,;]\n)[ \t]*[a-zà-ÿ]|(?<=,\n)[ \t]*\w)")
_FOLLOWING = 24  # characters of the first words of a sentence
_LEAD, _LEAD_WORDS = 24, 3  # characters and words of 'At 4:47 p.m.'
_LAST_WORD_REACH = 24  # characters
_LONG_SENTENCE = 20_000  # characters; a text without full stops is cut at white space near here


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a language says of words that end with a full stop; all words are lower-case and without their dot.

    No sentence ends behind one of `words`, unless one of `openers` with a capital letter follows ('the U.S. He') and
    it is not one of `titles` ('Mr. The'). `going_on` are words that never begin a sentence after one such as 'p.m.'
    (names of days and months), `clock_words` those that go on behind it and a name ('3 p.m. Moscow time').
    """

    words: Collection[str] = frozenset()
    titles: Collection[str] = frozenset()
    openers: Collection[str] = frozenset()
    going_on: Collection[str] = frozenset()
    clock_words: Collection[str] = frozenset()


def split_sentences(text: str, abbreviations: Abbreviations = Abbreviations()) -> list[Sentence]:
    """The sentences of a text in order, white space around them left out.

    >>> text = "Mr. Lee left on Jan. 5. He came back. 3 days passed."
    >>> [text[s.start:s.end] for s in split_sentences(text, Abbreviations({"mr", "jan"}))]
    ['Mr. Lee left on Jan. 5.', 'He came back.', '3 days passed.']
    """
    wrapped = _is_wrapped(text)
    sentences: list[Sentence] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not _ends_here(text, start, match, abbreviations, wrapped):
            continue
        _add(sentences, text, start, match.end() - len(match["notes"] or ""))
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
    piece = text[start:end].lstrip()
    if piece:
        first = end - len(piece)
        sentences.append(Sentence(first, first + len(piece.rstrip())))


def _ends_here(text: str, start: int, match: re.Match[str], abbreviations: Abbreviations, wrapped: bool) -> bool:
    """Whether the sentence from `start` on ends with the marks that were found."""
    mark = match[0]
    if mark[0] == "\n":
        return not wrapped or "\n" in mark[1:]
    following = text[match.end() : match.end() + _FOLLOWING].lstrip()
    if not following:
        return True
    first = following[0]
    if first == ")" and following[1:].lstrip()[:1].islower():
        return False  # '(U.S.) in bribes'
    if first.islower() or (first in ",;:" and mark[0] == "."):
        return False
    if mark[0] != "." or (len(mark) > 1 and mark[1] == "."):
        return True
    last = _last_word(text, match.start())
    if "." in last and _only_leads(text[start : match.end()]):
        return False
    if _opens(last, following, abbreviations):
        return True
    return not _is_abbreviation(last, following, abbreviations)


def _only_leads(piece: str) -> bool:
    """Whether a piece of a sentence is but a time that leads it: 'At 5 p.m. Ada Quill'."""
    return len(piece) <= _LEAD and len(piece.split()) <= _LEAD_WORDS and ": " not in piece


def _opens(last: str, following: str, abbreviations: Abbreviations) -> bool:
    """Whether a sentence begins with `following` even behind an abbreviation, the word `last`."""
    is_initial = len(last) == 1 and last.isupper() and last not in _FIGURES
    if not following[0].isupper() or is_initial or last.lower() in abbreviations.titles:
        return False
    return _first_word(following) in abbreviations.openers


def _first_word(following: str) -> str:
    return following.split(maxsplit=1)[0].partition("/")[0].strip(_AROUND).lower()


def _last_word(text: str, dot: int) -> str:
    """The word that ends right before `dot`; '' where there is none."""
    low = max(0, dot - _LAST_WORD_REACH)
    piece = text[max(low, text.rfind(" ", low, dot) + 1) : dot]
    if piece.isalpha():
        return piece
    word = _LAST_WORD.search(piece)
    return word[0] if word is not None else ""


def _is_abbreviation(last: str, following: str, abbreviations: Abbreviations) -> bool:
    """Whether a full stop between the word `last` and `following` only shortens that word."""
    first = following[0]
    if "." in last:  # U.S., a.m.: the end of a sentence only before a word that begins one
        if not first.isupper() or last.lower() not in ("a.m", "p.m"):
            return True
        words = [word.strip(_AROUND) for word in following.split(maxsplit=3)[1:3]]
        # 'Moscow time', 'New York time': what stands before it begins with a capital letter.
        is_zone = bool(words) and (
            words[0] in abbreviations.clock_words or (words[-1] in abbreviations.clock_words and words[0][:1].isupper())
        )
        return is_zone or _first_word(following) in abbreviations.going_on
    if last == "I":
        return _NAME_IN_QUOTES.match(following) is not None  # '"Joseph I. Harwood"', but 'Ann and I. He'
    if len(last) == 1:
        return last.isupper() or last in abbreviations.words
    return last.lower() in abbreviations.words and not (first in _OPENERS and last.islower())


def _is_wrapped(text: str) -> bool:
    """Whether line breaks only wrap lines: many lines go on with a small letter."""
    head = text[:20_000]
    lines = head.count("\n")
    if lines < 3:
        return lines > 0 and _goes_on(head) > 0
    return _goes_on(head) > lines * 0.3


def _goes_on(text: str) -> int:
    return len(_GOES_ON.findall(text))
