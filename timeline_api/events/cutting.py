"""A sentence cut into pieces that tell of different times, and the tokens of the times in one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from timeline_api.events.attachment import is_quoted_phrase, tells
from timeline_api.events.clauses import Located
from timeline_api.events.entries import is_told_now
from timeline_api.events.lines import Line
from timeline_api.events.telling import telling
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_BRACKETED = 40  # tokens in brackets at most
_LEADING = 2  # tokens of 'in 1990' up to the year
_SAID = 4  # tokens from a verb of saying to its colon
_BEHIND = 8  # tokens from a time to the verb of its clause
_WIDE = ("decade", "century", "millennium")
RATE = "amount-a-unit"  # the rule that reads an amount per unit of time, '$500 a week'


def whole_clauses(times: Times, line: Line) -> list[tuple[int, int, tuple[Timex, ...]]]:
    """A sentence cut at its semicolons, if each piece has a verb and a time."""
    text = times.text
    stops = [
        at
        for at in text.places(line.first + 1, line.last - 1, "SEMICOLON", "COLON")
        if not text.is_bracketed(max(line.first, at - _BRACKETED), at)  # '(born 8 April 1903; died 2 November 1988)'
        if text.is_class(at, "SEMICOLON") or _tells_behind(times, line, at)
    ]
    whole = (line.first, line.last, line.timexes)
    if not stops:
        return [whole]
    predicate = text.grammar.finders["predicate"]
    pieces: list[tuple[int, int, tuple[Timex, ...]]] = []
    is_gap = False
    for first, last in pairwise([line.first, *stops, line.last]):
        timexes = times_within(times, line, first, last)
        if not predicate.search(text.codes, first, last) and not (timexes and is_told_now(text, first + 1, last)):
            if not pieces:
                return [whole]
            first, _, before = pieces.pop()  # 'The mill closed in 1990; the shop in 1992'
            pieces.append((first, last, before + timexes))
            is_gap = True
            continue
        if not timexes and is_gap:
            pieces.append((first, last, ()))
            continue
        if not timexes and pieces and pieces[-1][2] and telling(text, first + 1, last) in (None, "now"):
            pieces.append((first, last, ()))  # 'He died in 2019; his widow runs the firm'
            continue
        if not timexes and any(before for _, _, before in pieces):
            first, _, timexes = pieces.pop()  # 'it burst in May; the town was lost'
            pieces.append((first, last, timexes))
            continue
        if pieces and not placed_in(times.text, located_in(times, timexes)):
            first, _, before = pieces.pop()  # 'it burst in May; within an hour the town was gone'
            timexes = before + timexes
        pieces.append((first, last, timexes))
    return pieces


def _tells_behind(times: Times, line: Line, colon: int) -> bool:
    """Whether a clause with its time first stands behind a colon: 'It was the second fire: | in May a man was hurt'."""
    text, at = times.text, times.token_at
    leads = (t for t in line.timexes if colon < at(t.start) <= colon + _LEADING and t.interval is not None)
    timex = next(leads, None)
    if timex is None or line.quoted or text.has_class(max(line.first, colon - _SAID), colon, "REPORT"):
        return False
    begin = at(timex.end) + text.is_class(at(timex.end), "COMMA")
    return tells(text, line.first, colon) and tells(text, begin + 1, min(line.last, begin + _BEHIND))


def parts_beside_habits(times: Times, line: Line) -> Iterator[tuple[int, int, tuple[Timex, ...]]]:
    """A sentence with a habit cut where the habit begins and ends: 'opened a line, which runs every hour'."""
    text = times.text
    at = times.token_at
    within = {token for timex in line.timexes for token in range(at(timex.start) - 1, at(timex.end))}
    inner = range(line.first + 1, line.last)  # 'every day but Thursday'
    stops = [index for index in inner if text.is_class(index, "STOP") and index not in within]
    stops = [index for index in stops if not is_quoted_phrase(text, index)]
    stops = sorted({*stops, *_commas_of_habits(times, line)})
    pieces = pairwise([line.first, *stops, line.last])
    for is_habit, group in groupby(pieces, lambda ends: _holds_a_set(times, line, ends)):
        ends = list(group)
        first, last = ends[0][0], ends[-1][1]
        timexes = times_within(times, line, first, last)
        if not is_habit or (placed_in(times.text, located_in(times, timexes)) and telling(text, first, last)):
            yield first, last, timexes


def _commas_of_habits(times: Times, line: Line) -> list[int]:
    """The commas between which a sentence only says how often: 'The store, open daily, | will close on 30 June'."""
    text, found = times.text, []
    for timex in line.timexes:
        token = times.token_at(timex.start)
        before = text.places(line.first, token, "COMMA") if timex.type == "SET" else []
        close = text.place(token, line.last, "COMMA") if before else None
        if close is not None and text.is_class(close + 1, "FUTURE"):
            found += [before[-1], close]
    return found


def _holds_a_set(times: Times, line: Line, ends: tuple[int, int]) -> bool:
    return any(timex.type == "SET" and not _describes(times, timex) for timex in times_within(times, line, *ends))


def _describes(times: Times, timex: Timex) -> bool:
    """Whether a word of how often something is only describes figures: 'fell on quarterly losses', '$500 a week'."""
    if timex.rule == RATE:
        return True
    token, end = times.token_at(timex.start), times.token_at(timex.end)
    return end - token == 1 and times.text.is_class(end, "FIGURES")


def times_within(times: Times, line: Line, first: int, last: int) -> tuple[Timex, ...]:
    """The time expressions of a sentence that begin among its tokens `[first, last)`."""
    at = times.token_at
    return tuple(timex for timex in line.timexes if first <= at(timex.start) < last)


def located_in(times: Times, timexes: tuple[Timex, ...]) -> list[Located]:
    """Time expressions with the tokens `[first, last)` that each is."""
    return [(times.token_at(timex.start), times.token_at(timex.end), timex) for timex in timexes]


def placed_in(text: Text, found: list[Located]) -> list[Located]:
    """The time expressions that date an event; decades and longer only where no verb parts them from a finer one."""
    dated = [item for item in found if item[2].type in ("DATE", "TIME") and (item[2].interval or item[2].edtf)]
    fine = [item for item in dated if item[2].precision not in _WIDE]
    return [
        item for item in dated if item[2].precision not in _WIDE or all(_are_apart(text, item, other) for other in fine)
    ]


def _are_apart(text: Text, one: Located, other: Located) -> bool:
    """Whether two times may be of two clauses: a verb stands between them, or 'and', with a verb behind the second."""
    (_, first, _), (last, end, _) = sorted((one, other), key=itemgetter(0))
    if tells(text, first, last):
        return True
    return text.has_class(first, last, "CONJUNCTION") and tells(text, end, min(end + _BEHIND, len(text.codes)))
