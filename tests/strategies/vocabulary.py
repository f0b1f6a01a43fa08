"""The header and the words of a generated policy: every phrase of its world, declared."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from govrules.language import syntax as s
from tests.strategies.conditions import conditions
from tests.strategies.phrases import World, labels, quoted_texts
from tests.strategies.values import DATES, figures_literals, values

AUTHORITIES = ("statute", "statutory guidance", "council policy", "directorate policy")


def keys() -> st.SearchStrategy[str]:
    return st.from_regex(r"[a-z][a-z0-9]{0,5}(_[a-z0-9]{1,4})?", fullmatch=True)


def periods(bounded: bool = True) -> st.SearchStrategy[s.InForce]:
    """In force from a day, until a day, or both (never neither when `bounded`)."""
    both = st.lists(DATES, min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(
        st.builds(s.InForce, DATES),
        both.map(lambda days: s.InForce(days[0], days[1])),
        st.builds(s.InForce, st.none(), DATES),
        *([] if bounded else [st.just(s.InForce())]),
    )


def citations() -> st.SearchStrategy[tuple[s.Citation, ...]]:
    parts = st.sampled_from(["", "rule 4.2", "Sch 1 para 2(a)", "Part 3", "s.123"])
    one = st.builds(s.Citation, labels("S"), parts)
    return st.lists(one, max_size=2).map(tuple)


def headers() -> st.SearchStrategy[s.Header]:
    versions = st.sampled_from(["1", "3.2", "2026.1"])
    uses = st.builds(s.Use, quoted_texts(), versions, st.booleans()) | st.builds(
        s.Use, quoted_texts()
    )
    bodies = st.sampled_from(["Full Council", "Cabinet"])
    return st.builds(
        s.Header,
        quoted_texts(),
        versions,
        st.none() | st.sampled_from(AUTHORITIES),
        st.none() | st.builds(s.Adoption, bodies, DATES),
        st.none() | periods(),
        st.lists(uses, max_size=2).map(tuple),
    )


def sources() -> st.SearchStrategy[s.Source]:
    urls = st.none() | st.just("https://council.example/constitution#part-3")
    return st.builds(s.Source, labels("S"), quoted_texts(), urls)


# --- types -------------------------------------------------------------------------------------


def bounds() -> st.SearchStrategy[tuple[Decimal | None, Decimal | None]]:
    low, high = st.integers(0, 50).map(Decimal), st.integers(51, 100).map(Decimal)
    return st.tuples(st.none() | low, st.none() | high)


def simple_types() -> st.SearchStrategy[s.TypeExpr]:
    """Types without lists: what a field may have too."""
    bounded = st.builds(
        lambda kind, ends: s.TypeExpr(kind, low=ends[0], high=ends[1]),
        st.sampled_from(["number", "percentage"]),
        bounds(),
    )
    vat = st.sampled_from(["", "including", "excluding"])
    units = st.sampled_from(["", "days", "weeks", "months", "years"])
    return st.one_of(
        st.builds(s.TypeExpr, st.just("money"), vat=vat),
        bounded,
        st.builds(s.TypeExpr, st.just("duration"), unit=units),
        st.builds(s.TypeExpr, st.sampled_from(["date", "yes or no", "text"])),
    )


def value_names(texts: tuple[str, ...]) -> st.SearchStrategy[tuple[s.ValueName, ...]]:
    written = st.lists(st.none() | keys(), min_size=len(texts), max_size=len(texts))
    return written.map(lambda codes: tuple(map(s.ValueName, texts, codes)))


@cache
def _declaration(
    name: str, kind: st.SearchStrategy[s.TypeExpr], world: World
) -> st.SearchStrategy[s.TermDecl]:
    return st.builds(
        s.TermDecl,
        st.just(s.Name(name)),
        kind,
        st.booleans(),
        st.none() | keys(),
        st.none() | world.role(),
        st.booleans(),
        st.booleans(),
    )


@cache
def vocabularies(world: World) -> st.SearchStrategy[s.Vocabulary]:
    """Every term of the world, its acts and (perhaps) its roles."""
    declarations: list[st.SearchStrategy[s.TermDecl | s.ActsDecl | s.RolesDecl]] = []
    enumeration = st.builds(
        lambda kind, names: s.TypeExpr(kind, values=names),
        st.sampled_from(["one of", "several of"]),
        value_names(world.values),
    )
    for number, name in enumerate(world.terms):
        kind = enumeration if number == 0 else simple_types()
        declarations.append(_declaration(name, kind, world))
    for name in world.lists:
        declarations.append(_declaration(name, _list_types(world), world))
    for name in world.tables:
        names = st.just(s.TypeExpr("several of"))
        of = st.sampled_from(["amounts", "money", "percentages", "dates"])
        kind = st.builds(s.TypeExpr, st.just("table"), of=of)
        declarations.append(_declaration(name, kind | names, world))
    declarations.append(value_names(world.acts).map(s.ActsDecl))
    declarations.append(st.just(s.RolesDecl(tuple(map(s.Role, world.roles)))))
    return st.tuples(*declarations).map(s.Vocabulary)


@cache
def _list_types(world: World) -> st.SearchStrategy[s.TypeExpr]:
    fields = [
        st.builds(s.FieldDecl, st.just(s.Name(name)), simple_types()) for name in world.fields
    ]
    return st.tuples(*fields).map(lambda listed: s.TypeExpr("list", fields=listed))


# --- figures, definitions, assumptions ---------------------------------------------------------


@cache
def figures(name: str, world: World) -> st.SearchStrategy[s.Figure]:
    value = st.builds(s.FigureValue, figures_literals(), periods(bounded=False), citations())
    dated = st.lists(value, min_size=1, max_size=3).map(tuple)
    as_at = st.none() | world.names("terms")
    return st.builds(s.Figure, st.just(s.Name(name)), dated, as_at)


@cache
def definitions(name: str, world: World, if_: bool) -> st.SearchStrategy[s.Definition]:
    meaning = conditions(world) if if_ else values(world)
    written = st.none() | keys()
    named = st.just(s.Name(name))
    return st.builds(s.Definition, named, meaning, written, citations(), st.just(if_))


@cache
def assumptions(world: World) -> st.SearchStrategy[s.Assumption]:
    value = figures_literals() | st.builds(s.YesNo, st.booleans()) | world.names("values")
    return st.builds(s.Assumption, world.names("terms"), value)


def any_day() -> st.SearchStrategy[dt.date | None]:
    return st.none() | DATES
