"""Make the checks one after the other, and put together what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govrules.analysis.accepting import Accepted, gone, parted
from govrules.analysis.checks import Check, checks_for, has_solver
from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.engine.build import Built, build_part
from govrules.engine.parts import part_of
from govrules.errors import UsageError
from govrules.language.checking.names import quoted
from govrules.language.codes import ANALYSIS, all_codes
from govrules.model.near import did_you_mean
from govrules.model.policy import Policy


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
class _Part:
    """The part of an analysis that is about one subject: what was found, and the checks made."""

    subject: Subject
    found: list[Found] = field(default_factory=list)
    made: list[Check] = field(default_factory=list)

    def stands_here(self, found: Found) -> bool:
        """Whether the finding concerns a policy that was asked about."""
        files = self.subject.files
        if isinstance(found, Unsettled):
            return found.place is None or found.place.file in files
        return any(place.file in files for place in found.places)

    def report(self, checks: Sequence[Check], name: str) -> Report:
        once = {
            (found.place, found.code, found.message): found
            for found in self.found
            if isinstance(found, Finding)
        }
        unsettled = tuple(found for found in self.found if isinstance(found, Unsettled))
        findings, accepted = parted(self.subject, once.values())
        codes = frozenset(code for check in self.made for code in check.codes)
        return Report(
            (*findings, *gone(self.subject, codes, accepted, unsettled)),
            accepted,
            unsettled,
            tuple(f"{check.what}{name}" for check in self.made),
            tuple(f"{check.what}{name}" for check in checks if check not in self.made),
        )


class Analysis:
    """An analysis under way: it can be left at any moment, and tells what it has so far."""

    def __init__(
        self,
        subjects: Sequence[Subject],
        budget: Budget,
        checks: Sequence[Check],
        codes: frozenset[str] | None = None,
    ) -> None:
        self._parts = [_Part(subject) for subject in subjects]
        self._budget = budget
        self._checks = checks
        self._codes = codes

    @property
    def number(self) -> int:
        """How many checks there are, each counted for each subject."""
        return len(self._parts) * len(self._checks)

    def steps(self) -> Iterator[Check | Found]:
        """Make the checks: gives each check before it is made, then all that it finds."""
        for part in self._parts:
            for check in self._checks:
                if self._budget.is_spent:
                    return
                yield check
                for found in check.run(part.subject, self._budget):
                    if part.stands_here(found):
                        part.found.append(found)
                        if self._is_wanted(found.code):
                            yield found
                part.made.append(check)

    def run(self) -> Report:
        """Make all the checks."""
        for _ in self.steps():
            pass
        return self.report()

    def report(self) -> Report:
        """What was found so far, in the order of the places."""
        reports = [part.report(self._checks, self._name(part)) for part in self._parts]
        findings = (finding for each in reports for finding in each.findings)
        accepted = (one for each in reports for one in each.accepted)
        unsettled = (one for each in reports for one in each.unsettled)
        return Report(
            tuple(
                sorted(
                    (finding for finding in findings if self._is_wanted(finding.code)),
                    key=lambda finding: (finding.place, finding.code),
                )
            ),
            tuple(one for one in accepted if self._is_wanted(one.finding.code)),
            tuple(one for one in unsettled if self._is_wanted(one.code)),
            tuple(what for each in reports for what in each.made),
            tuple(what for each in reports for what in each.left),
        )

    def _name(self, part: _Part) -> str:
        """What tells the checks of several subjects apart."""
        if len(self._parts) == 1:
            return ""
        return f" in {' and '.join(map(quoted, sorted(part.subject.titles)))}"

    def _is_wanted(self, code: str) -> bool:
        return self._codes is None or code in self._codes


def analysis_of(
    built: Built,
    titles: frozenset[str] | None,
    codes: frozenset[str] | None,
    budget: Budget,
    *,
    solver: bool,
    each: bool,
) -> Analysis:
    """The analysis of a rulebook that is asked for; `each` policy on its own, or all together.

    Raises UsageError.
    """
    policies = built.decider.policy_set.policies
    every = frozenset(policy.title for policy in policies)
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
    wanted = titles or every
    if each:
        subjects = [_on_its_own(built, policy) for policy in policies if policy.title in wanted]
    else:
        subjects = [Subject.of(built.decider, wanted)]
    return Analysis(subjects, budget, checks, codes)


def _on_its_own(built: Built, policy: Policy) -> Subject:
    """A policy with those that it uses; to decide with, they are compiled when that is needed."""
    part = part_of(built.decider.policy_set, policy)
    return Subject(part, frozenset({policy.title}), lambda: build_part(built, policy))
