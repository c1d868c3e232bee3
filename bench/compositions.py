"""How often clauses are told apart: sentences put together from clauses whose dates are known.

    python -m bench.compositions [--count 50] [--seed 1] [--show 3]

A shape says how two clauses with a time each, or one, are put into a sentence; subjects, verbs and times are drawn. A
frame is what can stand around it: who said so, a word that ties it to the one before. A sentence is right when each of
its clauses is an event with the date of its time and a title that holds its verb and what follows, and there is no
other event. It is a test of grammar, not of news: what people write has more to it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timeline_api import Document, extract

PUBLISHED = date(2024, 5, 16)
"""A Thursday, from which the times below are counted."""

_SUBJECTS = (
    "the mill", "Nord Steel", "the head of the union", "Ann Lee", "a court in Vale", "the country's largest bank",
    "the former mayor of Orrin", "the northern fleet",
)  # fmt: skip
_NAMES = ("Nord Steel", "Ann Lee")
_VERBS = (
    "won a prize", "lost the case", "left the country", "opened a school in Rome", "signed the treaty",
    "asked for help", "broke the rules", "returned to Bath", "set up a fund", "withdrew from the talks",
    "took over a rival", "tore down a wall",
)  # fmt: skip
_OTHERS = ("police", "three workers", "the army", "his brother", "a rival")
_PAST = {
    "in 1998": "1998", "in the autumn of 2020": "2020-23", "on 12 June 2021": "2021-06-12", "in April 2022": "2022-04",
    "last year": "2023", "in March": "2024-03", "last week": "2024-05-06/2024-05-12", "on Monday": "2024-05-13",
    "on Tuesday night": "2024-05-14", "yesterday": "2024-05-15",
}  # fmt: skip
_AHEAD = {
    "on Saturday": "2024-05-18", "next week": "2024-05-20/2024-05-26", "on 1 June": "2024-06-01",
    "in September": "2024-09", "in 2026": "2026",
}  # fmt: skip
_PLANS = ("close the plant", "sell the bank", "visit Rome", "sign the treaty")
_LATELY = ("on Monday", "on Tuesday night", "yesterday")

SHAPES: Mapping[str, tuple[str, str]] = {
    "one clause": ("{S} {v} {t}.", "v t"),
    "the time first": ("{T}, {s} {v}.", "v t"),
    "the time between": ("{S}, {t}, {v}.", "v t"),
    "cleft": ("It was {t} that {s} {v}.", "v t"),
    "who says so": ("{S} {v} {t}, police said.", "v t"),
    "according to whom": ("According to the police, {s} {v} {t}.", "v t"),
    "an aside between dashes": ("{S} - not for the first time - {v} {t}.", "v t"),
    "an apposition": ("{S}, one of the oldest of all, {v} {t}.", "v t"),
    "an age": ("Ann Lee, 41, {v} {t}, police said.", "v t"),
    "what it came after": ("{S} {v} {u} after a fire {t}.", "v u"),
    "what trails": ("{S} {v} {t}, leaving 40 people without work.", "v t"),
    "what is planned": ("{S} plans to {p} {f}.", "p f"),
    "and": ("{S} {v} {t} and {w} {u}.", "v t, w u"),
    "but": ("{S} {v} {t} but {w} {u}.", "v t, w u"),
    "another subject": ("{S} {v} {t}, and {o} {w} {u}.", "v t, w u"),
    "while": ("{S} {v} {t}, while {o} {w} {u}.", "v t, w u"),
    "semicolon": ("{S} {v} {t}; {u}, {o} {w}.", "v t, w u"),
    "a relative clause": ("{S}, who {v} {t}, {w} {u}.", "v t, w u"),
    "a relative clause without a time": ("{S}, who {v}, {w} {u}.", "w u"),
    "a time before a relative clause": ("A storm {t}, which killed nine, led to talks {u}.", "nine t, talks u"),
    "a narrowing clause": ("A man who {v} {t} {w} {u}.", "v t, w u"),
    "where": ("{S} {v} {t} in Vale, where {o} {w} {u}.", "v t, w u"),
    "after": ("{S} {w} {u} after {o} {v} {t}.", "w u, v t"),
    "before": ("{S} {v} {t}, before {o} {w} {u}.", "v t, w u"),
    "because": ("{S} {w} {u} because {o} {v} {t}.", "w u, v t"),
    "although": ("Although {o} {v} {t}, {s} {w} {u}.", "v t, w u"),
    "a participle put in": ("The bridge, damaged in a storm {t}, was rebuilt {u}.", "storm t, rebuilt u"),
    "a participle that leads": ("Damaged in a storm {t}, the bridge was rebuilt {u}.", "storm t, rebuilt u"),
    "a gerund behind 'after'": ("{S} {v} {u} after closing its plant {t}.", "v u, closed t"),
    "a gerund that leads": ("After closing its plant {t}, {s} {v} {u}.", "closed t, v u"),
    "said that it did": ("{S} said {l} that it {v} in 2019.", "said l, v 2019"),
    "said that it would": ("{S} said {l} it would {p} {f}.", "said l, p f"),
    "put into what was said": ("{S} said {l} that the bridge, built in 1934, would {p}.", "p l, built 1934"),
    "the day of saying first": ("{L} {s} said it would {p} {f}.", "said l, p f"),
    "done and to be done": ("{S} {v} {t} and will {p} {f}.", "v t, p f"),
    "done at no time and expected": ("{S} {v} and is expected to {p} {f}.", "v 2024-05-16, p f"),
    "done, and to be done by another": ("{S} {v}, and {o} will {p} {f}.", "v 2024-05-16, p f"),
    "put in, and to be done": ("{S}, who {v} {t}, will {p} {f}.", "v t, p f"),
    "a thing that would": ("{S} signed a deal {l} that would {p} {f}.", "signed l, p f"),
    "days in turn": ("Bombs went off in Vale on Monday and in Bath on Tuesday.", "Vale 2024-05-13, Bath 2024-05-14"),
    "posts in turn": ("{S} became head in 1998 and chairman in 2003.", "head 1998, chairman 2003"),
    "places in turn": ("{S} sold a mine in Vale {t} and in Bath {u}.", "Vale t, Bath u"),
    "said of places in turn": (
        "{S} said that bombs went off in Vale in 2019 and in Bath in 2021.",
        "said 2024-05-16, Vale 2019, Bath 2021",
    ),
    "told of places in turn": ("{S} told reporters that bombs went off in Vale {t} and in Bath {u}.", "Vale t, Bath u"),
    "one and another": ("{S} opened one shop {t} and another {u}.", "one t, another u"),
    "two and three": ("Two men were shot {t} and three {u}.", "men t, Three u"),
    "as another had": ("{S} {v} {t}, as {o} had done {u}.", "v t"),
    "denied": ("{S} denied {l} that it {v} in 2019.", "denied l"),
    "done in turn": (
        "Ann Lee was held {t}, charged {u} and freed on Wednesday.",
        "held t, charged u, freed 2024-05-15",
    ),
    "whose": ("{S}, whose brother {v} {t}, {w} {u}.", "v t, w u"),
    "at which": ("The talks, at which {o} {v} {t}, ended {u}.", "v t, ended u"),
    "having done": ("Having closed its plant {t}, {s} {v} {u}.", "closed t, v u"),
    "before doing": ("{S} {v} {t} before closing its plant {u}.", "v t, closed u"),
    "who says so, of whom more is told": ("{S}, who {v} {t}, said {l} it would {p} {f}.", "v t, said l, p f"),
    "a relative clause in brackets": ("{S} (which {v} {t}) {w} {u}.", "v t, w u"),
    "what it was fined for": ("{S} was fined {u} for dumping waste {t}.", "fined u, dumped t"),
    "what a court heard": ("A court heard {l} that {o} {v} in 2019.", "heard l, v 2019"),
    "in a statement": ("In a statement {l}, {s} said it would {p} {f}.", "said l, p f"),
    "to be done, as was said on a day": ("{S} will {p}, police said {l}.", "p l"),
    "quoted of what is to come": ('"We will {p} {f}," Ann Lee said {l}.', "said l"),
    "told to do": ("Residents were told {l} to leave by Saturday.", "told l"),
    "over what was": ("{S} resigned {u} over a fire {t}.", "resigned u"),
    "whose trial is to come": ("{S} goes on trial {f} over a fire {t}.", "trial f"),
    "whom": ("Ann Lee, whom police arrested {t}, was freed {u}.", "arrested t, freed u"),
    "a thing made": ("Workers found a letter written {t}.", "found 2024-05-16, written t"),
    "a thing made, behind a time": ("{S} sold {u} a bridge built {t}.", "sold u, built t"),
    "a thing made, put in": ("{S} threw out {u} the suit, brought {t} by three clerks.", "threw u, brought t"),
    "a thing that it had": ("{S} sold {u} the ship it had bought {t}.", "sold u, bought t"),
    "a thing that it had, with 'that'": ("{S} sold {u} the ship that it had bought {t}.", "sold u, bought t"),
    "who is held for a thing": ("A clerk arrested {t} over a fire in Vale was freed {u}.", "arrested t, freed u"),
    "two of a narrowing clause": ("A man who {v} {t} and {w} {u} has died.", "v t, w u, died 2024-05-16"),
    "who is named anew": ("Ann Lee, the singer who {v} {t}, died {u}.", "v t, died u"),
    "so long after": ("{S} {v} on Monday, three days after {o} {w}.", "v 2024-05-13, w 2024-05-10"),
    "so long after, first": ("Three days after {o} {w}, {s} {v} on Monday.", "w 2024-05-10, v 2024-05-13"),
    "when, behind a time": ("In March, when {o} {v}, {s} {w}.", "v 2024-03, w 2024-03"),
    "what could have been": ("{S} could have stayed but {v} {t}.", "v t"),
    "roughly ago": ("{S} {v} a few days ago.", "v 2024-05-10~/2024-05-14~"),
    "roughly ahead": ("{S} will {p} in two weeks.", "p 2024-05-27~/2024-06-02~"),
    "days later": ("{S} {v} on 3 May. Two days later {o} {w}.", "v 2024-05-03, w 2024-05-05"),
    "the next day": ("{S} {v} on Monday. The next day {o} {w}.", "v 2024-05-13, w 2024-05-14"),
    "a month of that year": ("{S} {v} in 1931. In October of that year {o} {w}.", "v 1931, w 1931-10"),
}
"""A sentence each, and its events: what their titles hold and when they happened."""

FRAMES: Mapping[str, str] = {
    "a conjunction": "But {s}.",
    "an adverb that ties": "However, {s}.",
    "a phrase that leads": "Despite protests, {s}.",
    "what stands behind a semicolon": "{S}; nobody was hurt.",
    "who said so": "{S}, the mayor said.",
    "whose words": "{S}, according to the police.",
    "a report": "According to a report published on Tuesday, {s}.",
    "what came of it": "{S}, leaving nine people without a home.",
    "what it was": "{S}, the third such case in Vale.",
    "what it was, behind a dash": "{S} – a blow to the whole town.",
}
"""What can stand around a sentence of a shape."""
_ALONE = (
    "who says so", "according to whom", "what trails", "said that it did", "said that it would",
    "put into what was said", "said of places in turn", "told of places in turn", "denied", "the day of saying first",
    "who says so, of whom more is told", "what a court heard",
    "in a statement", "to be done, as was said on a day", "quoted of what is to come", "told to do",
    "days later", "the next day", "a month of that year",
)  # fmt: skip
FRAMED = tuple(shape for shape in SHAPES if shape not in _ALONE)
"""The shapes that make sense within a frame."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A sentence, and what it tells: parts of titles, each with its EDTF date."""

    text: str
    told: tuple[tuple[str, str], ...]

    def read(self) -> list[tuple[str, str]]:
        """The events that are read: title and date, without the time of day."""
        found = extract(Document(self.text, PUBLISHED)).events
        return [(event.title, event.date.edtf.split("T")[0]) for event in found]

    def is_right(self) -> bool:
        """Whether just what it tells is read."""
        left = self.read()
        for part, edtf in self.told:
            found = next((each for each in left if each[1] == edtf and part in each[0]), None)
            if found is None:
                return False
            left.remove(found)
        return not left


def compose(shape: str, chance: random.Random) -> Composition:
    """A sentence of a shape; KeyError for a shape that there is not."""
    pattern, events = SHAPES[shape]
    verbs, times = chance.sample(_VERBS, 2), sorted(chance.sample(list(_PAST), 2), key=_PAST.__getitem__)
    if _PAST[times[1]] == "2024-03":
        times[1] = "on Monday"  # 'in 2021 and in March' may be March of that year
    subject, ahead, lately = chance.choice(_SUBJECTS), chance.choice(list(_AHEAD)), chance.choice(_LATELY)
    words = {
        "s": subject, "S": _capital(subject), "o": chance.choice(_OTHERS), "v": verbs[0], "w": verbs[1],
        "t": times[0], "T": _capital(times[0]), "u": times[1], "p": chance.choice(_PLANS), "f": ahead, "l": lately,
        "L": _capital(lately),
    }  # fmt: skip
    dates = {"t": _PAST[times[0]], "u": _PAST[times[1]], "f": _AHEAD[ahead], "l": _PAST[lately]}
    pairs = (each.split(" ") for each in events.split(", "))
    told = tuple((words.get(part, part), dates.get(when, when)) for part, when in pairs)
    return Composition(pattern.format(**words), told)


def wrong(shape: str, count: int, seed: int) -> list[Composition]:
    """Those of so many sentences of a shape that are read wrongly."""
    chance = random.Random(f"{shape} {seed}")
    return [each for _ in range(count) if not (each := compose(shape, chance)).is_right()]


def framed(one: Composition, frame: str) -> Composition:
    """The same sentence within a frame; KeyError for a frame that there is not."""
    sentence = one.text.removesuffix(".")
    begins_with_name = sentence.startswith(_NAMES)
    inner = sentence if begins_with_name else sentence[0].lower() + sentence[1:]
    return Composition(FRAMES[frame].format(s=inner, S=sentence), one.told)


def wrong_framed(frame: str, count: int, seed: int) -> list[Composition]:
    """Those of so many sentences of each shape that are read wrongly within a frame, and rightly without it."""
    chance = random.Random(f"{frame} {seed}")
    sentences = (compose(shape, chance) for shape in FRAMED for _ in range(count))
    return [each for one in sentences if one.is_right() and not (each := framed(one, frame)).is_right()]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _shown(one: Composition) -> Iterator[str]:
    yield f"    {one.text}"
    yield f"        wanted {list(one.told)}"
    yield f"        read   {one.read()}"


def _report(count: int, seed: int, show: int) -> Iterator[str]:
    right = 0
    for shape in SHAPES:
        failed = wrong(shape, count, seed)
        right += count - len(failed)
        yield f"{shape:<36}{count - len(failed):>5} of {count}"
        yield from (line for each in failed[:show] for line in _shown(each))
    yield f"{'all':<36}{right:>5} of {count * len(SHAPES)}"
    for frame in FRAMES:
        failed = wrong_framed(frame, max(1, count // 10), seed)
        sentences = max(1, count // 10) * len(FRAMED)
        yield f"within {frame:<29}{sentences - len(failed):>5} of {sentences}"
        yield from (line for each in failed[:show] for line in _shown(each))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many sentences of each shape are read right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50, help="sentences of each shape")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="wrong ones of each shape")
    options = parser.parse_args(arguments)
    for line in _report(options.count, options.seed, options.show):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
