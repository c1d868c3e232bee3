"""The block of fields at the head of an article file: YAML between `---` lines, or TOML between `+++` lines."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

import yaml

from timeline_api.ingest.fields import FIELDS
from timeline_api.ingest.names import field_of
from timeline_api.ingest.reading import UnreadableError

_FENCE = "---"
_TOML = "+++"
# What makers of sites keep in front matter for themselves.
_OTHERS = frozenset((
    "aliases", "categories", "category", "comments", "cover", "date_modified", "description", "draft", "excerpt",
    "featured", "image", "images", "lastmod", "last_modified_at", "layout", "menu", "modified", "permalink", "series",
    "slug", "subtitle", "summary", "template", "toc", "type", "updated", "weight",
))  # fmt: skip
_ENDS = (_FENCE, "...")
_LONGEST = 64 * 1024  # characters; a page of fields, not a document in itself
_LISTS = ("tags", "author")
_NOTHING = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of an article file, the line (from 1) where each one stands, and the text below them.

    Values are the characters as written (`1984` stays text, `no` stays Norwegian), or lists of them.
    """

    fields: dict[str, object]
    lines: dict[str, int]
    body: str


def split_front_matter(text: str) -> FrontMatter:
    """Take the front matter off an article; without one `text` is the body as it stands.

    Fields may go by usual other names (`date`), and what makers of sites keep there for themselves (`layout`) is
    passed over. Raises UnreadableError, with the line, for a block that is not closed, for bad YAML or TOML and for
    other fields.
    """
    first = text.split("\n", 1)[0]
    if _is_fence(first, (_TOML,)):
        return _from_toml(*_divide(text, (_TOML,)))
    if not _is_fence(first, (_FENCE,)):
        return FrontMatter({}, {}, text)
    block, body = _divide(text, _ENDS)
    fields: dict[str, object] = {}
    lines: dict[str, int] = {}
    for key, value in _pairs(block):
        line = _line(key)
        name = _field_name(key.value if isinstance(key, yaml.ScalarNode) else "(not a name)", lines, line)
        if name is not None:
            lines[name] = line
            fields[name] = _value(name, value, line)
    return FrontMatter(fields, lines, body)


def _from_toml(block: str, body: str) -> FrontMatter:
    try:
        stated = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"bad TOML: {error}", line=1) from None
    fields: dict[str, object] = {}
    for key, value in stated.items():
        name = _field_name(key, dict.fromkeys(fields, 1), 1)
        if name is not None:
            fields[name] = _toml_value(name, value)
    return FrontMatter(fields, dict.fromkeys(fields, 1), body)


def _toml_value(name: str, value: object) -> object:
    if isinstance(value, date):  # and a moment
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(each, str) for each in value) and name in _LISTS:
        return value if name == "tags" else "; ".join(value)
    if isinstance(value, str):
        return value
    raise _wrong_kind(name, 1)


def _is_fence(line: str, fences: tuple[str, ...]) -> bool:
    return line.rstrip() in fences


def _divide(text: str, ends: tuple[str, ...]) -> tuple[str, str]:
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], 1):
        if _is_fence(line, ends):
            block = "\n".join(lines[1:number])
            if len(block) > _LONGEST:
                raise UnreadableError(f"the front matter is longer than {_LONGEST} characters", line=1)
            return block, "\n".join(lines[number + 1 :]).strip("\n")
    raise UnreadableError(f"the front matter that begins here is not closed by a {ends[0]} line", line=1)


def _pairs(block: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        root = yaml.compose(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else None
        raise UnreadableError(f"bad YAML: {error.problem or error.context}", line=line) from None
    except yaml.YAMLError as error:
        raise UnreadableError(f"bad YAML: {str(error).splitlines()[0]}", line=1) from None
    except RecursionError:
        raise UnreadableError("bad YAML: nested too deeply", line=1) from None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableError("the front matter must be lines of 'field: value'", line=_line(root))
    pairs: list[tuple[yaml.Node, yaml.Node]] = root.value
    return pairs


def _line(node: yaml.Node) -> int:
    """The node's line in the file: marks count from 0, and the first line is the fence."""
    return int(node.start_mark.line) + 2


def _field_name(written: str, seen: dict[str, int], line: int) -> str | None:
    """The field that a name stands for; None for what a maker of sites keeps there."""
    name = written if written in FIELDS else field_of(written)
    if name is None and written.lower() in _OTHERS:
        return None
    if name not in FIELDS:
        raise UnreadableError(f"unknown field {written!r}; known are {', '.join(FIELDS)}", line=line)
    if name in seen:
        raise UnreadableError(f"{name} is stated twice, first on line {seen[name]}", line=line)
    return name


def _value(name: str, node: yaml.Node, line: int) -> object:
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NOTHING else node.value
    if isinstance(node, yaml.SequenceNode) and name in _LISTS:
        listed = [_value(f"each of the {name}", item, line) for item in node.value]
        return listed if name == "tags" else "; ".join(str(each) for each in listed if each)
    raise _wrong_kind(name, line)


def _wrong_kind(name: str, line: int) -> UnreadableError:
    return UnreadableError(f"{name} must be {'a list' if name == 'tags' else 'text'}", line=line)
