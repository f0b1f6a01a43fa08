"""Write a group of nodes as one durable-rules ruleset, with the message that it is asked with.

Each node gets one durable rule for each value that it can take (its rails), named by its number
and that value, so that exactly one of them fires; the sentinel fires after all of them. User's
names never reach the engine: inputs are numbered into a fixed table of two-letter properties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase
from typing import Any

from govrules.compiler.bounds import SENTINEL, SENTINEL_PROPERTY
from govrules.compiler.program import Formula, Node
from govrules.compiler.rails import ALWAYS, Both, Condition, Either, Test, rails

# "id" has a meaning of its own; that no two of these have the same hash is tested
PROPERTY_NAMES = tuple(
    first + second
    for first, second in product(ascii_lowercase, ascii_lowercase)
    if first + second != "id"
)[:250]

Pattern = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DurableRuleset:
    """A ruleset and how to talk to it.

    `inputs` are the names whose values (0, 1 or 2) fill `template`, in order; `rails` gives for the
    name of a durable rule the position in `nodes` of the node that it decides, and its value.
    """

    inputs: tuple[str, ...]
    nodes: tuple[str, ...]
    definition: Mapping[str, Mapping[str, Any]]
    rails: Mapping[str, tuple[int, int]]
    template: str


def to_durable(nodes: Sequence[Node]) -> DurableRuleset:
    """The ruleset that decides these nodes, none of which reads another, all in normal form."""
    inputs = inputs_of(nodes)
    properties = dict(zip(inputs, PROPERTY_NAMES, strict=False))
    definition: dict[str, Mapping[str, Any]] = {}
    rail_names: dict[str, tuple[int, int]] = {}
    for position, node in enumerate(nodes):
        for value, pattern in patterns(node.formula, properties).items():
            name = f"{position:03d}{value}"
            definition[name] = {"all": [{"m": pattern}]}
            rail_names[name] = (position, value)
    definition[SENTINEL] = {"all": [{"m": {SENTINEL_PROPERTY: 1}}], "pri": 60000}
    slots = "".join(f',"{properties[name]}":%d' for name in inputs)
    return DurableRuleset(
        inputs=inputs,
        nodes=tuple(node.name for node in nodes),
        definition=definition,
        rails=rail_names,
        template='{"sid":"1","id":"q","' + SENTINEL_PROPERTY + '":1' + slots + "}",
    )


def inputs_of(nodes: Sequence[Node]) -> tuple[str, ...]:
    """All that these nodes read, each once: the order in which a ruleset takes its values."""
    return tuple(dict.fromkeys(name for node in nodes for name in node.inputs))


def patterns(formula: Formula, properties: Mapping[str, str]) -> dict[int, Pattern]:
    """The pattern of each rail of a formula, by the value that it stands for."""
    return {value: _pattern(rail, properties) for value, rail in rails(formula).items()}


def _pattern(condition: Condition, properties: Mapping[str, str]) -> Pattern:
    match condition:
        case Test(name, True, value):
            return {properties[name]: value}
        case Test(name, False, value):
            return {"$neq": {properties[name]: value}}
        case Both(items):
            if condition == ALWAYS:
                # a constant: fires whenever the sentinel does
                return {SENTINEL_PROPERTY: 1}
            return {"$and": [_pattern(item, properties) for item in items]}
        case Either(items):
            return {"$or": [_pattern(item, properties) for item in items]}
    raise ValueError(f"not a condition: {condition!r}")
