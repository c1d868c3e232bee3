"""What leads a sentence before its main clause, and where the sentence goes on behind it."""

from __future__ import annotations

from timeline_api.events.attachment import (
    SUBJECTS,
    goes_on,
    is_adverb,
    is_gerund,
    is_participle,
    leads_with_gerund,
    tells,
    tells_deed,
)
from timeline_api.events.ledsubject import begins_with_verb
from timeline_api.temporal.recognize import Text

_BESIDE = 3  # tokens of 'he never went'
_INSERTION = 15  # tokens that may stand between the time of an insertion and its end
_REACH = 12  # tokens behind a cut within which a clause has its verb
_ASIDE = 60  # tokens of a relative clause put into a sentence at most
_CLAUSE_SUBJECT = frozenset(("DET", "NAME", "NOMINATIVE"))
_PASSIVE_OBJECT = frozenset(("DET", "PRONOUN", "NAME", "INT"))
_PLACE = 4  # tokens of a comma and 'the Northern Vale', at most
_GOES_ON = frozenset(("DET", "PRONOUN", "NAME", "CAP", "PAST"))
_PHRASES = frozenset(("LEAD", "PREP"))  # what a phrase that leads begins with
_SOURCE = 40  # tokens of whose words it is
_LED = 2  # tokens of 'But since'
_TIES = ("WHEN", "WHERE", "RELATIVE", "SUBORDINATOR", "JOINING")
_NO_END = (*_TIES, "YEAR4")  # behind a comma in a row of participles, or in 'July 8, 2015'
_LISTED = 30  # tokens of ', abolished in 1816 and revived in 1842'
_LEAD = 8  # tokens of 'Despite weeks of protests,'


def lead_end(text: Text, first: int, token_end: int, last: int) -> int | None:
    """The comma behind a participle that leads its sentence and holds a time: 'Built in 1894, the bridge'."""
    if not is_participle(text, first) or not _PASSIVE_OBJECT.isdisjoint(text.classes(first + 1)):
        return None
    if text.is_class(first + 1, "COLON"):
        return None  # 'Born: 3 May 1927, Vale'
    for index in text.places(token_end, min(last - 1, token_end + _INSERTION), "COMMA"):
        if not _is_place(text, index) and not _GOES_ON.isdisjoint(text.classes(index + 1)):
            return index
    return None


def listed_end(text: Text, begin: int, close: int, last: int) -> int:
    """The comma that ends a row of participles: ', introduced in 1799, abolished in 1816 and revived in 1842|, was'."""
    begin += text.is_class(begin, "ORDWORD")  # ', first tested in 2016, approved in 2019 and sold since,'
    if not is_participle(text, begin) or not _is_bare(text, close + 1) or text.is_class(close + 1, "ACTIVE"):
        return close  # 'The bridge, built in 1931|, collapsed in'
    commas = text.places(close + 1, min(last - 1, close + _LISTED), "COMMA")
    others = (at for at in commas if not (_is_bare(text, at + 1) or text.has_class(at + 1, at + 2, *_NO_END)))
    return next((at for at in others if goes_on(text, at, last)), close)


def _is_bare(text: Text, verb: int) -> bool:
    """Whether a verb can be one of a row of participles: 'abolished in 1816', but not 'sold its mills'."""
    return is_participle(text, verb) and (not text.is_class(verb, "PAST") or text.is_class(verb + 1, "PREP"))


def concession_end(text: Text, start: int, place: tuple[int, int], last: int) -> int | None:
    """The comma behind a clause with a time that leads a sentence about something else: 'Although it passed in May'."""
    if text.grammar.finders["although"].match(text.codes, start) is None or not tells(text, start + 1, place[0]):
        return None
    if text.has_class(start, place[0], "COMMA"):
        return None
    commas = text.places(place[1], min(last - 1, place[1] + _INSERTION), "COMMA")
    return next((at for at in commas if _begins_clause(text, at, last) and not is_adverb(text, at + 1)), None)


def _is_place(text: Text, comma: int) -> bool:
    """Whether a comma only parts a place from what it lies in: 'Born in Malmo, Sweden, she'."""
    end = comma + 1
    while text.is_class(end, "CAP") and end - comma < _PLACE:
        end += 1
    return end > comma + 1 and text.is_class(end, "COMMA")


def _begins_clause(text: Text, comma: int, last: int) -> bool:
    """Whether a clause with a subject stands behind a comma."""
    if SUBJECTS.isdisjoint(text.classes(comma + 1)) or _is_place(text, comma):
        return False
    return tells(text, comma, last)


def joined_lead(text: Text, start: int, place: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The tokens of a clause with a time that a word joins to the sentence it leads: 'When | the king died in 1553|, '.

    None where it tells of what was so, or of nothing that happened.
    """
    joining = text.grammar.finders["joining_lead"].match(text.codes, start)
    if joining is None or place[0] - start > _ASIDE or text.has_class(start, place[0], "COMMA", "REPORT"):
        return None
    begin = joining.end()
    if not tells_deed(text, begin + 1, place[0]) or tells(text, begin, begin + 1):
        return None
    if text.is_class(place[1], "NOMINATIVE") and tells(text, place[1], min(last, place[1] + _BESIDE)):
        return begin, place[1]  # 'When the war ended in 1945 | he went home'
    commas = text.places(place[1], min(last - 1, place[1] + _INSERTION), "COMMA")
    end = next((at for at in commas if _begins_clause(text, at, last)), None)
    return (begin, end) if end is not None and not tells(text, place[1], end) else None


def gerund_lead(text: Text, start: int, place: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The tokens of a clause with a gerund that leads a sentence, or ends what leads it, with its time at `place`.

    For example, 'Before founding the firm in 2011 | she worked', 'In her first talk | since leaving in May|, she said'.
    """
    token, end = place
    if not text.is_class(start, "PREP") or token - start > _ASIDE:
        return None
    ties = [at for at in text.places(start, token, "PREP") if leads_with_gerund(text, at)]
    if not ties or tells(text, start, ties[-1]) or text.has_class(ties[-1], token, "COMMA"):
        return None
    is_lead = ties[-1] == start or text.is_class(end, "COMMA")
    first = end + text.is_class(end, "COMMA")
    if not is_lead or first >= last:
        return None
    if first > end and begins_with_verb(text, first):
        return ties[-1], end  # 'Tras dejar Vale en 1990, enseñó'
    if _CLAUSE_SUBJECT.isdisjoint(text.classes(first)):
        return None
    goes_on = text.grammar.finders["predicate"].search(text.codes, first + 1, min(last, first + _REACH)) is not None
    return (ties[-1], end) if goes_on else None


def told_from(text: Text, first: int, token: int) -> int:
    """Where a sentence goes on behind what leads it, up to its time at `token`: 'According to police, | the mill'.

    That is whose words it is, or a phrase without a verb: 'Despite protests, | the mill, which burned in May, was'.
    """
    can_be_source = text.codes[first] in text.grammar.firsts["source"]
    source = text.grammar.finders["source"].match(text.codes, first) if can_be_source else None
    if source is None and _PHRASES.isdisjoint(text.classes(first)):
        return first
    begun, longest = (first + 1, _LEAD) if source is None else (source.end(), _SOURCE)
    comma = text.place(begun, min(token, begun + longest), "COMMA")
    if comma is None or text.is_class(comma + 1, "PRONOUN_RELATIVE"):
        return first
    if source is None and tells(text, first, comma):
        return first
    begin = comma + 1
    goes_on = (
        source is not None
        or not SUBJECTS.isdisjoint(text.classes(begin))
        or begin + text.is_class(begin, "PREP") == token  # 'Despite protests, in 1998 the'
        or is_gerund(text, begin)
        or leads_with_gerund(text, begin)
    )
    return begin if goes_on else first


def told_with(text: Text, first: int, place: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The tokens of a clause with 'when' between a time that leads a sentence and the rest of it.

    For example, 'In May, | when the mayor resigned|, the council met twice', 'Since 2019, when the dam was built, ...'.
    """
    token, token_end = place
    if token - first > _LED or not text.is_class(token_end, "COMMA") or not text.is_class(token_end + 1, "WHEN"):
        return None
    predicate = text.grammar.finders["predicate"]
    for comma in text.places(token_end + 2, min(last - 2, token_end + _ASIDE), "COMMA"):
        if predicate.search(text.codes, token_end + 2, comma) is not None:
            goes_on = predicate.search(text.codes, comma + 1, last) is not None
            return (token_end + 1, comma) if goes_on else None
    return None


def is_before_noun(text: Text, first: int, time: tuple[int, int] | None) -> bool:
    """Whether a word that can join a clause stands before a noun with a time: 'before the end of May it will'."""
    if time is None or not text.is_class(first, "PREP") or time[0] <= first:
        return False
    predicate = text.grammar.finders["predicate"]
    if predicate.match(text.codes, time[1]) is not None:
        return False  # 'before the month was out'
    if text.is_class(time[1], "OTHER") and predicate.match(text.codes, time[1] + 1) is not None:
        return False  # 'after third-quarter profit fell'
    return predicate.search(text.codes, first + 1, time[0]) is None
