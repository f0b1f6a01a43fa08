"""Any document as a PDF: what the fonts can draw is drawn, and what they cannot is written out."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pypdf
import pytest

from govrules.explain.document import (
    Banner,
    Box,
    Bullets,
    Details,
    Document,
    Fold,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    plain,
)
from govrules.explain.pdf.letters import _DRAWN, _is_drawn, drawable
from govrules.explain.pdf.write_pdf import write_pdf
from tests.explain.papers import document


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def of(*blocks: object) -> Document:
    return Document("A title", (), (Section("A heading", blocks),))  # type: ignore[arg-type]


@pytest.mark.parametrize("first,last", _DRAWN)
def test_every_character_of_the_table_is_drawn(first: int, last: int) -> None:
    """PDF/UA allows no character without a shape, so that setting it would fail."""
    characters = [chr(code) for code in range(first, last + 1) if _is_drawn(chr(code))]
    assert characters
    write_pdf(of(Paragraph(plain(" ".join(characters)))))


@pytest.mark.parametrize("text,shown", [
    ("Łódź, Ærø, Ελλάδα, Київ, £ € “”", "Łódź, Ærø, Ελλάδα, Київ, £ € “”"),
    ("中", "<U+4E2D>"),
    ("\u202e", "<U+202E>"),
    ("\u0301", "<U+0301>"),
    ("e\u0301", "é"),
    ("😀", "<U+1F600>"),
    ("\x1b\x7f", "<U+001B><U+007F>"),
    ("\u241b", "<U+241B>"),
])  # fmt: skip
def test_what_no_font_can_draw_is_written_out(text: str, shown: str) -> None:
    assert drawable(text) == shown
    assert shown in text_of(write_pdf(of(Paragraph(plain(text)))))


@pytest.mark.parametrize(
    ("text", "told"),
    [("Llŷr Ŵyn", False), ("李小龍", True), ("\u202e", True), ("<U+4E2D> as it was typed", False)],
)
def test_numbers_in_place_of_letters_are_explained(text: str, told: bool) -> None:
    made = of(Paragraph(plain("all plain")), Grid("c", ("A",), ((plain(text),),)))
    assert ("stands as its number in Unicode" in text_of(write_pdf(made))) == told


def test_no_page_ends_with_what_leads_over() -> None:
    """However many lines stand before it, the lead is on the page of what follows."""
    for lines in range(33, 46):
        before = tuple(Paragraph(plain(f"line {number}")) for number in range(lines))
        lead = Paragraph((Span("Asked for by a regulation", "muted"),))
        made = of(*before, lead, Paragraph(plain("what follows")))
        pages = pypdf.PdfReader(BytesIO(write_pdf(made))).pages
        texts = [page.extract_text() for page in pages]
        assert any("Asked for" in page and "what follows" in page for page in texts), lines


def test_a_word_longer_than_a_line_is_not_lost() -> None:
    word = "x" * 1000
    pages = text_of(
        write_pdf(of(Paragraph(plain(word)), Grid("c", ("A", "B"), ((plain(word),) * 2,))))
    )
    assert pages.count("x") == 3000


def test_every_kind_of_block() -> None:
    made = of(
        Banner("the banner", "good", (plain("a line"),)),
        Details((("name", plain("value")),)),
        Paragraph(plain("numbered"), number="7.1"),
        Paragraph((Span("to a place", to="here"), Span("to nowhere", to="gone"))),
        Bullets((Item(plain("one"), (Item(plain("inner")),), anchor="here"),), ordered=True),
        Box("the box", (Item(plain("in it")),)),
        Fold(plain("summary"), (Item(plain("folded")),), (plain("paragraph"),)),
        Grid("the table", ("Head", "Other"), ((plain("row"), (Span("code", "code"),)),)),
        Paragraph((Span("address", link="https://example.org/"),)),
        Bullets((Item(plain("the same place again"), anchor="here"),)),
    )
    found = text_of(write_pdf(made))
    for text in (
        "the banner", "a line", "value", "7.1", "to nowhere", "inner", "the box", "in it",
        "summary", "folded", "paragraph", "the table", "Head", "row", "address",
    ):  # fmt: skip
        assert text in found


def test_a_whole_paper_can_be_set() -> None:
    """The papers of policies are documents too, with contents, levels and footers."""
    made = document("meeting")
    shown = write_pdf(made)
    assert shown == write_pdf(made)
    pages = "".join(text_of(shown).split())
    for section in made.sections:
        assert "".join(drawable(section.heading).split()).replace("\u200b", "") in pages


def test_a_document_without_a_date_has_none() -> None:
    pdf = pypdf.PdfReader(BytesIO(write_pdf(of())))
    assert pdf.metadata is not None
    assert "/CreationDate" not in pdf.metadata
    dated = Document("A title", (), (), dated=dt.date(2026, 7, 3))
    metadata = pypdf.PdfReader(BytesIO(write_pdf(dated))).metadata
    assert metadata is not None and metadata["/CreationDate"].startswith("D:20260703")
