"""What a decision says it still needs, held against every way in which the facts may turn out."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.explain.answer import sentence
from tests.library.test_every_way_agrees import decider_of

HEAD = """Policy "P" version 1
  authority: council policy
Vocabulary
  a is yes or no
  b is yes or no
  c is yes or no
  d is one of: x, y, z
  acts: go ahead, stop it
  roles: the council, the Cabinet, the corporate director
"""
FACTS: dict[str, list[Any]] = {
    "a": [True, False],
    "b": [True, False],
    "c": [True, False],
    "d": ["x", "y", "z"],
    "acts": [[], ["go ahead"], ["stop it"], ["go ahead", "stop it"]],
}
ON = dt.date(2026, 7, 1)

first_tests = st.sampled_from(["a", "b", "not c", "d is x", "d is one of x, z"])
tests = first_tests | st.sampled_from(["not a", "d is not y", "m", "n", "stopping"])
norms = st.sampled_from(
    [
        "the council must go ahead", "the council must not go ahead", "b should be yes",
        "the council should go ahead", "the council should not stop it", "a must be yes",
        "d must be x", "the council may go ahead", "the council may go ahead for at most 6 months",
    ]
)  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn, basic: st.SearchStrategy[str] = tests) -> str:
    shape = draw(st.sampled_from(["one", "and", "or", "two"]))
    items = draw(st.lists(basic, min_size=3, max_size=3))
    if shape == "one":
        return items[0]
    if shape == "two":
        return "at least 2 of these\n    - " + "\n    - ".join(items)
    return f"\n  {shape} ".join(items)


@st.composite
def policies(draw: st.DrawFn) -> str:
    parts = [
        HEAD,
        f"Define m if {draw(conditions(first_tests))}",
        f"Define n\n  if m\n  or {draw(first_tests)}",
        "Define stopping if the council proposes to stop it",
    ]
    for number in range(1, draw(st.integers(1, 4)) + 1):
        head = f"Rule R{number}"
        if number > 1 and draw(st.integers(0, 2)) == 0:
            relation = draw(st.sampled_from(["despite", "subject to"]))
            head += f", {relation} R{draw(st.integers(1, number - 1))}"
        lines = [f"{head}: drawn", f"  if {draw(conditions())}", f"  then {draw(norms)}"]
        if draw(st.integers(0, 2)) == 0:
            lines.append(f"  and {draw(norms)}")
        if draw(st.integers(0, 2)) == 0:
            lines.append(f"  unless {draw(conditions())}")
        if draw(st.integers(0, 4)) == 0:
            lines.append("  with sign-off by the Cabinet")
        parts.append("\n".join(lines))
    if draw(st.booleans()):
        parts.append(
            f"Duties D1: after a decision to go ahead\n  if {draw(tests)}\n"
            '  the council must publish "it" within 2 working days'
        )
    if draw(st.booleans()):
        parts.append(
            f"Who decides\n  the Cabinet if {draw(tests)}\n  otherwise the corporate director\n"
            f"  the Cabinet signs off if {draw(tests)}"
        )
    return "\n".join(parts) + "\n"


partial = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(values) for key, values in FACTS.items()}
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(policies(), st.lists(partial, min_size=1, max_size=4))
def test_no_fact_that_is_said_not_to_matter_changes_the_verdict(
    text: str, choices: list[dict[str, Any]]
) -> None:
    decider = decider_of({"p.policy": text})
    for choice in choices:
        decision = decider.decide(choice, ON)
        needed = {need.key: need.matters for need in decision.needs}
        missing = [key for key in FACTS if key not in choice]
        assert set(needed) <= set(missing)
        idle = [key for key in missing if not needed.get(key, False)]
        for values in product(*(FACTS[key] for key in idle)):
            other = decider.decide(choice | dict(zip(idle, values, strict=True)), ON)
            assert other.verdict == decision.verdict, (choice, idle, values)


def needs(text: str, choice: dict[str, Any]) -> tuple[str, list[tuple[str, str, bool]]]:
    decision = decider_of({"p.policy": HEAD + text}).decide(choice, ON)
    told = [(need.key, ", ".join(need.rules), need.matters) for need in decision.needs]
    return decision.verdict.value, told


OWED = """Rule R1: fair
  a must be yes
Duties D1: after a decision to go ahead
  if b
  the council must publish "it" within 2 working days
Who decides
  the Cabinet if d is x
  otherwise the corporate director
  the Cabinet signs off if c
"""


def test_what_duties_sign_offs_and_deciders_wait_for_is_named() -> None:
    """Nothing is owed for certain, so that b and c may turn conditions into plain compliance."""
    assert needs(OWED, {"a": True, "acts": ["go ahead"]}) == (
        "complies with conditions",
        [("b", "D1", True), ("c", "who decides", True), ("d", "who decides", False)],
    )


def test_once_something_is_owed_nothing_else_that_may_be_owed_matters() -> None:
    assert needs(OWED, {"a": True, "acts": ["go ahead"], "c": True}) == (
        "complies with conditions",
        [("b", "D1", False), ("d", "who decides", False)],
    )


def test_what_only_a_should_waits_for_does_not_matter_while_a_must_is_open() -> None:
    text = "Rule R1: mixed\n  a must be yes\n  and b should be yes\nRule R2: d\n  d must be x\n"
    assert needs(text, {"a": True}) == (
        "cannot be decided",
        [("d", "R2", True), ("b", "R1", False)],
    )


def test_a_breach_may_yet_turn_out_to_be_a_conflict() -> None:
    text = """Rule R1: go
  if a
  then the council must go ahead
Rule R2: stay
  the council must not go ahead
"""
    assert needs(text, {"acts": ["go ahead"]}) == ("does not comply", [("a", "R1", True)])
    assert needs(text, {"acts": ["go ahead"], "a": True}) == ("rules conflict", [])


def test_a_choice_may_yet_turn_out_to_be_outside_the_policy() -> None:
    text = "Rule R1: stay\n  if a\n  then the council must not go ahead\n"
    assert needs(text, {"acts": []}) == ("complies", [("a", "R1", True)])
    assert needs(text, {"acts": [], "a": False}) == ("outside this policy", [])


def test_the_answer_names_only_rules_that_hold_the_verdict_back() -> None:
    """R1 waits for b, but only to tell whether it is departed from."""
    text = "Rule R1: mixed\n  a must be yes\n  and b should be yes\nRule R2: d\n  d must be x\n"
    decision = decider_of({"p.policy": HEAD + text}).decide({"a": True}, ON)
    assert sentence(decision) == "The choice cannot be decided yet: R2 waits for missing facts."
