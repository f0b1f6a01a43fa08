"""A whole rulebook → Z3: the truth of every condition, every node, every verdict."""

from __future__ import annotations

from dataclasses import dataclass, field

import z3

from govrules.compiler.from_policy import definition_node, verdict_node
from govrules.compiler.program import All, Certain, Formula, Negation, Possible, Read, Some
from govrules.compiler.strata import ordered_nodes
from govrules.compiler.to_z3.mentioned import mention
from govrules.compiler.to_z3.rails import (
    FALSE,
    NO,
    YES,
    Bool,
    Rails,
    all_of,
    any_of,
    at_least,
    both,
    either,
    known_to,
    negation,
    no,
)
from govrules.compiler.to_z3.spans import compared_numbers
from govrules.compiler.to_z3.terms import Values
from govrules.compiler.to_z3.values import Entries, Entry, Length, Names, Value
from govrules.model import expression as e
from govrules.model.types import PercentageType


@dataclass(slots=True)
class Translation(Values):
    """The rulebook for the choices of a world, worked out as it is asked for.

    What is recorded with a choice (departures, sign-offs, duties done) counts as not recorded,
    except for the records in `recorded`.
    """

    recorded: dict[str, Bool] = field(default_factory=dict)
    _nodes: dict[str, Rails] = field(default_factory=dict)
    _formulas: dict[str, Formula] = field(default_factory=dict)
    _in_force: dict[str, Bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super(Translation, self).__post_init__()
        mention(self.world, self.logic)
        self._formulas.update((node.name, node.formula) for node in self.logic.program.nodes)
        self._in_force.update(self._rules_in_force())

    # --- the logic program ---------------------------------------------------------------------

    def build(self) -> None:
        """Work out every node, those that are read first before the others."""
        for node in ordered_nodes(self.logic.program):
            self.node(node.name)

    def node(self, name: str) -> Rails:
        """The truth of a node or an atom."""
        if name not in self._nodes:
            formula = self._formulas.get(name)
            self._nodes[name] = self._atom(name) if formula is None else self.formula(formula)
        return self._nodes[name]

    def verdict(self, verdict: str) -> Bool:
        """Whether this is the verdict."""
        return self.node(verdict_node(verdict)).true

    def formula(self, formula: Formula) -> Rails:
        match formula:
            case Read(name):
                return self.node(name)
            case All(items):
                return all_of([self.formula(item) for item in items])
            case Some(items):
                return any_of([self.formula(item) for item in items])
            case Negation(item):
                return negation(self.formula(item))
            case Certain(name):
                return Rails(self.node(name).true, self.node(name).true)
            case Possible(name):
                return Rails(self.node(name).possible, self.node(name).possible)

    def _atom(self, name: str) -> Rails:
        condition = self.logic.conditions.get(name)
        if condition is not None:
            return self.truth(condition)
        in_force = self._in_force.get(name)
        if in_force is not None:
            return Rails(in_force, in_force)
        recorded = self.recorded.get(name, NO)
        return Rails(recorded, recorded)

    def _rules_in_force(self) -> dict[str, Bool]:
        """When each rule and each policy is in force, by the name of its record."""
        found = {}
        for rule in self.logic.rules:
            dates = (rule.policy.in_force, rule.rule.in_force)
            found[rule.in_force] = both(*(self.in_force(d, self.day) for d in dates))
        for policy in self.logic.policy_set.policies:
            name = f"in force policy {policy.title}"
            found[name] = self.in_force(policy.in_force, self.day)
        return found

    # --- conditions ----------------------------------------------------------------------------

    def truth(self, condition: e.Condition, entry: Entry | None = None) -> Rails:
        match condition:
            case e.AllOf(items):
                return all_of([self.truth(item, entry) for item in items])
            case e.AnyOf(items):
                return any_of([self.truth(item, entry) for item in items])
            case e.AtLeastOf(count, items):
                return at_least(count, [self.truth(item, entry) for item in items])
            case e.Not(item):
                return negation(self.truth(item, entry))
            case e.Meets(definition):
                return self.node(definition_node(definition))
            case e.Compare(relation, left, right):
                return self._compare(relation, left, right, entry)
            case e.Among(left, values):
                return any_of([self._compare("=", left, value, entry) for value in values])
            case e.Holds(value):
                found = self.value(value, entry)
                return known_to(found.known, both(no(found.none), found.of))
            case e.IsKnown(value):
                known = self.value(value, entry).known
                return Rails(known, known)
            case e.IsNone(value):
                found = self.value(value, entry)
                return known_to(found.known, found.none)
            case e.Includes(value, name):
                return _includes(self.value(value, entry), name)
            case e.Judged(_, text):
                return self.world.judged(text)
            case e.Proposes(act):
                return self.world.proposes(act)
            case e.Quantified(kind, term, where):
                test = self._test(where)
                return self.world.lists.quantified(kind, self.term(term), test)

    def _compare(
        self, relation: e.Relation, one: e.Value, other: e.Value, entry: Entry | None
    ) -> Rails:
        left, right = self.value(one, entry), self.value(other, entry)
        both_there = both(left.there, right.there)
        if isinstance(left.of, Length):
            found = self._compare_lengths(relation, left.of, right.of, other)
        elif isinstance(left.of, Names):
            same = _same_names(left.of, right.of)
            found = known_to(YES, same if relation == "=" else no(same))
        elif z3.is_bool(left.of):
            same = left.of == right.of
            found = known_to(YES, same if relation == "=" else no(same))
        else:
            a, b = left.of, right.of
            if isinstance(one.type, PercentageType) != isinstance(other.type, PercentageType):
                a = a / 100 if isinstance(one.type, PercentageType) else a
                b = b / 100 if isinstance(other.type, PercentageType) else b
            holds = compared_numbers(relation, a, b)
            found = Rails(holds, holds)
        # a value known to be none is unlike any other, and in no order to it
        absent = YES if relation == "!=" else NO
        known = both(left.known, right.known)
        true = both(known, either(both(both_there, found.true), both(no(both_there), absent)))
        maybe = either(both(both_there, found.possible), both(no(both_there), absent))
        return Rails(true, either(no(known), maybe))

    def _compare_lengths(
        self, relation: e.Relation, left: Length, right: Length, other: e.Value
    ) -> Rails:
        """With a length that the policy names, exact for whole months and whole days."""
        cases = self.lengths(other)
        if cases is None:
            return self.world.spans.compared(relation, left, right)
        found = FALSE
        for test, length in cases:
            named = Length(
                z3.IntVal(length.months), z3.IntVal(length.days),
                NO if length.comparable else YES, length,
            )  # fmt: skip
            here = self.world.spans.compared(relation, left, named)
            found = Rails(
                either(found.true, both(test, here.true)),
                either(found.possible, both(test, here.possible)),
            )
        return found


def _includes(value: Value, name: str) -> Rails:
    if isinstance(value.of, Names):
        has = value.of.members.get(name, NO)
    elif isinstance(value.of, Entries):
        has = value.of.named[name].there
    else:
        has = NO
    return known_to(value.known, both(no(value.none), has))


def _same_names(one: Names, other: Names) -> Bool:
    names = dict.fromkeys((*one.members, *other.members))
    same = [one.members.get(name, NO) == other.members.get(name, NO) for name in names]
    return both(*same, one.others == 0, other.others == 0)
