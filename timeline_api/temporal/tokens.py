"""Text to tokens: the pieces that rules are written over.

A token is a word, a number with what is glued to it (`8th`, `1990s`), a written date or clock time, or one other
character. Tokens keep the white space before them, so that they partition the text and offsets cost one running sum.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection
from itertools import accumulate, chain

# Digits are bounded (a longer run becomes several tokens), so no text makes matching slow; frequent kinds come first.
_TOKEN = re.compile(
    r"\s*(?:"
    r"[A-Za-z]{2,}[^\W\d_]*"
    r"|[,.\"'()“”]"
    r"|[^\W\d_]{2,}"
    r"|[^\W\d_](?:(?:\.[^\W\d_](?![^\W\d_]))+\.?)?"  # a, a.m., U.S.
    r"|\d{4}-\d\d(?:-\d\d)?(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
    r"|\d{1,4}/\d{1,2}/\d{1,4}(?![\w/])"
    r"|\d{1,2}\.\d{1,2}\.\d{2,4}(?![\w.]\d)"
    r"|\d{4}\.\d\d\.\d\d(?![\w.]\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?!\d|:\d)"
    r"|\d{1,3}(?:,\d{3}){1,5}(?!\d)"
    r"|\d{1,9}\.\d{1,9}(?![\w.]\d)"
    r"|(?<=\d[ -])[1-7]/[2-8](?![\w/])"  # 3 1/2, 3-1/2
    r"|\d{1,9}[^\W\d_]{0,20}"
    r"|[^\w\s]"
    r"|_"
    r"|\S)"
    r"|\s+"
)


_HALF = re.compile(r"[1-7]/[2-8]")  # one token or three, by what stands before its space
_REMEMBERED = 32_768  # words of at most so many characters
_LONGEST_REMEMBERED = 30


class _Spaced(dict[str, tuple[str, ...]]):
    """The tokens of a space and the word behind it, found once for each word that is not too long.

    A word is what stands between two spaces. It has none where its tokens are not told by itself: where it ends with
    white space, as between two spaces, or is a fraction.
    """

    def __missing__(self, word: str) -> tuple[str, ...]:
        if not word or word[-1].isspace() or _HALF.match(word) is not None:
            return ()
        found = tuple(_TOKEN.findall(f" {word}"))
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = found
        return found


_SPACED = _Spaced()


def _split(text: str) -> list[str]:
    """The tokens of a text, word by word: most words have been met before. Some are lacking where words do not tell."""
    body = text.rstrip()
    first, *words = body.split(" ")
    if words and first[-1:].isspace():
        return []
    raw: list[str] = _TOKEN.findall(first)
    raw += chain.from_iterable(map(_SPACED.__getitem__, words))
    if len(body) < len(text):
        raw.append(text[len(body) :])
    return raw


class Tokens:
    """The tokens of a text: `raw` with the white space before each, `ends` where each stops, in characters."""

    __slots__ = ("_text", "ends", "raw")

    def __init__(self, text: str) -> None:
        self._text = text
        self.raw = _split(text)
        self.ends = _ends(self.raw)
        if len(text) != (self.ends[-1] if self.ends else 0):
            self.raw = _TOKEN.findall(text)
            self.ends = _ends(self.raw)

    @property
    def whole(self) -> str:
        """The text that the tokens make."""
        return self._text

    def start(self, index: int) -> int:
        """Where the token itself begins, white space left out."""
        raw = self.raw[index]
        return self.ends[index] - len(raw.lstrip())

    def is_glued(self, index: int, marks: Collection[str]) -> bool:
        """Whether a token stands right behind one of some marks that stands right behind another token."""
        return 0 < index < len(self.raw) and self.raw[index - 1] in marks and not self.raw[index][0].isspace()

    def words(self, first: int, last: int) -> str:
        """What tokens `[first, last)` say, white space around them left out."""
        return self.piece(first, last)[1]

    def piece(self, first: int, last: int) -> tuple[int, str]:
        """Where tokens `[first, last)` begin, and what they say, white space around them left out."""
        start = self.start(first)
        return start, self._text[start : self.ends[last - 1]].rstrip()

    def text(self, index: int) -> str:
        """The token without the white space before it.

        >>> tokens = Tokens("on Jan. 8th, 2024 at 9:30 a.m.")
        >>> [tokens.text(i) for i in range(len(tokens.raw))]
        ['on', 'Jan', '.', '8th', ',', '2024', 'at', '9:30', 'a.m.']
        """
        return self.raw[index].lstrip()


def _ends(raw: list[str]) -> array[int]:
    return array("q", accumulate(map(len, raw)))  # a fifth of the memory of a list
