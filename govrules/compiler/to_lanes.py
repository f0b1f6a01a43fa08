"""A choice that gives every fact → the codes that settle every outcome, in generated Python.

Each fact is classified once, a few facts together have one number, and that gives the lanes which
they kill (`compiler.lanes`). All dead lanes are one big whole number, from which a few operations
work out every code. No rule is run: what the codes mean is looked up (`engine.lane_table`).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from govrules.compiler.cells import Cells
from govrules.compiler.classes import FactAtom, fact_atom
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.lanes import Group, Lanes, lanes_of
from govrules.compiler.program import LogicProgram
from govrules.compiler.python_source import Source
from govrules.compiler.quick_facts import (
    FactClasses,
    class_number,
    classes_of,
    grouped,
    plain_kind,
)
from govrules.compiler.to_python import shared_nodes
from govrules.compiler.to_quick import fixed_truth
from govrules.compiler.to_reader import PlainTests, plain_tests
from govrules.model.dataclass import dataclass
from govrules.model.expression import Proposes
from govrules.model.facts import ACTS
from govrules.model.kleene import TRUE
from govrules.model.policy import Act, Term

_MOST_ACTS = 1_024


@dataclass(frozen=True, slots=True)
class LaneCodes:
    """The lines that turn `choice` into the bytes of its `codes`, and the groups that these have.

    They return None, or raise KeyError or TypeError, for a choice that leaves a fact out or needs
    care.
    """

    lines: tuple[str, ...]
    constants: dict[str, Any]
    groups: tuple[Group, ...]

    def function(self, then: Sequence[str], scope: Mapping[str, Any]) -> Callable[..., Any]:
        """A function of a choice that goes on with these lines and the names of this scope."""
        body = "\n".join(f"        {line}" for line in (*self.lines, *then))
        ending = "    except (KeyError, TypeError): return None"
        names = self.constants | {"bisect_right": bisect_right} | dict(scope)
        exec(f"def look_up(choice):\n    try:\n{body}\n{ending}\n", names)
        function: Callable[..., Any] = names["look_up"]
        return function


def to_lanes(
    logic: PolicyLogic,
    normalised: LogicProgram,
    outcomes: Sequence[tuple[str, ...]],
    terms: Sequence[Term],
    acts: Sequence[Act],
    date: dt.date,
    settled: Mapping[str, int],
) -> LaneCodes | None:
    """The codes for the decision dates that share `date`'s figures and rules in force.

    None for policies with an atom that reads several facts, or a fact that is never plain.
    """
    cells = Cells(normalised.nodes, shared_nodes(normalised, outcomes))
    lanes = lanes_of(
        cells, outcomes, len(logic.rules), lambda name: fixed_truth(logic, name, settled)
    )
    by_term: dict[str, list[tuple[FactAtom, str]]] = {}
    by_act: dict[str, str] = {}
    for name in lanes.by_true | lanes.by_false:
        condition = logic.conditions[name]
        if isinstance(condition, Proposes):
            by_act[condition.act.name] = name
            continue
        atom = fact_atom(condition, date)
        if atom is None:
            return None
        by_term.setdefault(atom.term.key, []).append((atom, name))
    read = [term for term in terms if term.key in by_term]
    if any(plain_kind(term) is None for term in read):
        return None
    facts = [_classes_of(term, by_term[term.key], lanes) for term in read]
    keys = [*by_term, ACTS] if by_act else [*by_term]
    source = Source()
    source.line("if choice.__class__ is not dict: return None")
    others = source.constant(_others(keys, plain_tests(terms, acts)))
    source.line(f"if len(choice) != {len(keys)} and not {others}(choice): return None")
    source.line(f"dead = {source.constant(lanes.unused)}")
    _read_facts(source, facts)
    if by_act:
        _read_acts(source, ActLanes(acts, by_act, lanes))
    work_out_codes(source, lanes)
    return LaneCodes(tuple(source.lines), source.constants, tuple(lanes.groups))


def _classes_of(term: Term, atoms: Sequence[tuple[FactAtom, str]], lanes: Lanes) -> FactClasses:
    """The classes of a fact, each of which gives the lanes that it kills."""

    def give(value: Any) -> int | None:
        if value is None:  # which nothing can be joined to: the choice leaves a fact out
            return None
        dead = 0
        for atom, name in atoms:
            dead |= lanes.killed_by(name, atom.truth(value) == TRUE)
        return dead

    return classes_of(term, [atom for atom, _ in atoms], give)


class ActLanes(dict[tuple[Any, ...], int]):
    """From the acts proposed, as they are listed, to the lanes that they or their lack kill."""

    def __init__(self, acts: Sequence[Act], by_act: Mapping[str, str], lanes: Lanes) -> None:
        super().__init__()
        self._words = {act.name: act.name for act in acts} | {act.written: act.name for act in acts}
        self._by_act = by_act
        self._lanes = lanes

    def __missing__(self, listed: tuple[Any, ...]) -> int:
        proposed = {self._words[word] for word in listed}
        dead = 0
        for act, atom in self._by_act.items():
            dead |= self._lanes.killed_by(atom, act in proposed)
        if len(self) < _MOST_ACTS and len(listed) <= len(self._words):
            self[listed] = dead
        return dead


def _others(read: Sequence[str], tests: PlainTests) -> Callable[[Mapping[str, Any]], bool]:
    """Whether all that a choice gives besides is plain; KeyError for an unknown key."""
    needed = frozenset(read)

    def others(choice: Mapping[str, Any]) -> bool:
        return all(key in needed or tests[key](value) for key, value in choice.items())

    return others


def _read_facts(source: Source, facts: Sequence[FactClasses]) -> None:
    """Lines that join in `dead` the lanes that the facts kill."""
    names = {fact.term.key: f"x{number}" for number, fact in enumerate(facts)}
    if facts:
        values = source.constant(_values_of([*names]))
        source.line(f"{', '.join(names.values())}, = {values}(choice)")
    for kind in (int, bool):  # neither true for a number nor 1 for true may pass as its equal
        these = [names[fact.term.key] for fact in facts if plain_kind(fact.term) is kind]
        if these:
            same = " is ".join(f"{name}.__class__" for name in these)
            source.line(f"if not {same} is {kind.__name__}: return None")
    for group in grouped(facts):
        numbers, weight = [], 1
        for fact in group:
            numbers.append(class_number(source, fact, weight, names[fact.term.key]))
            weight *= len(fact.gives)
        source.line(f"dead |= {source.constant(_all_dead(group))}[{' + '.join(numbers)}]")


def _all_dead(facts: Sequence[FactClasses]) -> list[int | None]:
    """The lanes that facts kill together, by their classes; None where one is not given."""
    dead: list[int | None] = [0]
    for fact in facts:
        dead = [
            None if more is None or lanes is None else lanes | more
            for more in fact.gives
            for lanes in dead
        ]
    return dead


def _read_acts(source: Source, acts: ActLanes) -> None:
    source.line(f"acts = choice[{ACTS!r}]")
    source.line("if acts.__class__ is not list: return None")
    source.line(f"dead |= {source.constant(acts)}[(*acts,)]")


def work_out_codes(source: Source, lanes: Lanes) -> None:
    """Lines that turn the dead lanes of all codes into two bits of each, 4 apart in its byte.

    The higher is whether both the first and the second region are dead, the lower whether the first
    is, but turned round where the third is dead too: so each first region alive has its own bits.
    """
    low = source.constant(int.from_bytes(b"\x0f" * lanes.width, "little"))
    high = source.constant(int.from_bytes(b"\xf0" * lanes.width, "little"))
    source.line(f"both = dead & dead >> {8 * lanes.width}")
    source.line(f"high = dead & both << 4 & {high}")
    source.line(f"low = (both & {low}) ^ (both & high) >> 4")
    source.line(f"codes = (high | low).to_bytes({lanes.width}, 'little')")


def _values_of(keys: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """The values of the keys; with one alone `itemgetter` gives no tuple."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda choice: tuple(choice[key] for key in keys)
