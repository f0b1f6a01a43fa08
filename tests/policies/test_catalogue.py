"""Every policy that comes with govrules loads without a fault, and every scenario in it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govrules.interop.ocds import KEYS
from govrules.model.policy import ExpectedStatus, PolicySet, Rule
from govrules.model.types import OneOfType, SeveralOfType
from tests.policies.catalogue import (
    FILES,
    POLICIES,
    VOCABULARY,
    loaded,
    policy_set,
    rulebook,
    vocabulary,
)

FACTS = json.loads((Path(__file__).parent / "facts.json").read_text("utf-8"))
NAMES = [str(path.relative_to(POLICIES)) for path in FILES]


def title_of(path: Path) -> str:
    (title,) = [p.title for p in policy_set(path).policies if Path(p.file).resolve() == path]
    return title


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_policy_loads_without_a_fault(path: Path) -> None:
    """P504 only tells that a limit of time is stated and not tested."""
    assert not [str(found) for found in loaded(path).diagnostics if found.code != "P504"]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_scenario_holds(path: Path) -> None:
    results = rulebook(path).run_scenarios([title_of(path)])
    failures = [f"{r.scenario.title}: {failure}" for r in results for failure in r.failures]
    assert not failures, "\n".join(failures)
    has_rules = any(rule.policy == title_of(path) for rule in policy_set(path).rules())
    assert results or not has_rules


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_rule_is_shown_kept_broken_and_undetermined(path: Path) -> None:
    """Each rule has a scenario on both of its sides, and one in which a fact is missing."""
    policies, title = policy_set(path), title_of(path)
    shown = _statuses(policies, title)
    for rule in policies.rules():
        if rule.policy == title:
            assert shown.get(rule.label, set()) >= _to_show(rule), rule.label


def _to_show(rule: Rule) -> set[str]:
    """The statuses that the scenarios must show of a rule."""
    modalities = {norm.modality for norm in rule.norms}
    if modalities == {"may"}:
        return {"permits", "undetermined"}
    statuses = {"undetermined", "breached" if modalities & {"must", "must not"} else "departed"}
    # a rule against what another permits is never met, only displaced by it
    statuses.add("displaced" if rule.subject_to else "met")
    return statuses | ({"displaced"} if rule.unless is not None else set())


def _statuses(policies: PolicySet, title: str) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {}
    for policy in policies.policies:
        for scenario in policy.scenarios if policy.title == title else ():
            for expected in scenario.expect:
                if isinstance(expected, ExpectedStatus):
                    shown.setdefault(expected.rule, set()).add(expected.status)
    return shown


def test_the_vocabulary_has_the_agreed_keys_and_codes() -> None:
    terms = vocabulary(VOCABULARY).terms
    assert set(terms) == set(FACTS)
    for key, codes in FACTS.items():
        kind = terms[key].type
        if isinstance(kind, OneOfType | SeveralOfType):
            assert [value.written for value in kind.values] == codes, key
        else:
            assert codes is None, key


def test_imported_notices_use_only_words_of_the_vocabulary() -> None:
    assert set(vocabulary(VOCABULARY).terms) >= KEYS


@pytest.mark.parametrize("path", sorted(POLICIES.rglob("examples/*.json")), ids=lambda p: p.stem)
def test_an_example_has_the_verdict_of_its_name(path: Path) -> None:
    """`does-not-comply.json` does not comply."""
    decision = rulebook(path.parents[1]).check(json.loads(path.read_text("utf-8")))
    assert decision.verdict == path.stem.replace("-", " ")
