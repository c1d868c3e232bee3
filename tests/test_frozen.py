"""Frozen classes are the dataclasses that they stand for; only making them takes less time."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from timeline_api.frozen import frozen


@frozen
class Span:
    start: int
    end: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    start: int
    end: int = 0
    text: str = ""


def test_nothing_can_be_changed() -> None:
    span = Span(1)
    with pytest.raises(FrozenInstanceError):
        span.end = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del span.start
    with pytest.raises((AttributeError, TypeError)):  # slots and frozen together: CPython gh-90562
        span.other = 2  # type: ignore[attr-defined]
    assert type(span) is Span


def test_all_else_is_as_in_a_dataclass() -> None:
    span, plain = Span(1, text="May"), Plain(1, text="May")
    assert repr(span) == repr(plain).replace("Plain", "Span")
    assert hash(span) == hash(plain)
    assert str(inspect.signature(Span)) == str(inspect.signature(Plain))
    assert [each.name for each in fields(Span)] == [each.name for each in fields(Plain)]
    assert (Span.__match_args__, Span.__qualname__, Span.__module__) == (("start", "end", "text"), "Span", __name__)


def test_copies_are_equal() -> None:
    span = Span(1, 3, "May")
    assert replace(span, end=4) == Span(1, 4, "May") != span
    assert pickle.loads(pickle.dumps(span)) == copy.deepcopy(span) == span


@pytest.mark.parametrize("arguments", [{}, {"start": 1, "other": 2}])
def test_wrong_arguments_are_named(arguments: dict[str, int]) -> None:
    with pytest.raises(TypeError, match=r"Span\.__init__\(\)"):
        Span(**arguments)  # type: ignore[arg-type]


def test_what_needs_more_than_arguments_is_refused() -> None:
    with pytest.raises(TypeError, match="Listing: a frozen class"):

        @frozen
        class Listing:
            items: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="Checked: a frozen class"):

        @frozen
        class Checked:
            start: int

            def __post_init__(self) -> None: ...


def test_a_pickle_says_how_an_object_is_made() -> None:
    """As that of a class compiled to C does, so that machines of both kinds can be in one cluster."""
    assert Span(1, 3, "May").__reduce__() == (Span, (1, 3, "May"))
