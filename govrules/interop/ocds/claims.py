"""Compare what publishers say of the threshold with what policies answer on the same facts.

A publisher's label is a conclusion and no fact, so no decision rests on it; but the two should
agree, and where they do not, one of them has something to explain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from govrules.interop.ocds.answers import Why
from govrules.interop.ocds.summary import short, table
from govrules.interop.ocds.to_choices import ImportedChoice

CLAIM: Final = "above_threshold"
ANSWER: Final = "is_public_contract"
"""The key of the claim, and of the term that answers the same question."""


class Comparison(StrEnum):
    """How an answer compares with a claim."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDECIDED = "cannot be decided"


@dataclass(frozen=True, slots=True)
class Compared:
    """One claim beside the answer. `wants` are the facts for want of which there is none."""

    ocid: str
    release_id: str
    title: str
    claim: bool
    answer: bool | None
    wants: tuple[str, ...] = ()

    @property
    def result(self) -> Comparison:
        if self.answer is None:
            return Comparison.UNDECIDED
        return Comparison.AGREES if self.answer is self.claim else Comparison.DISAGREES


def compared(choice: ImportedChoice, answer: Any, wants: Sequence[str]) -> Compared | None:
    """The claim of a choice beside the answer; None where the publisher makes no claim."""
    claim = choice.claims.get(CLAIM)
    if claim is None:
        return None
    known = answer if isinstance(answer, bool) else None
    missing = () if known is not None else tuple(f"{key}{_why(choice, key)}" for key in wants)
    return Compared(choice.ocid, choice.release_id, choice.name, claim, known, missing)


def _why(choice: ImportedChoice, key: str) -> str:
    """A word on a fact that is in the notice and yet not believed."""
    answer = choice.answers.get(key)
    if answer is None or answer.why not in (Why.PLACEHOLDER, Why.AMBIGUOUS):
        return ""
    return " (a placeholder)" if answer.why is Why.PLACEHOLDER else " (ambiguous)"


def comparison_text(rows: Iterable[Compared]) -> str:
    """A table of all claims, disagreements first, and how often each result came."""
    found = sorted(rows, key=lambda row: (_ORDER.index(row.result), row.ocid, row.release_id))
    if not found:
        return "no notice says whether it is above the threshold"
    said = {True: "above", False: "below", None: "not known"}
    lines = table(
        ("process", "choice", "publisher", "policies", "result", "for want of"),
        [
            (row.ocid, short(row.title), said[row.claim], said[row.answer], str(row.result),
             ", ".join(row.wants))
            for row in found
        ],
    )  # fmt: skip
    counts = Counter(row.result for row in found)
    lines += ["", f"{len(found)} claim{'' if len(found) == 1 else 's'}"]
    return "\n".join([*lines, *(f"  {counts[result]:>5}  {result}" for result in _ORDER)])


_ORDER = (Comparison.DISAGREES, Comparison.UNDECIDED, Comparison.AGREES)
