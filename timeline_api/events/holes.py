"""Take the dates out of a sentence, with the words and marks that held them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

HOLE = "\x00"  # a word of its own where a date was
NEEDED = "\x01"  # right before a date that governs what follows: 'the first week of the strike'
TIE = "\x02"  # a space at which nothing is parted: 'the bank said: Prices rose'

_NO_WORDS: frozenset[str] = frozenset()
_NEXT = re.compile(r"\s*(?:([^\W\d_]+)|(\S?))")
_PAIRED = 4  # words of 'between 3 May 2010'
_DIGIT = re.compile(r"\d")
_GLUE = "-‑/_@#&"
_BETWEEN = " ,;()[]-–—/"
_PAUSE = ",;:—–("
_OPENERS = "\"“‘'`«("
_LIMIT = 3  # words of 'no later than'
_DENIAL = 8  # words from 'not' to 'until'
_LEADING = 3  # words of ', and by'
_ASIDE = 2  # words of ', in', behind which a comma is kept
_RETURN = 4  # words of 'gave the medal back'
_REACH = 24  # characters between two dates that are one


class HoleMaker:
    """Replaces dates by a `HOLE` each."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._verbs = verbs
        self._linking = wording.joiners | wording.holding | wording.before_holding | wording.portions
        self._portions = wording.portions | wording.modifying | wording.articles
        # Not 'that', which begins a clause before a date that owns: 'ruled that last month's deal'.
        self._determiners = wording.articles - wording.complementisers
        self._unlike_nouns = wording.connectives | wording.heading | wording.timing | wording.distances
        # What stands before the date in 'hasta el 5 de julio' and 'antes del jueves'.
        self._articled = wording.articles | frozenset(wording.contracted)
        # Words that tell more of a date that was held behind them.
        self._asking = (wording.articles | wording.copulas | wording.falling | wording.needing).union(
            wording.taking,
            wording.closing,
            wording.pointing | wording.pointing_held,
            wording.lasting,
            *(agreement.words for agreement in wording.agreement),
        )
        self._clause_starts = wording.conjunctions | wording.subordinators | wording.complementisers | {""}
        self._clause_starts |= wording.report.verbs  # 'said February had been the wettest'
        self._function = (
            (wording.prepositions | wording.conjunctions | wording.subordinators | wording.auxiliaries)
            | wording.articles
            | wording.pronouns
            | {""}
        )
        self._limit_ends = tuple(f" {limit.rpartition(' ')[2]}" for limit in wording.limits)
        self._calendar = wording.pronouns | wording.auxiliaries | wording.copulas | wording.articles | wording.calendar
        self._calendar |= {word.capitalize() for word in self._calendar}

    def punch(self, text: str, spans: Iterable[tuple[int, int]]) -> str:
        """`text` with its spans gone; those that lie outside of it or cut a word in two stay."""
        pieces: list[str] = []
        done = 0
        for start, end in sorted(spans):
            start = max(start, done)
            if not start < end <= len(text) or _is_glued(text, start - 1, start) or _is_glued(text, end, end - 1):
                continue
            left, hole, done = self._cut(text, done, start, end, "".join(pieces))
            pieces += (left, hole)
        pieces.append(text[done:])
        return "".join(pieces)

    def _cut(self, text: str, done: int, start: int, end: int, told: str) -> tuple[str, str, int]:
        """What stays of the text from `done` to a date, what takes the date's place, and where to go on.

        `told` is what stays of the text up to `done`, with holes for the dates in it.
        """
        left = text[done:start]
        if text.startswith(")", end) and left.rstrip().endswith("("):
            left = left.rstrip()[:-1]
            end += 1
        following = _NEXT.match(text, end)
        if following and self._goes_onward(following[1] or "", text[following.end() :]):
            end = following.end()
            following = _NEXT.match(text, end)
        if text.startswith(self._words.date_endings, end):
            end += len(next(each for each in self._words.date_endings if text.startswith(each, end)))
            following = _NEXT.match(text, end)  # 'not before May at the earliest'
        if (behind := self._behind_comma(left, text, end)) > end:
            end = behind
            following = _NEXT.match(text, end)
        owns = text.startswith(self._words.possessives, end)  # 'on Wednesday and next Sunday's derby'
        is_linked = bool(told) and not owns and len(left) <= _REACH and self._is_link(left, told + text[end:])
        if is_linked and not self._leads_clause(text, done, start, end):
            is_aside = left.startswith(",") and text.startswith(",", end) and len(left.split()) > _ASIDE
            return "", "", end + is_aside  # 'in fiscal 2026, which ended on March 31, came to'
        if owns:
            is_year = text[end - 1].isdigit()
            end += len(next(each for each in self._words.possessives if text.startswith(each, end)))
            following = _NEXT.match(text, end)
            if following and following[1] and self._verbs.is_verb(following[1]) and self._begins(left):
                return left, text[start:end], end  # 'and last year's was never held'
            return left, self._article(left, text, end, is_year=is_year) + f" {HOLE}", end
        word = (following[1] or "") if following else ""
        mark = (following[2] or "") if following else ""
        if word in self._words.genitive and self._is_noun_phrase(left, text[start:end]):
            return left, NEEDED + text[start:end], end
        return self._hold(left, text[start:end], word, mark, end, told)

    def _goes_onward(self, word: str, behind: str) -> bool:
        """Whether a word ends a date: 'from 2020 on,', 'from 2020 onwards she', not 'in 2020 on the coast'."""
        if word not in self._words.onward or not behind.startswith(" "):
            return word in self._words.onward
        return word not in self._words.holding and not self._verbs.is_participle(word)

    def _behind_comma(self, left: str, text: str, end: int) -> int:
        """Where a date ends that describes a noun behind its comma: 'the dead of the May 11, 2001, attacks'."""
        if not text.startswith(", ", end) or _last_word(left.rstrip()) not in self._words.articles:
            return end
        following = _NEXT.match(text, end + 1)
        return end + 1 if following and self._is_noun(following[1] or "") and text[end - 1].isdigit() else end

    def _article(self, left: str, text: str, end: int, *, is_year: bool) -> str:
        """The article that takes the place of a date that owns what follows: 'over Monday's vote'."""
        following = _NEXT.match(text, end)
        word = (following[1] or following[2]) if following else ""
        if is_year and word[:1].isupper():
            return ""  # "in 1959's Major Tom", whose capital is that of a work
        is_noun = word.isalnum() and word.lower() not in self._function and not self._verbs.is_verb(word)
        if not self._words.definite or not is_noun:
            return ""
        if _last_word(left.rstrip()) in self._determiners:
            return ""
        return self._words.definite[0] if left.strip() else self._words.definite[0].capitalize()

    def _is_noun_phrase(self, left: str, date: str) -> bool:
        """Whether a date can have a genitive: 'the first week', but not 'convicted in 2015', or 'last month', 'of'."""
        first, _, unit = date.partition(" ")
        if first.lower() in self._words.articles:
            is_led_on = unit.partition(" ")[0] in self._words.onleading and self._verbs.is_verb(
                _last_word(left.rstrip())
            )
            return not is_led_on  # 'died | the next year | of pneumonia'
        if f"{unit}s" in self._words.measuring and _last_word(left.rstrip()) not in self._determiners:
            return False
        return not (first[:1].isupper() or date[-1:].isdigit() or date.rpartition(" ")[2] in self._words.uncapitalised)

    def _is_link(self, between: str, around: str) -> bool:
        """Whether what stands between two dates only ties them: 'the year | ended | in May', not 'The war (1914-18) |
        ended in | 1918', whose verb no other words around it have.
        """
        words, held = between.strip(_BETWEEN).lower().split(), between.strip()
        held = held.removesuffix(f" {_last_word(held)}") if _last_word(held) in self._words.holding else held
        is_end = held in self._words.ending or between.strip() in self._words.ending
        if not is_end and not all(word in self._linking for word in words):
            return False
        return not self._verbs.in_any(words) or self._verbs.in_text(around)

    def _leads_clause(self, text: str, done: int, start: int, end: int) -> bool:
        """Whether the second of two dates leads a clause: 'was given at nine, and by noon the town was empty'."""
        following, between = _NEXT.match(text, end), text[done:start]
        word = (following[1] or "") if following else ""
        if self._verbs.is_verb(word):
            is_joined = not self._words.conjunctions.isdisjoint(between.split()) and self._verbs.in_text(text[:done])
            return is_joined and self._words.pairing.isdisjoint(text[:done].split()[-_PAIRED:])  # not 'between'
        if "," not in between or len(between.split()) < _LEADING:
            return False
        return word.lower() in self._words.articles or word in self._words.pronouns or word[:1].isupper()

    def _hold(self, left: str, date: str, word: str, mark: str, end: int, told: str) -> tuple[str, str, int]:
        kept, whole = self._kept(date, word), self._without_limit(left.rstrip())
        if date.endswith(self._words.backward_endings):
            whole = self._without_rounding(whole)
        holder = _last_word(whole)
        if word.islower() and holder in self._words.placing and self._describes(whole, date, word):
            return whole, f" {HOLE}", end  # 'a drop in May sales'
        if (narrowed := self._narrowed(told, whole, date, word)) is not None:
            return narrowed, f" {HOLE}", end
        is_likened = word in self._words.likening and not self._words.likened.isdisjoint(date.split())
        if is_likened and holder in self._words.holding:
            return left, date, end  # 'was announced on the same day as two others'
        held, last = self._without_holders(whole, kept)
        if last not in self._asking and len(held) < len(whole) and not self._is_denied_till(whole):
            return held, f" {HOLE}", end  # as most do, which is all that is asked of them
        is_bare = word in self._function or word.lower() in self._words.pronouns or self._verbs.is_verb(word)
        is_bare_article = last in self._words.articles and not self._begins_with_article(date)
        if is_bare_article and not mark.isdigit() and is_bare:
            held, last = self._without_holders(held[: -len(last)], kept)
        is_predicate = (last in self._words.copulas or self._falls(held, last)) and not word and not mark.isalnum()
        is_needed = last in self._words.needing and held != whole
        is_needed = is_needed or (held == whole and is_bare and self._is_described(held, date))
        is_needed = is_needed or (
            held == whole and last in self._words.appointing and word in self._words.likening and "," not in date
        )
        is_needed = is_needed or last in self._words.taking or self._is_denied_till(whole)
        is_needed = is_needed or self._lasts(whole, last, word, mark)
        is_needed = is_needed or (held == whole and date.isdigit() and last in self._words.closing)
        acting = self._words.acting
        acts = word in acting if acting else word in self._words.auxiliaries or self._verbs.is_verb(word)
        is_subject = held == whole and acts and self._begins(held)  # 'the year fell into two halves'
        if is_predicate and not (is_subject or is_needed) and self._is_of_calendar(held, mark):
            return held, "", end
        if is_predicate and not (is_subject or is_needed) and (named := self._only_dated(held, last, mark)):
            return named, "", end
        if is_predicate or is_subject or is_needed:
            return left, date, end
        pointing = self._words.pointing if held == whole else self._words.pointing | self._words.pointing_held
        while last in pointing and not self._helps(_last_word(held[: -len(last)].rstrip())):
            held = held[: -len(last)].rstrip()
            last = _last_word(held)
        return self._agreeing(held, last, word), f" {HOLE}", end

    def _without_limit(self, left: str) -> str:
        """`left` without what says how a date at its end limits: 'is expected | no earlier than'."""
        if not left.endswith(self._limit_ends):
            return left
        limit = " ".join(left.lower().split()[-_LIMIT:])
        return left[: -len(limit)].rstrip() if limit in self._words.limits else left

    def _without_rounding(self, left: str) -> str:
        """`left` without what says how exact an amount is: 'opened | well over 40 years ago', not 'won over'."""
        held = self._without_modifiers(left, self._words.rounding)[0]
        is_verb = " ".join(left.lower().split()[-2:]) in self._words.phrasal
        is_verb = is_verb or (_last_word(left) in self._words.spanning and _last_word(held) in self._words.copulas)
        return left if is_verb else held

    def _narrowed(self, told: str, left: str, date: str, word: str) -> str | None:
        """What stays before a season or part of a week that only describes a noun: 'asked about the weekend | crash'.

        `told` is what stays of the text before `left`.
        """
        article, _, rest = date.partition(" ")
        last = rest[rest.rfind(" ") + 1 :]
        if article.lower() not in self._words.articles or not self._is_noun(word) or self._verbs.is_participle(word):
            return None  # 'in the week leading up to'
        if _last_word(left) in self._words.holding:
            is_portion = last in self._words.portions
            return f"{left} {article}" if is_portion and self._verbs.in_text(told + left) else None
        return f"{left} {article}" if rest in self._words.seasons and word.islower() else None

    def _is_of_calendar(self, held: str, mark: str) -> bool:
        """Whether a whole text tells only which date it was: 'The year was 1969', 'By then it was Monday'."""
        words = held.split()
        return mark in ("", ".") and words[0] not in self._words.copulas and self._calendar.issuperset(words)

    def _only_dated(self, held: str, last: str, mark: str) -> str:
        """What a whole text says no more of than its date: 'The next meeting will be on 3 May'; '' where it does."""
        if last not in self._words.copulas or mark not in ("", ".") or HOLE in held:
            return ""
        words = held[: -len(last)].split()
        while words and words[-1].lower() in self._words.auxiliaries:
            words.pop()
        is_pronoun = len(words) == 1 and words[0].lower() in self._words.pronouns
        is_told = is_pronoun or self._verbs.in_any(word.lower() for word in words)
        return "" if is_told else held[: len(held) - len(held.lstrip())] + " ".join(words)

    def _describes(self, left: str, date: str, word: str) -> bool:
        """Whether a date only describes the noun behind it: 'a drop in May | sales', not 'fell in May | as'."""
        if not self._is_noun(word) or word.endswith(self._words.manner_endings) or word in self._unlike_nouns:
            return False
        if self._begins_with_article(date) or (_DIGIT.search(date) and not date.isdigit()):
            return False
        before = _last_word(left[: left.rfind(" ")].rstrip()) if " " in left else ""
        return before.isalpha() and before not in self._function and not self._verbs.is_verb(before)

    def _lasts(self, left: str, last: str, word: str, mark: str) -> bool:
        """Whether a clause ends with until when something lasted, and says nothing else: 'The mill operated until'."""
        bound = self._without_modifiers(left, self._articled)[1]
        is_end = not word and not mark.isalnum() and bound in self._words.bounding
        return is_end and last in self._words.lasting

    def _begins_with_article(self, date: str) -> bool:
        """Whether a date needs no article before it, which is a pronoun then: 'cannot improve on that this year'."""
        return date.partition(" ")[0].lower() in self._words.articles

    def _falls(self, left: str, last: str) -> bool:
        """Whether something falls on a date: 'the deadline fell', but not 'the town fell'."""
        return last in self._words.falling and _last_word(left[: -len(last)].rstrip()) in self._words.appointed

    def _helps(self, word: str) -> bool:
        """Whether a word is a verb, or part of one that a participle follows: 'was set', 'has been set'."""
        return word in self._words.copulas or self._verbs.is_verb(word)

    def _is_denied_till(self, left: str) -> bool:
        """Whether what is told did not happen until a date: 'was not shown again until'."""
        left = self._without_modifiers(left, self._articled)[0]
        if _last_word(left) not in self._words.bounding:
            return False
        if _last_word(left[: left.rfind(" ")]) in self._words.allowed:
            return True
        return not self._words.needing.isdisjoint(left.lower().split()[-_DENIAL:])

    def _is_described(self, left: str, date: str) -> bool:
        """Whether an adjective stands before a date that is one common word: 'a bad summer'."""
        if not left.strip():
            return False
        is_common = date.islower() and date.isalpha() and date not in self._words.adverbs
        words = left.lower().split()[-3:]
        return is_common and words[-1].isalpha() and not self._words.articles.isdisjoint(words[:-1])

    def _begins(self, left: str) -> bool:
        """Whether a clause begins behind `left`."""
        return _last_word(left.rstrip()) in self._clause_starts or left.rstrip()[-1] in _PAUSE

    def _kept(self, date: str, word: str) -> frozenset[str]:
        """The words that hold dates but stay before this one, because it only describes the noun `word` behind it.

        'about recent losses' becomes 'about losses', and 'a drop in third-quarter sales' 'a drop in sales'. A word like
        'over' in 'took over last May' holds only dates that begin with an article.
        """
        spans = date.strip().partition(" ")[0].lower() in self._words.articles
        kept = _NO_WORDS if spans else self._words.spanning
        if date.strip().partition(" ")[0].lower() in self._words.articled:
            return kept
        if not self._is_noun(word) or (_DIGIT.search(date) and not date.isdigit()):
            return kept
        return kept | (self._words.holding if "-" in date else self._words.governing)

    def _without_holders(self, left: str, kept: frozenset[str]) -> tuple[str, str]:
        """`left` without the words that hold a date at its end ('late on', 'from'), and its last word then.

        Those before one that is `kept` stay.
        """
        modified = True
        while modified:
            held, last = self._without_modifiers(left, self._words.modifying)
            if last not in self._words.holding or last in kept:
                return held, last
            modified = len(held) < len(left.rstrip())
            held = held[: -len(last)].rstrip()
            # 'at about 5 p.m.', 'more than in May'
            if last in self._words.ending and _last_word(held) in self._words.limiting:
                held = held[: held.rfind(" ") + 1].rstrip()  # 'for travel up to 30 May'
            modified = modified or last in self._words.governing or _last_word(held) in self._words.stacking
            left = held if self._comes_back(held) else self._without_modifiers(held, self._words.before_holding)[0]
            if last in self._words.likening and len(left) < len(held):
                return left, _last_word(left)  # 'The news came in | as early as Tuesday'
            if last in self._words.genitive:
                left = self._without_portion(left)
            modified = modified or len(left) < len(held)
        return left, _last_word(left)

    def _comes_back(self, left: str) -> bool:
        """Whether the last word goes with a verb before it: 'came back in 1919', 'gave it back', not 'built back'."""
        if _last_word(left) not in self._words.back:
            return False
        return not self._words.returning.isdisjoint(left.lower().split()[-_RETURN:-1])

    def _without_portion(self, left: str) -> str:
        """`left` without 'most' or 'the night' at its end, when a word that holds dates stands before it."""
        if _last_word(left) not in self._words.portions:
            return left
        held, last = self._without_modifiers(left, self._portions)
        return held if last in self._words.holding else left

    def _is_noun(self, word: str) -> bool:
        """Whether a word behind a date can be what the date describes: 'about recent advances'."""
        if word in self._words.dangling:
            return False  # 'By mid-November some 900 had fled'
        return word.islower() and word not in self._function and not self._verbs.is_verb(word)

    def _without_modifiers(self, left: str, modifiers: frozenset[str]) -> tuple[str, str]:
        """`left` without the modifiers at its end, and its last word then."""
        left = left.rstrip()
        while (last := _last_word(left)) in modifiers:
            left = left[: -len(last)].rstrip()
        return left, last

    def _agreeing(self, left: str, last: str, following: str) -> str:
        for agreement in self._words.agreement:
            if following and last in agreement.words:
                return left[: -len(last)] + agreement.form(left[-len(last) :], following)
        return left


def bare(text: str) -> str:
    """A text without the marks of the dates that were taken out."""
    return (text.replace(f" {HOLE}", "").replace(HOLE, "") if HOLE in text else text).strip()


def _last_word(text: str) -> str:
    return text[text.rfind(" ") + 1 :].lower().lstrip(_OPENERS)


def _is_glued(text: str, outside: int, inside: int) -> bool:
    """Whether the character beside a span belongs to the same word: 'post-1989', or half a word."""
    if not 0 <= outside < len(text):
        return False
    character = text[outside]
    if character == " ":
        return False
    if character in _GLUE:
        return True
    # Letters without case are those of scripts that may write no spaces.
    return character.isdigit() or ((character.islower() or character.isupper()) and text[inside].isalnum())
