"""Find the rules that turn one verdict into another.

Where the new verdict comes earlier in the order of verdicts, those that lead to it now did; where
it comes later, those that led to the old one no longer do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govrules.decision_log.stats import FIRED
from govrules.model.decision import Status, Verdict
from govrules.model.policy import BINDING

NOT_THERE = "not in the policies"
_ORDER = [verdict.value for verdict in Verdict]


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule, duty or sign-off, and what became of it before and under the draft."""

    rule: str
    title: str
    was: str
    now: str


def causes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Cause, ...]:
    """The rules that cause the change from one decision to another, each as JSON gives it."""
    old, new = _Side(before), _Side(after)
    stricter = _ORDER.index(new.verdict) < _rank(old.verdict)
    first, second = (new, old) if stricter else (old, new)
    found = {
        label: what for label, what in first.decisive.items() if second.decisive.get(label) != what
    }
    if not found:  # a verdict that no single rule makes: complies, or outside
        played = set(old.in_play) ^ set(new.in_play)
        changed = {label for label in old.all | new.all if old.what(label) != new.what(label)}
        found = dict.fromkeys(sorted(played or changed), "")
    return tuple(_cause(label, old, new) for label in found)


def _cause(label: str, old: _Side, new: _Side) -> Cause:
    """Where the same became of the rule, its norm is another: a "should" is now a "must"."""
    was, now = old.what(label), new.what(label)
    if was == now:
        was, now = f"{was} ({old.norm(label)})", f"{now} ({new.norm(label)})"
    return Cause(label, new.title(label) or old.title(label), was, now)


def _rank(verdict: str) -> int:
    """A verdict that this version does not know stands last."""
    return _ORDER.index(verdict) if verdict in _ORDER else len(_ORDER)


class _Side:
    """One of the two decisions: what became of each rule, and which made the verdict."""

    def __init__(self, decision: Mapping[str, Any]) -> None:
        self.verdict = str(decision["verdict"])
        self._findings = {each["rule"]: each for each in decision["findings"]}
        self._owed = dict(_owed(decision))
        self.all = set(self._findings) | set(self._owed)
        self.in_play = [label for label, f in self._findings.items() if f["status"] in FIRED]
        self.decisive = {label: self.what(label) for label in self._decisive(decision)}

    def what(self, label: str) -> str:
        if label in self._findings:
            status = str(self._findings[label]["status"])
            by = ", ".join(map(str, self._findings[label]["displaced_by"]))
            status = f"{status} by {by}" if by and status == Status.DISPLACED else status
            return f"{status}, {self._owed[label]}" if label in self._owed else status
        return self._owed.get(label, NOT_THERE)

    def title(self, label: str) -> str:
        return str(self._findings[label]["title"]) if label in self._findings else ""

    def norm(self, label: str) -> str:
        return str(self._findings[label]["norm"]) if label in self._findings else ""

    def _decisive(self, decision: Mapping[str, Any]) -> list[str]:
        found = self._findings.items()
        match self.verdict:
            case Verdict.CONFLICT:
                pairs = decision.get("conflicts") or ()
                return list(dict.fromkeys(label for pair in pairs for label in pair))
            case Verdict.DOES_NOT_COMPLY:
                return [k for k, f in found if f["status"] == Status.BREACHED and _binds(f)]
            case Verdict.UNDECIDED:
                return [k for k, f in found if f["status"] == Status.UNDETERMINED and _binds(f)]
            case Verdict.CONDITIONS:
                open_ = (Status.DEPARTED, Status.UNDETERMINED)
                departed = [k for k, f in found if f["status"] in open_]
                return [*departed, *(label for label in self._owed if label not in departed)]
            case _:
                return []


def _binds(finding: Mapping[str, Any]) -> bool:
    return finding["norm"] in BINDING


def _owed(decision: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a choice owes: the rule or duty that asks for it, and what it asks."""
    sign_offs = [
        (str(each.get("required_by")), f"sign-off by {each.get('who')} {each.get('status')}")
        for each in decision.get("sign_offs") or ()
        if each.get("status") != "given"
    ]
    duties = [
        (str(each.get("duty")), f"duty {each.get('status')}")
        for each in decision.get("duties") or ()
        if each.get("status") != "done"
    ]
    return sign_offs + duties
