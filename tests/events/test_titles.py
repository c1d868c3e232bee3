"""Titles, by the tables of phrases and by what must hold for any text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_api import Document, extract
from timeline_api.events.titles import TitleMaker
from timeline_api.events.wording import Wording, WordingError, load_wording, parse_wording, worded_languages

CORPUS = Path(__file__).parent.parent / "corpus"
ENGLISH = TitleMaker(load_wording("en"))
SPANISH = TitleMaker(load_wording("es"))
UNKNOWN = TitleMaker(Wording())
MAKERS = {"en": ENGLISH, "es": SPANISH, "": UNKNOWN}
QUOTES = set('"“”„«»‘`')
PIECES = (
    "The", "a", "bridge", "closed", "reopened", "police", "said", "that", "and", "but", "who", "which", "after",
    "reporters", "according", "to", "the", "of", "in", "on", "However", "was", "it", "leaving", "Monday", "2024",
    "Dijo", "que", "según", "(founded", "1919)", "\"Iron", "Bishop\"", "‘we’", "'won't'", "pilots'", "—", "-", "--",
    ";", "x;", "y:", "Paris,", "Lyon,", "PARIS", "(Reuters)", "killed,", "12", "80,000", "U.S.", "Inc.", "…", "東京",
)  # fmt: skip
FUNCTION_WORDS = {"the", "a", "an", "of", "in", "on", "at", "to", "from", "by", "with", "and", "or", "but"}


def phrases(name: str) -> list[tuple[str, list[tuple[int, int]], str]]:
    """The lines of a table: sentence, the places of its date words, wanted title."""
    rows = []
    for line in (CORPUS / name).read_text("utf-8").splitlines():
        sentence, words, wanted = line.split("\t")
        rows.append((sentence, places(sentence, words.split("|")), wanted))
    return rows


def places(sentence: str, words: list[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in words:
        start = sentence.index(word, at)
        at = start + len(word)
        found.append((start, at))
    return found


def title(sentence: str, *words: str, language: str = "en") -> str:
    return MAKERS[language].title(sentence, places(sentence, list(words)))


@pytest.mark.parametrize(("sentence", "spans", "wanted"), phrases("titles.tsv"))
def test_english_phrases(sentence: str, spans: list[tuple[int, int]], wanted: str) -> None:
    assert ENGLISH.title(sentence, spans) == wanted


@pytest.mark.parametrize(("sentence", "spans", "wanted"), phrases("titles-es.tsv"))
def test_spanish_phrases(sentence: str, spans: list[tuple[int, int]], wanted: str) -> None:
    assert SPANISH.title(sentence, spans) == wanted


@pytest.mark.parametrize(
    ("sentence", "words", "wanted"),
    [
        ("The deadline is Monday.", ["Monday"], "The deadline"),
        ("The first flight of the ship was in 1994.", ["1994"], "The first flight of the ship"),
        ("His next trial will be on 3 August.", ["3 August"], "His next trial"),
        (
            "The deadline is Monday, and the mill will close.",
            ["Monday"],
            "The deadline is Monday, and the mill will close",
        ),
        ("It was on Monday.", ["Monday"], ""),
        ("A brief lull in the fighting on Monday ended.", ["Monday"], "A brief lull in the fighting ended"),
        ("2008 was a bad year for the mine.", ["2008"], "2008 was a bad year for the mine"),
        (
            "The first week of the strike ended in violence.",
            ["The first week"],
            "The first week of the strike ended in violence",
        ),
        ("The post-1989 order collapsed.", ["1989"], "The post-1989 order collapsed"),
    ],
)
def test_a_date_stays_where_the_phrase_would_break(sentence: str, words: list[str], wanted: str) -> None:
    assert title(sentence, *words) == wanted


@pytest.mark.parametrize(
    ("sentence", "words", "wanted"),
    [
        ("Monday's attack killed three.", ["Monday"], "The attack killed three"),
        ("Banks fell over Monday's vote.", ["Monday"], "Banks fell over the vote"),
        ("It was the weakest since May's 2 per cent fall.", ["May"], "It was the weakest since the 2 per cent fall"),
        ("Its May sales were down a tenth compared with last May.", ["May", "last May"], "Its sales were down a tenth"),
        ("Rain fell on both Friday and Saturday.", ["Friday", "Saturday"], "Rain fell"),
        ("A 1989 accord failed.", ["1989"], "An accord failed"),
        ("An 1812 treaty failed.", ["1812"], "A treaty failed"),
        ("The mine stood still for most of 2020.", ["2020"], "The mine stood still"),
        ("The mine will stay shut until at least mid-May.", ["mid-May"], "The mine will stay shut"),
        ("Analysts worried about recent losses.", ["recent"], "Analysts worried about losses"),
        ("He ruled from 1914 to 1918 (and again in 1920).", ["1914", "1918", "1920"], "He ruled"),
        ("They met in the 1990s.", ["1990s"], "They met"),
    ],
)
def test_what_held_a_date_goes_with_it(sentence: str, words: list[str], wanted: str) -> None:
    assert title(sentence, *words) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The bridge, police said, will reopen.", "The bridge will reopen"),
        ("Prices rose, officials said, and wages fell.", "Prices rose, and wages fell"),
        ("“We’ll win,” she said, adding that it was time.", "We’ll win"),
        ('"Where is he?" asked the man.', "Where is he?"),
        ("It was announced that the mine would close.", "The mine would close"),
        ("Ana Ruiz, the mayor, said that the port would close.", "The port would close"),
        ("The firm said it would close the mine.", "The firm said it would close the mine"),
        ("Lumavis, a maker of endoscopes, reported a loss.", "Lumavis, a maker of endoscopes, reported a loss"),
        ("640 people were told to leave.", "640 people were told to leave"),
    ],
)
def test_reporting_goes_when_a_sentence_is_left(sentence: str, wanted: str) -> None:
    assert title(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("LONDON — The 'Iron Bishop' and the pilots’ union met.", "The Iron Bishop and the pilots’ union met"),
        ("OSLO, Norway (Reuters) -- Three men were held.", "Three men were held"),
        ("Oslo (AFP) - Three men were held.", "Three men were held"),
        ("(The bridge closed.)", "The bridge closed"),
        ("  the bridge\n\tclosed . ", "The bridge closed"),
        ("The firm moved to the U.S.", "The firm moved to the US"),
        ("iPhone sales rose.", "iPhone sales rose"),
        ("The mine - once the largest in the county - closed.", "The mine closed"),
        ("The firm, which makes buses -- 400 a year -- closed.", "The firm closed"),
        ("The mine - Halden's - and the mill - Vale's - closed.", "The mine and the mill closed"),
        ("The army--40,000 men--crossed the river --so the town fell.", "The army crossed the river, so the town fell"),
        ("Halden - Vale - Orrin", "Halden, Vale, Orrin"),
        ("", ""),
        (" ... ", ""),
    ],
)  # fmt: skip
def test_marks_and_white_space(sentence: str, wanted: str) -> None:
    assert title(sentence) == wanted


@pytest.mark.parametrize("sentence", ["On 3 May 1903.", "3 May 1903", "(3 May 1903)", "And on 3 May 1903, of course."])
def test_a_text_without_anything_but_a_date_is_its_own_title(sentence: str) -> None:
    assert "3 May 1903" in title(sentence, "3 May 1903")


@pytest.mark.parametrize(
    ("sentence", "words", "wanted"),
    [
        (
            "August Kranz, 45, of Section 12, Lot 7, was charged with throwing a bottle at the mayor of Saltmere.",
            [],
            "August Kranz was charged with throwing a bottle at the mayor of Saltmere",
        ),
        (
            "The family refused to let go of the boy, and federal agents took him by force on 22 April at dawn.",
            ["22 April"],
            "Federal agents took him by force at dawn",
        ),
        (
            "At a summit in Madrid, Spain, the allies agreed to take in three more countries of the former Pact.",
            [],
            "The allies agreed to take in three more countries of the former Pact",
        ),
        (
            "The light was shown only on request; in 1917 it failed for a convoy, and a steamer was wrecked.",
            ["1917"],
            "It failed for a convoy, and a steamer was wrecked",
        ),
    ],
)
def test_a_long_sentence_keeps_what_happened(sentence: str, words: list[str], wanted: str) -> None:
    assert title(sentence, *words) == wanted


def test_a_word_that_is_too_long_is_cut_with_an_ellipsis() -> None:
    assert title("x" * 20_000) == "X" + "x" * 78 + "…"
    assert title("e\u0301" * 200).endswith("e\u0301…")


@pytest.mark.parametrize("piece", ["a, who b, ", "said, ", "but, ", "((", "' 'a", "of the night ", " - ", "on 1999, "])
def test_only_the_beginning_of_a_long_sentence_is_looked_at(piece: str) -> None:
    once, again = piece * 1_000, piece * 4_000
    assert title(once) == title(again)


def test_a_language_without_words_still_cleans() -> None:
    assert title("«Le pont» a rouvert  lundi .", "lundi", language="") == "Le pont a rouvert"


TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.text(max_size=300),
    st.text(alphabet="ab ,.\"'(-;:\x00\x01", max_size=300),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    offsets = st.integers(min_value=0, max_value=len(text))
    return text, draw(st.lists(st.tuples(offsets, offsets), max_size=5))


@given(cases(), st.sampled_from(sorted(MAKERS)))
@example(("which", []), "en")
def test_any_text_gets_a_short_clean_title(case: tuple[str, list[tuple[int, int]]], language: str) -> None:
    found = MAKERS[language].title(*case)
    assert len(found) <= 80
    assert not QUOTES & set(found)
    assert found == " ".join(found.split())
    assert not found.endswith((".", ","))
    assert "\x00" not in found
    assert "\x01" not in found
    assert not found[:1].islower() or found[0].upper() == found[0] or len(found[0].upper()) > 1 or found[1].isupper()


WORDS = st.lists(st.sampled_from([piece for piece in PIECES if piece.isalpha()]), min_size=1, max_size=60)


def test_two_dates_leave_the_words_between_them_apart() -> None:
    text = "The Friday market is Friday"
    assert ENGLISH.title(text, [(4, 10), (21, 27)]) == "The market"


@given(WORDS, st.data())
def test_words_are_never_cut(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    indexes = data.draw(st.lists(st.integers(0, len(words) - 1), max_size=3))
    starts = [len(" ".join(words[:index])) + (index > 0) for index in indexes]
    spans = [(start, start + len(words[index])) for start, index in zip(starts, indexes, strict=True)]
    known = {word.lower() for word in words} | {"an", "a", "this"}  # which "which" can become
    assert set(ENGLISH.title(text, spans).lower().split()) <= known


TELLING = [piece for piece in PIECES if piece.isalpha() and piece not in ("said", "according")]


@given(st.lists(st.sampled_from(TELLING), min_size=30, max_size=60))
def test_a_cut_title_ends_with_a_phrase(words: list[str]) -> None:
    text = "The bridge closed " + " ".join(words)
    last = ENGLISH.title(text, []).split()[-1].lower()
    assert last not in FUNCTION_WORDS or last == words[-1].lower()


def test_every_language_has_the_same_keys() -> None:
    assert {"en", "es"} <= set(worded_languages())
    for language in worded_languages():
        assert load_wording(language).report.verbs
    assert load_wording("en-GB") == load_wording("en")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("\nholding", "\nholdin"), "en: holdin is no key of Wording"),
        (lambda text: re.sub(r"\ngoverning = .*", "", text), "en: governing is missing"),
        (lambda text: text.replace('genitive = ["of"]', 'genitive = "of"'), "en: genitive is no list of words"),
        (lambda text: text.replace("[report]", "[report"), "en: .*line"),
        (lambda text: text.replace('pattern = "', 'pattern = "('), "en: agreement: "),
    ],
)  # fmt: skip
def test_a_bad_file_of_words_is_named(change: object, message: str) -> None:
    file = Path(__file__).parents[2] / "timeline_api" / "events" / "languages" / "en.toml"
    assert callable(change)
    with pytest.raises(WordingError, match=message):
        parse_wording("en", change(file.read_text("utf-8")))


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(WordingError, match="no words for language 'xx'; there are: en, es"):
        load_wording("xx")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        # Who said it stands before what is quoted.
        ('"We lost it all," said Ana Ruiz, a baker, on Monday.', ["Ana Ruiz said: We lost it all"]),
        (
            '"I think," Mr. Blake said on Monday, "that we ought to go."',
            ["Mr. Blake said: I think, that we ought to go"],
        ),
        ('"It was the worst of days," she told the court on Monday.', ["She told the court: It was the worst of days"]),
        ('"Why did they leave us?" asked Mrs. Ortiz.', ["Mrs. Ortiz asked: Why did they leave us?"]),
        ('The crew said: "We are all safe."', ["The crew said: We are all safe"]),
        ('"We are all safe," said a man familiar with the ship.', ["A man said: We are all safe"]),
        (
            'An official called the rule "vile and mad" and said that his election in March 2020 was won by fraud.',
            ["An official called the rule vile and mad", "His election was won by fraud"],
        ),
        ("The firm has said previously that it will not sell.", ["The firm has said that it will not sell"]),
        # The saying alone says too little.
        (
            "Halden Foods said on Monday that it would close its bakery by the end of May.",
            ["Halden Foods said that it would close its bakery", "It would close its bakery"],
        ),
        # A pronoun says less than room for what was said.
        (
            "She said on Monday that the plight of the women in the mills of the upper valley is worse than ever.",
            ["The plight of the women in the mills of the upper valley is worse than ever"],
        ),
        ("She said on Monday that she would go.", ["She said that she would go"]),
        # What a clause begins with, when it is only joined to another.
        (
            "He was jailed on Monday after admitting he stole 1.8 million pounds between 2006 and 2012.",
            ["He was jailed", "He stole 1.8 million pounds"],
        ),
        (
            "He led the orchestra until 1977, when he quarrelled with its board.",
            ["He led the orchestra", "He quarrelled with its board"],
        ),
        (
            "The lease, dated as of January 1, 1997, expires on December 31, 2016.",
            ["The lease expires", "The lease was dated"],
        ),
        ("The offer, which opens on 1 June and closes on 19 June, is cash.", ["The offer opens", "The offer closes"]),
        (
            "Senator Ana Ruiz said on Monday unless the left wing gave ground the party would split before the polls.",
            ["Senator Ana Ruiz said unless the left wing gave ground the party would split"],
        ),
        ("We had a bad summer.", ["We had a bad summer"]),
        ("The shop will be closed from 24 December until 2 January inclusive.", ["The shop will be closed"]),
        (
            "On 14 April 1965, five days after the surrender of the rebel army, Lam was shot by an actor.",
            ["After the surrender of the rebel army, Lam was shot by an actor"],
        ),
        (
            "A gifted speaker at home in each of the five languages of the valley, Lam toured the state in 1961.",
            ["Lam toured the state"],
        ),
        (
            "Norland has set an unofficial, voluntary limit of a tenth on its sales of cars to the union this year.",
            ["Norland has set an unofficial, voluntary limit of a tenth on its sales of cars"],
        ),
        ("I spent last weekend in Porto.", ["I spent last weekend in Porto"]),
        ("In 1962 alone, 4,000 people crossed the strait.", ["4,000 people crossed the strait"]),
        ("The race, first run in 1978, will end on May 26.", ["The race will end", "The race was run"]),
        ("Monday began well enough.", ["Monday began well enough"]),
        ("Stations open at 8 a.m. and close at 9 p.m.", ["Stations open", "Stations close"]),
        ("Snow shut the airport for much of Sunday and all of Monday morning.", ["Snow shut the airport"]),
        ("Voters go to the polls on June 2, with a run-off two weeks later.", ["Voters go to the polls", "A run-off"]),
        ("As previously announced, the meeting will be held on June 11.", ["The meeting will be held"]),
        ("The wall gave way at about 5:40 a.m. on Sunday.", ["The wall gave way"]),
        ("The tower was inspected as recently as June 2023.", ["The tower was inspected"]),
        ("She took over last September.", ["She took over"]),
        ("Net income for the three months ended Jan. 31 slid to $212 million.", ["Net income slid to $212 million"]),
        (
            "The mayor visited on Monday and promised that the families would be rehoused in June.",
            ["The mayor visited and promised that the families would be rehoused", "The families would be rehoused"],
        ),
        ("The case that began in 2014 was heard on Monday.", ["The case was heard", "The case began"]),
        ("The fossil, dug up in 1998, went on show on Monday.", ["The fossil went on show", "The fossil was dug up"]),
        (
            "Men suspected of arson at a paint warehouse in the old harbour of Vale by the sea were held on Monday.",
            ["Men suspected of arson at a paint warehouse in the old harbour of Vale were held"],
        ),
        (
            "There is doubt on Monday about whether the county has found any buyer for the old granary on the quay.",
            ["There is doubt about whether the county has found any buyer for the old granary"],
        ),
        (
            "The divers brought up on Monday a great number of coins they think the captain of the ferry had hidden.",
            ["The divers brought up a great number of coins"],
        ),
        (
            "Police have held two men after a fire in the old town of Vale that hurt 13 people last week.",
            [
                "Police have held two men after a fire in the old town of Vale",
                "A fire in the old town of Vale hurt 13 people",
            ],
        ),
        (
            "On Monday, brewers were forced to take back claims that beers, old ones too, cure colds.",
            ["Brewers were forced to take back claims that beers, old ones too, cure colds"],
        ),
        (
            "In 1891 Lev Bronin sold his house to pay for a voyage to Vale, which he made in 1893.",
            ["Lev Bronin sold his house to pay for a voyage to Vale", "He made a voyage to Vale"],
        ),
        (
            "In 1893 illness forced him to go back to Vale, where, with the priest Josiah Bell, he began a book.",
            ["Illness forced him to go back to Vale"],
        ),
        (
            "Boats and small planes assisting in the search found fishing nets and pieces of the hull of it on Monday.",
            ["Boats and small planes assisting in the search found fishing nets"],
        ),
        (
            "All soldiers of the fort were given paroles on Monday and allowed to go home, although, as told, few did.",
            ["All soldiers of the fort were given paroles and allowed to go home"],
        ),
        (
            "The court saw footage that showed a man on a bike on Friday.",
            ["The court saw footage that showed a man on a bike"],
        ),
        # What is no aside but one of several, and what is one.
        (
            "Boys, girls and the old were at home on Monday and made up most of the dead, hurt and missing.",
            ["Boys, girls and the old were at home and made up most of the dead"],
        ),
        (
            "Two of the divers, both from Vale, remain in a serious condition while the other four have gone home, "
            "the clinic said on Monday.",
            ["Two of the divers remain in a serious condition"],
        ),
        # A verb behind what narrows its subject.
        (
            "Lord Chief Warden Ida Quill's southern forces moved to occupy both sides of the river from Vale to "
            "Orrin on Monday.",
            ["Lord Chief Warden Ida Quill's southern forces moved to occupy both sides"],
        ),
        (
            "Harbour pilots Ada Quill and Karl Renn of the Old Orrin Pilot Station were called to a barge off "
            "Vale on Monday.",
            ["Harbour pilots Ada Quill and Karl Renn were called to a barge off Vale"],
        ),
        (
            "Brokers polled in May by the Nord Data Service of Vale on average expected sales of 40 million crowns.",
            ["Brokers expected sales of 40 million crowns"],
        ),
        (
            "Sales including those of its newly acquired mills in the south of the country came to 12 million crowns "
            "on Monday.",
            ["Sales including those of its newly acquired mills came to 12 million crowns"],
        ),
        (
            "Men accused of selling infected meat at the old market of Vale by the sea were held without bail in May.",
            ["Men accused of selling infected meat were held without bail"],
        ),
        # Where a title may end.
        (
            "The driver has been wanted since May on federal gun and fuel smuggling charges out of Vale County, where "
            "he lived with his wife.",
            ["The driver has been wanted on federal gun and fuel smuggling charges"],
        ),
        (
            "The plans were made public in May in a long letter to the whole board hours ahead of their publication.",
            ["The plans were made public in a long letter to the whole board"],
        ),
        (
            "Ida Brandt embarked in 1991 on a lifelong career at sea in the north that led her to become a pilot.",
            ["Ida Brandt embarked on a lifelong career at sea in the north"],
        ),
        (
            "The long march in May ended with a large open-air feast at the old port for the Lord and Lady Mayoress.",
            ["The long march ended with a large open-air feast at the old port"],
        ),
        # Who said it, and who did not.
        (
            "Ada Renn, a clerk, said on Monday they're glad to hear it and will wait.",
            ["Ada Renn, a clerk, said they're glad to hear it and will wait"],
        ),
        ("Halden Foods said on Monday its sales rose and announced a share sale.", ["Halden Foods' sales rose"]),
        (
            "The choir sang The Passion According to St. Luke on Monday.",
            ["The choir sang The Passion According to St. Luke"],
        ),
        # What dates leave, and clauses without what joins them to others.
        ("He played a thief in 1959's A Long Night.", ["He played a thief in A Long Night"]),
        ("The wall is for the dead of the May 11, 2001, bus attack.", ["The wall is for the dead of the bus attack"]),
        ("The flood is the worst since 2015 when 40 people drowned.", ["40 people drowned"]),
        (
            "Nord announced a deal in May and expects the sale to close by the end of this year.",
            ["Nord announced a deal", "Nord expects the sale to close"],
        ),
        (
            "The man was shot by police on Monday and has since been freed.",
            ["The man was shot by police"],
        ),
        # What leads, what is supposed, and what is only seemed.
        (
            "Prior to a long flight from Oslo to Vale by the sea on Monday, a cleaner noted that smoke had begun to "
            "enter the cabin.",
            ["Smoke had begun to enter the cabin"],
        ),
        (
            "Given the delays of the new bridge over the river at Vale and of both its approaches, the county sold the "
            "old ferry in May.",
            ["The county sold the old ferry"],
        ),
        (
            "If the court agrees with the union and its lawyers that the plan is void, the council will have to draw "
            "up another one in June.",
            ["The council would have to draw up another one"],
        ),
        ("If it rains, the match will be held in June.", ["If it rains, the match will be held"]),
        (
            "A dealer who seemed to have made a bargain by paying ten crowns for what is apparently a lost Renn may "
            "have bought stolen goods on Monday.",
            ["A dealer may have bought stolen goods"],
        ),
        (
            "The secretary of state for the forests, Ada Renn has been told in May to sell more of the woods of Vale.",
            ["Ada Renn has been told to sell more of the woods of Vale"],
        ),
        # Particles, names and conjunctions at an end.
        (
            "The young Renn fought back on Monday from two sets down and saved four match points in a long last set of "
            "22 games.",
            ["The young Renn fought back from two sets down"],
        ),
        (
            "The old champion's third long run in Vale was ended on Monday by the Norlander's friend Gil Moller in two "
            "short sets.",
            ["The old champion's third long run was ended by the Norlander's friend Gil Moller"],
        ),
        (
            "Renn was brought up in May as a Halden, and after finishing school with honours at Vale, was sent to a "
            "college in Oslo.",
            ["Renn was brought up as a Halden, and was sent to a college in Oslo"],
        ),
        ("They cannot improve upon that this year.", ["They cannot improve upon that"]),
        # Whose clause it is.
        (
            "Vale bought a $2 million crane that was stolen in 2012.",
            ["Vale bought a $2 million crane", "A $2 million crane was stolen"],
        ),
        (
            "The coins were found on Monday by Karl Holt, an ex-miner who died in 2021.",
            ["The coins were found by Karl Holt, an ex-miner", "An ex-miner died"],
        ),
        (
            "On 23 January 2006, the election ended in a win for the Greens, led by Ada Renn.",
            ["The election ended in a win for the Greens, led by Ada Renn"],
        ),
        # Lists in a subject, ages, bullets and what stood around a date.
        (
            "State and local officials in North Vale, South Vale and Ostland have ordered 90,000 people to leave the "
            "coast "
            "on Monday.",
            ["State and local officials have ordered 90,000 people to leave the coast"],
        ),
        (
            "The governors of North Vale, South Vale, Westland, Ostland and Nord each declared a state of emergency "
            "in May.",
            ["The governors declared a state of emergency"],
        ),
        ("A customer, 31, who tried to help, was also stabbed on Monday.", ["A customer was also stabbed"]),
        (
            "• On 13 May, a man entered the Vale Cafe at 12 Quay Street, announced a robbery there and fled with 20 "
            "crowns.",
            ["A man entered the Vale Cafe at 12 Quay Street"],
        ),
        ("A house in Vale was, in 1857, held by 16 men.", ["A house in Vale was held by 16 men"]),
        (
            "The central bank last month approved a merger of two billion crowns between Oslo, Norland-based Nord and "
            "Vale-based Halden.",
            ["The central bank approved a merger of two billion crowns"],
        ),
        # What cannot be parted from what follows.
        (
            "Ida Renn eloped with Robert Browning in 1846, after he wrote to tell her how much he loved the poems she "
            "had sent to him.",
            ["Ida Renn eloped with Robert Browning"],
        ),
        (
            "Police said on Monday that they had held a 58-year-old man they said was behind four robberies in the old "
            "town of Vale.",
            ["Police said that they had held a 58-year-old man"],
        ),
        (
            "A man has been held since Monday in connection with a stabbing that sent another man to hospital with "
            "deep "
            "cuts.",
            ["A man has been held in connection with a stabbing"],
        ),
        (
            "The thief was held at last on Monday after the young manager of the store in Quay Street tackled him to "
            "the "
            "ground.",
            ["The thief was held at last"],
        ),
        (
            "The park service said on Monday it was getting ready for the need to build a levee through the middle of "
            "the "
            "town.",
            ["The park service said it was getting ready for the need to build a levee"],
        ),
        (
            "As of May the most widespread outbreak of the Vale fever in the whole history of Ostland is still "
            "ongoing in "
            "five lands.",
            ["The most widespread outbreak of the Vale fever is still ongoing in five lands"],
        ),
        (
            '"Approval by the full board of the Norland banking supervision system is the only approval missing," the '
            "banks said on Monday.",
            ["The banks said: Approval is the only approval missing"],
        ),
        # Names behind nouns, measures, hearers, and verbs of which only one is a title's.
        (
            "The greatest event of the whole year in the old parish was the wedding in 1726 of local celebrities Ida "
            "Moss "
            "and Karl Brenn.",
            ["The greatest event was the wedding of local celebrities Ida Moss and Karl Brenn"],
        ),
        (
            "The player and founder of the band Karl Renn has died aged 76 on Monday just days after his final "
            "performance in Vale.",
            ["The player and founder of the band Karl Renn has died aged 76"],
        ),
        (
            "Two of the largest airlines of the north have asked federal bankruptcy courts on Monday for permission to "
            "tear up their agreements.",
            ["Two of the largest airlines have asked federal bankruptcy courts for permission"],
        ),
        (
            "Before the deal was struck on Monday, Air Norland warned cancellations would go on.",
            ["Before the deal was struck, Air Norland warned cancellations would go on"],
        ),
        (
            "The fire took a deadly turn last Tuesday when a driver hired by the owners of the woods to help with the "
            "flames was killed.",
            ["The fire took a deadly turn"],
        ),
        (
            "A long statement of the family on Monday described the death as a sudden and painful one, and added: "
            '"We are all in grief."',
            ["A long statement of the family described the death as a sudden and painful one"],
        ),
        # A verb with its particle, initials, and what was a year.
        (
            "An intensive search by air and by sea over many thousands of square miles turned up one unidentified "
            "body on "
            "Monday in a boat.",
            ["An intensive search by air and by sea turned up one unidentified body in a boat"],
        ),
        (
            "The Vale Works was once a large maker of looms, founded in 1951 by Dr. An Holt and by Dr. G. Y. Moss of "
            "Oslo "
            "and by two others.",
            ["The Vale Works was once a large maker of looms"],
        ),
        ("The mill took a hit during the year of 2008.", ["The mill took a hit"]),
        (
            "The line first served in 1927 as a mail carrier to the islands of the north and south and then began to "
            "carry "
            "passengers.",
            ["The line first served as a mail carrier to the islands of the north and south"],
        ),
        (
            "Ida Renn, born in Malmo, Sweden in 1928, was a potter known for her glazes.",
            ["Ida Renn was born in Malmo"],
        ),
    ],
)
def test_clauses_have_titles_that_stand_alone(text: str, titles: list[str]) -> None:
    assert [event.title for event in extract(Document(text, published=date(2024, 5, 16))).events] == titles


def test_a_cut_title_does_not_end_with_a_verb_that_has_lost_its_object() -> None:
    text = "Researchers followed 12,000 nurses for two decades and found that those who slept less fell ill more often."
    assert title(text) == "Researchers followed 12,000 nurses for two decades"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Like last year, it rained a lot in April.", ["It rained a lot"]),
        ("Much as in 2019, voters stayed home in May.", ["Voters stayed home"]),
        ("Like a fox, he slipped away in May.", ["Like a fox, he slipped away"]),  # which is no time
        (
            "It was the worst fire in Vale since one in 1988 that left ten dead.",
            ["It was the worst fire in Vale since one that left ten dead"],
        ),
        ("It was in 1988 that she left.", ["She left"]),
        ("The board asked that a poll be held in June.", ["The board asked that a poll be held"]),
        ("The firm asked on Monday if it could close the mill.", ["The firm asked if it could close the mill"]),
    ],
)
def test_what_a_time_is_like_goes_and_who_asks_stays(text: str, titles: list[str]) -> None:
    assert [event.title for event in extract(Document(text, published=date(2024, 5, 16))).events] == titles
