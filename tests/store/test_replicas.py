"""What is known of replicas, without servers: how far behind they are, and how long they are left alone."""

from __future__ import annotations

from math import inf

import pytest

from timeline_api.store.engine import Limits, open_engine, read_url
from timeline_api.store.lag import Past, Pause
from timeline_api.store.replica import server_name


def past(*seen: tuple[float, int]) -> Past:
    made = Past()
    for moment, generation in seen:
        made.note(generation, moment)
    return made


def test_a_server_is_behind_since_the_first_generation_that_it_lacks() -> None:
    known = past((10.0, 100), (11.0, 100), (12.0, 200), (13.0, 300))
    assert known.behind(300, 15.0) == 0
    assert known.behind(250, 15.0) == 2.0
    assert known.behind(100, 15.0) == 3.0


def test_how_far_behind_is_unknown_before_the_primary_was_looked_at() -> None:
    assert past((10.0, 100), (12.0, 200)).behind(99, 15.0) == inf
    assert Past().behind(99, 15.0) == 0, "with no primary to compare with, nothing says that it is behind"


def test_a_server_that_has_what_the_primary_never_had_follows_another() -> None:
    known = past((10.0, 100), (20.0, 200))
    assert known.lacks(201, 19.0)
    assert not known.lacks(201, 21.0), "the primary has not been looked at since"
    assert not known.lacks(200, 19.0)
    assert not Past().lacks(1, 0.0)


def test_pauses_grow_with_failures_and_are_forgotten() -> None:
    pause = Pause()
    steady = pause.seconds(100.0)
    waits = []
    for _ in range(8):
        pause.note_failure(100.0)
        waits.append(pause.seconds(100.0))
    assert waits == sorted(waits)
    assert waits[0] > steady
    assert waits[-1] == 15.0
    assert pause.seconds(10_000.0) == steady


def test_of_several_hosts_the_one_that_takes_writes_is_meant() -> None:
    one = read_url("postgresql://u@a:5433/news")
    assert "target_session_attrs" not in one.query
    several = read_url("postgresql://u@/news?host=a:5433&host=b:5434")
    assert several.query["target_session_attrs"] == "primary"
    asked = read_url("postgresql://u@/news?host=a:1&host=b:2&target_session_attrs=any")
    assert asked.query["target_session_attrs"] == "any"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://u:p@a:5433/news", "a:5433"),
        ("postgresql://a/news", "a:5432"),
        ("postgresql:///n?host=/s", "/s:5432"),
    ],
)
def test_a_server_is_named_without_its_password(url: str, name: str) -> None:
    assert server_name(open_engine(url, Limits())) == name
