"""From portfolio rules and comparisons of options as written to typed ones."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.comparing import RELATIONS, meeting, operator_fits
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_rules import optional
from govrules.language.checking.typed_types import found_kind, kind_of, literal_constant
from govrules.language.checking.typed_values import enumeration_value, typed_value
from govrules.language.checking.typed_words import fits
from govrules.language.faults import names as faults_names
from govrules.language.faults import portfolio as faults_portfolio
from govrules.language.faults import types as faults_types
from govrules.language.to_text import words
from govrules.model.expression import Constant, Judged, TermValue, Value
from govrules.model.policy import (
    Act,
    Criterion,
    OptionComparison,
    PortfolioNorm,
    PortfolioRule,
    Preference,
    Term,
)
from govrules.model.portfolio_words import (
    END,
    PROVIDER,
    START,
    can_look_across,
    looks_at_contracts_in_force,
)
from govrules.model.types import (
    NUMERIC,
    ORDERED,
    DateType,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TableType,
    TextType,
    Type,
)


def typed_portfolio_rule(node: s.PortfolioRule, outer: Scope) -> PortfolioRule:
    """The rule without what could not be typed, which is reported."""
    scope = outer.reading("portfolio rule", node.label)
    _check_across(node, scope)
    norms = [_norm(norm, node.across, scope) for norm in node.norms]
    refer = node.otherwise_refer_to
    return PortfolioRule(
        label=node.label,
        title=node.title,
        across=node.across,
        where=optional(node.where, scope),
        for_each=None if node.for_each is None else _term(node.for_each, "for each", scope),
        norms=tuple(norm for norm in norms if norm is not None),
        otherwise_refer_to=None if refer is None else scope.role(refer),
        citations=scope.citations(node.citations),
        policy=scope.title,
        place=node.place,
    )


def _check_across(node: s.PortfolioRule, scope: Scope) -> None:
    """The words must say which contracts: all, or those in force by their dates."""
    if not can_look_across(node.across):
        scope.report(faults_portfolio.looks_across(node.across, node.place))
    elif looks_at_contracts_in_force(node.across):
        for found in scope.words.found.values():
            if isinstance(found, Term) and found.key in (START, END) and not _is_date(found):
                kind = kind_of(found.type)
                fault = faults_portfolio.no_dates(found.name, found.key, kind, node.place)
                scope.report(fault)


def _is_date(term: Term) -> bool:
    return isinstance(term.type, DateType)


def _term(name: s.Name, measure: str, scope: Scope) -> Term | None:
    """A term of the vocabulary that has one value for each contract."""
    found = scope.find(name)
    if found is None:
        return None
    if isinstance(found, Term) and not isinstance(found.type, ListType | TableType):
        return found
    kind = kind_of(found.type) if isinstance(found, Term) else "not a term of the vocabulary"
    needed = "a term with one value for each contract"
    scope.report(faults_types.measure_needs(measure, name.text, kind, needed, name.place))
    return None


def _norm(node: s.PortfolioNorm, across: str, scope: Scope) -> PortfolioNorm | None:
    where = optional(node.where, scope)
    counts_contracts = node.measure == "number" and _is_contracts(node.term, across, scope)
    term = None if counts_contracts else _measured(node, scope)
    limit = typed_value(node.limit, scope)
    if limit is None or (term is None and not counts_contracts):
        return None
    if (fact := _fact_in(limit)) is not None:
        scope.report(faults_portfolio.limit_of_one(limit.words, fact, node.limit.place))
        return None
    measured = _measure(node, term, words(node))
    fits_words = operator_fits(node.operator, measured, node.place, scope)
    sides = meeting(measured, limit, node.place, scope)
    if not fits_words or sides is None or (where is None and node.where is not None):
        return None
    return PortfolioNorm(
        measure=node.measure,
        term=term,
        where=where,
        modality=node.modality,
        relation=RELATIONS[node.operator],
        limit=sides[1],
        words=words(node),
        place=node.place,
    )


def _fact_in(limit: Value) -> str | None:
    """The first fact of a contract, or act or judgement on it, that a limit reads."""
    stack: list[Any] = [limit]
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if isinstance(part, Term):
            return part.name
        if isinstance(part, Judged):
            return part.text
        if isinstance(part, Act):
            return part.name
        if isinstance(part, tuple):
            stack.extend(reversed(part))
        elif is_dataclass(part) and id(part) not in seen:
            seen.add(id(part))
            stack.extend(getattr(part, each.name) for each in reversed(fields(part)))
    return None


def _is_contracts(name: s.Name, across: str, scope: Scope) -> bool:
    """`number of contracts`: the word that the rule looks across, unless it is a term."""
    word = fold(name.text)
    return scope.look(name.text) is None and fold(across).startswith(word)


def _measured(node: s.PortfolioNorm, scope: Scope) -> Term | None:
    counted = _different(node.term, scope) if node.measure == "number of different" else node.term
    term = counted if isinstance(counted, Term) else _term(counted, node.measure, scope)
    if term is None:
        return None
    needed = {"share": NUMERIC, "total": NUMERIC, "highest": ORDERED, "lowest": ORDERED}
    kinds = needed.get(node.measure)
    if kinds is not None and not isinstance(term.type, kinds):
        kind = kind_of(term.type)
        fault = faults_types.measure_needs(
            node.measure, term.name, kind, "an amount", node.term.place
        )
        scope.report(fault)
        return None
    return term


def _different(name: s.Name, scope: Scope) -> s.Name | Term:
    """`number of different providers` counts the values of the term `provider`.

    Who provides is known of every contract, so "providers" means something without a declaration:
    the declared `provider name` or, where there is none, a text with that key.
    """
    singular = name.text.removesuffix("s")
    if scope.look(name.text) is not None:
        return name
    if scope.look(singular) is not None:
        return replace(name, text=singular)
    if fold(singular) != "provider":
        return name
    if scope.look("provider name") is not None:
        return replace(name, text="provider name")
    for found in scope.words.found.values():
        if isinstance(found, Term) and found.key == PROVIDER and scope.sees("word", found.name):
            return replace(name, text=found.name)
    return Term("providers", PROVIDER, TextType(), policy=scope.title, place=name.place)


def _measure(node: s.PortfolioNorm, term: Term | None, text: str) -> Value:
    """What stands on the left of the norm, for the check of both sides."""
    type_: Type = NumberType()
    if node.measure == "share":
        type_ = PercentageType()
    elif node.measure in ("total", "highest", "lowest") and term is not None:
        type_ = term.type
    phrase = f"{node.measure} of {node.term.text}"
    stand_in = term or Term(phrase, phrase, type_)
    return TermValue(stand_in, type_, place=node.place, words=phrase)


def typed_comparison(node: s.OptionComparison, outer: Scope) -> OptionComparison:
    """The comparison without what could not be typed, which is reported."""
    scope = outer.reading("comparison", node.label)
    criteria = [_criterion(criterion, scope) for criterion in node.criteria]
    preference = None if node.preference is None else _preference(node.preference, scope)
    return OptionComparison(
        label=node.label,
        title=node.title,
        criteria=tuple(criterion for criterion in criteria if criterion is not None),
        preference=preference,
        citations=scope.citations(node.citations),
        policy=scope.title,
        place=node.place,
    )


def _criterion(node: s.Criterion, scope: Scope) -> Criterion | None:
    value = typed_value(node.term, scope)
    priority = scope.priority(node.priority, node.place)
    if value is None:
        return None
    if not isinstance(value.type, NUMERIC):
        kind = kind_of(value.type)
        scope.report(faults_types.cannot_rank(node.term.text, kind, node.term.place))
        return None
    low = _end(node.low, value, node, scope)
    high = _end(node.high, value, node, scope)
    if low is not None and high is not None and low.value >= high.value:
        scope.report(faults_types.empty_scale(low.words, high.words, node.place))
    return Criterion(value, priority, node.higher_is_better, low, high, place=node.place)


def _end(
    literal: s.Literal | None, value: Value, node: s.Criterion, scope: Scope
) -> Constant | None:
    if literal is None:
        return None
    constant = literal_constant(literal, words(literal))
    if not fits(constant, value.type):
        kinds = kind_of(value.type), constant.words, kind_of(constant.type)
        scope.report(faults_types.wrong_kind(value.words, *kinds, node.place))
        return None
    if isinstance(value.type, MoneyType):
        return Constant(constant.value, value.type, place=constant.place, words=constant.words)
    return constant


def _preference(node: s.Preference, scope: Scope) -> Preference | None:
    found = scope.find(node.term)
    if found is None:
        return None
    if not isinstance(found, Term) or not isinstance(found.type, OneOfType):
        kind = found_kind(found, scope)
        scope.report(faults_types.cannot_prefer(node.term.text, kind, node.term.place))
        return None
    order: list[str] = []
    values = [value.text for value in found.type.values]
    for name in node.order:
        constant = enumeration_value(name, found.type)
        if constant is None:
            fault = faults_names.unknown_value(name.text, found.name, values, name.place)
            scope.report(fault)
        elif constant.value in order:
            fault = faults_names.same_value(name.text, name.text, found.name, name.place)
            scope.report(fault)
        else:
            order.append(constant.value)
    return Preference(node.points, found, tuple(order), place=node.place)
