"""Whether words can end a title: what needs another word behind it, and a clause that has lost its verb, go."""

from __future__ import annotations

from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording

LITTLE = 32  # characters of a title that leaves out much of a clause
_SHORT = 24  # characters of a title that has lost a clause without its verb at least
CLAUSE = 2  # words of the shortest clause
_PAIRED = 4  # words of 'between $20 million'
_HEARER = 4  # words of 'told the high court'
_OBJECT = 10  # words of 'put the old chief clerk of the port of Vale' at most
_BEFORE_CLAUSE = 4  # words before a clause that has lost its verb at least
_CLAUSE_SUBJECT = 12  # words of a subject with what narrows it, and its verb
_TRAILING = " ,;:-–—"


class Endings:
    """Tells what may end a title in a language."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._verbs = verbs
        self._boundary = wording.leading | wording.conjunctions | wording.relatives
        self._indefinite = frozenset().union(*(agreement.words for agreement in wording.agreement))
        self._narrowing = wording.narrowing
        self._joining = wording.subordinators & wording.governing
        self._times = wording.introducing - wording.narrowing - wording.connectives
        subjects = (wording.pronouns & wording.dangling) - wording.articles
        self._opening = wording.introducing | subjects
        self._by = (wording.completing & wording.prepositions) - wording.governing
        self._binding = wording.copulas | wording.pronouns
        self._agent = sorted(self._by)[:1]
        self._helping = wording.copulas | wording.auxiliaries
        self._to = wording.completing & wording.governing
        # "American Airlines'" owns what follows as "the country's" does.
        self._owning = wording.possessives + tuple("s" + ending.rstrip("s") for ending in wording.possessives)
        self._governing = wording.prepositions - wording.genitive - wording.particles
        self._inner = wording.introducing | wording.wondering
        self._parting = wording.subordinators & wording.prepositions
        self._amounts = self._indefinite | wording.modifying | wording.limiting
        self._distances = (wording.prepositions & wording.subordinators) | wording.distances
        self._loose = wording.conjunctions | wording.relatives | wording.complementisers | wording.articles
        self._starts = self._boundary | wording.particles
        self._phrases = self._starts - wording.genitive
        self._loose |= (wording.subordinators - wording.prepositions) | wording.genitive
        self._dangling = (
            self._boundary | wording.complementisers | wording.articles | wording.auxiliaries | wording.dangling
        )

    def closed(self, text: str) -> str:
        """A text that has lost its end, without the words that led to it: ', although', 'to clear and'."""
        words = self._without_half_pair(text.split(" "))
        while len(words) > 1 and words[-1].strip(_TRAILING).lower() in self._loose and not self._is_phrasal(words):
            words.pop()
        if len(words) > _PAIRED and self._is_open_tie([word.lower() for word in words[-CLAUSE - 1 :]]):
            words = words[: -CLAUSE - 1]
        return " ".join(words).rstrip(_TRAILING)

    def _is_open_tie(self, low: list[str]) -> bool:
        """Whether small words only lead to a clause that is gone: 'and with it'."""
        is_led = low[0] in self._words.conjunctions and low[1] in self._words.prepositions
        return is_led and low[-1] in self._words.pronouns

    def _without_half_pair(self, words: list[str]) -> list[str]:
        """The words without a pair at their end of which only one is left: 'a merger between Nord'."""
        for index in range(len(words) - 2, max(0, len(words) - _PAIRED - 1), -1):
            if words[index] in self._words.pairing and words[index + 1][:1].isupper():
                return words[:index] if self._words.conjunctions.isdisjoint(words[index:]) else words
        return words

    def without_opened(self, text: str) -> str:
        """A text that has lost its end, without a clause that is left without its verb: 'when Ann Lee', 'as rivals'."""
        words = text.split(" ")
        low = [word.lower() for word in words]
        for index in range(len(words) - 1, _BEFORE_CLAUSE, -1):
            if self._verbs.is_verb(low[index]) and words[index][0].islower():
                break
            is_opened = low[index] in self._times or self._joins(low, index)
            is_opened = is_opened and not self._is_phrasal(words[: index + 1])
            is_opened = is_opened and low[index - 1] not in self._words.copulas  # 'was | leaving the company'
            if is_opened and len(before := " ".join(words[:index])) >= _SHORT and self._verbs.in_text(before):
                return before.rstrip(_TRAILING)
        return text

    def _joins(self, low: list[str], index: int) -> bool:
        """Whether a word like 'as' begins a clause, not what somebody is: 'rose as rivals', not 'works as a nurse'."""
        if low[index] not in self._joining or index + 1 >= len(low):
            return False
        before, behind = low[index - 1], low[index + 1]
        if low[index - CLAUSE] in self._words.likening:
            return False  # 'a truck as well | as arms'
        if self._verbs.is_verb(before) or before in self._boundary or behind in self._indefinite:
            return False
        return behind.endswith("s") or behind in self._words.articles

    def lacks_its_end(self, words: list[str], following: str) -> bool:
        """Whether what follows belongs to the last word: 'the end | of', 'rises planned | by', 'has decided | to'."""
        low = [word.lower() for word in words[-CLAUSE:]]
        if following in self._words.complementisers and low[0] in self._words.completing:
            return True  # 'came home to find | that'
        if following in self._words.complementisers and self._tells_someone(words):
            return True
        if following in self._words.governing and self._asks_someone(words):
            return True  # 'have asked the courts | for leave'
        if following in self._words.complementisers and low[-1].endswith(self._words.finite_endings):
            return True  # 'has established | that'
        if following in self._to and self._wants_a_deed(low[-1], words):
            return True
        if f"{low[-1]} {following}" in self._words.depending:
            return True  # 'three others had been accounted | for'
        is_likened = following in self._words.likening and low[0] in self._words.likening
        if is_likened and not self._verbs.in_any(word.lower() for word in words[-CLAUSE - 1 : -CLAUSE]):
            return True  # 'to wait as long | as the ban stays', not 'went as far | as to say'
        if following in self._words.genitive and low[-1] in self._words.counting:
            return True  # 'the first | of two rovers', 'six | of the planes'
        if self._wants_a_place(words, following):
            return True
        if following in self._words.likening and self._follow(words[-_OBJECT:], self._words.describing, self._starts):
            return True  # 'described the deed | as shameful'
        if following in self._to and self._follow(words[-_OBJECT:], self._words.ranking, self._phrases):
            return True  # 'became the first clerk | to lead it'
        if following in self._words.bounding and not self._words.needing.isdisjoint(map(str.lower, words)):
            return True  # 'no shop opened | until the mill closed'
        is_bound = following in self._words.genitive or following in self._words.subordinators
        if is_bound and low[-1] in self._words.portions:
            return True  # 'the end | of', 'two days | after'
        if self._is_infinitive(words):
            if self._verbs.is_participle(following) or following in self._words.particles:
                return True  # 'voted to approve | raising the tax', 'to move | out of it'
            if following in self._words.wondering or following == low[0]:
                return True  # 'to determine | whether', 'to try | to'
            if following in self._words.complementisers and len(" ".join(words[:-CLAUSE])) >= LITTLE:
                return True  # 'to ensure | that'
        if self._measures(low[-1], following):
            return True  # 'quit a day | after the vote', 'two hours | ahead of it', 'ten miles | from Vale'
        if low[-1] in self._words.objective and following in self._words.completing and self._verbs.is_verb(low[0]):
            return True  # 'that led him | to become'
        if low[-1] in self._words.leaning and low[0] in self._boundary and following in self._words.prepositions:
            return True  # 'held in connection | with'
        if low[-1] in self._words.report.verbs and (
            self._words.copulas.isdisjoint(low) or following in self._words.wondering
        ):
            return True  # 'the clerks said', 'he was asked | whether'
        is_done = low[-1].endswith(self._words.finite_endings) and self._verbs.is_verb(low[-1])
        if not is_done or low[0] in self._words.auxiliaries:
            return False  # not 'the need | to close it'
        return following in self._words.completing

    def _measures(self, last: str, following: str) -> bool:
        """Whether a last word is a unit of how far from something it was: 'two days | after', 'a mile | north'."""
        if last in self._words.lengths:
            return following in self._words.bearings
        return last in self._words.measuring and following in self._distances

    def without_dependent(self, words: list[str], following: str) -> str:
        """Words without what needs the word behind them at their end; '' where they have nothing like it.

        For example, how far from something it was ('has died | just days', 'crashed in Vale | moments'), or what
        describes a noun ('a town | adjacent').
        """
        if len(words) < CLAUSE:
            return ""
        if self._measures(words[-1].lower(), following):
            return self._without_measure(words)
        is_dependent = f"{words[-1].lower()} {following}" in self._words.depending
        is_verb = self._verbs.is_verb(words[-1].lower()) or self._verbs.is_verb(words[-2].lower())
        is_noun = words[-2].islower() and words[-2] not in self._dangling
        return self.trimmed(words[:-1]) if is_dependent and is_noun and not is_verb else ""

    def _without_measure(self, words: list[str]) -> str:
        """Words without the measure at their end: 'just two days'; '' where a verb has it: 'spent two days'."""
        end = len(words) - 1
        end -= words[end - 1].isdecimal() or words[end - 1].lower() in self._words.counting
        while end and words[end - 1].lower() in self._amounts:
            end -= 1
        last = words[end - 1].lower()
        is_bare = self._verbs.is_verb(last) and not last.endswith(self._words.finite_endings)
        is_bare = is_bare and self._helping.isdisjoint(words[max(0, end - CLAUSE - 1) : end - 1])
        return "" if is_bare or last in self._words.taking else self.trimmed(words[:end])  # not 'The news comes'

    def _is_infinitive(self, words: list[str]) -> bool:
        """Whether words end with what is to be done: 'to ensure', 'to find out'."""
        end = len(words) - (words[-1] in self._words.particles)
        return end >= CLAUSE and words[end - CLAUSE].lower() in self._words.completing and words[end - 1].islower()

    def _tells_someone(self, words: list[str]) -> bool:
        """Whether words end with a verb of saying and a hearer, who needs what was said: 'and told the court'."""
        low = [word.lower() for word in words[-_HEARER:]]
        return not self._words.report.verbs.isdisjoint(low) and self._words.copulas.isdisjoint(low)

    def _asks_someone(self, words: list[str]) -> bool:
        """Whether words end with a verb of telling or asking and a hearer: 'have asked the high court'."""
        low = [word.lower() for word in words[-_HEARER:]]
        return not self._words.report.tellers.isdisjoint(low[:-1]) and self._words.copulas.isdisjoint(low)

    def _wants_a_deed(self, last: str, words: list[str]) -> bool:
        """Whether words end before what somebody is to do: 'he needs | to go', 'forced the agency | to wait'."""
        if last in self._words.unfinished:
            return True
        return self._follow(words[-_OBJECT:], self._words.bidding, self._phrases)

    def _wants_a_place(self, words: list[str], following: str) -> bool:
        """Whether words end before where something was put: 'placed Ann Lee | on leave', not 'put out a fire'."""
        if following not in self._words.prepositions:
            return False
        return self._follow(words[-_OBJECT:], self._words.putting, self._starts)

    def _follow(self, words: list[str], verbs: frozenset[str], others: frozenset[str]) -> bool:
        """Whether words end with one of some verbs and its object, in which none of some others begins a phrase."""
        for at in range(len(words) - 1, -1, -1):
            if words[at] in verbs or " ".join(words[max(0, at - 1) : at + 1]) in verbs:  # 'called', 'called on'
                return others.isdisjoint(words[at + 1 :])
        return False

    def is_opened(self, text: str) -> bool:
        """Whether a text ends within a clause that has no verb yet: 'told that most staff', 'that men who fled'."""
        words = text.lower().split()
        opened = verbs = 0
        for index in range(len(words) - 1, 0, -1):
            if words[index] in self._opening or words[index] in self._words.wondering:
                opened += words[index - 1] not in self._opening  # 'when she' opens one clause
                if verbs < opened:
                    return True
            elif self._verbs.is_verb(words[index]) and not self._tells_more(words, index):
                verbs += 1
        return False

    def _tells_more(self, words: list[str], index: int) -> bool:
        """Whether a verb belongs to another before it, 'was | held', or to a noun: 'a man | hired by the town'."""
        if words[index - 1] in self._words.auxiliaries or words[index - 1] in self._words.copulas:
            return True
        return index + 1 < len(words) and words[index + 1] in self._by

    def tells(self, text: str) -> bool:
        """Whether a text has a verb that is no participle of a noun: 'the mill was sold', not 'a mill sold by Nord'."""
        words = text.lower().split()
        return any(
            self._verbs.is_verb(word) and (words[at + 1 : at + 2] != self._agent or self._is_helped(words, at))
            for at, word in enumerate(words)
        )

    def _is_helped(self, words: list[str], index: int) -> bool:
        """Whether a verb goes with another close before it: 'was | held', 'was badly | hurt'."""
        return not self._helping.isdisjoint(words[max(0, index - CLAUSE) : index])

    def is_cut_off(self, words: list[str], index: int) -> bool:
        """Whether a cut before a word would part a clause's subject from its verb: 'after the head | of it fled'."""
        begin = next((at for at in range(index - 1, CLAUSE, -1) if words[at].lower() in self._parting), 0)
        if not begin:
            return False
        for at in range(begin + 1, min(len(words), begin + _CLAUSE_SUBJECT)):
            word = words[at].lower()
            is_joined = word in self._words.conjunctions and not words[at - 1][:1].isupper()  # 'after Ann Lee and'
            if words[at - 1].endswith(",") or is_joined or word in self._inner:
                return False
            if self._verbs.is_verb(word):
                return at >= index
        return False

    def parts_a_pair(self, words: list[str], index: int) -> bool:
        """Whether a cut before a word would part 'an angry | and unforgiving party' or 'suspicion | of hacking'."""
        if index + 1 >= len(words):
            return False
        word = words[index].lower()
        if word in self._words.genitive and self._verbs.is_participle(words[index + 1].lower()):
            return True
        if word in self._words.governing and index > CLAUSE and words[index - 1][:1].isupper():
            return words[index + 1][:1].isupper()  # 'the Guild | for Glass and Tin'
        if word not in self._words.conjunctions:
            return False
        if words[index + 1][:1].isupper() and self._is_named_by_article(words[:index]):
            return True  # 'for the Mister | and Miss Vale'
        if not self._words.pairing.isdisjoint(words[max(0, index - _PAIRED) : index]):
            return True
        if words[index - 2].lower() in self._indefinite:
            return not self._verbs.is_verb(words[index + 1].lower())
        return self._joins_adjectives(words, index)

    def _joins_adjectives(self, words: list[str], index: int) -> bool:
        """Whether a conjunction joins what describes one noun behind it: 'on economic | and cultural fields'.

        Or whose first noun is described by an article's phrase: 'is a criminal justice | and law student'.
        """
        last, behind = words[index - 1].lower(), words[index + 1 : index + 3]
        if len(behind) < CLAUSE or not all(word.islower() and word.isalpha() for word in behind):
            return False
        if behind[0] in self._dangling or behind[1] in self._dangling or self._verbs.in_any(behind):
            return False
        if self._helping.isdisjoint(words[index - CLAUSE : index - 1]) and self._is_adjective(last):
            return True
        if last.islower() and words[index - CLAUSE] in self._governing and behind[1].endswith("s"):
            return not last.endswith("s")  # 'replied with firm | and just measures'
        return words[index - 3].lower() in self._indefinite and not behind[0].endswith("s") and not last.endswith("s")

    def _is_adjective(self, word: str) -> bool:
        """Whether a small word describes what stands behind it, by its ending or in a row: 'economic', 'third'."""
        return word in self._words.counting or word.endswith(self._words.adjective_endings)

    def without_half_name(self, words: list[str], behind: list[str]) -> list[str]:
        """Words that are cut off before those `behind`, without half a name or a bare subject: 'Ann | Lee'."""
        if not behind[0][:1].isupper() and behind[0].lower() not in self._words.auxiliaries:
            return words
        end = len(words)
        while end > 1 and words[end - 1][0].isupper() and words[end - 1][-1] not in _TRAILING:
            end -= 1
        return words[:end]

    def without_name_of(self, words: list[str], behind: list[str]) -> str:
        """Words cut off in a name before its 'of', without its beginning: 'the show Top | of the Town'; else ''."""
        named = [word for word in behind if word.lower() not in self._words.articles][:1]
        if not named or not named[0][:1].isupper() or not words[-1][:1].isupper():
            return ""
        return self.trimmed(self.without_half_name(words, named))

    def _is_named_by_article(self, words: list[str]) -> bool:
        """Whether words end with a name that an article stands before: 'the Mister', 'the Upper Vale'."""
        end = len(words)
        while end and words[end - 1][:1].isupper() and words[end - 1][-1].isalnum():
            end -= 1
        return 0 < end < len(words) and words[end - 1] in self._words.articles

    def trimmed(self, words: list[str]) -> str:
        """The words without those at the end that need another one behind them."""
        end = len(words)
        while end and self._needs_more(words[:end]):
            end -= 1
        return " ".join(words[:end]).rstrip(_TRAILING)

    def _needs_more(self, words: list[str]) -> bool:
        """Whether the last of some words needs another one behind it: 'the', "the country's", not 'was shut down'."""
        last = words[-1].strip(_TRAILING).lower()
        if last in self._words.particles and len(words) > 1 and self._is_done(words[:-1]):
            return False
        is_done = last.endswith(self._words.finite_endings) and words[-2:-1] and words[-2] in self._words.copulas
        if is_done or self._is_phrasal(words):
            return False  # 'his challenge was ended'
        if last in self._words.connectives and words[-2:-1] and words[-2].lower() in self._words.conjunctions:
            return True  # 'to Vale and then'
        if last.endswith(self._words.manner_endings) and words[-2:-1] and words[-2].lower() in self._binding:
            return True  # 'it is highly | unlikely'
        if last in self._words.report.verbs and words[-2:-1] and words[-2].lower() in self._words.pronouns:
            return True  # 'a man they said'
        is_owner = bool(self._owning) and last.endswith(self._owning)
        return last in self._dangling or is_owner or self._is_bare_verb(words)

    def _is_done(self, words: list[str]) -> bool:
        """Whether words end with a verb: 'shut', 'to step'."""
        is_infinitive = len(words) > 1 and words[-2] in self._to and words[-1] not in self._dangling
        return is_infinitive or self._verbs.is_verb(words[-1].lower())

    def _is_phrasal(self, words: list[str]) -> bool:
        """Whether the last two words belong together: 'was sworn in', 'fell at once'."""
        pair = " ".join(words[-2:]).rstrip(_TRAILING).lower()
        if pair in self._words.depending:
            return words[-3:-2] != [] and words[-3].lower() in self._words.copulas  # 'had been accounted for'
        return pair in self._words.phrasal

    def _is_bare_verb(self, words: list[str]) -> bool:
        """Whether words end with a verb that has lost what follows: 'followed them for ten years and found | that'."""
        if len(words) <= CLAUSE or not self._verbs.is_verb(words[-1].lower()):
            return False
        before = words[-2].lower()
        return before in self._words.conjunctions or before in self._narrowing
