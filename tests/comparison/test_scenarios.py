"""Scenarios that give options: what they say, what they refuse, and what they find."""

from __future__ import annotations

import pytest

from govrules.engine.scenarios import ScenarioResult
from govrules.language.load import load_texts
from govrules.library import loads
from tests.comparison.books import MONEY, PREFER, WEALTH, policy

GIVEN = """Scenario "S"
  on 3 July 2026
  given the council proposes to award the contract
  and options are
    | option   | provider form | cost      | wealth    |
    | "Mutual" | mutual        | £400      | 80        |
    | "Unit"   | in-house team | £400      | 79        |
    | "Small"  | mutual        | £400      | 10        |
    | "Dear"   | mutual        | £2,000,000 | 99       |
"""
TEXT = policy(WEALTH, MONEY, PREFER)


def ran(*expected: str, given: str = GIVEN) -> ScenarioResult:
    (result,) = loads(
        TEXT + given + "".join(f"  expect {one}\n" for one in expected)
    ).run_scenarios()
    return result


def faults(*lines: str, given: str = GIVEN) -> list[str]:
    loaded = load_texts({"a": TEXT + given + "".join(f"  {line}\n" for line in lines)})
    return [fault.message for fault in loaded.diagnostics if not fault.code.startswith("P5")]


@pytest.mark.parametrize(
    "expected",
    ['O1 prefers "Unit"', 'O1 sets aside "Dear"', 'O1 gives "Mutual" 88 points',
     'O1 gives "Unit" 87.4 points', 'O1 gives "Small" 46.0 points'],
)  # fmt: skip
def test_what_holds_passes(expected: str) -> None:
    assert ran(expected).passed


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ('O1 prefers "Mutual"', '"Unit" comes first'),
        ('O1 ties "Unit" and "Mutual"', '"Unit" comes first'),
        ('O1 sets aside "Mutual"', "it is compared"),
        ("O1 cannot be decided", '"Unit" comes first'),
        ("O1 cannot be decided without wealth", '"Unit" comes first'),
        ('O1 gives "Mutual" 87.9 points', "it has 88"),
        ('O1 gives "Unit" 87 points', "it has 87.4"),
        ('O1 gives "Dear" 1 point', "it is set aside"),
    ],
)
def test_what_does_not_hold_fails_and_says_what_is_found(expected: str, found: str) -> None:
    (failure,) = ran(expected).failures
    assert (failure.expected, failure.found) == (expected, found)


def test_what_is_open_names_what_is_missing() -> None:
    given = GIVEN.replace("£400      | 79 ", "£400      | not given")
    expected = "O1 cannot be decided without wealth", "O1 cannot be decided without share"
    (failure,) = ran(*expected, 'O1 sets aside "Dear"', given=given).failures
    assert (failure.expected, failure.found) == (expected[1], "what is missing is wealth")
    (failure,) = ran('O1 gives "Unit" 40 points', given=given).failures
    assert failure.found == "it has 40 to 100"


def test_ties() -> None:
    given = GIVEN.replace("in-house team | £400      | 79 ", "mutual        | £400      | 80 ")
    assert ran('O1 ties "Mutual" and "Unit"', given=given).passed
    (failure,) = ran('O1 prefers "Mutual"', given=given).failures
    assert failure.found == '"Mutual" and "Unit" tie'


def test_facts_outside_the_table_are_facts_of_all_options() -> None:
    given = GIVEN.replace("  and options", "  and reach is 5\n  and options")
    (scenario,) = [
        s for p in loads(TEXT + given + '  expect O1 prefers "Unit"\n')._decider.policy_set.policies
        for s in p.scenarios
    ]  # fmt: skip
    assert scenario.choice == {"acts": ["award the contract"], "reach": "5"}
    assert dict(scenario.options)["Unit"] == {
        "provider_form": "in-house team", "cost": "400.00", "wealth": "79",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['expect O1 prefers "Unti"'], 'unknown option "Unti"; did you mean "Unit"?'),
        (['expect O9 prefers "Unit"'], 'unknown comparison "O9"'),
        (['expect C1 prefers "Unit"'], 'unknown comparison "C1"'),
        (["expect complies"], '"complies" cannot be looked at here: the scenario gives several'),
        (["expect C1 met"], '"C1 met" cannot be looked at here: the scenario gives several'),
        (["expect O1 prefers Unit"], '"Unit" cannot stand here; expected a quoted text'),
        (['expect O1 gives "Unit" points'], '"points" cannot stand here'),
    ],
)
def test_what_cannot_be_expected(lines: list[str], message: str) -> None:
    (found,) = faults(*lines)
    assert found.startswith(message) or message in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| option  ", "| optoin  ", 'the first column of "options are" is "optoin"'),
        ('| "Unit"  ', "| mutual  ", "an option needs a name"),
        ('| "Unit"  ', "| not given", "an option needs a name"),
        ('"Unit"  ', '"Mutual"', '"Mutual" is given twice'),
        ("| cost   ", "| coast  ", 'unknown term "coast"'),
        ("| cost      ", "| wealth    ", '"wealth" is given twice'),
        (
            "£400      | 79 ",
            "£400      | 101",
            '"wealth" is from 0 to 100, so',
        ),
        ("the council proposes to award the contract", "wealth is 5", '"wealth" is given twice'),
        ("| 79        |", "|", "this row has 3 cells"),
    ],
)
def test_tables_that_give_no_options(old: str, new: str, message: str) -> None:
    assert old in GIVEN
    found = faults('expect O1 sets aside "Dear"', given=GIVEN.replace(old, new, 1))
    assert any(message in each for each in found), found


def test_options_must_be_given_to_be_compared() -> None:
    given = 'Scenario "S"\n  on 3 July 2026\n  given cost is £5\n'
    (found,) = faults('expect O1 prefers "Unit"', given=given)
    assert found.endswith('gives no options to compare; write "given options are" and a table')


def test_a_policy_may_have_a_list_called_options() -> None:
    words = TEXT.replace("  fee is money\n", "  fee is money\n  options is a list with: option\n")
    table = '    | option |\n    | "A"    |\n'
    given = f'Scenario "S"\n  given options are\n{table}  expect C1 undetermined\n'
    (result,) = loads(words + given).run_scenarios()
    assert result.passed and result.scenario.choice == {"options": [{"option": "A"}]}
