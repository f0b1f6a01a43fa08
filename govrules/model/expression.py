"""Typed conditions and values: what a policy says once every name has been looked up.

Every node keeps its place and `words`, the policy's own words for it in canonical layout, so that
an explanation can quote it.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any
from typing import Literal as OneOf

from govrules.model.dataclass import dataclass
from govrules.model.place import NOWHERE, Place
from govrules.model.types import Type

if TYPE_CHECKING:
    from govrules.model.policy import Act, Definition, Figure, Term

Relation = OneOf["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Typed:
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)
    words: str = field(default="", compare=False, kw_only=True)


# --- values ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant(Typed):
    """A literal, or a value of an enumeration. `value` is canonical, see `model.facts`."""

    value: Any
    type: Type


@dataclass(frozen=True, slots=True)
class TermValue(Typed):
    """What is given (or worked out by a table) for a term."""

    term: Term
    type: Type


@dataclass(frozen=True, slots=True)
class FigureValue(Typed):
    figure: Figure
    type: Type


@dataclass(frozen=True, slots=True)
class DefinedValue(Typed):
    """A definition with `as`."""

    definition: Definition
    type: Type


@dataclass(frozen=True, slots=True)
class FieldValue(Typed):
    """A field of the list entry that is being looked at, inside `where`."""

    key: str
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Arithmetic(Typed):
    """A percentage among numbers or money counts as hundredths: £200 times 12% is £24."""

    operator: OneOf["plus", "minus", "times", "divided by", "with VAT at", "without VAT at"]
    left: Value
    right: Value
    type: Type


@dataclass(frozen=True, slots=True)
class FirstKnown(Typed):
    """The first of the values that is known."""

    items: tuple[Value, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Aggregate(Typed):
    """Over the entries of the list `term`; `field` is None for "number"; share is in per cent."""

    kind: OneOf["number", "total", "share", "highest", "lowest"]
    term: Term
    field: FieldValue | None
    where: Condition | None
    type: Type


@dataclass(frozen=True, slots=True)
class Elapsed(Typed):
    """Whole units from start to end; negative when the end is earlier."""

    unit: OneOf["days", "working days", "months", "years"]
    start: Value
    end: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Lookup(Typed):
    """The entry of a table term under a name."""

    term: Term
    key: str
    type: Type


Value = (
    Constant | TermValue | FigureValue | DefinedValue | FieldValue | Arithmetic | FirstKnown
    | Aggregate | Elapsed | Lookup
)  # fmt: skip


# --- conditions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AllOf(Typed):
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Typed):
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeastOf(Typed):
    count: int
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Typed):
    item: Condition


@dataclass(frozen=True, slots=True)
class Compare(Typed):
    """Both sides have types that may be compared; `before` is `<`, `on or after` is `>=`."""

    relation: Relation
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Among(Typed):
    """The value is one of these constants."""

    left: Value
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Includes(Typed):
    """A term of type "several of", or a table, has this value among its names."""

    left: Value
    value: str


@dataclass(frozen=True, slots=True)
class IsKnown(Typed):
    """True or false, never unknown: was the value given (or could it be worked out)?"""

    value: Value


@dataclass(frozen=True, slots=True)
class IsNone(Typed):
    """Known to be absent."""

    value: Value


@dataclass(frozen=True, slots=True)
class Holds(Typed):
    """A yes/no value is yes."""

    value: Value


@dataclass(frozen=True, slots=True)
class Meets(Typed):
    """A definition with `if` is met."""

    definition: Definition


@dataclass(frozen=True, slots=True)
class Judged(Typed):
    """The named role is satisfied that `text`."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Quantified(Typed):
    kind: OneOf["any", "every"]
    term: Term
    where: Condition


@dataclass(frozen=True, slots=True)
class Proposes(Typed):
    """The choice proposes the act."""

    act: Act


Condition = (
    AllOf | AnyOf | AtLeastOf | Not | Compare | Among | Includes | IsKnown | IsNone | Holds | Meets
    | Judged | Quantified | Proposes
)  # fmt: skip
