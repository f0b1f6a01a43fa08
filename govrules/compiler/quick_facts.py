"""Write the lines of the quick function that read one fact and add what its class gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govrules.compiler.classes import FactAtom, all_cuts
from govrules.compiler.python_source import Source
from govrules.compiler.to_reader import iso_date, whole_number_bounds
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
_MOST_DATES = 65_536


def _adds(atoms: Weighted, value: Any) -> int:
    """What a value (None: not given) adds to the sum of all indexes."""
    return sum(atom.truth(value) * weight for atom, weight in atoms)


class DateSums(dict[str | None, int]):
    """From a date as JSON writes it to what it adds; an unreadable one raises KeyError."""

    def __init__(self, term: Term, atoms: Weighted) -> None:
        super().__init__({None: _adds(atoms, None)})
        self._atoms = atoms
        self._unknown = self[None]

    def __missing__(self, text: object) -> int:
        date = iso_date(text) if isinstance(text, str) else None
        if date is None:
            raise KeyError(text)
        if len(self) > _MOST_DATES:
            self.clear()
            self[None] = self._unknown
        self[str(text)] = adds = _adds(self._atoms, date)
        return adds


def read_fact(source: Source, term: Term, atoms: Weighted) -> int:
    """Lines that check a fact and add its class to `total`; they give up where care is needed.

    What is given back stands in `total` from the start: what a usual value adds. The lines then
    add only how far the class differs from that, which for a usual value is nothing at all.
    """
    source.line(f"x = get({term.key!r})")
    if term.assumed is not None:
        source.line("if x is None: return None")
    elif term.or_none:
        source.line(f"if x is None and {term.key!r} in choice: return None")
    match term.type:
        case NumberType() | PercentageType() | MoneyType():
            return _by_size(source, term, atoms)
        case DateType():
            source.line(f"total += {source.constant(DateSums(term, atoms))}[x]")
        case OneOfType(values):
            usual = _adds(atoms, values[0].text)
            sums: dict[str | None, int] = {None: _adds(atoms, None) - usual}
            for word in values:
                sums[word.text] = sums[word.written] = _adds(atoms, word.text) - usual
            source.line(f"d = {source.constant(sums)}[x]")
            source.line("if d: total += d")
            return usual
        case YesNoType():
            usual = _adds(atoms, False)
            source.line("if x is False: pass")
            source.line(f"elif x is True: total += {source.constant(_adds(atoms, True) - usual)}")
            source.line(f"elif x is None: total += {source.constant(_adds(atoms, None) - usual)}")
            source.line("else: return None")
            return usual
        case TextType() if not term.or_none:
            words = {word: _adds(atoms, word) for atom, _ in atoms for word in atom.words}
            other = source.constant(_adds(atoms, _other_text(words)))
            source.line(f"if x is None: total += {source.constant(_adds(atoms, None))}")
            source.line("elif not is_plain_text(x): return None")
            source.line(f"else: total += {source.constant(words)}.get(x, {other})")
        case _:
            source.line("if x is not None: return None")
    return 0


def _by_size(source: Source, term: Term, atoms: Weighted) -> int:
    cuts = all_cuts(atom for atom, _ in atoms)
    least, most = whole_number_bounds(term)
    inside = [cut for cut in cuts if least < cut <= most]
    usual = _adds(atoms, least)
    # what lies outside the bounds has no class, and adding None ends the quick way
    sums = [None, 0, *(_adds(atoms, value) - usual for value in inside), None]
    cut = source.constant([least, *inside, most + 1])
    source.line("if x.__class__ is int:")
    source.line(f"    d = {source.constant(sums)}[bisect_right({cut}, x)]")
    source.line("    if d != 0: total += d")
    source.line(f"elif x is None: total += {source.constant(_adds(atoms, None) - usual)}")
    source.line("else: return None")
    return usual


def _other_text(words: dict[Any, int]) -> str:
    """A text that none of the words is."""
    return "".join(str(word) for word in words) + "."


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
