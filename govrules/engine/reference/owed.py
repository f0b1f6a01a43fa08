"""Find what is owed besides the rules: sign-offs, duties, reasons, limits; and who decides."""

from __future__ import annotations

import datetime as dt

from govrules.engine import notes
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.rules import Rules
from govrules.engine.roles import is_among
from govrules.model import calendar, kleene
from govrules.model.decision import DutyOwed, SignOff, SourceRef
from govrules.model.expression import Proposes
from govrules.model.kleene import Truth
from govrules.model.policy import ActNorm, Citation, Duty, WhoDecides

WHO_DECIDES = "who decides"


def source_refs(citations: tuple[Citation, ...]) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(label=c.label, part=c.part, title=c.title, url=c.url) for c in citations)


class Owed:
    """What a choice still owes, or may owe, under the policies in force."""

    def __init__(self, reading: Reading, rules: Rules) -> None:
        self.reading = reading
        self.rules = rules
        self.policies = [
            policy for policy in reading.policy_set.policies if policy.in_force.on(reading.date)
        ]

    # --- duties --------------------------------------------------------------------------------

    def duties(self) -> tuple[DutyOwed, ...]:
        """The duties of the acts that are proposed, or may be, in the order of the policies."""
        found = []
        for policy in self.policies:
            for duty in policy.duties:
                arises = self.duty_arises(duty)
                if arises != kleene.FALSE:
                    found.append(self._duty_owed(duty, arises))
        return tuple(found)

    def duty_arises(self, duty: Duty) -> Truth:
        proposed = self.reading.truth(Proposes(duty.act))
        holds = kleene.TRUE if duty.condition is None else self.reading.truth(duty.condition)
        return min(proposed, holds)

    def _duty_owed(self, duty: Duty, arises: Truth) -> DutyOwed:
        done = duty.label in self.reading.facts.duties_done
        return DutyOwed(
            duty=duty.label,
            who=duty.role,
            norm=duty.modality,
            action=duty.action,
            about=duty.about,
            timing=duty.timing,
            act=duty.act.name,
            time=_time(duty),
            by=_last_day(duty, self.reading.date),
            status="done" if done else "owed" if arises == kleene.TRUE else "unsure",
            sources=source_refs(duty.citations),
        )

    # --- sign-offs -----------------------------------------------------------------------------

    def sign_offs(self) -> tuple[SignOff, ...]:
        """The sign-offs that rules in play and `Who decides` ask for, or may ask for."""
        found = []
        for policy in self.reading.policy_set.policies:
            for rule in policy.rules:
                asked = self.rules.rule(rule.label).in_play
                found += [self._sign_off(who, rule.label, asked) for who in rule.sign_offs]
        for policy in self.policies:
            for who_decides in policy.who_decides:
                for one in who_decides.sign_offs:
                    asked = self.reading.truth(one.condition)
                    found.append(self._sign_off(one.role, WHO_DECIDES, asked))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _sign_off(self, who: str, required_by: str, asked: Truth) -> SignOff | None:
        if asked == kleene.FALSE:
            return None
        if is_among(who, self.reading.facts.sign_offs):
            return SignOff(who=who, required_by=required_by, status="given")
        return SignOff(
            who=who,
            required_by=required_by,
            status="owed" if asked == kleene.TRUE else "unsure",
        )

    # --- in words ------------------------------------------------------------------------------

    def conditions(self) -> tuple[str, ...]:
        """What a choice that complies still owes, or may owe, each said once."""
        found = [*self._reasons(), *self._sign_offs_owed(), *self._duties_owed(), *self._limits()]
        return tuple(dict.fromkeys(found))

    def _reasons(self) -> list[str]:
        found = []
        for rule in self.reading.policy_set.rules():
            departs = self.rules.rule(rule.label).departs
            if departs != kleene.FALSE:
                words = notes.recorded_reasons_owed(
                    rule.label,
                    unsure=departs == kleene.UNKNOWN,
                    recorded=bool(self.reading.facts.reasons.get(rule.label, "").strip()),
                )
                found.append(words)
        return found

    def _sign_offs_owed(self) -> list[str]:
        return [
            notes.sign_off_owed(one.who, one.required_by, unsure=one.status == "unsure")
            for one in self.sign_offs()
            if one.status != "given"
        ]

    def _duties_owed(self) -> list[str]:
        found = []
        for policy in self.policies:
            for duty in policy.duties:
                arises = self.duty_arises(duty)
                if arises != kleene.FALSE and duty.label not in self.reading.facts.duties_done:
                    unsure = arises == kleene.UNKNOWN
                    by = _last_day(duty, self.reading.date)
                    found.append(notes.duty_owed(duty.words, duty.label, by, unsure=unsure))
        return found

    def _limits(self) -> list[str]:
        found = []
        for rule in self.reading.policy_set.rules():
            in_play = self.rules.rule(rule.label).in_play
            for norm in rule.norms:
                if not isinstance(norm, ActNorm) or norm.modality != "may" or norm.limit is None:
                    continue
                if in_play != kleene.FALSE:
                    unsure = in_play == kleene.UNKNOWN
                    words = norm.limit.words
                    found.append(notes.limit_owed(norm.act.name, words, rule.label, unsure=unsure))
        return found

    # --- who decides ---------------------------------------------------------------------------

    def who_decides(self) -> str | None:
        """The role that decides, by the first policy in force that says; None when not known."""
        for policy in self.policies:
            for who_decides in policy.who_decides:
                role, known = self._decider(who_decides)
                if role is not None or not known:
                    return role
        return None

    def _decider(self, who_decides: WhoDecides) -> tuple[str | None, bool]:
        """The decider, and whether it is known who that is (or that it is nobody)."""
        for decider in who_decides.deciders:
            holds = self.reading.truth(decider.condition)
            if holds != kleene.FALSE:
                return (decider.role, True) if holds == kleene.TRUE else (None, False)
        return who_decides.otherwise, True


def _time(duty: Duty) -> str | None:
    if duty.lasting is not None:
        return f"for at least {duty.lasting}"
    return None if duty.within is None else f"within {duty.within}"


def _last_day(duty: Duty, date: dt.date) -> dt.date | None:
    """The last day to do it; for a duty that must last a while before, the last day to begin."""
    if duty.timing == "before":
        return None if duty.lasting is None else calendar.deadline(date, duty.lasting, "before")
    return None if duty.within is None else calendar.deadline(date, duty.within, "after")
