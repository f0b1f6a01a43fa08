"""Portfolio rules tried by the scenarios of a policy."""

from __future__ import annotations

import pytest

from govrules.library import loads
from tests.portfolio.register import VOCABULARY, rule

RULES = rule(
    "for each service area",
    "the share of annual value where provider form is private company must be at most 60%",
    across="contracts in force",
) + rule("the number of different providers should be at least 3", label="P2")

SCENARIO = """
Scenario "tried"
  on 3 July 2026
  given contracts are
    | provider form   | service area | annual value | provider name | contract start | contract end|
    | private company | adults       | £60          | "Alpha"       | 1 January 2025 | none        |
    | mutual          | adults       | £40          | "Beta"        | 1 January 2025 | 3 July 2026 |
    | not given       | children     | £10          | "Alpha"       | 1 January 2025 | 1 May 2027  |
    | private company | children     | £90          | "Gamma"       | 1 January 2019 | 2 July 2026 |
{given}
{expected}
"""
AWARD = (
    "  and provider form is private company\n  and service area is adults\n  and annual value is £1"
)


def failures(expected: str, given: str = "") -> list[str]:
    lines = "\n".join(f"  expect {line}" for line in expected.splitlines())
    text = VOCABULARY + RULES + SCENARIO.format(given=given, expected=lines)
    (result,) = loads(text).run_scenarios()
    return [failure.found for failure in result.failures]


def test_what_is_expected_of_rules_and_groups() -> None:
    assert failures(
        'P1 undetermined\nP1 met for "adults"\nP1 undetermined for "children"\n'
        "P2 met\ncannot be decided"
    ) == []  # fmt: skip


def test_what_is_given_besides_is_the_proposed_award() -> None:
    assert failures('P1 breached\nP1 breached for "adults"\ndoes not comply', AWARD) == []


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("P1 met", "P1 is undetermined"),
        ('P1 breached for "adults"', "P1 is met there"),
        ('P1 met for "parks"', 'P1 has no such group; it has "children", "adults"'),
        ("complies", "the verdict is cannot be decided"),
    ],
)
def test_what_is_found_instead(expected: str, found: str) -> None:
    assert failures(expected) == [found]
