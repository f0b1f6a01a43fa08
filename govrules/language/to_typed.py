"""From the syntax trees of a policy set to typed policies, with every fault reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from govrules.language import syntax as s
from govrules.language.checking.explained_in_circles import circle_faults
from govrules.language.checking.judgements import judgement_faults
from govrules.language.checking.names import fold, limited_guesses
from govrules.language.checking.nature import nature_of
from govrules.language.checking.relations import relation_faults
from govrules.language.checking.scope import Pending, Scope, Words
from govrules.language.checking.typed_accepted import typed_accepted
from govrules.language.checking.typed_definitions import typed_definition, typing_order
from govrules.language.checking.typed_portfolio import typed_comparison, typed_portfolio_rule
from govrules.language.checking.typed_rules import (
    duty_label,
    in_force,
    typed_departures,
    typed_duties,
    typed_rule,
    typed_who_decides,
)
from govrules.language.checking.typed_scenarios import Labels, typed_scenario
from govrules.language.checking.typed_tables import typed_table
from govrules.language.checking.typed_words import collect_words
from govrules.language.checking.warnings import warnings_of
from govrules.language.faults import names as faults_names
from govrules.language.faults.syntax import unknown_authority
from govrules.language.to_text import to_text
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic, in_source_order
from govrules.model.place import Place
from govrules.model.policy import (
    AUTHORITIES,
    Figure,
    Policy,
    PolicySet,
    Principle,
    Priority,
    Term,
)

_I = TypeVar("_I", bound=s.Node)


@dataclass(frozen=True, slots=True)
class TypedSet:
    """`policy_set` is None when any error was found."""

    policy_set: PolicySet | None
    diagnostics: tuple[Diagnostic, ...]


def to_typed(
    policies: Sequence[s.Policy], visible: Sequence[frozenset[int]] | None = None
) -> TypedSet:
    """The typed policies. `visible` has, for each, the numbers of the policies whose words it sees.

    Without `visible`, each policy sees its own words and those of the policies that it uses by
    title, directly or through others.
    """
    seen = _by_title(policies) if visible is None else visible
    order = sorted(range(len(policies)), key=lambda n: _sort_key(policies[n]))
    position = {old: new for new, old in enumerate(order)}
    ordered = [policies[old] for old in order]
    scopes_seen = [frozenset(position[n] for n in seen[old]) for old in order]

    with limited_guesses():
        return _typed(ordered, scopes_seen)


def _typed(ordered: Sequence[s.Policy], visible: Sequence[frozenset[int]]) -> TypedSet:
    """The policies in the order of their titles, typed."""
    words, scopes = collect_words(ordered, visible)
    _define_all(words, scopes)
    labels = _labels(ordered, words)
    bare = [_policy(node, scope) for node, scope in zip(ordered, scopes, strict=True)]
    # last of all, since a scenario may give the judgements that any policy asks for
    typed = [
        _with_scenarios(policy, node, labels, scope)
        for policy, node, scope in zip(bare, ordered, scopes, strict=True)
    ]
    faults = list(words.faults)
    tables = [table for policy in typed for table in policy.tables]
    faults += circle_faults(words, tables, ordered)
    faults += judgement_faults(words)
    faults += relation_faults([rule for policy in typed for rule in policy.rules])
    faults += warnings_of(ordered, typed, words)
    diagnostics = in_source_order(faults)
    if any(diagnostic.severity == "error" for diagnostic in diagnostics):
        return TypedSet(None, diagnostics)
    with_text = tuple(
        replace(policy, text=canonical_text(node))
        for policy, node in zip(typed, ordered, strict=True)
    )
    return TypedSet(PolicySet.of(with_text), diagnostics)


def canonical_text(policy: s.Policy) -> str:
    """The policy as formatted, without its comments, which mean nothing."""
    return to_text(replace(policy, comments=()))


def _sort_key(policy: s.Policy) -> tuple[str, str, str]:
    return policy.header.title, policy.header.version, policy.header.place.file


def _by_title(policies: Sequence[s.Policy]) -> list[frozenset[int]]:
    numbers = {policy.header.title: number for number, policy in enumerate(policies)}
    uses = [
        [numbers[use.title] for use in policy.header.uses if use.title in numbers]
        for policy in policies
    ]
    return [reached(number, uses) for number in range(len(policies))]


def reached(start: int, uses: Sequence[Sequence[int]]) -> frozenset[int]:
    """The policy itself and all that it uses, directly or through others."""
    found, waiting = {start}, [start]
    while waiting:
        for number in uses[waiting.pop()]:
            if number not in found:
                found.add(number)
                waiting.append(number)
    return frozenset(found)


def _define_all(words: Words, scopes: Sequence[Scope]) -> None:
    """Type every definition, each after those that it needs, so that none waits on a deep chain."""

    def define(pending: Pending) -> None:
        pending.begun = True
        scope = scopes[pending.policy].reading("definition", pending.node.name.text)
        pending.result = typed_definition(pending.node, scope)
        if pending.result is not None and pending.result.value is not None:
            nature = nature_of(pending.result.value, scope)
            words.natures[fold(pending.node.name.text)] = nature

    words.define = define
    for pending in typing_order(words):
        if not pending.begun:
            define(pending)


def _labels(policies: Sequence[s.Policy], words: Words) -> Labels:
    """The labels of the set; one that is used twice is reported."""
    places: dict[str, Place] = {}
    rules, duties, portfolio, comparisons = set(), set(), set(), set()
    tables = set()
    for policy in policies:
        for item in policy.items:
            match item:
                case s.Rule() | s.Table() | s.PortfolioRule() | s.OptionComparison():
                    names = [item.label]
                    if isinstance(item, s.Rule):
                        rules.add(item.label)
                    elif isinstance(item, s.PortfolioRule):
                        portfolio.add(item.label)
                    elif isinstance(item, s.OptionComparison):
                        comparisons.add(item.label)
                    else:
                        tables.add(item.label)
                case s.Duties():
                    names = [duty_label(item.label, n + 1) for n in range(len(item.duties))]
                    duties.update(names)
                case _:
                    continue
            for name in names:
                first = places.get(fold(name))
                if first is not None:
                    words.faults.append(faults_names.same_label(name, item.place, first))
                else:
                    places[fold(name)] = item.place
    return Labels(*map(frozenset, (rules, duties, portfolio, comparisons, tables)))


def _policy(node: s.Policy, scope: Scope) -> Policy:
    header = node.header
    authority = header.authority or "council policy"
    if authority not in AUTHORITIES:
        scope.report(unknown_authority(authority, header.place))
    adopted, title = header.adopted, header.title
    bare = Policy(
        title=title,
        version=header.version,
        authority=authority,
        file=header.place.file,
        in_force=in_force(header.in_force, f'"{title}"', header.place, scope),
        adopted_by=None if adopted is None else adopted.body,
        adopted_on=None if adopted is None else adopted.date,
        uses=tuple(use.title for use in header.uses),
    )
    return _with_items(_with_words(bare, node, scope), node.items, scope)


def _with_words(policy: Policy, node: s.Policy, scope: Scope) -> Policy:
    """The policy with what it declares and no policy before it did."""
    words = scope.words
    own = [found for name, found in words.found.items() if words.owner[name] == scope.policy]
    definitions = [found.result for found in own if isinstance(found, Pending)]
    declarations = [
        declaration
        for item in node.items
        if isinstance(item, s.Vocabulary)
        for declaration in item.declarations
    ]
    return replace(
        policy,
        terms=tuple(found for found in own if isinstance(found, Term)),
        acts=tuple(act for name, act in words.acts.items() if words.owner[name] == scope.policy),
        roles=tuple(
            role.text for d in declarations if isinstance(d, s.RolesDecl) for role in d.roles
        ),
        figures=tuple(found for found in own if isinstance(found, Figure)),
        definitions=tuple(result for result in definitions if result is not None),
    )


def _with_items(policy: Policy, items: Sequence[s.Item], scope: Scope) -> Policy:
    """The policy with its rules and all that stands beside them."""
    title = policy.title

    def of(kind: type[_I]) -> list[_I]:
        return [item for item in items if isinstance(item, kind)]

    return replace(
        policy,
        priorities=tuple(Priority(i.title, i.weight, title, place=i.place) for i in of(s.Priority)),
        principles=tuple(
            Principle(i.number, i.text, title, place=i.place) for i in of(s.Principle)
        ),
        rules=tuple(typed_rule(item, policy.authority, scope) for item in of(s.Rule)),
        departures=tuple(d for item in of(s.Departures) for d in typed_departures(item, scope)),
        tables=tuple(typed_table(item, scope) for item in of(s.Table)),
        portfolio_rules=tuple(typed_portfolio_rule(item, scope) for item in of(s.PortfolioRule)),
        comparisons=tuple(typed_comparison(item, scope) for item in of(s.OptionComparison)),
        duties=tuple(duty for item in of(s.Duties) for duty in typed_duties(item, scope)),
        who_decides=tuple(typed_who_decides(item, scope) for item in of(s.WhoDecides)),
    )


def _with_scenarios(policy: Policy, node: s.Policy, labels: Labels, scope: Scope) -> Policy:
    scenarios = [item for item in node.items if isinstance(item, s.Scenario)]
    return replace(
        policy,
        scenarios=tuple(typed_scenario(item, labels, scope) for item in scenarios),
        accepted=typed_accepted(node, labels, scope),
    )
