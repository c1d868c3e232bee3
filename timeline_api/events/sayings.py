"""What a clause with a verb of saying dates: the saying, or what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_api.events.attachment import is_participle, tells
from timeline_api.events.dates import range_token
from timeline_api.events.lines import Line
from timeline_api.events.mainverb import main_verb
from timeline_api.events.reduced import names_thing
from timeline_api.events.relative import closed_relative
from timeline_api.events.saidparts import behind_that, said_behind
from timeline_api.model import Timex
from timeline_api.temporal.read import Times
from timeline_api.temporal.recognize import Text

_REACH = 3  # tokens between a verb of saying and a time that belongs to it
_BARE, _HEARER = 16, 5  # tokens of 'the minister told reporters on Friday', and of those behind its verb
_LEAD = 9  # tokens of 'In a statement to the press on' at most
_LONG = ("month", "quarter", "half", "season", "year")
_REPORTED = ("quarter", "half")
_DEEDS = ("PASTLIKE", "PARTICIPLE", "GERUND", "PAST", "TO")  # behind 'was': 'was held', 'was being built'
_DENIED = 30  # tokens from a denial to the time of what is denied, at most
_QUOTED = 4  # tokens of what was said at least


def only_says(times: Times, first: int, last: int, timexes: Sequence[Timex], said: re.Match[str]) -> bool:
    """Whether tokens `[first, last)`, with `said` their verb, say no more than that something was said.

    For example, 'she told reporters on Friday'.
    """
    if last - first > _BARE or (said.start() - first <= 1 and is_participle(times.text, said.start())):
        return False  # 'first announced in May' is said of something
    if times.text.is_class(said.end(), "GERUND"):
        return False  # 'when a walker reported hearing a crack'
    for comma in times.text.places(said.end(), last - 1, "COMMA"):
        if times.text.is_class(comma + 1, "GERUND"):
            last = comma  # ', replacing one that was swept away'
            break
    timed = {index for t in timexes for index in range(times.token_at(t.start), times.token_at(t.end))}
    if sum(index not in timed for index in range(said.end(), last)) > _HEARER:
        return False
    predicate = times.text.grammar.finders["predicate"]
    told = predicate.search(times.text.codes, said.end(), last)
    if told is not None and times.text.is_class(said.end(), "PREP") and told.end() in timed:
        told = None  # 'said in papers posted on Friday'
    if _says_who(times, first, said.start()) and told is not None:
        return False  # 'and said more rises were likely'
    return predicate.search(times.text.codes, first, said.start()) is None


def is_of_saying(times: Times, timex: Timex, first: int, reach: int) -> bool:
    """Whether a verb of saying stands at most `reach` tokens before a time, and not before token `first`."""
    token = times.token_at(timex.start)
    return times.text.sayers.search(times.text.codes, max(first, token - reach), token) is not None


def _says_who(times: Times, first: int, said: int) -> bool:
    """Whether there is a word before a verb of saying, not marks alone, as in ', said the mayor as he waited'."""
    return any(times.text.tokens.text(index)[0].isalpha() for index in range(first, said))


def said_before(times: Times, timex: Timex, said: re.Match[str]) -> bool:
    """Whether a time belongs to what was said, not to the saying before it: 'said it fell in May'."""
    text, token = times.text, times.token_at(timex.start)
    if said.end() > token:
        return False
    if text.is_class(times.token_at(timex.end), "POSS"):
        return True
    if text.has_class(said.end(), token, "STOP") or text.has_class(said.end(), token, "THAT"):
        return True  # 'he said: "Today ..."', 'he said that last year ...'
    if token - said.start() <= _REACH:
        return False
    return text.grammar.finders["predicate"].search(text.codes, said.end(), token) is not None


def saying_in(text: Text, first: int, last: int, token: int) -> re.Match[str] | None:
    """The verb of saying of tokens `[first, last)` with a time at `token`: the first, else one right before the time.

    It is that one where a new clause has begun: 'Officials say it is early, but the mayor said Wednesday it fell'.
    """
    said = text.sayers.search(text.codes, first, last)
    if said is None or said.end() >= token:
        return said
    if text.grammar.finders["although"].match(text.codes, first) and text.has_class(said.end(), token, "COMMA"):
        return None  # 'Although Renn says that Nord told her to stay, Nord sued her on 3 May'
    begin = token - 1 - text.is_class(token - 1, "PREP")
    again = text.sayers.match(text.codes, begin, last)
    if again is None or again.end() > token or begin <= said.start():
        return said
    ties = text.places(said.end(), begin, "CONJUNCTION", "STOP")
    return again if any(text.is_class(tie - 1, "COMMA") for tie in ties) else said


def said_from(times: Times, timex: Timex, begin: int, aside: tuple[int, int] | None) -> int | None:
    """Where the words behind a verb of saying and its 'that' begin, if the time and a subject stand in them.

    What an `aside` between commas tells is not what was said: 'said the boy, who had fled, was found on Tuesday'.
    """
    text, token = times.text, range_token(times, begin, timex)
    quoted = text.places(begin, token, "STOP")
    if aside is not None:
        quoted = [at for at in quoted if not aside[0] <= at < aside[1]]
    if quoted:
        return quoted[-1] if quoted[-1] < token - 1 or not text.is_class(token - 1, "QUOTE") else None
    is_whole = text.is_class(begin, "RELATIVE") and not text.is_class(begin + 1, "PRONOUN")
    return begin + 1 if is_whole else None


def are_told(times: Times, first: int, said: re.Match[str]) -> bool:
    """Whether the subject is who heard what was said: 'We were told in May that', but not 'It was announced'."""
    text = times.text
    passive = said.start() - 1
    return passive > first and text.is_class(passive, "BE") and text.tokens.text(passive - 1).lower() != "it"


def reported_from(times: Times, first: int, last: int, timex: Timex) -> int | None:
    """Where what was said begins, when the time of tokens `[first, last)` is that of the saying: 'said on Friday that'.

    None when it is not, or nothing follows that was said.
    """
    text, token, after = times.text, times.token_at(timex.start), times.token_at(timex.end)
    leads = token - first == text.is_class(first, "PREP") or _leads(text, first, token, after)
    if leads and not text.is_class(after, "POSS"):
        return _reported_behind(text, after, last)
    if timex.precision in _LONG and text.is_class(token - 1, "REPORT"):
        return None  # 'said third-quarter sales fell'
    if timex.precision in _REPORTED and not text.is_class(after, "THAT"):
        return None  # 'said profit in the third quarter fell'
    if text.is_class(token - 1, "STOP") or text.is_class(token - 1, "THAT") or text.is_class(after, "POSS"):
        return None  # 'said Monday's rise was small'
    said = text.sayers.match(text.codes, after + 1) if text.is_class(after, "COMMA") else None
    if said is not None and not text.is_class(said.end(), "THAT"):
        return None  # 'sank on Monday, said Ann Lee, who leads the search'
    if _tells_before(text, first, token):
        return None  # 'have drowned, police said on Thursday, as the mayor came'
    if last - after <= _QUOTED or not _is_beside_saying(text, max(first, token - _REACH), after, last):
        return None
    predicate = text.grammar.finders["predicate"]
    that = text.place_or(after, after, min(after + _REACH, last), "THAT")  # 'in its Monday edition that'
    if that == after and text.is_class(token - 1, "DET"):
        return None  # 'did not say how the 2023/24 shortfall would be covered'
    begin = after if predicate.search(text.codes, after, that) is not None else that
    if text.grammar.finders["source"].match(text.codes, begin + text.is_class(begin, "COMMA")) is not None:
        return None  # 'had been reported broken since May, according to a neighbour'
    return begin if _tells_what(text, begin, last) else None


def _is_beside_saying(text: Text, first: int, after: int, last: int) -> bool:
    """Whether a verb of saying stands from token `first` on, or right behind a time that ends before token `after`."""
    if text.has_class(first, min(last, after + 2), "REPORT"):
        return True
    said = text.sayers.match(text.codes, after, last)  # 'An inquest in January | heard that'
    return said is not None


def _tells_what(text: Text, begin: int, last: int) -> bool:
    """Whether a verb tells what was said, and no participle only what a thing is called: 'a deal | known as Vale'."""
    told = text.grammar.finders["predicate"].search(text.codes, begin, last)
    return told is not None and not names_thing(text, *told.span())


def tells_what_is_done(text: Text, begin: int, last: int) -> bool:
    """Whether what was said, from token `begin` on, is told in a perfect: 'said on Friday it has sold the mill'."""
    verb = main_verb(text, begin + text.is_class(begin, "THAT"), last)
    return verb is not None and text.grammar.finders["done"].match(text.codes, verb) is not None


def _leads(text: Text, first: int, token: int, after: int) -> bool:
    """Whether the time at `token` ends a phrase that leads its sentence: 'In a statement on Monday, the mayor said'."""
    is_phrase = text.is_class(first, "PREP") and text.is_class(after, "COMMA") and token - first <= _LEAD
    return is_phrase and not tells(text, first, token)


def _reported_behind(text: Text, after: int, last: int) -> int | None:
    """The same, when the time leads: 'On Friday the mayor said that'; it ends before token `after`."""
    said = text.sayers.search(text.codes, after, min(last, after + _BARE))
    predicate = text.grammar.finders["predicate"]
    if said is None:
        return None
    aside = closed_relative(text, after, said.start() + 1)  # 'On Friday the firm, which makes cars, said'
    begin, end = aside or (said.start(), said.start() - 1)
    if predicate.search(text.codes, after, begin) or predicate.search(text.codes, end + 1, said.start()):
        return None
    that = text.place_or(said.end(), said.end(), min(said.end() + _HEARER, last), "THAT")
    begin = said.end() if predicate.search(text.codes, said.end(), that) is not None else that
    return begin if _tells_what(text, begin, last) else None


def _tells_before(text: Text, first: int, token: int) -> bool:
    """Whether what was said stands before the saying and a comma: 'Six have drowned, police said on Thursday'."""
    comma = said_behind(text, first + 1, token)
    if comma is None:
        return False
    own = text.sayers.match(text.codes, comma + 1)
    if own is not None and token - own.end() <= text.is_class(token - 1, "PREP"):
        return False  # 'Nord, which makes cars, said on Thursday', but ', said the mayor on Thursday'
    told = text.grammar.finders["predicate"].search(text.codes, first, comma)
    return told is not None and text.sayers.match(text.codes, told.start()) is None


def is_denied(text: Text, first: int, token: int) -> bool:
    """Whether what has its time at `token` is denied from token `first` on: 'denied that it had dumped waste in 2019'.

    What stands behind a comma is not, nor is when it was denied.
    """
    first = max(first, token - _DENIED)
    if text.grammar.firsts["denied"].isdisjoint(text.codes[first:token]):
        return False
    denial = text.grammar.finders["denied"].search(text.codes, first, token)
    if denial is None:
        return False
    behind = behind_that(text, denial.end(), token)
    opens = behind > denial.end() or text.is_class(behind, "GERUND") or text.is_class(behind, "RELATIVE")
    opens = opens or (text.is_class(behind, "NOMINATIVE") and tells(text, behind, token))
    return opens and not text.has_class(behind, token, "COMMA", "SEMICOLON")


def speaks_on(text: Text, first: int, last: int) -> bool:
    """Whether 'he' or 'she', who was told of before, says what tokens `[first, last)` tell."""
    said = text.sayers.search(text.codes, first, last)
    return said is not None and said.start() > first and text.is_class(said.start() - 1, "THIRD")


def speaks(text: Text, first: int) -> bool:
    """Whether 'he' or 'she' spoke, at a time of which a clause before tells: 'She spoke at a meeting in Vale'."""
    return text.is_class(first, "THIRD") and text.grammar.finders["speaking"].match(text.codes, first + 1) is not None


def is_said_of_now(text: Text, first: int, last: int) -> bool:
    """Whether it is now said how something is: 'Two are reported to be ill'."""
    verb = text.grammar.finders["predicate"].search(text.codes, first, last)
    if verb is None or not text.is_class(verb.start(), "BE") or not text.is_class(verb.start(), "PRESENT"):
        return False
    return text.sayers.match(text.codes, verb.end()) is not None


def is_only_quoted(times: Times, line: Line, last: int) -> bool:
    """Whether a line that begins with a quotation tells nothing but that before token `last`.

    So it is where nobody says who said it, and where that was a word or two: '"Yes," she said'.
    """
    text, end = times.text, line.quoted
    if end >= last:
        return True
    begins = text.is_class(line.first, "QUOTE") and not text.has_class(end, last, "QUOTE")
    return begins and end - line.first < _QUOTED + 2 and text.sayers.search(text.codes, end, last) is not None


def tells_no_deed(text: Text, first: int, last: int) -> bool:
    """Whether what somebody says in tokens `[first, last)` has not happened: 'The mayor said the road could close'."""
    said = text.sayers.search(text.codes, first, last)
    if said is None:
        return False
    predicate = text.grammar.finders["predicate"]
    verb = predicate.search(text.codes, first, said.start()) or predicate.search(text.codes, said.end(), last)
    if verb is None:
        return False
    at = verb.start()
    is_so = text.has_class(at, at + 1, "=was", "=were") and not text.has_class(at + 1, at + 3, *_DEEDS)
    return is_so or text.is_class(at, "WILL") or text.is_class(at, "PRESENT")


def only_may_be(text: Text, first: int, token: int) -> bool:
    """Whether what was said, from token `first` on, only may be at the time at a token, or is meant to be then."""
    verb = text.grammar.finders["predicate"].search(text.codes, first, token)
    return verb is not None and text.grammar.finders["maybe"].match(text.codes, verb.start()) is not None


def only_hopes(times: Times, sentence: int, first: int, timex: Timex) -> bool:
    """Whether what was said, from its 'that' at token `first` on, is only hoped or meant for a time.

    For example, 'said on Friday | that it hoped to reopen the mine in May'.
    """
    text = times.text
    if not text.is_class(first, "THAT") or text.sayers.search(text.codes, sentence, first) is None:
        return False
    token = times.token_at(timex.start)
    # What somebody has to do by a day is told of that day: 'ruled that he must leave by Friday'.
    return only_may_be(text, first + 1, token) and not text.has_class(first + 1, token, "=must", "=should")


def is_to_come(text: Text, first: int, last: int) -> bool:
    """Whether tokens `[first, last)` tell what would or can be: 'said that it would close'."""
    verb = text.grammar.finders["predicate"].search(text.codes, first, last)
    return verb is not None and text.is_class(verb.start(), "AUX")


def is_spoken(times: Times, line: Line, first: int, last: int) -> bool:
    """Whether a clause says in quotation marks what someone said: 'The mayor said: "We won."'."""
    text, end = times.text, line.quoted
    if first < end:
        goes_on = text.is_class(end - 2, "COMMA") or text.is_class(end - 2, "QUESTION")
        return goes_on or text.sayers.search(text.codes, end, last) is not None
    said = text.sayers.search(text.codes, first, last)
    if said is None:
        return False
    opened = text.place(said.end(), min(last, said.end() + _HEARER), "QUOTE")
    if opened is None:
        return False
    return opened == said.end() or text.is_class(opened - 1, "COMMA") or text.is_class(opened - 1, "COLON")
