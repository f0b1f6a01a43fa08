"""Decide whether an outcome fits its advice: what goes ahead against it is a departure, no other.

An advice that lets a proposal pass, or says nothing of it, leaves nothing to depart from.
"""

from __future__ import annotations

from typing import Final

from govrules.model.decision import Verdict

_AGAINST: Final = frozenset({Verdict.CONFLICT, Verdict.DOES_NOT_COMPLY})
_NOT_AGAINST: Final = frozenset({Verdict.UNDECIDED, Verdict.OUTSIDE, Verdict.COMPLIES})
"""With conditions, an outcome may do without one of them, so that it can be a departure."""
_WHAT_NEXT: Final = {
    Verdict.UNDECIDED: (
        '"adopted" if it goes ahead all the same, with the reasons; better check it again with '
        "the facts that were missing, and record on that advice"
    ),
    Verdict.OUTSIDE: '"adopted" if it goes ahead',
    Verdict.COMPLIES: (
        '"adopted" if it goes ahead; if something else was decided, check that, and record on '
        "that advice"
    ),
}


def misfit(outcome: str, verdict: str) -> str | None:
    """Why an outcome does not fit an advice with this verdict; None when it does."""
    if outcome == "adopted" and verdict in _AGAINST:
        return f'the advice is "{verdict}", so that what goes ahead departs from it'
    if outcome == "departed from" and verdict in _NOT_AGAINST:
        return f'the advice is "{verdict}", so that there is nothing to depart from'
    return None


def what_to_record(outcome: str, verdict: str) -> str:
    """What to record instead of an outcome that does not fit."""
    if outcome == "adopted":
        return (
            '"departed from" if it goes ahead, with the reasons, or "refused" if it does not; '
            "where the facts have changed, or a departure was granted, check it again with "
            "them, and record on that advice"
        )
    return f'{_WHAT_NEXT[Verdict(verdict)]}; "refused" if it does not'
