"""The subject that a clause leaves to its sentence: 'He was arrested on Monday and charged two days later'."""

from __future__ import annotations

from timeline_api.events.antecedents import antecedent, placed
from timeline_api.events.attachment import (
    PARTICIPLES,
    behind_clitics,
    brings,
    gerund_size,
    is_adverb,
    is_gerund,
    is_participle,
    is_past,
    leads_with_gerund,
    tells,
)
from timeline_api.events.ledsubject import begins_with_verb, joined, of_listed, of_opening
from timeline_api.events.nouns import renames
from timeline_api.events.openings import is_before_noun, told_from
from timeline_api.events.reduced import contact, described, is_of_row, verb_end
from timeline_api.events.relative import told_behind
from timeline_api.events.sharedsubject import shared_subject
from timeline_api.events.subject import (
    CALENDAR,
    DATED,
    FINITE,
    VERBS,
    Subject,
    disagrees,
    in_the_past,
    is_many,
    plans_more,
    with_auxiliary,
)
from timeline_api.events.subjectbegin import FAR, LONGEST, NAMED, NOMINAL, SAID, subject_begin
from timeline_api.frozen import replace
from timeline_api.temporal.recognize import Text

_SKIPPED = frozenset(("CONJUNCTION", "COMMA", "EDGE"))
_ADVERBS = ("ORDWORD", "DEICTIC")  # 'first', 'last'
_ACTING = NOMINAL | {"INT", "NUMWORD"}
_WHERE_ON = 2  # tokens of 'where on'
_RENAMED = 4  # tokens of 'a public office she'
_PUT_IN = 5  # tokens of 'on legal advice,'
_PART = 5  # tokens of 'a first draft of which'


def find_subject(
    text: Text, sentence: tuple[int, int], first: int, last: int, time: tuple[int, int] | None = None
) -> Subject | None:
    """The subject that the clause `[first, last)` takes from its sentence, the tokens `sentence`.

    None when the clause has a subject of its own. The auxiliary goes with the subject when the clause only has a
    participle: 'He was ... charged'.
    """
    if first > sentence[0] and (stops := text.places(max(sentence[0], first - FAR), first, "SEMICOLON")):
        if (named := _named_first(text, sentence[0], first)) is not None:
            return named
        begin = stops[-1] + 1
        is_done_too = is_participle(text, begin + text.is_class(begin, "CONJUNCTION"))
        if not is_done_too or time is None or text.has_class(begin, time[0], "COMMA"):
            sentence = (begin, sentence[1])  # but 'was built in 1831; | and enlarged in 1885'
    if first == sentence[0]:
        return of_opening(text, told_from(text, first, last), last, sentence[1])
    if (led := of_listed(text, sentence, first, last)) is not None:
        return led
    is_led = text.is_class(first - 1, "THAT") or not tells(text, sentence[0], first)
    if is_led and gerund_size(text, sentence[0]) and begins_with_verb(text, first + text.is_class(first, "COMMA")):
        return None  # 'Tras dejar Vale en 1990, enseñó'
    if is_led and leads_with_gerund(text, first):
        # 'said on Monday that after closing its plant in May, it', 'In her first talk since leaving in May, she'
        return of_opening(text, first, last, sentence[1])
    return _of_clause(text, sentence, first, last, time)


def _of_clause(
    text: Text, sentence: tuple[int, int], first: int, last: int, time: tuple[int, int] | None
) -> Subject | None:
    """The subject that the clause `[first, last)` takes from what stands before it in its sentence."""
    if text.grammar.finders["impersonal"].match(text.codes, first + text.is_class(first, "CONJUNCTION")) is not None:
        return None
    if (thing := _meant(text, sentence[0], first, last) or _accompanying(text, first, last)) is not None:
        return thing
    whole = text.place(first + 1, min(last, first + _PART), "PRONOUN_RELATIVE", "WHOM")
    if whole is not None and text.is_class(whole - 1, "OF") and not tells(text, first, whole):
        return Subject(first, whole - 1, whole + 1)  # ', a draft of which was leaked,'
    lead = first + text.is_class(first, "CONJUNCTION")
    is_led = any(text.is_class(lead, name) for name in _ADVERBS) or is_adverb(text, lead)
    if is_led and not text.is_class(lead, "THAT") and is_participle(text, lead + 1):
        first = lead + 1  # 'first announced in May', 'and last inspected in May'
    if text.is_class(first, "PRONOUN_RELATIVE") and (said := _said_before(text, sentence[0], first)) is not None:
        begin = subject_begin(text, sentence[0], said)
        is_own = VERBS.isdisjoint(text.classes(first + 1)) or text.has_class(begin, said, "COMMA")
        return Subject(first, first, first + 1) if is_own else Subject(begin, said, first + 1)
    if text.is_class(first, "PRONOUN_RELATIVE") and brings(text, first - 1):
        own = Subject(first, first, first + 1)  # 'tras reconocer que el banco perdió'
        is_own = VERBS.isdisjoint(text.classes(first + 1))
        return own if is_own else shared_subject(text, sentence[0], first, last, first + 1) or own
    is_contact = text.has_class(first, first + 1, "NOMINATIVE", "DET", "THAT") or text.is_class(first + 1, "NOMINATIVE")
    if is_contact and (thing := contact(text, sentence[0], first, time)) is not None:
        return thing
    if (owned := _object(text, sentence[0], first, last) or _renamed(text, first, last)) is not None:
        return owned
    is_relative = text.has_class(first, first + 1, "PRONOUN_RELATIVE", "THAT")
    if is_relative and (told := told_behind(text, first)) is not None and told < last:
        who = antecedent(text, sentence[0], first)
        return replace(who, verb=first + 1, behind=told) if who is not None else None  # 'heirs say a portrait was'
    is_late = first + 1 < last and is_adverb(text, first + 1)
    tells_of_it = text.is_class(first, "THAT") and not VERBS.isdisjoint(text.classes(first + 1 + is_late))
    if text.is_class(first, "PRONOUN_RELATIVE") or tells_of_it:
        return _of_relative(text, sentence[0], first, last)
    if text.is_class(first, "TO") and text.is_class(first + 1, "TOBE") and is_participle(text, first + 2):
        who = placed(text, sentence[0], first - text.is_class(first - 1, "COMMA"), first)
        return replace(who, verb=first) if who is not None else None  # 'a dividend, to be paid in May'
    if text.is_class(first, "WHERE") and time is not None and 0 < time[0] - first <= _WHERE_ON:
        return Subject(first, first, time[1] + text.is_class(time[1], "COMMA"))  # ', where on May 3 they met'
    if text.is_class(first, "WHERE") and _acts_there(text, first + 1, last):
        return _acting(text, sentence[0], first, last, first + 1)
    if renames(text, first):
        first += 1  # ', país que visitó'
        if text.is_class(first, "PRONOUN_RELATIVE"):
            return Subject(first, first, first + 1)
    governed = first + 1 + text.is_class(first + 1, "DET")
    if text.is_class(first, "PREP") and text.has_class(governed, governed + 1, "PRONOUN_RELATIVE", "WHOM"):
        if _acts_there(text, governed + 1, last):
            return _acting(text, sentence[0], first, last, governed + 1)
        return Subject(first, first, governed + 1)  # 'on which work began', ', during which it moved its men'
    if text.is_class(first, "WHOSE"):
        return _owner(text, sentence[0], first, last)
    if size := gerund_size(text, first):
        if is_participle(text, first + size + 1) and text.is_class(first + size, "HELPING"):
            first += 1  # 'after being held in 2019'
            who = shared_subject(text, sentence[0], first, last, first + size)
            return who if who is None or _is_helped(text, who) else with_auxiliary(text, who)
        shared = shared_subject(text, sentence[0], first, last, first + size) or _in_relative(
            text, sentence[0], first, size
        )
        if shared is not None and _is_helped(text, shared):
            shared = replace(shared, last=shared.last - 1)  # 'will be crowned in May after acceding in 2019'
        return joined(text, first, last) or (in_the_past(text, shared) if shared is not None else None)
    if text.is_class(first, "JOINING"):
        return joined(text, first, last) if not is_before_noun(text, first, time) else None
    if text.is_class(first, "GERUND") and text.is_class(first - 1, "COMMA"):
        who = shared_subject(text, sentence[0], first, last, first)
        if who is not None and not FINITE.isdisjoint(text.classes(sentence[0])):
            who = Subject(first, first, first)  # 'Ingresó en 1951, | llegando a dirigirla en 1960'
        return None if who is None or _is_helped(text, who) else in_the_past(text, who)
    if is_participle(text, first) and (another := _named_second(text, sentence[0], first)) is not None:
        return with_auxiliary(text, another)
    if is_participle(text, first) and (thing := described(text, sentence[0], first)) is not None:
        return thing
    is_second = time is not None and is_of_row(text, first, time[0])
    if is_second and (thing := _of_row(text, sentence[0], first)) is not None:
        return thing
    verb = _verb(text, first, last, time)
    if verb is None:
        return None
    if text.is_class(first, "CONJUNCTION") and (who := _relative(text, sentence[0], first, verb)) is not None:
        return who
    return shared_subject(text, sentence[0], first, last, verb)


def _accompanying(text: Text, first: int, last: int) -> Subject | None:
    """What went along with a deed, and did something itself: ', with its last show taking place in 1996'."""
    begin = first + text.is_class(first, "COMMA")
    if text.grammar.finders["accompanied"].match(text.codes, begin) is None:
        return None
    end = min(last, begin + LONGEST)
    told = next((at for at in range(begin + 3, end) if is_gerund(text, at) or is_participle(text, at)), end)
    if told == end or text.has_class(begin, told, "COMMA", "RELATIVE") or is_participle(text, told + 1):
        return None
    who = Subject(begin + 1, told, told)
    return in_the_past(text, who) if is_gerund(text, told) else with_auxiliary(text, who)


def _named_second(text: Text, sentence: int, first: int) -> Subject | None:
    """Who is named beside another before a comma: 'Her mother, born in 1920, and her father, | born in 1915'."""
    ties = (
        text.places(max(sentence, first - NAMED), first - 1, "CONJUNCTION") if text.is_class(first - 1, "COMMA") else []
    )
    if not ties or not text.is_class(ties[-1] - 1, "COMMA") or text.has_class(ties[-1], first - 1, "COMMA"):
        return None
    is_name = not NOMINAL.isdisjoint(text.classes(ties[-1] + 1)) and not tells(text, ties[-1], first - 1)
    return Subject(ties[-1] + 1, first - 1, first) if is_name else None


def _in_relative(text: Text, sentence: int, first: int, size: int) -> Subject | None:
    """Whom a clause with a gerund in a relative one tells of: 'Prices, which fell in April | after rising in March'."""
    relative = text.places(max(sentence, first - FAR), first, "PRONOUN_RELATIVE")
    if not relative or text.has_class(relative[-1], first, "COMMA"):
        return None
    who = antecedent(text, sentence, relative[-1])
    return replace(who, verb=first + size) if who is not None else None


def _meant(text: Text, sentence: int, first: int, last: int) -> Subject | None:
    """What 'it' or 'they' mean in a clause that is joined to another: 'The ship sank four days after it left Vale'."""
    at = first + text.is_class(first, "JOINING")
    if not text.has_class(at - 1, at, "PARTING", "SINCE", "WHEN"):
        return None
    is_one = text.grammar.finders["it"].match(text.codes, at) is not None
    if not is_one and text.grammar.finders["they"].match(text.codes, at) is None:
        return None
    who = shared_subject(text, sentence, first, last, at + 1)
    if who is None or who.last - who.first > LONGEST or text.is_class(who.first, "PRONOUN"):
        return None
    while who.last > who.first and not FINITE.isdisjoint(text.classes(who.last - 1)):
        who = replace(who, last=who.last - 1)
    # 'The mayor left the firm after it was sold': nobody knows which of the two is meant.
    is_alone = text.is_class(who.first, "DET") and not text.has_class(who.last, at - 1, "DET", "NAME")
    return replace(who, verb=at + 1) if is_alone and is_many(text, who) != is_one else None


def _is_helped(text: Text, who: Subject) -> bool:
    """Whether a subject already has its finite verb with it: 'She was'."""
    return not FINITE.isdisjoint(text.classes(who.last - 1))


def _named_first(text: Text, sentence: int, verb: int) -> Subject | None:
    """The name that a sentence begins with, for a verb right behind a semicolon: 'Ida Renn, born in 1927; died'."""
    end = sentence
    while text.is_class(end, "NAME") and end - sentence < NAMED:
        end += 1
    if end == sentence or text.is_class(verb, "CAP") or VERBS.isdisjoint(text.classes(verb)):
        return None
    return with_auxiliary(text, Subject(sentence, end, verb)) if text.is_class(verb - 1, "SEMICOLON") else None


def _object(text: Text, sentence: int, first: int, last: int) -> Subject | None:
    """What 'whom', or 'which' before a subject, stands for: 'Nordhus, which she had founded in 1961'."""
    if text.is_class(first + 1, "OBJECTIVE") and behind_clitics(text, first + 1) > first + 1:
        return None  # 'quien la vendió'
    is_object = text.is_class(first, "PRONOUN_RELATIVE") and (
        not _ACTING.isdisjoint(text.classes(first + 1)) or _are_acting(text, first + 1)
    )
    if not is_object and not text.is_class(first, "WHOM"):
        return None
    verb = text.grammar.finders["predicate"].search(text.codes, first + 2, min(last, first + NAMED))
    who = antecedent(text, sentence, first)
    if verb is None or who is None:
        return None
    behind = verb.end()
    while behind < last and (is_participle(text, behind) or text.is_class(behind, "PAST")):
        if text.is_class(behind, "SINCE"):
            break  # 'which 40 states have signed | since 2017'
        behind += 1
    return replace(who, behind=verb_end(text, behind))


def _of_relative(text: Text, sentence: int, first: int, last: int) -> Subject | None:
    """Whom a relative clause at a token tells of, or what somebody did it to: 'los millones que ganó'."""
    verb = behind_clitics(text, first + 1)
    if "DET" in text.classes(first + 1) and text.is_class(first, "JOINING") and verb == first + 1:
        return joined(text, first, last)
    who = antecedent(text, sentence, first)
    is_object = who is not None and verb == first + 1 and disagrees(text, who, verb)
    return replace(who, verb=verb, behind=verb + 1) if who is not None and is_object else who


def _owner(text: Text, sentence: int, first: int, last: int) -> Subject | None:
    """Whose something is that 'whose' at a token begins with, and where that ends if its owner stands behind it."""
    owner = antecedent(text, sentence, first)
    if owner is None or not text.grammar.options.get("owner_behind", False):
        return replace(owner, lacks="owner") if owner is not None else None
    told = text.grammar.finders["predicate"].search(text.codes, first + 2, last)  # 'cuyas obras | empezaron'
    if told is None:
        return None
    behind = told.start() - text.is_class(told.start() - 1, "CLITIC")  # 'cuyas obras | se iniciaron'
    return replace(owner, lacks="owner", verb=first, behind=behind)


def _acting(text: Text, sentence: int, first: int, last: int, verb: int) -> Subject:
    """The subject of a sentence for a verb behind 'where' or 'in which' at `first`; none where it has none."""
    who = shared_subject(text, sentence, first, last, verb)
    is_named = who is not None and FINITE.isdisjoint(text.classes(who.first))
    is_named = is_named and who is not None and not text.has_class(who.first, who.last, "UNIT")  # 'Dos años después'
    return replace(who, lacks="") if who is not None and is_named else Subject(first, first, verb)


def _acts_there(text: Text, verb: int, last: int) -> bool:
    """Whether a verb right behind 'where' has no subject of its own behind it: 'a Roma, donde | murió en 1952'.

    Not one behind a clitic: 'donde se representó hasta 1991', which may tell of what the sentence only names.
    """
    if FINITE.isdisjoint(text.classes(verb)):
        return False
    end = verb + 1
    while end < last and is_participle(text, end):
        end += 1  # 'donde fue enterrado'
    is_time = text.is_class(end, "DET") and text.has_class(end + 1, end + 2, *DATED)  # 'donde debutará el sábado'
    return end >= last or is_time or text.has_class(end, end + 1, "PREP", "COMMA", "FINAL")


def _are_acting(text: Text, first: int) -> bool:
    """Whether many did something, named without an article: 'which (many) shareholders left'."""
    noun = first + (text.is_class(first, "SOME") or text.is_class(first, "OTHER"))
    return text.is_class(noun, "PLURAL") and is_past(text, noun + 1) and not text.is_class(noun + 1, "REPORT")


def _renamed(text: Text, first: int, last: int) -> Subject | None:
    """What a clause without 'that' tells of the noun it begins with: 'led it in 1974, a post she held until 1988'."""
    if not text.is_class(first - 1, "COMMA") or not text.is_class(first, "DET"):
        return None
    for index in range(first + 2, min(last - 1, first + _RENAMED)):
        if text.is_class(index, "NOMINATIVE"):
            verb = text.grammar.finders["predicate"].match(text.codes, index + 1)
            return Subject(first, index, index, behind=verb.end()) if verb is not None else None
        if "OTHER" not in text.classes(index):
            return None
    return None


def _verb(text: Text, first: int, last: int, time: tuple[int, int] | None) -> int | None:
    """The verb that a clause begins with, behind what ties it to another and a time that leads it."""
    verb = first
    while verb < last and not _SKIPPED.isdisjoint(text.classes(verb)):
        verb += 1
    if time is not None and verb > first and time[0] - verb == text.is_class(verb, "PREP"):
        if verb == time[0] and text.is_class(time[1] - 1, "YEAR4"):
            return None  # 'but 1989 saw two more'
        verb = time[1] + text.is_class(time[1], "COMMA")  # 'and, since 2007, has been shut'
    elif verb > first and is_adverb(text, verb) and not plans_more(text, verb - 1):
        verb += 1  # 'and finally closed', but 'and fly home'
    if text.is_class(verb, "PREP") and text.is_class(verb - 1, "COMMA"):
        close = text.place_or(verb - 1, verb, min(last, verb + _PUT_IN), "COMMA")
        verb = close + 1 if not VERBS.isdisjoint(text.classes(close + 1)) else verb  # 'and, on advice, pleaded guilty'
    if text.is_class(verb, "PROSPECT") and (text.is_class(verb + 1, "TO") or text.is_class(verb + 1, "DET")):
        return verb  # 'and hopes to build another', 'and expects the sale to go on'
    if verb > first and text.is_class(verb, "TO") and text.is_class(verb + 1, "BASEVERB"):
        return verb  # 'plans to close a mill in 2025 | and to open another'
    is_known = not VERBS.isdisjoint(text.classes(verb)) or text.has_class(verb, verb + 1, "TOBE", "AGAIN")
    told = behind_clitics(text, verb)
    is_known = is_known or (verb < told < last and not FINITE.isdisjoint(text.classes(told)))  # 'y se casó'
    is_verb = verb < last and (is_known or plans_more(text, verb - 1))
    return verb if is_verb else None


def _relative(text: Text, sentence: int, first: int, verb: int) -> Subject | None:
    """The subject of a relative clause that goes on at token `first`: 'Nord, which was sold and then shut'."""
    relatives = text.places(max(sentence + 1, first - FAR), first, "PRONOUN_RELATIVE", "THAT")
    relatives = [at for at in relatives if not text.is_class(at, "THAT") or _is_narrowing(text, at)]
    if not relatives or text.has_class(relatives[-1], first, "COMMA"):
        return None
    who = antecedent(text, sentence, relatives[-1])
    if who is None:
        return None
    is_passive = text.is_class(relatives[-1] + 1, "BE") and not text.is_class(verb, "ACTIVE")
    is_passive = is_passive and not text.is_class(verb + 1, "ORDWORD")  # "were promoted in 2015 and finished fifth"
    who = replace(who, verb=verb)
    return with_auxiliary(text, who) if is_passive else who


def _of_row(text: Text, sentence: int, tie: int) -> Subject | None:
    """What a second participle behind 'and' tells of: 'a letter written in 1907 | and sent in 1910'."""
    done = [at for at in text.places(max(sentence + 1, tie - NAMED), tie, *PARTICIPLES) if is_participle(text, at)]
    if not done or text.has_class(done[-1], tie, "COMMA", "CONJUNCTION"):
        return None
    who = described(text, sentence, done[-1])
    return replace(who, verb=tie + 1) if who is not None else None


def _is_narrowing(text: Text, that: int) -> bool:
    """Whether 'that' begins a clause that tells which one is meant, not one that was said: 'a feast that began'."""
    return not VERBS.isdisjoint(text.classes(that + 1)) and FINITE.isdisjoint(text.classes(that - 1))


def _said_before(text: Text, sentence: int, relative: int) -> int | None:
    """The verb of saying that has a relative for its 'that', a time between them or not: 'dijo el lunes que'."""
    said = text.places(max(sentence + 1, relative - SAID), relative, "REPORT")
    if not said or text.has_class(said[-1] + 1, relative, "COMMA", "RELATIVE", "NAME"):
        return None
    end = relative - text.is_class(relative - 1, "TYING")  # 'informó de que'
    is_beside = said[-1] + 1 == end or text.has_class(said[-1] + 1, relative, *CALENDAR, "DAYWORD")
    return said[-1] if is_beside else None
