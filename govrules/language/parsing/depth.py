"""Refuse nesting so deep that no reader could follow it, and that later passes need not fear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

from govrules.language.faults.syntax import SyntaxFault, too_deep
from govrules.language.parsing.tokens import Token
from govrules.language.syntax import Node

DEEPEST: Final = 50
"""Groups, brackets, negations, `where` and arithmetic may nest so deep together, and no deeper."""

_NESTING: Final = frozenset(
    {"BULLETS", "LPAR", "NOT", "WHERE", "ELAPSED", "PLUS", "MINUS", "TIMES", "DIVIDED_BY",
     "WITH_VAT_AT", "WITHOUT_VAT_AT"}
)  # fmt: skip
_OWN_LEVELS: Final = 3
"""A definition, a comparison and a name are levels too, without any nesting."""


def refuse_deep(node: Any, tokens: Sequence[Token]) -> None:
    """Raises SyntaxFault when the node nests too deep; looks only where the tokens allow that."""
    if sum(token.type in _NESTING for token in tokens) <= DEEPEST:
        return
    level = [node]
    for _ in range(DEEPEST + _OWN_LEVELS):
        level = [inner for outer in level for inner in inside(outer)]
        if not level:
            return
    raise SyntaxFault(too_deep(DEEPEST, level[0].place))


def inside(node: Any) -> Iterator[Node]:
    """The nodes directly inside a node, or in a tuple."""
    if not isinstance(node, Node):
        if isinstance(node, tuple):
            yield from (item for item in node if isinstance(item, Node))
        return
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))
