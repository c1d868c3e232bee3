"""Expressions that point: this, last, next, an amount away, one inside another, from one to another."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.model import Anchor
from timeline_api.temporal.absolute import calendar_place, days_of_month, decade_place, holiday_place, in_year
from timeline_api.temporal.context import (
    AHEAD,
    BEHIND,
    DAYLIKE,
    FIGURES,
    WEEKDAYS,
    Context,
    Trail,
    anchor_day,
    tells_of_month,
    tells_of_year,
)
from timeline_api.temporal.inside import inside
from timeline_api.temporal.interval import civil, weekday
from timeline_api.temporal.operators import (
    Calendar,
    Deictic,
    Expression,
    Holiday,
    Range,
    Shift,
    Within,
    Years,
)
from timeline_api.temporal.places import (
    Place,
    day_place,
    range_place,
    written,
)  # fmt: skip
from timeline_api.temporal.shifting import shift
from timeline_api.temporal.units import unit_at, unit_holding

_POINTING = (Deictic, Shift)  # a union of types would be made anew by each call


def place_of(expression: Expression, context: Context, trail: Trail) -> Place | None:
    """Where an expression of days or more lies; None when nothing gives its place."""
    place = _place(expression, context, trail)
    if place is not None and _is_told_ahead(expression, place, context):
        return None
    return written(place)


def _is_told_ahead(expression: Expression, place: Place, context: Context) -> bool:
    """Whether a story has no day to count from: 'A century later nothing remained', after the article."""
    if context.story is not None or context.publication is None or context.tense not in BEHIND:
        return False
    if not isinstance(expression, _POINTING) or expression.anchor != "story":
        return False
    return place.interval.start > context.publication


def _place(expression: Expression, context: Context, trail: Trail) -> Place | None:
    match expression:
        case Calendar():
            return calendar_place(expression, context, trail)
        case Years():
            return decade_place(expression, context, trail)
        case Holiday():
            return holiday_place(expression, context, trail)
        case Deictic():
            return _deictic(expression, context, trail)
        case Shift():
            return _shift(expression, context, trail)
        case Within():
            return _within(expression, context, trail)
        case Range():
            return _range(expression, context, trail)
    return None


def _deictic(d: Deictic, context: Context, trail: Trail) -> Place | None:
    if d.field is not None:
        return _deictic_field(d, context, trail)
    if d.anchor == "focus":
        return _focus(d, context, trail)
    told = d.offset > 0 and context.tense in BEHIND and d.unit != "day"  # 'the next year he was consul'
    told = told and not _is_to_come(context) and not _is_of_writing(d, context)
    is_of_news = False
    if _is_of_no_unit(d, context):
        is_of_news = _is_of_news(d, context)
        if not is_of_news:
            return _some_unit_of(context, trail)
    anchor = anchor_day(context, trail, "publication" if is_of_news else "story" if told else d.anchor)
    if anchor is None:
        return None
    if d.anchor == "story" and d.offset == 0 and (same := unit_holding(context.story, d.unit)) is not None:
        trail.steps.append(f"the {d.unit} that the story speaks of")
        return same
    if d.unit == "quarter" and d.offset == 0 and d.anchor == "writing" and _is_just_told(context):
        trail.steps.append("the quarter that the article reports on")
        return context.quarter
    if d.unit == "quarter" and d.offset < 0 and context.quarter is not None and _is_at_a_year(context):
        trail.steps.append("the quarter before the one that the article reports on")
        return unit_at(context.quarter.interval.start, "quarter", d.offset)
    is_ahead = context.tense in AHEAD or context.tense == "due"
    if d.unit == "week" and d.offset == 0 and is_ahead and weekday(anchor) == _SUNDAY:
        trail.steps.append("the week that follows a Sunday, because the clause looks ahead")
        return unit_at(anchor, "week", 1)
    words = {-1: "before", 0: "of", 1: "after"}.get(d.offset, "from")
    trail.steps.append(f"the {d.unit} {words} the anchor")
    return unit_at(anchor, d.unit, d.offset)


def _is_of_no_unit(d: Deictic, context: Context) -> bool:
    """Whether the story is at too long a time to count days or weeks from: 'In 1912 he came. That evening, ...'."""
    if d.anchor != "story" or context.story is None:
        return False
    return context.story.interval.end - context.story.interval.start > _UNIT_DAYS.get(d.unit, _LONG_PAST)


def _is_of_news(d: Deictic, context: Context) -> bool:
    """Whether news looks back from itself all the same: 'Prices rose in 2013. In the previous week they fell'."""
    story, publication = context.story, context.publication
    if d.offset > 0 or context.narrative or publication is None or story is None:
        return False
    if d.offset == 0:  # 'will open next year. The news comes in the same week as'
        return _is_to_come(context) and context.tense != "future"
    return publication - story.interval.end <= FIGURES


def _some_unit_of(context: Context, trail: Trail) -> Place | None:
    """A day or week within the time that the story is at."""
    anchor_day(context, trail, "story")
    trail.steps.append("within the time that the story speaks of")
    return context.story


def _focus(d: Deictic, context: Context, trail: Trail) -> Place | None:
    """'the quarter', 'the year': the period that the article reports on, in news; the story's, in narrative."""
    if d.unit == "quarter" and context.quarter is not None:
        trail.anchor = Anchor("story", context.quarter.edtf)
        trail.steps.append("the quarter that the article reports on")
        return context.quarter
    if d.unit == "month" and d.offset == 0 and tells_of_month(context):
        trail.steps.append("the month that the article speaks of")
        return context.story
    if d.unit == "year" and d.offset == 0 and tells_of_year(context) and context.story is not None:
        trail.anchor = Anchor("story", context.story.edtf)
        trail.steps.append("the year that the article speaks of")
        return unit_at(context.story.interval.start, "year", 0)
    # 'In 1995 he fell ill, and in the new year he died'.
    told = d.offset > 0 and context.story is not None and context.tense in ("past", "told")
    anchor = anchor_day(context, trail, "story" if context.narrative or told else "publication")
    if anchor is None:
        return None
    offset = d.offset
    if d.unit == "quarter" and not _is_nearly_over(anchor):
        offset -= 1  # figures are of a quarter that is over
    is_over = context.tense in BEHIND or context.tense == "due" or (offset > 0 and context.tense not in AHEAD)
    if d.unit == "year" and not told and not context.narrative and is_over:
        offset -= civil(anchor)[1] <= _FIGURES_OF_LAST_YEAR
    is_open = context.tense in AHEAD or context.tense == "due"
    if d.unit == "weekend" and not is_open and weekday(anchor) < 5:
        offset -= 1
    trail.steps.append(f"the {d.unit} around the anchor")
    return unit_at(anchor, d.unit, offset)


def _is_just_told(context: Context) -> bool:
    """Whether news gives figures of the quarter that is just over, which it calls this one."""
    if context.quarter is None or context.publication is None or context.tense in AHEAD:
        return False
    return 0 <= context.publication - context.quarter.interval.end <= _REPORTED


def _is_at_a_year(context: Context) -> bool:
    """Whether what was told last is longer than a quarter: 'In 2012 it sold 9. In the previous quarter sales fell'."""
    return context.story is not None and context.story.interval.end - context.story.interval.start > _QUARTER


def _is_nearly_over(day: int) -> bool:
    """Whether a day is among the last of a quarter, when one speaks of that one and no more of the one before."""
    quarter = unit_at(day, "quarter", 0)
    return quarter is not None and quarter.interval.end - day <= _LAST_DAYS


def _is_to_come(context: Context) -> bool:
    """Whether the story is at a time behind the publication, from which nothing that is over is told."""
    story, publication = context.story, context.publication
    return story is not None and publication is not None and story.interval.start > publication


def _is_of_writing(d: Deictic, context: Context) -> bool:
    """Whether news speaks of what is next for itself, 'called a strike for next week', and is not far in the past."""
    if d.anchor != "writing" or context.narrative or context.publication is None:
        return False
    return context.story is None or context.publication - context.story.interval.start < _LONG_PAST


def _deictic_field(d: Deictic, context: Context, trail: Trail) -> Place | None:
    f = d.field
    told = d.offset > 0 and context.tense in BEHIND and context.story is not None
    told = told and isinstance(f, Calendar) and f.weekday is None and not _is_of_writing(d, context)
    anchor = anchor_day(context, trail, "story" if told else d.anchor)
    if anchor is None:
        return None
    if (told or (d.anchor == "story" and d.offset > 0)) and context.story is not None:
        anchor = context.story.interval.end - 1  # 'hired in 1995 and fired the next spring'
    if isinstance(f, Calendar) and f.weekday is not None:
        if d.anchor == "story" and (context.story is None or context.story.precision not in DAYLIKE):
            return calendar_place(f, context, trail)
        return _deictic_weekday(f.weekday, d.offset, anchor, context, trail)
    year = civil(anchor)[0]
    places = days_of_month(f, anchor) if isinstance(f, Calendar) and f.day and f.month is None else []
    reach = abs(d.offset) + 2
    for y in range(year - reach, year + reach + 1) if not places else ():
        if isinstance(f, Holiday):
            number = context.holiday(f.key, y)
            place = day_place(number) if number is not None else None
        else:
            place = in_year(f, y, trail) if f is not None else None
        if place is not None:
            places.append(place)
    if d.offset < 0:
        found = [p for p in places if p.interval.end <= anchor]
        trail.steps.append("the last one that was over at the anchor" if d.offset == -1 else f"{-d.offset} back")
        return found[d.offset] if len(found) >= -d.offset else None
    if d.offset > 0:
        found = [p for p in places if p.interval.start > anchor]
        trail.steps.append("the first one that begins after the anchor" if d.offset == 1 else f"{d.offset} ahead")
        return found[d.offset - 1] if len(found) >= d.offset else None
    around = next((p for p in places if p.interval.start <= anchor < p.interval.end), None)
    if around is not None and d.anchor != "story":
        trail.steps.append("the one that holds the anchor")  # 'this winter' in January began the year before
        return around
    over = next((p for p in places[::-1] if 0 <= anchor - p.interval.end <= _JUST_OVER), None)
    if over is not None and over.precision == "season" and context.tense in BEHIND and d.anchor != "story":
        trail.steps.append("the one that has just ended")  # 'this winter was the coldest', in March
        return over
    trail.steps.append("the one of the anchor's year")
    return next((p for p in places if civil(p.interval.start)[0] == year), None)


def _deictic_weekday(day: int, offset: int, anchor: int, context: Context, trail: Trail) -> Place:
    name = WEEKDAYS[day]
    if offset < 0:
        trail.steps.append(f"the last {name} before the anchor" if offset == -1 else f"{-offset} {name}s back")
        return day_place(anchor - ((weekday(anchor) - day - 1) % 7 + 1) + 7 * (offset + 1))
    if offset > 0:
        trail.steps.append(f"the first {name} after the anchor" if offset == 1 else f"{offset} {name}s ahead")
        ahead = (day - weekday(anchor) - 1) % 7 + 1
        if offset == 1 and ahead == 1:
            ahead += 7  # what comes tomorrow is called so
        return day_place(anchor + ahead + 7 * (offset - 1))
    found = anchor - weekday(anchor) + day
    if found < anchor and context.tense not in BEHIND:
        trail.steps.append(f"the coming {name}, because nothing looks back")  # 'this Friday', on a Sunday
        return day_place(found + 7)
    if found > anchor and context.tense in BEHIND:
        trail.steps.append(f"the last {name}, because the clause looks back")  # 'died this Friday', on a Monday
        return day_place(found - 7)
    trail.steps.append(f"the {name} of the anchor's week")
    return day_place(found)


_SUNDAY = 6
_JUST_OVER = 45  # days
_REPORTED = 45  # days after its end within which most companies tell of a quarter
_LAST_DAYS = 7  # of a quarter
_LONG_PAST = 100 * 365  # days before the news of what nobody of it has seen
_FIGURES_OF_LAST_YEAR = 3  # the month until which 'the year' of figures is the one that is over
_QUARTER = 92  # days at most
_UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "month": 31}


def _shift(s: Shift, context: Context, trail: Trail) -> Place | None:
    if s.base is None:
        return shift(s, None, context, trail)
    # 'A year ago Saturday', said on a Thursday, counts from the Saturday that is nearest.
    base = place_of(s.base, replace(context, tense="due") if s.unit == "year" and s.sign < 0 else context, trail)
    return shift(s, base, context, trail) if base is not None else None


def _within(w: Within, context: Context, trail: Trail) -> Place | None:
    outer = place_of(w.outer, context, trail)
    return inside(w, outer, context, trail) if outer is not None else None


def _range(r: Range, context: Context, trail: Trail) -> Place | None:
    first = place_of(r.first, context, trail)
    last = place_of(r.last, context, trail)
    if first is not None and last is not None and last.interval.end <= first.interval.start:
        # 'Will be shut from 10 to 24 March', told between: the end that is over, or far ahead, is of the other's year.
        if context.tense in AHEAD:
            first = _in_year_of(r.first, last, context, trail)
        else:
            last = _in_year_of(r.last, first, context, trail)
    if first is None or last is None or last.interval.end <= first.interval.start:
        return None
    return range_place(first, last)


def _in_year_of(end: Expression, other: Place, context: Context, trail: Trail) -> Place | None:
    """One end of a range of days in the year of the other end; None where that is no day of an unstated year."""
    if not isinstance(end, Calendar) or end.month is None or end.day is None or end.year is not None:
        return None
    return place_of(replace(end, year=civil(other.interval.start)[0]), context, trail)
