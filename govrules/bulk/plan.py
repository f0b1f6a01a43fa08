"""The plan for one batch: in which order atoms and nodes become columns.

Made for what the batch's columns look like and for one period of decision dates. What is the same
in every row (a rule not in force, a fact that no row gives) is worked in and takes no column.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from govrules.bulk.certified import CertifiedNodes, Looked
from govrules.compiler.from_policy import VERDICTS, PolicyLogic, RuleLogic, verdict_node
from govrules.compiler.program import names_in
from govrules.compiler.to_polars.atoms import AtomColumns
from govrules.compiler.to_polars.columns import FactColumn
from govrules.compiler.to_polars.logic import Known, expression
from govrules.compiler.to_polars.numbers import NotInColumnsError
from govrules.compiler.to_polars.singly import Singly, atom_singly
from govrules.engine.periods import records_in_force
from govrules.model.facts import JUDGEMENTS
from govrules.model.kleene import FALSE, Truth
from govrules.model.policy import Term

Step = pl.Expr | Looked | Singly


@dataclass(frozen=True, slots=True)
class Plan:
    """`stages` are steps by the name of what they give; each reads only what came before.

    `settled` are the truths that are the same in every row.
    """

    stages: tuple[dict[str, Step], ...]
    settled: Mapping[str, Truth]
    atoms: tuple[str, ...]
    """The atoms that have a column."""


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

    def _atom(self, name: str) -> Step | Truth:
        condition = self.logic.conditions[name]
        try:
            return self.writer.atom(condition)
        except NotInColumnsError:
            singly = atom_singly(self.logic, self.terms, self.date, condition)
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
    all_atoms: bool,
) -> Plan:
    """The plan for columns like these; with `all_atoms` every atom gets a column of its own."""
    planner = _Planner(logic, nodes, terms, facts, date)
    results = tuple(wanted(logic))
    for name in results:
        planner.add(name)
    if all_atoms:
        for name in logic.conditions:
            planner.add(name)
    pinned = {*results, *logic.conditions} if all_atoms else set(results)
    return Plan(
        _staged(planner, pinned),
        planner.settled,
        tuple(name for name in logic.conditions if name in planner.steps),
    )


def _staged(planner: _Planner, pinned: set[str]) -> tuple[dict[str, Step], ...]:
    """The steps in stages. What one other expression alone reads, once, is written into it."""
    uses = Counter(name for each in planner.steps for name in _inputs(planner, each))
    for name, step in planner.steps.items():
        if not isinstance(step, pl.Expr):
            pinned |= {name, *_inputs(planner, name)}
    inlined: dict[str, Known] = {}
    depth: dict[str, int] = {}
    stages: dict[int, dict[str, Step]] = {}
    for name, step in planner.steps.items():  # what is read stands before what reads it
        depth[name] = max((depth[each] for each in _inputs(planner, name)), default=0)
        if isinstance(step, pl.Expr) and name not in planner.logic.conditions:
            known = expression(planner.nodes.formulas[name], {**planner.settled, **inlined})
            assert isinstance(known, pl.Expr)
            step = known
        if isinstance(step, pl.Expr) and uses[name] == 1 and name not in pinned:
            inlined[name] = step
            continue
        stages.setdefault(depth[name], {})[name] = step
        depth[name] += 1
    return tuple(stages[each] for each in sorted(stages))


def _inputs(planner: _Planner, name: str) -> list[str]:
    """The steps that a step reads, as often as it reads them."""
    step = planner.steps[name]
    if isinstance(step, Looked):
        return list(step.free)
    if isinstance(step, Singly):
        return [node for node in step.nodes if node in planner.steps]
    if name in planner.logic.conditions:
        return []
    return [each for each in names_in(planner.nodes.formulas[name]) if each in planner.steps]


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
