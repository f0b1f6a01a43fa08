"""What is left of the logic program once all that is known is put in, as one generated function.

The function takes what each open test may come to and gives back what each open node may come to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from govrules.analysis.asking.masks import (
    CERTAIN,
    GREATEST,
    LEAST,
    NEGATED,
    NEVER,
    POSSIBLE,
    ROOTS,
    SINGLE,
    Mask,
    Roots,
    deciding_roots,
)
from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
)

Masks = Mapping[str, Mask]


class Residue:
    """The nodes of a program that are not settled, under masks of all its atoms."""

    def __init__(self, program: LogicProgram, atoms: Masks) -> None:
        self._formulas = {node.name: node.formula for node in program.nodes}
        self._inputs = {node.name: node.inputs for node in program.nodes}
        known: dict[str, Mask] = dict(atoms)
        order = _inputs_first(program.nodes, ROOTS)
        for name in order:
            known[name] = _worked_out(self._formulas[name], known)
        self._settled = {name: mask for name, mask in known.items() if mask in SINGLE}
        self.nodes = tuple(name for name in order if name not in self._settled)
        reads = {name for node in self.nodes for name in self._inputs[node]}
        self.atoms = tuple(n for n in atoms if n in reads and n not in self._settled)
        """The tests that some open node reads."""

    @cached_property
    def _function(self) -> Callable[[Masks], Sequence[Mask]]:
        names = {name: f"a{n}" for n, name in enumerate(self.atoms)}
        names |= {name: f"n{n}" for n, name in enumerate(self.nodes)}
        names |= {name: str(mask) for name, mask in self._settled.items()}
        lines = ["def function(m):"]
        lines += [f"    {names[name]} = m[{name!r}]" for name in self.atoms]
        writer = _Writer(lines, names)
        for name in self.nodes:
            lines.append(f"    {names[name]} = {writer.written(self._formulas[name])}")
        lines.append(f"    return [{', '.join(names[name] for name in self.nodes)}]")
        scope: dict[str, Any] = {
            "least": LEAST, "greatest": GREATEST, "negated": NEGATED, "certain": CERTAIN,
            "possible": POSSIBLE,
        }  # fmt: skip
        exec("\n".join(lines), scope)
        found: Callable[[Masks], Sequence[Mask]] = scope["function"]
        return found

    def nodes_under(self, atoms: Masks) -> dict[str, Mask]:
        """What each open node may come to."""
        return dict(zip(self.nodes, self._function(atoms), strict=True))

    def roots(self, nodes: Masks) -> Roots:
        one, two, three, four = (
            nodes[name] if name in nodes else self._settled[name] for name in ROOTS
        )
        return one, two, three, four

    def roots_under(self, atoms: Masks) -> Roots:
        return self.roots(self.nodes_under(atoms))

    def still_read(self, atoms: Masks) -> dict[str, int]:
        """The open tests on which the verdict may depend, each with how many nodes lead from it."""
        nodes = self.nodes_under(atoms)
        waiting = [n for n in deciding_roots(self.roots(nodes)) if n in nodes]
        seen = set(waiting)
        found: dict[str, int] = {}
        while waiting:
            for name in self._inputs[waiting.pop()]:
                if name in nodes:
                    if name not in seen and nodes[name] not in SINGLE:
                        seen.add(name)
                        waiting.append(name)
                elif name in atoms and name not in self._settled and atoms[name] not in SINGLE:
                    found[name] = found.get(name, 0) + 1
        return found


def _inputs_first(nodes: Iterable[Node], roots: Iterable[str]) -> list[str]:
    """The nodes that the roots rest on, each after all that it reads."""
    inputs = {node.name: node.inputs for node in nodes}
    found: dict[str, None] = {}
    waiting = [(name, False) for name in roots]
    while waiting:
        name, ready = waiting.pop()
        if ready:
            found[name] = None
        elif name not in found:
            waiting.append((name, True))
            below = [n for n in inputs[name] if n in inputs and n not in found]
            waiting += [(each, False) for each in below]
    return list(found)


def _worked_out(formula: Formula, known: Masks) -> Mask:
    match formula:
        case Read(name):
            return known[name]
        case Certain(name):
            return CERTAIN[known[name]]
        case Possible(name):
            return POSSIBLE[known[name]]
        case Negation(item):
            return NEGATED[_worked_out(item, known)]
        case All(items):
            mask = NEGATED[NEVER]
            for item in items:
                mask = LEAST[mask][_worked_out(item, known)]
            return mask
        case Some(items):
            mask = NEVER
            for item in items:
                mask = GREATEST[mask][_worked_out(item, known)]
            return mask


class _Writer:
    """Writes formulas as Python, an `All` or `Some` step by step so that none nests deeply."""

    def __init__(self, lines: list[str], names: Mapping[str, str]) -> None:
        self._lines, self._names = lines, names
        self._temporary = 0

    def written(self, formula: Formula) -> str:
        match formula:
            case Read(name):
                return self._names[name]
            case Certain(name):
                return f"certain[{self._names[name]}]"
            case Possible(name):
                return f"possible[{self._names[name]}]"
            case Negation(item):
                return f"negated[{self.written(item)}]"
            case All(items):
                return self._chain("least", str(NEGATED[NEVER]), items)
            case Some(items):
                return self._chain("greatest", str(NEVER), items)

    def _chain(self, table: str, start: str, items: tuple[Formula, ...]) -> str:
        written = [self.written(item) for item in items]
        self._temporary += 1
        name = f"t{self._temporary}"
        self._lines.append(f"    {name} = {start}")
        self._lines += [f"    {name} = {table}[{name}][{item}]" for item in written]
        return name
