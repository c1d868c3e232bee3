"""Settings from the environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from timeline_api.secret import signing_secret
from timeline_api.settings import Settings, SettingsError


def test_defaults_serve_on_loopback_and_read_openly() -> None:
    settings = Settings.from_environment({"HOME": "/root"})
    assert (settings.host, settings.read_access, settings.database) == (
        "127.0.0.1",
        "open",
        "sqlite:///var/timeline.db",
    )


def test_what_an_installation_is_told_is_no_setting() -> None:
    assert Settings.from_environment({"TIMELINE_COMPILE": "0"}) == Settings()


def test_everything_can_be_set() -> None:
    given = {
        "TIMELINE_DATABASE": "postgresql:///news",
        "TIMELINE_HOST": "0.0.0.0",
        "TIMELINE_PORT": "80",
        "TIMELINE_SECRET": "sixteen letters!",
        "TIMELINE_MAX_BODY": "2048",
        "TIMELINE_MAX_BATCH": "4096",
        "TIMELINE_REPLICAS": "postgresql://one/news postgresql://two/news",
        "TIMELINE_REPLICA_LAG": "2.5",
        "TIMELINE_POOL": "9",
        "TIMELINE_STATEMENT_TIMEOUT": "0",
        "TIMELINE_QUERY_BUDGET": "0.5",
        "TIMELINE_CACHE": "0",
        "TIMELINE_READ_ACCESS": "key",
        "TIMELINE_WORKERS": "4",
        "TIMELINE_THREADS": "8",
        "TIMELINE_DRAIN": "5",
        "TIMELINE_CLIENT_TIMEOUT": "6",
        "TIMELINE_RECYCLE": "7",
        "TIMELINE_ACCESS_LOG": "on",
        "TIMELINE_RATE_LIMIT": "600/minute",
        "TIMELINE_PROXIES": "1",
    }
    assert Settings.from_environment(given) == Settings(
        "postgresql:///news",
        "0.0.0.0",
        80,
        "sixteen letters!",
        2048,
        4096,
        "postgresql://one/news postgresql://two/news",
        2.5,
        9,
        0,
        0.5,
        0,
        "key",
        4,
        8,
        5,
        6,
        7,
        "on",
        "600/minute",
        1,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMELINE_PORT", "eighty"),
        ("TIMELINE_PORT", "70000"),
        ("TIMELINE_SECRET", "short"),
        ("TIMELINE_CACHE", "-1"),
        ("TIMELINE_READ_ACCESS", "nobody"),
        ("TIMELINE_WORKERS", "0"),
        ("TIMELINE_RATE_LIMIT", "often"),
        ("TIMELINE_RATE_LIMIT", "0/minute"),
        ("TIMELINE_RATE_LIMIT", "5/minute; 1/second"),
        ("TIMELINE_RATE_LIMIT", "5/fortnight"),
        ("TIMELINE_PROXIES", "-1"),
        ("TIMELINE_DATBASE", "sqlite:///a.db"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


def test_an_error_never_shows_the_secret() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment({"TIMELINE_SECRET": "hunter2", "TIMELINE_PORT": "x"})
    assert "hunter2" not in str(error.value)


def test_a_secret_is_generated_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/deeper/timeline.db")
    first = signing_secret(settings)
    file = tmp_path / "deeper" / "timeline.db.secret"
    assert (signing_secret(settings), len(first) >= 32, file.stat().st_mode & 0o777) == (first, True, 0o600)
    assert os.listdir(file.parent) == [file.name]


def test_an_emptied_secret_file_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "timeline.db.secret").write_text("\n")
    with pytest.raises(ValueError, match=r"timeline\.db\.secret"):
        signing_secret(Settings(database=f"sqlite:///{tmp_path}/timeline.db"))
