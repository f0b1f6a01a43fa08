"""Explain conditions: each step in the policy's own words, with its values and whether it holds."""

from __future__ import annotations

from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference_conditions import Entry
from govrules.engine.roles import with_article
from govrules.explain.explanation import Kind, Reason, TruthWord
from govrules.explain.fill import filled
from govrules.explain.known import Known, said_place, truth_word
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
                return self._judged(condition, self._words(condition), self._truth(condition))
            case Proposes():
                return self._proposes(condition, self._words(condition), self._truth(condition))
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

    def _words(self, condition: Condition) -> str:
        return condition.words

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
        values = _values_of(item)
        notes = []
        for value in values:
            note = self.known.note(value, entry)
            if note is not None:
                notes.append((value.words, note))
        children: tuple[Reason, ...] = ()
        for value in values:
            children += self.known.reasons(value, entry)
        if isinstance(item, Meets):
            children = (self.known.definition(item.definition),)
        return Reason(
            words=filled(condition.words, notes),
            kind=kind,
            truth=self._truth(condition, entry),
            place=said_place(condition.place),
            children=children,
        )

    def _judged(self, judged: Judged, words: str, truth: TruthWord) -> Reason:
        judgement = self.evaluation.facts.judgements.get(judged.text)
        if judgement is None:
            note = NOT_GIVEN
        else:
            note = "yes" if judgement.value else "no"
            note += f", judged by {with_article(judgement.by or judged.role)}"
            note += f": {say_text(judgement.reasons)}" if judgement.reasons else ""
        return Reason(
            words=f"{words} ({note})",
            kind="judgement",
            truth=truth,
            value=note,
            place=said_place(judged.place),
        )

    def _proposes(self, proposes: Proposes, words: str, truth: TruthWord) -> Reason:
        acts = self.evaluation.facts.acts
        if acts is None:
            note = "the choice does not say what it proposes"
        else:
            note = "proposed" if proposes.act.name in acts else "not proposed"
        return Reason(
            words=f"{words or proposes.act.name} ({note})",
            kind="act",
            truth=truth,
            value=note,
            place=said_place(proposes.place),
        )

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
