"""What histories, lives and papers of courts tell: stretches in a row, feasts, double dates, what was so since."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "He served two terms, from 1997 to 2001 and from 2005 to 2009.",
            [("1997/2001", "He served two terms"), ("2005/2009", "He served two terms")],
        ),
        (
            "She led the bank from May 1990 to June 1994, from 1996 to 1998 and again from 2001 to 2003.",
            [(edtf, "She led the bank") for edtf in ("1990-05/1994-06", "1996/1998", "2001/2003")],
        ),
        ("The mill ran from 1990 to 1994.", [("1990/1994", "The mill ran")]),
        ("The comet came in 1066, 1145 and 1222.", [(year, "The comet came") for year in ("1066", "1145", "1222")]),
    ],
)
def test_stretches_and_years_in_a_row_are_told_of_each(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "edtf", "title"),
    [
        ("In the decade to 2010, output fell.", "2001/2010", "Output fell"),
        ("Output fell in the five years to 2010.", "2006/2010", "Output fell"),
        ("In the ten years ending in 2010 output fell.", "2001/2010", "Output fell"),
        ("For the five years to June 2010 output fell.", "2005-07/2010-06", "Output fell"),
        ("Output fell in the six weeks to 2010.", "2010", "Output fell"),
    ],
)
def test_an_amount_of_years_that_ends_with_a_year_is_all_of_it(text: str, edtf: str, title: str) -> None:
    assert titled(text) == [(edtf, title)]


@pytest.mark.parametrize(
    ("text", "edtf", "title"),
    [
        ("The first war (1914-18) ended in 1918.", "1918", "The first war ended"),
        ("The talks from 3 to 5 May ended on 6 May.", "2024-05-06", "The talks ended"),
        ("Profit in the quarter ended March 31 rose 4%.", "2024-01/2024-03", "Profit rose 4%"),
        ("In what is now Iraq, writing appeared in 1850.", "1850", "In what is now Iraq, writing appeared"),
        ("Since 2009, the firms fixed prices.", "2009/..", "The firms fixed prices"),
        ("Since at least 2009 the firms fixed prices.", "2009/..", "The firms fixed prices"),
        ("Since Monday, police arrested 20 people.", "2024-06-12", "Police arrested 20 people"),
        ("He died on 24 March 1682/3.", "1683-03-24", "He died"),
        ("The truce held from Candlemas to Lammas 1381.", "1381-02-02/1381-08-01", "The truce held"),
        ("The charter was granted ca. 1180-1190.", "1180~/1190~", "The charter was granted"),
    ],
)
def test_dates_as_histories_write_them(text: str, edtf: str, title: str) -> None:
    assert titled(text) == [(edtf, title)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "They married in 1975; he died in 1999, she in 2012.",
            [("1975", "They married"), ("1999", "He died"), ("2012", "She died")],
        ),
        (
            "The first case was found on 3 January, the second on 10 January.",
            [("2024-01-03", "The first case was found"), ("2024-01-10", "The second was found")],
        ),
        (
            "Profits rose to $3 million in 2022 and $4 million in 2023.",
            [("2022", "Profits rose to $3 million"), ("2023", "Profits rose to $4 million")],
        ),
        (
            "The town had 900 people in 1850 and 12,000 by 1900.",
            [("1850", "The town had 900 people"), ("1900", "The town had 12,000")],
        ),
        ("He won on Monday, the fourth win this year.", [("2024-06-10", "He won")]),
        ("He won on Monday, the fourth this year.", [("2024-06-10", "He won")]),
        (
            "She was re-elected in 2020, having first won in 2016.",
            [("2020", "She was re-elected"), ("2016", "She had first won")],
        ),
        (
            "She stayed at home, having broken a leg in 2016.",
            [("2024-06-12", "She stayed at home, having broken a leg")],
        ),
        ("The mayor agreed on Monday to play in Oslo.", [("2024-06-10", "The mayor agreed to play in Oslo")]),
    ],
)
def test_what_leaves_out_the_verb_is_told_too(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "In the run-up to the vote on July 4, both parties made promises.",
            [("2024-06-12", "In the run-up to the vote, both parties made promises")],
        ),
        ("The launch slipped to 2023 and then to this March.", [("2024-06-12", "The launch slipped")]),
        ("Prices slipped to a low on Monday.", [("2024-06-10", "Prices slipped to a low")]),
        (
            "From 2011 until his arrest last March, he ran the firm.",
            [("2011/2024-03", "Until his arrest, he ran the firm")],
        ),
        (
            "The store, open daily from 9 to 5, will close for good on 30 June.",
            [("2024-06-30", "The store will close for good")],
        ),
        ("The store will open daily from 3 July.", []),
    ],
)
def test_times_of_plans_and_habits_beside_what_is_told(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Under the deal reached on Sunday, the rebels will leave.", [("2024-06-09", "The deal was reached")]),
        ("Under a law passed in 2010, firms must report losses.", [("2010", "A law was passed")]),
        ("Under a pact signed yesterday, the firm would close.", [("2024-06-11", "A pact was signed")]),
        ("In a report published on Tuesday, the board blamed him.", [("2024-06-11", "The board blamed him")]),
        (
            "Of the 300 people who were held in May, 40 were charged in June.",
            [("2024-05", "The 300 people were held"), ("2024-06", "40 were charged")],
        ),
        (
            "The court, which in 2019 had struck down the law, upheld on Thursday the version passed last year.",
            [
                ("2024-06-06", "The court upheld the version"),
                ("2019", "The court had struck down the law"),
                ("2023", "The version was passed"),
            ],
        ),
        (
            "Her mother, born in 1920, and her father, born in 1915, met in 1939.",
            [
                ("1939", "Her mother and her father met"),
                ("1920", "Her mother was born"),
                ("1915", "Her father was born"),
            ],
        ),
        (
            "Prices, which fell 3% in April after rising 2% in March, were flat in May.",
            [("2024-05", "Prices were flat"), ("2024-04", "Prices fell 3%"), ("2024-03", "Prices rose 2%")],
        ),
    ],
)
def test_what_leads_and_what_is_put_in_have_their_own_subjects(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The mill had closed, but the shop opened in 1950.", [("1950", "The shop opened")]),
        ("The mill was rebuilt and remained in use until 1920.", [("1920", "The mill remained in use")]),
        ("The mill was rebuilt and sold in 1920.", [("1920", "The mill was rebuilt and sold")]),
        (
            "The town grew from 3,000 in 1801 to 12,000 in 1851 and peaked at 15,400 in 1911.",
            [("1801/1851", "The town grew from 3,000 to 12,000"), ("1911", "The town peaked at 15,400")],
        ),
        (
            "The line closed to passengers in 1964 and to freight two years later.",
            [("1964", "The line closed to passengers"), ("1966", "The line closed to freight")],
        ),
        ("John Holt (died 1912) sold it in 1900.", [("1900", "John Holt sold it")]),
        (
            "After serving in the navy from 1914 to 1919, he returned to Vale.",
            [("1914/1919", "He served in the navy")],
        ),
        (
            "The mill that ran from 1914 to 1919 burned down in 1950.",
            [("1950", "The mill burned down"), ("1914/1919", "The mill ran")],
        ),
        (
            "Two years after the end of the war he stood for parliament, and in 1950 he won.",
            [("1950", "He won")],
        ),
    ],
)
def test_each_deed_has_its_own_time_in_histories(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Fed left rates unchanged on Wednesday, down from the 5% it had set in March.",
            [("2024-06-12", "The Fed left rates unchanged, down from the 5% it had set")],
        ),
        (
            "She broke the record of 10.49 seconds set by a rival in 1988.",
            [("2024-06-12", "She broke the record of 10.49 seconds set by a rival")],
        ),
        ("He came down from the hill on Monday.", [("2024-06-10", "He came down from the hill")]),
        ("Her first term, in 1990, ended in 1994.", [("1994", "Her first term ended")]),
        (
            "The mill, last used in 1936, was sold in 1982.",
            [("1982", "The mill was sold"), ("1936", "The mill was used")],
        ),
    ],
)
def test_what_only_compares_and_what_is_put_in_dates_nothing_else(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "In April, three months after the deal closed, the firm cut 200 jobs.",
            [("2024-01~", "The deal closed"), ("2024-04", "The firm cut 200 jobs")],
        ),
        (
            "Officials said the boy, who was reported missing on Saturday, was found alive on Tuesday.",
            [("2024-06-11", "The boy was found alive"), ("2024-06-08", "The boy was reported missing")],
        ),
        (
            "He was elected in 1996, re-elected in 2000 and 2004, and defeated in 2008.",
            [
                ("1996", "He was elected"),
                ("2000", "He was re-elected"),
                ("2004", "He was re-elected"),
                ("2008", "He was defeated"),
            ],
        ),
        (
            "The tax, introduced in 1799, abolished in 1816 and revived in 1842, was meant to last a year.",
            [("1799", "The tax was introduced"), ("1816", "The tax was abolished"), ("1842", "The tax was revived")],
        ),
        (
            "The club, founded in 1920, sold in 1950 and revived in 1970, plays in Vale.",
            [("1920", "The club was founded"), ("1950", "The club was sold"), ("1970", "The club was revived")],
        ),
        (
            "The firm, sold in May 2003, closed in 2005 and reopened in 2006, police said.",
            [("2005", "The firm closed"), ("2003-05", "The firm was sold"), ("2006", "The firm reopened")],
        ),
        (
            "The firm, owned by Lee, closed in 2005, and it reopened in 2006.",
            [("2005", "The firm, owned by Lee, closed"), ("2006", "It reopened")],
        ),
        (
            "She won in 1990 and re-entered the race in 1994.",
            [("1990", "She won"), ("1994", "She re-entered the race")],
        ),
    ],
)
def test_who_is_told_of_behind_a_saying_a_lead_or_a_deed(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The town flooded twice in 2011, in May and again in August.",
            [("2011-05", "The town flooded twice"), ("2011-08", "The town flooded twice")],
        ),
        (
            "The shop was robbed last week, on Monday and again on Thursday.",
            [("2024-06-03", "The shop was robbed"), ("2024-06-06", "The shop was robbed")],
        ),
        (
            "It snowed in the winter of 2010, on December 27 and on January 2.",
            [("2010-12-27", "It snowed"), ("2011-01-02", "It snowed")],
        ),
        ("He was held last year, in April.", [("2023-04", "He was held")]),
        # No day of that name lies in the month.
        ("The fire began last month, on Easter Monday.", [("2024-04-01", "The fire began")]),
    ],
)
def test_times_behind_a_stretch_are_parts_of_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert titled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The firm will be sold in 2025, renamed in 2026 and closed in 2027.",
            [
                ("2025", "The firm will be sold"),
                ("2026", "The firm will be renamed"),
                ("2027", "The firm will be closed"),
            ],
        ),
        (
            "The firm plans to close a mill in 2025 and to open another in 2026.",
            [("2025", "The firm plans to close a mill"), ("2026", "The firm plans to open another")],
        ),
        (
            "The firm hopes to close a mill in 2025 and open another in 2026.",
            [("2025", "The firm hopes to close a mill"), ("2026", "The firm hopes to open another")],
        ),
        (
            "He refused to leave in May and to pay in June.",
            [("2024-05", "He refused to leave"), ("2024-06", "He refused to pay")],
        ),
        (
            "The house is to be sold in May 2025 and demolished in June 2026.",
            [("2025-05", "The house is to be sold"), ("2026-06", "The house is to be demolished")],
        ),
        (
            "The play was due to open in May but closed in April.",
            [("2024-05", "The play was due to open"), ("2024-04", "The play closed")],
        ),
        (
            "Two men were jailed on Friday over a raid in which a clerk was shot in November 2021.",
            [("2024-06-07", "Two men were jailed over a raid"), ("2021-11", "A clerk was shot")],
        ),
        (
            "A week after the vote, in which the party lost 40 seats, its leader resigned on Monday.",
            [("2024-06-10", "A week after the vote, in which the party lost 40 seats, its leader resigned")],
        ),
        (
            "The cabinet fell in November, just a year after taking office.",
            [("2023-11", "The cabinet fell"), ("2022", "The cabinet took office")],
        ),
        ("The feud dates back to 1994, when his father lost the mill.", [("1994", "His father lost the mill")]),
        (
            "During the siege, which lasted from August to December 1643, half the town burned.",
            [("1643-08/1643-12", "During the siege half the town burned"), ("1643-08/1643-12", "The siege lasted")],
        ),
        (
            "The canal was finished in 1816, by which time its backers were bankrupt.",
            [("1816", "The canal was finished")],
        ),
        (
            "The bridge was closed to traffic in 1999 and demolished in 2001.",
            [("1999", "The bridge was closed to traffic"), ("2001", "The bridge was demolished")],
        ),
        ("In Paris, where it rained, they met on Monday.", [("2024-06-10", "In Paris, they met")]),
        ("She led Nord, a firm founded in 1875.", [("2024-06-12", "She led Nord, a firm")]),
        (
            "The show, first broadcast in 1978, ended in 1990.",
            [("1978", "The show was broadcast"), ("1990", "The show ended")],
        ),
        (
            "The vaccine, first tested in 2016 and approved in 2019, is safe.",
            [("2016", "The vaccine was tested"), ("2019", "The vaccine was approved")],
        ),
    ],
)
def test_passives_share_what_is_planned_and_relatives_keep_their_preposition(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert titled(text) == wanted
