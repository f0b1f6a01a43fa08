"""Write a portfolio decision for reading: as text, Markdown or a page."""

from __future__ import annotations

from typing import Literal

from govrules.explain.portfolio.to_document import portfolio_document
from govrules.explain.write_html import write_html
from govrules.explain.write_markdown import write_markdown
from govrules.explain.write_text import TextWriter
from govrules.model.portfolio import PortfolioDecision


def tell_portfolio(
    decision: PortfolioDecision,
    form: Literal["text", "markdown", "html"] = "text",
    *,
    colour: bool = False,
    width: int = 100,
) -> str:
    """The decision as a document; `colour` and `width` are for text."""
    document = portfolio_document(decision)
    if form == "html":
        return write_html(document)
    if form == "markdown":
        return write_markdown(document)
    return TextWriter(colour=colour, width=width).write(document)
