"""Finding and reading annotated corpora."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from bench import accuracy, corpora
from bench.corpora import ABSENT, FILES, CorporaError, find_corpora, fold, read_corpus

ARTICLE = {
    "id": "a1",
    "published": "2024-12-11",
    "text": "The bridge reopened on Monday.",
    "timexes": [{"start": 23, "end": 29, "type": "DATE", "value": "2024-12-09"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small corpus of each name."""
    for files in FILES.values():
        for file in files:
            (tmp_path / file).write_text(json.dumps({**ARTICLE, "id": file}) + "\n", encoding="utf-8")
    return tmp_path


def test_a_corpus_is_all_of_its_files(folder: Path) -> None:
    assert [gold.id for gold in read_corpus(folder, "meantime")] == list(FILES["meantime"])
    assert read_corpus(folder, "aquaint")[0].document.published == date(2024, 12, 11)


def test_the_hour_of_publication_is_kept(folder: Path) -> None:
    line = json.dumps({**ARTICLE, "published": "1989-10-31T09:30"})
    (folder / "aquaint.jsonl").write_text(line, encoding="utf-8")
    assert read_corpus(folder, "aquaint")[0].document.published == datetime(1989, 10, 31, 9, 30)  # noqa: DTZ001


def test_a_bad_line_is_named(folder: Path) -> None:
    (folder / "aquaint.jsonl").write_text(json.dumps(ARTICLE) + '\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(CorporaError, match=r"aquaint\.jsonl:2: KeyError: 'text'"):
        read_corpus(folder, "aquaint")


def test_a_named_folder_must_have_them_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_corpora(str(folder)) == folder
    (folder / "aquaint.jsonl").unlink()
    monkeypatch.setenv(corpora.VARIABLE, str(folder))
    with pytest.raises(CorporaError, match=r"no aquaint\.jsonl"):
        find_corpora()


def test_a_document_always_falls_into_the_same_fold() -> None:
    folds = [fold(f"article-{number}", 4) for number in range(400)]
    assert folds == [fold(f"article-{number}", 4) for number in range(400)]
    assert all(80 < folds.count(each) < 120 for each in range(4))


def test_the_command_says_that_they_are_not_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(corpora.VARIABLE, raising=False)
    monkeypatch.setattr(corpora, "ROOT", tmp_path / "repository")
    assert accuracy.main(["--gate"]) == 0
    assert capsys.readouterr().out == ABSENT + "\n"
    assert accuracy.main(["--corpora", str(tmp_path)]) == 2
    assert "no timebank.jsonl" in capsys.readouterr().err


def test_pin_then_gate_then_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pins = folder / "pins.json"
    assert accuracy.main(["--corpora", str(folder), "--gate", str(pins)]) == 2
    assert "nothing is pinned yet" in capsys.readouterr().err
    assert accuracy.main(["--corpora", str(folder), "--pin", str(pins)]) == 0
    assert accuracy.main(["--corpora", str(folder), "--gate", str(pins)]) == 0
    assert "No score is below its pin." in capsys.readouterr().out
    assert accuracy.main(["--corpora", str(folder), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["timebank"]["whole"]["value"] == {
        "precision": 100.0,
        "recall": 100.0,
        "f1": 100.0,
        "gold": 1,
        "found": 1,
    }
    assert "dated" not in scores["timebank"]["whole"]


def test_the_gate_fails_when_a_score_falls(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pins = folder / "pins.json"
    accuracy.main(["--corpora", str(folder), "--pin", str(pins)])
    worse = {**ARTICLE, "timexes": [{"start": 23, "end": 29, "type": "DATE", "value": "2024-12-10"}]}
    (folder / "timebank.jsonl").write_text(json.dumps(worse), encoding="utf-8")
    assert accuracy.main(["--corpora", str(folder), "--gate", str(pins)]) == 1
    assert "timebank whole value is 0.00, pinned 100.00" in capsys.readouterr().out
