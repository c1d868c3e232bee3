"""The language of a text that does not say it."""

from __future__ import annotations

import re

DEFAULT_LANGUAGE = "en"
_GLANCE = 600  # characters in which English shows
_LOOKED_AT = 3_000  # characters that the library is given
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")
# Words that no other language has as often: a text with enough of them is English, and no library needs to be asked.
_ENGLISH = frozenset(
    ("the", "and", "of", "that", "with", "from", "this", "have", "has", "were", "said", "his", "they", "by", "to")
)
_SURE = 0.12  # share of such words
_FEWEST = 5  # words from which a language can be told
_SHARE = 60  # percent of the text that must be in the language
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Scots is what the library takes much short English for, and nothing of ours reads it.
_TAGS = {"iw": "he", "no": "nb", "jw": "jv", "zh-Hant": "zh", "sco": DEFAULT_LANGUAGE, "un": DEFAULT_LANGUAGE}


def detect_language(text: str) -> str:
    """The BCP 47 tag of the language that a text is written in; English where nothing tells.

    >>> detect_language("The bridge was opened by the mayor.")
    'en'
    >>> detect_language("Le pont a été inauguré dimanche par la maire de la ville.")
    'fr'
    """
    head = text[:_GLANCE]
    words = (_ASCII_WORD if head.isascii() else _WORD).findall(head.lower())
    if sum(map(_ENGLISH.__contains__, words)) >= _SURE * len(words):
        return DEFAULT_LANGUAGE
    if len(words) < _FEWEST and head.isascii():
        return DEFAULT_LANGUAGE
    return _asked(_UNREADABLE.sub(" ", text[:_LOOKED_AT]))


def _asked(text: str) -> str:
    """What the library says; it is loaded when first asked.

    In a short text it is left to guess only where letters beyond ASCII speak against English.
    """
    import pycld2

    try:
        reliable, _, found = pycld2.detect(text, bestEffort=not text.isascii())
    except pycld2.error:  # characters that it refuses
        return DEFAULT_LANGUAGE
    _, tag, percent, _ = found[0]
    return _TAGS.get(tag, tag) if reliable and percent >= _SHARE else DEFAULT_LANGUAGE
