"""A clause with a time that leads the clause that is read, or is put into it: where it begins and ends.

Each way to find one is a function that says where the clause lies, or None. They are tried in the order of two tables,
as a clause without a time yet has other clauses put into it than one whose time was met.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from timeline_api.events.attachment import aside_begin, aside_end, is_participle, resumed, tells
from timeline_api.events.bestcut import best_cut
from timeline_api.events.narrowing import narrowing_begin, narrowing_span
from timeline_api.events.openings import concession_end, gerund_lead, lead_end, listed_end
from timeline_api.events.reduced import described_span, inserted
from timeline_api.frozen import frozen
from timeline_api.temporal.recognize import Text

Span = tuple[int, int]
_LED = 3  # tokens of 'Under the deal'

_BRACKETED = 15  # tokens of a clause in brackets up to its time, at most


@frozen
class Place:
    """Where a time stands in the clause that is read.

    The clause begins at token `start`, its verb stands behind `verb`, and it ends at `last` at the latest; the time is
    tokens `[token, token_end)`. Where a time of the clause was met, `held_end` is the token behind it. Where none was,
    `commas` are those between `start` and the time, and `tie` is the conjunction that ties the time to a clause of its
    own (`dated_conjunction`).
    """

    start: int
    verb: int
    token: int
    token_end: int
    last: int
    held_end: int | None
    commas: Sequence[int] = ()
    tie: int | None = None


def inner_clause(text: Text, at: Place, tied: Collection[int]) -> Span | None:
    """The tokens of the clause that the time at a place is of, where it leads the one that is read or is put into it.

    A time behind one of the tokens `tied` is of the same clause as the time before.
    """
    if at.held_end is None:
        for way in _WAYS:
            if (span := way(text, at)) is not None:
                return span if not _is_main(text, at, span) else None
    elif at.held_end not in tied:
        for way_behind in _WAYS_BEHIND:
            if (span := way_behind(text, at, at.held_end)) is not None:
                return span
    return None


def _is_main(text: Text, at: Place, span: Span) -> bool:
    """Whether what looks like a participle is the verb behind what is put in: 'The court, which met, | upheld'.

    A comma behind it ends what is put in, unless a gerund follows: 'The dam, built in 1931, | burst in 1950, killing'.
    """
    if not (at.start < at.verb == span[0] - 1 and text.is_class(at.verb, "COMMA") and is_participle(text, span[0])):
        return False
    if not text.is_class(span[1], "COMMA") or text.is_class(span[0], "ACTIVE"):
        return True
    return text.is_class(span[1] + 1, "GERUND")


def _lead(text: Text, at: Place) -> Span | None:
    """'When the bank failed in May, | it'."""
    comma = lead_end(text, at.start, at.token_end, at.last)
    return (at.start, comma) if comma is not None else None


def _concession(text: Text, at: Place) -> Span | None:
    """'Although it met in May, | it'."""
    comma = concession_end(text, at.start, (at.token, at.token_end), at.last)
    return (at.start, comma) if comma is not None else None


def _described_lead(text: Text, at: Place) -> Span | None:
    """'Under the deal reached on Sunday, | the rebels will leave': what is to come is of no day before it."""
    if at.tie is not None or not text.is_class(at.start, "PREP") or not text.is_class(at.token_end, "COMMA"):
        return None
    if not any(is_participle(text, index) for index in range(at.start + _LED, at.token)):
        return None
    if text.has_class(at.start, at.token, "SINCE"):
        return None  # 'In the first poll taken since May, she would win'
    verb = text.grammar.finders["predicate"].search(text.codes, at.token_end, at.last)
    is_ahead = verb is not None and text.has_class(verb.start(), verb.start() + 1, "FUTURE", "AUX")
    return (at.start, at.token_end) if is_ahead else None


def _gerund(text: Text, at: Place) -> Span | None:
    """'In her first talk | since leaving in May|, she said'."""
    return gerund_lead(text, at.start, (at.token, at.token_end), at.last) if at.tie is None else None


def _narrowing(text: Text, at: Place) -> Span | None:
    """'The man | who fled in May | was held'."""
    begin = narrowing_begin(text, at.verb, at.token, at.token_end, at.last) if at.tie is None else None
    return (begin, resumed(text, at.token_end, at.last)) if begin is not None else None


def _narrowing_twice(text: Text, at: Place) -> Span | None:
    """'Fires | that began in May and were put out on Monday | have destroyed a mill'."""
    return narrowing_span(text, at.start, at.token, at.last) if at.tie is None else None


def _bracketed(text: Text, at: Place) -> Span | None:
    """'The treaty (| signed in 1998 |) bans', 'Ida Renn (| born on 3 May 1927 in Vale |) is a singer'."""
    close = text.place(at.token_end, min(at.last, at.token_end + _BRACKETED), "RPAREN")
    begin = _bracketed_begin(text, at.start, at.token) if close is not None else None
    if begin is None or close is None or text.has_class(at.token, close, "SEMICOLON", "DASH"):
        return None
    is_born = text.grammar.finders["birth"].match(text.codes, begin) is not None
    return (begin, close) if is_born or close == at.token_end else None


def _describing(text: Text, at: Place) -> Span | None:
    """'A letter | written in 1907 | was sold'."""
    return described_span(text, at.start, at.start, (at.token, at.token_end), at.last) if at.tie is None else None


def _aside(text: Text, at: Place) -> Span | None:
    """'The dam, | which burst in May, | was'."""
    begin = aside_begin(text, at.commas, at.token)
    return _closed(text, at, begin) if begin is not None else None


def _describing_behind(text: Text, at: Place, held_end: int) -> Span | None:
    """'sold on Monday a letter | written in 1907'."""
    return described_span(text, at.start, held_end, (at.token, at.token_end), at.last)


def _behind_cut(text: Text, at: Place, held_end: int) -> Span | None:
    """'On Monday the bank, | founded in 1902, | shut'."""
    place = (at.token, at.token_end)
    begin = best_cut(text, held_end, place, at.last)
    if begin is None:
        return None
    if (narrow := _narrowed(text, held_end, begin, place, at.last)) is not None:
        return narrow, resumed(text, at.token_end, at.last)
    if text.is_class(begin, "COMMA") and not tells(text, held_end, begin):
        begin = aside_begin(text, [begin], at.token) or begin
    if text.is_class(begin, "THAT"):
        # 'said on Monday that the sale, agreed in May, would go on'
        begin = aside_begin(text, text.places(begin + 2, at.token, "COMMA"), at.token) or begin
    return _closed(text, at, begin)


def _aside_behind(text: Text, at: Place, held_end: int) -> Span | None:
    """'recalled on 3 June the syrup, | sold in shops since May'."""
    begin = aside_begin(text, text.places(held_end, at.token, "COMMA"), at.token)
    return _closed(text, at, begin) if begin is not None else None


def _closed(text: Text, at: Place, begin: int) -> Span | None:
    """The clause from a token on that is closed behind the time at a place; None where it goes on."""
    close = aside_end(text, at.start, begin, at.token_end, at.last)
    close = listed_end(text, begin, close, at.last) if close is not None else None
    return (begin, close) if close is not None else inserted(text, at.start, begin, (at.token, at.token_end), at.last)


def _narrowed(text: Text, start: int, cut: int, place: Span, last: int) -> int | None:
    """Where a clause with a time begins, behind a cut or at it, that only tells which one what was said is of.

    For example, 'said on Monday that a man who fled in May was held', 'ruled on Monday that the law passed in May was'.
    """
    if text.is_class(cut, "THAT"):
        return narrowing_begin(text, cut + 1, *place, last)
    that = text.place(start, cut, "THAT") if text.is_class(cut, "PRONOUN_RELATIVE") else None
    if that is None or narrowing_begin(text, that + 1, *place, last) != cut:
        return None
    return cut


_WAYS: tuple[Callable[[Text, Place], Span | None], ...] = (
    _lead, _concession, _described_lead, _gerund, _narrowing, _narrowing_twice, _bracketed, _describing, _aside,
)  # fmt: skip
_WAYS_BEHIND: tuple[Callable[[Text, Place, int], Span | None], ...] = (_describing_behind, _behind_cut, _aside_behind)


def _bracketed_begin(text: Text, start: int, token: int) -> int | None:
    """Where a clause, a participle or 'which' begins in the brackets that a time stands in."""
    opened = text.places(max(start + 1, token - _BRACKETED), token, "LPAREN")
    if not opened or opened[-1] + 1 == token:
        return None
    begin = opened[-1] + 1
    is_clause = text.is_class(begin, "NOMINATIVE") and tells(text, begin + 1, token)  # '(she won a prize in 1951)'
    return begin if is_clause or is_participle(text, begin) or text.is_class(begin, "PRONOUN_RELATIVE") else None
