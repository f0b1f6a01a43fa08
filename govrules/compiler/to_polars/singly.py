"""What is not for columns → a generated Python function of the few things it reads.

It is decided once for each distinct combination of these, by the same code that decides atoms of
single choices.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.python_atoms import RUNTIME, AtomWriter
from govrules.model.expression import Condition, Value
from govrules.model.facts import ACTS, JUDGEMENTS
from govrules.model.policy import Term

_NAMES = re.compile(r"\b(?:x\d+|n\d+|acts|judged)\b")


@dataclass(slots=True)
class _Writer(AtomWriter):
    """Writes one atom or value; the truths of nodes are given to it."""

    nodes: dict[str, str] = field(default_factory=dict)

    def node(self, name: str) -> str:
        if name not in self.nodes:
            self.nodes[name] = self.source.fresh("n")
        return self.nodes[name]


@dataclass(frozen=True, slots=True)
class Singly:
    """`decide(*facts, *nodes)` takes canonical facts by key and truths of nodes by name."""

    facts: tuple[str, ...]
    nodes: tuple[str, ...]
    decide: Callable[..., Any]


def atom_singly(
    logic: PolicyLogic, terms: Sequence[Term], date: dt.date, condition: Condition
) -> Singly:
    """The truth of an atom."""
    return _singly(logic, terms, date, lambda writer: writer.truth(condition))


def known_singly(logic: PolicyLogic, terms: Sequence[Term], date: dt.date, value: Value) -> Singly:
    """Whether a value is known, as a truth."""
    return _singly(logic, terms, date, lambda w: f"(0 if {w.value(value)} is None else 2)")


def _singly(
    logic: PolicyLogic, terms: Sequence[Term], date: dt.date, write: Callable[[_Writer], str]
) -> Singly:
    writer = _Writer(logic, date)
    given = {writer.source.fresh("x"): term.key for term in terms}
    writer.values |= {f"term({key})": name for name, key in given.items()}
    writer.source.line(f"return {write(writer)}")
    names = {ACTS: ACTS, "judged": JUDGEMENTS} | given
    used = dict.fromkeys(_NAMES.findall("\n".join(writer.source.lines)))
    facts = {name: names[name] for name in used if name in names}
    nodes = {name: node for node, name in writer.nodes.items()}
    scope: dict[str, Any] = writer.source.constants | RUNTIME
    writer.source.lines.insert(0, "notes = []")
    exec(writer.source.function(f"decide({', '.join((*facts, *nodes))})"), scope)
    return Singly(tuple(facts.values()), tuple(nodes.values()), scope["decide"])
