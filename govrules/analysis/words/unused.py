"""Find definitions that nothing uses, with the facts that are then read for nothing.

What a rule, a table, a duty, who decides, a portfolio rule or a comparison reads is used; so is
what a scenario expects, since then somebody wants to know it; and all that these read in turn. That
a fact or a figure is read by nothing at all, validation tells already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from govrules.analysis.cutting.from_conditions import facts_in
from govrules.analysis.finding import Finding, Found
from govrules.analysis.subject import Budget, Subject
from govrules.language.checking.names import quoted
from govrules.model.policy import Definition, PolicySet, Term
from govrules.model.scenario import ExpectedTerm

CODE = "A201"


def unused_definitions(subject: Subject, budget: Budget) -> Iterator[Found]:
    """In policies with rules; a policy of words alone is there for others to use."""
    used = _reached(_roots(subject.policy_set))
    for policy in subject.policies():
        if not policy.rules:
            continue
        for definition in policy.definitions:
            if definition.key not in used:
                yield _finding(definition, _facts_read(definition) - used)


def _finding(definition: Definition, only_here: frozenset[str]) -> Finding:
    """`only_here` are the keys of the facts that are read for it alone, or for others like it."""
    facts = ", ".join(quoted(key) for key in sorted(only_here))
    more = f"; the facts that are read for it alone have the keys {facts}" if facts else ""
    return Finding(
        CODE,
        f"nothing uses the definition {quoted(definition.name)}{more}",
        definition.place,
        (definition.name,),
        suggestion="leave it out, or let a scenario expect it if people are to be told",
    )


def _facts_read(definition: Definition) -> frozenset[str]:
    root = definition.condition or definition.value
    return frozenset() if root is None else facts_in(root)


def _roots(policy_set: PolicySet) -> list[Any]:
    """What the policies decide or tell people, and not the words they do it in."""
    found: list[Any] = []
    for policy in policy_set.policies:
        found += [
            policy.rules, policy.tables, policy.duties, policy.who_decides, policy.portfolio_rules,
            policy.comparisons,
        ]  # fmt: skip
    return [*found, *_expected(policy_set)]


def _expected(policy_set: PolicySet) -> Iterator[Definition]:
    """The definitions that a scenario expects to come to something."""
    keys = {
        expected.key
        for policy in policy_set.policies
        for scenario in policy.scenarios
        for expected in scenario.expect
        if isinstance(expected, ExpectedTerm)
    }
    for policy in policy_set.policies:
        yield from (definition for definition in policy.definitions if definition.key in keys)


def _reached(roots: list[Any]) -> frozenset[str]:
    """The keys of all terms and definitions that the roots read, directly or through others.

    A definition that is itself a root counts as reached.
    """
    found: set[str] = set()
    seen: set[int] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
        elif is_dataclass(part) and id(part) not in seen:
            seen.add(id(part))
            if isinstance(part, Term | Definition):
                found.add(part.key)
            waiting += [getattr(part, field.name) for field in fields(part)]
    return frozenset(found)
