"""An explanation for a terminal."""

from __future__ import annotations

from govrules.errors import UsageError
from govrules.explain.explanation import Explanation, RuleExplanation
from govrules.explain.safe import visible
from govrules.explain.to_document import rule_document, to_document
from govrules.explain.write_text import TextWriter
from govrules.model.near import did_you_mean


def to_text(
    explanation: Explanation,
    *,
    why: str | None = None,
    brief: bool = False,
    colour: bool = False,
    width: int = 100,
) -> str:
    """The explanation in lines of at most `width`; of one rule alone when `why` names it.

    When `brief`, the rules that did not decide and the terms are only counted and named. Raises
    UsageError when there is no such rule.
    """
    writer = TextWriter(colour=colour, width=width)
    if why is None:
        return writer.write(to_document(explanation, brief=brief))
    return writer.write(rule_document(explanation, finding_of(explanation, why)))


def finding_of(explanation: Explanation, label: str) -> RuleExplanation:
    """The explanation of a rule by its label; capitals do not count. Raises UsageError."""
    findings = explanation.findings()
    for finding in findings:
        if finding.rule.casefold() == label.strip().casefold():
            return finding
    near = did_you_mean(label, [finding.rule for finding in findings])
    raise UsageError(f'there is no rule "{visible(label, 80)}" in this rulebook{near}')
