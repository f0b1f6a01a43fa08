"""A choice and a date, said as formulas over the variables of a world."""

from __future__ import annotations

import datetime as dt
from typing import Any

import z3

from govrules.compiler.to_z3.facts import Fact, World
from govrules.compiler.to_z3.values import Entries, Entry, Length, Names, real
from govrules.model.duration import Duration
from govrules.model.facts import NONE, Facts


def pinned(world: World, facts: Facts, date: dt.date) -> list[Any]:
    """Formulas that leave only this choice, so far as the world has asked of it."""
    found = [world.day == date.toordinal()]
    for fact in world.facts.values():
        if fact.name == "acts":
            found.append(fact.given == (facts.acts is not None))
            for act, proposed in fact.value.of.items():
                found.append(proposed == (act in (facts.acts or ())))
        elif fact.term is None:
            judged = facts.judgements.get(fact.key)
            found.append(fact.given == (judged is not None))
            found.append(fact.value.of == bool(judged and judged.value))
        else:
            found += _fact(world, fact, facts.values.get(fact.key))
    return found


def _fact(world: World, fact: Fact, value: Any) -> list[Any]:
    found = [fact.given == (value is not None)]
    if fact.term is not None and fact.term.or_none and value is not None:
        found.append(fact.value.none == (value is NONE))
    return found if value is None or value is NONE else found + _value(world, fact.value.of, value)


def _value(world: World, of: Any, value: Any) -> list[Any]:
    if isinstance(of, Entries):
        return _entries(world, of, value)
    if isinstance(of, Names):
        others = len(value - of.members.keys())
        return [of.others == others, *(has == (n in value) for n, has in of.members.items())]
    if isinstance(of, Length):
        assert isinstance(value, Duration)
        return [
            of.months == value.months,
            of.days == value.days,
            of.counted == (not value.comparable),
        ]
    if isinstance(value, bool):
        return [of == value]
    if isinstance(value, dt.date):
        return [of == value.toordinal()]
    if isinstance(value, str):
        return [of == world.words.code(value)]
    return [of == real(value)]


def _entries(world: World, of: Entries, value: Any) -> list[Any]:
    if isinstance(value, dict):
        rest = [name for name in value if name not in of.named]
        given = {name: {"": value[name]} for name in value}
        pairs = [(entry, given.get(name)) for name, entry in of.named.items()]
        others = [given[name] for name in rest] + [None] * len(of.first)
    else:
        pairs, others, rest = [], [*value, *[None] * len(of.first)], list(value)
    pairs += list(zip(of.first, others, strict=False))
    found = [of.more == max(0, len(rest) - len(of.first))]
    for entry, fields in pairs:
        found += _entry(world, entry, fields)
    return found


def _entry(world: World, entry: Entry, fields: Any) -> list[Any]:
    if fields is None:
        return [z3.Not(entry.there)]
    found = [entry.there]
    for key, value in entry.fields.items():
        given = fields.get(key)
        found.append(value.known == (given is not None))
        found += [] if given is None else _value(world, value.of, given)
    return found


__all__ = ["NONE", "pinned"]
