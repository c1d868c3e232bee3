"""The dates that clauses without a time of their own take on.

In news the first day that the opening names is that of the news, when it is close before publication. What happened
(a past tense) has that date, unless the sentence before told of another day; what is so at the time of writing (a
perfect or present tense) has the publication date. In narrative all have the date that was told last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from timeline_api.events.attachment import is_governed, relative_before
from timeline_api.events.dates import own_date
from timeline_api.events.lines import Line
from timeline_api.events.measures import only_compares
from timeline_api.events.sayings import is_of_saying
from timeline_api.events.telling import Telling
from timeline_api.frozen import frozen, replace
from timeline_api.model import Anchor, Basis, EventDate, Interval, Timex
from timeline_api.temporal.places import day_place
from timeline_api.temporal.read import Times

_LEAD_SENTENCES = 4
_VERDICT_SENTENCES = 2
_FURNITURE = 8  # lines within which the story begins: headlines, bylines, captions
_LEAD_REACH = 14  # days before publication within which a lead's date is the news
_STORY_REACH = 3  # sentences for which narrative goes on at the date it last gave
_WIDE = frozenset(("decade", "century", "millennium"))
_REPORTED = ("quarter", "half")
_QUARTER, _YEAR = 84, 372  # days
_ASIDE = 60  # days before publication of a month or year that what follows is told of, not of the news
_JUST = 3  # days from what happened to what is said of it at most
_SAID = 2  # tokens of 'said on'
_SCENE = 3  # days
_VOICE_REACH = 2  # sentences for which one who spoke on a day goes on speaking
_SCENE_REACH = 2  # sentences for which news goes on at a day that it looks back to


@frozen
class Background:
    """A date that a clause without a time takes on, and why."""

    date: EventDate
    timex: Timex | None
    rule: str
    anchor: Anchor | None
    steps: tuple[str, ...]

    def because(self, step: str) -> Background:
        """The background with one more step in its explanation."""
        return replace(self, steps=(*self.steps, step))


class Backgrounds:
    """Follows a text sentence by sentence: `told` takes note of a date, `at` says what a clause inherits."""

    def __init__(self, times: Times, lines: Sequence[Line]) -> None:
        self._publication = _publication(times)
        lead, self._lead_sentence = _lead(times, lines)
        self._lead = lead or self._publication
        self._is_narrative = times.narrative
        self._frame = self._lead if not times.narrative or _opens_with_news(times) else None
        self._inherited: Background | None = None
        self._newest: tuple[Timex | None, EventDate] | None = None
        self._told = self._left = self._aside = -_STORY_REACH - 1
        self._is_scene = False
        self._times = times
        self._period: tuple[Background | None, int] | None = None
        self._latest: Background | None = None
        self._spoken: Background | None = None
        self._voice: tuple[Background | None, int] = (None, 0)
        self._is_life = not times.narrative and _opens_with(times, lines, "death")
        self.is_trial = not times.narrative and _opens_with(times, lines, "trial")

    def headline(self) -> Background | None:
        """The background of a headline: the news, if the text is news."""
        return self._frame

    def published(self) -> Background | None:
        """The publication date, if there is one."""
        return self._publication

    def at(self, sentence: int, what: Telling) -> Background | None:
        """What a clause of a sentence inherits, by what it tells."""
        gone = sentence - self._told
        if what == "past" and sentence - self._left <= _STORY_REACH:
            return None
        if self._is_narrative and self._frame is None and what == "now" and sentence < _LEAD_SENTENCES:
            self._spoken = self._publication  # and who speaks of it does so then
            return self._publication  # 'Gwen Tarrow has died aged 93' begins an obituary
        if self._is_narrative and self._frame is None and what == "now" and self._publication is not None:
            return None  # 'The hall has been restored' is of no time that was told
        if what == "said" and self._spoken is not None:
            return self._spoken
        if self._is_narrative and (self._frame is None or what == "past"):
            return self._story() if gone <= _STORY_REACH else self._frame
        if self._is_narrative and what == "said" and gone == 1 and self._is_scene:
            return self._story()
        if self._is_narrative and self._frame is not None and what == "said":
            self._newest, self._inherited, self._told = None, None, -_STORY_REACH - 1
        if what == "said" and self._latest is not None:
            return self._latest
        if what == "now" and sentence > self._lead_sentence:
            return self._publication or self._lead
        if what == "past" and gone <= _SCENE_REACH and self._is_scene and not self._is_parted(sentence):
            self._told = sentence
            return self._story()
        return self._lead

    def _is_parted(self, sentence: int) -> bool:
        """Whether a paragraph of several sentences ends between the one that told of a day and another.

        News whose opening names no day may go on at the day all the same.
        """
        if self._lead is self._publication:
            return False
        begins = next((each for each in range(sentence, self._told, -1) if self._opens_paragraph(each)), None)
        return begins is not None and (begins - self._told > 1 or not self._opens_paragraph(self._told))

    def _opens_paragraph(self, sentence: int) -> bool:
        """Whether a sentence is the first, or a blank line stands before it."""
        spans, text = self._times.spans, self._times.text.tokens.whole
        if sentence == 0:
            return True
        return text.find("\n\n", spans[sentence - 1].sentence.end, spans[sentence].sentence.start) >= 0

    def turn_aside(self, sentence: int, dates: Sequence[EventDate]) -> None:
        """Take note that all that a sentence of news tells, which has these dates, is of months or years before it."""
        end = self._publication.date.interval if self._publication else None
        days = [date.interval for date in dates if date.interval is not None]
        if self._is_narrative or end is None or len(days) < len(dates) or _is_day(days[-1]):
            return
        if all(end.start - each.end > _ASIDE for each in days):
            self._aside = sentence

    def goes_on_aside(self, sentence: int) -> bool:
        """Whether the sentence before told of nothing but a month or year before the news, or went on with it."""
        return sentence - self._aside == 1

    def tells_a_life(self, sentence: int) -> bool:
        """Whether news of a death has gone over to the life, of which a month or year was told before a sentence."""
        return self._is_life and 0 <= self._aside < sentence

    def stay_aside(self, sentence: int) -> None:
        """Take note that a sentence goes on with that month or year, so that the next one can, too."""
        self._aside = sentence

    def looks_back(self, sentence: int) -> bool:
        """Whether what a clause of news would inherit is a date of long ago that was told shortly before."""
        return self._is_narrative and self._frame is not None and 0 < sentence - self._told <= _STORY_REACH

    def tell(self, sentence: int, timex: Timex | None, date: EventDate) -> None:
        """Take note of the date that a sentence gives itself: what follows can go on at a day that is over."""
        self._left = -_STORY_REACH - 1
        end = self._publication.date.interval if self._publication else None
        is_over = date.interval is not None and (end is None or date.interval.start < end.end)
        self._is_scene = is_over and _is_scene(date.interval)
        self._period = (inherit(timex, date), sentence) if is_over and _is_reported(date) else None
        if end is not None and self._is_scene and _is_later(date, self._latest or self._lead):
            self._latest = inherit(timex, date)  # what is said behind it was not said before
        if is_over or not self._is_narrative:
            self._newest, self._told = (timex, date), sentence

    def speak(self, sentence: int, timex: Timex, date: EventDate) -> None:
        """Take note of the day on which somebody spoke: what 'he said' behind it was said then, too."""
        self._voice = inherit(timex, date) if _is_day(date.interval) else None, sentence

    def spoken(self, sentence: int) -> Background | None:
        """The day on which the one spoke who is told of in a sentence as 'he' or 'she'; None where it is not plain."""
        voice, told = self._voice
        if voice is None or sentence - told > _VOICE_REACH:
            return None
        self._voice = voice, sentence
        return voice

    def quote(self, sentence: int) -> None:
        """Take note of a sentence that only quotes someone, behind which news goes on where it was."""
        if self._is_scene and sentence - self._told == 1:
            self._told = sentence

    def reported(self, sentence: int) -> Background | None:
        """The quarter or half that the sentence before gave figures of, or went on to give."""
        if self._period is None or sentence - self._period[1] > 1:
            return None
        period = self._period[0]
        self._period = (period, sentence)
        return period

    def leave(self, sentence: int) -> None:
        """Take note of a date at which nothing else is told, as at that of a birth: 'Her father was a smith'."""
        self._newest, self._inherited, self._told, self._is_scene = None, None, sentence, False
        self._left = sentence

    def _story(self) -> Background | None:
        """The background that the date told last makes; most dates make none, since the next one is told first."""
        if self._newest is not None:
            self._inherited, self._newest = inherit(*self._newest), None
        return self._inherited

    def head(self, line: int, timex: Timex) -> None:
        """Take note of a date that stands apart and dates what follows, unless it is only that of the article."""
        date = own_date(timex)
        if self._publication is None or date.interval != self._publication.date.interval:
            self._newest, self._told = (timex, date), line
            self._is_scene = self._story() is not None


def _is_day(days: Interval | None) -> bool:
    return days is not None and days.end - days.start == 1


def _is_scene(days: Interval | None) -> bool:
    """Whether what follows can go on at a time: at a day or a weekend."""
    return days is not None and days.end - days.start <= _SCENE


def _is_reported(date: EventDate) -> bool:
    """Whether figures are given of a time: of a quarter or half, or of the three months or the year that a day ends."""
    if date.precision in _REPORTED or date.interval is None:
        return date.precision in _REPORTED
    return date.precision == "range" and _QUARTER <= date.interval.end - date.interval.start <= _YEAR


def _is_later(date: EventDate, told: Background | None) -> bool:
    """Whether a date begins behind that which was told before it."""
    if told is None or told.date.interval is None or date.interval is None:
        return False
    return date.interval.start > told.date.interval.start


def inherit(timex: Timex | None, date: EventDate) -> Background | None:
    """The background that a date makes for what follows: its day, without the time of day."""
    if timex is None or date.interval is None or timex.precision in _WIDE:
        return None
    basis: Basis = "inferred" if date.basis == "inferred" else "inherited"
    taken = EventDate(date.edtf, date.interval, date.precision, date.qualifier, basis, date.timex, date.text)
    if "T" in date.edtf:
        day = date.edtf.split("T")[0]
        taken = replace(taken, edtf=day, precision="day", timex=date.timex.split("T")[0])
    elif date.precision == "daypart":
        taken = replace(taken, precision="day")
    steps = ("no time of its own", f"goes on from {timex.text!r}", *timex.steps)
    return Background(taken, timex, "inherited-date", Anchor("story", taken.edtf, timex.text), steps)


def _lead(times: Times, lines: Sequence[Line]) -> tuple[Background | None, int]:
    """The first day that the opening of a text names, when it is close before publication, and its sentence.

    That of a dateline counts where the opening names none. None where it first looks ahead.
    """
    opening = _opening(times, lines)
    publication = times.publication
    spoken = {timex.start for line in opening for timex in line.spoken}
    told = [
        (timex, line.number)
        for line in opening
        for timex in line.timexes
        if _is_day(timex.interval) or is_of_saying(times, timex, 0, _SAID)  # others are not asked for
        if timex.start not in spoken and timex.rule != "holiday" and not _only_tells_which(times, line, timex)
    ]
    of_saying = [is_of_saying(times, timex, 0, _SAID) for timex, _ in told]  # 'officials said on Wednesday'
    said = [place for place, is_said in zip(told, of_saying, strict=True) if is_said]
    last = said[0][1] + 1 if said else len(lines)
    named = [place for place, is_said in zip(told, of_saying, strict=True) if not is_said and place[1] <= last]
    if said:  # 'has fallen ill, officials said on Tuesday. He came on September 19.'
        named = [place for place in named if place[1] <= said[0][1] or _is_just_before(place[0], said[0][0])]
    before = lines[: opening[-1].number + 1] if opening else []
    apart = [(line.dated, line.number) for line in before if line.dated and not _is_on(line.dated, publication)]
    for timex, number in chain(named, said, apart):
        if timex.interval is None or not _is_day(timex.interval):
            continue
        if publication is None or 0 <= publication - timex.interval.start <= _LEAD_REACH:
            return inherit(timex, own_date(timex)), number
        if 0 < timex.interval.start - publication <= _LEAD_REACH:
            return None, 0  # news of what is to come is of the day on which it is told
    return None, 0


def _is_just_before(timex: Timex, said: Timex) -> bool:
    """Whether a time is that of the news of which someone spoke at another."""
    if timex.interval is None or said.interval is None:
        return False
    return said.interval.start - timex.interval.start <= _JUST


def _opening(times: Times, lines: Sequence[Line]) -> list[Line]:
    """The sentences that open a text; they begin behind its dateline, where it has one, and not with a caption."""
    told = [line for line in lines if line.first < line.last]
    begun = [number for number, line in enumerate(told[:_FURNITURE]) if line.first > times.spans[line.number].first]
    begin = begun[0] if begun else 0
    if len(begun) > 1 and any(line.timexes for line in told[:begin]):
        begin = 0  # a round of news, each with its place, which has its own opening
    return told[begin : begin + _LEAD_SENTENCES]


def _opens_with(times: Times, lines: Sequence[Line], finder: str) -> bool:
    """Whether a text opens with what a finder finds: a verdict, so that the deed was before its day, or a death."""
    told = [line for line in lines if line.first < line.last][:_VERDICT_SENTENCES]
    found = times.text.grammar.finders[finder]
    return any(found.search(times.text.codes, line.first, line.last) is not None for line in told)


def _only_tells_which(times: Times, line: Line, timex: Timex) -> bool:
    """Whether a time only measures, or tells which one is meant: 'the man who fled on Friday has died'."""
    if only_compares(times, line.first, line.last, line.timexes, timex):
        return True
    token = times.token_at(timex.start)
    if relative_before(times.text, line.first, token) is not None:
        return True
    return _is_put_in(times, line, token)


def _is_put_in(times: Times, line: Line, token: int) -> bool:
    """Whether a time tells more of somebody than the news: 'a fine week for Ada Renn, who was honoured on Thursday'."""
    text = times.text
    if len(line.timexes) > 1:
        return False
    relatives = text.places(line.first + 1, token, "PRONOUN_RELATIVE")
    if not relatives or not text.is_class(relatives[-1] - 1 - is_governed(text, relatives[-1]), "COMMA"):
        return False
    if text.has_class(relatives[-1], token, "COMMA"):
        return False
    if text.sayers.search(text.codes, relatives[-1], token) is not None:
        return False  # 'hailed the sale, which was announced on Friday'
    predicate = text.grammar.finders["predicate"]
    return all(predicate.search(text.codes, *place) for place in ((line.first, relatives[-1]), (relatives[-1], token)))


def _is_on(timex: Timex, day: int | None) -> bool:
    """Whether a time expression names a certain day, or a time on it."""
    return timex.interval is not None and timex.interval.start == day and _is_day(timex.interval)


def _opens_with_news(times: Times) -> bool:
    """Whether the opening of a text names a time just before its publication by pointing from it: 'this week'."""
    publication = times.publication
    if publication is None:
        return False
    pointed = [
        timex.interval
        for timexes in times.timexes[:_LEAD_SENTENCES]
        for timex in timexes
        if timex.interval and timex.anchor is not None and timex.anchor.kind == "publication"
    ]
    return any(publication - _LEAD_REACH <= days.start and days.end <= publication + 8 for days in pointed)


def _publication(times: Times) -> Background | None:
    if times.publication is None:
        return None
    place = day_place(times.publication)
    words = {
        "given": "the article's publication date",
        "dateline": "the date that the article gives as its own",
    }
    date = EventDate(place.edtf, place.interval, "day", "", "publication", place.value, "")
    anchor = Anchor("publication", place.edtf)
    steps = ("no time of its own", f"taken from {words[times.publication_from]}")
    return Background(date, None, "publication-date", anchor, steps)
