"""Write what an analysis found as SARIF 2.1.0: what is accepted is suppressed in the source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from govrules.cli.analysis_text import as_diagnostic
from govrules.cli.sarif import Sarif, to_sarif

if TYPE_CHECKING:
    from govrules.analysis.analyse import Report
    from govrules.analysis.finding import Finding


def analysis_sarif(report: Report) -> str:
    """One run; what was not settled, and what was not looked for, are its notifications."""
    findings = [*report.findings, *(each.finding for each in report.accepted)]
    log = to_sarif([as_diagnostic(finding) for finding in findings])
    (run,) = log["runs"]
    for finding, result in zip(findings, run["results"], strict=True):
        result["message"]["text"] = _told(finding)
    for each, result in zip(report.accepted, run["results"][len(report.findings) :], strict=True):
        result["suppressions"] = [{"kind": "inSource", "justification": each.because}]
    run["invocations"] = [
        {"executionSuccessful": not report.left, "toolExecutionNotifications": _notes(report)}
    ]
    return json.dumps(log, indent=2)


def _told(finding: Finding) -> str:
    parts = [finding.message]
    if finding.witness is not None:
        given = "; ".join(finding.witness.said) or "nothing given"
        on = finding.witness.on.isoformat()
        parts.append(f"for instance, on {on}: {given}; then {finding.witness.shows}")
    return "\n".join([*parts, finding.suggestion] if finding.suggestion else parts)


def _notes(report: Report) -> list[Sarif]:
    told = [f"{each.code} not settled: {each.what}: {each.why}" for each in report.unsettled]
    told += [f"not looked for: {what}" for what in report.left]
    return [{"level": "note", "message": {"text": text}} for text in told]
