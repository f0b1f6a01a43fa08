"""Find values that a condition may tell apart: next to its limits, other answers, other acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.analysis.testing.variation import Different
from govrules.engine.reference import Evaluation
from govrules.engine.reference.values import UNKNOWN, as_kind, canonical, in_units, is_number
from govrules.explain.boundary.comparisons import Comparison, comparison_of
from govrules.explain.boundary.steps import neighbours
from govrules.model.expression import (
    Among,
    Compare,
    Constant,
    FigureValue,
    Holds,
    Includes,
    Judged,
    Proposes,
    TermValue,
    Typed,
    Value,
)
from govrules.model.facts import ACTS
from govrules.model.policy import Definition, Figure, PolicySet, Table, Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)
from govrules.model.vocabulary import Vocabulary

_NUMERIC = (MoneyType, NumberType, PercentageType)
Root = object
"""A condition, a value, a definition, a table or a figure; None is nothing at all."""


def parts_of(roots: Iterable[Root], tables: Mapping[str, Table]) -> tuple[Typed, ...]:
    """Every part of conditions and values, and of the words, tables and figures they read."""
    found: list[Typed] = []
    seen: set[int] = set()
    waiting = list(roots)[::-1]
    while waiting:
        part: Any = waiting.pop()
        if isinstance(part, tuple):
            waiting += part[::-1]
        elif id(part) in seen:
            continue
        elif isinstance(part, Typed):
            seen.add(id(part))
            found.append(part)
            waiting += [getattr(part, each.name) for each in fields(part)][::-1]
        elif isinstance(part, Definition):
            seen.add(id(part))
            waiting += [part.value, part.condition]
        elif isinstance(part, Term) and part.worked_out_by is not None:
            waiting.append(tables.get(part.worked_out_by))
        elif isinstance(part, Table):
            seen.add(id(part))
            waiting += [row.condition for row in part.rows][::-1]
        elif isinstance(part, Figure):
            seen.add(id(part))
            waiting.append(part.as_at)
    return tuple(found)


def trials(parts: Iterable[Typed], at: Evaluation) -> Iterator[Different]:
    """Single facts to give otherwise than in the choice `at`, each only once."""
    seen: list[Different] = []
    for part in parts:
        for each in _of(part, at):
            if each not in seen:
                seen.append(each)
                yield each


def _of(part: Typed, at: Evaluation) -> Iterator[Different]:
    match part:
        case Compare():
            one = comparison_of(part)
            if one is not None:
                yield from _next_to(one, at)
            elif isinstance(part.left, TermValue):
                yield from _answers(part.left.term)
        case Holds(TermValue(term)) | Among(TermValue(term)):
            yield from _answers(term)
            if isinstance(part, Among):
                yield from (_give(term, each.value) for each in part.values)
        case Includes(TermValue(term), name):
            given = at.term(term)
            if isinstance(given, frozenset):
                yield _give(term, given ^ {name})
        case Judged(_, text):
            yield from (Different(judgements={text: answer}) for answer in (True, False))
        case Proposes(act):
            yield Different(acts=frozenset({act.name}))
            yield Different(acts=frozenset())


def _answers(term: Term) -> Iterator[Different]:
    if isinstance(term.type, OneOfType):
        yield from (_give(term, word.text) for word in term.type.values)
    else:
        is_yes_no = isinstance(term.type, YesNoType)
        yield from (_give(term, answer) for answer in (True, False) if is_yes_no)


def _give(term: Term, value: Any) -> Different:
    return Different({term.key: value}) if term.worked_out_by is None else Different()


# --- next to a limit -----------------------------------------------------------------------------


def _next_to(one: Comparison, at: Evaluation) -> Iterator[Different]:
    """Facts with which the subject is just below, at and just above each value of the limit."""
    limits = limits_of(one.limit) or [at.value(one.limit)]
    for limit in limits:
        if limit is UNKNOWN:
            continue
        near = neighbours(limit, one.limit.type, one.subject)
        for target in (near.at, near.below, near.above):
            if target is not None:
                yield from reaching(one.subject, target, at)


def limits_of(limit: Value) -> list[Any]:
    """All that a limit may be, whatever the date; nothing where it must be worked out."""
    if isinstance(limit, Constant):
        return [limit.value]
    if isinstance(limit, FigureValue):
        return [dated.value.value for dated in limit.figure.values]
    return []


def reaching(subject: Value, target: Any, at: Evaluation) -> Iterator[Different]:
    """Facts with which the subject may come to a value: to be tried, since not all of them do."""
    if isinstance(subject, TermValue) and subject.term.worked_out_by is None:
        yield _give(subject.term, target)
        return
    now = at.value(subject)
    for part in parts_of([subject], {}):
        if isinstance(part, TermValue) and part.term.worked_out_by is None:
            for value in _moved(at.term(part.term), part.term, now, target, subject):
                yield _give(part.term, value)


def _moved(given: Any, term: Term, now: Any, target: Any, subject: Value) -> Iterator[Any]:
    """The term's value moved by as much, or in the same proportion, as the subject must move."""
    if type(term.type) is type(subject.type):
        yield target  # the subject may be nothing but this, such as the first known of several
    if isinstance(term.type, DateType) and isinstance(given, dt.date):
        days = _days_between(now, target)
        if days is not None:
            for shift in {days, -days}:
                try:
                    yield given + dt.timedelta(days=shift)
                except OverflowError:
                    continue
    if isinstance(term.type, _NUMERIC) and is_number(given) and is_number(now):
        own = in_units(given, term.type)
        have, want = in_units(now, subject.type), in_units(target, subject.type)
        candidates = [own + want - have, own - want + have]
        if have and want:
            candidates += [own * want / have, own * have / want]
        for each in candidates:
            value = as_kind(each, term.type)
            value = canonical(value) if isinstance(value, Fraction) else value
            if isinstance(value, (int, Decimal)):
                yield value


def _days_between(now: Any, target: Any) -> int | None:
    if isinstance(now, dt.date) and isinstance(target, dt.date):
        return (target - now).days
    if isinstance(now, int) and isinstance(target, int):
        return target - now
    return None


# --- what a decision needs ---------------------------------------------------------------------


def options_for(
    key: str, singles: Iterable[Different], vocabulary: Vocabulary
) -> Iterator[Different]:
    """Ways to give a missing fact: those thought of before, else some plain value of its type."""
    found = [each for each in singles if key in each.values or key in each.judgements]
    if key == ACTS:
        found = [each for each in singles if each.acts is not None]
        found += [Different(acts=frozenset({act.name})) for act in vocabulary.acts.values()]
        found.append(Different(acts=frozenset()))
    elif key in vocabulary.judgements:
        found += [Different(judgements={key: answer}) for answer in (True, False)]
    elif key in vocabulary.terms and not found:
        found = [_give(vocabulary.terms[key], v) for v in plain_values(vocabulary.terms[key])]
    yield from found


def plain_values(term: Term) -> list[Any]:
    """Every word of an enumeration, yes and no, or some one value; none for a list or a table."""
    match term.type:
        case YesNoType():
            return [True, False]
        case OneOfType(values):
            return [word.text for word in values]
        case NumberType(low) | PercentageType(low):
            return [1 if low is None else low]
        case MoneyType():
            return [1_000]
        case DateType():
            return [dt.date.today()]
        case TextType():
            return ["text"]
    return []


# --- days -------------------------------------------------------------------------------------


def days_of(policy_sets: Iterable[PolicySet], title: str) -> tuple[dt.date, ...]:
    """The days on which something of a policy begins or ends, with the days beside them."""
    ends: set[dt.date] = set()
    for policy in (each for one in policy_sets for each in one.policies if each.title == title):
        lives = [policy.in_force, *(rule.in_force for rule in policy.rules)]
        lives += [dated.in_force for figure in policy.figures for dated in figure.values]
        for life in lives:
            ends |= {day for day in (life.start, life.end) if day is not None}
    beside = {day + dt.timedelta(days=step) for day in ends if _inside(day) for step in (-1, 0, 1)}
    return tuple(sorted(beside))


def _inside(day: dt.date) -> bool:
    return dt.date.min < day < dt.date.max
