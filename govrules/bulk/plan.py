"""The plan for one batch: in which order atoms and nodes become columns.

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
from govrules.compiler.to_polars.atoms import AtomColumns
from govrules.compiler.to_polars.columns import FactColumn
from govrules.compiler.to_polars.numbers import NotInColumnsError
from govrules.compiler.to_polars.singly import Singly, atom_singly
from govrules.engine.periods import records_in_force
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
    depth: dict[str, int] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.writer = AtomColumns(self.facts, self.date)
        program = self.nodes.tables.program
        records = dict.fromkeys(set(program.atoms) - set(self.logic.conditions), FALSE)
        self.settled = records | records_in_force(self.logic, self.date)

    def add(self, name: str) -> int:
        """Plan an atom or a node after all that it reads; how deep it stands, -1 when settled."""
        if name in self.settled:
            return -1
        if name not in self.depth:
            is_atom = name in self.logic.conditions
            self.depth[name] = self._atom(name) if is_atom else self._node(name)
        return self.depth[name]

    def _put(self, name: str, step: Step | Truth, above: int) -> int:
        if isinstance(step, int):
            self.settled[name] = step
            return -1
        self.steps[name] = step
        return above + 1

    def _atom(self, name: str) -> int:
        condition = self.logic.conditions[name]
        try:
            return self._put(name, self.writer.atom(condition), -1)
        except NotInColumnsError:
            singly = atom_singly(self.logic, self.terms, self.date, condition)
        above = max((self.add(node) for node in singly.nodes), default=-1)
        reads = [key for key in singly.facts if key in self.facts]
        reads += [node for node in singly.nodes if node not in self.settled]
        if not reads:
            cells = [*([None] * len(singly.facts)), *(self.settled[n] for n in singly.nodes)]
            return self._put(name, _decided(singly, cells), -1)
        return self._put(name, singly, above)

    def _node(self, name: str) -> int:
        above = max((self.add(each) for each in self.nodes.tables.table(name).inputs), default=-1)
        return self._put(name, self.nodes.node(name, self.settled), above)


def _decided(singly: Singly, cells: Sequence[object]) -> Truth:
    from govrules.model.facts import JUDGEMENTS

    given = [
        {} if key == JUDGEMENTS and cell is None else cell
        for key, cell in zip((*singly.facts, *singly.nodes), cells, strict=True)
    ]
    truth: Truth = singly.decide(*given)
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
    """The plan for columns like these; with `all_atoms` also those that no result reads."""
    planner = _Planner(logic, nodes, terms, facts, date)
    for name in wanted(logic):
        planner.add(name)
    if all_atoms:
        for name in logic.conditions:
            planner.add(name)
    stages: dict[int, dict[str, Step]] = {}
    for name, step in planner.steps.items():
        stages.setdefault(planner.depth[name], {})[name] = step
    return Plan(
        tuple(stages[depth] for depth in sorted(stages)),
        planner.settled,
        tuple(name for name in logic.conditions if name in planner.steps),
    )


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
