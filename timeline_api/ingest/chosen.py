"""Which of the documents that are found were asked for, and whether to go on after one that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline_api.ingest.claims import day_of
from timeline_api.ingest.reading import Found, Item, LeftOut, LeftOutError, Pending, is_bad
from timeline_api.model import Document


def since(items: Iterable[Item], first: date) -> Iterator[Item]:
    """The items without documents published before `first`, which become `LeftOut`. Undated ones stay."""
    return (_chosen(item, first) for item in items)


def until_bad(items: Iterable[Item]) -> Iterator[Item]:
    """The items up to the first that cannot be read, which is the last; pending ones are read to find out."""
    for item in items:
        read = item.read() if isinstance(item, Pending) else item
        yield read
        if is_bad(read):
            return


def _chosen(item: Item, first: date) -> Item:
    if isinstance(item, Pending):
        return Pending(item.where, _Since(item.make, first))
    if isinstance(item, Found) and _is_older(item.document, first):
        return LeftOut(item.where, _why(item.document))
    return item


@dataclass(frozen=True, slots=True)
class _Since:
    """Makes a document, unless it was published before the day: known only once it is made."""

    make: Callable[[], Document]
    first: date

    def __call__(self) -> Document:
        document = self.make()
        if _is_older(document, self.first):
            raise LeftOutError(_why(document))
        return document


def _is_older(document: Document, first: date) -> bool:
    return document.published is not None and day_of(document.published) < first


def _why(document: Document) -> str:
    return f"published {document.published}, before what was asked for"
