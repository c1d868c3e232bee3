"""How fast the extractor reads English news on one core, beside other scans of the same text in the same run.

    python -m bench.extract_speed [--megabytes 10] [--rounds 5] [--parts news,hostile,start,memory] [--chrono]
    python -m bench.extract_speed --profile     the functions that take most of the time

A round reads its share of the news with each reader in turn, so that a busy machine slows all of them: look at the
ratios first. Rates are kB (1,000 bytes of UTF-8) a second of CPU time, the median of the rounds.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from dateparser.search import search_dates

from bench import chrono_node, hostile
from bench.footprint import measure_memory, measure_start
from bench.news import make_news
from timeline_api import extract
from timeline_api.model import Document

PARTS = ("news", "hostile", "start", "memory")
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
    if "news" in options.parts:
        with ExitStack() as stack:
            readers = [*_readers(), *_chrono(stack, options.chrono)]
            news = make_news(int(options.megabytes * 1e6))
            print("\n".join(_report(readers, news, options.rounds)), flush=True)
    trials = list[hostile.Trial]()
    if "hostile" in options.parts:
        print()
        for line in hostile.table(_kept(hostile.try_all(), trials)):
            print(line, flush=True)
    if "start" in options.parts:
        start = measure_start()
        print(f"\nstart: import {start.imports:.2f} s, first article with grammar {start.first:.2f} s")
    if "memory" in options.parts:
        memory = measure_memory()
        print(f"memory: one article of {memory.article / 1e6:.2f} MB, {memory.events:,} events, peak "
              f"{memory.after / 1e6:.0f} MB: {memory.ratio:.0f} times its size above the {memory.before / 1e6:.0f} MB "
              f"before")  # fmt: skip
    print(f"load at the end: {_load()}")
    return 1 if any(trial.ratio >= hostile.LINEAR for trial in trials) else 0


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


def _readers() -> list[Reader]:
    return [
        Reader("extract", partial(cpu_seconds, extract)),
        Reader("re: every word", partial(cpu_seconds, lambda article: _WORD.findall(article.text))),
        Reader("re: 50 words", partial(cpu_seconds, lambda article: _FIFTY_WORDS.findall(article.text))),
        Reader("dateparser search", partial(cpu_seconds, _search), SAMPLE),
    ]


def _search(article: Document) -> object:
    published = article.published
    settings = {"RELATIVE_BASE": datetime.fromisoformat(published.isoformat())} if published else {}
    return search_dates(article.text, languages=["en"], settings=settings)


def _chrono(stack: ExitStack, wanted: bool) -> Iterator[Reader]:
    if not wanted:
        return
    try:
        chrono = stack.enter_context(chrono_node.installed())
    except chrono_node.NoChronoError as error:
        print(f"chrono-node is left out: {error}")
        return
    yield Reader("chrono-node, warm", chrono.seconds)


def _report(readers: Sequence[Reader], news: Sequence[Document], rounds: int) -> Iterator[str]:
    share = -(-len(news) // rounds)
    shares = [news[at : at + share] for at in range(0, len(news), share)]
    for reader in readers:
        reader.rate(shares[0][:10])  # grammars and languages are read before
    rates = measure(readers, shares)
    own = rates[readers[0].name]
    yield f"{size(news) / 1e6:.1f} MB, {len(news):,} articles, {len(shares)} rounds, load {_load()}"
    yield f"{'reader':<20}{'kB/s':>9}{'least':>9}{'most':>9}{'extract is':>14}"
    for name, found in rates.items():
        ratio = statistics.median(mine / other for mine, other in zip(own, found, strict=True))
        yield f"{name:<20}{statistics.median(found):>9,.0f}{min(found):>9,.0f}{max(found):>9,.0f}{ratio:>8.3f} times"


def _kept(trials: Iterator[hostile.Trial], kept: list[hostile.Trial]) -> Iterator[hostile.Trial]:
    for trial in trials:
        kept.append(trial)
        yield trial


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
    return f"Python {sys.version.split()[0]}, {where}, load {_load()} (1, 5, 15 minutes; 0 is idle)"


def _load() -> str:
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m bench.extract_speed"
    )
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--parts", type=_parts, default=PARTS, help=f"some of {','.join(PARTS)}; all by default")
    parser.add_argument("--chrono", action="store_true", help="measure chrono-node beside it; installs it for that")
    parser.add_argument("--profile", action="store_true", help="profile instead")
    return parser.parse_args()


def _parts(written: str) -> tuple[str, ...]:
    parts = tuple(written.split(","))
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no part {', '.join(sorted(unknown))}; parts: {', '.join(PARTS)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
