"""A sentence with the expressions found in it."""

from __future__ import annotations

from timeline_api.frozen import frozen
from timeline_api.model import Sentence
from timeline_api.temporal.recognize import Candidate


@frozen
class Span:
    """A sentence with its tokens `[first, last)` and the candidates found in it."""

    sentence: Sentence
    first: int
    last: int
    candidates: tuple[Candidate, ...]
