"""Tell a decision in full: findings, needs, what is owed and assumed, conflicts, notes.

Everything follows from the truths that durable-rules decided, from what the choice records and
from the date. Two things do not: notes on values that could not be worked out, and defaults that
were only perhaps used. Where one of these comes up, the answer is None, and the reference evaluator
tells the decision instead (`engine.full_decision`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.wants import Wants
from govrules.engine import notes
from govrules.engine.findings import FindingTable
from govrules.engine.new_decision import new_decision
from govrules.engine.telling.counting import Counting
from govrules.engine.telling.decided import Decided
from govrules.engine.telling.needs import Needs
from govrules.engine.telling.outcomes import UNLESS, WHO_DECIDES, Outcomes
from govrules.engine.telling.owed import OwedTable, Owes
from govrules.engine.telling.wanted import Wanted
from govrules.model.dataclass import dataclass
from govrules.model.decision import Decision, Finding, Need, Status, Verdict
from govrules.model.facts import Facts
from govrules.model.kleene import FALSE, TRUE, UNKNOWN
from govrules.model.policy import ActNorm
from govrules.model.vocabulary import Vocabulary

_IN_PLAY = tuple(code // 9 % 3 for code in range(3**5))
_BREACHED = tuple(code // 27 % 3 for code in range(3**5))


@dataclass(frozen=True, slots=True)
class _Wants:
    """What is wanted, as numbers: by the definitions and tables, by the condition, the exception
    and the norms of each rule, and by the conditions of what may be owed."""

    derived: tuple[int, ...]
    conditions: tuple[int, ...]
    exceptions: tuple[int, ...]
    norms: tuple[int, ...]
    owed: tuple[int, ...]


class Teller:
    """Tells the decisions of one rulebook."""

    def __init__(
        self,
        logic: PolicyLogic,
        outcomes: Outcomes,
        vocabulary: Vocabulary,
        usual: Mapping[str, Any],
        findings: Sequence[FindingTable],
        wants: Wants,
    ) -> None:
        self._logic = logic
        self._outcomes = outcomes
        self._usual = usual
        self._findings = findings
        self._owed = OwedTable(logic, outcomes)
        self._wanted = Wanted(logic, vocabulary, wants)
        self._needs = Needs(vocabulary, self._wanted.bits)
        self._labels = tuple(each.rule.label for each in logic.rules)
        self._number = {label: number for number, label in enumerate(self._labels)}
        self._displacers = tuple(self._displacers_of(number) for number in range(len(logic.rules)))
        self._acts = _binding_acts(logic)

    def _displacers_of(self, number: int) -> tuple[int, ...]:
        """The rules that may displace a rule."""
        return tuple(
            self._number[by] for by, _ in self._logic.rules[number].displacers if by in self._number
        )

    def tell(
        self,
        decided: Decided,
        facts: Facts,
        date: dt.date,
        counting: Counting,
    ) -> Decision | None:
        """The decision; None where the reference evaluator must tell it."""
        assumed = counting.assumptions(facts.values.keys())
        of_figures = counting.notes(date)
        if decided.notes or assumed is None or of_figures is None:
            return None
        cells = decided.cells
        owes = self._owed.owes(cells, facts, date)
        wants = _Wants(*self._wanted.of(cells, decided.atoms, decided.values, facts, date))
        findings = tuple(self._found(decided, facts, wants))
        conflicts, possible = self._conflicts(cells)
        return new_decision(
            self._usual,
            decided.verdict,
            findings,
            decided.terms,
            date,
            conflicts=conflicts,
            needs=self._needed(decided, findings, owes, wants, possible),
            conditions=owes.conditions,
            duties=owes.duties,
            sign_offs=owes.sign_offs,
            decided_by=owes.decided_by,
            assumptions=assumed,
            notes=(
                *self._noted(cells, owes, (*of_figures, *decided.in_vain)),
                *self._usual["notes"],
            ),
        )

    # --- findings ------------------------------------------------------------------------------

    def _found(self, decided: Decided, facts: Facts, wants: _Wants) -> Iterator[Finding]:
        for number, (table, code) in enumerate(zip(self._findings, decided.cells, strict=False)):
            found = table.known[code] or table.follow(code)
            if found is None:
                found = self._particular(table, number, decided, facts, wants)
            yield found

    def _particular(
        self,
        table: FindingTable,
        number: int,
        decided: Decided,
        facts: Facts,
        wants: _Wants,
    ) -> Finding:
        cells = decided.cells
        status = table.status(cells[number])
        if status == Status.DISPLACED:
            return table.displaced(self._displaced_by(number, decided))
        if status == Status.DEPARTED:
            return table.departed(facts.reasons.get(self._labels[number]))
        wanted = self._in_play_wants(number, cells, wants) | wants.norms[number]
        return table.undetermined(self._needs.keys(wanted))

    def _displaced_by(self, number: int, decided: Decided) -> tuple[str, ...]:
        """All that displaces a rule for certain: its exception, other rules, a departure."""
        rule, cells = self._logic.rules[number], decided.cells
        found = [
            by
            for by, node in rule.displacers
            if by == UNLESS and cells[self._outcomes.places[node]] == TRUE
        ]
        others = [self._labels[n] for n in self._displacers[number] if _IN_PLAY[cells[n]] == TRUE]
        found += sorted(others)
        if rule.departure in decided.records:
            found.append("departure")
        return tuple(found)

    def _in_play_wants(self, number: int, cells: bytes, wants: _Wants) -> int:
        """What would tell whether a rule is in play: for its own parts, and for those of what may
        displace it, and of what may displace that."""
        if not self._displacers[number]:
            if _IN_PLAY[cells[number]] != UNKNOWN:
                return 0
            return wants.conditions[number] | wants.exceptions[number]
        wanted, waiting, seen = 0, [number], {number}
        while waiting:
            each = waiting.pop()
            if _IN_PLAY[cells[each]] == UNKNOWN:
                wanted |= wants.conditions[each] | wants.exceptions[each]
                new = [other for other in self._displacers[each] if other not in seen]
                seen.update(new)
                waiting += new
        return wanted

    # --- conflicts -----------------------------------------------------------------------------

    def _conflicts(self, cells: bytes) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, str]]]:
        """Pairs of rules that conflict, and pairs that may."""
        if cells[self._outcomes.places["conflict"]] == FALSE:
            return (), []
        pairs: dict[tuple[str, str], bool] = {}
        for must, must_not in self._acts:
            for one in (each for each in must if _IN_PLAY[cells[each]]):
                for other in (each for each in must_not if _IN_PLAY[cells[each]]):
                    sure = _IN_PLAY[cells[one]] == _IN_PLAY[cells[other]] == TRUE
                    pairs[self._labels[one], self._labels[other]] = sure
        ordered = sorted(pairs.items())
        certain = tuple(pair for pair, sure in ordered if sure)
        return certain, [pair for pair, sure in ordered if not sure]

    # --- needs ---------------------------------------------------------------------------------

    def _needed(
        self,
        decided: Decided,
        findings: tuple[Finding, ...],
        owes: Owes,
        wants: _Wants,
        possible: list[tuple[str, str]],
    ) -> tuple[Need, ...]:
        cells, verdict = decided.cells, decided.verdict
        waiting: list[tuple[str, int]] = []
        matter = 0
        for number, finding in enumerate(findings):
            if finding.status == Status.UNDETERMINED:
                wanted = self._in_play_wants(number, cells, wants) | wants.norms[number]
                waiting.append((finding.rule, wanted))
                if verdict == Verdict.UNDECIDED and _BREACHED[cells[number]] == UNKNOWN:
                    matter |= wanted
        for label in (label for pair in possible for label in pair):
            wanted = self._in_play_wants(self._number[label], cells, wants)
            waiting.append((label, wanted))
            if verdict == Verdict.DOES_NOT_COMPLY:
                matter |= wanted
        waiting += zip(self._wanted.waiters, wants.derived, strict=True)
        matter |= self._owed_needs(decided, owes, wants, waiting)
        if verdict in (Verdict.CONDITIONS, Verdict.COMPLIES):
            matter |= self._to_apply(cells, wants, waiting)
        return self._needs.of(waiting, matter)

    def _owed_needs(
        self, decided: Decided, owes: Owes, wants: _Wants, waiting: list[tuple[str, int]]
    ) -> int:
        """Add what waits for what may be owed; it matters where nothing is owed for certain."""
        found: list[tuple[str, int]] = []
        for label in owes.rules_unsure:
            number = self._number[label]
            wanted = self._in_play_wants(number, decided.cells, wants)
            if self._findings[number].status(decided.cells[number]) == Status.UNDETERMINED:
                wanted |= wants.norms[number]
            found.append((label, wanted))
        found += [(waiter, wants.owed[number]) for waiter, number in owes.conditions_unsure]
        waiting += found
        waiting += [(WHO_DECIDES, wants.owed[number]) for number in owes.deciders_unsure]
        if decided.verdict != Verdict.CONDITIONS or owes.for_certain:
            return 0
        matter = 0
        for _, wanted in found:
            matter |= wanted
        return matter

    def _to_apply(self, cells: bytes, wants: _Wants, waiting: list[tuple[str, int]]) -> int:
        """Where no rule applies for certain, the choice may yet turn out to be outside them all."""
        rules = cells[: self._outcomes.rules]
        if any(code % 3 == TRUE for code in rules):
            return 0
        matter = 0
        for number, code in enumerate(rules):
            if code % 3 == UNKNOWN:
                waiting.append((self._labels[number], wants.conditions[number]))
                matter |= wants.conditions[number]
        return matter

    # --- notes ---------------------------------------------------------------------------------

    def _noted(self, cells: bytes, owes: Owes, others: tuple[str, ...]) -> tuple[str, ...]:
        """What a reader should know of tables, of who decides and of the rest, sorted."""
        found = [*others]
        places = self._outcomes.places
        for label, logic in self._logic.tables.items():
            if logic.table.hit == "every row that applies":
                continue
            matches = [cells[places[node]] for node in logic.matches]
            certain = [number for number, match in enumerate(matches, 1) if match == TRUE]
            if logic.table.hit == "exactly one row applies" and len(certain) > 1:
                found.append(notes.several_rows_apply(label, certain))
            if not any(matches):
                found.append(notes.no_row_applies(label))
        if owes.disagreement:
            found.append(notes.several_decide(owes.disagreement))
        return tuple(sorted(set(found)))


def _binding_acts(logic: PolicyLogic) -> list[tuple[list[int], list[int]]]:
    """For each act the rules that say it must be done, and those that say it must not."""
    acts: dict[str, tuple[list[int], list[int]]] = {}
    for number, each in enumerate(logic.rules):
        for norm in each.rule.norms:
            if isinstance(norm, ActNorm) and norm.modality in ("must", "must not"):
                acts.setdefault(norm.act.name, ([], []))[norm.modality == "must not"].append(number)
    return [sides for sides in acts.values() if all(sides)]
