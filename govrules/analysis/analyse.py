"""Make the checks one after the other, and put together what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govrules.analysis.accepting import Accepted, gone, parted
from govrules.analysis.checks import Check, checks_for, has_solver
from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.engine.decider import Decider
from govrules.errors import UsageError
from govrules.language.codes import ANALYSIS, all_codes
from govrules.model.near import did_you_mean


@dataclass(frozen=True, slots=True)
class Report:
    """What an analysis came to.

    `made` are the checks that were made to their end; `left` those that were not. While any is
    left, nothing may be concluded from what was not found.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    unsettled: tuple[Unsettled, ...]
    made: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.left


@dataclass(slots=True)
class Analysis:
    """An analysis under way: it can be left at any moment, and tells what it has so far."""

    subject: Subject
    budget: Budget
    checks: Sequence[Check]
    codes: frozenset[str] | None = None
    found: list[Found] = field(default_factory=list)
    made: list[Check] = field(default_factory=list)

    def steps(self) -> Iterator[Check | Found]:
        """Make the checks: gives each check before it is made, then all that it finds."""
        for check in self.checks:
            if self.budget.is_spent:
                return
            yield check
            for found in check.run(self.subject, self.budget):
                if self._stands_here(found):
                    self.found.append(found)
                    if self._is_wanted(found.code):
                        yield found
            self.made.append(check)

    def run(self) -> Report:
        """Make all the checks."""
        for _ in self.steps():
            pass
        return self.report()

    def report(self) -> Report:
        """What was found so far, in the order of the policies."""
        files = self.subject.files
        once = {
            (found.place, found.code, found.message): found
            for found in self.found
            if isinstance(found, Finding)
        }
        unsettled = [found for found in self.found if isinstance(found, Unsettled)]
        left = [check.what for check in self.checks if check not in self.made]
        findings, accepted = parted(self.subject, once.values())
        codes = frozenset(code for check in self.made for code in check.codes)
        findings = (*findings, *gone(self.subject, codes, accepted, unsettled))
        wanted = [finding for finding in findings if self._is_wanted(finding.code)]
        return Report(
            tuple(sorted(wanted, key=lambda f: (f.place.file not in files, f.place, f.code))),
            tuple(each for each in accepted if self._is_wanted(each.finding.code)),
            tuple(each for each in unsettled if self._is_wanted(each.code)),
            tuple(check.what for check in self.made),
            tuple(left),
        )

    def _is_wanted(self, code: str) -> bool:
        return self.codes is None or code in self.codes

    def _stands_here(self, found: Found) -> bool:
        """Whether the finding concerns a policy that was asked about."""
        if isinstance(found, Unsettled):
            return found.place is None or found.place.file in self.subject.files
        return any(place.file in self.subject.files for place in found.places)


def analysis_of(
    decider: Decider,
    titles: frozenset[str] | None,
    codes: frozenset[str] | None,
    budget: Budget,
    solver: bool,
) -> Analysis:
    """The analysis of a rulebook that is asked for. Raises UsageError."""
    every = frozenset(policy.title for policy in decider.policy_set.policies)
    for title in sorted((titles or every) - every):
        raise UsageError(f'there is no policy "{title}" here{did_you_mean(title, every)}')
    known = [code for code in all_codes() if code.startswith(ANALYSIS)]
    for code in sorted((codes or frozenset()) - frozenset(known)):
        raise UsageError(f'there is no code "{code}" of analysis{did_you_mean(code, known)}')
    checks = checks_for(codes, solver=solver)
    if any(check.needs_solver for check in checks) and not has_solver():
        raise UsageError(
            "this analysis needs the solver z3: pip install 'govrules[analysis]', or ask for what "
            "needs no solver (--without-solver)"
        )
    return Analysis(Subject(decider, titles or every), budget, checks, codes)
