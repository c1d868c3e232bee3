"""Languages: Spanish in full, explicit dates in those without a grammar, and the language of a text that names none."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_api import extract
from timeline_api.events.explicit import explicit_events
from timeline_api.language import detect_language
from timeline_api.model import Document, Extraction
from timeline_api.temporal import adapter
from timeline_api.temporal.adapter import adapted_languages, read_explicit

PUBLISHED = date(2024, 12, 11)

# Two dates in each: a full one, and a month with its year.
TEXTS = {
    "ar": ("افتتح الجسر في 8 ديسمبر 2024. وبدأت الأعمال في مارس 2019.", "8 ديسمبر 2024"),
    "cs": ("Most byl otevřen 8. prosince 2024. Stavba začala v březnu 2019.", "8. prosince 2024"),
    "de": ("Die Brücke wurde am 8. Dezember 2024 eröffnet. Der Bau begann im März 2019.", "8. Dezember 2024"),
    "fi": ("Silta avattiin 8. joulukuuta 2024. Työt alkoivat maaliskuussa 2019.", "8. joulukuuta 2024"),
    "fr": ("Le pont a été inauguré le 8 décembre 2024. Le chantier avait débuté en mars 2019.", "8 décembre 2024"),
    "he": ("הגשר נחנך ב-8 בדצמבר 2024. העבודות החלו במרץ 2019.", "8 בדצמבר 2024"),
    "hi": ("पुल 8 दिसंबर 2024 को खोला गया। काम मार्च 2019 में शुरू हुआ था।", "8 दिसंबर 2024"),
    "it": ("Il ponte è stato aperto l'8 dicembre 2024. I lavori erano iniziati nel marzo 2019.", "8 dicembre 2024"),
    "ja": ("橋は2024年12月8日に開通した。工事は2019年3月に始まった。", "2024年12月8日"),
    "ko": ("다리는 2024년 12월 8일 개통됐다. 공사는 2019년 3월에 시작됐다.", "2024년 12월 8일"),
    "lt": ("Tiltas atidarytas 2024 m. gruodžio 8 d. Statybos prasidėjo 2019 m. kovo mėnesį.", "2024 m. gruodžio 8"),
    "nl": ("De brug werd op 8 december 2024 geopend. De bouw begon in maart 2019.", "8 december 2024"),
    "pl": ("Most otwarto 8 grudnia 2024 roku. Budowa ruszyła w marcu 2019 roku.", "8 grudnia 2024"),
    "pt": ("A ponte foi inaugurada em 8 de dezembro de 2024. As obras vêm de março de 2019.", "8 de dezembro de 2024"),
    "ru": ("Мост открыли 8 декабря 2024 года. Строительство началось в марте 2019 года.", "8 декабря 2024"),
    "tr": ("Köprü 8 Aralık 2024'te açıldı. İnşaat Mart 2019'da başlamıştı.", "8 Aralık 2024"),
    "uk": ("Міст відкрили 8 грудня 2024 року. Будівництво почалося в березні 2019 року.", "8 грудня 2024"),
    "vi": ("Cầu khánh thành ngày 8 tháng 12 năm 2024. Việc xây bắt đầu vào tháng 3 năm 2019.", "8 tháng 12 năm 2024"),
    "zh": ("大桥于2024年12月8日通车。工程始于2019年3月。", "2024年12月8日"),
}  # fmt: skip


def read(text: str, language: str | None, published: date | None = PUBLISHED) -> Extraction:
    return extract(Document(text, published=published, language=language))


def dates(text: str, language: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(timex.text, timex.value) for timex in read(text, language, published).timexes]


# --- explicit dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", TEXTS)
def test_explicit_dates_are_read(language: str) -> None:
    text, day = TEXTS[language]
    found = read(text, language)
    assert [timex.value for timex in found.timexes] == ["2024-12-08", "2019-03"]
    assert found.timexes[0].text == day
    assert {(timex.rule, timex.basis) for timex in found.timexes} == {(f"dateparser-{language}", "explicit")}
    assert all(text[timex.start : timex.end] == timex.text for timex in found.timexes)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "Il est né en l'an 1998. L'année 2000 fut belle. Rome tomba il y a 1500 ans.", ["1998", "2000"]),
        ("de", "Er wurde im Jahr 1998 geboren. Im Jahre 1871 siegte er. Nach 2000 Jahren.", ["1998", "1871"]),
        ("ru", "В 1998 году он родился. Ему 1500 лет. В 1990 г. он ушёл.", ["1998", "1990"]),
        ("pt", "No ano de 1998 nasceu.", ["1998"]),
        ("pl", "W 1998 roku się urodził. W roku 2001 zmarł 8 grudnia 2024 roku.", ["1998", "2001", "2024-12-08"]),
        ("tr", "1998 yılında doğdu.", ["1998"]),
        ("sv", "År 1998 föddes han.", ["1998"]),
        ("ja", "1998年に生まれた。2000年間続いた。2024年12月8日に開通した。", ["1998", "2024-12-08"]),
        ("nl", "Er kwamen 1998 mensen in 2000 auto's.", []),
        ("fr", "Elle fut votée en 1998. En 2000, elle changea. Tiré en 1500 exemplaires.", ["1998", "2000"]),
        ("it", "Crollò nel 1998 e fu ricostruito nel 2004.", ["1998", "2004"]),
        ("de", "Seit 1998 lebt er dort. Er lief bis 2000 Meter.", ["1998"]),
        ("sv", "Det kostade 1998 kronor.", []),
    ],
)
def test_a_year_is_read_beside_a_word_for_one(language: str, text: str, values: list[str]) -> None:
    assert [timex.value for timex in read(text, language).timexes] == values


@pytest.mark.parametrize("language", TEXTS)
def test_each_sentence_with_a_date_is_an_event(language: str) -> None:
    text, _ = TEXTS[language]
    found = read(text, language)
    assert [event.date.edtf for event in found.events] == ["2024-12-08", "2019-03"]
    for event in found.events:
        assert text[event.start : event.end] == event.text
        assert event.title
        assert len(event.title) <= 80
        assert event.explanation.rule == f"dateparser-{language}"
    assert any("only explicit dates" in warning and repr(language) in warning for warning in found.warnings)


def test_they_are_less_sure_than_where_a_grammar_reads() -> None:
    english = read("The bridge was opened on 8 December 2024.", "en").events[0]
    french = read("Le pont a été inauguré le 8 décembre 2024.", "fr").events[0]
    assert 0.3 < french.confidence < english.confidence


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Le village a brûlé le 1er mai 1886.", [("1er mai 1886", "1886-05-01")]),
        ("fr", "Réunion le 08/12/2024 à Lille.", [("08/12/2024", "2024-12-08")]),
        ("de", "Am 04.05.2023 kam der Kran.", [("04.05.2023", "2023-05-04")]),
        ("de", "Stand: 2024-12-08.", [("2024-12-08", "2024-12-08")]),
        ("hu", "A hidat 2024. december 8-án nyitották meg.", [("2024. december 8-án", "2024-12-08")]),
        ("fa", "پل در ۸ دسامبر ۲۰۲۴ افتتاح شد.", [("۸ دسامبر ۲۰۲۴", "2024-12-08")]),
        (
            "ru",
            "Мост открыли 8 декабря 2024 года. В марте 2019 года его закрыли.",
            [("8 декабря 2024", "2024-12-08"), ("марте 2019", "2019-03")],
        ),
        ("fr-CA", "Le pont a ouvert le 8 décembre 2024.", [("8 décembre 2024", "2024-12-08")]),
        ("pt_BR", "A ponte abriu em 8 de dezembro de 2024.", [("8 de dezembro de 2024", "2024-12-08")]),
    ],
)
def test_ways_of_writing(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert dates(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il a vendu 15 maisons à 3 mairies."),
        ("fr", "Le 31 février 2024 n'existe pas."),
        ("fr", "Le 31/31/2024 non plus."),
        ("fr", "Il lui mai, mars, juin."),
        ("de", "Die Version 1.2.2024.7 lief auf 8 Rechnern."),
        ("th", "สะพานเปิดเมื่อ 8 ธันวาคม 2567"),  # the year of another calendar
        ("ja", "会議は13月40日に開かれない。"),
        ("it", "Il 2024 fu un anno secco."),
    ],
)
def test_what_is_no_explicit_date_is_none(language: str, text: str) -> None:
    assert dates(text, language) == []
    assert read(text, language).events == ()


def test_a_missing_year_is_the_nearest_to_publication() -> None:
    found = read("Die Halle brannte am 3. Januar. Der Kran fiel am 30. November um.", "de")
    assert [(timex.value, timex.basis) for timex in found.timexes] == [
        ("2025-01-03", "relative"),
        ("2024-11-30", "relative"),
    ]
    assert found.timexes[0].known == ("month", "day")
    assert found.timexes[0].implied == ("year",)


def test_without_publication_the_year_stays_open() -> None:
    found = read("橋は12月8日に開通した。", "ja", None)
    assert [(timex.value, timex.interval) for timex in found.timexes] == [("XXXX-12-08", None)]
    assert found.events[0].date.interval is None


def test_a_sentence_does_not_end_within_its_date() -> None:
    text = "Der Kran fiel am 3. Mai 2023 um. Verletzt wurde niemand."
    assert [event.text for event in read(text, "de").events] == ["Der Kran fiel am 3. Mai 2023 um."]


def test_of_several_dates_the_first_that_states_its_year_counts() -> None:
    text = "Am 3. Mai fiel der Kran um, am 4. Mai 2023 kam ein neuer, im Jahr 2024 ein dritter."
    assert [event.date.edtf for event in read(text, "de").events] == ["2023-05-04"]


def test_more_dates_than_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "LIMIT", 3)
    found = read_explicit("Le 8 mai 1945. " * 5, "fr", None, PUBLISHED.toordinal())
    assert found.cut
    assert len(found.timexes) == 3
    monkeypatch.undo()
    full = read("Le 8 mai 1945. " * (adapter.LIMIT + 1), "fr")
    assert len(full.timexes) == adapter.LIMIT
    assert any(str(adapter.LIMIT) in warning for warning in full.warnings)


def test_what_dateparser_stumbles_over_costs_one_date(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def get_date_data(self, words: str) -> None:
            raise OverflowError(words)

    monkeypatch.setattr(adapter, "_parser", lambda language: Broken())
    assert adapter._read.__wrapped__("8 mai 1945", "fr") is None


# --- languages that nothing reads -----------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["xx", "tlh", "x-unknown", "12", "-"])
def test_an_unknown_language_is_a_warning(tag: str) -> None:
    found = read("Qo'noS 2024-12-08.", tag)
    assert (found.timexes, found.events) == ((), ())
    assert any("is not read" in warning and "en" in warning for warning in found.warnings)


def test_many_languages_are_known() -> None:
    assert len(adapted_languages()) > 150
    assert set(TEXTS) <= adapted_languages()


# --- the language of a text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_detected(language: str) -> None:
    text, _ = TEXTS[language]
    assert detect_language(text) == language
    found = read(text, None)
    assert [timex.value for timex in found.timexes] == ["2024-12-08", "2019-03"]
    assert any("no language was given" in warning and repr(language) in warning for warning in found.warnings)


def test_spanish_is_detected_and_read_in_full() -> None:
    found = read("El puente se abrió ayer. Las obras empezaron hace tres años.", None)
    assert [timex.value for timex in found.timexes] == ["2024-12-10", "2021"]
    assert any(repr("es") in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2024",
        "Rain fell.",
        "...",
        "ok",
        "Ida Renn swore an oath in 1998.",
        "Snow, hail, thunder: all in one day!",
        "\ud800\udfff",
        "\x00\x01",
    ],
)
def test_where_nothing_tells_it_is_english(text: str) -> None:
    assert detect_language(text) == "en"
    assert not any("no language was given" in warning for warning in read(text, None).warnings)


def test_a_stated_language_is_not_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(text: str) -> str:
        raise AssertionError("the language was stated")

    monkeypatch.setattr("timeline_api.pipeline.detect_language", asked)
    assert dates("Le pont a ouvert le 8 décembre 2024.", "fr") == [("8 décembre 2024", "2024-12-08")]


def test_english_asks_no_library() -> None:
    """Neither the detector nor dateparser is loaded for an English article, and neither at start."""
    code = (
        "import sys; from timeline_api import extract; from timeline_api.model import Document;"
        "extract(Document('The bridge was opened by the mayor of the town on 8 December 2024.'));"
        "print([name for name in ('pycld2', 'dateparser') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- Spanish --------------------------------------------------------------------------------------------------------


def test_spanish_news_becomes_events() -> None:
    text = (
        "Un incendio destruyó el domingo 8 de diciembre el almacén del puerto. Los vecinos volvieron a casa al día "
        "siguiente. La policía detuvo el martes a un hombre de 45 años. El almacén reabrirá el próximo 15 de enero."
    )
    found = read(text, "es")
    assert [(event.date.edtf, event.title) for event in found.events] == [
        ("2024-12-08", "Un incendio destruyó el almacén del puerto"),
        ("2024-12-09", "Los vecinos volvieron a casa"),
        ("2024-12-10", "La policía detuvo a un hombre de 45 años"),
        ("2025-01-15", "El almacén reabrirá"),
    ]
    assert found.warnings == ()


def test_what_a_source_said_is_no_event_of_its_own() -> None:
    text = "Un incendio destruyó el domingo el almacén del puerto, según informó el Ayuntamiento este martes."
    assert [event.date.edtf for event in read(text, "es").events] == ["2024-12-08"]


def test_spanish_ranges_are_one_event() -> None:
    found = read(
        "Entre 1914 y 1918 el almacén sirvió de cuartel. La feria fue entre el 3 de mayo y el 8 de junio.", "es"
    )
    assert [event.date.edtf for event in found.events] == ["1914/1918", "2024-05-03/2024-06-08"]


# --- hostile text ---------------------------------------------------------------------------------------------------

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("0123456789 .,-/年月日\n\u0660\u0663mai décembre Dezember 8"),
        st.characters(),
    ),
    max_size=200,
)


@given(MIXED, st.sampled_from([None, "es", "fr", "de", "ja", "ar", "hu", "xx"]))
def test_no_text_raises(text: str, language: str | None) -> None:
    found = read(text, language)
    assert all(text[timex.start : timex.end] == timex.text for timex in found.timexes)
    assert all(text[event.start : event.end] == event.text for event in found.events)


@pytest.mark.parametrize("text", ["8 mai 8 mai " * 200, "8" * 5000, "mai " * 2000, "年月日" * 2000, "8. " * 2000])
@pytest.mark.parametrize("language", ["fr", "de", "ja"])
def test_repeated_text_is_read_without_error(text: str, language: str) -> None:
    found = read_explicit(text, language, None, PUBLISHED.toordinal())
    assert explicit_events(text, found.timexes, language) is not None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "El museo cerró en abril después de que un rival abrió en marzo.",
            [("2024-04", "El museo cerró"), ("2024-03", "Un rival abrió")],
        ),
        (
            "El puente, dañado por una tormenta en 1998, fue reconstruido el lunes.",
            [("2024-05-13", "El puente fue reconstruido"), ("1998", "El puente fue dañado por una tormenta")],
        ),
        (
            "El banco dijo ayer que retiró la oferta en 2019.",
            [("2024-05-15", "El banco dijo que retiró la oferta"), ("2019", "El banco retiró la oferta")],
        ),
        (
            "La empresa dijo el lunes que su planta abrió en 2019.",
            [("2024-05-13", "La empresa dijo que su planta abrió"), ("2019", "Su planta abrió")],
        ),
        (
            "Estallaron bombas en Vigo el lunes y en Lugo el martes.",
            [("2024-05-13", "Estallaron bombas en Vigo"), ("2024-05-14", "Estallaron bombas en Lugo")],
        ),
        (
            "La empresa negó que su planta hubiera vertido residuos en 2019.",
            [("2024-05-16", "La empresa negó que su planta hubiera vertido residuos")],
        ),
        ("La planta cerró el lunes, como había hecho en 2019.", [("2024-05-13", "La planta cerró")]),
        (
            "La empresa dijo ayer que vendería el banco en 2026.",
            [("2024-05-15", "La empresa dijo que vendería el banco"), ("2026", "La empresa vendería el banco")],
        ),
        (
            "La empresa vendió una mina en Vigo en 2019 y otra en Lugo en 2021.",
            [("2019", "La empresa vendió una mina en Vigo"), ("2021", "La empresa vendió otra en Lugo")],
        ),
        (
            "Ana Ruiz fue detenida el año pasado, juzgada ayer y liberada hoy.",
            [
                ("2023", "Ana Ruiz fue detenida"),
                ("2024-05-15", "Ana Ruiz fue juzgada"),
                ("2024-05-16", "Ana Ruiz fue liberada"),
            ],
        ),
        (
            "Ana Ruiz fue nombrada jefa en 1998 y presidenta en 2003.",
            [("1998", "Ana Ruiz fue nombrada jefa"), ("2003", "Ana Ruiz fue nombrada presidenta")],
        ),
        (
            "El alcalde dimitió en 2023 por un incendio el 12 de junio de 2021.",
            [("2023", "El alcalde dimitió por un incendio")],
        ),
        ("El hombre que dijo la verdad murió en 2019.", [("2019", "El hombre que dijo la verdad murió")]),
    ],
)
def test_spanish_clauses_are_told_apart(sentence: str, told: list[tuple[str, str]]) -> None:
    found = extract(Document(sentence, date(2024, 5, 16), language="es")).events
    assert [(event.date.edtf, event.title) for event in found] == told
