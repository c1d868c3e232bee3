"""Titles of whole clauses: where they end, whom they name, and what is no clause of its own."""

from __future__ import annotations

from datetime import date

import pytest

from timeline_api import Document, extract

# Where a long title ends.
ENDS = [
    (
        "A clerk was badly hurt on Monday after a small boat crashed into the northern pier of Vale moments after it "
        "left.",
        ["A clerk was badly hurt after a small boat crashed"],
    ),
    (
        "The old barge with nine clerks aboard mysteriously went down on Monday in the fog ten miles from the old pier "
        "of Orrin.",
        ["The old barge went down in the fog ten miles from the old pier of Orrin"],
    ),
    (
        "The yellow two-master mysteriously went down on Monday a few miles from the north-western lights of Vale.",
        ["The yellow two-master mysteriously went down"],
    ),
    (
        "A large part of the old weaving mill came tumbling down on Monday in a northern town adjacent to the lake of "
        "Orrin.",
        ["A large part of the old weaving mill came tumbling down in a northern town"],
    ),
    (
        "The towns of Vale and Lea signed several agreements on Monday on economic and cultural matters and on the "
        "rail line.",
        ["The towns of Vale and Lea signed several agreements"],
    ),
    (
        "The towns of Vale and Lea agreed on Monday to end the long strike of the clerks and the drivers of the "
        "northern line.",
        ["The towns of Vale and Lea agreed to end the long strike of the clerks"],
    ),
    (
        "Two fires north of the port of Vale forced thousands of clerks to flee on Monday from their homes in the "
        "valley.",
        ["Two fires north of the port of Vale forced thousands of clerks to flee"],
    ),
    (
        "No store of the guild was built until the City of Vale agreed in May 1925 to lease it the whole of the old "
        "park.",
        ["No store of the guild was built until the City of Vale agreed to lease it"],
    ),
    (
        "Premier Ada Renn on Monday declared a state of emergency of thirty days for Napier, Sonning and Yarrow "
        "counties.",
        ["Premier Ada Renn declared a state of emergency of thirty days"],
    ),
    (
        "On Monday coach Karl Renn was asked if the shoulder of the striker, the reason he is on the list, had hurt "
        "him in the match.",
        ["Coach Karl Renn was asked if the shoulder of the striker had hurt him"],
    ),
    (
        "About two hours after docking on Monday, after leak checks and other procedures, hatches were opened and the "
        "crew went aboard.",
        ["Hatches were opened and the crew went aboard"],
    ),
    (
        "In nearby Orrin in the province of Vale, also hit by the quake, eight people died on Monday in slides of mud.",
        ["Eight people died in slides of mud"],
    ),
    (
        "After securing much help from Mayor Karl Renn, who proclaimed 19 April as Glass Day, the committee began a "
        "long drive to buy bricks.",
        ["The committee began a long drive to buy bricks"],
    ),
    ("The news came in as early as Tuesday.", ["The news came in"]),
    ("The mill was sold as early as Tuesday.", ["The mill was sold"]),
    (
        "The firm earned $6 million for the quarter that ended on 30 March, down from $8 million a year earlier.",
        ["The firm earned $6 million, down from $8 million"],
    ),
]
# Whom a title names.
NAMES = [
    (
        "Ada Renn, Karl Moss, the potter Ida Quill and the young clerk Edvard Holt were all found dead on Monday in a "
        "hut near Vale.",
        ["Ada Renn and others were all found dead in a hut near Vale"],
    ),
    (
        "The mayors of North Vale, South Lea and the small port of Orrin on the northern shore met on Monday to talk "
        "about it.",
        ["The mayors met to talk about it"],
    ),
    (
        "Vale, Lea and Orrin met on Monday in the old hall of the guild to talk about the flood that burst a dam above "
        "them.",
        ["Vale, Lea and Orrin met in the old hall of the guild to talk about the flood"],
    ),
    (
        "Ada Renn, a potter and the head of the guild, died on Monday in the old hall of the northern port at the age "
        "of 90.",
        ["Ada Renn died in the old hall of the northern port at the age of 90"],
    ),
    (
        "Former North Vale Assembly Speaker Tobias Quill has been sentenced on Monday to eleven years in prison for "
        "taking bribes.",
        ["Former Speaker Tobias Quill has been sentenced to eleven years in prison"],
    ),
    ("Karl Renn, Jr. was arrested on Monday.", ["Karl Renn Jr. was arrested"]),
    (
        "The man wanted in the shooting of Karl Renn, Jr. at the market of the northern port of Vale was arrested on "
        "Monday.",
        ["The man wanted in the shooting of Karl Renn Jr. was arrested"],
    ),
    (
        "The Guild for Glass and Tin has confirmed on Monday the first case of the rust in a furnace that was built at "
        "a mill.",
        ["The Guild for Glass and Tin has confirmed the first case of the rust"],
    ),
    (
        "The Orrin Chapter of the Daughters of the Northern Revolution began collecting such old tools in 1919.",
        ["The Orrin Chapter began collecting such old tools"],
    ),
    (
        "Officials of the northern port said on Monday the boat, a small twin, sank one mile south of the "
        "longest pier.",
        ["Officials of the northern port said the boat sank one mile south"],
    ),
    (
        'Later in the day, Adam Quill said of his father: "We do not talk any more."',
        ["Adam Quill said: We do not talk any more"],
    ),
    (
        "Nord, which makes tools, lamps, looms and lighting, plans to cut the jobs of nine clerks in May at all of its "
        "mills.",
        ["Nord plans to cut the jobs of nine clerks at all of its mills"],
    ),
    (
        'Karl Dale, also known as "Rat," allegedly shot Ida Moss in the yard on Monday and hid in a van, said Sheriff '
        "Tom Boat.",
        ["Karl Dale, also known as Rat, allegedly shot Ida Moss in the yard"],
    ),
    (
        "Rain has ravaged a region in southwest Vale that was hit by earthquakes last week.",
        ["Rain has ravaged a region in southwest Vale", "A region in southwest Vale was hit by earthquakes"],
    ),
]
NAMES += [
    (
        "Former Orrin International chief executive Mr Karl Renn and Mr Tobias Quill were accused on Monday of "
        "stealing gold.",
        ["Mr Karl Renn and Mr Tobias Quill were accused of stealing gold"],
    ),
    (
        "Prime Minister Margarethe Lindenquill was on Monday considering a large and most unpopular change.",
        ["Margarethe Lindenquill was considering a large and most unpopular change"],
    ),
    ("The Department of Arts and Crafts said on Monday that the mill had burned.", ["The mill had burned"]),
    (
        "Ada Renn, whose growing firm failed in 2019, was hired by Nord in May.",
        ["Ada Renn was hired by Nord", "Ada Renn's growing firm failed"],
    ),
]
ENDS += [
    (
        "Two clerks were hurt on Monday and the rebels of the valley took an old truck as well as arms and many boxes, "
        "but fled.",
        ["Two clerks were hurt and the rebels of the valley took an old truck"],
    ),
    (
        "Restoration work began in 2006, after Nord and the Vale Transport Guild, which own the land, reached a "
        "partnership.",
        ["Restoration work began after Nord and the Vale Transport Guild reached"],
    ),
    (
        "Restoration work began in 2006, after Nord, which owns the land, reached an agreement.",
        ["Restoration work began after Nord reached an agreement"],
    ),
    (
        "After the flood, which wrecked the port in May, the mayor left.",
        ["After the flood, the mayor left"],
    ),
    ("Leaders have set Tuesday as a deadline for talks.", ["Leaders have set Tuesday as a deadline for talks"]),
    ("The mill was named on Tuesday as a place of note.", ["The mill was named as a place of note"]),
    (
        "Freight service was ended on Monday and with it, the long history of the depot in the old town of the valley "
        "came to an end.",
        ["Freight service was ended"],
    ),
]
# What is a clause of its own, and what is none.
CLAUSES = [
    ("The firm said its sales had again fallen sharply in May.", ["The firm's sales had again fallen sharply"]),
    (
        "Work on the bridge will begin in spring 2025, with an estimated completion date of late 2026.",
        ["Work on the bridge will begin with an estimated completion date"],
    ),
    (
        "Work on the bridge began in spring 2023, and officials estimated in May that it would cost more.",
        ["Work on the bridge began", "Officials estimated that it would cost more"],
    ),
    (
        "If all goes well, Renn and his crew will land next Wednesday.",
        ["If all goes well, Renn and his crew will land"],
    ),
    (
        "The firm is closing its mill and its workers will be paid on Friday.",
        ["The firm is closing its mill", "Its workers will be paid"],
    ),
    ("Rescuers met a clerk who left in January, and his son.", ["Rescuers met a clerk", "A clerk left"]),
    (
        "Rescuers met a clerk who left in January, and his son stayed.",
        ["Rescuers met a clerk", "A clerk left, and his son stayed"],
    ),
]
ENDS += [
    (
        "Superintendent Karl Renn of the Northern Orrin Police on Monday described the deed of the clerks as utterly "
        "disgraceful.",
        ["Superintendent Karl Renn described the deed of the clerks as utterly disgraceful"],
    ),
    (
        "Ada Renn on Monday became the first clerk of the northern port to take the chair of the guild of millers and "
        "drivers.",
        ["Ada Renn became the first clerk of the northern port to take the chair"],
    ),
    (
        "Another clerk at the port who was looking for his dogs outside was killed on Monday in what seemed to be a "
        "wind of great force.",
        ["Another clerk at the port was killed in what seemed to be a wind of great force"],
    ),
    (
        "Northern Sen. Ada Bailey Quillander of Orrin announced on Monday that she will not seek reelection to the "
        "assembly.",
        ["Northern Sen. Ada Bailey Quillander announced that she will not seek reelection"],
    ),
]
CLAUSES += [
    (
        "The band slowed in 1990, with their last performance together taking place in 1996.",
        ["The band slowed", "Their last performance together took place"],
    ),
    (
        "The mill burned in May 1990, with nine clerks killed in a second fire in June 1991.",
        ["The mill burned", "Nine clerks were killed in a second fire"],
    ),
    ("The line opened in 1990, with a second track in 2001.", ["The line opened with a second track"]),
    ("With prices rising in May, the bank raised its rate.", ["With prices rising, the bank raised its rate"]),
    (
        "After forming in 1987, the band quickly made its name with a record in 1990.",
        ["The band formed", "The band quickly made its name with a record"],
    ),
    (
        "While the storm weakened after it came ashore on Saturday near Vale, North Orrin, it remained a hurricane.",
        ["The storm weakened after it came ashore near Vale, North Orrin", "It remained a hurricane"],
    ),
    (
        "She won a prize in Rome, and Ida Quill, who had surgery in March and missed it, left the guild.",
        ["She won a prize in Rome, and Ida Quill left the guild", "Ida Quill had surgery and missed it"],
    ),
    (
        "Since the storm hit Vale, at least 100 people have been saved, said Karl Renn, who spoke on Monday.",
        ["Since the storm hit Vale, at least 100 people have been saved", "Karl Renn spoke"],
    ),
    (
        "The mayor said he’ll shut the mill in July and will open another next year.",
        ["The mayor said he’ll shut the mill", "The mayor will open another"],
    ),
    (
        "Ada Renn said Monday that she'd decided on it and would not seek the chair next year.",
        ["Ada Renn said that she'd decided on it", "She would not seek the chair"],
    ),
]
CLAUSES += [
    (
        'The board, in its monthly meeting Friday, accepted "with regret" the resignation of trustee Ross E. Quill, '
        "who left in May.",
        ["The board accepted with regret the resignation of trustee Ross E. Quill", "Ross E. Quill left"],
    ),
    (
        'The mayor told us on Monday that the town made "great progress" in reaching its aim for the 1995-96 term.',
        [
            "Mayor told us that the town made great progress in reaching its aim for the term",
            "The town made great progress in reaching its aim for the term",
        ],
    ),
    (
        "Brussels decided on Monday to suspend the tax, in hopes of reaching a deal by the end of June.",
        ["Brussels decided to suspend the tax, in hopes of reaching a deal"],
    ),
    (
        "The mill shut on Monday, and in the old port of Vale two men left a boat on Tuesday.",
        ["The mill shut", "In the old port of Vale two men left a boat"],
    ),
    (
        "Late Saturday, divers broke a window and initially found three rings on Sunday.",
        ["Divers broke a window", "Divers found three rings"],
    ),
    (
        "Last Friday, Ada Renn left Rome and finally reached Vale on Monday.",
        ["Ada Renn left Rome", "Ada Renn reached Vale"],
    ),
    (
        "The chief told reporters the man had a long history of fraud on Monday.",
        ["The man had a long history of fraud"],
    ),
    ("The chief told Vale Radio officers were called on Monday.", ["Officers were called"]),
    ("The chief told Vale Radio about the fraud on Monday.", ["The chief told Vale Radio about the fraud"]),
    (
        "Vale, Germany — Landing with a bounce after a long trip, a probe made history Wednesday by reaching the icy "
        "moon.",
        ["A probe made history by reaching the icy moon"],
    ),
    ("Ada Renn, Ida Quill — both of Vale — met on Monday.", ["Ada Renn, Ida Quill met"]),
]
ENDS += [
    (
        "A 7.0-magnitude earthquake on Monday struck a remote, mountainous part of Norrland’s southwestern province "
        "of Skagen.",
        ["A 7.0-magnitude earthquake struck part of Norrland’s southwestern province"],
    ),
    (
        "An earthquake of great force on Monday struck a remote part of Skagen.",
        ["An earthquake of great force struck a remote part of Skagen"],
    ),
    (
        "Member states of the Northern Union on Monday voted to approve imposing a sevenfold tariff on glass and tin.",
        ["Member states of the Northern Union voted to approve imposing a sevenfold tariff"],
    ),
    (
        "The Northern Republics said on Monday it would respond with firm and proportionate countermeasures.",
        ["The Northern Republics said it would respond"],
    ),
    (
        "Only ten minutes into the game the striker on Monday forced his way into the small box at the northern end.",
        ["Only ten minutes into the game the striker forced his way into the small box"],
    ),
    (
        "The takeover was announced on the same day as two others in May.",
        ["The takeover was announced on the same day as two others"],
    ),
    ("The mill burned on the same day.", ["The mill burned"]),
    ("Rescuers looked into the early morning collapse on Monday.", ["Rescuers looked into the collapse"]),
    ("During the summer people flocked to the coast.", ["People flocked to the coast"]),
]
CLAUSES += [
    (
        "Ada Renn earned nine prizes by the time she retired in 1963.",
        ["Ada Renn earned nine prizes by the time she retired"],
    ),
]


@pytest.mark.parametrize(("text", "titles"), [*ENDS, *NAMES, *CLAUSES])
def test_headlines_say_who_did_what(text: str, titles: list[str]) -> None:
    assert [event.title for event in extract(Document(text, published=date(2024, 6, 12))).events] == titles
