"""Weeks, months, quarters and other units of the calendar: the one that holds a day, and those away from it."""

from __future__ import annotations

from timeline_api.temporal import interval as cal
from timeline_api.temporal.interval import civil, iso_week
from timeline_api.temporal.places import (
    SEASON_MONTHS,
    Place,
    day_place,
    month_place,
    months_place,
    season_place,
    week_place,
    weekend_place,
    year_place,
    years_place,
)  # fmt: skip


def unit_at(anchor: int, unit: str, offset: int) -> Place | None:
    """The unit that lies `offset` units away from the one that holds the day `anchor`."""
    year, month, _ = civil(anchor)
    match unit:
        case "day" | "night":
            return day_place(anchor + offset)
        case "week":
            return week_place(*iso_week(anchor + 7 * offset))
        case "fortnight":
            return week_place(*iso_week(anchor + 14 * offset))
        case "weekend":
            return weekend_place(*iso_week(anchor + 7 * offset))
        case "month":
            return month_place(*cal.add_months(year, month, offset))
        case "quarter":
            y, m = cal.add_months(year, (month - 1) // 3 * 3 + 1, 3 * offset)
            return months_place(y, m, 3)
        case "season":
            y, m = cal.add_months(year, month, 3 * offset)
            name = next(s for s, (first, _) in SEASON_MONTHS.items() if (m - first) % 12 < 3)
            return season_place(y - (m < 3), name)
        case "year":
            return year_place(year + offset)
        case "decade":
            return years_place((year // 10 + offset) * 10, 10)
        case "century":
            return years_place((year // 100 + offset) * 100, 100)
        case "millennium":
            return years_place((year // 1000 + offset) * 1000, 1000)
    return None


def unit_holding(story: Place | None, unit: str) -> Place | None:
    """The unit that the story's place lies in; None when it is larger than the unit."""
    if story is None:
        return None
    found = unit_at(story.interval.start, unit, 0)
    return found if found is not None and found.interval.end >= story.interval.end else None
