"""What the tool advised: the verdict, what decided it, and all that it left to people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govrules.decision_log.record.gather import Held, as_json
from govrules.decision_log.record.references import References, pointer
from govrules.decision_log.record.statement import FindingRow, Part, Sentence
from govrules.decision_log.record.words import (
    capital,
    missing_in,
    moment_words,
    named,
    quoted,
    said,
    state_of,
)
from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.answer import deciding, sentence
from govrules.model.decision import Decision, DutyOwed, Finding, Status
from govrules.model.facts import DEPARTURES, JUDGEMENTS, REASONS, RESERVED

_IDLE = (Status.NOT_APPLICABLE, Status.DISPLACED)
"""What became of rules that asked for nothing here; they are named, not set out."""


class AdviceParts:
    def __init__(self, advice: Held, decision: Decision, references: References) -> None:
        self._advice, self._decision, self._references = advice, decision, references
        choice = advice.body.get("choice")
        self._choice: dict[str, Any] = choice if isinstance(choice, dict) else {}

    def advice(self) -> Part:
        return Part(
            "The advice that was given",
            (*self._verdict(), *map(self._decided_it, deciding(self._decision)), *self._idle()),
        )

    def against(self) -> tuple[Sentence, ...]:
        """The rules that the advice was against the proposal by."""
        in_conflict = {label for pair in self._decision.conflicts for label in pair}
        return tuple(
            self._decided_it(finding)
            for finding in self._decision.findings
            if finding.status == Status.BREACHED or finding.rule in in_conflict
        )

    def findings(self) -> tuple[FindingRow, ...]:
        """The rules that asked for something, in the order of the decision."""
        return tuple(
            FindingRow(
                finding.rule, finding.title, finding.status.value, finding.policy,
                self._finding(number, finding),
            )
            for number, finding in enumerate(self._decision.findings)
            if finding.status not in _IDLE
        )  # fmt: skip

    def further(self) -> tuple[Part, ...]:
        decision = self._decision
        departures = self._departures() + self._judgements()
        owed = (
            *self._conditions(),
            *(self._duty(at, duty) for at, duty in enumerate(decision.duties)),
            *(
                Sentence(
                    f"Sign-off by {with_article(one.who)}, asked for by {one.required_by}: "
                    f"{one.status}.",
                    self._ref("decision", "sign_offs", at),
                )
                for at, one in enumerate(decision.sign_offs)
            ),
        )
        parts = (
            Part("Departures from rules, and judgements", departures),
            Part("Conditions, duties and sign-offs", owed),
            Part("What was not known", self._needs()),
            Part("What was assumed", self._assumptions()),
            Part("Notes of the advice", self._notes()),
        )
        return tuple(part for part in parts if part.sentences)

    def _ref(self, *path: str | int) -> tuple[int, ...]:
        return self._references.to(self._advice, pointer(*path))

    # --- the verdict ---------------------------------------------------------------------------

    def _verdict(self) -> Iterable[Sentence]:
        decision = self._decision
        yield Sentence(
            "This is what a computer program said of the proposal. It advises; a person decides.",
            self._ref("decision", "engine"),
        )
        at = self._ref("decision", "verdict")
        yield Sentence(f"The advice, as at {plain_date(decision.decision_date)}: "
                       f"{decision.verdict.value}.", at)  # fmt: skip
        yield Sentence(sentence(decision), at)
        asked = self._advice.body.get("asked_by")
        words = f"It was recorded on {moment_words(self._advice.entry.time)}, "
        match state_of(asked):
            case "recorded":
                words += f"asked for by {quoted(str(asked))}."
            case "erased":
                words += "asked for by somebody whose name was erased."
            case "withheld":
                words += "asked for by somebody whose name is withheld."
            case _:
                words += "and who asked for it was not recorded."
        yield Sentence(words, self._ref("asked_by"), state_of(asked))

    def _decided_it(self, finding: Finding) -> Sentence:
        number = self._decision.findings.index(finding)
        words = f"Rule {finding.rule}, {quoted(finding.title)}, of {quoted(finding.policy)}"
        by = f" by {', '.join(finding.displaced_by)}" if finding.displaced_by else ""
        return Sentence(
            f"{words}, {finding.authority}: {finding.status.value}{by}.",
            self._finding(number, finding),
        )

    def _finding(self, number: int, finding: Finding) -> tuple[int, ...]:
        return self._references.to(
            self._advice,
            pointer("decision", "findings", number),
            rule=finding.rule,
            policy=finding.policy,
            sources=finding.sources,
        )

    def _idle(self) -> Iterable[Sentence]:
        for status in _IDLE:
            labels = [one.rule for one in self._decision.findings if one.status == status]
            if labels:
                count = f"{len(labels):,} {'rule was' if len(labels) == 1 else 'rules were'}"
                words = f"{count} {status.value}: {', '.join(labels)}."
                yield Sentence(words, self._ref("decision", "findings"))

    # --- what was left to people ---------------------------------------------------------------

    def _conditions(self) -> tuple[Sentence, ...]:
        """What is owed, but for the duties and sign-offs, which have sentences of their own."""
        own = tuple(f"duty {duty.duty} " for duty in self._decision.duties)
        own += ("sign-off by ",) if self._decision.sign_offs else ()
        return tuple(
            Sentence(f"{capital(text)}.", self._ref("decision", "conditions", at))
            for at, text in enumerate(self._decision.conditions)
            if not text.startswith(own)
        )

    def _notes(self) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(f"{capital(text)}.", self._ref("decision", "notes", at))
            for at, text in enumerate(self._decision.notes)
        )

    def _duty(self, at: int, duty: DutyOwed) -> Sentence:
        when = f", {duty.time}" if duty.time else ""
        by = f" (by {plain_date(duty.by)})" if duty.by else ""
        words = (
            f"Duty {duty.duty}: {with_article(duty.who)} {duty.norm} {duty.action} "
            f"{quoted(duty.about)} {duty.timing} a decision to {duty.act}{when}{by}: {duty.status}."
        )
        references = self._references.to(
            self._advice, pointer("decision", "duties", at), rule=duty.duty, sources=duty.sources
        )
        return Sentence(words, references)

    def _needs(self) -> tuple[Sentence, ...]:
        found = []
        for at, need in enumerate(self._decision.needs):
            name = quoted(need.key) if need.kind == "judgement" else need.term
            effect = "it could change the advice" if need.matters else "it changes no verdict"
            found.append(
                Sentence(f"Not given: {name}; {effect}.", self._ref("decision", "needs", at))
            )
        return tuple(found)

    def _assumptions(self) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(
                f"Not given, and taken to be {_value(one.value)}: {one.term}.",
                self._references.to(
                    self._advice, pointer("decision", "assumptions", at), policy=one.policy
                ),
            )
            for at, one in enumerate(self._decision.assumptions)
        )

    def _departures(self) -> tuple[Sentence, ...]:
        found: list[Sentence] = []
        rows = self._choice.get(DEPARTURES)
        for at, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict):
                found += self._departure(at, row)
        reasons = self._choice.get(REASONS)
        for label, reason in reasons.items() if isinstance(reasons, dict) else ():
            references = self._ref("choice", REASONS, label)
            words = f"Rule {label} was not followed; the reasons recorded: "
            found += _lead(words, reason, references)
        if not found:
            none = "The log holds no departure from a rule."
            return (Sentence(none, self._ref("choice")),)
        return tuple(found)

    def _departure(self, at: int, row: dict[str, Any]) -> Iterable[Sentence]:
        rule = row.get("rule")
        who = named(row.get("by"), "somebody")
        finding = next((one for one in self._decision.findings if one.rule == rule), None)
        references = self._ref("choice", DEPARTURES, at)
        if finding is not None:
            references += self._finding(self._decision.findings.index(finding), finding)
        yield from _lead(
            f"A departure by {who} from rule {rule} was given, with these reasons: ",
            row.get("reasons"),
            references,
        )
        counts = finding is not None and "departure" in finding.displaced_by
        words = "did" if counts else "did not"
        yield Sentence(f"That departure {words} count in the advice.", references)

    def _judgements(self) -> tuple[Sentence, ...]:
        found: list[Sentence] = []
        judged = self._choice.get(JUDGEMENTS)
        for text, given in judged.items() if isinstance(judged, dict) else ():
            found += self._judgement(f"Whether {quoted(text)}", given, (JUDGEMENTS, text))
        for key, given in self._choice.items():
            if key not in RESERVED and isinstance(given, dict) and "value" in given:
                found += self._judgement(f"What {key} is", given, (key,))
        return tuple(found)

    def _judgement(self, what: str, given: Any, path: tuple[str, ...]) -> Iterable[Sentence]:
        references = self._ref("choice", *path)
        if not isinstance(given, dict):
            yield Sentence(f"{what} was judged: {_value(given)}.", references)
            return
        by = f" by {named(given['by'], 'somebody')}" if "by" in given else ""
        state = state_of(given.get("by")) if "by" in given else "recorded"
        words = f"{what} was judged{by}: {_value(given.get('value'))}."
        yield Sentence(words, references, state)
        if state_of(given.get("reasons")) != "not recorded":
            yield from said(given["reasons"], references, "")


def _lead(words: str, reasons: Any, references: tuple[int, ...]) -> tuple[Sentence, ...]:
    """The words with the reasons after them; or that there are none."""
    told = said(reasons, references, "the log holds none")
    first = told[0]
    return (Sentence(words + first.text, references, first.state), *told[1:])


def _value(value: Any) -> str:
    missing = missing_in(value)
    if missing != "recorded":
        return missing
    if isinstance(value, bool):
        return "yes" if value else "no"
    return as_json(value)
