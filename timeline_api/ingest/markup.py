"""Markup that is all article, such as a chapter or an entry of a feed: its words, paragraph by paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNREAD = frozenset(("script", "style", "head", "template", "noscript", "svg", "math", "rt", "rp", "nav", "form"))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p",
    "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[\n ]*")


def words_of(markup: str) -> str:
    """Text of HTML with a blank line between paragraphs; '' when there is none.

    >>> words_of("<p>The <b>mill</b> burned.</p><ul><li>Nobody was hurt.</li></ul>")
    'The mill burned.\\n\\nNobody was hurt.'
    """
    tree = parsed_markup(markup)
    return "" if tree is None else text_of(tree)


def parsed_markup(markup: str) -> HtmlElement | None:
    """HTML as a tree; None when there is none in it."""
    from lxml import etree, html

    try:
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup).replace("\0", ""))
    except (etree.ParserError, ValueError):
        return None


def text_of(tree: HtmlElement) -> str:
    """The words of a tree, as `words_of` gives them."""
    from lxml import etree

    pieces: list[str] = []
    unread: HtmlElement | None = None
    for action, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        kind = element.tag if isinstance(element.tag, str) else ""
        if unread is None and action == "start":
            if kind in _UNREAD:
                unread = element
            else:
                pieces += (_edge(kind), element.text or "")
        if action == "end" and element is unread:
            unread = None
        elif action == "end" and unread is None:
            pieces.append(_edge(kind))
        if action != "start" and unread is None and element is not tree:
            pieces.append(element.tail or "")
    return _tidy("".join(pieces))


def _edge(kind: str) -> str:
    """What stands at the start and the end of an element; a line break is a mere space of the paragraph."""
    if kind in _BLOCKS:
        return "\n"
    return " " if kind in ("br", "td", "th") else ""


def _tidy(text: str) -> str:
    lines = _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()
    return lines.replace("\n", "\n\n")
