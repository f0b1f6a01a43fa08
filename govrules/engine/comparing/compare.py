"""Compare options by one comparison of a rulebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govrules.engine.comparing.deciding import Decided, Option, decide_options, set_aside
from govrules.engine.comparing.race import race
from govrules.engine.comparing.scoring import in_order
from govrules.engine.comparing.told import Told
from govrules.engine.comparing.weights import weighing_of
from govrules.engine.decider import Decider
from govrules.engine.notes import plain_date
from govrules.errors import UsageError
from govrules.model.comparison import Comparison
from govrules.model.near import did_you_mean
from govrules.model.policy import OptionComparison, PolicySet
from govrules.model.unreadable import printable


def labels_of(policy_set: PolicySet) -> tuple[str, ...]:
    """The labels of all comparisons of a rulebook."""
    return tuple(one.label for policy in policy_set.policies for one in policy.comparisons)


def compare(
    decider: Decider, options: Sequence[Option], on: dt.date | None, label: str | None
) -> Comparison:
    """Decide the options, score those that comply, and say who comes first.

    Raises ChoiceError for options that cannot be read or told apart, UsageError where there is no
    such comparison, or none in force on the date.
    """
    comparison = picked(decider.policy_set, label)
    decided, date = decide_options(decider, options, on)
    _check_in_force(decider.policy_set, comparison, date)
    weighing = weighing_of(comparison, decider.policy_set)
    criteria = in_order(comparison, weighing)
    running = [one for one in decided if one.may_be_compared]
    run = race(comparison, weighing, criteria, running)
    return Told(decider, comparison, run).result(tuple(map(set_aside, _out(decided))), date)


def _out(decided: Sequence[Decided]) -> list[Decided]:
    return [one for one in decided if not one.complies]


def picked(policy_set: PolicySet, label: str | None) -> OptionComparison:
    """The comparison of that label, or the only one. Raises UsageError."""
    found = [one for policy in policy_set.policies for one in policy.comparisons]
    labels = [one.label for one in found]
    if not found:
        raise UsageError(
            'there is no comparison in this rulebook; a policy needs one, such as "Comparison O1:'
            ' choosing between options"'
        )
    if label is None:
        if len(found) > 1:
            raise UsageError(f"there are several comparisons; name one of {', '.join(labels)}")
        return found[0]
    for one in found:
        if one.label.casefold() == label.strip().casefold():
            return one
    near = did_you_mean(label, labels) or f"; its comparisons: {', '.join(labels)}"
    raise UsageError(f'there is no comparison "{printable(label)}" in this rulebook{near}')


def _check_in_force(policy_set: PolicySet, comparison: OptionComparison, date: dt.date) -> None:
    policy = next(one for one in policy_set.policies if one.title == comparison.policy)
    if not policy.in_force.on(date):
        raise UsageError(
            f"comparison {comparison.label} is not in force on {plain_date(date)}, since its policy"
            f' "{printable(policy.title)}" is not'
        )
