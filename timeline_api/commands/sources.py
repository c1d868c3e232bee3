"""What a command reads: files, folders, addresses on the web, or JSON Lines on standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline_api.ingest.documents import count_documents, locate_items
from timeline_api.ingest.json_lines import read_json_lines
from timeline_api.ingest.reading import BadDocument, Found, Item
from timeline_api.ingest.walk import EVERYTHING, Choice
from timeline_api.ingest.web import is_address, read_address, read_feed_address
from timeline_api.version import __version__

if TYPE_CHECKING:
    from timeline_api.ingest.robots import PoliteGetter
    from timeline_api.settings import Settings

STDIN = "-"
FEED = "feed"


class Source(click.ParamType[str]):
    """A path that exists, an address on the web, or `-`."""

    name = "source"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is, once it is known to name something."""
        if not value:  # the folder one is in, to Path; to who gives an unset variable, nothing of the kind
            self.fail("an empty word names no file.", param, ctx)
        if value in (STDIN, FEED) or is_address(value) or Path(value).exists():
            return value
        if "://" in value:
            self.fail(f"{value!r} does not begin with http:// or https://.", param, ctx)
        self.fail(f"Path {value!r} does not exist.", param, ctx)


def check_sources(ctx: click.Context, param: click.Parameter, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources as they are; wrong use when the word `feed` stands alone and no file is called so."""
    if sources == (FEED,) and not Path(FEED).exists():
        raise click.BadParameter("`feed` needs the address of a feed behind it.", ctx, param)
    return sources


def read_sources(sources: Sequence[str], settings: Settings, choice: Choice = EVERYTHING) -> Iterator[Item]:
    """The documents of each source in turn, of folders those in the choice; after the word `feed`, those that feeds
    link to.
    """
    getter = getter_of(settings)
    if _names_feeds(sources):
        for source in sources[1:]:
            yield from read_feed_address(source, getter) if is_address(source) else locate_items(Path(source), choice)
        return
    for source in sources:
        if source == STDIN:
            yield from read_stdin()
        else:
            yield from read_address(source, getter) if is_address(source) else locate_items(Path(source), choice)


def _names_feeds(sources: Sequence[str]) -> bool:
    return sources[0] == FEED and len(sources) > 1


def getter_of(settings: Settings) -> PoliteGetter:
    """What fetches pages, as the settings say."""
    from timeline_api.ingest.robots import polite_getter

    return polite_getter(__version__, settings.fetch_contact, settings.fetch_networks)


def read_stdin() -> Iterator[Found | BadDocument]:
    """JSON Lines on standard input."""
    if sys.stdin.isatty():
        click.echo("Reading JSON Lines from the terminal; end with Ctrl-D.", err=True)
    return read_json_lines(sys.stdin.buffer, "stdin")


def count_sources(sources: Sequence[str], choice: Choice = EVERYTHING) -> int | None:
    """How many documents `read_sources` will find, as far as that can be told without reading them."""
    counts = [None if each == STDIN or is_address(each) else count_documents(Path(each), choice) for each in sources]
    return None if None in counts else sum(count or 0 for count in counts)
