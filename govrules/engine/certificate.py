"""Certify a rulebook: durable-rules decides every combination of every node's inputs, ahead.

All that a node can ever do is then a table that durable-rules filled, and a decision only looks it
up. Nodes of one shape (`compiler.shapes`) share a table, so a few thousand combinations suffice
for any number of rules. A child process decides them (`durable.self_test`), and each is compared
with plain three-valued logic there.

Code that decides in another way, such as on columns, may do so for the nodes of a certificate for
which `agrees` holds: on every combination it gives what durable-rules gave.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from govrules.compiler.normal import MOST_INPUTS
from govrules.compiler.program import LogicProgram, Node
from govrules.compiler.shapes import Shape, program_of, shape_of, shapes_of
from govrules.engine.new_decision import engine_version
from govrules.errors import EngineFault
from govrules.model.dataclass import dataclass
from govrules.model.kleene import Truth

_MOST_REMEMBERED = 4_096
_remembered: dict[Shape, bytes] = {}
"""What was decided in this process: the engine is the same, and so is the answer."""
_lock = Lock()


def versions() -> str:
    """All that a certificate holds for: govrules, durable-rules, Python and the machine."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{engine_version()}, {python} on {platform.machine()}"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What durable-rules decided of the nodes of a rulebook, on all combinations of their inputs.

    `nodes` has the shape of each certified node; `shapes` for each shape the value (0, 1 or 2) at
    every packed index of its inputs, the first input lowest. `left_out` tells of any other node why
    it is not certified; durable-rules decides it each time that a new combination comes up.
    """

    versions: str
    nodes: Mapping[str, Shape]
    shapes: Mapping[Shape, bytes]
    left_out: Mapping[str, str]
    digest: str

    def table(self, node: str) -> bytes | None:
        """The values of a node by the packed index of its inputs; None if it is not certified."""
        shape = self.nodes.get(node)
        return None if shape is None else self.shapes[shape]

    def tables(self) -> dict[str, bytes]:
        """The table of each certified node."""
        return {node: self.shapes[shape] for node, shape in self.nodes.items()}

    def agrees(self, node: str, function: Callable[[tuple[Truth, ...]], Truth]) -> bool:
        """Whether a function of a node's inputs gives what durable-rules gave, on all of them."""
        table = self.table(node)
        if table is None:
            return False
        return all(function(values) == table[index] for index, values in _combinations(len(table)))

    def combinations(self) -> int:
        """How many combinations durable-rules decided."""
        return sum(map(len, self.shapes.values()))

    def fault(self, program: LogicProgram) -> str | None:
        """Why it cannot be relied on for this program here and now; None when it can."""
        if self.versions != versions():
            return f"it was made by {self.versions}, and this is {versions()}"
        if self.digest != _digest(self.versions, self.nodes, self.shapes):
            return "it was changed after it was made"
        for node in program.nodes:
            table = self.table(node.name)
            known = node.name in self.left_out if table is None else _fits(node, table)
            if not known:
                return f'it does not tell of "{node.name}"'
        return None


def certify(
    program: LogicProgram, *, most_inputs: int = MOST_INPUTS, afresh: bool = False
) -> Certificate:
    """The certificate of a normal program.

    What this process has decided before is taken over, unless all is to be decided `afresh`.

    Raises EngineFault when durable-rules fails or disagrees with plain three-valued logic.
    """
    narrow = [node for node in program.nodes if len(node.inputs) <= most_inputs]
    by_shape = shapes_of(narrow)
    remembered = {} if afresh else _remembered_now()
    known = {shape: table for shape, table in remembered.items() if shape in by_shape}
    tables = known | _decided([node for shape, node in by_shape.items() if shape not in known])
    remember(tables)
    nodes = {node.name: shape_of(node) for node in narrow}
    left_out = {
        node.name: f"it reads {len(node.inputs)} inputs, and at most {most_inputs} are certified"
        for node in program.nodes
        if node.name not in nodes
    }
    made_by = versions()
    shapes = {shape: tables[shape] for shape in sorted(tables)}
    return Certificate(made_by, nodes, shapes, left_out, _digest(made_by, nodes, shapes))


def _decided(shapes: Sequence[Node]) -> dict[Shape, bytes]:
    """What durable-rules decides for every combination of the inputs of these shapes."""
    if not shapes:
        return {}
    from govrules.engine.durable.self_test import self_test

    learned = self_test(program_of(shapes)).learned
    return {
        node.name: bytes(learned[node.name][index] for index in range(3 ** len(node.inputs)))
        for node in shapes
    }


def check_again(kept: Certificate, program: LogicProgram) -> None:
    """Decide everything again. Raises EngineFault when any of it comes out differently."""
    again = certify(program, afresh=True)
    for shape, table in kept.shapes.items():
        if again.shapes.get(shape) != table:
            raise EngineFault(f'durable-rules now decides "{shape}" differently than it was kept')
    if again.digest != kept.digest:
        raise EngineFault("the certificate that was kept is not the one that is made now")


def _remembered_now() -> dict[Shape, bytes]:
    with _lock:
        return dict(_remembered)


def remember(tables: Mapping[Shape, bytes]) -> None:
    """Take these shapes over in this process from now on: durable-rules decided them."""
    with _lock:
        if len(_remembered) + len(tables) > _MOST_REMEMBERED:
            _remembered.clear()
        _remembered.update(tables)


def _fits(node: Node, table: bytes) -> bool:
    return len(table) == 3 ** len(node.inputs) and max(table) <= 2


def inputs_of_size(size: int) -> int:
    """How many inputs a table of so many entries has."""
    inputs = 0
    while 3**inputs < size:
        inputs += 1
    return inputs


def _combinations(size: int) -> list[tuple[int, tuple[Truth, ...]]]:
    width = inputs_of_size(size)
    return [(at, tuple(at // 3**place % 3 for place in range(width))) for at in range(size)]


def _digest(made_by: str, nodes: Mapping[str, Shape], shapes: Mapping[Shape, bytes]) -> str:
    """SHA-256 over the versions, the tables and which node has which shape."""
    digest = hashlib.sha256(made_by.encode())
    for shape, table in sorted(shapes.items()):
        digest.update(f"\n{shape}\t".encode() + table)
    for node, shape in sorted(nodes.items()):
        digest.update(f"\n{node}\t{shape}".encode(errors="replace"))
    return digest.hexdigest()
