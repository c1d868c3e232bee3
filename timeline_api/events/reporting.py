"""Take out who said it: 'police said', 'according to the coroner', 'the minister told reporters that'.

A sentence comes as its parts, the pieces between its commas, and leaves as fewer of them.
"""

from __future__ import annotations

from timeline_api.events.holes import HOLE, TIE
from timeline_api.events.insertions import first_word
from timeline_api.events.verbs import Verbs
from timeline_api.events.wording import Wording, possessive
from timeline_api.temporal.memory import Memory

_SUBJECT = 12  # words that the name of a speaker has at most
_HEARER = 9  # words that stand between verb and clause at most
_OWNER = 5  # words of one at most
_CLAUSE = 3  # words that a clause has at least
_SPEAKER = 8  # words of the name of one who is quoted
_UNSURE = 8  # words of 'the old bridge of the harbour board could'
_MARKS = " ,.;:-–—"
_REMEMBERED = 16_384  # words
_BEGINNING = 4  # words of a first part that has no verb yet, at most


class Reporting:
    """Finds the reporting clauses of a language."""

    def __init__(self, wording: Wording, verbs: Verbs) -> None:
        self._words = wording
        self._report = wording.report
        self._verbs = verbs
        self._blockers = wording.relatives | wording.subordinators | wording.conjunctions | wording.complementisers
        sources = {source[0] for source in wording.report.sources}
        self._source_signs = sources | {source.capitalize() for source in sources}
        firsts = wording.report.verbs | sources
        self._role = Memory(self._find_role, _REMEMBERED)
        self._no_subject = wording.report.objects | wording.prepositions | wording.conjunctions | wording.subordinators
        self._leading = wording.leading | wording.heading
        self._signs = frozenset(
            word + mark for first in firsts for word in (first, first.capitalize()) for mark in ("", ",", ".", ";", ":")
        )

    def is_hinted(self, parts: list[str]) -> bool:
        """Whether any word of a sentence can belong to a reporting clause; cheap."""
        return not all(map(self._signs.isdisjoint, map(str.split, parts)))

    def without(self, parts: list[str]) -> list[str]:
        """The parts without those that report, where the rest tells something: not 'At a fair, they announced it'."""
        told = self._without_tail(self._without_head(parts))
        is_phrase = told != parts and first_word(told[0]) in self._words.prepositions
        return parts if is_phrase and not self._verbs.in_text(" ".join(told)) else told

    def without_speaker(self, parts: list[str]) -> list[str]:
        """The parts without who spoke them behind a quotation, 'said the owner', and what is told of that speaker."""
        for index, part in enumerate(parts[1:], start=1):
            words = part.split()
            if self._verb_at(words) == 0 and self._reports(words, self._is_main(parts, index), index) == "inverted":
                return parts[:index]
        return parts

    def is_whole(self, title: str) -> bool:
        """Whether a title that has been cut still tells what was said: not 'The bank said the price wars'."""
        words = [word.strip(_MARKS).lower() for word in title.split()]
        at = next((at for at, word in enumerate(words) if word in self._report.verbs), None)
        if at is None or self._verbs.in_any(words[at + 1 :]):
            return True
        helped = at > 0 and words[at - 1] in self._words.auxiliaries  # 'The bank has said that it'
        return self._verbs.in_any(words[: at - helped])

    def speaker_first(self, parts: list[str]) -> list[str]:
        """The parts with who spoke before what was said: 'The bank said: Prices rose'; as they are if nobody did."""
        words = [word for word in parts[-1].split() if word != HOLE]
        at = self._verb_at(words)
        if len(parts) < 2 or not at or (words[at + 1 :] and words[at + 1].lower() not in self._report.hearers):
            return parts
        return [f"{' '.join(words[: at + 1])}:{TIE}{parts[0].lstrip(_MARKS)}", *parts[1:-1]]

    def speaker(self, text: str) -> str:
        """Who said it, by what stands beside a quotation, with the verb: 'Ana Ruiz said'; '' where nobody did."""
        words = [word for word in text.strip(_MARKS).split() if word != HOLE]
        low = [word.lower().strip(",:") for word in words[:_SUBJECT]]
        at = next((at for at, word in enumerate(low) if word in self._report.verbs), None)
        is_one = at is not None and low[0] not in self._blockers and not self._verbs.in_any(low[:at])
        joined = self._words.conjunctions if is_one else frozenset()
        if at is None or not (self._blockers - joined).isdisjoint(low[:at]):
            return ""  # but 'Ana Ruiz, chairman and chief executive, said'
        name = self._named_first(" ".join(words[:at])) if at else self._name(words[1:])
        verb = low[at]
        if verb in self._report.tellers and at:
            verb = f"{verb} {self._name(words[at + 1 :])}".rstrip(" ,:")
        return f"{name[0].upper()}{name[1:]} {verb}" if name and name.count(" ") < _SPEAKER else ""

    def _named_first(self, text: str) -> str:
        """The first name of a text, without what else is told of it and what leads to it: 'Later, Ana Ruiz, 41,'."""
        first, _, rest = text.partition(", ")
        return rest.partition(",")[0] if rest and first_word(first) in self._words.connectives else first.rstrip(",")

    def _name(self, words: list[str]) -> str:
        """The name that words begin with, up to a comma or what else tells more of it; '' where there is none."""
        name: list[str] = []
        for word in words:
            if word.lower() in self._no_subject or word.lower() in self._blockers:
                while name and name[-1].lower() in self._words.dangling:
                    name.pop()  # 'a source familiar | with the plan'
                break
            name.append(word.rstrip(","))
            if word.endswith(","):
                break
        return " ".join(name)

    def _without_head(self, parts: list[str]) -> list[str]:
        """'Police said that the dam failed' to 'the dam failed', appositions of the speaker taken along."""
        for index, part in enumerate(parts[:4]):
            words = part.split()
            at = self._verb_at(words)
            if at == index == 0 and words[1:2] and words[1] in self._words.complementisers:
                continue  # 'Reports that he had fled emerged'
            is_led = index == 0 or first_word(parts[0]) in self._leading or self._names_speaker(parts, words, at)
            if at is None or (at > 0 and not is_led):
                continue
            if all(word == HOLE for word in words[at + 1 :]) and self._follows(parts[index + 1 :]):
                return parts[index + 1 :]
            first = self._clause_at(words, at, index)
            if first is None:
                continue
            clause = words[first:]
            if not clause:
                return parts[index + 1 :] or parts
            if clause[0].lower() in self._report.own and (owner := self._owner(words[:at] if at else parts[0].split())):
                clause = [*owner, *clause[1:]]
            told = [" ".join(self._without_second_verb(clause)), *parts[index + 1 :]]
            is_needed = self._leans_back(told) or words[at].lower() in self._report.doubted
            is_needed = is_needed or (words[at].lower() not in self._report.tellers and self._is_unsure(clause))
            return self._shorter(parts, words, at, clause, index) if is_needed else told
        return parts

    def _is_unsure(self, clause: list[str]) -> bool:
        """Whether what was said may not be so: 'the bridge could close', not 'any act which may hurt people'."""
        near = clause[:_UNSURE]
        end = next((at for at, word in enumerate(near) if word in self._words.relatives), len(near))
        return not self._report.unsure.isdisjoint(near[:end])

    def _names_speaker(self, parts: list[str], words: list[str], at: int | None) -> bool:
        """Whether what a speaker is stands before the name: 'Head of the council, Ada Renn confirmed that'."""
        tail = [word for word in words[at + 1 :] if word != HOLE] if at else []
        if not tail or tail[0] not in self._words.complementisers:
            return False
        return all(word[:1].isupper() for word in words[:at]) and self._verbs.can_be_subject(parts[0])

    def _shorter(self, parts: list[str], words: list[str], at: int, clause: list[str], index: int) -> list[str]:
        """The parts of a sentence whose speaker is needed, less where it was said: 'Ito said | to the press | he'."""
        first = len(words) - len(clause)
        if words[at].lower() in self._report.tellers or first - at <= _CLAUSE - 1 or len(clause) < _CLAUSE:
            return parts
        that = [word for word in words[first - 1 : first] if word in self._words.complementisers]
        return [*parts[:index], " ".join((*words[: at + 1], *that, *clause)), *parts[index + 1 :]]

    def _without_second_verb(self, clause: list[str]) -> list[str]:
        """What was said without what the speaker did besides: 'the law would cost jobs and vowed to fight it'."""
        for at in range(_CLAUSE, len(clause) - 1):
            if clause[at] in self._words.conjunctions and self._is_of_speaker(*clause[at + 1 : at + 3]):
                return clause[:at]
        helper = next((at for at, word in enumerate(clause) if word in self._words.auxiliaries), len(clause))
        if not self._words.copulas.isdisjoint(clause[helper:]) or self._verbs.in_any(clause[helper + 1 : helper + 2]):
            return clause
        for at in range(helper + 2, len(clause) - 1):
            if clause[at] in self._words.conjunctions and clause[at + 1].endswith(self._words.finite_endings):
                return clause[:at]
        return clause

    def _is_of_speaker(self, word: str, following: str = "") -> bool:
        """Whether a word behind 'and' goes on with the speaker: 'profit had fallen and announced', '... and that'."""
        if word in self._report.vowing and following in self._report.vowed:
            return True  # 'the law went too far and threatened to sue'
        return word in self._words.complementisers or (word in self._report.verbs and self._verbs.is_verb(word))

    def _owner(self, speaker: list[str]) -> list[str]:
        """Who spoke as the owner of what was spoken of: 'Halden Foods said its profit fell'; none where too long."""
        name = [word for word in speaker if word != HOLE]
        while name and name[-1] in self._words.auxiliaries:
            name.pop()  # 'The council has told us that its grant'
        if not name or len(name) > _OWNER or self._no_subject.intersection(word.lower() for word in name):
            return []
        return [*name[:-1], possessive(name[-1], self._words)]

    def _follows(self, parts: list[str]) -> bool:
        """Whether what was said stands behind the comma of 'the doctor said, it is very common'."""
        return bool(parts) and not self._goes_along(parts[0]) and self._verbs.in_text(parts[0])

    def _verb_at(self, words: list[str]) -> int | None:
        """Where the reporting verb of a part stands, when all before it can be a speaker."""
        for at, word in enumerate(words[:_SUBJECT]):
            if not (role := self._role[word]):
                continue
            if role == "blocks":
                is_named = all(beside[:1].isupper() for beside in words[max(0, at - 1) : at + 2 : 2])
                if word in self._words.conjunctions and is_named and 0 < at < len(words) - 1:
                    continue  # 'The Department of Arts and Crafts said', 'Ada Renn and Karl Moss told us that'
                return None
            if words[at + 1 : at + 2] and self._role[words[at + 1]] == "reports":
                continue  # 'reports say'
            if words[at + 1 : at + 2] and words[at + 1] in self._report.unsaid:
                return None
            if word.lower().endswith("s") and self._verbs.in_any(other.lower() for other in words[:at]):
                return None  # 'were forced to withdraw claims that'
            return None if self._is_passive(words, at) else at
        return None

    def _find_role(self, word: str) -> str:
        """Whether a word 'reports', or 'blocks' those behind it from having a speaker before them; '' for others."""
        low = word.lower()
        return "reports" if low in self._report.verbs else "blocks" if low in self._blockers else ""

    def _is_passive(self, words: list[str], at: int) -> bool:
        """Whether a verb is what was done to its subject, 'the fire was (first) reported'; not 'it was reported'."""
        if at == 2 and words[0].lower() in self._words.pronouns:
            return False
        return any(word in self._words.copulas for word in words[max(0, at - 2) : at])

    def _clause_at(self, words: list[str], at: int, index: int) -> int | None:
        """Where what was said begins behind the verb at `at`; None when it does not stand behind it."""
        tail = [word.lower() for word in words[at + 1 : at + 1 + _HEARER]]
        if not tail:
            return None
        if self._is_between(words[at], tail[0]):
            for step, word in enumerate(tail):
                if word in self._words.complementisers:
                    return at + 2 + step
        if (hearer := self._hearer_end(words, at)) and self._opens_clause(words[hearer:]):
            return hearer  # 'told reporters | the man had fled'
        start = at + 1
        while start < len(words) and (words[start] == HOLE or self._is_tie(*words[start : start + 2])):
            start += 1
        if words[at].lower() not in self._report.plain or (index == 1 and at == 0):
            return None
        return start if self._opens_clause(words[start:]) else None

    def _hearer_end(self, words: list[str], at: int) -> int:
        """Where the hearer ends that a verb of telling at `at` names: 'told reporters |', 'told Nord |'; else 0."""
        if words[at].lower() not in self._report.tellers:
            return 0
        end = at + 1
        while words[end : end + 1] and words[end][:1].isupper() and not words[end].endswith(self._words.possessives):
            end += 1
        if end == at + 1 and words[end : end + 1] and words[end] in self._report.hearers - self._words.prepositions:
            end += 1
        return end if end > at + 1 else 0

    def _is_tie(self, word: str, following: str = "") -> bool:
        """Whether a word only ties what was said to what went before: 'said then she', not 'said no shots rang out'."""
        if word not in self._words.connectives:
            return False
        if following in self._words.articles or following in self._words.pronouns or following in self._report.theirs:
            return True
        return not following[:1].islower()

    def _is_between(self, verb: str, first: str) -> bool:
        """Whether `first` can stand between a reporting verb and its 'that', or is it."""
        if verb.lower() in self._report.tellers or first == HOLE:
            return True
        return first in self._words.complementisers or first in self._report.hearers

    def _opens_clause(self, clause: list[str]) -> bool:
        if len(clause) < _CLAUSE:
            return False
        first = clause[0].lower()
        bad = first in self._no_subject or first in self._words.pronouns
        if bad and first in self._words.prepositions:
            bad = not (clause[1] in self._words.modifying or clause[1][0].isdigit())  # 'at least seven', 'around 15'
        elif bad and first in self._words.connectives:
            bad = (
                clause[1] == HOLE or clause[1].lower() in self._no_subject
            )  # 'said no shots were fired', not 'no to it'
        return not bad and self._verbs.in_any(word.lower() for word in clause)

    def _leans_back(self, parts: list[str]) -> bool:
        """Whether a clause has no subject of its own: 'it would close'."""
        first = first_word(parts[0])
        is_short = len(parts) == 1 and parts[0].count(" ") < _CLAUSE - 1
        is_theirs = first in self._words.pronouns or first in self._report.theirs
        return is_short or is_theirs or self._verbs.is_verb(first)

    def _without_tail(self, parts: list[str]) -> list[str]:
        """A `HOLE` for each part that reports, and nothing for what belongs to it."""
        kept: list[str] = []
        is_source = False
        for index, part in enumerate(parts):
            words = part.split()
            if is_source and first_word(part) in self._words.relatives:
                continue  # 'According to Ada Renn, who was there, it fell'
            is_source = False
            if source := self._source_at(words):
                is_source = not index
                kept.append(" ".join(words[: source - 1]) or HOLE)
                # A name may follow with appositions of its own; only a short beginning needs what comes after.
                if index and len(kept[0].split()) > _BEGINNING and not self._waits(kept[0], parts[index + 1 :]):
                    break
                continue
            how = self._reports(words, self._is_main(parts, index), index) if index else ""
            if how == "inverted":
                return self._without_name(kept, words)
            kept.append(HOLE if how else part)
            if how and index + 1 < len(parts) and self._goes_along(parts[index + 1]):
                break
        return kept

    def _waits(self, part: str, behind: list[str]) -> bool:
        """Whether a first part has its verb behind a source: 'Two men from Vale, according to police, were shot'."""
        if not behind or self._verbs.in_text(part):
            return False
        return first_word(part) in self._leading or self._verbs.is_verb(first_word(behind[0]))

    def _without_name(self, kept: list[str], words: list[str]) -> list[str]:
        """The parts without the speaker before a verb with no other: ', the mediator, Luisa Prado, told reporters'."""
        if len(words) > 1 and words[1] != HOLE and words[1].lower() not in self._report.hearers:
            return kept
        while len(kept) > 1 and first_word(kept[-1]) not in self._no_subject and not self._verbs.in_text(kept[-1]):
            kept = kept[:-1]
        return kept

    def _source_at(self, words: list[str]) -> int:
        """The number of the word that begins 'according to', counted from 1; 0 when there is none."""
        if self._source_signs.isdisjoint(words):
            return 0
        low = [words[0].lower(), *words[1:]]  # a capital within a part is that of a name, 'Music According to Ann Lee'
        for source in self._report.sources:
            if source[0] not in low:
                continue
            at = low.index(source[0])
            if tuple(low[at : at + len(source)]) == source:
                return at + 1
        return 0

    def _is_main(self, parts: list[str], index: int) -> bool:
        """Whether a part goes on with the subject of the first one behind an apposition: 'Lumavis, a maker, said'."""
        if index < 2 or not self._verbs.can_be_subject(parts[0]):
            return False
        firsts = map(first_word, parts[2:index])  # 'Hugo Lema, hijo de Ana, falleció en Lugo, informó'
        is_told = any(self._verbs.is_verb(first) and not self._verbs.is_participle(first) for first in firsts)
        return not is_told and not any(self._goes_on_behind(part) for part in parts[1:index])

    def _goes_on_behind(self, part: str) -> bool:
        """Whether a part has the verb of a subject before it, behind an adverb: 'reportedly left the town'."""
        first, _, rest = part.partition(" ")
        return first.endswith(self._words.manner_endings) and self._verbs.is_verb(first_word(rest))

    def _reports(self, words: list[str], main: bool, index: int) -> str:
        """'plain' for 'police said', 'inverted' for 'said the police', '' for anything else."""
        at = self._verb_at(words)
        if at is None:
            return ""
        tail = words[at + 1 :]
        if at and not self._words.complementisers.isdisjoint(tail[:-1]):
            return ""  # what was said follows: 'the agent told the Herald that she had died'
        is_late = index > 1 and all(word == HOLE for word in tail)  # '..., the mayor, Ana Ruiz, said'
        if at == 0:
            return "" if main or (self._goes_on(tail) and not is_late) else "inverted"
        if tail and tail[0] == HOLE and self._verbs.in_any(word.lower() for word in tail) and len(tail) > _CLAUSE:
            return ""  # 'In a letter, the mayor said on Monday there was no plan'
        if not tail or tail[0] == HOLE or tail[0].lower() in self._report.hearers:
            return "plain"
        is_hearer = len(tail) <= 5 and not self._verbs.in_any(tail)  # not 'warned cuts would go on'
        return "plain" if words[at] in self._report.tellers and is_hearer else ""

    def _goes_on(self, tail: list[str]) -> bool:
        """Whether what was said, not who said it, stands behind a verb."""
        named = [word.lower() for word in tail if word != HOLE]
        return (
            not named
            or named[0] in self._words.complementisers
            or (len(named) > 1 and named[0] in self._words.pronouns)
        )

    def _goes_along(self, part: str) -> bool:
        """Whether a part after 'she said' says more of the saying: 'adding that', 'who was there'."""
        first = first_word(part)
        return first in self._words.relatives or first in self._report.adding
