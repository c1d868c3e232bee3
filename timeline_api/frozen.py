"""Frozen dataclasses that are made fast: a document makes thousands of them."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[_Class]) -> type[_Class]:
    """The same as `dataclass(frozen=True, slots=True)`, but its objects are made four times as fast.

    The usual `__init__` of a frozen dataclass sets each field by a call of `object.__setattr__`. Here a new object is
    one of a twin class, with the same slots and not frozen, until its fields are set. A pickle of one says how it is
    made, as that of a class compiled to C does: each can be read by the other. TypeError for a class with
    `__post_init__`, default factories, keyword-only fields or those that are no arguments.

    >>> @frozen
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1)
    Point(x=1, y=0)
    >>> Point(1).x = 2
    Traceback (most recent call last):
    dataclasses.FrozenInstanceError: cannot assign to field 'x'
    """
    made: Any = dataclass(frozen=True, slots=True, init=False)(cls)
    if hasattr(made, "__post_init__") or not all(map(_is_plain, fields(made))):
        raise TypeError(f"{cls.__name__}: a frozen class has neither __post_init__ nor fields made in a special way")
    twin = type(f"{cls.__name__}InTheMaking", (), {"__slots__": made.__slots__})
    scope = {"made": made, "twin": twin, "change": object.__setattr__}
    scope.update((f"default_{field.name}", field.default) for field in fields(made))
    exec(_source(fields(made)), scope)
    init: Any = scope["__init__"]
    init.__annotations__ = {field.name: field.type for field in fields(made)} | {"return": None}
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", made.__module__
    made.__init__, made.__reduce__ = init, scope["__reduce__"]
    return made  # type: ignore[no-any-return]  # a class made from a class


if TYPE_CHECKING:
    from dataclasses import replace as replace  # whose arguments mypy knows
else:

    def replace(original: _Class, /, **changes: object) -> _Class:
        """The same as `dataclasses.replace`, for frozen classes, in less than half of its time.

        >>> @frozen
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> replace(Point(1, 2), y=3)
        Point(x=1, y=3)
        """
        names = original.__match_args__
        values = [changes.pop(name) if name in changes else getattr(original, name) for name in names]
        return type(original)(*values, **changes)


def _is_plain(field: Field[Any]) -> bool:
    return field.init and not field.kw_only and field.default_factory is MISSING


def _source(arguments: tuple[Field[Any], ...]) -> str:
    made = "\n    ".join(
        (
            f"def __init__(self, {', '.join(map(_written, arguments))}):",
            "change(self, '__class__', twin)",
            *(f"self.{field.name} = {field.name}" for field in arguments),
            "self.__class__ = made",
        )
    )
    values = "".join(f"self.{field.name}, " for field in arguments)
    return f"{made}\ndef __reduce__(self):\n    return made, ({values})\n"


def _written(argument: Field[Any]) -> str:
    return argument.name if argument.default is MISSING else f"{argument.name}=default_{argument.name}"
