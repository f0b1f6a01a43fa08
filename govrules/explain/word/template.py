"""The empty Word file that a paper is written into: A4, British English, page numbers, styles."""

from __future__ import annotations

import datetime as dt

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from govrules.explain.word.marks import element, field

LANGUAGE = "en-GB"
WIDTH_CM = 17.0
"""Of the text on a page."""
NUMBERED = "Numbered paragraph"
BOX = "Box"
BOX_TITLE = "Box title"
_FONT = "Arial"
_HEADINGS = {"Title": 22, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11.5, "Heading 4": 11}


def empty_document(title: str, dated: dt.date | None) -> WordDocument:
    """A file with no text. `title` is shown by readers in place of the name of the file."""
    made = docx.Document()
    _page(made)
    _styles(made)
    properties = made.core_properties
    properties.title = title[:255]
    properties.language = LANGUAGE
    properties.author = "govrules"
    properties.last_modified_by = "govrules"
    properties.comments = ""
    day = dt.datetime.combine(dated or dt.date(2000, 1, 1), dt.time())
    properties.created = properties.modified = day
    properties.revision = 1
    return made


def _page(made: WordDocument) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("Page ")
    field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    field(paragraph, "NUMPAGES")


def _styles(made: WordDocument) -> None:
    normal = _style(made, "Normal")
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    _letters(normal)
    language = element("lang", val=LANGUAGE, eastAsia=LANGUAGE)
    normal.element.get_or_add_rPr().append(language)
    for name, size in _HEADINGS.items():
        heading = _style(made, name)
        _letters(heading)
        heading.font.size = Pt(size)
        heading.font.bold = True
        heading.font.italic = False
        heading.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(12 if name != "Title" else 0)
        heading.paragraph_format.space_after = Pt(4)
    caption = _style(made, "Caption")
    caption.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    caption.font.size = Pt(9.5)
    _letters(caption)
    numbered = _new_style(made, NUMBERED)
    numbered.paragraph_format.left_indent = Cm(1.6)
    numbered.paragraph_format.first_line_indent = Cm(-1.6)
    numbered.paragraph_format.tab_stops.add_tab_stop(Cm(1.6))
    _box_styles(made)


def _box_styles(made: WordDocument) -> None:
    for name in (BOX, BOX_TITLE):
        style = _new_style(made, name)
        style.font.size = Pt(9.5)
        style.paragraph_format.left_indent = Cm(2)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.keep_together = True
        properties = style.element.get_or_add_pPr()
        borders = element("pBdr")
        borders.append(element("left", val="single", sz="18", space="8", color="1A4E8A"))
        _insert(properties, borders)
        _insert(properties, element("shd", val="clear", color="auto", fill="F3F4F5"))
    _style(made, BOX_TITLE).font.bold = True
    _style(made, BOX_TITLE).paragraph_format.keep_with_next = True


def _insert(properties: object, new: object) -> None:
    """Where the standard wants borders and shading: before tabs, spacing and indents."""
    later = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    children = list(properties)  # type: ignore[call-overload]
    at = next((n for n, child in enumerate(children) if child.tag in map(qn, later)), len(children))
    properties.insert(at, new)  # type: ignore[attr-defined]


def _style(made: WordDocument, name: str) -> ParagraphStyle:
    style = made.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _new_style(made: WordDocument, name: str) -> ParagraphStyle:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = made.styles["Normal"]
    return style


def _letters(style: ParagraphStyle) -> None:
    """One font for every script; the template's themed fonts would win over it."""
    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), _FONT)
