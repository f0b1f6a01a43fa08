"""Say what a part of a policy does when its condition is true, false or open."""

from __future__ import annotations

from govrules.engine.roles import with_article
from govrules.explain.boundary.parts import Part
from govrules.model.kleene import FALSE, TRUE, Truth

_DEPENDS = "depends on the rest"


def effect(part: Part, whole: Truth) -> str:
    """In a few words that can stand after a value: "applies", "breach", "row 2 matches"."""
    if whole not in (TRUE, FALSE):
        return _DEPENDS
    holds = whole == TRUE
    if part.kind == "requirement":
        return _requirement(part, holds)
    if part.kind == "exception":
        return "exception applies" if holds else "no exception"
    match part.owner:
        case "rule" | "duty":
            return "applies" if holds else "does not apply"
        case "table":
            return f"row {part.row} " + ("matches" if holds else "does not match")
        case "sign-off":
            return "sign-off needed" if holds else "no sign-off needed"
        case "decider":
            who = with_article(part.label)
            if not holds:
                return f"{who} does not decide"
            return f"{who} decides" + ("" if part.row == 1 else ", if nobody before")
        case _:
            return "met" if holds else "not met"


def _requirement(part: Part, holds: bool) -> str:
    satisfied = holds if part.modality in ("must", "should") else not holds
    if part.modality in ("must", "must not"):
        return "meets the rule" if satisfied else "breaches the rule"
    return "follows the advice" if satisfied else "departs from the advice"


def test_effect(holds: bool, in_a_list: bool) -> str:
    """Of the comparison alone, where the rest of the condition leaves all sides open."""
    if in_a_list:
        return "counts" if holds else "does not count"
    return "passes this test" if holds else "does not pass this test"
