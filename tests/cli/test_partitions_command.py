"""`timeline-api db partitions`, as an operator goes about it."""

from __future__ import annotations

import json

import pytest


@pytest.mark.postgres
def test_partitions_are_made_listed_taken_out_and_dissolved(run, postgres_url: str, monkeypatch) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", postgres_url)
    assert run("db", "partitions", "list").stdout == "There are no partitions.\n"
    assert run("db", "partitions", "create", "1900", "1999").stdout == "The partition 1900_1999 is made.\n"
    assert run("db", "partitions", "create", "-99", "0").stdout == "The partition m99_0 is made.\n"
    text = '{"text": "The bridge opened on 8 May 1951. It fell in 2005."}'
    assert run("ingest", "-", stdin=text).exit_code == 0
    listed = [json.loads(line) for line in run("db", "partitions", "list", "--json").stdout.splitlines()]
    assert [(one["name"], one["events"]) for one in listed] == [("m99_0", 0), ("1900_1999", 1), ("rest", 1)]
    assert "1900 to 1999" in run("db", "partitions", "list").stdout
    assert run("db", "partitions", "detach", "1900_1999").exit_code == 0
    assert len(run("export").stdout.splitlines()) == 1
    again = run("db", "partitions", "detach", "1900_1999")
    assert (again.exit_code, again.stderr) == (2, "Error: the partition 1900_1999 is detached already\n")
    refused = run("db", "partitions", "dissolve")
    assert refused.stderr == "Error: the partition 1900_1999 is detached: attach it, or drop its tables, first\n"
    assert run("db", "partitions", "attach", "1900_1999").exit_code == 0
    assert run("db", "partitions", "dissolve").stdout == "The tables are whole.\n"
    assert len(run("export").stdout.splitlines()) == 2
    assert run("db", "check").exit_code == 0


def test_sqlite_is_told_that_it_has_none(run, database) -> None:
    run("db", "upgrade")
    result = run("db", "partitions", "create", "1900", "1999")
    assert (result.exit_code, result.stderr) == (2, "Error: only PostgreSQL has partitions\n")
