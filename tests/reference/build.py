"""Short ways to build typed conditions and policies by hand, for tests of single constructs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from govrules.engine.reference import Evaluation
from govrules.model.expression import (
    Arithmetic,
    Compare,
    Condition,
    Constant,
    Holds,
    TermValue,
    Value,
)
from govrules.model.facts import Facts
from govrules.model.policy import Policy, PolicySet, Rule, Table, Term
from govrules.model.types import (
    ListType,
    MoneyType,
    NumberType,
    PercentageType,
    Type,
    YesNoType,
)

DATE = dt.date(2026, 7, 3)
MONEY, NUMBER, PERCENTAGE, YES_NO = MoneyType(), NumberType(), PercentageType(), YesNoType()


def term(name: str, kind: Type = NUMBER, **more: Any) -> Term:
    return Term(name, name.replace(" ", "_"), kind, policy="P", **more)


def read(name: str, kind: Type = NUMBER, **more: Any) -> TermValue:
    return TermValue(term(name, kind, **more), kind, words=name)


def number(value: Any, kind: Type = NUMBER) -> Constant:
    return Constant(value, kind, words=str(value))


def flag(name: str) -> Holds:
    return Holds(read(name, YES_NO), words=name)


def compare(left: Value, relation: Any, right: Value) -> Compare:
    return Compare(relation, left, right)


def work_out(left: Value, operator: Any, right: Value, kind: Type) -> Arithmetic:
    words = f"{left.words} {operator} {right.words}"
    return Arithmetic(operator, left, right, kind, words=words)


def policy_set(*rules: Rule, tables: tuple[Table, ...] = (), **more: Any) -> PolicySet:
    policy = Policy("P", "1", "council policy", "p.policy", rules=rules, tables=tables, **more)
    return PolicySet((policy,), "0" * 64)


def evaluation(
    values: dict[str, Any] | None = None, *, of: PolicySet | None = None, **facts: Any
) -> Evaluation:
    return Evaluation(of or policy_set(), Facts(values or {}, **facts), DATE)


def truth(condition: Condition, **values: Any) -> int:
    return evaluation(values).truth(condition)


def value(expression: Value, **values: Any) -> Any:
    return evaluation(values).value(expression)


__all__ = [name for name in dir() if not name.startswith("_")] + ["ListType"]
