"""`timeline-api ingest`: articles into the store, each whole or not at all."""

import io
import json
from pathlib import Path

import pytest

from timeline_api.commands.progress import Progress

ARTICLE = """---
title: Mill burns
published: 2024-12-11
source: Harbour Gazette
url: https://example.org/mill
---
The mill burned on 2024-12-08. It reopened on 2025-03-01.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    (path / "mill.md").write_text(ARTICLE)
    (path / "more.jsonl").write_text(
        '{"id": "1", "text": "The ferry sank on 2024-11-02."}\n'
        "{oops\n"
        '{"id": "3", "text": "The pier opened on 2023-05-06."}\n'
    )
    return path


def counts(run) -> dict[str, int]:
    return json.loads(run("db", "stats", "--json").stdout)


def test_a_folder_is_stored_and_the_bad_line_named(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder)
    assert result.exit_code == 1
    assert result.stdout == "3 articles (3 created, 0 replaced, 0 unchanged), 4 events; 1 failed\n"
    assert result.stderr.startswith(f"error: {folder}/more.jsonl:2: not JSON: ")
    assert result.stderr.count("\n") == 1
    assert (counts(run)["articles"], counts(run)["events"]) == (3, 4)


def test_the_same_again_changes_nothing(run, database: Path, folder: Path) -> None:
    run("ingest", folder)
    before = run("export").stdout
    result = run("ingest", folder)
    assert result.stdout == "3 articles (0 created, 0 replaced, 3 unchanged), 4 events; 1 failed\n"
    assert run("export").stdout == before


def test_a_changed_article_replaces_what_it_told(run, database: Path, folder: Path) -> None:
    run("ingest", folder / "mill.md")
    (folder / "mill.md").write_text(ARTICLE.replace("2024-12-08", "2024-12-07"))
    result = run("ingest", folder / "mill.md")
    assert result.stdout == "1 article (0 created, 1 replaced, 0 unchanged), 2 events\n"
    dates = [json.loads(line)["date"]["edtf"] for line in run("export").stdout.splitlines()]
    assert dates == ["2024-12-07", "2025-03-01"]


def test_a_file_without_url_is_known_by_its_path(run, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    for day in (1, 2):
        path.write_text(f"The pier opened on 2023-05-0{day}.")
        run("ingest", path)
    assert (counts(run)["articles"], counts(run)["events"]) == (1, 1)


def test_json_tells_what_became_of_each(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder, "--json")
    first, second, bad, last = map(json.loads, result.stdout.splitlines())
    assert (first["where"], first["outcome"], len(first["event_ids"])) == (f"{folder}/mill.md", "created", 2)
    assert second["where"] == f"{folder}/more.jsonl:1"
    assert (bad["where"], bad["outcome"]) == (f"{folder}/more.jsonl:2", "failed")
    assert bad["error"].startswith("not JSON")
    assert last["article_id"]
    assert result.stderr.endswith("3 articles (3 created, 0 replaced, 0 unchanged), 4 events; 1 failed\n")


def test_standard_input_is_json_lines(run, database: Path) -> None:
    result = run("ingest", "-", stdin='{"text": "The ferry sank on 2024-11-02."}\n')
    assert (result.exit_code, result.stdout) == (
        0,
        "1 article (1 created, 0 replaced, 0 unchanged), 1 event\n",
    )


def test_text_that_cannot_be_stored_is_named_and_leaves_nothing(run, database: Path) -> None:
    lines = ['{"text": "It \\ud800 sank on 2024-11-02."}', '{"text": "It \\u0000 sank on 2024-11-02."}']
    result = run("ingest", "-", stdin="\n".join(lines))
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first.startswith("error: stdin:1: text: character 3 is U+D800")
    assert second.startswith("error: stdin:2: text: character 3 is U+0000")
    assert counts(run)["articles"] == counts(run)["events"] == 0


@pytest.mark.parametrize("arguments", [["gone.txt"], []])
def test_missing_paths_are_wrong_use(run, database: Path, arguments: list[str]) -> None:
    result = run("ingest", *arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert not database.exists()


def test_a_missing_path_stops_before_anything_is_stored(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder, "gone.txt")
    assert result.exit_code == 2
    assert "'gone.txt' does not exist" in result.stderr
    assert not database.exists()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_that_goes_away() -> None:
    terminal = _Terminal()
    progress = Progress(terminal)
    for number in range(100):
        progress.show(f"{number} articles")
    progress.clear()
    assert terminal.getvalue() == "\r\x1b[K0 articles ...\r\x1b[K"


def test_progress_is_silent_without_a_terminal() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    progress.show("1 article")
    progress.clear()
    assert stream.getvalue() == ""
