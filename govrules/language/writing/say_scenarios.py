"""Say the scenarios of a policy: what is given and what is expected."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.writing.layout import Line, columns, line
from govrules.language.writing.say_conditions import say_list, value_text
from govrules.language.writing.say_values import (
    SUM,
    say_date,
    say_name,
    say_number,
    say_role,
    say_text,
)


def scenario_lines(scenario: s.Scenario) -> list[Line]:
    lines = [line(f"Scenario {say_text(scenario.title)}", scenario, 0)]
    if scenario.on:
        lines.append(line(f"on {say_date(scenario.on)}"))
    lead = "given "
    for given in scenario.given:
        lines.append(line(lead + say_given(given), given))
        if isinstance(given, s.GivenList):
            lines += _entries(given)
        lead = "and "
    return lines + [line(f"expect {say_expected(item)}", item) for item in scenario.expect]


def say_given(given: s.Given) -> str:
    """One given fact; of a list only the words before its table."""
    match given:
        case s.GivenFact(name=name, values=values):
            return f"{say_name(name)} is {say_list(values)}"
        case s.GivenNone(name=name):
            return f"{say_name(name)} is none"
        case s.GivenEntry(table=table, key=key, value=value):
            return f"{say_name(table)} for {say_text(key)} is {value_text(value, SUM)}"
        case s.GivenList(name=name):
            return f"{say_name(name)} are"
        case s.GivenJudgement(role=role, text=text, satisfied=satisfied):
            verb = "is satisfied" if satisfied else "is not satisfied"
            return f"{say_role(role)} {verb} that {say_text(text)}"
        case s.GivenAct(role=role, act=act):
            return f"{say_role(role)} proposes to {say_name(act)}"
        case s.GivenNoActs(role=role):
            return f"{say_role(role)} proposes no act"
        case _:
            return _say_recorded(given)


def _say_recorded(
    given: s.GivenDeparture | s.GivenReasons | s.GivenSignOff | s.GivenDone,
) -> str:
    match given:
        case s.GivenDeparture(role=role, rule=rule, reasons=reasons):
            because = f" because {say_text(reasons)}" if reasons is not None else ""
            return f"{say_role(role)} departs from {rule}{because}"
        case s.GivenReasons(rule=rule, reasons=reasons):
            return f"reasons are recorded for {rule}: {say_text(reasons)}"
        case s.GivenSignOff(role=role):
            return f"{say_role(role)} has signed off"
        case s.GivenDone(label=label):
            return f"duty {label} is done"


def _entries(given: s.GivenList) -> list[Line]:
    """The table of a given list, one row for each entry."""
    head = [say_name(name) for name in given.fields]
    rows = [[say_entry(value) for value in row] for row in given.rows]
    texts = columns([head, *rows])
    nodes = [given.fields[0], *map(_first_value, given.rows)]
    return [line(text, node, 2) for text, node in zip(texts, nodes, strict=True)]


def say_entry(value: s.Value | s.NoneCell | None) -> str:
    if isinstance(value, s.NoneCell):
        return "none"
    return "not given" if value is None else value_text(value, SUM)


def _first_value(row: tuple[s.Value | s.NoneCell | None, ...]) -> s.Value | s.NoneCell | None:
    return next((value for value in row if value is not None), None)


def say_expected(expected: s.Expectation) -> str:
    match expected:
        case s.ExpectVerdict(verdict=verdict, without=without):
            return verdict + _without(without)
        case s.ExpectRule(rule=rule, status=status, by=by, group=group):
            which = "" if group is None else f" for {say_text(group)}"
            return f"{rule} {status}{f' by {by}' if by else ''}{which}"
        case s.ExpectTerm(name=name, value=value):
            return f"{say_name(name)} is {value_text(value, SUM)}"
        case s.ExpectUndecidedTerm(name=name, without=without):
            return f"{say_name(name)} cannot be decided{_without(without)}"
        case s.ExpectDecider(role=role):
            return f"{say_role(role)} decides"
        case s.ExpectSignOff(role=role):
            return f"sign-off by {say_role(role)}"
        case s.ExpectDuty(label=label, by=by_day):
            return f"duty {label}{f' by {say_date(by_day)}' if by_day else ''}"
        case s.ExpectComparison():
            return _say_compared(expected)


def _say_compared(expected: s.ExpectComparison) -> str:
    *first, last = map(say_text, expected.options)
    options = f"{', '.join(first)} and {last}" if first else last
    points = expected.points
    amount = "" if points is None else f" {say_number(points)} point{'' if points == 1 else 's'}"
    return f"{expected.comparison} {expected.verb} {options}{amount}"


def _without(names: tuple[s.Name, ...]) -> str:
    return f" without {', '.join(map(say_name, names))}" if names else ""
