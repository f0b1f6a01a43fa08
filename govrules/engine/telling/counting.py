"""Tell what counts on a day, whatever the choice: spoken defaults, and figures without a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set
from dataclasses import fields
from typing import Any

from govrules.engine import notes
from govrules.engine.json_values import json_value
from govrules.model.decision import Assumption
from govrules.model.expression import Aggregate, Quantified, Typed
from govrules.model.policy import ActNorm, Figure, Policy, PolicySet, Term


class Counting:
    """The terms with a spoken default and the figures without a value that count in a period.

    Some count only for some choices: what is only read of the entries of a list, or to find who
    decides after somebody else does not. Then the answer is None: that depends on more.
    """

    def __init__(self, policy_set: PolicySet, day: dt.date) -> None:
        assumed: tuple[dict[str, Term], dict[str, Term]] = ({}, {})
        valueless: tuple[set[str], set[str]] = (set(), set())
        for policy in policy_set.policies:
            for part, is_certain in _parts(policy, day):
                for word, of_entries in _words(part):
                    perhaps = of_entries or not is_certain
                    if isinstance(word, Term) and word.assumed is not None:
                        assumed[perhaps][word.key] = word
                    elif isinstance(word, Figure) and _has_no_value(word, day):
                        valueless[perhaps].add(word.name)
        certain = assumed[False]
        self._assumed = {key: _assumption(certain[key]) for key in sorted(certain)}
        self._perhaps = frozenset(assumed[True].keys() - certain)
        self._valueless = sorted(valueless[False])
        self._open = bool(valueless[True] - valueless[False])

    def assumptions(self, given: Set[str]) -> tuple[Assumption, ...] | None:
        """The defaults used for terms that are not given."""
        if self._perhaps - given:
            return None
        return tuple(each for key, each in self._assumed.items() if key not in given)

    def notes(self, date: dt.date) -> tuple[str, ...] | None:
        """What is noted on figures that have no value on the date."""
        if self._open:
            return None
        return tuple(notes.no_value_in_force(figure, date) for figure in self._valueless)


def _assumption(term: Term) -> Assumption:
    assert term.assumed is not None
    return Assumption.model_construct(
        key=term.key, term=term.name, value=json_value(term.assumed.value), policy=term.policy
    )


def _has_no_value(figure: Figure, day: dt.date) -> bool:
    return figure.as_at is None and not any(dated.in_force.on(day) for dated in figure.values)


def _parts(policy: Policy, day: dt.date) -> Iterator[tuple[Any, bool]]:
    """All that is worked out on the day, and whether it is for every choice."""
    in_force = policy.in_force.on(day)
    for definition in policy.definitions:
        yield (definition.condition, definition.value), True
    for table in policy.tables:
        yield tuple(row.condition for row in table.rows), True
    for rule in policy.rules:
        if in_force and rule.in_force.on(day):
            yield rule.condition, True
        yield rule.unless, True
        yield tuple(n.requirement for n in rule.norms if not isinstance(n, ActNorm)), True
    if in_force:
        for duty in policy.duties:
            yield duty.condition, True
        for who in policy.who_decides:
            yield tuple(row.condition for row in who.sign_offs), True
            for place, row in enumerate(who.deciders):
                yield row.condition, place == 0


def _words(part: Any) -> Iterator[tuple[Term | Figure, bool]]:
    """The terms and figures that a part reads itself, and whether only of a list's entries."""
    waiting = [(part, False)]
    while waiting:
        each, inside = waiting.pop()
        if isinstance(each, tuple):
            waiting.extend((item, inside) for item in each)
        elif isinstance(each, Term):
            yield each, inside
        elif isinstance(each, Figure):
            yield each, inside
            waiting.append((each.as_at, inside))
        elif isinstance(each, Aggregate | Quantified):
            yield each.term, inside
            waiting.append((each.where, True))
        elif isinstance(each, Typed):
            waiting.extend((getattr(each, field.name), inside) for field in fields(each))
