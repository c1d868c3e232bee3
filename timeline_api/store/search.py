"""The language of `q`: words, "quoted phrases" and -word.

`parse_words` makes a small typed structure of it, once; each store renders that to the query language of
its own text index. Only letters and digits get through, so no query can be an error or reach into the SQL.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from timeline_api.store.placement import HIDDEN_CLASS

MAX_TOKENS = 64
"""Tokens that are looked for; what `q` holds beyond is dropped and counted."""
MAX_TOKEN_CHARS = 100
"""Longer tokens are told apart by their beginning."""

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_TOKEN = re.compile(r"[^\W_]+")
# FTS5 cannot say 'all but these'; every event has a class of one digit.
_ANY_CLASS = f"(span_class : ({' OR '.join(str(one) for one in range(10) if one != HIDDEN_CLASS)}))"
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that stand next to one another in this order; or, when `excluded`, that must not."""

    tokens: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True, slots=True)
class Words:
    """All terms hold. `dropped` counts terms beyond what is looked for, so that nobody is misled in
    silence.
    """

    terms: tuple[Term, ...]
    dropped: int = 0


def parse_words(q: str) -> Words | None:
    """What `q` asks for; None when it holds no letter and no digit. Never raises, in linear time.

    >>> parse_words('fire "new  york" -strike')
    Words(terms=(Term(tokens=('fire',), excluded=False), Term(tokens=('new', 'york'), excluded=False), \
Term(tokens=('strike',), excluded=True)), dropped=0)
    >>> parse_words('well-known') == parse_words('"well known"'), parse_words('" -- "')
    (True, None)
    """
    terms = tuple(dict.fromkeys(_terms(q)))
    kept = _within_limit(terms)
    return Words(kept, len(terms) - len(kept)) if terms else None


def _terms(q: str) -> Iterator[Term]:
    for minus, phrase, word in _TERM.findall(q):
        tokens = tuple(tokenize(phrase or word))
        if tokens:
            yield Term(tokens, excluded=bool(minus))


def _within_limit(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    kept: list[Term] = []
    room = MAX_TOKENS
    for term in terms:
        cut = term.tokens[:room]
        if not cut:
            break
        kept.append(Term(cut, term.excluded))
        room -= len(cut)
    return tuple(kept)


def tokenize(text: str) -> list[str]:
    """The words of a text as the index has them, accents kept.

    >>> tokenize("Don't go to São_Paulo!")
    ['don', 't', 'go', 'to', 'são', 'paulo']
    """
    return [token[:MAX_TOKEN_CHARS] for token in _TOKEN.findall(unicodedata.normalize("NFC", text).lower())]


def fold(text: str) -> str:
    """The text without accents.

    >>> fold("Café São Paulo"), fold("한글") == "한글"
    ('Cafe Sao Paulo', True)
    """
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)


def render_fts5(words: Words, span_class: int | None) -> str:
    """The words as an FTS5 query, within one class of length when given.

    >>> render_fts5(Words((Term(("new", "york"), False),)), 2)
    '((span_class : "2") AND ({title text further_text} : "new york"))'
    """
    needed = [_fts5_phrase(term) for term in words.terms if not term.excluded]
    if span_class is not None:
        needed.insert(0, f'(span_class : "{span_class}")')
    elif not needed:
        needed = [_ANY_CLASS]
    rejected = [_fts5_phrase(term) for term in words.terms if term.excluded]
    query = f"({' AND '.join(needed)})"
    return f"{query} NOT {' NOT '.join(rejected)}" if rejected else query


def render_fts5_title(words: Words) -> str:
    """The FTS5 query for titles that have all the words.

    >>> render_fts5_title(Words((Term(("new", "york"), False), Term(("fire",), True))))
    '(title : "new york")'
    """
    return " AND ".join(f'(title : "{" ".join(term.tokens)}")' for term in words.terms if not term.excluded)


def _fts5_phrase(term: Term) -> str:
    return f'({{title text further_text}} : "{" ".join(term.tokens)}")'


def render_tsquery(words: Words) -> str:
    """The words as a PostgreSQL tsquery of whole lexemes.

    >>> render_tsquery(Words((Term(("new", "york"), False), Term(("grève",), True))))
    "('new' <-> 'york') & !('greve')"
    """
    return " & ".join(("!" if term.excluded else "") + _lexemes(term) for term in words.terms)


def render_tsquery_title(words: Words) -> str:
    """The tsquery for titles that have all the words.

    >>> render_tsquery_title(Words((Term(("new", "york"), False), Term(("fire",), True))))
    "('new':A <-> 'york':A)"
    """
    return " & ".join(_lexemes(term, ":A") for term in words.terms if not term.excluded)


def _lexemes(term: Term, weight: str = "") -> str:
    return "(" + " <-> ".join(f"'{fold(token)}'{weight}" for token in term.tokens) + ")"


def render_tsvector(*texts: str) -> str:
    """Texts as a PostgreSQL tsvector, the first of them a title, which has the weight A. No phrase reaches from
    one text into the next.

    The first 16,000 words are found again: PostgreSQL counts no further, and a vector has at most a megabyte.

    >>> render_tsvector("Café fire", "the fire")
    "'cafe':1A 'fire':2A,5 'the':4"
    """
    places: dict[str, list[str]] = {}
    place = 0
    size = 0
    for rank, text in enumerate(texts):
        for token in tokenize(fold(text)):
            place += 1
            size += 4 + 4 * len(token)
            if place > 16_000 or size > 900_000:
                break
            places.setdefault(token, []).append(f"{place}A" if rank == 0 else str(place))
        place += 1
    return " ".join(f"'{token}':{','.join(spots[:250])}" for token, spots in places.items())
