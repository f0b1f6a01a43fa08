"""An explanation as Markdown, for a report or an issue."""

from __future__ import annotations

from govrules.explain.explanation import Explanation
from govrules.explain.to_document import to_document
from govrules.explain.write_markdown import write_markdown


def to_markdown(explanation: Explanation) -> str:
    return write_markdown(to_document(explanation))
