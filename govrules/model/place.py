"""Where in a file something stands."""

from __future__ import annotations

from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range in a file: lines and columns count from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def to(self, other: Place) -> Place:
        """The range from the start of this place to the end of another."""
        return Place(self.file, self.line, self.column, other.end_line, other.end_column)


NOWHERE = Place("", 0, 0, 0, 0)
