"""chrono-node, a JavaScript library that finds dates in text, on the same articles: what others reach.

It is installed by npm into a temporary folder. Without node, npm or their registry it cannot be measured.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timeline_api.model import Document

_PROGRAM = """
const chrono = require("chrono-node");
const articles = JSON.parse(require("fs").readFileSync(0, "utf8"));
const read = () => { for (const [text, day] of articles) chrono.parse(text, new Date(day)); };
read();
const before = process.cpuUsage();
read();
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e6);
"""


class NoChronoError(RuntimeError):
    """chrono-node cannot be measured here; the message says why."""


@dataclass(frozen=True, slots=True)
class Chrono:
    """An installation of chrono-node in a folder."""

    folder: Path

    def seconds(self, articles: Sequence[Document]) -> float:
        """CPU seconds for reading articles when it is warm: it reads all of them once before it is measured."""
        given = json.dumps([(each.text, str(each.published)) for each in articles])
        return float(_run(["node", "-e", _PROGRAM], self.folder, given))


@contextmanager
def installed() -> Iterator[Chrono]:
    """An installation for as long as it is needed. Raises `NoChronoError`."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        raise NoChronoError(f"no {' and no '.join(missing)} here")
    with tempfile.TemporaryDirectory() as folder:
        _run(["npm", "install", "--no-audit", "--no-fund", "--silent", "chrono-node"], Path(folder))
        yield Chrono(Path(folder))


def _run(command: list[str], folder: Path, given: str = "") -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, input=given, capture_output=True, encoding="utf-8", check=True, timeout=300
        )
    except subprocess.TimeoutExpired as error:
        raise NoChronoError(f"{command[0]} took longer than {error.timeout:.0f} s") from error
    except subprocess.CalledProcessError as error:
        raise NoChronoError(f"{command[0]} failed: {error.stderr.strip()[-500:]}") from error
    return done.stdout
