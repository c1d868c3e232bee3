"""The language of `q`: words, "quoted phrases", -word and begin*.

`parse_words` makes a small typed structure of it, once; each store renders that to the query language of
its own text index. Only letters and digits get through, so no query can be an error or reach into the SQL.
Both indexes have the same stems of the same words (see `stems`), so that the same is found in either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from timeline_api.store.stems import stem

MAX_TOKENS = 64
"""Tokens that are looked for; what `q` holds beyond is dropped and counted."""
MAX_TOKEN_CHARS = 100
"""Longer tokens are told apart by their beginning."""

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_BEGUN = re.compile(r"[^\W_]\*\Z")
_TOKEN = re.compile(r"[^\W_]+")
EVERY = "\ua66e"
"""A letter that the FTS5 index has for every event: it cannot say 'all but these'."""
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that stand next to one another in this order; or, when `excluded`, that must not. Of the last, `begun`
    gives the beginning alone.
    """

    tokens: tuple[str, ...]
    excluded: bool
    begun: bool = False


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
    Words(terms=(Term(tokens=('fire',), excluded=False, begun=False), \
Term(tokens=('new', 'york'), excluded=False, begun=False), \
Term(tokens=('strike',), excluded=True, begun=False)), dropped=0)
    >>> parse_words('"new yor*"').terms
    (Term(tokens=('new', 'yor'), excluded=False, begun=True),)
    >>> parse_words('well-known') == parse_words('"well known"'), parse_words('" -- "')
    (True, None)
    """
    terms = tuple(dict.fromkeys(_terms(q)))
    kept = _within_limit(terms)
    return Words(kept, len(terms) - len(kept)) if terms else None


def _terms(q: str) -> Iterator[Term]:
    for minus, phrase, word in _TERM.findall(q):
        text = phrase or word
        tokens = tuple(tokenize(text))
        if tokens:
            yield Term(tokens, excluded=bool(minus), begun=_BEGUN.search(text) is not None)


def _within_limit(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    kept: list[Term] = []
    room = MAX_TOKENS
    for term in terms:
        cut = term.tokens[:room]
        if not cut:
            break
        kept.append(replace(term, tokens=cut))
        room -= len(cut)
    return tuple(kept)


def tokenize(text: str) -> list[str]:
    """The words of a text as the index has them, accents kept.

    >>> tokenize("Don't go to São_Paulo!"), tokenize("İstanbul")
    (['don', 't', 'go', 'to', 'são', 'paulo'], ['istanbul'])
    """
    # Of this letter alone `lower` makes two characters, the second of which would end the word.
    plain = unicodedata.normalize("NFC", text).replace("İ", "i").lower()
    return [token[:MAX_TOKEN_CHARS] for token in _TOKEN.findall(plain)]


def fold(text: str) -> str:
    """The text without accents.

    >>> fold("Café São Paulo"), fold("한글") == "한글"
    ('Cafe Sao Paulo', True)
    """
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)


def render_fts5(words: Words) -> str:
    """The words as an FTS5 query.

    >>> render_fts5(Words((Term(("new", "york"), False), Term(("fir",), False, True), Term(("smoke",), True))))
    '("new york" AND "fir" *) NOT "smoke"'
    >>> render_fts5(Words((Term(("fire",), True),))) == f'every : "{EVERY}" NOT "fire"'
    True
    """
    needed = [_fts5_phrase(term) for term in words.terms if not term.excluded] or [f'every : "{EVERY}"']
    rejected = [_fts5_phrase(term) for term in words.terms if term.excluded]
    query = " AND ".join(needed)
    if not rejected:
        return query
    return " NOT ".join([f"({query})" if len(needed) > 1 else query, *rejected])


def render_fts5_titled(words: Words) -> str:
    """The FTS5 query for events that satisfy the words and whose titles have all of them, where any are asked for.

    >>> render_fts5_titled(Words((Term(("new", "york"), False), Term(("fire",), False), Term(("smoke",), True))))
    '(title : "new york" AND title : "fire") NOT "smoke"'
    """
    rejected = [_fts5_phrase(term) for term in words.terms if term.excluded]
    return " NOT ".join([f"({render_fts5_title(words)})" if rejected else render_fts5_title(words), *rejected])


def render_fts5_title(words: Words) -> str:
    """The FTS5 query for titles that have all the words.

    >>> render_fts5_title(Words((Term(("new", "york"), False), Term(("fire",), True))))
    'title : "new york"'
    """
    return " AND ".join(f"title : {_fts5_phrase(term)}" for term in words.terms if not term.excluded)


def _fts5_phrase(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"' + (" *" if term.begun else "")


def render_tsquery(words: Words) -> str:
    """The words as a PostgreSQL tsquery of whole lexemes.

    >>> render_tsquery(Words((Term(("new", "yor"), False, True), Term(("grèves",), True))))
    "('new' <-> 'yor':*) & !('greve')"
    """
    return " & ".join(("!" if term.excluded else "") + _lexemes(term) for term in words.terms)


def render_tsquery_titled(words: Words) -> str:
    """The tsquery for events that satisfy the words and whose titles have all of them, where any are asked for.

    >>> render_tsquery_titled(Words((Term(("fire",), False), Term(("smoke",), True))))
    "('fire':A) & !('smoke')"
    """
    rejected = [f"!{_lexemes(term)}" for term in words.terms if term.excluded]
    return " & ".join([render_tsquery_title(words), *rejected])


def render_tsquery_title(words: Words) -> str:
    """The tsquery for titles that have all the words.

    >>> render_tsquery_title(Words((Term(("new", "york"), False), Term(("fire",), True))))
    "('new':A <-> 'york':A)"
    """
    return " & ".join(_lexemes(term, "A") for term in words.terms if not term.excluded)


def _lexemes(term: Term, weight: str = "") -> str:
    """A phrase of lexemes, each within the texts of that weight."""
    marks = [weight] * (len(term.tokens) - 1) + [("*" if term.begun else "") + weight]
    marked = zip(term.tokens, marks, strict=True)
    return "(" + " <-> ".join(f"'{stem(fold(token))}'" + (f":{mark}" if mark else "") for token, mark in marked) + ")"


def render_tsvector(*texts: str) -> str:
    """Texts as a PostgreSQL tsvector, the first of them a title, which has the weight A. No phrase reaches from
    one text into the next.

    The first 16,000 words are found again: PostgreSQL counts no further, and a vector has at most a megabyte.

    >>> render_tsvector("Cafés burn", "the burning")
    "'cafe':1A 'burn':2A,5 'the':4"
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
            places.setdefault(stem(token), []).append(f"{place}A" if rank == 0 else str(place))
        place += 1
    return " ".join(f"'{token}':{','.join(spots[:250])}" for token, spots in places.items())
