"""The subject that a clause leaves to its sentence: 'He was arrested on Monday and charged two days later'."""

from __future__ import annotations

from timeline_api.frozen import frozen
from timeline_api.temporal.recognize import Text

_FINITE = frozenset(("PAST", "PASTLIKE", "PRESENT", "REPORT", "FUTURE", "TIMETABLE", "AUX"))
_SKIPPED = frozenset(("CONJUNCTION", "COMMA", "EDGE"))
_LONGEST = 14  # tokens of a subject


@frozen
class Subject:
    """Tokens `[first, last)` that name whom a clause tells of, and the token `verb` at which the clause goes on."""

    first: int
    last: int
    verb: int


def find_subject(text: Text, sentence: int, first: int, last: int) -> Subject | None:
    """The subject that the clause `[first, last)` takes from its sentence, which begins at token `sentence`.

    None when the clause begins its sentence or has a subject of its own. The auxiliary goes with the subject when
    the clause only has a participle: 'He was ... charged'.
    """
    if first == sentence:
        return None
    if text.is_class(first, "PRONOUN_RELATIVE"):
        return _antecedent(text, sentence, first)
    verb = first
    while verb < last and not _SKIPPED.isdisjoint(text.classes(verb)):
        verb += 1
    if verb >= last or _FINITE.isdisjoint(text.classes(verb)):
        return None
    begin = _begin(text, sentence, first)
    for index in range(begin, min(first, begin + _LONGEST)):
        classes = text.classes(index)
        if index > begin + text.is_class(begin, "DET") and not _FINITE.isdisjoint(classes) and "CAP" not in classes:
            helped = "BE" in classes and "PASTLIKE" in text.classes(verb) and not text.is_class(verb + 1, "DET")
            return Subject(begin, index + helped, verb)
        if index > begin and ("COMMA" in classes or "RELATIVE" in classes):
            # 'The firm, which was sold in May, had failed': what is put in has an end, and then the verb follows.
            closed = text.is_class(first - 1, "COMMA") or text.is_class(verb - 1, "COMMA")
            return Subject(begin, index, verb) if closed or text.is_class(verb - 1, "CONJUNCTION") else None
        if "STOP" in classes:
            return None
    return None


def _begin(text: Text, sentence: int, first: int) -> int:
    """Where the subject of a sentence begins: behind the comma of what leads it, 'In May, the firm'."""
    if not (text.is_class(sentence, "PREP") or text.is_class(sentence, "RELATIVE")):
        return sentence
    commas = (index for index in range(sentence, min(first, sentence + 2 * _LONGEST)) if text.is_class(index, "COMMA"))
    return next(commas, sentence - 1) + 1


def _antecedent(text: Text, sentence: int, first: int) -> Subject | None:
    """Whom 'which' or 'who' at token `first` stands for: the words before it from their article or name on."""
    end = first - 1 if text.is_class(first - 1, "COMMA") else first
    for index in range(end - 1, max(sentence, end - _LONGEST) - 1, -1):
        classes = text.classes(index)
        if "DET" in classes and "RELATIVE" not in classes:
            return Subject(index, end, first + 1)
        if "NAME" in classes and not text.is_class(index - 1, "NAME") and not text.is_class(index - 1, "DET"):
            return Subject(index, end, first + 1)
        if "PREP" in classes and index + 1 < end:
            return Subject(index + 1, end, first + 1)
        if not _FINITE.isdisjoint(classes) or "COMMA" in classes or "PREP" in classes:
            return None
    return None
