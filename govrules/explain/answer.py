"""Give the answer in one sentence, and choose the two or three findings that decided it."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.engine.roles import with_article
from govrules.model.decision import Decision, Finding, Status, Verdict
from govrules.model.policy import BINDING

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
            return [one for one in _with(decision, Status.UNDETERMINED) if one.norm in BINDING]
        case Verdict.OUTSIDE:
            return list(decision.findings)
        case Verdict.CONDITIONS:
            asking = {one.required_by for one in decision.sign_offs if one.status != "given"}
            return [
                one
                for one in decision.findings
                if one.status in (Status.DEPARTED, Status.UNDETERMINED) or one.rule in asking
            ]
        case Verdict.COMPLIES:
            return _with(decision, Status.MET, Status.PERMITS)


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
            waits = "waits" if len(found) == 1 else "wait"
            return f"The choice cannot be decided yet: {listed(found)} {waits} for missing facts."
        case Verdict.OUTSIDE:
            return f"The choice is outside this policy: none of its {_rules(len(found))} applies."
        case Verdict.CONDITIONS:
            owed = len(decision.conditions)
            things = "1 thing is" if owed == 1 else f"{owed:,} things are"
            return f"The choice complies with conditions: {things} owed, or may be."
        case Verdict.COMPLIES:
            return (
                f"The choice complies: {listed(found)} {_is(found)} followed and nothing is owed."
            )


def _rules(count: int) -> str:
    return "rules" if count != 1 else "one rule"


def _is(items: list[str]) -> str:
    return "is" if len(items) == 1 else "are"


def who_decides(decision: Decision) -> str:
    """Who takes the decision, in a sentence."""
    if decision.decided_by is None:
        return "This is advice; a person decides."
    who = with_article(decision.decided_by)
    return f"This is advice; {who} decides."


def conflict_words(decision: Decision) -> tuple[str, ...]:
    return tuple(
        f"{must} says must and {must_not} says must not, of the same act; both are in play"
        for must, must_not in decision.conflicts
    )


def listed(names: Iterable[str]) -> str:
    """C1, C2 and C3; and no more than a few."""
    found = list(names)
    if len(found) > _MOST_LABELS:
        return f"{', '.join(found[:_MOST_LABELS])} and {len(found) - _MOST_LABELS:,} more"
    if len(found) < 2:
        return "".join(found) or "its rules"
    return f"{', '.join(found[:-1])} and {found[-1]}"
