"""Try a normal program on durable-rules, in a process of its own, against the reference.

Each node that reads few inputs is tried on every combination of them. A node that reads more is
tried on the edges (all inputs alike, and each input alone different) and on combinations drawn
with a fixed seed. Every value that durable-rules gives is compared with the reference.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from random import Random

from govrules.compiler.normal import MOST_INPUTS
from govrules.compiler.program import LogicProgram
from govrules.compiler.program_json import from_json
from govrules.engine.durable.memory import NodeTable, NodeTables, index_of, values_at
from govrules.engine.durable.truth_tables import value_of
from govrules.errors import GovrulesError
from govrules.model.dataclass import dataclass

# a normal program has no node that reads more
FEW_INPUTS = MOST_INPUTS
_DRAWN = 16
_SEED = 20260601
_MOST_MEMORY = 2**31
_MOST_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: `faults` is empty when durable-rules and the reference agree."""

    partitions: int
    runs: int
    compared: int
    faults: tuple[str, ...]
    learned: dict[str, dict[int, int]]


def trial(program: LogicProgram, few_inputs: int = FEW_INPUTS) -> Trial:
    """Try every partition of a normal program. Raises `EngineFault` for a breach of protocol."""
    return trial_of(NodeTables(program), few_inputs)


def trial_of(tables: NodeTables, few_inputs: int = FEW_INPUTS) -> Trial:
    for table in tables:
        if len(table.inputs) <= few_inputs:
            table.complete()
        else:
            for index in _sample(table):
                table[index]
    learned = tables.learned()
    faults, compared = _compared(tables.program, learned)
    return Trial(tables.partitions, tables.runs, compared, tuple(faults), learned)


def _sample(table: NodeTable) -> Iterator[int]:
    """The edges, then combinations drawn by chance, the same each time."""
    width = len(table.inputs)
    for usual in range(3):
        yield index_of([usual] * width)
        for place in range(width):
            for other in range(3):
                yield index_of([other if at == place else usual for at in range(width)])
    draw = Random(_SEED)
    for _ in range(_DRAWN):
        yield draw.randrange(table.size)


def _compared(program: LogicProgram, learned: dict[str, dict[int, int]]) -> tuple[list[str], int]:
    """The disagreements with the reference, and how many values were compared."""
    faults: list[str] = []
    compared = 0
    for node in program.nodes:
        inputs = node.inputs
        entries = learned.get(node.name, {})
        if not entries:
            faults.append(f'"{node.name}" was never decided')
        for index, value in entries.items():
            compared += 1
            values = values_at(index, len(inputs))
            expected = value_of(node.formula, dict(zip(inputs, values, strict=True)))
            if value != expected:
                faults.append(
                    f'"{node.name}" is {value} for inputs {values}, and should be {expected}'
                )
    return faults, compared


def to_text(result: Trial) -> str:
    """The trial as JSON; a table that is complete is written as one string of digits."""
    learned: dict[str, object] = {}
    for name, entries in result.learned.items():
        dense = sorted(entries) == list(range(len(entries)))
        learned[name] = (
            "".join(str(entries[index]) for index in range(len(entries))) if dense else entries
        )
    return json.dumps(
        {
            "partitions": result.partitions,
            "runs": result.runs,
            "compared": result.compared,
            "faults": result.faults[:_MOST_FAULTS],
            "learned": learned,
        }
    )


def from_text(text: str) -> Trial:
    """The trial again. Raises `ValueError` when the text is not one."""
    try:
        data = json.loads(text)
        learned = {
            str(name): {int(index): int(value) for index, value in _items(entries)}
            for name, entries in data["learned"].items()
        }
        return Trial(
            partitions=int(data["partitions"]),
            runs=int(data["runs"]),
            compared=int(data["compared"]),
            faults=tuple(map(str, data["faults"])),
            learned=learned,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"not a trial ({error})") from error


def _items(entries: str | dict[str, int]) -> Iterator[tuple[str | int, str | int]]:
    yield from enumerate(entries) if isinstance(entries, str) else entries.items()


def main() -> None:
    """Read a program from standard input, write what came of its trial to standard output."""
    _limit_memory()
    # the process is short and keeps nearly all that it makes
    gc.disable()
    try:
        print(to_text(trial(from_json(sys.stdin.read()))))
    except GovrulesError as error:
        print(to_text(Trial(0, 0, 0, (str(error),), {})))


def _limit_memory() -> None:
    """An engine that runs away gets a memory error before the machine does; no core is dumped."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    for limit, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        # a system that has a lower limit already, or none to set, goes on as it is
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
