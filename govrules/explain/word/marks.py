"""The marks of Word that python-docx has no words for: links, places, fields, shading, repeats."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element in Word's own namespace: `element("shd", fill="F3F4F5")`."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def link(paragraph: Paragraph, run: Run, *, address: str | None = None, to: str = "") -> None:
    """Make a run at the end of a paragraph a link: to an address, or to a place of the document."""
    made = element("hyperlink")
    if address is not None:
        made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    else:
        made.set(qn("w:anchor"), to)
    paragraph._p.append(made)
    made.append(run._r)


def place(paragraph: Paragraph, name: str, number: int) -> None:
    """Name a paragraph, so that links can lead to it."""
    start = element("bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def field(paragraph: Paragraph, instruction: str) -> None:
    """A value that Word works out, such as the number of the page."""
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType="begin"))
    code = element("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    run._r.append(code)
    run._r.append(element("fldChar", fldCharType="separate"))
    shown = element("t")
    shown.text = "1"
    run._r.append(shown)
    run._r.append(element("fldChar", fldCharType="end"))


def repeat_header(table: Table) -> None:
    """The first row stands at the top of each page, and no row is cut by the end of a page."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if number == 0:
            properties.append(element("tblHeader"))
