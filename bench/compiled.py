"""The extractor compiled to C, built from the sources as they are now, in a process of its own.

It is built once for a state of the sources, into `build/compiled/`, which takes a minute or two and needs a C compiler.

    python -m bench.compiled                 builds it where it is not built yet; prints the folder, for PYTHONPATH
    python -m bench.compiled --test [...]    runs the tests of the extractor, or those that are named, with it
    python -m bench.compiled --in FOLDER     the same with the compiled package that lies in a folder
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timeline_api.model import Document

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "compiled"
TESTS = (
    "tests/temporal", "tests/events", "tests/corpus", "tests/test_pipeline.py", "tests/test_explained.py",
    "tests/test_languages.py", "tests/test_seeds.py",
)  # fmt: skip
_SOURCES = ("pyproject.toml", "setup.py", "timeline_api/**/*.py", "timeline_api/**/*.toml", "timeline_api/**/*.json")
# Reads articles, a line of JSON a share, and answers each line with the CPU seconds that it took.
_PROGRAM = """
import json, sys, time
from datetime import date, datetime
sys.path.insert(0, sys.argv[1])
from timeline_api import Document, extract, pipeline
assert pipeline.__file__.startswith(sys.argv[1]) and not pipeline.__file__.endswith(".py"), pipeline.__file__
for line in sys.stdin:
    share = [
        Document(text, (datetime if "T" in day else date).fromisoformat(day) if day else None)
        for text, day in json.loads(line)
    ]
    started = time.process_time()
    for article in share:
        extract(article)
    print(time.process_time() - started, flush=True)
"""


class NotCompiledError(RuntimeError):
    """The extractor cannot be compiled here; the message says why."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A process that reads with the compiled extractor."""

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
def reading() -> Iterator[Compiled]:
    """A process with the compiled extractor, for as long as it is needed. Raises `NotCompiledError`."""
    command = [sys.executable, "-P", "-c", _PROGRAM, str(build())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        yield Compiled(process)


def build() -> Path:
    """The folder that holds the package with its compiled part. Raises `NotCompiledError`."""
    folder = BUILT / _state()
    if not folder.is_dir():
        shutil.rmtree(BUILT, ignore_errors=True)
        making = BUILT / "making"
        _install(making)
        making.rename(folder)
    return folder


def _state() -> str:
    """A name for the sources as they are."""
    files = sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern))
    found = hashlib.sha256(sys.version.encode())
    for path in files:
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _install(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(ROOT)]
    environment = {**os.environ, "TIMELINE_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise NotCompiledError("\n".join(done.stderr.strip().splitlines()[-12:]))


def test_it(folder: Path, asked: Sequence[str]) -> int:
    """Run tests with the package of a folder in place of the sources; the exit status of pytest."""
    options = ("-o", "pythonpath=", "--import-mode=importlib", "-p", "bench.compiled", "-p", "no:cacheprovider", "-q")
    paths = os.pathsep.join((str(folder), str(ROOT)))
    command = [sys.executable, "-P", "-m", "pytest", *options, *asked]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, check=False).returncode


def pytest_configure() -> None:
    """Nobody shall take tests of the sources for those of what was compiled."""
    from timeline_api import pipeline

    assert not pipeline.__file__.endswith(".py"), f"{pipeline.__file__} is not compiled"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m bench.compiled"
    )
    parser.add_argument("--in", dest="folder", type=Path, help="built already")
    parser.add_argument("--test", nargs=argparse.REMAINDER, help="run tests with it; arguments for pytest")
    options = parser.parse_args()
    folder = (options.folder or build()).resolve()
    if options.test is not None:
        return test_it(folder, options.test or TESTS)
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
