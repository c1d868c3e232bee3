"""A clause that tells which one a sentence is about, put in before its verb: 'A fire that began on Monday has'."""

from __future__ import annotations

from timeline_api.events.attachment import is_adverb, is_participle, is_past, resumed, tells
from timeline_api.events.nouns import NO_NOUN, noun_before
from timeline_api.temporal.recognize import Text

_NAMED = 7  # tokens of ', navigator Bert Hollis,'
_NEAR = 7  # tokens from 'that' to who said it
_ASIDE = 60  # tokens of a relative clause put into a sentence at most
_SUBJECT = 8  # tokens from 'that' to the 'had' of its clause
_OBJECTS = frozenset(("DET", "ONE", "THAT", "NAME"))
_BY = frozenset(("PREP", "BY"))  # behind a participle without an object


def narrowing_begin(text: Text, start: int, token: int, token_end: int, last: int) -> int | None:
    """Where a clause without commas begins that tells which one is meant: 'The man arrested on Monday has fled'.

    That is asked only where there is no `dated_conjunction`.
    """
    predicate = text.grammar.finders["predicate"]
    if token_end >= last:
        return None
    token_end = _behind_name(text, resumed(text, token_end, last), last)
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
    if not is_participle(text, index) or _is_owned(text, index):
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


def _behind_name(text: Text, token_end: int, last: int) -> int:
    """Where a sentence goes on behind a name between commas: 'The man who fled in May, Karl Renn, | has'."""
    if not text.is_class(token_end, "COMMA") or not text.has_class(token_end + 1, token_end + 3, "NAME", "CAP"):
        return token_end
    close = text.place(token_end + 1, min(last, token_end + _NAMED), "COMMA")
    if close is None or tells(text, token_end, close) or text.has_class(token_end + 1, close, "PREP", "CONJUNCTION"):
        return token_end
    return close + 1


def _is_owned(text: Text, index: int) -> bool:
    """Whether a word is a noun, which someone has: 'The bank's cut on Tuesday shook', 'Its split in May was'."""
    return text.is_class(index - 1, "THEIRS") or text.is_class(index - 2, "POSS")


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
