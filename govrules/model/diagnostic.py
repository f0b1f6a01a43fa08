"""Faults of a policy or a choice, as data that can be sorted, shown and exported."""

from __future__ import annotations

from typing import Literal

from govrules.model.dataclass import dataclass
from govrules.model.place import Place

Severity = Literal["error", "warning"]


def severity_of(code: str) -> Severity:
    """A warning, or a finding of analysis, does not stop a decision; an error does."""
    return "warning" if code.startswith(("P5", "A")) else "error"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a fault concerns, and what stands there."""

    place: Place
    note: str

    def __str__(self) -> str:
        return f"  {self.place} {self.note}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of a policy: what (`message`), where (`place`) and, in the message, what next.

    `code` is stable: P1xx syntax, P2xx names, P3xx types, P4xx relations, P5xx warnings; what
    analysis finds has codes of its own, A1xx and so on.
    """

    code: str
    message: str
    place: Place
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        return severity_of(self.code)

    def __str__(self) -> str:
        lines = [f"{self.place} {self.code} {self.message}"]
        lines += [str(related) for related in self.related]
        return "\n".join(lines)


def in_source_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, place and code, without repeats."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.place, d.code, d.message)))


@dataclass(frozen=True, slots=True)
class ChoiceFault:
    """One fault of a choice: the key it concerns, what is wrong, and where the key stands.

    `where` names the file and, when it is known, the line and column ("choice.json:4:3") or the
    row of a table ("choices.csv row 7"); it is empty for a choice given as a mapping.
    """

    key: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        parts = [self.where, f'"{self.key}"' if self.key else "", self.message]
        return " ".join(part for part in parts if part)
