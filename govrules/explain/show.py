"""Show policies as papers for a council meeting, in every form but Word's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from govrules.errors import UsageError
from govrules.explain.document import Document
from govrules.explain.page_style import PAPER_STYLE, STYLE
from govrules.explain.paper.context import Results
from govrules.explain.paper.to_document import to_document
from govrules.explain.safe import visible
from govrules.explain.write_html import write_html
from govrules.explain.write_markdown import write_markdown
from govrules.explain.write_text import TextWriter
from govrules.model.policy import Policy, PolicySet

Form = Literal["markdown", "html", "docx", "text"]
FORMS: tuple[Form, ...] = ("markdown", "html", "docx", "text")
_WIDTH = 100


def show(
    policy_set: PolicySet,
    on: dt.date,
    *,
    form: Form = "markdown",
    policies: Sequence[Policy] | None = None,
    results: Results | None = None,
    produced: dt.date | None = None,
) -> str | bytes:
    """The policies, or some of the set, as a paper: text, or the bytes of a Word file.

    `on` is the day whose figures it tells. `results` are those of the scenarios, which it shows
    only where they have been run. Raises UsageError for Word where python-docx is not installed.
    """
    shown = policy_set.policies if policies is None else tuple(policies)
    return written(to_document(shown, policy_set, on, results or {}, produced), form)


def written(document: Document, form: Form) -> str | bytes:
    match form:
        case "html":
            return write_html(document, STYLE + PAPER_STYLE)
        case "docx":
            return _word(document)
        case "text":
            text = TextWriter(colour=False, width=_WIDTH).write(document)
            return f"{visible(document.title)}\n\n{text}"
        case _:
            return write_markdown(document)


def _word(document: Document) -> bytes:
    try:
        from govrules.explain.word.write_docx import write_docx
    except ModuleNotFoundError as error:
        if error.name not in ("docx", "lxml"):
            raise
        raise UsageError(
            "writing Word files needs python-docx; install it with: pip install 'govrules[word]'"
        ) from None
    return write_docx(document)
