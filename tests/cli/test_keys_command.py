"""`timeline-api keys`: made once, listed without secrets, revoked for good."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeline_api.store.engine import open_engine, reading
from timeline_api.store.keys import authenticate, note_use


def scopes_of(database: Path, secret: str) -> tuple[str, ...] | None:
    engine = open_engine(f"sqlite:///{database}")
    with reading(engine) as conn:
        key = authenticate(conn, secret)
    engine.dispose()
    return key.scopes if key else None


def test_a_secret_alone_goes_to_standard_output(run, database: Path) -> None:
    result = run("keys", "create", "newsroom", "--scope", "ingest", "--scope", "read")
    assert result.exit_code == 0
    assert scopes_of(database, result.stdout.strip()) == ("read", "ingest")
    assert result.stdout.strip() not in result.stderr
    assert "shown only now" in result.stderr


def test_create_list_revoke_as_json(run, database: Path) -> None:
    key = json.loads(run("keys", "create", "archive", "--scope", "admin", "--json").stdout)
    assert (key["name"], key["scopes"]) == ("archive", ["admin"])
    assert scopes_of(database, key["secret"]) == ("admin",)
    listed = run("keys", "list", "--json").stdout
    (record,) = map(json.loads, listed.splitlines())
    assert (record["id"], record["name"], record["scopes"]) == (key["id"], "archive", ["admin"])
    assert datetime.fromisoformat(record["created_at"]).tzinfo is not None
    assert key["secret"] not in listed
    assert json.loads(run("keys", "revoke", key["id"], "--json").stdout) == {"id": key["id"], "revoked": True}
    assert scopes_of(database, key["secret"]) is None
    assert run("keys", "list", "--json").stdout == ""


def test_the_list_is_for_reading(run, database: Path) -> None:
    run("keys", "create", "one", "--scope", "ingest")
    run("keys", "create", "t\x1bwo", "--scope", "read", "--scope", "admin")
    first, second = run("keys", "list").stdout.splitlines()
    assert first.split()[3:] == ["never", "used", "ingest", "one"]
    assert second.split()[3:] == ["never", "used", "read,admin", "t\N{REPLACEMENT CHARACTER}wo"]


def test_the_list_says_when_a_key_was_last_used(run, database: Path) -> None:
    key = json.loads(run("keys", "create", "one", "--scope", "read", "--json").stdout)
    engine = open_engine(f"sqlite:///{database}")
    note_use(engine, key["id"], datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC))
    engine.dispose()
    assert run("keys", "list").stdout.split()[3:5] == ["used", "2026-05-04"]
    assert json.loads(run("keys", "list", "--json").stdout)["last_used_at"] == "2026-05-04T03:02:01+00:00"


def test_an_empty_list_says_what_to_do(run, database: Path) -> None:
    run("db", "upgrade")
    result = run("keys", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "timeline-api keys create" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["create", "x"], "Missing option '--scope'"),
        (["create", "x", "--scope", "write"], "'write' is not one of 'read', 'ingest', 'admin'"),
        (["create", " ", "--scope", "read"], "a key needs a name"),
        (["revoke", "nope"], "no key has the id 'nope'; `timeline-api keys list` shows them"),
    ],
)
def test_wrong_use_is_explained(run, database: Path, arguments: list[str], message: str) -> None:
    run("db", "upgrade")
    result = run("keys", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
