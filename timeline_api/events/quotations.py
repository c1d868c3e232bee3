"""What is spoken in a text, between double quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIGNS = '"“”„«»'
# One set of characters comes first, and what was found is asked behind it: such a pattern is looked for fast.
_MARK = re.compile(rf"[{_SIGNS}\n](?:(?<!\n)|(?<=[.!?…]\n)|\s*\n)")
_PAIR = re.compile(r"(?<=\s)''(?=\w)")  # of single marks that open
_OPENING, _CLOSING = "“„«", "”»"
_BEFORE = " \n\t([—–-"
Quotation = tuple[int, int]
"""The characters `[start, end)` of something quoted, the marks included."""


def is_quoting(text: str) -> bool:
    """Whether there is a quotation mark in a text; cheap."""
    return '"' in text or "“" in text or "«" in text or "„" in text or "”" in text


def with_plain_marks(text: str) -> str:
    """A text of the same length with quotation marks for the pairs of single ones that wires write: ``so''.

    >>> with_plain_marks("``We won,'' she said.")
    '“ We won, ” she said.'
    """
    if "``" not in text:
        return text
    return _PAIR.sub("“ ", text.replace("``", "“ ")).replace("''", " ”")


def quotations(text: str) -> list[Quotation]:
    """What stands between double quotation marks, in order; what never closes ends with its paragraph.

    It goes on in the next paragraph where a mark that closes is the first behind it.

    >>> text = '"We won," she said.'
    >>> [text[start:end] for start, end in quotations(text)]
    ['"We won,"']
    """
    found: list[Quotation] = []
    begin: int | None = None
    parted: int | None = None  # where the paragraph ended in which something quoted began
    for match in _MARK.finditer(text):
        start, mark = match.start(), match[0]
        if mark not in _SIGNS:
            parted = start if begin is not None and parted is None else parted
            continue
        opens = mark in _OPENING or (mark == '"' and _opens(text, start, begin if parted is None else None))
        if opens and begin is not None and parted is not None:
            found.append((begin, parted))
            begin = None
        if opens and begin is None:
            begin, parted = start, None
        elif begin is not None and not opens:
            found.append((begin, match.end()))
            begin, parted = None, None
    if begin is not None:
        found.append((begin, len(text) if parted is None else parted))
    return found


def spoken_first(text: str) -> list[Quotation]:
    """The quotations of a sentence, which may begin within one; of two, the second when it goes on with the first.

    >>> text = 'It was,” he said, “a miracle.”'
    >>> [text[start:end] for start, end in spoken_first(text)]
    ['It was,”', '“a miracle.”']
    """
    mark = _MARK.search(text)
    if mark is None:
        return []
    closes = mark[0] in _CLOSING or (mark[0] == '"' and not _opens(text, mark.start(), None))
    found = [(0, mark.end()), *quotations(text[mark.end() :])] if closes else quotations(text)
    if closes:
        found[1:] = [(start + mark.end(), end + mark.end()) for start, end in found[1:]]
    goes_on = len(found) > 1 and text[: found[0][1]].rstrip(_SIGNS).endswith(",")
    return found[: 1 + goes_on]


def _opens(text: str, index: int, begin: int | None) -> bool:
    """Whether a straight mark opens a quotation rather than that it closes the one from `begin` on."""
    before, after = text[index - 1 : index] or " ", text[index + 1 : index + 2] or " "
    if (before in _BEFORE) == (after in _BEFORE):
        return begin is None
    return before in _BEFORE


def covering(found: Sequence[Quotation], start: int, number: int) -> tuple[int, int]:
    """Where the quotation ends that holds the character `start`, 0 for none, and from which number on to look next."""
    while number < len(found) and found[number][1] <= start:
        number += 1
    return (found[number][1] if number < len(found) and found[number][0] <= start else 0), number
