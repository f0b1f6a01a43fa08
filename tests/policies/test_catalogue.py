"""Every policy that comes with govrules loads without a fault, and every scenario in it holds."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from govrules.engine.scenarios import ScenarioResult
from govrules.interop.ocds.to_choices import KEYS
from govrules.language.load import load_files
from govrules.model.policy import PolicySet, Rule
from govrules.model.scenario import ExpectedStatus
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
SYSTEMS = POLICIES / "systems"
SYSTEM_FILES = [path for path in FILES if path.is_relative_to(SYSTEMS)]
SYSTEM_NAMES = [str(path.relative_to(SYSTEMS)) for path in SYSTEM_FILES]


def title_of(path: Path) -> str:
    (title,) = [p.title for p in policy_set(path).policies if Path(p.file).resolve() == path]
    return title


@cache
def scenario_results(path: Path) -> tuple[ScenarioResult, ...]:
    """The scenarios of a file with the decisions that they led to."""
    return rulebook(path).run_scenarios([title_of(path)])


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_policy_loads_without_a_fault(path: Path) -> None:
    """P504 only tells that a limit of time is stated and not tested."""
    assert not [str(found) for found in loaded(path).diagnostics if found.code != "P504"]


def test_all_policies_load_together() -> None:
    """No label, word or figure of one policy clashes with one of another."""
    found = load_files(list(FILES))
    assert found.policy_set is not None, "\n".join(map(str, found.diagnostics))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_scenario_holds(path: Path) -> None:
    results = scenario_results(path)
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


@pytest.mark.parametrize("path", SYSTEM_FILES, ids=SYSTEM_NAMES)
def test_a_system_shows_each_rule_in_every_way_by_what_its_scenarios_decide(path: Path) -> None:
    """Met or permits, breached or departed, displaced, undetermined: as really decided."""
    reached, policies = _reached(path), policy_set(path)
    lacking = [
        f"{rule.label} is never {' and never '.join(sorted(missing))} in a scenario"
        f" (only {', '.join(sorted(reached.get(rule.label, set()))) or 'never looked at'})"
        for rule in policies.rules()
        if rule.policy == title_of(path)
        and (missing := _to_show_in_a_system(rule, policies) - reached.get(rule.label, set()))
    ]
    assert not lacking, "\n".join(lacking)


def _to_show_in_a_system(rule: Rule, policies: PolicySet) -> set[str]:
    """As of any rule, and displaced where anything can displace it."""
    departures = [one for policy in policies.policies for one in policy.departures if one.by]
    (own,) = [policy for policy in policies.policies if policy.title == rule.policy]
    held_fast = any(one.by is None and one.authority == rule.authority for one in own.departures)
    displaceable = (
        rule.unless is not None
        or rule.subject_to
        or any(rule.label in other.despite for other in policies.rules())
        or (not held_fast and any(one.authority == rule.authority for one in departures))
    )
    return _to_show(rule) | ({"displaced"} if displaceable else set())


def _reached(path: Path) -> dict[str, set[str]]:
    """For each rule every status that it has in the decision of some scenario of the file."""
    reached: dict[str, set[str]] = {}
    for result in scenario_results(path):
        for finding in result.decision.findings if result.decision is not None else ():
            reached.setdefault(finding.rule, set()).add(finding.status)
    return reached


def test_every_system_has_an_example_of_each_kind() -> None:
    """One that complies (or with conditions), one that does not, one that cannot be decided."""
    for folder in sorted({path.parent for path in SYSTEM_FILES}):
        names = {path.stem for path in (folder / "examples").glob("*.json")}
        assert {"does-not-comply", "cannot-be-decided"} <= names, folder.name
        assert names & {"complies", "complies-with-conditions"}, folder.name


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
    """`does-not-comply.json` does not comply; a folder may hold several policies."""
    decision = rulebook(path.parents[1]).check(json.loads(path.read_text("utf-8")))
    assert decision.verdict == path.stem.replace("-", " ")
