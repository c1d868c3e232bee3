"""A publication date on the command line."""

from __future__ import annotations

import re
from datetime import date

import click

from timeline_api.ingest.claims import day_of
from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError

_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")


class Published(click.ParamType[date]):
    """A date as people write it, such as 2024-12-08 or '8 December 2024'."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; wrong use when it is none."""
        if isinstance(value, date):
            return value
        try:
            return parse_published(value)
        except UnreadableError as error:
            self.fail(error.what.removeprefix("published ").removeprefix("is "), param, ctx)


class FirstDay(Published):
    """A day; a month or a year stands for its first."""

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, without the time of day that may be beside it."""
        period = _PERIOD.fullmatch(value) if isinstance(value, str) else None
        text = f"{period[1]}-{period[2] or '01'}-01" if period else value
        return day_of(super().convert(text, param, ctx))
