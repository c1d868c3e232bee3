"""Kept answers: within their room, and of the newest generation alone."""

from __future__ import annotations

from timeline_api.api.body_cache import BodyCache


def test_what_was_put_is_there_for_its_generation() -> None:
    cache = BodyCache[str](1000)
    cache.put(1, b"a", "one", 100)
    assert cache.get(1, b"a") == "one"
    assert cache.get(1, b"b") is None
    assert cache.get(2, b"a") is None
    cache.put(2, b"b", "two", 100)
    assert cache.get(1, b"a") is None
    cache.put(1, b"a", "late", 100)
    assert (cache.get(1, b"a"), cache.get(2, b"a"), cache.get(2, b"b")) == (None, None, "two")


def test_the_least_used_go_first() -> None:
    cache = BodyCache[int](1000)
    for number in range(10):
        cache.put(1, b"%d" % number, number, 100)
    assert cache.get(1, b"0") == 0
    cache.put(1, b"new", 10, 100)
    assert [number for number in range(10) if cache.get(1, b"%d" % number) is None] == [1]


def test_an_answer_too_large_is_not_kept() -> None:
    cache = BodyCache[str](800)
    cache.put(1, b"a", "one", 101)
    assert cache.get(1, b"a") is None
    BodyCache[str](0).put(1, b"a", "one", 1)
