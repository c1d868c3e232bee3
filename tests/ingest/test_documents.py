"""Folders: every article in order, what is not read is named."""

import os
from pathlib import Path

import pytest

from timeline_api.ingest.documents import locate_documents, read_documents
from timeline_api.ingest.reading import BadDocument, Found, PassedOver
from timeline_api.model import Document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name, text in {
        "b/z.txt": "Zeta.",
        "b/a.md": "*Alpha*.",
        "m.jsonl": '{"text": "One."}\n{oops\n{"text": "Two."}\n',
        "a.txt": "First.",
        "golden.json": "{}",
        "README.md": "What is here.",
        ".hidden.txt": "Hidden.",
        ".git/x.txt": "Hidden.",
    }.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    where = [item.where.removeprefix(folder.as_posix() + "/") for item in locate_documents(folder)]
    assert where == ["a.txt", "m.jsonl:1", "m.jsonl:2", "m.jsonl:3", "b/a.md", "b/z.txt", folder.as_posix()]


def test_read_documents_gives_the_documents_alone(folder: Path) -> None:
    items = list(read_documents(folder))
    assert [item.text for item in items if isinstance(item, Document)] == [
        "First.",
        "One.",
        "Two.",
        "Alpha.",
        "Zeta.",
    ]
    bad = [str(item).removeprefix(folder.as_posix()) for item in items if isinstance(item, BadDocument)]
    assert bad[0].startswith("/m.jsonl:2: not JSON")
    assert bad[1:] == [f": a kind that is not read: .json ({folder.as_posix()}/golden.json)"]


def test_the_path_names_the_document(folder: Path) -> None:
    (item,) = locate_documents(folder / "b" / "a.md")
    assert isinstance(item, Found)
    assert item.document.id == item.where == (folder / "b" / "a.md").as_posix()


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "golden.json").write_text("{}")
    passed_over, nothing = locate_documents(tmp_path)
    assert isinstance(passed_over, PassedOver)
    assert str(nothing).startswith(f"{tmp_path.as_posix()}: no article in this folder (.txt, .md, ")


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.doc"
    path.write_bytes(b"x")
    (item,) = locate_documents(path)
    assert isinstance(item, BadDocument)
    assert item.what.startswith("not a kind of file that is read")


@pytest.mark.parametrize("name", ["gone.txt", "gone.jsonl"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (item,) = locate_documents(tmp_path / name)
    assert str(item) == f"{(tmp_path / name).as_posix()}: cannot be read: No such file or directory"


def test_a_named_pipe_in_a_folder_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("It burned.")
    pipe, found = locate_documents(tmp_path)
    assert str(pipe) == f"{tmp_path.as_posix()}/a.txt: neither a file nor a folder"
    assert found.where == f"{tmp_path.as_posix()}/b.txt"
