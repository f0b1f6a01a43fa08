"""Set aside the findings that a policy accepts, and find what is accepted though it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govrules.analysis.finding import Finding, Unsettled
from govrules.analysis.subject import Subject
from govrules.language.checking.names import fold, quoted
from govrules.model.policy import AcceptedFinding

GONE = "A400"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a policy accepts, and its stated reason."""

    finding: Finding
    because: str


def parted(
    subject: Subject, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings that no policy accepts, and those that one does."""
    reasons = {_key(entry): entry.because for entry in reversed(_entries(subject))}
    left, accepted = [], []
    for finding in findings:
        because = reasons.get(_key(finding))
        if because is None:
            left.append(finding)
        else:
            accepted.append(Accepted(finding, because))
    return tuple(left), tuple(accepted)


def gone(
    subject: Subject,
    codes: frozenset[str],
    accepted: Sequence[Accepted],
    unsettled: Sequence[Unsettled],
) -> Iterator[Finding]:
    """What the policies asked about accept, and was looked for and not found.

    `codes` are those that were looked for to the end. What is not settled may still be there.
    """
    found = {_key(each.finding) for each in accepted}
    settled = codes - {each.code for each in unsettled}
    for entry in _entries(subject):
        asked = entry.policy in subject.titles and entry.code in settled
        if asked and _key(entry) not in found:
            about = " and ".join(map(quoted, entry.about))
            yield Finding(
                GONE,
                f"{entry.code} is accepted on {about}, but no longer found there",
                entry.place,
                entry.about,
                suggestion="leave this line out, so that it hides nothing later",
            )


def _key(one: AcceptedFinding | Finding) -> tuple[str, frozenset[str]]:
    """By this a finding is known again: capitals and order do not count."""
    return one.code, frozenset(map(fold, one.about))


def _entries(subject: Subject) -> list[AcceptedFinding]:
    return [entry for policy in subject.policy_set.policies for entry in policy.accepted]
