"""The logic program: nodes over three-valued inputs, which durable-rules decides.

A formula reads atoms (decided outside, by exact Python) and other nodes, by name. It is built from
`Read`, `All`, `Some`, `Negation` and the two questions that turn three values into two: `Certain`
(is it true?) and `Possible` (is it not false?).
"""

from __future__ import annotations

from collections.abc import Iterator

from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """The value of an atom or of another node."""

    name: str


@dataclass(frozen=True, slots=True)
class All:
    """The least of the items; true when there are none."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """The greatest of the items; false when there are none."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    item: Formula


@dataclass(frozen=True, slots=True)
class Certain:
    """True when the input is true, else false; never unknown."""

    name: str


@dataclass(frozen=True, slots=True)
class Possible:
    """False when the input is false, else true; never unknown."""

    name: str


Formula = Read | All | Some | Negation | Certain | Possible


@dataclass(frozen=True, slots=True)
class Node:
    """A named formula. Its inputs are all the names it reads, each once, in first-read order."""

    name: str
    formula: Formula

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names_in(self.formula)))


def names_in(formula: Formula) -> Iterator[str]:
    """Every name that a formula reads, in order, repeats included."""
    match formula:
        case Read(name) | Certain(name) | Possible(name):
            yield name
        case All(items) | Some(items):
            for item in items:
                yield from names_in(item)
        case Negation(item):
            yield from names_in(item)


@dataclass(frozen=True, slots=True)
class LogicProgram:
    """`atoms` are inputs decided outside; `nodes` come in any order, without cycles."""

    atoms: tuple[str, ...]
    nodes: tuple[Node, ...]
