"""From a scenario as written to a choice, as JSON would give it, and what is expected of it."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.scope import Pending, Scope
from govrules.language.checking.typed_contracts import (
    are_contracts,
    expected_of_portfolio,
    refuse_portfolio,
    typed_contracts,
)
from govrules.language.checking.typed_facts import (
    fact_json,
    given_term,
    keys_of,
    none_json,
    row_json,
)
from govrules.language.checking.typed_lists import list_field
from govrules.language.checking.typed_options import (
    about_options,
    expected_of_options,
    gives_options,
    typed_options,
)
from govrules.language.checking.typed_types import kind_of
from govrules.language.checking.typed_words import fact_constant
from govrules.language.faults import names as faults_names
from govrules.language.faults import types as faults_types
from govrules.language.to_text import words
from govrules.model import facts
from govrules.model.dataclass import dataclass
from govrules.model.expression import Constant, FieldValue
from govrules.model.place import Place
from govrules.model.policy import Figure, Term
from govrules.model.scenario import (
    Expected,
    ExpectedDecider,
    ExpectedDuty,
    ExpectedSignOff,
    ExpectedStatus,
    ExpectedTerm,
    ExpectedVerdict,
    Scenario,
)
from govrules.model.types import (
    ListField,
    ListType,
    OneOfType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
    YesNoType,
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of the set, by what they name."""

    rules: frozenset[str] = field(default_factory=frozenset)
    duties: frozenset[str] = field(default_factory=frozenset)
    portfolio: frozenset[str] = field(default_factory=frozenset)
    comparisons: frozenset[str] = field(default_factory=frozenset)
    tables: frozenset[str] = field(default_factory=frozenset)


def typed_scenario(node: s.Scenario, labels: Labels, outer: Scope) -> Scenario:
    """The scenario without what could not be typed, which is reported."""
    scope = outer.reading("scenario", node.title)
    choice: dict[str, Any] = {}
    contracts = typed_contracts(node.given, scope)
    tables: list[s.GivenList] = []
    for given in node.given:
        if isinstance(given, s.GivenList) and gives_options(given, scope):
            tables.append(given)
        elif not are_contracts(given, scope):
            _give(given, choice, labels, scope)
    options = typed_options(tables, choice, scope)
    if contracts is None:
        refuse_portfolio(node.expect, labels.portfolio, scope)
    expected: list[Expected | None] = []
    for expectation in node.expect:
        compared = about_options(expectation, labels.comparisons, scope)
        if contracts is not None:
            expected.append(expected_of_portfolio(expectation, labels.portfolio, scope))
        elif compared != bool(tables):
            scope.report(
                faults_types.not_of_options(words(expectation), compared, expectation.place)
            )
        elif compared:
            expected.append(expected_of_options(expectation, labels.comparisons, options, scope))
        else:
            expected.append(_expected(expectation, labels, scope))
    return Scenario(
        title=node.title,
        choice=choice,
        expect=tuple(item for item in expected if item is not None),
        on=node.on,
        contracts=contracts,
        options=options,
        policy=scope.title,
        place=node.place,
    )


# --- what is given -----------------------------------------------------------------------------


def _give(given: s.Given, choice: dict[str, Any], labels: Labels, scope: Scope) -> None:
    match given:
        case s.GivenFact() | s.GivenNone() | s.GivenEntry() | s.GivenList():
            _give_fact(given, choice, scope)
        case s.GivenJudgement(role=role, text=text, satisfied=satisfied):
            if text not in scope.words.judgements:
                known = scope.words.judgements
                scope.report(faults_names.unknown_judgement(text, known, given.place))
            judgements = choice.setdefault(facts.JUDGEMENTS, {})
            _once(text, judgements, given.place, scope)
            judgements[text] = {"value": satisfied, "by": scope.role(role)}
        case s.GivenAct(role=role, act=name):
            scope.role(role)
            act = scope.act(name)
            acts = choice.setdefault(facts.ACTS, [])
            if act is not None and act.name not in acts:
                acts.append(act.name)
        case s.GivenNoActs(role=role):
            scope.role(role)
            choice.setdefault(facts.ACTS, [])
        case s.GivenSignOff(role=role):
            choice.setdefault(facts.SIGN_OFFS, []).append(scope.role(role))
        case _:
            _give_record(given, choice, labels, scope)


def _give_record(
    given: s.GivenDeparture | s.GivenReasons | s.GivenDone,
    choice: dict[str, Any],
    labels: Labels,
    scope: Scope,
) -> None:
    match given:
        case s.GivenDeparture(role=role, rule=rule, reasons=reasons):
            _known("rule", rule, labels.rules | labels.portfolio, given.place, scope)
            departure = {"rule": rule, "by": scope.role(role)}
            if reasons is not None:
                departure["reasons"] = reasons
            choice.setdefault(facts.DEPARTURES, []).append(departure)
        case s.GivenReasons(rule=rule, reasons=reasons):
            _known("rule", rule, labels.rules | labels.portfolio, given.place, scope)
            recorded = choice.setdefault(facts.REASONS, {})
            _once(rule, recorded, given.place, scope)
            recorded[rule] = reasons
        case s.GivenDone(label=label):
            _known("duty", label, labels.duties, given.place, scope)
            choice.setdefault(facts.DUTIES_DONE, []).append(label)


def _known(kind: str, label: str, labels: frozenset[str], place: Place, scope: Scope) -> None:
    if label not in labels:
        scope.report(faults_names.unknown_label(kind, label, labels, place))


def _once(key: str, entries: dict[str, Any], place: Place, scope: Scope) -> None:
    if key in entries:
        scope.report(faults_names.given_twice(key, place))


def _give_fact(
    given: s.GivenFact | s.GivenNone | s.GivenEntry | s.GivenList,
    choice: dict[str, Any],
    scope: Scope,
) -> None:
    name = given.table if isinstance(given, s.GivenEntry) else given.name
    term = given_term(name, scope)
    if term is None:
        return
    if isinstance(given, s.GivenEntry):
        _give_entry(given, term, choice, scope)
        return
    if term.key in choice:
        scope.report(faults_names.given_twice(term.name, name.place))
    match given:
        case s.GivenFact():
            choice[term.key] = _fact(given, term, scope)
        case s.GivenNone():
            choice[term.key] = none_json(term, given.place, scope)
        case s.GivenList():
            choice[term.key] = _entries(given, term, scope)


def _fact(given: s.GivenFact, term: Term, scope: Scope) -> Any:
    type_ = term.type
    if isinstance(type_, SeveralOfType):
        element: Type = OneOfType(type_.values) if type_.values else TextType()
        return [fact_json(value, element, term.name, scope) for value in given.values]
    if isinstance(type_, TableType):
        return {fact_json(value, TextType(), term.name, scope): None for value in given.values}
    if isinstance(type_, ListType):
        advice = f'write "{term.name} are" and a table of its fields'
        scope.report(faults_types.wrong_form(term.name, kind_of(type_), advice, given.place))
        return None
    if len(given.values) != 1:
        advice = "give one value"
        scope.report(faults_types.wrong_form(term.name, kind_of(type_), advice, given.place))
        return None
    return fact_json(given.values[0], type_, term.name, scope)


def _give_entry(given: s.GivenEntry, term: Term, choice: dict[str, Any], scope: Scope) -> None:
    if not isinstance(term.type, TableType):
        kind = kind_of(term.type)
        scope.report(faults_types.not_a_table(term.name, kind, given.place))
        return
    entries = choice.setdefault(term.key, {})
    phrase = f"{term.name} for {given.key}"
    if isinstance(entries, dict):
        if entries.get(given.key) is not None:
            scope.report(faults_names.given_twice(phrase, given.place))
        entries[given.key] = fact_json(given.value, term.type.of, phrase, scope)


def _entries(given: s.GivenList, term: Term, scope: Scope) -> Any:
    if not isinstance(term.type, ListType):
        kind = kind_of(term.type)
        scope.report(faults_types.not_a_list(term.name, kind, given.place))
        return None
    fields = [list_field(name, term, scope) for name in given.fields]
    entries = (row_json(row, fields, _cell, given.place, scope) for row in given.rows)
    return [entry for entry in entries if entry is not None]


def _cell(value: s.Value | s.NoneCell, entry_field: FieldValue, scope: Scope) -> Any:
    if isinstance(value, s.NoneCell):
        scope.report(faults_types.never_none(entry_field.name, value.place))
        return None
    return fact_json(value, entry_field.type, entry_field.name, scope)


# --- what is expected --------------------------------------------------------------------------


def _expected(node: s.Expectation, labels: Labels, scope: Scope) -> Expected | None:
    text, place = words(node), node.place
    match node:
        case s.ExpectVerdict(verdict=verdict, without=without):
            return ExpectedVerdict(verdict, keys_of(without, scope), text, place=place)
        case s.ExpectRule(rule=rule, status=status, by=by):
            _known("rule", rule, labels.rules | labels.portfolio, place, scope)
            if by is not None and by not in ("unless", "departure"):
                _known("rule", by, labels.rules, place, scope)
            return ExpectedStatus(rule, status, by, words=text, place=place)
        case s.ExpectTerm(name=name, value=value):
            return _expected_term(name, value, text, place, scope)
        case s.ExpectComparison():
            return None  # what is expected of options is read elsewhere
        case s.ExpectUndecidedTerm(name=name, without=without):
            derived = _derived(name, scope)
            keys = keys_of(without, scope)
            return (
                None if derived is None else ExpectedTerm(derived[0], None, keys, text, place=place)
            )
        case s.ExpectDecider(role=role):
            return ExpectedDecider(scope.role(role), text, place=place)
        case s.ExpectSignOff(role=role):
            return ExpectedSignOff(scope.role(role), text, place=place)
        case s.ExpectDuty(label=label, by=day):
            _known("duty", label, labels.duties, place, scope)
            return ExpectedDuty(label, day, text, place=place)


def _derived(name: s.Name, scope: Scope) -> tuple[str, Type] | None:
    """The key and type of a word that is worked out."""
    found = scope.find(name)
    if isinstance(found, Pending):
        definition = scope.definition(found)
        if definition is None:
            return None
        value = definition.value
        return definition.key, YesNoType() if value is None else value.type
    if isinstance(found, Term) and found.worked_out_by is not None:
        return found.key, found.type
    if found is not None and not isinstance(found, ListField):
        kind = "a figure" if isinstance(found, Figure) else "a fact that is given"
        scope.report(faults_types.not_expected(name.text, kind, name.place))
    return None


def _expected_term(
    name: s.Name, value: s.Value, text: str, place: Place, scope: Scope
) -> ExpectedTerm | None:
    derived = _derived(name, scope)
    if derived is None:
        return None
    key, type_ = derived
    if isinstance(type_, SeveralOfType):
        type_ = OneOfType(type_.values) if type_.values else TextType()
    constant: Constant | None = fact_constant(value, type_, name.text, scope)
    return None if constant is None else ExpectedTerm(key, constant, (), text, place=place)
