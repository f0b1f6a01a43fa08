"""Say what a policy rules: rules, tables, portfolio rules, comparisons, duties, who decides."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language import syntax as s
from govrules.language.writing.layout import Line, columns, line
from govrules.language.writing.say_conditions import (
    condition_lines,
    norm_lines,
    portfolio_norm_lines,
    value_text,
)
from govrules.language.writing.say_values import (
    SUM,
    say_decimal,
    say_duration,
    say_literal,
    say_name,
    say_role,
    say_text,
)
from govrules.language.writing.say_vocabulary import citation_lines, say_in_force


def say_priority(priority: s.Priority) -> str:
    text = f"Priority {say_text(priority.title)}"
    return text if priority.weight is None else f"{text} weight {say_decimal(priority.weight)}%"


def say_principle(principle: s.Principle) -> str:
    return f"Principle {principle.number} {say_text(principle.text)}"


# --- rules -------------------------------------------------------------------------------------


def rule_lines(rule: s.Rule) -> list[Line]:
    """Head, dates, if, then, unless, sign-offs, because, serves, citations."""
    lines = [line(say_rule_head(rule), rule, 0)]
    if rule.in_force:
        lines.append(line(say_in_force(rule.in_force), rule.in_force))
    if rule.condition is not None:
        lines += condition_lines("if ", rule.condition)
    lines += _norms_lines(rule.norms, "" if rule.condition is None else "then ")
    if rule.unless is not None:
        lines += condition_lines("unless ", rule.unless)
    if rule.sign_offs:
        signing = " and ".join(map(say_role, rule.sign_offs))
        lines.append(line(f"with sign-off by {signing}", rule.sign_offs[0]))
    if rule.because is not None:
        lines.append(line(f"because {say_text(rule.because)}"))
    if rule.serves:
        lines.append(line(f"serves {', '.join(map(say_text, rule.serves))}"))
    return lines + citation_lines(rule.citations)


def say_rule_head(rule: s.Rule) -> str:
    head = f"Rule {rule.label}"
    if rule.despite:
        head += f", despite {' and '.join(rule.despite)}"
    if rule.subject_to:
        head += f", subject to {' and '.join(rule.subject_to)}"
    return f"{head}: {rule.title}"


def _norms_lines(norms: Sequence[s.Norm], lead: str) -> list[Line]:
    lines: list[Line] = []
    for norm in norms:
        lines += norm_lines(lead, norm)
        lead = "and "
    return lines


def departures_lines(departures: s.Departures) -> list[Line]:
    entries = [line(say_departure(entry), entry) for entry in departures.entries]
    return [line("Departures", departures, 0), *entries]


def say_departure(departure: s.Departure) -> str:
    if departure.by is None:
        return f"{departure.authority} may not be departed from"
    text = f"{departure.authority} may be departed from by {say_role(departure.by)}"
    return f"{text} with recorded reasons" if departure.with_reasons else text


# --- tables ------------------------------------------------------------------------------------


def table_lines(table: s.Table) -> list[Line]:
    lines = [line(f"Table {table.label}: {table.title}", table, 0), line(table.hit)]
    head = [*map(value_text, table.inputs), *map(say_name, table.outputs)]
    rows = [[*map(say_cell, row.cells), *map(_output, row.outputs)] for row in table.rows]
    texts = columns([head, *rows], outputs_from=len(table.inputs))
    lines.append(line(texts[0], table.inputs[0] if table.inputs else None))
    lines += [line(text, row) for text, row in zip(texts[1:], table.rows, strict=True)]
    return lines + citation_lines(table.citations)


def say_cell(cell: s.Cell) -> str:
    return ", ".join(map(say_cell_test, cell.tests)) if cell.tests else "any"


def say_cell_test(test: s.CellTest) -> str:
    value = value_text(test.value, SUM, "more")
    if test.high is not None:
        return f"between {value} and {value_text(test.high, SUM, 'more')}"
    if test.operator == "is":
        return value
    return f"not {value}" if test.operator == "is not" else f"{test.operator} {value}"


def say_row(row: s.Row) -> str:
    """The row in words, for an explanation: its cells between semicolons, then what it gives."""
    cells = "; ".join(map(say_cell, row.cells))
    return f"{cells}: {', '.join(map(_output, row.outputs))}"


def _output(value: s.Value) -> str:
    return value_text(value, SUM)


# --- portfolio rules and comparisons -----------------------------------------------------------


def portfolio_lines(rule: s.PortfolioRule) -> list[Line]:
    lines = [line(f"Portfolio rule {rule.label}: {rule.title}", rule, 0)]
    across = f"across {rule.across}"
    if rule.where is None:
        lines.append(line(across))
    else:
        lines += condition_lines(f"{across} where ", rule.where)
    if rule.for_each:
        lines.append(line(f"for each {say_name(rule.for_each)}", rule.for_each))
    for norm in rule.norms:
        lines += portfolio_norm_lines(norm)
    if rule.otherwise_refer_to:
        role = rule.otherwise_refer_to
        lines.append(line(f"otherwise refer to {say_role(role)}", role))
    return lines + citation_lines(rule.citations)


def comparison_lines(comparison: s.OptionComparison) -> list[Line]:
    lines = [line(f"Comparison {comparison.label}: {comparison.title}", comparison, 0)]
    lines += [line(say_criterion(criterion), criterion) for criterion in comparison.criteria]
    if comparison.preference:
        lines.append(line(say_preference(comparison.preference), comparison.preference))
    return lines + citation_lines(comparison.citations)


def say_criterion(criterion: s.Criterion) -> str:
    better = "higher" if criterion.higher_is_better else "lower"
    text = (
        f"rank by {say_name(criterion.term)} for {say_text(criterion.priority)}, {better} is better"
    )
    if criterion.low is None or criterion.high is None:
        return text
    return f"{text}, from {say_literal(criterion.low)} to {say_literal(criterion.high)}"


def say_preference(preference: s.Preference) -> str:
    points = say_decimal(preference.points)
    unit = "point" if preference.points == 1 else "points"
    order = ", ".join(map(say_name, preference.order))
    term = say_name(preference.term)
    return f"if within {points} {unit} prefer {term} in order: {order}"


# --- duties and deciders -----------------------------------------------------------------------


def duties_lines(duties: s.Duties) -> list[Line]:
    head = f"Duties {duties.label}: {duties.timing} a decision to {say_name(duties.act)}"
    lines = [line(head, duties, 0)]
    if duties.condition is not None:
        lines += condition_lines("if ", duties.condition)
    lines += [line(say_duty(duty), duty) for duty in duties.duties]
    return lines + citation_lines(duties.citations)


def say_duty(duty: s.Duty) -> str:
    parts = [say_role(duty.role), duty.modality, duty.action]
    if duty.about:
        parts.append(say_text(duty.about))
    if duty.lasting:
        parts.append(f"for at least {say_duration(duty.lasting)}")
    if duty.within:
        parts.append(f"within {say_duration(duty.within)}")
    return " ".join(parts)


def who_decides_lines(who: s.WhoDecides) -> list[Line]:
    lines = [line("Who decides", who, 0)]
    for decider in who.deciders:
        lines += _at(decider, condition_lines(f"{say_role(decider.role)} if ", decider.condition))
    if who.otherwise:
        lines.append(line(f"otherwise {say_role(who.otherwise)}", who.otherwise))
    for decider in who.sign_offs:
        lead = f"{say_role(decider.role)} signs off if "
        lines += _at(decider, condition_lines(lead, decider.condition))
    return lines


# --- accepted findings ---------------------------------------------------------------------------


def accepted_lines(accepted: s.AcceptedFindings) -> list[Line]:
    entries = [line(say_accepted(entry), entry) for entry in accepted.entries]
    return [line("Accepted findings", accepted, 0), *entries]


def say_accepted(entry: s.AcceptedFinding) -> str:
    about = " and ".join([*entry.labels, *map(say_text, entry.words)])
    return f"{entry.code} on {about} because {say_text(entry.because)}"


def _at(node: s.Node, lines: list[Line]) -> list[Line]:
    """The same lines; the first stands where the node begins."""
    return [line(lines[0].text, node, lines[0].depth), *lines[1:]]
