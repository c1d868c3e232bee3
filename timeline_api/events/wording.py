"""The words of a language that titles are made with, read from a TOML file and checked.

All words are small; a `Wording()` without words still folds, cleans and cuts, in any language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from importlib import resources
from typing import Any

Words = frozenset[str]
_NONE: Words = frozenset()
# Tables of what is said.
_SPOKEN = (
    "owners",
    "passive",
    "shorter",
    "past",
    "past_of_many",
    "contracted",
    "sentential",
    "placed",
    "supposed",
    "whose",
    "belonging",
)


class WordingError(ValueError):
    """A file of words that cannot be used; the message names the language, the key and what is wrong."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Words whose form depends on the next word: `matching` before one that begins with `pattern`."""

    words: Words
    pattern: re.Pattern[str]
    matching: str
    otherwise: str

    def form(self, word: str, following: str) -> str:
        """`word` as it must stand before `following`, a capital letter kept."""
        form = self.matching if self.pattern.match(following.lower()) else self.otherwise
        return form.capitalize() if word[0].isupper() else form


@dataclass(frozen=True, slots=True)
class Report:
    """How a language says who said it.

    `verbs` report; of these `plain` ones take a clause without 'that', `tellers` name a hearer. `hearers` can begin
    what stands between verb and clause ('reporters', 'in a statement'), `objects` what is no clause ('little'), `own`
    what is the speaker's ('its'), `theirs` what may be anybody's ('his'), so that the speaker is needed, as one is with
    a verb that is `doubted` ('argued') and with an `unsure` word in what was said ('could'), `adding` words a part that
    says more of the saying; a verb with an `unsaid` word behind it says nothing ('asked for help'). A `vowing` verb
    behind 'and' is of the speaker where a `vowed` word follows ('and threatened to sue'). `sources` are phrases like
    'according to', word by word.
    """

    verbs: Words = _NONE
    plain: Words = _NONE
    tellers: Words = _NONE
    hearers: Words = _NONE
    objects: Words = _NONE
    own: Words = _NONE
    theirs: Words = _NONE
    doubted: Words = _NONE
    unsure: Words = _NONE
    adding: Words = _NONE
    unsaid: Words = _NONE
    vowing: Words = _NONE
    vowed: Words = _NONE
    sources: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Dates: `holding` words go with the date behind them ('on'), `governing` ones among them only where no noun follows
    ('about'), `spanning` ones only with dates that begin with an article ('over the weekend'); `stacking` ones stand
    before another ('more than in May'). `before_holding` words go with those ('late on'), `modifying` ones with both
    ('earlier'), `portions` with a `genitive` ('most of 2020'); `seasons` only describe a noun right behind them ('the
    summer fair'); `onward` words and `date_endings` end a phrase behind it ('from 2020 on', 'in May at the latest').
    `limits` go with the date behind them ('no later than Friday'). `rounding` words say how exact an amount is that one
    of `backward_endings` counts back ('well over 40 years ago'). `joiners` stand between two dates that are one,
    `ending` words between an amount of time and its end ('the three months ended'). A date stays before a genitive (but
    not one that ends with an `uncapitalised` name, 'acusada en mayo de robo', or one with `onleading` words behind a
    verb, 'died the next year of'), behind `needing` words ('not until', and 'not ... until' with a `bounding` word),
    behind who is `allowed` until then ('have until Friday'), behind verbs that are `taking` it ('spent the summer'), a
    bare year behind one that is `closing` it ('ended 2023 with a loss'), behind a `lasting` one that says nothing else
    ('The mill operated until 1915'), behind an `appointing` one ('set Monday as the day'), and with a `likened` word
    ('on the same day as'). So does one common word, unless it is one of the `adverbs`, behind an adjective ('a bad
    summer'), and one on which something `appointed` is `falling` ('the deadline fell on'). One before a `possessives`
    ending takes that along, and leaves the `definite` article.

    The article before one of the `articled` dates is its own, whatever follows ('el lunes dos toneladas').
    `limiting` words go with an `ending` one before a date ('up to 30 May'). A `back` word before it stays behind a
    `returning` verb ('came back in 1919'). `pointing` words say nothing without the date behind them ('dating from'),
    those of `pointing_held` only before a word that holds it ('missing since'), and go with it.

    Clauses: `heading` words, too, begin what leads to a clause ('given the delay, ...'). `finite` words and
    `finite_endings` show a verb, `participle_endings` none, `done_endings` a participle of what was done, nor do
    `nominal` words, which only end like one. `timing` words go with a participle that leads ('twice postponed').
    `manner_endings` are those of adverbs ('newly'), `adjective_endings` those of words that need a noun ('economic').
    `auxiliaries`, and other verbs, make the date before them a subject, but only `acting` ones where a language has
    such; `copulas` make the one behind them a predicate. `connectives` tie a sentence to the one before it; `denying`
    conjunctions say that it is not so, and stay ('nor'). `factual` subordinators begin a clause of what did happen
    ('when', not 'if'). `supposing` words begin a condition ('if', 'should he win'); `supposed` gives what is said of
    what follows from one that is left out ('would' for 'will'). One of the `expletives` is subject where a date is
    stressed ('It was in 1998 that'). `alike` words say what a time is like ('much as in 2019'). A `likening` word and
    an `eliding` verb tell that the same was so at another time ('withdrew, as it had in 2019'). `asking` words begin
    what is asked or open, which a title needs ('whether'), `wondering` ones what somebody is to find out ('to see
    why'), `whens` a clause in a clause ('who left when it burned'). `dangling` words, besides articles, prepositions
    and the like, cannot end a title that was cut, and `completing` ones go with a verb before them ('decided to'),
    `particles` with any ('given up'); `phrasal` words are verbs with a word of their own ('sworn in'); `unfinished`
    ones need what is to be done ('it needs | to close', 'a bid | to close'), `bidding` ones, of one word or two, behind
    whom they name ('forced the mayor | to go', 'called on him | to go'), `putting` ones where something was put
    ('placed him | on leave'), `describing` ones what it was held to be ('described it | as unfair'), `ranking` ones
    what for ('the first | to leave'), `counting` ones what they count ('the first | of two'), `shares` what they are of
    ('a remote part | of Vale'), and `depending` pairs stay together ('was paid for | by the town'); `proving` verbs are
    told more of by 'that', as those of saying are ('the tests showed that'); `pairing` ones need both of a pair
    ('between'), `leaning` ones what is tied to them ('in connection with'). `measuring` words are units of time, which
    lead with a word behind them ('two days after the vote'), or with one of the `distances` ('two days ahead of it');
    `lengths` are units with one of the `bearings` behind them ('ten miles from Vale'). `objective` pronouns are objects
    only ('led him to resign'). `passive` is the auxiliary that a participle needs when `one` or `many` are told of;
    `shorter` gives what is said instead of a participle with it ('fue nacido', 'nació'). `past` gives the past of a
    gerund, by its whole or, behind a hyphen, by its ending: the first that fits; `past_of_many` the same of many, where
    that is another, and `enclitic_endings` are pronouns written at the end of such a verb ('casarse', 'se casó').
    `contracted` gives the article in what is a preposition too ('al', 'el'). `sentential` gives what is said instead of
    a relative that refers to all before it ('..., which makes it the oldest'). `placed` gives what stands before the
    place that follows a verb's date and a comma ('born 3 May 1927, Vale'). Where an owner stands behind what is owned,
    `whose` gives the article of that ('cuya', 'la'), and `belonging` what an owner has before it, with its article or
    without any ('', 'de'; 'el', 'del').

    People: `owners` gives the pronoun of one whose something is ('his' is that of 'he').

    Speakers: who speaks of themselves does so with one of the `own_pronouns`, `bodies` with one of the `body_pronouns`
    among them ('The bank said it would close'). No name of a person stands behind `placing` words; behind `styles` one
    does ('Mr. Holt', 'the striker Karl Holt'), before a `personal` verb one does ('Ada Renn retired'), and none ends
    with one of the `things` ('Vale Street'). A word with one of the `placing_endings` goes with the place before its
    comma ('Vale, Maine-based').

    `qualifying` words say more of a style ('former'), `suffixes` stand behind a name and a comma ('Jr.'), and `others`
    stand for all but the first of a list ('and others').

    Lines: `stamps` begin one that only dates the article or its parts ('updated'), `bylines` one that names who wrote
    it. `requests` begin a sentence that asks the reader to do something.
    """

    holding: Words = _NONE
    governing: Words = _NONE
    spanning: Words = _NONE
    stacking: Words = _NONE
    ending: Words = _NONE
    before_holding: Words = _NONE
    modifying: Words = _NONE
    rounding: Words = _NONE
    allowed: Words = _NONE
    limits: Words = _NONE
    calendar: Words = _NONE
    backward_endings: tuple[str, ...] = ()
    portions: Words = _NONE
    needing: Words = _NONE
    bounding: Words = _NONE
    lasting: Words = _NONE
    taking: Words = _NONE
    closing: Words = _NONE
    appointing: Words = _NONE
    pointing: Words = _NONE
    pointing_held: Words = _NONE
    returning: Words = _NONE
    back: Words = _NONE
    limiting: Words = _NONE
    phrasal: Words = _NONE
    falling: Words = _NONE
    appointed: Words = _NONE
    adverbs: Words = _NONE
    timing: Words = _NONE
    articled: Words = _NONE
    joiners: Words = _NONE
    genitive: Words = _NONE
    seasons: Words = _NONE
    onleading: Words = _NONE
    uncapitalised: Words = _NONE
    onward: Words = _NONE
    date_endings: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    articles: Words = _NONE
    prepositions: Words = _NONE
    conjunctions: Words = _NONE
    denying: Words = _NONE
    subordinators: Words = _NONE
    factual: Words = _NONE
    relatives: Words = _NONE
    complementisers: Words = _NONE
    pronouns: Words = _NONE
    copulas: Words = _NONE
    auxiliaries: Words = _NONE
    acting: Words = _NONE
    heading: Words = _NONE
    finite: Words = _NONE
    finite_endings: tuple[str, ...] = ()
    nominal: Words = _NONE
    participle_endings: tuple[str, ...] = ()
    done_endings: tuple[str, ...] = ()
    manner_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    enclitic_endings: tuple[str, ...] = ()
    dangling: Words = _NONE
    completing: Words = _NONE
    particles: Words = _NONE
    unfinished: Words = _NONE
    bidding: Words = _NONE
    putting: Words = _NONE
    describing: Words = _NONE
    ranking: Words = _NONE
    depending: Words = _NONE
    proving: Words = _NONE
    counting: Words = _NONE
    shares: Words = _NONE
    pairing: Words = _NONE
    leaning: Words = _NONE
    measuring: Words = _NONE
    distances: Words = _NONE
    lengths: Words = _NONE
    bearings: Words = _NONE
    objective: Words = _NONE
    expletives: Words = _NONE
    likening: Words = _NONE
    alike: Words = _NONE
    likened: Words = _NONE
    eliding: Words = _NONE
    asking: Words = _NONE
    supposing: Words = _NONE
    whens: Words = _NONE
    wondering: Words = _NONE
    connectives: Words = _NONE
    others: Words = _NONE
    suffixes: Words = _NONE
    qualifying: Words = _NONE
    own_pronouns: Words = _NONE
    placing: Words = _NONE
    placing_endings: tuple[str, ...] = ()
    styles: Words = _NONE
    personal: Words = _NONE
    things: Words = _NONE
    body_pronouns: Words = _NONE
    bodies: Words = _NONE
    stamps: Words = _NONE
    bylines: Words = _NONE
    requests: Words = _NONE
    agreement: tuple[Agreement, ...] = ()
    report: Report = Report()
    passive: Mapping[str, str] = field(default_factory=dict)
    shorter: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, str] = field(default_factory=dict)
    past_of_many: Mapping[str, str] = field(default_factory=dict)
    contracted: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    sentential: Mapping[str, str] = field(default_factory=dict)
    placed: Mapping[str, str] = field(default_factory=dict)
    supposed: Mapping[str, str] = field(default_factory=dict)
    whose: Mapping[str, str] = field(default_factory=dict)
    belonging: Mapping[str, str] = field(default_factory=dict)

    @property
    def leading(self) -> Words:
        """What begins a phrase or clause that leads to another."""
        return self.prepositions | self.subordinators

    @property
    def narrowing(self) -> Words:
        """What begins a clause that tells which one is meant, or what was said."""
        return self.relatives | self.complementisers

    @property
    def introducing(self) -> Words:
        """What begins a clause with a verb of its own, and no phrase."""
        return (self.subordinators - self.prepositions - self.governing) | self.narrowing

    @property
    def trailing(self) -> Words:
        """What begins a clause behind another."""
        return (self.subordinators | self.relatives) - self.asking


def parse_wording(language: str, text: str) -> Wording:
    """Read the text of a file of words; raises WordingError."""
    try:
        source = tomllib.loads(text)
        report = Report(**_typed(Report, language, source.pop("report")))
        agreement = tuple(_agreement(entry) for entry in source.pop("agreement", ()))
        spoken = {name: source.pop(name, {}) for name in _SPOKEN}
        return Wording(**_typed(Wording, language, source), report=report, agreement=agreement, **spoken)
    except tomllib.TOMLDecodeError as error:
        raise WordingError(f"{language}: {error}") from error
    except KeyError as error:
        raise WordingError(f"{language}: {error.args[0]} is missing") from error
    except re.error as error:
        raise WordingError(f"{language}: agreement: {error}") from error


def _agreement(entry: Mapping[str, Any]) -> Agreement:
    return Agreement(frozenset(entry["words"]), re.compile(entry["pattern"]), entry["matching"], entry["otherwise"])


def _typed(kind: type[Wording] | type[Report], language: str, source: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of a table as sets and tuples; every key must be there and known."""
    names = {field.name for field in fields(kind)} - {"report", "agreement", *_SPOKEN}
    if unknown := source.keys() - names:
        raise WordingError(f"{language}: {min(unknown)} is no key of {kind.__name__}")
    return {name: _frozen(language, name, source[name]) for name in names}


def _frozen(language: str, name: str, entries: Any) -> Any:
    if name == "sources":
        return tuple(tuple(entry) for entry in entries)
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise WordingError(f"{language}: {name} is no list of words")
    return tuple(entries) if name.endswith(("endings", "possessives", "definite")) else frozenset(entries)


def past_of(gerund: str, wording: Wording, many: bool = False) -> str:
    """What somebody, or `many`, did, from a small gerund: 'joined' from 'joining'; itself where no table says.

    >>> [past_of(word, load_wording("en")) for word in ("becoming", "marrying", "playing", "merging")]
    ['became', 'married', 'played', 'merged']
    """
    object_ = next((each for each in wording.enclitic_endings if gerund.endswith(each)), "")
    verb, table = gerund.removesuffix(object_), wording.past_of_many if many and wording.past_of_many else wording.past
    ending = next((each[1:] for each in table if each[0] == "-" and verb.endswith(each[1:])), None)
    if verb not in table and ending is None:
        return gerund
    told = table[verb] if verb in table else verb.removesuffix(ending or "") + table[f"-{ending}"]
    return f"{object_} {told}" if object_ else told


def possessive(name: str, wording: Wording) -> str:
    """A name as an owner: "Halden Foods'"; itself in a language without such an ending."""
    ending = wording.possessives[0] if wording.possessives else ""
    return name + (ending.rstrip("s") if name.endswith("s") else ending)


@cache
def worded_languages() -> tuple[str, ...]:
    """The languages that have a file of words."""
    folder = resources.files("timeline_api.events") / "languages"
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


@lru_cache(maxsize=16)
def load_wording(language: str) -> Wording:
    """The words of a language (`en`, `en-GB`), read once; raises WordingError when there is no file."""
    name = re.split("[-_]", language.lower())[0]
    if name not in worded_languages():
        raise WordingError(f"no words for language {language!r}; there are: {', '.join(worded_languages())}")
    file = resources.files("timeline_api.events") / "languages" / f"{name}.toml"
    return parse_wording(name, file.read_text(encoding="utf-8"))
