"""Which part of a sentence a time belongs to, where one clause leads another, is put into it or follows from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_api.temporal.recognize import Text

_TRACED = 3  # tokens of 'dates back to'
_INSERTION = 15  # tokens that may stand between the time of an insertion and its end
_ASIDE = 60  # tokens of a relative clause put into a sentence at most
_REACH = 12  # tokens behind a cut within which a clause has its verb
_BREAKS = ("EDGE", "FINAL", "RELATIVE", "CONJUNCTION", "NOMINATIVE", "QUOTE", "TO")
PARTICIPLES = ("PASTLIKE", "PARTICIPLE")
_PARTICIPLES = frozenset(PARTICIPLES)
CLAUSE_SUBJECT = frozenset(("DET", "NAME", "NOMINATIVE"))
_ENDS = frozenset(("SINCE", "DEADLINE", "OF"))
_YEAR = 5  # tokens of '3 May, 1998'
_LEADS = frozenset(("PREP", "RELATIVE"))
_PAST = frozenset(("PAST", "PASTLIKE"))
_NAMES_ANEW = frozenset(("NAME", "DET"))
_NAMED = 8  # tokens of ", and the old shop beside it,"
_QUOTED = 8  # tokens of a quoted phrase
_BESIDE = 4  # tokens from a quotation to who said it
HYPHENS = ("-", "‑")
SUBJECTS = frozenset((
    "DET", "NAME", "PRONOUN", "NOMINATIVE", "PLURAL", "PLURALNOUN", "OTHER", "SOME", "INT", "NUMWORD", "ONE",
))  # fmt: skip
_NO_VERB = frozenset(("GERUND", "CONJUNCTION", "DET", "PRONOUN"))


def is_participle(text: Text, index: int) -> bool:
    """Whether a token can be a past participle, with a capital letter too."""
    classes = text.classes(index)
    if "AGAIN" in classes and text.tokens.is_glued(index + 2, HYPHENS):
        return is_participle(text, index + 2)  # 're-elected'
    if "CAP" not in classes:
        return not _PARTICIPLES.isdisjoint(classes)
    word = text.tokens.text(index).lower()
    return not _PARTICIPLES.isdisjoint(text.grammar.lexicon.classes(word))


def brings(text: Text, index: int) -> bool:
    """Whether a gerund or infinitive of saying is at a token, with what was said behind it: ', | alleging that'."""
    return text.grammar.finders["bringing"].match(text.codes, index) is not None


def is_adverb(text: Text, index: int) -> bool:
    """Whether a word is written as an adverb: 'badly'."""
    return text.tokens.text(index).endswith(text.grammar.options.get("adverb_ending", " "))


def is_bare_count(text: Text, index: int) -> bool:
    """Whether a word can stand for what was named before and how many of it: 'another', 'three'."""
    return text.is_class(index, "ONE") or text.is_class(index, "NUMWORD")


def right_before(text: Text, finder: str, low: int, token: int) -> re.Match[str] | None:
    """What a finder finds first in tokens `[low, token)`, where it ends right before `token`."""
    if text.grammar.firsts[finder].isdisjoint(text.codes[low:token]):
        return None  # which is seen faster than looked for, in so few tokens
    found = text.grammar.finders[finder].search(text.codes, low, token)
    return found if found is not None and found.end() == token else None


def leads_with_gerund(text: Text, first: int) -> bool:
    """Whether a clause begins like 'after serving as mayor'."""
    return gerund_size(text, first) > 0


def gerund_size(text: Text, first: int) -> int:
    """How many tokens stand before the gerund of a clause that leads with one, 0 where none does.

    For example, 1 in 'after serving as mayor', 2 in 'después de cerrar su planta'.
    """
    if is_gerund(text, first + 1) and not _LEADS.isdisjoint(text.classes(first)):
        return int(not text.is_class(first, "WHOSE"))  # 'whose growing firm failed'
    if text.codes[first : first + 1] not in text.grammar.firsts["led_deed"]:
        return 0
    found = text.grammar.finders["led_deed"].match(text.codes, first)
    return found.end() - 1 - first if found is not None else 0


def is_gerund(text: Text, index: int) -> bool:
    """Whether a token is a verb's gerund, not a word before a noun: 'while manufacturing payrolls fell'."""
    if not text.is_class(index, "GERUND"):
        return False
    if text.is_class(index + 1, "UNIT") and not text.is_class(index + 1, "UNITS"):
        return False  # 'before polling day'
    if text.is_class(index + 1, "PAST") and not text.is_class(index, "HELPING"):
        return text.grammar.finders["having"].match(text.codes, index) is not None  # not 'before fighting broke out'
    is_told = text.is_class(index + 1, "ACTIVE") or (text.is_class(index, "OUTCOME") and is_past(text, index + 1))
    if is_told and text.has_class(index + 2, index + 3, "PREP", "DEICTIC", "WEEKDAY", "DAYWORD", "FINAL"):
        return text.is_class(index, "BECOMING")  # not 'after shelling resumed in May', 'after shooting stopped in'
    return not text.is_class(index + 1, "PLURAL") or not is_past(text, index + 2)


def is_deed_of_a_year(text: Text, comma: int, token: int) -> bool:
    """Whether a gerund behind a comma tells of another deed, in a year: 'joined in 1951, becoming its head in 1960'.

    Or of one that was done before, at any time: 'was jailed on Monday, having admitted theft in May'.
    """
    gerund = comma + 1
    if not text.grammar.options.get("trailing_gerunds") or text.is_class(token - 1, "DEADLINE"):
        return False
    if not text.is_class(gerund, "GERUND") or text.is_class(gerund, "PREP"):
        return False
    if brings(text, gerund):
        return False  # 'sued in 2012, claiming damages for a fall in 2010'
    is_done = text.grammar.finders["having"].match(text.codes, gerund) is not None
    is_told = is_done or text.has_class(token, token + _YEAR, "YEAR4")
    return is_told and not text.has_class(gerund, token, "COMMA")


def aside_begin(text: Text, commas: Sequence[int], token: int) -> int | None:
    """Where a clause that holds the token is put into another behind a comma: 'The dam, which burst in May, was'.

    `commas` are all of its sentence before the token.
    """
    if not commas or commas[-1] == token - 1:
        return None
    index = commas[-1] + 1
    if len(commas) > 1 and text.is_class(index, "NAME") and is_participle(text, commas[-2] + 1):
        index = commas[-2] + 1  # 'Ida Renn, born in Malmo, Sweden in 1928, was'
    if text.is_class(index, "ORDWORD") or text.is_class(index, "OTHER") or text.is_class(index, "DEICTIC"):
        return index if is_participle(text, index + 1) else None  # 'The sale, first announced in May, is'
    is_relative = text.has_class(index, index + 1, "PRONOUN_RELATIVE", "WHOSE", "WHOM")
    if text.is_class(index, "PREP") and text.is_class(index + 1 + text.is_class(index + 1, "DET"), "PRONOUN_RELATIVE"):
        return index  # 'A mill, on which work began in May, will'
    return index if is_relative or is_participle(text, index) else None


def apposition(
    text: Text, start: int, commas: Sequence[int], token: int, token_end: int, last: int
) -> tuple[int, int] | None:
    """The commas around words that name a subject anew and hold the token: 'Gwen Tarrow, who led it in 1987, died'.

    `commas` are all from the second token `start + 1` on before the token.
    """
    if not commas or text.verbs.search(text.codes, start, commas[0]) is not None:
        return None
    close = text.place(token_end, min(last - 1, token_end + _INSERTION), "COMMA")
    if close is None or text.is_class(start, "PREP"):
        return None
    is_now = text.is_class(close + 1, "PLURAL") and text.is_class(close + 2, "DET")  # ', leads the polls'
    if text.grammar.finders["auxiliary"].match(text.codes, close + 1) is None and not (
        is_past(text, close + 1) or is_now
    ):
        return None
    begins = text.has_class(commas[0] + 1, commas[0] + 2, "DET", "ONE")
    begins = begins or text.grammar.finders["renown"].match(text.codes, commas[0] + 1) is not None
    is_titled = begins and (
        text.is_class(token_end - 1, "YEAR4") or text.verbs.search(text.codes, commas[0], close) is not None
    )  # but 'The first walkout, a stoppage on 12 May, cost'
    is_named = is_titled or _is_office(text, start, commas[-1], token, token_end, close)
    return (commas[0], close) if is_named else None


def _is_office(text: Text, start: int, comma: int, token: int, token_end: int, close: int) -> bool:
    """Whether what someone was in a year stands between two commas: 'Ann Lee, 61, governor from 1983 to 1991, was'."""
    is_held = text.grammar.finders["phrase"].match(text.codes, token - 1) is not None
    if not text.is_class(token_end - 1, "YEAR4") or not is_held or token - comma <= 2:
        return False
    if text.is_class(comma + 1, "PREP") or any(is_participle(text, index) for index in range(start, token)):
        return False  # 'born in Malmo, Sweden in 1928'
    return text.verbs.search(text.codes, comma, close) is None


def aside_end(text: Text, start: int, cut: int, token_end: int, last: int) -> int | None:
    """Where a clause ends that is put into another before its verb: 'In 1990 the firm, sold in 2001, moved'."""
    predicate = text.grammar.finders["predicate"]
    ties = text.places(max(start, cut - _ASIDE), cut, "SUBORDINATOR", "CONJUNCTION")
    begun = [at for at in ties if text.is_class(at - 1, "COMMA")]  # ', and the clerk, who left in May, told'
    main = predicate.search(text.codes, begun[-1] + 1 if begun else start, cut)  # 'it fell, though the rain, which'
    if main is not None:
        that = text.place(main.end(), cut, "THAT")
        if that is not None or text.is_class(main.start(), "REPORT"):  # 'said the sale, agreed in May, had failed'
            main = predicate.search(text.codes, main.end() if that is None else that + 1, cut)
    if not text.is_class(cut - 1, "COMMA"):
        return None
    if main is not None:
        return _phrase_behind(text, cut, token_end, last)
    commas = text.places(token_end, min(last - 1, token_end + _INSERTION), "COMMA")
    if is_participle(text, cut) and _is_named_anew(text, start, cut - 1):
        predicate = text.grammar.finders["predicate"]  # 'The sons, Ida and Karl, joined it in 1901, though'
        return next((index for index in commas if predicate.match(text.codes, index + 1) is not None), None)
    return next((at for at in commas if goes_on(text, at, last) or _names_another(text, at, last)), None)


def _names_another(text: Text, comma: int, last: int) -> bool:
    """Whether a sentence goes on with another beside who it tells of: 'Renn, who died in May, and his wife, who'."""
    if not text.is_class(comma + 1, "CONJUNCTION") or not _NAMES_ANEW & text.classes(comma + 2):
        return False
    close = text.place(comma + 3, min(last, comma + _NAMED), "COMMA")
    return close is not None and not tells(text, comma, close) and not text.has_class(comma + 2, close, *_BREAKS)


def _is_named_anew(text: Text, start: int, comma: int) -> bool:
    """Whether a subject from token `start` on is named a second time between two commas, the second at `comma`."""
    commas = text.places(start + 1, comma, "COMMA")
    if len(commas) != 1 or _LEADS & text.classes(start):
        return False
    is_one_of = text.is_class(commas[0] + 1, "NUMWORD") and text.is_class(commas[0] + 2, "OF")
    return not tells(text, commas[0], comma) and (is_one_of or bool(_NAMES_ANEW & text.classes(commas[0] + 1)))


def _phrase_behind(text: Text, cut: int, token_end: int, last: int) -> int | None:
    """The comma behind a relative clause where its sentence only ends: 'hired Ann, who left Nord in May, as head'."""
    if not text.is_class(cut, "PRONOUN_RELATIVE") or not text.is_class(token_end, "COMMA"):
        return None
    if (
        text.has_class(cut, token_end, "COMMA")
        or not text.is_class(token_end + 1, "PREP")
        or tells(text, token_end + 1, last)
    ):
        return None
    return token_end


def goes_on(text: Text, comma: int, last: int) -> bool:
    """Whether a sentence goes on with its verb behind a comma; 'seeks' looks like a plural, ', saying' does not."""
    behind = behind_clitics(text, comma + 1)  # ', le costó el cargo'
    adverb = text.grammar.finders["next_deed"].match(text.codes, behind)
    if adverb is not None and tells(text, adverb.end(), adverb.end() + 1):
        return True  # ', which left Nord in May, also announced a loss'
    is_helped = text.grammar.finders["auxiliary"].match(text.codes, behind) is not None
    if not is_helped and not _NO_VERB.isdisjoint(text.classes(behind)):
        return False  # 'Nord, an old bank, filed for protection on Monday, and Vale was sold'
    said = text.sayers.search(text.codes, comma + 2, min(comma + _REACH, last))
    if said is not None and not tells(text, comma + 1, said.start()):
        return False  # 'Ann Lee, 41, moved to Vale in May, police said'
    if tells(text, comma, min(comma + _REACH, last)):
        return True
    return text.grammar.finders["resuming"].match(text.codes, comma + 1) is not None


def resumed(text: Text, token_end: int, last: int) -> int:
    """Where a sentence may go on with its verb behind a time and a phrase: 'held on Monday over a fire | was'."""
    if not text.is_class(token_end, "PREP") or text.is_class(token_end, "CONJUNCTION"):
        return token_end
    if text.is_class(token_end, "SUBORDINATOR") and not text.is_class(token_end, "PARTING"):
        return token_end  # 'happened at 8 a.m. as the bus was crossing the line'
    verb = text.verbs.search(text.codes, token_end + 1, min(last, token_end + _INSERTION))
    if verb is None or text.grammar.finders["auxiliary"].match(text.codes, verb.start()) is None:
        return token_end
    return token_end if text.has_class(token_end + 1, verb.start(), *_BREAKS) else verb.start()


def is_tied(text: Text, relative: int) -> bool:
    """Whether a 'que' ends what ties a clause to another and is of several words: 'después | de | que'."""
    return text.is_class(relative - 1, "TYING") and text.is_class(relative - 2, "JOINING")


def dated_conjunction(text: Text, start: int, token: int, token_end: int) -> int | None:
    """The 'and' right before a time with its verb behind it: 'He was a clerk at Vale and in 1898 became its mayor'."""
    if (behind := _behind_birth(text, start, token)) is not None:
        return behind
    before = text.classes(token - 1)
    if "DEADLINE" in before and (denial := _denial(text, start, token)) is not None:
        return denial
    index = token - 1 - ("PREP" in before and "CONJUNCTION" not in before)
    is_put_in = text.is_class(index, "COMMA") and text.is_class(token_end, "COMMA")  # 'and, in May 1938, fled'
    index -= is_put_in
    if index <= start + 1 or "CONJUNCTION" not in text.classes(index):
        return None
    if not is_past(text, behind_clitics(text, token_end + is_put_in)) and not _leads_clause(text, index, token_end):
        return None
    return index if text.grammar.finders["predicate"].search(text.codes, start, index) is not None else None


def _leads_clause(text: Text, conjunction: int, token_end: int) -> bool:
    """Whether a time behind 'and' leads a clause with a subject: ', and on 3 July the armies met'.

    Without a comma it has its preposition and an article behind it: 'went to Vale and in 1740 a clerk opened it'.
    """
    if text.is_class(token_end, "TO") and text.is_class(token_end + 1, "YEAR4"):
        token_end += 2  # ', and from 1987 to 2002 she led it'
    first = token_end + text.is_class(token_end, "COMMA")
    is_apart = text.is_class(conjunction - 1, "COMMA") or text.is_class(first, "NOMINATIVE")
    is_apart = is_apart or (text.is_class(conjunction + 1, "PREP") and text.is_class(first, "DET"))
    if not is_apart or CLAUSE_SUBJECT.isdisjoint(text.classes(first)):
        return False
    return text.grammar.finders["predicate"].search(text.codes, first + 1, first + _REACH) is not None


def end_of_birth(text: Text, first: int, token_end: int, last: int) -> int:
    """Where what is told of a birth ends, not what the life brought: 'was born in 1818 | and became a nurse'.

    It is `last` where the verb behind token `first` tells of none, or where no more is told behind its time.
    """
    born = text.grammar.finders["birth"].search(text.codes, first, token_end)
    if born is None or not text.is_class(born.start() - 1, "BE") or tells(text, first, born.start() - 1):
        return last
    for tie in text.places(token_end, last, "CONJUNCTION"):
        if is_past(text, tie + 1):
            return tie - text.is_class(tie - 1, "COMMA")
    return last


def end_of_deed(text: Text, first: int, token_end: int, last: int) -> int:
    """Where what was done at a time ends, not what has been so since: 'opened in 1968 | and needs repairs'.

    It is `last` where the verb behind token `first` is none of the past, or where no more is told behind its time.
    """
    ties = [tie for tie in text.places(token_end, last, "CONJUNCTION") if _is_so_now(text, tie + 1)]
    main = text.grammar.finders["predicate"].search(text.codes, first, token_end) if ties else None
    if main is None or not is_past(text, main.start()):
        return last
    return ties[0] - text.is_class(ties[0] - 1, "COMMA")


def _is_so_now(text: Text, index: int) -> bool:
    return text.grammar.finders["so_now"].match(text.codes, index) is not None


def _behind_birth(text: Text, start: int, token: int) -> int | None:
    """The 'and' before what somebody did later who was born: 'She was born in Vale and left school in 1972'."""
    born = text.grammar.finders["birth"].search(text.codes, start, token)
    if born is None:
        return None
    ties = text.places(born.end() + 1, token, "CONJUNCTION")
    return next((tie for tie in ties if is_past(text, tie + 1)), None)


def _denial(text: Text, start: int, token: int) -> int | None:
    """The 'and' before what was not so until a time: 'She fell ill and did not return until 1974'."""
    found = right_before(text, "denial", max(start, token - _REACH), token)
    return found.start() - 1 if found is not None and text.is_class(found.start() - 1, "CONJUNCTION") else None


def behind_clitics(text: Text, index: int) -> int:
    """The token behind what stands between a subject and its verb, and is no part of either: 'se | casó'."""
    while text.is_class(index, "CLITIC") or (text.is_class(index, "OBJECTIVE") and is_past(text, index + 1)):
        index += 1
    return index


def is_past(text: Text, index: int) -> bool:
    """Whether a token can be a verb in the past."""
    return not _PAST.isdisjoint(text.classes(index))


def when_begin(text: Text, first: int, token: int, token_end: int, last: int) -> int | None:
    """Where a clause begins that tells what happened at the time before it: 'He led it until 1977, when he left'."""
    when = token_end + text.is_class(token_end, "COMMA")
    if not text.is_class(when, "WHEN") or (when == token_end and _ENDS.isdisjoint(text.classes(token - 1))):
        return None
    if when == token_end and right_before(text, "first_since", max(first, token - _TRACED), token) is not None:
        return None  # 'won on Sunday for the first time since 1987 when they beat Hale'
    predicate = text.grammar.finders["predicate"]
    main = predicate.search(text.codes, first, token) or right_before(
        text, "traced", max(first, token - _TRACED), token
    )
    if main is None or text.is_class(main.start(), "SINCE"):
        return None
    return when if tells_deed(text, when + 1, last) else None


def tells_deed(text: Text, first: int, last: int) -> bool:
    """Whether the first verb of tokens `[first, last)` tells of more than what was so: not 'people were asleep'."""
    told = text.grammar.finders["predicate"].search(text.codes, first, last)
    if told is None or not text.is_class(told.start(), "BE"):
        return told is not None
    return is_participle(text, told.end()) or is_participle(text, told.end() + 1)  # 'was himself killed'


def joins_clause(text: Text, index: int, end: int) -> bool:
    """Whether the word at a token joins a clause: 'since it was cut', neither 'since May' nor 'because of'."""
    if text.is_class(index + 1, "PREP") or text.is_class(index - 1, "THAT"):
        return False  # 'said that before the end of May it will'
    is_since = text.is_class(index, "SINCE")
    is_day = text.is_class(index + 1, "WEEKDAY") or (
        text.has_class(index + 1, index + 2, "MONTH", "YEAR4") and text.has_class(index + 2, index + 4, "SUBORDINATOR")
    )  # 'won her first title since May 2019 as she beat Nord'
    if is_since and (is_day or text.grammar.finders["auxiliary"].match(text.codes, index - 1) is not None):
        return False  # 'Miners trapped since Monday were freed', 'has since been sold'
    end = min(end, index + 3 * _REACH)
    end = text.place_or(end, index + 1, end, "COMMA", "CONJUNCTION")
    if text.grammar.finders["age"].search(text.codes, index + 1, end + 1) is not None:
        return False  # 'since I was 14'
    verb = text.grammar.finders["predicate"].search(text.codes, index + 1, end)
    return verb is not None and not text.tokens.is_glued(verb.end() + 1, HYPHENS)  # 'minutes after take-off'


def is_quoted_phrase(text: Text, mark: int) -> bool:
    """Whether no more than a phrase stands between a quotation mark and its other one: 'left it "with regret"'."""
    if not text.is_class(mark, "QUOTE") or text.sayers.search(text.codes, max(0, mark - _BESIDE), mark + _BESIDE):
        return False  # '"in 1998" he said'
    before = text.places(max(0, mark - _QUOTED), mark, "QUOTE")
    behind = text.place(mark + 1, mark + _QUOTED, "QUOTE")
    pairs = ((before[-1], mark) if before else (mark, mark), (mark, mark if behind is None else behind))
    return any(first < last and not tells(text, first, last) for first, last in pairs)


def tells(text: Text, start: int, end: int) -> bool:
    """Whether there is a verb among tokens `[start, end)`."""
    return text.verbs.search(text.codes, start, end) is not None
