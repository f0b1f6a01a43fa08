"""Show what an analysis found: each finding with its lines, and the choice that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govrules.cli.diagnostics_text import diagnostic_text
from govrules.cli.streams import WIDTH, plain
from govrules.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from govrules.analysis.analyse import Report
    from govrules.analysis.finding import Finding, Unsettled, Witness


def analysis_text(report: Report, *, colour: bool = False, width: int = WIDTH) -> str:
    """Every finding, what is accepted and why, what is not settled, and how much there is."""
    parts = [_finding(finding, colour, width) for finding in report.findings]
    parts += [
        plain(f"{each.finding.place} {each.finding.code} accepted because {each.because}")
        for each in report.accepted
    ]
    parts += [_unsettled(each) for each in report.unsettled]
    return "\n".join([*parts, *_left(report), _counted(report)]) + "\n"


def as_diagnostic(finding: Finding) -> Diagnostic:
    """The finding as faults of policies are told."""
    return Diagnostic(finding.code, finding.message, finding.place, finding.related)


def _finding(finding: Finding, colour: bool, width: int) -> str:
    lines = [diagnostic_text(as_diagnostic(finding), colour=colour, width=width)]
    if finding.witness is not None:
        lines += _witness(finding.witness)
    if finding.suggestion:
        lines.append(plain(f"  {finding.suggestion}"))
    return "\n".join(lines)


def _witness(witness: Witness) -> list[str]:
    from govrules.engine.notes import plain_date

    given = [f"    {'and' if number else 'given'} {one}" for number, one in enumerate(witness.said)]
    return [
        f"  for instance, on {plain_date(witness.on)}",
        *map(plain, given or ["    given nothing"]),
        plain(f"    then {witness.shows}"),
    ]


def _unsettled(each: Unsettled) -> str:
    where = f"{each.place} " if each.place is not None else ""
    return plain(f"{where}{each.code} not settled: {each.what}: {each.why}")


def _left(report: Report) -> list[str]:
    return [f"not looked for: {what}" for what in report.left]


def _counted(report: Report) -> str:
    counts = [
        (len(report.findings), "finding", "findings"),
        (len(report.accepted), "accepted", "accepted"),
        (len(report.unsettled), "not settled", "not settled"),
    ]
    told = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    made = len(report.made)
    checks = f"{made:,} of {made + len(report.left):,} checks made"
    return f"{', '.join(told) or 'nothing found'}; {checks}"
