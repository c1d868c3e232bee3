"""The seeds: original articles, and what the extractor reads in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from seeds.golden import (
    NO_DIFFERENCE,
    BadSeedError,
    difference,
    golden_file,
    golden_text,
    kept_text,
    main,
    orphans,
    read_seed,
    seed_files,
)

SEEDS = seed_files()
RESERVED_HOSTS = ("https://example.org/", "https://example.com/", "https://example.net/")
by_name = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)


@by_name
def test_is_read_as_it_is_kept(seed: Path) -> None:
    shown = difference(kept_text(seed), golden_text(seed), golden_file(seed).name)
    assert not shown, f"read differently; see and accept with `make seeds-update`:\n{shown}"


@by_name
def test_says_where_it_is_from(seed: Path) -> None:
    document = read_seed(seed)
    assert document.title
    assert document.source
    assert document.language == "en"
    assert document.tags
    assert (document.url or "").startswith(RESERVED_HOSTS)


@by_name
def test_is_of_a_length_to_read(seed: Path) -> None:
    assert 250 <= len(read_seed(seed).text.split()) <= 600


def test_each_has_an_address_of_its_own() -> None:
    addresses = [read_seed(seed).url for seed in SEEDS]
    assert len(addresses) >= 14
    assert len(set(addresses)) == len(addresses)


def test_one_says_nothing_of_when_it_was_published() -> None:
    assert [seed.stem for seed in SEEDS if read_seed(seed).published is None] == ["saltmere-pilots-strike"]


def test_nothing_is_kept_of_seeds_that_are_gone() -> None:
    assert orphans() == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one seed and nothing kept of it."""
    shutil.copy(SEEDS[0], tmp_path)
    return tmp_path


def test_update_shows_the_difference_and_writes_nothing_unasked(folder: Path) -> None:
    result = CliRunner().invoke(main, [str(folder)])
    assert result.exit_code == 1
    assert "there is no one to ask" in result.output
    assert not list(folder.glob("*.json"))


def test_update_writes_what_is_accepted_and_then_finds_no_difference(folder: Path) -> None:
    accepted = CliRunner().invoke(main, ["--yes", str(folder)])
    assert accepted.exit_code == 0, accepted.output
    assert "1 files written" in accepted.output
    assert NO_DIFFERENCE in CliRunner().invoke(main, [str(folder)]).output


def test_update_shows_what_changed_in_a_kept_file(folder: Path) -> None:
    CliRunner().invoke(main, ["--yes", str(folder)])
    kept = golden_file(seed_files(folder)[0])
    kept.write_text('[\n "another reading"\n]\n', encoding="utf-8")
    assert '- "another reading"' in CliRunner().invoke(main, [str(folder)]).output
    assert "another reading" in kept.read_text(encoding="utf-8")


def test_update_takes_away_what_has_lost_its_seed(folder: Path) -> None:
    CliRunner().invoke(main, ["--yes", str(folder)])
    seed_files(folder)[0].unlink()
    CliRunner().invoke(main, ["--yes", str(folder)])
    assert not list(folder.iterdir())


def test_a_bad_seed_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("---\npublished: whenever it was\n---\nA text.\n", encoding="utf-8")
    with pytest.raises(BadSeedError, match=r"bad\.md.*published"):
        read_seed(bad)
