"""Tell, besides a decision, what would make the choice comply and how near the limits are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govrules.cli.reports import DocumentReport, FolderReport, JsonReport, Report, TextReport

if TYPE_CHECKING:
    from govrules.explain.document import Section
    from govrules.interop.choices.given import GivenChoice
    from govrules.library import Rulebook
    from govrules.model.decision import Decision


def tell_besides(report: Report, rulebook: Rulebook, *, remedy: bool, near: bool) -> None:
    """Make a report tell the remedies of each choice, the nearness to limits, or both."""

    def sections(given: GivenChoice, decision: Decision) -> tuple[Section, ...]:
        from govrules.analysis.remedies.told import nearness_section, remedies_section

        found: list[Section | None] = []
        if remedy:
            found.append(remedies_section(rulebook.remedies(given.data, decision.decision_date)))
        if near:
            found.append(nearness_section(rulebook.nearness(given.data, decision.decision_date)))
        return tuple(section for section in found if section is not None)

    def values(given: GivenChoice, decision: Decision) -> dict[str, Any]:
        from govrules.analysis.remedies.to_json import nearness_json, remedies_json

        found: dict[str, Any] = {}
        if remedy:
            remedies = rulebook.remedies(given.data, decision.decision_date)
            found["remedies"] = remedies_json(remedies)
        if near:
            found["nearness"] = nearness_json(rulebook.nearness(given.data, decision.decision_date))
        return found

    if isinstance(report, JsonReport):
        report.more = values
    elif isinstance(report, TextReport | DocumentReport | FolderReport):
        report.more = sections
