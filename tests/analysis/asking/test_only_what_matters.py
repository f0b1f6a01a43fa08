"""Questions held against every way in which the open facts may turn out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.analysis.asking.next_question import next_question
from govrules.engine.decider import Decider
from govrules.model.decision import Verdict
from tests.analysis.remedies.drawn import choices, policies
from tests.engine.test_agreement import decider_of

ON = dt.date(2026, 7, 1)
NOT_GIVEN = object()
OPEN: dict[str, tuple[Any, ...]] = {
    "amount": (0, 1, 2, 3, 4, 5, 6),
    "size": (0, 1, "1.5", 2, 3, 4),
    "form": ("x", "y", "z"),
    "urgent": (True, False),
    "acts": ([], ["go ahead"]),
}
"""A value of each kind that the tests of drawn policies tell apart."""
few = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
orders = st.permutations(list(OPEN))
KNOWN = """Rule K1: known
  if {}
  then {}
"""
watching = st.builds(
    KNOWN.format,
    st.sampled_from(["form is known", "urgent is not known", "size is at least 1"]),
    st.sampled_from(["urgent must be yes", "the council must not go ahead", "form must be x"]),
)


class Completions:
    """The verdict of every choice that is one of some answers to everything open."""

    def __init__(self, decider: Decider, start: Mapping[str, Any], domains: Mapping[str, Any]):
        self.domains = domains
        self.verdicts = {
            values: decider.outline(decider.facts_of(_choice(start, domains, values)), ON).verdict
            for values in product(*(range(len(each)) for each in domains.values()))
        }

    def left(self, fixed: Mapping[str, Any]) -> Iterator[tuple[dict[str, int], Verdict]]:
        for values, verdict in self.verdicts.items():
            named = dict(zip(self.domains, values, strict=True))
            if all(self.domains[key][named[key]] == value for key, value in fixed.items()):
                yield named, verdict

    def can_change(self, key: str, fixed: Mapping[str, Any]) -> bool:
        """Whether two answers, all else alike, lead to different verdicts."""
        found: dict[tuple[int, ...], set[Verdict]] = {}
        for named, verdict in self.left(fixed):
            others = tuple(value for name, value in named.items() if name != key)
            found.setdefault(others, set()).add(verdict)
        return any(len(each) > 1 for each in found.values())


def _choice(start: Mapping[str, Any], domains: Mapping[str, Any], values: Any) -> dict[str, Any]:
    answers = {key: domains[key][n] for key, n in zip(domains, values, strict=True)}
    return {**start, **{key: value for key, value in answers.items() if value is not NOT_GIVEN}}


def ask_through(
    decider: Decider, full: dict[str, Any], unknown: str | None, domains: Mapping[str, Any]
) -> None:
    """Answer question after question as the full choice does, and look at each of them."""
    asked = {key: value for key, value in domains.items() if key != unknown}
    start = {key: value for key, value in full.items() if key not in domains}
    completions = Completions(decider, start, asked)
    answered: dict[str, Any] = {}
    said: list[str] = []
    while True:
        found = next_question(decider, {**start, **answered}, ON, said)
        if found.question is None:
            break
        key = found.question.key
        assert key not in answered and key not in said
        if key == unknown:
            said.append(key)
            continue
        fixed = answered if unknown is None or unknown in said else None
        if found.question.proved and fixed is not None:
            assert completions.can_change(key, fixed), (key, answered)
        answered[key] = full[key]
    assert found.verdict is not None
    whole = {key: value for key, value in full.items() if key not in said}
    assert decider.decide(whole, ON).verdict == found.verdict
    if unknown is None or unknown in said:
        assert {verdict for _, verdict in completions.left(answered)} == {found.verdict}


@few
@given(policies(together=False), choices, st.sampled_from([None, *OPEN]))
def test_no_question_is_idle_and_the_verdict_is_that_of_the_full_choice(
    text: str, full: dict[str, Any], unknown: str | None
) -> None:
    ask_through(decider_of(text), full, unknown, OPEN)


@few
@given(policies(together=False), watching, choices)
def test_where_a_policy_asks_whether_a_fact_is_known(
    text: str, rule: str, full: dict[str, Any]
) -> None:
    domains = {
        key: (*values, NOT_GIVEN) if f"{key} is known" in rule or f"{key} is not known" in rule
        else values
        for key, values in OPEN.items()
    }  # fmt: skip
    assumed = text.replace(
        "  acts: go ahead\n", "  acts: go ahead\n  assume size is 2 if not given\n"
    )
    ask_through(decider_of(assumed + rule), full, None, domains)


@few
@given(policies(together=True), choices)
def test_with_facts_that_are_weighed_against_each_other(text: str, full: dict[str, Any]) -> None:
    """Such a question may turn out idle, but never is the verdict another than in full."""
    decider = decider_of(text)
    start = {key: value for key, value in full.items() if key not in OPEN}
    while (found := next_question(decider, start, ON)).question is not None:
        start[found.question.key] = full[found.question.key]
    assert decider.decide(full, ON).verdict == found.verdict


@few
@given(policies(together=False), choices)
def test_without_time_to_show_that_a_question_matters(text: str, full: dict[str, Any]) -> None:
    """Then it is told as not proved, and left out only where no answer to it changes anything."""
    decider = decider_of(text)
    start = {key: value for key, value in full.items() if key not in OPEN}
    completions = Completions(decider, start, OPEN)
    answered: dict[str, Any] = {}
    with patch("govrules.analysis.asking.next_question._MOST_LOOKS", 0):
        while (found := next_question(decider, {**start, **answered}, ON)).question is not None:
            assert not found.question.proved
            answered[found.question.key] = full[found.question.key]
    assert {verdict for _, verdict in completions.left(answered)} == {found.verdict}
