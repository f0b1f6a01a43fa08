"""Three-valued truth: false, unknown, true (strong Kleene logic).

Truth values are the small integers that durable-rules sees, so that nothing is translated on the
way: `and` is the minimum, `or` the maximum, `not` is two minus the value.
"""

from __future__ import annotations

from typing import Final

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2

Truth = int

WORDS: Final = {FALSE: "false", UNKNOWN: "unknown", TRUE: "true"}


def truth_of(value: bool | None) -> Truth:
    """The truth value of a Python answer, where None means that it is not known."""
    return UNKNOWN if value is None else TRUE if value else FALSE


def answer_of(truth: Truth) -> bool | None:
    """The reverse of `truth_of`."""
    return None if truth == UNKNOWN else truth == TRUE
