"""The node that all others are, and the words that many of them hold."""

from __future__ import annotations

from dataclasses import field
from typing import Literal as OneOf

from govrules.model.dataclass import dataclass
from govrules.model.place import NOWHERE, Place

Modality = OneOf["must", "must not", "should", "should not", "may"]
Operator = OneOf["is", "is not", "less than", "at most", "more than", "at least", "exactly",
                 "before", "after", "on or before", "on or after"]  # fmt: skip
Unit = OneOf["day", "week", "month", "year", "working day", "clear day"]


@dataclass(frozen=True, slots=True)
class Node:
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)
