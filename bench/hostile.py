"""Texts made to be slow, at n and at four times n: in linear time the ratio stays about 4, and below 6.

Each text is read in a process of its own, which is ended after a minute.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection

from timeline_api import extract
from timeline_api.model import Document

LIMIT = 60.0  # seconds
LINEAR = 6.0  # the ratio of times that still passes
HEADING = f"{'hostile text':<24}{'n':>10}{'s at n':>9}{'s at 4n':>9}{'ratio':>7}{'kB/s':>8}"
_WORDS = "the council of the town has often said that the old bridge over the river is no longer safe and that people "
_PUBLISHED = date(2024, 12, 11)


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind of text: seconds of CPU at n and at 4n bytes; None when the limit was reached."""

    name: str
    size: int
    once: float | None
    fourfold: float | None

    @property
    def ratio(self) -> float:
        """How many times longer four times the text takes; infinite when it took too long."""
        if self.once is None or self.fourfold is None:
            return float("inf")
        return self.fourfold / self.once


def texts(scale: float = 1.0) -> dict[str, Callable[[int], str]]:
    """Each kind of text as a function of 1 or 4: that many times its n, which is 250 kB at scale 1 for most."""
    n = int(250_000 * scale)
    return {
        "digits": lambda k: "1" * (n * k),
        "digits apart": lambda k: "1 " * (n * k // 2),
        "digits, dashes": lambda k: "12-" * (n * k // 3),
        "digits, dots, colons": lambda k: "1.2:3/" * (n * k // 6),
        "month names": lambda k: "May " * (n * k // 4),
        "months and days": lambda k: "May 3, " * (n * k // 7),
        "weekdays": lambda k: "Monday, " * (n * k // 8),
        "number words": lambda k: "twenty hundred " * (n * k // 15),
        "the last of the last": lambda k: "the last of the " * (n * k // 16),
        "days before days": lambda k: "two days before " * (n * k // 16),
        "brackets": lambda k: "(" * (n * k),
        "brackets, closed": lambda k: "(" * (n * k // 2) + ")" * (n * k // 2),
        "quotation marks": lambda k: '"' * (n * k),
        "commas": lambda k: "May, " * (n * k // 5),
        "spaces": lambda k: "on Monday" + " " * (n * k) + "it fell.",
        "line breaks": lambda k: "\n" * (n * k),
        "full stops": lambda k: "." * (n * k),
        "one letter": lambda k: "a" * (n * k),
        "verbs of saying": lambda k: "he said that " * (n * k // 13),
        "saying on days": lambda k: "he said on Friday that " * (n * k // 23),
        "said of whom on days": lambda k: (
            "he said on Monday that a man who fled in May was held in June " * (n * k // 62)
        ),
        "behind a phrase": lambda k: "In " + "1990 it fell in May " * (n * k // 20),
        "years joined": lambda k: "in 1998 and " * (n * k // 12),
        "compared with years": lambda k: "more than in 1998, compared with 1997, " * (n * k // 39),
        "quotations with years": lambda k: '"in 1998" he said ' * (n * k // 18),
        "one open quotation": lambda k: '"in 1998 he ' * (n * k // 12),
        "since many years": lambda k: "It is the first " + "since May 2001 " * (n * k // 15) + "to win.",
        "years in brackets": lambda k: "The treaty " + "(signed in 1998) " * (n * k // 17) + "ended.",
        "one sentence (to 5 MB)": lambda k: _WORDS * (5 * n * k // len(_WORDS)) + "closed on Monday.",
        "dates (to 100,000)": lambda k: "".join(_dates(int(25_000 * scale) * k)),
        "dates, one sentence": lambda k: ", ".join(each[:-2] for each in _dates(int(25_000 * scale) * k)),
    }


def try_all(scale: float = 1.0) -> Iterator[Trial]:
    """Read each of the texts at n and at 4n."""
    extract(Document("It fell on Monday.", _PUBLISHED))  # the grammar is read once, before the processes part
    for name, make in texts(scale).items():
        once = timed(make(1))
        yield Trial(name, len(make(1)), once, timed(make(4)) if once is not None else None)


def timed(text: str, limit: float = LIMIT) -> float | None:
    """CPU seconds that a text takes, in a process of its own; None when it is not done within the limit."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(text, sender))
    process.start()
    sender.close()
    try:
        return float(receiver.recv()) if receiver.poll(limit) else None
    except EOFError as error:
        raise RuntimeError(f"reading failed: {text[:60]!r}...") from error
    finally:
        process.kill()
        process.join()
        receiver.close()


def line(trial: Trial) -> str:
    """A trial in a line under `HEADING`."""
    seconds = "".join(
        f"{f'> {LIMIT:.0f}' if each is None else f'{each:.2f}':>9}" for each in (trial.once, trial.fourfold)
    )
    rate = f"{4 * trial.size / trial.fourfold / 1000:,.0f}" if trial.fourfold else "-"
    verdict = "" if trial.ratio < LINEAR else "  not linear"
    return f"{trial.name:<24}{trial.size:>10,}{seconds}{trial.ratio:>7.1f}{rate:>8}{verdict}"


def _dates(count: int) -> Iterator[str]:
    return (f"It fell on {1 + n % 28} May {1900 + n % 130}. " for n in range(count))


def _measure(text: str, sender: Connection) -> None:
    started = time.process_time()
    extract(Document(text, _PUBLISHED))
    sender.send(time.process_time() - started)
