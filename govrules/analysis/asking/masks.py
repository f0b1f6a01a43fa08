"""Work with the truths that a test or a node may still come to, as a set in three bits.

Bit 0 stands for false, bit 1 for unknown, bit 2 for true. The set of a node is worked out from the
sets of what it reads as if these had nothing to do with each other, so that it may hold a truth
that can never come about, but never lacks one that can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import product

from govrules.model.decision import Verdict
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth

Mask = int
NEVER: Mask = 1 << FALSE
ALWAYS: Mask = 1 << TRUE
EITHER: Mask = NEVER | ALWAYS
ANY: Mask = 7
SINGLE = frozenset({NEVER, 1 << UNKNOWN, ALWAYS})
"""The masks of what has come to one truth."""


def mask_of(truths: Iterable[Truth]) -> Mask:
    found = 0
    for truth in truths:
        found |= 1 << truth
    return found


def truths_in(mask: Mask) -> tuple[Truth, ...]:
    return tuple(truth for truth in (FALSE, UNKNOWN, TRUE) if mask >> truth & 1)


def _table(of_one: Callable[[Truth], Truth]) -> tuple[Mask, ...]:
    return tuple(mask_of(of_one(truth) for truth in truths_in(mask)) for mask in range(8))


def _grid(of_two: Callable[[Truth, Truth], Truth]) -> tuple[tuple[Mask, ...], ...]:
    return tuple(
        tuple(
            mask_of(of_two(a, b) for a, b in product(truths_in(one), truths_in(other)))
            for other in range(8)
        )
        for one in range(8)
    )


LEAST, GREATEST = _grid(min), _grid(max)
NEGATED = _table(lambda truth: TRUE - truth)
CERTAIN = _table(lambda truth: TRUE if truth == TRUE else FALSE)
POSSIBLE = _table(lambda truth: FALSE if truth == FALSE else TRUE)

ROOTS = ("conflict", "breach", "applies", "owed")
"""The nodes that the verdict is read off."""
Roots = tuple[Mask, Mask, Mask, Mask]


def _put(rest: tuple[Truth, ...], place: int, truth: Truth) -> tuple[Truth, ...]:
    return (*rest[:place], truth, *rest[place:])


def _verdict(truths: tuple[Truth, ...]) -> Verdict:
    conflict, breach, applies, owed = truths
    if conflict == TRUE:
        return Verdict.CONFLICT
    if breach != FALSE:
        return Verdict.DOES_NOT_COMPLY if breach == TRUE else Verdict.UNDECIDED
    if applies == FALSE:
        return Verdict.OUTSIDE
    return Verdict.COMPLIES if owed == FALSE else Verdict.CONDITIONS


@lru_cache(maxsize=4096)
def verdicts(roots: Roots) -> frozenset[Verdict]:
    """The verdicts that the roots may still come to."""
    return frozenset(_verdict(truths) for truths in product(*map(truths_in, roots)))


@cache
def may_become(verdict: Verdict) -> frozenset[Verdict]:
    """The verdicts that a verdict may turn into once what is unknown becomes known.

    So a breach may turn out to be a conflict, and conditions to be owed by no rule that applies.
    """
    found: set[Verdict] = set()
    for truths in product((FALSE, UNKNOWN, TRUE), repeat=len(ROOTS)):
        if _verdict(truths) == verdict:
            conflict, breach, applies, owed = (
                ANY if truth == UNKNOWN else 1 << truth for truth in truths
            )
            found |= verdicts((conflict, breach, applies, owed))
    return frozenset(found)


@lru_cache(maxsize=4096)
def deciding_roots(roots: Roots) -> tuple[str, ...]:
    """The roots on which the verdict may still depend."""
    found = []
    for place, name in enumerate(ROOTS):
        others = [truths_in(mask) for n, mask in enumerate(roots) if n != place]
        for rest in product(*others):
            ends = {_verdict(_put(rest, place, truth)) for truth in truths_in(roots[place])}
            if len(ends) > 1:
                found.append(name)
                break
    return tuple(found)
