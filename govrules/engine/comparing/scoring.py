"""Work out the value of every criterion for every option, and the scales that give points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from govrules.engine.comparing.deciding import Decided
from govrules.engine.comparing.scales import BestToWorst, FixedScale, Scale
from govrules.engine.comparing.standing import Ranks
from govrules.engine.comparing.values import Possible, possible
from govrules.engine.comparing.weights import Weighing
from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference.values import in_units
from govrules.model.expression import TermValue
from govrules.model.facts import NONE
from govrules.model.policy import Criterion, OptionComparison, Preference


@dataclass(frozen=True, slots=True)
class Valued:
    """What an option's facts say of the criteria and of the term preferred by."""

    values: tuple[Any, ...]
    missing: tuple[tuple[str, ...], ...]
    preferred: Any
    preferred_missing: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[str, ...]


def in_order(comparison: OptionComparison, weighing: Weighing) -> tuple[Criterion, ...]:
    """The criteria, heaviest priority first, in an order that no text decides."""
    return tuple(sorted(comparison.criteria, key=lambda one: _order(one, weighing)))


def _order(criterion: Criterion, weighing: Weighing) -> tuple[Any, ...]:
    ends = [(end is not None, _number(end)) for end in (criterion.low, criterion.high)]
    place = weighing.titles.index(criterion.priority)
    return (place, criterion.value.words, criterion.higher_is_better, ends)


def _number(end: Any) -> Fraction:
    return Fraction(0) if end is None else in_units(end.value, end.type)


def valued(option: Decided, criteria: Sequence[Criterion], preference: Preference | None) -> Valued:
    """Everything that scoring needs of an option, read with a fresh eye so that its notes and
    assumptions are those of the scores alone."""
    old = option.evaluation
    evaluation = Evaluation(old.policy_set, old.facts, old.date)
    values = tuple(evaluation.value(criterion.value) for criterion in criteria)
    preferred: Any = None
    wanted: tuple[str, ...] = ()
    if preference is not None:
        term = TermValue(preference.term, preference.term.type)
        preferred, wanted = evaluation.value(term), evaluation.value_needs(term)
    return Valued(
        values=values,
        missing=tuple(evaluation.value_needs(criterion.value) for criterion in criteria),
        preferred=preferred,
        preferred_missing=wanted,
        assumed=tuple(sorted(term.name for term in evaluation.reading.assumed.values())),
        notes=tuple(sorted(evaluation.reading.found_notes)),
    )


def possibles(options: Sequence[Valued], criteria: Sequence[Criterion]) -> list[list[Possible]]:
    """For each criterion, what each option's value may be."""
    return [
        [possible(option.values[number], criterion) for option in options]
        for number, criterion in enumerate(criteria)
    ]


def scales_of(
    criteria: Sequence[Criterion], found: Sequence[Sequence[Possible]], sure: Sequence[bool]
) -> list[Scale]:
    return [
        _scale(criterion, values, sure) for criterion, values in zip(criteria, found, strict=True)
    ]


def _scale(criterion: Criterion, values: Sequence[Possible], sure: Sequence[bool]) -> Scale:
    ends = fixed_ends(criterion)
    if ends is None:
        return BestToWorst(values, sure)
    low, high = ends if criterion.higher_is_better else (-ends[1], -ends[0])
    return FixedScale(values, low, high)


def fixed_ends(criterion: Criterion) -> tuple[Fraction, Fraction] | None:
    if criterion.low is None or criterion.high is None:
        return None
    return _number(criterion.low), _number(criterion.high)


def shares(criteria: Sequence[Criterion], weighing: Weighing) -> list[tuple[int, Fraction]]:
    """For each criterion the place of its priority, and its part of it: criteria of one priority
    share it equally."""
    places = [weighing.titles.index(criterion.priority) for criterion in criteria]
    return [(place, Fraction(1, places.count(place))) for place in places]


def ranks_of(options: Iterable[Valued], preference: Preference | None) -> tuple[Ranks, ...]:
    """The places in the order of preference that each option may have."""
    if preference is None:
        return tuple(Ranks() for _ in options)
    return tuple(_ranks(option.preferred, preference) for option in options)


def _ranks(value: Any, preference: Preference) -> Ranks:
    order, last = preference.order, len(preference.order)
    if value is UNKNOWN:
        kind = preference.term.type
        words = [word.text for word in getattr(kind, "values", ())]
        places = [order.index(word) if word in order else last for word in words]
        if preference.term.or_none or not places:
            places.append(last)
        return Ranks(min(places), max(places))
    place = order.index(value) if value is not NONE and value in order else last
    return Ranks(place, place)
