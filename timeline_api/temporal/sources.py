"""The files of a language: a folder of TOML files, one for each idea, read in the order of their names as if one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


class GrammarError(ValueError):
    """A language file that cannot be used; the message names the language, the rule and what is wrong."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a grammar of their own, as BCP 47 tags."""
    folder = resources.files("timeline_api.temporal") / "languages"
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir()))


def read_source(language: str) -> dict[str, Any]:
    """What all files of a language say together; raises GrammarError when there are none."""
    if language not in languages():
        raise GrammarError(f"no grammar for language {language!r}; there are: {', '.join(languages())}")
    folder = resources.files("timeline_api.temporal") / "languages" / language
    source: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        where = f"{language}/{file.name}"
        add_source(source, parse_source(where, file.read_text(encoding="utf-8")), where)
    return source


def parse_source(where: str, text: str) -> dict[str, Any]:
    """What the text of one file says; raises GrammarError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GrammarError(f"{where}: {error}") from error


def add_source(source: dict[str, Any], more: dict[str, Any], where: str) -> None:
    """Add what another file says: entries of the same table, rules behind those that are there.

    Raises GrammarError when both give something a value, as TOML does within one file.
    """
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(source.setdefault(name, {}), dict):
            add_source(source[name], value, where)
        elif name not in source:
            source[name] = value
        elif isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            source[name] += value
        else:
            raise GrammarError(f"{where}: {name!r} is given in an earlier file too")
