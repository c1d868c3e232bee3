"""JSON Feed: what its items tell, from files and from the web, and what is said of other JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.ingest.samples import PROSE, told
from timeline_api.ingest.documents import locate_documents, locate_items
from timeline_api.ingest.feed import Feed, read_feed
from timeline_api.ingest.json_feed import is_json
from timeline_api.ingest.reading import BadDocument, Found

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Gazette",
    "home_page_url": "https://gazette.example/",
    "language": "en",
    "authors": [{"name": "The desk"}],
    "items": [
        {
            "id": "1",
            "url": "/mill?utm_source=feed",
            "title": "Mill burns",
            "content_html": f"<p>{PROSE}</p>",
            "date_published": "2024-12-10T18:30:00Z",
            "date_modified": "2025-01-01T00:00:00Z",
            "authors": [{"name": "Ida Vance"}, {"name": "Jo Reed"}],
        },
        {"id": 2, "content_text": "The ferry sank on 2 May 2001.", "date_modified": "2024-12-11"},
        {"id": "3", "title": "Nothing"},
        "no item",
    ],
}


def test_items_are_articles(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(FEED), "utf-8-sig")
    first, second, third = locate_documents(path)
    assert isinstance(first, Found)
    found = first.document
    assert (first.where, found.text, found.title) == ("https://gazette.example/mill", PROSE, "Mill burns")
    assert (found.author, found.source, found.language) == ("Ida Vance; Jo Reed", "Harbour Gazette", "en")
    assert found.published == datetime.fromisoformat("2024-12-10T18:30:00+00:00")
    assert isinstance(second, Found)
    assert (second.document.author, second.document.id, second.document.published) == (
        "The desk",
        "2",
        date(2024, 12, 11),
    )
    assert third == BadDocument(f"{path}:3", "text is missing")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{}", "f: not a JSON Feed: its version does not begin with https://jsonfeed.org/version/"),
        ("[1]", "f: not a JSON Feed: its version"),
        ("{oops", "f: not JSON: "),
        ("[" * 100_000, "f: not JSON: "),
        (json.dumps({**FEED, "items": []}), "f: a feed without entries"),
        (json.dumps({**FEED, "items": "many"}), "f: a feed without entries"),
    ],
)
def test_what_is_no_json_feed_says_so(content: str, what: str) -> None:
    [said] = told(read_feed(Feed(content.encode(), "f")))
    assert said.startswith(what)


def test_in_a_folder_json_is_of_anything(tmp_path: Path) -> None:
    (tmp_path / "feed.json").write_text(json.dumps(FEED))
    (tmp_path / "a.txt").write_text("The ferry sank on 2 May 2001.")
    said = [str(item) for item in locate_items(tmp_path) if isinstance(item, BadDocument)]
    assert said == [f"{tmp_path}: a kind that is not read: .json ({tmp_path}/feed.json)"]
    assert not is_json(b"\xef\xbb\xbf <rss/>")
