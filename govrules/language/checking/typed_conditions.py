"""From a condition as written to a typed condition."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language import syntax as s
from govrules.language.checking.comparing import RELATIONS, compared, operator_fits
from govrules.language.checking.nature import can_be_none
from govrules.language.checking.scope import Pending, Scope
from govrules.language.checking.typed_lists import list_term
from govrules.language.checking.typed_types import found_kind, kind_of, literal_constant
from govrules.language.checking.typed_values import (
    Beside,
    enumeration_value,
    typed_value,
    value_of,
)
from govrules.language.faults import types as faults_types
from govrules.language.to_text import words
from govrules.model.expression import (
    AllOf,
    Among,
    AnyOf,
    AtLeastOf,
    Compare,
    Condition,
    Constant,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Meets,
    Not,
    Proposes,
    Quantified,
    Value,
)
from govrules.model.types import (
    DateType,
    ListType,
    OneOfType,
    SeveralOfType,
    TableType,
    YesNoType,
)


def typed_condition(node: s.Condition, scope: Scope) -> Condition | None:
    """The typed condition; None when it has faults, which are then all reported."""
    match node:
        case s.AllOf() | s.AnyOf() | s.NoneOf() | s.AtLeastOf():
            return _group(node, scope)
        case s.Not():
            item = typed_condition(node.item, scope)
            return None if item is None else _not(item, node)
        case s.Holds():
            return _holds(node.name, node, scope)
        case s.Comparison():
            return _comparison(node, scope)
        case s.Between():
            return _between(node, scope)
        case s.Among():
            return _negated(_among(node, scope), node)
        case s.Includes():
            return _negated(_includes(node, scope), node)
        case s.Known():
            value = typed_value(node.left, scope)
            known = None if value is None else IsKnown(value, place=node.place, words=words(node))
            return _negated(known, node)
        case s.Absent():
            return _absent(node, scope)
        case _:
            return _of_the_choice(node, scope)


def _of_the_choice(node: s.Satisfied | s.Quantified | s.Proposes, scope: Scope) -> Condition | None:
    match node:
        case s.Satisfied():
            role = scope.role(node.role)
            scope.words.judgements.setdefault(node.text, node.place)
            judged = Judged(role, node.text, place=node.place, words=words(node))
            return _negated(judged, node)
        case s.Quantified():
            term = list_term(node.list, scope)
            if term is None or not isinstance(term.type, ListType):
                return None
            where = typed_condition(node.where, scope.within(term.type))
            if where is None:
                return None
            return Quantified(node.kind, term, where, place=node.place, words=words(node))
        case s.Proposes():
            scope.role(node.role)
            act = scope.act(node.act)
            proposed = None if act is None else Proposes(act, place=node.place, words=words(node))
            return _negated(proposed, node)


def _not(item: Condition, node: s.Node) -> Not:
    return Not(item, place=node.place, words=words(node))


def _negated(
    item: Condition | None, node: s.Among | s.Includes | s.Known | s.Satisfied | s.Proposes
) -> Condition | None:
    return _not(item, node) if item is not None and node.negated else item


def _group(node: s.AllOf | s.AnyOf | s.NoneOf | s.AtLeastOf, scope: Scope) -> Condition | None:
    typed = [typed_condition(item, scope) for item in node.items]
    items = tuple(item for item in typed if item is not None)
    if isinstance(node, s.AtLeastOf) and node.count > len(node.items):
        scope.report(faults_types.too_many(node.count, len(node.items), node.place))
        return None
    if isinstance(node, s.AtLeastOf) and _counts_too_many(node):
        scope.report(
            faults_types.too_many_ways(node.count, len(node.items), _MOST_COUNTED, node.place)
        )
        return None
    if len(items) < len(typed):
        return None
    place, text = node.place, words(node)
    match node:
        case s.AllOf():
            return AllOf(items, place=place, words=text)
        case s.AnyOf():
            return AnyOf(items, place=place, words=text)
        case s.NoneOf():
            return Not(AnyOf(items, place=place, words=text), place=place, words=text)
        case s.AtLeastOf():
            return AtLeastOf(node.count, items, place=place, words=text)


_MOST_COUNTED = 40
"""With N of M bullets the engine gets N times M nodes."""


def _counts_too_many(node: s.AtLeastOf) -> bool:
    return len(node.items) > _MOST_COUNTED and 1 < node.count < len(node.items)


def _holds(name: s.Name | s.Role, node: s.Node, scope: Scope) -> Condition | None:
    """A phrase that is yes or no: a definition, a term or a field."""
    found = scope.find(name)
    if found is None:
        return None
    if isinstance(found, Pending) and found.node.is_condition:
        definition = scope.definition(found)
        if definition is None:
            return None
        return Meets(definition, place=node.place, words=words(node))
    value = value_of(found, name, scope)
    if value is None:
        return None
    if not isinstance(value.type, YesNoType):
        scope.report(faults_types.not_yes_no(name.text, found_kind(found, scope), name.place))
        return None
    return Holds(value, place=node.place, words=words(node))


def _comparison(node: s.Comparison, scope: Scope) -> Condition | None:
    if isinstance(node.right, s.YesNo) and node.operator in ("is", "is not"):
        return _is_yes(node, node.right.value == (node.operator == "is"), scope)
    left = typed_value(node.left, scope)
    if left is None:
        _report_right(node.right, scope)
        return None
    right = typed_value(node.right, scope, Beside(left.type, left.words))
    if right is None:
        operator_fits(node.operator, left, node.place, scope)
        return None
    return compared(node.operator, left, right, node, words(node), scope)


def _report_right(node: s.Value, scope: Scope) -> None:
    """Report faults beside an unknown left side; a bare name may be a value of what was meant."""
    if not isinstance(node, s.Name | s.Role):
        typed_value(node, scope)


def _is_yes(node: s.Comparison, positive: bool, scope: Scope) -> Condition | None:
    """`X is yes` or `X is no`, where X may also be a definition with `if`."""
    if isinstance(node.left, s.Name | s.Role):
        held = _holds_or_other(node.left, node, scope)
    else:
        held = _yes_no_value(node, scope)
    if held is None or positive:
        return held
    if isinstance(held, Holds) and can_be_none(held.value, scope):
        # a comparison of what is known to be none is false, also with "no"
        return _compare_no(node, held.value)
    return _not(held, node)


def _compare_no(node: s.Comparison, value: Value) -> Compare:
    assert isinstance(node.right, s.YesNo)
    constant = literal_constant(node.right, words(node.right))
    return Compare(RELATIONS[node.operator], value, constant, place=node.place, words=words(node))


def _holds_or_other(name: s.Name | s.Role, node: s.Comparison, scope: Scope) -> Condition | None:
    found = scope.look(name.text)
    is_definition = isinstance(found, Pending) and found.node.is_condition
    return _holds(name, node, scope) if is_definition else _yes_no_value(node, scope)


def _yes_no_value(node: s.Comparison, scope: Scope) -> Condition | None:
    left = typed_value(node.left, scope)
    if left is None:
        return None
    if isinstance(left.type, YesNoType):
        return Holds(left, place=node.place, words=words(node))
    right = typed_value(node.right, scope)
    assert right is not None
    compared(node.operator, left, right, node, words(node), scope)
    return None


def _between(node: s.Between, scope: Scope) -> Condition | None:
    left = typed_value(node.left, scope)
    ends: list[Value | None] = []
    for end in (node.low, node.high):
        ends.append(typed_value(end, scope, Beside(left.type, left.words)) if left else None)
        if left is None:
            _report_right(end, scope)
    low, high = ends
    if left is None or low is None or high is None:
        return None
    first: s.Operator
    last: s.Operator
    first, last = "at least", "at most"
    if isinstance(left.type, DateType):
        first, last = "on or after", "on or before"
    lower = compared(first, left, low, node, f"{left.words} is {first} {low.words}", scope)
    if lower is None:
        return None
    upper = compared(last, left, high, node, f"{left.words} is {last} {high.words}", scope)
    return None if upper is None else AllOf((lower, upper), place=node.place, words=words(node))


def _among(node: s.Among, scope: Scope) -> Condition | None:
    left = typed_value(node.left, scope)
    if left is None:
        for value in node.values:
            _report_right(value, scope)
        return None
    beside = Beside(left.type, left.words)
    values = [typed_value(value, scope, beside) for value in node.values]
    if None in values:
        operator_fits("is", left, node.place, scope)
        return None
    items = [
        compared("is", left, value, value_node, f"{left.words} is {value.words}", scope)
        for value, value_node in zip(values, node.values, strict=True)
        if value is not None
    ]
    sound = [item for item in items if item is not None]
    if len(sound) < len(items):
        return None
    return _alternatives(left, sound, node)


def _alternatives(left: Value, items: Sequence[Compare], node: s.Among) -> Condition:
    """Among constants; where some alternative is worked out, any of the comparisons."""
    constants = tuple(item.right for item in items if isinstance(item.right, Constant))
    if len(constants) == len(items):
        return Among(items[0].left, constants, place=node.place, words=words(node))
    return AnyOf(tuple(items), place=node.place, words=words(node))


def _includes(node: s.Includes, scope: Scope) -> Condition | None:
    left = typed_value(node.left, scope)
    if left is None:
        _report_right(node.value, scope)
        return None
    if not isinstance(left.type, SeveralOfType | TableType):
        scope.report(faults_types.cannot_include(left.words, kind_of(left.type), node.place))
        return None
    if isinstance(left.type, SeveralOfType) and left.type.values:
        right = typed_value(node.value, scope, Beside(left.type, left.words))
        if right is None:
            return None
        if isinstance(right, Constant) and isinstance(right.type, OneOfType):
            return Includes(left, right.value, place=node.place, words=words(node))
        value_words = right.words
        scope.report(
            faults_types.cannot_compare(
                left.words, kind_of(left.type), value_words, kind_of(right.type), node.place
            )
        )
        return None
    if isinstance(node.value, s.Text):
        return Includes(left, node.value.value, place=node.place, words=words(node))
    scope.report(faults_types.includes_what(left.words, node.place))
    return None


def _absent(node: s.Absent, scope: Scope) -> Condition | None:
    """`X is none`: known to be absent, or the declared value "none" of an enumeration."""
    left = typed_value(node.left, scope)
    if left is None:
        return None
    none = s.Name("none", place=node.place)
    constant = enumeration_value(none, left.type)
    if constant is not None and isinstance(left.type, OneOfType):
        relation = RELATIONS["is not" if node.negated else "is"]
        return Compare(relation, left, constant, place=node.place, words=words(node))
    if not can_be_none(left, scope):
        scope.report(faults_types.never_none(left.words, node.place))
        return None
    absent = IsNone(left, place=node.place, words=words(node))
    return _not(absent, node) if node.negated else absent
