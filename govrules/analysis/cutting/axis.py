"""One thing that conditions ask about, with the classes of values that they tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from govrules.model.expression import Condition, Value

Kind = Literal["value", "test", "order"]
"""What the classes of an axis are: values of `subject`; whether `test` holds (True, False); or how
`subject` lies to `other` (-1 less, 0 equal, 1 more)."""


class NotCutError(Exception):
    """The conditions cannot be cut into boxes; the text says why, and follows "because"."""


class CannotRealiseError(Exception):
    """No choice was found that has some class of each of some axes."""


@dataclass(frozen=True, slots=True)
class Axis:
    """`classes` hold one value for each class, in order of size where there is one.

    What is asked about is given by a choice on its own when `is_given`; otherwise it follows from
    facts that may bear on other axes too, so that not every box need have a choice in it.
    """

    key: str
    kind: Kind
    classes: tuple[Any, ...]
    is_given: bool
    subject: Value | None = None
    other: Value | None = None
    test: Condition | None = None

    @property
    def all(self) -> int:
        """The set of all classes."""
        return (1 << len(self.classes)) - 1
