"""Small policies in which every change of facts can be tried, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from hypothesis import strategies as st

HEAD = """Policy "P" version 1
  authority: council policy
Vocabulary
  amount is a number from 0 to 6, may be changed
  size is a number from 0 to 4, may be changed
  form is one of: x, y, z, may be changed
  urgent is yes or no, may be changed
  settled is yes or no
  population is a number from 0 to 3
  acts: go ahead
Figure limit
  3 from 1 January 2026
Define large
  if amount is at least the limit
  or size is more than 3
"""
VALUES: dict[str, tuple[Any, ...]] = {
    "amount": (0, 1, 2, 3, 4, 5, 6),
    "size": (0, 1, 2, 3, 4),
    "form": ("x", "y", "z"),
    "urgent": (True, False),
}
"""Of each fact that may be changed, every value there is."""

ALONE = [
    "amount is at least 3", "amount is less than limit", "amount is 4", "amount is one of 1, 5",
    "size is more than 1", "size is not 2", "form is x", "form is one of y, z", "urgent",
    "not urgent", "settled", "population is at least 2", "large", "not large",
]  # fmt: skip
TOGETHER = [
    "amount plus size is at most 5", "amount is less than size", "size times 2 is more than amount",
    "amount minus population is at least 2",
]  # fmt: skip
NORMS = [
    "amount must be at most 4", "size must be at least 2", "form must be y", "urgent must be yes",
    "the council must go ahead", "the council must not go ahead", "large must be no",
    "amount should be 2",
]  # fmt: skip


@st.composite
def policies(draw: st.DrawFn, *, together: bool) -> str:
    tests = st.sampled_from([*ALONE, *TOGETHER] if together else ALONE)
    parts = [HEAD]
    for number in range(1, draw(st.integers(2, 5)) + 1):
        head = f"Rule R{number}"
        if number > 1 and draw(st.integers(0, 3)) == 0:
            head += f", despite R{draw(st.integers(1, number - 1))}"
        joined = draw(st.sampled_from(["\n  and ", "\n  or "])).join(
            draw(st.lists(tests, min_size=1, max_size=3, unique=True))
        )
        lines = [f"{head}: drawn", f"  if {joined}", f"  then {draw(st.sampled_from(NORMS))}"]
        if draw(st.integers(0, 2)) == 0:
            lines.append(f"  unless {draw(tests)}")
        parts.append("\n".join(lines))
    return "\n".join(parts) + "\n"


choices = st.fixed_dictionaries(
    {key: st.sampled_from(values) for key, values in VALUES.items()}
    | {
        "settled": st.booleans(),
        "population": st.integers(0, 3),
        "acts": st.sampled_from([[], ["go ahead"]]),
    }
)


def other_choices(choice: Mapping[str, Any], count: int) -> Iterator[dict[str, Any]]:
    """Every choice in which exactly so many of the facts that may be changed are otherwise."""
    for keys in combinations(VALUES, count):
        others = [[v for v in VALUES[key] if v != choice[key]] for key in keys]
        for values in product(*others):
            yield {**choice, **dict(zip(keys, values, strict=True))}
