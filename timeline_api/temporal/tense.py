"""The direction in time of the clause around an expression, read from cues beside it or from its nearest verb."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from timeline_api.temporal.context import AHEAD, BEHIND, Tense
from timeline_api.temporal.grammar import Grammar
from timeline_api.temporal.recognize import Text
from timeline_api.temporal.ties import behind_lead, behind_that, is_of_message

_AHEAD_FINDERS = ("ahead", "prospect")
_PAST = frozenset(("PAST", "PASTLIKE", "REPORT"))
_OTHERS = ("STOP", "CONJUNCTION", "PRESENT", "PARTICIPLE")  # all other classes that `_scan` asks for
_PARTED = frozenset(("COMMA", "SUBORDINATOR", "THAT", "PRONOUN_RELATIVE"))
_REACH = 14  # tokens to either side
_OPENING = 2  # tokens before an expression that opens its sentence: 'In May', which may be far from its verb
_JOINED = 6  # tokens of 'after the head of the firm'
_CLAUSE = 4  # tokens before a day that can be a clause
_BESIDE = 3  # tokens within which a verb stands beside an expression: 'the hearing is on Friday', 'he drowned on 3 May'


def tense_at(text: Text, first: int, last: int, start: int, end: int) -> Tense | None:
    """The tense of the clause that holds tokens `[first, last)` of sentence `[start, end)`; None where no verb tells.

    A cue of the language wins, then the nearest verb; the one before the expression when two are as near. After 'by'
    or 'until' a past verb tells nothing: what was decided then may still have been to come. What is so until then looks
    ahead.
    """
    start = behind_that(text, behind_lead(text, start, first), first)
    cue = text.grammar.cues.tense(text.codes, first, last, start, end)
    if cue is not None:
        return cast(Tense, cue)
    aside = _aside_before(text, first, start) if not text.is_class(last, "COMMA") else first
    left = _scan(text, _verbs(text, max(start, aside - _REACH), aside)[::-1], first, last, start)
    if first == start and text.is_class(first, "WEEKDAY") and text.is_class(last, "BE"):
        return "prospect" if text.is_class(last, "PRESENT") else "past"  # 'Monday is a holiday'
    if left == (1, "participle") and _is_done(text, first, start):
        return "past"  # 'A man arrested in January will be tried'
    if left is None and text.is_class(last, "THAT") and is_of_message(text, first):
        return "past"
    reach = _reach_behind(text, first, last, start, left)
    behind = _behind_aside(text, last, end) if left is None and first - start <= _OPENING else last
    right = _scan(text, _verbs(text, behind, min(end, behind + reach)), first, last, start) if reach > 0 else None
    if right is not None and left is not None and left[1] in BEHIND and text.is_class(last, "TO"):
        right = None  # 'gave approval on Tuesday to resume them'
    if left is None and right is None and first - start > _REACH:
        far = _scan(text, _verbs(text, max(start, aside - 3 * _REACH), aside)[::-1], first, last, start)
        left = far if far is not None and _leads_on(text, start, far, first) else None
    found, is_left = (left, left is not None) if right is None else (right, False)
    tense = found[1] if found else _by_base_verb(text, start, first, end)
    if tense == "prospect" and first == start and text.is_class(last, "COLON") and not text.is_class(first, "WEEKDAY"):
        return None  # a chronicle: 'March 16: The coast votes to leave'
    if tense == "participle" and not _is_finite(text, start, _end_of_clause(text, last, end)):
        tense = "past"  # the only verb: 'the trials opened in March'
    if tense == "participle" and found == (1, tense) and is_left and text.is_class(first - 3, "COMMA"):
        tense = "past"  # 'The third, arrested in June, is free'
    if tense == "past" and found:
        of_noun = _is_of_noun(text, first, last, start, found[0], is_left)
        is_meant = of_noun and is_left and text.is_class(first - 1, "DET") and _is_called_for(text, first, found[0])
        tense = "due" if is_meant else "told" if of_noun else "past"
    is_deadline = _is_deadline(text, first)
    if left and is_left and tense in BEHIND and not is_deadline and _is_decided(text, start, left[0], first):
        return "due"  # 'voted on Sunday to hold elections on 9 September'
    leads = first - 1 == start and (tense == "past" or (tense in BEHIND and text.is_class(last, "COMMA")))
    if not is_deadline or leads:
        return tense  # 'By June it was over'
    return _until(text, first, start, tense, left)


def _is_deadline(text: Text, first: int) -> bool:
    """Whether an expression stands behind 'by' or 'until', or is that of what does: 'until a Friday hearing'."""
    before = first - 1 - (text.is_class(first - 1, "ABOUT") or text.is_class(first - 1, "DET"))
    return text.is_class(before, "DEADLINE")


def _reach_behind(text: Text, first: int, last: int, start: int, left: tuple[int, Tense] | None) -> int:
    """In how many tokens behind an expression a verb tells its tense, where one before it, `left`, is no nearer."""
    if left is None:
        return _REACH if first - start > _OPENING else 3 * _REACH
    if _leads_clause(text, first):
        return _REACH
    is_joined = left[1] in BEHIND and text.is_class(last, "CONJUNCTION") and _verbs(text, last + 1, last + 3)
    if is_joined or not _PARTED.isdisjoint(text.classes(last)):
        return 0  # 'sank on Monday and has to be raised', 'signed a deal on Monday that would'
    opened = text.places(max(start, first - left[0] - 3), first, "PRONOUN_RELATIVE")
    if opened and text.is_class(opened[-1] - 1, "COMMA"):
        close = text.place(last, last + left[0], "COMMA")
        return left[0] - 1 if close is None else min(left[0] - 1, close - last)  # ', which lost Friday's vote, will'
    return left[0] - 1


def _aside_before(text: Text, first: int, start: int) -> int:
    """Where a relative clause begins that is over before an expression; the expression itself where there is none.

    For example, 'will face Vale, who won on Friday, in Oslo on Monday': 'won' tells nothing of the Monday.
    """
    low = max(start, first - _REACH)
    relatives = text.places(low + 1, first, "PRONOUN_RELATIVE")
    begin = relatives[-1] - 1 - text.is_class(relatives[-1] - 1, "PREP") if relatives else first  # ', in which'
    if not relatives or not text.is_class(begin, "COMMA"):
        return first
    commas = text.places(relatives[-1], first, "COMMA")
    is_closed = len(commas) == 1 and text.is_class(commas[0] + 1, "PREP") and not _verbs(text, commas[0], first)
    return begin if is_closed else first


def _behind_aside(text: Text, last: int, end: int) -> int:
    """Where a clause goes on behind what is put into it: 'On Friday the firm, which makes cars, said'."""
    if text.is_class(last, "COMMA"):
        close = text.place_or(last, last + 1, min(end, last + _REACH), "COMMA")
        joined = text.place(last + 1, close, "PARTING")
        if joined is not None and _verbs(text, joined, close):
            return close + 1  # 'On Thursday, 50 years after it burned, the mill will open'
    relatives = text.places(last, min(end, last + _REACH), "PRONOUN_RELATIVE")
    if not relatives or not text.is_class(relatives[0] - 1, "COMMA"):
        return last
    commas = text.places(relatives[0], min(end, relatives[0] + _REACH), "COMMA")
    return commas[0] + 1 if commas else last


def _is_of_noun(text: Text, first: int, last: int, start: int, distance: int, is_left: bool) -> bool:
    """Whether a past verb tells little of the direction, because the time is that of a noun.

    So in 'the 1 May deadline was set' and 'the vote on 4 July was called'; what was done in a time is over: 'won
    re-election in November', 'In his May speech he said', but not 'called for a vote in November'.
    """
    inside = first - 1 - text.is_class(first - 1, "DET")
    if text.is_class(inside, "IN"):
        if is_left and not text.is_class(first - 1 - distance, "REPORT"):
            if not _is_called_for(text, first, distance):
                return False
        elif not is_left and inside == start:
            return False
    is_subject = not is_left and distance == 0 and first > start + 1
    # 'Se aprobó el 3 de julio': where days have an article, it makes no noun of them.
    has_article = text.is_class(first, "DAYNUM") and text.grammar.options.get("articled_days", False)
    return (
        (text.is_class(first - 1, "DET") and not has_article)
        or text.is_class(last, "PLURAL")
        or is_subject
        or distance >= _BESIDE
    )


def _is_done(text: Text, first: int, start: int) -> bool:
    """Whether the participle right before 'in January' or 'on Monday' tells what was done then, not what is meant."""
    if not (text.is_class(first - 1, "IN") or text.is_class(first - 1, "ON")) or _is_called_for(text, first, 1):
        return False
    if text.is_class(first - 3, "TOBE"):
        return False  # 'proposed that he be freed in January'
    if text.has_class(max(start, first - 4), first, "CONDITION"):
        return False  # 'if elected in January'
    return not _is_hoped(text, max(start, first - _REACH), first)


def _is_called_for(text: Text, first: int, distance: int) -> bool:
    """Whether a verb so far before an expression tells what is meant to be: 'set a May 6 trial date'."""
    return text.grammar.finders["calling"].search(text.codes, first - 1 - distance, first) is not None


def _leads_clause(text: Text, first: int) -> bool:
    """Whether an expression stands behind the 'and' of a clause that it leads: '..., and on 3 May the mill shut'."""
    before = first - 1 - text.is_class(first - 1, "PREP")
    return text.is_class(before, "CONJUNCTION") and text.is_class(before - 1, "COMMA")


def _until(text: Text, first: int, start: int, tense: Tense | None, left: tuple[int, Tense] | None) -> Tense | None:
    """The tense behind 'by' or 'until', where `tense` is that of the clause and `left` that of the verb before."""
    if tense == "present" and not text.is_class(first - 1, "BEFORE"):
        return "prospect"
    if tense not in BEHIND or left is None:
        return None if tense in BEHIND else tense
    if left[1] in AHEAD:
        return left[1]  # 'will halve its rounds by May in a hunt for savings overlooked by its clerks'
    if _is_now(text, first - 2 - left[0]):
        return "prospect"  # 'Schools are closed through Friday'
    is_ahead = _is_ordered(text, first - left[0], first) or _is_hoped(text, max(start, first - _REACH), first)
    is_ahead = is_ahead or text.is_class(first - 1 - left[0], "PLEDGE")  # 'promised a second ship by Sunday'
    is_ahead = is_ahead or _is_demanded(text, start, first - 1 - left[0])
    if is_ahead:
        return "due" if text.is_class(first - 2 - left[0], "HAD") else "prospect"  # 'had agreed to leave by Monday'
    if text.is_class(first - 1, "BEFORE"):
        return "told"  # 'spoke shortly before noon'
    return None if text.is_class(first - 1, "BY") else "due"


def _is_decided(text: Text, start: int, distance: int, first: int) -> bool:
    """Whether what someone decided or asked for stands between a verb and a time: it may be when that is to be done."""
    verb = first - 1 - distance
    is_decided = text.grammar.finders["deciding"].match(text.codes, verb) is not None
    return (is_decided and _is_ordered(text, verb, first)) or _is_demanded(text, start, verb)


def _leads_on(text: Text, start: int, verb: tuple[int, Tense], first: int) -> bool:
    """Whether a verb far before an expression looks ahead: 'voted on Monday night to close the old bridge to cars'."""
    return verb[1] in AHEAD or verb[1] == "due" or _is_decided(text, start, verb[0], first)


def _is_demanded(text: Text, start: int, verb: int) -> bool:
    """Whether a verb tells what is asked for: 'proposed that a vote be | held', or asks: '| demanded that he'."""
    demanded = text.grammar.finders["demanded"]
    if text.is_class(verb - 1, "TOBE"):
        return demanded.search(text.codes, max(start, verb - _REACH), verb) is not None
    return demanded.match(text.codes, verb) is not None


def _is_ordered(text: Text, start: int, first: int) -> bool:
    """'were told to leave by noon': what is to be done by then stands behind the verb."""
    return text.grammar.finders["infinitive"].search(text.codes, start, first) is not None


def _is_hoped(text: Text, start: int, first: int) -> bool:
    """'expect to have the work completed by noon': what governs the participle looks ahead, in the same clause."""
    ahead, prospect = text.grammar.finders["ahead"], text.grammar.finders["prospect"]
    for index in _verbs(text, start, first)[::-1]:
        if text.is_class(index, "STOP") or text.is_class(index, "CONJUNCTION"):
            return False
        if ahead.match(text.codes, index) or prospect.match(text.codes, index):
            return _meant(text, index) in AHEAD
    return False


def _by_base_verb(text: Text, start: int, first: int, end: int) -> Tense | None:
    """'The gates open on Thursday', 'They elect a mayor on Sunday': a schedule looks ahead where nothing looks back.

    What a past verb far before tells looks back, if but weakly.
    """
    past = [index for name in ("PAST", "PASTLIKE") for index in text.places(start, first, name)]
    if any([not text.tokens.is_glued(index, ("-",)) for index in past]):  # not 'second-placed'
        finders = (text.grammar.finders[name] for name in _AHEAD_FINDERS)
        return None if any(finder.search(text.codes, start, first) for finder in finders) else "participle"
    if text.has_class(start, first, "FUTURE") or text.has_class(start, min(end, start + 2 * _REACH), "BASEVERB"):
        return "prospect"
    is_whole = text.is_class(first - 1, "ON") and first - start >= _CLAUSE
    return None if not is_whole or text.has_class(first, end, "REPORT") else "prospect"


def _verbs(text: Text, first: int, last: int) -> list[int]:
    """Those of the tokens `[first, last)` that tell a tense or part one clause from another."""
    return [match.start() for match in _telling(text.grammar).finditer(text.codes, first, last)]


@lru_cache(maxsize=8)
def _telling(grammar: Grammar) -> re.Pattern[str]:
    """Finds the tokens that `_scan` has to look at."""
    return grammar.beginnings((*_PAST, *_OTHERS), _AHEAD_FINDERS)


def _scan(text: Text, verbs: list[int], first: int, last: int, start: int) -> tuple[int, Tense] | None:
    """The tense of the nearest of some verbs and its distance from tokens `[first, last)`."""
    ahead, prospect = text.grammar.finders["ahead"], text.grammar.finders["prospect"]
    aheads, prospects = text.grammar.firsts["ahead"], text.grammar.firsts["prospect"]
    for index in verbs:
        distance = first - 1 - index if index < first else index - last
        classes = text.classes(index)
        if ("SINCE" in classes and index >= last) or ("DUE" in classes and index == last):
            continue  # 'elect a mayor on Sunday for the first time since 1993', 'shut on Sunday due to fog'
        if "REPORT" in classes and text.grammar.finders["source"].match(text.codes, index):
            continue  # 'According to the board, as of 30 June the firm had nine plants'
        if "STOP" in classes and text.is_class(index - 1, "COMMA") and text.is_class(index + 1, "COMMA"):
            continue  # 'On Tuesday, though, they will vote'
        if "QUOTE" in classes and text.is_class(index - 1, "FUTURE"):
            continue  # 'The storm will "move north on Thursday"'
        if "STOP" in classes or (index >= last and _begins_clause(text, index)):
            return None
        if "CAP" in classes and (distance > 0 or text.is_class(index - 1, "CAP")) and _is_within(text, index, start):
            continue  # a name: 'the United States'
        code = text.codes[index]
        if code in aheads and ahead.match(text.codes, index):
            return distance, "future"
        if code in prospects and prospect.match(text.codes, index):
            is_said = "PLEDGE" in classes and (index >= last or distance <= 1)  # 'On Friday she vowed to go'
            return distance, "past" if is_said else _meant(text, index)
        if "SEQUEL" in classes and text.is_class(index - 1, "COMMA") and text.is_class(index + 1, "BY"):
            continue  # 'will sing on Friday, followed by a choir on Sunday'
        if not _PAST.isdisjoint(classes):
            if text.is_class(index - 1, "TO") or text.tokens.is_glued(index, ("-",)):
                continue  # 'to cut': what governs the infinitive tells; 'long-awaited' tells nothing
            if text.is_class(index - 1, "ONE"):
                continue  # 'signalled another cut in May', 'are set for a mixed week'
            if index < first and distance <= 1 and _is_now(text, index - 1):
                return distance, "prospect"  # 'is closed Wednesday'
            return distance, _past(text, index, last if index >= last else start)
        if "PARTICIPLE" in classes and index < first and text.is_class(index - 1, "COMMA"):
            return distance, "past"  # ', elegido en marzo,'
        if "PRESENT" in classes and ("AMPM" not in classes or text.is_class(index - 1, "NOMINATIVE")):
            if "BE" in classes and text.grammar.finders["inquiring"].match(text.codes, index):
                return distance, "past"  # 'Police are looking into a fire in the hall Saturday'
            beside = "BE" in classes and distance < _BESIDE and index < first
            is_meant = "BE" in classes and index >= last and text.is_class(index + 1, "GERUND")
            return distance, "prospect" if beside or is_meant else "present"  # 'On Monday the mill is closing'
    return None


def _is_now(text: Text, index: int) -> bool:
    return text.is_class(index, "BE") and text.is_class(index, "PRESENT")


def _is_within(text: Text, index: int, start: int) -> bool:
    """Whether a token stands within its sentence, so that a capital letter says something."""
    return index > start and not text.is_class(index - 1, "FINAL")


def _begins_clause(text: Text, index: int) -> bool:
    """'met on Thursday and will meet again': behind 'and' another verb tells of another time."""
    is_tie = text.is_class(index, "CONJUNCTION")
    return is_tie and (text.verbs.match(text.codes, index + 1) is not None or text.is_class(index + 1, "BE"))


def _meant(text: Text, index: int) -> Tense:
    """The tense of a word of what is meant to happen.

    'Will begin' is sure of it, 'had been due' was to come then, 'was due' may be over or still to come.
    """
    if text.is_class(index - 1, "FUTURE"):
        return "future"
    governs = index - 2 if text.is_class(index - 1, "TO") else index - 1  # 'was to begin'
    if any(text.is_class(i, "BE") and text.is_class(i, "PAST") for i in (index, governs)):
        return "due"
    if any(text.is_class(i, "HAD") for i in (index - 1, index - 2)):
        return "past"
    if governs == index - 2 and text.grammar.finders["intends"].match(text.codes, governs) is not None:
        return "future"  # 'is due to begin'
    return "future" if text.grammar.finders["intends"].match(text.codes, index) is not None else "prospect"


def _past(text: Text, index: int, low: int) -> Tense:
    """The tense of a verb in the past or a participle: 'will be paid', 'is to be held' look ahead.

    What governs it stands behind the token `low`: 'in May agreed' has no 'may' that does.
    """
    if _governed_by_future(text, index, low):
        return "due" if text.has_class(max(low, index - 3), index, "PAST") else "future"  # 'was to be freed on 3 May'
    is_second = text.is_class(index - 1, "CONJUNCTION") and text.is_class(index - 2, "PASTLIKE")
    if is_second and index - 2 > low and _governed_by_future(text, index - 2, low):
        return "future"  # 'would be stopped and restarted Monday'
    if _is_conditional(text, index) or _is_wanted(text, index):
        return "prospect"
    if "PASTLIKE" in text.classes(index) and not _is_helped(text, index) and not _has_object(text, index):
        return "participle"
    return "past"


def _is_wanted(text: Text, index: int) -> bool:
    """Whether a participle tells what someone wants done or what can be: 'wants him tried', 'How can it be done?'."""
    wanted = text.grammar.finders["wanted"]
    return any([wanted.match(text.codes, first, index + 1) for first in (index - 2, index - 3) if first >= 0])


def _end_of_clause(text: Text, last: int, end: int) -> int:
    """Where the clause of an expression ends at the latest: 'it left in May | and was sold', 'in May | when he'."""
    ties = text.places(last, min(end, last + _REACH), "CONJUNCTION", "SUBORDINATOR")
    return next((at for at in ties if _begins_clause(text, at) or text.is_class(at + 1, "NOMINATIVE")), end)


def _is_finite(text: Text, start: int, end: int) -> bool:
    """Whether a sentence has a verb that cannot be a participle."""
    return text.grammar.finders["finite"].search(text.codes, start, end) is not None


def _is_helped(text: Text, index: int) -> bool:
    """Whether a verb has its auxiliary or its own subject before it: 'it was (badly) damaged', 'which opened'."""
    if text.is_class(index - 1, "RELATIVE") or text.has_class(max(0, index - 2), index, "PAST"):
        return True
    joined = text.grammar.finders["joined_subject"].search(text.codes, max(0, index - _JOINED), index)
    return joined is not None and joined.end() == index  # 'after the city closed restaurants'


def _has_object(text: Text, index: int) -> bool:
    """Whether a verb takes an object, as no participle does: 'arrested a man'; 'ordered a trial' may be to come."""
    finders = text.grammar.finders
    has_object = finders["object"].match(text.codes, index + 1) is not None
    return has_object and finders["calling"].match(text.codes, index) is None


def _is_conditional(text: Text, index: int) -> bool:
    """'when the case is heard', 'before it is heard': the present tense of a condition looks ahead."""
    is_now = text.is_class(index - 1, "PRESENT") and text.is_class(index - 1, "BE")
    return is_now and text.has_class(max(0, index - 7), index - 1, "CONDITION", "PARTING")


def _governed_by_future(text: Text, index: int, low: int) -> bool:
    """Whether a participle stands after 'will be', 'to be' or 'is expected to have'."""
    ahead, prospect = text.grammar.finders["ahead"], text.grammar.finders["prospect"]
    codes, before = text.codes, max(low, index - 2)
    is_noun = text.is_class(index - 1, "TIMETABLE") or text.is_class(index - 1, "MONTH")  # 'starts fell', 'May was'
    if index > low and not is_noun and (ahead.match(codes, index - 1) or prospect.match(codes, index - 1)):
        return True
    if text.has_class(before, index, "FUTURE"):
        return True
    if not text.has_class(before, index, "TOBE"):
        return False
    if text.is_class(index - 1, "TOBE") and text.is_class(index - 2, "CONJUNCTION"):
        return True  # 'is to step down in July and be replaced in August'
    near = range(max(0, index - 3), index)
    return any(ahead.match(codes, i) or prospect.match(codes, i) or text.is_class(i, "TO") for i in near)
