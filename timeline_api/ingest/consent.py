"""Walls that ask for consent to cookies: what stands in them is no article, though it is often all that came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names by which sites, and the makers of such walls, call them.
_CALLED = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|didomi|cmpbox|qc-cmp|sp_message|truste|usercentrics)", re.IGNORECASE
)
_ABOUT = re.compile(r"cookie|personal data|personenbezogen|données personnelles|privacy", re.IGNORECASE)
_ASKS = re.compile(
    r"accept|agree|consent|choices|zustimm|akzept|aceptar|consenti|accett|aceitar|akkoord", re.IGNORECASE
)
_BLOCKS = ("div", "section", "aside", "dialog", "form")
_LONGEST = 3000  # characters: what is longer holds more than a wall
_ARTICLE = ".//article | .//main | .//*[@itemprop='articleBody']"


def drop_walls(page: HtmlElement) -> None:
    """Take out of a page what is called a wall, asks for consent, is short and holds no article."""
    walls = [block for block in page.iter(*_BLOCKS) if _is_wall(block)]
    for wall in walls:
        if wall.getparent() is not None:
            wall.drop_tree()


def _is_wall(block: HtmlElement) -> bool:
    names = f"{block.get('id') or ''} {block.get('class') or ''}"
    if not _CALLED.search(names):
        return False
    text = block.text_content()
    asks = _ABOUT.search(text) is not None and _ASKS.search(text) is not None
    return asks and len(text) <= _LONGEST and not block.xpath(_ARTICLE)
