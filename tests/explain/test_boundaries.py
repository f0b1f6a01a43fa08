"""What policies do at their boundaries: every stated side is held against the reference evaluator,
given the value as an ordinary fact of a choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import Evaluation
from govrules.engine.reference.values import in_units, is_number
from govrules.explain.boundary import Boundary, boundaries
from govrules.explain.boundary.comparisons import MOST_THROUGH
from govrules.model.expression import (
    Aggregate,
    Compare,
    Condition,
    DefinedValue,
    TermValue,
    Typed,
)
from govrules.model.facts import Facts
from govrules.model.kleene import FALSE, TRUE, UNKNOWN
from govrules.model.policy import PolicySet, TermNorm
from govrules.model.vocabulary import Vocabulary
from tests.explain.deciding import named, policies
from tests.strategies import sound

ON = dt.date(2026, 7, 3)
HEAD = """Policy "Edges" version 1
  authority: council policy

Source S: "A source"

Vocabulary
  amount is money
  size is a number
  score is a number from 0 to 100
  part is a percentage
  length is a duration
  begun is a date
  urgent is yes or no
  bids is a list with: price (money), is near (yes or no)
  acts: award the contract

Figure limit
  £100 until 31 December 2026
  £200 from 1 January 2027 until 31 December 2027
Figure threshold, as at begun
  £300 until 31 December 2026
  £400 from 1 January 2027
"""


def of(lines: str, on: dt.date = ON) -> tuple[Boundary, ...]:
    return boundaries(policies(f"{HEAD}\n{lines}\n"), on)


def told(boundary: Boundary) -> list[str]:
    return [f"{side.words}: {side.does}" for side in boundary.telling]


def under_rule(condition: str) -> list[str]:
    found = of(f"Rule R1: t\n  if {condition}\n  then the council must not award the contract")
    assert len(found) == 1
    return told(found[0])


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("amount is at least £100", ["£99.99: does not apply", "£100: applies"]),
        ("amount is more than £100", ["£100: does not apply", "£100.01: applies"]),
        ("amount is at most £100", ["£100: applies", "£100.01: does not apply"]),
        ("amount is less than £100", ["£99.99: applies", "£100: does not apply"]),
        ("amount is £100", ["£99.99: does not apply", "£100: applies", "£100.01: does not apply"]),
        ("amount is not £100", ["£99.99: applies", "£100: does not apply", "£100.01: applies"]),
        ("not amount is at least £100", ["£99.99: applies", "£100: does not apply"]),
        ("amount is at least the limit", ["£99.99: does not apply", "£100: applies"]),
        ("amount is at least 12.5% times limit", ["£12.49: does not apply", "£12.50: applies"]),
        ("amount is at least the threshold", ["£299.99: does not apply", "£300: applies"]),
        ("size is at least 3", ["2: does not apply", "3: applies"]),
        ("size is at least 2.5", ["2.49: does not apply", "2.5: applies"]),
        ("number of bids is more than 0", ["0: does not apply", "1: applies"]),
        ("score is less than 1", ["0: applies", "1: does not apply"]),
        ("part is more than 60%", ["60%: does not apply", "60.01%: applies"]),
        ("part is at least 12.55%", ["12.549%: does not apply", "12.55%: applies"]),
        (
            "begun is before 1 March 2028",
            ["29 February 2028: applies", "1 March 2028: does not apply"],
        ),
        (
            "begun plus 3 months is after 1 July 2026",
            ["1 July 2026: does not apply", "2 July 2026: applies"],
        ),
        (
            "length is at most 6 months",
            ["6 months: applies", "6 months and 1 day: does not apply"],
        ),
        (
            "length is at least 2 years",
            ["2 years less 1 day: does not apply", "2 years: applies"],
        ),
        (
            "length is at least 12 weeks",
            ["83 days: does not apply", "84 days (12 weeks): applies"],
        ),
    ],
)
def test_what_a_rule_does_at_its_boundary(condition: str, expected: list[str]) -> None:
    assert under_rule(condition) == expected


@pytest.mark.parametrize(
    "condition",
    [
        "amount is at least amount plus £1",
        "urgent",
        "amount is known",
        "size is one of 2, 3",
    ],
)
def test_what_has_no_fixed_limit_or_no_order_has_no_boundary(condition: str) -> None:
    rule = f"Rule R1: t\n  if {condition}\n  then the council must not award the contract"
    assert [one for one in of(rule) if one.telling] == []


def test_a_value_that_cannot_be_given_has_no_side() -> None:
    (count,) = of("Rule R1: t\n  number of bids must be at least 0")
    assert (count.below, told(count)) == (None, [])
    (score,) = of("Rule R1: t\n  score must be at most 100")
    assert score.above is None
    assert told(score) == []


def test_only_what_is_certain_of_the_whole_condition_is_claimed() -> None:
    both = "amount is at least £100\n  and urgent"
    assert under_rule(both) == ["£99.99: does not apply", "£100: depends on the rest"]
    either = "amount is at least £100\n  or urgent"
    assert under_rule(either) == ["£99.99: depends on the rest", "£100: applies"]
    neither = "all of these\n    - urgent\n    - any of these\n      - amount is at least £100\n"
    neither += "      - begun is known"
    assert under_rule(neither) == ["£99.99: does not pass this test", "£100: passes this test"]


def test_a_fact_that_may_be_given_is_not_taken_for_missing() -> None:
    """With `first known of` an earlier item may be given; an assumption may be replaced."""
    lines = "Assume part is 5% if not given\n"
    lines += "Define value as first known of amount, size times £1\n"
    rule = "Rule R1: t\n  if all of these\n    - size is at least 3\n    - {}\n"
    rule += "  then the council must not award the contract"
    for other in ("value is at least £1", "part is at most 5%", "amount is not known"):
        found = [one for one in of(lines + rule.format(other)) if one.subject.words == "size"]
        sides = told(found[0])
        assert sides == ["2: does not apply", "3: depends on the rest"]


def test_requirements_exceptions_and_who_decides() -> None:
    found = of(
        """Rule R1: t
  if urgent
  then amount must not be more than £10
  and size should be at least 4
  unless begun is after 1 July 2026
Duties D1: after a decision to award the contract
  if amount is at least £5
  the council must publish "it" within 2 days
Who decides
  the Cabinet if amount is at least £7
  the director if amount is at least £3
  otherwise the officer
  the treasurer signs off if amount is at least £9"""
    )
    assert [told(one) for one in found] == [
        ["£10: meets the rule", "£10.01: breaches the rule"],
        ["3: departs from the advice", "4: follows the advice"],
        ["1 July 2026: no exception", "2 July 2026: exception applies"],
        ["£4.99: does not apply", "£5: applies"],
        ["£6.99: the Cabinet does not decide", "£7: the Cabinet decides"],
        ["£2.99: the director does not decide", "£3: the director decides, if nobody before"],
        ["£8.99: no sign-off needed", "£9: sign-off needed"],
    ]


def test_the_figure_is_the_one_of_the_day() -> None:
    rule = "Rule R1: t\n  if amount is at least the limit\n  then urgent must be yes"
    day = dt.timedelta(days=1)
    change = dt.date(2027, 1, 1)
    assert told(of(rule, change - day)[0]) == ["£99.99: does not apply", "£100: applies"]
    assert told(of(rule, change)[0]) == ["£199.99: does not apply", "£200: applies"]
    (none,) = of(rule, dt.date(2028, 1, 1))
    assert (none.limit_value, none.sides) == (None, ())


def test_definitions_are_followed_and_named() -> None:
    lines = """Define large if amount is at least £50
Define rushed
  if large
  and urgent
Rule R1: t
  if rushed
  then size must be at least 1"""
    found = [one for one in of(lines) if one.owner == "rule" and one.part == "condition"]
    assert [(one.through, told(one)) for one in found] == [
        (("rushed", "large"), ["£49.99: does not apply", "£50: depends on the rest"])
    ]


def test_of_many_comparisons_in_definitions_only_the_first_are_told() -> None:
    tests = "".join(f"\n    - amount is at least £{number}" for number in range(1, 40))
    lines = f"Define d\n  if any of these{tests}\nRule R1: t\n  if d\n  then urgent must be yes"
    found = of(lines)
    assert sum(one.owner == "rule" for one in found) == MOST_THROUGH
    assert sum(one.owner == "definition" for one in found) == 39


def test_entries_of_a_list_are_measured_one_by_one() -> None:
    rule = "Rule R1: t\n  number of bids where price is at least £5 must be at least 2"
    assert [told(one) for one in of(rule)] == [
        ["1: breaches the rule", "2: meets the rule"],
        ["£4.99: does not count", "£5: counts"],
    ]


# --- laws --------------------------------------------------------------------------------------

_comparisons = st.one_of(
    st.builds(
        "amount {} £{}".format, sound.orders, st.sampled_from(["0", "0.01", "99.99", "1 million"])
    ),
    st.builds("{} {} {}".format, st.sampled_from(["amount", "fee"]), sound.orders,
              st.sampled_from(["small limit", "threshold", "small limit plus £0.005"])),
    st.builds("size {} {}".format, sound.orders, st.sampled_from(["0", "-3", "2.25", "1000000"])),
    st.builds(
        "share held {} {}%".format, sound.orders, st.sampled_from(["0", "60", "12.5", "0.001"])
    ),
    st.builds("term {} {}".format, sound.orders, st.sampled_from([*sound.LENGTHS, "1 day"])),
    st.builds("{} {} {}".format, st.sampled_from(["begun is", "last held is"]),
              st.sampled_from(["before", "after", "on or before", "on or after"]),
              st.sampled_from([*sound.DATES, "29 February 2028"])),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_comparisons, st.sampled_from(["if {}", "if not {}", "if urgent\n  and {}"]))
def test_the_stated_sides_really_differ(comparison: str, shape: str) -> None:
    """Each side is decided again as a choice that gives that value, by the same comparison."""
    condition = shape.format(comparison)
    rule = f"Rule R1: t\n  {condition}\n  then the council must not award the contract"
    policy_set = policies(f"{sound.VOCABULARY}\n{rule}\n")
    (found,) = (one for one in boundaries(policy_set, ON) if one.owner == "rule")
    assert isinstance(found.subject, TermValue)
    assert len(found.telling) >= 2
    for side in found.sides:
        truth = Evaluation(policy_set, _facts(found, side.value), ON).truth(found.compare)
        assert truth == (TRUE if side.holds else FALSE)
    for before, after in zip(found.telling, found.telling[1:], strict=False):
        assert before.holds != after.holds
        assert before.words != after.words


def _facts(boundary: Boundary, value: Any) -> Facts:
    assert isinstance(boundary.subject, TermValue)
    return Facts({"begun": ON, boundary.subject.term.key: value})


@settings(max_examples=150, deadline=None)
@given(sound.policy_texts(), sound.choices, st.data())
def test_what_is_claimed_of_a_whole_condition_holds_for_every_choice(
    text: str, choice: dict[str, Any], data: st.DataObject
) -> None:
    """Whatever else a choice gives: with that value, the condition comes to what is claimed."""
    policy_set = policies(text)
    date = dt.date.fromisoformat(data.draw(sound.decision_dates))
    found = [
        one
        for one in boundaries(policy_set, date)
        if isinstance(one.subject, TermValue) and one.subject.term.worked_out_by is None
    ]
    assume(found)
    boundary = data.draw(st.sampled_from(found))
    assume(boundary.sides)
    side = data.draw(st.sampled_from(boundary.sides))
    facts = read_choice(choice, Vocabulary.of(policy_set))
    key = boundary.subject.term.key  # type: ignore[union-attr]
    dates = {} if key == "begun" else {"begun": date}  # figures are told as at the date
    given_ = Facts(dict(facts.values) | dates | {key: side.value}, facts.acts, facts.judgements)
    evaluation = Evaluation(policy_set, given_, date)
    if not _reads_figures_by_date(boundary) or key != "begun":
        assert evaluation.truth(boundary.compare) == (TRUE if side.holds else FALSE)
        if side.whole != UNKNOWN:
            assert evaluation.truth(_whole(policy_set, boundary)) == side.whole


def _reads_figures_by_date(boundary: Boundary) -> bool:
    """Whether figures are read whose date is the very fact that is supposed."""
    return isinstance(boundary.subject, TermValue) and boundary.subject.term.key == "begun"


def _whole(policy_set: PolicySet, boundary: Boundary) -> Condition:
    """The condition in which a boundary stands, found by its place in the policy."""
    policy = policy_set.policies[0]
    candidates: list[Condition | None] = []
    if boundary.owner == "rule":
        (rule,) = (one for one in policy.rules if one.label == boundary.label)
        ways: dict[str, Callable[[], list[Condition | None]]] = {
            "condition": lambda: [rule.condition],
            "exception": lambda: [rule.unless],
            "requirement": lambda: [n.requirement for n in rule.norms if isinstance(n, TermNorm)],
        }
        candidates = ways[boundary.part]()
    elif boundary.owner == "definition":
        candidates = [one.condition for one in policy.definitions if one.name == boundary.label]
    elif boundary.owner == "table":
        assert boundary.row is not None
        candidates = [policy.tables[0].rows[boundary.row - 1].condition]
    else:
        sections = policy.who_decides
        candidates = [
            one.condition
            for section in sections
            for one in (*section.deciders, *section.sign_offs)
            if one.role == boundary.label
        ]
    (whole,) = (one for one in candidates if one is not None and _contains(one, boundary.compare))
    return whole


def _contains(part: Any, compare: Compare) -> bool:
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if each is compare:
            return True
        if isinstance(each, tuple):
            waiting += each
        elif isinstance(each, Typed) or type(each).__name__ == "Definition":
            waiting += [getattr(each, name) for name in each.__slots__ if name != "place"]
    return False


def test_numbers_are_compared_in_the_units_of_what_is_measured() -> None:
    """All kinds of subjects of the test policies: the middle value is the limit itself."""
    seen = set()
    for name in ("commissioning", "emergency"):
        for one in boundaries(named(name), ON):
            seen.add(type(one.subject))
            assert one.at is not None
            if is_number(one.at.value):
                at = in_units(one.at.value, one.subject.type)
                assert at == in_units(one.limit_value, one.limit.type)
            else:
                assert one.at.value == one.limit_value
    assert {TermValue, Aggregate, DefinedValue} <= seen
