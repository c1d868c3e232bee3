"""How fast the extractor reads English news on one core, beside other scans of the same text in the same run.

    python -m bench.extract_speed [--megabytes 10] [--rounds 5] [--parts news,newswire,hostile,...]
                                  [--beside compiled,chrono]
    python -m bench.extract_speed --profile     the functions that take most of the time

A round reads its share of the news with each reader in turn, so that a busy machine slows all of them: look at the
ratios first. Rates are kB (1,000 bytes of UTF-8) a second of CPU time, the median of the rounds. 'Times alone' is
without events, which is what `search_dates` and chrono-node find. `news` is made from the seeds, which name several
times more times than most articles do; `newswire` is the annotated corpora, where they are here.
Beside the plain extractor stands the one that is compiled to C, built for it where there is a compiler, and
chrono-node, installed for it where there are node and npm.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from dateparser.search import search_dates

from bench import apart, chrono_node, compiled, hostile
from bench.corpora import FILES, ROOT, find_corpora, read_corpus
from bench.footprint import measure_memory, measure_start
from bench.news import make_news
from timeline_api import extract
from timeline_api.model import Document

PARTS = ("news", "newswire", "hostile", "start", "memory")
BESIDE = ("compiled", "chrono")
OWN = ("extract", "times alone", "extract, compiled", "times alone, compiled")
SAMPLE = 20_000  # bytes a round for a reader that is too slow for all
_WORD = re.compile(r"\w+")
_FIFTY_WORDS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight|morning|afternoon|evening|night|day"
    r"|days|week|weeks|month|months|year|years|decade|century|ago|last|next|this|later|earlier|spring|summer|autumn"
    r"|winter|now|recently|weekend)\b",
    re.IGNORECASE,
)

Seconds = Callable[[Sequence[Document]], float]


@dataclass(frozen=True, slots=True)
class Reader:
    """Something that reads articles: `seconds` measures it; it is given no more than `sample` bytes a round."""

    name: str
    seconds: Seconds
    sample: int | None = None

    def rate(self, share: Sequence[Document]) -> float:
        """kB a second on a share of the news, or on its beginning."""
        articles = share if self.sample is None else share[: max(1, self.sample // (size(share) // len(share)))]
        return size(articles) / self.seconds(articles) / 1000


def main() -> int:
    options = _options()
    print(_machine(_take_one_core()))
    if options.profile:
        _profile(make_news(int(options.megabytes * 1e6)))
        return 0
    _compare(_texts(options), options)
    linear = "hostile" not in options.parts or _is_linear()
    if "start" in options.parts:
        start = measure_start()
        print(f"\nstart: import {start.imports:.2f} s, first article with grammar {start.first:.2f} s")
    if "memory" in options.parts:
        print(_memory())
    print(f"at the end {_load()}")
    return 0 if linear else 1


def size(articles: Sequence[Document]) -> int:
    """Bytes of UTF-8 of all texts."""
    return sum(len(each.text.encode()) for each in articles)


def measure(readers: Sequence[Reader], shares: Sequence[Sequence[Document]]) -> dict[str, list[float]]:
    """kB a second of each reader in each round; the readers take turns."""
    rates: dict[str, list[float]] = {reader.name: [] for reader in readers}
    for share in shares:
        for reader in readers:
            rates[reader.name].append(reader.rate(share))
    return rates


def cpu_seconds(read: Callable[[Document], object], articles: Sequence[Document]) -> float:
    """CPU time that reading the articles one by one takes."""
    started = time.process_time()
    for article in articles:
        read(article)
    return time.process_time() - started


def _texts(options: argparse.Namespace) -> dict[str, list[Document]]:
    """What the readers are measured on."""
    texts = {}
    if "news" in options.parts:
        texts["news"] = make_news(int(options.megabytes * 1e6))
    if "newswire" not in options.parts:
        return texts
    folder = find_corpora()
    if folder is None:
        print("newswire is left out: the annotated corpora are not here")
        return texts
    texts["newswire"] = [gold.document for name in FILES for gold in read_corpus(folder, name)]
    return texts


def _own(folder: Path, names: Sequence[str], suffix: str, stack: ExitStack) -> list[Reader]:
    """Readers with events and without, each in a process of its own: the one remembers nothing that the other read."""
    return [
        Reader(name, stack.enter_context(apart.reading(folder, read, suffix)).seconds)
        for name, read in zip(names, ("extract", "extract_times"), strict=True)
    ]


def _others() -> list[Reader]:
    return [
        Reader("re: every word", partial(cpu_seconds, lambda article: _WORD.findall(article.text))),
        Reader("re: 50 words", partial(cpu_seconds, lambda article: _FIFTY_WORDS.findall(article.text))),
        Reader("dateparser search", partial(cpu_seconds, _search), SAMPLE),
    ]


def _search(article: Document) -> object:
    published = article.published
    settings = {"RELATIVE_BASE": datetime.fromisoformat(published.isoformat())} if published else {}
    return search_dates(article.text, languages=["en"], settings=settings)


def _compare(texts: Mapping[str, Sequence[Document]], options: argparse.Namespace) -> None:
    with ExitStack() as stack:
        readers = _own(ROOT, OWN[:2], ".py", stack) if texts else []
        readers += [reader for name in options.beside for reader in _beside(name, stack)] if texts else []
        readers += _others()
        for name, articles in texts.items():
            print(f"\n{name}: " + "\n".join(_report(readers, articles, options.rounds)), flush=True)


def _beside(name: str, stack: ExitStack) -> list[Reader]:
    """Readers that have to be built or installed first; none where they cannot be, and why is printed."""
    try:
        if name == "compiled":
            return _own(compiled.build(), OWN[2:], ".so", stack)
        return [Reader("chrono-node, warm", stack.enter_context(chrono_node.installed()).seconds)]
    except (compiled.NotCompiledError, chrono_node.NoChronoError) as error:
        print(f"{name} is left out: {error}")
        return []


def _report(readers: Sequence[Reader], news: Sequence[Document], rounds: int) -> Iterator[str]:
    share = -(-len(news) // rounds)
    shares = [news[at : at + share] for at in range(0, len(news), share)]
    for reader in readers:
        reader.rate(shares[0][:10])  # grammars and languages are read before
    rates = measure(readers, shares)
    times = sum(len(extract(each).timexes) for each in shares[0]) / size(shares[0]) * 1000
    yield f"{size(news) / 1e6:.1f} MB, {len(news):,} articles, {times:.1f} times a kB, {len(shares)} rounds, {_load()}"
    yield "and how many times as fast each of ours is as the others:"
    own = [name for name in OWN if name in rates]
    yield f"{'reader':<23}{'kB/s':>9}{'least':>9}{'most':>9}" + "".join(f"  {name}" for name in own)
    for name, found in rates.items():
        ratios = "".join(f"{_ratio(rates[mine], found):>{len(mine) + 2}.3f}" for mine in own)
        yield f"{name:<23}{statistics.median(found):>9,.0f}{min(found):>9,.0f}{max(found):>9,.0f}{ratios}"


def _ratio(base: Sequence[float], others: Sequence[float]) -> float:
    """How many times as fast the one is as the others: the median of the rounds, in each of which both took turns."""
    return statistics.median(mine / other for mine, other in zip(base, others, strict=True))


def _is_linear() -> bool:
    """Read the hostile texts, tell of each, and say whether all took linear time."""
    linear = True
    print("\n" + hostile.HEADING)
    for trial in hostile.try_all():
        print(hostile.line(trial), flush=True)
        linear = linear and trial.ratio < hostile.LINEAR
    return linear


def _memory() -> str:
    found = measure_memory()
    article, before, after = (each / 1e6 for each in (found.article, found.before, found.after))
    return (
        f"memory: {before:.0f} MB before and at most {after:.0f} MB while reading one article of {article:.2f} MB with "
        f"{found.events:,} events: {found.ratio:.0f} times its size"
    )


def _profile(news: Sequence[Document]) -> None:
    extract(news[0])
    profile = cProfile.Profile()
    profile.runcall(cpu_seconds, extract, news)
    pstats.Stats(profile, stream=sys.stdout).strip_dirs().sort_stats("tottime").print_stats(30)


def _take_one_core() -> int | None:
    """Keep to one core, the last that may be used; None where the system has no such call."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def _machine(core: int | None) -> str:
    where = "any core" if core is None else f"core {core} of {os.cpu_count()}"
    return f"Python {sys.version.split()[0]}, {where}, {_load()} (1, 5, 15 minutes; 0 is idle)"


def _load() -> str:
    return "load " + " ".join(f"{each:.1f}" for each in os.getloadavg())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m bench.extract_speed"
    )
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--parts", type=partial(_some, PARTS), default=PARTS, help=f"some of {','.join(PARTS)}; all by default"
    )
    parser.add_argument(
        "--beside",
        type=partial(_some, BESIDE),
        default=BESIDE,
        help=f"none, or some of {','.join(BESIDE)}, built for it",
    )
    parser.add_argument("--profile", action="store_true", help="profile instead")
    return parser.parse_args()


def _some(known: tuple[str, ...], written: str) -> tuple[str, ...]:
    parts = tuple(part for part in written.split(",") if part != "none")
    unknown = set(parts) - set(known)
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
