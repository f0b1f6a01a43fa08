"""The shape of a node: its formula with the inputs numbered, so that equal nodes are decided once.

A node's value depends on its formula and on the values of its inputs, not on what they are called.
So "C2 in play" and "C3 in play" have one shape, and what durable-rules decides for a shape holds
for each of its nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

Shape = str
"""A formula in words: "all(a, not(b), some(c, d))", the inputs named in the order of first use."""

_NAMES = "abcdefghijklmnopqrstuvwxyz"


def shape_of(node: Node) -> Shape:
    """The shape of a node (of one that reads at most 26 inputs)."""
    return _shape(_numbered(node))


def shapes_of(nodes: Iterable[Node]) -> dict[Shape, Node]:
    """Each shape once, as a node of that name over the inputs "a", "b" and so on."""
    found: dict[Shape, Node] = {}
    for node in nodes:
        formula = _numbered(node)
        shape = _shape(formula)
        if shape not in found:
            found[shape] = Node(shape, formula)
    return found


def program_of(shapes: Iterable[Node]) -> LogicProgram:
    """A program with a node for each shape; all of them read the same few atoms."""
    nodes = tuple(shapes)
    inputs = max((len(node.inputs) for node in nodes), default=0)
    return LogicProgram(tuple(_NAMES[:inputs]), nodes)


def _shape(formula: Formula) -> Shape:
    # a shape must not have the name of an input
    return f"is({formula.name})" if isinstance(formula, Read) else _words(formula)


def _numbered(node: Node) -> Formula:
    return _renamed(node.formula, dict(zip(node.inputs, _NAMES, strict=False)))


def _renamed(formula: Formula, names: Mapping[str, str]) -> Formula:
    match formula:
        case Read(name):
            return Read(names[name])
        case Certain(name):
            return Certain(names[name])
        case Possible(name):
            return Possible(names[name])
        case All(items):
            return All(tuple(_renamed(item, names) for item in items))
        case Some(items):
            return Some(tuple(_renamed(item, names) for item in items))
        case Negation(item):
            return Negation(_renamed(item, names))


def _words(formula: Formula) -> str:
    match formula:
        case Read(name):
            return name
        case Certain(name):
            return f"certain({name})"
        case Possible(name):
            return f"possible({name})"
        case All(items):
            return f"all({', '.join(map(_words, items))})"
        case Some(items):
            return f"some({', '.join(map(_words, items))})"
        case Negation(item):
            return f"not({_words(item)})"
