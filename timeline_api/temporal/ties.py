"""What ties a sentence or a clause to what stands before it, or leads it, and tells nothing of its tense."""

from __future__ import annotations

from timeline_api.temporal.recognize import Text

_LEAD = 8  # tokens of 'Despite weeks of protests,'


def behind_lead(text: Text, start: int, first: int) -> int:
    """Where a sentence goes on behind what ties it or leads it: 'But', 'However,', 'Despite protests,'."""
    if text.is_class(start, "CONJUNCTION") and start + 1 < first:
        start += 1
    if text.is_class(start + 1, "COMMA") and start + 2 < first:
        return start + 2
    if not text.is_class(start, "LEAD"):
        return start
    comma = text.place(start + 1, min(first, start + _LEAD), "COMMA")
    return comma + 1 if comma is not None and comma + 1 < first else start


def behind_that(text: Text, start: int, first: int) -> int:
    """Where the clause begins that an expression leads behind 'that': 'said that | on Friday the road will close'."""
    before = first - 1 - text.is_class(first - 1, "DET")
    before -= text.is_class(before, "PREP")
    is_that = text.is_class(before, "THAT") or text.is_class(before, "PRONOUN_RELATIVE")
    return before + 1 if start < before < first - 1 and is_that else start


def is_of_message(text: Text, first: int) -> bool:
    """Whether what was said then follows, whose own time is another: 'Her pledge on Monday that she will go'."""
    message = text.grammar.finders["message"]
    return any([message.match(text.codes, first - size, first) for size in (1, 2) if first >= size])
