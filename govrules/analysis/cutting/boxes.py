"""Sets of classes along axes: take boxes from one another, and find the widest that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from govrules.analysis.cutting.axis import Axis, NotCutError

Box = Mapping[int, int]
"""By the number of an axis, the set of its classes, as bits; an axis that is absent has all."""

MOST = 400
"""Boxes at a time; with more, nobody would wait for the answer, nor read it."""


def limited(boxes: Iterable[Box]) -> list[Box]:
    """The boxes in a list. Raises NotCutError where there are too many."""
    found: list[Box] = []
    for box in boxes:
        found.append(box)
        if len(found) > MOST:
            raise NotCutError("too many different cases would have to be told apart")
    return found


def meet(one: Box, other: Box) -> Box | None:
    """What two boxes have in common; None where that is nothing."""
    both = dict(one)
    for axis, classes in other.items():
        common = both.get(axis, classes) & classes
        if not common:
            return None
        both[axis] = common
    return both


def without(box: Box, taken: Box, axes: Sequence[Axis]) -> Iterator[Box]:
    """The box less another, as boxes that do not meet."""
    if meet(box, taken) is None:
        yield box
        return
    left = dict(box)
    for axis, classes in taken.items():
        here = left.get(axis, axes[axis].all)
        if here & ~classes:
            yield {**left, axis: here & ~classes}
        left[axis] = here & classes


def remainder(boxes: Iterable[Box], taken: Iterable[Box], axes: Sequence[Axis]) -> list[Box]:
    """What is left of the boxes when all the others are taken away."""
    left = limited(boxes)
    for each in taken:
        left = limited(part for box in left for part in without(box, each, axes))
        if not left:
            break
    return left


def widest(
    left: Sequence[Box], taken: Sequence[Box], axes: Sequence[Axis], most: int
) -> tuple[list[Box], bool]:
    """Boxes as wide as can be that cover what is left, and whether these are all of them.

    Each names as few axes as it can and meets none of those taken, so that what is left is told by
    few facts.
    """
    found: list[Box] = []
    for box in left:
        if any(_inside(box, wide) for wide in found):
            continue
        if len(found) == most:
            return found, False
        found.append(_widened(box, taken, axes))
    return found, True


def _widened(box: Box, taken: Sequence[Box], axes: Sequence[Axis]) -> Box:
    wide = dict(box)
    for axis in list(box):
        rest = {number: classes for number, classes in wide.items() if number != axis}
        if all(meet(rest, each) is None for each in taken):
            wide = rest
            continue
        for one in range(len(axes[axis].classes)):
            more = {**wide, axis: wide[axis] | 1 << one}
            if all(meet(more, each) is None for each in taken):
                wide = more
    return wide


def _inside(box: Box, wide: Box) -> bool:
    return all(axis in box and not box[axis] & ~classes for axis, classes in wide.items())


def first_classes(box: Box, axes: Sequence[Axis]) -> dict[int, int]:
    """One class for each axis that the box names."""
    return {axis: (classes & -classes).bit_length() - 1 for axis, classes in box.items()}
