"""Atom (RFC 4287): the page as a feed, with the address of the next."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from timeline_api.api.formats.shown import Form, Made, Shown, address, outlets, xml
from timeline_api.records import Record

_NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"  # when an empty feed changed
register_namespace("", _NAMESPACE)


def make(shown: Shown) -> Made:
    """The feed."""
    events = shown.events
    feed = Element(f"{{{_NAMESPACE}}}feed")
    _say(feed, "id", shown.here)
    _say(feed, "title", "Timeline")
    _say(feed, "updated", max((event["updated_at"] for event in events), default=_NEVER))
    _say(SubElement(feed, f"{{{_NAMESPACE}}}author"), "name", "Timeline")
    _link(feed, "self", shown.here)
    if shown.next:
        _link(feed, "next", shown.next)
    for event in events:
        _add(feed, event, address(shown, event))
    return Made(tostring(feed, encoding="utf-8", xml_declaration=True))


def _add(feed: Element, event: Record, link: str) -> None:
    entry = SubElement(feed, f"{{{_NAMESPACE}}}entry")
    _say(entry, "id", link)
    _say(entry, "title", f"{event['date']['display']}: {event['title']}")
    _say(entry, "updated", event["updated_at"])
    _say(entry, "summary", event["text"])
    _link(entry, "alternate", link)
    for url in dict.fromkeys(source["url"] for source in event["sources"] if source["url"]):
        _link(entry, "via", url)
    for name in outlets(event):
        _say(SubElement(entry, f"{{{_NAMESPACE}}}contributor"), "name", name)
    for name in event["entities"]:
        SubElement(entry, f"{{{_NAMESPACE}}}category", term=xml(name))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_NAMESPACE}}}{name}").text = xml(text)


def _link(parent: Element, relation: str, url: str) -> None:
    SubElement(parent, f"{{{_NAMESPACE}}}link", rel=relation, href=xml(url))


_DOCUMENTED = {"type": "string", "description": "A feed (RFC 4287)"}
FORM = Form("atom", "application/atom+xml; charset=utf-8", make, _DOCUMENTED)
