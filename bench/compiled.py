"""The extractor compiled to C, built from the sources as they are now.

It is built once for a state of the sources, into `build/compiled/`, which takes a minute or two and needs a C compiler.

    python -m bench.compiled                 builds it where it is not built yet; prints the folder, for PYTHONPATH
    python -m bench.compiled --test [...]    runs the tests of the extractor, or those that are named, with it
    python -m bench.compiled --in FOLDER     the same with the compiled package that lies in a folder
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "compiled"
TESTS = (
    "tests/temporal", "tests/events", "tests/corpus", "tests/test_pipeline.py", "tests/test_explained.py",
    "tests/test_languages.py", "tests/test_seeds.py",
)  # fmt: skip
_SOURCES = ("pyproject.toml", "setup.py", "timeline_api/**/*.py", "timeline_api/**/*.toml", "timeline_api/**/*.json")


class NotCompiledError(RuntimeError):
    """The extractor cannot be compiled here; the message says why."""


def build() -> Path:
    """The folder that holds the package with its compiled part. Raises `NotCompiledError`.

    One build waits for another: setuptools would link what the other has compiled. The lock is pip's, too, which may
    go on when this process is killed.
    """
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with BUILT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = BUILT / _state()
        if not folder.is_dir():
            shutil.rmtree(BUILT, ignore_errors=True)
            making = BUILT / "making"
            _install(making, lock.fileno())
            making.rename(folder)
    return folder


def _state() -> str:
    """A name for the sources as they are."""
    files = sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern))
    found = hashlib.sha256(sys.version.encode())
    for path in files:
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _install(folder: Path, lock: int) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(ROOT)]
    environment = {**os.environ, "TIMELINE_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, pass_fds=(lock,)
    )
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
