"""What tells which thing is meant behind a verb: 'notes written in 1907', 'the suit, filed in May', 'a job she had'."""

from __future__ import annotations

from timeline_api.events.antecedents import antecedent
from timeline_api.events.attachment import HYPHENS, PARTICIPLES, is_adverb, is_participle, is_past, right_before, tells
from timeline_api.events.nouns import NO_NOUN, noun_before
from timeline_api.events.subject import CALENDAR, DATED, Subject, agreeing, with_auxiliary
from timeline_api.frozen import replace
from timeline_api.temporal.recognize import Text

_REACH = 14  # tokens from a participle to its time
_GATHERING = 6  # tokens of 'at a black-tie dinner'
_NAMED = 5  # tokens of 'the last big title'
_FAR = 40  # tokens from the verb of a sentence to the participle
_PARTS = (
    "COMMA", "SEMICOLON", "COLON", "QUOTE", "RELATIVE", "CONJUNCTION", "NOMINATIVE", "LPAREN", "RPAREN", "DASH", "STOP",
)  # fmt: skip
_NO_NOUN = NO_NOUN | {"INT", "THOUSANDS", "DECIMAL", "MULTIPLIER", "PERCENT", "NUMWORD", "GERUND"}
_NOUNS = frozenset(("OTHER", "PLURAL", "PLURALNOUN", "CALAMITY"))
_PHRASE_ENDS = (
    "COMMA", "SEMICOLON", "RPAREN", "CONJUNCTION", "RELATIVE", "FINAL", "PARTING", "PREP", "PAST", "PASTLIKE", "BE",
    "FUTURE", "PRESENT",
)  # fmt: skip
_COMMON = frozenset(("OTHER", "PLURAL", "PLURALNOUN"))
_BEFORE_VERB = frozenset(("FUTURE", "AUX", "TO"))
_RELATIVES = ("RELATIVE", "PRONOUN_RELATIVE")
_TYING = ("THAT", "PRONOUN_RELATIVE")  # before the pronoun of a clause that tells of an object
_COUNTED = ("INT", "NUMWORD", "THOUSANDS", "DET")  # before what only looks like a verb: 'In 45 states, the number'
_HELPS = ("BE", "HAD", "AUX")


def reduced_begin(text: Text, start: int, token: int) -> int | None:
    """Where a participle begins that tells which thing is meant, behind the verb of a clause from `start` on.

    The time at `token` is its own: 'found a letter | written by a priest in 1907', 'replaced track | laid in 1958'.
    """
    token = _first_of_list(text, token)
    if text.is_class(token - 1, "DET") and text.grammar.options.get("articled_days", False):
        token -= 1  # 'los ingenieros secuestrados | el 14 de abril'
    low = max(start + 3, token - _REACH + 1)
    done = [at for at in text.places(low, token, *PARTICIPLES) if not text.is_class(at, "CAP")]
    if not done or text.has_class(done[-1], token, *_PARTS):
        return None
    if not _describes(text, start, done[-1], token):
        return None
    asked = text.grammar.finders["inquiry"].search(text.codes, max(start, done[-1] - _NAMED), done[-1])
    if asked is None or tells(text, asked.end(), done[-1]) or tells(text, token + 1, token + _NAMED):
        return done[-1]  # 'why the mill built in 1907 burned'
    return asked.end()  # no participle: 'learn why | the train derailed in May'


def described_span(text: Text, start: int, low: int, place: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The tokens, none before `low`, of what tells which thing is meant and has the time at `place` to itself."""
    for find in (reduced_begin, contact_begin):
        begin = find(text, start, place[0])
        if begin is not None and begin >= low:
            return begin, _by_end(text, place[1], last)
    return None


def is_of_row(text: Text, tie: int, token: int) -> bool:
    """Whether 'and' joins a participle with the time at a token to one before: 'a letter written in May | and sent'."""
    verb = tie + 1
    if not text.is_class(tie, "CONJUNCTION") or not is_participle(text, verb) or text.is_class(verb, "CAP"):
        return False
    if text.is_class(verb, "ACTIVE") or text.is_class(verb, "REPORT"):
        return False  # 'a house built in 1907 and moved in 1910'
    return token - verb == 1 + text.is_class(token - 1, "PREP")


def _first_of_list(text: Text, token: int) -> int:
    """Where the first of two times begins of which the second is at a token: 'the cups they won in 1966 and 2016'."""
    if not text.is_class(token - 1, "CONJUNCTION") or DATED.isdisjoint(text.classes(token - 2)):
        return token
    token -= 2
    while not DATED.isdisjoint(text.classes(token - 1)):
        token -= 1
    return token


def contact_begin(text: Text, start: int, token: int) -> int | None:
    """Where a relative clause of an object begins that has the time at a token: 'took the title | she lost in 2020'."""
    token = _first_of_list(text, token)
    who = text.places(max(start + 4, token - _REACH + 1), token, "NOMINATIVE")
    if not who or not text.is_class(who[-1], "PRONOUN") or text.has_class(who[-1] + 1, token, *_PARTS):
        return None
    at = who[-1]
    begin = at - text.has_class(at - 1, at, *_TYING)
    if begin < at and text.is_class(begin - 1, "PREP"):
        return None  # 'the city in which she lived'
    return begin if _verb_of_contact(text, start, at, token) is not None else None


def _verb_of_contact(text: Text, start: int, at: int, token: int) -> int | None:
    """Where the verb ends of a clause with a pronoun at `at` whose object stands before the pronoun."""
    told = text.grammar.finders["predicate"].match(text.codes, at + 1)
    noun = at - text.has_class(at - 1, at, *_TYING)
    if (
        told is None
        or not _NO_NOUN.isdisjoint(text.classes(noun - 1))
        or not text.has_class(noun - _NAMED, noun, "DET")
        or text.is_class(noun - 1, "VAGUE")  # 'by the time he retired'
    ):
        return None
    end = told.end()
    while end < token and (is_participle(text, end) or text.is_class(end, "PAST")):
        end += 1  # 'had won'
    main = _verb_before(text, start, noun, end)
    if main is None or text.has_class(main[1], noun, *_PARTS):
        return None
    if _says(text, *main) and not tells(text, token + 1, token + _NAMED):
        return None
    if any(text.grammar.finders[name].match(text.codes, main[0]) is not None for name in ("showing", "having_done")):
        return None
    if text.has_class(at, end, "REPORT", "BE") or tells(text, end, token):
        return None
    return end if end == token or _lacks_object(text, end - 1) else None


def contact(text: Text, sentence: int, first: int, time: tuple[int, int] | None) -> Subject | None:
    """What a relative clause without 'that' at token `first` tells of, which its title names behind its verb."""
    at = first + text.has_class(first, first + 1, *_TYING)
    told = text.grammar.finders["predicate"].search(text.codes, first + 2, time[0]) if time is not None else None
    if told is not None and noun_before(text, sentence, told.start()) == first:
        who = antecedent(text, sentence, first)
        return replace(who, verb=at, behind=verb_end(text, told.end())) if who is not None else None
    if time is None or time[0] <= first:
        return None
    for begin in _begins(text, sentence, first) if text.is_class(at, "NOMINATIVE") else ():
        end = _verb_of_contact(text, begin, at, time[0])
        who = antecedent(text, sentence, first) if end is not None else None
        if end is not None and who is not None:
            return replace(who, verb=at, behind=verb_end(text, end))
    return _of_whom_it_is_told(text, sentence, first, time)


def verb_end(text: Text, end: int) -> int:
    """Where a verb ends whose object left its preposition behind, before that of a time: 'whom she cared for | in'."""
    is_left = text.is_class(end, "PREP") and text.has_class(end + 1, end + 2, "PREP", "SINCE")
    return end + (is_left and not text.is_class(end + 1, "ABOUT"))


def _of_whom_it_is_told(text: Text, sentence: int, first: int, time: tuple[int, int]) -> Subject | None:
    """The same of the subject of a sentence: 'The house | (that) she bought in 2019 burned'."""
    at = first + text.has_class(first, first + 1, *_TYING)
    told = text.grammar.finders["predicate"].search(text.codes, at + 1, time[0])
    if said := text.places(max(sentence, first - _FAR), first - 1, "THAT"):
        sentence = said[-1] + 1  # 'Police said that the car | they found in May belonged to her'
    if told is None or not NO_NOUN.isdisjoint(text.classes(first - 1)) or tells(text, sentence, first):
        return None
    is_all = told.end() == time[0] - text.is_class(time[0] - 1, "PREP")
    is_thing = text.is_class(at, "PRONOUN") and not text.has_class(first - 1, first, "UNIT", "VAGUE")
    is_left = text.is_class(told.end() + 1, "PREP")  # 'the aunt she lived with in 1971'
    # 'A portrait | she made of her sister in 1971 was sold'
    lacks_it = is_all or (is_thing and not is_left and _lacks_object(text, told.end() - 1))
    goes_on = is_past(text, time[1]) or text.is_class(time[1], "PRESENT")
    who = antecedent(text, sentence, first) if lacks_it and goes_on else None
    return replace(who, verb=at, behind=verb_end(text, told.end())) if who is not None else None


def _describes(text: Text, start: int, at: int, token: int) -> bool:
    """Whether a participle describes the noun before it, which is behind the verb of its clause."""
    if text.is_class(at, "ACTIVE") or text.is_class(at, "REPORT") or text.is_class(at, "PROSPECT"):
        return False
    if at + 1 < token and not _lacks_object(text, at):
        return False
    if text.has_class(at + 1, token - 1, "SINCE", "PARTING"):
        return False  # 'a record held by the Olga since her sale in 2000'
    if text.is_class(at + 1, "SINCE") and text.has_class(max(start, at - _NAMED), at, "SUPERLATIVE"):
        return False  # 'was the worst recorded since 1983'
    noun = at - 1 - (is_adverb(text, at - 1) or text.is_class(at - 1, "ORDWORD"))
    noun -= text.grammar.finders["next_deed"].match(text.codes, noun) is not None  # 'had again fallen'
    if text.is_class(noun, "GERUND") and text.has_class(noun - 3, noun, "DET"):
        noun -= 1  # 'a tsunami warning | issued'
    if not _NO_NOUN.isdisjoint(text.classes(noun)) or is_participle(text, noun):
        return False
    if text.grammar.finders["qualifying"].match(text.codes, noun) is not None:
        return False  # 'was himself elected', 'sus obras más conocidas'
    name = noun
    while text.is_class(name, "CAP"):
        name -= 1
    if name < noun and text.has_class(name, name + 1, "SINCE", "PARTING"):
        return False  # 'since Vale gained a railway in May'
    if text.is_class(noun, "CAP") and not _COMMON.isdisjoint(text.classes(noun - 1)):
        return False  # 'the systems Nord shipped in May'
    if not CALENDAR.isdisjoint(text.classes(noun)) or not _BEFORE_VERB.isdisjoint(text.classes(noun - 1)):
        return False  # 'who left last year asked for it', 'will stay closed'
    if text.grammar.finders["no_deed"].match(text.codes, at) is not None:
        return False
    if text.grammar.finders["also_noun"].match(text.codes, at) is not None:
        return False  # 'vetoed the tax cut on Wednesday'
    if right_before(text, "gathering", max(start, noun - _GATHERING), noun + 1) is not None:
        return False  # 'spoke at a dinner hosted by Nord on Monday'
    finders = text.grammar.finders
    if finders["happened"].match(text.codes, at) and finders["harmed"].search(text.codes, start, at):
        return False  # 'murieron en el choque ocurrido el lunes': of that day, too
    main = _verb_before(text, start, at, at + 1)
    cause = text.grammar.finders["because"].search(text.codes, main[1], at) if main is not None else None
    if main is None or _are_parted(text, cause.end() if cause is not None else main[1], at):
        return False  # but 'retired because of an injury | suffered in March'
    verb, behind = main
    if _says(text, verb, behind) or text.grammar.finders["any_such"].search(text.codes, behind, at):
        return False
    if text.grammar.finders["having_done"].match(text.codes, verb) is not None:
        return False  # 'wants the law repealed by June', 'had the car repaired in May'
    return not text.is_class(at, "PASTLIKE") or text.grammar.finders["showing"].match(text.codes, verb) is None


def _are_parted(text: Text, verb: int, at: int) -> bool:
    """Whether a clause or an aside begins between a verb and a participle; 'tras el pacto | firmado' is none."""
    parts = text.places(verb, at, *_PARTS) if text.has_class(verb, at, *_PARTS) else ()
    return any(not (text.has_class(part, part + 1, "NO_CLAUSE") and text.is_class(part + 1, "DET")) for part in parts)


def _says(text: Text, verb: int, behind: int) -> bool:
    """Whether a verb is one of saying: 'admitted', not 'were admitted to'."""
    return text.has_class(verb, behind, "REPORT") and not text.is_class(verb - 1, "BE")


def _lacks_object(text: Text, at: int) -> bool:
    """Whether no object stands behind a participle, so that it is none of a verb in the past."""
    return text.grammar.finders["beside_done"].match(text.codes, at + 1) is not None


def _verb_before(text: Text, start: int, at: int, behind: int | None = None) -> tuple[int, int] | None:
    """The tokens of the last verb before what describes a thing at `at`, where its sentence has its verb before there.

    A verb that may be a participle is that of the sentence where there is no other from token `behind` on.
    """
    found, begin = None, max(start, at - _FAR)
    is_told = is_participle(text, start) and text.is_class(start - 1, "COMMA")  # ', freed under a deal made in May,'
    while (match := text.verbs.search(text.codes, begin, at)) is not None:
        found, begin = match.span(), match.end()
        is_aside = is_participle(text, match.start()) and text.is_class(match.start() - 1, "COMMA")
        is_told = is_told or is_aside or (match.start() > start and _is_main(text, start, *found))
    if found is not None and not is_told and behind is not None:
        end = text.place_or(behind + _FAR, behind, behind + _FAR, "FINAL", "SEMICOLON", "COMMA")
        is_finite = not text.is_class(found[0], "GERUND") and not text.has_class(found[0] - 2, found[0], *_RELATIVES)
        is_told = is_finite and not tells(text, behind, end) and not names_thing(text, *found)
        is_told = is_told and not (is_participle(text, found[0]) and text.is_class(found[1], "BY"))  # 'led by Ann'
    return found if is_told else None


def _is_main(text: Text, start: int, verb: int, behind: int) -> bool:
    """Whether a verb is that of a clause from `start` on: not of 'who fled', 'to raise it', and no participle."""
    if text.tokens.is_glued(verb, HYPHENS):
        return False  # 'the family-owned firm'
    is_counted = text.has_class(verb - 1, verb, *_COUNTED) and not is_past(text, verb)
    if text.is_class(verb, "GERUND") or text.is_class(verb - 1, "TO") or is_counted:
        return False
    if text.has_class(max(start + 1, verb - 2), verb, *_RELATIVES) or text.is_class(verb - 1, "THAT"):
        return False
    if text.has_class(verb - 1, verb, *_RELATIVES, "NOMINATIVE"):
        return True  # 'a man | who lived in a house built in 1902'
    is_helped = any(text.is_class(verb - 1, name) for name in _HELPS)
    if not is_participle(text, verb) or is_helped:
        return True
    if names_thing(text, verb, behind):
        return False
    return text.grammar.finders["phrase"].match(text.codes, behind) is None  # 'The firm based in Vale'


def names_thing(text: Text, verb: int, behind: int) -> bool:
    """Whether a participle only tells what something is called: 'A storm | named Ragna made landfall'."""
    return text.is_class(behind, "CAP") and text.grammar.finders["no_deed"].match(text.codes, verb) is not None


def inserted(text: Text, start: int, at: int, place: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The tokens of a participle at `at`, behind a comma, with its time, where it describes what stands before it.

    For example, 'dismissed the suit, | filed in Vale on Friday|, and'.
    """
    at += text.is_class(at, "COMMA")
    if not is_participle(text, at) or not _describes_behind_comma(text, start, at):
        return None
    end = _by_end(text, place[1], last)
    return at, text.place_or(end, end, min(last, end + _REACH), "COMMA", "FINAL") if not tells(text, end, last) else end


def _begins(text: Text, start: int, token: int) -> tuple[int, ...]:
    """Where clauses begin whose verb a participle before a token may be behind: the sentence, and 'who lived in'."""
    return (start, *text.places(max(start + 1, token - _FAR), token, *_RELATIVES)[-1:])


def is_of_described(text: Text, start: int, token: int) -> bool:
    """Whether the time at a token is that of a participle that describes a thing behind the verb of a clause."""
    if not text.has_class(max(start + 1, token - _REACH), token, *PARTICIPLES, "NOMINATIVE"):
        return False  # which is seen fast, and so for most times
    for begin in _begins(text, start, token):
        if reduced_begin(text, begin, token) is not None or contact_begin(text, begin, token) is not None:
            return True
    commas = text.places(max(start + 1, token - _REACH), token, "COMMA")
    if not commas or not is_participle(text, commas[-1] + 1):
        return False
    if not tells(text, start, commas[-1]) and not text.is_class(start, "PREP"):
        return True  # 'The tunnel, closed for repairs since 2 October, reopens'
    return _describes_behind_comma(text, start, commas[-1] + 1)


def _by_end(text: Text, end: int, last: int) -> int:
    """Where a clause ends that has its time before `end`: behind by whom it was done, 'brought in 2020 by two men'.

    Or behind the noun that the time stands before: 'refused since the May 1988 cease-fire'.
    """
    if not _NOUNS.isdisjoint(text.classes(end)):
        return text.place_or(last, end, last, *_PHRASE_ENDS)
    if not text.is_class(end, "BY") or tells(text, end, last):
        return end
    last -= text.is_class(last - 1, "FINAL")  # but not 'by Dr. Renn'
    return text.place_or(last, end, last, *_PARTS, "PARTING")


def described(text: Text, sentence: int, first: int) -> Subject | None:
    """What a participle at token `first` tells of behind the verb of its sentence, with its auxiliary."""
    if text.is_class(first - 1, "COMMA"):
        is_of_it = _describes_behind_comma(text, sentence, first)
    else:
        is_of_it = any(
            _describes(text, begin, first, first + 1) for begin in _begins(text, sentence, first)
        ) or _is_said_of(text, sentence, first)
    thing = _thing_of(text, first - 1) if is_of_it and text.is_class(first - 1, "COMMA") else None
    if thing is not None:
        who: Subject | None = Subject(thing, first - 1, first + 1)
    else:
        who = antecedent(text, sentence, first) if is_of_it else None
    if who is not None and who.first + 1 < who.last and text.is_class(who.last - 1, "ORDWORD"):
        who = replace(who, last=who.last - 1)  # 'a project | first proposed in 2007'
    if who is not None and who.first + 1 < who.last and _is_no_noun(text, who.first):
        who = replace(who, first=who.first + 1)  # 'using | scans made in 1998', 'turned up | coins minted in'
    return with_auxiliary(text, agreeing(text, replace(who, verb=first), first)) if who is not None else None


def _describes_behind_comma(text: Text, sentence: int, first: int) -> bool:
    """Whether a participle behind a comma describes what stands before it and not who its sentence is about.

    For example, 'threw out the suit, brought in 2020', but not 'won the title, helped by' or 'came to Vale, hurt in'.
    """
    comma = first - 1
    if text.grammar.finders["beside_subject"].match(text.codes, first) is not None:
        return False
    main = _verb_before(text, sentence, comma) if _lacks_object(text, first) else None
    if main is None or (text.is_class(main[0] - 1, "COMMA") and not tells(text, sentence, main[0] - 1)):
        return False  # 'The diary, lost for a century, turned up in 2016'
    if text.is_class(main[0], "BE") and not is_participle(text, main[1]):
        return False  # 'Nord was a maker of looms, founded in 1951'
    thats = text.places(main[1], comma, "THAT")  # 'to prove that the forest, planted in 1911, was hers'
    behind = thats[-1] + 1 if thats else main[1]
    if behind >= comma or text.has_class(behind, comma, *_PARTS):
        return False
    end = text.place_or(first + _FAR, first, first + _FAR, "FINAL", "SEMICOLON")
    if _says(text, *main) and tells(text, first + 1, end):
        return False  # 'The bank said the sale, agreed in May, had failed', but 'recalled the syrup, sold since May.'
    if text.is_class(comma - 1, "CAP") and text.is_class(comma - 2, "PREP"):
        return _thing_of(text, comma) is not None  # not 'came to Vale, hurt in May'
    ties = text.places(first, first + _FAR, "CONJUNCTION")
    is_active = text.is_class(first, "ACTIVE")  # 'was shut in the slump of 1893, reopened in 1895, and ran until 1927'
    if any(is_past(text, tie + 1) and (is_active or not text.is_class(tie - 1, "COMMA")) for tie in ties):
        return False  # 'She fled with an aunt, lived in a camp and reached Rome in May'
    return text.has_class(behind, comma, "DET")


def _thing_of(text: Text, comma: int) -> int | None:
    """Where a thing of somebody or some place is named that a comma follows: '| the sale of Vale, agreed in May'."""
    if not text.is_class(comma - 1, "CAP") or not text.has_class(comma - 2, comma - 1, "OF", "COMPOUNDING"):
        return None
    named = text.places(comma - _NAMED, comma - 3, "DET")
    return named[-1] if named and not _COMMON.isdisjoint(text.classes(comma - 3)) else None


def _is_no_noun(text: Text, index: int) -> bool:
    return text.is_class(index, "GERUND") or text.grammar.finders["with_verb"].match(text.codes, index) is not None


def _is_said_of(text: Text, sentence: int, at: int) -> bool:
    """Whether a participle narrows the subject of what is said: 'The bank said clerks | fired in May would be paid'."""
    main = _verb_before(text, sentence, at)
    return main is not None and _says(text, *main) and main[1] < at and not text.has_class(main[1], at, *_PARTS)
