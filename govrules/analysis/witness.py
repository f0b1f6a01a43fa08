"""Let the engine decide a choice that is to show a finding, before it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from govrules.analysis.finding import Witness
from govrules.analysis.subject import Subject
from govrules.errors import AnalysisFault, ChoiceError
from govrules.explain.given import said
from govrules.model.decision import Decision


def decided(subject: Subject, choice: Mapping[str, Any], on: dt.date) -> Decision | None:
    """What the engine decides; None for a choice that nobody can make, such as a value too many."""
    try:
        return subject.decider.decide(choice, on)
    except ChoiceError:
        return None


def confirmed(
    subject: Subject,
    choice: Mapping[str, Any],
    on: dt.date,
    shows: str,
    holds: Callable[[Decision], bool],
) -> Witness:
    """The witness, once the real engine has decided its choice and `holds` of the decision.

    Raises AnalysisFault when it does not: then the analysis is wrong, and nothing may be told.
    """
    try:
        decision = subject.decider.decide(choice, on)
    except ChoiceError as error:
        raise AnalysisFault(f"a witness cannot be read: {error}") from error
    if not holds(decision):
        raise AnalysisFault(
            f'a witness is not confirmed by the engine: it was to show that "{shows}", and the '
            f"verdict is {decision.verdict}; choice {dict(choice)!r} on {on.isoformat()}"
        )
    given = tuple(said(choice, subject.vocabulary))
    return Witness(dict(choice), on, given, decision.verdict.value, shows)
