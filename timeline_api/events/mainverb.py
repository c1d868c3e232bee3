"""The verb of a clause, whatever leads the clause and is put into it."""

from __future__ import annotations

from timeline_api.events.attachment import is_participle
from timeline_api.temporal.recognize import Text

_NEAR = 6  # tokens from 'who' to the verb of its clause
_STEPS = 4  # verbs of asides before the main one
_LEADING = frozenset(("RELATIVE", "SUBORDINATOR", "GERUND"))
_BESIDE = frozenset(("PREP", "WEEKDAY", "OF", "BY"))  # behind a participle without an object
_FINITE = frozenset(("BE", "HAD", "WILL", "PRESENT", "=has", "=have"))
_HELPING = ("BE", "HAD", "AUX", "WILL")
_DETERMINED = frozenset(("PREP", "CONJUNCTION", "EDGE"))
_CLAUSE_CLASSES = ("RELATIVE", "PRONOUN_RELATIVE", "WHERE", "WHOSE")


def main_verb(text: Text, first: int, last: int) -> int | None:
    """The token of the verb of a clause, behind what leads it and what is put in between it and its subject."""
    predicate = text.grammar.finders["predicate"]
    begin, aside = first, None
    leads = not _LEADING.isdisjoint(text.classes(first)) and not text.is_class(first, "THAT")
    if leads and (comma := text.place(first, last, "COMMA")) is not None:
        begin = comma + 1  # 'When the police arrived, he had fled'
    for _ in range(_STEPS):
        found = predicate.search(text.codes, begin, last)
        if found is None:
            return aside  # 'The owner, a former mate, dismissed it'
        verb = found.start()
        if verb > first and (text.is_class(verb, "CAP") or text.has_class(verb - 1, verb, "HYPHEN", "TO")):
            begin = verb + 1  # a name: 'a man from East End has'; no verb: 'the worst-hit city is', 'Calls to go were'
            continue
        if verb == first and text.is_class(verb, "PROSPECT") and text.is_class(verb + 1, "PREP"):
            begin = verb + 1  # 'Plans for a pier have'
            continue
        if (main := _behind_participle(text, verb, last)) is not None:
            return main
        is_behind = verb == begin > first and text.is_class(verb - 1, "COMMA")
        if is_behind or (behind := _behind_aside(text, begin, verb, last)) is None:
            return verb  # 'The jet, which was full, crashed'
        aside = verb if aside is None and text.is_class(verb - 1, "COMMA") else aside
        begin = behind
    return aside


def _behind_participle(text: Text, verb: int, last: int) -> int | None:
    """The finite verb behind a participle that only describes its subject: 'The nurse accused of theft will stay'."""
    if not is_participle(text, verb) or _BESIDE.isdisjoint(text.classes(verb + 1)) or text.is_class(verb + 1, "TO"):
        return None
    found = text.grammar.finders["predicate"].search(text.codes, verb + 2, last)
    if found is None or _FINITE.isdisjoint(text.classes(found.start())):
        return None
    if text.place(verb + 1, found.start(), "EDGE", "CONJUNCTION", "RELATIVE", "PRONOUN") is not None:
        return None
    return found.start()


def _is_relative(text: Text, index: int) -> bool:
    """Whether a word leads a clause: not 'during that time', 'soon after, it closed'."""
    if text.is_class(index, "THAT") and not _DETERMINED.isdisjoint(text.classes(index - 1)):
        return False
    return not text.is_class(index + 1, "COMMA")


def _behind_helpers(text: Text, verb: int) -> int:
    """The token behind a verb and those that it only helps: 'had fled', 'could have been seen'."""
    finders, codes = text.grammar.finders, text.codes
    while (text.has_class(verb, verb + 1, *_HELPING) or finders["perfect"].match(codes, verb) is not None) and finders[
        "predicate"
    ].match(codes, verb + 1) is not None:
        verb += 1
    return verb + 1


def _behind_aside(text: Text, begin: int, verb: int, last: int) -> int | None:
    """Where a clause goes on behind the aside that a verb belongs to; None where it belongs to none."""
    relatives = text.places(max(begin, verb - _NEAR), verb, *_CLAUSE_CLASSES)
    relatives = [at for at in relatives if _is_relative(text, at)]
    if relatives and relatives[-1] > begin:
        if not text.is_class(relatives[-1] - 1, "COMMA"):
            return _behind_helpers(text, verb)  # 'Two men who (had) fled were caught'
    elif not is_participle(text, verb) or not text.is_class(verb - 1 - text.is_class(verb - 1, "ORDWORD"), "COMMA"):
        return None  # but 'The men, aged between 24 and 51, were held', 'The jet, first flown in May, is'
    comma = text.place(verb, last, "COMMA")
    if comma is None or text.is_class(comma + 1, "QUOTE"):
        return None  # 'The owner, Ada Renn, defended it by saying, "It has'
    return comma + 1
