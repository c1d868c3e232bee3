"""`/`: the timeline as a page, drawn by a component where scripts run and a list where they do not."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from werkzeug.datastructures import MultiDict

from timeline_api.api.access import check_access
from timeline_api.api.event_arguments import EVENTS, EventsQuery
from timeline_api.api.headers import TIMELINE_POLICY, cacheable
from timeline_api.api.problems import Problem, not_found
from timeline_api.api.query_strings import parse_query
from timeline_api.api.render import mounted_at
from timeline_api.api.service import service
from timeline_api.api.timeline import Page, read_page
from timeline_api.display import display
from timeline_api.store.rows import EventRow, SourceRow

blueprint = Blueprint("pages", __name__, template_folder="templates")
_STATIC = Path(__file__).parent / "static"
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_EMPTY = Page([], None)
_LOCKED = "This timeline is read with a key, which the page asks for where scripts run."


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in three pieces: before the words of the date, the words, after them; and who wrote it."""

    before: str
    words: str
    after: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the page shows it."""

    id: str
    date: str
    title: str
    quotes: list[Quote]


@blueprint.get("/")
def timeline() -> Response:
    """The timeline with a form for its range and words; what is wrong with the form is said beside it."""
    form = _filled_in(parse_query(request.query_string.decode("latin-1")))
    try:
        check_access("read")
        page = read_page(service(), _read(form))
    except Problem as problem:
        if problem.status == 400:
            return _page(form, _EMPTY, problem.detail, 400)
        if problem.status in (401, 403):
            return _locked(form, problem)
        raise
    return _page(form, page, None, 200)


def _locked(form: MultiDict[str, str], problem: Problem) -> Response:
    """The page without events: a browser sends no key, but the component asks for one."""
    response = _page(form, _EMPTY, _LOCKED, problem.status)
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/static/<filename>")
def static(filename: str) -> Response:
    """A file of the page, compressed as any other answer."""
    body = _static_files().get(filename)
    if body is None:
        raise not_found("file")
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return cacheable(body, f"{kind}; charset=utf-8")


@lru_cache
def _static_files() -> dict[str, bytes]:
    """What there is, by name: looking a name up here cannot lead out of the folder."""
    return {file.name: file.read_bytes() for file in _STATIC.iterdir()}


def _filled_in(pairs: list[tuple[str, str]]) -> MultiDict[str, str]:
    """A form sends its empty fields too."""
    return MultiDict([(name, value.strip()) for name, value in pairs if value.strip()])


def _read(form: MultiDict[str, str]) -> EventsQuery:
    """The query of a form; parameters that other sites add to a link are none of ours, and dropped."""
    query: EventsQuery = EVENTS.load((name, value) for name, value in form.items(multi=True) if name in EVENTS.names)
    return query


def _page(form: MultiDict[str, str], page: Page, flaw: str | None, status: int) -> Response:
    html = render_template(
        "timeline.html",
        root=mounted_at(),
        form=form,
        filtered=any(name in form for name in ("from", "to", "datetime", "q", "source")),
        entries=[_entry(row) for row in page.rows],
        first=urlencode([(name, value) for name, value in form.items(multi=True) if name != "cursor"]),
        next=page.next,
        flaw=flaw,
    )
    response = cacheable(html.encode(), "text/html; charset=utf-8", service().cache_control)
    if response.status_code == 200:
        response.status_code = status
    response.headers["Content-Security-Policy"] = TIMELINE_POLICY
    return response


def _entry(row: EventRow) -> Entry:
    quotes = [_quote(source, row.date_text) for source in row.sources]
    return Entry(row.id, display(row.edtf, row.timex), row.title, quotes)


def _quote(source: SourceRow, words: str) -> Quote:
    """A source's sentence with the words of the date found in it; only web addresses become links."""
    start, end = _find(words, source.sentence)
    name = source.source or source.title or "Source"
    url = source.url if source.url and _WEB_ADDRESS.match(source.url) else None
    text = source.sentence
    return Quote(text[:start], text[start:end], text[end:], name, url)


def _find(words: str, sentence: str) -> tuple[int, int]:
    """Where words stand in a sentence as whole words; (0, 0) when they do not.

    >>> _find("May", "The Mayor left in May.")
    (18, 21)
    """
    if not words:
        return 0, 0
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)
    return found.span() if found else (0, 0)
