"""Build the heading, sources, vocabulary, figures and definitions from the parse tree."""

from __future__ import annotations

import datetime as dt
from typing import Any

from govrules.language import syntax as s
from govrules.language.faults.syntax import SyntaxFault, said_twice, unknown_authority
from govrules.language.parsing.from_tree_values import as_name, only, span, tokens_of, vat_of
from govrules.language.parsing.tokens import Token


def once(kind: type | str, parts: tuple[Any, ...], what: str) -> Any:
    """The one part of a kind (a type or a terminal), or None. Raises SyntaxFault for a second."""
    found: list[Any] = tokens_of(kind, parts) if isinstance(kind, str) else only(kind, parts)
    if len(found) > 1:
        raise SyntaxFault(said_twice(what, found[1].place))
    return found[0] if found else None


_PERSONAL = '"held as personal data"'
_CHANGEABLE = '"may be changed"'


class Authority(str):
    """An authority level, with the place that `once` needs."""

    place: Any


def merge_in_force(parts: tuple[Any, ...]) -> s.InForce | None:
    """`in force from D` and `until D` may stand on lines of their own."""
    merged: s.InForce | None = None
    for part in only(s.InForce, parts):
        if merged is None:
            merged = part
            continue
        if (merged.start and part.start) or (merged.end and part.end):
            raise SyntaxFault(said_twice("the time in force", part.place))
        merged = s.InForce(merged.start or part.start, merged.end or part.end, place=merged.place)
    return merged


def dates_in_force(parts: tuple[Any, ...], place: Any) -> s.InForce:
    """From pairs of FROM or UNTIL and a date."""
    start: dt.date | None = None
    end: dt.date | None = None
    for word, date in zip(parts[::2], parts[1::2], strict=True):
        if word.type == "UNTIL":
            end = date.value
        else:
            start = date.value
    return s.InForce(start, end, place=place)


class Words:
    """What a policy says before its rules."""

    # --- heading ---------------------------------------------------------------------------------

    def policy(self, *parts: Any) -> s.Header:
        version = once("CODE", parts, "the version")
        authority = once(Authority, parts, "the authority")
        last = next(part for part in reversed(parts) if not isinstance(part, Authority))
        return s.Header(
            title=parts[1].value,
            version=version.value if version else "1",
            authority=str(authority) if authority is not None else None,
            adopted=once(s.Adoption, parts, "the adoption"),
            in_force=merge_in_force(parts),
            uses=tuple(only(s.Use, parts)),
            place=span(parts[0], last),
        )

    def authority(self, *parts: Token) -> Authority:
        found = Authority(parts[-1].value)
        found.place = span(parts[0], parts[-1])
        return found

    def odd_authority(self, *parts: Any) -> Authority:
        raise SyntaxFault(unknown_authority(parts[-1].text, parts[-1].place))

    def adopted(self, start: Token, body: Token, on: Token, date: Token) -> s.Adoption:
        return s.Adoption(body.value, date.value, place=span(start, date))

    def in_force(self, *parts: Token) -> s.InForce:
        return dates_in_force(parts, span(parts[0], parts[-1]))

    def uses(self, *parts: Token) -> s.Use:
        codes = tokens_of("CODE", parts)
        return s.Use(
            parts[1].value,
            codes[0].value if codes else None,
            parts[-1].type == "OR_LATER",
            place=span(parts[0], parts[-1]),
        )

    def source(self, *parts: Token) -> s.Source:
        texts = tokens_of("STRING", parts)
        url = texts[1].value if len(texts) > 1 else None
        return s.Source(parts[1].value, texts[0].value, url, place=span(parts[0], parts[-1]))

    def priority(self, start: Token, title: Token, *weight: Token) -> s.Priority:
        last = weight[-1] if weight else title
        value = weight[-1].value if weight else None
        return s.Priority(title.value, value, place=span(start, last))

    def principle(self, *parts: Token) -> s.Principle:
        return s.Principle(parts[1].value, parts[-1].value, place=span(parts[0], parts[-1]))

    # --- vocabulary ------------------------------------------------------------------------------

    def term(self, name: Token, is_: Token, type_: s.TypeExpr, *suffixes: Any) -> s.TermDecl:
        return s.TermDecl(
            as_name(name),
            type_,
            or_none=once("OR_NONE", suffixes, '"or none"') is not None,
            written=getattr(once("CODE", suffixes, "the key"), "value", None),
            judged_by=once(s.Role, suffixes, "who judges"),
            personal=once("HELD_AS_PERSONAL_DATA", suffixes, _PERSONAL) is not None,
            changeable=once("MAY_BE_CHANGED", suffixes, _CHANGEABLE) is not None,
            place=span(name, suffixes[-1] if suffixes else type_),
        )

    def suffix(self, *parts: Any) -> Any:
        return parts[-1]

    def acts(self, *parts: Any) -> s.ActsDecl:
        return s.ActsDecl(tuple(only(s.ValueName, parts)), place=span(parts[0], parts[-1]))

    def roles(self, *parts: Any) -> s.RolesDecl:
        return s.RolesDecl(tuple(only(s.Role, parts)), place=span(parts[0], parts[-1]))

    def money_type(self, start: Token, vat: Token | None = None) -> s.TypeExpr:
        if vat is None:
            return s.TypeExpr("money", place=start.place)
        return s.TypeExpr("money", vat=vat_of(vat), place=span(start, vat))

    def number_type(self, start: Token, bounds: tuple[Any, Any, Token] | None = None) -> s.TypeExpr:
        kind: Any = "number" if start.type == "NUMBER_TYPE" else "percentage"
        if bounds is None:
            return s.TypeExpr(kind, place=start.place)
        low, high, last = bounds
        return s.TypeExpr(kind, low=low, high=high, place=span(start, last))

    def bounds(self, *parts: Token) -> tuple[Any, Any, Token]:
        low = None if parts[0].type == "OF_AT_MOST" else parts[1].value
        high = None if parts[0].type == "OF_AT_LEAST" else parts[-1].value
        return low, high, parts[-1]

    def duration_type(self, start: Token, unit: Token | None = None) -> s.TypeExpr:
        word: Any = str(unit.value).removeprefix("in ") if unit else ""
        return s.TypeExpr("duration", unit=word, place=span(start, unit or start))

    def plain_type(self, token: Token) -> s.TypeExpr:
        kind: Any = str(token.value).removeprefix("a ")
        return s.TypeExpr(kind, place=token.place)

    def enumeration(self, start: Token, *parts: Any) -> s.TypeExpr:
        values = tuple(only(s.ValueName, parts))
        return s.TypeExpr(start.value, values=values, place=span(start, parts[-1]))

    def names_type(self, token: Token) -> s.TypeExpr:
        return s.TypeExpr("several of", place=token.place)

    def list_type(self, start: Token, *parts: Any) -> s.TypeExpr:
        fields = tuple(only(s.FieldDecl, parts))
        return s.TypeExpr("list", fields=fields, place=span(start, parts[-1]))

    def table_type(self, start: Token, of: Token) -> s.TypeExpr:
        return s.TypeExpr("table", of=of.value, place=span(start, of))

    def value_name(self, *parts: Token) -> s.ValueName:
        codes = tokens_of("CODE", parts)
        written = codes[0].value if codes else None
        return s.ValueName(parts[0].value, written, place=span(parts[0], parts[-1]))

    def field(self, *parts: Any) -> s.FieldDecl:
        name = as_name(parts[0])
        kind = parts[2] if len(parts) > 1 else s.TypeExpr("text", place=name.place)
        return s.FieldDecl(name, kind, place=span(parts[0], parts[-1]))

    # --- assumptions, figures, definitions -------------------------------------------------------

    def assumption(self, *parts: Any) -> s.Assumption:
        return s.Assumption(parts[1], parts[3], place=span(parts[0], parts[-1]))

    def figure(self, start: Token, name: s.Name, *parts: Any) -> s.Figure:
        values = tuple(only(s.FigureValue, parts))
        as_at = only(s.Name, parts)
        return s.Figure(name, values, as_at[0] if as_at else None, place=span(start, values[-1]))

    def figure_value(self, *parts: Any) -> s.FigureValue:
        value, citations = parts[0], parts[-1]
        dates = parts[1:-1]
        last = citations[-1] if citations else dates[-1] if dates else value
        where = span(dates[0], dates[-1]) if dates else value.place
        in_force = dates_in_force(dates, where)
        return s.FigureValue(value, in_force, citations, place=span(value, last))

    def defined_condition(self, *parts: Any) -> s.Definition:
        return self._defined(parts, is_condition=True)

    def defined_value(self, *parts: Any) -> s.Definition:
        return self._defined(parts, is_condition=False)

    def _defined(self, parts: tuple[Any, ...], is_condition: bool) -> s.Definition:
        codes = tokens_of("CODE", parts)
        meaning, citations = parts[-2], parts[-1]
        return s.Definition(
            as_name(parts[1]),
            meaning,
            codes[0].value if codes else None,
            citations,
            is_condition,
            place=span(parts[0], citations[-1] if citations else meaning),
        )
