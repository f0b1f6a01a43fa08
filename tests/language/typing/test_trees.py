"""Trees that no text gives, such as an editor may build, are refused in the same words as texts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from govrules.language import syntax as s
from govrules.language.checking.circles import circles
from govrules.language.to_typed import to_typed

PRICE = s.FieldDecl(s.Name("price"), s.TypeExpr("money"))
VOCABULARY = s.Vocabulary(
    (
        s.TermDecl(s.Name("bids"), s.TypeExpr("list", fields=(PRICE,))),
        s.TermDecl(s.Name("visits"), s.TypeExpr("number")),
    )
)


def codes(*items: s.Item, authority: str | None = None) -> list[str]:
    policy = s.Policy(s.Header("P", authority=authority), (VOCABULARY, *items))
    return [diagnostic.code for diagnostic in to_typed([policy]).diagnostics]


def test_the_vocabulary_alone_is_sound() -> None:
    assert codes() == []


def test_a_total_without_a_field() -> None:
    total = s.Aggregate("total", s.Name("bids"))
    assert codes(s.Definition(s.Name("x"), total, is_condition=False)) == ["P310"]


def test_a_row_with_too_few_cells() -> None:
    row = s.Row((), (s.Number(Decimal(1)),))
    table = s.Table(
        "T1", "t", "first row that applies", (s.Name("visits"),), (s.Name("visits"),), (row,)
    )
    assert "P115" in codes(table)


def test_an_unknown_authority() -> None:
    assert codes(authority="parish policy") == ["P124"]
    assert codes(s.Departures((s.Departure("parish policy"),))) == ["P124"]


def test_a_role_where_a_value_should_stand() -> None:
    unknown = s.Comparison(s.Name("visits"), "is", s.Role("smal limit"))
    figure = s.Figure(
        s.Name("small limit"),
        (s.FigureValue(s.Number(Decimal(3)), s.InForce(dt.date(2026, 6, 1))),),
    )
    assert codes(figure, s.Definition(s.Name("x"), unknown)) == ["P203"]
    known = s.Comparison(s.Name("visits"), "is", s.Role("small limit"))
    assert codes(figure, s.Definition(s.Name("x"), known)) == []


def test_a_phrase_that_is_a_word_of_the_language() -> None:
    assert codes(s.Definition(s.Name("at least"), s.YesNo(True), is_condition=False)) == ["P125"]


GRAPHS = st.integers(1, 8).flatmap(
    lambda size: st.fixed_dictionaries(
        {node: st.lists(st.integers(0, size - 1), unique=True) for node in range(size)}
    )
)


@given(GRAPHS)
def test_circles_are_paths_that_end_where_they_began(graph: dict[int, list[int]]) -> None:
    found = circles(graph)
    for path in found:
        assert len(set(path)) == len(path)
        for one, other in zip(path, [*path[1:], path[0]], strict=True):
            assert other in graph[one]
    assert bool(found) == any(reaches(graph, node) for node in graph)


def reaches(graph: dict[int, list[int]], start: int) -> bool:
    """Is there a way from a node back to itself?"""
    seen: set[int] = set()
    waiting = list(graph[start])
    while waiting:
        node = waiting.pop()
        if node == start:
            return True
        if node not in seen:
            seen.add(node)
            waiting += graph[node]
    return False
