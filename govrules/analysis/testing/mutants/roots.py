"""What a changed item of a policy decides by: its conditions and values, as typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govrules.analysis.testing.trying import parts_of
from govrules.engine.reference import Evaluation
from govrules.language import syntax as s
from govrules.model import kleene
from govrules.model.expression import Compare, FigureValue
from govrules.model.policy import Definition, Policy, PolicySet, Rule, Table, TermNorm


@dataclass(frozen=True, slots=True)
class Roots:
    """The conditions, values, definitions and tables that an item is, in one policy set.

    `rule` is set where they are those of a rule: None among them is a part that it lacks.
    `complete` says that the item decides by nothing else.
    """

    parts: tuple[Any, ...]
    rule: Rule | None = None
    complete: bool = True

    def state(self, at: Evaluation) -> tuple[Any, ...]:
        """What each of them comes to in a choice."""
        in_force = () if self.rule is None else (at.rules.rule_in_force(self.rule),)
        return (*in_force, *(_come_to(part, at) for part in self.parts))


def _come_to(part: Any, at: Evaluation) -> Any:
    if part is None:
        return kleene.FALSE
    if isinstance(part, Definition):
        return at.definition(part)
    if isinstance(part, Table):
        return at.table_hits(part)
    return at.truth(part)


def roots_of(item: s.Item, policy_set: PolicySet, title: str) -> Roots | None:
    """Those of an item of the policy with this title; None for one that is not decided by facts."""
    policy = next(each for each in policy_set.policies if each.title == title)
    match item:
        case s.Rule(label=label):
            return _of_rule(next(rule for rule in policy.rules if rule.label == label))
        case s.Definition(name=name):
            return Roots(tuple(d for d in policy.definitions if _same(d.name, name.text)))
        case s.Table(label=label):
            return Roots(tuple(table for table in policy.tables if table.label == label))
        case s.Duties(label=label):
            return Roots(tuple(
                duty.condition for duty in policy.duties if duty.label.split(".")[0] == label
            ))  # fmt: skip
        case s.WhoDecides():
            return Roots(tuple(
                one.condition
                for section in policy.who_decides
                for one in (*section.deciders, *section.sign_offs)
            ))  # fmt: skip
        case s.Figure(name=name):
            # what portfolio rules and comparisons make of a figure is not looked into
            others = any(each.portfolio_rules or each.comparisons for each in policy_set.policies)
            return Roots(_reading(name.text, policy_set), complete=not others)
    return None


def _of_rule(rule: Rule) -> Roots:
    requirements = [norm.requirement for norm in rule.norms if isinstance(norm, TermNorm)]
    return Roots((rule.condition, rule.unless, *requirements), rule)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _reading(figure: str, policy_set: PolicySet) -> tuple[Any, ...]:
    """Every comparison and every definition of the policies that reads a figure."""

    def reads(part: Any) -> bool:
        return any(
            isinstance(each, FigureValue) and _same(each.figure.name, figure)
            for each in parts_of([part], {})
        )

    conditions = [root for policy in policy_set.policies for root in _conditions(policy)]
    compares = [each for each in parts_of(conditions, {}) if isinstance(each, Compare)]
    definitions = [each for policy in policy_set.policies for each in policy.definitions]
    return tuple(each for each in (*compares, *definitions) if reads(each))


def _conditions(policy: Policy) -> list[Any]:
    found: list[Any] = list(policy.definitions)
    for rule in policy.rules:
        found += _of_rule(rule).parts
    found += [row.condition for table in policy.tables for row in table.rows]
    found += [duty.condition for duty in policy.duties]
    for section in policy.who_decides:
        found += [one.condition for one in (*section.deciders, *section.sign_offs)]
    return found
