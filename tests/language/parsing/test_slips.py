"""Slips of the pen that officers often make: one message each, with what to write instead."""

import pytest

from tests.language.parsing.reading import faults

GROUP = "Define simple if {}\n    - urgent\n    - number of users is at least 3\n"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("£150.000", 'write "£150,000" or "£150"'),
        ("£214.904", 'write "£214,904", or "£214.9040" for a little over £214'),
    ],
)
def test_an_amount_that_may_be_thousands_or_pence_is_refused(written: str, advice: str) -> None:
    assert faults(f"Define small if annual value is less than {written}\n") == [
        f'1:43 P108 "{written}" is not a number as written here; {advice}'
    ]


@pytest.mark.parametrize(
    "written", ["£150.00", "£150.0000", "£1,150.000", "£0.125", "£1.125 million", "£1150.000"]
)
def test_other_fractions_of_a_pound_are_read(written: str) -> None:
    assert faults(f"Define small if annual value is less than {written}\n") == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1 april 2026", "; write the month with a capital"),
        ("1 apr 2026", "; write the month in full"),
        ("April 2026", '; write one such as "1 June 2026"'),
        ("April 1, 2026", '; write one such as "1 June 2026"'),
        ("April 1 2026", '; write one such as "1 June 2026"'),
    ],
)
def test_dates_as_people_write_them(written: str, reason: str) -> None:
    assert faults(f"Figure limit\n  £5 from {written}\n") == [
        f'2:11 P107 "{written}" is not a date{reason}'
    ]


@pytest.mark.parametrize(
    ("opening", "fault"),
    [
        ("any of these:", '1:30 P102 ":" cannot stand here; take it out'),
        (
            "any of the following",
            '1:18 P106 "any of the following" is not used here; write "any of these"',
        ),
        (
            "at least 2 of the following",
            '1:29 P106 "of the following" is not used here; write "of these"',
        ),
        (
            "any of these\n    urgent",
            '2:5 P113 "urgent" stands between "any of these" and its bullets; take it out, or'
            ' begin its line with "-"',
        ),
        (
            "any of these\n      - urgent",
            "3:5 P114 this bullet lines up with none above it; put it under one of them",
        ),
        (
            "any of these\n\t- urgent",
            "3:5 P114 this bullet lines up with none above it; put it under one of them",
        ),
        ("any of these\n    * urgent", '2:5 P106 "*" is not used here; write "-"'),
    ],
)
def test_groups_and_bullets(opening: str, fault: str) -> None:
    assert faults(GROUP.format(opening)) == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Figure limit:\n  £5\n", '1:13 P102 ":" cannot stand here; take it out'),
        ("Define it if urgent,\n", '1:20 P102 "," cannot stand here; take it out'),
        (
            "Define it if provider form is one of: mutual, private company\n",
            '1:37 P102 ":" cannot stand here; take it out',
        ),
        (
            "Source S: 'Strategy, 2026'\n",
            '1:11 P121 single quotation marks mean nothing here; write "Strategy, 2026"',
        ),
        (
            "Rule C1: t\n  if number of users is at least 4 users\n"
            "  then the council must award the contract\n",
            '2:36 P102 "must", "should" or "may" is missing after "users"',
        ),
        (
            "Rule C1: t\n  when urgent is yes\n  then the council may award the contract\n",
            '2:3 P102 "must", "should" or "may" is missing after "when urgent"',
        ),
        (
            "Rule C1: t\n  the council cannot award the contract\n",
            '2:15 P106 "cannot" is not used here; write "must not"',
        ),
        (
            "Rule C1: t\n  the council may not award the contract\n",
            '2:15 P106 "may not" is not used here; write "must not"',
        ),
        (
            "Define small if annual value does not exceed £5\n",
            '1:30 P106 "does not exceed" is not used here; write "at most"',
        ),
    ],
)
def test_words_and_marks(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_departures_may_still_be_refused() -> None:
    assert faults("Departures\n  statute may not be departed from\n") == []
