"""Write the lines of the quick function that check each fact of a plain choice and classify it.

Values that no atom of the policy tells apart are in one class (`compiler.classes`). A few facts
together have one number for their classes, and what that adds to the indexes of all cells is one
big whole number, summed up once and kept (`ClassSums`).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from govrules.compiler.classes import FactAtom, all_cuts
from govrules.compiler.python_source import Source
from govrules.compiler.to_reader import is_plain_text, iso_date, whole_number_bounds
from govrules.model.dataclass import dataclass
from govrules.model.facts import ACTS
from govrules.model.policy import Act, Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)

Weighted = Sequence[tuple[FactAtom, int]]
MOST_TOGETHER = 1_024
"""So many combinations of classes are summed up and kept for facts that are taken together."""
_MOST_DATES = 16_384


@dataclass(frozen=True, slots=True)
class FactClasses:
    """The classes of one fact: what each adds to the sum of all indexes, the first if not given.

    A number's class is told by where it lies among `cuts`; any other value's by `table`.
    """

    term: Term
    adds: tuple[int, ...]
    cuts: tuple[int, ...] = ()
    table: Mapping[Any, int] | None = None


def classes_of(term: Term, atoms: Weighted) -> FactClasses:
    """How a fact is classified."""
    match term.type:
        case NumberType() | PercentageType() | MoneyType():
            least, most = whole_number_bounds(term)
            inside = [cut for cut in all_cuts(atom for atom, _ in atoms) if least < cut <= most]
            return _classes(term, atoms, (least, *inside), cuts=(least, *inside, most + 1))
        case DateType():
            first, last = dt.date.min.toordinal(), dt.date.max.toordinal()
            cuts = [cut for cut in all_cuts(atom for atom, _ in atoms) if first < cut <= last]
            days = [dt.date.fromordinal(day) for day in (first, *cuts)]
            return _classes(term, atoms, days, cuts=tuple(cuts))
        case OneOfType(values):
            numbered = list(enumerate(values, 1))
            table: dict[Any, int] = {None: 0}
            table |= {word.written: number for number, word in numbered}
            table |= {word.text: number for number, word in numbered}
            return _classes(term, atoms, [word.text for word in values], table=table)
        case YesNoType():
            return _classes(term, atoms, (False, True))
        case TextType() if not term.or_none:
            words = list(dict.fromkeys(word for atom, _ in atoms for word in atom.words))
            other = "".join(map(str, words)) + "."  # a text that none of the words is
            numbers = {word: number for number, word in enumerate(words, 2)}
            return _classes(term, atoms, (other, *words), table=numbers)
        case _:
            return FactClasses(term, (0,), table={None: 0})


def _classes(
    term: Term,
    atoms: Weighted,
    values: Sequence[Any],
    cuts: tuple[int, ...] = (),
    table: Mapping[Any, int] | None = None,
) -> FactClasses:
    """The classes of a fact, given one value of each besides that it is not given."""
    adds = tuple(
        sum(atom.truth(value) * weight for atom, weight in atoms) for value in (None, *values)
    )
    return FactClasses(term, adds, cuts, table)


class DayClasses(dict[str | None, int]):
    """From a date as JSON writes it to the number of its class; else KeyError."""

    def __init__(self, cuts: Sequence[int], weight: int) -> None:
        super().__init__({None: 0})
        self._cuts = cuts
        self._weight = weight

    def __missing__(self, text: object) -> int:
        date = iso_date(text) if isinstance(text, str) else None
        if date is None:
            raise KeyError(text)
        if len(self) > _MOST_DATES:
            self.clear()
            self[None] = 0
        found = (1 + bisect_right(self._cuts, date.toordinal())) * self._weight
        self[str(text)] = found
        return found


class TextClasses(dict[str | None, int]):
    """From a text to the number of its class; else KeyError. Texts are not kept."""

    def __init__(self, words: Mapping[str, int], weight: int) -> None:
        super().__init__({None: 0} | {word: number * weight for word, number in words.items()})
        self._other = weight

    def __missing__(self, text: object) -> int:
        if not is_plain_text(text):
            raise KeyError(text)
        return self._other


class ClassSums(dict[int, int]):
    """From the classes of a few facts, as one number, to what they add to the indexes."""

    def __init__(self, adds: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._adds = adds

    def __missing__(self, classes: int) -> int:
        total, rest = 0, classes
        for adds in self._adds:
            rest, number = divmod(rest, len(adds))
            total += adds[number]
        if len(self) < MOST_TOGETHER:
            self[classes] = total
        return total


def read_facts(source: Source, facts: Sequence[FactClasses]) -> None:
    """Lines that check and classify all facts, and sum up in `total` what their classes give.

    They give up with None, KeyError or TypeError where a value needs care.
    """
    source.line("total = 0")
    for group in _groups(facts):
        source.line("k = 0")
        weight = 1
        for fact in group:
            _read_fact(source, fact, weight)
            weight *= len(fact.adds)
        source.line(f"total += {source.constant(ClassSums([fact.adds for fact in group]))}[k]")


def _groups(facts: Sequence[FactClasses]) -> list[list[FactClasses]]:
    """Neighbouring facts, as many together as have few enough combinations of classes."""
    groups: list[list[FactClasses]] = []
    size = 0
    for fact in facts:
        size *= len(fact.adds)
        if not groups or size > MOST_TOGETHER:
            groups.append([])
            size = len(fact.adds)
        groups[-1].append(fact)
    return groups


def _read_fact(source: Source, fact: FactClasses, weight: int) -> None:
    """Lines that check one fact and add the number of its class to `k`."""
    term = fact.term
    source.line(f"x = get({term.key!r})")
    if term.assumed is not None:
        source.line("if x is None: return None")
    elif term.or_none:
        source.line(f"if x is None and {term.key!r} in choice: return None")
    match term.type:
        case NumberType() | PercentageType() | MoneyType():
            # what lies outside the bounds has no class, and adding None ends the quick way
            inside = [number * weight for number in range(1, len(fact.cuts))]
            numbers = source.constant([None, *inside, None])
            cuts = source.constant(fact.cuts)
            source.line(f"if x.__class__ is int: k += {numbers}[bisect_right({cuts}, x)]")
            source.line("elif x is not None: return None")
        case DateType():
            source.line(f"k += {source.constant(DayClasses(fact.cuts, weight))}[x]")
        case YesNoType():
            source.line(f"if x is False: k += {weight}")
            source.line(f"elif x is True: k += {2 * weight}")
            source.line("elif x is not None: return None")
        case TextType() if not term.or_none:
            source.line(f"k += {source.constant(TextClasses(fact.table or {}, weight))}[x]")
        case _:
            table = {word: number * weight for word, number in (fact.table or {}).items()}
            source.line(f"k += {source.constant(table)}[x]")


def read_acts(source: Source, acts: Sequence[Act], weights: dict[str, int]) -> None:
    """Lines that check the acts proposed and add what each of them, or their lack, gives."""
    words = {act.name: act.name for act in acts} | {act.written: act.name for act in acts}
    adds = {act.name: 2 * weights.get(act.name, 0) for act in acts}
    source.line(f"x = get({ACTS!r})")
    source.line(f"if x is None: total += {source.constant(sum(weights.values()))}")
    source.line("elif x.__class__ is not list: return None")
    source.line("else:")
    source.line(f"    for act in frozenset(map({source.constant(words)}.__getitem__, x)):")
    source.line(f"        total += {source.constant(adds)}[act]")
