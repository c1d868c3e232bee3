"""The files of a folder and of the folders in it, in order of their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from timeline_api.ingest.files import kind_of, place_of
from timeline_api.ingest.reading import BadDocument, PassedOver, cannot_be_read

_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files of a folder are meant: those that match a pattern of `include`, all without one, and none of
    `exclude`.

    `*`, `?` and `[a-z]` stand for what they stand for in a shell, `*` for `/` too. A pattern with a `/` in it is of the
    path within the folder, another of the name alone. A folder that `exclude` matches is not looked into.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Whether a file at this path, from the folder on, is meant.

        >>> Choice(exclude=("*.events.json", "old/*")).takes("2024/mill.events.json")
        False
        """
        return (not self.include or _matches(path, self.include)) and not self.leaves(path)

    def leaves(self, path: str) -> bool:
        """Whether a file or folder is to be left alone."""
        return _matches(path, self.exclude)


def _matches(path: str, patterns: Collection[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path if "/" in pattern else name, pattern) for pattern in patterns)


EVERYTHING = Choice()


def walk(folder: Path, kinds: Collection[str], choice: Choice = EVERYTHING) -> Iterator[Path | BadDocument]:
    """The files of a folder whose kind is among `kinds`, those of a folder before those of the folders in it.

    Hidden files and a README are left alone, and so is what is not in the `choice`. Links are followed; one that leads
    back to a folder around it is named, and so is a folder that cannot be listed. Files of other kinds are named at the
    end, a line a kind (`PassedOver`).
    """
    others: dict[str, _Others] = {}
    yield from _Walk(folder, kinds, choice, others).within(folder, ())
    for kind, other in sorted(others.items()):
        yield PassedOver(place_of(folder), other.told(kind))


@dataclass(slots=True)
class _Others:
    """Files of a kind that is not read."""

    paths: list[Path] = field(default_factory=list)
    count: int = 0

    def add(self, path: Path) -> None:
        self.count += 1
        self.paths = self.paths or [path]

    def told(self, kind: str) -> str:
        named = f"a kind that is not read: {kind}" if kind else "a kind that is not read: no ending"
        first = place_of(self.paths[0])
        return f"{named} ({first})" if self.count == 1 else f"{named} ({self.count} files, the first {first})"


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is looked for in a folder; files of kinds that are not read go into `others`."""

    root: Path
    kinds: Collection[str]
    choice: Choice
    others: dict[str, _Others]

    def within(self, folder: Path, around: tuple[_Identity, ...]) -> Iterator[Path | BadDocument]:
        try:
            here = folder.stat()
            entries = sorted(folder.iterdir())
        except OSError as error:
            yield BadDocument(place_of(folder), cannot_be_read(error))
            return
        identity = (here.st_dev, here.st_ino)
        if identity in around:
            yield BadDocument(place_of(folder), "a link that leads back to a folder it is in; not followed")
            return
        folders: list[Path] = []
        for path in entries:
            if path.name.startswith(".") or self.choice.leaves(self._inside(path)):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield from self._file(path)
        for inner in folders:
            yield from self.within(inner, (*around, identity))

    def _file(self, path: Path) -> Iterator[Path | BadDocument]:
        if not self.choice.takes(self._inside(path)):
            return
        if not path.is_file():
            yield BadDocument(place_of(path), _no_file(path))
        elif path.name.split(".")[0].lower() == "readme":
            return
        elif kind_of(path) in self.kinds:
            yield path
        else:
            self.others.setdefault(kind_of(path), _Others()).add(path)

    def _inside(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _no_file(path: Path) -> str:
    if not path.is_symlink():
        return "neither a file nor a folder"
    try:
        path.stat()
    except OSError as error:
        return f"a link that leads nowhere: {error.strerror}"
    return "a link to neither a file nor a folder"
