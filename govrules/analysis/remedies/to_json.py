"""Remedies and nearness as JSON has them, for other programs."""

from __future__ import annotations

from typing import Any

from govrules.analysis.facts.given import given_value
from govrules.analysis.remedies.nearness import Near, Nearness
from govrules.analysis.remedies.remedy import Change, Remedies, Remedy
from govrules.engine.json_values import json_value


def remedies_json(remedies: Remedies) -> dict[str, Any]:
    """See docs/reference/remedies.md."""
    nearest = remedies.nearest
    return {
        "found": [_remedy(each) for each in remedies.found],
        "nearest": None if nearest is None else _remedy(nearest),
        "changeable": list(remedies.changeable),
        "stuck": list(remedies.stuck),
        "settled": remedies.settled,
        "why": remedies.why,
    }


def _remedy(remedy: Remedy) -> dict[str, Any]:
    return {
        "changes": [_change(each) for each in remedy.changes],
        "verdict": remedy.decision.verdict.value,
        "breached": [f.rule for f in remedy.decision.findings if f.status == "breached"],
        "conditions": list(remedy.decision.conditions),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "key": change.key,
        "term": change.term,
        "from": given_value(change.before),
        "to": given_value(change.after),
        "or_to": [given_value(value) for value in change.or_else],
        "words": change.words,
    }


def nearness_json(nearness: Nearness) -> dict[str, Any]:
    """See docs/reference/remedies.md."""
    return {
        "limits": [_near(each) for each in nearness.limits],
        "doubtful": list(nearness.doubtful),
    }


def _near(near: Near) -> dict[str, Any]:
    return {
        "key": near.key,
        "term": near.term,
        "direction": near.direction,
        "now": given_value(near.now),
        "last": given_value(near.last),
        "limit": given_value(near.limit),
        "distance": json_value(near.distance),
        "turns": [
            {"rule": turn.rule, "title": turn.title, "from": turn.before, "to": turn.after}
            for turn in near.turns
        ],
        "verdict": near.beyond.verdict.value,
        "decided_by": near.beyond.decided_by,
    }
