"""Find the words, figures and definitions of other policies that a policy reads."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from govrules.model.expression import Typed
from govrules.model.policy import Definition, Figure, Policy, Rule, Term


@dataclass(frozen=True, slots=True)
class TakenOver:
    """In the order of the policies that declare them, and in each in the order of its text."""

    terms: tuple[Term, ...]
    figures: tuple[Figure, ...]
    definitions: tuple[Definition, ...]


def taken_over(policy: Policy, everything: tuple[Policy, ...]) -> TakenOver:
    """What the conditions of a policy read of other policies, directly or by way of others."""
    read = _read(policy)
    others = [other for other in everything if other.title != policy.title]
    return TakenOver(
        tuple(one for other in others for one in other.terms if ("term", one.key) in read),
        tuple(one for other in others for one in other.figures if ("figure", one.name) in read),
        tuple(
            one for other in others for one in other.definitions if ("definition", one.key) in read
        ),
    )


def _read(policy: Policy) -> set[tuple[str, str]]:
    waiting: list[Any] = [
        policy.rules, policy.definitions, policy.figures, policy.tables, policy.portfolio_rules,
        policy.comparisons, policy.duties, policy.who_decides,
    ]  # fmt: skip
    read: set[tuple[str, str]] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, (tuple, list)):
            waiting += part
            continue
        name = _name(part)
        if name in read:
            continue
        if name is not None:
            read.add(name)
        if not isinstance(part, Term) and is_dataclass(part) and _has_words(part):
            waiting += [getattr(part, each.name) for each in fields(part)]
    return read


def _name(part: Any) -> tuple[str, str] | None:
    if isinstance(part, Term):
        return "term", part.key
    if isinstance(part, Definition):
        return "definition", part.key
    return ("figure", part.name) if isinstance(part, Figure) else None


def _has_words(part: Any) -> bool:
    """Whether a part is of a policy, and not a type, a date or a value."""
    return isinstance(part, Typed) or type(part).__module__ == Policy.__module__


def definitions_read(rule: Rule) -> tuple[Definition, ...]:
    """The definitions that a rule names itself, in the order of its words."""
    waiting: list[Any] = [rule.unless, *reversed(rule.norms), rule.condition]
    found: dict[str, Definition] = {}
    while waiting:
        part = waiting.pop()
        if isinstance(part, Definition):
            found.setdefault(part.key, part)
        elif isinstance(part, tuple):
            waiting += reversed(part)
        elif not isinstance(part, Term) and is_dataclass(part) and _has_words(part):
            waiting += [getattr(part, each.name) for each in reversed(fields(part))]
    return tuple(found.values())
