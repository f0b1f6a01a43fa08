"""The plan for one batch: how atoms come from columns, and in which order nodes follow from them.

Made for what the batch's columns look like and for one period of decision dates. What is the same
in every row (a rule not in force, a fact that no row gives) is worked in and takes no column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from govrules.bulk.certified import CertifiedNodes, Looked
from govrules.compiler.from_policy import VERDICTS, PolicyLogic, RuleLogic, verdict_node
from govrules.compiler.program import Formula, names_in
from govrules.compiler.signature import value_signature
from govrules.compiler.to_polars.atoms import AtomColumns
from govrules.compiler.to_polars.columns import FactColumn
from govrules.compiler.to_polars.numbers import NotInColumnsError
from govrules.compiler.to_polars.singly import Singly, atom_singly, known_singly
from govrules.engine.periods import records_in_force
from govrules.model.expression import Value
from govrules.model.facts import JUDGEMENTS
from govrules.model.kleene import FALSE, Truth
from govrules.model.policy import Term

Step = Formula | Looked | Singly


@dataclass(frozen=True, slots=True)
class Plan:
    """`tests` are of the columns of facts; each of `steps` reads what came before, or facts.

    `settled` are the truths that are the same in every row.
    """

    tests: Mapping[str, pl.Expr]
    steps: Mapping[str, Step]
    settled: Mapping[str, Truth]


@dataclass(frozen=True, slots=True)
class Told:
    """What else is needed to tell which facts are missing: nodes, and whether values are known."""

    nodes: tuple[str, ...]
    values: tuple[Value, ...]


def known_name(value: Value) -> str:
    """The name of the step that tells whether a value is known."""
    return f"known {value_signature(value)}"


def given_name(key: str) -> str:
    """The name of the step that tells whether a fact is given."""
    return f"given {key}"


@dataclass(slots=True)
class _Planner:
    logic: PolicyLogic
    nodes: CertifiedNodes
    terms: Sequence[Term]
    facts: Mapping[str, FactColumn]
    date: dt.date
    writer: AtomColumns = field(init=False)
    settled: dict[str, Truth] = field(init=False)
    steps: dict[str, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.writer = AtomColumns(self.facts, self.date)
        program = self.nodes.tables.program
        records = dict.fromkeys(set(program.atoms) - set(self.logic.conditions), FALSE)
        self.settled = records | records_in_force(self.logic, self.date)

    def add(self, name: str) -> None:
        """Plan an atom or a node after all that it reads."""
        if name in self.settled or name in self.steps:
            return
        if name in self.logic.conditions:
            self._put(name, self._atom(name))
            return
        for each in self.nodes.tables.inputs(name):
            self.add(each)
        self._put(name, self.nodes.node(name, self.settled))

    def _put(self, name: str, step: Step | Truth) -> None:
        if isinstance(step, int):
            self.settled[name] = step
        else:
            self.steps[name] = step

    def add_given(self, column: FactColumn) -> None:
        """Plan whether a fact is given."""
        self._put(given_name(column.name), self.writer.is_given(column))

    def add_known(self, value: Value) -> None:
        """Plan whether a value is known."""
        name = known_name(value)
        if name not in self.settled and name not in self.steps:
            self._put(name, self._known(value))

    def _known(self, value: Value) -> Step | Truth:
        try:
            return self.writer.known(value)
        except NotInColumnsError:
            return self._singly(known_singly(self.logic, self.terms, self.date, value))

    def _atom(self, name: str) -> Step | Truth:
        condition = self.logic.conditions[name]
        try:
            return self.writer.atom(condition)
        except NotInColumnsError:
            return self._singly(atom_singly(self.logic, self.terms, self.date, condition))

    def _singly(self, singly: Singly) -> Step | Truth:
        """What is decided once for each distinct combination, or its one truth."""
        for node in singly.nodes:
            self.add(node)
        if any(key in self.facts for key in singly.facts):
            return singly
        if any(node not in self.settled for node in singly.nodes):
            return singly
        return _decided(singly, [self.settled[node] for node in singly.nodes])


def _decided(singly: Singly, nodes: Sequence[Truth]) -> Truth:
    """Its truth where no row gives any of its facts."""
    facts: list[object] = [{} if key == JUDGEMENTS else None for key in singly.facts]
    truth: Truth = singly.decide(*facts, *nodes)
    return truth


def plan(
    logic: PolicyLogic,
    nodes: CertifiedNodes,
    terms: Sequence[Term],
    facts: Mapping[str, FactColumn],
    date: dt.date,
    *,
    told: Told | None,
) -> Plan:
    """The plan for columns like these; with `told` also of what tells which facts are missing."""
    planner = _Planner(logic, nodes, terms, facts, date)
    for name in wanted(logic):
        planner.add(name)
    if told is not None:
        for name in (*logic.conditions, *told.nodes):
            planner.add(name)
        for value in told.values:
            planner.add_known(value)
        for column in facts.values():
            planner.add_given(column)
    read = {name for step in planner.steps.values() for name in _names(step)}
    tests = {name: test for name, test in planner.writer.tests.found.items() if name in read}
    return Plan(tests, planner.steps, planner.settled)


def _names(step: Step) -> Iterable[str]:
    return () if isinstance(step, Looked | Singly) else names_in(step)


def wanted(logic: PolicyLogic) -> Iterable[str]:
    """The nodes that results are read from."""
    for rule in logic.rules:
        yield from outcome_nodes(rule)
    yield from (node for _, node in logic.duties)
    yield from (ask.owed for ask in logic.sign_offs)
    yield from map(verdict_node, VERDICTS)


def outcome_nodes(rule: RuleLogic) -> tuple[str, ...]:
    """What tells whether a rule is breached, departed from or undetermined."""
    if all(norm.modality == "may" for norm in rule.rule.norms):
        return (rule.in_play,)
    return (rule.breached, rule.departs)
