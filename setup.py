"""Builds the package: with the extractor compiled to C where there is a C compiler, else as plain Python.

`TIMELINE_COMPILE=1` asks for the compiled one and fails where it cannot be made, `TIMELINE_COMPILE=0` for the plain
one. Which of them is installed says `timeline-api --version`. See docs/decisions/13-compiled.md.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Collection
from pathlib import Path
from typing import Any

from setuptools import setup

ROOT = Path(__file__).parent
REWRITTEN = Path("build") / "rewritten"  # below the root; what is compiled lies here, never beside the sources
COMPILED = ("temporal/*.py", "events/*.py", "model.py", "pipeline.py", "language.py")
PLAIN = {
    "temporal/adapter.py",  # little of the time is spent in these
    "temporal/edtf.py",
    "temporal/edtf_reader.py",
    "temporal/holidays.py",
    "temporal/windows.py",
    "temporal/dates.py",  # numbers that are whole or not, which C keeps apart
    "temporal/numbers.py",
    "temporal/productions.py",
}
MYPY = "mypy>=2.4,<3"  # its mypyc is the compiler
FLAGS = ("--config-file=", "--ignore-missing-imports", "--python-version=3.11")
_FUTURE = "from __future__ import annotations"
_HEAD = f"""{_FUTURE}
import dataclasses
from typing import TYPE_CHECKING, Final
if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr"""
_CONSTANT = re.compile("_?[A-Z][A-Z0-9_]*")


def build(asked: str, command: Collection[str]) -> None:
    """Build what `TIMELINE_COMPILE` asks for: '1', '0', or '' for the compiled package where it can be made."""
    is_edited = bool({"editable_wheel", "develop"} & set(command))
    if asked not in ("", "0", "1"):
        sys.exit(f"TIMELINE_COMPILE is {asked!r}; it can be 1 (compiled), 0 (plain) or left out")
    if asked == "1" and is_edited:
        sys.exit("TIMELINE_COMPILE: an editable installation is never compiled: it would not notice what is edited")
    if asked == "1":
        setup(**compiled(command))
    elif asked == "0" or is_edited:
        setup()
    elif lacking := what_lacks():
        print(f"The extractor is not compiled but plain Python, half as fast: {lacking}", file=sys.stderr)
        setup()
    else:
        _build_if_possible(command)


def _build_if_possible(command: Collection[str]) -> None:
    try:
        setup(**compiled(command))
    except (Exception, SystemExit) as error:  # mypyc and setuptools both leave with the one or the other
        if not _is_building(command):
            raise
        print(f"The extractor is plain Python, half as fast: it cannot be compiled: {error!r}", file=sys.stderr)
        _forget_earlier()
        setup()


def what_lacks() -> str:
    """What the extractor cannot be compiled without and is not here, in words; '' where all is."""
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or ""
    if not compiler or shutil.which(compiler.split()[0]) is None:
        return "there is no C compiler"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "the headers of Python are not here"
    return ""


def compiled(command: Collection[str]) -> dict[str, Any]:
    """What setuptools must know to build the package with its compiled part."""
    if not _is_building(command):
        return {"setup_requires": [MYPY]}  # it only asks what the build needs
    from mypyc.build import mypycify

    _forget_earlier()
    modules = rewrite(ROOT / "timeline_api", REWRITTEN / "timeline_api")
    parts = mypycify([*FLAGS, *modules], opt_level="2", debug_level="0", target_dir=str(REWRITTEN / "c"))
    return {"package_dir": {"": str(REWRITTEN)}, "ext_modules": parts}


def _is_building(command: Collection[str]) -> bool:
    return bool({"bdist_wheel", "build_ext", "install"} & set(command))


def _forget_earlier() -> None:
    """Drop what earlier builds left: setuptools would take it in."""
    for earlier in (ROOT / "build").glob("lib*"):
        shutil.rmtree(earlier)


def rewrite(package: Path, into: Path) -> list[str]:
    """Copy the package, the modules to compile in the form that mypyc makes most of; returns the paths of these."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(package, into, ignore=shutil.ignore_patterns("__pycache__"))
    found = sorted(path for pattern in COMPILED for path in into.glob(pattern) if path.name != "__init__.py")
    modules = [path for path in found if path.relative_to(into).as_posix() not in PLAIN]
    for path in modules:
        path.write_text(for_c(path.read_text(encoding="utf-8")), encoding="utf-8")
    return [str(path) for path in modules]


def for_c(source: str) -> str:
    """A module that means the same, of which mypyc makes more.

    It looks up the constants of a module by name at each use unless they are `Final`. It makes C structures of
    dataclasses, but only an `__init__` that is written out sets their fields as C does. What is frozen holds only what
    was there before it, so that the garbage collector need not look for cycles in it.
    """
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.ClassDef) and any(map(_is_frozen, node.decorator_list)):
            _write_out(node, lines)
        elif (declared := _as_final(node)) is not None:
            start = node.lineno - 1
            lines[start] = declared + lines[start][lines[start].index(" = ") :]
    lines[lines.index(_FUTURE)] = _HEAD
    return "\n".join(lines)


def _is_frozen(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "frozen"


def _write_out(node: ast.ClassDef, lines: list[str]) -> None:
    """Make a frozen class a dataclass that says itself how its objects are made, and made anew from a pickle."""
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    end = (fields or node.body)[-1].end_lineno
    names = [ast.unparse(each.target) for each in fields]
    lines[end:end] = [
        f"    def __init__({', '.join(['self', *map(_argument, fields)])}) -> None:",
        *(f"        self.{name} = {name}  # type: ignore[misc]" for name in names),
        *([] if names else ["        pass"]),
        "    def __reduce__(self) -> tuple[object, tuple[object, ...]]:",
        f"        return type(self), ({''.join(f'self.{name}, ' for name in names)})",
    ]
    mark = next(each for each in node.decorator_list if _is_frozen(each))
    lines[mark.lineno - 1] = "@mypyc_attr(acyclic=True)\n@dataclasses.dataclass(frozen=True, init=False)"


def _argument(field: ast.AnnAssign) -> str:
    default = f" = {ast.unparse(field.value)}" if field.value is not None else ""
    return f"{ast.unparse(field.target)}: {ast.unparse(field.annotation)}{default}"


def _as_final(node: ast.stmt) -> str | None:
    """How a module declares a constant that is final; None for anything else."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) if _CONSTANT.fullmatch(name):
            return f"{name}: Final"
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()) if _CONSTANT.fullmatch(name):
            return f"{name}: Final[{ast.unparse(node.annotation)}]"
    return None


if __name__ == "__main__":
    build(os.environ.get("TIMELINE_COMPILE", ""), sys.argv[1:])
