"""What `serve` does beside answering requests: the jobs that they queue, and feeds whose time has come.

It is a process of its own, so that no request waits for it, with one below it that does the work: should that one end
(an article can use up all memory), it is started anew, and the job is tried again. Both end with the server.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

from timeline_api.settings import Settings
from timeline_api.version import __version__

_MODULE = "timeline_api.background"
_WORK = "work"
_PAUSE = 0.5  # seconds between two looks for something to do
_FEEDS = 30.0  # seconds between two looks for feeds whose time has come
_ANEW = 1.0  # seconds before a process that ended is started anew


def start(settings: Settings) -> subprocess.Popen[bytes]:
    """Begin to work beside the server of these settings; end it by `terminate`, or by ending this process."""
    environment = {**os.environ, "TIMELINE_DATABASE": settings.database}
    return subprocess.Popen([sys.executable, "-m", _MODULE], env=environment)


def supervise() -> None:
    """Keep a process at work for as long as the one that started this one is there."""
    server = os.getppid()
    signal.signal(signal.SIGTERM, _leave)
    while os.getppid() == server:
        below = subprocess.Popen([sys.executable, "-m", _MODULE, _WORK])
        try:
            while below.poll() is None and os.getppid() == server:
                time.sleep(_PAUSE)
        finally:
            below.terminate()
            below.wait()
        time.sleep(_ANEW)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def work(settings: Settings) -> None:
    """Do what there is to do, one thing after the other, until the process above is gone."""
    from sqlalchemy.exc import SQLAlchemyError

    from timeline_api.bulk.polling import poll_due
    from timeline_api.bulk.working import work_once
    from timeline_api.ingest.robots import polite_getter
    from timeline_api.store.engine import open_engine

    above, engine = os.getppid(), open_engine(settings.database)
    getter = polite_getter(__version__, settings.fetch_contact, settings.fetch_networks)
    next_feeds = 0.0
    while os.getppid() == above:
        try:
            if work_once(engine, getter):
                continue
            if settings.feeds == "on" and time.monotonic() >= next_feeds:
                for look in poll_due(engine, getter):
                    print(f"feed {look.url}: {look.told}", file=sys.stderr, flush=True)
                next_feeds = time.monotonic() + _FEEDS
        except SQLAlchemyError as error:
            print(f"background: the database: {str(error).splitlines()[0]}", file=sys.stderr, flush=True)
            time.sleep(_ANEW)
        time.sleep(_PAUSE)


if __name__ == "__main__":
    if sys.argv[1:] == [_WORK]:
        work(Settings.from_environment())
    else:
        supervise()
