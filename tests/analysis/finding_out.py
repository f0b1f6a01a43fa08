"""Analyse a few lines of policy."""

from __future__ import annotations

from govrules.analysis.analyse import Report
from govrules.library import loads

HEAD = 'Policy "Example" version 1\n'


def analysed(text: str, *, solver: bool = False) -> Report:
    """What analysis says of a policy text, which may come without its heading."""
    whole = text if text.startswith("Policy") else HEAD + text
    return loads(whole, cache=False).analyse(solver=solver)


def told(text: str) -> list[str]:
    """The findings, each with its code."""
    report = analysed(text)
    assert report.is_whole
    assert not report.unsettled, report.unsettled
    return [f"{finding.code} {finding.message}" for finding in report.findings]
