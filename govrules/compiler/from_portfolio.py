"""Portfolio rules → two plain policy sets, so that durable-rules decides all of their logic.

The first decides one contract: what each `where` comes to is a defined term. The second decides the
rules: whether a rule applies to anything, and whether each of its norms holds, are facts, which
exact arithmetic over the contracts supplies; what follows from them is decided like any other rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from govrules.model.expression import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsNone,
    Not,
    TermValue,
)
from govrules.model.policy import (
    Definition,
    Policy,
    PolicySet,
    PortfolioNorm,
    PortfolioRule,
    Rule,
    Table,
    Term,
    TermNorm,
)
from govrules.model.portfolio_words import (
    END,
    REGISTER_TERMS,
    START,
    looks_at_contracts_in_force,
)
from govrules.model.types import DateType, YesNoType
from govrules.model.vocabulary import Vocabulary

# blanks and line ends stand in no key and no title of a policy, so nothing of one can clash
AS_AT = Term("the date looked at", "portfolio as at", DateType())
_IN_FORCE = "portfolio in force"
_OWN = "portfolio\nrules"


@dataclass(frozen=True, slots=True)
class NormLogic:
    """`counts` is the defined term that tells whether a contract counts, None where all do;
    `holds` the fact that the norm holds."""

    norm: PortfolioNorm
    counts: str | None
    holds: Term


@dataclass(frozen=True, slots=True)
class RuleLogic:
    """`looks_at` is the defined term that tells whether the rule looks at a contract, `in_force`
    the one that tells whether the contract is in force; `applies` is the fact that the rule looks
    at anything."""

    rule: PortfolioRule
    policy: Policy
    looks_at: str | None
    in_force: str | None
    applies: Term
    norms: tuple[NormLogic, ...]


@dataclass(frozen=True, slots=True)
class PortfolioLogic:
    """`vocabulary` has the words for contracts, `members` decides one, `statuses` the rules."""

    vocabulary: Vocabulary
    members: PolicySet
    statuses: PolicySet
    rules: tuple[RuleLogic, ...]


def to_portfolio_logic(policy_set: PolicySet) -> PortfolioLogic:
    """The two policy sets, and what their words mean."""
    declared = Vocabulary.of(policy_set).terms
    own = tuple(term for term in REGISTER_TERMS if term.key not in declared)
    dates = {**{term.key: term for term in own}, **declared}
    rules = tuple(
        _rule(policy, rule) for policy in policy_set.policies for rule in policy.portfolio_rules
    )
    defined = tuple(_definitions(rules, dates))
    words = Policy(_OWN, "", "council policy", "", terms=own)
    reading = PolicySet((*policy_set.policies, words), policy_set.digest)
    return PortfolioLogic(
        vocabulary=Vocabulary.of(reading),
        members=_members(policy_set, replace(words, terms=(*own, AS_AT), definitions=defined)),
        statuses=_statuses(policy_set, rules),
        rules=rules,
    )


def _rule(policy: Policy, rule: PortfolioRule) -> RuleLogic:
    label = rule.label
    in_force = _IN_FORCE if looks_at_contracts_in_force(rule.across) else None
    return RuleLogic(
        rule=rule,
        policy=policy,
        looks_at=None if rule.where is None else f"portfolio {label}",
        in_force=in_force,
        applies=_fact(f"portfolio {label} looks at a contract"),
        norms=tuple(
            NormLogic(
                norm,
                None if _counted(norm) is None else f"portfolio {label} norm {number}",
                _fact(f"portfolio {label} norm {number} holds"),
            )
            for number, norm in enumerate(rule.norms, 1)
        ),
    )


def _fact(key: str) -> Term:
    return Term(key, key, YesNoType())


def _counted(norm: PortfolioNorm) -> Condition | None:
    """What tells whether a contract counts; a term is counted where a contract has it."""
    tests = [] if norm.where is None else [norm.where]
    if norm.measure == "number" and norm.term is not None:
        value = TermValue(norm.term, norm.term.type)
        if isinstance(norm.term.type, YesNoType):
            tests.append(Holds(value))
        elif norm.term.or_none:
            tests.append(Not(IsNone(value)))
    return None if not tests else tests[0] if len(tests) == 1 else AllOf(tuple(tests))


def _definitions(rules: tuple[RuleLogic, ...], terms: dict[str, Term]) -> Iterator[Definition]:
    if any(logic.in_force for logic in rules):
        yield Definition(_IN_FORCE, _IN_FORCE, condition=_in_force(terms[START], terms[END]))
    for logic in rules:
        if logic.looks_at is not None:
            yield Definition(logic.looks_at, logic.looks_at, condition=logic.rule.where)
        for norm in logic.norms:
            if norm.counts is not None:
                yield Definition(norm.counts, norm.counts, condition=_counted(norm.norm))


def _in_force(start: Term, end: Term) -> Condition:
    """It has begun, and has not ended; one that is known to have no end goes on."""
    as_at = TermValue(AS_AT, AS_AT.type)
    last = TermValue(end, end.type)
    return AllOf(
        (
            Compare("<=", TermValue(start, start.type), as_at),
            AnyOf((IsNone(last), Compare(">=", last, as_at))),
        )
    )


def _members(policy_set: PolicySet, own: Policy) -> PolicySet:
    """The words of the policies with the definitions of the portfolio rules, and what these read:
    a contract is decided quickly, since nothing else is worked out for it."""
    definitions, tables = _reached(policy_set, own)
    kept = (
        Policy(
            policy.title, policy.version, policy.authority, policy.file, policy.in_force,
            terms=policy.terms, acts=policy.acts, roles=policy.roles, figures=policy.figures,
            definitions=tuple(d for d in policy.definitions if d.key in definitions),
            tables=tuple(table for table in policy.tables if table.label in tables),
        )
        for policy in policy_set.policies
    )  # fmt: skip
    return PolicySet((*kept, own), policy_set.digest)


def _reached(policy_set: PolicySet, own: Policy) -> tuple[set[str], set[str]]:
    """The keys of the definitions and the labels of the tables that the portfolio rules need."""
    tables = {table.label: table for policy in policy_set.policies for table in policy.tables}
    rules = tuple(rule for policy in policy_set.policies for rule in policy.portfolio_rules)
    stack: list[Any] = [own.definitions, rules]
    definitions: set[str] = set()
    found_tables: set[str] = set()
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(part)
            continue
        if not is_dataclass(part) or id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, Definition):
            definitions.add(part.key)
        elif isinstance(part, Table):
            found_tables.add(part.label)
        elif isinstance(part, Term) and part.worked_out_by is not None:
            stack.append(tables.get(part.worked_out_by))
        stack.extend(getattr(part, each.name) for each in fields(part))
    return definitions, found_tables


def _statuses(policy_set: PolicySet, rules: tuple[RuleLogic, ...]) -> PolicySet:
    """A rule for each portfolio rule, with its label, norms, sources, authority and dates."""
    terms = tuple(
        term for logic in rules for term in (logic.applies, *(n.holds for n in logic.norms))
    )
    words = Policy(_OWN, "", "council policy", "", terms=terms)
    kept = (
        Policy(
            policy.title, policy.version, policy.authority, policy.file, policy.in_force,
            roles=policy.roles, departures=policy.departures,
            rules=tuple(_plain_rule(logic) for logic in rules if logic.policy is policy),
        )
        for policy in policy_set.policies
    )  # fmt: skip
    return PolicySet((*kept, words), policy_set.digest)


def _plain_rule(logic: RuleLogic) -> Rule:
    rule = logic.rule
    return Rule(
        label=rule.label,
        title=rule.title,
        norms=tuple(
            TermNorm(each.norm.modality, _holds(each.holds), words=each.norm.words)
            for each in logic.norms
        ),
        condition=_holds(logic.applies),
        citations=rule.citations,
        authority=logic.policy.authority,
        policy=rule.policy,
        place=rule.place,
    )


def _holds(term: Term) -> Condition:
    return Holds(TermValue(term, term.type))
