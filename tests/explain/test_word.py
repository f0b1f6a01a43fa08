"""Papers as Word files, read back with python-docx."""

from __future__ import annotations

import datetime as dt
import sys
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm

from govrules.errors import UsageError
from govrules.explain.document import Bullets, Document, Grid, Item, Paragraph, Section, plain
from govrules.explain.show import show, written
from govrules.explain.word.widths import column_widths
from tests.explain.deciding import named
from tests.explain.papers import ON, document, paper, poisoned_document
from tests.explain.test_hostile import ATTACKS

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def data(name: str) -> bytes:
    shown = paper(name, "docx")
    assert isinstance(shown, bytes)
    return shown


def read(shown: bytes) -> WordDocument:
    return docx.Document(BytesIO(shown))


@pytest.mark.parametrize("name", ["commissioning", "meeting"])
def test_the_outline_is_that_of_the_document(name: str) -> None:
    made, word = document(name), read(data(name))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in word.paragraphs
        if paragraph.style is not None
        and (paragraph.style.name or "").startswith(("Heading", "Title"))
    ]
    expected = [("Title", made.title), ("Heading 1", "Contents")]
    expected += [(f"Heading {one.level - 1}", one.heading) for one in made.sections]
    assert headings == expected


@pytest.mark.parametrize("name", ["commissioning", "meeting"])
def test_every_paragraph_and_table_is_there(name: str) -> None:
    made, word = document(name), read(data(name))
    texts = [paragraph.text for paragraph in word.paragraphs]
    grids = [b for one in made.sections for b in one.blocks if isinstance(b, Grid)]
    for one in made.sections:
        for block in one.blocks:
            if isinstance(block, Paragraph):
                assert f"{block.number}\t{''.join(s.text for s in block.spans)}" in texts
    assert len(word.tables) == len(grids)
    for table, grid in zip(word.tables, grids, strict=True):
        cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert cells[0] == grid.header
        assert cells[1:] == [
            tuple("".join(s.text for s in cell) for cell in row) for row in grid.rows
        ]


def test_header_rows_repeat_and_rows_are_not_cut() -> None:
    for table in read(data("meeting")).tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.trPr
            assert properties is not None
            assert properties.find(qn("w:cantSplit")) is not None
            assert (properties.find(qn("w:tblHeader")) is not None) == (number == 0)


def test_title_language_and_paper() -> None:
    word = read(data("meeting"))
    properties = word.core_properties
    assert (properties.title, properties.language) == (document("meeting").title, "en-GB")
    assert properties.created is not None
    assert properties.created.date() == ON
    language = word.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    section = word.sections[0]
    assert section.page_width is not None
    assert (round(section.page_width.cm, 1), round((section.page_height or 0).cm, 1)) == (  # type: ignore[union-attr]
        21.0, 29.7
    )  # fmt: skip
    footer = section.footer.paragraphs[0]._p.xml
    assert "PAGE" in footer and "NUMPAGES" in footer


def test_links_lead_to_places_and_addresses() -> None:
    with ZipFile(BytesIO(data("meeting"))) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    names = [one.get(f"{WORD}name") for one in body.iter(f"{WORD}bookmarkStart")]
    numbers = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}bookmarkStart")]
    assert len(names) == len(set(names)) == len(set(numbers))
    links = [one.get(f"{WORD}anchor") for one in body.iter(f"{WORD}hyperlink")]
    assert {one for one in links if one is not None} <= set(names)
    assert "source_1" in links
    assert None in links  # an address


def test_the_file_says_nothing_of_when_it_was_made() -> None:
    first = data("meeting")
    assert first == data("meeting")
    with ZipFile(BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("attack", [*ATTACKS, "\x00\x0b\x1f\ufffe\uffff", "]]>&<w:p/>"])
def test_hostile_text_cannot_break_the_file(attack: str) -> None:
    shown, harmless = (
        written(poisoned_document(document("meeting"), text), "docx") for text in (attack, "x")
    )
    assert isinstance(shown, bytes) and isinstance(harmless, bytes)
    assert _shape(shown) == _shape(harmless)
    assert len(read(shown).core_properties.title) <= 255


def _shape(shown: bytes) -> list[str]:
    """The elements of the body, which no text may change. Text that is cut is still one run."""
    with ZipFile(BytesIO(shown)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    return [one.tag for one in body.iter()]


def test_deep_lists_and_parts_are_written() -> None:
    item = Item(plain("deepest"))
    for depth in range(30):
        item = Item(plain(str(depth)), (item,))
    made = Document("T", (), (Section("S", (Bullets((item,)),), 5),))
    shown = written(made, "docx")
    assert isinstance(shown, bytes)
    assert "deepest" in [one.text for one in read(shown).paragraphs]


@pytest.mark.parametrize("columns", [1, 3, 9, 30])
def test_columns_share_the_width_of_the_page(columns: int) -> None:
    words = ("a", "x" * 200, "some words " * 40)
    row = tuple(plain(words[number % 3]) for number in range(columns))
    widths = column_widths(Grid("c", ("h",) * columns, (row,)), 17.0)
    assert abs(sum(widths) - 17.0) < 0.001
    assert min(widths) > 0
    assert Cm(min(widths)) > 0


def test_without_python_docx_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.startswith("govrules.explain.word.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"pip install 'govrules\[word\]'"):
        show(named("commissioning"), dt.date(2026, 7, 3), form="docx")
