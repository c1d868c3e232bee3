"""What the extractor takes to start, and the memory that a long article takes.

An installed package has its bytecode beside it, so the bytecode is made before anything is measured, even where the
environment keeps Python from writing any.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

from bench.news import make_news

_START = """
import json, time
started = time.perf_counter()
from timeline_api import Document, extract
imported = time.perf_counter()
extract(Document("The bridge reopened on Monday, 9 December 2024."))
print(json.dumps([imported - started, time.perf_counter() - imported]))
"""
_MEMORY = """
import json, resource, sys
from timeline_api import Document, extract
extract(Document("The bridge reopened on Monday, 9 December 2024."))
article = Document(sys.stdin.read())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = extract(article)
print(json.dumps([before * 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, len(found.events)]))
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Median seconds in a fresh process: importing the package, and the first article, which reads the grammar."""

    imports: float
    first: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes: the article, the peak of the process before reading it and after, and how many events it tells."""

    article: int
    before: int
    after: int
    events: int

    @property
    def ratio(self) -> float:
        """How many times the article's own size reading it takes."""
        return (self.after - self.before) / self.article


def measure_start(rounds: int = 5) -> Start:
    """Start the extractor anew a few times."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        _run(_START, environment=environment)
        taken = [json.loads(_run(_START, environment=environment)) for _ in range(rounds)]
    return Start(*(statistics.median(column) for column in zip(*taken, strict=True)))


def measure_memory(size: int = 1_000_000) -> Memory:
    """Read one article of `size` bytes in a fresh process."""
    article = "\n\n".join(document.text for document in make_news(size))
    return Memory(len(article.encode()), *json.loads(_run(_MEMORY, article)))


def _run(program: str, given: str = "", environment: Mapping[str, str] | None = None) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, input=given, stdout=subprocess.PIPE, encoding="utf-8", check=True, env=environment
    ).stdout
