"""Write a document as a Word file with real headings, tables, lists, links and page numbers."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from govrules.explain.document import (
    Banner,
    Block,
    Box,
    Bullets,
    Chart,
    Details,
    Document,
    Fold,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
    Style,
)
from govrules.explain.safe import visible
from govrules.explain.word.marks import link, place, repeat_header
from govrules.explain.word.package import undated
from govrules.explain.word.template import BOX, BOX_TITLE, NUMBERED, WIDTH_CM, empty_document
from govrules.explain.word.widths import column_widths

_DEEPEST = 6
_COLOURS: dict[Style, RGBColor] = {
    "muted": RGBColor(0x50, 0x57, 0x5B),
    "good": RGBColor(0x00, 0x60, 0x3A),
    "bad": RGBColor(0xA5, 0x1C, 0x0E),
    "open": RGBColor(0x7D, 0x4A, 0x00),
    "off": RGBColor(0x4C, 0x51, 0x55),
}
_BOLD: tuple[Style, ...] = ("strong", "good", "bad", "open", "off")
_LINK = RGBColor(0x1A, 0x4E, 0x8A)


def write_docx(document: Document) -> bytes:
    """The bytes of the file; the same for the same document."""
    return _Writer(empty_document(visible(document.title), document.dated)).write(document)


class _Writer:
    def __init__(self, made: WordDocument) -> None:
        self._made = made
        self._places = 0
        self._styles = {style.name: style.style_id for style in made.styles}

    def _new(self, style: str = "") -> WordParagraph:
        """A paragraph at the end. python-docx would look through all styles for each."""
        made = self._made.add_paragraph()
        if style:
            made._p.style = self._styles[style]
        return made

    def write(self, document: Document) -> bytes:
        self._new("Title").add_run(visible(document.title))
        self._blocks(document.blocks)
        self._contents(document.contents)
        for section in document.sections:
            self._section(section)
        if document.footer:
            self._new()
        for spans in document.footer:
            self._spans(self._new(), spans, size=8.5)
        stream = BytesIO()
        self._made.save(stream)
        return undated(stream.getvalue())

    def _section(self, section: Section) -> None:
        title = visible(section.heading)
        heading = self._new(f"Heading {min(section.level - 1, 4)}")
        heading.add_run(title)
        if section.new_page:
            heading.paragraph_format.page_break_before = True
        self._place(heading, section.anchor)
        self._blocks(section.blocks)

    def _contents(self, sections: tuple[Section, ...]) -> None:
        if not sections:
            return
        self._new("Heading 1").add_run("Contents")
        highest = min(section.level for section in sections)
        for section in sections:
            paragraph = self._new()
            paragraph.paragraph_format.left_indent = Cm(0.8 * (section.level - highest))
            paragraph.paragraph_format.space_after = Pt(1)
            self._spans(paragraph, (Span(section.heading, to=section.anchor),))

    def _place(self, paragraph: WordParagraph, anchor: str) -> None:
        if anchor:
            self._places += 1
            place(paragraph, _bookmark(anchor), self._places)

    # --- blocks --------------------------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for number, block in enumerate(blocks):
            match block:
                case Paragraph():
                    made = self._paragraph(block)
                    after = blocks[number + 1] if number + 1 < len(blocks) else None
                    belongs = isinstance(after, (Bullets, Grid, Box)) or block.is_lead
                    made.paragraph_format.keep_with_next = after is not None and belongs
                case Banner(heading, _, lines):
                    self._spans(self._new(), (Span(heading, "strong"),))
                    for spans in lines:
                        self._spans(self._new(), spans)
                case Bullets(items, ordered):
                    for count, item in enumerate(items, 1):
                        self._item(item, 0, f"{count}." if ordered else "")
                case Fold(summary, items, paragraphs):
                    told = tuple(Item(spans) for spans in paragraphs)
                    self._item(Item(summary, told + items), 0)
                case Details(rows):
                    self._details(rows)
                case Box():
                    self._box(block)
                case Grid():
                    self._grid(block)
                case Chart(grid=grid):  # a picture of the same numbers would be drawn by Word
                    self._grid(grid)

    def _paragraph(self, block: Paragraph) -> WordParagraph:
        made = self._new(NUMBERED if block.number else "")
        if block.number:
            made.add_run(f"{visible(block.number)}\t")
        self._spans(made, block.spans)
        self._place(made, block.anchor)
        return made

    def _item(self, item: Item, depth: int, number: str = "") -> None:
        depth = min(depth, _DEEPEST)
        bullet = "List Bullet" if depth == 0 else f"List Bullet {min(depth + 1, 3)}"
        made = self._new(NUMBERED if number else bullet)
        if number:
            made.add_run(f"{number}\t")
        else:
            made.paragraph_format.left_indent = Cm(2.2 + 0.6 * depth)
            made.paragraph_format.first_line_indent = Cm(-0.6)
            made.paragraph_format.space_after = Pt(2)
        self._spans(made, item.spans)
        self._place(made, item.anchor)
        for child in item.children:
            self._item(child, depth + 1)

    def _details(self, rows: tuple[tuple[str, Spans], ...]) -> None:
        for name, spans in rows:
            made = self._new()
            made.paragraph_format.left_indent = Cm(4.2)
            made.paragraph_format.first_line_indent = Cm(-4.2)
            made.paragraph_format.tab_stops.add_tab_stop(Cm(4.2))
            made.paragraph_format.space_after = Pt(2)
            made.add_run(visible(name)).bold = True
            made.add_run("\t")
            self._spans(made, spans)

    def _box(self, box: Box) -> None:
        self._new(BOX_TITLE).add_run(visible(box.caption))
        for number, item in enumerate(box.items):
            made = self._new(BOX)
            self._spans(made, item.spans)
            if number < len(box.items) - 1:
                made.paragraph_format.keep_with_next = True
            else:
                made.paragraph_format.space_after = Pt(9)

    def _grid(self, grid: Grid) -> None:
        caption = self._new("Caption")
        caption.add_run(visible(grid.caption))
        caption.paragraph_format.keep_with_next = True
        table = self._made.add_table(rows=1, cols=len(grid.header), style="Table Grid")
        widths = column_widths(grid, WIDTH_CM)
        for name, cell in zip(grid.header, table.rows[0].cells, strict=True):
            self._cell(cell.paragraphs[0], (Span(name, "strong"),))
        for row in grid.rows:
            cells = table.add_row().cells
            for number, (spans, cell) in enumerate(zip(row, cells, strict=True)):
                first = tuple(replace(span, style="strong") for span in spans)
                self._cell(cell.paragraphs[0], first if number == 0 else spans)
        for width, column in zip(widths, table.columns, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        table.autofit = False
        repeat_header(table)
        self._new().paragraph_format.space_after = Pt(2)

    def _cell(self, paragraph: WordParagraph, spans: Spans) -> None:
        paragraph.paragraph_format.space_before = Pt(1.5)
        paragraph.paragraph_format.space_after = Pt(1.5)
        self._spans(paragraph, spans, size=9)

    # --- runs ----------------------------------------------------------------------------------

    def _spans(self, paragraph: WordParagraph, spans: Spans, size: float | None = None) -> None:
        for span in spans:
            run = paragraph.add_run(visible(span.text))
            if size is not None:
                run.font.size = Pt(size)
            _style(run, span)
            if span.link is not None:
                link(paragraph, run, address=span.link)
            elif span.file is not None:
                link(paragraph, run, address=span.file)
            elif span.to is not None:
                link(paragraph, run, to=_bookmark(span.to))


def _style(run: Run, span: Span) -> None:
    if span.style in _BOLD:
        run.bold = True
    if span.style == "code":
        run.font.name = "Courier New"
        run.font.size = run.font.size or Pt(8.5)
    if span.style in _COLOURS:
        run.font.color.rgb = _COLOURS[span.style]
    if span.link or span.to or span.file:
        run.font.color.rgb = _LINK
        run.font.underline = not span.to


def _bookmark(anchor: str) -> str:
    """The name of a place; Word takes letters, digits and underlines."""
    return anchor.replace("-", "_")
