"""Write a decision back as OCDS: the release it was made on, again, with the decision beside it.

The object `governanceDecisions` is an extension of OCDS, whose schema is in extension/. The
new release follows the rules of OCDS 1.1 for releases: it has an identifier of its own, a date not
before that of the release it repeats, and the tag of an update.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from govrules.interop.ocds.package import Release
from govrules.interop.ocds.tree import words
from govrules.model.decision import Decision, Finding, SourceRef

STATEMENT: Final = "This is advice from a rulebook; a person decides."
DECISIONS: Final = "governanceDecisions"

_UPDATES: Final = {
    "planning": "planningUpdate",
    "tender": "tenderUpdate",
    "award": "awardUpdate",
    "contract": "contractUpdate",
    "implementation": "implementationUpdate",
}
_SECTIONS: Final = {
    "planning": "planning", "tender": "tender", "awards": "award", "contracts": "contract",
}  # fmt: skip


def with_decision(
    release: Release, facts: Mapping[str, Any], decision: Decision, published: dt.datetime
) -> dict[str, Any]:
    """The release that repeats another and adds a decision made on its facts.

    Raises ValueError when the other is dated later than `published`.
    """
    tree = release.tree.parts
    _check_date(words(release.tree, "date"), published)
    entry = decision_object(release, facts, decision)
    earlier = tree.get(DECISIONS)
    before = [*earlier] if isinstance(earlier, list | tuple) else []
    kept = [item for item in before if not _is(item, entry["id"])]
    return {
        **tree,
        "id": f"{words(release.tree, 'ocid').replace('#', '-')}-governance-{entry['id']}",
        "date": stamp(published),
        "tag": update_tags(tree),
        "initiationType": tree.get("initiationType") or "tender",
        DECISIONS: [*kept, entry],
    }


def update_tags(release: Mapping[str, Any]) -> list[str]:
    """The tags of a release that adds to another: the update of each stage that it tells of."""
    tags = release.get("tag")
    stages = [
        stage
        for tag in (tags if isinstance(tags, list | tuple) else ())
        if isinstance(tag, str)
        for stage in _UPDATES
        if tag.startswith(stage)
    ]
    if not stages:
        stages = [stage for section, stage in _SECTIONS.items() if release.get(section)]
    return [_UPDATES[stage] for stage in dict.fromkeys(stages)] or ["planningUpdate"]


def decision_object(
    release: Release, facts: Mapping[str, Any], decision: Decision
) -> dict[str, Any]:
    """A decision as the extension has it; what is empty is left out."""
    return _without_nothing({
        "id": _identifier(release, facts, decision),
        "verdict": str(decision.verdict),
        "decisionDate": decision.decision_date.isoformat(),
        "rulebook": {
            "name": decision.rulebook.name,
            "digest": decision.rulebook.digest,
            "policies": [
                {"title": policy.title, "version": policy.version}
                for policy in decision.rulebook.policies
            ],
        },
        "engine": decision.engine,
        "statement": STATEMENT,
        "basedOn": _without_nothing({
            "releaseID": words(release.tree, "id"),
            "releaseDate": words(release.tree, "date"),
        }),
        "wholeProcess": release.compiled,
        "facts": dict(facts),
        "conditions": list(decision.conditions),
        "missingFacts": [
            _without_nothing({
                "id": need.key, "title": need.term, "who": need.who, "matters": need.matters,
            })
            for need in decision.needs
        ],
        "notes": list(decision.notes),
    }) | {"findings": [_finding(finding) for finding in decision.findings]}  # fmt: skip


def _finding(finding: Finding) -> dict[str, Any]:
    return _without_nothing({
        "id": finding.rule,
        "title": finding.title,
        "policy": finding.policy,
        "authority": finding.authority,
        "norm": finding.norm,
        "status": str(finding.status),
        "displacedBy": list(finding.displaced_by),
        "needs": list(finding.needs),
        "reasons": finding.reasons,
        "sources": _sources(finding.sources),
    })  # fmt: skip


def _sources(sources: Iterable[SourceRef]) -> list[dict[str, Any]]:
    return [
        _without_nothing({
            "label": source.label, "title": source.title, "part": source.part, "uri": source.url,
        })
        for source in sources
    ]  # fmt: skip


def _identifier(release: Release, facts: Mapping[str, Any], decision: Decision) -> str:
    """The same for the same release, facts, rulebook and date, so that a repeat replaces it."""
    made_of = [
        release.where, words(release.tree, "id"), decision.rulebook.digest,
        decision.decision_date.isoformat(), dict(facts),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:16]


def _is(item: Any, identifier: str) -> bool:
    return isinstance(item, Mapping) and item.get("id") == identifier


def _without_nothing(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value not in (None, "", [], {})}


def stamp(moment: dt.datetime) -> str:
    """A date and time as OCDS has it (RFC 3339), in UTC and whole seconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_date(date: str, published: dt.datetime) -> None:
    try:
        earlier = dt.datetime.fromisoformat(date)
    except ValueError:
        return
    if earlier.tzinfo is None:
        earlier = earlier.replace(tzinfo=dt.UTC)
    if earlier > published:
        raise ValueError(f'is dated "{date[:30]}", later than this export')
