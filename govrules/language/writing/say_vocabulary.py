"""Say the header, the sources and the words of a policy: vocabulary, figures, definitions."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from govrules.language import syntax as s
from govrules.language.writing.layout import Line, line, padded, wrapped
from govrules.language.writing.say_conditions import condition_lines, value_lines, value_text
from govrules.language.writing.say_values import (
    say_citation,
    say_date,
    say_decimal,
    say_literal,
    say_role,
    say_text,
)


def header_lines(header: s.Header) -> list[Line]:
    lines = [line(f"Policy {say_text(header.title)} version {header.version}", header, 0)]
    if header.authority:
        lines.append(line(f"authority: {header.authority}"))
    if header.adopted:
        adopted = header.adopted
        lines.append(line(f"adopted by {adopted.body} on {say_date(adopted.date)}", adopted))
    if header.in_force:
        lines.append(line(say_in_force(header.in_force), header.in_force))
    return lines + [line(say_use(use), use) for use in header.uses]


def say_in_force(period: s.InForce) -> str:
    return f"in force {say_period(period)}".rstrip()


def say_period(period: s.InForce) -> str:
    parts = []
    if period.start:
        parts.append(f"from {say_date(period.start)}")
    if period.end:
        parts.append(f"until {say_date(period.end)}")
    return " ".join(parts)


def say_use(use: s.Use) -> str:
    text = f"uses {say_text(use.title)}"
    if use.version:
        text += f" version {use.version}"
    return f"{text} or later" if use.or_later else text


def source_lines(sources: list[s.Source]) -> list[Line]:
    """Sources that follow one another, their titles in one column."""
    labels = padded(f"Source {source.label}:" for source in sources)
    lines = []
    for label, source in zip(labels, sources, strict=True):
        place = f" at {say_text(source.url)}" if source.url else ""
        lines.append(line(f"{label} {say_text(source.title)}{place}", source, 0))
    return lines


# --- vocabulary --------------------------------------------------------------------------------


def vocabulary_lines(vocabulary: s.Vocabulary) -> list[Line]:
    lines = [line("Vocabulary", vocabulary, 0)]
    for declaration in vocabulary.declarations:
        lines += _declaration_lines(declaration)
    return lines


def _declaration_lines(declaration: s.TermDecl | s.ActsDecl | s.RolesDecl) -> list[Line]:
    at = line("", declaration)
    match declaration:
        case s.ActsDecl(acts=acts):
            return wrapped("acts:", [(say_value_name(act), act) for act in acts], "", at)
        case s.RolesDecl(roles=roles):
            return wrapped("roles:", [(say_role(role), role) for role in roles], "", at)
        case s.TermDecl(name=name, type=kind):
            lead, items = _type_parts(kind)
            return wrapped(f"{name.text} is {lead}", items, _suffixes(declaration), at)


def _suffixes(declaration: s.TermDecl) -> str:
    text = " or none" if declaration.or_none else ""
    if declaration.written:
        text += f", written {declaration.written}"
    if declaration.judged_by:
        text += f", judged by {say_role(declaration.judged_by)}"
    if declaration.personal:
        text += ", held as personal data"
    if declaration.changeable:
        text += ", may be changed"
    return text


def say_value_name(value: s.ValueName) -> str:
    return f"{value.text} (written {value.written})" if value.written else value.text


def say_term(declaration: s.TermDecl) -> str:
    return f"{declaration.name.text} is {say_type(declaration.type)}{_suffixes(declaration)}"


def say_type(kind: s.TypeExpr) -> str:
    lead, items = _type_parts(kind)
    return " ".join([lead, ", ".join(text for text, _ in items)]).rstrip()


def _type_parts(kind: s.TypeExpr) -> tuple[str, list[tuple[str, s.Node]]]:
    """The words of the type, and the list after its colon, if it has one."""
    match kind.kind:
        case "one of" | "several of":
            if not kind.values:
                return "a list of names", []
            return f"{kind.kind}:", [(say_value_name(value), value) for value in kind.values]
        case "list":
            return "a list with:", [(say_field(field), field) for field in kind.fields]
        case "money":
            return f"money {kind.vat} VAT" if kind.vat else "money", []
        case "number":
            return f"a number{_range(kind.low, kind.high, '')}", []
        case "percentage":
            return f"a percentage{_range(kind.low, kind.high, '%')}", []
        case "duration":
            return f"a duration in {kind.unit}" if kind.unit else "a duration", []
        case "date":
            return "a date", []
        case "table":
            return f"a table of names and {kind.of or 'amounts'}", []
        case "yes or no" | "text":
            return kind.kind, []


def _range(low: Decimal | None, high: Decimal | None, sign: str) -> str:
    if low is not None and high is not None:
        return f" from {say_decimal(low)}{sign} to {say_decimal(high)}{sign}"
    if low is not None:
        return f" of at least {say_decimal(low)}{sign}"
    if high is not None:
        return f" of at most {say_decimal(high)}{sign}"
    return ""


def say_field(field: s.FieldDecl) -> str:
    if field.type.kind == "text":
        return field.name.text
    return f"{field.name.text} ({say_type(field.type)})"


# --- figures, definitions, assumptions ---------------------------------------------------------


def figure_lines(figure: s.Figure) -> list[Line]:
    """The values under the name, their citations in one column."""
    as_at = f", as at {figure.as_at.text}" if figure.as_at else ""
    lines = [line(f"Figure {figure.name.text}{as_at}", figure, 0)]
    texts = padded(say_figure_period(value) for value in figure.values)
    for text, value in zip(texts, figure.values, strict=True):
        cited = " ".join(map(say_citation, value.citations))
        lines.append(line(f"{text} {cited}".rstrip(), value))
    return lines


def say_figure_period(value: s.FigureValue) -> str:
    return f"{say_literal(value.value)} {say_period(value.in_force)}".rstrip()


def definition_lines(definition: s.Definition) -> list[Line]:
    """`as` on the line of the name; `if` on the next."""
    head = f"Define {definition.name.text}"
    if definition.written:
        head += f", written {definition.written}"
    if definition.is_condition:
        condition = cast(s.Condition, definition.meaning)
        lines = [line(head, definition, 0), *condition_lines("if ", condition)]
    else:
        value = cast(s.Value, definition.meaning)
        lines = value_lines(f"{head} as ", value, definition, 0)
    return lines + citation_lines(definition.citations)


def citation_lines(citations: tuple[s.Citation, ...]) -> list[Line]:
    if not citations:
        return []
    return [line(" ".join(map(say_citation, citations)), citations[0])]


def assumption_line(assumption: s.Assumption) -> Line:
    return line(say_assumption(assumption), assumption, 0)


def say_assumption(assumption: s.Assumption) -> str:
    return f"Assume {assumption.name.text} is {value_text(assumption.value)} if not given"
