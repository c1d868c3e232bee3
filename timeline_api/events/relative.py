"""Where a relative clause, or one that a conjunction joins to another, begins with a time of its own."""

from __future__ import annotations

from collections.abc import Collection

from timeline_api.events.attachment import (
    is_adverb,
    is_gerund,
    is_governed,
    is_participle,
    is_past,
    is_tied,
    joins_clause,
    leads_with_gerund,
    resumed,
    said_behind,
    tells,
)
from timeline_api.events.nouns import NO_NOUN, noun_before
from timeline_api.temporal.recognize import Text

_NEAR = 7  # tokens from 'that' to who said it
_OF_WHERE = 4  # tokens of the subject of a clause with 'where'
_ASIDE = 60  # tokens of a relative clause put into a sentence at most
_OBJECT = frozenset(("DET", "PRONOUN", "NAME"))  # what a verb has that is no participle: 'joined the bank'
_PREP = 2  # tokens of 'where on'
_SUBJECT = 8  # tokens from 'that' to the 'had' of its clause
_ADVERBS = 3  # tokens of 'not yet charged'
_OBJECTS = frozenset(("DET", "ONE", "THAT", "NAME"))
_BY = frozenset(("PREP", "BY"))  # behind a participle without an object
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
    for index in reversed(text.places(start + 1, token, *parting)):
        if joins_clause(text, index, token) or _has_timed_subject(text, index, place):
            main = predicate.search(text.codes, start, index)
            if main is not None and text.is_class(main.start() - 1, "PRONOUN_RELATIVE") and main.start() - 1 > start:
                return None  # 'A teacher who was fired after she refused lost her appeal on Monday'
            if main is not None and main.end() == index and _is_reduced(text, main.start(), start):
                return None  # 'Two of the men held after the raid have fled'
            return index if main is not None else None
    return None


def _led_up_to(text: Text, start: int, token: int) -> int | None:
    """The 'before' of what was done next, which has the time: 'was a nurse | before becoming a doctor in 1991'."""
    before = text.places(start + 1, token - 1, "BEFORE")
    if not before or not leads_with_gerund(text, before[-1]):
        return None
    if text.has_class(before[-1], token, "COMMA", "CONJUNCTION"):
        return None  # 'before throwing in the towel and reducing its stake'
    main = text.grammar.finders["predicate"].search(text.codes, start, before[-1])
    if main is None or not is_past(text, main.start()) or text.is_class(main.start() + 1, "TO"):
        return None  # 'has to sell the house before moving'
    return before[-1]


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
    tie = state_end(text, start, token)
    return _plan_begin(text, start, token) if tie is None else tie


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
        if is_governed(text, index) and predicate.search(text.codes, index + 1, token) is not None:
            return index - 1  # 'kept a truce, during which it moved its men in May'
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
        if is_over and is_past(text, verb) and _SAID.isdisjoint(text.classes(index - 1)):
            return index  # 'tried to save talks that failed in March'
    return None


def told_behind(text: Text, relative: int) -> int | None:
    """The verb of a relative clause behind who says so: 'a portrait that heirs of the family say | was looted'."""
    said = text.places(relative + 2, relative + _SUBJECT, "REPORT", "PRESENT")
    verbs = (at + 1 for at in said if text.sayers.match(text.codes, at) and is_past(text, at + 1))
    verb = next(verbs, None)
    return verb if verb is not None and not text.has_class(relative + 1, verb, "COMMA", "RELATIVE") else None


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


def narrowing_begin(text: Text, start: int, token: int, token_end: int, last: int) -> int | None:
    """Where a clause without commas begins that tells which one is meant: 'The man arrested on Monday has fled'.

    That is asked only where there is no `dated_conjunction`.
    """
    predicate = text.grammar.finders["predicate"]
    if token_end >= last:
        return None
    token_end = resumed(text, token_end, last)
    goes_on = text.grammar.finders["auxiliary"].match(text.codes, token_end) is not None
    is_over = is_past(text, token_end)
    # 'An audit leaked on Monday suggests another reason'
    can_be_now = text.is_class(token_end, "PLURAL") and not tells(text, token_end + 1, last)
    is_now = can_be_now and not _OBJECTS.isdisjoint(text.classes(token_end + 1))
    # 'The ship that sank in 1915 lies off the cape'
    can_be_now = is_now or (can_be_now and text.has_class(token_end + 1, token_end + 2, "PREP", "OTHER"))
    first = predicate.search(text.codes, start, token) if goes_on or is_over or can_be_now else None
    if first is None and (goes_on or is_over) and (done := _bare_participle(text, start, token)) is not None:
        return done
    if first is not None and first.start() == start and text.is_class(first.end(), "PRONOUN_RELATIVE"):
        first = predicate.search(text.codes, first.end(), token)  # 'Hosts who applied in May have'
    if first is not None and text.is_class(first.start(), "REPORT") and is_participle(text, first.end() + 1):
        first = predicate.search(text.codes, first.end(), token)  # 'The bank said clerks | fired in May would be paid'
    if first is None or first.start() == start or text.is_class(first.start() - 1, "COMMA"):
        return None
    index = first.start()
    if text.is_class(index - 1, "PRONOUN_RELATIVE") or text.is_class(index - 1, "RELATIVE"):
        return index - 1 if index - 1 > start else None
    if (named := _of_object(text, start, index)) is not None:
        return named
    if text.has_class(index, token, "THAT"):
        return None  # 'called it a fraud and said that his election in May was won'
    if not is_participle(text, index):
        return None
    particle = text.grammar.finders["with_verb"].match(text.codes, index + 1)  # 'Tests | carried out last week found'
    behind = index + 1 if particle is None else particle.end()
    lacks_object = behind == token or not _BY.isdisjoint(text.classes(behind))
    is_end = text.grammar.finders["ended"].match(text.codes, token_end) is not None  # 'in the quarter ended Sept. 30'
    has_object = text.grammar.finders["object"].match(text.codes, token_end + 1) is not None
    is_finite = text.is_class(token_end, "PAST") or (is_over and has_object)  # 'killed twelve people'
    is_done = is_finite and not is_end and "ACTIVE" not in text.classes(index) and lacks_object
    if not (goes_on or is_done or is_now):  # 'A clerk convicted of theft in 2004 died'
        return None
    if text.is_class(index - 1, "NOMINATIVE"):
        return index - 1  # 'said the striker | it signed in May was hurt'
    return index - (is_adverb(text, index - 1) and index - 1 > start)


def _bare_participle(text: Text, start: int, token: int) -> int | None:
    """A subject's participle with a time, where participles are no verbs: 'El cuadro | robado en 1990 apareció'."""
    if "masculine_endings" not in text.grammar.options or not text.is_class(start, "DET"):
        return None
    done = [at for at in text.places(start + 2, token, "PARTICIPLE") if is_participle(text, at)]
    if not done or text.is_class(done[-1], "CAP") or not NO_NOUN.isdisjoint(text.classes(done[-1] - 1)):
        return None
    if text.has_class(start, token, "COMMA", "RELATIVE", "BE") or text.is_class(done[-1], "REPORT"):
        return None
    is_plain = done[-1] + 1 >= token - 1 or not _BY.isdisjoint(text.classes(done[-1] + 1))
    return done[-1] if is_plain and text.grammar.finders["no_deed"].match(text.codes, done[-1]) is None else None


def _of_object(text: Text, start: int, verb: int) -> int | None:
    """Where a relative clause with its verb at a token begins that tells what was done to a thing, and by whom.

    For example, 'The house | that her father built in 1920 burned', 'The painting | the museum bought in 2011 was'.
    """
    relatives = text.places(max(start + 1, verb - _NEAR), verb - 1, "PRONOUN_RELATIVE", "THAT")
    if relatives and not text.has_class(relatives[-1], verb, "COMMA", "PREP"):
        return relatives[-1] if not text.is_class(relatives[-1] - 1, "COMMA") else None
    if (named := noun_before(text, start, verb)) is not None:
        return named
    is_contact = verb - 1 > start + 1 and text.is_class(verb - 1, "NOMINATIVE") and text.is_class(start, "DET")
    return verb - 1 if is_contact and NO_NOUN.isdisjoint(text.classes(verb - 2)) else None


def narrowing_span(text: Text, start: int, token: int, last: int) -> tuple[int, int] | None:
    """The tokens of a relative clause of who a sentence is about, up to the verb of the sentence behind its times.

    For example, 'Fires | that began on 29 May and were put out only on Monday | have destroyed a mill'.
    """
    predicate = text.grammar.finders["predicate"]
    first = text.place(start + 1, token, "PRONOUN_RELATIVE", "THAT")
    if first is None or text.is_class(first - 1, "COMMA") or predicate.search(text.codes, start, first) is not None:
        return None
    own = predicate.match(text.codes, first + 1)
    if own is None:
        return None
    at, last = own.end(), text.place_or(last, own.end(), last, "SEMICOLON")
    while (found := predicate.search(text.codes, at, min(last, at + _ASIDE))) is not None:
        verb, behind = found.start(), at
        at = found.end()
        if verb == behind or text.is_class(verb - 1, "TO"):
            continue  # 'had been', 'to flee'
        if text.has_class(behind, verb, "RELATIVE", "SUBORDINATOR", "WHEN", "NOMINATIVE"):
            continue
        if text.has_class(behind, verb, "COMMA"):
            return None
        if text.is_class(verb - 1 - is_adverb(text, verb - 1), "CONJUNCTION"):
            continue
        is_reduced = (
            is_participle(text, verb) and predicate.search(text.codes, at, min(last, at + _SUBJECT)) is not None
        )
        if not is_reduced or text.is_class(verb, "PAST"):
            return (first, verb) if verb > token else None
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
