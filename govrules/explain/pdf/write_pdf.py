"""Write a document as a PDF that can be read aloud: tagged, titled, its fonts inside (PDF/UA-1).

The same document gives the same bytes: the only date in it is the document's own.
"""

from __future__ import annotations

import json
from pathlib import Path

import typst

from govrules.errors import EngineFault
from govrules.explain.document import Document
from govrules.explain.pdf.to_data import to_data

_TEMPLATE = Path(__file__).with_name("document.typ")


def write_pdf(document: Document) -> bytes:
    """Raises EngineFault when typst cannot set it; then there is no document."""
    data = json.dumps(to_data(document))
    try:
        made = typst.compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"document": data},
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        raise EngineFault(f"the PDF could not be set: {error.message}") from None
    assert isinstance(made, bytes)
    return made
