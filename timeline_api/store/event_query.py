"""What can be asked of the timeline."""

from __future__ import annotations

from typing import Literal

from timeline_api.frozen import frozen
from timeline_api.store.search import Words

Match = Literal["overlaps", "within", "starts"]
Undated = Literal["exclude", "include", "only"]
Order = Literal["date", "-date", "importance", "relevance"]
RANKED: tuple[Order, ...] = ("importance", "relevance")
"""Orders by something else than dates."""


@frozen
class EventQuery:
    """Which events, in what order, and how many.

    `first_day` and `last_day` are inclusive; events `match` the range by overlapping it, lying within it or
    starting in it. Undated events have no place in the range: `undated` says whether they come as well,
    after all others, or alone. `sources`, `articles` (ids), `entities` (names, however written), `tags`,
    `languages` (`en` takes `en-GB`), `precisions` and `bases` each ask for any of theirs; empty asks for
    nothing. `after` is the `next` of the page before, or the first day and id of any event, and `after_rank`
    its `next_rank`. Order `date` is by first day, then id; `-date` the other way round; `importance` begins
    with the largest, `relevance` with the most important of those whose titles have all the words.
    """

    first_day: int | None = None
    last_day: int | None = None
    words: Words | None = None
    sources: tuple[str, ...] = ()
    limit: int = 50
    after: tuple[int, str] | None = None
    undated: Undated = "exclude"
    match: Match = "overlaps"
    order: Order = "date"
    after_rank: int | None = None
    articles: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    min_confidence: float = 0.0
    min_sources: int = 0

    @property
    def by_rank(self) -> bool:
        """Whether the order is by something else than dates."""
        return self.order in RANKED

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked of events but their place in time."""
        listed = (
            self.sources, self.articles, self.entities, self.tags, self.languages, self.precisions, self.bases
        )  # fmt: skip
        return self.words is None and not any(listed) and not self.min_confidence and not self.min_sources
