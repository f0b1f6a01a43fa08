"""A name for every condition and value that says the same thing, so that each is decided once."""

from __future__ import annotations

from decimal import Decimal

from govrules.model.expression import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeastOf,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Lookup,
    Meets,
    Not,
    Proposes,
    Quantified,
    TermValue,
    Value,
)


def value_signature(value: Value) -> str:
    """Equal for two values exactly when they are the same function of the facts."""
    match value:
        case Constant():
            return constant_signature(value)
        case TermValue(term):
            return f"term({term.key})"
        case FigureValue(figure):
            return f"figure({figure.name!r})"
        case DefinedValue(definition):
            return f"value({definition.key})"
        case FieldValue(key):
            return f"field({key})"
        case Arithmetic(operator, left, right):
            return f"({value_signature(left)} {operator} {value_signature(right)})"
        case FirstKnown(items):
            return f"first_known({', '.join(map(value_signature, items))})"
        case Aggregate(kind, term, field, where):
            of = value_signature(field) if field is not None else "entries"
            test = condition_signature(where) if where is not None else "all"
            return f"{kind}({term.key}, {of}, {test})"
        case Elapsed(unit, start, end):
            return f"{unit}({value_signature(start)}, {value_signature(end)})"
        case Lookup(term, key):
            return f"entry({term.key}, {key!r})"


def constant_signature(constant: Constant) -> str:
    value = constant.value
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, frozenset):
        return repr(sorted(value))
    return repr(value)


def condition_signature(condition: Condition) -> str:
    """Equal for two conditions exactly when they are the same function of the facts."""
    match condition:
        case AllOf(items):
            return f"all({', '.join(map(condition_signature, items))})"
        case AnyOf(items):
            return f"any({', '.join(map(condition_signature, items))})"
        case AtLeastOf(count, items):
            return f"at_least_{count}({', '.join(map(condition_signature, items))})"
        case Not(item):
            return f"not({condition_signature(item)})"
        case Compare(relation, left, right):
            return f"{value_signature(left)} {relation} {value_signature(right)}"
        case Among(left, values):
            return f"{value_signature(left)} in {sorted(map(constant_signature, values))}"
        case Includes(left, value):
            return f"{value_signature(left)} includes {value!r}"
        case IsKnown(value):
            return f"known({value_signature(value)})"
        case IsNone(value):
            return f"none({value_signature(value)})"
        case Holds(value):
            return f"holds({value_signature(value)})"
        case Meets(definition):
            return f"meets({definition.key})"
        case Judged(_, text):
            return f"judged({text!r})"
        case Quantified(kind, term, where):
            return f"{kind}({term.key}, {condition_signature(where)})"
        case Proposes(act):
            return f"proposes({act.name!r})"
