"""Put a comparison into the words and numbers of its published form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from govrules.engine.comparing.race import Race
from govrules.engine.comparing.scoring import fixed_ends
from govrules.engine.comparing.sensitivity import Change, Moved
from govrules.engine.decider import Decider
from govrules.engine.json_values import number_text
from govrules.engine.new_decision import engine_version
from govrules.engine.reference import UNKNOWN
from govrules.engine.reference.values import as_kind, canonical, in_units
from govrules.engine.sources import source_refs
from govrules.model.comparison import (
    CloseCall,
    Comparison,
    CriterionScale,
    MissingFact,
    PreferenceUsed,
    PriorityWeight,
    Range,
    Score,
    ScoredOption,
    Sensitivity,
    SetAside,
    WeightChange,
    WeightRange,
)
from govrules.model.facts import NONE
from govrules.model.policy import Criterion, OptionComparison
from govrules.model.types import MoneyType, PercentageType, Type

CLOSE = Fraction(5)
"""Points within which options are close, where the policy names no points of its own."""


class Told:
    """Tells one comparison."""

    def __init__(self, decider: Decider, comparison: OptionComparison, race: Race) -> None:
        self._decider = decider
        self._comparison = comparison
        self._race = race
        self._first = race.may_be_first if race.outcome in ("first", "tie") else frozenset()

    def result(self, aside: tuple[SetAside, ...], date: dt.date) -> Comparison:
        race, comparison = self._race, self._comparison
        ahead, lead = self._lead()
        return Comparison(
            comparison=comparison.label,
            title=comparison.title,
            policy=comparison.policy,
            outcome=race.outcome,
            first=self._names(self._first),
            may_be_first=self._names(race.may_be_first),
            next=ahead,
            lead=lead,
            priorities=tuple(self._priorities()),
            criteria=tuple(map(self._criterion, range(len(race.criteria)))),
            preference=self._preference(),
            options=tuple(map(self._option, self._by_points())),
            set_aside=aside,
            close_calls=tuple(self._close_calls()),
            missing=tuple(self._missing()) if race.outcome == "open" else (),
            sensitivity=self._sensitivity(),
            notes=race.weighing.notes,
            sources=source_refs(comparison.citations),
            rulebook=self._decider.reference,
            decision_date=date,
            engine=engine_version(),
            run_at=dt.datetime.now(dt.UTC),
        )

    def _names(self, options: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self._race.options[one].name for one in options))

    def _by_points(self) -> list[int]:
        """Those that come first, then by their points, then by their names."""
        return sorted(self._race.complying, key=self._place)

    def _place(self, option: int) -> tuple[bool, Fraction, Fraction, str]:
        low, high = self._race.total(option)
        return option not in self._first, -low, -high, self._race.options[option].name

    # --- weights and scales ----------------------------------------------------------------------

    def _priorities(self) -> Iterator[PriorityWeight]:
        weighing = self._race.weighing
        for title, given, part in zip(weighing.titles, weighing.given, weighing.parts, strict=True):
            yield PriorityWeight(
                priority=title,
                given=None if given is None else _number(given),
                weight=_percent(part),
            )

    def _criterion(self, number: int) -> CriterionScale:
        criterion = self._race.criteria[number]
        ends = fixed_ends(criterion)
        known = [
            in_units(value, criterion.value.type)
            for option in self._race.complying
            for value in [self._race.valued[option].values[number]]
            if value is not UNKNOWN and value is not NONE
        ]
        all_known = len(known) == len(self._race.complying)
        low, high = ends or ((min(known), max(known)) if known else (None, None))
        return CriterionScale(
            value=criterion.value.words,
            priority=criterion.priority,
            better="higher" if criterion.higher_is_better else "lower",
            unit=_unit(criterion.value.type),
            scale="best to worst" if ends is None else "fixed",
            low=None if low is None else _in_kind(low, criterion),
            high=None if high is None else _in_kind(high, criterion),
            all_equal=ends is None and all_known and bool(known) and low == high,
            weight=_percent(self._race.parts[number]),
        )

    def _preference(self) -> PreferenceUsed | None:
        preference = self._comparison.preference
        if preference is None:
            return None
        return PreferenceUsed(
            term=preference.term.name,
            points=_number(Fraction(preference.points)),
            order=preference.order,
            decided=self._preference_decided(),
        )

    def _preference_decided(self) -> bool:
        """Whether the one that comes first may have no more points than some other."""
        race = self._race
        if race.outcome != "first":
            return False
        (first,) = self._first
        return any(race.gap(first, other)[0] <= 0 for other in race.complying if other != first)

    # --- options ---------------------------------------------------------------------------------

    def _option(self, option: int) -> ScoredOption:
        decided, read = self._race.options[option], self._race.valued[option]
        preferred = read.preferred
        is_known = isinstance(preferred, str)
        notes = list(read.notes)
        if not decided.sure:
            notes.append("no rule applies for certain: it may turn out to be outside the policy")
        return ScoredOption(
            name=decided.name,
            verdict=decided.decision.verdict,
            total=_range(self._race.total(option)),
            scores=tuple(self._score(n, option) for n in range(len(self._race.criteria))),
            preference=preferred if is_known else None,
            preference_missing=read.preferred_missing,
            conditions=decided.decision.conditions,
            assumed=read.assumed,
            notes=tuple(notes),
        )

    def _score(self, number: int, option: int) -> Score:
        race = self._race
        criterion, value = race.criteria[number], race.valued[option].values[number]
        known = value is not UNKNOWN and value is not NONE
        points = race.points(number, option)
        part = race.parts[number]
        units = in_units(value, criterion.value.type) if known else None
        return Score(
            value=None if units is None else _in_kind(units, criterion),
            points=_range(points),
            contribution=_range((part * points[0], part * points[1])),
            beyond=None if units is None else _beyond(units, criterion),
            none=value is NONE,
            missing=race.valued[option].missing[number],
        )

    def _lead(self) -> tuple[str | None, Range | None]:
        """The option that is next by points to the one that comes first, and how far."""
        race = self._race
        if race.outcome != "first":
            return None, None
        (first,) = self._first
        others = [one for one in self._by_points() if one != first]
        if not others:
            return None, None
        ahead = max(others, key=lambda one: race.gap(one, first)[1])  # the first of equals, by name
        return race.options[ahead].name, _range(race.gap(first, ahead))

    def _close_calls(self) -> Iterator[CloseCall]:
        """Those whose points may be within the policy's own of one that comes first."""
        race, preference = self._race, self._comparison.preference
        close = CLOSE if preference is None else Fraction(preference.points)
        for option in self._by_points():
            for first in sorted(self._first):
                if option in self._first:
                    continue
                gap = race.gap(first, option)
                if gap[0] <= close:
                    yield CloseCall(
                        option=race.options[option].name,
                        behind=race.options[first].name,
                        gap=_range(gap),
                    )

    def _missing(self) -> Iterator[MissingFact]:
        """The facts that could settle who comes first, by option."""
        race = self._race
        terms = self._decider.vocabulary.terms
        for place, option in enumerate(race.options):
            if not option.complies:
                for need in option.decision.needs:
                    if need.matters:
                        yield MissingFact(
                            option=option.name, key=need.key, term=need.term, who=need.who
                        )
            for key in sorted(self._wanted(place)):
                term = terms[key]
                yield MissingFact(option=option.name, key=key, term=term.name, who=term.judged_by)

    def _wanted(self, option: int) -> set[str]:
        """Missing facts of its scores: all where it may come first, else those that set a scale
        by which the others are measured."""
        race = self._race
        read, mine = race.valued[option], option in race.may_be_first
        wanted = set(read.preferred_missing) if mine else set()
        for number, criterion in enumerate(race.criteria):
            if mine or fixed_ends(criterion) is None:
                wanted.update(read.missing[number])
        decided = race.options[option]
        if not decided.complies:
            wanted -= {need.key for need in decided.decision.needs if need.matters}
        return wanted

    # --- weights that would change it ------------------------------------------------------------

    def _sensitivity(self) -> tuple[Sensitivity, ...]:
        if len(self._race.weighing.titles) < 2 or len(self._race.options) < 2:
            return ()  # the only priority has all the weight, and the only option is always first
        return tuple(map(self._moved, self._race.moves))

    def _moved(self, moved: Moved) -> Sensitivity:
        return Sensitivity(
            priority=self._race.weighing.titles[moved.priority],
            weight=_percent(moved.weight),
            up=self._change(moved.up, moved),
            down=self._change(moved.down, moved),
            ranges=tuple(
                WeightRange(
                    start=_percent(span.low[0]),
                    start_included=span.low[1] == 0,
                    end=_percent(span.high[0]),
                    end_included=span.high[1] == 0,
                    first=self._names(first),
                )
                for span, first in moved.pieces
            ),
        )

    def _change(self, change: Change | None, moved: Moved) -> WeightChange | None:
        if change is None:
            return None
        return WeightChange(
            weight=_percent(change.weight),
            by=_percent(abs(change.weight - moved.weight)),
            at=self._names(change.at),
            beyond=self._names(change.beyond),
        )


def _number(number: Fraction) -> str:
    return number_text(canonical(number))


def _percent(part: Fraction) -> str:
    return _number(part * 100)


def _range(ends: tuple[Fraction, Fraction]) -> Range:
    return Range(low=_number(ends[0]), high=_number(ends[1]))


def _in_kind(number: Fraction, criterion: Criterion) -> str:
    return number_text(as_kind(number, criterion.value.type))


def _unit(kind: Type) -> Literal["pounds", "per cent", "number"]:
    if isinstance(kind, MoneyType):
        return "pounds"
    return "per cent" if isinstance(kind, PercentageType) else "number"


def _beyond(number: Fraction, criterion: Criterion) -> Literal["low", "high"] | None:
    ends = fixed_ends(criterion)
    if ends is None or ends[0] <= number <= ends[1]:
        return None
    return "low" if number < ends[0] else "high"
