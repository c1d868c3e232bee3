"""What reading yields: a document that was found, or what is wrong with one, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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


class PassedOver(BadDocument):
    """Files that lie among those that are read, of a kind that is not."""

    __slots__ = ()


class LeftOut(BadDocument):
    """A document that can be read and was not asked for; `what` says why."""

    __slots__ = ()


def is_bad(item: object) -> bool:
    """Whether something is a document that was asked for and cannot be read."""
    return isinstance(item, BadDocument) and not isinstance(item, LeftOut)


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that was found and is still to be read, which may take a while and can be done in another process.

    `make` gives the document, and raises UnreadableError or OSError when it cannot be read.
    """

    where: str
    make: Callable[[], Document]

    def read(self) -> Found | BadDocument:
        """The document, or what is wrong with it."""
        try:
            return Found(self.where, self.make())
        except LeftOutError as error:
            return LeftOut(self.where, error.what)
        except UnreadableError as error:
            return BadDocument(f"{self.where}:{error.line}" if error.line else self.where, error.what)
        except OSError as error:
            return BadDocument(self.where, cannot_be_read(error))


Item = Found | BadDocument | Pending


def read_items(items: Iterable[Item]) -> Iterator[Found | BadDocument]:
    """The items with those that are pending read, in order, one at a time."""
    return (item.read() if isinstance(item, Pending) else item for item in items)


def cannot_be_read(error: OSError) -> str:
    """What an operating system says of a file that it does not give, in words.

    >>> cannot_be_read(FileNotFoundError(2, "No such file or directory"))
    'cannot be read: No such file or directory'
    """
    return f"cannot be read: {error.strerror or error}"


class UnreadableError(ValueError):
    """Something in a document cannot be understood.

    `field` is the name of the field at fault and `line` its line (from 1), where known.
    """

    def __init__(self, what: str, *, field: str | None = None, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.field = field
        self.line = line


class LeftOutError(UnreadableError):
    """A document that can be read and was not asked for."""
