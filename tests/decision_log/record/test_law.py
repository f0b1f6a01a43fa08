"""Which regulation asks for a record is told from the capacity, or said not to be known."""

from __future__ import annotations

import pytest

from govrules.decision_log.record.law import PROVISIONS, Maker, maker

CAPACITIES: list[tuple[str, Maker | None]] = [
    ("the Cabinet", "body"),
    ("Cabinet", "body"),
    ("the Executive", "body"),
    ("the Executive Board", "body"),
    ("the Cabinet (Procurement) Committee", "body"),
    ("the Cabinet Committee for Procurement", "body"),
    ("a sub-committee of the Executive", "body"),
    ("the Leader", "member"),
    ("the Leader of the Council", "member"),
    ("the Mayor", "member"),
    ("the Cabinet Member for Housing", "member"),
    ("the Executive Member", "member"),
    ("the portfolio holder for parks", "member"),
    ("a member of the Cabinet", "member"),
    ("the corporate director", "officer"),
    ("the Director of Public Health", "officer"),
    ("the chief executive", "officer"),
    ("the chief finance officer", "officer"),
    ("the Executive Director for Place", "officer"),
    ("the head of paid service", "officer"),
    ("the Head of Procurement", "officer"),
    ("the corporate director in consultation with the Cabinet Member for Housing", "officer"),
    ("the Leader, after consulting the Cabinet", "member"),
    ("the Cabinet Member and the corporate director", None),
    ("the full council", None),
    ("the planning committee", None),
    ("the commissioning panel", None),
    ("the executive assistant", None),
    ("", None),
    ("   ", None),
]


@pytest.mark.parametrize(("capacity", "expected"), CAPACITIES)
def test_who_decided_is_told_from_the_capacity(capacity: str, expected: Maker | None) -> None:
    assert maker(capacity) == expected


def test_what_each_regulation_asks_for() -> None:
    places = {
        kind: [[one.place(asked) for asked in one.asks] for one in provisions]
        for kind, provisions in PROVISIONS.items()
    }
    assert places["body"] == [[f"SI 2012/2089 regulation 12(2)({letter})" for letter in "abcde"]]
    assert places["member"] == [[f"SI 2012/2089 regulation 13(2)({letter})" for letter in "abcde"]]
    executive, delegated = places["officer"]
    assert executive == [f"SI 2012/2089 regulation 13(4)({letter})" for letter in "abcde"]
    assert delegated == [
        "SI 2014/2095 regulation 7(3)(a) and (b)",
        "SI 2014/2095 regulation 7(3)(b)",
        "SI 2014/2095 regulation 7(3)(c)",
        "SI 2014/2095 regulation 7(3)(d)",
    ]
