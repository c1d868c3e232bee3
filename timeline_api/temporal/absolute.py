"""Calendar fields, decades and holidays to places: what they leave out is filled in from the anchor."""

from __future__ import annotations

from timeline_api.frozen import replace
from timeline_api.model import Anchor
from timeline_api.temporal.context import AHEAD, BEHIND, DAYLIKE, NEAREST, WEEKDAYS, Context, Trail, anchor_day
from timeline_api.temporal.interval import add_months, civil, day_number, format_year, is_date, month_length, weekday
from timeline_api.temporal.operators import Calendar, Holiday, Years
from timeline_api.temporal.places import (
    Place,
    day_place,
    month_place,
    months_place,
    season_place,
    year_place,
    years_place,
)  # fmt: skip
from timeline_api.temporal.quarters import ended_before, is_quarter, own_quarter

_MONTH, _BACK = 31, 183  # days: a story as fine as the one is not taken to go back by more than the other
_DATED = (*DAYLIKE, "month")  # precisions
_BACKWARD = 3  # how much less likely a story is to go back than to go on
_LATE = 75  # days after the end of a quarter or half when what is still to come is of the next one
_STALE = 135  # days after the end of a quarter when nobody gives its figures any more
_HALF_WEEK = 3  # days
_AHEAD, _HALF_CENTURY = 10, 50  # years that a year of two digits may lie after the publication and after the story
_FAR, _NEAR = 240, 125  # days: beyond the one a weak tense is doubted, when another candidate is within the other
_JUST = 60  # days: the same of what is meant to be, so that 'is expected to open in December' said in March looks ahead
_YEARLESS, _SOON, _AT_HAND = 290, 60, 5  # days: the same for a day of a month, unless a past verb stands beside it


def calendar_place(c: Calendar, context: Context, trail: Trail) -> Place | None:
    """Where calendar fields lie; None when the calendar has no such day or nothing gives the year."""
    if c.circa:
        trail.qualifier = "~"
    if c.year is not None and c.short:
        c = replace(c, year=_full_year(c, c.year, context, trail), short=False)
    if c.year is not None:
        return in_year(c, c.year, trail)
    anchor = _story_anchor(c, context, trail)
    if anchor is None:
        return _by_constraint(c, context, trail)
    if c.month is None and c.day is not None:
        if (told := _behind_told_day(c, context, trail)) is not None:
            return told
        days = days_of_month(c, anchor)
        return (
            _nearest_ahead(days, anchor) if _is_told(context, trail) and days else choose(days, anchor, context, trail)
        )
    if c.weekday is not None and c.month is None:
        return _weekday_near(c.weekday, anchor, context, trail)
    if c.weekday is not None and c.day is not None and c.month is not None:
        matching = [y for y in range(civil(anchor)[0] - 12, civil(anchor)[0] + 3) if _fits(c, y)]
        if matching:
            year = min(matching, key=lambda y: abs(day_number(y, c.month or 1, c.day or 1) - anchor))
            trail.steps.append(f"{WEEKDAYS[c.weekday]} and that date meet in {year}, nearest to the anchor")
            trail.implied.append("year")
            return in_year(c, year, trail)
    if c.day is not None and (follows := _near_old_day(c, anchor, context, trail)) is not None:
        trail.implied.append("year")
        trail.steps.append("soon after the date that was told of")
        return follows
    candidates = [place for y in years_around(anchor) if (place := in_year(c, y, trail)) is not None]
    if c.quarter is not None and (c.fiscal or (c.figures and _is_own(c.quarter, anchor, context))):
        trail.implied.append("year")
        trail.steps.append("the fiscal quarter of the anchor's year, or of the one that has just ended")
        return own_quarter(c.quarter, anchor, is_over=context.tense not in AHEAD)
    if c.quarter is not None and _is_reported(c.quarter, context):
        assert context.quarter is not None
        trail.implied.append("year")
        trail.steps.append("the quarter that the article reports on")
        return context.quarter
    if c.quarter is not None or c.half is not None:
        begun = [p for p in candidates if p.interval.start <= anchor]
        if begun and not (context.tense in AHEAD and anchor - begun[-1].interval.end > _LATE):
            trail.implied.append("year")
            trail.steps.append("the last one that had begun at the anchor")
            return begun[-1]
    chosen = choose(candidates, anchor, context, trail)
    if chosen is None:
        return None
    trail.implied.append("year")
    doubted = c.day or (c.month and context.tense == "told")  # 'called for a boycott of the March vote'
    return _unless_near(chosen, candidates, anchor, context, trail) if doubted else chosen


def _behind_told_day(c: Calendar, context: Context, trail: Trail) -> Place | None:
    """A day without its month behind one that news of a month later tells of: 'It burned on 3 May, and on the 6th'."""
    story, published = context.story, context.publication
    if story is None or context.narrative or published is None or context.tense in AHEAD:
        return None
    if story.precision not in _DATED or published - story.interval.start <= _MONTH:
        return None
    days = days_of_month(c, story.interval.start)
    behind = _nearest_ahead(days, story.interval.start) if days else None
    if behind is None or behind.interval.start > published:
        return None
    trail.anchor = Anchor("story", story.edtf, context.story_text)
    trail.implied.extend(("month", "year"))
    trail.steps.append("soon after the date that was told of")
    return behind


def _near_old_day(c: Calendar, anchor: int, context: Context, trail: Trail) -> Place | None:
    """A day within weeks of one of a past year: 'shot on June 12, 1994. He was held on June 17'.

    One before it only where that is most of a year ago: 'had bought a van on May 30'.
    """
    story = context.story
    if story is None or context.narrative or context.publication is None or context.tense in AHEAD:
        return None
    year, day = civil(story.interval.start)[0], story.interval.start
    if c.month is None or story.interval.end - day > 1 or year >= civil(anchor)[0]:
        return None
    places = [p for y in (year - 1, year, year + 1) if (p := in_year(c, y, trail)) is not None]
    after = next((p for p in places if day <= p.interval.start <= day + _MONTH), None)
    if after is not None or anchor - day < _YEARLESS or context.tense not in BEHIND:
        return after
    return next((p for p in places if day - _MONTH <= p.interval.start < day), None)


def _is_own(quarter: int, anchor: int, context: Context) -> bool:
    """Whether figures of a quarter come so late that a company must count it itself, and not as the calendar does."""
    if context.publication is None or context.narrative or context.tense in AHEAD or _is_reported(quarter, context):
        return False
    return ended_before(quarter, anchor) > _STALE


def _is_reported(quarter: int, context: Context) -> bool:
    """Whether it is that quarter of which an article gives the figures."""
    if context.quarter is None or context.publication is None or context.tense in AHEAD:
        return False
    if civil(context.publication)[0] - civil(context.quarter.interval.start)[0] > 1:
        return False
    return is_quarter(context.quarter, quarter)


def _unless_near(chosen: Place, candidates: list[Place], anchor: int, context: Context, trail: Trail) -> Place:
    """The nearest day in place of one most of a year away; one at hand where a past verb stands beside it."""
    if _distance(chosen, anchor) <= _YEARLESS or context.tense == "future" or _is_told(context, trail):
        return chosen
    if is_of_told_year(chosen, context):
        return chosen
    nearest = min(candidates, key=lambda place: _distance(place, anchor))
    if _distance(nearest, anchor) > (_AT_HAND if context.tense == "past" else _SOON):
        return chosen
    trail.steps.append("the nearest one after all: a day most of a year away is written with its year")
    return nearest


def is_of_told_year(place: Place | None, context: Context) -> bool:
    """Whether a place lies in the year that a text is at: 'Last year it showed a phone on 9 September'."""
    story = context.story
    if place is None or story is None or story.precision != "year" or not context.is_beside:
        return False
    return story.interval.start <= place.interval.start < story.interval.end


def _full_year(c: Calendar, digits: int, context: Context, trail: Trail) -> int:
    """The year that two digits mean: in a narrative the nearest to its date, else the last up to some years ahead."""
    trail.implied.append("century")
    if context.narrative and context.story is not None:
        return _last_year(digits, civil(context.story.interval.start)[0], _HALF_CENTURY)
    year = civil(context.publication if context.publication is not None else context.horizon)[0]
    found = _last_year(digits, year, _AHEAD)
    is_figure = c.fiscal or c.quarter or c.half  # FY23 begins in 2022
    return found - 100 if found > year and context.tense in BEHIND and not is_figure else found


def _last_year(digits: int, year: int, ahead: int) -> int:
    """The last year that ends with two digits, up to so many years after another.

    >>> _last_year(0, 1998, 10), _last_year(12, 1998, 10)
    (2000, 1912)
    """
    return year - (year + ahead - digits) % 100 + ahead


def _story_anchor(c: Calendar, context: Context, trail: Trail) -> int | None:
    """In narrative the story gives the missing year (a weekday only when it is at a day); in news the publication."""
    told = context.narrative and context.story is not None
    if context.tense in AHEAD and context.publication is not None:
        told = False  # 'A service will be held on 8 July' ends an obituary
    if c.month is None and c.weekday is not None and context.publication is None and _is_at_year(context):
        return None  # 'It sank on Tuesday. Ferries had crossed here since 1890'
    if told and c.month is None and c.weekday is not None and context.story is not None:
        told = context.story.precision in DAYLIKE
    elif context.publication is None and (c.month or c.day) and context.tense not in AHEAD:
        told = context.story is not None
    kind = "story" if told else "publication"
    return anchor_day(context, trail, kind)


def _is_at_year(context: Context) -> bool:
    """Whether all that an undated text tells of when it is is a year, none of whose weeks is nearer than another."""
    place = context.home or context.story
    return place is not None and place.precision not in _DATED


def years_around(anchor: int) -> range:
    """The year of a day, the one before and the one after."""
    year = civil(anchor)[0]
    return range(year - 1, year + 2)


def days_of_month(c: Calendar, anchor: int) -> list[Place]:
    """The days of that number in the months around the anchor; those of the stated weekday, when there is one."""
    assert c.day is not None
    year, month, _ = civil(anchor)
    months = [add_months(year, month, offset) for offset in range(-2, 3)]
    days = [day_number(y, m, c.day) for y, m in months if is_date(y, m, c.day)]
    return [day_place(day) for day in days if c.weekday is None or weekday(day) == c.weekday]


def _fits(c: Calendar, year: int) -> bool:
    if c.month is None or c.day is None:
        return False
    return is_date(year, c.month, c.day) and weekday(day_number(year, c.month, c.day)) == c.weekday


def in_year(c: Calendar, year: int, trail: Trail) -> Place | None:
    """The fields of `c` in a given year."""
    if c.day is not None and c.month is not None:
        if not is_date(year, c.month, c.day):
            return None
        number = day_number(year, c.month, c.day)
        if c.weekday is not None and weekday(number) != c.weekday and c.year is not None:
            trail.qualifier = "?"
            trail.steps.append(f"that day is a {WEEKDAYS[weekday(number)]}, not a {WEEKDAYS[c.weekday]}")
        return day_place(number)
    if c.month is not None and c.nth is not None and c.weekday is not None:
        return _nth_weekday(year, c.month, c.weekday, c.nth)
    if c.month is not None:
        return month_place(year, c.month)
    if c.quarter is not None:
        return months_place(year, 3 * c.quarter - 2, 3) if 1 <= c.quarter <= 4 else None
    if c.half is not None:
        return months_place(year, 6 * c.half - 5, 6) if 1 <= c.half <= 2 else None
    if c.season is not None:
        return season_place(year, c.season)
    return year_place(year)


def _nth_weekday(year: int, month: int, day: int, nth: int) -> Place | None:
    """The first, second ... or last (-1) such weekday of a month; None when the month has not so many."""
    first = day_number(year, month, 1)
    found = [number for number in range(first, first + month_length(year, month)) if weekday(number) == day]
    return day_place(found[nth if nth < 0 else nth - 1]) if nth <= len(found) else None


def choose(candidates: list[Place], anchor: int, context: Context, trail: Trail) -> Place | None:
    """The candidate on the side of the anchor that the tense says; without tense the nearest, the past one in a tie."""
    if not candidates:
        return None
    before = [p for p in candidates if p.interval.start <= anchor]
    after = [p for p in candidates if p.interval.end > anchor]
    if _is_told(context, trail):
        same = [p for p in candidates if civil(p.interval.start)[0] == civil(anchor)[0]]
        if same and _is_long_past(same[0], context) and after:
            trail.steps.append("the year after the story's, which is nearer to it")
            return after[0]
        if same and _is_not_yet(same[0], context) and before:
            trail.steps.append("the last one, since the story's year has not had it yet")
            return before[-1]
        if same:
            trail.steps.append("the year that the story is in")
            return same[0]
    nearest = min(candidates, key=lambda p: (_distance(p, anchor), p.interval.start))
    if _is_of_story(context, trail):
        trail.steps.append("the one nearest to the story's date, sooner after it than before")
        return _nearest_ahead(candidates, anchor)
    sided = after[:1] if context.tense in AHEAD else before[-1:] if context.tense in BEHIND else []
    if not sided or _is_doubtful(sided[0], nearest, anchor, context):
        trail.steps.append("the one nearest to the anchor")
        return nearest
    where, looks = ("first", "ahead") if context.tense in AHEAD else ("last", "back")
    trail.steps.append(f"the {where} one from the anchor, because the clause looks {looks}")
    return sided[0]


def _is_not_yet(place: Place, context: Context) -> bool:
    """Whether a place lies behind the publication, in a clause that does not look ahead."""
    published = context.publication
    return published is not None and place.interval.start > published and context.tense not in AHEAD


def _is_told(context: Context, trail: Trail) -> bool:
    """Whether a narrative goes on from the date that it was at."""
    return context.narrative and trail.anchor is not None and trail.anchor.kind == "story"


def _nearest_ahead(candidates: list[Place], anchor: int) -> Place:
    """The nearest candidate, where those before the anchor count as further away."""
    return min(candidates, key=lambda p: _distance(p, anchor) * (1 if p.interval.end > anchor else _BACKWARD))


def _is_long_past(place: Place, context: Context) -> bool:
    """Whether a place lies most of a year before the story's, of a month or a day: 'In December ... In March'."""
    story = context.story
    if story is None or story.precision == "year" or story.interval.end - story.interval.start > _MONTH:
        return False
    return story.interval.start - place.interval.end > _BACK


def _is_of_story(context: Context, trail: Trail) -> bool:
    """Whether the anchor is only the story's date, from which a tense tells no direction."""
    if trail.anchor is None or trail.anchor.kind != "story":
        return False
    return context.tense not in AHEAD or context.home is None or trail.anchor.edtf != context.home.edtf


def _is_doubtful(sided: Place, nearest: Place, anchor: int, context: Context) -> bool:
    """Whether the tense must be wrong: its side is most of a year away, and the other side is near."""
    near = {"participle": _NEAR, "prospect": _JUST}.get(context.tense or "", -1)
    return _distance(nearest, anchor) <= near and _distance(sided, anchor) > _FAR


def _distance(place: Place, anchor: int) -> int:
    if place.interval.start <= anchor < place.interval.end:
        return 0
    return min(abs(place.interval.start - anchor), abs(place.interval.end - 1 - anchor))


def _weekday_near(day: int, anchor: int, context: Context, trail: Trail) -> Place:
    back = (weekday(anchor) - day) % 7
    if context.tense in NEAREST and back > _HALF_WEEK:
        trail.steps.append(f"the nearest {WEEKDAYS[day]}, because the clause tells of what is or was meant to be")
        return day_place(anchor + 7 - back)
    if context.tense in AHEAD:
        trail.steps.append(f"the first {WEEKDAYS[day]} from the anchor on, because the clause looks ahead")
        return day_place(anchor + (7 - back) % 7)
    trail.steps.append(f"the last {WEEKDAYS[day]} up to the anchor")
    return day_place(anchor - back)


def _by_constraint(c: Calendar, context: Context, trail: Trail) -> Place | None:
    """Without any anchor, a weekday beside a date leaves few years: the latest that this version can know of."""
    if c.weekday is None or c.day is None or c.month is None:
        return None
    latest = civil(context.horizon)[0]
    years = [year for year in range(latest, latest - 28, -1) if _fits(c, year)]
    years = [year for year in years if day_number(year, c.month, c.day) <= context.horizon]
    if not years:
        return None
    rest = ", ".join(str(year) for year in years[1:3])
    name = WEEKDAYS[c.weekday]
    trail.steps.append(f"that day is a {name} in {years[0]} (also in {rest}): the latest such year is chosen")
    trail.anchor = Anchor("constraint", format_year(years[0]), name)
    trail.implied.append("year")
    trail.qualifier, trail.inferred = "?", True
    return in_year(c, years[0], trail)


def decade_place(y: Years, context: Context, trail: Trail) -> Place | None:
    """Where a run of years lies; of decades without a century the story's or the next, in news the last one begun."""
    if not y.short:
        return years_place(y.first, y.count)
    trail.implied.append("century")
    if context.story is not None and (context.narrative or context.publication is None):
        return years_place(_decade_of_story(y, context, trail), y.count)
    anchor = anchor_day(context, trail)
    year = civil(anchor if anchor is not None else context.horizon)[0]
    first = year // 100 * 100 + y.first
    if first > year:
        first -= 100
    trail.steps.append(f"the last such decade that began before {year}")
    return years_place(first, y.count)


def _decade_of_story(y: Years, context: Context, trail: Trail) -> int:
    """The first year of the decade in which a story goes on, which does not begin after the text was written."""
    anchor = anchor_day(context, trail, "story")
    last = context.publication if context.publication is not None else context.horizon
    year = civil(anchor if anchor is not None else last)[0]
    first = year // 100 * 100 + y.first
    if first + y.count <= year:
        first += 100
    if first > civil(last)[0]:
        first -= 100
    trail.steps.append(f"the first such decade that was not over in {year}")
    return first


def holiday_place(h: Holiday, context: Context, trail: Trail) -> Place | None:
    """The day of a holiday, by the calendar of its year."""
    if h.year is not None:
        number = context.holiday(h.key, h.year)
        trail.steps.append(f"{h.key} of {h.year} by the calendar")
        return day_place(number) if number is not None else None
    anchor = anchor_day(context, trail, "story" if context.narrative else "publication")
    if anchor is None:
        return None
    found = [context.holiday(h.key, year) for year in years_around(anchor)]
    days = [day_place(n) for n in found if n is not None]
    chosen = choose(days, anchor, context, trail)
    trail.steps.append(f"{h.key} by the calendar")
    return _unless_near(chosen, days, anchor, context, trail) if chosen is not None else None
