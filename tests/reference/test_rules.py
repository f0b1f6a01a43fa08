"""What becomes of rules: every status, displacement in chains, departures, and the verdict."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from govrules.engine.reference import Evaluation
from govrules.model.decision import Status, Verdict
from govrules.model.policy import Departure
from tests.reference.policies import DATE, HEADER, VOCABULARY, evaluate

AWARD = {"acts": ["award the contract"]}


def statuses(evaluation: Evaluation) -> dict[str, str]:
    rules = evaluation.policy_set.rules()
    return {rule.label: evaluation.rule(rule.label).status.value for rule in rules}


ONE = """Rule C1: large contracts
  if value is at least £500
  then the council must not award the contract
  unless ready
  [CON 1]
"""


@pytest.mark.parametrize(
    ("choice", "status", "verdict"),
    [
        ({"value": "499.99"}, Status.NOT_APPLICABLE, Verdict.OUTSIDE),
        ({"value": 500, "ready": False, **AWARD}, Status.BREACHED, Verdict.DOES_NOT_COMPLY),
        ({"value": 500, "ready": False, "acts": []}, Status.MET, Verdict.COMPLIES),
        ({"value": 500, "ready": True, **AWARD}, Status.DISPLACED, Verdict.COMPLIES),
        ({"value": 500, **AWARD}, Status.UNDETERMINED, Verdict.UNDECIDED),
        ({"ready": True, **AWARD}, Status.DISPLACED, Verdict.COMPLIES),
        ({"value": 500, "acts": []}, Status.MET, Verdict.COMPLIES),
        ({"value": 499}, Status.NOT_APPLICABLE, Verdict.OUTSIDE),
        ({"acts": []}, Status.MET, Verdict.COMPLIES),
    ],
)
def test_one_rule(choice: dict[str, Any], status: Status, verdict: Verdict) -> None:
    evaluation = evaluate(ONE, choice)
    assert evaluation.rule("C1").status == status
    assert evaluation.verdict == verdict


@pytest.mark.parametrize(
    ("choice", "needs"),
    [
        ({}, ("acts", "ready", "value")),
        ({"value": 500}, ("acts", "ready")),
        ({"value": 500, **AWARD}, ("ready",)),
        ({"value": 500, "ready": False}, ("acts",)),
        ({"value": 500, "ready": True}, ()),
        ({"value": 1}, ()),
    ],
)
def test_needs_of_an_undetermined_rule(choice: dict[str, Any], needs: tuple[str, ...]) -> None:
    assert evaluate(ONE, choice).rule_needs("C1") == needs


CHAIN = """Rule C1: never
  the council must not award the contract
  [CON 1]
Rule C2, despite C1: unless ready
  if ready
  then the council may award the contract
  [CON 1]
Rule C3, despite C2: but not unchecked
  if not checked
  then the council must not award the contract
  [CON 1]
"""


@pytest.mark.parametrize(
    ("ready", "checked", "expected"),
    [
        (False, True, "breached, not applicable, not applicable"),
        (True, True, "displaced, permits, not applicable"),
        (True, False, "breached, displaced, breached"),
        (False, False, "breached, not applicable, breached"),
        (True, None, "undetermined, undetermined, undetermined"),
        (None, True, "undetermined, undetermined, not applicable"),
        (False, None, "breached, not applicable, undetermined"),
    ],
)
def test_a_displaced_rule_displaces_nothing(
    ready: bool | None, checked: bool | None, expected: str
) -> None:
    given = {"ready": ready, "checked": checked}
    choice = AWARD | {key: value for key, value in given.items() if value is not None}
    evaluation = evaluate(CHAIN, choice)
    assert ", ".join(statuses(evaluation).values()) == expected


def test_needs_run_along_the_chain() -> None:
    assert evaluate(CHAIN, AWARD).rule_needs("C1") == ("checked", "ready")
    assert evaluate(CHAIN, AWARD | {"ready": True}).rule_needs("C1") == ("checked",)
    assert evaluate(CHAIN, AWARD | {"checked": True}).rule_needs("C1") == ("ready",)


def test_what_displaced_a_rule_is_named() -> None:
    assert evaluate(CHAIN, AWARD | {"ready": True, "checked": True}).rule("C1").displaced_by == (
        "C2",
    )
    assert evaluate(ONE, AWARD | {"value": 500, "ready": True}).rule("C1").displaced_by == (
        "unless",
    )


def test_subject_to_is_despite_the_other_way_round() -> None:
    body = """Rule C1, subject to C2: never
  the council must not award the contract
  [CON 1]
Rule C2: in need
  if ready
  then the council may award the contract
  [CON 1]
"""
    found = evaluate(body, AWARD | {"ready": True})
    assert statuses(found) == {"C1": "displaced", "C2": "permits"}
    assert found.verdict == Verdict.COMPLIES


def test_a_chain_of_many_rules_is_followed_to_its_end() -> None:
    """Every second rule of a chain is displaced, to the longest chain that is allowed."""
    rules = [
        f"Rule C{number}" + (f", despite C{number - 1}" if number else "") + ": one of many\n"
        "  the council may award the contract\n  [CON 1]\n"
        for number in range(99)
    ]
    found = evaluate("".join(rules), AWARD)
    assert found.rule("C0").status == Status.PERMITS
    assert found.rule("C1").status == Status.DISPLACED


def test_a_chain_of_many_definitions_is_followed_to_its_end() -> None:
    defines = ["Define d0 as value plus £0\n"]
    defines += [f"Define d{n} as d{n - 1} plus £1\n" for n in range(1, 99)]
    rule = (
        "Rule C1: last\n  if d98 is at least £108\n"
        "  then the council must award the contract\n  [CON 1]\n"
    )
    found = evaluate("".join(defines) + rule, {"value": 10, "acts": []})
    assert found.rule("C1").status == Status.BREACHED
    assert evaluate("".join(defines) + rule, {"acts": []}).rule_needs("C1") == ("value",)


# --- departures --------------------------------------------------------------------------------

DEPART = (
    ONE
    + """
Departures
  council policy may be departed from by the Cabinet with recorded reasons
  statute may not be departed from
"""
)
BREACH = AWARD | {"value": 500, "ready": False}


@pytest.mark.parametrize(
    ("by", "reasons", "status", "note"),
    [
        ("the Cabinet", "urgent", Status.DISPLACED, None),
        ("Cabinet", "urgent", Status.DISPLACED, None),
        (
            "the Cabinet",
            "",
            Status.BREACHED,
            "the departure from C1 does not count: no reasons are recorded",
        ),
        (
            "Jo Smith",
            "urgent",
            Status.BREACHED,
            'the departure from C1 by "Jo Smith" does not count: only the Cabinet may depart '
            "from it",
        ),
    ],
)
def test_departures(by: str, reasons: str, status: Status, note: str | None) -> None:
    departure = {"rule": "C1", "by": by} | ({"reasons": reasons} if reasons else {})
    found = evaluate(DEPART, BREACH | {"departures": [departure]})
    assert found.rule("C1").status == status
    assert found.notes == ((note,) if note else ())
    if status == Status.DISPLACED:
        assert found.rule("C1").displaced_by == ("departure",)


def test_without_a_departures_section_nobody_may_depart() -> None:
    departure = {"rule": "C1", "by": "the Cabinet", "reasons": "urgent"}
    found = evaluate(ONE, BREACH | {"departures": [departure]})
    assert found.rule("C1").status == Status.BREACHED
    assert found.notes == (
        "the departure from C1 does not count: no policy lets anybody depart from council policy",
    )


def test_a_departure_from_a_statute_does_not_count() -> None:
    body = (HEADER + VOCABULARY + DEPART).replace("authority: council policy", "authority: statute")
    departure = {"rule": "C1", "by": "the Cabinet", "reasons": "urgent"}
    found = evaluate(body, BREACH | {"departures": [departure]}, whole=True)
    assert found.rule("C1").status == Status.BREACHED


def test_a_policy_that_lets_nobody_depart_holds_its_own_rules_fast() -> None:
    """Another policy lets the Cabinet depart from council policy: not from these rules."""
    departure = {"rule": "C1", "by": "the Cabinet", "reasons": "urgent"}
    lenient = evaluate(DEPART, BREACH | {"departures": [departure]})
    (own,) = lenient.policy_set.policies
    other = replace(own, title="Other", rules=(), terms=(), acts=())
    fast = replace(own, departures=(Departure("council policy", None, with_reasons=False),))
    for policies in permutations((fast, other)):
        both = replace(lenient.policy_set, policies=policies)
        found = Evaluation(both, lenient.facts, DATE)
        assert found.rule("C1").status == Status.BREACHED
        (note,) = found.notes
        assert note == (
            f'the departure from C1 does not count: "{own.title}" lets nobody depart from it'
        )


# --- should, may, conflicts --------------------------------------------------------------------

SHOULD = """Rule C1: local bids
  number of bids where is local should be at least 1
  [CON 1]
"""
DISTANT, UNSAID = {"bidder": "A", "is_local": False}, {"bidder": "B"}


@pytest.mark.parametrize(
    ("bids", "reasons", "status", "verdict"),
    [
        ([DISTANT], {}, Status.DEPARTED, Verdict.CONDITIONS),
        ([DISTANT], {"C1": "none bid"}, Status.DEPARTED, Verdict.CONDITIONS),
        ([DISTANT | {"is_local": True}], {}, Status.MET, Verdict.COMPLIES),
        ([UNSAID], {}, Status.UNDETERMINED, Verdict.CONDITIONS),
    ],
)
def test_should(bids: list[Any], reasons: Any, status: Status, verdict: Verdict) -> None:
    found = evaluate(SHOULD, {"bids": bids, "reasons": reasons})
    assert found.rule("C1").status == status
    assert found.verdict == verdict
    assert bool(found.conditions) is (verdict == Verdict.CONDITIONS)
    assert any("reasons must be recorded" in words for words in found.conditions) is (
        verdict == Verdict.CONDITIONS and not reasons
    )


CONFLICT = """Rule C1: must
  if ready
  then the council must award the contract
  [CON 1]
Rule C2: must not
  if checked
  then the council must not award the contract
  [CON 1]
"""


@pytest.mark.parametrize(
    ("ready", "checked", "verdict"),
    [
        (True, True, Verdict.CONFLICT),
        (True, False, Verdict.COMPLIES),
        (False, True, Verdict.DOES_NOT_COMPLY),
        (False, False, Verdict.OUTSIDE),
        (None, True, Verdict.DOES_NOT_COMPLY),
        (True, None, Verdict.UNDECIDED),
    ],
)
def test_conflicts(ready: bool | None, checked: bool | None, verdict: Verdict) -> None:
    given = {"ready": ready, "checked": checked}
    found = evaluate(CONFLICT, AWARD | {k: v for k, v in given.items() if v is not None})
    assert found.verdict == verdict
    assert found.conflicts == ((("C1", "C2"),) if verdict == Verdict.CONFLICT else ())


# --- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (dt.date(2026, 5, 31), Status.NOT_APPLICABLE),
        (dt.date(2026, 6, 1), Status.BREACHED),
        (dt.date(2030, 3, 31), Status.BREACHED),
        (dt.date(2030, 4, 1), Status.NOT_APPLICABLE),
    ],
)
def test_a_policy_is_in_force_from_its_first_to_its_last_day(on: dt.date, status: Status) -> None:
    assert evaluate(ONE, BREACH, on).rule("C1").status == status


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (dt.date(2026, 12, 31), Status.NOT_APPLICABLE),
        (dt.date(2027, 1, 1), Status.BREACHED),
    ],
)
def test_a_rule_has_dates_of_its_own(on: dt.date, status: Status) -> None:
    body = ONE.replace("  [CON 1]\n", "  in force from 1 January 2027\n  [CON 1]\n")
    assert evaluate(body, BREACH, on).rule("C1").status == status


# --- order -------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("checked", [True, False, None])
def test_the_order_of_rules_never_matters(order: tuple[int, ...], checked: bool | None) -> None:
    choice = AWARD | {"ready": True} | ({} if checked is None else {"checked": checked})
    one = evaluate(CHAIN, choice)
    policy = one.policy_set.policies[0]
    rules = tuple(policy.rules[place] for place in order)
    shuffled = replace(one.policy_set, policies=(replace(policy, rules=rules),))
    other = Evaluation(shuffled, one.facts, one.date)
    for label in ("C1", "C2", "C3"):
        assert other.rule(label) == one.rule(label)
        assert other.rule_needs(label) == one.rule_needs(label)
    assert other.verdict == one.verdict
    assert other.notes == one.notes
    assert other.conflicts == one.conflicts
