"""Say a box in the policy's own words: what is said of each axis that it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govrules.analysis.cutting.axis import Axis
from govrules.analysis.cutting.boxes import Box
from govrules.explain.boundary.steps import value_words
from govrules.explain.paper.phrases import listed
from govrules.model.expression import Value
from govrules.model.facts import NONE
from govrules.model.types import ORDERED, DateType

_ORDERS = {
    (-1,): "is less than",
    (0,): "is exactly",
    (1,): "is more than",
    (-1, 0): "is at most",
    (0, 1): "is at least",
    (-1, 1): "is not",
}
_DATE_WORDS = {
    "is less than": "is before",
    "is more than": "is after",
    "is at most": "is on or before",
    "is at least": "is on or after",
    "is exactly": "is",
}


def box_words(box: Box, axes: Sequence[Axis], fixed: Sequence[Sequence[Any]]) -> str:
    """ "trusted provider is yes and annual value is at least £250,000".

    `fixed` has for each axis the constants that its values are compared with.
    """
    told = [_axis_words(axes[axis], box[axis], fixed[axis]) for axis in sorted(box)]
    return listed([each for each in told if each]) or "whatever is given"


def _axis_words(axis: Axis, classes: int, fixed: Sequence[Any]) -> str:
    chosen = [n for n in range(len(axis.classes)) if classes >> n & 1]
    if axis.kind == "test":
        assert axis.test is not None
        return axis.test.words if axis.classes[chosen[0]] else f"not: {axis.test.words}"
    assert axis.subject is not None
    name = subject_words(axis.subject)
    if axis.kind == "order":
        assert axis.other is not None
        how = _dated(_ORDERS[tuple(axis.classes[n] for n in chosen)], axis.subject)
        return f"{name} {how} {subject_words(axis.other)}"
    if isinstance(axis.subject.type, ORDERED):
        return _ordered(name, axis, chosen, fixed)
    said = [value_words(axis.classes[n], axis.subject.type) for n in chosen]
    return f"{name} is {_either(said)}"


def subject_words(subject: Value) -> str:
    return subject.words or getattr(getattr(subject, "term", None), "name", "it")


def _either(said: Sequence[str]) -> str:
    return f"{', '.join(said[:-1])} or {said[-1]}" if len(said) > 1 else said[0]


def _ordered(name: str, axis: Axis, chosen: Sequence[int], fixed: Sequence[Any]) -> str:
    """The classes as runs: "is less than £5 or at least £10"."""
    none = [n for n in chosen if axis.classes[n] is NONE]
    runs: list[list[int]] = []
    for n in (n for n in chosen if axis.classes[n] is not NONE):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    last = len(axis.classes) - (2 if axis.classes[-1] is NONE else 1)
    said = [_run(axis, run[0], run[-1], last, fixed) for run in runs]
    return f"{name} is {_either([*said, 'none'] if none else said)}"


def _run(axis: Axis, first: int, end: int, last: int, fixed: Sequence[Any]) -> str:
    assert axis.subject is not None
    kind = axis.subject.type
    dates = isinstance(kind, DateType)
    if first == end and axis.classes[first] in fixed:
        return value_words(axis.classes[first], kind)
    parts = []
    if first > 0:
        value = axis.classes[first]
        exact = value in fixed
        if not exact:
            value = axis.classes[first - 1]
        lower = (
            ("on or after" if exact else "after")
            if dates
            else ("at least" if exact else "more than")
        )
        parts.append(f"{lower} {value_words(value, kind)}")
    if end < last:
        value = axis.classes[end]
        exact = value in fixed
        if not exact:
            value = axis.classes[end + 1]
        upper = (
            ("on or before" if exact else "before")
            if dates
            else ("at most" if exact else "less than")
        )
        parts.append(f"{upper} {value_words(value, kind)}")
    return " and ".join(parts) if parts else "any value"


def _dated(how: str, subject: Value) -> str:
    return _DATE_WORDS.get(how, how) if isinstance(subject.type, DateType) else how
