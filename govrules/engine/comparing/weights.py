"""What each priority of a comparison counts: the policy's weights, rescaled to make a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from govrules.engine.reference.values import canonical
from govrules.model.numbers import percentage_text
from govrules.model.policy import OptionComparison, PolicySet, Priority

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The priorities that a comparison ranks by, heaviest first, with parts that make 1.

    `given` holds the policy's own weights in per cent, None where there is none.
    """

    titles: tuple[str, ...]
    parts: tuple[Fraction, ...]
    given: tuple[Fraction | None, ...]
    notes: tuple[str, ...]

    def others(self, one: int) -> tuple[Fraction, ...]:
        """How the others share what one leaves; 0 for that one itself.

        In proportion to their weights, or equally where these are all 0.
        """
        rest = WHOLE - self.parts[one]
        count = len(self.parts) - 1
        return tuple(
            Fraction(0) if n == one else part / rest if rest else Fraction(1, count)
            for n, part in enumerate(self.parts)
        )


def weighing_of(comparison: OptionComparison, policy_set: PolicySet) -> Weighing:
    """The weights of the priorities that the comparison ranks by; no others count."""
    ranked = {criterion.priority for criterion in comparison.criteria}
    given = {title: _given(title, comparison.policy, policy_set) for title in ranked}
    full = _filled(given)
    total = sum(full.values(), Fraction(0))
    parts = {title: weight / total for title, weight in full.items()}
    titles = sorted(ranked, key=lambda title: (-parts[title], title))
    return Weighing(
        titles=tuple(titles),
        parts=tuple(parts[title] for title in titles),
        given=tuple(given[title] for title in titles),
        notes=tuple(_notes(given, full, total)),
    )


def _given(title: str, policy: str, policy_set: PolicySet) -> Fraction | None:
    """The weight that the comparison's own policy declares, else that of one that it uses."""
    found = [
        priority
        for each in policy_set.policies
        for priority in each.priorities
        if priority.title.casefold() == title.casefold()
    ]
    found.sort(key=lambda priority: priority.policy != policy)  # the sort keeps all other order
    weight = _first_weight(found, policy)
    return None if weight is None else Fraction(weight)


def _first_weight(found: Iterable[Priority], policy: str) -> Fraction | None:
    for priority in found:
        if priority.weight is not None or priority.policy == policy:
            return None if priority.weight is None else Fraction(priority.weight)
    return None


def _filled(given: dict[str, Fraction | None]) -> dict[str, Fraction]:
    """Priorities without a weight share equally what the others leave of 100%."""
    without = [title for title, weight in given.items() if weight is None]
    left = 100 - sum((weight for weight in given.values() if weight is not None), Fraction(0))
    share = max(left, Fraction(0)) / len(without) if without else Fraction(0)
    full = {title: share if weight is None else weight for title, weight in given.items()}
    if any(full.values()):
        return full
    return dict.fromkeys(full, Fraction(1))  # nothing weighs more than anything else


def _notes(
    given: dict[str, Fraction | None], full: dict[str, Fraction], total: Fraction
) -> Iterable[str]:
    without = sorted(title for title, weight in given.items() if weight is None)
    named = ", ".join(f'"{title}"' for title in without)
    if without and len(without) == len(given):
        if len(given) > 1:
            yield f"no weights are given, so {named} count equally"
    elif without and not any(full[title] for title in without):
        yield f"{named} has no weight and the others leave none of 100%, so it does not count"
    elif without:
        yield f"{named} has no weight: what the others leave of 100% is shared equally"
    elif not any(given.values()):
        yield "all weights are 0%, so the priorities count equally"
    elif total != 100:
        made = percentage_text(canonical(total))
        yield f"the weights of the priorities ranked by make {made}; rescaled to 100%"
