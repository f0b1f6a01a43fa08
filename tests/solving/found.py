"""What the checks by solver say of policies given as text."""

from __future__ import annotations

from collections.abc import Mapping

from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.solver_checks import SOLVER_CHECKS
from govrules.analysis.subject import Budget, Subject
from govrules.engine.build import build_texts


def subject_of(texts: str | Mapping[str, str]) -> Subject:
    """The policies, of which those in the first text are asked about."""
    named = {"drawn.policy": texts} if isinstance(texts, str) else dict(texts)
    decider = build_texts(named, [], cache=False).decider
    first = next(iter(named))
    titles = {p.title for p in decider.policy_set.policies if p.file == first}
    return Subject.of(decider, frozenset(titles))


def all_found(texts: str | Mapping[str, str], *codes: str) -> list[Found]:
    """All that the checks give, or those that give the codes."""
    subject, budget = subject_of(texts), Budget.of(20, 300)
    checks = [check for check in SOLVER_CHECKS if not codes or set(codes) & set(check.codes)]
    return [found for check in checks for found in check.run(subject, budget)]


def findings(texts: str | Mapping[str, str], *codes: str) -> list[Finding]:
    """The findings; nothing may be left unsettled."""
    found = all_found(texts, *codes)
    left = [each for each in found if isinstance(each, Unsettled)]
    assert not left, left
    told = [each for each in found if isinstance(each, Finding)]
    return [each for each in told if not codes or each.code in codes]
