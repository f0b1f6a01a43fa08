"""The policy as a whole: its items and its comments."""

from __future__ import annotations

from dataclasses import field

from govrules.language.syntax.heading import Header, Principle, Priority, Source
from govrules.language.syntax.rules import AcceptedFindings, Departures, Duties, Rule, WhoDecides
from govrules.language.syntax.scenarios import Scenario
from govrules.language.syntax.tables import OptionComparison, PortfolioRule, Table
from govrules.language.syntax.vocabulary import Assumption, Definition, Figure, Vocabulary
from govrules.model.dataclass import dataclass
from govrules.model.place import Place

Item = (
    Source | Vocabulary | Figure | Definition | Assumption | Priority | Principle | Rule
    | Departures | Table | PortfolioRule | OptionComparison | Duties | WhoDecides
    | AcceptedFindings | Scenario
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comment:
    """A `#` comment. `own_line` is false for one that follows other words on its line.

    For one on its own line, so many blank lines stand before and after it.
    """

    text: str
    place: Place
    own_line: bool
    blank_before: int = 0
    blank_after: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy file. Comments are kept for the formatter and mean nothing."""

    header: Header
    items: tuple[Item, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
