"""The extractor in a process of its own, where nothing is remembered that another reader has read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timeline_api.model import Document

# Reads articles, a line of JSON a share, and answers each line with the CPU seconds that it took.
_PROGRAM = """
import json, sys, time
from datetime import date, datetime
sys.path.insert(0, sys.argv[1])
from timeline_api import Document, pipeline
assert pipeline.__file__.startswith(sys.argv[1]) and pipeline.__file__.endswith(sys.argv[3]), pipeline.__file__
read = getattr(pipeline, sys.argv[2])
for line in sys.stdin:
    share = [
        Document(text, (datetime if "T" in day else date).fromisoformat(day) if day else None)
        for text, day in json.loads(line)
    ]
    started = time.process_time()
    for article in share:
        read(article)
    print(time.process_time() - started, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Apart:
    """A process that reads articles."""

    process: subprocess.Popen[str]

    def seconds(self, articles: Sequence[Document]) -> float:
        """CPU seconds for reading articles."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        given = [(each.text, each.published.isoformat() if each.published else None) for each in articles]
        self.process.stdin.write(json.dumps(given) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


@contextmanager
def reading(folder: Path, read: str, suffix: str) -> Iterator[Apart]:
    """A process with the package that lies in a folder and its function of this name, for as long as it is needed.

    Nobody shall take what is plain for what is compiled: files of the extractor end with `suffix`.
    """
    command = [sys.executable, "-P", "-c", _PROGRAM, str(folder), read, suffix]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        yield Apart(process)
