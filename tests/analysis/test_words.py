"""What is found in words, figures and single comparisons: at, below and above each boundary."""

from __future__ import annotations

import pytest

from tests.analysis.finding_out import HEAD, told

WORDS = """
Vocabulary
  contract value is money excluding VAT
  bids is a number from 0 to 20
  signed on is a date
  share bought is a percentage
  term is a duration
  urgent is yes or no
  acts: close the service
  roles: the Cabinet, the director, the chief executive
"""
DEPARTURES = "Departures\n  council policy may be departed from by the Cabinet\n"


def rules(*conditions: str, head: str = "") -> str:
    """A rule for each condition; what they ask for is no business of these tests."""
    text = "".join(
        f"Rule C{number}: a rule\n  if {condition}\n  then urgent must be no\n"
        for number, condition in enumerate(conditions, 1)
    )
    return f"{head}{WORDS}{text}{DEPARTURES}"


def codes(text: str) -> list[str]:
    return [line.partition(" ")[0] for line in told(text)]


# --- boundaries that differ by a hair -----------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("contract value is at least £25,000", "contract value is at least £25,000", False),
        ("contract value is at least £25,000", "contract value is less than £25,000", False),
        ("contract value is at least £25,000", "contract value is more than £25,000", True),
        ("contract value is at most £24,999.99", "contract value is at least £25,000", False),
        ("contract value is at most £24,999.98", "contract value is at least £25,000", True),
        ("contract value is at most £24,999", "contract value is at least £25,000", True),
        ("contract value is at least £24,999", "contract value is at least £25,000", True),
        ("contract value is at least £24,998.99", "contract value is at least £25,000", False),
        ("contract value is more than £10", "contract value is more than £11", False),
        ("signed on is before 1 June 2026", "signed on is after 1 June 2026", True),
        ("signed on is on or before 31 May 2026", "signed on is on or after 1 June 2026", False),
        ("signed on is before 31 May 2026", "signed on is before 1 June 2026", True),
        ("signed on is before 30 May 2026", "signed on is before 1 June 2026", False),
        ("share bought is at most 25%", "share bought is at least 25%", True),
        ("share bought is at most 25%", "share bought is at most 26%", False),
        ("term is at most 5 years", "term is less than 5 years", True),
        ("term is at most 5 years", "term is at most 6 years", False),
        ("bids is at least 3", "bids is at least 4", False),
        ("£25,000 is less than contract value", "contract value is at least £25,000", True),
        ("£25,000 is at most contract value", "contract value is at least £25,000", False),
    ],
)
def test_two_boundaries(one: str, other: str, near: bool) -> None:
    assert ("A203" in codes(rules(one, other))) == near


def test_a_near_boundary_names_both_rules() -> None:
    found = told(rules("contract value is at least £25,000", "contract value is more than £25,000"))
    assert found == [
        'A203 "contract value is at least £25,000" (C1) and "contract value is more than £25,000" '
        '(C2) part "contract value" at nearly the same point'
    ]


def test_figures_are_compared_day_by_day() -> None:
    figure = "Figure limit\n  £20,000 from 1 June 2026\n  £25,000 from 1 June 2027\n"
    text = rules("contract value is at least £25,000", "contract value is more than the limit")
    in_force = f"{HEAD}  in force from 1 June 2026"
    later = text.replace(DEPARTURES, figure + DEPARTURES)
    assert codes(f"{in_force}\n{later}") == ["A203"]
    assert codes(f"{in_force} until 31 May 2027\n{later}") == []


# --- comparisons that bounds settle -------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "always"),
    [
        ("bids is at least 0", True),
        ("bids is more than 0", None),
        ("bids is at most 20", True),
        ("bids is less than 20", None),
        ("bids is more than 20", False),
        ("bids is at least 20", None),
        ("bids is 21", False),
        ("bids is not 21", True),
        ("bids is 20", None),
        ("21 is more than bids", True),
        ("contract value is at least £0", None),
    ],
)
def test_bounds(condition: str, always: bool | None) -> None:
    found = [line for line in told(rules(condition)) if line.startswith("A204")]
    if always is None:
        assert found == []
    else:
        (one,) = found
        assert f"is {'always' if always else 'never'} so" in one


def test_a_figure_that_is_out_of_bounds_only_for_a_while_is_left_in_peace() -> None:
    figure = "Figure limit\n  25 from 1 June 2026\n  15 from 1 June 2027\n"
    text = f"{HEAD}  in force from 1 June 2026\n{rules('bids is at least the limit')}{figure}"
    assert codes(text) == []


# --- definitions and figures --------------------------------------------------------------------


def test_a_definition_is_used_by_a_rule_a_table_or_another_that_is_used() -> None:
    words = f"{WORDS}Define large if contract value is at least £9\nDefine vast if large\n"
    rule = "Rule C1: a rule\n  if {}\n  then urgent must be no\n"
    assert codes(words + rule.format("vast") + DEPARTURES) == []
    assert told(words + rule.format("large") + DEPARTURES) == [
        'A201 nothing uses the definition "vast"'
    ]


def test_definitions_that_only_use_each_other_are_unused_and_name_their_facts() -> None:
    words = f"{WORDS}Define large if contract value is at least £9\nDefine vast if large\n"
    rule = "Rule C1: a rule\n  urgent must be no\n"
    assert told(words + rule + DEPARTURES) == [
        f'A201 nothing uses the definition "{name}"; the facts that are read for it alone have '
        'the keys "contract_value"'
        for name in ("large", "vast")
    ]
    scenario = 'Scenario "One"\n  given contract value is £9\n  expect vast is yes\n'
    assert codes(words + rule + DEPARTURES + scenario) == []


def test_in_a_policy_of_words_alone_definitions_are_for_others() -> None:
    assert codes(f"{WORDS}Define large if contract value is at least £9\n") == []


@pytest.mark.parametrize(
    ("in_force", "value", "spans"),
    [
        ("from 1 June 2026", "from 1 June 2026", []),
        ("from 1 June 2026", "from 2 June 2026", ["from 1 June 2026 until 1 June 2026"]),
        ("from 1 June 2026", "from 1 June 2025", []),
        ("from 1 June 2026 until 31 May 2027", "until 31 May 2027", []),
        ("from 1 June 2026 until 31 May 2027", "until 30 May 2027",
         ["from 31 May 2027 until 31 May 2027"]),
        ("from 1 June 2026", "until 31 May 2027", ["from 1 June 2027 on"]),
        ("until 31 May 2027", "from 1 June 2026", []),
    ],
)  # fmt: skip
def test_a_figure_has_a_value_while_its_policy_is_in_force(
    in_force: str, value: str, spans: list[str]
) -> None:
    text = (
        f"{HEAD}  in force {in_force}\n{WORDS}Figure limit\n  £9 {value}\n"
        "Define large if contract value is at least the limit\n"
    )
    assert told(text) == [
        f'A202 "limit" has no value {span}, while what reads it is in force' for span in spans
    ]


def test_a_figure_is_needed_only_while_a_rule_that_reads_it_is_in_force() -> None:
    text = (
        f"{HEAD}  in force from 1 June 2026\n{WORDS}Figure limit\n  £9 from 1 October 2026\n"
        "Rule C1: a rule\n  in force from {}\n  if contract value is at least the limit\n"
        f"  then urgent must be no\n{DEPARTURES}"
    )
    assert codes(text.format("1 October 2026")) == []
    assert codes(text.format("30 September 2026")) == ["A202"]


def test_a_figure_as_at_a_date_may_look_back_but_not_run_out() -> None:
    text = (
        f"{HEAD}  in force from 1 June 2024\n{WORDS}"
        "Figure limit, as at signed on\n  £9 from 1 June 2025{}\n"
        "Define large if contract value is at least the limit\n"
    )
    assert codes(text.format("")) == []
    assert codes(text.format(" until 31 May 2030")) == ["A202"]


# --- duties and who decides ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lasting", "within", "late"),
    [
        ("12 weeks", "12 weeks", False),
        ("12 weeks", "83 days", True),
        ("12 weeks", "84 days", False),
        ("2 months", "59 days", False),
        ("2 months", "55 days", True),
        ("1 year", "12 months", False),
        ("30 days", "10 working days", False),
    ],
)
def test_a_duty_fits_its_own_deadline(lasting: str, within: str, late: bool) -> None:
    duty = (
        "Duties D1: after a decision to close the service\n"
        f'  the director must consult "residents" for at least {lasting} within {within}\n'
    )
    assert codes(f"{WORDS}{duty}") == (["A205"] if late else [])


def test_a_duty_before_a_decision_fits_the_life_of_its_policy() -> None:
    text = (
        "{}  in force from 1 June 2026 until {}\n{}"
        "Duties D1: before a decision to close the service\n"
        '  the director must consult "residents" for at least 4 weeks\n'
    )
    assert codes(text.format(HEAD, "28 June 2026", WORDS)) == ["A205"]
    assert codes(text.format(HEAD, "29 June 2026", WORDS)) == []


def test_who_decides_is_read_in_its_order() -> None:
    lines = [
        "the Cabinet if contract value is at least £100,000",
        "the director if contract value is less than £100,000",
        "otherwise the chief executive",
    ]
    text = f"{WORDS}Who decides\n" + "".join(f"  {line}\n" for line in lines)
    assert told(text) == [
        "A305 it never comes to the chief executive to decide: the lines before take every case"
    ]
    assert codes(text.replace("less than £100,000", "less than £99,999")) == ["A203"]
    wider = text.replace("less than £100,000", "at least £200,000")
    assert "A305 it never comes to the director to decide: the lines before take every case" in (
        told(wider)
    )
