"""The subject of a clause that leads its sentence, which stands behind it: 'Built in 1894, the bridge was closed'."""

from __future__ import annotations

from timeline_api.events.attachment import (
    behind_clitics,
    gerund_size,
    is_adverb,
    is_gerund,
    is_participle,
    is_tied,
    tells,
)
from timeline_api.events.subject import DATED, FINITE, VERBS, Subject, in_the_past, with_auxiliary
from timeline_api.frozen import replace
from timeline_api.temporal.recognize import Text

_RELATIVES = ("WHEN", "WHERE", "PRONOUN_RELATIVE", "WHOM", "WHOSE")
_LONGEST = 14  # tokens of a subject
_BEHIND = DATED | {"PREP", "DAYWORD", "DEICTIC"}  # behind a participle without an object
_NAMED = 7  # tokens of one that no comma parts from what leads it


def of_opening(text: Text, first: int, last: int, end: int) -> Subject | None:
    """The subject that the clause `[first, last)` with which a sentence begins takes from what stands behind it."""
    if (named := _born(text, first, last)) is not None:
        return named
    leads = text.is_class(last, "COMMA") and not text.is_class(last + 1, "CONJUNCTION")
    size = gerund_size(text, first)
    is_joined = leads and text.is_class(first, "JOINING") and not text.is_class(first + 1, "GERUND")
    if is_joined and not size:
        return joined(text, first, last) if not _is_whole(text, first, last) else None
    led = _led(text, first, last, end)
    does = led is not None and led.verb == first + size and (size > 0 or text.is_class(first, "GERUND"))
    return in_the_past(text, led) if led is not None and does else led  # 'After meeting the king in May, she'


def _is_whole(text: Text, first: int, last: int) -> bool:
    """Whether a clause that leads another has that with it: 'Since it burned, at least nine have left|, said Ann'."""
    comma = text.place(first + 1, last, "COMMA")
    if comma is None or text.has_class(first + 1, comma, "RELATIVE"):
        return False
    return tells(text, first, comma) and tells(text, comma, last)


def _born(text: Text, first: int, last: int) -> Subject | None:
    """Whose birth is told without another verb: 'Ida Renn, puppeteer, born on 3 May 1927'."""
    born = text.grammar.finders["birth"].search(text.codes, first + 2, last)
    if born is None or not text.is_class(born.start() - 1, "COMMA"):
        return None
    predicate = text.grammar.finders["predicate"]
    if predicate.search(text.codes, first, born.start()) or predicate.search(text.codes, born.end(), last):
        return None
    name = text.places(first, born.start(), "COMMA")[0]
    return with_auxiliary(text, Subject(first, name, born.start()))


def _led(text: Text, first: int, last: int, end: int) -> Subject | None:
    """Whom a participle tells of that leads its sentence: 'Built in 1894, the bridge was closed'."""
    if (named := _led_by_noun(text, first, last)) is not None:
        return named
    size = gerund_size(text, first)
    first += size
    first += text.is_class(first, "HELPING") and is_participle(text, first + 1)
    last = _behind_list(text, last, end) if leads_with_participle(text, first) else last
    comma = text.is_class(last, "COMMA")
    if last >= end - 1 or not (comma or text.is_class(last, "NOMINATIVE")):
        return None
    if not size and not leads_with_participle(text, first) and not text.is_class(first, "GERUND"):
        return None
    begin = last + comma  # 'After leaving Vale in 1990 | he taught'
    if size and begins_with_verb(text, begin):
        return Subject(first, first, first)  # 'Tras dejar Vale en 1990, enseñó', which says of nobody who it was
    if any(text.is_class(begin, name) for name in _RELATIVES):
        return None  # 'Raised in Vale, she taught until 1885, when she won a prize'
    if text.is_class(begin, "PRONOUN"):
        return with_auxiliary(text, Subject(begin, begin + 1, first))
    for index in range(begin + 1, min(end, begin + _LONGEST)):
        classes = text.classes(index)
        can_be_verb = index > begin + 1 or text.is_class(begin, "NAME")  # 'Elvo employs', not 'The mills'
        is_present = can_be_verb and "PLURAL" in classes and "CAP" not in classes
        is_verb = not VERBS.isdisjoint(classes) or is_present
        if "COMMA" in classes and (named := _named_behind(text, index + 1, end)) is not None:
            return with_auxiliary(text, replace(named, verb=first))  # 'Born in Vale, the son of a smith, he left'
        if is_verb or not {"COMMA", "RELATIVE", "STOP"}.isdisjoint(classes):
            while index - 1 > begin and (
                text.is_class(index - 1, "CLITIC")
                or is_adverb(text, index - 1)
                or text.grammar.finders["midway"].match(text.codes, index - 1) is not None
            ):
                index -= 1
            return with_auxiliary(text, Subject(begin, index, first))  # 'Hit by a bus, she | never walked'
    behind = begin
    while text.is_class(behind, "CAP") and behind < end:
        behind += 1
    # Before a verb that no list knows: 'Freed in May, Ann Lee now works'.
    has_verb = begin < behind < end and not text.is_class(behind, "FINAL")
    return with_auxiliary(text, Subject(begin, behind, first)) if has_verb and first < last else None


def begins_with_verb(text: Text, index: int) -> bool:
    """Whether a clause begins with its verb, as one may whose subject is known: 'se casó en 1950'."""
    index = behind_clitics(text, index)
    return not FINITE.isdisjoint(text.classes(index)) and not text.is_class(index, "CAP")


def _behind_list(text: Text, last: int, end: int) -> int:
    """Where the last of some participles ends that lead a sentence: 'Tried in 2005 | and freed in 2009|, she'."""
    while last < end and (tie := _tie_size(text, last)) and leads_with_participle(text, last + tie):
        last = text.place_or(end, last + tie, min(end, last + _LONGEST), "COMMA", "CONJUNCTION")
    return last


def leads_with_participle(text: Text, index: int) -> bool:
    """Whether a participle stands at a token, behind a 're-' too, and no name begins there: 'United States'."""
    return is_participle(text, index) and not (text.is_class(index, "CAP") and text.is_class(index + 1, "CAP"))


def _tie_size(text: Text, index: int) -> int:
    """How many tokens the 'and', ',' or ', and' at a token has, 0 for none."""
    comma = int(text.is_class(index, "COMMA"))
    return comma + text.is_class(index + comma, "CONJUNCTION")


def of_listed(text: Text, sentence: tuple[int, int], first: int, last: int) -> Subject | None:
    """Whom a participle tells of behind another that leads a sentence: 'Tried in 2005 and freed in 2009, she'."""
    begin = first + text.is_class(first, "CONJUNCTION")
    if not leads_with_participle(text, begin) or not leads_with_participle(text, sentence[0]):
        return None
    behind = sentence[0]
    while behind < begin and (tie := text.place(behind, begin, "COMMA", "CONJUNCTION")) is not None:
        behind = tie + _tie_size(text, tie)
        if not leads_with_participle(text, behind):
            return None
    return _led(text, begin, last, sentence[1]) if behind == begin else None


def _named_behind(text: Text, begin: int, end: int) -> Subject | None:
    """The pronoun or name at a token that a verb follows: whom an apposition before it tells of."""
    behind = begin + text.is_class(begin, "NOMINATIVE")
    while behind < min(end, begin + _NAMED) and text.is_class(behind, "NAME"):
        behind += 1
    if behind == begin:
        return None
    is_followed = text.grammar.finders["predicate"].match(text.codes, behind) is not None
    return Subject(begin, behind, begin) if is_followed else None


def _led_by_noun(text: Text, first: int, last: int) -> Subject | None:
    """What a participle tells of in a lead: 'Under the deal reached on Sunday, the rebels will'."""
    if not text.is_class(first, "PREP") or not text.is_class(first + 1, "DET") or not text.is_class(last, "COMMA"):
        return None
    relative = text.place(first + 3, min(last, first + _NAMED), "PRONOUN_RELATIVE", "THAT")
    if relative is not None and not FINITE.isdisjoint(text.classes(relative + 1)):
        return Subject(first + 1, relative, relative + 1)  # 'Of the 300 people who were held in May, 40'
    done = next((index for index in range(first + 3, min(last, first + _NAMED)) if is_participle(text, index)), None)
    if done is None or _BEHIND.isdisjoint(text.classes(done + 1)) or text.has_class(first + 2, done, "DET"):
        return None
    return with_auxiliary(text, Subject(first + 1, done, done))


def joined(text: Text, first: int, last: int) -> Subject | None:
    """A clause without the word that joins it to another, if a subject follows: 'after prosecutors charged him'."""
    if gerund_size(text, first) > 1:
        return None
    if is_tied(text, first + 2):
        return Subject(first, first, first + 3)  # 'después de que la policía lo detuvo'
    following = text.classes(first + 1)
    is_said = "GERUND" in following and text.is_class(first + 2, "PRONOUN")  # 'after admitting he stole'
    if is_said and tells(text, first + 2, last):
        return Subject(first, first, first + 2)
    if (
        last - first < 3
        or not {"PASTLIKE", "PREP", "COMMA"}.isdisjoint(following)
        or gerund_size(text, first)
        or is_gerund(text, first + 1)
    ):
        return None
    return Subject(first, first, first + 1)
