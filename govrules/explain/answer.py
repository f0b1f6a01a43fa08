"""Give the answer in one sentence, and choose the two or three findings that decided it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govrules.model.decision import Decision, Finding, Status, Verdict
from govrules.model.policy import BINDING, ActNorm, Modality, Rule

MOST_DECIDING = 3
_MOST_LABELS = 5


def deciding(decision: Decision) -> list[Finding]:
    """The findings that the verdict rests on, in the order of the decision."""
    match decision.verdict:
        case Verdict.CONFLICT:
            in_conflict = {label for pair in decision.conflicts for label in pair}
            return [one for one in decision.findings if one.rule in in_conflict]
        case Verdict.DOES_NOT_COMPLY:
            return _with(decision, Status.BREACHED)
        case Verdict.UNDECIDED:
            matter = {need.key for need in decision.needs if need.matters}
            # a rule that must and should may be open only as to what it should
            return [
                one
                for one in _with(decision, Status.UNDETERMINED)
                if one.norm in BINDING and (not one.needs or matter.intersection(one.needs))
            ]
        case Verdict.OUTSIDE:
            return list(decision.findings)
        case Verdict.CONDITIONS:
            asking = {one.required_by for one in decision.sign_offs if one.status != "given"}
            open_ = (Status.DEPARTED, Status.UNDETERMINED)
            found = [one for one in decision.findings if one.status in open_ or one.rule in asking]
            return found + _with(decision, Status.DISPLACED)
        case Verdict.COMPLIES:
            return _with(decision, Status.DISPLACED) + _followed(decision)


def _followed(decision: Decision) -> list[Finding]:
    return _with(decision, Status.PERMITS) + _with(decision, Status.MET)


def _with(decision: Decision, *statuses: Status) -> list[Finding]:
    return [finding for finding in decision.findings if finding.status in statuses]


def sentence(decision: Decision) -> str:
    """The verdict in plain words, with its full stop."""
    found = [finding.rule for finding in deciding(decision)]
    match decision.verdict:
        case Verdict.CONFLICT:
            pairs = [f"{must} and {must_not}" for must, must_not in decision.conflicts]
            return (
                f"The rules conflict: {listed(pairs)} ask for opposite things, and neither gives "
                "way to the other."
            )
        case Verdict.DOES_NOT_COMPLY:
            return f"The choice does not comply: it breaches {listed(found)}."
        case Verdict.UNDECIDED:
            one = len(found) == 1
            if any(finding.needs for finding in deciding(decision)):
                waits = "waits for missing facts" if one else "wait for missing facts"
            else:
                waits = "rests" if one else "rest"
                waits += " on values that are not known"
            return f"The choice cannot be decided yet: {listed(found)} {waits}."
        case Verdict.OUTSIDE:
            return f"The choice is outside this policy: none of its {_rules(len(found))} applies."
        case Verdict.CONDITIONS:
            owed = len(decision.conditions)
            things = "1 thing is" if owed == 1 else f"{owed:,} things are"
            return f"The choice complies with conditions: {things} owed, or may be."
        case Verdict.COMPLIES:
            followed = sorted(finding.rule for finding in _followed(decision))
            if not followed:
                return "The choice complies: no rule stands against it, and nothing is owed."
            is_ = "is" if len(followed) == 1 else "are"
            return f"The choice complies: {listed(followed)} {is_} followed, and nothing is owed."


def _rules(count: int) -> str:
    return "rules" if count != 1 else "one rule"


def conflict_words(decision: Decision, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """For each conflict what either rule says."""
    found = []
    for must, must_not in decision.conflicts:
        acts = _acts(rules[must], "must") & _acts(rules[must_not], "must not")
        said = [
            f"{label} says “{norm.words}”"
            for label, modality in ((must, "must"), (must_not, "must not"))
            for norm in rules[label].norms
            if isinstance(norm, ActNorm) and norm.modality == modality and norm.act.name in acts
        ]
        found.append(f"{'; '.join(said)}; both are in play, and neither displaces the other")
    return tuple(found)


def _acts(rule: Rule, modality: Modality) -> set[str]:
    return {
        norm.act.name
        for norm in rule.norms
        if isinstance(norm, ActNorm) and norm.modality == modality
    }


def listed(names: Iterable[str]) -> str:
    """C1, C2 and C3; and no more than a few."""
    found = list(names)
    if len(found) > _MOST_LABELS:
        return f"{', '.join(found[:_MOST_LABELS])} and {len(found) - _MOST_LABELS:,} more"
    if len(found) < 2:
        return "".join(found) or "its rules"
    return f"{', '.join(found[:-1])} and {found[-1]}"
