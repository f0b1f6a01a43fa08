"""The codes of faults of writing (P101 to P125), for their pages: title, explanation, examples."""

from __future__ import annotations

from typing import Final

from govrules.language.codes import CodeInfo

CODES: Final[dict[str, CodeInfo]] = {}
