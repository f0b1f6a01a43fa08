"""Say who comes first, by how much and by what, or what is open."""

from __future__ import annotations

from fractions import Fraction

from govrules.explain.comparing.figures import (
    exact,
    listed,
    percent,
    percentage_points,
    points,
    ranged,
    some_points,
)
from govrules.explain.document import Banner, Spans, Tone, plain
from govrules.model.comparison import Comparison, WeightChange

_MOST_NAMED = 8


def named(names: tuple[str, ...], joint: str = "and") -> str:
    """The names in one phrase; of very many, the first few and how many more."""
    if len(names) <= _MOST_NAMED:
        return listed(names, joint)
    return f"{', '.join(names[:_MOST_NAMED])} {joint} {len(names) - _MOST_NAMED} more"


def banner(comparison: Comparison) -> Banner:
    heading, tone = _heading(comparison)
    lines: list[Spans] = [plain(line) for line in _sentences(comparison)]
    lines.append(plain("This is advice; a person decides."))
    return Banner(heading, tone, tuple(lines))


def _heading(comparison: Comparison) -> tuple[str, Tone]:
    match comparison.outcome:
        case "first":
            return f"{comparison.first[0]} comes first", "good"
        case "tie":
            return f"{named(comparison.first)} share the first place", "open"
        case "open":
            return "it is open who comes first", "open"
        case "none":
            return "no option is left to compare", "bad"


def _sentences(comparison: Comparison) -> list[str]:
    match comparison.outcome:
        case "first":
            return _first(comparison)
        case "tie":
            total = ranged(comparison.option(comparison.first[0]).total)
            return [
                f"Each has {total} points, and nothing in the policy puts one before the other."
                f"{_out(comparison)}"
            ]
        case "open":
            return [_open(comparison)]
        case "none":
            count = len(comparison.set_aside)
            who = "The only option is" if count == 1 else f"All {count} options are"
            return [f"{who} set aside, for the reasons below."]


def _first(comparison: Comparison) -> list[str]:
    total = ranged(comparison.option(comparison.first[0]).total)
    if comparison.lead is None or comparison.next is None:
        only = "the only option" if not comparison.set_aside else "the only option that is left"
        lead = f"It has {total} points and is {only}."
    else:
        lead = f"It has {total} points, {_lead(comparison)}."
    sentences = [f"{lead}{_out(comparison)}"]
    preference = comparison.preference
    if preference is not None and preference.decided:
        sentences.append(
            f"Among options within {some_points(Fraction(preference.points))} of the one with the"
            f" most, the policy prefers {preference.term} in this order:"
            f" {', '.join(preference.order)}. That put it first."
        )
    return sentences


def _lead(comparison: Comparison) -> str:
    assert comparison.lead is not None
    low, high = exact(comparison.lead)
    if low == high == 0:
        return f"as many as {comparison.next}"
    if low == high:
        more = "more" if low > 0 else "fewer"
        return f"{points(abs(low))} {more} than {comparison.next}"
    if low > 0:
        return f"at least {points(low)} more than {comparison.next}"
    return f"between {points(abs(low))} fewer and {points(high)} more than {comparison.next}"


def _open(comparison: Comparison) -> str:
    could = comparison.may_be_first
    if len(could) == 1:
        lead = f"Only {could[0]} could come first, but whether it may be chosen is open."
    else:
        lead = f"{named(could, 'or')} could come first: it depends on what is missing."
    if len(comparison.options) > 1 and _has_most(comparison):
        most = comparison.options[0]
        lead += f" Of those compared, {most.name} has the most points, {ranged(most.total)}."
    return f"{lead}{_out(comparison)}"


def _has_most(comparison: Comparison) -> bool:
    """Whether the first of the options has more points than any other, whatever is missing."""
    most, *others = (exact(one.total) for one in comparison.options)
    return all(most[0] > high for _, high in others)


def _out(comparison: Comparison) -> str:
    count = len(comparison.set_aside)
    if not count:
        return ""
    return f" {count} {'option is' if count == 1 else 'options are'} set aside."


def settled(comparison: Comparison) -> bool:
    """Whether all is known, so that several who may be first at some weight share the place."""
    known = all(one.total.low == one.total.high for one in comparison.options)
    return known and not any(one.may_return for one in comparison.set_aside)


def who_first(names: tuple[str, ...], comparison: Comparison) -> str:
    """Who comes first at some weight, in a few words."""
    if len(names) == 1:
        return f"{names[0]} first"
    return f"{named(names)} tie" if settled(comparison) else f"open, {named(names, 'or')}"


def change(move: WeightChange | None, comparison: Comparison, *, up: bool) -> str:
    """How far a weight must move one way for others to come first."""
    if move is None:
        return "no weight changes it"
    side, more = ("above", "more") if up else ("below", "less")
    weight, by = percent(move.weight), f"{percentage_points(move.by)} {more}"
    beyond = who_first(move.beyond, comparison)
    if move.at == move.beyond or not move.beyond:
        end = "" if not move.beyond else (" or more" if up else " or less")
        return f"at {weight}{end} ({by}): {who_first(move.at, comparison)}"
    if move.at == comparison.may_be_first:
        return f"{side} {weight} ({by}): {beyond}"
    return f"at {weight} ({by}): {who_first(move.at, comparison)}; {side} it: {beyond}"
