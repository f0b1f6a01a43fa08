"""The words that a choice may use: its keys, the acts, and what judgements and labels there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from govrules.model.expression import Judged
from govrules.model.facts import ACTS
from govrules.model.policy import (
    Act,
    Definition,
    Figure,
    Policy,
    PolicySet,
    Rule,
    Term,
)
from govrules.model.words import key_of


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of a rulebook, by what a choice calls them.

    `terms`, `definitions` and `figures` are by key (only terms may be given, and of these only
    such as no table works out); `acts` by text and by code; `judgements` maps the text of each
    judgement to the roles that make it; `rules` and `duties` are labels, those of portfolio rules
    among them, as reasons may be recorded for these too; `roles` are all the people that the
    policies name.
    """

    terms: Mapping[str, Term]
    definitions: Mapping[str, Definition]
    figures: Mapping[str, Figure]
    acts: Mapping[str, Act]
    judgements: Mapping[str, tuple[str, ...]]
    rules: tuple[str, ...]
    duties: tuple[str, ...]
    roles: tuple[str, ...]

    @classmethod
    def of(cls, policy_set: PolicySet) -> Vocabulary:
        """The vocabulary of policies that are decided together."""
        policies = policy_set.policies
        rules = policy_set.rules()
        return cls(
            terms=_terms(policies),
            definitions={d.key: d for policy in policies for d in policy.definitions},
            figures={key_of(f.name): f for policy in policies for f in policy.figures},
            acts=_acts(policies),
            judgements=_judgements(policies),
            rules=tuple(dict.fromkeys((*(rule.label for rule in rules), *policy_set.portfolio()))),
            duties=tuple(dict.fromkeys(d.label for policy in policies for d in policy.duties)),
            roles=tuple(dict.fromkeys(role for policy in policies for role in _roles(policy))),
        )

    def given_terms(self) -> tuple[Term, ...]:
        """The terms that a choice may give, in the order they are declared."""
        return tuple(term for term in self.terms.values() if term.worked_out_by is None)

    def askable(self) -> tuple[str, ...]:
        """What may be asked for, by its name: terms by key, judgements by text, and the acts."""
        keys = (term.key for term in self.given_terms())
        return tuple(dict.fromkeys((*keys, *self.judgements, ACTS)))


def _terms(policies: tuple[Policy, ...]) -> dict[str, Term]:
    """By key; where two policies declare the same term, the one that a table works out counts."""
    terms: dict[str, Term] = {}
    for policy in policies:
        for term in policy.terms:
            known = terms.get(term.key)
            if known is None or (known.worked_out_by is None and term.worked_out_by is not None):
                terms[term.key] = term
    return terms


def _acts(policies: tuple[Policy, ...]) -> dict[str, Act]:
    acts: dict[str, Act] = {}
    for policy in policies:
        for act in policy.acts:
            acts.setdefault(act.name, act)
    for act in tuple(acts.values()):
        acts.setdefault(act.written, act)
    return acts


def _judgements(policies: tuple[Policy, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for judged in _judged_in(policies):
        found.setdefault(judged.text, {})[judged.role] = None
    return {text: tuple(roles) for text, roles in found.items()}


def _judged_in(policies: tuple[Policy, ...]) -> Iterator[Judged]:
    """Every judgement in every condition and value, in the order of the policies."""
    stack: list[Any] = list(reversed(policies))
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if isinstance(part, Judged):
            yield part
        elif isinstance(part, tuple):
            stack.extend(reversed(part))
        elif is_dataclass(part) and id(part) not in seen:
            seen.add(id(part))
            stack.extend(getattr(part, field.name) for field in reversed(fields(part)))


def _roles(policy: Policy) -> Iterator[str]:
    yield from policy.roles
    for rule in policy.rules:
        yield from _roles_of_rule(rule)
    for departure in policy.departures:
        if departure.by is not None:
            yield departure.by
    for duty in policy.duties:
        yield duty.role
    for who in policy.who_decides:
        yield from (decider.role for decider in (*who.deciders, *who.sign_offs))
        if who.otherwise is not None:
            yield who.otherwise
    yield from (term.judged_by for term in policy.terms if term.judged_by is not None)


def _roles_of_rule(rule: Rule) -> Iterator[str]:
    yield from rule.sign_offs
    for norm in rule.norms:
        role = getattr(norm, "role", None)
        if role is not None:
            yield role
