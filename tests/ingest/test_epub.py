"""Books that are broken, or made to harm whoever opens them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.samples import MORE, PROSE, epub
from timeline_api.ingest.epub import read_epub
from timeline_api.ingest.reading import UnreadableError

TOLD = {"a.xhtml": f"<p>{PROSE}</p>", "b.xhtml": f"<p>{MORE}</p>"}
BOMB = (
    '<!DOCTYPE package [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)


def encryption(path: str) -> dict[str, str]:
    return {
        "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>'
        f'<e:CipherReference URI="{path}"/></e:CipherData></e:EncryptedData></encryption>'
    }


def test_a_package_with_faults_is_read_as_far_as_it_goes() -> None:
    book = read_epub(epub(TOLD, ["a.xhtml", "b.xhtml"], "<dc:title>Mills & Looms</dc:title><dc:creator>Ann"))
    assert (book.title, book.text) == ("Mills Looms", f"{PROSE}\n\n{MORE}")


def test_entities_are_not_filled_in() -> None:
    secret = Path(__file__).as_uri()
    before = f'<!DOCTYPE package [<!ENTITY file SYSTEM "{secret}">]>'
    book = read_epub(epub(TOLD, ["a.xhtml"], "<dc:title>&file;</dc:title>", before))
    assert (book.title, book.text) == (None, PROSE)
    with pytest.raises(UnreadableError):  # the parser gives up, and the chapters stand after it
        read_epub(epub(TOLD, ["a.xhtml"], "<dc:title>&k;</dc:title>", BOMB))


def test_paths_lead_nowhere_but_into_the_book(tmp_path: Path) -> None:
    outside = tmp_path / "secret.xhtml"
    outside.write_text("<p>It was a secret until 1 May 2001.</p>")
    for path in (str(outside), "../" * 20 + str(outside).lstrip("/")):
        with pytest.raises(UnreadableError, match=r"not a whole EPUB: .*secret\.xhtml is missing"):
            read_epub(_pointing_at(path))


def _pointing_at(path: str) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f'<item id="a" href="{path}"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    return epub({}, [], more={"OEBPS/book.opf": package})


def test_a_book_that_is_encrypted_says_so_and_one_with_hidden_fonts_is_read() -> None:
    with pytest.raises(UnreadableError, match="chapters are encrypted"):
        read_epub(epub(TOLD, ["a.xhtml"], more=encryption("OEBPS/a.xhtml")))
    assert read_epub(epub(TOLD, ["a.xhtml"], more=encryption("OEBPS/font.otf"))).text == PROSE


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"META-INF/container.xml": "<container/>"}, "its container names no package"),
        ({"META-INF/container.xml": ""}, "META-INF/container.xml is not XML"),
        ({"META-INF/container.xml": "not XML"}, "META-INF/container.xml is not XML"),
        ({"OEBPS/book.opf": ""}, "OEBPS/book.opf is not XML"),
        ({"OEBPS/book.opf": "<package/>"}, "an EPUB with no text"),
    ],
)
def test_what_is_missing_is_named(more: dict[str, str], what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read_epub(epub(TOLD, ["a.xhtml"], more=more))


def test_a_chapter_that_is_told_again_and_again_counts_each_time() -> None:
    chapter = {"a.xhtml": f"<p>{PROSE * 5_000}</p>"}
    with pytest.raises(UnreadableError, match="more than 64 MiB when unpacked"):
        read_epub(epub(chapter, ["a.xhtml"] * 200))
