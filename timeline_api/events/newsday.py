"""Of which day the news is: the one that its opening names, where it names one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from timeline_api.events.attachment import is_participle
from timeline_api.events.background import Background, inherit, is_day
from timeline_api.events.dates import own_date
from timeline_api.events.lines import Line
from timeline_api.events.mainverb import main_verb
from timeline_api.events.measures import only_compares
from timeline_api.events.reduced import is_of_described
from timeline_api.events.relative import is_governed, relative_before
from timeline_api.events.sayings import is_denied, is_of_saying
from timeline_api.model import Timex
from timeline_api.temporal.read import Times

LEAD_SENTENCES = 4
_FURNITURE = 8  # lines within which the story begins: headlines, bylines, captions
_LEAD_REACH = 14  # days before publication within which a lead's date is the news
_JUST = 3  # days from what happened to what is said of it at most
_DONE = 4  # tokens of 'had last been seen'
_AHEAD = 8  # tokens of 'will stand trial in Vale on'
_SAID = 2  # tokens of 'said on'


def lead_of(times: Times, lines: Sequence[Line]) -> tuple[Background | None, int]:
    """The first day that the opening of a text names, when it is close before publication, and its sentence.

    That of a dateline counts where the opening names none. None where it first looks ahead.
    """
    opening = opening_of(times, lines)
    publication = times.publication
    spoken = {timex.start for line in opening for timex in line.spoken}
    told = [
        (timex, line.number)
        for line in opening
        for timex in line.timexes
        if is_day(timex.interval) or is_of_saying(times, timex, 0, _SAID)  # others are not asked for
        if timex.start not in spoken and timex.rule != "holiday" and not _only_tells_which(times, line, timex)
    ]
    told = [
        (timex, number)
        for timex, number in told
        if not _is_of_what_will_be(times, lines[number], timex)
        and not _had_been(times, lines[number], timex)
        and not _is_owned(times, lines[number], timex)
    ]
    of_saying = [is_of_saying(times, timex, 0, _SAID) for timex, _ in told]  # 'officials said on Wednesday'
    said = [place for place, is_said in zip(told, of_saying, strict=True) if is_said]
    last = said[0][1] + _tells_what_is_over(times, lines[said[0][1]]) if said else len(lines)
    named = [place for place, is_said in zip(told, of_saying, strict=True) if not is_said and place[1] <= last]
    if said:  # 'has fallen ill, officials said on Tuesday. He came on September 19.'
        named = [place for place in named if place[1] <= said[0][1] or _is_just_before(place[0], said[0][0])]
    before = lines[: opening[-1].number + 1] if opening else []
    apart = [(line.dated, line.number) for line in before if line.dated and not _is_on(line.dated, publication)]
    for timex, number in chain(named, said, apart):
        if timex.interval is None or not is_day(timex.interval):
            continue
        if publication is None or 0 <= publication - timex.interval.start <= _LEAD_REACH:
            return inherit(timex, own_date(timex)), number
        if 0 < timex.interval.start - publication <= _LEAD_REACH:
            return None, 0  # news of what is to come is of the day on which it is told
    return None, 0


def is_told_again(times: Times, sentence: int, behind: int) -> bool:
    """Whether a sentence tells anew of what another one has told: 'Two have been held. They were held on Monday'."""
    first, second = (_deeds(times, number) for number in (sentence, behind))
    return not first.isdisjoint(second)


def tells_same_deed(times: Times, sentence: int, behind: int) -> bool:
    """Whether the verb of a sentence in the past is that of another: 'arrested a man', 'He was arrested'.

    Not where somebody says so behind it, as the day may be that of the saying.
    """
    span = times.spans[behind]
    if times.text.sayers.search(times.text.codes, span.first, span.last) is not None:
        return False
    deed = _deed(times, sentence)
    return deed is not None and deed == _deed(times, behind)


def _deed(times: Times, sentence: int) -> str | None:
    """The verb of a sentence that tells in the past what somebody did, or what was done to them."""
    text, span = times.text, times.spans[sentence]
    verb = main_verb(text, span.first, span.last)
    if verb is not None and text.is_class(verb, "BE"):
        verb += 1
    return text.tokens.text(verb).lower() if verb is not None and text.is_class(verb, "PASTLIKE") else None


def _deeds(times: Times, sentence: int) -> set[str]:
    """The verbs in the past that a sentence has, of which those of dying are one."""
    text, span = times.text, times.spans[sentence]
    is_death = text.grammar.finders["death"].search(text.codes, span.first, span.last) is not None
    told = {
        text.tokens.text(at).lower() for at in text.places(span.first, span.last, "PASTLIKE", "PARTICIPLE", "ACTIVE")
    }
    return told | ({"death"} if is_death else set())


def _tells_what_is_over(times: Times, line: Line) -> bool:
    """Whether a sentence tells of what is over: not 'will stay in jail, a judge ruled Friday'."""
    text = times.text
    verb = main_verb(text, line.first, line.last)
    return verb is not None and text.grammar.finders["now"].match(text.codes, verb) is None


def _is_just_before(timex: Timex, said: Timex) -> bool:
    """Whether a time is that of the news of which someone spoke at another."""
    if timex.interval is None or said.interval is None:
        return False
    return said.interval.start - timex.interval.start <= _JUST


def opening_of(times: Times, lines: Sequence[Line]) -> list[Line]:
    """The sentences that open a text; they begin behind its dateline, where it has one, and not with a caption."""
    told = [line for line in lines if line.first < line.last]
    begun = [number for number, line in enumerate(told[:_FURNITURE]) if _is_behind_dateline(times, line)]
    begin = begun[0] if begun else 0
    if len(begun) > 1 and any(line.timexes for line in told[:begin]):
        begin = 0  # a round of news, each with its place, which has its own opening
    return told[begin : begin + LEAD_SENTENCES]


def _is_behind_dateline(times: Times, line: Line) -> bool:
    """Whether a sentence begins behind a dateline, not behind what only ties it to another: 'But they left'."""
    if line.first == times.spans[line.number].first:
        return False
    return times.text.is_class(line.first - 1, "DASH") or times.text.is_class(line.first - 1, "COLON")


def _only_tells_which(times: Times, line: Line, timex: Timex) -> bool:
    """Whether a time only measures, or tells which one is meant: 'the man who fled on Friday has died'."""
    if only_compares(times, line.first, line.last, line.timexes, timex):
        return True
    token = times.token_at(timex.start)
    if is_denied(times.text, line.first, token) or relative_before(times.text, line.first, token) is not None:
        return True
    return _is_put_in(times, line, token) or is_of_described(times.text, line.first, token)


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


def _is_of_what_will_be(times: Times, line: Line, timex: Timex) -> bool:
    """Whether a time is of the day of the news but ahead: 'said on Thursday that two men will stand trial Friday'."""
    if times.publication is None or timex.interval is None or timex.interval.start != times.publication:
        return False
    token = times.token_at(timex.start)
    will = times.text.places(max(line.first, token - _AHEAD), token, "FUTURE")
    return bool(will) and not times.text.has_class(will[-1], token, "COMMA", "CONJUNCTION")


def _is_owned(times: Times, line: Line, timex: Timex) -> bool:
    """Whether a day only tells which thing led to what is so now, of which somebody spoke on another one.

    For example, 'Renn will be out for a month after Sunday's defeat, Nord said on Tuesday'.
    """
    if not times.text.is_class(times.token_at(timex.end), "POSS") or _tells_what_is_over(times, line):
        return False
    return any(each is not timex and is_of_saying(times, each, 0, _SAID) for each in line.timexes)


def _had_been(times: Times, line: Line, timex: Timex) -> bool:
    """Whether a time is that of what had been before the news: 'The union had threatened to strike on Friday'."""
    token = times.token_at(timex.start)
    if not times.text.has_class(line.first, token, "HAD"):
        return False
    verb = main_verb(times.text, line.first, token)
    if verb is None or not times.text.is_class(verb, "HAD"):
        return False
    return any(is_participle(times.text, at) for at in range(verb + 1, verb + _DONE))


def _is_on(timex: Timex, day: int | None) -> bool:
    """Whether a time expression names a certain day, or a time on it."""
    return timex.interval is not None and timex.interval.start == day and is_day(timex.interval)
