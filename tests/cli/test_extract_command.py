"""`timeline-api extract`, as a user runs it."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from timeline_api.bulk import extracting
from timeline_api.commands.output import printable

TEXT = "The mill burned on 2024-12-08. Nobody was hurt."
LINE = json.dumps({"id": "a1", "text": TEXT, "published": "2024-12-11", "timexes": []})
COMMAND = [sys.executable, "-m", "timeline_api.cli"]


def records(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_json_lines_in_json_lines_out(run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f"{LINE}\n\n{LINE.replace('a1', 'a2')}\n")
    result = run("extract", path)
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = records(result.stdout)
    assert (first["id"], first["published"], second["id"]) == ("a1", "2024-12-11", "a2")
    (timex,) = (timex for timex in first["timexes"] if timex["type"] == "DATE")
    assert TEXT[timex["start"] : timex["end"]] == timex["text"] == "2024-12-08"
    assert timex["value"] == "2024-12-08"
    event = first["events"][0]
    assert event["date"]["edtf"] == event["date"]["start"] == event["date"]["end"] == "2024-12-08"
    assert TEXT[event["start"] : event["end"]] == event["text"]
    assert "explanation" not in event


def test_offsets_count_characters_and_not_bytes(run) -> None:
    text = "🔥🔥 Ødegård burned on 2024-12-08."
    result = run("extract", stdin=json.dumps({"text": text}))
    timex = records(result.stdout)[0]["timexes"][0]
    assert text[timex["start"] : timex["end"]] == "2024-12-08"


def test_bad_lines_are_named_and_the_rest_goes_on(run) -> None:
    lines = [LINE, "{oops", '{"text": 7}', '{"text": "It burned.", "published": "soon"}', LINE]
    result = run("extract", stdin="\n".join(lines))
    assert result.exit_code == 1
    assert [record["id"] for record in records(result.stdout)] == ["a1", "a1"]
    assert result.stderr.splitlines() == [
        "error: stdin:2: not JSON: Expecting property name enclosed in double quotes at column 2",
        "error: stdin:3: text must be a string, not a number",
        "error: stdin:4: published is not a full date: 'soon'; write it as 2024-12-08",
    ]


def test_text_on_standard_input_is_told_how_to_be_read(run) -> None:
    assert run("extract", stdin=TEXT).stderr.splitlines()[1:] == [
        "warning: standard input holds JSON Lines; with --published DATE it is the text of one article"
    ]


def test_published_makes_standard_input_one_text(run) -> None:
    result = run("extract", "--published", "11 December 2024", stdin=TEXT)
    (record,) = records(result.stdout)
    assert (record["id"], record["published"]) == (None, "2024-12-11")
    assert [timex["text"] for timex in record["timexes"]] == ["2024-12-08"]


@pytest.mark.parametrize("name", ["story.txt", "story.md", "story"])
def test_published_reads_a_file_as_one_text(run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    (record,) = records(run("extract", path, "--published", "2024-12-11").stdout)
    assert (record["id"], record["published"]) == (path.as_posix(), "2024-12-11")


def test_an_article_file_states_its_own_date(run, tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text(f"---\npublished: 2024-12-11\n---\n{TEXT}")
    assert records(run("extract", path).stdout)[0]["published"] == "2024-12-11"
    assert records(run("extract", path, "--published", "2024-12-12").stdout)[0]["published"] == "2024-12-12"


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.rss"])
def test_published_and_files_of_several_articles_do_not_go_together(run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(LINE)
    result = run("extract", path, "--published", "2024-12-11")
    assert result.exit_code == 2
    assert "--published is for one article" in result.stderr


def test_files_of_every_kind_are_read(run, tmp_path: Path) -> None:
    page, table = tmp_path / "mill.html", tmp_path / "mills.csv"
    page.write_text(f"<title>Mill</title><article><h1>Mill</h1><p>{TEXT} It was old.</p></article>")
    table.write_text(f"text,date\n{TEXT},2024-12-11\n{TEXT},soon\n")
    read = records(run("extract", page, "--published", "2024-12-12").stdout)
    assert [(one["published"], one["timexes"][0]["text"]) for one in read] == [("2024-12-12", "2024-12-08")]
    result = run("extract", table)
    assert [one["published"] for one in records(result.stdout)] == ["2024-12-11"]
    assert (
        result.stderr == f"error: {table.as_posix()}:3: published is not a full date: 'soon'; write it as 2024-12-08\n"
    )


def test_a_bad_published_is_wrong_use(run) -> None:
    result = run("extract", "--published", "08/12/2024", stdin=TEXT)
    assert result.exit_code == 2
    assert "can be read as two days" in result.stderr


def test_a_missing_file_is_named(run) -> None:
    result = run("extract", "gone.jsonl")
    assert result.exit_code == 2
    assert "File 'gone.jsonl' does not exist" in result.stderr


def test_explain_says_why(run) -> None:
    result = run("extract", "--explain", stdin=LINE)
    why = records(result.stdout)[0]["events"][0]["explanation"]
    assert TEXT[why["start"] : why["end"]] == "2024-12-08"
    assert set(why) == {"rule", "start", "end", "text", "anchor", "steps", "extractor"}
    assert why["rule"]
    reasons = records(result.stdout)[0]["timexes"][0]["explanation"]
    assert [word["classes"] for word in reasons["words"]] == [["ISODATE"]]
    assert reasons["steps"]


@pytest.mark.parametrize(
    "line",
    [LINE, '{"text": "Ocurrió el 3 de mayo.", "language": "es"}', '{"text": "Am 3. Mai 2024.", "language": "de"}'],
)
@pytest.mark.parametrize("options", [[], ["--explain"]])
def test_times_alone_are_those_that_are_read_with_events(run, line: str, options: list[str]) -> None:
    (alone,) = records(run("extract", "--only-times", *options, stdin=line).stdout)
    (whole,) = records(run("extract", *options, stdin=line).stdout)
    assert whole.pop("events")
    assert alone == whole


def test_times_alone_make_no_table(run) -> None:
    result = run("extract", "--only-times", "--table", stdin=LINE)
    assert result.exit_code == 2
    assert "A table shows events, of which --only-times reads none." in result.stderr


def test_lone_surrogates_are_written_as_escapes(run) -> None:
    result = run("extract", stdin='{"id": "\\ud800", "text": "It burned on 2024-12-08 \\udfff."}')
    assert result.exit_code == 0
    assert '"id":"\\ud800"' in result.stdout
    assert records(result.stdout)[0]["id"] == "\ud800"


def test_invalid_utf8_is_named_with_its_byte(run, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"The caf\xe9 burned.")
    result = run("extract", path)
    assert result.exit_code == 1
    assert result.stderr == f"error: {path}: not UTF-8: byte 0xE9 at offset 7; save it as UTF-8\n"


def test_a_failing_extractor_takes_no_other_document_with_it(run, monkeypatch) -> None:
    import timeline_api.pipeline as pipeline

    whole = pipeline.extract

    def fragile(document):
        if document.id == "bad":
            raise RuntimeError("no way")
        return whole(document)

    monkeypatch.setattr(pipeline, "extract", fragile)
    result = run("extract", stdin=f"{LINE}\n{LINE.replace('a1', 'bad')}\n{LINE}")
    assert result.exit_code == 1
    assert len(records(result.stdout)) == 2
    assert result.stderr == "error: stdin:2: the extractor failed: RuntimeError: no way\n"
    assert extracting.extract_found.__doc__


def test_a_table_without_colours_when_not_on_a_terminal(run) -> None:
    result = run("extract", "--table", "--explain", stdin=LINE)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "published 2024-12-11" in result.stdout
    assert "2024-12-08" in result.stdout
    assert "rule " in result.stdout


def test_a_table_says_so_when_there_is_nothing(run) -> None:
    result = run("extract", "--table", stdin='{"text": "Water boils."}')
    assert "no dated events" in result.stdout


def test_control_characters_cannot_reach_the_terminal(run) -> None:
    text = "It burned \x1b[2J on 2024-12-08 \x9b31m."
    result = run("extract", "--table", stdin=json.dumps({"text": text, "title": "\x1b]0;x\x07 \ud800"}))
    assert result.exit_code == 0
    assert {"\x1b", "\x9b", "\x07"}.isdisjoint(result.stdout)
    assert len(printable(text)) == len(text)


def on_terminal(arguments: list[str], cwd: Path) -> str:
    """What the command writes when its standard output is a terminal, 100 columns wide."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment = {name: value for name, value in environment.items() if name not in ("NO_COLOR", "COLUMNS")}
    with subprocess.Popen([*COMMAND, *arguments], cwd=cwd, stdout=child, stderr=child, env=environment) as process:
        os.close(child)
        written = b""
        while chunk := read_pty(parent):
            written += chunk
    os.close(parent)
    assert process.returncode == 0, written
    return written.decode()


def read_pty(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_on_a_terminal_the_words_of_the_date_stand_out(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT)
    shown = on_terminal(["extract", "story.txt", "--published", "2024-12-11"], tmp_path)
    assert "The mill burned on \x1b[1;7;36m2024-12-08\x1b[0m" in shown
    assert "story.txt" in shown


def test_on_a_terminal_json_is_there_for_the_asking(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT)
    shown = on_terminal(["extract", "story.txt", "--json"], tmp_path)
    assert records(shown)[0]["id"] == "story.txt"


def peak_memory(path: Path) -> int:
    """Peak resident memory of the command on a file, in kB."""
    code = (
        "import resource, sys; from timeline_api.cli import main\n"
        f"main(['extract', {str(path)!r}], standalone_mode=False)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True
    )
    return int(done.stderr.split()[-1])


def write_lines(path: Path, count: int) -> Path:
    with path.open("w") as file:
        for number in range(count):
            text = f"Mill number {number} burned on 2024-12-{number % 28 + 1:02d}."
            file.write(json.dumps({"id": str(number), "text": text, "note": f"{number} " * 4000}) + "\n")
    return path


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small = peak_memory(write_lines(tmp_path / "small.jsonl", 200))
    path = write_lines(tmp_path / "large.jsonl", 3000)
    assert path.stat().st_size > 50_000_000
    assert peak_memory(path) - small < 8_000


def test_a_line_is_written_before_the_next_is_read() -> None:
    with subprocess.Popen([*COMMAND, "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(LINE.replace("a1", f"n{number}").encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == f"n{number}"
        process.stdin.close()
    assert process.returncode == 0


def test_a_closed_pipe_is_no_traceback() -> None:
    lines = f"{LINE}\n".encode() * 3000
    with subprocess.Popen(
        [*COMMAND, "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _, stderr = process.communicate(lines)
    assert process.returncode == 1
    assert b"Traceback" not in stderr
