"""The server: gunicorn, set up in code, with a reason for each choice."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from timeline_api.app import create_app
from timeline_api.arbiter import SteadyArbiter
from timeline_api.language import DEFAULT_LANGUAGE
from timeline_api.measuring import begin_measuring, end_measuring, give_place, leave_place, take_place
from timeline_api.model import Document
from timeline_api.pipeline import extract
from timeline_api.ready import ReadyWorker
from timeline_api.secret import signing_secret
from timeline_api.settings import Settings
from timeline_api.store.migrate import current, head, is_current, upgrade


class OutdatedDatabase(RuntimeError):
    """The database has another version than this program; the message says what to do."""


def prepare_database(url: str) -> None:
    """Make the tables of a new database; an older one is left alone and raises `OutdatedDatabase`.

    Changing tables that hold articles is a decision, and wants a backup: `timeline-api db upgrade` does it.
    """
    found = current(url)
    if found is None:
        upgrade(url)
    elif not is_current(url):
        raise OutdatedDatabase(
            f"the database is at revision {found}, this version needs {head()}: run 'timeline-api db upgrade'"
        )


def gunicorn_options(settings: Settings) -> dict[str, Any]:
    """gunicorn's settings for ours."""
    return {
        "bind": address(settings),
        # Threads and not sync workers: a client that sends half a request and waits holds one thread, not a
        # process.
        "worker_class": ReadyWorker,
        "workers": settings.workers,
        # Waiting clients are what they are for: a thread is made when it is needed, and one that waits for
        # bytes takes no time from the others. None waits for ever (see `patience`).
        "threads": settings.threads,
        # Heartbeat of a whole worker, not of a request: gthread beats while its threads work.
        "timeout": 60,
        # Nothing is known to leak. Should something, a worker is replaced before it matters; each after another number
        # of requests, so that they do not go together.
        "max_requests": settings.recycle,
        "max_requests_jitter": settings.recycle // 4,
        # SIGTERM: no new connections, and this long for the requests in flight.
        "graceful_timeout": settings.drain,
        # Longer than most proxies keep an idle connection, so that they close first and never meet a closed
        # one.
        "keepalive": 75,
        # Each worker opens its own database connections: they do not survive a fork.
        "preload_app": False,
        # Query strings hold up to 500 characters of `q`, percent-encoded, and a cursor.
        "limit_request_line": 8190,
        # What proxies say is the application's to believe (see `TIMELINE_PROXIES`): gunicorn believes no header of
        # anybody, and need not look who sends it.
        "forwarded_allow_ips": "*",
        "secure_scheme_headers": {},
        "forwarder_headers": "",
        # Two names for one header in the environment are how a proxy is deceived: such requests are refused.
        "header_map": "refuse",
        # Heartbeat files on memory: on a disk that stalls, healthy workers would be killed.
        "worker_tmp_dir": _memory_folder(),
        "post_worker_init": _warm_up,
        # Nobody manages the server through a socket in the home folder.
        "control_socket_disable": True,
        # What is counted outlives the worker that counted it.
        "pre_fork": give_place,
        "post_fork": take_place,
        "child_exit": leave_place,
        "on_exit": end_measuring,
        # The application writes it (see `api.observing`): gunicorn knows neither routes nor keys, but query strings.
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "timeline-api",
    }


def address(settings: Settings) -> str:
    """Host and port as gunicorn and URLs write them.

    >>> address(Settings(host="::1", port=8000))
    '[::1]:8000'
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"


def _warm_up(_worker: object) -> None:
    """Read an article, so that the first of a caller does not wait for the grammar to be loaded. Then leave all that is
    there out of garbage collection: a request makes thousands of short-lived objects, and each collection that they set
    off would look at all of it.
    """
    extract(Document("The bridge opened on 1 May 2001.", language=DEFAULT_LANGUAGE))
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _memory_folder() -> str:
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() else tempfile.gettempdir()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn serving our application; the settings are handed over, not read again."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's own hook: our options, and no others from files or the command line."""
        for name, value in gunicorn_options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """gunicorn's own hook: the application, made in each worker."""
        return create_app(self.settings)

    def run(self) -> None:
        """gunicorn's own hook: serve until told to stop."""
        SteadyArbiter(self).run()


def run(settings: Settings) -> None:
    """Serve until told to stop. Raises `OutdatedDatabase` before anything listens.

    SIGTERM lets requests in flight finish, SIGHUP starts fresh workers, and lets the old ones go when these serve.
    """
    prepare_database(settings.database)
    signing_secret(settings)  # made once here, not by every worker at once
    begin_measuring(_memory_folder())
    Server(settings).run()
