"""What is compiled means the same as its sources; `.ci/image-check` compiles it and compares what both read."""

from __future__ import annotations

import ast
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SETUP: dict[str, Any] = runpy.run_path(str(ROOT / "setup.py"))

SOURCE = '''"""A room."""

from __future__ import annotations

from timeline_api.frozen import frozen

_LONGEST = 5  # tokens
UNITS: dict[str, int] = {
    "day": 1,
}
Name = str


@frozen
class Span:
    """A stretch."""

    start: int
    end: int | None = None

    def size(self) -> int:
        return (self.end or 0) - self.start


@frozen
class Nothing:
    """No stretch."""
'''


def test_frozen_classes_say_how_their_objects_are_made() -> None:
    span, nothing = (node for node in ast.parse(SETUP["for_c"](SOURCE)).body if isinstance(node, ast.ClassDef))
    assert [ast.unparse(mark) for mark in span.decorator_list] == [
        "mypyc_attr(acyclic=True)",
        "dataclasses.dataclass(frozen=True, init=False)",
    ]
    methods = {node.name: ast.unparse(node) for node in span.body if isinstance(node, ast.FunctionDef)}
    assert list(methods) == ["__init__", "__reduce__", "size"]
    assert methods["__init__"].splitlines() == [
        "def __init__(self, start: int, end: int | None=None) -> None:",
        "    self.start = start",
        "    self.end = end",
    ]
    assert methods["__reduce__"].endswith("return (type(self), (self.start, self.end))")
    assert [node.name for node in nothing.body if isinstance(node, ast.FunctionDef)] == ["__init__", "__reduce__"]


def test_constants_are_final_and_names_of_types_are_not() -> None:
    made = SETUP["for_c"](SOURCE)
    assert "_LONGEST: Final = 5  # tokens\n" in made
    assert "UNITS: Final[dict[str, int]] = {\n" in made
    assert "\nName = str\n" in made


def test_every_module_that_is_compiled_is_rewritten_and_no_other(tmp_path: Path) -> None:
    modules = [Path(path) for path in SETUP["rewrite"](ROOT / "timeline_api", tmp_path / "timeline_api")]
    assert {"pipeline.py", "model.py", "titles.py", "rules.py"} < {path.name for path in modules}
    for path in modules:
        text = path.read_text(encoding="utf-8")
        ast.parse(text)
        assert "\n@frozen" not in text, path
    for path in set((tmp_path / "timeline_api").rglob("*.*")) - set(modules):
        assert path.read_bytes() == (ROOT / path.relative_to(tmp_path)).read_bytes()


def test_what_is_edited_in_place_is_never_compiled() -> None:
    done = subprocess.run(
        [sys.executable, "setup.py", "editable_wheel"], cwd=ROOT, env={**os.environ, "TIMELINE_COMPILE": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "an editable installation is never compiled" in done.stderr


def test_nothing_compiled_lies_beside_the_sources() -> None:
    """Python would read it in place of its source, edited or not."""
    assert list((ROOT / "timeline_api").rglob("*.so")) == []
