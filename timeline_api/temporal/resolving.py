"""The time expressions of a sentence, resolved in order while the story's date is tracked."""

from __future__ import annotations

from collections.abc import Callable

from timeline_api.frozen import replace
from timeline_api.model import Basis, Precision, Timex, TimexType
from timeline_api.temporal.absolute import is_of_told_year
from timeline_api.temporal.ages import is_birth, year_of_age
from timeline_api.temporal.context import AHEAD, DAYLIKE, Context, Resolution, Tense
from timeline_api.temporal.following import (
    ends_life,
    ends_period,
    goes_on,
    had_been,
    in_stretch,
    is_ahead,
    is_dated,
    is_in_aside,
    is_in_year,
    is_listed,
    is_of_object,
    is_of_saying,
    is_of_subject,
    lasts_from,
    looks_ahead,
    says_again,
)
from timeline_api.temporal.joining import are_ends
from timeline_api.temporal.leaning import counts_years, looks_before
from timeline_api.temporal.operators import (
    OF_DAY,
    Calendar,
    Clock,
    DayPart,
    Exactly,
    Expression,
    Length,
    Recurring,
    Shift,
    Vague,
)  # fmt: skip
from timeline_api.temporal.recognize import Candidate, Text
from timeline_api.temporal.resolve import resolve
from timeline_api.temporal.sharing import DAYS
from timeline_api.temporal.spans import Span
from timeline_api.temporal.story import Story
from timeline_api.temporal.stretches import (
    after_noon,
    ahead_of,
    as_over,
    behind,
    is_under_way,
    is_yearless,
    next_of_list,
)
from timeline_api.temporal.tense import tense_at

Rate = Callable[[Basis | None, TimexType, Precision | None, str], float]
"""The confidence of a time expression by its basis, type, precision and rule."""

_TENSELESS = (Length, Recurring, Vague, Exactly)  # a union of types would be made anew by each call
# Modifiers of a place that is not quite the one meant.
_ROUGH = ("APPROX", "BEFORE", "AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE")
_AHEAD_UNITS = ("day", "week", "fortnight", "month", "year", "decade")  # in hours something is done, not begun
_MOMENTS = ("second", "minute", "hour")
_COUNTING = frozenset(("ONE", "SOME"))
_HENCE = 2  # tokens of 'in about'
_SAID = 2  # tokens of 'said on'
_MEASURED = 20  # tokens from 'the first' to 'in ten years' at most
_DAYS = 7  # of a week
_LEADING = 2  # tokens before an expression that leads its sentence


class SentenceResolver:
    """Resolves the time expressions of a sentence; each is told to the story before the next is looked at.

    `contexts` are that of the text, and the same as if it were narrative, for what goes on from a date before it.
    """

    def __init__(self, tokens: Text, span: Span, story: Story, contexts: tuple[Context, Context], rate: Rate) -> None:
        self._tokens = tokens
        self._span = span
        self._story = story
        self._context, self._told = contexts
        self._rate = rate
        self._found: list[Timex] = []
        self._before: Candidate | None = None
        self._dated: Candidate | None = None  # the last one that states its year, and month or season
        self._latest: Resolution | None = None
        self._whole: Expression | None = None  # the stretch that the last one is a part of
        self._tense: Tense | None = None

    def timexes(self, begun: tuple[Candidate, Resolution] | None) -> tuple[Timex, ...]:
        """All of them, in order; `begun` is one that has been resolved before, as the one where a text begins."""
        for candidate in self._span.candidates:
            self._read(candidate, begun[1] if begun and begun[0] is candidate else None)
        return tuple(self._found)

    def _read(self, candidate: Candidate, resolution: Resolution | None) -> None:
        tokens, span, story, before = self._tokens, self._span, self._story, self._before
        is_end = before is not None and before.kind != "length" and are_ends(tokens, before, candidate)
        listed = before is not None and before.kind == candidate.kind and is_listed(tokens, before, candidate)
        if not (is_end or listed):
            needed = _needs_tense(candidate.expression)
            self._tense = tense_at(tokens, candidate.first, candidate.last, span.first, span.last) if needed else None
        if self._tense is None and not is_end and self._found and is_ahead(self._found[-1], self._context.publication):
            self._tense = "prospect"  # 'is out on 19 May; a tour follows in the autumn'
        context = self._told if self._is_later(candidate) else self._context
        if before is not None and resolution is None and says_again(tokens, before, candidate, span.last):
            resolution = self._latest
        if is_dated(candidate.expression, context.publication, leads=_leads(span, candidate)):
            self._dated = candidate
        self._before = candidate
        expression = candidate.expression
        if is_end and before is not None:
            expression = after_noon(before.expression, expression)
        if isinstance(expression, Length):
            expression = self._as_hence(candidate, expression)
        if story.day is None and isinstance(expression, OF_DAY) and expression.on is None:
            expression = self._on_day_of_saying(candidate, expression)
        expression = story.in_half(expression)
        around = story.context_for(expression, context, self._tense)
        aged = None
        if story.birth is not None and counts_years(expression) and not looks_before(expression):
            aged = year_of_age(tokens, story.birth, story.place, story.told_to, candidate.first)
        if aged is not None:
            around = replace(around, story=aged[0], story_text=aged[1])
        elif around.publication is not None and _is_recent(tokens, candidate):
            around = replace(around, story=None, narrative=False)
        part = in_stretch(tokens, before, candidate, self._whole) if not is_end and not resolution else None
        inside = resolve(part, around) if part is not None else None
        self._whole = part.outer if part is not None and inside is not None and inside.place is not None else None
        if self._whole is not None:
            resolution = inside
        resolution = resolution or resolve(expression, around)
        if resolution is None:
            return
        if is_end and before is not None and is_yearless(before):
            resolution = self._with_beginning(before, candidate, resolution, around)
        elif self._latest is not None and (is_end or listed or self._is_later_on(before, candidate)):
            resolution = next_of_list(self._latest, candidate, resolution, around, is_end=is_end)
            if is_end and before is not None and before.kind == "weekday" and self._ends_late(resolution):
                opening, resolution = as_over(self._latest, resolution, self._context.publication or 0)
                self._found[-1] = _timex(tokens, before, opening, self._rate)
        if not around.narrative and not is_of_told_year(resolution.place, around):
            resolution = story.as_told_before(expression, resolution)
        self._latest = resolution
        resolution = story.as_sure_as_its_anchor(resolution)
        if aged is not None and not resolution.qualifier:
            resolution = replace(resolution, qualifier="~")  # since an age is one of two years
        self._found.append(_timex(tokens, candidate, resolution, self._rate))
        is_plan = context.publication is None and looks_ahead(tokens, span, candidate)
        is_moment = isinstance(expression, Shift) and expression.amount is None and expression.unit in _MOMENTS
        if is_plan or is_moment:
            return
        if self._is_apart(before, candidate, resolution):
            story.mention(resolution, self._found[-1].text)
        else:
            story.tell(expression, resolution, self._found[-1].text, self._tense)
            story.told_to = candidate.last
            story.is_aside = candidate.kind == "year" and is_in_aside(tokens, span, candidate)
            if story.birth is None and resolution.place is not None and is_birth(tokens, span, candidate):
                story.birth = resolution.place

    def _as_hence(self, candidate: Candidate, amount: Length) -> Expression:
        """An amount of time as the point ahead that it leads to, where it does: 'will open in two weeks'."""
        text, first, begin = self._tokens, candidate.first, self._span.first
        leading = text.grammar.finders["hence"].search(text.codes, max(begin, first - _HENCE), first)
        if leading is None or leading.end() != first or self._context.narrative or amount.unit not in _AHEAD_UNITS:
            return amount
        if text.is_class(first, "UNITS") or text.is_class(candidate.last, "OF"):
            return amount  # 'in years', 'in ten days of talks'
        if "DET" in text.classes(first) and _COUNTING.isdisjoint(text.classes(first)):
            return amount  # 'in the next two days'
        low = max(begin, leading.start() - _MEASURED)
        low = max([low, *text.places(low, leading.start(), "FUTURE", "WILL", "BE")])  # not 'The largest bank will'
        if text.grammar.finders["measured"].search(text.codes, low, leading.start()) is not None:
            return amount
        tense = tense_at(text, first, candidate.last, begin, self._span.last)
        is_ahead = tense in AHEAD or tense == "due"
        return Shift(amount.amount, amount.unit, 1, "publication", about=True) if is_ahead else amount

    def _on_day_of_saying(self, candidate: Candidate, time: Clock | DayPart) -> Expression:
        """A time of day on the day on which somebody told of it: 'A bomb went off at 9 a.m., police said Sunday'."""
        behind = next((each for each in self._span.candidates if each.first >= candidate.last), None)
        if behind is None or behind.kind not in DAYS or self._tense in AHEAD or self._context.narrative:
            return time
        said = self._tokens.sayers.search(self._tokens.codes, behind.first - _SAID, behind.first)
        return replace(time, on=behind.expression) if said is not None else time

    def _is_later_on(self, before: Candidate | None, candidate: Candidate) -> bool:
        """Whether a weekday goes on from one to come: 'data from sales on Monday to jobs on Friday', on a Friday."""
        if before is None or before.kind != "weekday" or not self._found:
            return False
        if not is_ahead(self._found[-1], self._context.publication):
            return False
        return not self._tokens.has_class(before.last, candidate.first, "PARTING", "COMMA")

    def _is_later(self, candidate: Candidate) -> bool:
        """Whether an expression goes on from a date before it, as in a story."""
        tokens, span, before = self._tokens, self._span, self._before
        if before is not None and before.kind == "year" and is_in_year(tokens, before, candidate):
            return True
        if self._tense in AHEAD:
            return False
        return (
            (self._dated is not None and goes_on(tokens, self._dated, candidate))
            or (bool(self._found) and is_of_subject(tokens, span, candidate, self._found, self._context.publication))
            or self._goes_on_from_story(candidate)
        )

    def _goes_on_from_story(self, candidate: Candidate) -> bool:
        """Whether an expression goes on from what was told before its sentence, as in a story, in news too."""
        if self._story.is_of_another_age():
            return True
        if not _leads(self._span, candidate) or self._tokens.is_class(candidate.first - 1, "SINCE"):
            return False
        return self._story.is_followed_by(candidate.expression)

    def _with_beginning(
        self, begins: Candidate, ends: Candidate, resolution: Resolution, around: Context
    ) -> Resolution:
        """The end of a stretch, its beginning put before it where both lacked their year."""
        if self._latest is None or not self._found:
            return resolution
        opening = ahead_of(self._latest, begins, resolution, around)
        if self._tense not in AHEAD or not is_under_way(opening, around.publication):
            resolution = behind(self._latest, ends, resolution, around)
            opening = ahead_of(self._latest, begins, resolution, around)
        if opening is not self._latest:
            self._found[-1] = _timex(self._tokens, begins, opening, self._rate)
        return resolution

    def _ends_late(self, end: Resolution) -> bool:
        """Whether a stretch that is told of as over would end after the publication."""
        published, place = self._context.publication, end.place
        if self._tense != "past" or published is None or place is None or place.precision != "day":
            return False
        return published < place.interval.start < published + _DAYS

    def _is_apart(self, before: Candidate | None, candidate: Candidate, resolution: Resolution) -> bool:
        """Whether a story does not go on at a time, which its sentence only mentions or looks back to."""
        tokens, span = self._tokens, self._span
        if self._story.is_behind(resolution) and is_in_aside(tokens, span, candidate):
            return True
        if ends_life(tokens, before, candidate) or ends_period(tokens, before, candidate):
            return True
        if any([is_so(tokens, span, candidate) for is_so in (lasts_from, had_been, is_of_object)]):
            return True
        return self._says_after(resolution) and is_of_saying(tokens, candidate)

    def _says_after(self, resolution: Resolution) -> bool:
        """Whether a day is over, and behind another that its sentence tells of: 'fled on Friday, police said Monday'.

        If it is that of a saying, the story goes on at the other: 'It happened at 8 p.m.'
        """
        day, deed = resolution.place, self._found[-2].interval if len(self._found) > 1 else None
        if day is None or day.precision not in DAYLIKE or deed is None or self._story.day is None:
            return False
        return deed.end <= day.interval.start and self._story.day.interval == deed


def _leads(span: Span, candidate: Candidate) -> bool:
    """Whether an expression leads its sentence."""
    return candidate.first <= span.first + _LEADING


def _is_recent(text: Text, candidate: Candidate) -> bool:
    """Whether a time is said to be near to the news, whatever year was told before: 'as recently as September'."""
    return text.is_class(candidate.first - 1, "=as") and text.has_class(
        candidate.first - 2, candidate.first - 1, "=recently", "=late"
    )


def _needs_tense(expression: Expression) -> bool:
    """Whether the direction of the clause can matter; to find it takes longer than to resolve most expressions."""
    if isinstance(expression, Calendar):
        return expression.year is None or expression.short
    return not isinstance(expression, _TENSELESS)


def _timex(tokens: Text, candidate: Candidate, resolution: Resolution, rate: Rate) -> Timex:
    start, words = tokens.tokens.piece(candidate.first, candidate.last)
    place, qualifier = resolution.place, resolution.qualifier
    if candidate.mod in _ROUGH and place is not None and not qualifier:
        qualifier = "~"
    precision = place.precision if place else None
    return Timex(
        start, start + len(words), words, resolution.type, resolution.value, candidate.rule, candidate.mod,
        place.edtf if place else resolution.edtf, place.interval if place else None, precision, qualifier,
        resolution.basis, resolution.anchor, resolution.known, resolution.implied, resolution.steps,
        rate(resolution.basis, resolution.type, precision, candidate.rule),
    )  # fmt: skip
