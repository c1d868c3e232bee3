"""Where a relative clause, or one that a conjunction joins to another, begins with a time of its own."""

from __future__ import annotations

from collections.abc import Collection

from timeline_api.events.attachment import (
    is_adverb,
    is_gerund,
    is_participle,
    is_past,
    is_tied,
    joins_clause,
    leads_with_gerund,
    tells,
)
from timeline_api.events.nouns import governed_begin
from timeline_api.events.saidparts import said_behind, said_with
from timeline_api.temporal.recognize import Text

_NEAR = 7  # tokens from 'that' to who said it
_OF_WHERE = 4  # tokens of the subject of a clause with 'where'
_ASIDE = 60  # tokens of a relative clause put into a sentence at most
_OBJECT = frozenset(("DET", "PRONOUN", "NAME"))  # what a verb has that is no participle: 'joined the bank'
_PREP = 2  # tokens of 'where on'
_SUBJECT = 8  # tokens from 'that' to the 'had' of its clause
_ADVERBS = 3  # tokens of 'not yet charged'
_DONE_TO = 12  # tokens of 'was fined for the second time on Monday'
_LEADING = ("CONDITION", "SUBORDINATOR", "JOINING", "PARTING")
_SAID = frozenset(("COMMA", "REPORT", "PASTLIKE", "PAST"))


def joined_begin(
    text: Text, start: int, place: tuple[int, int], parting: Collection[str], older: Collection[int] = ()
) -> int | None:
    """Where a clause with a verb of its own begins that one of the classes `parting` joins to another with a verb.

    `older` are tokens of times before that of the news, so that they are of a relative clause that is over.
    """
    predicate, token = text.grammar.finders["predicate"], place[0]
    if (begin := _relative_begin(text, start, place, older)) is not None:
        return begin
    if (tie := tie_of_another(text, start, token)) is not None:
        return tie
    if (begin := _led_up_to(text, start, token)) is not None:
        return begin
    if (begin := _brought(text, start, place)) is not None:
        return begin
    for index in reversed(text.places(start + 1, token, *parting)):
        if joins_clause(text, index, token) or _has_timed_subject(text, index, place):
            main = predicate.search(text.codes, start, index)
            if main is not None and text.is_class(main.start() - 1, "PRONOUN_RELATIVE") and main.start() - 1 > start:
                return None  # 'A teacher who was fired after she refused lost her appeal on Monday'
            if main is not None and main.end() == index and _is_reduced(text, main.start(), start):
                return None  # 'Two of the men held after the raid have fled'
            return index if main is not None else None
    return None


def _another_behind(text: Text, start: int, token: int) -> int | None:
    """The conjunction before the deed that a time is of alone: 'It had shut, | but the shop opened in May'.

    So is what lasted until then: 'was rebuilt | and remained in use until 1920'.
    """
    tie = next(reversed(text.places(start + 2, token - 1, "CONJUNCTION")), start)
    main, verb = text.grammar.finders["predicate"].search(text.codes, start, tie), tie + 1
    if main is None or not is_past(text, main.start()):
        return None
    is_until = text.is_class(token - 1, "CONDITION") and text.is_class(token - 1, "DEADLINE") and is_past(text, verb)
    is_other = text.is_class(tie, "STOP") and text.is_class(tie - 1, "COMMA") and not is_past(text, verb)
    is_other = is_other and text.sayers.search(text.codes, start, tie) is None and tells(text, verb + 1, token)
    return tie if is_until or is_other else None


def _led_up_to(text: Text, start: int, token: int) -> int | None:
    """The 'before' of what was done next, which has the time: 'was a nurse | before becoming a doctor in 1991'."""
    before = text.places(start + 1, token - 1, "BEFORE")
    is_apart = bool(before) and text.is_class(before[-1] - 1, "COMMA") and joins_clause(text, before[-1], token)
    if not before or not (is_apart or leads_with_gerund(text, before[-1])):
        return None
    if text.has_class(before[-1], token, "COMMA", "CONJUNCTION"):
        return None  # 'before throwing in the towel and reducing its stake'
    main = text.grammar.finders["predicate"].search(text.codes, start, before[-1])
    is_told = main is not None and is_past(text, main.start()) and not text.is_class(main.start() + 1, "TO")
    return before[-1] if is_told else None  # not 'has to sell the house before moving'


def _brought(text: Text, start: int, place: tuple[int, int]) -> int | None:
    """Where what was said begins that a gerund brings: 'The firm denied it, saying | the mill would open in May'."""
    commas = text.places(start + 1, place[0], "COMMA")
    begin = said_with(text, commas[-1], place[0]) if commas and text.is_class(commas[-1] + 1, "GERUND") else None
    return begin if begin is not None and tells(text, start, commas[-1]) else None


def _has_timed_subject(text: Text, index: int, place: tuple[int, int]) -> bool:
    """Whether a time stands between the subject and the verb of what a word joins: 'after floods in May destroyed'."""
    token, token_end = place
    if not text.is_class(index, "PARTING") or token - index < _PREP or not is_past(text, token_end):
        return False
    return not text.has_class(index + 1, token, "COMMA", "RELATIVE") and not tells(text, index + 1, token)


def _is_reduced(text: Text, verb: int, start: int) -> bool:
    """Whether the first verb of a clause, which has no object, tells which one is meant: 'the men | held in May'."""
    if not text.is_class(verb, "PARTICIPLE") or text.is_class(verb, "ACTIVE") or text.is_class(verb, "REPORT"):
        return False
    return verb > start + 1 and not text.is_class(verb - 1, "BE") and not text.is_class(verb - 1, "HAD")


def tie_of_another(text: Text, start: int, token: int) -> int | None:
    """The conjunction before the verb that a time goes with, where the verb before it is told of another."""
    for find in (state_end, traced_end, _plan_begin, _another_behind, done_again):
        if (tie := find(text, start, token)) is not None:
            return tie
    return None


def state_end(text: Text, start: int, token: int) -> int | None:
    """The conjunction behind what somebody was, before what they did: 'He was with the band | but left it in 1971'."""
    if token - start > _ASIDE:
        return None
    main = text.grammar.finders["predicate"].search(text.codes, start, token)
    if main is None or not text.is_class(main.start(), "BE") or text.is_class(main.end(), "GERUND"):
        return None
    if any(is_participle(text, index) for index in range(main.end(), min(token, main.end() + _ADVERBS))):
        return None  # 'was built and opened in 1971', 'was badly hurt and died in May'
    ties = text.places(main.end() + 1, token - 1, "CONJUNCTION")
    return next((tie for tie in ties if is_past(text, tie + 1)), None)


def done_again(text: Text, start: int, token: int) -> int | None:
    """The 'and' before what was done in a year, behind what was done before: 'was freed | and was named head in'."""
    if not text.is_class(token, "YEAR4"):
        return None
    main = text.grammar.finders["predicate"].search(text.codes, start, token)
    if main is None or not text.is_class(main.start(), "BE"):
        return None
    tie = next(reversed(text.places(main.end() + 1, token, "CONJUNCTION")), None)
    if tie is None or not text.is_class(tie + 1, "BE"):
        return None
    is_late = text.is_class(tie + 2, "ORDWORD") or is_adverb(text, tie + 2)
    return tie if is_participle(text, tie + 2 + is_late) else None


def traced_end(text: Text, start: int, token: int) -> int | None:
    """The conjunction behind when something is from, before what was done: 'dates from 1736 | but was sold in'."""
    if text.grammar.firsts["traced"].isdisjoint(text.codes[start:token]):
        return None
    found = text.grammar.finders["traced"].search(text.codes, start, token)
    ties = text.places(found.end(), token - 1, "CONJUNCTION") if found is not None else []
    return next((tie for tie in ties if tells(text, tie, token)), None)


def _plan_begin(text: Text, start: int, token: int) -> int | None:
    """The 'and' before what will be done at a time, behind what is told of now: 'is looking into it and will ask'."""
    ties = text.places(max(start + 1, token - _ASIDE), token - 1, "CONJUNCTION")
    if not ties:
        return None
    tie, predicate = ties[-1], text.grammar.finders["predicate"]
    main = predicate.search(text.codes, max(start, tie - _ASIDE), tie)
    if main is None or _is_ahead(text, main.start()):
        return None
    if _is_ahead(text, tie + 1):
        return tie
    verb = predicate.search(text.codes, tie + 2, token)
    if verb is None or not _is_ahead(text, verb.start()):
        return None
    if (relative := text.place(tie + 1, verb.start(), "THAT", "PRONOUN_RELATIVE")) is not None:
        return relative if relative == verb.start() - 1 else None  # 'is buying it in a cash and stock deal | that will'
    if text.has_class(tie + 1, verb.start(), "COMMA") and not text.is_class(tie - 1, "COMMA"):
        return None  # 'Subject to required approvals and waivers, the firm plans to'
    if text.is_class(main.start(), "REPORT") and not text.is_class(tie - 1, "COMMA"):
        return None  # 'said the mayor and the minister will meet'
    commas = text.places(main.end(), tie - 1, "COMMA") if text.has_class(start, start + 1, *_LEADING) else ()
    if commas and not tells(text, commas[-1], tie):
        return None  # 'If it holds, the mayor and the minister will meet'
    is_inner = text.has_class(max(start, main.start() - _SUBJECT), main.start(), "PRONOUN_RELATIVE", "THAT")
    return None if is_inner else tie  # but 'The strike that closed the port and the airport will end'


def _is_ahead(text: Text, verb: int) -> bool:
    """Whether a verb tells what is to be: 'will', 'is due', 'are expected to', 'is to', 'plans to'."""
    if text.is_class(verb, "WILL"):
        return True
    finders = text.grammar.finders
    is_now = text.is_class(verb, "PRESENT") and text.is_class(verb, "BE")
    if is_now and finders["ahead"].match(text.codes, verb) is not None:
        return True
    return finders["prospect"].search(text.codes, verb, verb + 1 + is_now) is not None


def _relative_begin(text: Text, start: int, place: tuple[int, int], older: Collection[int]) -> int | None:
    """Where a relative clause begins that has a time to itself."""
    predicate, (token, token_end) = text.grammar.finders["predicate"], place
    for index in reversed(
        text.places(start + 2, token - 1, "THAT", "PRONOUN_RELATIVE", "WHOM", "WHOSE", "WHERE", "WHEN")
    ):
        main = predicate.search(text.codes, start, index)
        if main is None or text.is_class(index - 1, "UNIT") or is_tied(text, index):
            continue  # 'the three months that ended on 30 June'
        if text.is_class(index, "THAT") and text.is_class(index - 1, "COMMA"):
            continue  # 'a feast in the capital, Vale, that began on Monday'
        if text.is_class(index - 1, "COMMA") and predicate.search(text.codes, index + 1, token) is not None:
            if _is_closed(text, index, token) and not text.is_class(token_end, "COMMA"):
                continue  # 'beat Vale, who had beaten Rome, on Monday'
            if (behind := _joined_behind(text, index, token)) is not None:
                return behind  # 'grew up in Vale, where his mother ran an inn, and left it in 1976'
            return index  # 'founded Nordhus, which was sold in May'
        leads = text.is_class(index, "WHERE") and text.is_class(index - 1, "COMMA") and token - index <= _PREP
        if leads and predicate.search(text.codes, token_end, token_end + _NEAR) is not None:
            return index  # 'marched to Vale, where on May 3 they met'
        begin = index - 1 if is_governed(text, index) else governed_begin(text, index)
        is_led = begin < index and text.is_class(begin - 1, "COMMA")
        if is_led and _is_closed(text, index, token) and not text.is_class(token_end, "COMMA"):
            continue  # 'will run in the final, in which she leads, on Monday'
        if is_led and predicate.search(text.codes, index + 1, token) is not None:
            return begin  # 'kept a truce, during which it moved its men in May', 'has sons, two of whom died in May'
        if said_behind(text, max(index + 1, token - _NEAR), token) is not None:
            continue  # 'have died in the fire that swept the tower, police said on Thursday'
        verb = index + 1 + text.is_class(index, "WHOSE")  # 'a man whose body was found'
        verb += text.is_class(index, "WHERE") and text.is_class(verb, "PRONOUN")  # 'the house where it fell'
        if text.is_class(verb, "WILL") or _looks_back(text, main.start(), verb):
            return index  # 'has signed a contract that will keep him until June'
        has_subject = text.is_class(index, "WHERE") or text.is_class(index, "WHOSE")
        if has_subject and (told := predicate.search(text.codes, verb, token)) is not None:
            # 'a town where rebels rose in May', 'a man whose two young sons were found'
            verb = told.start() if told.start() - verb <= _OF_WHERE else verb
        if (reported := told_behind(text, index)) is not None and reported < token:
            return index  # 'has withdrawn a portrait that heirs say was looted in 1938'
        if _names_anew(text, index) and predicate.match(text.codes, index + 1) is not None:
            return index  # 'fought for the town, a siege that ended in May'
        is_over = token in older and not text.is_class(main.start(), "HAD")
        is_told = is_over and (is_past(text, verb) or _is_content(text, main.start(), index, token))
        if is_told and _SAID.isdisjoint(text.classes(index - 1)):
            return index  # 'tried to save talks that failed in March'
    return None


def is_governed(text: Text, relative: int) -> bool:
    """Whether a preposition stands between a comma and a 'which' or 'whom': ', during which it moved its men'."""
    return text.is_class(relative - 2, "COMMA") and text.is_class(relative - 1, "PREP")


def relative_before(text: Text, first: int, token: int) -> int | None:
    """Where the relative clause of a time begins, if its verb stands right before it: 'a plane that crashed on Monday'.

    It has no comma before it, and is not what somebody said.
    """
    relatives = text.places(max(first, token - _NEAR) + 1, token, "RELATIVE", "PRONOUN_RELATIVE")
    if not relatives:
        return None
    index = relatives[-1]
    if not _SAID.isdisjoint(text.classes(index - 1)) or text.is_class(index + 1, "DET"):
        return None
    return index if text.grammar.finders["predicate"].match(text.codes, index + 1) is not None else None


def told_behind(text: Text, relative: int) -> int | None:
    """The verb of a relative clause behind who says so: 'a portrait that heirs of the family say | was looted'."""
    told = [
        at for at in range(relative + 3, relative + _SUBJECT + 1) if is_past(text, at) or text.is_class(at, "FUTURE")
    ]
    thinking = text.grammar.finders["thinking"]
    verbs = (at for at in told if any(finder.match(text.codes, at - 1) for finder in (text.sayers, thinking)))
    verb = next(verbs, None)
    return verb if verb is not None and not text.has_class(relative + 1, verb, "COMMA", "RELATIVE") else None


def _is_content(text: Text, main: int, that: int, token: int) -> bool:
    """Whether 'that' begins what a noun of the present is about: 'hopes to prove a theory that a bomb fell in May'."""
    if not text.is_class(that, "THAT") or not text.is_class(that - 1, "OTHER") or is_past(text, main):
        return False
    if text.grammar.finders["message"].match(text.codes, that - 1) is not None:
        return False
    told = text.grammar.finders["predicate"].search(text.codes, that + 2, token)
    return told is not None and is_past(text, told.start())


def _names_anew(text: Text, relative: int) -> bool:
    """Whether a relative clause belongs to what names something anew behind a comma: ', the man who fled in May'."""
    dets = text.places(max(0, relative - _NEAR), relative - 1, "DET")
    if not dets or not text.is_class(dets[-1] - 1, "COMMA"):
        return False
    return not text.has_class(dets[-1] + 1, relative, "COMMA") and not tells(text, dets[-1] + 1, relative)


def _joined_behind(text: Text, index: int, token: int) -> int | None:
    """The 'and' behind the comma that ends a relative clause from `index` on, if a verb follows before a time."""
    for tie in text.places(index + 2, min(token - 1, index + _ASIDE), "CONJUNCTION"):
        is_apart = text.is_class(tie - 1, "COMMA") and tells(text, index + 1, tie - 1)
        if is_apart and is_past(text, tie + 1):
            return tie
    return None


def closed_relative(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Where in tokens `[start, end)` a relative clause put into a sentence begins, and the comma that ends it.

    Behind that comma the sentence goes on with its verb: 'the firm, | which makes cars|, said'.
    """
    for index in text.places(start + 1, end, "PRONOUN_RELATIVE"):
        if not text.is_class(index - 1, "COMMA"):
            continue
        commas = text.places(index + 2, min(end, index + _ASIDE), "COMMA")
        verb = commas[0] + 1 if commas else index
        says = text.is_class(verb, "REPORT") and text.has_class(verb, verb + 1, "PARTICIPLE", "PAST")  # no 'according'
        if says or is_past(text, verb) or text.is_class(verb, "FUTURE"):
            return index, commas[0]
    return None


def _is_closed(text: Text, index: int, token: int) -> bool:
    """Whether a relative clause ends at a comma that what leads to the time at `token` stands behind."""
    commas = text.places(index + 1, token, "COMMA") if token - index <= _ASIDE else []
    if len(commas) != 1 or not text.is_class(commas[0] + 1, "PREP"):
        return False
    return not tells(text, commas[0], token)


def _looks_back(text: Text, main: int, relative: int) -> bool:
    """Whether a relative clause is over while what it belongs to is not: 'are looking for a man who fled on Friday'."""
    now = text.grammar.finders["now"].match(text.codes, main) is not None
    if not is_past(text, relative + is_adverb(text, relative)):  # 'a fire that badly hurt two men'
        return now and text.has_class(relative + 1, relative + _SUBJECT, "HAD")  # 'lies where a captain had seen it'
    return now or (text.is_class(main, "BASEVERB") and not is_past(text, main))


def listed_begin(text: Text, start: int, token: int) -> int | None:
    """Where the last of some deeds in a row begins, the only one that a year at a token is that of.

    For example, 'He left school, moved to Paris, | married Ann Lee in 1920', 'went home, fell ill | and died in 1920'.
    """
    predicate = text.grammar.finders["predicate"]
    told = predicate.search(text.codes, start, token)
    comma = text.place(told.end(), token, "COMMA") if told is not None else None
    if told is None or comma is None or not is_past(text, told.start()) or text.is_class(told.start() - 1, "COMMA"):
        return None  # 'The probe, launched in 1977, left the system in 2012'
    ties = [at for at in text.places(comma, token, "COMMA", "CONJUNCTION") if is_past(text, at + 1)]
    if not ties or (verb := ties[-1] + 1) >= token or text.is_class(verb + 1, "PRONOUN"):
        return None  # 'built a mill and opened it in 1893'
    if predicate.search(text.codes, verb + 1, token) is not None:
        return None
    if text.is_class(verb - 1, "CONJUNCTION"):
        return verb - 1 - text.is_class(verb - 2, "COMMA")
    if is_participle(text, verb) and _OBJECT.isdisjoint(text.classes(verb + 1)):
        return None  # 'wrote a book, published in 1972'
    commas = text.places(told.end(), verb - 1, "COMMA")
    return verb - 1 if not commas or tells(text, commas[-1], verb - 1) else None  # not 'since Nord, a firm, sold'


def begins_deed(text: Text, start: int) -> bool:
    """Whether tokens from `start` on tell what the subject did for which something was done to it.

    For example, 'was fined | for dumping'; but not 'was charged with dumping' or 'The court fined it for dumping'.
    """
    reason = text.grammar.finders["reason"].match(text.codes, start)
    if reason is None or not is_gerund(text, reason.end()):
        return False
    done = text.places(max(0, start - _DONE_TO), start, "BE")
    if not done or text.grammar.finders["proven"].match(text.codes, done[-1] + 1) is None:
        return False
    return not tells(text, done[-1] + 2, start)
