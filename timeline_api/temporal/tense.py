"""The direction in time of the clause around an expression, read from its nearest verb."""

from __future__ import annotations

from timeline_api.temporal.context import Tense
from timeline_api.temporal.recognize import Text

_PAST = frozenset(("PAST", "PASTLIKE", "REPORT"))
_REACH = 14  # tokens to either side


def tense_at(text: Text, first: int, last: int, start: int, end: int) -> Tense | None:
    """The tense of the clause that holds tokens `[first, last)` of sentence `[start, end)`; None where no verb tells.

    The nearest verb wins; the one before the expression when two are as near. After 'by' or 'until' a past verb tells
    nothing: what was decided then may still have been to come.
    """
    left = _scan(text, range(first - 1, max(start, first - _REACH) - 1, -1))
    right = _scan(text, range(last, min(end, last + _REACH)))
    found = left or right
    if left and right:
        found = left if left[0] <= right[0] + 1 else right
    tense = found[1] if found else _by_base_verb(text, start, end)
    if tense == "participle" and not _is_finite(text, start, end):
        tense = "past"  # the only verb: 'the trials opened in March'
    return None if tense in ("past", "participle") and text.is_class(first - 1, "DEADLINE") else tense


def _by_base_verb(text: Text, start: int, end: int) -> Tense | None:
    """'The gates open on Thursday': a verb of a schedule looks ahead where no other verb tells."""
    near = range(start, min(end, start + 2 * _REACH))
    return "future" if any("BASEVERB" in text.classes(index) for index in near) else None


def _scan(text: Text, order: range) -> tuple[int, Tense] | None:
    for distance, index in enumerate(order):
        classes = text.classes(index)
        if "STOP" in classes:
            return None
        if "CAP" in classes and distance > 0 and not text.is_class(index - 1, "FINAL"):
            continue  # a name: 'the United States'
        if "INTENT" in classes and text.is_class(index + 1, "TO"):
            return distance, "future"
        if "FUTURE" in classes:
            return distance, "future"
        if not _PAST.isdisjoint(classes):
            # 'will be paid', 'is to be held': what governs the participle decides.
            if _governed_by_future(text, index):
                return distance, "future"
            return distance, "participle" if "PASTLIKE" in classes and not _is_helped(text, index) else "past"
        if "PRESENT" in classes:
            return distance, "present"
    return None


def _is_finite(text: Text, start: int, end: int) -> bool:
    """Whether a sentence has a verb that cannot be a participle."""
    return text.grammar.finders["finite"].search(text.codes, start, end) is not None


def _is_helped(text: Text, index: int) -> bool:
    """Whether a participle has its past auxiliary before it: 'it was (badly) damaged'."""
    return any("PAST" in text.classes(i) for i in range(max(0, index - 2), index))


def _governed_by_future(text: Text, index: int) -> bool:
    """Whether a participle stands after 'will be', 'to be' or 'is expected to have'."""
    before = [text.classes(i) for i in range(max(0, index - 3), index)]
    if any("FUTURE" in classes for classes in before[-2:]):
        return True
    if len(before) < 2 or not any("TOBE" in classes for classes in before[-2:]):
        return False
    return any("FUTURE" in classes or "TO" in classes for classes in before)
