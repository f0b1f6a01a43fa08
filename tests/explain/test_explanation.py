"""What an explanation promises: the answer first, every rule told, and never another decision."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise
from typing import Any

import pytest

from govrules.errors import EngineFault, UsageError
from govrules.explain.explanation import Explanation, Reason
from govrules.explain.from_decision import explain
from govrules.explain.to_html import to_html
from govrules.explain.to_json import to_json
from govrules.explain.to_text import to_text
from govrules.model.decision import Decision, Status, Verdict
from tests.explain.choices import BREACH, EXAMPLES, JULY
from tests.explain.deciding import decided, explained, facts_of, named, policies
from tests.explain.test_golden import example


def breach() -> tuple[Any, Any, Decision]:
    policy_set = named("commissioning")
    facts = facts_of(policy_set, BREACH)
    return policy_set, facts, decided(policy_set, facts, JULY)


def reasons(explanation: Explanation) -> list[Reason]:
    """Every step of every rule's reasoning."""
    found: list[Reason] = []
    waiting = [finding.reason for finding in explanation.findings()]
    while waiting:
        reason = waiting.pop()
        found.append(reason)
        waiting += reason.children
    return found


# --- never another decision --------------------------------------------------------------------


@pytest.mark.parametrize("status", [one for one in Status if one != Status.BREACHED])
def test_a_finding_that_the_reference_evaluator_does_not_share_is_not_explained(
    status: Status,
) -> None:
    policy_set, facts, decision = breach()
    findings = tuple(
        finding.model_copy(update={"status": status}) if finding.rule == "C2" else finding
        for finding in decision.findings
    )
    with pytest.raises(EngineFault, match=f'decided "{status}" for rule C2'):
        explain(policy_set, facts, decision.model_copy(update={"findings": findings}))


def test_a_verdict_that_it_does_not_share_is_not_explained() -> None:
    policy_set, facts, decision = breach()
    with pytest.raises(EngineFault, match="verdict"):
        explain(policy_set, facts, decision.model_copy(update={"verdict": Verdict.COMPLIES}))


def test_a_decision_about_other_rules_is_not_explained() -> None:
    policy_set, facts, decision = breach()
    with pytest.raises(EngineFault, match="other rules"):
        explain(policy_set, facts, decision.model_copy(update={"findings": decision.findings[1:]}))


# --- every rule is told once -------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_rule_is_told_once_and_counted(name: str) -> None:
    explanation = example(name)
    file, _, _ = EXAMPLES[name]
    labels = sorted(finding.rule for finding in explanation.findings())
    assert labels == sorted(rule.label for rule in named(file).rules())
    assert len(explanation.deciding) <= 3
    for group in explanation.others:
        assert group.count == len(group.findings)
        assert {finding.status for finding in group.findings} == {group.status}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_answer_comes_first(name: str) -> None:
    explanation = example(name)
    lines = to_text(explanation, width=200).splitlines()
    assert lines[0] == explanation.verdict.upper()
    assert lines[1] == explanation.sentence
    page = to_html(explanation)
    assert page.index(f'<p class="verdict">{explanation.verdict}</p>') < page.index("<h2>")


def test_only_three_of_many_breaches_are_told_first_and_the_rest_counted() -> None:
    rules = "".join(
        f"Rule C{number}: one\n  the council must not award the contract\n  [S 1]\n"
        for number in range(1, 8)
    )
    text = (
        'Policy "T" version 1\n  authority: council policy\nSource S: "s"\n'
        f"Vocabulary\n  acts: award the contract\n{rules}"
    )
    explanation = explained(policies(text), {"acts": ["award the contract"]})
    assert explanation.sentence == (
        "The choice does not comply: it breaches C1, C2, C3, C4, C5 and 2 more."
    )
    assert [finding.rule for finding in explanation.deciding] == ["C1", "C2", "C3"]
    assert explanation.deciding_count == 7
    assert "4 more rules, told below." in to_text(explanation)


# --- values, sources, places -------------------------------------------------------------------


def test_figures_carry_their_value_date_and_source() -> None:
    figures = [one for one in reasons(example("breach")) if one.kind == "figure"]
    limit = next(one for one in figures if "small contract limit" in one.words)
    assert limit.words == "small contract limit is £120,000, from 1 June 2026"
    assert limit.value == "£120,000"
    assert [f"{source.label} {source.part}" for source in limit.sources] == ["CON rule 4.2"]
    assert limit.place is not None
    assert limit.place.startswith("north.policy:")


def test_assumptions_and_judgements_are_marked() -> None:
    kinds = {one.words: one.kind for one in reasons(example("breach"))}
    assert kinds["value of options was not given and is assumed to be £0"] == "assumption"
    judged = [words for words, kind in kinds.items() if kind == "judgement"]
    assert "local wealth score is 35, judged by the commissioning panel: “few local jobs”" in judged


def test_every_condition_has_a_place() -> None:
    for reason in reasons(example("breach")):
        if reason.kind in ("condition", "norm", "exception") and "every choice" not in reason.words:
            assert reason.place is not None, reason.words


def test_a_definition_used_many_times_is_told_once() -> None:
    """Else the tree would double with every definition that uses the one before it twice."""
    defines = "Define d0 if ready\n" + "".join(
        f"Define d{n} if any of these\n  - d{n - 1}\n  - not d{n - 1}\n" for n in range(1, 41)
    )
    text = (
        'Policy "T" version 1\n  authority: council policy\nSource S: "s"\n'
        f"Vocabulary\n  ready is yes or no\n  acts: award the contract\n{defines}"
        "Rule C1: one\n  if d40\n  then the council must award the contract\n  [S 1]\n"
    )
    explanation = explained(policies(text), {"ready": True, "acts": []})
    assert explanation.verdict == "does not comply"
    assert len(reasons(explanation)) < 40


# --- one rule, colour, width -------------------------------------------------------------------


def test_why_names_a_rule_whatever_its_capitals() -> None:
    explanation = example("breach")
    assert to_text(explanation, why="c2") == to_text(explanation, why="C2")
    assert "C2 is breached" in to_text(explanation, why="C2")
    assert "C4" not in to_text(explanation, why="C2")


def test_why_of_no_rule() -> None:
    with pytest.raises(UsageError, match='there is no rule "C22" in this rulebook'):
        to_text(example("breach"), why="C22")


def test_colour_only_when_asked_for_and_it_changes_no_words() -> None:
    plain = to_text(example("breach"))
    coloured = to_text(example("breach"), colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == plain
    for line in coloured.splitlines():
        assert line.count("\x1b[0m") == len(re.findall(r"\x1b\[[1-9][0-9]*m", line))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_line_is_wider_than_asked(name: str, width: int) -> None:
    lines = to_text(example(name), width=width).splitlines()
    assert [line for line in lines if len(line) > width] == []


# --- the page ----------------------------------------------------------------------------------


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = to_html(example("breach"))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert "<script" not in page
    assert not re.search(r"\b(src|srcset|onclick|style)=", page)
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_page_can_be_read_out() -> None:
    page = to_html(example("breach"))
    assert '<html lang="en-GB">' in page
    levels = [int(level) for level in re.findall(r"<h([1-6])>", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1
    assert page.count("<details>") == sum(g.count for g in example("breach").others) + 4


def test_the_json_holds_the_whole_tree() -> None:
    data = json.loads(to_json(example("missing")))
    assert data["verdict"] == "cannot be decided"
    assert [one["rule"] for one in data["deciding"]] == ["C2", "C4"]
    unknown = [
        child for child in data["deciding"][0]["reason"]["children"] if child["truth"] == "unknown"
    ]
    assert [child["kind"] for child in unknown] == ["exception", "displacement"]
