"""Two rulebooks in one world: what each decides of the same choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import z3

from govrules.analysis.solving.comparing.records import Record, recorded, records_of
from govrules.analysis.solving.plausible import named_values
from govrules.analysis.solving.shown import choice_of
from govrules.analysis.solving.solver import Model, Solver
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.to_z3.facts import Fact, World, kind_of
from govrules.compiler.to_z3.rails import NO, Bool, Rails, both, either, no, some
from govrules.compiler.to_z3.translation import Translation
from govrules.compiler.to_z3.values import Entries
from govrules.engine.decider import Decider
from govrules.model.facts import ACTS, JUDGEMENTS
from govrules.model.vocabulary import Vocabulary


@dataclass(slots=True)
class Pair:
    """`on` is the date of the decisions; where the old rulebook has ended by then, it is asked as
    on its last day, `was_on`.

    Dates are fixed, so that what the rulebooks share is the same formula in both, whatever dates
    stand in their headings.
    """

    old: Decider
    new: Decider
    on: dt.date
    was_on: dt.date
    world: World = field(init=False)
    before: Translation = field(init=False)
    after: Translation = field(init=False)
    solver: Solver = field(init=False)
    named: Mapping[str, tuple[Any, ...]] = field(init=False)

    def __post_init__(self) -> None:
        on, was_on = (z3.IntVal(day.toordinal()) for day in (self.on, self.was_on))
        self.world = World(day=on)
        self.before = Translation(self.old.logic, self.world, was_on)
        self.after = Translation(self.new.logic, self.world, on)
        for rulebook in (self.before, self.after):
            rulebook.recorded.update(records_of(rulebook.logic, rulebook))
            rulebook.build()
        self.solver = Solver(self.world)
        self.named = named_values(self.old.logic, self.new.logic)

    def unchanged(self) -> list[Rails]:
        """What the verdict rests on and is the same in both: rules of which nothing changes,
        conflicts, and what is owed."""
        old, new = self.old.logic, self.new.logic
        names = _verdict_inputs(old) & _verdict_inputs(new)
        of_rules = {node for logic in (old, new) for rule in logic.rules for node in rule.outcome}
        alike = {name for name in names - of_rules if self._same(name)}
        before = {rule.rule.label: rule for rule in old.rules}
        for rule in new.rules:
            was = before.get(rule.rule.label)
            if (
                was is not None
                and was.outcome == rule.outcome
                and all(map(self._same, rule.outcome))
            ):
                alike |= names & set(rule.outcome)
        return [self.after.node(name) for name in sorted(alike)]

    def _same(self, name: str) -> bool:
        return same(self.before.node(name), self.after.node(name))

    def counts_differently(self) -> Bool:
        """Something is recorded that counts for one rulebook only, of those that ask for it."""
        before, after = self.before.recorded, self.after.recorded
        names = [name for name in before if name in after and not before[name].eq(after[name])]
        return some(before[name] != after[name] for name in names)

    @property
    def complete(self) -> list[Bool]:
        """Everything is told that either rulebook asks for."""
        told = []
        for fact in self.world.facts.values():
            if isinstance(fact.value.of, Record):
                continue  # nobody need depart from a rule or sign off
            told.append(fact.given)
            if isinstance(fact.value.of, Entries):
                of = fact.value.of
                told += [
                    either(no(entry.there), value.known)
                    for entry in (*of.first, *of.named.values())
                    for value in entry.fields.values()
                ]
        return told

    def retyped(self) -> list[str]:
        """The names of the terms that one rulebook writes otherwise than the other."""
        old, new = self.old.vocabulary.terms, self.new.vocabulary.terms
        return [
            new[key].name
            for key in old.keys() & new.keys()
            if kind_of(old[key].type) != kind_of(new[key].type)
        ]

    # --- choices -------------------------------------------------------------------------------

    def choices(self, model: Model, facts: Iterable[Fact]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What each rulebook can read of the choice of a model. Raises NotShownError."""
        told = {fact.given.get_id() for fact in facts}
        kept = [fact for fact in self.world.facts.values() if fact.given.get_id() in told]
        return self._readable(self.old, model, kept), self._readable(self.new, model, kept)

    def _readable(self, decider: Decider, model: Model, facts: list[Fact]) -> dict[str, Any]:
        vocabulary = decider.vocabulary
        own = [f for f in facts if _is_of(vocabulary, f) and not isinstance(f.value.of, Record)]
        choice = choice_of(self.world, model, own) | recorded(model, facts, vocabulary)
        if ACTS in choice:
            choice[ACTS] = [act for act in choice[ACTS] if act in vocabulary.acts]
        judged = choice.pop(JUDGEMENTS, {})
        readable = {text: is_so for text, is_so in judged.items() if text in vocabulary.judgements}
        return choice | ({JUDGEMENTS: readable} if readable else {})


def _is_of(vocabulary: Vocabulary, fact: Fact) -> bool:
    """Whether a choice may give the fact, as it is here, under a vocabulary."""
    if fact.term is None:
        return True
    term = vocabulary.terms.get(fact.key)
    return (
        term is not None
        and term.worked_out_by is None
        and (term.type, term.or_none) == (fact.term.type, fact.term.or_none)
    )


def same(one: Rails, other: Rails) -> bool:
    """Whether they are one formula, so that nothing need be proved."""
    return bool(one.true.eq(other.true) and one.possible.eq(other.possible))


def _verdict_inputs(logic: PolicyLogic) -> set[str]:
    nodes = {node.name: node for node in logic.program.nodes}
    return {name for top in ("conflict", "breach", "applies", "owed") for name in nodes[top].inputs}


def differ(before: Mapping[str, Bool], after: Mapping[str, Bool]) -> Bool:
    """The outcomes are not the same."""
    names = dict.fromkeys((*before, *after))
    return no(either(*(both(before.get(n, NO), after.get(n, NO)) for n in names)))
