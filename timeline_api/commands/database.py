"""The store that a command works on, and what is said when it cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from timeline_api.commands.output import CommandError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from timeline_api.settings import Settings


def settings_now() -> Settings:
    """The settings of the environment, the database's address checked. Raises `CommandError`."""
    from timeline_api.settings import Settings, SettingsError
    from timeline_api.store.engine import read_url

    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        raise CommandError(str(error)) from None
    try:
        kind = read_url(settings.database).get_backend_name()
    except ValueError as error:
        raise CommandError(f"TIMELINE_DATABASE: {error}") from None
    _check_replicas(settings, kind)
    return settings


def _check_replicas(settings: Settings, kind: str) -> None:
    from timeline_api.store.engine import read_url

    for url in settings.replica_urls:
        try:
            replica = read_url(url)
        except ValueError as error:
            raise CommandError(f"TIMELINE_REPLICAS: {error}") from None
        if kind != "postgresql" or replica.get_backend_name() != "postgresql":
            raise CommandError("TIMELINE_REPLICAS: only PostgreSQL has replicas, of a primary that is PostgreSQL too")
        if not isinstance(replica.query.get("host", ""), str):
            raise CommandError("TIMELINE_REPLICAS: an address of each replica, not one of several hosts")


@contextmanager
def store_to_write(url: str) -> Iterator[Engine]:
    """The store at `url`, made first when there is none."""
    if _revision(url) is None:
        bring_up_to_date(url)
    with store_to_read(url) as engine:
        yield engine


def bring_up_to_date(url: str) -> None:
    """Make the tables of the store at `url`, or bring them to those of this version."""
    from timeline_api.store.migrate import upgrade

    try:
        with in_plain_words():
            upgrade(url)
    except OSError as error:
        raise CommandError(f"{shown(url)} cannot be made: {error.strerror or error}") from error


@contextmanager
def store_to_read(url: str) -> Iterator[Engine]:
    """The store at `url`, which must have the tables of this version; else a `CommandError`.

    Nothing is made or changed: to change tables that hold articles is for `db upgrade` and `serve`.
    """
    from timeline_api.store.migrate import head

    revision = _revision(url)
    if revision is None:
        raise CommandError(f"no timeline in {shown(url)}; `timeline-api db upgrade` makes one")
    if revision != head():
        state = f"the tables of {shown(url)} are at revision {revision}, not {head()}"
        raise CommandError(f"{state}; run `timeline-api db upgrade`")
    with in_plain_words(), _opened(url) as engine:
        yield engine


def _revision(url: str) -> str | None:
    from timeline_api.store.migrate import current

    with in_plain_words():
        return current(url)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn what a database or a migration raises into a `CommandError` of one line."""
    from alembic.util import CommandError as MigrationError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as error:
        raise CommandError(f"the database: {_first_line(error.orig or error)}") from error
    except (SQLAlchemyError, MigrationError) as error:
        raise CommandError(f"the database: {_first_line(error)}") from error


def shown(url: str) -> str:
    """An address without its password."""
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    from timeline_api.store.engine import open_engine

    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
