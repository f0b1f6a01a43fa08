"""The text of a generated Python function: lines, fresh names and constants."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from govrules.model.dataclass import dataclass

_LONGEST_LITERAL = 4096
"""In bits: Python refuses to write out whole numbers of more than 4,300 digits."""


@dataclass(slots=True)
class Source:
    lines: list[str] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)
    _count: int = 0

    def fresh(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"

    def line(self, text: str) -> None:
        self.lines.append(text)

    def assign(self, prefix: str, expression: str) -> str:
        """Write `name = expression` and give the name; a name or number is given as it is."""
        if expression.isidentifier() or expression.isdigit():
            return expression
        name = self.fresh(prefix)
        self.line(f"{name} = {expression}")
        return name

    def constant(self, value: Any) -> str:
        """A literal for small plain values, else the name of a constant of the function."""
        if type(value) is int and value.bit_length() > _LONGEST_LITERAL:
            return self._named(value)
        if value is None or type(value) is bool or type(value) is int or type(value) is str:
            return repr(value)
        return self._named(value)

    def _named(self, value: Any) -> str:
        name = f"K{len(self.constants)}"
        self.constants[name] = value
        return name

    def function(self, head: str) -> str:
        body = "\n".join(f"    {line}" for line in self.lines)
        return f"def {head}:\n{body}\n"
