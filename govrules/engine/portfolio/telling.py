"""From exact states to the values of a portfolio decision, numbers as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

from govrules.engine.json_values import json_value
from govrules.engine.portfolio.bounds import Bounds
from govrules.engine.portfolio.effect import norm_effect
from govrules.engine.portfolio.groups import (
    ALL,
    ANY_GROUP,
    GroupKey,
    GroupState,
    NormState,
    NormTally,
)
from govrules.engine.portfolio.headroom import Room
from govrules.engine.portfolio.measures import FIRST_DAY, LAST_DAY
from govrules.engine.portfolio.mix import Parts
from govrules.engine.portfolio.uncertain import narrows_by
from govrules.model.duration import Duration
from govrules.model.facts import NONE
from govrules.model.kleene import FALSE, TRUE
from govrules.model.policy import PortfolioNorm
from govrules.model.portfolio import (
    Answer,
    Effect,
    Headroom,
    MeasuredBounds,
    MissingFact,
    Mix,
    MixPart,
    NormFinding,
    State,
    Uncertain,
    UncertainContract,
    Unit,
)
from govrules.model.types import DateType, DurationType, MoneyType, PercentageType
from govrules.model.vocabulary import Vocabulary

_PLACES = 10**12
_ANSWERS: tuple[Answer, ...] = ("no", "unknown", "yes")


def number(value: Any) -> str | None:
    """A number, date or length as text; None where there is no end."""
    if isinstance(value, float) or value in (FIRST_DAY, LAST_DAY):
        return None
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    text = json_value(value)
    return None if text is None else str(text)


def unit_of(norm: PortfolioNorm) -> Unit:
    match norm.measure:
        case "share":
            return "per cent"
        case "number":
            return "contracts"
        case "number of different":
            return "different"
    return amount_unit(norm)


def amount_unit(norm: PortfolioNorm) -> Unit:
    """The unit of what is added up or put in order."""
    if norm.term is None or norm.measure in ("number", "number of different"):
        return "contracts" if norm.measure != "number of different" else "different"
    match norm.term.type:
        case MoneyType():
            return "money"
        case PercentageType():
            return "per cent"
        case DateType():
            return "date"
        case DurationType():
            return "duration"
    return "number"


def norm_finding(
    norm: PortfolioNorm,
    limit: Any,
    before: tuple[NormState, NormTally] | None,
    after: tuple[NormState, NormTally] | None,
    vocabulary: Vocabulary,
) -> NormFinding:
    """`before` is None where the group had no contract; `after` where there is no award."""
    now = after or before
    assert now is not None
    before_state = _state(norm, before[0] if before else None)
    after_state = None if after is None else _state(norm, after[0])
    return NormFinding(
        words=norm.words,
        term=None if norm.term is None else norm.term.name,
        where=None if norm.where is None else norm.where.words,
        modality=norm.modality,
        measure=norm.measure,
        unit=unit_of(norm),
        relation=norm.relation,
        limit=number(limit),
        before=before_state,
        after=after_state,
        effect=effect_of(norm, before, after),
        mix=_mix(norm, before[1].parts if before else None, after[1].parts if after else None),
        uncertain=_uncertain(norm, now[1], vocabulary),
    )


def is_kept(norm: PortfolioNorm, state: NormState) -> bool:
    """Whether the norm is kept for certain."""
    return state.holds == (FALSE if norm.modality.endswith("not") else TRUE)


def effect_of(
    norm: PortfolioNorm,
    before: tuple[NormState, NormTally] | None,
    after: tuple[NormState, NormTally] | None,
) -> Effect | None:
    """What the award does to a norm that is not surely kept after it."""
    if after is None or norm.modality == "may" or is_kept(norm, after[0]):
        return None
    if before is None or not before[1].tally.possible_members or is_kept(norm, before[0]):
        broken = FALSE if not norm.modality.endswith("not") else TRUE
        return "caused" if after[0].holds == broken else "perhaps caused"
    return norm_effect(norm, before[0].measured, after[0].measured)


def _state(norm: PortfolioNorm, state: NormState | None) -> State:
    if state is None:
        return State(measured=None, holds="unknown")
    return State(
        measured=_bounds(state.measured),
        holds=_ANSWERS[state.holds],
        headroom=_headroom(norm, state.room),
    )


def _bounds(bounds: Bounds | None) -> MeasuredBounds | None:
    if bounds is None:
        return None
    outward = not bounds.certain
    return MeasuredBounds(
        low=number(_cut(bounds.low, floor) if outward else bounds.low),
        high=number(_cut(bounds.high, ceil) if outward else bounds.high),
        low_open=bounds.low_open,
        high_open=bounds.high_open,
    )


def _cut(value: Any, way: Callable[[Fraction], int]) -> Any:
    """A fraction without end, cut so that bounds never come closer than they are."""
    return Fraction(way(value * _PLACES), _PLACES) if isinstance(value, Fraction) else value


def _headroom(norm: PortfolioNorm, room: Room | None) -> Headroom | None:
    if room is None:
        return None
    unit = amount_unit(norm) if norm.measure in ("share", "total") else unit_of(norm)
    return Headroom(
        kind=room.kind,
        of=room.of,
        unit=unit,
        least=number(room.least),
        most=number(room.most),
        exclusive=room.exclusive,
    )


def _mix(norm: PortfolioNorm, before: Parts | None, after: Parts | None) -> Mix | None:
    now = after or before
    if now is None:
        return None
    names = sorted(now.amounts, key=now.order)
    return Mix(
        by=None if now.term is None else now.term.name,
        unit=amount_unit(norm),
        parts=tuple(
            MixPart(
                name=name,
                counts=_ANSWERS[now.answers[name]],
                before=_part(before, name),
                after=None if after is None else _part(after, name),
                contracts_before=0 if before is None else before.counts.get(name, 0),
                contracts_after=None if after is None else after.counts.get(name, 0),
            )
            for name in names
        ),
        amount_unknown=now.unknown,
    )


def _part(parts: Parts | None, name: str) -> str:
    return number(0 if parts is None else parts.amounts.get(name, 0)) or "0"


def _uncertain(norm: PortfolioNorm, found: NormTally, vocabulary: Vocabulary) -> Uncertain | None:
    if not found.open.count:
        return None
    decisive = [(narrows_by(norm, found.tally, one), one) for one in found.open.most_decisive()]
    decisive.sort(key=lambda pair: (pair[0] is not None, -(pair[0] or 0), pair[1].contract))
    missing = sorted(found.open.missing.items(), key=lambda pair: (-pair[1], pair[0]))
    return Uncertain(
        contracts=found.open.count,
        decisive=tuple(
            UncertainContract(
                contract=one.contract,
                title=one.title,
                missing=one.missing,
                narrows_by=None if by is None else number(by),
            )
            for by, one in decisive
        ),
        missing=tuple(
            MissingFact(key=key, term=_term_name(key, vocabulary), contracts=count)
            for key, count in missing
        ),
    )


def _term_name(key: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.terms.get(key)
    return key if term is None else term.name


def group_name(key: GroupKey) -> tuple[str | None, bool]:
    """The name of a group, and whether it is one that is given."""
    if key is ALL:
        return None, True
    if key is ANY_GROUP:
        return "not given", False
    if key is NONE:
        return "none", True
    if isinstance(key, bool):
        return ("yes" if key else "no"), True
    if isinstance(key, dt.date | Duration):
        return str(key), True
    return number(key) if not isinstance(key, str) else key, True


def pairs_of(state: GroupState | None) -> list[tuple[NormState, NormTally] | None]:
    """Each norm's state with what was added up for it."""
    if state is None:
        return []
    return list(zip(state.norms, state.tallies, strict=True))
