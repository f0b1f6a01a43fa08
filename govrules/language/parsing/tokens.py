"""The token that the lexer makes and the parser reads."""

from __future__ import annotations

from typing import Any

from govrules.language.parsing.scanner import Word
from govrules.model.dataclass import dataclass
from govrules.model.place import Place


@dataclass(slots=True)
class Token:
    """A terminal of the grammar with its value and the first and last word that it stands for."""

    type: str
    value: Any
    first: Word
    last: Word

    @property
    def place(self) -> Place:
        first, last = self.first, self.last
        return Place(first.file, first.line, first.column, last.end_line, last.end_column)

    def written(self, text: str) -> str:
        """How the token stands in the text of its file, for a message."""
        return text[self.first.start : self.last.end]
