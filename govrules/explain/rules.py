"""Explain what became of each rule: one sentence, and the tree of reasons under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govrules.engine.notes import plain_date
from govrules.engine.reference import Evaluation, RuleEvaluation
from govrules.engine.roles import same_role, with_article
from govrules.engine.sources import source_refs
from govrules.explain.conditions import SINGLE_TESTS, Conditions
from govrules.explain.explanation import Reason, RuleExplanation
from govrules.explain.headlines import headline
from govrules.explain.known import said_place, truth_word
from govrules.explain.values import say_text
from govrules.model import kleene
from govrules.model.decision import Finding, Status
from govrules.model.policy import ActNorm, InForce, Norm, Policy, Rule


class Rules:
    """Explanations of the rules of one evaluation. `names` gives the term of each missing key."""

    def __init__(self, evaluation: Evaluation, names: Mapping[str, str]) -> None:
        self.evaluation = evaluation
        self.conditions = Conditions(evaluation)
        self.names = names
        self._policies: dict[str, Policy] = {
            policy.title: policy for policy in evaluation.policy_set.policies
        }

    def explain(self, finding: Finding) -> RuleExplanation:
        rule = self.evaluation.rules.by_label[finding.rule]
        self.conditions.known.begin()
        return RuleExplanation(
            rule=rule.label,
            title=rule.title,
            policy=finding.policy,
            authority=finding.authority,
            norm=finding.norm,
            status=finding.status.value,
            headline=headline(self.conditions, rule, finding, self.names),
            reason=self._reason(rule, finding),
            needs=finding.needs,
            because=rule.because,
            serves=rule.serves,
            sources=finding.sources,
            place=said_place(rule.place),
        )

    def _reason(self, rule: Rule, finding: Finding) -> Reason:
        return Reason(
            words=f"{rule.label}: {rule.title}",
            kind="rule",
            value=finding.status.value,
            sources=source_refs(rule.citations),
            place=said_place(rule.place),
            children=tuple(self._steps(rule, finding)),
        )

    def _steps(self, rule: Rule, finding: Finding) -> list[Reason]:
        """Only as far as they matter: of a rule that does not apply, why it does not."""
        if dates := self._dates(rule):
            return dates
        found = self.evaluation.rule(rule.label)
        condition = self._condition(rule)
        if found.applicable == kleene.FALSE:
            return [condition]
        return [
            condition,
            *self._exception(rule),
            *self._displacers(rule),
            *self._departures(rule),
            *(self._norm(norm, found, finding.reasons) for norm in rule.norms),
        ]

    # --- is it applicable? ---------------------------------------------------------------------

    def _dates(self, rule: Rule) -> list[Reason]:
        """Why the rule is not in force, when it is not."""
        date = self.evaluation.date
        policy = self._policies[rule.policy]
        reasons = []
        for what, in_force, place in (
            (f"policy “{policy.title}”", policy.in_force, None),
            (f"rule {rule.label}", rule.in_force, said_place(rule.place)),
        ):
            if not in_force.on(date):
                words = f"{what} is in force {_span(in_force)}, not on {plain_date(date)}"
                reasons.append(Reason(words, "dates", "false", None, (), place))
        return reasons

    def _condition(self, rule: Rule) -> Reason:
        if rule.condition is None:
            return Reason("it applies to every choice", "condition", "true")
        reason = self.conditions.reason(rule.condition)
        return replace(reason, words=f"if {reason.words}")

    # --- is it displaced? ----------------------------------------------------------------------

    def _exception(self, rule: Rule) -> list[Reason]:
        if rule.unless is None:
            return []
        reason = self.conditions.reason(rule.unless, kind="exception")
        return [replace(reason, words=f"unless {reason.words}", kind="exception")]

    def _displacers(self, rule: Rule) -> list[Reason]:
        reasons = []
        for label in self.evaluation.rules.displacers[rule.label]:
            other = self.evaluation.rules.by_label[label]
            found = self.evaluation.rule(label)
            relation = "says despite it" if rule.label in other.despite else "goes before it"
            reasons.append(
                Reason(
                    words=f"rule {label} ({other.title}) {relation}",
                    kind="displacement",
                    truth=truth_word(found.in_play),
                    sources=source_refs(other.citations),
                    place=said_place(other.place),
                    children=tuple(self._dates(other)) or (self._condition(other),),
                )
            )
        return reasons

    def _departures(self, rule: Rule) -> list[Reason]:
        reasons = []
        counts = self.evaluation.rules.departure(rule)
        for recorded in self.evaluation.facts.departures:
            if recorded.rule != rule.label:
                continue
            words = f"{self._departing(rule, recorded.by)} departs from it"
            words += f": {say_text(recorded.reasons)}" if recorded.reasons else ", without reasons"
            if recorded != counts:
                words += f" ({self.evaluation.rules.fault_of(recorded, rule) or 'recorded twice'})"
            truth = truth_word(kleene.truth_of(recorded == counts))
            reasons.append(Reason(words, "departure", truth))
        return reasons

    def _departing(self, rule: Rule, by: str) -> str:
        """Who departs, with the article of a role that may."""
        roles = [one.by for one in self.evaluation.rules.departures_from(rule) if one.by]
        return next((with_article(role) for role in roles if same_role(role, by)), by)

    # --- is it followed? -----------------------------------------------------------------------

    def _norm(self, norm: Norm, found: RuleEvaluation, reasons: str | None) -> Reason:
        """The norm, with whether it is followed while the rule is or may be in play."""
        words, place = norm.words, said_place(norm.place)
        asked = norm if isinstance(norm, ActNorm) else norm.requirement
        if found.status == Status.DISPLACED or norm.modality == "may":
            return Reason(words, "norm", None, None, (), place)
        children: tuple[Reason, ...] = ()
        if isinstance(asked, ActNorm):
            words += f" ({self.conditions.proposed_note(asked.act)})"
        elif isinstance(asked, SINGLE_TESTS):
            words = self.conditions.filled(words, asked)
            children = self.conditions.support(asked)
        else:
            children = (self.conditions.reason(asked),)
        truth = self.evaluation.rules.followed(norm)
        if norm.modality.startswith("should") and truth == kleene.FALSE:
            words += f"; reasons: {say_text(reasons)}" if reasons else "; no reasons are recorded"
        return Reason(words, "norm", truth_word(truth), None, (), place, children)


def _span(in_force: InForce) -> str:
    start = f"from {plain_date(in_force.start)}" if in_force.start else ""
    end = f"until {plain_date(in_force.end)}" if in_force.end else ""
    return " ".join(part for part in (start, end) if part)
