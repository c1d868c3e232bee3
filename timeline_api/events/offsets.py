"""What was so long before or after what has a date: 'freed on Monday, three days after their rope snapped'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_api.events.attachment import leads_with_gerund, right_before
from timeline_api.events.dated import Dated
from timeline_api.events.dates import own_date
from timeline_api.events.lines import Line
from timeline_api.events.openings import told_from
from timeline_api.events.saidparts import said_behind
from timeline_api.events.subjects import find_subject
from timeline_api.events.telling import telling
from timeline_api.frozen import frozen
from timeline_api.model import Anchor, EventDate, Qualifier, Timex
from timeline_api.temporal.edtf import qualify
from timeline_api.temporal.interval import shift_months
from timeline_api.temporal.places import Place, day_place
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text
from timeline_api.temporal.units import unit_at

_LEADING = 3  # tokens of 'Almost five years'
_REACH = 15  # tokens from 'after' to the verb of its clause
_AMOUNT = re.compile(r"P(\d{1,3})(D|W|M|Y|DE|CE)")
_MONTHS = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}
_FINE = {"D": ("day", "daypart", "minute", "hour"), "W": ("day", "daypart", "minute", "hour")}
_WIDE = ("year", "month", "day", "daypart", "minute", "hour")
_NOUNS = frozenset(("OTHER", "OUTCOME", "CALAMITY", "PLURALNOUN"))
_RULE = "amount-apart"


@frozen
class Offset:
    """A clause, tokens `[first, last)`, that lies an amount of time before (`sign` -1) or after that of `main`.

    `rest` are the tokens with which the sentence goes on behind both; `is_told` says that the sentence tells how far
    they are apart: 'The move comes a month after'.
    """

    amount: Timex
    sign: int
    first: int
    last: int
    main: tuple[int, int]
    rest: tuple[int, int] | None = None
    is_told: bool = False


def offset_in(times: Times, first: int, last: int, timexes: Sequence[Timex]) -> Offset | None:
    """The clause in tokens `[first, last)` whose time is an amount away from that of the rest, where there is one."""
    for amount in (*timexes, *_days_apart(times, first, last)):
        if amount.type == "DURATION" and (found := _offset(times, first, last, amount, timexes)) is not None:
            return found
    return None


def _days_apart(times: Times, first: int, last: int) -> list[Timex]:
    """'The day after' and 'the day before' as amounts of time: 'fell on Monday, the day after the bank failed'."""
    text, found = times.text, []
    for at in text.places(first + 2, last - 1, "PARTING"):
        if text.grammar.finders["the_day"].match(text.codes, at - 2) is not None and text.is_class(at - 3, "COMMA"):
            start, words = text.tokens.piece(at - 2, at)
            found.append(Timex(start, start + len(words), words, "DURATION", "P1D", _RULE))
    return found


def _offset(times: Times, first: int, last: int, amount: Timex, timexes: Sequence[Timex]) -> Offset | None:
    text = times.text
    token, tie = times.token_at(amount.start), times.token_at(amount.end)
    way = _way(text, tie, amount)
    if way == 0 or text.is_class(token - 1, "TAKING"):
        return None  # 'talked for two days before agreeing'
    begin = told_from(text, first, token)  # 'Despite protests, three days after'
    leads = token - begin <= _LEADING and text.place(begin, token, "COMMA", "CONJUNCTION", "PREP") is None
    if leads:
        commas = text.places(tie + 1, last - 1, "COMMA")
        end = next((comma for comma in commas if _tells(times, comma + 1, last)), None)
    else:
        end = said_behind(text, tie, last) or text.place_or(last, tie, last, "SEMICOLON")
        commas = text.places(tie, end, "COMMA")
        end = next((at for at in commas if text.has_class(at + 1, at + 2, "CONJUNCTION", "GERUND")), end)
    if end is None or not _is_clause(times, tie, end):
        return None
    if any(tie < times.token_at(timex.start) < end and timex.interval is not None for timex in timexes):
        return None
    begin = tie if leads_with_gerund(text, tie) else tie + 1
    rest = (end + 1, last) if not leads and text.is_class(end + 1, "CONJUNCTION") else None
    is_told = not leads and right_before(text, "coming", max(first, token - _LEADING), token) is not None
    token -= text.grammar.finders["barely"].match(text.codes, token - 1, token) is not None
    main = (end + 1, last) if leads else (first, token - text.is_class(token - 1, "COMMA"))
    return Offset(amount, -way, begin, end, main, rest, is_told) if _tells(times, *main) else None


def _way(text: Text, tie: int, amount: Timex) -> int:
    """1 for an amount that 'after' at a token follows, -1 for one that 'before' does, 0 for one that nothing is off."""
    if not text.is_class(tie, "PARTING") or not text.is_class(tie, "WAY") or _AMOUNT.fullmatch(amount.value) is None:
        return 0
    return -1 if text.is_class(tie, "DEADLINE") else 1


def _is_clause(times: Times, tie: int, end: int) -> bool:
    """Whether a clause with its verb stands behind 'after', before a comma, or a gerund does."""
    text = times.text
    if leads_with_gerund(text, tie):
        return True
    end = min(end, tie + _REACH)
    end = text.place_or(end, tie + 1, end, "COMMA", "PARTING", "RELATIVE")
    verb = text.grammar.finders["predicate"].search(text.codes, tie + 2, end)
    if verb is None or text.has_class(tie + 2, verb.start(), "NOMINATIVE"):
        return False  # 'Two years after the end of the war he stood for parliament'
    return not text.is_class(verb.start() - 1, "DET")


def _tells(times: Times, first: int, last: int) -> bool:
    return times.text.grammar.finders["predicate"].search(times.text.codes, first, last) is not None


def led_by(times: Times, line: Line, offset: Offset) -> list[Dated]:
    """The rest of a sentence at the time that leads it: 'In April, three months after it failed, the firm was sold'."""
    text, token = times.text, times.token_at(offset.amount.start)
    lead = next((timex for timex in line.timexes if times.token_at(timex.end) == token - 1), None)
    is_led = lead is not None and lead.interval is not None and offset.first < offset.main[0]
    if lead is None or not is_led or not text.is_class(token - 1, "COMMA") or telling(text, *offset.main) != "past":
        return []
    if any(offset.main[0] <= times.token_at(timex.start) < offset.main[1] for timex in line.timexes):
        return []
    return [Dated(*offset.main, own_date(lead), lead, lead.rule, lead.anchor, lead.steps)]


def dated_apart(offset: Offset, main: Dated) -> Dated | None:
    """The clause as an event, where the date of what it lies away from is fine enough to count from."""
    return _counted(offset.amount, offset.sign, (offset.first, offset.last), main.date, "what the sentence dates")


def _counted(amount: Timex, sign: int, clause: tuple[int, int], main: EventDate, what: str) -> Dated | None:
    """The event of the tokens of a clause that lies an amount of time from a date, which is that of `what`."""
    place = _place(amount, sign, main)
    if place is None:
        return None
    is_sure = place.precision in ("day", "year") and not main.qualifier and not amount.mod
    about: Qualifier = "" if is_sure and main.basis != "publication" else "~"
    date = EventDate(
        qualify(place.edtf, "~") if about else place.edtf, place.interval, place.precision, about,
        "relative", place.value, amount.text,
    )  # fmt: skip
    way = "before" if sign < 0 else "after"
    anchor = Anchor("story", main.edtf, main.text)
    return Dated(*clause, date, amount, _RULE, anchor, (f"{amount.text} {way} {what}",))


def counted_in(times: Times, first: int, last: int, timexes: Sequence[Timex]) -> Dated | None:
    """What tokens `[first, last)` tell an amount of time away from something that is no clause and has the only date.

    For example, 'Two weeks after the truce of 20 January 2016, shelling resumed', 'died a year after the 1906 quake'.
    """
    text = times.text
    amounts = [timex for timex in timexes if timex.type == "DURATION"]
    dated = [timex for timex in timexes if timex.type == "DATE" and timex.interval is not None]
    if len(amounts) != 1 or len(dated) != 1 or len(timexes) != 2:
        return None
    amount, timex = amounts[0], dated[0]
    token, tie = times.token_at(amount.start), times.token_at(amount.end)
    at, end = times.token_at(timex.start), times.token_at(timex.end)
    way = _way(text, tie, amount)
    if way == 0 or not tie + 1 < at < tie + _REACH or text.is_class(token - 1, "TAKING"):
        return None  # 'was shut for two years after the 1967 war'
    if text.has_class(tie + 1, at, "COMMA", "RELATIVE") or _tells(times, tie + 1, at):
        return None
    leads = token - first <= _LEADING and not _tells(times, first, token)
    if leads:
        comma = text.place(end, min(last, end + _LEADING), "COMMA")
        is_told = comma is not None and not _tells(times, end, comma) and _tells(times, comma + 1, last)
    else:  # 'was born two years after the war in 1947' may be of 1947
        is_of_it = text.is_class(at - 1, "OF") or (
            text.is_class(at - 1, "DET") and not _NOUNS.isdisjoint(text.classes(end))
        )
        is_told = is_of_it and _tells(times, first, token) and not _tells(times, end, last)
    return _counted(amount, way, (first, last), own_date(timex), timex.text) if is_told else None


def lacks_subject(text: Text, line: Line, event: Dated) -> bool:
    """Whether nobody knows whom a clause with a gerund tells of: ', ten years after giving up its arms'."""
    is_gerund = leads_with_gerund(text, event.first)
    return is_gerund and find_subject(text, (line.first, line.last), event.first, event.last) is None


def _place(amount: Timex, sign: int, date: EventDate) -> Place | None:
    size = _AMOUNT.fullmatch(amount.value)
    if size is None or date.interval is None or date.precision not in _FINE.get(size[2], _WIDE):
        return None
    count, unit = int(size[1]) * sign, size[2]
    if unit in ("D", "W"):
        day = date.interval.start + count * (7 if unit == "W" else 1)
        return day_place(day) if unit == "D" else unit_at(day, "week", 0)
    if unit == "M" and date.precision == "year":
        return None
    return unit_at(shift_months(date.interval.start, count * _MONTHS[unit]), "month" if unit == "M" else "year", 0)
