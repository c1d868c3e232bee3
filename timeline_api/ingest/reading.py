"""What reading yields: a document that was found, or what is wrong with one, and where."""

from __future__ import annotations

from dataclasses import dataclass

from timeline_api.model import Document


@dataclass(frozen=True, slots=True)
class Found:
    """A document and where it stands: `articles/fire.md`, or `articles.jsonl:17` for line 17."""

    where: str
    document: Document


@dataclass(frozen=True, slots=True)
class BadDocument:
    """A document that cannot be read: `where` is the file, with its line if known; `what` says why."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class UnreadableError(ValueError):
    """Something in a document cannot be understood.

    `field` is the name of the field at fault and `line` its line (from 1), where known.
    """

    def __init__(self, what: str, *, field: str | None = None, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.field = field
        self.line = line
