"""The dates that clauses without a time of their own take on.

In news the first day that the opening names is that of the news, when it is close before publication. What happened
(a past tense) has that date, unless the sentence before told of another day; what is so at the time of writing (a
perfect or present tense) has the publication date. In narrative all have the date that was told last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from timeline_api.events.background import Background, inherit, is_day
from timeline_api.events.dated import Dated
from timeline_api.events.dateless import begins_anew
from timeline_api.events.dates import is_before, own_date
from timeline_api.events.lines import Line
from timeline_api.events.mainverb import main_verb
from timeline_api.events.newsday import LEAD_SENTENCES, is_told_again, lead_of, tells_same_deed
from timeline_api.events.telling import Telling
from timeline_api.model import Anchor, EventDate, Interval, Timex
from timeline_api.temporal.places import day_place
from timeline_api.temporal.read import Times

_VERDICT_SENTENCES = 2
_LEAD_REACH = 14  # days before publication within which a lead's date is the news
_STORY_REACH = 3  # sentences for which narrative goes on at the date it last gave
_REPORTED = ("quarter", "half")
_QUARTER, _YEAR = 84, 372  # days
_EARLY = ("START", "BEFORE")  # what modifies 'early this year', 'earlier this year'
_ASIDE = 28  # days before publication of a month or year that what follows is told of, not of the news
_SCENE = 3  # days
_LATE = 2  # days from that which the opening names to the publication
_VOICE_REACH = 2  # sentences for which one who spoke on a day goes on speaking
_FIGURES_REACH = 2  # sentences for which figures go on to be those of a quarter or month
_SCENE_REACH = 2  # sentences for which news goes on at a day that it looks back to


class Backgrounds:
    """Follows a text sentence by sentence: `told` takes note of a date, `at` says what a clause inherits."""

    def __init__(self, times: Times, lines: Sequence[Line]) -> None:
        self._publication = _publication(times)
        lead, self._lead_sentence = lead_of(times, lines)
        self._lead = lead or self._publication
        self._is_narrative = times.narrative
        self._opens_now = lead is not None and _tells_of_now(times, lines[self._lead_sentence], lead)
        self._frame = self._lead if not times.narrative or _opens_with_news(times) else None
        self._inherited: Background | None = None
        self._newest: tuple[Timex | None, EventDate] | None = None
        self._told = self._left = self._aside = -_STORY_REACH - 1
        self._is_scene = False
        self._times = times
        self._looks_ahead = lead is None and _opens_ahead(times, lines)
        self._break = "\n\n" if "\n\n" in times.text.tokens.whole else "\n"
        self._period: tuple[Background, int] | None = None
        self._latest: Background | None = None
        self._spoken: Background | None = None
        self._voice: tuple[Background | None, int] = (None, 0)
        self._is_life = self._frame is not None and _opens_with(times, lines, "death")
        is_news = not times.narrative or _opens_with_news(times)
        self.trial = _told_before_a_ruling(times, lines) if is_news else ""

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
        if self._is_narrative and self._frame is None and what == "now" and sentence < LEAD_SENTENCES:
            self._spoken = self._publication  # and who speaks of it does so then
            return self._publication  # 'Gwen Tarrow has died aged 93' begins an obituary
        if self._is_narrative and self._frame is None and what == "now":
            return None  # 'The hall has been restored' is of no time that was told
        if what == "said" and self._spoken is not None:
            return self._spoken
        if self._is_narrative and (self._frame is None or what == "past"):
            return self._story() if gone <= _STORY_REACH else self._frame
        if self._is_narrative and what == "said" and gone == 1 and self._is_scene:
            return self._story()
        if self._is_narrative and self._frame is not None and what == "said":
            self._newest, self._inherited, self._told = None, None, -_STORY_REACH - 1
        if what == "said" and (self._latest is not None or self._opens_now):
            return self._latest or self._publication
        if what == "now" and (sentence > self._lead_sentence or self._is_before_its_day(sentence)):
            return self._publication or self._lead
        is_on = what == "past" and gone <= _SCENE_REACH and self._is_scene and not self._is_parted(sentence)
        if is_on and not self._tells_the_lead_again(sentence):
            self._told = sentence
            return self._story()
        return self._lead

    def _is_before_its_day(self, sentence: int) -> bool:
        """Whether a perfect that opens the news is of its publication, not of a day that is named behind it.

        For example, 'A nurse has been charged. Police were called on Monday', but 'has died. She died on Monday'.
        """
        if sentence >= self._lead_sentence or self._publication is None or self._lead is None:
            return False
        day, end = self._lead.date.interval, self._publication.date.interval
        if any(timex.interval == day for timex in self._times.timexes[sentence]):
            return True  # 'The number of men who died in Monday's fire has doubled'
        if day is None or end is None or end.start - day.start < _LATE:
            return False
        return not is_told_again(self._times, sentence, self._lead_sentence)

    def _tells_the_lead_again(self, sentence: int) -> bool:
        """Whether a sentence comes back from a day before the news to what the opening has told: 'was arrested'."""
        day, lead = self._story(), self._lead
        if day is None or lead is None or not is_before(day.date.interval, lead.date.interval):
            return False
        return tells_same_deed(self._times, sentence, self._lead_sentence)

    def _is_parted(self, sentence: int) -> bool:
        """Whether a paragraph of several sentences ends between the one that told of a day and another.

        News whose opening names no day may go on at the day all the same, but not where it names one to come.
        """
        if self._lead is self._publication and not self._looks_ahead:
            return False
        begins = next((each for each in range(sentence, self._told, -1) if self._opens_paragraph(each)), None)
        return begins is not None and (begins - self._told > 1 or not self._opens_paragraph(self._told))

    def _opens_paragraph(self, sentence: int) -> bool:
        """Whether a sentence is the first, or a blank line stands before it."""
        spans, text = self._times.spans, self._times.text.tokens.whole
        if sentence == 0:
            return True
        return text.find(self._break, spans[sentence - 1].sentence.end, spans[sentence].sentence.start) >= 0

    def turn_aside(self, sentence: int, told: Sequence[Dated]) -> None:
        """Take note that all the events that a sentence of news tells are of months or years before it.

        So are those of 'early this year', which is not over.
        """
        end = self._publication.date.interval if self._publication else None
        days = [event.date.interval for event in told if event.date.interval is not None]
        if self._is_narrative or end is None or len(days) < len(told) or is_day(days[-1]):
            return
        early = [event.timex is not None and event.timex.mod in _EARLY for event in told]
        if all(end.start - each.end > _ASIDE or is_early for each, is_early in zip(days, early, strict=True)):
            self._aside = sentence

    def goes_on_aside(self, sentence: int, first: int) -> bool:
        """Whether the sentence before told of nothing but a month or year before the news, or went on with it.

        A clause from token `first` on that gives more figures of a quarter is news all the same.
        """
        return sentence - self._aside == 1 and self.reported(sentence, first) is None

    def tells_more_of_it(self, sentence: int, first: int) -> bool:
        """Whether a clause may tell more of that: in the same paragraph, unless it begins with who is new to it."""
        text = self._times.text
        if self._opens_paragraph(sentence) or begins_anew(text, first):
            return False
        return "PLURAL" not in text.grammar.lexicon.classes(text.tokens.text(first).lower())  # 'Divers searched'

    def tells_a_life(self, sentence: int, first: int, last: int) -> bool:
        """Whether news of a death has gone over to the life, of which a month or year was told before a sentence.

        So it has where a clause, tokens `[first, last)`, tells what the dead did: 'He led the board'.
        """
        if not self._is_life or (self._is_narrative and sentence - self._told <= _STORY_REACH):
            return False
        return 0 <= self._aside < sentence or self._tells_of_the_dead(sentence, first, last)

    def _tells_of_the_dead(self, sentence: int, first: int, last: int) -> bool:
        """Whether a clause behind the opening tells of the dead, and of no part of the death."""
        if sentence <= self._lead_sentence:
            return False
        text, opening = self._times.text, self._times.spans[self._lead_sentence]
        named = text.is_class(first, "NAME") and text.tokens.text(first) in {
            text.tokens.text(at) for at in text.places(0, opening.last, "NAME")
        }
        verb = main_verb(text, first, last)
        if verb is None or not (named or text.is_class(first, "THIRD") or text.is_class(verb - 1, "THIRD")):
            return False  # 'As a composer, he wrote songs'
        return text.grammar.finders["dying"].match(text.codes, verb) is None

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
        self._period = self._period_at(sentence, timex, date) if is_over else None
        if end is not None and self._is_scene and _is_later(date, self._latest or self._lead):
            self._latest = inherit(timex, date)  # what is said behind it was not said before
        if is_over or not self._is_narrative:
            self._newest, self._told = (timex, date), sentence

    def _period_at(self, sentence: int, timex: Timex | None, date: EventDate) -> tuple[Background, int] | None:
        """The period that figures behind a sentence are of: no earlier one with which it compares them.

        For example, 'It earned $4 million in the third quarter. It had lost $2 million in the same period of 2010'.
        """
        if self._period is not None and sentence - self._period[1] <= _FIGURES_REACH:
            told = self._period[0]
            if is_before(date.interval, told.date.interval):
                return told, sentence
        is_reported = _is_reported(date) or (
            date.precision == "month" and self._indicates(self._times.spans[sentence].first)
        )
        period = inherit(timex, date) if is_reported else None
        return (period, sentence) if period is not None else None

    def speak(self, sentence: int, timex: Timex, date: EventDate) -> None:
        """Take note of the day on which somebody spoke: what 'he said' behind it was said then, too."""
        self._voice = inherit(timex, date) if is_day(date.interval) else None, sentence
        end = self._publication.date.interval if self._publication else None
        is_over = end is not None and date.interval is not None and date.interval.start < end.end
        opens = sentence < self._lead_sentence  # 'Talks went on, she said on Wednesday. Nine men left on Tuesday'
        if opens and is_over and self._voice[0] is not None and _is_later(date, self._latest or self._lead):
            self._latest = self._voice[0]

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

    def reported(self, sentence: int, first: int) -> Background | None:
        """The period that the sentence before gave figures of, where a clause from token `first` on gives more."""
        if self._period is None or sentence - self._period[1] > _FIGURES_REACH:
            return None
        period, told = self._period
        is_figure = self._times.text.grammar.finders["figure"].match(self._times.text.codes, first) is not None
        if not is_figure and not (period.date.precision == "month" and self._indicates(first)):
            return None
        between = chain.from_iterable(self._times.timexes[told + 1 : sentence])
        if not all(is_before(timex.interval, period.date.interval) for timex in between):
            return None  # 'In the nine months, profit fell'
        self._period = (period, sentence)
        return period

    def _indicates(self, first: int) -> bool:
        """Whether a clause from token `first` on gives what is counted every month: 'Unemployment fell'."""
        return self._times.text.grammar.finders["indicator"].match(self._times.text.codes, first) is not None

    def give(self, sentence: int, timexes: Sequence[Timex]) -> None:
        """Take note of the quarter whose figures a sentence of some other day gives: 'reported a third-quarter loss'.

        Those of the sentences behind it are of that quarter too.
        """
        is_told = self._period is not None and self._period[1] == sentence
        if is_told or self._is_narrative or self._publication is None:
            return
        text, end, span = self._times.text, self._publication.date.interval, self._times.spans[sentence]
        for timex in timexes:
            if timex.precision not in _REPORTED or not is_before(timex.interval, end):
                continue
            if text.grammar.finders["guiding"].search(text.codes, span.first, span.last) is not None:
                return  # 'cut its fourth-quarter sales outlook'
            if text.grammar.finders["figure"].match(text.codes, self._times.token_at(timex.end)) is not None:
                period = inherit(timex, own_date(timex))
                self._period = (period, sentence) if period is not None else None
                return

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


def _told_before_a_ruling(times: Times, lines: Sequence[Line]) -> str:
    """What finds the verbs of what was before a verdict, or before an appeal, with which a text opens; '' for none."""
    if _opens_with(times, lines, "appeal"):
        return "convicting"
    return "deed" if _opens_with(times, lines, "trial") else ""


def _tells_of_now(times: Times, line: Line, lead: Background) -> bool:
    """Whether the sentence of a day before the news tells of what is so now: 'Crews are looking into Monday's fire'."""
    days = lead.date.interval
    if days is None or times.publication is None or days.start >= times.publication:
        return False
    text, verb = times.text, main_verb(times.text, line.first, line.last)
    if verb is None or text.has_class(line.first, line.last, "REPORT"):
        return False
    return any(text.grammar.finders[name].match(text.codes, verb) is not None for name in ("going", "done"))


def _opens_ahead(times: Times, lines: Sequence[Line]) -> bool:
    """Whether the first sentence of a text names a day to come: 'Trains will run again on Wednesday'."""
    first = next((line for line in lines if line.first < line.last), None)
    if first is None or times.publication is None:
        return False
    days = (timex.interval for timex in first.timexes)
    return any(each is not None and is_day(each) and each.start > times.publication for each in days)


def _opens_with(times: Times, lines: Sequence[Line], finder: str) -> bool:
    """Whether a text opens with what a finder finds: a verdict, so that the deed was before its day, or a death."""
    told = [line for line in lines if line.first < line.last][:_VERDICT_SENTENCES]
    found = times.text.grammar.finders[finder]
    return any(found.search(times.text.codes, line.first, line.last) is not None for line in told)


def _opens_with_news(times: Times) -> bool:
    """Whether the opening of a text names a time just before its publication by pointing from it: 'this week'."""
    publication = times.publication
    if publication is None:
        return False
    pointed = [
        timex.interval
        for timexes in times.timexes[:LEAD_SENTENCES]
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
