"""Times of what something is compared with, counted from or older than, or that was planned: 'up from a year ago'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline_api.events.attachment import is_adverb, is_participle, right_before
from timeline_api.events.dates import are_tied, is_growth, since_before
from timeline_api.events.subject import DATED
from timeline_api.events.telling import telling
from timeline_api.model import Timex
from timeline_api.temporal.joining import joins
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_PLAN = 5  # tokens of 'until a court hearing on'
_SINCE = 20  # tokens from 'the first' to its 'since'
_COUNTING = 10  # tokens of 'is the third big fire in the hills'
_ALIKE = 5  # tokens of 'unlike the ones in'
_FAR = 80  # tokens from a 'since' to the verb that it goes with at most
_COUNTED = 2  # tokens of 'third time'
LATELY = 7  # days of what is told as just over
_THAN = frozenset(("PASTLIKE", "PARTICIPLE", "PROSPECT"))  # 'than planned'
_UP_FROM = 2  # tokens of it
COMPARISON = 14  # tokens from 'compared with' to the time of what is compared


def by_since_or_plan(times: Times, first: int, last: int, timexes: Sequence[Timex], timex: Timex) -> bool | None:
    """Whether a time only measures, by 'than', 'since' or what was planned; None where none of these tells."""
    text, token, end = times.text, times.token_at(timex.start), times.token_at(timex.end)
    finders, since = text.grammar.finders, since_before(times, first, token)
    if len(timexes) > 1 and (
        text.is_class(end, "THAN")  # 'a week later than planned'
        or (since is not None and text.is_class(since + 1, "GERUND"))  # 'her first trip since taking office in March'
        or _stands_apart(times, first, token, end)
    ):
        return True
    if since is not None and _begins_stretch(times, timexes, timex):
        return None
    if since is not None:
        # 'the first since May'; but 'has been closed since May'
        place = max(first, token - _FAR), min(last, end + _FAR)
        if _is_of_object(text, first, since - 1) or right_before(
            text, "comparison", max(first, since - _ALIKE), since + 1
        ):
            return True
        lasts = text.is_class(since - 1, "PASTLIKE") or finders["perfect"].search(text.codes, *place) is not None
        lasts = lasts or (since == first and is_long_over(times, timex) and telling(text, end, last) == "past")
        return not lasts or _is_singled_out(times, first, since)
    planned = right_before(text, "planned", max(first, token - _PLAN), token)
    if planned is None:
        return None
    places = ((first, planned.start()), (end, last))
    return any(finders["predicate"].search(text.codes, *place) for place in places) or None


def _begins_stretch(times: Times, timexes: Sequence[Timex], timex: Timex) -> bool:
    """Whether a time behind a word for 'since' is the first of the two ends of a stretch: 'desde 1902 hasta 1931'."""
    number = timexes.index(timex) + 1
    return number < len(timexes) and are_tied(times, timex, timexes[number])


def is_long_over(times: Times, timex: Timex) -> bool:
    """Whether a time is over for longer than what news tells of: 'Since 2009, the firms fixed prices', not a week."""
    published, days = times.publication, timex.interval
    return published is not None and days is not None and published - days.end >= LATELY


def is_compared(times: Times, low: int, timexes: Sequence[Timex], timex: Timex) -> bool:
    """Whether a time is that of what something is compared with, counted from, or older than; looks back to `low`."""
    text, token = times.text, _begin(times, timex)
    finders = text.grammar.finders
    if timex.precision == "year" and _begins_growth(times, timex):
        return False
    if text.is_class(token - 1, "FROM") and (number := bisect_left(times.starts, timex.start)) > 0:
        before, behind = times.ordered[number - 1], times.ordered[number + 1 : number + 2]
        if times.token_at(before.end) == token - 1:
            end = times.token_at(timex.end)
            return not any(joins(text, "to", end, times.token_at(other.start)) for other in behind)
    if len(timexes) > 1:
        if right_before(text, "counted", max(low, token - _COUNTED), token) is not None:
            return True  # 'for the third time this month'
        rank = finders["ranking"].search(text.codes, low, token)
        is_last = rank is not None and not text.has_class(rank.end(), token, *DATED)  # not ', a third in 1781 and'
        if rank is not None and is_last and not _goes_on(text, rank, token):
            return finders["predicate"].search(text.codes, rank.end() + 1, token) is None  # 'the fourth win this year'
    if (source := finders["source"].search(text.codes, low, token)) is not None:
        return not text.has_class(source.end(), token, "COMMA")  # 'according to figures released in May'
    if _is_older(times, low, token, timex):
        return True
    if timex is timexes[-1] and _is_counted_up_to_now(times, low, token, timex):
        return True
    if right_before(text, "alike", max(low, token - _ALIKE), token) is not None:
        return True  # 'Much like last week, Vale won'
    for found in finders["comparison"].finditer(text.codes, low, token):
        if text.has_class(found.end(), token, "TO") or (len(timexes) == 1 and _is_of_lead(text, low, found)):
            continue  # 'fell from 212 to 140 in March'
        if _is_than(times, found, token) or _is_despite(times, found, token):
            return True
        if _is_of_time(times, found.end() - 1) or _is_of_another(times, found.end(), token):
            continue
        if finders["predicate"].search(text.codes, found.end(), token) is None:
            return True
    return False


def _begin(times: Times, timex: Timex) -> int:
    """Where a time begins, with the amount that it ends: 'the 12-month period ending Dec. 31'."""
    token, number = times.token_at(timex.start), bisect_left(times.starts, timex.start) - 1
    if number < 0 or times.ordered[number].type != "DURATION":
        return token
    amount = times.ordered[number]
    is_ended = joins(times.text, "ended", times.token_at(amount.end), token)
    return times.token_at(amount.start) if is_ended else token


def _begins_growth(times: Times, timex: Timex) -> bool:
    """Whether a time is that of the first of two amounts: 'from 3,000 in 1801 to 12,000 in 1851'."""
    behind = bisect_left(times.starts, timex.start) + 1
    return behind < len(times.ordered) and is_growth(times, timex, times.ordered[behind])


def _goes_on(text: Text, rank: re.Match[str], token: int) -> bool:
    """Whether who has a rank is another of whom the same is told: 'was found in May, the second in June'.

    Not of 'won on Monday, the fourth win this year', nor of 'the fourth this year'.
    """
    is_bare = rank.end() == token - text.is_class(token - 1, "PREP") and not text.is_class(token, "DEICTIC")
    return is_bare and not DATED.isdisjoint(text.classes(rank.start() - 3))


def _is_of_lead(text: Text, low: int, found: re.Match[str]) -> bool:
    """Whether a paper is dated that leads what was done by it: 'By deed dated 5 May 1881, he sold the land'."""
    if not text.is_class(low, "PREP") or text.grammar.finders["no_deed"].match(text.codes, found.start()) is None:
        return False
    return text.grammar.finders["predicate"].search(text.codes, low, found.start()) is None


def _is_of_time(times: Times, token: int) -> bool:
    """Whether a token is one of a time expression."""
    start = times.text.tokens.start(token)
    number = bisect_right(times.starts, start) - 1
    return number >= 0 and start < times.ordered[number].end


def _is_of_another(times: Times, end: int, token: int) -> bool:
    """Whether what ends before a token is tied to a time before another: 'found a note dated May 2019 on Monday'."""
    start, stop = times.text.tokens.ends[end - 1], times.text.tokens.start(token)
    first, last = bisect_left(times.starts, start), bisect_left(times.starts, stop)
    if first == last or times.token_at(times.starts[first]) != end:
        return False
    behind = times.token_at(times.ordered[last - 1].end)
    return behind < token and not times.text.has_class(behind, token, "COMMA", "CONJUNCTION")


def _is_than(times: Times, found: re.Match[str], token: int) -> bool:
    """Whether all up to a time is what is compared: 'higher than the total posted in May', not 'than expected came'."""
    text, end = times.text, found.end()
    is_from = end - found.start() == _UP_FROM and text.is_class(end - 1, "FROM")  # 'down from the 5 it sold in May'
    if not is_from and (not text.is_class(end - 1, "THAN") or not _THAN.isdisjoint(text.classes(end))):
        return False
    return not text.has_class(end, token, "COMMA", "CONJUNCTION", "STOP")


def _is_despite(times: Times, found: re.Match[str], token: int) -> bool:
    """Whether a time is that of what something was done in spite of: 'won it despite having lost a set on Saturday'."""
    text, end = times.text, found.end()
    if end - found.start() > 1 or not text.is_class(end, "GERUND"):
        return False
    return not text.has_class(end, token, "COMMA", "CONJUNCTION", "STOP", "WHEN")


def _is_of_object(text: Text, first: int, done: int) -> bool:
    """Whether a participle before 'since' only describes an object: 'backed the flag used since the war'."""
    if not text.is_class(done, "PASTLIKE") or text.is_class(done - 1, "BE") or is_adverb(text, done - 1):
        return False
    main = text.grammar.finders["predicate"].search(text.codes, first, done)
    return main is not None and text.grammar.finders["auxiliary"].match(text.codes, main.start()) is None


def _is_singled_out(times: Times, first: int, since: int) -> bool:
    """Whether 'since' only says for how long nothing was like it: 'has had its longest run since May'."""
    text = times.text
    single = text.places(max(first, since - _SINCE), since, "SUPERLATIVE", "ORDWORD")
    return bool(single) and text.grammar.finders["predicate"].search(text.codes, first, single[-1]) is not None


def _is_older(times: Times, low: int, token: int, timex: Timex) -> bool:
    """Whether a time is that of a deed that someone is accused of, or of what went before: 'after its launch in May'.

    What was told within the last days may be of either.
    """
    text, published = times.text, times.publication
    if not governs(text, "older", low, token):
        return False
    if timex.interval is not None and published is not None and published < timex.interval.start:
        return not text.has_class(low, token, "FUTURE")  # 'will mark the anniversary of the battle on 1 July'
    is_late = published is not None and timex.interval is not None and published - timex.interval.start <= LATELY
    return not is_late or telling(text, low, token) != "past"


def governs(text: Text, finder: str, low: int, token: int) -> bool:
    """Whether the last of what a finder finds in tokens `[low, token)` has no other verb between it and `token`."""
    found = list(text.grammar.finders[finder].finditer(text.codes, low, token))
    if not found:
        return False
    told = text.grammar.finders["predicate"].finditer(text.codes, found[-1].end(), token)
    return all(text.is_class(verb.end(), "HYPHEN") for verb in told)  # 'the signing of a ground-breaking deal in May'


def _is_counted_up_to_now(times: Times, low: int, token: int, timex: Timex) -> bool:
    """Whether things are counted in a time that goes on: 'Renn becomes the tenth signing of the summer'."""
    published, days = times.publication, timex.interval
    if times.narrative or published is None or days is None or not days.start <= published < days.end - 1:
        return False
    return right_before(times.text, "counting", max(low, token - _COUNTING), token) is not None


def _stands_apart(times: Times, first: int, token: int, end: int) -> bool:
    """Whether 'since' and a time stand between commas without a verb: 'the organ, silent since 1987, will'."""
    text = times.text
    if not text.is_class(token - 1, "SINCE") or not text.is_class(end, "COMMA"):
        return False
    commas = text.places(max(first + 1, token - COMPARISON), token - 1, "COMMA")
    if not commas or is_participle(text, commas[-1] + 1):
        return False
    if commas[-1] == token - 2 and text.grammar.finders["done"].match(text.codes, end + 1) is not None:
        return False  # 'and, since 2007, has been owned by its staff'
    return text.grammar.finders["predicate"].search(text.codes, commas[-1] + 1, token - 1) is None
