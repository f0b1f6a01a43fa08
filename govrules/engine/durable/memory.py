"""Remember what durable-rules decided, node by node, so that it decides nothing twice.

A node of a normal program reads at most eight inputs of three values each, so all that it can ever
do is a small table: from the index of its inputs' values to its value. The index is packed in base
three, the first input lowest: v0 + 3*v1 + 9*v2 and so on. An index that is not in the table yet is
decided by durable-rules at once; the same run fills in tuples that other nodes still lack. What is
learned never changes, and rulesets are built only when there is something to learn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import mul
from threading import RLock
from typing import TYPE_CHECKING

from govrules.compiler.program import LogicProgram, Node
from govrules.compiler.strata import ordered_nodes
from govrules.engine.durable.fork import renew_after_fork
from govrules.engine.made_once import made_once
from govrules.errors import EngineFault
from govrules.model.kleene import UNKNOWN

if TYPE_CHECKING:
    from govrules.compiler.partition import Partition
    from govrules.compiler.to_durable import DurableRuleset
    from govrules.engine.durable.session import Session

# how many combinations of the inputs still free are tried to teach a node something new
_TRIES = 9
_FREE = -1
# each takes about a mebibyte
MOST_OPEN_RULESETS = 256

RulesetCompiler = Callable[["Partition"], "DurableRuleset"]


def index_of(values: Sequence[int]) -> int:
    """The packed index of the values of a node's inputs."""
    return sum(value * 3**place for place, value in enumerate(values))


def values_at(index: int, inputs: int) -> tuple[int, ...]:
    """The values of so many inputs that an index stands for."""
    return tuple(index // 3**place % 3 for place in range(inputs))


class NodeTable(dict[int, int]):
    """What is known of one node; asking for an unknown index has durable-rules decide it."""

    __slots__ = ("_group", "_next_unknown", "inputs", "name", "positions", "size")

    def __init__(self, node: Node, group: _Group) -> None:
        super().__init__()
        self.name = node.name
        self.inputs = node.inputs
        self.size: int = 3 ** len(node.inputs)
        # where the inputs stand among those of the partition
        self.positions: tuple[int, ...] = ()
        self._next_unknown = 0
        self._group = group

    def __missing__(self, index: int) -> int:
        if type(index) is not int or not 0 <= index < self.size:
            raise EngineFault(
                f'"{self.name}" reads {len(self.inputs)} inputs, so there is no index {index!r}'
            )
        self._group.learn(self, index)
        return self[index]

    @property
    def is_complete(self) -> bool:
        return len(self) == self.size

    def complete(self) -> None:
        """Have durable-rules decide every index that is not known yet."""
        while not self.is_complete:
            self[self.first_unknown()]

    def first_unknown(self) -> int:
        """The lowest index not known yet; `size` when all are known."""
        index = self._next_unknown
        while index in self:
            index += 1
        self._next_unknown = index
        return index


class _Shelf:
    """The partitions whose rulesets are built: not more than so many at a time."""

    def __init__(self) -> None:
        # one for all partitions, since closing one while using another must not wait for a third
        self.lock = RLock()
        self._groups: dict[_Group, None] = {}
        renew_after_fork(self)

    def after_fork(self) -> None:
        self.lock = RLock()

    def opened(self, group: _Group) -> None:
        """Note that a ruleset is about to be used; close another one when there are too many."""
        self._groups.pop(group, None)
        if len(self._groups) >= MOST_OPEN_RULESETS:
            # partitions are used in turn, so the one used last is the one needed last again
            last = next(reversed(self._groups))
            spare = next((other for other in self._groups if other.is_complete), last)
            self._groups.pop(spare, None)
            spare.close()
        self._groups[group] = None

    def __len__(self) -> int:
        return len(self._groups)


class _Group:
    """One partition: its tables, and the ruleset that fills them."""

    def __init__(self, partition: Partition, compiler: RulesetCompiler, shelf: _Shelf) -> None:
        self._partition = partition
        self._shelf = shelf
        self._compiler = compiler
        self._session: Session | None = None
        self.runs = 0
        self.tables = tuple(NodeTable(node, self) for node in partition)
        inputs = dict.fromkeys(name for node in partition for name in node.inputs)
        position = {name: place for place, name in enumerate(inputs)}
        self._width = len(position)
        for table in self.tables:
            table.positions = tuple(position[name] for name in table.inputs)

    def learn(self, table: NodeTable, index: int) -> None:
        """Have durable-rules decide one tuple of one node, and others of others with it."""
        with self._shelf.lock:
            if index in table:
                return
            values = [_FREE] * self._width
            for position in table.positions:
                index, values[position] = divmod(index, 3)
            for other in self.tables:
                if len(other) < other.size:
                    _add_lesson(other, values)
            self._run([UNKNOWN if value == _FREE else value for value in values])

    @property
    def is_complete(self) -> bool:
        return all(table.is_complete for table in self.tables)

    def close(self) -> None:
        """Give back the memory of the ruleset, about a mebibyte; it is rebuilt when needed."""
        with self._shelf.lock:
            if self._session is not None:
                self._session.close()

    def _run(self, values: Sequence[int]) -> None:
        """Decide the partition for the values of its inputs and learn from it."""
        if self._session is None:
            from govrules.engine.durable.session import Session

            self._session = Session(self._compiler(self._partition))
        self._shelf.opened(self)
        self.runs += 1
        found = self._session.decide(values)
        lessons = []
        for table, value in zip(self.tables, found, strict=True):
            index = 0
            for position in reversed(table.positions):
                index = index * 3 + values[position]
            _check_same(table, index, value)
            lessons.append((table, index, value))
        for table, index, value in lessons:
            table[index] = value


def _add_lesson(table: NodeTable, values: list[int]) -> None:
    """Fix inputs that are still free so that the table learns something new, where that is near."""
    fixed, weight = 0, 1
    places: list[int] = []
    weights: list[int] = []
    for position in table.positions:
        if values[position] == _FREE:
            places.append(position)
            weights.append(weight)
        else:
            fixed += values[position] * weight
        weight *= 3
    if not places:
        return
    start = table.first_unknown()
    digits = [start // weight % 3 for weight in weights]
    for _ in range(_TRIES):
        if fixed + sum(map(mul, digits, weights)) not in table:
            for position, digit in zip(places, digits, strict=True):
                values[position] = digit
            return
        _step(digits)


def _step(digits: list[int]) -> None:
    """Count one up in base three, lowest digit first, round to zero at the end."""
    for place, digit in enumerate(digits):
        digits[place] = (digit + 1) % 3
        if digits[place]:
            return


def _check_same(table: NodeTable, index: int, value: int) -> None:
    if table.get(index, value) != value:
        raise EngineFault(
            f'durable-rules decided "{table.name}" as {value} where it was {table[index]} before,'
            " for the same inputs; no decision was made"
        )


class NodeTables:
    """The tables of all nodes of a normal program.

    Those of `certified` are whole from the start (see `engine.certificate`); the others are filled
    by the rulesets that `compiler` makes (unless told, `to_durable`), as combinations come up.
    """

    def __init__(
        self,
        program: LogicProgram,
        compiler: RulesetCompiler | None = None,
        certified: Mapping[str, bytes] | None = None,
    ) -> None:
        self.program = program
        self._certified = certified or {}
        self._shelf = _Shelf()
        self._groups = tuple(self._groups_of(_others(program, self._certified), compiler))
        self._tables = {table.name: table for group in self._groups for table in group.tables}

    def _groups_of(
        self, program: LogicProgram, compiler: RulesetCompiler | None
    ) -> Iterator[_Group]:
        if program.nodes:  # a certified rulebook needs no rulesets
            from govrules.compiler.partition import partitions
            from govrules.compiler.to_durable import to_durable

            for partition in partitions(program):
                yield _Group(partition, compiler or to_durable, self._shelf)

    @property
    def runs(self) -> int:
        """How often durable-rules has run."""
        return sum(group.runs for group in self._groups)

    @property
    def partitions(self) -> int:
        return len(self._groups)

    @property
    def open_rulesets(self) -> int:
        """How many rulesets are built at present; at most `MOST_OPEN_RULESETS`."""
        return len(self._shelf)

    def __iter__(self) -> Iterator[NodeTable]:
        """The tables that are not certified: those of one partition together, lowest first."""
        return iter(self._tables.values())

    def table(self, node_name: str) -> NodeTable | bytes:
        """From the packed index of a node's inputs to its value."""
        table = self._certified.get(node_name)
        if table is not None:
            return table
        if node_name not in self._tables:
            raise EngineFault(f'there is no node "{node_name}" in the logic')
        return self._tables[node_name]

    @made_once
    def _inputs(self) -> dict[str, tuple[str, ...]]:
        return {node.name: node.inputs for node in self.program.nodes}

    def inputs(self, node_name: str) -> tuple[str, ...]:
        """What a node reads, in the order in which its index is packed."""
        return self._inputs[node_name]

    @made_once
    def _plan(self) -> tuple[tuple[str, NodeTable | bytes, tuple[tuple[str, int], ...]], ...]:
        """Each node with the weights of its inputs, after all that it reads."""
        return tuple(
            (
                node.name,
                self.table(node.name),
                tuple((item, 3**place) for place, item in enumerate(node.inputs)),
            )
            for node in ordered_nodes(self.program)
        )

    def evaluate(self, atom_values: Mapping[str, int]) -> dict[str, int]:
        """The value of every node, lowest stratum first."""
        values = dict(atom_values)
        for name in self.program.atoms:
            if values.get(name) not in (0, 1, 2):
                raise EngineFault(f'the value of atom "{name}" must be 0, 1 or 2')
        found: dict[str, int] = {}
        for name, table, inputs in self._plan:
            index = 0
            for item, weight in inputs:
                index += values[item] * weight
            values[name] = found[name] = table[index]
        return found

    def complete(self, most_inputs: int = 5) -> None:
        """Have durable-rules decide every tuple of each node with at most so many inputs."""
        for table in self:
            if len(table.inputs) <= most_inputs:
                table.complete()

    def learned(self) -> dict[str, dict[int, int]]:
        """All that is known of the nodes that are not certified."""
        return {name: dict(table) for name, table in self._tables.items() if table}


def _others(program: LogicProgram, certified: Mapping[str, bytes]) -> LogicProgram:
    """The nodes that are not certified; those that are, are atoms to them."""
    if not certified:
        return program
    nodes = tuple(node for node in program.nodes if node.name not in certified)
    return LogicProgram((*program.atoms, *certified), nodes) if nodes else LogicProgram((), ())
