"""Build conditions and norms from the parse tree.

A predicate ("is at least £5") is a function that makes a condition of the value it is said of, with
the last part of its words, so that the condition gets its whole place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from govrules.language import syntax as s
from govrules.language.faults.syntax import (
    SyntaxFault,
    mixed_and_or,
    negated_group,
    not_a_condition,
)
from govrules.language.parsing.from_tree_values import as_role, span
from govrules.language.parsing.tokens import Token
from govrules.model.dataclass import dataclass
from govrules.model.place import Place


@dataclass(frozen=True, slots=True)
class Predicate:
    """`say` makes the condition from the value and the place of both together."""

    say: Callable[[Any, Place], s.Condition]
    last: Token | s.Node

    def of(self, left: s.Value) -> s.Condition:
        return self.say(left, span(left, self.last))


def _compared(operator: str, value: s.Value) -> Predicate:
    op: Any = operator
    return Predicate(lambda left, place: s.Comparison(left, op, value, place=place), value)


def holds(value: Any) -> s.Condition:
    """A yes/no phrase on its own. An aggregate gives back the comparison its `where` took.

    In `number of bids where is local is at least 2` the comparison is read as part of `where`; it
    cannot be, since the number would then be no condition.
    """
    if isinstance(value, s.Name | s.Role):
        return s.Holds(value, place=value.place)
    if isinstance(value, s.Aggregate) and value.where is not None:
        inner: Any = value.where
        left = getattr(inner, "left", None)
        if isinstance(left, s.Name | s.Role) and not isinstance(inner, s.Satisfied | s.Proposes):
            place = value.place.to(left.place)
            counted = replace(value, where=s.Holds(left, place=left.place), place=place)
            said: s.Condition = replace(inner, left=counted, place=value.place)
            return said
    raise SyntaxFault(not_a_condition(value.place))


class Conditions:
    """Tests, lists of tests, groups and norms."""

    def connected(self, *parts: Any) -> s.Condition:
        items, connectives = parts[::2], parts[1::2]
        first = connectives[0]
        for other in connectives:
            if other.type != first.type:
                raise SyntaxFault(mixed_and_or(first.value, other.value, other.place))
        kind = s.AllOf if first.type == "AND" else s.AnyOf
        return kind(items, place=span(items[0], items[-1]))

    def predicated(self, value: s.Value, predicate: Predicate) -> s.Condition:
        return predicate.of(value)

    def holds(self, value: s.Value) -> s.Condition:
        return holds(value)

    def negation(self, not_: Token, item: s.Condition) -> s.Condition:
        return s.Not(item, place=span(not_, item))

    def quantified(self, kind: Token, name: s.Name, where: Token, test: s.Condition) -> s.Condition:
        word: Any = str(kind.value).split()[0]
        return s.Quantified(word, name, test, place=span(kind, test))

    def group(self, kind: Token, items: tuple[s.Condition, ...]) -> s.Condition:
        place = span(kind, items[-1])
        match str(kind.value).split()[0]:
            case "any":
                return s.AnyOf(items, bulleted=True, place=place)
            case "all":
                return s.AllOf(items, bulleted=True, place=place)
        return s.NoneOf(items, place=place)

    def at_least_of(
        self, start: Token, count: Token, of: Token, items: tuple[s.Condition, ...]
    ) -> s.Condition:
        return s.AtLeastOf(whole(count), items, place=span(start, items[-1]))

    def bullets(self, *parts: Any) -> tuple[s.Condition, ...]:
        return tuple(part for part in parts if not isinstance(part, Token))

    # --- predicates ------------------------------------------------------------------------------

    def compared(self, *parts: Any) -> Predicate:
        *_, relation, value = parts
        return _compared(relation.value, value)

    def equal(self, is_: Token, value: s.Value) -> Predicate:
        return _compared("is" if is_.value != "is not" else "is not", value)

    def unequal(self, is_: Token, not_: Token, value: s.Value) -> Predicate:
        return _compared("is not", value)

    def within(self, *parts: Any) -> Predicate:
        low, high = parts[-3], parts[-1]
        return Predicate(lambda left, place: s.Between(left, low, high, place=place), high)

    def among(self, *parts: Any) -> Predicate:
        return self._among(parts[-1], negated=False)

    def not_among(self, *parts: Any) -> Predicate:
        return self._among(parts[-1], negated=True)

    def _among(self, values: tuple[s.Value, ...], negated: bool) -> Predicate:
        return Predicate(
            lambda left, place: s.Among(left, values, negated, place=place), values[-1]
        )

    def includes(self, start: Token, value: s.Value) -> Predicate:
        return Predicate(lambda left, place: s.Includes(left, value, place=place), value)

    def excludes(self, start: Token, value: s.Value) -> Predicate:
        return Predicate(lambda left, place: s.Includes(left, value, True, place=place), value)

    def known(self, *parts: Token) -> Predicate:
        return Predicate(lambda left, place: s.Known(left, place=place), parts[-1])

    def not_known(self, *parts: Token) -> Predicate:
        return Predicate(lambda left, place: s.Known(left, True, place=place), parts[-1])

    def absent(self, *parts: Token) -> Predicate:
        return Predicate(lambda left, place: s.Absent(left, place=place), parts[-1])

    def not_absent(self, *parts: Token) -> Predicate:
        return Predicate(lambda left, place: s.Absent(left, True, place=place), parts[-1])

    def satisfied(self, *parts: Token) -> Predicate:
        text = parts[-1]
        return Predicate(
            lambda left, place: s.Satisfied(as_role(left), text.value, place=place), text
        )

    def not_satisfied(self, *parts: Token) -> Predicate:
        text = parts[-1]
        return Predicate(
            lambda left, place: s.Satisfied(as_role(left), text.value, True, place=place), text
        )

    def proposes(self, start: Token, act: s.Name) -> Predicate:
        return Predicate(lambda left, place: s.Proposes(as_role(left), act, place=place), act)

    def not_proposes(self, start: Token, act: s.Name) -> Predicate:
        return Predicate(lambda left, place: s.Proposes(as_role(left), act, True, place=place), act)

    # --- norms -----------------------------------------------------------------------------------

    def norms(self, *parts: Any) -> tuple[s.Norm, ...]:
        return parts[::2]

    def act_norm(
        self, who: s.Value, modal: Token, act: s.Name, limit: s.Limit | None = None
    ) -> s.ActNorm:
        place = span(who, act if limit is None else limit)
        return s.ActNorm(as_role(who), modal.value, act, limit, place=place)

    def term_norm(self, left: s.Value, modal: Token, demand: Predicate) -> s.TermNorm:
        return s.TermNorm(modal.value, demand.of(left), place=span(left, demand.last))

    def group_norm(self, kind: Token, modal: Token, hold: Token, items: Any) -> s.TermNorm:
        return _group_norm(modal, self.group(kind, items))

    def at_least_norm(
        self, start: Token, count: Token, of: Token, modal: Token, hold: Token, items: Any
    ) -> s.TermNorm:
        return _group_norm(modal, self.at_least_of(start, count, of, items))

    def hold(self, token: Token) -> Predicate:
        return Predicate(lambda left, place: holds(left), token)

    def limit(self, start: Token, amount: s.Literal) -> s.Limit:
        operator: Any = str(start.value).removeprefix("for ")
        return s.Limit(operator, amount, place=span(start, amount))


def _group_norm(modal: Token, group: s.Condition) -> s.TermNorm:
    """Raises SyntaxFault for `must not`: "all of these must not hold" can be read in two ways."""
    positive = str(modal.value).removesuffix(" not")
    if positive != modal.value:
        raise SyntaxFault(negated_group(modal.value, positive, modal.place))
    return s.TermNorm(modal.value, group, place=group.place)


def whole(token: Token) -> int:
    """The count of `at least 2 of these`; the next whole number where it is none."""
    return -int(-token.value // 1)
