"""A publication date on the command line."""

from __future__ import annotations

from datetime import date

import click

from timeline_api.ingest.published import parse_published
from timeline_api.ingest.reading import UnreadableError


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
            self.fail(error.what, param, ctx)
