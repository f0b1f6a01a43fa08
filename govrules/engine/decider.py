"""Decide choices with one compiled policy set.

Each choice is read, its atoms are decided by generated Python, and everything that follows from
them is looked up in tables that durable-rules filled. A decision in which nothing is missing or
owed is put together from shared findings at once. Any other is told in full with the help of the
reference evaluator, which must agree with durable-rules on every rule, or there is no decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.generated import Quick, QuickFunction, quick_function
from govrules.compiler.to_reader import Reader, iso_date, to_reader
from govrules.compiler.wants import Wants
from govrules.engine.cell_tables import CellTables
from govrules.engine.durable.fork import renew_after_fork
from govrules.engine.durable.memory import NodeTables
from govrules.engine.findings import FindingsAtOnce, FindingTable
from govrules.engine.json_values import json_value
from govrules.engine.lane_table import Found, LaneTable
from govrules.engine.made_once import made_once
from govrules.engine.new_decision import new_decision, rulebook_ref, usual_fields
from govrules.engine.notes import notes_on_the_rest
from govrules.engine.period import Outcome, Period
from govrules.engine.periods import Periods
from govrules.engine.prepared import Keeper, Prepared, not_kept
from govrules.engine.reading.choice import read_choice
from govrules.engine.roles import is_among
from govrules.engine.telling.decided import Decided
from govrules.engine.telling.outcomes import Outcomes
from govrules.engine.telling.tell import Teller
from govrules.engine.verdicts import Verdicts
from govrules.errors import EngineFault, UsageError
from govrules.model.dataclass import dataclass
from govrules.model.decision import Decision, Verdict
from govrules.model.facts import DECISION_DATE, Facts
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth, answer_of
from govrules.model.unreadable import shown
from govrules.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govrules.compiler.to_lanes import LaneCodes

_ANSWERS = tuple(answer_of(truth) for truth in range(3))
TOO_DEEP = (
    "the policies cannot be compiled: too many definitions, tables or rules build on one another;"
    " shorten the longest chain"
)
_NOTHING: Mapping[str, int] = {}

Where = Callable[[str], str]
Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Derived:
    """What a choice comes to without its rules: the truth of each defined term by key, the values
    that are worked out by key (None where unknown), and the truths of the atoms."""

    truths: dict[str, Truth]
    values: dict[str, Any]
    atoms: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A decision without its words: the verdict, and what became of each rule.

    `rules` are the packed outcomes of the rules in their order (see `RuleLogic.outcome`), `owed`
    tells whether there is a conflict and what is owed. Equal outlines are decisions that differ, if
    at all, in what their defined terms come to and in who decides.
    """

    verdict: Verdict
    rules: bytes
    owed: bytes

    def truth(self, rule: int, outcome: int) -> Truth:
        """One outcome of a rule, both by their numbers."""
        packed: int = self.rules[rule]
        return packed // int(3**outcome) % 3


class Decider:
    """Decides choices. Safe to use from several threads; build it once and keep it."""

    def __init__(
        self,
        logic: PolicyLogic,
        tables: NodeTables,
        vocabulary: Vocabulary | None = None,
        wants: Wants | None = None,
        keeper: Keeper = not_kept,
    ) -> None:
        self.policy_set = policy_set = logic.policy_set
        self.logic = logic
        self.tables = tables
        self.vocabulary = vocabulary or Vocabulary.of(policy_set)
        self.reference = rulebook_ref(policy_set)
        self._terms = tuple(
            term for term in self.vocabulary.terms.values() if term.worked_out_by is None
        )
        self._keys = tuple(term.key for term in self._terms)
        self._assumed = tuple(
            None if term.assumed is None else term.assumed.value for term in self._terms
        )
        acts = {act.name: act for policy in policy_set.policies for act in policy.acts}
        self._acts = tuple(acts.values())
        self._keeper = keeper
        if wants is not None:
            self.wants = wants
        self._cell_tables = CellTables(self.tables)
        self._findings = tuple(FindingTable(logic) for logic in self.logic.rules)
        self._at_hand = FindingsAtOnce(self._findings)
        self._outcomes = Outcomes.of(logic)
        self._rules, self._defined = self._outcomes.rules, self._outcomes.defined
        self._core = len(self._outcomes.core)
        self._has_terms = any(p.definitions or p.tables for p in policy_set.policies)
        self._is_plain = _is_plain(self.logic, self.vocabulary)
        self._dates = Periods(policy_set)
        self._periods: dict[int, Period] = {}
        self._last: tuple[dt.date, Period] | None = None
        """The period of the date that was asked for last: mostly many choices have one date."""
        self._verdicts = Verdicts(tables, self._outcomes)
        self._lock = RLock()
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Another thread may have been in the middle of preparing a period."""
        self._lock = RLock()

    @made_once
    def wants(self) -> Wants:
        """What tells which missing facts matter."""
        from govrules.engine.generate import wants

        return wants(self.logic, self._outcomes, self.vocabulary)

    @made_once
    def _usual(self) -> dict[str, Any]:
        """The fields that all decisions of the rulebook have alike."""
        return usual_fields(self.reference, notes_on_the_rest(self.policy_set))

    @made_once
    def _teller(self) -> Teller:
        return Teller(
            self.logic, self._outcomes, self.vocabulary, self._usual, self._findings, self.wants
        )

    @made_once
    def _read(self) -> Reader:
        return to_reader(self._terms, self._acts)

    # --- deciding ------------------------------------------------------------------------------

    def decide(
        self, choice: Mapping[str, Any], on: dt.date | None = None, where: Where | None = None
    ) -> Decision:
        """The decision on one choice. Raises ChoiceError for a choice that cannot be read."""
        if on is not None and type(on) is not dt.date:
            on = day_of(on)
        date = on or self._date_of(choice)
        if date is not None and self._is_plain:
            period = self._period(date)
            if period.is_plain:
                found = period.lanes.look_up(choice)
                decision = (
                    self._at_once(choice, period, date)
                    if found is None
                    else self._told(found, period, (), date)
                )
                if decision is not None:
                    return decision
        facts = self.facts_of(choice, where)
        return self.decide_in_full(facts, on or facts.decision_date or dt.date.today())

    def _date_of(self, choice: Mapping[str, Any]) -> dt.date | None:
        """The decision date of a choice given without one; None where that needs care."""
        given = choice.get(DECISION_DATE) if type(choice) is dict else None
        return dt.date.today() if given is None else iso_date(given) if type(given) is str else None

    def has_quick_way(self, date: dt.date) -> bool:
        """Whether plain choices on this date are decided by the quick function."""
        return self._is_plain and self._period(date).quick is not None

    def facts_of(self, choice: Mapping[str, Any], where: Where | None = None) -> Facts:
        """The checked facts of a choice. Raises ChoiceError."""
        return read_choice(choice, self.vocabulary, where)

    def _at_once(self, choice: Mapping[str, Any], period: Period, date: dt.date) -> Decision | None:
        """The decision, where every finding is one of those that need nothing more; else None."""
        if period.is_new():
            return None
        if period.quick is not None:
            cells = period.quick(choice)
            derived: tuple[Any, ...] = ()
            if cells is None:
                return None
        else:
            read = self._read(choice)
            if read is None:
                return None
            notes: list[str] = []
            cells, _, derived = period.decide(*read, _NOTHING, _NOTHING, notes)
            if notes or None in derived:
                return None
        if UNKNOWN in cells[self._rules : self._defined]:
            return None
        verdict = self._verdicts.told_by_findings(cells)
        if verdict is None:
            return None
        try:
            findings = self._at_hand.of(cells)
        except KeyError:
            return None
        if period.quick is not None:
            period.lanes.learn(choice, cells, findings, verdict)
        rest = cells[self._rules : self._core]
        return self._told((verdict, findings, rest), period, derived, date)

    def _told(
        self, found: Found, period: Period, derived: tuple[Any, ...], date: dt.date
    ) -> Decision:
        verdict, findings, rest = found
        terms = self._terms_of(period, rest, derived) if self._has_terms else {}
        return new_decision(self._usual, verdict, findings, terms, date)

    def decide_in_full(self, facts: Facts, date: dt.date) -> Decision:
        """The decision with all that is missing, owed, assumed or recorded."""
        period = self._period(date)
        decided = self._decided(period, facts, date)
        told = self._teller.tell(decided, facts, date, period.counting)
        return told or self._told_by_reference(decided, facts, date)

    def decide_by_reference(self, facts: Facts, date: dt.date) -> Decision:
        """The decision as the reference evaluator tells it, which must agree. Slow."""
        return self._told_by_reference(self._decided(self._period(date), facts, date), facts, date)

    def _decided(self, period: Period, facts: Facts, date: dt.date) -> Decided:
        records, in_vain = self._records(facts, date)
        notes: list[str] = []
        outcome = period.decide(self._given(facts), facts.acts, _judged(facts), records, notes)
        cells, atoms, values = outcome
        return Decided(
            verdict=self._verdict_of(period, outcome, records),
            cells=cells,
            atoms=atoms,
            values=values,
            terms=self._terms_of(period, cells[self._rules : self._defined], values),
            records=records.keys(),
            in_vain=in_vain,
            notes=tuple(notes),
        )

    def _told_by_reference(self, decided: Decided, facts: Facts, date: dt.date) -> Decision:
        from govrules.engine.full_decision import full_decision
        from govrules.engine.reference import Evaluation

        evaluation = Evaluation(self.policy_set, facts, date)
        return full_decision(decided, self._findings, evaluation, self.vocabulary, self._usual)

    def outline(self, facts: Facts, date: dt.date) -> Outline:
        """The verdict on checked facts and what became of each rule, and nothing else.

        It is looked up in what durable-rules decided, in a fraction of the time of a decision; what
        is made of many outlines is to be decided in full before it is told to anybody.
        """
        period = self._period(date)
        records, _ = self._records(facts, date)
        outcome = period.decide(self._given(facts), facts.acts, _judged(facts), records, [])
        verdict = self._verdict_of(period, outcome, records)
        return Outline(verdict, outcome[0][: self._rules], outcome[0][self._defined :])

    def records(self, facts: Facts, date: dt.date) -> dict[str, Truth]:
        """The atoms that no fact decides: what is in force on a date, and what was recorded."""
        return dict(self._period(date).settled) | self._records(facts, date)[0]

    def derived(self, facts: Facts, date: dt.date) -> Derived:
        """The defined terms of checked facts alone, looked up in what durable-rules decided."""
        period = self._period(date)
        cells, atoms, values = period.decide(
            self._given(facts), facts.acts, _judged(facts), _NOTHING, []
        )
        truths = cells[self._rules : self._defined]
        return Derived(
            dict(zip(self.logic.definitions, truths, strict=True)),
            dict(zip(period.generated.values, values, strict=True)),
            atoms,
        )

    def _verdict_of(self, period: Period, outcome: Outcome, records: Mapping[str, int]) -> Verdict:
        cells, atoms, _ = outcome

        def inputs() -> dict[str, int]:
            truths = dict.fromkeys(self.tables.program.atoms, FALSE) | period.settled
            truths |= zip(period.generated.atoms, atoms, strict=True)
            return truths | dict(records)

        return self._verdicts.of(cells, inputs)

    def _records(self, facts: Facts, date: dt.date) -> tuple[dict[str, int], tuple[str, ...]]:
        """What the choice's records settle: departures that count, sign-offs given, duties done;
        and a note for each departure that does not count."""
        records: dict[str, int] = {}
        in_vain: tuple[str, ...] = ()
        if facts.departures:
            from govrules.engine.reference import Evaluation

            rules = Evaluation(self.policy_set, facts, date).rules
            departing = {one.rule for one in facts.departures}
            for rule in self.logic.rules:
                counts = rule.rule.label in departing and rules.departure(rule.rule) is not None
                if counts and rule.departure is not None:
                    records[rule.departure] = TRUE
            in_vain = rules.departures_in_vain()
        if facts.sign_offs:
            for ask in self.logic.sign_offs:
                if is_among(ask.who, facts.sign_offs):
                    records[f"signed off {ask.who}"] = TRUE
        for duty in facts.duties_done:
            records[f"done {duty}"] = TRUE
        return records, in_vain

    def _given(self, facts: Facts) -> tuple[Any, ...]:
        """The values of the terms in order, spoken assumptions in their places."""
        return tuple(map(facts.values.get, self._keys, self._assumed))

    def _terms_of(self, period: Period, rest: bytes, derived: tuple[Any, ...]) -> dict[str, Any]:
        """The derived terms, of the outcomes that come after the rules' and the derived values."""
        answers = map(_ANSWERS.__getitem__, rest)
        terms: dict[str, Any] = dict(zip(self.logic.definitions, answers, strict=False))
        if derived:
            values = zip(period.generated.values, derived, strict=True)
            terms |= {key: json_value(value) for key, value in values}
        return terms

    # --- decision dates ------------------------------------------------------------------------

    def _period(self, date: dt.date) -> Period:
        last = self._last
        if last is not None and (last[0] is date or last[0] == date):
            return last[1]
        number = self._dates.number(date)
        period = self._periods.get(number)
        if period is None:
            with self._lock:
                try:
                    period = self._periods.get(number) or self._new_period(number)
                except RecursionError:
                    raise EngineFault(TOO_DEEP) from None
                self._periods[number] = period
        self._last = date, period
        return period

    def _new_period(self, number: int) -> Period:
        day = self._dates.day_in(number)
        found = self._keeper(f"period-{number}", Prepared, lambda: self._prepared(day))
        scope: dict[str, Any] = dict(found.generated.constants)
        for place, cell in enumerate(found.generated.cells):
            scope[f"t{place}"] = self._cell_tables.table(cell)
        return Period(
            found,
            found.generated.code.function("decide", scope),
            self._lanes(day, found.settled),
            lambda: self._quick(number, found.settled),
            is_plain=found.counting.notes(day) == (),
        )

    def _prepared(self, day: dt.date) -> Prepared:
        from govrules.engine.generate import prepared

        return prepared(self.logic, self.tables.program, self._outcomes, self._terms, day)

    def _lanes(self, day: dt.date, settled: Mapping[str, int]) -> LaneTable:
        def prepare() -> LaneCodes | None:
            from govrules.compiler.to_lanes import to_lanes

            return self._written(to_lanes, day, settled)

        return LaneTable(prepare, self._rules, self._defined)

    def _quick(self, number: int, settled: Mapping[str, int]) -> QuickFunction | None:
        def written() -> Quick | None:
            from govrules.compiler.to_quick import to_quick

            return self._written(to_quick, self._dates.day_in(number), settled)

        quick = self._keeper(f"quick-{number}", Quick, written)
        if quick is None:
            return None
        tables = [
            self._cell_tables.table(cell, fixed)
            for cell, fixed in zip(quick.cells, quick.fixed, strict=True)
        ]
        return quick_function(quick, tables)

    def _written(
        self, write: Callable[..., Written], day: dt.date, settled: Mapping[str, int]
    ) -> Written:
        """What a writer of ways for plain choices makes for the period of a day."""
        core, program = self._outcomes.core, self.tables.program
        return write(self.logic, program, core, self._terms, self._acts, day, settled)


def _judged(facts: Facts) -> dict[str, Truth]:
    return {text: TRUE if each.value else FALSE for text, each in facts.judgements.items()}


def day_of(on: object) -> dt.date:
    """The day of a moment, as of any other kind of date. Raises UsageError for something else."""
    if not isinstance(on, dt.date):
        raise UsageError(f"the decision date must be a datetime.date, not {shown(on)}")
    return dt.date(on.year, on.month, on.day)


def _is_plain(logic: PolicyLogic, vocabulary: Vocabulary) -> bool:
    """Whether nothing can be owed or assumed under these policies."""
    assumed = any(term.assumed is not None for term in vocabulary.terms.values())
    return not (assumed or logic.duties or logic.sign_offs or logic.limits or logic.deciders)
