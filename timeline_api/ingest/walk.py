"""The files of a folder and of the folders in it, in order of their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timeline_api.ingest.files import kind_of, place_of
from timeline_api.ingest.reading import BadDocument, PassedOver, cannot_be_read

_Identity = tuple[int, int]


def walk(folder: Path, kinds: Collection[str]) -> Iterator[Path | BadDocument]:
    """The files of a folder whose kind is among `kinds`, those of a folder before those of the folders in it.

    Hidden files and a README are left alone. Links are followed; one that leads back to a folder around it is named,
    and so is a folder that cannot be listed. Files of other kinds are named at the end, a line a kind (`PassedOver`).
    """
    others: dict[str, _Others] = {}
    yield from _walk(folder, kinds, (), others)
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


def _walk(
    folder: Path, kinds: Collection[str], around: tuple[_Identity, ...], others: dict[str, _Others]
) -> Iterator[Path | BadDocument]:
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
        if path.name.startswith("."):
            continue
        if path.is_dir():
            folders.append(path)
        elif not path.is_file():
            yield BadDocument(place_of(path), _no_file(path))
        elif kind_of(path) in kinds and path.name.split(".")[0].lower() != "readme":
            yield path
        elif path.name.split(".")[0].lower() != "readme":
            others.setdefault(kind_of(path), _Others()).add(path)
    for inner in folders:
        yield from _walk(inner, kinds, (*around, identity), others)


def _no_file(path: Path) -> str:
    if not path.is_symlink():
        return "neither a file nor a folder"
    try:
        path.stat()
    except OSError as error:
        return f"a link that leads nowhere: {error.strerror}"
    return "a link to neither a file nor a folder"
