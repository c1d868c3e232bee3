"""The measurements of speed measure what they say, on amounts too small to say anything about speed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import hostile
from bench.corpora import FILES, VARIABLE
from bench.extract_speed import Reader, measure, size
from bench.footprint import measure_memory
from bench.hostile import Trial, line, texts, timed
from bench.news import ARTICLE, make_news, paragraphs
from timeline_api import Document, extract

ROOT = Path(__file__).parent.parent.parent


def test_the_same_amount_is_the_same_news() -> None:
    assert make_news(20_000) == make_news(20_000)
    assert make_news(20_000, seed=2) != make_news(20_000)


def test_news_comes_in_articles_with_a_date_of_publication() -> None:
    news = make_news(100_000)
    assert 100_000 <= size(news) < 105_000
    assert all(ARTICLE <= len(each.text.encode()) < 2 * ARTICLE for each in news)
    assert len({each.published for each in news}) > len(news) / 2


def test_paragraphs_do_not_come_word_for_word_again() -> None:
    parts = [part for each in make_news(200_000) for part in each.text.split("\n\n")]
    assert len(parts) > 3 * len(paragraphs())
    assert len(set(parts)) > len(parts) / 2


def test_made_news_is_read_as_news() -> None:
    found = [extract(each) for each in make_news(30_000)]
    assert all(len(each.timexes) > 3 and len(each.events) > 3 for each in found)


def test_readers_take_turns_and_slow_ones_get_a_sample() -> None:
    turns: list[tuple[str, int]] = []
    news = make_news(30_000)

    def reader(name: str, sample: int | None = None) -> Reader:
        def seconds(share: Sequence[Document]) -> float:
            turns.append((name, len(share)))
            return 0.5

        return Reader(name, seconds, sample)

    rates = measure([reader("a"), reader("b", 6_500)], [news[:4], news[4:8]])
    assert turns == [("a", 4), ("b", 2), ("a", 4), ("b", 2)]
    assert rates["a"] == [size(news[:4]) / 500, size(news[4:8]) / 500]


def test_hostile_texts_grow_as_they_should() -> None:
    for name, make in texts(0.01).items():
        assert 3.9 < len(make(4)) / len(make(1)) < 4.1, name


def test_a_hostile_text_is_timed_or_given_up() -> None:
    text = texts(0.01)["dates, one sentence"](4)
    assert 0 < (timed(text) or 0) < 30
    assert timed(text * 50, limit=0.001) is None


def test_what_is_not_linear_is_said() -> None:
    trials = (Trial("good", 1000, 1.0, 4.0), Trial("bad", 1000, 1.0, 16.0), Trial("slow", 9, 2.0, None))
    lines = [line(trial) for trial in trials]
    assert [each.endswith("not linear") for each in lines] == [False, True, True]
    assert lines[2].split() == ["slow", "9", "2.00", ">", f"{hostile.LIMIT:.0f}", "inf", "-", "not", "linear"]


def test_memory_is_that_of_the_article() -> None:
    memory = measure_memory(50_000)
    assert memory.article >= 50_000
    assert memory.events > 100
    assert 0 <= memory.ratio < 500


def command(*options: str, corpora: str = "") -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "bench.extract_speed", "--beside", "none", *options]
    environment = {**os.environ, VARIABLE: corpora}
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def test_the_command_compares_the_extractor_with_others() -> None:
    done = command("--megabytes", "0.02", "--rounds", "2", "--parts", "news,start")
    assert done.returncode == 0, done.stderr
    for name in ("extract ", "times alone ", "re: every word", "re: 50 words", "dateparser search", "start: import"):
        assert name in done.stdout
    assert [line.split()[-2] for line in done.stdout.splitlines() if line.startswith("extract ")] == ["1.000"]
    assert [line.split()[-1] for line in done.stdout.splitlines() if line.startswith("times alone ")] == ["1.000"]
    assert "hostile" not in done.stdout


def test_newswire_is_read_where_it_is(tmp_path: Path) -> None:
    article = {"id": "a", "published": "2024-12-11", "text": "The bridge reopened on Monday. " * 20, "timexes": []}
    for file in (file for files in FILES.values() for file in files):
        (tmp_path / file).write_text(json.dumps(article), encoding="utf-8")
    done = command("--parts", "newswire", "--rounds", "2", corpora=str(tmp_path))
    assert "newswire: 0.0 MB, 4 articles, 32.3 times a kB, 2 rounds" in done.stdout, done.stderr


def test_the_command_profiles() -> None:
    told = command("--megabytes", "0.02", "--profile").stdout
    assert "Ordered by: internal time" in told
    rows = re.findall(r"^ *[\d/]+ +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ +(.+)$", told, re.MULTILINE)
    assert len(rows) == 30  # which ones is for the machine to say
    assert any(re.match(r"\w+\.py:\d+\(", row) for row in rows)


@pytest.mark.parametrize(
    "options", [("--parts", "news,weather"), ("--megabytes", "much"), ("--beside", "compiled,horse")]
)
def test_the_command_refuses_what_it_does_not_know(options: tuple[str, ...]) -> None:
    done = command(*options)
    assert done.returncode == 2
    assert options[1].split(",")[-1] in done.stderr
