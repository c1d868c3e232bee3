"""The block of YAML between `---` lines at the head of an article file."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from timeline_api.ingest.fields import FIELDS
from timeline_api.ingest.reading import UnreadableError

_FENCE = "---"
_ENDS = (_FENCE, "...")
_LONGEST = 64 * 1024  # characters; a page of fields, not a document in itself
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

    Raises UnreadableError, with the line, for a block that is not closed, for bad YAML and for fields not in
    `FIELDS`.
    """
    if not _is_fence(text.split("\n", 1)[0], (_FENCE,)):
        return FrontMatter({}, {}, text)
    block, body = _divide(text)
    fields: dict[str, object] = {}
    lines: dict[str, int] = {}
    for key, value in _pairs(block):
        name, line = _field_name(key, lines), _line(key)
        lines[name] = line
        fields[name] = _value(name, value, line)
    return FrontMatter(fields, lines, body)


def _is_fence(line: str, fences: tuple[str, ...]) -> bool:
    return line.rstrip() in fences


def _divide(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], 1):
        if _is_fence(line, _ENDS):
            block = "\n".join(lines[1:number])
            if len(block) > _LONGEST:
                raise UnreadableError(f"the front matter is longer than {_LONGEST} characters", line=1)
            return block, "\n".join(lines[number + 1 :]).strip("\n")
    raise UnreadableError("the front matter that begins here is not closed by a --- line", line=1)


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


def _field_name(key: yaml.Node, seen: dict[str, int]) -> str:
    name = key.value if isinstance(key, yaml.ScalarNode) else "(not a name)"
    if name not in FIELDS:
        raise UnreadableError(f"unknown field {name!r}; known are {', '.join(FIELDS)}", line=_line(key))
    if name in seen:
        raise UnreadableError(f"{name} is stated twice, first on line {seen[name]}", line=_line(key))
    return str(name)


def _value(name: str, node: yaml.Node, line: int) -> object:
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NOTHING else node.value
    if isinstance(node, yaml.SequenceNode) and name == "tags":
        return [_value("each of the tags", item, line) for item in node.value]
    raise UnreadableError(f"{name} must be {'a list' if name == 'tags' else 'text'}", line=line)
