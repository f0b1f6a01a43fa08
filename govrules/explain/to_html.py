"""An explanation as one self-contained page."""

from __future__ import annotations

from govrules.explain.explanation import Explanation
from govrules.explain.to_document import to_document
from govrules.explain.write_html import write_html


def to_html(explanation: Explanation) -> str:
    return write_html(to_document(explanation))
