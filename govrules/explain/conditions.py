"""Explain conditions: each step in the policy's own words, with its values and whether it holds."""

from __future__ import annotations

from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference.conditions import Entry
from govrules.explain.explanation import Kind, Reason
from govrules.explain.fill import filled
from govrules.explain.known import Known, said_by, said_place, truth_word
from govrules.explain.values import NOT_GIVEN, say, say_text
from govrules.model import kleene
from govrules.model.expression import (
    AllOf,
    Among,
    AnyOf,
    AtLeastOf,
    Compare,
    Condition,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Meets,
    Not,
    Proposes,
    Quantified,
    Value,
)
from govrules.model.policy import Act

SINGLE_TESTS = (Compare, Among, Includes, IsKnown, IsNone, Holds, Meets)
"""Conditions that are one test on values, said in one line."""
_MOST_ENTRIES = 20


class Conditions:
    """Reasons for the conditions of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.known = Known(evaluation, self)

    def reason(
        self, condition: Condition, entry: Entry | None = None, kind: Kind = "condition"
    ) -> Reason:
        """Why the condition holds or does not."""
        item = condition.item if isinstance(condition, Not) else condition
        if isinstance(condition, Meets):
            return self.known.definition(condition.definition)
        if isinstance(item, Judged):
            kind = "judgement"
        elif isinstance(item, Proposes):
            kind = "act"
        parts = _parts(condition)
        return Reason(
            words=parts[0] if parts else self.words(condition, entry),
            kind=kind,
            truth=truth_word(self.evaluation.truth(condition, entry)),
            place=said_place(condition.place),
            children=(
                tuple(self.reason(part, entry) for part in parts[1])
                if parts
                else self.support(item, entry)
            ),
        )

    def words(self, condition: Condition, entry: Entry | None = None) -> str:
        """The condition in one line, its values filled in."""
        parts = _parts(condition)
        if parts:
            return f"{parts[0]}: " + "; ".join(self.words(part, entry) for part in parts[1])
        item = condition.item if isinstance(condition, Not) else condition
        match item:
            case Judged():
                return f"{condition.words} ({self._judged_note(item)})"
            case Proposes(act):
                return f"{condition.words} ({self.proposed_note(act)})"
            case Quantified():
                return f"{condition.words} ({self._counted_note(item)})"
            case _:
                return self.filled(condition.words, item, entry)

    # --- single tests --------------------------------------------------------------------------

    def filled(self, words: str, test: Condition, entry: Entry | None = None) -> str:
        """Words that say a single test, with the values of the test written in."""
        notes = ((value.words, self.known.note(value, entry)) for value in _values_of(test))
        return filled(words, [(phrase, note) for phrase, note in notes if note is not None])

    def support(self, test: Condition, entry: Entry | None = None) -> tuple[Reason, ...]:
        """What a single test rests on."""
        if isinstance(test, Meets):
            return (self.known.definition(test.definition),)
        if isinstance(test, Quantified):
            entries = self.evaluation.term(test.term)
            return self.entries(test.where, entries) if isinstance(entries, tuple) else ()
        found: tuple[Reason, ...] = ()
        for value in _values_of(test):
            found += self.known.reasons(value, entry)
        return found

    def proposed_note(self, act: Act) -> str:
        acts = self.evaluation.facts.acts
        if acts is None:
            return "the choice does not say what it proposes"
        return "proposed" if act.name in acts else "not proposed"

    def _judged_note(self, judged: Judged) -> str:
        judgement = self.evaluation.facts.judgements.get(judged.text)
        if judgement is None:
            return NOT_GIVEN
        return ("yes" if judgement.value else "no") + said_by(judgement, judged.role)

    def _counted_note(self, quantified: Quantified) -> str:
        entries = self.evaluation.term(quantified.term)
        if not isinstance(entries, tuple):
            return NOT_GIVEN if entries is UNKNOWN else say(entries)
        tests = [self.evaluation.truth(quantified.where, entry) for entry in entries]
        return f"so for {tests.count(kleene.TRUE):,} of {len(tests):,}"

    def entries(self, where: Condition, entries: tuple[Entry, ...]) -> tuple[Reason, ...]:
        """For each entry whether the condition holds, up to twenty of them."""
        shown = tuple(
            Reason(
                words=f"entry {number}{_entry_name(entry)}: {self.words(where, entry)}",
                kind="entry",
                truth=truth_word(self.evaluation.truth(where, entry)),
            )
            for number, entry in enumerate(entries[:_MOST_ENTRIES], 1)
        )
        more = len(entries) - _MOST_ENTRIES
        return shown if more <= 0 else (*shown, Reason(f"and {more:,} more entries", "entry"))


def _parts(condition: Condition) -> tuple[str, tuple[Condition, ...]] | None:
    """The heading of a group and its items; None for a single test or its negation."""
    match condition:
        case AllOf(items):
            return "all of these", items
        case AnyOf(items):
            return "any of these", items
        case AtLeastOf(count, items):
            return f"at least {count} of these", items
        case Not(AnyOf(items)):
            return "none of these", items
        case Not(AllOf() | AtLeastOf() | Not() as item):
            return "it is not so that", (item,)
        case _:
            return None


def _values_of(condition: Condition) -> tuple[Value, ...]:
    match condition:
        case Compare(_, left, right):
            return (left, right)
        case Among(left) | Includes(left):
            return (left,)
        case IsKnown(value) | IsNone(value) | Holds(value):
            return (value,)
        case _:
            return ()


def _entry_name(entry: Entry) -> str:
    """The first text of the entry, which is most often a name."""
    name = next((value for value in entry.values() if isinstance(value, str)), None)
    return "" if name is None else f" ({say_text(name)})"
