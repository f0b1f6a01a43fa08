"""Charts: well-formed, the same bytes every time, readable without sight or colour, and safe."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.explain.charts.chart import (
    Bar,
    BarChart,
    Segment,
    Series,
    Tick,
    stacked,
    ticks_between,
)
from govrules.explain.charts.patterns import letter
from govrules.explain.charts.to_svg import to_svg
from govrules.explain.document import Chart, Document, Grid, plain
from govrules.explain.write_html import write_html
from govrules.explain.write_markdown import write_markdown
from govrules.explain.write_text import TextWriter

F = Fraction
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert(1)</script>\" onload='x' \x1b[31m \u202e &amp; ]]>"

EXAMPLE = BarChart(
    title="Points by priority",
    description="Library mutual has 78 points, County unit 60.",
    series=(Series("Local wealth"), Series("Value for money"), Series("not known", unknown=True)),
    bars=(
        Bar("Library mutual", stacked([(0, F(48), "48.0"), (1, F(30), "30.0")]), "78.0 points"),
        Bar("County unit", stacked([(0, F(60), "60.0"), (2, F(10), "")]), "60.0 to 70.0", F(65)),
    ),
    ticks=ticks_between(F(0), F(100), str),
    limits=(Tick(F(60), "at most 60"),),
    mark_name="now",
)


def drawn(chart: BarChart) -> ElementTree.Element:
    return ElementTree.fromstring(to_svg(chart, "c1"))


def test_a_screen_reader_is_told_what_is_shown() -> None:
    svg = drawn(EXAMPLE)
    assert svg.get("role") == "img"
    names = svg.get("aria-labelledby", "").split()
    told = {part.get("id"): part.text for part in svg.iter() if part.get("id") in names}
    assert told == {"c1-title": EXAMPLE.title, "c1-desc": EXAMPLE.description}


def test_pieces_stand_where_their_numbers_say() -> None:
    """The axis runs from 14 to 706, so that 48 points of 100 are 332.16 wide."""
    pieces = [part for part in drawn(EXAMPLE).iter(f"{SVG}rect") if part.get("height") == "26"]
    assert [(piece.get("x"), piece.get("width")) for piece in pieces] == [
        ("14", "332.16"), ("346.16", "207.6"), ("14", "415.2"), ("429.2", "69.2"),
    ]  # fmt: skip
    assert pieces[3].get("stroke-dasharray") is not None, "what is not known is told apart"
    fills = [piece.get("fill") for piece in pieces]
    assert fills == ["url(#c1-fill-0)", "url(#c1-fill-1)", "url(#c1-fill-0)", "#fff"]


def test_without_colour_series_still_differ() -> None:
    many = replace(EXAMPLE, series=tuple(Series(f"priority {n}") for n in range(20)), bars=())
    patterns = list(drawn(many).iter(f"{SVG}pattern"))
    looks = [ElementTree.tostring(part).split(b">", 1)[1] for part in patterns]
    assert len(patterns) == 20 and len(set(looks)) == 20
    marks = [[path.get("d") for path in part.iter(f"{SVG}path")] for part in patterns]
    assert all(marks[n] != marks[m] for n in range(8) for m in range(n))
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("where", ["title", "description", "series", "bar", "note", "tick", "mark"])
def test_text_from_anybody_is_only_text(where: str) -> None:
    chart = {
        "title": lambda: replace(EXAMPLE, title=HOSTILE),
        "description": lambda: replace(EXAMPLE, description=HOSTILE),
        "series": lambda: replace(EXAMPLE, series=tuple(Series(HOSTILE) for _ in range(3))),
        "bar": lambda: replace(EXAMPLE, bars=(Bar(HOSTILE, (Segment(0, F(0), F(90), HOSTILE),)),)),
        "note": lambda: replace(EXAMPLE, bars=(Bar("x", (), HOSTILE),)),
        "tick": lambda: replace(
            EXAMPLE, ticks=(Tick(F(0), HOSTILE),), limits=(Tick(F(0), HOSTILE),)
        ),
        "mark": lambda: replace(EXAMPLE, mark_name=HOSTILE),
    }[where]()
    text = to_svg(chart, "c1")
    svg = ElementTree.fromstring(text)
    tags = {part.tag.removeprefix(SVG) for part in svg.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text"}
    assert not any(name.startswith("on") for part in svg.iter() for name in part.attrib)
    assert "\x1b" not in text and "\u202e" not in text


@given(st.lists(st.fractions(min_value=-10, max_value=200), max_size=6), st.text(max_size=90))
def test_any_numbers_and_names_give_a_picture_within_its_frame(amounts: list[F], name: str) -> None:
    bar = Bar(name, stacked([(n % 3, amount, name) for n, amount in enumerate(amounts)]), name)
    chart = replace(EXAMPLE, bars=(bar,))
    assert to_svg(chart, "c1") == to_svg(chart, "c1")
    for piece in drawn(chart).iter(f"{SVG}rect"):
        start = float(piece.get("x", "0"))
        assert start >= 0 and start + float(piece.get("width", "")) <= 720


@given(st.fractions(-1000, 1000), st.fractions(min_value=F(1, 1000), max_value=10**9))
def test_ticks_are_few_and_in_range(low: F, length: F) -> None:
    ticks = ticks_between(low, low + length, str)
    assert 3 <= len(ticks) <= 12
    assert all(low <= tick.at <= low + length for tick in ticks)


def test_a_page_holds_the_picture_and_its_numbers_and_text_the_numbers() -> None:
    grid = Grid(
        "Points by priority", ("option", "points"), ((plain("Library mutual"), plain("78.0")),)
    )
    document = Document("Test", (Chart(to_svg(EXAMPLE, "c1"), "How the points add up", grid),), ())
    page = write_html(document)
    assert "<figcaption>How the points add up</figcaption>" in page
    assert page.index('<svg xmlns="http://www.w3.org/2000/svg"') < page.index("<table>")
    markdown = write_markdown(document)
    assert "<svg" not in markdown and "| Library mutual | 78\\.0 |" in markdown
    assert "- option: Library mutual; points: 78.0" in TextWriter(colour=False, width=80).write(
        document
    )
