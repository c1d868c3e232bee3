"""`timeline-api ingest` of what people have: folders of everything, archives, addresses; and what it tells."""

import gzip
import json
from pathlib import Path

import pytest

from tests.ingest.samples import MORE, PROSE, epub, packed, page, pdf, record
from tests.ingest.web_server import serving

MESSAGE = b"From: ida@g.example\nDate: Sun, 08 Dec 2024 10:00:00 +0100\nSubject: Mill\n\nThe mill burned on Monday.\n"
DATED = '<meta name="pubdate" content="2019-05-14">'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "all"
    (path / "inner").mkdir(parents=True)
    for name, content in {
        "a.html": page(head=DATED),
        "b.pdf": pdf(("The ferry sank on 2 November 2024.",)),
        "c.epub": epub({"a.x": "<p>The pier opened on 6 May 2023.</p>"}, ["a.x"]),
        "d.eml": MESSAGE,
        "e.csv": b"text,date\nThe ferry sailed on Monday.,2024-11-06\n",
        "f.warc.gz": packed(record("https://a.example/", page(head=DATED))),
        "g.mbox": b"From x\n" + MESSAGE,
        "h.rss": b'<rss version="2.0"><channel><title>F</title><item><title>T</title><description>The bridge opened '
        b"on 1 May 2001.</description></item></channel></rss>",
        "inner/i.jsonl.gz": gzip.compress(b'{"text": "The canal closed on 3 June 2003."}\n'),
        "inner/j.md": b"# Lock\n\nThe lock broke on 4 June 2004.\n",
        "x.png": b"PNG",
        "y.png": b"PNG",
    }.items():
        (path / name).write_bytes(content)
    return path


def test_a_folder_of_everything_comes_in_and_other_kinds_are_named(run, database: Path, folder: Path) -> None:
    report = folder.parent / "report.jsonl"
    result = run("ingest", folder, "--report", report)
    assert result.exit_code == 1
    # The message of the mbox is the same as the one in the file, by its Message-ID or, without one, its words.
    assert result.stdout.startswith("10 articles (9 created, 0 replaced, 1 unchanged), ")
    assert f"error: {folder}: a kind that is not read: .png (2 files, the first {folder}/x.png)" in result.stderr
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert [line["where"].removeprefix(f"{folder}/") for line in lines] == [
        "a.html", "b.pdf", "c.epub", "d.eml", "e.csv:2", "f.warc.gz:0", "g.mbox:1", "h.rss:1", "inner/i.jsonl.gz:1",
        "inner/j.md", str(folder),
    ]  # fmt: skip
    first = lines[0]
    assert (first["title"], first["published"], first["outcome"]) == ("Mill burns down", "2019-05-14", "created")
    assert first["published_claims"] == [
        {"published": "2019-05-14", "origin": "meta pubdate", "text": "2019-05-14", "note": "believed: the only one"}
    ]
    assert lines[-1]["outcome"] == "failed"


def test_a_dry_run_shows_what_would_come_in_and_stores_nothing(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder / "a.html", folder / "e.csv", "--dry-run")
    assert result.stdout.splitlines() == [
        f"2019-05-14 (meta pubdate)  Mill burns down | {len((PROSE + ' ' + MORE).split())} words | {folder}/a.html",
        f"2024-11-06  5 words | {folder}/e.csv:2",
        "2 would come in",
    ]
    assert not database.exists()
    told = run("ingest", folder / "x.png", folder / "e.csv", "--dry-run", "--json")
    assert [json.loads(line)["outcome"] for line in told.stdout.splitlines()] == ["failed", "would come in"]
    assert told.exit_code == 1


def test_what_was_published_before_is_left_out(run, database: Path, folder: Path) -> None:
    result = run("ingest", *(folder / name for name in ("a.html", "c.epub", "d.eml")), "--since", "1 January 2024")
    assert (result.exit_code, result.stdout[:10]) == (0, "2 articles")
    assert result.stdout.endswith("; 1 left out\n")
    shown = run("ingest", folder / "a.html", "--since", "2024-01-01", "--dry-run")
    assert shown.stdout == "0 would come in, 1 left out\n"


@pytest.mark.parametrize("since", ["2024", "2024-01", "2024-01-01T10:00:00Z", "2024-01-01"])
def test_since_is_a_day_a_month_or_a_year(run, database: Path, folder: Path, since: str) -> None:
    shown = run("ingest", folder / "a.html", folder / "e.csv", "--since", since, "--dry-run")
    assert shown.stdout.endswith("1 would come in, 1 left out\n")


def test_a_since_that_is_no_date_is_named_as_such(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder / "a.html", "--since", "yesterday")
    assert "Invalid value for '--since': not a full date: 'yesterday'; write it as 2024-12-08" in result.stderr


def test_a_dry_run_names_what_could_not_be_stored(run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "nul.txt").write_text("It \0 sank on 2024-11-02.")
    result = run("ingest", tmp_path / "nul.txt", "--dry-run")
    assert (result.exit_code, result.stdout) == (1, "0 would come in, 1 failed\n")
    assert "nul.txt: text: character 3 is U+0000, which cannot be stored" in result.stderr


def test_stopping_at_an_error_leaves_what_follows(run, database: Path, folder: Path) -> None:
    sources = [folder / name for name in ("d.eml", "x.png", "e.csv")]
    stopped = run("ingest", *sources, "--on-error", "stop")
    assert (stopped.exit_code, stopped.stdout) == (
        1,
        "1 article (1 created, 0 replaced, 0 unchanged), 1 event; 1 failed\n",
    )
    assert run("ingest", *sources).stdout.startswith("2 articles (1 created, 0 replaced, 1 unchanged)")


def test_a_report_that_cannot_be_written_is_said_before_anything_is_stored(run, database: Path, folder: Path) -> None:
    result = run("ingest", folder / "d.eml", "--report", folder / "no" / "report")
    assert (result.exit_code, database.exists()) == (2, False)
    assert "the report cannot be written to" in result.stderr


def test_large_files_circles_and_broken_ones_are_named_and_the_rest_comes_in(run, database: Path, folder: Path) -> None:
    for name in ("big.txt", "big.pdf", "big.jsonl", "big.csv"):
        with (folder / name).open("wb") as file:
            file.truncate(5 * 1024**3 if name != "big.jsonl" else 200 * 1024**2)
    (folder / "cut.jsonl.gz").write_bytes((folder / "inner" / "i.jsonl.gz").read_bytes()[:30])
    (folder / "inner" / "around").symlink_to(folder)
    (folder / "inner" / "nowhere.txt").symlink_to(folder / "gone")
    result = run("ingest", folder)
    said = result.stderr.replace(f"error: {folder}/", "")
    for line in (
        "big.txt: larger than 64 MiB",
        "big.pdf: larger than 256 MiB",
        "big.csv:1: no column called text",
        "big.jsonl:1: the line is longer than 64 MiB",
        "cut.jsonl.gz:1: cannot be read: the gzip is cut short",
        "inner/around: a link that leads back to a folder it is in; not followed",
        "inner/nowhere.txt: a link that leads nowhere",
    ):
        assert line in said
    assert result.stdout.startswith("10 articles (9 created")


def test_pages_and_feeds_come_in_from_the_web(run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as site:
        site.put("/mill", page(head=DATED))
        site.put("/lock", page(PROSE.replace("mill", "lock"), title="Lock breaks"))
        site.put("/secret", page())
        site.put("/robots.txt", b"User-agent: *\nDisallow: /secret", "text/plain")
        entries = "".join(
            f"<item><title>{n}</title><link>{site.url(n)}</link></item>" for n in ("/mill", "/lock", "/secret")
        )
        feed = f'<rss version="2.0"><channel><title>Gazette</title>{entries}</channel></rss>'
        site.put("/feed", feed.encode(), "application/x-rss+xml")  # as Debian's servers say
        refused = run("ingest", site.url("/mill"))
        assert refused.stderr == f"error: {site.url('/mill')}: 127.0.0.1 is at 127.0.0.1, which is no public address\n"
        assert site.asked == []
        monkeypatch.setenv("TIMELINE_FETCH_NETWORKS", "127.0.0.0/8")
        assert run("ingest", site.url("/mill")).stdout.startswith("1 article (1 created")
        result = run("ingest", "feed", site.url("/feed"))
        assert result.stdout.startswith("2 articles (1 created, 1 replaced, 0 unchanged)")  # now it is of the Gazette
        why = "the entry is a summary, and its page cannot be read: its robots.txt forbids it"
        assert result.stderr == f"error: {site.url('/secret')}: {why}\n"


def test_the_word_feed_can_be_a_file_too(run, database: Path, folder: Path) -> None:
    result = run("ingest", "feed", folder / "h.rss")
    assert result.stdout.startswith("1 article (1 created")


def test_of_a_folder_those_files_come_in_that_are_meant(run, database: Path, folder: Path) -> None:
    (folder / "inner" / "drafts").mkdir()
    (folder / "inner" / "drafts" / "d.txt").write_text("It opened on 1 May 2001.")

    def names(*options: str) -> list[str]:
        told = run("ingest", folder, "--dry-run", "--json", *options).stdout.splitlines()
        return [json.loads(line)["where"].removeprefix(f"{folder}/") for line in told]

    everything = names()
    assert names("--include", "*.html", "--include", "*.csv") == ["a.html", "e.csv:2"]
    assert names("--include", "inner/*.jsonl.gz") == ["inner/i.jsonl.gz:1"]
    assert names("--exclude", "drafts", "--exclude", "*.png") == [
        each for each in everything if "drafts" not in each and each != str(folder)
    ]
    assert run("ingest", folder, "--exclude", "*.png", "--dry-run").exit_code == 0
    nothing = run("ingest", folder, "--include", "*.doc")
    assert (nothing.exit_code, nothing.stderr.count("\n")) == (1, 1)
    assert "among the files that are meant" in nothing.stderr
