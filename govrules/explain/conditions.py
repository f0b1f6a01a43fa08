"""Explain conditions: each step in the policy's own words, with its values and whether it holds."""

from __future__ import annotations

from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference_conditions import Entry
from govrules.explain.explanation import Kind, Reason, TruthWord
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
        match condition:
            case AllOf(items):
                return self._group(condition, "all of these", items, entry, kind)
            case AnyOf(items):
                return self._group(condition, "any of these", items, entry, kind)
            case AtLeastOf(count, items):
                return self._group(condition, f"at least {count} of these", items, entry, kind)
            case Not(AnyOf(items)):
                return self._group(condition, "none of these", items, entry, kind)
            case Not(item):
                return self._negated(condition, item, entry, kind)
            case Judged():
                return self._judged(condition, condition.words, self._truth(condition))
            case Proposes():
                return self._proposes(condition, condition.words, self._truth(condition))
            case Quantified():
                return self._quantified(condition, kind)
            case _:
                return self._test(condition, condition, entry, kind)

    def words(self, condition: Condition, entry: Entry | None = None) -> str:
        """The condition in one line, its values filled in."""
        reason = self.reason(condition, entry)
        if reason.children and isinstance(condition, AllOf | AnyOf | AtLeastOf):
            return f"{reason.words}: " + "; ".join(
                self.words(one, entry) for one in condition.items
            )
        return reason.words

    def _truth(self, condition: Condition, entry: Entry | None = None) -> TruthWord:
        return truth_word(self.evaluation.truth(condition, entry))

    # --- groups --------------------------------------------------------------------------------

    def _group(
        self,
        condition: Condition,
        heading: str,
        items: tuple[Condition, ...],
        entry: Entry | None,
        kind: Kind,
    ) -> Reason:
        return Reason(
            words=heading,
            kind=kind,
            truth=self._truth(condition, entry),
            place=said_place(condition.place),
            children=tuple(self.reason(item, entry) for item in items),
        )

    def _negated(self, condition: Not, item: Condition, entry: Entry | None, kind: Kind) -> Reason:
        """A negation is told in its own words, as one step, with the reasons of what it negates."""
        match item:
            case Judged():
                return self._judged(item, condition.words, self._truth(condition))
            case Proposes():
                return self._proposes(item, condition.words, self._truth(condition))
            case AllOf() | AtLeastOf() | Not() | Quantified():
                return Reason(
                    words="it is not so that",
                    kind=kind,
                    truth=self._truth(condition, entry),
                    place=said_place(condition.place),
                    children=(self.reason(item, entry),),
                )
            case _:
                return self._test(condition, item, entry, kind)

    # --- single tests --------------------------------------------------------------------------

    def _test(
        self, condition: Condition, item: Condition, entry: Entry | None, kind: Kind
    ) -> Reason:
        """One test on values; `condition` is the test `item` or its negation."""
        return Reason(
            words=self.filled(condition.words, item, entry),
            kind=kind,
            truth=self._truth(condition, entry),
            place=said_place(condition.place),
            children=self.support(item, entry),
        )

    def filled(self, words: str, test: Condition, entry: Entry | None = None) -> str:
        """Words that say a single test, with the values of the test written in."""
        notes = ((value.words, self.known.note(value, entry)) for value in _values_of(test))
        return filled(words, [(phrase, note) for phrase, note in notes if note is not None])

    def support(self, test: Condition, entry: Entry | None = None) -> tuple[Reason, ...]:
        """What the values of a single test rest on."""
        if isinstance(test, Meets):
            return (self.known.definition(test.definition),)
        found: tuple[Reason, ...] = ()
        for value in _values_of(test):
            found += self.known.reasons(value, entry)
        return found

    def _judged(self, judged: Judged, words: str, truth: TruthWord) -> Reason:
        judgement = self.evaluation.facts.judgements.get(judged.text)
        if judgement is None:
            note = NOT_GIVEN
        else:
            note = "yes" if judgement.value else "no"
            note += said_by(judgement, judged.role)
        return Reason(
            words=f"{words} ({note})",
            kind="judgement",
            truth=truth,
            value=note,
            place=said_place(judged.place),
        )

    def _proposes(self, proposes: Proposes, words: str, truth: TruthWord) -> Reason:
        note = self.proposed_note(proposes.act)
        return Reason(
            words=f"{words} ({note})",
            kind="act",
            truth=truth,
            value=note,
            place=said_place(proposes.place),
        )

    def proposed_note(self, act: Act) -> str:
        acts = self.evaluation.facts.acts
        if acts is None:
            return "the choice does not say what it proposes"
        return "proposed" if act.name in acts else "not proposed"

    def _quantified(self, condition: Quantified, kind: Kind) -> Reason:
        entries = self.evaluation.term(condition.term)
        if not isinstance(entries, tuple):
            note = NOT_GIVEN if entries is UNKNOWN else say(entries)
            tests: list[int] = []
        else:
            tests = [self.evaluation.truth(condition.where, entry) for entry in entries]
            note = f"so for {tests.count(kleene.TRUE):,} of {len(tests):,}"
        return Reason(
            words=f"{condition.words} ({note})",
            kind=kind,
            truth=self._truth(condition),
            place=said_place(condition.place),
            children=self.entries(condition.where, entries) if tests else (),
        )

    def entries(self, where: Condition, entries: tuple[Entry, ...]) -> tuple[Reason, ...]:
        """For each entry whether the condition holds, up to twenty of them."""
        shown = tuple(
            Reason(
                words=f"entry {number}{_entry_name(entry)}: {self.words(where, entry)}",
                kind="entry",
                truth=self._truth(where, entry),
            )
            for number, entry in enumerate(entries[:_MOST_ENTRIES], 1)
        )
        more = len(entries) - _MOST_ENTRIES
        return shown if more <= 0 else (*shown, Reason(f"and {more:,} more entries", "entry"))


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
