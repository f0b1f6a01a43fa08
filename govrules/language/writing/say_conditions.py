"""Say conditions and norms: in one line for explanations, or over several lines with bullets.

Inside a text that goes on over lines, each further line begins with a tab for each step inwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language import syntax as s
from govrules.language.writing.layout import Line, line
from govrules.language.writing.say_values import (
    LIST,
    SUM,
    Next,
    SayWhere,
    say_literal,
    say_name,
    say_role,
    say_text,
    say_value,
)

Group = s.AllOf | s.AnyOf | s.NoneOf | s.AtLeastOf
_Predicated = s.Comparison | s.Between | s.Among | s.Known | s.Absent


def say_condition(condition: s.Condition) -> str:
    """The condition in one line; a group inline, as in `any of these: A; B`."""
    match condition:
        case s.AllOf(bulleted=False, items=items) | s.AnyOf(bulleted=False, items=items):
            word = " and " if isinstance(condition, s.AllOf) else " or "
            return word.join(map(_inline, items))
        case s.AllOf() | s.AnyOf() | s.NoneOf() | s.AtLeastOf():
            return f"{opening(condition)}: {'; '.join(map(_inline, condition.items))}"
        case _:
            return _said(condition, _inline)


def _inline(condition: s.Condition) -> str:
    """Inline, a group inside another is set off with brackets."""
    text = say_condition(condition)
    return f"({text})" if isinstance(condition, Group) else text


def _bulleted(condition: s.Condition) -> str:
    """On the page, the items of a group stand below it with bullets."""
    if not isinstance(condition, Group):
        return _said(condition, _bulleted)
    bullets = ("\n\t- " + _bulleted(item).replace("\n", "\n\t") for item in condition.items)
    return opening(condition) + "".join(bullets)


def _said(condition: s.Condition, inner: SayWhere) -> str:
    """A condition that is no group; `inner` says those inside it."""
    match condition:
        case s.Not(item=item):
            return f"not {inner(item)}"
        case s.Holds(name=name):
            return say_value(name, inner)
        case s.Satisfied(role=role, text=text, negated=negated):
            return f"{say_role(role)} is {_not(negated)}satisfied that {say_text(text)}"
        case s.Proposes(role=role, act=act, negated=negated):
            verb = "does not propose" if negated else "proposes"
            return f"{say_role(role)} {verb} to {say_name(act)}"
        case s.Quantified(kind=kind, list=name, where=where):
            return f"{kind} {say_name(name)} where {inner(where)}"
        case s.Includes(left=left, value=value, negated=negated):
            verb = "does not include" if negated else "includes"
            return f"{_left(left, inner)} {verb} {say_value(value, inner)}"
        case s.Comparison() | s.Between() | s.Among() | s.Known() | s.Absent():
            verb = f"is {_not(_is_negated(condition))}"
            return f"{_left(condition.left, inner)} {verb}{_predicate(condition, inner)}"
        case _:  # a group, which the caller says itself
            return inner(condition)


def _left(value: s.Value, inner: SayWhere) -> str:
    """`number of bids where is local is at least 3` is read as it is meant, without brackets."""
    if isinstance(value, s.Aggregate) and isinstance(value.where, s.Holds):
        return say_value(value, inner)
    return say_value(value, inner, LIST, "more")


def _predicate(condition: _Predicated, inner: SayWhere) -> str:
    """What follows `is` or `must be`, without a `not`: `at least £5`, `one of A, B`, `known`."""
    match condition:
        case s.Comparison(operator=operator, right=right):
            relation = "" if operator in ("is", "is not") else f"{operator} "
            return relation + say_value(right, inner)
        case s.Between(low=low, high=high):
            return f"between {say_value(low, inner, LIST, 'more')} and {say_value(high, inner)}"
        case s.Among(values=values):
            return f"one of {say_list(values, inner)}"
        case s.Known():
            return "known"
        case s.Absent():
            return "none"


def say_list(values: Sequence[s.Value], inner: SayWhere = _inline) -> str:
    return ", ".join(say_value(value, inner, SUM, "more") for value in values)


def opening(group: Group) -> str:
    """The words before the bullets: `any of these`."""
    match group:
        case s.AllOf():
            return "all of these"
        case s.AnyOf():
            return "any of these"
        case s.NoneOf():
            return "none of these"
        case s.AtLeastOf(count=count):
            return f"at least {count} of these"


def value_text(value: s.Value, least: int = LIST, next_: Next = "nothing") -> str:
    """The value in one line."""
    return say_value(value, _inline, least, next_)


def _not(negated: bool) -> str:
    return "not " if negated else ""


def _is_negated(condition: _Predicated) -> bool:
    match condition:
        case s.Comparison(operator=operator):
            return operator == "is not"
        case s.Between():
            return False
        case _:
            return condition.negated


# --- on the page -------------------------------------------------------------------------------


def condition_lines(lead: str, condition: s.Condition, depth: int = 1) -> list[Line]:
    """`lead` and the condition, its groups as bullets or with `and`/`or` on lines of their own."""
    if not isinstance(condition, s.AllOf | s.AnyOf) or not _is_plain_list(condition):
        return test_lines(lead, condition, depth)
    word = "and " if isinstance(condition, s.AllOf) else "or "
    lines = []
    for item in condition.items:
        lines += test_lines(lead, item, depth)
        lead = word
    return lines


def _is_plain_list(condition: s.AllOf | s.AnyOf) -> bool:
    """May it be written with `and`/`or`? Not when an item is itself such a list."""
    if condition.bulleted or len(condition.items) < 2:
        return False
    return not any(
        isinstance(item, s.AllOf | s.AnyOf) and not item.bulleted for item in condition.items
    )


def test_lines(lead: str, condition: s.Condition, depth: int) -> list[Line]:
    """One test on one line, or a group (perhaps after `where`) with its bullets below."""
    match condition:
        case s.AllOf() | s.AnyOf() | s.NoneOf() | s.AtLeastOf():
            head = line(f"{lead}{opening(condition)}", condition, depth)
            return [head, *_bullet_lines(condition, depth + 1)]
        case s.Quantified(kind=kind, list=name, where=where):
            return test_lines(f"{lead}{kind} {say_name(name)} where ", where, depth)
        case s.Not(item=item):
            return test_lines(f"{lead}not ", item, depth)
        case _:
            return text_lines(lead + _bulleted(condition), condition, depth)


def _bullet_lines(group: Group, depth: int) -> list[Line]:
    return [line for item in group.items for line in test_lines("- ", item, depth)]


def value_lines(lead: str, value: s.Value, node: s.Node, depth: int) -> list[Line]:
    return text_lines(lead + say_value(value, _bulleted), node, depth)


def norm_lines(lead: str, norm: s.Norm) -> list[Line]:
    match norm:
        case s.TermNorm(requirement=s.AllOf() | s.AnyOf() | s.NoneOf() | s.AtLeastOf() as group):
            return [
                line(f"{lead}{_group_demand(norm.modality, group)}", norm),
                *_bullet_lines(group, 2),
            ]
    return text_lines(lead + _norm(norm, _bulleted), norm, 1)


def text_lines(text: str, node: s.Node, depth: int) -> list[Line]:
    """The lines of a text; the first stands where the node begins."""
    first, *others = text.split("\n")
    lines = [line(first, node, depth)]
    for other in others:
        inward = other.lstrip("\t")
        lines.append(Line(inward, depth=depth + len(other) - len(inward)))
    return lines


def followed(text: str, rest: str) -> str:
    """The text with the rest after it; on a line of its own after bullets."""
    return f"{text}\n{rest}" if "\n" in text else f"{text} {rest}"


# --- norms -------------------------------------------------------------------------------------


def say_norm(norm: s.Norm) -> str:
    """The norm in one line."""
    return _norm(norm, _inline)


def _norm(norm: s.Norm, inner: SayWhere) -> str:
    match norm:
        case s.ActNorm(role=role, modality=modality, act=act, limit=limit):
            text = f"{say_role(role)} {modality} {say_name(act)}"
            return f"{text} {say_limit(limit)}" if limit else text
        case s.TermNorm(
            modality=modality,
            requirement=s.AllOf() | s.AnyOf() | s.NoneOf() | s.AtLeastOf() as group,
        ):
            return f"{_group_demand(modality, group)}: {'; '.join(map(inner, group.items))}"
        case s.TermNorm(modality=modality, requirement=requirement):
            left, demand = _demand(requirement, inner)
            return followed(left, f"{modality} {demand}")


def _group_demand(modality: s.Modality, group: Group) -> str:
    """The words before the bullets of a norm: `any of these must hold`."""
    return f"{opening(group)} {modality} hold"


def say_limit(limit: s.Limit) -> str:
    return f"for {limit.operator} {say_literal(limit.amount)}"


def _demand(requirement: s.Condition, inner: SayWhere) -> tuple[str, str]:
    """What a norm is on, and what it asks of that after `must`."""
    match requirement:
        case s.Comparison() | s.Between() | s.Among() | s.Known() | s.Absent():
            demand = f"be {_not(_is_negated(requirement))}{_predicate(requirement, inner)}"
            return say_value(requirement.left, inner), demand
        case s.Includes(left=left, value=value, negated=negated):
            return say_value(left, inner), f"{_not(negated)}include {say_value(value, inner)}"
        case _:
            return _said(requirement, inner), "hold"


def portfolio_norm_lines(norm: s.PortfolioNorm) -> list[Line]:
    return text_lines(_portfolio_norm(norm, _bulleted), norm, 1)


def say_portfolio_norm(norm: s.PortfolioNorm) -> str:
    return _portfolio_norm(norm, _inline)


def _portfolio_norm(norm: s.PortfolioNorm, inner: SayWhere) -> str:
    measure = f"{norm.measure} of"
    if norm.measure in ("highest", "lowest", "number of different"):
        measure = norm.measure
    text = f"the {measure} {say_name(norm.term)}"
    if norm.where is not None:
        text += f" where {inner(norm.where)}"
    operator = "" if norm.operator == "is" else f"{norm.operator} "
    return followed(text, f"{norm.modality} be {operator}{say_value(norm.limit, inner)}")
