"""A comparison of options: who comes first and why, as frozen values with a published JSON Schema.

Points, weights and shares are numbers written out as text; one that no decimal ends is rounded to
twelve decimal places. They were worked out exactly.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from govrules.model.decision import Finding, Frozen, Need, RulebookRef, SourceRef, Verdict

Outcome = Literal["first", "tie", "open", "none"]
"""One option comes first for certain; several share the first place for certain; it is open who
comes first; or no option is left to compare."""


class Range(Frozen):
    """From `low` to `high`, both included; they are equal where the number is known."""

    low: str
    high: str


class PriorityWeight(Frozen):
    """What a priority counts: `given` is the policy's own weight in per cent, null where it gives
    none; `weight` the one used, rescaled so that those of all priorities ranked by make 100."""

    priority: str
    given: str | None
    weight: str


class CriterionScale(Frozen):
    """How a criterion gives points.

    `unit` is what its values count. On a fixed scale `low` and `high` are the ends that the policy
    names; on a best-to-worst scale the lowest and highest values known among the options compared
    (null where none is known). `all_equal` is true where these all have one value, so that each
    has full points. `weight` is its part of the total in per cent.
    """

    value: str
    priority: str
    better: Literal["higher", "lower"]
    unit: Literal["pounds", "per cent", "number"]
    scale: Literal["fixed", "best to worst"]
    low: str | None
    high: str | None
    all_equal: bool = False
    weight: str


class Score(Frozen):
    """An option by one criterion, in the order of the criteria.

    `value` is null where it is not known. `points` (0 to 100) is a range where the value, or
    another that sets the scale, is not known; `contribution` is what it adds to the total.
    `beyond` says that the value lies beyond a fixed end and counts as that end; `none` that it is
    known that there is no value; `missing` holds the keys of the facts that the value waits for.
    """

    value: str | None
    points: Range
    contribution: Range
    beyond: Literal["low", "high"] | None = None
    none: bool = False
    missing: tuple[str, ...] = ()


class ScoredOption(Frozen):
    """An option that complies, with its points.

    `preference` is its value of the term that the policy prefers by, null where that is not known
    or there is no such term. `conditions` are what it still owes. `assumed` names the terms whose
    spoken default was used in its scores.
    """

    name: str
    verdict: Verdict
    total: Range
    scores: tuple[Score, ...]
    preference: str | None = None
    preference_missing: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class SetAside(Frozen):
    """An option that is not compared, and why.

    `findings` are the rules breached or undetermined that made the verdict, `conflicts` the pairs
    of rules in conflict, `needs` the missing facts that could change it. `may_return` is true for
    one that cannot be decided: it may yet be compared, and come first.
    """

    name: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    needs: tuple[Need, ...] = ()
    may_return: bool = False


class CloseCall(Frozen):
    """An option that is close behind (or before) one that comes first; `gap` is the points from
    it to that one, negative where a preference put the other first."""

    option: str
    behind: str
    gap: Range


class PreferenceUsed(Frozen):
    """The policy's own tie-break: within `points` of the leader, `term` in this `order`.

    `decided` is true where it changed who comes first.
    """

    term: str
    points: str
    order: tuple[str, ...]
    decided: bool


class MissingFact(Frozen):
    """A fact of an option that could change who comes first, and who can supply it."""

    option: str
    key: str
    term: str
    who: str | None = None


class WeightRange(Frozen):
    """Weights of a priority, in per cent, at which the same options may come first."""

    start: str
    start_included: bool
    end: str
    end_included: bool
    first: tuple[str, ...]


class WeightChange(Frozen):
    """The nearest weight at which others come first than now.

    `by` is how far that is, in percentage points. `at` may come first exactly there, `beyond` just
    past it (empty where there is nothing past it).
    """

    weight: str
    by: str
    at: tuple[str, ...]
    beyond: tuple[str, ...]


class Sensitivity(Frozen):
    """How far the weight of a priority must move, the others sharing the rest in proportion, for
    others to come first; null where no weight that way does it."""

    priority: str
    weight: str
    up: WeightChange | None
    down: WeightChange | None
    ranges: tuple[WeightRange, ...]


class Comparison(Frozen):
    """What a comparison of a rulebook says of several options. It advises; a person decides.

    `first` names the options that come first: one, or several in a tie; none where that is open.
    `may_be_first` names all that could yet come first, whatever is found out. `missing` is empty
    unless the outcome is open; then it holds the facts that could settle it.
    """

    comparison: str
    title: str
    policy: str
    outcome: Outcome
    first: tuple[str, ...]
    may_be_first: tuple[str, ...]
    lead: Range | None = None
    """Points from the option that comes first to the next by points; negative where preference
    put it before one with more. Null where no single option comes first or none other is left."""
    next: str | None = None
    priorities: tuple[PriorityWeight, ...]
    criteria: tuple[CriterionScale, ...]
    preference: PreferenceUsed | None = None
    options: tuple[ScoredOption, ...]
    set_aside: tuple[SetAside, ...]
    close_calls: tuple[CloseCall, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    rulebook: RulebookRef
    decision_date: dt.date
    engine: str
    run_at: dt.datetime = Field(exclude=True, repr=False)
    """When the comparison was made (UTC). Not in the JSON, whose bytes are the same every time."""

    def option(self, name: str) -> ScoredOption:
        """A compared option by its name. Raises KeyError when it is not among those compared."""
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)

    def to_json(self, *, indent: int | None = None) -> str:
        """The comparison as JSON, the same bytes for the same rulebook, options and date."""
        return self.model_dump_json(indent=indent)
