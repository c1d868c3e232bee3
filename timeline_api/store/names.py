"""Names as they are compared: without accents, capitals and the spaces between words that nobody sees."""

from __future__ import annotations

from functools import lru_cache

from timeline_api.store.search import fold


@lru_cache(maxsize=16384)
def folded_name(name: str) -> str:
    """A name as it is compared.

    >>> folded_name("  Émile   ZOLA")
    'emile zola'
    """
    return " ".join(fold(name).casefold().split())
