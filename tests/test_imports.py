"""The architecture, kept true: which room may import which, read from the source of every module."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "timeline_api"
ROOT = Path(__file__).parent.parent / PACKAGE
FILES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
EXTRACTOR = ("temporal", "events", "pipeline")
SHARED = ("model", "frozen")
CALENDAR = ("temporal.interval", "temporal.edtf")  # arithmetic and notation of dates, no extraction
FEASTS = {
    "convertdate",
    "dateutil",
    "holidays",
}  # other calendars and movable feasts, in the one module for them
FROM_ELSEWHERE = {"temporal.holidays": FEASTS, "temporal.adapter": {"dateparser"}}
BRIDGES = ("app", "server", "cli", "commands", "api", "bulk")
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}


def imported(module: str) -> set[str]:
    """All that a module imports anywhere in it, names of ours without the package."""
    return {name.removeprefix(f"{PACKAGE}.") for name in _imports(ast.parse(FILES[module].read_text("utf-8")))}


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that this test can read them"
            origin = node.module or ""
            yield from (_target(origin, alias.name) for alias in node.names)


def _target(origin: str, name: str) -> str:
    """The module that `from origin import name` loads: a submodule of that name if there is one."""
    return f"{origin}.{name}" if f"{origin}.{name}" in FILES else origin


def of(rooms: tuple[str, ...], names: set[str]) -> set[str]:
    """The names that are one of the rooms, or in one of them."""
    return {name for name in names if any(name == room or name.startswith(f"{room}.") for room in rooms)}


def modules_in(*rooms: str) -> list[str]:
    short = {name.removeprefix(f"{PACKAGE}.") for name in FILES}
    return sorted(of(rooms, short))


def ours(names: set[str]) -> set[str]:
    """The imports from this package; a bare package name stands for the public call, the whole extractor."""
    short = {name.removeprefix(f"{PACKAGE}.") for name in FILES}
    return {name for name in names if name in short}


def from_elsewhere(names: set[str]) -> set[str]:
    top = {name.partition(".")[0] for name in names - ours(names)}
    return top - set(sys.stdlib_module_names)


def imports_of(short: str) -> set[str]:
    return imported(f"{PACKAGE}.{short}")


def test_the_rooms_are_found() -> None:
    assert len(FILES) > 40
    for room in ("temporal", "store", "ingest", "api", "commands"):
        assert len(modules_in(room)) > 3
    assert "model" in imports_of("records")
    assert "store.engine" in imports_of("api.service")


@pytest.mark.parametrize("module", modules_in("temporal"))
def test_temporal_imports_the_model_itself_and_the_standard_library(module: str) -> None:
    names = imports_of(module)
    assert ours(names) - of((*SHARED, "temporal"), names) == set()
    assert from_elsewhere(names) <= FROM_ELSEWHERE.get(module, set())


@pytest.mark.parametrize("module", modules_in("events"))
def test_events_know_nothing_of_store_http_or_commands(module: str) -> None:
    names = imports_of(module)
    assert ours(names) - of((*SHARED, "version", "temporal", "events"), names) == set()
    assert from_elsewhere(names) == set()


@pytest.mark.parametrize("module", modules_in("ingest"))
def test_ingest_imports_the_model_alone(module: str) -> None:
    names = imports_of(module)
    assert ours(names) - of(("model", "ingest"), names) == set()


@pytest.mark.parametrize("module", modules_in("store"))
def test_the_store_imports_the_model_and_the_calendar(module: str) -> None:
    names = imports_of(module)
    assert ours(names) - of((*SHARED, "records", "display", "version", "store", *CALENDAR), names) == set()
    assert from_elsewhere(names) <= {"sqlalchemy", "alembic", "psycopg", "orjson", "Stemmer"}


@pytest.mark.parametrize("module", modules_in(*SHARED, "records", "display", "version", "settings"))
def test_what_all_share_imports_no_room(module: str) -> None:
    names = imports_of(module)
    assert ours(names) - of((*SHARED, *CALENDAR), names) == set()


def test_only_the_bridges_touch_both_store_and_extractor() -> None:
    short = [name.removeprefix(f"{PACKAGE}.") for name in FILES]
    both = {name for name in short if _touches_both(name)}
    assert both - of(BRIDGES, both) == set()


def _touches_both(short: str) -> bool:
    names = imported(short if short == PACKAGE else f"{PACKAGE}.{short}")
    extractor = of((*EXTRACTOR, PACKAGE), names) - of(CALENDAR, names)
    return bool(of(("store",), names) and extractor)


def clock_calls(tree: ast.AST) -> list[str]:
    """Calls that ask for the present moment, with their lines."""
    return [
        f"line {node.lineno}: {ast.unparse(node.func)}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _is_clock(node.func)
    ]


def _is_clock(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        owner = ast.unparse(called.value).rsplit(".", 1)[-1]
        return called.attr in CLOCKS and owner in ("date", "datetime", "time", "dt")
    return isinstance(called, ast.Name) and called.id in CLOCKS - {"time"}


@pytest.mark.parametrize("module", modules_in("temporal", "events", "pipeline"))
def test_the_extractor_never_asks_the_clock(module: str) -> None:
    names = imports_of(module)
    assert "time" not in names
    assert clock_calls(ast.parse(FILES[f"{PACKAGE}.{module}"].read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "date.today()",
        "datetime.now(UTC)",
        "dt.datetime.utcnow()",
        "datetime.date.today()",
        "time.time()",
        "today()",
    ],
)
def test_a_look_at_the_clock_is_seen(source: str) -> None:
    assert clock_calls(ast.parse(source)) == [f"line 1: {source.split('(')[0]}()"]
