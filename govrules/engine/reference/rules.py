"""Decide each rule on its own terms: applicable, displaced, in play, breached, departed from."""

from __future__ import annotations

from govrules.engine import notes
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.needs import NOTHING, Missing, Wants
from govrules.engine.roles import same_role
from govrules.engine.statuses import status_of
from govrules.model import kleene
from govrules.model.dataclass import dataclass
from govrules.model.decision import Status
from govrules.model.expression import Condition, Proposes
from govrules.model.facts import RecordedDeparture
from govrules.model.kleene import Truth
from govrules.model.policy import BINDING, ActNorm, Departure, Modality, Norm, Rule

ADVISORY: tuple[Modality, ...] = ("should", "should not")
UNLESS = "unless"
DEPARTURE = "departure"


@dataclass(frozen=True, slots=True)
class RuleEvaluation:
    """What became of one rule. `displaced_by` names all that displace it for certain."""

    applicable: Truth
    displaced: Truth
    displaced_by: tuple[str, ...]
    in_play: Truth
    breached: Truth
    departs: Truth
    status: Status


class Rules:
    """The rules of a reading, each decided once."""

    def __init__(self, reading: Reading, wants: Wants) -> None:
        self.reading = reading
        self.wants = wants
        self.by_label = {rule.label: rule for rule in reading.policy_set.rules()}
        self.in_force = {
            policy.title: policy.in_force.on(reading.date) for policy in reading.policy_set.policies
        }
        self.displacers = _displacers(self.by_label)
        self._decided: dict[str, RuleEvaluation] = {}

    def rule(self, label: str) -> RuleEvaluation:
        """The rule with this label. Raises KeyError when there is none."""
        if label in self._decided:
            return self._decided[label]
        for each in _displacers_first(label, self.displacers):
            if each not in self._decided:
                self._decided[each] = self._decide(self.by_label[each])
        return self._decided[label]

    def _decide(self, rule: Rule) -> RuleEvaluation:
        applicable = self.applicable(rule)
        by = self.displacement(rule)
        displaced = max(by.values(), default=kleene.FALSE)
        if applicable == kleene.FALSE:  # there is nothing to displace
            displaced = kleene.FALSE
        in_play = min(applicable, kleene.TRUE - displaced)
        breached = min(in_play, kleene.TRUE - self.requirement(rule, BINDING))
        departs = min(in_play, kleene.TRUE - self.requirement(rule, ADVISORY))
        return RuleEvaluation(
            applicable=applicable,
            displaced=displaced,
            displaced_by=tuple(name for name, truth in by.items() if truth == kleene.TRUE),
            in_play=in_play,
            breached=breached,
            departs=departs,
            status=status_of(rule, applicable, displaced, in_play, breached, departs),
        )

    def rule_in_force(self, rule: Rule) -> bool:
        """Its policy is in force on the decision date, and so is the rule itself."""
        return self.in_force[rule.policy] and rule.in_force.on(self.reading.date)

    def applicable(self, rule: Rule) -> Truth:
        if not self.rule_in_force(rule):
            return kleene.FALSE
        return kleene.TRUE if rule.condition is None else self.reading.truth(rule.condition)

    def displacement(self, rule: Rule) -> dict[str, Truth]:
        """What may displace the rule, and whether it does."""
        by: dict[str, Truth] = {}
        if rule.unless is not None:
            by[UNLESS] = self.reading.truth(rule.unless)
        for label in self.displacers[rule.label]:
            by[label] = self.rule(label).in_play
        by[DEPARTURE] = kleene.truth_of(self.departure(rule) is not None)
        return by

    # --- departures ----------------------------------------------------------------------------

    def departure(self, rule: Rule) -> RecordedDeparture | None:
        """The recorded departure that counts, if there is one."""
        recorded = [one for one in self.reading.facts.departures if one.rule == rule.label]
        return next((one for one in recorded if self.fault_of(one, rule) is None), None)

    def departures_in_vain(self) -> tuple[str, ...]:
        """A note for each recorded departure that does not count."""
        found = []
        elsewhere = self.reading.policy_set.portfolio()
        for one in self.reading.facts.departures:
            rule = self.by_label.get(one.rule)
            if rule is None and one.rule in elsewhere:
                continue  # a portfolio rule, which is not decided on one choice
            if rule is None:
                found.append(notes.departure_from_unknown_rule(one.rule))
            elif fault := self.fault_of(one, rule):
                found.append(fault)
        return tuple(found)

    def fault_of(self, recorded: RecordedDeparture, rule: Rule) -> str | None:
        if self.is_entrenched(rule):
            return notes.departure_from_entrenched(rule.label, rule.policy)
        allowed = [one for one in self.departures_from(rule) if one.by is not None]
        if not allowed:
            return notes.departure_not_allowed(rule.label, rule.authority)
        by_them = [one for one in allowed if same_role(one.by or "", recorded.by)]
        if not by_them:
            roles = sorted({one.by or "" for one in allowed})
            return notes.departure_by_another(rule.label, recorded.by, roles)
        if all(one.with_reasons for one in by_them) and not recorded.reasons.strip():
            return notes.departure_without_reasons(rule.label)
        return None

    def is_entrenched(self, rule: Rule) -> bool:
        """Its own policy lets nobody depart from it, and no other policy can undo that."""
        return any(departure.by is None for departure in self.departures_from(rule, own=True))

    def departures_from(self, rule: Rule, *, own: bool = False) -> list[Departure]:
        """What the policies in force, or its own alone, say of departing from its authority."""
        return [
            departure
            for policy in self.reading.policy_set.policies
            if self.in_force[policy.title] and (policy.title == rule.policy or not own)
            for departure in policy.departures
            if departure.authority == rule.authority
        ]

    # --- norms ---------------------------------------------------------------------------------

    def requirement(self, rule: Rule, modalities: tuple[Modality, ...]) -> Truth:
        """Whether all norms of these modalities are followed; true when there are none."""
        norms = [norm for norm in rule.norms if norm.modality in modalities]
        return min((self.followed(norm) for norm in norms), default=kleene.TRUE)

    def followed(self, norm: Norm) -> Truth:
        """Whether a norm is followed; of a permission, whether it is used."""
        truth = self.reading.truth(_asked(norm))
        return kleene.TRUE - truth if norm.modality.endswith("not") else truth

    # --- needs ---------------------------------------------------------------------------------

    def needs(self, rule: Rule) -> frozenset[Missing]:
        """The missing facts for want of which the rule is undetermined; none when it is not."""
        found = self.rule(rule.label)
        if found.status != Status.UNDETERMINED:
            return NOTHING
        wanted = self.in_play_needs(rule)
        if found.breached == kleene.UNKNOWN:
            return wanted | self._norm_needs(rule, BINDING)
        if found.departs == kleene.UNKNOWN:
            return wanted | self._norm_needs(rule, ADVISORY)
        return wanted

    def _norm_needs(self, rule: Rule, modalities: tuple[Modality, ...]) -> frozenset[Missing]:
        norms = [norm for norm in rule.norms if norm.modality in modalities]
        return NOTHING.union(*(self.wants.condition(_asked(norm)) for norm in norms))

    def in_play_needs(self, rule: Rule) -> frozenset[Missing]:
        """What would tell whether the rule is in play: its own parts, and those of what may
        displace it, and of what may displace that."""
        wanted: set[Missing] = set()
        waiting, seen = [rule.label], {rule.label}
        while waiting:
            each = self.by_label[waiting.pop()]
            found = self.rule(each.label)
            if found.in_play != kleene.UNKNOWN:
                continue
            if each.condition is not None and found.applicable == kleene.UNKNOWN:
                wanted |= self.wants.condition(each.condition)
            if each.unless is not None:
                wanted |= self.wants.condition(each.unless)
            new = [label for label in self.displacers[each.label] if label not in seen]
            seen.update(new)
            waiting += new
        return frozenset(wanted)


def _asked(norm: Norm) -> Condition:
    return Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement


def _displacers(rules: dict[str, Rule]) -> dict[str, tuple[str, ...]]:
    """For each rule, the rules that say `despite` it and those that it is `subject to`."""
    found: dict[str, set[str]] = {label: set(rule.subject_to) for label, rule in rules.items()}
    for rule in rules.values():
        for other in rule.despite:
            found[other].add(rule.label)
    return {label: tuple(sorted(others)) for label, others in found.items()}


def _displacers_first(label: str, displacers: dict[str, tuple[str, ...]]) -> list[str]:
    """The rule after all that may displace it, however long the chain."""
    order: list[str] = []
    seen = {label}
    path = [(label, iter(displacers[label]))]
    while path:
        each, others = path[-1]
        unseen = next((other for other in others if other not in seen), None)
        if unseen is None:
            order.append(each)
            path.pop()
        else:
            seen.add(unseen)
            path.append((unseen, iter(displacers[unseen])))
    return order
