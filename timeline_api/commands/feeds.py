"""`timeline-api feeds`: feeds that are looked at again and again."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from timeline_api.commands.database import settings_now, store_to_read, store_to_write
from timeline_api.commands.ingest import report_trouble
from timeline_api.commands.output import CommandError, as_json_option, complain, finish, printable, write_line
from timeline_api.commands.sources import getter_of
from timeline_api.commands.storing import result_record
from timeline_api.ingest.reading import is_bad
from timeline_api.ingest.web import is_address

if TYPE_CHECKING:
    from timeline_api.bulk.polling import Look
    from timeline_api.store.feeds import FeedRow

_SPAN = re.compile(r"([1-9]\d{0,5})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LEAST, _MOST = timedelta(minutes=1), timedelta(days=30)


class _Span(click.ParamType[timedelta]):
    name = "span"

    def convert(self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        match = _SPAN.fullmatch(value.strip())
        span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
        if not _LEAST <= span <= _MOST:
            self.fail(f"{value!r} is no time from a minute to 30 days, such as 30m, 6h or 1d.", param, ctx)
        return span


class _Address(click.ParamType[str]):
    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return (
            value if is_address(value) else self.fail(f"{value!r} does not begin with http:// or https://.", param, ctx)
        )


@click.group("feeds")
def command() -> None:
    """Follow RSS and Atom feeds: add, list, poll and remove them.

    `poll` looks at those whose time has come; so does `serve` by itself when TIMELINE_FEEDS is on.

    \b
    Examples:
      timeline-api feeds add https://example.org/news.rss --every 30m
      timeline-api feeds poll
      timeline-api feeds list
    """


@command.command("add")
@click.argument("url", type=_Address())
@click.option("--every", type=_Span(), default="1h", show_default=True, metavar="SPAN", help="Such as 30m, 6h or 1d.")
def add(url: str, every: timedelta) -> None:
    """Look at the feed at URL from now on.

    \b
    Example:
      timeline-api feeds add https://example.org/news.rss --every 30m
    """
    from timeline_api.store.engine import writing
    from timeline_api.store.feeds import add_feed

    with store_to_write(settings_now().database) as engine, writing(engine) as conn:
        new = add_feed(conn, url, every, datetime.now(UTC))
    click.echo(
        f"{url}: added; `timeline-api feeds poll` looks at it" if new else f"{url}: was there; its span is changed"
    )


@command.command("list")
@as_json_option
def list_(as_json: bool) -> None:
    """List the feeds: when each is looked at next, how many looks failed in a row, what came of the last, its address.

    \b
    Example:
      timeline-api feeds list --json
    """
    from timeline_api.store.engine import reading
    from timeline_api.store.feeds import list_feeds

    with store_to_read(settings_now().database) as engine, reading(engine) as conn:
        feeds = list_feeds(conn)
    for one in feeds:
        write_line(_record(one)) if as_json else click.echo(_line(one))
    if not feeds:
        click.echo("No feeds yet; `timeline-api feeds add URL` adds one.", err=True)


def _record(one: FeedRow) -> dict[str, Any]:
    polled = one.polled_at and one.polled_at.isoformat()
    return {**asdict(one), "next_at": one.next_at.isoformat(), "polled_at": polled}


def _line(one: FeedRow) -> str:
    failed = f"{one.failures} failed" if one.failures else "ok"
    return printable(f"next {one.next_at:%Y-%m-%d %H:%M}  {failed:<9}  {one.outcome:<30}  {one.url}")


@command.command("poll")
@click.argument("urls", nargs=-1, metavar="[URL]...", type=_Address())
@as_json_option
def poll(urls: tuple[str, ...], as_json: bool) -> None:
    """Look at the feeds whose time has come, or at those at the URLs given, whatever their time.

    \b
    Examples:
      timeline-api feeds poll
      timeline-api feeds poll https://example.org/news.rss --json
    """
    from timeline_api.bulk.polling import poll_due, poll_feed

    settings = settings_now()
    getter = getter_of(settings)
    bad = 0
    with store_to_read(settings.database) as engine:
        chosen = _chosen(engine, urls) if urls else None
        looks = poll_due(engine, getter) if chosen is None else (poll_feed(engine, one, getter) for one in chosen)
        for look in looks:
            bad += _show(look, as_json) if look else 0
    finish(bad)


def _chosen(engine: Any, urls: tuple[str, ...]) -> list[FeedRow]:
    from timeline_api.store.engine import reading
    from timeline_api.store.feeds import list_feeds

    with reading(engine) as conn:
        known = {one.url: one for one in list_feeds(conn)}
    unknown = [url for url in urls if url not in known]
    if unknown:
        raise CommandError(f"no such feed: {', '.join(unknown)}; `timeline-api feeds add` adds one")
    return [known[url] for url in urls]


def _show(look: Look, as_json: bool) -> int:
    """Tell what a look brought; how many of it could not be read."""
    bad = [one for one in look.results if is_bad(one)]
    for one in look.results:
        if as_json:
            write_line(result_record(one))
        if not look.failed:
            report_trouble(one)
    if look.failed:
        complain(f"{look.url}: {look.told}")
    else:
        click.echo(printable(f"{look.url}: {look.told}"), err=as_json)
    return len(bad)


@command.command("remove")
@click.argument("url", type=_Address())
def remove(url: str) -> None:
    """Look at the feed at URL no more; its articles stay.

    \b
    Example:
      timeline-api feeds remove https://example.org/news.rss
    """
    from timeline_api.store.engine import writing
    from timeline_api.store.feeds import remove_feed

    with store_to_read(settings_now().database) as engine, writing(engine) as conn:
        removed = remove_feed(conn, url)
    if not removed:
        raise CommandError(f"no such feed: {url}; `timeline-api feeds list` shows them")
    click.echo(f"{url}: removed; its articles stay")
