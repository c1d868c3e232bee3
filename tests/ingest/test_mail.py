"""E-mail: the words of whoever wrote it, without what is quoted, and when it was sent."""

import io
from datetime import datetime, timedelta, timezone
from time import process_time

import pytest

from tests.ingest.samples import told
from timeline_api.ingest.mail import read_mbox, read_message
from timeline_api.ingest.reading import UnreadableError

MESSAGE = (
    b"From: =?utf-8?q?Ida_V=C3=A4nce?= <ida@gazette.example>\r\nDate: Sun, 08 Dec 2024 10:00:00 +0100\r\n"
    b"Subject: Mill burns\r\nMessage-ID: <1@gazette.example>\r\n\r\nThe mill burned on Monday.\r\n> It was 2001.\r\n"
    b"-- \r\nIda, since 1999\r\n"
)


def test_a_message_is_its_own_words() -> None:
    found = read_message(MESSAGE)
    assert (found.text, found.title, found.author) == ("The mill burned on Monday.", "Mill burns", "Ida Vänce")
    assert (found.id, found.source) == ("1@gazette.example", "gazette.example")
    assert found.published == datetime(2024, 12, 8, 10, tzinfo=timezone(timedelta(hours=1)))


def test_a_message_in_html_and_a_strange_encoding() -> None:
    head = b"Subject: x\r\nList-Id: The List <list.example>\r\nContent-Type: text/html; charset=%b\r\n\r\n"
    body = "<p>The café burned.</p><p>Twice.</p>".encode("cp1252")
    for charset in (b"windows-1252", b"iso-8859-1", b"no-such-set"):
        found = read_message(head % charset + body)
        assert (found.source, found.text.split("\n")[-1]) == ("The List", "Twice.")
    assert "café" in read_message(head % b"windows-1252" + body).text


REPLY = "Subject: x\nDate: Wed, 11 Dec 2024 09:00:00 +0100\nContent-Type: text/{}\n\n"


@pytest.mark.parametrize(
    ("kind", "words", "own"),
    [
        (
            "plain",
            "It burned.\n\nOn Tue, Dec 10, 2024 Jane\n<j@x> wrote:\n\n> It was 2001.\n\nTwice.",
            "It burned.\n\nTwice.",
        ),
        ("plain", "It burned.\nThis is what we know:\n> Nothing.", "It burned.\nThis is what we know:"),
        (
            "plain",
            "See below.\n\n---------- Forwarded message ---------\nFrom: Jane <j@x>\nDate: 10 Dec 2024\nTo: <b@x>\n\n"
            "Baths: they closed.\n",
            "See below.\n\n\nBaths: they closed.",
        ),
        (
            "html",
            '<p>It burned.</p><div class="gmail_quote"><div>On 10 December 2024 Jane wrote:</div><blockquote><p>It was '
            "2001.</p></blockquote></div><p>Twice.</p>",
            "It burned.\n\nTwice.",
        ),
        ("html", "<p>She said:</p><blockquote><p>It was in 2001.</p></blockquote>", "She said:\n\nIt was in 2001."),
    ],
)
def test_what_a_message_quotes_and_whom_is_not_its_own(kind: str, words: str, own: str) -> None:
    assert read_message((REPLY.format(kind) + words).encode()).text == own


def test_a_long_message_of_digits_is_read_in_time() -> None:
    begun = process_time()
    read_message((REPLY.format("plain") + "It burned.\n" + "1" * 2_000_000 + "\n> x\n" + "-" * 2_000_000).encode())
    assert process_time() - begun < 5


def test_an_mbox_is_many_messages_and_a_bad_one_is_named() -> None:
    empty = b"Subject: nothing\n\n"
    stream = io.BytesIO(b"\n".join(b"From x\n" + each for each in (MESSAGE, empty, MESSAGE)))
    first, bad, last = told(read_mbox(stream, "m.mbox"))
    assert first == last == "The mill burned on Monday."
    assert bad == "m.mbox:12: text is empty"


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "m.mbox: an mbox without a message"), (b"Hello\n", "m.mbox:1: not an mbox: it does not begin with")],
)
def test_what_is_no_mbox_says_so(content: bytes, what: str) -> None:
    assert told(read_mbox(io.BytesIO(content), "m.mbox"))[0].startswith(what)


def test_what_is_no_message_says_so() -> None:
    with pytest.raises(UnreadableError, match="not a message: it has no headers"):
        read_message(b"\n\nSome words.")
