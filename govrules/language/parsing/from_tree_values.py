"""Build literals and values from the parse tree: the first part of the transformer.

The methods are named after the rules of the grammar and are given what those rules are made of.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from govrules.language import syntax as s
from govrules.language.faults.syntax import SyntaxFault, not_a_person
from govrules.language.parsing.tokens import Token
from govrules.model.place import Place

T = TypeVar("T")


def span(first: Token | s.Node, last: Token | s.Node) -> Place:
    """From the start of one part to the end of another."""
    return first.place if first is last else first.place.to(last.place)


def as_name(part: Token | s.Name | s.Role) -> s.Name:
    """A phrase; `the` and unknown words are read as a phrase that is unknown."""
    if isinstance(part, Token):
        return s.Name(part.value, _has_article(part), place=part.place)
    return s.Name(part.text, isinstance(part, s.Role), place=part.place)


def _has_article(token: Token) -> bool:
    """Was "the" written before the phrase, and is no part of it?"""
    return token.first.text in ("the", "The") and not token.value.startswith(token.first.text + " ")


def as_role(part: Token | s.Node) -> s.Role:
    """A person or body. Raises SyntaxFault where something else was written."""
    if isinstance(part, Token):
        return s.Role(_without_article(str(part.value)), place=part.place)
    if isinstance(part, s.Name | s.Role):
        return s.Role(_without_article(part.text), place=part.place)
    raise SyntaxFault(not_a_person(part.place))


def _without_article(text: str) -> str:
    return text[4:] if text[:4] in ("the ", "The ") else text


def only(kind: type[T], parts: tuple[Any, ...]) -> list[T]:
    """The parts of one kind, in order."""
    return [part for part in parts if isinstance(part, kind)]


def tokens_of(terminal: str, parts: tuple[Any, ...]) -> list[Token]:
    return [part for part in parts if isinstance(part, Token) and part.type == terminal]


def vat_of(token: Token) -> Literal["including", "excluding"]:
    return "including" if str(token.value).startswith("including") else "excluding"


def read_citations(token: Token) -> tuple[s.Citation, ...]:
    """`[CON rule 4.2; PA23 Sch 1]`: the first word of each is its source."""
    found = []
    for item in str(token.value).split(";"):
        label, _, part = " ".join(item.split()).partition(" ")
        if label:
            found.append(s.Citation(label, part, place=token.place))
    return tuple(found)


class Values:
    """Literals, names and values."""

    def plain_money(self, money: Token, vat: Token | None = None) -> s.Money:
        if vat is None:
            return s.Money(money.value, place=money.place)
        return s.Money(money.value, vat_of(vat), place=span(money, vat))

    def number(self, token: Token) -> s.Number:
        return s.Number(token.value, place=token.place)

    def percentage(self, token: Token) -> s.Percentage:
        return s.Percentage(token.value, place=token.place)

    def duration(self, token: Token) -> s.Duration:
        count, unit = token.value
        return s.Duration(count, unit, place=token.place)

    def date(self, token: Token) -> s.Date:
        return s.Date(token.value, place=token.place)

    def text(self, token: Token) -> s.Text:
        return s.Text(token.value, place=token.place)

    def yes(self, token: Token) -> s.YesNo:
        return s.YesNo(True, place=token.place)

    def no(self, token: Token) -> s.YesNo:
        return s.YesNo(False, place=token.place)

    def name(self, token: Token) -> s.Name:
        return as_name(token)

    def role(self, token: Token) -> s.Role:
        return as_role(token)

    def named(self, token: Token) -> s.Name:
        return as_name(token)

    def person(self, token: Token) -> s.Role:
        return s.Role(token.value, place=token.place)

    def citations(self, *tokens: Token) -> tuple[s.Citation, ...]:
        return tuple(citation for token in tokens for citation in read_citations(token))

    def first_known(self, start: Token, *parts: Any) -> s.FirstKnown:
        items = parts[::2]
        return s.FirstKnown(items, place=span(start, items[-1]))

    def arithmetic(self, left: s.Value, operator: Token, right: s.Value) -> s.Arithmetic:
        return s.Arithmetic(operator.value, left, right, place=span(left, right))

    def bracketed(self, start: Token, value: s.Value, end: Token) -> s.Value:
        return value

    def counted(self, start: Token, name: s.Name, where: Any = None) -> s.Aggregate:
        place = span(start, name if where is None else where)
        return s.Aggregate("number", name, None, where, place=place)

    def aggregate(
        self, kind: Token, field: s.Name, of: Token, name: s.Name, where: Any = None
    ) -> s.Aggregate:
        place = span(kind, name if where is None else where)
        return s.Aggregate(kind.value, name, field, where, place=place)

    def elapsed(self, unit: Token, start: s.Value, and_: Token, end: s.Value) -> s.Elapsed:
        kind: Any = str(unit.value).removesuffix(" between")
        return s.Elapsed(kind, start, end, place=span(unit, end))

    def lookup(self, table: Token, for_: Token, key: Token) -> s.Lookup:
        return s.Lookup(as_name(table), self.text(key), place=span(table, key))

    def where(self, start: Token, test: Any) -> Any:
        return test

    def values(self, *parts: Any) -> tuple[s.Value, ...]:
        return parts[::2]
