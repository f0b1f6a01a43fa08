"""What a changed item of a policy decides by: its conditions and values, as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from govrules.analysis.testing.trying import parts_of
from govrules.engine.reference import Evaluation
from govrules.language import syntax as s
from govrules.model import kleene
from govrules.model.expression import Condition, FigureValue
from govrules.model.policy import Definition, InForce, Policy, PolicySet, Rule, Table, TermNorm


@dataclass(frozen=True, slots=True)
class Gated:
    """A condition that counts while its policy is in force: of a duty, or of who decides."""

    life: InForce
    condition: Condition | None


Owner = Rule | Definition | Table | Gated


@dataclass(frozen=True, slots=True)
class Roots:
    """Rules, definitions, tables and other conditions that an item is, in one policy set.

    `complete` says that the item decides by nothing else.
    """

    owners: tuple[Owner, ...]
    complete: bool = True

    @property
    def parts(self) -> tuple[Any, ...]:
        """All the conditions and values in them; None where a rule lacks a part."""
        return tuple(part for owner in self.owners for part in _parts(owner))

    @property
    def lives(self) -> tuple[InForce, ...]:
        """The dates of the rules among them."""
        return tuple(owner.in_force for owner in self.owners if isinstance(owner, Rule))

    def state(self, at: Evaluation) -> tuple[Any, ...]:
        """What each of them comes to in a choice; nothing for what is not in force."""
        return tuple(_come_to(owner, at) for owner in self.owners)


def _parts(owner: Owner) -> tuple[Any, ...]:
    if isinstance(owner, Rule):
        requirements = [n.requirement for n in owner.norms if isinstance(n, TermNorm)]
        return (owner.condition, owner.unless, *requirements)
    return (owner.condition,) if isinstance(owner, Gated) else (owner,)


def _come_to(owner: Owner, at: Evaluation) -> Any:
    match owner:
        case Definition():
            return at.definition(owner)
        case Table():
            return at.table_hits(owner)
        case Gated(life, condition):
            return life.on(at.date) and condition is not None and at.truth(condition)
    if not at.rules.rule_in_force(owner):
        return None
    return tuple(kleene.FALSE if part is None else at.truth(part) for part in _parts(owner))


def roots_of(item: s.Item, policy_set: PolicySet, title: str) -> Roots | None:
    """Those of an item of the policy with this title; None for one that is not decided by facts."""
    policy = next(each for each in policy_set.policies if each.title == title)
    match item:
        case s.Rule(label=label):
            return Roots(tuple(rule for rule in policy.rules if rule.label == label))
        case s.Definition(name=name):
            return Roots(tuple(d for d in policy.definitions if _same(d.name, name.text)))
        case s.Table(label=label):
            return Roots(tuple(table for table in policy.tables if table.label == label))
        case s.Duties(label=label):
            own = [duty for duty in policy.duties if duty.label.split(".")[0] == label]
            return Roots(tuple(Gated(policy.in_force, duty.condition) for duty in own))
        case s.WhoDecides():
            return Roots(tuple(_deciders(policy)))
        case s.Figure(name=name):
            # what portfolio rules and comparisons make of a figure is not looked into
            weighed = any(map(_reads(name.text, policy_set), _weighed(policy_set)))
            return Roots(tuple(_reading(name.text, policy_set)), complete=not weighed)
    return None


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _deciders(policy: Policy) -> Iterator[Gated]:
    for section in policy.who_decides:
        for one in (*section.deciders, *section.sign_offs):
            yield Gated(policy.in_force, one.condition)


def _reads(figure: str, policy_set: PolicySet) -> Callable[[Any], bool]:
    """Whether a condition or value reads a figure, itself or through others."""
    tables = {table.label: table for policy in policy_set.policies for table in policy.tables}

    def reads(part: Any) -> bool:
        return any(
            isinstance(each, FigureValue) and _same(each.figure.name, figure)
            for each in parts_of([part], tables)
        )

    return reads


def _reading(figure: str, policy_set: PolicySet) -> Iterator[Owner]:
    """Everything in the policies that reads a figure, itself or through others."""
    reads = _reads(figure, policy_set)
    for policy in policy_set.policies:
        duties = (Gated(policy.in_force, duty.condition) for duty in policy.duties)
        owners: tuple[Owner, ...] = (*policy.rules, *policy.definitions, *policy.tables)
        for owner in (*owners, *duties, *_deciders(policy)):
            if any(map(reads, _parts(owner))):
                yield owner


def _weighed(policy_set: PolicySet) -> Iterator[Any]:
    """The conditions and values of portfolio rules and comparisons."""
    for policy in policy_set.policies:
        for rule in policy.portfolio_rules:
            yield rule.where
            for norm in rule.norms:
                yield (norm.where, norm.limit)
        for comparison in policy.comparisons:
            yield tuple(criterion.value for criterion in comparison.criteria)
