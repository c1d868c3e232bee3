"""Where the subject of a sentence begins, whatever leads it: 'In May, the firm', 'Police said a man'."""

from __future__ import annotations

from timeline_api.events.attachment import HYPHENS, is_participle
from timeline_api.events.subject import CALENDAR, DATED, FINITE, VERBS
from timeline_api.temporal.recognize import Text

FAR = 80  # tokens from a clause to what it shares with its sentence
LONGEST = 14  # tokens of a subject
NAMED = 7  # tokens of one that no comma parts from what leads it
NOMINAL = frozenset(("NOMINATIVE", "NAME", "DET"))
SAID = 6  # tokens of 'said on the 3rd of May'
_DAY = 5  # tokens of 'Late on last Saturday,' at most
_DAYS = CALENDAR | {"DAYWORD", "WAY"}
_NAMES = frozenset(("DET", "NAME"))
_LEADS = frozenset(("PREP", "RELATIVE", "WAY", "LEAD"))


def subject_begin(text: Text, sentence: int, first: int) -> int:
    """Where the subject of a sentence begins: behind the comma of what leads it, 'In May, the firm'."""
    for that in reversed(text.places(max(sentence + 2, first - FAR), first, "THAT")):
        said = that - 1 - (text.is_class(that - 1, "ORDWORD") or text.tokens.text(that - 1) == "later")
        is_base = text.is_class(said - 1, "NOMINATIVE")  # 'They report that'
        is_told = is_base or not FINITE.isdisjoint(text.classes(said)) or _is_said_then(text, sentence, that)
        if is_told and CALENDAR.isdisjoint(text.classes(that + 1)):
            return that + 1  # 'The court heard that he had fled'
    for tie in reversed(text.places(max(sentence + 2, first - FAR), first - 1, "CONJUNCTION")):
        is_clause = text.is_class(tie + 1, "NOMINATIVE") and text.is_class(tie + 1, "PRONOUN")
        if is_clause and is_finite(text, tie + 2):
            return tie + 1  # 'They asked him back, but he refused, and died in 1985'
    source = text.grammar.finders["officials"].match(text.codes, sentence)
    if source is not None and text.is_class(source.end(), "REPORT") and source.end() + 1 < first:
        return source.end() + 1  # 'Police said a man was stabbed on Sunday and died on Monday'
    if text.is_class(first - 1, "COMMA") and not text.is_class(first, "CONJUNCTION"):
        for said in text.places(max(sentence + 1, first - FAR), first - 2, "REPORT"):
            if not _NAMES.isdisjoint(text.classes(said + 1)):
                return said + 1  # 'The bank said the sale, agreed in May'
    is_subject = not NOMINAL.isdisjoint(text.classes(sentence))
    lead = sentence if is_subject else sentence + text.is_class(sentence + 1, "PREP")  # 'Also on Monday, members'
    is_led = (
        not _LEADS.isdisjoint(text.classes(lead)) or is_participle(text, sentence) or _leads_with_day(text, sentence)
    )
    if not is_led and not text.is_class(sentence, "GERUND"):
        return sentence
    if (told := _behind_phrase(text, sentence, first)) is not None:
        return told
    commas = text.places(sentence, min(first + 1, sentence + 2 * LONGEST), "COMMA")
    comma = next((index for index in commas if not text.is_class(index + 1, "YEAR4")), None)  # not 'July 21, 1969'
    if comma is not None and comma < first - 1 and not text.is_class(comma + 1, "PRONOUN_RELATIVE"):
        return comma + 1
    return _named_before_verb(text, sentence, first)


def _leads_with_day(text: Text, sentence: int) -> bool:
    """Whether a sentence begins with a time and a comma: 'Late Saturday, divers', 'Two days later, men'."""
    comma = text.place(sentence + 1, sentence + _DAY, "COMMA")
    return comma is not None and not _DAYS.isdisjoint(text.classes(comma - 1))


def _is_said_then(text: Text, sentence: int, that: int) -> bool:
    """Whether nothing but a time stands between a verb and its 'that': 'said on Monday that the sale'."""
    said = text.places(max(sentence + 1, that - SAID), that, *FINITE)
    if (
        not said
        or not text.has_class(said[-1] + 1, that, *CALENDAR, "YEAR4")
        or not VERBS.isdisjoint(text.classes(that + 1))
    ):
        return False
    return not text.has_class(said[-1] + 1, that, "COMMA", "RELATIVE", "NAME")


def _behind_phrase(text: Text, sentence: int, end: int) -> int | None:
    """The pronoun behind a phrase that leads a sentence without a comma: 'From 1843 to 1849 he was'."""
    if not text.is_class(sentence, "PREP") or text.is_class(sentence, "JOINING"):
        return None
    for index in range(sentence + 1, min(end - 1, sentence + NAMED)):
        if text.is_class(index, "COMMA") or is_finite(text, index):
            return None
        if text.is_class(index, "NOMINATIVE") and text.is_class(index, "PRONOUN"):
            return index if is_finite(text, index + 1) else None
    return None


def _behind_day(text: Text, sentence: int, end: int) -> int:
    """Where the subject begins behind a day that leads a sentence: 'On 1 April the bank, founded in 1902, shut'."""
    begin = sentence + text.is_class(sentence, "PREP")
    while begin < end and not DATED.isdisjoint(text.classes(begin)):
        begin += 1
    return begin if not NOMINAL.isdisjoint(text.classes(begin)) else sentence


def _named_before_verb(text: Text, sentence: int, end: int) -> int:
    """Where the subject begins behind a lead without a comma: 'After years of decline the mill was sold'."""
    verb = next((index for index in range(sentence + 1, min(end, sentence + FAR)) if is_finite(text, index)), sentence)
    if verb == sentence:
        return _behind_day(text, sentence, end)
    for index in range(verb - 1, max(sentence, verb - NAMED), -1):
        is_name = text.is_class(index, "NAME") and not text.is_class(index - 1, "NAME")
        if is_name or text.is_class(index, "DET") or text.is_class(index, "PRONOUN"):
            return index - (is_name and text.is_class(index - 1, "DET"))
    return sentence


def is_finite(text: Text, index: int) -> bool:
    """Whether a token is the verb of a sentence; 'open' is one behind what can be its subject."""
    classes = text.classes(index)
    if text.tokens.is_glued(index, HYPHENS):
        return False  # 'a gas-fired plant'
    if "REPORT" in classes and (text.is_class(index - 1, "NUMWORD") or text.is_class(index - 1, "INT")):
        return False  # 'nine reports were read'
    if "BASEVERB" in classes and FINITE.isdisjoint(classes):
        return not text.is_class(index - 1, "DET") and not text.is_class(index - 1, "PREP")
    is_traced = text.codes[index : index + 1] in text.grammar.firsts["traced"]
    if is_traced and text.grammar.finders["traced"].match(text.codes, index) is not None:
        return True  # 'The chapel dates from 1736'
    return not FINITE.isdisjoint(classes)
