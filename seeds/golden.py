"""What the extractor reads in each seed, kept beside it as `<seed>.events.json` and compared by a test.

`python -m seeds.golden` shows how the extractor's answer differs from what is kept and asks before it writes;
`--yes` accepts without asking. Nothing is ever written without the difference being shown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

from timeline_api import Document, Event, extract
from timeline_api.ingest.documents import read_documents
from timeline_api.ingest.reading import BadDocument

FOLDER = Path(__file__).parent
SUFFIX = ".events.json"
NO_DIFFERENCE = "The seeds read as they are kept."


class BadSeedError(ValueError):
    """A seed that is not one readable article; the message names the file."""


def seed_files(folder: Path = FOLDER) -> list[Path]:
    """The articles of a folder of seeds, in order of their names."""
    return sorted(folder.glob("*.md"))


def golden_file(seed: Path) -> Path:
    """Where the events of a seed are kept.

    >>> golden_file(Path("seeds/fire.md")).name
    'fire.events.json'
    """
    return seed.with_name(seed.stem + SUFFIX)


def read_seed(seed: Path) -> Document:
    """The one article of a file. Raises `BadSeedError`."""
    found = list(read_documents(seed))
    if len(found) != 1 or isinstance(found[0], BadDocument):
        raise BadSeedError(f"{seed}: one article expected, found {', '.join(map(str, found)) or 'none'}")
    return found[0]


def golden_record(event: Event) -> dict[str, Any]:
    """What is kept of an event: what a reader sees of it, how the date was found, and by which rule."""
    return {
        "title": event.title,
        "text": event.text,
        "edtf": event.date.edtf,
        "basis": event.date.basis,
        "precision": event.date.precision,
        "confidence": round(event.confidence, 2),
        "rule": event.explanation.rule,
    }


def golden_text(seed: Path) -> str:
    """What the extractor reads in a seed, in the form that is kept: JSON, a value a line."""
    events = [golden_record(event) for event in extract(read_seed(seed)).events]
    return json.dumps(events, ensure_ascii=False, indent=1) + "\n"


def kept_text(seed: Path) -> str:
    """What is kept of a seed; '' when nothing is."""
    path = golden_file(seed)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def difference(kept: str, read: str, name: str) -> str:
    """The unified diff from what is kept to what is read; '' when they agree."""
    lines = unified_diff(kept.splitlines(True), read.splitlines(True), f"kept/{name}", f"read/{name}")
    return "".join(lines)


def orphans(folder: Path = FOLDER) -> list[Path]:
    """Kept events whose seed is gone."""
    expected = {golden_file(seed) for seed in seed_files(folder)}
    return sorted(set(folder.glob("*" + SUFFIX)) - expected)


def changes(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """The kept files that would change: path, new text ('' takes the file away) and the difference."""
    for seed in seed_files(folder):
        path, read = golden_file(seed), golden_text(seed)
        shown = difference(kept_text(seed), read, path.name)
        if shown or not path.exists():
            yield path, read, shown
    for path in orphans(folder):
        yield path, "", difference(path.read_text(encoding="utf-8"), "", path.name)


def accept(path: Path, text: str) -> None:
    """Keep `text`; '' takes the file away."""
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink()


def may_write(question: str) -> bool:
    """Ask on the terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        click.echo("Nothing written: there is no one to ask. Say --yes to accept.", err=True)
        return False
    return click.confirm(question)


@click.command(help=(__doc__ or "").split("\n\n")[1])
@click.option("--yes", is_flag=True, help="Accept every difference without asking.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=FOLDER)
def main(yes: bool, folder: Path) -> None:
    changed = list(changes(folder))
    if not changed:
        click.echo(NO_DIFFERENCE)
        return
    for _path, _text, shown in changed:
        click.echo(shown, nl=False)
    if not (yes or may_write(f"Keep these {len(changed)} files as read?")):
        raise SystemExit(1)
    for path, text, _shown in changed:
        accept(path, text)
    click.echo(f"{len(changed)} files written.")


if __name__ == "__main__":
    main()
