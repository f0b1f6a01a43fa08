"""Count what a log holds: verdicts, rules that fired, priorities, and the register of departures.

What is counted, exactly, stands in docs/reference/decision-log.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.outcome_fits import misfit
from govrules.decision_log.personal import is_commitment
from govrules.decision_log.read import ReadEntry
from govrules.decision_log.summary import ERASED, shown
from govrules.engine.notes import departure_by_another, departure_without_reasons
from govrules.errors import GovrulesError, LogError
from govrules.language.load import load_texts
from govrules.model.decision import Status
from govrules.model.facts import DEPARTURES
from govrules.model.policy import PolicySet

AREA = "service_area"
"""The key of a choice by which it is counted."""
NO_AREA = "not given"
FIRED = frozenset({Status.MET, Status.BREACHED, Status.DEPARTED, Status.PERMITS})
"""A rule fired when it was in play: its condition held and nothing displaced it."""
_KINDS = {"departed from": "advice departed from", "adopted": "adopted against the advice"}
"""What the register calls an outcome against the advice."""

RuleKey = tuple[str, str]
"""The title of its policy and the rule's label, whatever the version of the policy."""


@dataclass(slots=True)
class RuleCount:
    """What became of one rule. `advice` is on how much advice its rulebook was used."""

    title: str
    advice: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    @property
    def fired(self) -> int:
        return sum(count for status, count in self.statuses.items() if status in FIRED)


@dataclass(slots=True)
class PriorityCount:
    """Findings of the rules that serve a priority, by what became of it.

    served         the rule was met, or permitted what it permits
    outweighed     another rule displaced it
    departed_from  a recorded departure displaced it, or a `should` was not followed
    breached       the rule was breached
    undetermined   it was left open, for want of facts
    """

    served: int = 0
    outweighed: int = 0
    departed_from: int = 0
    breached: int = 0
    undetermined: int = 0


@dataclass(frozen=True, slots=True)
class Departed:
    """A row of the register of departures and waivers.

    `kind` is one of:
    waiver               a departure recorded in the choice that counted: the rule gave way to it
    did not count        a departure recorded in the choice to which the rule did not give way
    should not followed  a `should` that was not followed, with the reasons recorded for it, if any
    advice departed from what a person or body decided against the advice
    adopted against the advice  the same, recorded before outcomes had to fit their advice
    """

    kind: str
    entry: int
    date: str
    what: str
    area: str
    rule: str = ""
    title: str = ""
    policy: str = ""
    by: str = ""
    reasons: str = ""
    advice: int | None = None


@dataclass(slots=True)
class Stats:
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By month of the decision date, service area and verdict."""
    rules: dict[RuleKey, RuleCount] = field(default_factory=dict)
    priorities: dict[str, PriorityCount] = field(default_factory=dict)
    register: list[Departed] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    """Rulebooks whose policies cannot be read, and why: their priorities are not counted."""

    @property
    def never_fired(self) -> list[tuple[RuleKey, RuleCount]]:
        return [(key, rule) for key, rule in sorted(self.rules.items()) if not rule.fired]


def count(log: DecisionLog, entries: Iterable[ReadEntry], area: str = AREA) -> Stats:
    """Count entries; `area` is the key of a choice that names its service area."""
    stats = Stats()
    policies = _Policies(log, stats)
    for read in entries:
        stats.kinds[read.entry.kind] += 1
        if read.entry.kind == "advice":
            _advice(stats, policies, read, area)
        elif read.entry.kind == "outcome":
            stats.outcomes[read.body["outcome"]] += 1
            stats.register += _against(log, read, area)
    return stats


class _Policies:
    """What is needed of the stored rulebooks: which priorities each rule serves."""

    def __init__(self, log: DecisionLog, stats: Stats) -> None:
        self._log, self._stats = log, stats
        self._serves: dict[str, Mapping[RuleKey, tuple[str, ...]]] = {}

    def serves(self, digest: str) -> Mapping[RuleKey, tuple[str, ...]]:
        if digest not in self._serves:
            self._serves[digest] = self._read(digest)
        return self._serves[digest]

    def _read(self, digest: str) -> Mapping[RuleKey, tuple[str, ...]]:
        try:
            policy_set = policies_of(self._log, digest)
        except GovrulesError as error:
            self._stats.unread[digest] = str(error)
            return {}
        for policy in policy_set.policies:
            for priority in policy.priorities:
                self._stats.priorities.setdefault(priority.title, PriorityCount())
        return {(rule.policy, rule.label): rule.serves for rule in policy_set.rules()}


def policies_of(log: DecisionLog, digest: str) -> PolicySet:
    """The policies of a rulebook as the log keeps them.

    Raises LogError when they are missing, altered, or no longer read by this version.
    """
    loaded = load_texts(log.texts(digest), ())
    if loaded.policy_set is None:
        raise LogError(f"the policies of rulebook {digest} cannot be read by this version")
    if loaded.policy_set.digest != digest:
        raise LogError(f"the policies kept for rulebook {digest} have another digest")
    return loaded.policy_set


def _advice(stats: Stats, policies: _Policies, read: ReadEntry, area: str) -> None:
    decision = read.decision
    serves = policies.serves(decision["rulebook"]["digest"])
    stats.verdicts[(read.date or "")[:7], area_of(read.choice, area), decision["verdict"]] += 1
    for finding in decision["findings"]:
        key = (finding["policy"], finding["rule"])
        rule = stats.rules.setdefault(key, RuleCount(finding["title"]))
        rule.title = finding["title"]  # the latest
        rule.advice += 1
        rule.statuses[finding["status"]] += 1
        came = _came_of_priority(finding)
        for title in serves.get(key, ()) if came else ():
            priority = stats.priorities.setdefault(title, PriorityCount())
            setattr(priority, came, getattr(priority, came) + 1)
    stats.register += _register(read, area)


def _came_of_priority(finding: Mapping[str, Any]) -> str:
    """What a finding means for the priorities that its rule serves; empty where nothing."""
    match finding["status"]:
        case Status.MET | Status.PERMITS:
            return "served"
        case Status.DEPARTED:
            return "departed_from"
        case Status.BREACHED:
            return "breached"
        case Status.UNDETERMINED:
            return "undetermined"
        case Status.DISPLACED:
            by = set(finding["displaced_by"])
            if "departure" in by:
                return "departed_from"
            return "outweighed" if by - {"unless"} else ""
        case _:
            return ""


def area_of(choice: Mapping[str, Any], key: str) -> str:
    value = choice.get(key)
    if value is None:
        return NO_AREA
    found = shown(value)
    return found if isinstance(found, str) and found.strip() else NO_AREA


# --- the register --------------------------------------------------------------------------------


def _register(read: ReadEntry, area: str) -> Iterator[Departed]:
    recorded = _recorded(read.choice)
    granted: set[str] = set()
    for finding in read.decision["findings"]:
        label = finding["rule"]
        if "departure" in finding["displaced_by"]:
            granted.add(label)
            for record in recorded.get(label) or [{}]:
                kind = "did not count" if _in_vain(record, label, read) else "waiver"
                yield _row(kind, read, area, finding, record)
        elif finding["status"] == Status.DEPARTED:
            record = {"reasons": finding.get("reasons")}
            yield _row("should not followed", read, area, finding, record)
    titles = {finding["rule"]: finding for finding in read.decision["findings"]}
    for label, records in recorded.items():
        for record in records if label not in granted else ():
            finding = titles.get(label, {"rule": label})
            yield _row("did not count", read, area, finding, record)


def _recorded(choice: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The departures that a choice records, by rule."""
    given = choice.get(DEPARTURES)
    found: dict[str, list[dict[str, Any]]] = {}
    for record in given if isinstance(given, list) else ():
        if isinstance(record, dict):
            found.setdefault(str(record.get("rule")), []).append(record)
    return found


def _in_vain(record: Mapping[str, Any], rule: str, read: ReadEntry) -> bool:
    """Does a note say that this departure, of several from one rule, does not count?"""
    by, told = record.get("by"), read.decision.get("notes")
    notes = [note for note in told if isinstance(note, str)] if isinstance(told, list) else []
    if is_commitment(by):  # only a name is kept apart, and a role is what counts
        return True
    if not str(record.get("reasons") or "").strip() and departure_without_reasons(rule) in notes:
        return True
    start = departure_by_another(rule, str(by), ()).rpartition(" only ")[0]
    return any(note.startswith(start) for note in notes)


def _row(
    kind: str,
    read: ReadEntry,
    area: str,
    finding: Mapping[str, Any],
    record: Mapping[str, Any],
) -> Departed:
    return Departed(
        kind=kind,
        entry=read.entry.sequence,
        date=read.date or "",
        what=_text(read.choice.get("title")),
        area=area_of(read.choice, area),
        rule=finding["rule"],
        title=finding.get("title", ""),
        policy=finding.get("policy", ""),
        by=_text(record.get("by")) if record else ERASED,
        reasons=_text(record.get("reasons")) if record else ERASED,
    )


def _against(log: DecisionLog, read: ReadEntry, area: str) -> Iterator[Departed]:
    """What was decided against an advice, with what the advice was on, where it can be read."""
    from govrules.decision_log.read import read_entry

    body = read.body
    if body["outcome"] == "refused":
        return
    try:
        advice = read_entry(log, log.entry(read.entry.about or ""))
    except GovrulesError:
        advice = None
    verdict = "" if advice is None else advice.decision["verdict"]
    if body["outcome"] != "departed from" and misfit(body["outcome"], verdict) is None:
        return
    choice = {} if advice is None else advice.choice
    against = [] if advice is None else _not_kept(advice.decision)
    yield Departed(
        kind=_KINDS[body["outcome"]],
        entry=read.entry.sequence,
        date=read.date or "",
        what=_text(choice.get("title")),
        area=area_of(choice, area),
        rule=", ".join(each["rule"] for each in against),
        title="; ".join(each["title"] for each in against),
        policy="; ".join(dict.fromkeys(each["policy"] for each in against)),
        by=f"{_text(body['decided_by'])} as {body['capacity']}",
        reasons=_text(body["reasons"]),
        advice=None if advice is None else advice.entry.sequence,
    )


def _not_kept(decision: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The findings that an advice was against the choice by."""
    pairs = decision.get("conflicts")
    in_conflict = {label for pair in pairs for label in pair} if pairs else set()
    return [
        each
        for each in decision["findings"]
        if each["status"] == Status.BREACHED or each["rule"] in in_conflict
    ]


def _text(value: Any) -> str:
    found = shown(value)
    return "" if found is None else str(found)
