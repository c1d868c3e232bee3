"""The marks of a sentence that a title does without: quotation marks, brackets, dashes, a dateline."""

from __future__ import annotations

import re

from timeline_api.events.holes import HOLE, NEEDED, TIE

_WINDOW = 1_000  # characters of a sentence that are looked at
_QUOTES = '"“”„‟«»‹›‘‚‛`〝〞〟＂「」『』'
_ASKED = re.compile(rf"([?!])[{_QUOTES}'’]+ (?=[^\W\d_A-Z])")
_SINGLE = re.compile(r"['’](?<![^\s(\[—–-].)(?=\w)")
_SINGLE_END = re.compile(r"['’](?!\w)")
_DATELINE = re.compile(r"([^\W\d_][^()]{1,50}?)( ?\([^()]{2,30}\))?(?: |(?<=\)))(?:--|[-–—_]) ?(?=\S)")
_PLACE = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}"
_PLACED = re.compile(rf"{_PLACE}, {_PLACE} ?— ?(?=[A-Z])")  # 'Bonn, Germany — The'
_BRACKETS = re.compile(r" ?[(\[][^()\[\]]*[)\]]")
_NOTE = re.compile(r"\[\d{1,3}(?:\]|$)")  # 'moved in 1995,[2] and closed', cut or whole
_DASH = re.compile(r" (?:-|[–_]) | ?(?:—|--) ?")
# ' -three of them new- ', as some languages write what is put in.
_PAIRED = re.compile(r" [-–](?=\w)([^-–—]{2,160}?\w)[-–](?=[ ,])")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
EDGES = " .,;:-–—_。、*/|()[]" + HOLE + NEEDED
ENDS = " .,;:-–—_。、…"  # an ellipsis at the end of a title says that it was cut
_MARKS = re.compile(rf"[{_QUOTES}'’(\[—]")
_QUOTED = re.compile(f"[{_QUOTES}]+")
BULLETS = "•·▪●◦‣∙ "
_NO_BRACKETS = str.maketrans("", "", "()[]")


def windowed(text: str) -> str:
    """The beginning of a text, up to a space: no title needs more, and time stays linear."""
    if len(text) <= _WINDOW:
        return text
    start = len(text) - len(text.lstrip())
    window = text[: start + _WINDOW]
    space = window.rfind(" ", start)
    return window[:space] if space > 0 else window


def is_marked(text: str) -> bool:
    """Whether a text has quotation marks, brackets or dashes that part it; most have none."""
    if not text.isascii():
        return _MARKS.search(text) is not None or _is_dashed(text)
    return '"' in text or "'" in text or "(" in text or "[" in text or "`" in text or _is_dashed(text)


def _is_dashed(text: str) -> bool:
    """Whether a text has dashes that part it, em dashes aside."""
    return " -" in text or "--" in text or " –" in text or " _" in text


def unquoted(text: str) -> str:
    """The text without quotation marks; apostrophes stay."""
    if text.isascii() and not ('"' in text or "'" in text or "`" in text):
        return text
    if "?" in text or "!" in text:
        text = _ASKED.sub(r"\1, ", text)
    quoted = _QUOTED.sub("", text)
    if "'" not in quoted and "’" not in quoted:
        return quoted
    opened = text.count("‘")
    quoted, found = _SINGLE.subn("", quoted.replace("''", ""))
    return _SINGLE_END.sub("", quoted, count=opened + found) if opened + found else quoted


def without_dateline(text: str) -> str:
    """The text without 'PARIS (Reuters) -'."""
    if "—" in text[:60] and (placed := _PLACED.match(text)) is not None:
        return text[placed.end() :]
    if not (text[:2].isupper() or "(" in text[:60]):
        return text
    found = _DATELINE.match(text)
    place = found[1].split(",")[0].split()[0] if found is not None else ""
    if found is None or not (found[2] or (len(place) > 1 and len(found[1]) > 2 and place.isupper())):
        return text  # 'A bus - the third this year - fell'
    return text[found.end() :]


def without_asides(text: str, relatives: frozenset[str]) -> str:
    """The text without what stands between two dashes where it goes on behind them, and with commas for other dashes.

    'The mine - once the largest - closed' is 'The mine closed'. What has the date of the text stays, and so does the
    comma of a clause that one of the `relatives` begins.
    """
    if not _is_dashed(text) and "—" not in text:
        return text
    pieces = _DASH.split(_PAIRED.sub(r" — \1 — ", text))
    kept = pieces[:1]
    while len(pieces) > 2:
        aside, behind = pieces[1], pieces[2]
        if kept[-1].strip(EDGES) and behind.lstrip(f"{HOLE} ")[:1].islower() and HOLE not in aside:
            inner = kept[-1].rpartition(", ")[2].partition(" ")[0]
            comma = "," if inner in relatives else ""  # 'The firm, which makes buses - 400 a year - said'
            kept[-1] = f"{kept[-1]}{comma} {behind}"
            pieces = [behind, *pieces[3:]]
        else:
            kept.append(aside)
            pieces = pieces[1:]
    return ", ".join([*kept, *pieces[1:]])


def without_brackets(text: str) -> str:
    """The text without what stands in brackets, unless all of it does."""
    if "(" not in text and "[" not in text:
        return text
    once = _BRACKETS.sub("", _BRACKETS.sub("", _NOTE.sub("", text)))
    opened = once.rfind("(")
    if opened > 0 and HOLE not in once[opened:] and ")" not in once[opened:]:
        once = once[:opened].rstrip()  # a clause that ends within brackets: 'was sold for £2 million ($3 million'
    return " ".join((text if is_empty(once) else once).translate(_NO_BRACKETS).split())


def is_empty(text: str) -> bool:
    return not text.strip(EDGES)


def folded(text: str) -> str:
    return without_brackets(" ".join(unquoted(text).split())).rstrip(ENDS)


def finished(text: str) -> str:
    """A text as a headline: no marks at its edges, no full stop, a capital letter."""
    text = text.replace(NEEDED, "").replace(TIE, " ").replace("  ", " ").strip(EDGES)
    if not text:
        return ""
    if "." in text[-4:] and _DOTTED.search(text, max(0, len(text) - 12)):
        start = text.rfind(" ") + 1
        text = text[:start] + text[start:].replace(".", "")
    first = text[0].upper()
    return first + text[1:] if len(first) == 1 and not text[1:2].isupper() else text
