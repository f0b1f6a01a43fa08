"""Find what is owed besides the rules: sign-offs, duties, reasons, limits; and who decides."""

from __future__ import annotations

from govrules.engine import notes
from govrules.engine.deadlines import last_day, time_of
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.rules import Rules
from govrules.engine.roles import is_among
from govrules.engine.sources import source_refs
from govrules.model import kleene
from govrules.model.decision import DutyOwed, SignOff
from govrules.model.expression import Condition, Proposes
from govrules.model.kleene import Truth
from govrules.model.policy import ActNorm, Duty, Rule, WhoDecides

WHO_DECIDES = "who decides"


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
            time=time_of(duty),
            by=last_day(duty, self.reading.date),
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

    # --- what is still open --------------------------------------------------------------------

    def for_certain(self) -> bool:
        """Whether something is owed whatever the missing facts turn out to be."""
        found = [self.rules.rule(rule.label) for rule in self.reading.policy_set.rules()]
        return (
            any(one.departs == kleene.TRUE for one in found)
            or any(duty.status == "owed" for duty in self.duties())
            or any(one.status == "owed" for one in self.sign_offs())
            or any(in_play == kleene.TRUE for *_, in_play in self._limited())
        )

    def rules_unsure(self) -> tuple[str, ...]:
        """The rules of which it is open whether they leave something owed."""
        labels = [rule.label for rule in self.reading.policy_set.rules()]
        departs = [each for each in labels if self.rules.rule(each).departs == kleene.UNKNOWN]
        unsure = [one.required_by for one in self.sign_offs() if one.status == "unsure"]
        limited = [rule.label for rule, _, in_play in self._limited() if in_play != kleene.TRUE]
        found = dict.fromkeys((*departs, *unsure, *limited))
        found.pop(WHO_DECIDES, None)
        return tuple(found)

    def conditions_unsure(self) -> tuple[tuple[str, Condition], ...]:
        """The conditions that would tell whether duties and sign-offs are owed, and of what."""
        found: list[tuple[str, Condition]] = []
        for policy in self.policies:
            for duty in policy.duties:
                done = duty.label in self.reading.facts.duties_done
                if not done and self.duty_arises(duty) == kleene.UNKNOWN:
                    parts = (Proposes(duty.act), duty.condition)
                    found += [(duty.label, part) for part in parts if part is not None]
            for one in (one for who in policy.who_decides for one in who.sign_offs):
                if not is_among(one.role, self.reading.facts.sign_offs):
                    found.append((WHO_DECIDES, one.condition))
        return tuple(found)

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
                    by = last_day(duty, self.reading.date)
                    found.append(notes.duty_owed(duty.words, duty.label, by, unsure=unsure))
        return found

    def _limits(self) -> list[str]:
        return [
            notes.limit_owed(
                norm.act.name,
                norm.limit.words if norm.limit else "",
                rule.label,
                unsure=in_play == kleene.UNKNOWN,
            )
            for rule, norm, in_play in self._limited()
        ]

    def _limited(self) -> list[tuple[Rule, ActNorm, Truth]]:
        """The permissions within a limit that are in play, or may be."""
        return [
            (rule, norm, in_play)
            for rule in self.reading.policy_set.rules()
            if (in_play := self.rules.rule(rule.label).in_play) != kleene.FALSE
            for norm in rule.norms
            if isinstance(norm, ActNorm) and norm.modality == "may" and norm.limit is not None
        ]

    # --- who decides ---------------------------------------------------------------------------

    def who_decides(self) -> str | None:
        """The role that decides, by the first policy in force that says; None when not known."""
        return next((role for _, role, known in self._deciders() if role or not known), None)

    def deciders_unsure(self) -> tuple[Condition, ...]:
        """The conditions that would tell who decides, where that is not known."""
        unsure = (who for who, role, known in self._deciders() if role or not known)
        who_decides = next(unsure, None)
        if who_decides is None or self.who_decides() is not None:
            return ()
        holds = [self.reading.truth(one.condition) for one in who_decides.deciders]
        last = holds.index(kleene.TRUE) if kleene.TRUE in holds else len(holds)
        return tuple(one.condition for one in who_decides.deciders[:last])

    def _deciders(self) -> list[tuple[WhoDecides, str | None, bool]]:
        """For each `Who decides` in force the role, and whether it is known who that is."""
        return [
            (who_decides, *self._decider(who_decides))
            for policy in self.policies
            for who_decides in policy.who_decides
        ]

    def disagreement(self) -> tuple[str, ...]:
        """The different roles that policies in force say decide, where they say different ones."""
        roles: list[str] = []
        for _, role, _ in self._deciders():
            if role is not None and not is_among(role, roles):
                roles.append(role)
        return tuple(roles) if len(roles) > 1 else ()

    def _decider(self, who_decides: WhoDecides) -> tuple[str | None, bool]:
        """The decider, and whether it is known who that is (or that it is nobody)."""
        for decider in who_decides.deciders:
            holds = self.reading.truth(decider.condition)
            if holds != kleene.FALSE:
                return (decider.role, True) if holds == kleene.TRUE else (None, False)
        return who_decides.otherwise, True
