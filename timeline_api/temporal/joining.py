"""Whether two expressions stand together: the words between them are what the language calls a joiner."""

from __future__ import annotations

from timeline_api.temporal.recognize import Candidate, Text


def are_listed(text: Text, a: Candidate, b: Candidate) -> bool:
    """Whether two neighbours are named together, so that what stands with one can hold for both."""
    return joins(text, "and", a.last, b.first) or are_ends(text, a, b)


def joins(text: Text, joiner: str, start: int, end: int) -> bool:
    """Whether tokens `[start, end)` are the named joiner of the language; '' is nothing at all."""
    if joiner == "":
        return start == end
    found = text.grammar.joiners.get(joiner)
    return found is not None and found.joins(text.codes, start, end)


def are_ends(text: Text, a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are the ends of one stretch: 'from 3 May to 4 June', 'between noon and 2 p.m.'."""
    if joins(text, "to", a.last, b.first):
        return True
    return is_between(text, a.first) and joins(text, "and", a.last, b.first)


def is_between(text: Text, first: int) -> bool:
    """Whether 'between' stands before token `first`, and before its article: 'entre el viernes y el domingo'."""
    return text.is_class(first - 1 - text.is_class(first - 1, "DET"), "BETWEEN")
