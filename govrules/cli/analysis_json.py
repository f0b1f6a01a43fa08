"""Write what an analysis found as one JSON document, described in docs/reference/analysis.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from govrules.cli.validate import place_data

if TYPE_CHECKING:
    from govrules.analysis.analyse import Report
    from govrules.analysis.finding import Finding, Unsettled, Witness
    from govrules.model.decision import RulebookRef


def analysis_json(report: Report, rulebook: RulebookRef) -> str:
    """The document; the same bytes for the same report."""
    data = {
        "rulebook": rulebook.model_dump(mode="json"),
        "findings": [finding_data(finding) for finding in report.findings],
        "accepted": [
            {**finding_data(each.finding), "because": each.because} for each in report.accepted
        ],
        "unsettled": [_unsettled(each) for each in report.unsettled],
        "checks": {"made": list(report.made), "left": list(report.left)},
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding; lines and columns count from 1, the end is exclusive."""
    return {
        "code": finding.code,
        "message": finding.message,
        "about": list(finding.about),
        **place_data(finding.place),
        "related": [
            {"message": related.note, **place_data(related.place)} for related in finding.related
        ],
        "witness": None if finding.witness is None else _witness(finding.witness),
        "suggestion": finding.suggestion,
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "choice": dict(witness.choice),
        "on": witness.on.isoformat(),
        "given": list(witness.said),
        "verdict": witness.verdict,
        "shows": witness.shows,
    }


def _unsettled(each: Unsettled) -> dict[str, Any]:
    data = {"code": each.code, "what": each.what, "why": each.why, "about": list(each.about)}
    return data if each.place is None else {**data, **place_data(each.place)}
