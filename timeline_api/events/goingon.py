"""Whether what is told goes on at the date of a sentence."""

from __future__ import annotations

from timeline_api.events.attachment import right_before
from timeline_api.events.backgrounds import Backgrounds
from timeline_api.events.comparisons import LATELY
from timeline_api.events.dated import Dated
from timeline_api.events.dates import is_before, is_old
from timeline_api.events.lines import Line
from timeline_api.events.sayings import is_of_saying
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_WRITTEN = 6  # tokens of 'had last been written up on'
_HAVING = 5  # tokens of 'having been admitted on'
_FIGURES = ("quarter", "half", "range")
_YEARS = 3 * 366  # days
_SAID = 4  # tokens of 'told reporters on'


def tell_story(times: Times, backgrounds: Backgrounds, line: Line, found: list[Dated]) -> None:
    """Let the backgrounds know at which date a line leaves what it tells; what is quoted leaves it at none."""
    own = [event for event in found if event.timex is not None and event.rule == event.timex.rule]
    asides = [event.left_out for event in found if event.left_out is not None]
    own = [event for event in own if not _is_aside(event, asides)] if asides else own
    if not own:
        return
    if _looks_back_from(times, own):
        own = own[:-1]
    last = own[-1]
    if last.timex is not None and last.timex not in line.spoken and _is_spoken_then(times, last):
        backgrounds.speak(line.number, last.timex, last.date)
        return
    if last.timex is not None and _leads_saying(times, last, last.timex):
        backgrounds.speak(line.number, last.timex, last.date)
    if last.timex in line.spoken or _had_been(times, last) or (_is_of_when(times, last) and _had_been(times, own[0])):
        return  # 'had threatened to strike on Friday, when a contract ended'
    is_open = last.date.edtf.endswith("/..") or _took_years(times, last)
    if tells_of_birth(times.text, last.first, last.last) or (times.narrative and is_open):
        backgrounds.leave(line.number)
        return
    is_all = len(own) == len(found) and not last.says
    if len(own) == len(found):
        backgrounds.turn_aside(line.number, own)
    if not times.narrative and (_looks_back(last) or _was_ahead(times, last) or _lasts(times, last)):
        return
    is_behind = not is_all and not times.narrative and own[0] is not found[0]
    if is_behind and (_only_adds(times, own[0]) or _tells_which(times, own[0], found[0])):
        return
    if _is_told_of_one_long_ago(times, line, last):
        return
    if is_all or own[0] is found[0] or not is_old(times, [last.timex]):
        backgrounds.tell(line.number, last.timex, last.date)  # not 'shows the towers after they were struck in 1999'


def _took_years(times: Times, event: Dated) -> bool:
    """Whether a date is of years in a row, at none of which a story goes on: 'Between 1821 and 1829 she drew ferns'.

    A life in brackets is none: what follows may tell of its beginning.
    """
    days, timex = event.date.interval, event.timex
    if event.date.precision != "range" or days is None or timex is None or days.end - days.start <= _YEARS:
        return False
    return not times.text.is_class(times.token_at(timex.start) - 1, "LPAREN")


def _looks_back_from(times: Times, told: list[Dated]) -> bool:
    """Whether the last event only says of somebody or some time what was before, or what it came after.

    For example, 'left it in 1868 to Renn, who joined in 1861', 'joined in 1955 after serving in the army in 1952',
    'up from the third quarter of 2010, when it earned'.
    """
    if len(told) < 2 or not (
        times.text.has_class(told[-1].first, told[-1].first + 1, "PRONOUN_RELATIVE", "PARTING")
        or _is_of_when(times, told[-1])
    ):
        return False
    return is_before(told[-1].date.interval, told[-2].date.interval)


def _looks_back(event: Dated) -> bool:
    """Whether a time is counted back from what was told: 'They called on Monday. She was last seen the day before'."""
    anchor = event.timex.anchor if event.timex is not None else None
    return anchor is not None and anchor.kind == "story" and anchor.edtf > event.date.edtf


def _lasts(times: Times, event: Dated) -> bool:
    """Whether a time only says since when something has been so: 'has been shut since the strike began on Monday'."""
    return event.date.edtf.endswith("/..") or times.text.is_class(event.first, "SINCE")


def _was_ahead(times: Times, event: Dated) -> bool:
    """Whether what is told was to come when somebody told of it: 'She said the strike would begin today'."""
    token = times.token_at(event.timex.start) if event.timex is not None else event.first
    return times.text.has_class(event.first, token, "WILL")


def _only_adds(times: Times, event: Dated) -> bool:
    """Whether an event only says more of somebody: 'a fine week for Ada Renn, who was honoured on Thursday'.

    Or only what the news came after: 'Shares fell after the bank cut its rate on Thursday'.
    """
    text, first = times.text, event.first
    if text.is_class(first, "PARTING") and not text.is_class(first, "BEFORE"):
        return True
    return text.is_class(first, "PRONOUN_RELATIVE") and text.is_class(first - 1, "COMMA")


def _tells_which(times: Times, event: Dated, main: Dated) -> bool:
    """Whether an event only tells which thing another is about: 'came from a fair that began on Friday'."""
    is_relative = times.text.is_class(event.first, "THAT") and main.date.basis == "inherited"
    return is_relative and is_before(event.date.interval, main.date.interval)


def _is_told_of_one_long_ago(times: Times, line: Line, event: Dated) -> bool:
    """Whether news says who somebody is by what was weeks ago: 'Renn was a baker whose body was found on 17 June'.

    What a comma parts from somebody may go on: 'about Renn, who was found on 17 June. Her mother had died'.
    """
    days = event.date.interval
    if times.narrative or times.publication is None or days is None or event.first == line.first:
        return False
    if times.text.is_class(event.first - 1, "COMMA"):
        return False
    is_relative = times.text.is_class(event.first, "PRONOUN_RELATIVE") or times.text.is_class(event.first, "WHOSE")
    return is_relative and times.publication - days.end > LATELY


def _is_aside(event: Dated, asides: list[tuple[int, int]]) -> bool:
    """Whether an event is told between the commas of another: 'The mayor, who was elected in May, spoke'."""
    return any(first <= event.first < last for first, last in asides)


def _is_spoken_then(times: Times, event: Dated) -> bool:
    """Whether the time of an event is that at which someone spoke, in news: 'told reporters on Friday'."""
    if times.narrative or event.timex is None or event.timex.precision in _FIGURES:
        return False  # 'said net income in the quarter rose'
    return is_of_saying(times, event.timex, event.first, _SAID)


def _leads_saying(times: Times, event: Dated, timex: Timex) -> bool:
    """Whether a time leads a saying: 'On Thursday, the mayor said'."""
    text, end = times.text, times.token_at(timex.end)
    if not text.is_class(end, "COMMA") or times.token_at(timex.start) - event.first > 1:
        return False
    told = text.grammar.finders["predicate"].search(text.codes, end, event.last)
    return told is not None and text.sayers.match(text.codes, told.start()) is not None


def _had_been(times: Times, event: Dated) -> bool:
    """Whether a text only looks back to what was over before what it tells: 'She had threatened to go on Monday'.

    A story does where it counts back from the date it was at: 'The duke had come three days earlier'.
    """
    token = times.token_at(event.timex.start) if event.timex is not None else event.first
    if right_before(times.text, "having", max(event.first, token - _HAVING), token) is not None:
        return True  # 'She lay in hospital, having been admitted on 3 May'
    text, anchor = times.text, event.timex.anchor if event.timex is not None else None
    if times.narrative and (anchor is None or anchor.kind != "story" or anchor.edtf <= event.date.edtf):
        return False
    if not text.has_class(event.first, event.last, "HAD"):
        return False
    if times.narrative and text.has_class(max(event.first, token - _WRITTEN), token, "HAD"):
        return True  # 'The table was laid, and the log had last been written up on 2 March'
    told = text.grammar.finders["predicate"].search(text.codes, event.first, event.last)
    return told is not None and text.is_class(told.start(), "HAD")


def _is_of_when(times: Times, event: Dated) -> bool:
    """Whether an event only tells more of a time: ', when the contract ended'."""
    return times.text.has_class(event.first, event.first + 2, "WHEN")


def tells_of_birth(text: Text, first: int, last: int) -> bool:
    """Whether tokens `[first, last)` tell that someone was born."""
    return text.grammar.finders["birth"].search(text.codes, first, last) is not None
