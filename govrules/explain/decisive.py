"""Find the tests that made a condition hold or not, and what would turn it round in principle."""

from __future__ import annotations

from govrules.explain.conditions import Conditions
from govrules.model import kleene
from govrules.model.expression import AllOf, AnyOf, AtLeastOf, Condition, Not

_MOST_TESTS = 40


def decisive(conditions: Conditions, condition: Condition) -> list[str]:
    """The tests, with values filled in, that by themselves make the condition what it is."""
    truth = conditions.evaluation.truth(condition)
    match condition:
        case AllOf(items) | AnyOf(items) | AtLeastOf(_, items):
            alike = [item for item in items if conditions.evaluation.truth(item) == truth]
            found: list[str] = []
            for item in alike:
                found += decisive(conditions, item)
                if len(found) >= _MOST_TESTS:
                    break
            return found
        case Not(AllOf() | AnyOf() | AtLeastOf() as item):
            return decisive(conditions, item)
        case _:
            return [conditions.words(condition)]


def ways_to(conditions: Conditions, condition: Condition, wanted: bool) -> list[str]:
    """Ways, each enough by itself, to make the condition hold, or not hold as `wanted` says."""
    target = kleene.truth_of(wanted)
    if conditions.evaluation.truth(condition) == target:
        return []
    match condition:
        case Not(AllOf() | AnyOf() | AtLeastOf() as item):
            return ways_to(conditions, item, not wanted)
        case AllOf(items) | AnyOf(items):
            one_is_enough = isinstance(condition, AnyOf) == wanted
            unlike = [item for item in items if conditions.evaluation.truth(item) != target]
            if one_is_enough or len(unlike) == 1:
                return [way for item in unlike for way in ways_to(conditions, item, wanted)]
            return [_all_of(conditions, unlike, wanted)]
        case AtLeastOf(count, items):
            unlike = [item for item in items if conditions.evaluation.truth(item) != target]
            number = f"at least {count}" if wanted else f"fewer than {count}"
            listed = "; ".join(conditions.words(item) for item in unlike)
            return [f"{number} of these held: {listed}"]
        case _:
            held = "held" if wanted else "no longer held"
            return [f"this {held}: {conditions.words(condition)}"]


def _all_of(conditions: Conditions, items: list[Condition], wanted: bool) -> str:
    held = "all of these held" if wanted else "none of these held"
    return f"{held}: " + "; ".join(conditions.words(item) for item in items)
