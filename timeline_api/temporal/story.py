"""The date that a text is speaking of, followed while it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from timeline_api.frozen import replace
from timeline_api.model import Anchor
from timeline_api.temporal.context import AHEAD, BEHIND, DAYLIKE, Context, Resolution, Tense
from timeline_api.temporal.interval import civil
from timeline_api.temporal.leaning import (
    counts_years,
    is_bare_day,
    is_compared,
    is_day_of_month,
    is_fiscal,
    is_of_writing,
    is_that_month,
    looks_back,
    looks_before,
    wants_day,
)
from timeline_api.temporal.operators import OF_DAY, Calendar, Clock, DayPart, Deictic, Expression, Shift, Within
from timeline_api.temporal.places import Place, day_place
from timeline_api.temporal.shifting import leads_beyond

_FORESEEN = 14  # days behind the entry of a diary that it may plan for
_OPENING = 4  # sentences
_NEWS = 300  # days before the publication of which news tells
_RECENT = 60  # days before the publication of which news tells the time of day
_MIDNIGHT, _EVENING, _NOON = 24, 18, 12
_EARLY = 15  # days before the end of a quarter when figures of it may be told
_AGO = 3  # sentences from a date of what news looks back to to where it is at itself again
_SCENE = 6  # sentences within which a day without its month goes on from the one told last
_LIFETIME = 110  # years
_LEAST_YEAR = 365  # days
_MONTHS = 12  # of a year
_HOURS = {"MO": 9, "MI": 12, "AF": 15, "EV": 18, "NI": 21}  # by which a part of the day has begun
_SEASON, _WEEK = 3, 7  # months, days
_DATED = (*DAYLIKE, "month")
_SEASONED = (*_DATED, "season")
_TOO_WIDE = ("century", "millennium", "decade")


def _never(_before: int, _after: int) -> bool:
    return False


@dataclass(slots=True)
class Story:
    """What was told so far: the last place and the last day, and the words for them.

    `quarter` is the latest quarter that figures are given of, `minutes` the last time of day, `home` the day that
    stands for the publication of an undated text, and `inferred` the places whose year a constraint chose. `sentence`
    is the number of the sentence, `place_sentence` of that with the last place, `day_sentence` of that with the last
    day, `news` the last day of the year before the publication, `decade` the place of a decade that was told last of
    all, and `decade_text` the words for it, `weekdays` the days that were told with their weekday, `dates` the days of
    months that were told without their year, `birth` the first that was told of, `told_to` the token behind the last
    place, `is_aside` that it is a year that a relative clause told of somebody.
    """

    publication: int | None
    opens_with_news: bool = False
    place: Place | None = None
    text: str = ""
    day: Place | None = None
    day_text: str = ""
    quarter: Place | None = None
    minutes: int | None = None
    home: Place | None = None
    inferred: dict[str, Anchor] = field(default_factory=dict)
    sentence: int = 0
    place_sentence: int = 0
    day_sentence: int = 0
    news: Place | None = None
    decade: Place | None = None
    decade_text: str = ""
    over: Place | None = None  # the last place that is not behind the publication
    over_text: str = ""
    mentioned: tuple[Place, str, int] | None = None  # a year at which it did not go on, and its sentence
    parted: Callable[[int, int], bool] = _never
    weekdays: dict[int, int] = field(default_factory=dict)
    dates: dict[tuple[int, int], Resolution] = field(default_factory=dict)
    birth: Place | None = None
    told_to: int = 0
    is_aside: bool = False

    def at(self, sentence: int, entries: Collection[int] = ()) -> Story:
        """The story, where it goes on in a sentence; what stands under one of `entries` was written on its day."""
        if self.sentence in entries:
            self.home = self.day
        if sentence in entries and self.home is not None:
            self.place = self.day = self.home  # from which the next heading follows, whatever the entry tells of
        self.sentence = sentence
        return self

    def is_past_entry(self) -> bool:
        """Whether a text with entries is at a date that whoever wrote the last of them could not tell of."""
        if self.home is None or self.place is None:
            return False
        return self.place.interval.start - self.home.interval.end > _FORESEEN

    def context_for(self, expression: Expression, context: Context, tense: Tense | None) -> Context:
        """What surrounds an expression: `context`, which holds for the whole text, and what was told so far."""
        has_day = (
            self.day is not None
            and wants_day(expression)
            and not (isinstance(expression, Shift) and self._is_at_month(expression))
            and not self._has_left(self.day, expression, context)
            and not self._is_of_another_day(self.day, expression)
        )
        place, words = (self.day, self.day_text) if has_day else (self.place, self.text)
        if place is not None and place.precision == "year" and self._is_in_month_of_day(expression, place):
            place, words = self.day, self.day_text
        if self.is_aside and self.day is not None and context.narrative and is_day_of_month(expression):
            place, words = self.day, self.day_text  # 'sent to Ann, who sold it in 1902. He left on 29 May'
        if self._is_ahead(place) and looks_before(expression):  # 'set a vote for 6 April. They had met a day before'
            place, words, has_day = self.over, self.over_text, False
        if self.day is not None and self._is_past_midnight(expression):
            next_day = self.day.interval.start + 1
            if self.publication is None or next_day <= self.publication or tense not in BEHIND:
                place = day_place(next_day)
        if self.publication is None and self.home is None and is_of_writing(expression, tense):
            place = None  # 'and struck again this year', of which nothing tells when it was written
        elif self._is_of_the_opening(expression):
            place = None
        elif has_day and self._is_elsewhere(expression, context, tense):
            place, words = (None, words) if isinstance(expression, OF_DAY) else (self.over, self.over_text)
        elif has_day and self._is_aside(expression, context):
            place = self.news
        elif self._is_back_in_the_news(expression) or self._is_far_behind(expression, context):
            place = None
        elif self.decade is not None and counts_years(expression):
            place, words = self.decade, self.decade_text
        elif self.mentioned is not None and self._is_counted_from_mentioned(expression, place):
            place, words, _ = self.mentioned
        return Context(
            context.publication,
            self.home,
            place,
            self.quarter,
            tense or self._tense_of_weekday(expression),
            context.narrative,
            context.holiday,
            context.horizon,
            words,
            self.sentence - self.place_sentence <= 1,
        )

    def _tense_of_weekday(self, expression: Expression) -> Tense | None:
        """The tense of a weekday that no verb tells of, where it was told with its date: 'Friday, April 18'."""
        if not self.weekdays or self.publication is None:
            return None
        named = expression.on if isinstance(expression, OF_DAY) else expression
        if not isinstance(named, Calendar) or named.weekday is None or named.month or named.day:
            return None
        day = self.weekdays.get(named.weekday)
        return "prospect" if day is not None and 0 < day - self.publication < _WEEK else None

    def is_behind(self, found: Resolution) -> bool:
        """Whether a time is over before the one that the story is at."""
        if self.place is None or found.place is None:
            return False
        return found.place.interval.end <= self.place.interval.start

    def _is_in_month_of_day(self, expression: Expression, year: Place) -> bool:
        """Whether a month or day goes on from the day told last, whatever year was named since.

        For example, 'On 3 May 1997 it bought Vale, founded in 1983, and closed it later that month', 'It sank on 3 May
        1872. At the end of the year it was raised. On the 7th'.
        """
        if self.day is None:
            return False
        if is_that_month(expression):
            return True
        is_in_year = year.interval.start <= self.day.interval.start < year.interval.end
        return is_in_year and isinstance(expression, Calendar) and is_bare_day(expression)

    def _is_at_month(self, amount: Shift) -> bool:
        """Whether a month other than that of the last day has been named since, which an amount is counted from.

        For example, 'It went in May 2016 and came back a day later', 'was jailed on Monday. She was caught in January
        and sacked a week later'; but the day after a month that is over is that after a day.
        """
        if self.place is None or self.day is None or self.place_sentence <= self.day_sentence:
            return False
        month, day = self.place.interval, self.day.interval
        is_one = amount.unit == "day" and amount.amount == 1
        is_before = month.end <= day.start and amount.sign > 0 and not is_one
        is_before = is_before and self.sentence - self.place_sentence <= 1
        return self.place.precision == "month" and (is_before or day.end <= month.start)

    def _has_left(self, day: Place, expression: Expression, context: Context) -> bool:
        """Whether a story has gone on from its last day to another year: 'born on 3 May 1923 ... In 1977, at four'."""
        place = self.place
        if not context.narrative or place is None or place is day or self.place_sentence < self.day_sentence:
            return False
        is_back = place.interval.end <= day.interval.start and self.place_sentence < self.sentence
        if is_back and isinstance(expression, OF_DAY):
            return False  # 'took off on 21 May 2017. It had been sold in 2012. At 7:12 it'
        return not place.interval.start <= day.interval.start < place.interval.end

    def _is_of_another_day(self, day: Place, expression: Expression) -> bool:
        """Whether some day of what the sentence has just named is meant: 'In 2009 a cup bought that morning'.

        Or: 'He was held on Monday. In May 2019 she asked for notes, which he forged the same night'.
        """
        if not isinstance(expression, OF_DAY) or not isinstance(expression.on, Deictic) or self.place is None:
            return False
        if self.place_sentence != self.sentence:
            return False
        is_new = isinstance(expression, DayPart) and self.day_sentence < self.sentence
        year = self.place.interval
        return is_new or (self.place.precision == "year" and not year.start <= day.interval.start < year.end)

    def begin(self, expression: Expression, found: Resolution, words: str) -> None:
        """Take a date as the one where an undated text begins."""
        self.tell(expression, found, words)
        self.minutes = None
        self.home = self.day

    def tell(self, expression: Expression, found: Resolution, words: str, tense: Tense | None = None) -> None:
        """Take note of a resolved expression, of which its clause tells in some tense."""
        if isinstance(expression, Clock):
            begins_day = expression.hour == _MIDNIGHT and (self.minutes or 0) < _EVENING * 60  # 'died after midnight'
            self.minutes = 0 if begins_day else expression.hour * 60 + (expression.minute or 0)
            if expression.either:
                self.minutes = None  # from which half of the day, nothing is counted
        elif found.place is not None:
            hour = _HOURS.get(expression.part) if isinstance(expression, DayPart) else None
            self.minutes = hour * 60 if hour is not None else None
        place = found.place
        if place is not None and place.precision == "decade":
            self.decade, self.decade_text = place, words
        if place is None or place.precision in _TOO_WIDE:
            return
        if isinstance(expression, Calendar) and expression.weekday is not None and expression.day:
            self.weekdays[expression.weekday] = place.interval.start
        self._report_on(expression, place, tense)
        if looks_back(expression) or (self.quarter is not None and is_compared(expression)):
            return
        self.place, self.text, self.place_sentence, self.decade = place, words, self.sentence, None
        if not self._is_ahead(place):
            self.over, self.over_text = place, words
        if found.basis == "inferred" and found.anchor is not None:
            self.inferred.setdefault(place.edtf, self.inferred.get(found.anchor.edtf, found.anchor))
        if place.precision in DAYLIKE:
            self.day, self.day_text, self.day_sentence = place, words, self.sentence
            if not self._is_far(place, _RECENT if self.news is not None else _NEWS):
                self.news = place

    def mention(self, found: Resolution, words: str) -> None:
        """Take note of a time at which a story does not go on, as of a year that only tells which thing is meant."""
        if found.place is not None and found.place.precision == "year":
            self.mentioned = found.place, words, self.sentence

    def _is_counted_from_mentioned(self, expression: Expression, place: Place | None) -> bool:
        """Whether years lead on from what was mentioned: 'cast him in the 1968 comedy. Three years later he sang'."""
        is_near = self.mentioned is not None and self.sentence - self.mentioned[2] <= 1
        return is_near and counts_years(expression) and leads_beyond(expression, place, self.publication)

    def _is_ahead(self, place: Place | None) -> bool:
        """Whether a place is behind the publication."""
        return place is not None and self.publication is not None and place.interval.start > self.publication

    def _is_far(self, place: Place, days: int) -> bool:
        """Whether a day is none of the news: more than so many days before the publication, or behind it."""
        return self.publication is not None and not -1 <= self.publication - place.interval.start <= days

    def _is_aside(self, expression: Expression, context: Context) -> bool:
        """Whether a time of day goes back to the news from a day long past that a sentence before it looked back at."""
        if context.narrative or self.day is None or self.news is None or not isinstance(expression, OF_DAY):
            return False
        if isinstance(expression.on, Deictic):
            return False  # 'that evening'
        return self.day_sentence != self.sentence and not self._is_ahead(self.day) and self._is_far(self.day, _RECENT)

    def _is_of_the_opening(self, expression: Expression) -> bool:
        """Whether a weekday in the first sentences is of the news, whose history they tell: 'was sold on Tuesday'."""
        if self.place is None or self.publication is None or self.sentence >= _OPENING:
            return False
        if not isinstance(expression, Calendar) or expression.weekday is None or expression.day is not None:
            return False
        return expression.month is None and self._is_far(self.place, _NEWS)

    def _is_back_in_the_news(self, expression: Expression) -> bool:
        """Whether a month without its year is of the news again, some sentences behind the years looked back to."""
        if not self.opens_with_news or self.sentence - self.place_sentence < _AGO:
            return False
        return isinstance(expression, Calendar) and expression.month is not None and expression.year is None

    def _is_far_behind(self, expression: Expression, context: Context) -> bool:
        """Whether a day without its month stands in news some sentences behind the date told last."""
        if context.narrative or not isinstance(expression, Calendar) or expression.day is None:
            return False
        return expression.month is None and self.sentence - self.place_sentence >= _SCENE

    def is_of_another_age(self) -> bool:
        """Whether the text is at a season, month or day so long before its publication that nobody of it is news."""
        if self.place is None or self.publication is None or self.place.precision not in _SEASONED:
            return False
        if self.opens_with_news and self.parted(self.place_sentence, self.sentence):
            return False  # 'A search in May 1872 failed.', and then of the news
        if self.publication - self.place.interval.start <= _LIFETIME * _LEAST_YEAR:
            return False  # as most are, which costs less to see
        return civil(self.publication)[0] - civil(self.place.interval.start)[0] > _LIFETIME

    def is_followed_by(self, expression: Expression) -> bool:
        """Whether a month or day without a year goes on from one of a past year in the sentence before.

        It does where it comes sooner after that one than before the publication, as in 'It began in December 2010. In
        January the president fled'.
        """
        place, publication = self.place, self.publication
        if not isinstance(expression, Calendar) or expression.month is None or expression.year is not None:
            return False
        if place is None or publication is None or place.precision not in _SEASONED:
            return False
        (year, month, _), (own_year, own_month, _) = civil(place.interval.start), civil(publication)
        if year >= own_year or self.place_sentence != self.sentence - 1:
            return False
        if place.precision == "season" and year + 1 < own_year and (expression.month - month) % _MONTHS < _SEASON:
            return True  # 'In the summer of 1911 the docks shut. On 14 August'
        later = (expression.month - month) % _MONTHS
        is_within = later == 0 and place.precision == "month" and expression.day is not None
        return (later > 0 or is_within) and later < (own_month - expression.month) % _MONTHS

    def as_sure_as_its_anchor(self, resolution: Resolution) -> Resolution:
        """What is measured from an inferred date is inferred too."""
        source = self.inferred.get(resolution.anchor.edtf) if resolution.anchor is not None else None
        if source is None or resolution.basis == "inferred":
            return resolution
        steps = (*resolution.steps, f"the story's year was inferred from {source.text!r}")
        return replace(resolution, basis="inferred", qualifier="?", steps=steps)

    def as_told_before(self, expression: Expression, found: Resolution) -> Resolution:
        """A day of a month in the year in which news told of it before, where that is nearer to the publication.

        For example, 'The trial was put off to February 23. He suggested February 23'.
        """
        if not isinstance(expression, Calendar) or not expression.month or not expression.day or expression.year:
            return found
        before = self.dates.setdefault((expression.month, expression.day), found)
        if self.publication is None or before.place is None or found.place is None:
            return found
        first, again = (abs(each.place.interval.start - self.publication) for each in (before, found) if each.place)
        return before if first < again else found

    def in_half(self, expression: Expression) -> Expression:
        """A time that leaves its half of the day open, in the half nearer to the time before: '7 p.m. to 8:30'."""
        if not isinstance(expression, Clock) or not expression.either or self.minutes is None:
            return expression
        written = expression.hour * 60 + (expression.minute or 0)
        hours = min((_MIDNIGHT, _NOON, 0), key=lambda late: abs(written + late * 60 - (self.minutes or 0)))
        return replace(expression, hour=expression.hour + hours % _MIDNIGHT, either=False)

    def _is_elsewhere(self, expression: Expression, context: Context, tense: Tense | None) -> bool:
        """Whether the day told of is over and a time of day to come, or the other way.

        For example, 'She spoke Monday. He will speak at 7 p.m.'
        """
        now = self.publication if self.publication is not None or self.home is None else self.home.interval.start
        if context.narrative or now is None or self.day is None:
            return False
        if isinstance(expression, OF_DAY) and tense == "future":
            return self.day.interval.start < now
        if context.publication is None:
            return False  # what is told behind the first date of an undated text may be over, too
        is_apart = self.day_sentence != self.sentence  # not 'due on Wednesday, with figures published at 2 p.m.'
        return is_apart and (tense in BEHIND or tense is None) and self.day.interval.start > now

    def _is_past_midnight(self, expression: Expression) -> bool:
        """Whether a time of day is one of the next day: a morning hour, or its dawn, told after one of the evening."""
        if not isinstance(expression, OF_DAY) or expression.on is not None or self.minutes is None:
            return False
        is_morning = expression.part == "MO" if isinstance(expression, DayPart) else expression.hour < _NOON
        return self.minutes >= _EVENING * 60 and is_morning

    def _report_on(self, expression: Expression, place: Place, tense: Tense | None) -> None:
        """The latest quarter that is named is the one reported on; those it is compared with do not count.

        Nor does one that is still to be over, of which only a forecast can tell.
        """
        if place.precision != "quarter":
            return
        if isinstance(expression, Within):
            if isinstance(expression.inner, Deictic) and isinstance(expression.outer, Deictic):
                return  # 'in the same quarter last year'
        elif not isinstance(expression, Calendar) and not (
            isinstance(expression, Deictic) and expression.anchor == "focus"
        ):
            return
        is_ahead = self.publication is not None and place.interval.end > self.publication + _EARLY
        if is_ahead and (tense in AHEAD or not is_fiscal(expression)):  # a company's fourth one may be over in July
            return
        if self.quarter is None or place.interval.start > self.quarter.interval.start:
            self.quarter = place
