"""What 'which', 'who' or 'that' stands for: the words before it."""

from __future__ import annotations

from timeline_api.events.subject import CALENDAR, FINITE, Subject
from timeline_api.frozen import replace
from timeline_api.temporal.recognize import Text

_COUNTS = frozenset(("INT", "THOUSANDS", "NUMWORD", "SOME"))
_GLUE = ("-", "‑")
_LONGEST = 14  # tokens of a subject
_INFINITIVE = 2  # tokens of 'to revive talks'
_OF_TIME = CALENDAR | {"YEAR4", "DAYNUM"}
_BEHIND = ("OF", "FROM", "IN")  # words between someone and a place
_BARE = 2  # tokens of 'Older people'
_PLACED = 5  # tokens of 'a voyage to Vale'


def antecedent(text: Text, sentence: int, first: int) -> Subject | None:
    """Whom 'which' or 'who' at token `first` stands for: the words before it from their article or name on."""
    if text.grammar.finders["with_verb"].match(text.codes, first - 1) is not None:
        return None  # 'to find out | who burned it'
    found = _antecedent(text, sentence, first)
    if found is not None and (named := _named_anew(text, sentence, found.first)) is not None:
        return replace(found, first=named, last=found.first - 1)  # 'Ada Renn, | the singer who left in 1969'
    if found is not None and (apart := _named_behind_verb(text, sentence, found.first, first)) is not None:
        return apart  # 'married Ada Renn, the daughter of a smith, whom he had met'
    if found is not None and (end := _described_end(text, sentence, found.first)) is not None:
        return replace(found, first=sentence, last=end)
    if found is not None and _is_joined(text, sentence, found.first, first):
        return replace(found, first=sentence)  # 'Ann Lee and Karl Renn, who wed in 1979'
    if found is None or found.first <= sentence:
        return found
    begin = found.first - text.is_class(found.first - 1, "MONEY")  # 'a | $1 million painting that'
    while begin - 2 >= sentence and text.tokens.is_glued(begin, _GLUE):
        begin -= 2  # 'an | ex-miner who'
    return found if begin == found.first else replace(found, first=begin - text.is_class(begin - 1, "DET"))


def _antecedent(text: Text, sentence: int, first: int) -> Subject | None:
    """The same, but for what is joined to its first word by a hyphen or stands before an amount."""
    end = first - 1 if text.is_class(first - 1, "COMMA") else first
    end = without_time(text, sentence, end)
    if text.is_class(end - 1, "RPAREN") and (opened := text.places(max(sentence, end - _LONGEST), end, "LPAREN")):
        end = opened[-1]  # 'John of Vale (died 1312), whose'
    if text.is_class(first, "THAT") and end < first and text.is_class(end - 2, "COMMA"):
        return placed(text, sentence, end - 2, first)  # 'a feast in the capital, Vale, that'
    if text.is_class(end - 1, "INT") and text.is_class(end - 2, "COMMA"):
        end -= 2  # 'the family of Ruth Ames, 71, who'
    if text.is_class(end - 1, "CAP") and text.is_class(end - 2, "PREP"):
        if text.is_class(first, "THAT"):
            return placed(text, sentence, end, first)
        if _is_of_a_thing_in(text, sentence, end):
            return placed(text, sentence, end, first)
        if text.is_class(first + 1, "PRONOUN") and (named := text.places(max(sentence, end - _PLACED), end, "DET")):
            return Subject(named[-1], end, first + 1)  # 'a voyage to Vale, which she made'
    if text.is_class(first, "THAT") and end == first and _is_in_place(text, sentence, end):
        return placed(text, sentence, end, first)
    prepositions = text.grammar.options.get("prepositions", ())
    for index in range(end - 1, max(sentence, end - _LONGEST) - 1, -1):
        classes = text.classes(index)
        if "DET" in classes and (whose := _whose(text, sentence, index, first)) is not None:
            return Subject(whose, end, first + 1)  # 'the head of the school, who'
        if "DET" in classes and "RELATIVE" not in classes and not _is_age(text, index + 1, end):
            return Subject(_wider(text, sentence, index), end, first + 1)
        if (
            "NAME" in classes
            and (index == end - 1 or not text.is_class(index - 1, "OF"))  # not 'the son of Ann Lee, who'
            and any(text.is_class(index - 1, name) for name in _BEHIND)
            and (whose := _whose(text, sentence, index, first)) is not None
        ):
            return Subject(whose, end, first + 1)  # 'Ann Lee of Vale, who'
        if "NAME" in classes and index - 2 > sentence and text.tokens.text(index - 1) == "&":
            continue  # 'Hands & Hammers'
        if "NAME" in classes and text.is_class(index - 2, "POSS") and text.is_class(index - 3, "NAME"):
            continue  # 'Halden's Field'
        if "NAME" in classes and index == end - 1 and text.is_class(index - 1, "COMPOUNDING"):
            continue  # 'el récord de España, que'
        if "NAME" in classes and index == end - 1 and _is_described(text, index):
            return Subject(index - 2, end, first + 1)  # 'by the new Senate, which'
        if "NAME" in classes and index == end - 1 and _is_of_a_name(text, index):
            return Subject(index - 3, end, first + 1)  # 'to be the Hesper of Whitby, which'
        if "NAME" in classes and not text.is_class(index - 1, "NAME") and not text.is_class(index - 1, "DET"):
            return Subject(_styled(text, sentence, index), end, first + 1)
        if "DET" in text.classes(index + 1) and _is_age(text, index + 2, end):
            continue  # 'a man in his 30s'
        if "TO" in classes and end - index > _INFINITIVE and "OTHER" in text.classes(index + 1):
            return Subject(index + 2, end, first + 1)  # 'to revive peace talks that'
        if "COMPOUNDING" in classes:
            continue  # 'la ley de amnistía que'
        if "CONTRACTED" in classes and index + 1 < end:
            return Subject(index, end, first + 1)  # 'al hombre que'
        # 'el récord de 400 metros, que', 'a grant of 2 million euros | awarded in 2020'
        is_inner = text.is_class(index - 1, "COMPOUNDING") and not _COUNTS.isdisjoint(classes)
        is_inner = is_inner or _is_amount_of(text, index, end)
        if "OF" in classes and index + 2 == end and text.is_class(index + 1, "NUMWORD"):
            continue  # 'a father of three who'
        is_way = "WAY" in classes and not text.is_class(index - 1, "DET")  # 'following elections | held in May'
        if is_inner or _is_amount_of(text, index + 1, end):
            continue
        if (is_way or "PREP" in classes or text.tokens.text(index) in prepositions) and index + 1 < end:
            return Subject(index + 1, end, first + 1)
        if "THAT" in classes and index + 1 < end:
            return Subject(index + 1, end, first + 1)  # 'said that season tickets, which'
        if not _COUNTS.isdisjoint(classes) and index < end - 1:
            return Subject(index - text.is_class(index - 1, "DET"), end, first + 1)  # 'the 12 men who'
        if "FUTURE" in classes and index + _INFINITIVE < end:
            return Subject(index + _INFINITIVE, end, first + 1)  # 'will resume talks that'
        if not FINITE.isdisjoint(classes) and index + 1 < end:
            return Subject(index + 1, end, first + 1)  # 'described footage that'
        if not FINITE.isdisjoint(classes) or "COMMA" in classes or "PREP" in classes:
            return None
    is_bare = 0 < end - sentence <= _BARE and text.is_class(sentence, "CAP")
    return Subject(sentence, end, first + 1) if is_bare else None  # 'Troops who'


def _is_amount_of(text: Text, index: int, end: int) -> bool:
    """Whether tokens behind 'of' are an amount of money, so that what it is of is meant."""
    before = index - 1 - text.is_class(index - 1, "MONEY")
    return text.is_class(before, "OF") and text.has_class(index - 1, end, "MONEY", "LARGE")


def _is_joined(text: Text, sentence: int, begin: int, relative: int) -> bool:
    """Whether a sentence begins with another name beside the one before a relative and its comma, and no verb."""
    is_tied = begin - sentence >= _BARE and text.is_class(begin - 1, "CONJUNCTION")
    if not (is_tied and text.is_class(relative - 1, "COMMA")):
        return False
    if not text.is_class(sentence, "NAME") or not text.is_class(begin, "NAME"):
        return False
    return not text.has_class(sentence, begin - 1, "COMMA", "PREP", "RELATIVE", "CONJUNCTION", *FINITE)


def _described_end(text: Text, sentence: int, begin: int) -> int | None:
    """Where the name ends that a sentence begins with and says what it is from token `begin` on: 'Ada Renn is a'."""
    if not text.is_class(begin, "DET") or not text.is_class(begin - 1, "BE"):
        return None
    end = sentence
    while end < begin - 1 and text.is_class(end, "NAME"):
        end += 1
    is_aside = text.is_class(end, "LPAREN") or text.is_class(end, "COMMA")
    return end if end > sentence and (end == begin - 1 or is_aside) else None


def _is_of_a_name(text: Text, place: int) -> bool:
    """Whether a place at a token tells where a named thing is from: 'the Hesper of | Whitby'."""
    is_named = text.is_class(place - 2, "NAME") and text.is_class(place - 3, "DET")
    return text.is_class(place - 1, "OF") and is_named and not text.is_class(place - 3, "CAP")


def _is_described(text: Text, name: int) -> bool:
    """Whether an adjective behind an article stands before the name at a token: 'the new | Senate'."""
    return text.is_class(name - 2, "DET") and text.is_class(name - 1, "OTHER") and not text.is_class(name - 1, "CAP")


def _styled(text: Text, sentence: int, name: int) -> int:
    """Where a name begins before its last part, at a token: 'Ms. | Ortiz', 'James A. | Taylor'."""
    begin = name
    while begin - 2 >= sentence and text.is_class(begin - 1, "DOT") and text.is_class(begin - 2, "CAP"):
        begin -= 2
    while begin < name and begin > sentence and text.is_class(begin - 1, "NAME"):
        begin -= 1
    return begin


def _named_anew(text: Text, sentence: int, begin: int) -> int | None:
    """Where somebody's name begins that a comma parts from words for them, which begin at a token."""
    if begin - 3 < sentence or not text.is_class(begin, "DET") or not text.is_class(begin - 1, "COMMA"):
        return None
    name = begin - 1
    while name > sentence and text.is_class(name - 1, "NAME"):
        name -= 1
    return name if begin - 1 - name > 1 and name == sentence else None


def _named_behind_verb(text: Text, sentence: int, begin: int, relative: int) -> Subject | None:
    """The name before a comma that words between two commas say more of, the last of which begin at a token."""
    if not text.is_class(relative - 1, "COMMA") or not text.is_class(relative, "WHOM"):
        return None
    commas = text.places(max(sentence, begin - _LONGEST), begin, "COMMA")
    if not commas or not text.is_class(commas[-1] + 1, "DET") or commas[-1] + 1 == begin:
        return None
    name = commas[-1]
    while name > sentence and text.is_class(name - 1, "NAME"):
        name -= 1
    is_one = commas[-1] - name > 1 and not text.has_class(commas[-1], begin, "RELATIVE", "CONJUNCTION", *FINITE)
    return Subject(name, commas[-1], relative + 1) if is_one else None


def without_time(text: Text, sentence: int, end: int) -> int:
    """Where words end that have a time behind them: 'the meeting | on Monday, which'."""
    begin = end
    while begin > sentence and not _OF_TIME.isdisjoint(text.classes(begin - 1)):
        begin -= 1
    return begin - 1 if begin < end and text.is_class(begin - 1, "PREP") else end


def _whose(text: Text, sentence: int, index: int, relative: int) -> int | None:
    """Where a person is named who is someone of what the words from a token on name: 'the head of | the school'."""
    if text.tokens.text(relative).lower() != "who":
        return None
    found, office = None, text.grammar.finders["office"]
    while any(text.is_class(index - 1, name) for name in _BEHIND):
        is_person = text.is_class(index - 2, "NAME") or office.match(text.codes, index - 2) is not None
        if text.is_class(index - 1, "OF") and not is_person:
            break  # 'the death of Renn, who'
        if text.is_class(index - 1, "FROM") and _is_obtained(text, sentence, index - 1):
            break  # 'bought the painting from a dealer who'
        begin = _named_before(text, sentence, index - 1)
        if begin is None:
            break
        found = index = begin
    return found


def _is_obtained(text: Text, sentence: int, source: int) -> bool:
    """Whether what 'from' leads is whom something was had from, not where somebody comes from: 'a man from Vale'."""
    if not _OF_TIME.isdisjoint(text.classes(source - 1)):
        return True  # 'the painting in 1950 from a dealer'
    return text.grammar.finders["obtained"].search(text.codes, max(sentence, source - _LONGEST), source) is not None


def _named_before(text: Text, sentence: int, end: int) -> int | None:
    """Where the name, or the words from an article on, begin that end before a token."""
    begin = end
    while begin > sentence and text.is_class(begin - 1, "NAME") and end - begin < _PLACED:
        begin -= 1
    if begin < end and not text.is_class(begin - 1, "DET"):
        return begin
    named = text.places(max(sentence, end - _PLACED), end - 1, "DET")
    return named[-1] if named else None


def _is_in_place(text: Text, sentence: int, end: int) -> bool:
    """Whether a name that ends before token `end` only says where something is: 'a region in south-west | Vale'."""
    begin = end
    while begin > sentence and text.is_class(begin - 1, "NAME"):
        begin -= 1
    if begin == end:
        return False
    begin -= text.is_class(begin - 1, "OTHER") and not text.is_class(begin - 1, "CAP")
    return text.is_class(begin - 1, "PREP") and begin - 1 > sentence


def _is_of_a_thing_in(text: Text, sentence: int, end: int) -> bool:
    """Whether a place behind 'in' that ends before token `end` only says where something new is: 'a mill in Vale'."""
    things = text.places(max(sentence, end - _PLACED), end - 2, "ONE")
    return text.is_class(end - 2, "IN") and bool(things) and not text.has_class(things[-1] + 1, end - 2, "PREP")


def _wider(text: Text, sentence: int, begin: int) -> int:
    """Where what is named begins if the words from `begin` on only place it.

    For example, 'the war | in the east, which', 'a case | over its name, which'.
    """
    if text.grammar.finders["placing"].match(text.codes, begin - 1) is None:
        return begin
    for index in range(begin - 2, max(sentence, begin - _PLACED) - 1, -1):
        if text.is_class(index, "DET"):
            return index
        if text.is_class(index, "PREP") or not FINITE.isdisjoint(text.classes(index)):
            break
    return begin


def placed(text: Text, sentence: int, end: int, first: int) -> Subject | None:
    """What 'that' stands for behind the name of a place: all of 'a fire in the old town of Vale that'."""
    begin = named = None
    for index in range(end - 1, max(sentence, end - _LONGEST) - 1, -1):
        classes = text.classes(index)
        is_within = text.is_class(index - 1, "PREP") and not text.is_class(index - 1, "PARTING")
        if "DET" in classes and not is_within:
            return Subject(index, end, first + 1)
        if not FINITE.isdisjoint(classes) or "COMMA" in classes or "CONJUNCTION" in classes:
            break
        begin, named = index, index if "DET" in classes else named
    begin = begin if named is None else named
    return Subject(begin, end, first + 1) if begin is not None else None


def _is_age(text: Text, index: int, end: int) -> bool:
    """Whether there is nothing but an age from a token to `end`: 'his 30s', not 'the 27'."""
    word = text.tokens.text(index)
    return end - index == 1 and word[0].isdigit() and not word.isdigit()
