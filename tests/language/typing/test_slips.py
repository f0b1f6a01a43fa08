"""Slips in names and amounts that officers often make, with what to write instead."""

import pytest

from govrules.language.format import format_text
from tests.language.typing.policy_texts import (
    DEPARTURES,
    HEADING,
    VOCABULARY,
    codes,
    faults_of_condition,
    load,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bidders are at least 3", 'P203 unknown term "bidders are"; write "bidders is"'),
        (
            "provider form isn't mutual",
            'P203 unknown term "provider form isn\'t mutual"; write "provider form is not"',
        ),
        (
            "provider form is one of mutual or private company",
            'P203 unknown term "private company"; it is a value of "provider form": write'
            ' "provider form is private company", or a comma between the values after "is one of"',
        ),
        (
            "bidders is at most 75%",
            'P300 "bidders" is a number and cannot be compared with "75%", which is a percentage;'
            " write 0.75",
        ),
    ],
)
def test_the_message_says_what_to_write(text: str, message: str) -> None:
    assert faults_of_condition(text) == [message]


def test_with_vat_at_is_read_where_a_longer_term_ends_in_with_vat() -> None:
    more = "Vocabulary\n  net value with VAT is money including VAT\n"
    for written in ("net value", "(net value)", "net value with VAT without VAT at 20%"):
        text = VOCABULARY + more + f"Define paid as {written} with VAT at 20%\n"
        assert codes(load(text)) == []
        assert codes(load(format_text(HEADING + text))) == []


def test_words_are_not_called_unread_where_a_slip_may_hide_who_reads_them() -> None:
    rule = "Rule C1: enough\n  {} must be at least 3\n" + DEPARTURES
    few = "Vocabulary\n  bidders is a number\n  helpers is a number\n"
    assert codes(load(few + rule.format("bidders"))) == ["P501"]
    assert codes(load(few + rule.format("bidrs"))) == ["P203"]
