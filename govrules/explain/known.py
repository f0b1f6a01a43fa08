"""Explain values: what was given, judged, assumed, worked out, or in force as a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from govrules.engine.notes import plain_date
from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference.conditions import Entry
from govrules.engine.roles import same_role, with_article
from govrules.engine.sources import source_refs
from govrules.explain.explanation import Reason, TruthWord
from govrules.explain.fill import filled
from govrules.explain.values import NOT_GIVEN, NOT_KNOWN, say, say_text
from govrules.model import kleene
from govrules.model.expression import (
    Aggregate,
    AllOf,
    Arithmetic,
    Constant,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Lookup,
    TermValue,
    Value,
)
from govrules.model.facts import NONE, Judgement
from govrules.model.place import Place
from govrules.model.policy import DatedValue, Definition, Figure, Table, Term

if TYPE_CHECKING:
    from govrules.explain.conditions import Conditions

_DEEPEST = 3
_MOST_ROWS = 12


def truth_word(truth: int) -> TruthWord:
    words: dict[int, TruthWord] = {0: "false", 1: "unknown", 2: "true"}
    return words[truth]


def said_place(place: Place) -> str | None:
    return str(place) if place.line else None


def said_by(judgement: Judgement, role: str) -> str:
    """Who judged and why, as far as it is recorded, to follow what was judged."""
    by = ""
    if judgement.by and role and not same_role(judgement.by, role):
        by = f", judged by {judgement.by} as {with_article(role)}"
    elif judgement.by:
        by = f", judged by {with_article(role) if role else judgement.by}"
    return by + (f": {say_text(judgement.reasons)}" if judgement.reasons else "")


class Known:
    """Reasons for the values of one evaluation."""

    def __init__(self, evaluation: Evaluation, conditions: Conditions) -> None:
        self.evaluation = evaluation
        self.conditions = conditions
        self._told: set[str] = set()
        self._depth = 0
        self._deepest = _DEEPEST

    def begin(self, deepest: int = _DEEPEST) -> None:
        """Start a new explanation, in which each definition, table and figure is told once, and
        definitions within definitions as far down as `deepest`."""
        self._told.clear()
        self._deepest = deepest

    def _too_deep(self) -> bool:
        return self._depth >= self._deepest

    # --- in one note ---------------------------------------------------------------------------

    def note(self, value: Value, entry: Entry | None) -> str | None:
        """What stands in brackets after the value's words; None where the words say it all."""
        if isinstance(value, Constant):
            return None
        if isinstance(value, FigureValue):
            return self._figure_note(value.figure)
        found = self.evaluation.value(value, entry)
        if isinstance(value, TermValue):
            return self._term_note(value.term)
        if isinstance(value, FieldValue) and found is UNKNOWN:
            return NOT_GIVEN
        return NOT_KNOWN if found is UNKNOWN else say(found, value.type)

    def _term_note(self, term: Term) -> str:
        found = self.evaluation.term(term)
        if found is UNKNOWN:
            return NOT_KNOWN if term.worked_out_by else NOT_GIVEN
        said = say(found, term.type)
        return f"{said}, assumed" if self._is_assumed(term) else said

    def _is_assumed(self, term: Term) -> bool:
        given = term.key in self.evaluation.facts.values or term.worked_out_by is not None
        return term.assumed is not None and not given

    def _figure_note(self, figure: Figure) -> str:
        dated = self.evaluation.figure(figure)
        if dated is not None:
            return f"{say(dated.value.value, figure.type)}{_dates(dated)}"
        if figure.as_at is not None:
            date = self.evaluation.value(figure.as_at)
            if date is UNKNOWN or date is NONE:
                return f"{NOT_KNOWN} without {figure.as_at.term.name}"
            return f"no value in force on {say(date)}"
        return f"no value in force on {plain_date(self.evaluation.date)}"

    # --- in full -------------------------------------------------------------------------------

    def reasons(self, value: Value, entry: Entry | None) -> tuple[Reason, ...]:
        """What the value rests on."""
        match value:
            case TermValue(term):
                return (self.term(term),)
            case FigureValue(figure):
                return self._figure_once(figure)
            case DefinedValue(definition):
                told = f"definition {definition.key}" in self._told
                return () if told or self._too_deep() else (self.definition(definition),)
            case Arithmetic() | Elapsed() | FirstKnown():
                return (self.calculation(value, entry),)
            case Aggregate():
                return self._aggregate(value)
            case Lookup(term):
                return (self.term(term),)
            case _:
                return ()

    def term(self, term: Term) -> Reason:
        """A fact, a judgement, an assumption or what a table works out."""
        if term.worked_out_by is not None:
            return self.table(self.evaluation.reading.tables[term.worked_out_by], term)
        found = self.evaluation.term(term)
        place = said_place(term.place)
        if found is UNKNOWN:
            who = f", which {with_article(term.judged_by)} judges," if term.judged_by else ""
            return Reason(f"{term.name}{who} was not given", "fact", None, None, (), place)
        said = say(found, term.type)
        if self._is_assumed(term):
            words = f"{term.name} was not given and is assumed to be {said}"
            return Reason(words, "assumption", None, said, (), place)
        words = f"{term.name} is {said}"
        judged = self.evaluation.facts.judged.get(term.key)
        if judged is not None:
            words += said_by(judged, term.judged_by or "")
        elif term.judged_by is not None:
            words += f", which {with_article(term.judged_by)} judges"
        else:
            return Reason(words, "fact", None, said, (), place)
        return Reason(words, "judgement", None, said, (), place)

    def figure(self, figure: Figure) -> Reason:
        """The figure's value, the dates it runs and its source."""
        dated = self.evaluation.figure(figure)
        place = said_place(dated.place if dated else figure.place)
        if dated is None:
            words = f"{figure.name}: {self._figure_note(figure)}"
            return Reason(words, "figure", None, None, (), place, self._as_at(figure))
        said = say(dated.value.value, figure.type)
        at = f", as at {figure.as_at.term.name}" if figure.as_at else ""
        return Reason(
            words=f"{figure.name} is {said}{_dates(dated)}{at}",
            kind="figure",
            value=said,
            sources=source_refs(dated.citations),
            place=place,
            children=self._as_at(figure),
        )

    def _figure_once(self, figure: Figure) -> tuple[Reason, ...]:
        name = f"figure {figure.name}"
        if name in self._told:
            return ()
        self._told.add(name)
        return (self.figure(figure),)

    def _as_at(self, figure: Figure) -> tuple[Reason, ...]:
        return () if figure.as_at is None else (self.term(figure.as_at.term),)

    def calculation(self, value: Value, entry: Entry | None) -> Reason:
        """A value with what goes into it, and what comes out."""
        said = say(self.evaluation.value(value, entry), value.type)
        return Reason(
            words=f"{self._calculated(value, entry)} {_comes_to(said)}",
            kind="calculation",
            value=said,
            place=said_place(value.place),
            children=self._of_parts(value, entry),
        )

    def _calculated(self, value: Value, entry: Entry | None) -> str:
        notes = [(part.words, self.note(part, entry)) for part in _parts(value)]
        return filled(value.words, [(phrase, note) for phrase, note in notes if note is not None])

    def _of_parts(self, value: Value, entry: Entry | None) -> tuple[Reason, ...]:
        return tuple(reason for part in _parts(value) for reason in self.reasons(part, entry))

    def _aggregate(self, value: Aggregate) -> tuple[Reason, ...]:
        entries = self.evaluation.term(value.term)
        if not isinstance(entries, tuple):
            return (self.term(value.term),)
        if value.where is not None:
            return self.conditions.entries(value.where, entries)
        return (self.term(value.term),)

    # --- definitions and tables ----------------------------------------------------------------

    def definition(self, definition: Definition) -> Reason:
        """What the definition comes to, and, the first time it is met, why."""
        found = self.evaluation.definition(definition)
        children = self._once(f"definition {definition.key}", lambda: self._defined(definition))
        if definition.value is None:
            truth = truth_word(kleene.truth_of(None if found is UNKNOWN else found))
            words, value = definition.name, None
            words += "" if children else " (see its definition)"
        else:
            truth, value = None, say(found, definition.value.type)
            meaning = self._calculated(definition.value, None)
            words = f"{definition.name} is {meaning}, which {_comes_to(value)}"
        return Reason(
            words=words,
            kind="definition",
            truth=truth,
            value=value,
            sources=source_refs(definition.citations),
            place=said_place(definition.place),
            children=children,
        )

    def _defined(self, definition: Definition) -> tuple[Reason, ...]:
        if definition.condition is None:
            assert definition.value is not None
            return self._of_parts(definition.value, None)
        reason = self.conditions.reason(definition.condition)
        return reason.children if isinstance(definition.condition, AllOf) else (reason,)

    def table(self, table: Table, term: Term) -> Reason:
        """What the table gives for the term, and the rows that it gives it by."""
        found = self.evaluation.term(term)
        said = say(found, term.type)
        children = self._once(f"table {table.label}", lambda: self._rows(table))
        return Reason(
            words=f"{term.name} is {said}, by table {table.label}: {table.title}",
            kind="table",
            value=None if found is UNKNOWN else said,
            sources=source_refs(table.citations),
            place=said_place(table.place),
            children=children,
        )

    def _rows(self, table: Table) -> tuple[Reason, ...]:
        """The rows that are hit, or may be, else those that match; else all that failed."""
        hits, matches = self.evaluation.table_hits(table), self.evaluation.row_matches(table)
        numbers = [number for number, hit in enumerate(hits) if hit == kleene.TRUE]
        if not numbers or kleene.UNKNOWN in hits:
            numbers = [number for number, match in enumerate(matches) if match != kleene.FALSE]
        if not numbers:
            numbers = list(range(len(table.rows)))
        rows = []
        for number in numbers[:_MOST_ROWS]:
            row = table.rows[number]
            children: tuple[Reason, ...] = ()
            if row.condition is not None:
                reason = self.conditions.reason(row.condition)
                is_list = isinstance(row.condition, AllOf)
                children = reason.children if is_list else (reason,)
            rows.append(
                Reason(
                    words=f"row {number + 1}: {row.words}" if row.words else f"row {number + 1}",
                    kind="table row",
                    truth=truth_word(matches[number]),
                    place=said_place(row.place),
                    children=children,
                )
            )
        more = len(numbers) - _MOST_ROWS
        return (*rows, Reason(f"and {more:,} more rows", "table row")) if more > 0 else tuple(rows)

    def _once(self, name: str, reasons: Callable[[], tuple[Reason, ...]]) -> tuple[Reason, ...]:
        """The reasons, unless they were told already or lie too deep to read."""
        if name in self._told or self._too_deep():
            return ()
        self._told.add(name)
        self._depth += 1
        try:
            return reasons()
        finally:
            self._depth -= 1


def _comes_to(said: str) -> str:
    return f"is {said}" if said == NOT_KNOWN else f"comes to {said}"


def _parts(value: Value) -> tuple[Value, ...]:
    """What goes into a calculation, in the order of its words."""
    match value:
        case Arithmetic(_, left, right) | Elapsed(_, left, right):
            return _parts(left) + _parts(right)
        case FirstKnown(items):
            return tuple(part for item in items for part in _parts(item))
        case _:
            return (value,)


def _dates(dated: DatedValue) -> str:
    start, end = dated.in_force.start, dated.in_force.end
    said = f", from {plain_date(start)}" if start else ""
    return f"{said} until {plain_date(end)}" if end else said
