"""Short forms of what `bench.endurance` does at length."""

from __future__ import annotations

import pytest

from bench.endurance import Site, make_site, stay_level, survive_kills, write_and_read


@pytest.fixture
def site(database_url: str) -> Site:
    return make_site(database_url)


def test_what_was_acknowledged_is_kept(site: Site) -> None:
    seen = survive_kills(site, 2)
    assert seen.kept, seen


def test_writers_and_readers_do_not_disturb_each_other(site: Site) -> None:
    seen = write_and_read(site, 2)
    assert seen.kept, seen
    assert min(seen.counted["statuses"].values()) > 4  # of reads and of writes


def test_nothing_leaks(site: Site) -> None:
    seen = stay_level(site, 300)
    assert seen.kept, seen
