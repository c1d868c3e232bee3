"""What is compiled means the same as its sources; `.ci/image-check` compiles it and compares what both read."""

from __future__ import annotations

import ast
import runpy
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bench import compiled
from timeline_api.cli import main
from timeline_api.version import __version__

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


class Setup:
    """Takes note of what is built, in place of setuptools; what is compiled fails where it is `broken`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, lacking: str = "", broken: bool = False) -> None:
        self.built: list[str] = []
        self._broken = broken
        names = SETUP["build"].__globals__
        monkeypatch.setitem(names, "setup", self._setup)
        monkeypatch.setitem(names, "what_lacks", lambda: lacking)
        monkeypatch.setitem(names, "compiled", lambda command: {"ext_modules": []})
        monkeypatch.setitem(names, "_forget_earlier", lambda: None)

    def _setup(self, **options: object) -> None:
        if self._broken and options:
            sys.exit("error: command 'gcc' failed")
        self.built.append("compiled" if options else "plain")


@pytest.mark.parametrize(
    ("asked", "command", "lacking", "built"),
    [
        ("", "bdist_wheel", "", "compiled"),
        ("", "bdist_wheel", "there is no C compiler", "plain"),
        ("", "editable_wheel", "", "plain"),
        ("0", "bdist_wheel", "", "plain"),
        ("1", "bdist_wheel", "there is no C compiler", "compiled"),
    ],
)
def test_it_is_compiled_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, asked: str, command: str, lacking: str, built: str
) -> None:
    setup = Setup(monkeypatch, lacking)
    SETUP["build"](asked, [command])
    assert setup.built == [built]


def test_where_it_cannot_be_compiled_it_is_plain_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = Setup(monkeypatch, broken=True)
    SETUP["build"]("", ["bdist_wheel"])
    assert setup.built == ["plain"]
    assert "it cannot be compiled: SystemExit(\"error: command 'gcc' failed\")" in capsys.readouterr().err


def test_where_it_must_be_compiled_and_cannot_be_nothing_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = Setup(monkeypatch, broken=True)
    with pytest.raises(SystemExit, match="gcc"):
        SETUP["build"]("1", ["bdist_wheel"])
    assert setup.built == []


@pytest.mark.parametrize(
    ("asked", "command", "why"),
    [
        ("1", "editable_wheel", "an editable installation is never compiled"),
        ("yes", "bdist_wheel", "TIMELINE_COMPILE is 'yes'; it can be 1"),
    ],
)
def test_what_cannot_be_asked_for(asked: str, command: str, why: str) -> None:
    with pytest.raises(SystemExit, match=why):
        SETUP["build"](asked, [command])


def test_what_compiling_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -pthread")
    assert SETUP["what_lacks"]() == "there is no C compiler"


def test_the_command_says_what_it_is() -> None:
    said = CliRunner().invoke(main, ["--version"]).output
    assert said == f"timeline-api, version {__version__}, extractor in plain Python\n"


def test_nothing_compiled_lies_beside_the_sources() -> None:
    """Python would read it in place of its source, edited or not."""
    assert list((ROOT / "timeline_api").rglob("*.so")) == []


def test_what_is_compiled_asks_for_members_of_no_starred_tuple() -> None:
    """mypyc cannot compile `x in ("month", *others)`; a constant can hold it."""
    package = ROOT / "timeline_api"
    starred = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for pattern in SETUP["COMPILED"]
        for path in package.glob(pattern)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        for members in node.comparators
        if isinstance(members, ast.Tuple | ast.List | ast.Set)
        if any(isinstance(each, ast.Starred) for each in members.elts)
    ]
    assert starred == []


def test_no_constant_of_what_is_compiled_is_set_twice() -> None:
    """Constants are final in C; in Python the second would silently be that of both uses."""
    twice = []
    for path in (path for pattern in SETUP["COMPILED"] for path in (ROOT / "timeline_api").glob(pattern)):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        names = Counter(
            target.id
            for node in body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        )
        twice += [f"{path.relative_to(ROOT)}: {name}" for name, times in names.items() if times > 1]
    assert twice == []


def test_one_build_waits_for_another_and_takes_what_it_made(monkeypatch, tmp_path: Path) -> None:
    built = tmp_path / "build" / "compiled"
    begun: list[Path] = []
    may_end = threading.Event()

    def install(folder: Path, lock: int) -> None:
        begun.append(folder)
        assert may_end.wait(20)
        folder.mkdir(parents=True)

    monkeypatch.setattr(compiled, "BUILT", built)
    monkeypatch.setattr(compiled, "_install", install)
    with ThreadPoolExecutor(2) as pool:
        builds = [pool.submit(compiled.build) for _ in range(2)]
        assert not wait(builds, timeout=0.3).done
        may_end.set()
        folders = {each.result(20) for each in builds}
    assert begun == [built / "making"]
    assert [folder.parent for folder in folders] == [built]
