"""The reference evaluator: decide a choice in plain Python, straight from the meaning.

It is slow and obvious, and shares no code with the compiler; the engine is compared with it, and
the explanations are read off it.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from govrules.engine import notes
from govrules.engine.reference.conditions import Entry, Reading
from govrules.engine.reference.needs import Missing, Wants
from govrules.engine.reference.owed import Owed
from govrules.engine.reference.rules import RuleEvaluation, Rules
from govrules.engine.reference.values import UNKNOWN
from govrules.engine.reference.verdict import conflicts, possible_conflicts, verdict
from govrules.model.decision import DutyOwed, SignOff, Verdict
from govrules.model.expression import Condition, Value
from govrules.model.facts import Facts
from govrules.model.kleene import Truth
from govrules.model.policy import DatedValue, Definition, Figure, PolicySet, Table, Term

__all__ = ["UNKNOWN", "Evaluation", "Missing", "RuleEvaluation"]


class Evaluation:
    """Everything that the policies say of one choice on one date.

    `reading` is one of these policies, facts and date, where it shall do more than read.
    """

    def __init__(
        self,
        policy_set: PolicySet,
        facts: Facts,
        date: dt.date,
        reading: Reading | None = None,
    ) -> None:
        self.policy_set = policy_set
        self.facts = facts
        self.date = date
        self.reading = reading or Reading(policy_set, facts, date)
        self.wants = Wants(self.reading)
        self.rules = Rules(self.reading, self.wants)
        self.owed = Owed(self.reading, self.rules)

    # --- values and conditions -----------------------------------------------------------------

    def value(self, value: Value, entry: Entry | None = None) -> Any:
        """The canonical value of an expression (a Fraction where it is not decimal), else NONE or
        UNKNOWN. `entry` is the list entry that a `where` looks at."""
        return self.reading.value(value, entry)

    def truth(self, condition: Condition, entry: Entry | None = None) -> Truth:
        """False, unknown or true (0, 1, 2)."""
        return self.reading.truth(condition, entry)

    def term(self, term: Term) -> Any:
        """What is given, worked out or assumed for a term, else NONE or UNKNOWN."""
        return self.reading.term(term)

    def definition(self, definition: Definition) -> Any:
        """The value of a definition; for one with `if`, True, False or UNKNOWN."""
        return self.reading.definition(definition)

    def figure(self, figure: Figure) -> DatedValue | None:
        """The dated value in force; None when there is none, or its `as at` date is not known."""
        return self.reading.figure(figure)

    def row_matches(self, table: Table) -> tuple[Truth, ...]:
        """Whether all cells of each row hold."""
        return self.reading.row_matches(table)

    def table_hits(self, table: Table) -> tuple[Truth, ...]:
        """Whether each row is hit, as the table's hit policy says."""
        return self.reading.table_hits(table)

    # --- rules and the decision ----------------------------------------------------------------

    def rule(self, label: str) -> RuleEvaluation:
        """What became of a rule. Raises KeyError when there is no such rule."""
        return self.rules.rule(label)

    @property
    def conflicts(self) -> tuple[tuple[str, str], ...]:
        """Pairs of rules in play of which the first must and the second must not do one act."""
        return conflicts(self.rules)

    @property
    def possible_conflicts(self) -> tuple[tuple[str, str], ...]:
        """Such pairs of which it is not known whether both are in play, but they may be."""
        return possible_conflicts(self.rules)

    @property
    def duties(self) -> tuple[DutyOwed, ...]:
        return self.owed.duties()

    @property
    def sign_offs(self) -> tuple[SignOff, ...]:
        return self.owed.sign_offs()

    @property
    def conditions(self) -> tuple[str, ...]:
        """In words, what a choice that complies still owes or may owe."""
        return self.owed.conditions()

    @property
    def who_decides(self) -> str | None:
        return self.owed.who_decides()

    @property
    def verdict(self) -> Verdict:
        return verdict(self.rules, owed=bool(self.conditions))

    # --- what is missing or taken for granted --------------------------------------------------

    def needs(self, condition: Condition) -> tuple[str, ...]:
        """The keys of the missing facts that could still change an unknown condition, sorted."""
        return _keys(self.wants.condition(condition))

    def value_needs(self, value: Value) -> tuple[str, ...]:
        """The keys of the missing facts that an unknown value waits for, sorted."""
        return _keys(self.wants.value(value))

    def rule_needs(self, label: str) -> tuple[str, ...]:
        """The keys of the facts for want of which a rule is undetermined, sorted."""
        return _keys(self.rules.needs(self.rules.by_label[label]))

    def in_play_needs(self, label: str) -> tuple[str, ...]:
        """The keys of the missing facts that would tell whether a rule is in play, sorted."""
        return _keys(self.rules.in_play_needs(self.rules.by_label[label]))

    @cached_property
    def _everything(self) -> Reading:
        """A reading in which all that counts on the date has been worked out."""
        other = Evaluation(self.policy_set, self.facts, self.date)
        for policy in self.policy_set.policies:
            for definition in policy.definitions:
                other.definition(definition)
            for table in policy.tables:
                other.table_hits(table)
            for rule in policy.rules:
                other.rule(rule.label)
        _ = other.conditions, other.who_decides
        return other.reading

    @property
    def assumptions(self) -> tuple[Term, ...]:
        """The terms whose spoken default was used, in the order of their keys."""
        assumed = self._everything.assumed
        return tuple(assumed[key] for key in sorted(assumed))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the way that values were come by, sorted."""
        found = {*self._everything.found_notes, *self.rules.departures_in_vain()}
        if roles := self.owed.disagreement():
            found.add(notes.several_decide(roles))
        return tuple(sorted(found))


def _keys(missing: frozenset[Missing]) -> tuple[str, ...]:
    return tuple(sorted(one.key for one in missing))
