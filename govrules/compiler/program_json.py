"""Write a logic program as JSON and read it back, to hand it to another process.

A formula is a list that starts with its kind: ["read", name], ["certain", name],
["possible", name], ["not", formula], ["all", formula, …], ["some", formula, …].
"""

from __future__ import annotations

import json
from typing import Any

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


def to_json(program: LogicProgram) -> str:
    nodes = [[node.name, _listed(node.formula)] for node in program.nodes]
    return json.dumps({"atoms": program.atoms, "nodes": nodes}, separators=(",", ":"))


def from_json(text: str) -> LogicProgram:
    """The program again. Raises `ValueError` when the text is not one."""
    try:
        data = json.loads(text)
        nodes = tuple(Node(str(name), _formula(formula)) for name, formula in data["nodes"])
        return LogicProgram(tuple(map(str, data["atoms"])), nodes)
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise ValueError(f"not a logic program ({error})") from error


def _listed(formula: Formula) -> list[Any]:
    match formula:
        case Read(name):
            return ["read", name]
        case Certain(name):
            return ["certain", name]
        case Possible(name):
            return ["possible", name]
        case Negation(item):
            return ["not", _listed(item)]
        case All(items):
            return ["all", *map(_listed, items)]
        case Some(items):
            return ["some", *map(_listed, items)]


def _formula(listed: list[Any]) -> Formula:
    match listed:
        case ["read", str(name)]:
            return Read(name)
        case ["certain", str(name)]:
            return Certain(name)
        case ["possible", str(name)]:
            return Possible(name)
        case ["not", item]:
            return Negation(_formula(item))
        case ["all", *items]:
            return All(tuple(map(_formula, items)))
        case ["some", *items]:
            return Some(tuple(map(_formula, items)))
    raise ValueError(f"unknown formula {str(listed)[:40]}")
