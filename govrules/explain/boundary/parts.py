"""List the parts of policies that compare something: conditions, exceptions and requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from govrules.model.expression import Compare, Condition, TermValue, Value
from govrules.model.place import NOWHERE, Place
from govrules.model.policy import Modality, Policy, PortfolioNorm, Term, TermNorm
from govrules.model.types import NumberType, PercentageType, Type

Owner = Literal["rule", "definition", "table", "portfolio rule", "duty", "decider", "sign-off"]
PartKind = Literal["condition", "exception", "requirement"]


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a policy, or a value that a definition works out, and whose it is.

    `label` is the label of a rule, table, portfolio rule or duty, the name of a definition, or the
    role that decides or signs off. `row` is the number of a table's row, or of a decider in its
    list. `modality` is that of a requirement.
    """

    owner: Owner
    label: str
    policy: str
    kind: PartKind
    condition: Condition | None
    value: Value | None = None
    modality: Modality | None = None
    row: int | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


def parts(policy: Policy) -> Iterator[Part]:
    """All of them, in the order in which the policy has them."""
    yield from _definitions(policy)
    yield from _rules(policy)
    yield from _tables(policy)
    yield from _portfolio_rules(policy)
    for duty in policy.duties:
        if duty.condition is not None:
            condition, place = duty.condition, duty.place
            yield Part("duty", duty.label, policy.title, "condition", condition, place=place)
    for section in policy.who_decides:
        for number, one in enumerate(section.deciders, 1):
            yield Part(
                "decider", one.role, policy.title, "condition", one.condition,
                row=number, place=one.place,
            )  # fmt: skip
        for one in section.sign_offs:
            condition, place = one.condition, one.place
            yield Part("sign-off", one.role, policy.title, "condition", condition, place=place)


def _definitions(policy: Policy) -> Iterator[Part]:
    for one in policy.definitions:
        yield Part(
            "definition", one.name, policy.title, "condition", one.condition, one.value,
            place=one.place,
        )  # fmt: skip


def _rules(policy: Policy) -> Iterator[Part]:
    for rule in policy.rules:
        label, title = rule.label, policy.title
        if rule.condition is not None:
            yield Part("rule", label, title, "condition", rule.condition, place=rule.place)
        for norm in rule.norms:
            if isinstance(norm, TermNorm):
                yield Part(
                    "rule", label, title, "requirement", norm.requirement,
                    modality=norm.modality, place=norm.place,
                )  # fmt: skip
        if rule.unless is not None:
            yield Part("rule", label, title, "exception", rule.unless, place=rule.place)


def _tables(policy: Policy) -> Iterator[Part]:
    for table in policy.tables:
        for number, row in enumerate(table.rows, 1):
            if row.condition is not None:
                yield Part(
                    "table", table.label, policy.title, "condition", row.condition,
                    row=number, place=row.place,
                )  # fmt: skip


def _portfolio_rules(policy: Policy) -> Iterator[Part]:
    for rule in policy.portfolio_rules:
        for norm in rule.norms:
            yield Part(
                "portfolio rule", rule.label, policy.title, "requirement", _compared(norm),
                modality=norm.modality, place=norm.place,
            )  # fmt: skip


def _compared(norm: PortfolioNorm) -> Compare:
    """The measure as if it were a term, compared with its limit."""
    measured, _, required = norm.words.partition(f" {norm.modality} be ")
    kind: Type = NumberType(low=Decimal(0))
    if norm.measure == "share":
        kind = PercentageType(Decimal(0), Decimal(100))
    elif norm.measure in ("total", "highest", "lowest") and norm.term is not None:
        kind = norm.term.type
    measure = TermValue(Term(measured, measured, kind), kind, words=measured)
    words = f"{measured} is {required}"
    return Compare(norm.relation, measure, norm.limit, words=words, place=norm.place)
