"""Write the lines of the quick function that check each fact of a plain choice and classify it.

Values that no atom of the policy tells apart are in one class (`compiler.classes`). A few facts
together have one number for their classes, and what that adds to the indexes of all cells is one
big whole number, summed up once and kept (`ClassSums`).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
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

Give = Callable[[Any], "int | None"]
"""From a value of a fact, or None where it is not given, to what its class gives."""
MOST_TOGETHER = 256
"""So many combinations of classes are summed up and kept for facts that are taken together."""
_MOST_DATES = 16_384


@dataclass(frozen=True, slots=True)
class FactClasses:
    """The classes of one fact: what each of them gives, the first if the fact is not given.

    A number's class is told by where it lies among `cuts`; any other value's by `table`.
    """

    term: Term
    gives: tuple[int | None, ...]
    cuts: tuple[int, ...] = ()
    table: Mapping[Any, int] | None = None


def classes_of(term: Term, atoms: Sequence[FactAtom], give: Give) -> FactClasses:
    """How a fact is classified by the atoms that read it, and what each class gives."""
    match term.type:
        case NumberType() | PercentageType() | MoneyType():
            least, most = whole_number_bounds(term)
            inside = [cut for cut in all_cuts(atoms) if least < cut <= most]
            return _classes(term, give, (least, *inside), cuts=(least, *inside, most + 1))
        case DateType():
            first, last = dt.date.min.toordinal(), dt.date.max.toordinal()
            cuts = [cut for cut in all_cuts(atoms) if first < cut <= last]
            days = [dt.date.fromordinal(day) for day in (first, *cuts)]
            return _classes(term, give, days, cuts=tuple(cuts))
        case OneOfType(values):
            numbered = list(enumerate(values, 1))
            table: dict[Any, int] = {None: 0}
            table |= {word.written: number for number, word in numbered}
            table |= {word.text: number for number, word in numbered}
            return _classes(term, give, [word.text for word in values], table=table)
        case YesNoType():
            return _classes(term, give, (False, True))
        case TextType() if not term.or_none:
            words = list(dict.fromkeys(word for atom in atoms for word in atom.words))
            other = "".join(map(str, words)) + "."  # a text that none of the words is
            numbers = {word: number for number, word in enumerate(words, 2)}
            return _classes(term, give, (other, *words), table=numbers)
        case _:
            return FactClasses(term, (0,), table={None: 0})


def _classes(
    term: Term,
    give: Give,
    values: Sequence[Any],
    cuts: tuple[int, ...] = (),
    table: Mapping[Any, int] | None = None,
) -> FactClasses:
    """The classes of a fact, given one value of each besides that it is not given."""
    return FactClasses(term, tuple(map(give, (None, *values))), cuts, table)


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
    """From the classes of a few facts, as one number, to what they give together.

    TypeError where one of them gives nothing.
    """

    def __init__(self, facts: Sequence[FactClasses]) -> None:
        super().__init__()
        self._gives = [fact.gives for fact in facts]

    def __missing__(self, classes: int) -> int:
        total, rest = 0, classes
        for gives in self._gives:
            rest, number = divmod(rest, len(gives))
            total += gives[number]  # type: ignore[operator]  # TypeError for None
        if len(self) < MOST_TOGETHER:
            self[classes] = total
        return total


def read_facts(source: Source, facts: Sequence[FactClasses]) -> None:
    """Lines that check and classify all facts, and sum up in `total` what their classes give.

    They give up with None, KeyError or TypeError where a value needs care.
    """
    source.line("total = 0")
    for group in grouped(facts):
        source.line("k = 0")
        weight = 1
        for fact in group:
            _read_fact(source, fact, weight)
            weight *= len(fact.gives)
        source.line(f"total += {source.constant(ClassSums(group))}[k]")


def grouped(facts: Sequence[FactClasses]) -> list[list[FactClasses]]:
    """Facts together that have few enough combinations of classes: the large ones first, each in
    the first group with room for it."""
    groups: list[list[FactClasses]] = []
    sizes: list[int] = []
    for fact in sorted(facts, key=lambda fact: -len(fact.gives)):
        classes = len(fact.gives)
        place = next((n for n, size in enumerate(sizes) if size * classes <= MOST_TOGETHER), None)
        if place is None:
            groups.append([fact])
            sizes.append(classes)
        else:
            groups[place].append(fact)
            sizes[place] *= classes
    return groups


def _read_fact(source: Source, fact: FactClasses, weight: int) -> None:
    """Lines that check one fact and add the number of its class to `k`."""
    term = fact.term
    source.line(f"x = get({term.key!r})")
    if term.assumed is not None:
        source.line("if x is None: return None")
    elif term.or_none:
        source.line(f"if x is None and {term.key!r} in choice: return None")
    number = class_number(source, fact, weight, "x")
    kind = plain_kind(term)
    if kind in (int, bool):
        source.line(f"if x.__class__ is {kind.__name__}: k += {number}")
        source.line("elif x is not None: return None")
    else:
        source.line(f"k += {number}")


def plain_kind(term: Term) -> type[int | bool | str] | None:
    """What JSON gives for a plain value of a term; None where every value needs care."""
    match term.type:
        case NumberType() | PercentageType() | MoneyType():
            return int
        case YesNoType():
            return bool
        case DateType() | OneOfType():
            return str
        case TextType() if not term.or_none:
            return str
    return None


def class_number(source: Source, fact: FactClasses, weight: int, name: str) -> str:
    """An expression for the number of the class, times a weight, of a value of the plain kind.

    A value that needs care gives a KeyError, or a TypeError when something is added to it.
    """
    match fact.term.type:
        case NumberType() | PercentageType() | MoneyType():
            # what lies outside the bounds has no class, and adding None ends the quick way
            inside = [number * weight for number in range(1, len(fact.cuts))]
            numbers = source.constant([None, *inside, None])
            return f"{numbers}[bisect_right({source.constant(fact.cuts)}, {name})]"
        case YesNoType():
            return f"({2 * weight} if {name} else {weight})"
        case DateType():
            return f"{source.constant(DayClasses(fact.cuts, weight))}[{name}]"
        case TextType() if not fact.term.or_none:
            return f"{source.constant(TextClasses(fact.table or {}, weight))}[{name}]"
    table = {word: number * weight for word, number in (fact.table or {}).items()}
    return f"{source.constant(table)}[{name}]"


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
