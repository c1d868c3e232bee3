"""Whom a clause tells of that leaves this to its sentence, and the auxiliary that its participle lacks."""

from __future__ import annotations

from typing import Literal

from timeline_api.events.attachment import is_participle
from timeline_api.frozen import frozen, replace
from timeline_api.temporal.recognize import Text

FINITE = frozenset(("PAST", "PASTLIKE", "PRESENT", "REPORT", "FUTURE", "TIMETABLE", "AUX"))
VERBS = FINITE | {"BASEVERB", "PARTICIPLE"}
_TENSED = FINITE - {"TIMETABLE"}
_MANY = frozenset(("PLURAL", "PLURALNOUN", "CONJUNCTION"))
CALENDAR = frozenset(("UNIT", "MONTH", "WEEKDAY", "SEASON", "DAYPART"))
DATED = CALENDAR | {"DAYNUM", "YEAR4"}
_PLANNED = 20  # tokens from 'will' to an 'and'
_UNCOUNTED = frozenset(("UNIT", "UNITS", "PREP", "COMMA", "FINAL", "CONJUNCTION"))  # behind a number of no things
_PORTIONS = ("=most", "=much", "=all", "=part", "=half", "=some")  # an object before 'of'
_BEHIND_PASSIVE = frozenset(("PREP", "BY", "COMMA", "FINAL"))  # no object: 'was founded in 1950 and sold in 1990'


@frozen
class Subject:
    """Tokens `[first, last)` that name whom a clause tells of, and the token `verb` at which the clause goes on.

    There are no such tokens where a clause only loses the word that joins it to another. `lacks` tells that a
    participle has lost its auxiliary, and whether one or many are told of: 'The bridge, built in 1894'; or that what is
    told of is only theirs: 'the man, whose car was found in May'; or that a gerund tells what one or many have done; or
    that they are the object of the verb that ends before the token `behind`: 'Ida Renn, whom he married in 1959'.
    `held` are the tokens of a verb that stand behind the subject and not beside it: 'Vale, which | lost | its railway
    in 1965 and its school in 1981'.
    """

    first: int
    last: int
    verb: int
    lacks: Literal["", "one", "many", "owner", "past", "past of many"] = ""
    behind: int = 0
    held: tuple[int, int] | None = None


def is_age(text: Text, comma: int) -> bool:
    """Whether somebody's age stands behind a comma, with another behind it: 'Ann Lee, 41, was freed'."""
    return text.is_class(comma, "COMMA") and text.is_class(comma + 1, "INT") and text.is_class(comma + 2, "COMMA")


def is_base(text: Text, verb: int) -> bool:
    """Whether a verb can stand behind 'will' that another has before it: 'will land next week and start in May'."""
    return _TENSED.isdisjoint(text.classes(verb))


def plans_more(text: Text, tie: int) -> bool:
    """Whether 'and' joins what is to be done next: 'will meet on Monday | and vote on the plan on Friday'."""
    if not text.is_class(tie, "CONJUNCTION"):
        return False
    if text.grammar.finders["planned_next"].match(text.codes, tie + 1) is None:
        return False
    return text.has_class(max(0, tie - _PLANNED), tie, "FUTURE", "TO")


def planned_passive(text: Text, verb: int, last: int) -> int | None:
    """The 'be' of what is to be done that a passive verb shares: 'will | be sold in May and renamed', 'is to | be'."""
    if not text.has_class(verb - 1, verb, "CONJUNCTION", "COMMA") or not is_passive(text, verb, last):
        return None
    before = text.places(max(1, verb - _PLANNED), verb, "TOBE")
    if not before or text.has_class(before[-1], verb, "STOP", "SEMICOLON"):
        return None
    is_passive_too = text.has_class(before[-1] + 1, before[-1] + 3, "PARTICIPLE", "PASTLIKE")  # 'be finally sold'
    return before[-1] if is_passive_too and text.has_class(before[-1] - 2, before[-1], "FUTURE", "TO") else None


def planning_size(text: Text, index: int, end: int) -> int:
    """How many tokens the 'is to' or 'is expected to' at a token has, 0 where there is none before `end`."""
    to = text.place(index + 1, min(end, index + 3), "TO") if text.is_class(index, "BE") else None
    return to + 1 - index if to is not None else 0


def is_passive(text: Text, verb: int, last: int) -> bool:
    """Whether a verb behind a passive one is passive too: 'was built in 1784 and bought by the town in 1936'."""
    verb += 2 * text.is_class(verb, "AGAIN")  # 're-elected'
    if text.is_class(verb + 1, "ORDWORD") or text.grammar.finders["by_itself"].match(text.codes, verb) is not None:
        return False  # 'was promoted in 2015 and finished fifth in 2019'
    if text.is_class(verb, "PASTLIKE"):
        is_done = not text.is_class(verb, "ACTIVE") or text.is_class(verb + 1, "BY")
        return is_done and not _has_object(text, verb, last)
    if not text.is_class(verb, "PARTICIPLE") or text.is_class(verb, "ACTIVE"):
        return text.is_class(verb, "PARTICIPLE") and text.is_class(verb + 1, "BY")
    if _endings(text) is not None:
        return True  # 'fue detenida en mayo y | liberada ayer': no past tense looks like that
    if verb + 1 >= last or not _BEHIND_PASSIVE.isdisjoint(text.classes(verb + 1)):
        return True
    if (found := text.grammar.finders["with_verb"].match(text.codes, verb + 1)) is not None:
        return not _BEHIND_PASSIVE.isdisjoint(text.classes(found.end()))  # 'was filled in in 1960 and dug out again'
    return not CALENDAR.isdisjoint(text.classes(verb + 2))  # 'was taken in May and found two days later'


def _has_object(text: Text, verb: int, last: int) -> bool:
    """Whether an object stands behind a verb, so that it is no participle: 'left a note', not 'left that May'."""
    if text.is_class(verb + 1, "INT") or text.is_class(verb + 1, "THOUSANDS"):
        return _UNCOUNTED.isdisjoint(text.classes(verb + 2))  # 'opened in 1886 and employed 500 men'
    if text.is_class(verb + 1, "PLURAL") and not text.is_class(verb + 1, "BY"):
        return CALENDAR.isdisjoint(text.classes(verb + 1))  # 'were called on Friday and used dogs'
    if text.is_class(verb + 2, "OF") and text.has_class(verb + 1, verb + 2, *_PORTIONS):
        return True  # 'was hired in 2009 and missed most of the season'
    return text.is_class(verb + 1, "DET") and not any(
        text.is_class(index, name) for index in range(verb + 2, min(last, verb + 4)) for name in CALENDAR
    )


def with_auxiliary(text: Text, subject: Subject) -> Subject:
    """The subject, with its auxiliary where the clause goes on with a bare participle."""
    if not is_participle(text, subject.verb) or subject.last <= subject.first:
        return subject
    many = is_many(text, subject) if not _endings(text) else _is_many(text, text.tokens.text(subject.verb))
    return replace(subject, lacks="many" if many else "one")


def disagrees(text: Text, subject: Subject, verb: int) -> bool:
    """Whether a verb is of one where many are named, or of many: what is named is its object, 'los goles que marcó'."""
    ending = text.grammar.options.get("plural_verb_ending", "")
    if not ending or FINITE.isdisjoint(text.classes(verb)) or text.is_class(verb, "CAP"):
        return False
    return text.tokens.text(verb).endswith(ending) != is_many(text, subject)


def _endings(text: Text) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The endings of masculine and feminine participles of a language in which they agree with their nouns."""
    options = text.grammar.options
    if "masculine_endings" not in options:
        return None
    return tuple(options["masculine_endings"]), tuple(options["feminine_endings"])


def agreeing(text: Text, subject: Subject, participle: int) -> Subject:
    """The words of a subject that a participle at a token agrees with: 'los acusados del | robo | cometido en 2019'.

    The last that agrees; all of them where nothing in them does.
    """
    if _endings(text) is None:
        return subject
    inner = [at for at in text.places(subject.first + 1, subject.last - 1, "DET", "CONTRACTED", "MASCULINE")]
    last = next((at for at in reversed(inner) if _agrees(text, at, participle)), None)
    return replace(subject, first=last) if last is not None else subject


def _agrees(text: Text, article: int, participle: int) -> bool:
    """Whether a participle has the number and the gender of the noun behind an article."""
    noun, done = text.tokens.text(article + 1).lower(), text.tokens.text(participle).lower()
    if _is_many(text, noun) != _is_many(text, done):
        return False
    genders = ("MASCULINE", "FEMININE")
    own = [name for name, endings in zip(genders, _endings(text) or (), strict=True) if done.endswith(endings)]
    return not own or text.is_class(article, own[0]) or not text.has_class(article, article + 1, *genders)


def in_the_past(text: Text, subject: Subject) -> Subject:
    """The subject of a clause that tells with a gerund what was done: 'After meeting the king in May, she'."""
    return replace(subject, lacks="past of many" if subject.first < subject.last and is_many(text, subject) else "past")


def _is_plural(text: Text, noun: int) -> bool:
    """Whether a noun is one of many, by how it is written: 'remarks', no name ('Charles')."""
    if not _MANY.isdisjoint(text.classes(noun)):
        return True
    word = text.tokens.text(noun)
    return word.islower() and _is_many(text, word)


def _is_many(text: Text, word: str) -> bool:
    """Whether a word is written as one of many."""
    options = text.grammar.options
    endings = tuple(options.get("singular_endings", ()))
    return word.endswith(options.get("plural_ending", " ")) and not word.endswith(endings)


def is_many(text: Text, subject: Subject) -> bool:
    """Whether many are named by a subject: 'the owner of the mills' is one."""
    first, last = subject.first, subject.last
    preps = [at for at in text.places(first + 1, last, "PREP") if not text.is_class(at, "CONJUNCTION")]
    noun = preps[0] if preps else last
    if noun - first == 1 and subject.verb == last and (first == 0 or text.is_class(first - 1, "FINAL")):
        word = text.tokens.text(first).lower()  # 'Tests carried out last week', which names nobody
        return _is_many(text, word)
    if text.tokens.text(first).lower() in ("they", "we", "you"):
        return True
    return _is_plural(text, noun - 1) or any(text.is_class(index, "CONJUNCTION") for index in range(first, noun))
