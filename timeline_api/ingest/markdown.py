"""Markdown as its reader sees it: the words, without the marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class PlainText:
    """`title` is the heading of level 1 that opens the page, or None; `text` is all the rest.

    A blank line stands between paragraphs.
    """

    title: str | None
    text: str


def plain_text(markdown: str) -> PlainText:
    """Headings, paragraphs, lists, tables and code keep their words; link targets and images go; HTML stays.

    >>> plain_text("# Fire\\n\\nThe *mill* [burned](https://example.org/) on Monday.")
    PlainText(title='Fire', text='The mill burned on Monday.')
    """
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    blocks = [text for token in tokens if (text := _block_text(token))]
    if not _opens_with_title(tokens):
        return PlainText(None, "\n\n".join(blocks))
    return PlainText(blocks[0], "\n\n".join(blocks[1:]))


def _opens_with_title(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and tokens[0].tag == "h1" and bool(_block_text(tokens[1]))


def _block_text(token: Token) -> str:
    if token.type == "inline":
        return "".join(map(_inline_text, token.children or ())).strip()
    return token.content.strip("\n") if token.type in ("fence", "code_block") else ""


def _inline_text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline", "text_special") else ""
