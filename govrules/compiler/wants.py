"""Which missing facts still matter, as it is kept and told; `to_wants` writes the function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.generated import Code
from govrules.model.dataclass import dataclass
from govrules.model.expression import Condition
from govrules.model.facts import ACTS
from govrules.model.policy import Definition, Table, Term

Masks = tuple[int, ...]
WantsFunction = Callable[..., tuple[Masks, Masks, Masks, Masks, Masks]]
"""`wants(cells, atoms, values, missing, ask)` gives what is wanted by the definitions and tables,
by the conditions, exceptions and norms of the rules, and by what may be owed, in order."""


@dataclass(frozen=True, slots=True)
class Bits:
    """A bit for everything that may be missing, lowest for the first key in the order of text."""

    keys: tuple[str, ...]
    of_fact: Mapping[str, int]
    of_judgement: Mapping[str, int]
    of_acts: int

    @classmethod
    def of(cls, terms: Iterable[Term], judgements: Iterable[str]) -> Bits:
        facts = [(term.key, "fact") for term in terms]
        named = sorted([*facts, *((text, "judgement") for text in judgements), (ACTS, "acts")])
        bit = {each: 1 << place for place, each in enumerate(named)}
        return cls(
            tuple(key for key, _ in named),
            {key: bit[key, kind] for key, kind in named if kind == "fact"},
            {key: bit[key, kind] for key, kind in named if kind == "judgement"},
            bit[ACTS, "acts"],
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the wants function finds what was decided: the places of nodes in the cells."""

    definitions: Mapping[str, int]
    matches: Mapping[str, tuple[int, ...]]
    hits: Mapping[str, tuple[int, ...]]
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wants:
    """The code of `wants`, its constants, and what it may ask of the slower evaluator.

    `ask(number)` is asked the missing facts for the condition or definition of this number, which
    is unknown.
    """

    code: Code
    constants: dict[str, Any]
    subjects: tuple[Condition | Definition, ...]


def as_told(logic: PolicyLogic) -> list[Definition | Table]:
    """Definitions and tables in the order in which a decision tells what they wait for."""
    found: list[Definition | Table] = []
    for policy in logic.policy_set.policies:
        found += policy.definitions
        found += policy.tables
    return found
