import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from timeline_api.store.engine import reading, writing
from timeline_api.store.keys import authenticate, create_key, list_keys, note_use, revoke_key
from timeline_api.store.rows import KeyRow

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_key_opens_until_it_is_revoked(engine):
    with writing(engine) as conn:
        made = create_key(conn, "reader", ["ingest", "read", "read"], NOW)
        other = create_key(conn, "boss", ["admin"], NOW.replace(hour=13))
    row = KeyRow(made.id, "reader", ("read", "ingest"), NOW)
    assert made.secret.startswith(f"tl_{made.id}_")
    assert made.scopes == row.scopes
    with reading(engine) as conn:
        assert authenticate(conn, made.secret) == row
        assert list_keys(conn) == [row, KeyRow(other.id, "boss", ("admin",), NOW.replace(hour=13))]
    with writing(engine) as conn:
        assert revoke_key(conn, made.id)
        assert not revoke_key(conn, made.id)
    with reading(engine) as conn:
        assert authenticate(conn, made.secret) is None
        assert authenticate(conn, other.secret) is not None


def test_only_the_whole_secret_opens(engine):
    with writing(engine) as conn:
        made = create_key(conn, "reader", ["read"], NOW)
        other = create_key(conn, "other", ["read"], NOW)
    head, tail = made.secret[:12], made.secret[12:]
    wrong = [
        "",
        made.id,
        made.secret[:-1],
        made.secret + "x",
        made.secret + "\n",
        made.secret.upper(),
        other.secret[:12] + tail,
        "tl_00000000_" + tail,
        head + "é" * 43,
        head + "\ud800" * 43,
        "\0",
        "x" * 1_000_000,
    ]
    with reading(engine) as conn:
        assert [authenticate(conn, secret) for secret in wrong] == [None] * len(wrong)


def test_the_store_does_not_know_the_secret(engine):
    with writing(engine) as conn:
        made = create_key(conn, "reader", ["read"], NOW)
        [kept] = conn.execute(text("SELECT * FROM api_key")).all()
    assert made.secret not in map(str, kept)
    assert made.secret[12:] not in " ".join(map(str, kept))


def test_use_is_noted_once_a_minute(engine):
    with writing(engine) as conn:
        made = create_key(conn, "reader", ["read"], NOW)
    assert note_use(engine, made.id, NOW)
    assert not note_use(engine, made.id, NOW + timedelta(seconds=59))
    assert note_use(engine, made.id, NOW + timedelta(seconds=61))
    assert not note_use(engine, "00000000", NOW)
    with reading(engine) as conn:
        assert authenticate(conn, made.secret).last_used_at == NOW + timedelta(seconds=61)


def test_to_note_a_use_waits_for_nobody(engine):
    with writing(engine) as conn:
        made = create_key(conn, "reader", ["read"], NOW)
    started = time.monotonic()
    with writing(engine) as conn:
        conn.execute(text("UPDATE api_key SET name = 'renamed'"))
        assert not note_use(engine, made.id, NOW)
    assert time.monotonic() - started < 5
    with writing(engine):  # connections wait for one another again
        pass
    assert note_use(engine, made.id, NOW)


@pytest.mark.parametrize(
    ("name", "scopes", "complaint"),
    [
        (" ", ["read"], "needs a name"),
        ("x", [], "at least one scope of read, ingest, admin"),
        ("x", ["read", "write"], "unknown scope 'write'"),
    ],
)
def test_a_key_without_name_or_scope_is_refused(engine, name, scopes, complaint):
    with writing(engine) as conn, pytest.raises(ValueError, match=complaint):
        create_key(conn, name, scopes, NOW)
    with reading(engine) as conn:
        assert list_keys(conn) == []
