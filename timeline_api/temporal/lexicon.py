"""Words and their classes: the dictionary half of a language.

Every token belongs to a set of classes (`MONTH`, `UNIT`, `CAP` for a capital letter), each with a value. A set of
classes is written as one character, its code, so that a text becomes a string that patterns can be matched on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, TypeVar
from unicodedata import numeric

from timeline_api.temporal.memory import Memory

Classes = Mapping[str, Any]
_Found = TypeVar("_Found")

_OTHER = frozenset({"OTHER"})
_FIRST_CODE = 0x4E00  # a block of characters that no pattern syntax uses
_REMEMBERED = 100_000  # tokens of at most so many characters
_LONGEST_REMEMBERED = 40
_FINDERS = 1_000
_RANGE = 3  # codes that are shorter as a range
_NUMBER = re.compile(r"(\d+)([^\W\d_]*)$")
_ORDINAL_MARKS = "ºª"
_VULGAR = frozenset("½¼¾⅓⅔")
_FRACTION = ("FRACTION", "VULGAR")
_MIXED = ("DECIMAL", "MIXED")
_SHAPES = (
    ("ISODATE", re.compile(r"\d{4}-\d\d(-\d\d)?(T.*)?$")),
    ("SLASHDATE", re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}$")),
    ("DOTDATE", re.compile(r"(\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}\.\d\d\.\d\d)$")),
    ("CLOCK", re.compile(r"\d{1,2}:\d\d(:\d\d)?$")),
    ("THOUSANDS", re.compile(r"\d{1,3}(,\d{3})+$")),
    ("DECIMAL", re.compile(r"\d+\.\d+$")),
)
# One number of each kind that `number_classes` tells apart.
_SAMPLES = (
    *(f"{n:02d}" for n in range(100)), *map(str, range(10)),
    "100", "0500", "1000", "1799", "1800", "2100", "2101", "2999", "3000", "12345", "1990", "2003",
)  # fmt: skip


def number_classes(digits: str, suffix: str, suffixes: Mapping[str, str]) -> dict[str, Any]:
    """The classes of a token that begins with digits, the same in every language.

    `suffixes` tells what glued letters make of a number (`th` an ordinal, `s` a decade).

    >>> sorted(number_classes("8", "th", {"th": "ORDINAL"}))
    ['ORDDAY', 'ORDINAL']
    >>> sorted(number_classes("1990", "s", {"s": "DECADE"}))
    ['DECADE4']
    >>> number_classes("2", "½", {})
    {'DECIMAL': '2.5', 'MIXED': '2.5'}
    """
    n = int(digits)
    if suffix in _VULGAR:
        return dict.fromkeys(_MIXED, f"{n + numeric(suffix):.3g}")
    if suffix:
        return _suffixed(n, len(digits), suffix.lower(), suffixes)
    found: dict[str, Any] = {"INT": n}
    size = len(digits)
    if size <= 2:
        limits = (("DAYNUM", 1, 31), ("HOUR12", 1, 12), ("HOUR24", 0, 24))
        found.update({name: n for name, low, high in limits if low <= n <= high})
        if size == 2:
            found["NUM2"] = n
    if size == 3 and n >= 100:
        found["YEAR3"] = n  # 'the year 711'
    if size == 4 and n < 1000:
        found["OFFSET"] = n  # 0500, hours and minutes behind a sign
    if size == 4 and 1000 <= n <= 2999:
        found["YEAR4"] = n
        if 1800 <= n <= 2100:
            found["YEARNEAR"] = n
    return found


class _Remembered(dict[str, _Found]):
    """What `find` says of tokens, white space left out, found once for each that is not too long."""

    def __init__(self, find: Callable[[str], _Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, token: str) -> _Found:
        word = token.strip()
        known = self.get(word)
        found = self._find(word) if known is None else known
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[token] = found
        return found


def any_of(codes: str) -> re.Pattern[str]:
    """Finds a token with one of some codes; none where there are no codes."""
    return re.compile(spanned(codes) if codes else "(?!)")


def spanned(codes: str) -> str:
    """A regular expression for one of some codes, which are in order; runs of them are ranges, compiled fast.

    >>> spanned("abcdgh")
    '[a-dgh]'
    """
    runs: list[str] = []
    start = 0
    for end in range(1, len(codes) + 1):
        if end == len(codes) or ord(codes[end]) - ord(codes[start]) != end - start:
            runs.append(codes[start:end] if end - start < _RANGE else f"{codes[start]}-{codes[end - 1]}")
            start = end
    return f"[{''.join(runs)}]"


def _suffixed(n: int, size: int, suffix: str, suffixes: Mapping[str, str]) -> dict[str, Any]:
    kind = suffixes.get(suffix)
    if kind is None:
        return {}
    if kind == "DECADE":
        return {f"DECADE{size}": n} if n % 10 == 0 and size in (2, 3, 4) else {}
    found: dict[str, Any] = {kind: n}
    if kind == "ORDINAL" and 1 <= n <= 31:
        found["ORDDAY"] = n
    if kind == "ZONEGLUED":
        found["ZONESUFFIX"] = suffix
    return found


class Lexicon:
    """The words of a language. Words entered as `^word` count only when written with a capital letter.

    `acronyms` are names, though they are words when they are not written in capital letters ('WHO').

    `finders` hold, for the names of classes, what finds a token of any of them among codes.
    """

    def __init__(
        self,
        words: Mapping[str, Classes],
        suffixes: Mapping[str, str],
        shapes: Mapping[str, str] | None = None,
        acronyms: Iterable[str] = (),
    ) -> None:
        self._words = words
        self._acronyms = frozenset(acronyms)
        self._suffixes = suffixes
        self._shapes = tuple(shapes or ())
        self._shaped = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in (shapes or {}).items()) or "(?!)")
        self._codes = self._alphabet()
        self._same = {members: members for members in self._codes}  # what is the same object is found faster
        self.bits = {code: 1 << number for number, code in enumerate(self._codes.values())}
        self._order = "".join(self._codes.values())
        self._all_bits = (1 << len(self._order)) - 1
        self._of_class: dict[str, str] = {}
        for members, code in self._codes.items():
            for name in members:
                self._of_class[name] = self._of_class.get(name, "") + code
        self.finders = Memory(self._finder, _FINDERS)
        self._token_members = _Remembered(self._members)
        self._token_classes = _Remembered(self._look_up)

    def charset(self, *names: str) -> str:
        """The codes of all tokens that belong to any of the named classes."""
        found = [self._of_class.get(name, "") for name in names]
        return found[0] if len(found) == 1 else "".join(sorted(set().union(*found)))

    def in_bits(self, codes: str) -> int:
        """Codes as bits of a number, so that sets of them are quickly put together."""
        found = 0
        for code in codes:
            found |= self.bits[code]
        return found

    def of_bits(self, bits: int) -> str:
        """The codes that are bits of a number."""
        digits = bin(bits & self._all_bits)[:1:-1]
        found, at = [], digits.find("1")
        while at >= 0:
            found.append(self._order[at])
            at = digits.find("1", at + 1)
        return "".join(found)

    def _finder(self, names: tuple[str, ...]) -> re.Pattern[str]:
        return any_of(self.charset(*names))

    def words(self, *names: str) -> frozenset[str]:
        """The lower-case words that belong to any of the named classes; all words when none is named."""
        wanted = set(names)
        return frozenset(
            key.removeprefix("^") for key, classes in self._words.items() if not names or wanted & classes.keys()
        )

    def read(self, tokens: Iterable[str]) -> tuple[list[frozenset[str]], str]:
        """The names of the classes of each token, and their codes. White space before a token does not count."""
        members = list(map(self._token_members.__getitem__, tokens))
        return members, "".join(map(self._codes.__getitem__, members))

    def classes(self, token: str) -> Classes:
        """The classes of a token, each with its value."""
        return self._token_classes[token]

    def _members(self, text: str) -> frozenset[str]:
        return self._same.get(frozenset(self._look_up(text)), _OTHER)

    def _look_up(self, text: str) -> dict[str, Any]:
        if text[:1].isdigit():
            return self._look_up_number(text) or {"OTHER": text}
        if text in self._acronyms:
            return {"CAP": text, "NAME": text}
        lower = text.lower()
        found = dict(self._words.get(lower, ()))
        if text[:1].isupper():
            found.update(self._words.get("^" + lower, ()))
            is_known = not all(name.startswith("=") for name in found)
            found["CAP"] = text
            return found if is_known else found | {"NAME": text, **self._shape(text)}
        if all(name.startswith("=") for name in found):
            return found | self._by_shape(text)  # that a pattern names a word says nothing of its kind
        return found

    def _by_shape(self, text: str) -> dict[str, Any]:
        """The class of a word that the lexicon does not know, by how it is built: `-ed` is likely a past tense."""
        return self._shape(text) or {"OTHER": text}

    def _shape(self, text: str) -> dict[str, Any]:
        shaped = self._shaped.fullmatch(text)
        return {shaped.lastgroup: text} if shaped is not None and shaped.lastgroup is not None else {}

    def _look_up_number(self, text: str) -> dict[str, Any]:
        if not text.rstrip(_ORDINAL_MARKS).isascii() and text[-1] not in _VULGAR:
            return {}
        if len(text) == 3 and text[1] == "/":
            return dict.fromkeys(_FRACTION, int(text[0]) / int(text[2]))
        if plain := _NUMBER.match(text):
            return number_classes(plain[1], plain[2], self._suffixes)
        return {name: text for name, shape in _SHAPES if shape.match(text)}

    def _alphabet(self) -> dict[frozenset[str], str]:
        """A code for every set of classes that a token can have."""
        seen = {
            _OTHER,
            frozenset(_FRACTION),
            frozenset(_MIXED),
            frozenset({"CAP", "NAME"}),
            *(frozenset({name}) for name, _ in _SHAPES),
            *(frozenset({name}) for name in self._shapes),
            *(frozenset({"CAP", "NAME", name}) for name in self._shapes),
        }
        for key in self._words:
            text = key.removeprefix("^")
            seen.add(frozenset(self._look_up(text)))
            seen.add(frozenset(self._look_up(text.capitalize())))
        for digits in _SAMPLES:
            for suffix in ("", *self._suffixes):
                seen.add(frozenset(self._look_up_number(digits + suffix) or {"OTHER": ""}))
        # By the rarest class of each, so that most classes are a run of codes or two: `re` compiles their sets fast.
        count = Counter(chain.from_iterable(seen))
        ordered = sorted(seen, key=lambda each: sorted((name.startswith("="), count[name], name) for name in each))
        return {members: chr(_FIRST_CODE + number) for number, members in enumerate(ordered)}
